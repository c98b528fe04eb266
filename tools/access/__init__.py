"""Trying to write through what only reads, and to get at more than the graph: the forms, and how they are tried."""
