"""Maps made elsewhere: what their words mean, what their lines join, and the ids their things keep."""

import pytest

from linkwork.graph.check import check
from linkwork.graph.identity import Names
from linkwork.graph.records import Scope
from linkwork.graph.schema import SCHEMA
from linkwork.loaders.edges import LOADER
from tests.commands.steps import run

NODES = (
    "id,label,type,charity_no,funding\n"
    "a,Riverside Trust,Charity,1000001,yes\n"
    "b,Friday Walks,Service,,\n"
    "c,Mill Surgery,Organisation,,\n"
    "d,Debt Advice,service,,no\n"
)
EDGES = "from,to,type,weight\na,b,provides,2\nc,b,sends people to,5\nd,a,is run by,1\n"
WORDS = (
    '[kinds]\n"Charity" = "Organisation"\n[links]\n"sends people to" = "REFERS_TO"\n"is run by" = "PROVIDES reversed"\n'
)


def write(folder, **files):
    """Files by name, with _ for the dot before the ending; their paths in order."""
    paths = []
    for name, text in files.items():
        path = folder / ".".join(name.rsplit("_", 1))
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def read(folder, names=None, **files):
    return LOADER.load(write(folder, **files), names or Names("town-map"))


def town(folder, words=WORDS, names=None, **files):
    return read(folder, names, **{"nodes_csv": NODES, "edges_csv": EDGES, **files, "map_toml": words})


def facts(reading, kind):
    hidden = ("_file", "_sheet", "_row", "from_kind", "to_kind")
    tables = [table for table in check(reading, SCHEMA) if table.kind == kind]
    return [
        {k: v for k, v in row.items() if v is not None and k not in hidden}
        for table in tables
        for row in table.rows.iter_rows(named=True)
    ]


def joined(reading, kind):
    return [(row["from_id"], row["to_id"]) for row in facts(reading, kind)]


def said(reading):
    return [str(problem) for problem in reading.problems]


RIVERSIDE, WALKS, MILL, DEBT = (
    *("org-chc-1000001", "service-town-map-friday-walks"),
    *("org-town-map-mill-surgery", "service-town-map-debt-advice"),
)


def test_things_are_of_the_kind_that_their_word_or_the_mapping_says_and_keep_the_word(tmp_path):
    reading = town(tmp_path)
    assert reading.problems == ()
    assert facts(reading, "Organisation") == [
        {"id": RIVERSIDE, "name": "Riverside Trust", "category": "charity", "charity_no": "1000001"},
        {"id": MILL, "name": "Mill Surgery"},
    ]
    assert facts(reading, "Service") == [{"id": WALKS, "name": "Friday Walks"}, {"id": DEBT, "name": "Debt Advice"}]


def test_lines_are_the_links_that_their_word_or_the_mapping_says_and_may_be_turned(tmp_path):
    reading = town(tmp_path)
    assert joined(reading, "PROVIDES") == [(RIVERSIDE, WALKS), (RIVERSIDE, DEBT)]
    assert joined(reading, "REFERS_TO") == [(MILL, WALKS)]
    tables = {table.kind: table.rows for table in check(reading, SCHEMA)}
    assert tables["PROVIDES"].select("_file", "_sheet", "_row").rows() == [("edges.csv", "", 2), ("edges.csv", "", 4)]


def test_a_column_that_is_no_property_is_named_as_not_read(tmp_path):
    assert town(tmp_path, nodes_csv=NODES.replace("service,,no", "service,5,no")).warnings == (
        "nodes.csv, column charity_no is filled but not read for Service",
        "nodes.csv, column funding is filled but not read",
        "edges.csv, column weight is filled but not read",
    )


def test_all_words_that_nobody_explains_are_said_at_once_with_a_mapping_file_to_copy(tmp_path):
    reading = read(tmp_path, nodes_csv=NODES, edges_csv=EDGES + "c,b,sends people to,\nb,d,leads to,\n")
    (problem,) = said(reading)
    kinds = ", ".join(kind.name for kind in SCHEMA.nodes if kind.name != "Source")
    assert problem.split("\n    ") == [
        "nodes.csv, edges.csv: these words are not known here: types of things 'Charity' (1); types of lines "
        "'sends people to' (2), 'is run by' (1), 'leads to' (1). Copy the lines below into a file that ends in .toml, "
        "put what each means in place of the question marks (or 'leave out'), and give that file too:",
        "[kinds]",
        f"# a kind is one of {kinds}; people are left out",
        '"Charity" = "?"  # 1 of them',
        "[links]",
        f"# a link is one of {', '.join(SCHEMA.link)}",
        '"sends people to" = "?"  # 2 of them; Organisation to Service; could be PROVIDES, COMMISSIONS, FUNDS, HOSTS, '
        "REFERS_TO",
        '"is run by" = "?"  # 1 of them',
        '"leads to" = "?"  # 1 of them; Service to Service; could be REFERS_TO, JUDGED',
    ]
    copied = "\n".join(problem.split("\n    ")[1:])
    again = town(tmp_path, copied)
    assert len(again.problems) == 1
    assert "these words are not known here" in said(again)[0]


def test_the_mapping_to_copy_becomes_a_map_when_its_question_marks_are_filled_in(tmp_path):
    (problem,) = said(read(tmp_path, nodes_csv=NODES, edges_csv=EDGES))
    copied = "\n".join(problem.split("\n    ")[1:]).replace('"Charity" = "?"', '"Charity" = "Organisation"')
    copied = copied.replace('"sends people to" = "?"', '"sends people to" = "REFERS_TO"')
    reading = town(tmp_path, copied.replace('"is run by" = "?"', '"is run by" = "leave out"'))
    assert reading.problems == ()
    assert joined(reading, "REFERS_TO") == [(MILL, WALKS)]
    assert "nodes.csv, edges.csv: lines left out, as the mapping file says: 1" in reading.warnings


def test_people_and_their_lines_are_left_out_and_counted_and_their_names_are_nowhere(tmp_path):
    nodes = NODES + "p,Ann Example,Person,,\nq,Bo Example,Lead,,\n"
    edges = EDGES + "p,a,works for,\nq,p,knows,\nzz,a,provides,\n"
    reading = town(tmp_path, WORDS.replace("[links]", '"Lead" = "Person"\n[links]'), nodes_csv=nodes, edges_csv=edges)
    assert said(reading) == [
        "edges.csv, row 7, column from: this end (not shown, as it may be a person) is not among the things; list it, "
        "or write the id of one"
    ]
    assert [warning for warning in reading.warnings if "left out" in warning] == [
        "nodes.csv, edges.csv: people left out: 2; they are personal data, and belong in a file of their own with its "
        "lawful basis (the loader contacts)",
        "nodes.csv, edges.csv: lines left out, because they begin or end with people: 2",
    ]
    everything = repr([table.rows.to_dicts() for table in reading.tables]) + repr(reading.warnings)
    assert "Example" not in everything


def test_things_that_the_mapping_leaves_out_are_counted_by_their_word(tmp_path):
    reading = town(tmp_path, WORDS.replace('"Charity" = "Organisation"', '"Charity" = "leave out"'))
    assert reading.problems == ()
    assert [warning.partition(": ")[2] for warning in reading.warnings if "left out" in warning] == [
        "things left out, as the mapping file says: 1 ('Charity' 1)",
        "lines left out, because they begin or end with things that are left out: 2",
    ]


def test_an_end_that_is_not_there_a_blank_one_and_one_of_two_meanings_are_problems(tmp_path):
    nodes = NODES + "e,Friday Walks,Organisation,,\n"
    edges = EDGES + "zz,b,provides,\nzz,d,provides,\n,b,provides,\nc,Friday Walks,sends people to,\n"
    assert said(town(tmp_path, nodes_csv=nodes, edges_csv=edges)) == [
        "edges.csv, row 5, column from: 'zz' is not among the things; list it, or write the id of one (2 lines in all, "
        "this is the first)",
        "edges.csv, row 7, column from: this cell is blank; a line needs both of its ends",
        "edges.csv, row 8, column to: 'Friday Walks' is the name of 2 things (nodes.csv, row 3 and nodes.csv, row 6); "
        "name them by their ids",
    ]


def test_an_end_may_be_the_name_of_a_thing_or_the_id_of_what_another_source_describes(tmp_path):
    edges = EDGES + "mill surgery,Debt Advice,REFERS_TO,\norg-ods-f00001,b,refers to,\n"
    reading = town(tmp_path, edges_csv=edges)
    assert reading.problems == ()
    assert joined(reading, "REFERS_TO") == [(MILL, WALKS), (MILL, DEBT), ("org-ods-f00001", WALKS)]


def test_a_line_that_its_link_cannot_be_says_what_it_can_and_when_to_turn_it(tmp_path):
    edges = "from,to,type\na,c,provides\nb,a,provides\nb,c,provides\n"
    words = '[kinds]\n"Charity" = "Organisation"\n'
    assert said(town(tmp_path, words, edges_csv=edges)) == [
        "edges.csv, row 2: PROVIDES ('provides') cannot join Organisation to Organisation; it joins Organisation to "
        "Service",
        "edges.csv, row 3: PROVIDES ('provides') cannot join Service to Organisation; it joins Organisation to "
        "Service; the other way round it can: write \"PROVIDES reversed\" for 'provides' in the mapping file (2 "
        "lines in all, this is the first)",
    ]


def undirected(folder, settings, edges):
    return town(folder, settings + WORDS, edges_csv="source,target,relationship,Type\n" + edges)


def test_a_line_without_an_arrow_runs_the_only_way_that_its_link_allows(tmp_path):
    reading = undirected(tmp_path, "", "b,a,provides,Undirected\na,d,provides,Directed\n")
    assert reading.problems == ()
    assert joined(reading, "PROVIDES") == [(RIVERSIDE, WALKS), (RIVERSIDE, DEBT)]
    assert "nodes.csv, edges.csv: lines without one direction, read the one way that their link allows: 1" in (
        reading.warnings
    )


def test_a_line_without_an_arrow_that_could_run_either_way_waits_for_somebody_to_say(tmp_path):
    edges = "b,d,refers to,Undirected\nd,b,refers to,Undirected\n"
    assert said(undirected(tmp_path, "", edges)) == [
        "edges.csv, row 2: lines 'refers to' have no direction and REFERS_TO has one; write undirected = "
        '"as written" at the top of the mapping file if they run from the first to the second, or "both" '
        "(2 lines in all, this is the first)"
    ]
    written = undirected(tmp_path, 'undirected = "as written"\n', "b,d,refers to,Undirected\n")
    assert joined(written, "REFERS_TO") == [(WALKS, DEBT)]
    both = undirected(tmp_path, 'undirected = "both"\n', edges)
    assert joined(both, "REFERS_TO") == [(WALKS, DEBT), (DEBT, WALKS)]


def test_a_link_that_means_the_same_both_ways_is_one_link_whichever_way_it_is_drawn(tmp_path):
    reading = undirected(tmp_path, "", "c,a,works with,Undirected\na,c,works with,Undirected\n")
    assert joined(reading, "WORKS_WITH") == [(RIVERSIDE, MILL)]
    assert "nodes.csv, edges.csv: lines say what another says already, and are kept once: 1" in reading.warnings


def test_a_mutual_line_is_two_links(tmp_path):
    assert joined(undirected(tmp_path, "", "b,d,refers to,mutual\n"), "REFERS_TO") == [(WALKS, DEBT), (DEBT, WALKS)]


def test_a_line_to_itself_is_left_out_and_one_said_twice_is_kept_once(tmp_path):
    reading = town(tmp_path, edges_csv=EDGES + "a,b,provides,2\nb,b,refers to,\n")
    assert joined(reading, "PROVIDES") == [(RIVERSIDE, WALKS), (RIVERSIDE, DEBT)]
    assert [warning.partition(": ")[2] for warning in reading.warnings if "lines" in warning] == [
        "lines left out, because they begin and end with the same thing: 1",
        "lines say what another says already, and are kept once: 1",
    ]


def test_two_lines_of_one_link_that_say_different_things_are_refused(tmp_path):
    edges = "from,to,type,channel\nc,b,refers to,form\nc,b,refers to,telephone\n"
    with pytest.raises(Exception, match=r"edges\.csv, row 3: two rows are the same REFERS_TO"):
        check(town(tmp_path, edges_csv=edges), SCHEMA)


def test_properties_of_links_are_read_and_their_type_kept_where_it_may_be(tmp_path):
    words = WORDS + '"Warm handover" = "REFERS_TO"\n[columns]\n"weight" = "volume_month"\n'
    reading = town(tmp_path, words, edges_csv="from,to,type,weight\nc,b,Warm handover,5\n")
    (link,) = facts(reading, "REFERS_TO")
    assert (link["category"], link["volume_month"]) == ("warm_handover", 5)


def test_where_only_lines_are_given_their_ends_are_the_things(tmp_path):
    lines = "woman,event\nAnn,E1\nann,E2\nBo,E1\n"
    words = '[columns]\nwoman = "from"\nevent = "to"\n[ends]\nfrom = "Organisation"\nto = "Engagement"\n[links]\n'
    reading = read(tmp_path, attendance_csv=lines, map_toml=words + '"(no type)" = "TOOK_PART"\n')
    assert reading.problems == ()
    assert [row["id"] for row in facts(reading, "Organisation")] == ["org-town-map-ann", "org-town-map-bo"]
    assert [row["name"] for row in facts(reading, "Engagement")] == ["E1", "E2"]
    assert len(joined(reading, "TOOK_PART")) == 3


def test_a_map_without_lines_says_nothing_of_lines(tmp_path):
    without = {
        "nodes_csv": "name,type\nRiverside,Organisation\n",
        "kumu_json": '{"elements": [{"label": "Riverside", "type": "Organisation"}], "connections": []}',
        "gephi_gexf": '<gexf><graph><nodes><node id="1" label="Riverside"/></nodes><edges/></graph></gexf>',
    }
    for name, text in without.items():
        assert read(tmp_path, **{name: text}).about.scope == Scope(links=())
    assert read(tmp_path, **{"nodes_csv": without["nodes_csv"], "edges_csv": "from,to,type\n"}).about.scope == Scope(
        links=()
    )
    assert town(tmp_path).about.scope is None


def test_an_identifier_makes_the_id_under_whatever_heading_the_mapping_says(tmp_path):
    words = '[columns]\n"Registered no." = "charity_no"\n'
    reading = read(tmp_path, nodes_csv="name,type,Registered no.\nMill,Organisation,1000002\n", map_toml=words)
    expected = [{"id": "org-chc-1000002", "name": "Mill", "charity_no": "1000002"}]
    assert (facts(reading, "Organisation"), reading.warnings) == (expected, ())


def ids(folder, names, nodes):
    rows = facts(read(folder, names, nodes_csv=nodes), "Organisation")
    return {row["name"]: row["id"] for row in rows}


def test_a_thing_keeps_its_id_under_a_new_name_if_the_map_kept_its_own_id_for_it(tmp_path):
    first = Names("m")
    before = ids(tmp_path, first, "id,label,type\nelem-x,Mill,Organisation\nelem-y,Ford,Organisation\n")
    assert before == {"Mill": "org-m-mill", "Ford": "org-m-ford"}
    later = Names("m", first.minted)
    after = ids(tmp_path, later, "id,label,type\nelem-x,Mill Lane,Organisation\nelem-y,Ford,Organisation\n")
    assert after == {"Mill Lane": "org-m-mill", "Ford": "org-m-ford"}


def test_ids_that_were_given_anew_do_not_make_one_thing_into_another(tmp_path):
    first = Names("m")
    ids(tmp_path, first, "id,label,type\nelem-x,Mill,Organisation\n7,Ford,Organisation\n")
    later = Names("m", first.minted)
    nodes = "id,label,type\nelem-x,New,Organisation\nelem-z,Mill,Organisation\n7,Other,Organisation\n"
    after = ids(tmp_path, later, nodes)
    assert after == {"New": "org-m-new", "Mill": "org-m-mill", "Other": "org-m-other"}


def test_an_id_of_linkworks_own_is_kept(tmp_path):
    assert ids(tmp_path, Names("m"), "id,label,type\norg-x-mill,Mill Lane,Organisation\n") == {
        "Mill Lane": "org-x-mill"
    }


def test_things_that_cannot_be_told_apart_are_problems(tmp_path):
    nodes = "id,label,type\na,Mill,Organisation\na,Ford,Organisation\n,,Organisation\nb,***,Organisation\n"
    assert said(read(tmp_path, nodes_csv=nodes)) == [
        "nodes.csv, row 3, column id: the id 'a' is that of nodes.csv, row 2 too; each thing has its own",
        "nodes.csv, row 4, column label: this row has neither an id nor a name",
        "nodes.csv, row 5, column label: its name has no letters or digits",
    ]
    twice = read(tmp_path, nodes_csv="id,label,type\na,Mill,Organisation\nb,mill,Organisation\n")
    with pytest.raises(Exception, match=r"nodes\.csv, row 3: two rows are the same Organisation"):
        check(twice, SCHEMA)


@pytest.mark.parametrize(
    ("file", "source"),
    [("eastwick_nodes.csv", "eastwick"), ("Eastwick [Edges].csv", "eastwick"), ("map.graphml", "map")],
)
def test_a_map_is_called_after_its_files_unless_its_mapping_says_otherwise(tmp_path, file, source):
    (tmp_path / file).write_text("x", encoding="utf-8")
    assert LOADER.about([tmp_path / file]).source == source
    (tmp_path / "words.toml").write_text('source = "partners-map"\n', encoding="utf-8")
    assert LOADER.about([tmp_path / file, tmp_path / "words.toml"]).source == "partners-map"
    (tmp_path / "eastwick").mkdir()
    (tmp_path / "eastwick" / "nodes.csv").write_text("x", encoding="utf-8")
    assert LOADER.about([tmp_path / "eastwick" / "nodes.csv"]).source == "eastwick"


def test_a_map_loaded_again_writes_nothing_and_its_source_is_what_its_files_are_called(tmp_path):
    project = tmp_path / "town"
    run("init", project)
    files = write(tmp_path, eastwick_nodes_csv=NODES, eastwick_edges_csv=EDGES, words_toml=WORDS)
    words = ("load", "edges", *files, "--as-of", "2024-03-31", "--project", project)
    output = run(*words).output
    assert (
        "as eastwick of 2024-03-31 (complete). It holds 2 Organisation, 2 Service, 2 PROVIDES, 1 REFERS_TO." in output
    )
    again = run(*words).output
    assert "no new round was kept" in again
    assert "nothing was written to it" in again
