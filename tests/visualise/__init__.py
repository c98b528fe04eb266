"""Drawings: what they look like and how their pages behave."""
