"""Whether anything private gets out: a marked town, every way out of Linkwork, and a search of all that leaves."""
