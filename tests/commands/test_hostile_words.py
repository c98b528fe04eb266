"""What names are made of on a terminal, in JSON and in Markdown: shown, and nothing that is obeyed."""

import json
from pathlib import Path

from linkwork.commands._output import render
from linkwork.commands._session import escaped
from tests.commands.steps import load, run

NAMES = (
    "\x1b[31mred\x1b[0m\x07 \x9b2J",
    "\u202egnp.exe \u200b\u2066\U000e0001",
    "[bold]x[/bold] [link=http://evil.invalid]y[/link]",
    "<script>x</script> <img src=x>",
    "| a | [x](javascript:x) ![y](http://evil.invalid) \\[z](x) `code`",
)


def test_json_says_every_character_and_shows_none_that_a_terminal_obeys() -> None:
    rows = [{"name": name} for name in NAMES]
    text = str(render(rows, ["name"], "json", rows))
    assert json.loads(text) == rows
    assert {ch for ch in text if not ch.isprintable()} == {"\n"}
    assert escaped('{"a": "\x7f\u202e"}') == '{"a": "\\u007f\\u202e"}'
    assert escaped("Müller \U0001f600") == "Müller \U0001f600"


def test_nothing_in_a_cell_of_markdown_is_markup() -> None:
    text = str(render([{"name": name} for name in NAMES], ["name"], "md", None))
    assert text.split("\n")[2:] == [
        "| \ufffd\\[31mred\ufffd\\[0m\ufffd \ufffd2J |",
        "| \ufffdgnp.exe \ufffd\ufffd\ufffd |",
        "| \\[bold\\]x\\[/bold\\] \\[link=http://evil.invalid\\]y\\[/link\\] |",
        "| &lt;script>x&lt;/script> &lt;img src=x> |",
        "| \\| a \\| \\[x\\](javascript:x) !\\[y\\](http://evil.invalid) \\\\\\[z\\](x) \\`code\\` |",
        "",
    ]


def test_a_table_shows_what_looks_like_markup_of_the_terminal_as_it_is() -> None:
    text = str(render([{"name": name} for name in NAMES], ["name"], "table", None))
    assert "[bold]x[/bold] [link=http://evil.invalid]y[/link]" in text
    assert {ch for ch in text if not ch.isprintable()} == {"\n"}


def test_names_that_are_cypher_are_names(project: Path, workbook: Path) -> None:
    names = ["') DETACH DELETE n //", '"}) MATCH (x) DETACH DELETE x //', "`DROP` $id {id: 1}", "\\u0027) DELETE n"]
    lines = ['"' + name.replace('"', '""') + '",vcse,' for name in ["Riverside Trust", *names]]
    (workbook / "Organisations.csv").write_text("name,sector,postcode\n" + "\n".join(lines) + "\n", encoding="utf-8")
    load(project, workbook)
    query = "MATCH (o:Organisation) RETURN o.name AS name ORDER BY name"
    found = json.loads(run("cypher", query, "--format", "json", "--project", project).output)
    assert sorted(row["name"] for row in found) == sorted(["Riverside Trust", *names])


def test_names_whose_slugs_collide_stay_two_or_are_refused_with_both_rows(project: Path, workbook: Path) -> None:
    (workbook / "Services.csv").unlink()
    (workbook / "Organisations.csv").write_text("name,sector\nMill (A),vcse\nMill: A,vcse\n", encoding="utf-8")
    said = load(project, workbook, code=2).output
    assert "row 3" in said
    assert "row 2 are the same Organisation" in said
    assert "give each an id of its own" in said
