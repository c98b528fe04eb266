"""Measures how well duplicates are proposed, on pairs whose answer is known from their numbers."""
