"""The next round's workbook: what stands in it, and that confirming all of it changes nothing."""

import shutil
import subprocess
from string import printable

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from linkwork.errors import LinkworkError
from linkwork.graph.identity import Names, slug
from linkwork.graph.privacy import Allowed
from linkwork.graph.records import Reading, Table, link_table, node_table
from linkwork.graph.rules import Rules
from linkwork.loaders._prefill_choice import organisation_called
from linkwork.loaders._template import template
from linkwork.loaders.mapping_workbook import LOADER
from tests.loaders.drop_downs import rules
from tests.loaders.prefilled_town import (
    TOWN,
    as_csvs,
    book,
    edited,
    facts,
    filled,
    keep,
    read,
    rows,
    store,
    tick_everything,
    town,
    view,
    workbook,
)


def test_every_live_record_has_one_row_with_its_id_and_values_as_people_type_them(tmp_path):
    rounds = town(tmp_path)
    assert rows(rounds, "Organisation") == [
        {"id": "org-hill", "name": "Hill Council", "sector": "council", "door": "no"},
        {"id": "org-mill", "name": "Mill Practice", "sector": "nhs", "postcode": "E1 6LA"},
        {
            "id": "org-river",
            "name": "Riverside",
            "aliases": "RAC; Riverside Advice",
            "sector": "vcse",
            "door": "yes",
        },
    ]
    assert rows(rounds, "Service")[0] == {
        "id": "service-debt",
        "name": "Debt advice",
        "status": "open",
        "provider": "Riverside",
        "funded_until": "2026-03-31",
        "capacity": 400,
        "caseload": 3,
        "wait_days": 10,
    }


def test_links_are_named_as_the_loader_reads_them_by_name_where_that_is_clear(tmp_path):
    rounds = town(tmp_path)
    assert rows(rounds, "Offer") == [
        {
            "id": "offer-debt",
            "name": "main",
            "service": "Debt advice",
            "needs": "Debt; Money",
            "audiences": "Adults",
            "not_for": "Under 18s",
        },
        {"id": "offer-walks", "name": "main", "service": "Hill Council / Walks"},
    ]
    assert rows(rounds, "Need")[0] == {"id": "need-debt", "name": "Debt", "broader": "Money"}
    assert rows(rounds, "REFERS_TO") == [
        {"from": "Hill Council", "to": "Debt advice", "category": "referral", "wait_days": 4, "feedback": "yes"}
    ]


def test_a_name_of_two_kinds_says_which_and_one_of_two_records_gives_way_to_the_id(tmp_path):
    sheets = {
        "Organisations": ["id,name", "org-a,Harbour", "org-b,Twin", "org-c,Twin"],
        "Services": ["id,name,status,provider", "service-a,Harbour,open,org-b", "service-b,Unknown,open,not known"],
        "REFERS_TO": ["from,to,category", "Organisation: Harbour,service-b,referral", "org-c,service-a,referral"],
    }
    rounds = town(tmp_path, sheets)
    assert [row["provider"] for row in rows(rounds, "Service")] == ["org-b", "not known"]
    assert [(row["from"], row["to"]) for row in rows(rounds, "REFERS_TO")] == [
        ("org-c", "Harbour"),
        ("Organisation: Harbour", "Service: Unknown"),
    ]


def test_a_required_link_with_a_date_stands_in_the_list_and_on_its_own_sheet(tmp_path):
    sheets = {
        "Organisations": ["id,name", "org-a,Harbour"],
        "Services": ["id,name,status,provider", "service-a,Walks,open,Harbour"],
        "PROVIDES": ["from,to,starts", "Harbour,Walks,2024-04-01"],
    }
    rounds = town(tmp_path, sheets)
    assert rows(rounds, "Service")[0]["provider"] == "Harbour"
    assert rows(rounds, "PROVIDES") == [{"from": "Harbour", "to": "Walks", "starts": "2024-04-01"}]


def test_what_is_stale_is_left_out_and_so_are_links_to_it_which_are_counted(tmp_path):
    town(tmp_path, {"Needs": ["id,name", "need-money,Money", "need-debt,Debt"]}, "terms")
    town(tmp_path, {"Needs": ["id,name", "need-money,Money"]}, "terms", "2025-06-30")
    rounds = town(tmp_path, {"Needs": ["id,name,broader", "need-food,Food,need-debt; need-money"]}, "other")
    assert [row["id"] for row in rows(rounds, "Need")] == ["need-food", "need-money"]
    assert rows(rounds, "Need")[0]["broader"] == "Money"
    assert filled(rounds).left_out == {"links to what has no row: stale, or not loaded": 1}


def test_people_stand_in_it_only_with_people_and_confidential_values_only_if_internal(tmp_path):
    rounds = town(tmp_path)
    plain = filled(rounds, Allowed())
    assert "Person" not in plain.filling.rows
    assert plain.left_out == {}
    open_money = {"id": "fund-a", "name": "Open money", "amount": 100.0, "published": "yes"}
    assert rows(rounds, "Fund", Allowed()) == [open_money]
    assert [row["amount"] for row in rows(rounds, "Fund", Allowed(internal=True))] == [200.0, 100.0]
    person = rows(rounds, "Person", Allowed(people=True))[0]
    assert (person["name"], person["work_email"], person["contact_for"]) == (
        "Ada Example",
        "ada@example.org",
        "Debt advice",
    )


def say_of_ada(rounds, source, as_of, **facts):
    """A complete round that says this of one person, whose number every source of the town knows."""
    row = {"id": "person-ada", "name": "Ada Example", "_file": "p.csv", "_row": 2, **facts}
    keep(rounds, Reading((node_table("Person", [row], ["name", *facts]),)), Names(source), as_of)


def test_what_a_source_took_back_of_a_person_stands_in_no_workbook_and_what_must_hold_does(tmp_path):
    rounds = store(tmp_path)
    held = {"keep_until": "2027-01-31", "opted_out": "yes"}
    say_of_ada(rounds, "town", "2025-03-31", work_phone="020 7946 0000", work_email="ada@example.org", **held)
    say_of_ada(rounds, "other", "2025-04-30", job_title="Matron", work_email=None)
    say_of_ada(rounds, "town", "2025-06-30", work_phone=None, job_title=None, **dict.fromkeys(held))
    expected = {"work_email": "ada@example.org", "job_title": "Matron", **held}
    assert rows(rounds, "Person") == [{"id": "person-ada", "name": "Ada Example", **expected}]


def test_of_two_sources_on_a_person_the_one_to_be_believed_first_stands_in_the_workbook(tmp_path):
    rounds = store(tmp_path)
    say_of_ada(rounds, "town", "2025-03-31", job_title="Nurse")
    say_of_ada(rounds, "other", "2025-06-30", job_title="Matron")
    assert rows(rounds, "Person")[0]["job_title"] == "Matron"
    rounds.rules = Rules(precedence={"": ("town", "other")})
    assert rows(rounds, "Person")[0]["job_title"] == "Nurse"


def test_a_small_count_is_left_blank_unless_internal(tmp_path):
    rounds = town(tmp_path)
    assert [row.get("caseload") for row in rows(rounds, "Service", Allowed())] == [None, 20, None]
    assert [row.get("caseload") for row in rows(rounds, "Service")] == [3, 20, None]


def test_one_organisations_workbook_holds_its_own_and_the_terms_they_name(tmp_path):
    rounds = town(tmp_path)
    found = filled(rounds, organisation="org-river").filling.rows
    assert {kind: [row.get("id", row.get("to")) for row in own] for kind, own in found.items()} == {
        "Organisation": ["org-river"],
        "Service": ["service-debt", "service-walks-r"],
        "Offer": ["offer-debt"],
        "Person": [rows(rounds, "Person")[0]["id"]],
        "Need": ["need-debt", "need-money"],
        "Audience": ["audience-adults", "audience-young"],
        "REFERS_TO": ["Debt advice"],
    }
    assert found["REFERS_TO"][0]["from"] == "org-hill"


def test_an_organisation_is_found_by_id_name_or_other_name_and_else_the_nearest_is_named(tmp_path):
    rounds = town(tmp_path)
    for called in ("ORG-RIVER", "riverside", "rac"):
        assert organisation_called(view(rounds), called) == "org-river"
    with pytest.raises(LinkworkError, match=r"Did you mean 'Riverside'\? Nothing was written\."):
        organisation_called(view(rounds), "Rivrside")


def test_the_sheets_end_in_confirmed_and_a_hidden_column_and_have_no_example_rows(tmp_path):
    made = book(template(filling=filled(town(tmp_path)).filling))
    for sheet in made.worksheets[2:]:
        headings = [cell.value for cell in sheet[1]]
        assert headings[-2:] == ["confirmed", "prefilled"]
        assert sheet.column_dimensions[sheet.cell(1, len(headings)).column_letter].hidden
        assert any(rule.formula1 == '"yes"' for rule in sheet.data_validations.dataValidation)
        assert sheet["A2"].value != "example"
    assert [made["This round"].cell(row, 2).value for row in (2, 3, 4)] == ["town", None, "no"]
    assert "1. Still true" in [cell.value for cell in made["Start here"]["A"]]


def test_the_same_view_gives_the_same_bytes(tmp_path):
    rounds = town(tmp_path)
    first = workbook(tmp_path / "a.xlsx", rounds).read_bytes()
    assert first == workbook(tmp_path / "b.xlsx", rounds).read_bytes()


# Cells that are hard to write


HARD = {
    "formula": "=1+1",
    "plus": "+44 20 7946 0000",
    "date": "1-2",
    "nought": "007",
    "quote": "'tis",
    "lines": "one\ntwo",
    "emoji": "walks 🚶 für alle",
    "false": "FALSE",
}


@pytest.mark.parametrize("words", HARD.values(), ids=HARD)
def test_text_that_a_spreadsheet_would_take_for_something_else_comes_back_as_it_is(tmp_path, words):
    rounds = said(tmp_path, [{"id": "service-a", "name": f"{words} a", "status": "open", "description": words}])
    path = edited(workbook(tmp_path / "next.xlsx", rounds), tick_everything)
    again = read(path, rounds)
    assert again.problems == ()
    assert next(t.rows for t in again.tables if t.kind == "Service")["description"].to_list() == [words]
    assert book(path.read_bytes())["Services"]["C2"].data_type == "s"


@pytest.mark.parametrize("words", ["#N/A", "bell\x07", "_x0041_", "two\r\nlines", "x" * 40_000])
def test_a_value_that_no_cell_can_hold_is_left_blank_and_counted(tmp_path, words):
    rounds = said(tmp_path, [{"id": "service-a", "name": "Walks", "status": "open", "description": words}])
    made = filled(rounds)
    assert "description" not in made.filling.rows["Service"][0]
    assert made.left_out == {"values that a cell cannot hold": 1}


def test_a_record_whose_name_no_cell_can_hold_is_left_out_and_counted(tmp_path):
    rounds = said(tmp_path, [{"id": "service-a", "name": "#N/A", "status": "open"}])
    assert filled(rounds).left_out == {"records whose name a cell cannot hold": 1}


def said(tmp_path, services):
    """A store in which some source that is no workbook said these services."""
    rounds, names = store(tmp_path), Names("feed")
    rows_ = [{"_file": "feed.json", **service} for service in services]
    keep(rounds, Reading((node_table("Service", rows_, ["name", "status", "description"]),)), names, "2025-03-31")
    return rounds


# All of it confirmed


def test_everything_confirmed_changes_nothing_in_the_view(tmp_path):
    rounds = town(tmp_path)
    before = view(rounds)
    again = confirmed(tmp_path, rounds, "somebody-else")
    assert again.warnings == ("16 rows confirmed, 0 changed, 0 unchanged and not confirmed (left out), 0 new.",)
    assert facts(view(rounds)) == facts(before)
    assert view(rounds).loose() == 0


def test_a_record_that_took_over_another_is_one_row_with_both_names_and_stays_so(tmp_path):
    rounds = town(tmp_path)
    rounds.rules = Rules(same={"org-mill": "org-hill"})
    before = facts(view(rounds))
    assert [(row["id"], row.get("aliases")) for row in rows(rounds, "Organisation")] == [
        ("org-hill", "Mill Practice; org-mill"),
        ("org-river", "RAC; Riverside Advice"),
    ]
    confirmed(tmp_path, rounds, "somebody-else")
    assert facts(view(rounds)) == before


def test_an_id_in_a_prefilled_row_holds_whatever_number_the_row_has(tmp_path):
    # By its number alone, the practice would be org-ods-f84012.
    rounds, names = store(tmp_path), Names("feed")
    row = {"id": "org-mill", "name": "Mill Practice", "ods_code": "F84012", "_file": "feed.json"}
    keep(rounds, Reading((node_table("Organisation", [row], ["name", "ods_code"]),)), names, "2025-03-31")
    again = confirmed(tmp_path, rounds, "somebody-else")
    assert next(t.rows for t in again.tables if t.kind == "Organisation")["id"].to_list() == ["org-mill"]


def test_a_person_keeps_the_id_that_another_source_gave(tmp_path):
    rounds = town(tmp_path)
    before = rows(rounds, "Person")[0]["id"]
    again = confirmed(tmp_path, rounds, "somebody-else")
    assert next(t.rows for t in again.tables if t.kind == "Person")["id"].to_list() == [before]


@pytest.mark.parametrize("organisation", ["org-river", "org-hill", "org-mill"])
def test_one_organisations_workbook_confirmed_changes_nothing_either(tmp_path, organisation):
    rounds = town(tmp_path)
    before = facts(view(rounds))
    again = confirmed(tmp_path, rounds, "somebody-else", organisation)
    assert again.problems == ()
    assert facts(view(rounds)) == before


def confirmed(tmp_path, rounds, source, organisation=""):
    """What comes back when all was confirmed, after keeping it."""
    path = edited(workbook(tmp_path / "next.xlsx", rounds, organisation=organisation), tick_everything)
    names = Names(source, rounds.known_names())
    again = read(path, rounds, source)
    assert again.problems == ()
    keep(rounds, again, names, "2026-03-31", complete=False)
    return again


LETTERS = sorted({*f"{printable}éł中"} - {*"\r\x0b\x0c"})
CALLED = st.text(alphabet=LETTERS, min_size=1, max_size=8).filter(slug)


@settings(max_examples=20, deadline=None)
@given(st.lists(CALLED, min_size=6, max_size=6), st.lists(st.integers(0, 5), min_size=4, max_size=4))
@example(["0", "0", "0", "0", "0", "'\n0"], [0, 0, 0, 0])
def test_whatever_things_are_called_confirming_everything_changes_nothing(tmp_path_factory, called, ends):
    tmp_path = tmp_path_factory.mktemp("town")
    rounds, place = store(tmp_path), {"_file": "feed.json"}
    bodies = [
        {"id": f"org-{n}", "name": name, "aliases": [slug(called[0])], **place} for n, name in enumerate(called[:3])
    ]
    services = [{"id": f"service-{n}", "name": name, "status": "open", **place} for n, name in enumerate(called[3:])]
    offers = [{"id": f"offer-{n}", "name": "main", **place} for n in range(3)]
    kinds = [("Organisation", "org")] * 3 + [("Service", "service")] * 3
    sent = {f"{kinds[n][0]} {kinds[n][1]}-{n % 3}": n for n in ends}
    links = [
        [joined("Organisation", f"org-{ends[n] % 3}", "Service", f"service-{n}") for n in range(3)],
        [joined("Service", f"service-{n}", "Offer", f"offer-{n}") for n in range(3)],
        [joined(*end.split(), "Service", f"service-{n % 3}") for end, n in sent.items()],
    ]
    tables = [
        node_table("Organisation", bodies, ["name"]),
        node_table("Service", services, ["name", "status"]),
        node_table("Offer", offers, ["name"]),
        *(link_table(kind, some) for kind, some in zip(("PROVIDES", "HAS_OFFER", "REFERS_TO"), links, strict=True)),
    ]
    aliases = pl.Series("aliases", [body["aliases"] for body in bodies], pl.List(pl.Utf8))
    tables[0] = Table("Organisation", tables[0].rows.with_columns(aliases))
    keep(rounds, Reading(tuple(tables)), Names("feed"), "2025-03-31")
    before, made = facts(view(rounds)), filled(rounds)
    assert made.left_out == {}
    names = Names("somebody-else", rounds.known_names())
    again = LOADER.load([as_csvs(tmp_path / "next", made.filling)], names)
    assert again.problems == ()
    keep(rounds, again, names, "2026-03-31", complete=False)
    assert facts(view(rounds)) == before


def joined(from_kind, from_id, to_kind, to_id):
    return {"from_kind": from_kind, "from_id": from_id, "to_kind": to_kind, "to_id": to_id, "_file": "feed.json"}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_what_libreoffice_saves_keeps_its_drop_downs_and_is_still_unchanged_row_for_row(tmp_path):
    rounds = town(tmp_path, TOWN | {"Policies": ["id,name,issuer", 'policy-a,=Plan,"+1, 007\n2"']})
    path = workbook(tmp_path / "next.xlsx", rounds)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", "saved", "next.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    saved = tmp_path / "saved" / "next.xlsx"
    sheet = load_workbook(saved)["Organisations"]
    place = next(cell.column_letter for cell in sheet[1] if cell.value == "sector")
    assert rules(sheet)[place] == '"nhs,council,vcse,national,private"'
    again = read(saved, rounds)
    assert (again.problems, again.tables) == ((), ())
    assert again.silent.startswith("all 17 rows are as they were filled in")
    assert path.exists()
