"""What keeps people, confidential values and small counts in: how to take each out, and the tests that notice."""

from tools.protections import Protection

PRIVACY, PERSONAL, PICTURING = (
    "linkwork/graph/privacy.py",
    "linkwork/graph/personal.py",
    "linkwork/project/picturing.py",
)
WAITING, ERRORS = "linkwork/load/waiting.py", "linkwork/commands/_errors_workbook.py"
DISCLOSURE = "tests/graph/test_disclosure.py"
RATINGS, PATIENTS = "tests/test_ratings.py", "linkwork/loaders/_patients.py"
RULES, READ = "tests/test_what_may_leave.py", "tests/loaders/test_patients.py"


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
        ("return passed | opted_out(rounds)", "return passed"),
        "test_whoever_opted_out_or_is_past_the_day_is_not_to_be_named",
    ),
    _of(
        "whoever may be kept no longer is named nowhere",
        PERSONAL,
        ("return passed | opted_out(rounds)", "return opted_out(rounds)"),
        "test_whoever_opted_out_or_is_past_the_day_is_not_to_be_named",
    ),
    _of(
        "what one body was asked is not undone by the list of another",
        PERSONAL,
        ('last[row["id"], one.source]', 'last[row["id"], ""]'),
        "tests/commands/test_personal_data.py::test_who_opted_out_with_one_body_stays_out_whatever_another_says",
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
        ("if self.opened.people and self.store", "if self.store"),
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
    _of(
        "NHS numbers are told by their check digit",
        PATIENTS,
        ("check % 11 == int(digits[9])", "check % 11 != int(digits[9])"),
        f"{READ}::test_nhs_numbers_are_refused_whatever_the_heading_and_never_quoted",
    ),
    _of(
        "a column is refused by its cells, whatever it is called",
        PATIENTS,
        ("if what or _are_nhs_numbers(cells):", "if what:"),
        f"{READ}::test_nhs_numbers_within_notes_are_refused",
    ),
    _of(
        "a column is refused by its heading",
        PATIENTS,
        ("if what or _are_nhs_numbers(cells):", "if _are_nhs_numbers(cells):"),
        f"{READ}::test_a_column_is_refused_by_its_heading",
    ),
    _of(
        "a value that stands where a heading should is not quoted",
        PATIENTS,
        (r'if re.search("[A-Za-z]", heading) and not re.search(r"\d{5}", heading) else letters(place)', ""),
        f"{READ}::test_a_file_without_headings_is_not_quoted_either",
    ),
    _of(
        "every loader of tables looks",
        "linkwork/loaders/_sheets.py",
        ("problems + [problem for sheet in sheets for problem in patients(sheet)]", "problems"),
        f"{READ}::test_every_loader_of_tables_refuses_them",
    ),
    _of(
        "no workbook of errors is made of data about patients",
        ERRORS,
        ("if any(problem.message.startswith(LOOKS) for problem in wrong):", "if False and wrong and LOOKS:"),
        f"{READ}::test_check_and_load_refuse_them_and_take_a_persons_word_that_it_is_something_else",
    ),
    _of(
        "no rating leaves one by one in a view",
        "linkwork/graph/view.py",
        ("        if rated(link):\n", "        if False:\n"),
        f"{RATINGS}::test_no_rating_leaves_one_by_one_even_with_internal",
    ),
    _of(
        "no rating leaves one by one as a change",
        "linkwork/graph/difference.py",
        ('if not row.get("rated") and (internal', "if (internal"),
        f"{RATINGS}::test_no_rating_leaves_one_by_one_even_with_internal",
    ),
    _of(
        "no question lists ratings one by one",
        "linkwork/project/asking.py",
        ("if kind.privacy in shown and not rated(kind)]", "if kind.privacy in shown]"),
        f"{RATINGS}::test_no_rating_leaves_one_by_one_even_with_internal",
    ),
    _of(
        "no filled workbook holds a rating",
        "linkwork/loaders/_prefill.py",
        (" or rated(kind):", ":"),
        f"{RATINGS}::test_a_filled_workbook_holds_no_rating",
    ),
    _of(
        "a mean is of three raters or more",
        PRIVACY,
        ('RATERS, RATED_BY = 3, "rated_by"', 'RATERS, RATED_BY = 2, "rated_by"'),
        f"{RATINGS}::test_a_mean_is_shown_only_where_beside_an_earlier_one_it_tells_what_three_said",
    ),
    _of(
        "two means of different days tell of three raters or more",
        "linkwork/queries/people/working_relationships.py",
        ("if pair not in back), key", "if pair), key"),
        f"{RATINGS}::test_a_mean_is_shown_only_where_beside_an_earlier_one_it_tells_what_three_said",
    ),
    _of(
        "a sum gives away no part that is not shown",
        "linkwork/graph/measures/disclosure.py",
        ("(hides or any(count < SMALL for count in counts))", "hides"),
        f"{DISCLOSURE}::test_from_a_sum_and_its_parts_no_part_that_is_hidden_can_be_worked_out",
    ),
    _of(
        "a figure for everybody gives away no group that is not shown",
        "linkwork/graph/measures/disclosure.py",
        ("return small > 0 and whole", "return small < 0 and whole"),
        f"{DISCLOSURE}::test_a_figure_for_everybody_is_hidden_where_the_rest_may_be_the_small_groups",
    ),
    _of(
        "counts under 5 are not shown",
        PRIVACY,
        ("isinstance(value, int | float) and value < SMALL:", "isinstance(value, int | float) and value < 0:"),
        "test_a_count_under_5_is_not_shown_and_one_of_5_is",
    ),
)
