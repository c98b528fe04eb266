"""`python -m linkwork` is `linkwork`."""

from linkwork.cli import cli

cli(prog_name="linkwork")
