"""Names that mean harm, in everything that Linkwork writes: `make hostile`.

The made-up borough of Millbrook is loaded with names and texts that are Cypher, HTML, formulas, control characters and
more (`names.py`), every output is asked for (`outputs.py`), and each is looked at as what would open it (`looked.py`).
"""
