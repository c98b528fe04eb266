"""Writes the pages of docs/ that follow from the code."""

#: Stands on top of each.
MADE = "<!-- Written by `make pages`: change the code, not this page. -->\n"
