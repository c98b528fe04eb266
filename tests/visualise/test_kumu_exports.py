"""Kumu's workbook and its blueprint, as its guide asks."""

import json
from collections import Counter

from tests.visualise.export_town import VIEWS, every_view, in_a_cell, made, records, sheets


def test_kumus_workbook_is_as_its_guide_asks():
    _, found = sheets(made("kumu", ".xlsx"))
    assert list(found) == ["Elements", "Connections", "About (ignore)"]
    assert found["Elements"][0][:5] == ["ID", "Label", "Type", "Description", "Tags"]
    assert found["Connections"][0][:7] == ["ID", "From", "To", "Direction", "Label", "Type", "Tags"]
    elements = {row["ID"]: row for row in records(found["Elements"])}
    assert elements["org-mill"] == {
        "ID": "org-mill",
        "Label": "Mill & <Sons>, organisation",
        "Type": "Organisation",
        "Tags": "live",
        "Aliases": "The Mill|Müller",
        "Note": "Made up",
    }
    assert elements["service-a"]["Description"] == "A\nB"
    assert elements["service-a"]["Wait days"] == 12
    assert (elements["service-b"]["Door"], elements["service-c"]["Tags"]) == ("yes", "not live")
    assert records(found["Connections"])[0] == {
        "ID": "FUNDS:org-mill:service-a",
        "From": "org-mill",
        "To": "service-a",
        "Direction": "directed",
        "Label": "funds",
        "Type": "FUNDS",
        "Tags": "live",
        "Amount": 1200.5,
        "Note": "Made up",
    }
    assert found["About (ignore)"][1] == ["Mind", "Made up"]


@every_view
def test_in_kumu_no_two_things_have_a_name_or_an_id_in_common(name):
    view = VIEWS[name]
    found = json.loads(made("kumu", ".json", name))
    elements, connections = found["elements"], found["connections"]
    assert [(e["type"], e["tags"]) for e in elements] == [
        (n.kind, ["live" if n.live else "not live"]) for n in view.nodes
    ]
    for key in ("id", "label"):
        assert max(Counter(e[key].casefold() for e in elements).values(), default=1) == 1
    ids = [one["id"] for one in (*elements, *connections)]
    assert len(ids) == len({id_.casefold() for id_ in ids})
    assert not any("_" in id_ or "|" in id_ for id_ in ids)
    place = {e["id"]: n.id for e, n in zip(elements, view.nodes, strict=True)}
    assert [(place[c["from"]], c["type"], place[c["to"]], c["direction"]) for c in connections] == [
        (r.from_id, r.kind, r.to_id, "directed") for r in view.links
    ]


def test_kumu_tells_things_of_one_name_apart_by_kind_and_number():
    labels = {e["id"]: e["label"] for e in json.loads(made("kumu", ".json"))["elements"]}
    assert labels == {
        "area-mill": "Mill Ward",
        "org-mill": "Mill & <Sons>, organisation",
        "org-sum": "=SUM(A1:A9)",
        "service-a": "Walks, service",
        "service-b": "Walks, service (2)",
        "service-c": "mill & <sons>, service",
    }


def test_kumus_two_files_say_the_same():
    blueprint = json.loads(made("kumu", ".json"))
    _, found = sheets(made("kumu", ".xlsx"))
    for key, sheet in (("elements", "Elements"), ("connections", "Connections")):
        flat = [
            {k.lower(): "|".join(v) if isinstance(v, list) else v for k, v in one.items()} for one in blueprint[key]
        ]
        assert [{k.lower(): v for k, v in row.items()} for row in records(found[sheet])] == [
            {k: in_a_cell(v) for k, v in one.items()} for one in flat
        ]
