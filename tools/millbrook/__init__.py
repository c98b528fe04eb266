"""Millbrook, the made-up borough: `python -m tools.millbrook` writes linkwork/data/millbrook/ anew.

The plan (`plan/`) is the town as a person would write it down. What the plan leaves open is drawn with a seed
(`draw_*.py`), written as workbooks (`sheets.py`), and answered by brute force over the plan's own objects
(`answers_*.py`), which know nothing of Linkwork. Nothing here is real.
"""
