"""Grants as 360Giving has them: one town of three grants as JSON, as a spreadsheet and as a flat table; real files."""

import csv
import json

import pytest

from linkwork.graph.check import check, good_rows
from linkwork.graph.identity import Names
from linkwork.graph.schema import SCHEMA
from linkwork.loaders.grants_360 import LOADER
from tests.commands.steps import run

HEAD = [
    *("Identifier", "Title", "Description", "Currency", "Amount Awarded", "Award Date", "Planned Dates:Start Date"),
    *("Planned Dates:End Date", "Recipient Org:Identifier", "Recipient Org:Name", "Recipient Org:Charity Number"),
    *("Recipient Org:Postal Code", "Funding Org:Identifier", "Funding Org:Name"),
]
FUNDER = ("GB-CHC-900009", "Town Fund")
ROWS = [
    [
        "360G-town-1",
        "For Ann",
        "…",
        "GBP",
        "1000",
        "2024-05-01",
        "2024-06-01",
        "2025-05-31",
        "GB-COH-1234567",
        "Mill Ltd",
        "900001",
        "e16la",
        *FUNDER,
    ],
    [
        "360G-town-2",
        "…",
        "…",
        "GBP",
        "500.5",
        "2025-05-01",
        "",
        "2026-05-31",
        "GB-COH-01234567",
        "The Mill",
        "",
        "E1 6LB",
        *FUNDER,
    ],
    ["360G-town-3", "…", "…", "GBP", "20", "2025-01-01", "", "", "360G-town-ORG:arches", "The Arches", "", "", *FUNDER],
]


def body(id_, name, charity, postcode):
    facts = {"id": id_, "name": name, "charityNumber": charity, "postalCode": postcode, "email": "ann@mill.test"}
    return {key: value for key, value in facts.items() if value}


def grant(cells):
    id_, title, words, currency, amount, awarded, starts, ends, *rest = cells
    dates = {key: f"{day}T00:00:00+00:00" for key, day in (("startDate", starts), ("endDate", ends)) if day}
    return {
        **{"id": id_, "title": title, "description": words, "currency": currency, "amountAwarded": float(amount)},
        "awardDate": f"{awarded}T00:00:00+00:00",
        **({"plannedDates": [dates]} if dates else {}),
        "recipientOrganization": [body(*rest[:4])],
        "fundingOrganization": [{"id": rest[4], "name": rest[5], "department": "Grants"}],
    }


def as_json(folder, grants, **rest):
    (folder / "grants.json").write_text(json.dumps({**rest, "grants": grants}))
    return folder / "grants.json"


def as_csv(folder, rows, head=HEAD):
    with (folder / "grants.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([head, *rows])
    return folder / "grants.csv"


def as_workbook(folder, rows, head=HEAD):
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "grants"
    for row in [head, *rows]:
        book.active.append(row)
    about = book.create_sheet("Meta")
    about.append(["Field", "Value"])
    about.append(["Publisher", "Town Fund"])
    book.save(folder / "grants.xlsx")
    return folder / "grants.xlsx"


def read(*paths):
    return LOADER.load(paths, Names("town-grants"))


def said(reading):
    return [str(problem).partition(", ")[2] for problem in reading.problems]


def facts(reading, kind):
    hidden = ("_file", "_sheet", "_row", "id") if kind == "FUNDS" else ("_file", "_sheet", "_row")
    rows = [row for table in check(reading, SCHEMA) if table.kind == kind for row in table.rows.iter_rows(named=True)]
    kept = [{k: v for k, v in row.items() if v is not None and k not in hidden} for row in rows]
    return sorted(kept, key=lambda row: (row.get("id", ""), row.get("from_id", ""), row.get("to_id", "")))


FUNDS = [
    {
        "id": "fund-360g-town-1",
        "name": "Grant from Town Fund to Mill Ltd, 2024-05-01",
        **{"category": "grant", "amount": 1000.0, "published": True, "starts": "2024-06-01", "ends": "2025-05-31"},
    },
    {
        "id": "fund-360g-town-2",
        "name": "Grant from Town Fund to The Mill, 2025-05-01",
        **{"category": "grant", "amount": 500.5, "published": True, "starts": "2025-05-01", "ends": "2026-05-31"},
    },
    {
        "id": "fund-360g-town-3",
        "name": "Grant from Town Fund to The Arches, 2025-01-01",
        **{"category": "grant", "amount": 20.0, "published": True, "starts": "2025-01-01"},
    },
]
BODIES = [
    {"id": "org-360g-town-org-arches", "name": "The Arches"},
    {"id": "org-chc-900009", "name": "Town Fund", "charity_no": "900009"},
    {
        **{"id": "org-coh-01234567", "name": "The Mill", "aliases": ["Mill Ltd"], "postcode": "E1 6LB"},
        **{"charity_no": "900001", "company_no": "01234567"},
    },
]
MILL, ARCHES = "org-coh-01234567", "org-360g-town-org-arches"


def link(from_, to, **rest):
    kind = "Fund" if from_.startswith("fund") else "Organisation"
    return {"from_kind": kind, "from_id": from_, "to_kind": "Organisation", "to_id": to, "published": True, **rest}


LINKS = [
    link("fund-360g-town-1", MILL, starts="2024-06-01", ends="2025-05-31"),
    link("fund-360g-town-2", MILL, starts="2025-05-01", ends="2026-05-31"),
    link("fund-360g-town-3", ARCHES, starts="2025-01-01"),
    link("org-chc-900009", ARCHES, starts="2025-01-01", amount=20.0),
    link("org-chc-900009", MILL, starts="2024-06-01", ends="2026-05-31", amount=1500.5),
]


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_every_form_says_the_same_and_two_grants_between_the_same_two_bodies_stay_two(tmp_path, form):
    makers = {"json": lambda: as_json(tmp_path, [grant(row) for row in ROWS]), "csv": lambda: as_csv(tmp_path, ROWS)}
    reading = read(makers.get(form, lambda: as_workbook(tmp_path, ROWS))())
    assert facts(reading, "Fund") == FUNDS
    assert facts(reading, "Organisation") == BODIES
    assert facts(reading, "FUNDS") == LINKS
    assert reading.problems == ()
    other = [w for w in reading.warnings if "Meta" in w]
    assert other == (["grants.xlsx, sheet Meta is not a list of grants and is not read"] if form == "xlsx" else [])


def test_the_name_and_postcode_of_a_body_are_those_of_its_newest_grant_in_whatever_order(tmp_path):
    assert facts(read(as_csv(tmp_path, ROWS[::-1])), "Organisation") == BODIES


def test_titles_descriptions_and_contacts_are_nowhere_in_what_is_kept(tmp_path):
    tables = read(as_json(tmp_path, [grant(row) for row in ROWS])).tables
    kept = " ".join(str(row) for table in tables for row in table.rows.rows())
    assert "Ann" not in kept
    assert "ann@" not in kept


def test_what_is_odd_is_said_in_one_line_each(tmp_path):
    reading = read(
        as_csv(
            tmp_path,
            [
                *ROWS,
                [
                    "360G-town-4",
                    "",
                    "",
                    "EUR",
                    "7",
                    "2024-05-01",
                    "2024-05-01",
                    "2024-04-01",
                    "GB-COH-n/a",
                    "Arches Club",
                    "",
                    "E1",
                    *FUNDER,
                ],
            ],
        )
    )
    assert [warning.removeprefix("grants.csv") for warning in reading.warnings] == [
        ", column Identifier: 1 row does not say how long it lasts, as '360G-town-3' in row 4; each counts as going on",
        ", column Identifier: 1 row ends before it starts, as '360G-town-4' in row 5; kept as said",
        ", column Currency: 1 row is in another currency than pounds, as 'EUR' in row 5; the amounts are left out",
        ", column Recipient Org:Name: 1 row has no number to know its recipient by, as 'Arches Club' in row 5; "
        "known by the name, within this source",
        ", column Recipient Org:Postal Code: 1 row is not a postcode, as 'E1' in row 5; the cell is left blank",
        ": 1 body goes by several names here; the newest grant's is shown and the others are aliases: The Mill",
    ]
    assert facts(reading, "Fund")[3].get("amount") is None
    (club,) = [
        link for link in facts(reading, "FUNDS") if link["from_id"] == "org-chc-900009" and "club" in link["to_id"]
    ]
    assert (club["to_id"], club.get("amount")) == ("org-town-grants-arches-club", None)


def test_grants_to_individuals_and_sole_traders_are_left_out_and_counted(tmp_path):
    person = {**grant(ROWS[0]), "id": "360G-town-9", "recipientIndividual": {"id": "360G-town-IND", "name": "Ann"}}
    del person["recipientOrganization"]
    trader = grant(["360G-town-8", *ROWS[1][1:]])
    trader["recipientOrganization"][0] |= {"organisationType": "Sole Trader", "name": "Ann"}
    details = {**grant(["360G-town-7", *ROWS[1][1:]]), "toIndividualsDetails": {"primaryGrantReason": "GTIR010"}}
    reading = read(as_json(tmp_path, [grant(ROWS[0]), person, trader, details]))
    assert [fund["id"] for fund in facts(reading, "Fund")] == ["fund-360g-town-1"]
    assert reading.warnings == ("grants.json, column id: 3 rows go to individuals, the first row 2; left out",)
    assert reading.problems == ()
    head = [*HEAD, "Recipient Ind:Identifier", "Recipient Ind:Name"]
    rows = [[*ROWS[0], "", ""], ["360G-town-9", *ROWS[0][1:8], "", "", "", "", *FUNDER, "", "Ann"]]
    reading = read(as_csv(tmp_path, rows, head))
    assert [fund["id"] for fund in facts(reading, "Fund")] == ["fund-360g-town-1"]
    assert reading.warnings == (
        "grants.csv, column Identifier: 1 row goes to an individual, the first row 3; left out",
    )


def test_a_grant_to_several_bodies_is_one_fund_and_does_not_say_how_much_each_got(tmp_path):
    shared = grant(ROWS[0])
    shared["recipientOrganization"].append(body("GB-CHC-900002", "Ferry Trust", "", ""))
    reading = read(as_json(tmp_path, [shared]))
    assert [fund["name"] for fund in facts(reading, "Fund")] == ["Grant from Town Fund to several bodies"]
    assert [(row["from_id"], row["to_id"], row.get("amount")) for row in facts(reading, "FUNDS")] == [
        ("fund-360g-town-1", "org-chc-900002", None),
        ("fund-360g-town-1", MILL, None),
        ("org-chc-900009", "org-chc-900002", None),
        ("org-chc-900009", MILL, None),
    ]


def test_a_grant_in_two_files_is_counted_once_where_the_good_rows_are_kept(tmp_path):
    for year in ("2024", "all"):
        (tmp_path / year).mkdir()
    reading = read(as_json(tmp_path / "2024", [grant(ROWS[0])]), as_csv(tmp_path / "all", ROWS[:1]))
    tables, rejected = good_rows(reading, SCHEMA)
    kept = {table.kind: table.rows for table in tables if table.rows.height}
    assert [problem.file for problem in rejected] == ["grants.csv"]
    assert kept["Fund"]["amount"].to_list() == [1000.0]
    assert kept["FUNDS"].select("from_id", "amount").rows() == [("org-chc-900009", 1000.0), ("fund-360g-town-1", None)]
    assert sorted(kept["Organisation"]["id"]) == ["org-chc-900009", MILL]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"startDate": "2024-01-31", "duration": 1}, ("2024-01-31", "2024-02-28")),
        ({"startDate": "2024-06-01", "duration": 12, "endDate": "2024-12-31"}, ("2024-06-01", "2024-12-31")),
        ({"duration": 6}, ("2024-05-01", "2024-10-31")),
        ({"startDate": "2024", "duration": 6}, ("2024", None)),
    ],
)
def test_a_grant_that_says_its_months_ends_on_the_last_day_of_them(tmp_path, dates, expected):
    one = {**grant(ROWS[0]), "plannedDates": [dates]}
    (fund,) = facts(read(as_json(tmp_path, [one])), "Fund")
    assert (fund["starts"], fund.get("ends")) == expected


def test_actual_dates_go_before_planned_ones_and_the_day_of_issue_is_the_days_of_the_round(tmp_path):
    one = {**grant(ROWS[0]), "actualDates": [{"startDate": "2024-07-01", "endDate": "2024-08-01"}]}
    reading = read(as_json(tmp_path, [one], issued="2026-02-03"))
    (fund,) = facts(reading, "Fund")
    assert (fund["starts"], fund["ends"], reading.about.as_of) == ("2024-07-01", "2024-08-01", "2026-02-03")


def test_of_several_files_the_latest_day_of_issue_is_the_rounds(tmp_path):
    days = {"one": "2026-02-03", "two": "2025-02-03", "three": None}
    paths = []
    for number, (folder, day) in enumerate(days.items()):
        (tmp_path / folder).mkdir()
        one = {**grant(ROWS[0]), "id": f"360G-town-{number}"}
        paths.append(as_json(tmp_path / folder, [one], **({"issued": day} if day else {})))
    assert read(*paths).about.as_of == "2026-02-03"


IDENTIFIERS = [
    ("GB-CHC-900001", "org-chc-900001"),
    ("gb-chc-900001", "org-chc-900001"),
    ("GB-SC-SC004401", "org-chc-sc004401"),
    ("GB-SC-004401", "org-chc-sc004401"),
    ("GB-NIC-100012", "org-chc-nic100012"),
    ("GB-COH-1234567", "org-coh-01234567"),
    ("GB-COH-IP28755R", "org-coh-ip28755r"),
    ("GB-NHS-RBQ", "org-ods-rbq"),
    ("GB-EDU-133798", "org-gb-edu-133798"),
    ("360G-x-ORG:café", "org-360g-x-org-cafe"),
    ("12345", "org-town-grants-12345"),
    ("GB-COH-NA", "org-town-grants-mill-ltd"),
    ("GB-CHC-", "org-town-grants-mill-ltd"),
    ("not known", "org-town-grants-mill-ltd"),
    ("", "org-town-grants-mill-ltd"),
]


@pytest.mark.parametrize(("given", "expected"), IDENTIFIERS)
def test_an_organisation_identifier_gives_the_id_and_one_without_a_number_does_not(tmp_path, given, expected):
    row = [*ROWS[0][:8], given, "Mill Ltd", "", "", *FUNDER]
    assert expected in [one["id"] for one in facts(read(as_csv(tmp_path, [row])), "Organisation")]


WRONG = [
    ({0: ""}, "row 2, column Identifier: this cell is blank; every grant has an id"),
    ({5: "soon"}, "row 2, column Award Date: 'soon' is not a date such as 2024-03-31, 31/03/2024, 2024-03 or 2024"),
    ({8: "", 9: "", 10: ""}, "row 2, column Recipient Org:Name: this row does not say who received it; {write}"),
    ({12: "", 13: ""}, "row 2, column Funding Org:Name: this row does not say who gave it; {write}"),
]


@pytest.mark.parametrize(("cells", "message"), WRONG, ids=[message[:50] for _, message in WRONG])
def test_what_is_wrong_is_said_with_its_place(tmp_path, cells, message):
    row = [cells.get(index, cell) for index, cell in enumerate(ROWS[0])]
    write = "write an organisation identifier such as GB-CHC-1034374, a name"
    assert said(read(as_csv(tmp_path, [row]))) == [message.replace("{write}", write)]


@pytest.mark.parametrize("amount", ["much", "-5"])
def test_an_amount_that_is_none_is_refused_by_the_check(tmp_path, amount):
    reading = read(as_csv(tmp_path, [[*ROWS[0][:4], amount, *ROWS[0][5:]]]))
    with pytest.raises(Exception, match=r"row 2, column Amount Awarded: the value .* is not a number of 0 or more"):
        check(reading, SCHEMA)


def test_two_identifiers_that_would_be_one_id_are_a_problem_that_names_both(tmp_path):
    rows = [[*ROWS[n][:8], given, f"Body {n}", "", "", *FUNDER] for n, given in enumerate(("360G-x-a/1", "360G-x-a-1"))]
    (problem,) = read(as_csv(tmp_path, rows)).problems
    assert "'360G-x-a/1' and '360G-x-a-1' would both have the id org-360g-x-a-1" in str(problem)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[1, 2]", "this JSON has no list of grants"),
        ('{"grants": []}', "this JSON has no list of grants"),
        ('{"grants": {"id": 1}}', "this JSON has no list of grants"),
        ('{"grants": [5, null, {"id": "360G-a-1"}]}', "row 1: this is no grant"),
        ('{"grants": [', "this is not JSON (line 1)"),
        ("[" * 100000, "this is nested too deeply"),
        ('{"grants": [{"id": "\\ud800", "awardDate": {}, "recipientOrganization": "x"}]}', "does not say who received"),
        ('{"grants": [{"id": "1", "amountAwarded": NaN, "recipientOrganization": [[]]}]}', "does not say who received"),
    ],
)
def test_hostile_json_is_refused_in_plain_words(tmp_path, text, message):
    (tmp_path / "grants.json").write_text(text)
    assert any(message in str(problem) for problem in read(tmp_path / "grants.json").problems)


def test_the_published_file_gives_every_grant_but_those_to_individuals(shared):
    path = shared / "data" / "grants" / "360g_power_to_change.json"
    reading = read(path)
    grants = json.loads(path.read_bytes())["grants"]
    people = ("Individual", "Sole Trader")
    kept = [one for one in grants if one["recipientOrganization"][0].get("organisationType") not in people]
    funds = facts(reading, "Fund")
    assert (len(grants), len(kept), len(funds)) == (870, 867, 867)
    expected = round(sum(one["amountAwarded"] for one in kept), 2)
    assert round(sum(fund["amount"] for fund in funds), 2) == expected == 51624196.54
    links = facts(reading, "FUNDS")
    between = [link for link in links if link["from_kind"] == "Organisation"]
    assert round(sum(link["amount"] for link in between), 2) == expected
    bodies = {one["recipientOrganization"][0]["id"] for one in kept}
    assert (len(between), len(links), len(facts(reading, "Organisation"))) == (len(bodies), len(bodies) + 867, 693)
    assert "3 rows go to individuals" in reading.warnings[0]


def test_the_flat_table_of_tower_hamlets_loads_once_and_its_bodies_are_those_counted(shared, tmp_path):
    path = shared / "data" / "grants" / "grants_tower_hamlets.csv"
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    bodies = {row[key] for row in rows for key in ("recipient_id", "funder_id")}
    run("init", tmp_path / "town")
    words = ("load", "grants-360", path, "--as-of", "2019-04-05", "--project", tmp_path / "town")
    output = run(*words).output
    assert (len(rows), len(bodies)) == (62, 59)
    assert "62 Fund, 59 Organisation, 119 FUNDS" in output
    assert "loose    nothing" in output
    again = run(*words).output
    assert "no new round was kept" in again
    assert "nothing was written to it" in again
