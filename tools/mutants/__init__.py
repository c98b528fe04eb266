"""Mutation testing of the measures: `make mutants` breaks them on purpose, and the tests have to notice.

A mutant is a module of linkwork/graph with one small thing wrong (`made.py`). It is put into a copy of the working
copy, and the tests that belong to the module (`belongs.py`) run on it, the same examples every time (`steady.py`). A
mutant that they pass has survived: a test is missing, or the change makes no difference.
"""
