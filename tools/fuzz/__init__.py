"""Fuzzing of every loader: `make fuzz` gives each of them 10,000 files that are broken or mean harm.

A case begins as a valid file of the loader (`towns.py`) and is changed: in its cells, headings, sheets and nodes, or in
its bytes (`cases.py`). Half of the cases are drawn by hypothesis, half are led by coverage with atheris (`guided.py`).
Each has to be read, or refused in words, within a limit of processor time and of memory (`tried.py`).
"""
