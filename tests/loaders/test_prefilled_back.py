"""What a prefilled workbook says when it comes back: rows confirmed, changed, left alone and new."""

import pytest

from linkwork.graph.identity import Names
from linkwork.loaders._prefill_marks import mark
from linkwork.loaders.mapping_workbook import LOADER
from tests.loaders.prefilled_town import edited, read, tick_everything, town, workbook


def back(tmp_path, change):
    """What is read from the town's workbook after this change to its sheets."""
    rounds = town(tmp_path)
    return read(edited(workbook(tmp_path / "next.xlsx", rounds), change), rounds)


def ids(reading, kind):
    return [id_ for table in reading.tables if table.kind == kind for id_ in table.rows["id"]]


def links(reading, kind):
    return [pair for t in reading.tables if t.kind == kind for pair in t.rows.select("from_id", "to_id").iter_rows()]


def said(reading):
    return [str(problem) for problem in reading.problems]


def test_rows_that_nobody_confirmed_or_changed_are_left_out_and_counted(tmp_path):
    def change(sheets):
        organisations, services, needs = sheets["Organisations"], sheets["Services"], sheets["Needs"]
        organisations[organisations.row("id", "org-hill"), "confirmed"] = "Yes"
        organisations[organisations.row("id", "org-river"), "website"] = "https://river.example"
        services[services.row("id", "service-debt"), "wait_days"] = 12
        services[services.row("id", "service-debt"), "confirmed"] = "yes"
        needs[4, "name"] = "Food"

    reading = back(tmp_path, change)
    assert (reading.problems, reading.warnings) == (
        (),
        ("1 row confirmed, 2 changed, 13 unchanged and not confirmed (left out), 1 new.",),
    )
    assert ids(reading, "Organisation") == ["org-hill", "org-river"]
    assert ids(reading, "Service") == ["service-debt"]
    assert ids(reading, "Need") == ["need-town-food"]
    assert links(reading, "PROVIDES") == [("org-river", "service-debt")]
    assert ids(reading, "Offer") == []
    assert reading.about.complete is False


def test_a_workbook_in_which_nothing_was_confirmed_or_changed_says_nothing(tmp_path):
    reading = back(tmp_path, lambda sheets: None)
    assert (reading.problems, reading.tables, reading.warnings) == ((), (), ())
    assert reading.silent == (
        "all 16 rows are as they were filled in and none is confirmed: nobody said anything, so nothing was kept."
    )


def test_a_row_may_be_renamed_and_other_rows_still_name_it_as_before(tmp_path):
    def change(sheets):
        organisations, services = sheets["Organisations"], sheets["Services"]
        organisations[organisations.row("id", "org-river"), "name"] = "Riverside Trust"
        services[services.row("id", "service-debt"), "confirmed"] = "yes"
        services[services.row("id", "service-walks-r"), "name"] = "Strolls"
        sheets["Offers"][3, "service"] = "Riverside / Walks"

    reading = back(tmp_path, change)
    assert reading.problems == ()
    assert ids(reading, "Organisation") == ["org-river"]
    assert links(reading, "PROVIDES") == [("org-river", "service-debt"), ("org-river", "service-walks-r")]
    assert links(reading, "HAS_OFFER") == [("service-walks-r", "offer-walks")]


def test_deleting_clearing_and_sorting_rows_and_deleting_columns_change_nothing(tmp_path):
    def change(sheets):
        organisations, services, needs = sheets["Organisations"], sheets["Services"], sheets["Needs"]
        organisations.sheet.delete_rows(2)
        for heading in services.places:
            if heading != "prefilled":
                services[2, heading] = None
        for heading in needs.places:
            needs[2, heading], needs[3, heading] = needs[3, heading], needs[2, heading]
        organisations.sheet.delete_cols(organisations.places["sector"])

    reading = back(tmp_path, change)
    assert (reading.problems, reading.tables, reading.warnings) == ((), (), ())
    assert reading.silent.startswith("all 14 rows are as they were filled in")


def test_a_cleared_cell_is_a_change_that_says_nothing_of_the_cell(tmp_path):
    def change(sheets):
        services = sheets["Services"]
        services[services.row("id", "service-debt"), "capacity"] = None

    reading = back(tmp_path, change)
    assert ids(reading, "Service") == ["service-debt"]
    assert next(t.rows for t in reading.tables if t.kind == "Service")["capacity"].to_list() == [None]
    assert reading.about.complete is False


def test_a_row_copied_to_begin_a_new_one_is_new_once_its_id_is_cleared_and_refused_until_then(tmp_path):
    def copied(id_):
        def change(sheets):
            needs = sheets["Needs"]
            for heading in needs.places:
                needs[4, heading] = needs[2, heading]
            needs[4, "id"], needs[4, "name"] = id_, "Council tax"

        return change

    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    new = back(tmp_path / "a", copied(None))
    assert new.warnings == ("0 rows confirmed, 0 changed, 16 unchanged and not confirmed (left out), 1 new.",)
    assert ids(new, "Need") == ["need-town-council-tax"]
    both = back(tmp_path / "b", copied("need-debt"))
    assert said(both) == [
        "next.xlsx, sheet Needs, row 4, column id: this row and next.xlsx, sheet Needs, row 2 are the same Need: both "
        "would have the id need-debt. Make them one row, or give each an id of its own."
    ]


def test_an_id_that_was_changed_is_no_longer_the_one_it_was_filled_in_with(tmp_path):
    def change(sheets):
        needs = sheets["Needs"]
        needs[needs.row("id", "need-debt"), "id"] = "owing"

    reading = back(tmp_path, change)
    assert ids(reading, "Need") == ["need-owing"]


def test_a_changed_row_of_links_is_said_and_the_others_are_not(tmp_path):
    def change(sheets):
        sheets["REFERS_TO"][2, "wait_days"] = 9

    reading = back(tmp_path, change)
    assert [table.kind for table in reading.tables] == ["REFERS_TO"]
    assert reading.tables[0].rows["wait_days"].to_list() == ["9"]


def test_under_confirmed_stands_yes_or_nothing(tmp_path):
    def change(sheets):
        sheets["Organisations"][2, "confirmed"] = "perhaps"

    reading = back(tmp_path, change)
    assert said(reading) == [
        "next.xlsx, sheet Organisations, row 2, column confirmed: 'perhaps' is not yes. Write yes, or leave the cell "
        "blank.",
    ]


def test_complete_is_not_taken_from_a_prefilled_workbook(tmp_path):
    def change(sheets):
        sheets["This round"].sheet["B4"] = "yes"
        tick_everything(sheets)

    reading = back(tmp_path, change)
    assert reading.about.complete is False
    assert reading.warnings[0] == (
        "this workbook was prefilled, so it adds and changes only: 'complete: yes' is not taken. What has gone is said "
        "by a status or an end date."
    )


def test_without_the_hidden_column_every_row_counts_as_said_and_that_is_noted(tmp_path):
    def change(sheets):
        needs = sheets["Needs"]
        needs.sheet.delete_cols(needs.places["prefilled"])

    reading = back(tmp_path, change)
    assert sorted(ids(reading, "Need")) == ["need-debt", "need-money"]
    assert reading.warnings[0] == (
        "next.xlsx, sheet Needs, column confirmed: the hidden column 'prefilled' is not there: every row counts as "
        "said, whether confirmed or not."
    )


def test_rows_nobody_said_are_not_remembered_under_this_source(tmp_path):
    rounds = town(tmp_path)

    def change(sheets):
        needs = sheets["Needs"]
        needs[needs.row("id", "need-debt"), "confirmed"] = "yes"

    path = edited(workbook(tmp_path / "next.xlsx", rounds), change)
    names = Names("somebody-else", rounds.known_names())
    LOADER.load([path], names)
    assert set(names.minted.values()) == {"need-debt"}


@pytest.mark.parametrize("words", ["", "|", "rubbish", "name:", "id:zzzz name:q|x", "a:b:c|d|e", "\U0001f6b6" * 50])
def test_whatever_stands_in_the_hidden_column_no_row_is_lost(tmp_path, words):
    def change(sheets):
        needs = sheets["Needs"]
        needs[2, "prefilled"] = words

    reading = back(tmp_path, change)
    assert reading.problems == ()
    assert ids(reading, "Need") == ["need-debt"]


def test_a_mark_depends_on_headings_and_cells_and_ends_in_the_name():
    one = mark({"id": "need-debt", "name": "Debt"})
    assert one.endswith("|Debt")
    assert one == mark({"name": "Debt", "id": "need-debt"})
    assert one != mark({"id": "need-debt", "name": "debt"})
    assert one != mark({"id": "need-debt", "aliases": "Debt", "name": "Debt"})


def test_a_new_row_may_take_the_name_that_a_renamed_one_was_filled_in_with(tmp_path):
    def change(sheets):
        services = sheets["Services"]
        services[services.row("id", "service-walks-r"), "name"] = "Old walks"
        for heading, cell in {"id": "service-new", "name": "Walks", "status": "open", "provider": "Riverside"}.items():
            services[5, heading] = cell
        sheets["Offers"][3, "service"] = "Riverside / Walks"

    reading = back(tmp_path, change)
    assert reading.problems == ()
    assert links(reading, "HAS_OFFER") == [("service-new", "offer-walks")]
