"""What keeps people, confidential values and small counts in: how to take each out, and the tests that notice."""

from tools.protections import Protection

PRIVACY, PERSONAL, PICTURING = "linkwork/graph/privacy.py", "linkwork/graph/personal.py", "linkwork/picturing.py"
WAITING, ERRORS = "linkwork/commands/_waiting.py", "linkwork/commands/_errors_workbook.py"
RULES = "tests/test_what_may_leave.py"


def _of(rule: str, file: str, change: tuple[str, str], *tests: str) -> Protection:
    return Protection(
        rule, file, *change, tests=tuple(f"{RULES}::{test}" if "/" not in test else test for test in tests)
    )


PROTECTIONS = (
    _of(
        "a message quotes no value that is private",
        PRIVACY,
        ("return repr(value) if public else", "return repr(value) if public or value else"),
        "test_a_message_quotes_no_value_that_may_not_leave",
    ),
    _of(
        "the check of cells knows how private they are",
        "linkwork/graph/check.py",
        ("quoted(row['value'], guarded(kind, prop))", "quoted(row['value'], 'public')"),
        "tests/graph/test_check.py::test_a_personal_value_is_not_quoted",
        "test_a_link_that_waits_names_neither_a_person_nor_what_is_confidential",
    ),
    _of(
        "a link that waits names no person",
        WAITING,
        ('or kind == "Person"', ""),
        "test_a_link_that_waits_names_neither_a_person_nor_what_is_confidential",
    ),
    _of(
        "a link that waits names nothing that is confidential",
        WAITING,
        ("private = private_ids([view], schema)", "private = frozenset[str]()"),
        "test_a_link_that_waits_names_neither_a_person_nor_what_is_confidential",
    ),
    _of(
        "what only a link names is published by nobody",
        "linkwork/graph/difference.py",
        ("return frozenset(hidden | (", "return frozenset(hidden) or (hidden | ("),
        "test_a_link_to_a_fund_that_nothing_describes_is_no_public_change",
    ),
    _of(
        "whoever opted out is named nowhere",
        PERSONAL,
        ("passed | {id_ for id_, out in opted_out.items() if out}", "passed"),
        "test_whoever_opted_out_or_is_past_the_day_is_not_to_be_named",
    ),
    _of(
        "whoever may be kept no longer is named nowhere",
        PERSONAL,
        ("frozenset(passed | {", "frozenset({"),
        "test_whoever_opted_out_or_is_past_the_day_is_not_to_be_named",
    ),
    _of(
        "pictures and packs ask who may be named",
        PERSONAL,
        (".items() if id_ not in barred}", ".items()}"),
        "test_pictures_name_only_who_may_be_named",
    ),
    _of(
        "pictures name nobody unasked",
        PICTURING,
        ("if self.opened.people and self._store", "if self._store"),
        "test_pictures_name_only_who_may_be_named",
    ),
    _of(
        "pictures hold no ids of people unasked",
        PICTURING,
        ("tuple(rows if people else _counted_off(rows))", "tuple(rows)"),
        "test_a_picture_counts_people_off_unless_they_are_asked_for",
    ),
    _of(
        "the folder for Neo4j is confidential",
        "linkwork/commands/_import_files.py",
        ("if not asked.internal:", "if False:"),
        "test_the_folder_for_neo4j_is_written_only_for_whoever_asks_for_what_is_confidential",
    ),
    _of(
        "sheets with people come back only if people are asked for",
        ERRORS,
        ("if not session().people and", "if False and"),
        "test_sheets_with_people_come_back_marked_only_for_whoever_asks_for_people",
    ),
    _of(
        "the order of rows tells nothing of small counts",
        PRIVACY,
        ("return max(count, SMALL - 1)", "return count"),
        "test_counts_that_are_not_shown_stand_alike_below_all_others",
    ),
    _of(
        "personal values stay out of the graph",
        "linkwork/graph/rounds.py",
        ("return Table(table.kind, table.rows.drop(personal)), Table", "return Table(table.kind, table.rows), Table"),
        "test_nothing_in_the_view_knows_a_person_by_more_than_an_id",
    ),
)
