"""Every rule refuses the file that breaks it, and says where and why."""

import pytest

from linkwork.graph.schema import SCHEMA
from linkwork.queries import catalogue
from tools.access.forms import WRITES, reaches

HEADING = """\
// title: Services
// question: Which services are there?
// read: Every row is a service.
// parameter need (Need): only this need
// column service: its name
// column service_id (Service): the service
"""
QUERY = """\
MATCH (s:Service)-[h:HAS_OFFER]->(o:Offer)
MATCH (o)-[m:MEETS]->(n:Need)
WHERE s.live AND h.live AND o.live AND m.live AND n.live AND ($need = '' OR n.id = $need)
RETURN DISTINCT s.name AS service, s.id AS service_id, [s.id] AS evidence
ORDER BY service, service_id
"""


def refusals(tmp_path, text):
    (tmp_path / "own").mkdir(exist_ok=True)
    (tmp_path / "own" / "mine.cypher").write_text(text, encoding="utf-8")
    found = catalogue(tmp_path)
    return [str(refusal) for refusal in found.refusals]


def test_a_question_that_keeps_the_rules_is_taken(tmp_path):
    assert refusals(tmp_path, HEADING + QUERY) == []


# What is replaced in the query, by what, the line it stands on, and what the message says.
BROKEN = [
    ("ORDER BY", "SET s.name = 'x' ORDER BY", 11, "SET may not be used"),
    ("MATCH (s:", "CREATE (x:Need) MATCH (s:", 7, "CREATE may not be used"),
    ("MATCH (s:", "MERGE (x:Need) MATCH (s:", 7, "MERGE may not be used"),
    ("ORDER BY", "DELETE s ORDER BY", 11, "DELETE may not be used"),
    ("ORDER BY", "REMOVE s.name ORDER BY", 11, "REMOVE may not be used"),
    ("MATCH (s:", "LOAD CSV FROM 'x' AS x MATCH (s:", 7, "LOAD may not be used"),
    ("ORDER BY", "FOREACH (x IN [1] | SET s.name = x) ORDER BY", 11, "FOREACH may not be used"),
    ("MATCH (s:", "CALL db.labels() YIELD label MATCH (s:", 7, "CALL may not be used"),
    ("MATCH (s:", "DROP INDEX x MATCH (s:", 7, "DROP may not be used"),
    ("MATCH (o)", "MATCH SHORTEST 1 (o)", 8, "SHORTEST is not in the common dialect"),
    ("(o)-[m:MEETS]->(n:Need)", "(o)-[m:MEETS]->{1,4}(n:Need)", 8, "quantified paths"),
    ("(o)-[m:MEETS]->(n:Need)", "((o)-[m:MEETS]->(n:Need)){1,4}", 8, "quantified paths"),
    ("s.name AS service,", "apoc.text.join([s.name], '') AS service,", 10, "apoc. is a plug-in"),
    ("s.name AS service,", "gds.util.NaN() AS service,", 10, "gds. is a plug-in"),
    ("s.name AS service,", "COLLECT { MATCH (s) RETURN s.name } AS service,", 10, "COLLECT { } is not in the common"),
    ("WHERE s.live", "WHERE NOT EXISTS { MATCH (s)-[h]->(o) } AND s.live", 9, "NOT EXISTS is slow"),
    ("(n:Need)", "(n:Need WHERE n.live)", 8, "WHERE stands inside a pattern"),
    ("-[m:MEETS]->", "-[m:MEETS WHERE m.live]->", 8, "WHERE stands inside a pattern"),
    ("WHERE s.live", "/* only live */ WHERE s.live", 9, "block comments"),
    ("s.name AS service", "s AS service", 10, "s is a node, a link or a path"),
    ("[s.id] AS evidence", "[s] AS evidence", 10, "s is a node, a link or a path"),
    ("-[m:MEETS]->", "-[m:MEETS*]->", 8, "`*` without a greatest length"),
    ("-[m:MEETS]->", "-[m:MEETS*2..]->", 8, "`*` without a greatest length"),
    ("s.name AS service,", "s.name AS o,", 10, "o is a variable, so it cannot be an alias too"),
    ("MATCH (o)", "WITH o AS p MATCH (o)", 8, "o is given another name"),
    ("MATCH (o)", "WITH s, h, o LIMIT 3 MATCH (o)", 8, "LIMIT without ORDER BY"),
    ("ORDER BY service, service_id", "", 10, "the rows are in no order"),
    ("ORDER BY service, service_id", "ORDER BY s.name, service_id", 11, "ORDER BY takes returned names only"),
    ("ORDER BY service, service_id", "ORDER BY service_id, service", 11, "the order ends in service"),
    ("(n:Need)", "(n:Nead)", 8, "there is no kind of node Nead. Did you mean 'Need'?"),
    ("[m:MEETS]", "[m:MEET]", 8, "there is no kind of link MEET. Did you mean 'MEETS'?"),
    ("(o)-[m:MEETS]->(n:Need)", "(o)<-[m:MEETS]-(n:Need)", 8, "MEETS does not run that way"),
    ("(o)-[m:MEETS]->(n:Need)", "(o)-[m:MEETS]->(n:Area)", 8, "It joins Offer to Need"),
    ("s.name AS", "s.nme AS", 10, "there is no property nme of Service. Did you mean 'name'?"),
    ("(n:Need)", "(n:Need {nam: 'x'})", 8, "there is no property nam of Need"),
    ("(n:Need)", "(:Need)", 8, "a node has no name"),
    ("[m:MEETS]", "[:MEETS]", 8, "a link has no name"),
    ("AND m.live", "", 8, "m may be stale, closed or ended: add `m.live`"),
    ("AND n.live", "", 8, "n may be stale"),
    ("n.id = $need", "n.id = $nead", 9, "$nead is used but the heading has no"),
    ("AND ($need = '' OR n.id = $need)", "", 1, "the heading has a parameter need that the query does not use"),
    (
        "s.name AS service, s.id AS service_id",
        "s.id AS service_id, s.name AS service",
        10,
        "the heading says service, ser",
    ),
    (", [s.id] AS evidence", "", 10, "must end in `... AS evidence`"),
    ("s.name AS service", "toUpper(s.name)", 10, "every returned value needs a name"),
    ("s.name AS service", "lower(s.name) AS service", 10, "write toLower"),
    ("WHERE s.live", "WHERE date() > s.funded_until AND s.live", 9, "no answer depends on today"),
    ("WHERE s.live", "WHERE (s)-[:HAS_OFFER]->() AND s.live", 9, "a pattern stands outside MATCH"),
    ("ORDER BY service, service_id", "ORDER BY service, service_id;", 11, "leave the semicolon out"),
    ("MATCH (s:", "EXPLAIN MATCH (s:", 7, "a query begins with one of"),
    ("s.name AS service", "labels(s)[0] AS service", 10, "ask `x:Kind`"),
    ("s.name AS service", "properties(s) AS service", 10, "name the properties"),
]


@pytest.mark.parametrize(("old", "new", "line", "reason"), BROKEN, ids=[row[3] for row in BROKEN])
def test_a_query_that_breaks_a_rule_is_refused(tmp_path, old, new, line, reason):
    assert old in QUERY
    found = refusals(tmp_path, HEADING + QUERY.replace(old, new, 1))
    fitting = [text for text in found if reason in text]
    assert fitting, found
    assert fitting[0].startswith(f"own/mine.cypher, line {line}: ")


HEADINGS = [
    ("// title: Services\n", "", 1, "the heading lacks `// title: ...`"),
    ("are there?", "are there", 2, "the question does not end in '?'"),
    ("// read: Every row is a service.\n", "", 1, "the heading lacks `// read: ...`"),
    ("// title", "// titel", 1, "'titel' is not one of id, title"),
    ("// title: Services", "// title Services", 1, "is not a line of a heading"),
    ("(Need)", "(Neeed)", 4, "parameter need: (Neeed) is not one of text"),
    ("need (Need)", "need (integer)", 4, "it has no default"),
    ("need (Need)", "need (integer 1 to 5, default 9)", 4, "9 is not a whole number from 1 to 5"),
    ("need (Need)", "format (text)", 4, "every command takes that already"),
    ("(Service)", "(Servise)", 6, "names Servise, which is neither a kind"),
    ("column service:", "column evidence:", 5, "Linkwork adds one of that name"),
    ("column service:", "column Service:", 5, "is not a lower-case name"),
    ("// title: Services\n", "// title: Services\n// title: Again\n", 2, "title is there twice"),
    ("// title: Services\n", "// title: Services\n// from: sky\n", 2, "from is 'sky'; it is one of graph, rounds"),
    ("// title: Services\n", "// title: Services\n// needs data: MEAT (meat)\n", 2, "no kind of node or link MEAT"),
    ("// title: Services\n", "// title: Services\n// uses: offers, ofers\n", 1, "there is no part ofers"),
    ("// title: Services\n", "// title: Services\n// from: rounds\n", 8, "a question from the rounds has no query"),
    ("// title: Services\n", "// title: Services\n// order: service_id\n", 2, "order is for shared parts"),
    ("// title: Services\n", "// title: Services\n// id: O1\n", 1, "the id O1 is taken by overlaps/"),
    ("// title: Services\n", "// title: Services\n// row x: y\n", 11, "but the heading says x"),
]


@pytest.mark.parametrize(("old", "new", "line", "reason"), HEADINGS, ids=[row[3] for row in HEADINGS])
def test_a_heading_that_breaks_a_rule_is_refused(tmp_path, old, new, line, reason):
    assert old in HEADING
    found = refusals(tmp_path, HEADING.replace(old, new, 1) + QUERY)
    fitting = [text for text in found if reason in text]
    assert fitting, found
    assert fitting[0].startswith(f"own/mine.cypher, line {line}: ")


def test_words_in_strings_comments_and_map_keys_break_no_rule(tmp_path):
    query = QUERY.replace("n.id = $need", "n.id = $need OR s.name = 'DELETE (x) // SET' // CREATE it\n")
    assert refusals(tmp_path, HEADING + query) == []
    query = QUERY.replace("s.name AS service", "{set: s.name, call: [s.id]}.set AS service")
    assert refusals(tmp_path, HEADING + query) == []


def test_history_may_look_at_what_is_not_live(tmp_path):
    query = QUERY.replace("AND m.live AND n.live", "")
    assert refusals(tmp_path, HEADING + "// history: yes\n" + query) == []


def test_a_link_that_repeats_must_be_live_all_the_way(tmp_path):
    query = QUERY.replace("(n:Need)", "(n:Need)-[b:BROADER*0..4]->(up:Need)").replace(
        "n.live AND", "n.live AND up.live AND"
    )
    assert "add `all(x IN b WHERE x.live)`" in refusals(tmp_path, HEADING + query)[0]
    query = query.replace("up.live AND", "up.live AND all(x IN b WHERE x.live) AND")
    assert refusals(tmp_path, HEADING + query) == []
    assert "use DISTINCT" in refusals(tmp_path, HEADING + query.replace("RETURN DISTINCT", "RETURN"))[0]


def test_what_is_personal_is_not_in_the_graph_to_be_asked_for(tmp_path):
    query = """MATCH (p:Person)-[c:CONTACT_FOR]->(s:Service) WHERE p.live AND c.live AND s.live
RETURN p.name AS service, s.id AS service_id, [s.id] AS evidence ORDER BY service, service_id"""
    found = refusals(tmp_path, HEADING.replace("// parameter need (Need): only this need\n", "") + query)
    assert found == ["own/mine.cypher, line 7: name of Person is personal and is not in the graph"]


@pytest.mark.parametrize(
    "text", ["", "MATCH (", "// title: x", "\x00", HEADING, HEADING + "RETURN 1", HEADING + "MATCH (s"]
)
def test_a_file_that_is_no_question_is_refused_and_nothing_breaks(tmp_path, text):
    assert refusals(tmp_path, text)


@pytest.mark.parametrize("ending", ["", "\n" + QUERY])
def test_no_form_of_writing_or_reaching_out_is_taken_as_a_question(tmp_path, ending):
    forms = [*WRITES, *reaches("secret.csv", 1)]
    (tmp_path / "own").mkdir()
    for number, form in enumerate(forms):
        (tmp_path / "own" / f"q{number}.cypher").write_text(f"{HEADING}{form}{ending}")
    refused = {refusal.file for refusal in catalogue(tmp_path).refusals}
    assert refused == {f"own/q{number}.cypher" for number in range(len(forms))}


def test_a_file_that_is_not_utf_8_is_refused(tmp_path):
    (tmp_path / "mine.cypher").write_bytes(b"// title: caf\xe9\n")
    assert "cannot be read as UTF-8" in str(catalogue(tmp_path).refusals[0])


def test_every_link_of_the_schema_can_be_asked_for_between_its_own_kinds(tmp_path):
    for link in SCHEMA.links:
        for a, b in link.ends:
            query = f"MATCH (a:{a})-[r:{link.name}]->(b:{b}) WHERE a.live AND r.live AND b.live\n"
            query += "RETURN a.id AS service, b.id AS service_id, [a.id] AS evidence ORDER BY service, service_id"
            text = HEADING.replace("// parameter need (Need): only this need\n", "") + query
            assert refusals(tmp_path, text) == [], link.name
