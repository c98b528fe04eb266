"""A load, step by step: read, check, see what would change, keep as a round; and services fetched from a server."""
