"""Linkwork: who provides what, for whom, where, and who can reach whom."""

__version__ = "0.1.0"
