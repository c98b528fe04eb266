"""Files that are no map, or that mean harm: refused quickly, in words, and all problems at once."""

import json
from time import process_time

import pytest

from linkwork.errors import InputRefused
from linkwork.graph.check import check
from linkwork.graph.identity import Names
from linkwork.graph.schema import SCHEMA
from linkwork.loaders.edges import LOADER

DOCTYPE = "this file has a document type (DOCTYPE), which no map needs and which is not read for safety"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE graphml [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + ']><graphml><graph><node id="&j;"/></graph></graphml>'
)
OUTSIDE = (
    '<!DOCTYPE gexf [<!ENTITY x SYSTEM "{0}">]><gexf><graph><nodes><node id="1" label="&x;"/></nodes></graph></gexf>'
)
REFUSED = {
    "laughs.graphml": (LAUGHS, DOCTYPE),
    "laughs.csv": (LAUGHS, DOCTYPE),
    "dtd.graphml": ('<!DOCTYPE graphml SYSTEM "http://nowhere.test/x.dtd"><graphml/>', DOCTYPE),
    "entity.graphml": ("<graphml><graph><node id='&x;'/></graph></graphml>", "row 1: this is not whole XML (undefined"),
    "cut.graphml": ("<graphml><graph><node id='1'>", "row 1: this is not whole XML (no element found)"),
    "deep.graphml": ("<graphml>" + "<graph>" * 100_000, "this is nested more than 100 deep"),
    "page.xml": (
        "<html><body/></html>",
        "this is XML of another sort (<html>); allowed are GraphML (graphml) and GEXF",
    ),
    "coded.graphml": ('<?xml version="1.0" encoding="klingon"?><graphml/>', "this is not whole XML ("),
    "empty.graphml": ("", "this file is empty"),
    "blank.json": ("  ", "this file is empty"),
    "not.json": ("{elements", "this is not JSON (line 1)"),
    "deep.json": ("[" * 200_000, "this is nested too deeply to be read"),
    "feed.json": ('{"services": []}', "this JSON has neither elements nor connections but services"),
    "list.json": ("[1, 2]", "this JSON has neither elements nor connections but none"),
    "number.json": ('{"elements": [7], "connections": 4}', "sheet elements, row 1: this is no object with fields"),
    "ends.json": (
        '{"elements": [{"label": "A", "type": "Service"}], "connections": [{"a": 1}]}',
        "sheet connections, r",
    ),
    "plain.csv": ("where,when\nthe sea,June\n", "these are neither things nor lines; the headings are where, when"),
    "letter.docx": ("dear", "files that end in .docx are not read; allowed are CSV files or a workbook"),
    "map.toml": ("[kinds\n", "this mapping file is not TOML ("),
    "words.toml": ('[kinds]\n"a" = "Organisation"\n', "this explains a map; give the map's files too"),
}


def read(path):
    return LOADER.load([path], Names("m"))


@pytest.mark.parametrize("file", REFUSED)
def test_what_is_no_map_is_refused_quickly_and_in_words(tmp_path, file):
    content, message = REFUSED[file]
    (tmp_path / file).write_text(content, encoding="utf-8")
    start = process_time()
    said = [str(problem) for problem in read(tmp_path / file).problems]
    assert process_time() - start < 2
    assert said[0].partition(file)[2].lstrip(":, ").startswith(message)
    with pytest.raises(InputRefused):
        check(read(tmp_path / file), SCHEMA)


def test_a_file_that_a_map_names_is_not_opened(tmp_path):
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "map.gexf").write_text(OUTSIDE.format((tmp_path / "secret.txt").as_uri()), encoding="utf-8")
    reading = read(tmp_path / "map.gexf")
    assert [str(problem) for problem in reading.problems] == [f"map.gexf: {DOCTYPE}"]
    assert reading.tables == ()


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path):
    with (tmp_path / "huge.graphml").open("wb") as file:
        file.write(b"<graphml>")
        file.truncate(100_000_001)
    start = process_time()
    (problem,) = read(tmp_path / "huge.graphml").problems
    assert str(problem) == "huge.graphml: this file has 100 MB and at most 100 are read"
    assert process_time() - start < 1


def test_one_very_long_name_is_read_in_a_moment(tmp_path):
    name = "a" * 20_000_000
    (tmp_path / "long.graphml").write_text(f"<graphml><graph><node id='{name}'/></graph></graphml>", encoding="utf-8")
    start = process_time()
    assert len(read(tmp_path / "long.graphml").problems) == 1
    assert process_time() - start < 10


def test_a_mapping_with_everything_wrong_says_everything_once(tmp_path):
    (tmp_path / "nodes.csv").write_text("name,type\nMill,Organisation\n", encoding="utf-8")
    (tmp_path / "map.toml").write_text(
        'undirected = "maybe"\nsource = 7\ncolours = 1\nends = "from"\n'
        '[columns]\n"a" = "nmae"\n"b" = 3\n[kinds]\n"c" = "Organization"\n"d" = "Servce"\n"e" = "Source"\n'
        '[links]\n"f" = "REFERS"\n"g" = "REFERS_TO reversed"\n"h" = "?"\n',
        encoding="utf-8",
    )
    (tmp_path / "other.toml").write_text("", encoding="utf-8")
    said = [str(problem).partition(" Allowed are")[0] for problem in read(tmp_path).problems]
    assert said == [
        "other.toml: there is a mapping file already, map.toml; put all words into one",
        "map.toml, column colours: a mapping file has no 'colours'; allowed are source, undirected, [columns], "
        "[kinds], [links], [ends]",
        "map.toml, column source: '7' is not a name in quote marks",
        "map.toml, column undirected: 'maybe' is not one of as written, both",
        "map.toml, column columns: 'a' cannot be 'nmae'. Did you mean 'name'?",
        "map.toml, column columns: what 'b' means is written in quote marks",
        "map.toml, column kinds: 'd' cannot be 'Servce'. Did you mean 'Service'?",
        "map.toml, column kinds: 'e' cannot be 'Source'. Did you mean 'Service'?",
        "map.toml, column links: 'f' cannot be 'REFERS'. Did you mean 'REFERS_TO'?",
        'map.toml, column ends: write [ends] on a line of its own, and lines such as "this" = "that" under it',
    ]


def test_a_hundred_thousand_sorts_of_words_and_mistakes_make_a_short_answer(tmp_path):
    elements = [{"label": f"n{n}", "type": f"t{n}"} for n in range(20_000)]
    connections = [{"from": f"x{n}", "to": f"y{n}"} for n in range(20_000)]
    (tmp_path / "m.json").write_text(json.dumps({"elements": elements, "connections": connections}), encoding="utf-8")
    start = process_time()
    problems = read(tmp_path / "m.json").problems
    assert process_time() - start < 10
    assert len(problems) == 1 + 20 + 1
    assert "and 19,800 more" in str(problems[0])
    assert str(problems[-1]) == "m.json: 39,980 more sorts of mistakes in lines"


def test_letters_that_no_table_can_keep_are_left_out(tmp_path):
    content = b'{"elements": [{"label": "Mi\\ud800ll\\u0000", "type": "Organisation", "x": {"deep": [1]}}]}'
    (tmp_path / "m.json").write_bytes(content)
    reading = read(tmp_path / "m.json")
    assert reading.problems == ()
    assert check(reading, SCHEMA)[0].rows["name"].to_list() == ["Mill"]
    assert reading.warnings == ("m.json: the field 'x' is not read in 1",)


def test_fifty_thousand_lines_are_read_in_seconds(tmp_path):
    nodes = "".join(f'<node id="s{n}" label="Service {n}"><data key="t">Service</data></node>' for n in range(10_000))
    edges = "".join(f'<edge source="s{n % 10_000}" target="s{n * 7919 % 9_999}"/>' for n in range(50_000))
    keys = '<key id="t" for="node" attr.name="type"/><key id="u" for="edge" attr.name="type"><default>refers to'
    content = f'<graphml>{keys}</default></key><graph edgedefault="directed">{nodes}{edges}</graph></graphml>'
    (tmp_path / "m.graphml").write_text(content, encoding="utf-8")
    start = process_time()
    things, lines = check(read(tmp_path / "m.graphml"), SCHEMA)
    assert process_time() - start < 15
    distinct = {(n % 10_000, n * 7919 % 9_999) for n in range(50_000)}
    assert (things.rows.height, lines.rows.height) == (10_000, len({(a, b) for a, b in distinct if a != b}))
