"""What the tests of the commands do again and again: run one, load the small workbook."""

from pathlib import Path

from click.testing import CliRunner, Result

from linkwork.cli import cli

ORGANISATIONS = "name,sector,postcode\nRiverside Trust,vcse,E1 6LA\n"
SERVICES = "name,status,provider\nFriday Walks,open,Riverside Trust\n"


def run(*words: object, code: int = 0) -> Result:
    result = CliRunner().invoke(cli, [str(word) for word in words])
    assert result.exit_code == code, result.output
    return result


def load(project: Path, workbook: Path, *more: str, code: int = 0) -> Result:
    return run("load", "mapping-workbook", workbook, "--as-of", "2024-03-31", "--project", project, *more, code=code)
