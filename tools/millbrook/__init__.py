"""Millbrook, the made-up borough: `python -m tools.millbrook` writes linkwork/data/millbrook/ anew.

The plan (`plan/`) is the town as a person would write it down. What the plan leaves open is drawn with a seed
(`draw_*.py`), written as workbooks (`sheets*.py`), and answered by brute force over the plan's own objects
(`answers_*.py`), which know nothing of Linkwork: `expected.py` has the answers by name, `questions.py` all others by
the question's id. What is planted for them is in `plan/planted.py`; a town without it is not written. Nothing here is
real.
"""
