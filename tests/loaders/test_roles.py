"""Kinds of worker, from a few rows."""

from linkwork.graph.check import check
from linkwork.graph.identity import Names
from linkwork.graph.schema import SCHEMA
from linkwork.loaders import loader

TOWN = (
    "role_id,role,scheme,personalised_care_role,note,source_url\n"
    "SPLW,Link worker,ARRS,yes,since 2019,https://a.test\n"
    "CNAV,Care navigator,local,connector,,\n"
    "GPN,Practice nurse,ARRS,No,,\n"
    "CONV,Convener,,,,\n"
)


def read(tmp_path, text):
    path = tmp_path / "roles.csv"
    path.write_text(text)
    return loader("roles").load([path], Names("roles"))


def test_each_row_is_a_role_with_its_scheme_and_family(tmp_path):
    reading = read(tmp_path, TOWN)
    (table,) = check(reading, SCHEMA)
    assert table.kind == "Role"
    assert table.rows.select("id", "name", "scheme", "family", "_row").rows() == [
        ("role-splw", "Link worker", "ARRS", "personalised_care", 2),
        ("role-cnav", "Care navigator", "local", "connector", 3),
        ("role-gpn", "Practice nurse", "ARRS", "clinical", 4),
        ("role-conv", "Convener", None, None, 5),
    ]
    assert reading.warnings == ()


def test_a_family_in_other_words_and_a_blank_id_are_refused_together(tmp_path):
    reading = read(tmp_path, "role_id,role,personalised_care_role\nA,Alpha,maybe\n,Beta,yes\n")
    assert [str(problem) for problem in reading.problems] == [
        "roles.csv, row 3, column role_id: this cell is blank; every role has an id of its own",
        "roles.csv, row 2, column personalised_care_role: 'maybe' is not known here; allowed are yes, connector, no",
    ]


def test_an_id_without_letters_or_digits_is_refused_in_its_place(tmp_path):
    reading = read(tmp_path, "role_id,role\n?,Alpha\n--,Beta\n支援,Gamma\n")
    assert [str(problem) for problem in reading.problems] == [
        "roles.csv, row 2, column role_id: '?' has no letters or digits; every role has an id of its own",
        "roles.csv, row 3, column role_id: '--' has no letters or digits; every role has an id of its own",
    ]


def test_columns_that_are_not_there_say_nothing(tmp_path):
    (table,) = read(tmp_path, "role_id,role\nA,Alpha\n").tables
    assert table.rows.columns == ["id", "name", "_file", "_sheet", "_row"]


def test_a_strange_column_is_a_warning_only_where_it_is_filled(tmp_path):
    reading = read(tmp_path, "role_id,role,pay band,spare\nA,Alpha,4,\n")
    assert reading.warnings == ("roles.csv, column pay band is filled but not read",)


def test_the_real_roles_are_twenty_one_of_three_families(shared):
    reading = loader("roles").load([shared / "data" / "roles" / "roles.csv"], Names("roles"))
    (table,) = check(reading, SCHEMA)
    families = table.rows["family"].to_list()
    assert {family: families.count(family) for family in set(families)} == {
        "personalised_care": 3,
        "connector": 3,
        "clinical": 15,
    }
    assert (reading.problems, reading.warnings) == ((), ())
