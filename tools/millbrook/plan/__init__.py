"""The town as a person would write it down: tables of text, a line a thing."""
