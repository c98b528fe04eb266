"""A fixed sample of what `make fuzz` does, and the smallest files that it found to be taken wrongly."""

import json
import random
import signal
import subprocess
import sys
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linkwork.errors import InputRefused, LinkworkError, Problem
from linkwork.graph.check import check, good_rows
from linkwork.graph.schema import SCHEMA
from linkwork.loaders import Loader, loader, loaders
from tools.fuzz.cases import content_of, of_bytes, plain, put, slots, structured
from tools.fuzz.documents import Sheets, written
from tools.fuzz.guided import from_bytes, from_structure
from tools.fuzz.one import SECONDS
from tools.fuzz.towns import MADE, towns
from tools.fuzz.tried import known, tried

EVERY = list(loaders().values())
SAMPLE = {"structure": (structured, 12), "bytes": (of_bytes, 8)}


@pytest.mark.parametrize("how", SAMPLE)
@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.name)
def test_whatever_is_done_to_a_file_it_is_read_or_refused_in_words_and_in_seconds(
    one: Loader, how: str, tmp_path: Path
) -> None:
    strategy, number = SAMPLE[how]

    @settings(
        max_examples=number, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(files=strategy(one))
    def case(files: dict[str, bytes]) -> None:
        start = process_time()
        assert tried(one, files, tmp_path / "case") is None
        assert process_time() - start < SECONDS

    case()


@pytest.mark.parametrize("one", [loader(name) for name in MADE], ids=lambda one: one.name)
def test_the_files_that_are_changed_are_valid_before(one: Loader, tmp_path: Path) -> None:
    for number, documents in enumerate(towns(one)):
        files = {path: content for document in documents for path, content in written(document, "csv").items()}
        folder = tmp_path / str(number)
        assert tried(one, files, folder) is None
        reading = one.load(sorted(folder.iterdir()), known("town"))
        assert sum(table.rows.height for table in check(reading, SCHEMA)) > 0


def test_what_is_not_a_refusal_in_words_is_told(tmp_path: Path) -> None:
    def at_fault(error: BaseException | Problem | None) -> Loader:
        def load(paths, names):
            raise error if isinstance(error, BaseException) else InputRefused([error] if error else [])

        return Loader("made", "made", "made", (), load)

    def told(error: BaseException | Problem | None) -> str | None:
        return tried(at_fault(error), {"town.csv": b"a"}, tmp_path)

    assert "KeyError at test_fuzz.py" in str(told(KeyError("x")))
    assert told(LinkworkError("The loader gave Need 'colour', which the schema does not have."))
    assert told(Problem("town.csv", message="")) is not None
    assert told(None) == "a refusal without a problem"
    assert told(Problem("town.csv", message="what is wrong")) is None


def test_a_town_is_tried_in_every_form_and_a_zip_in_its_parts_too() -> None:
    made = plain(loader("roles"))
    endings = [name.partition(".")[2] for files in made for name in files]
    assert endings == ["csv", "csv", "tsv", "csv.gz", "csv", "xlsx", "zip"]
    assert len(slots(made[5])) == 1 + 5
    (change,) = (slot for slot in slots(made[5]) if slot[1] == "xl/worksheets/sheet1.xml")
    assert b"Link worker" in content_of(made[5], change)
    assert content_of(put(made[5], change, b"<x/>"), change) == b"<x/>"


def test_bytes_that_are_led_by_coverage_stand_in_one_slot_of_a_valid_file(tmp_path: Path) -> None:
    taken: list[dict[str, bytes]] = []
    entry = from_bytes("roles", taken.append, tmp_path)
    begun = sorted(tmp_path.iterdir(), key=lambda file: int(file.name))
    entry(begun[0].read_bytes())
    entry(begun[0].read_bytes()[:2] + b"role_id\n")
    assert taken == [plain(loader("roles"))[0], {"town.csv": b"role_id\n"}]


def test_structure_that_is_led_by_coverage_is_what_hypothesis_draws_from_the_bytes() -> None:
    taken: list[dict[str, bytes]] = []
    entry = from_structure("roles", taken.append)
    for number in range(5):
        entry(random.Random(number).randbytes(1_000))
        entry(random.Random(number).randbytes(1_000))
    assert taken[::2] == taken[1::2]
    assert len({str(files) for files in taken}) > 1


def test_a_case_that_takes_too_long_ends_its_process(tmp_path: Path) -> None:
    slow = (
        "from tools.fuzz import one\none.SECONDS = 0.2\n"
        "def forever(files):\n    while True: pass\n"
        "one.limited(forever)({})"
    )
    done = subprocess.run([sys.executable, "-c", slow], check=False)
    assert done.returncode == -signal.SIGPROF


# What the fuzzer found, each as small as it made it.


@pytest.mark.parametrize("heading", ["{}", "{", "}", "{0.x}", "%s"])
def test_a_heading_may_hold_braces(heading: str, tmp_path: Path) -> None:
    (tmp_path / "town.csv").write_text(f"{heading},role\nSPLW,Link worker\n")
    (problem,) = loader("roles").load([tmp_path / "town.csv"], known("town")).problems
    assert str(problem) == f"town.csv: the column 'role_id' is missing; the headings are {heading}, role"


def test_a_workbook_may_be_narrower_than_the_headings_that_its_publisher_leaves_out(tmp_path: Path) -> None:
    row = ["F00001", "MILL SURGERY", *[None] * 7, "E1 6LA", None, None, "A"]
    files = written(Sheets("town", {"town": [row]}), "xlsx")
    assert tried(loader("ods-practices"), files, tmp_path) is None
    (problem,) = loader("ods-practices").load([tmp_path / "town.xlsx"], known("town")).problems
    assert "no row has a prescribing setting" in str(problem)


def test_a_ward_may_be_named_with_half_of_a_letter(tmp_path: Path) -> None:
    east = {"WD25CD": "E05000001", "WD25NM": "Bow \ud800 East", "LAD25CD": "E09000001"}
    for name, properties in (("wards.geojson", east), ("others.geojson", {"WARD \ud800": "E05000001"})):
        files = {name: json.dumps({"features": [{"properties": properties}]}).encode()}
        assert tried(loader("areas"), files, tmp_path) is None
    (problem,) = loader("areas").load([tmp_path / "others.geojson"], known("town")).problems
    assert "the properties are WARD ;" in str(problem)


def test_to_keep_the_good_rows_of_a_file_without_rows_is_no_refusal_without_a_reason(tmp_path: Path) -> None:
    (tmp_path / "town.csv").write_text("role_id,role\n")
    tables, rejected = good_rows(loader("roles").load([tmp_path / "town.csv"], known("town")), SCHEMA)
    assert [table.rows.height for table in tables] == [0]
    assert rejected == ()


@given(st.integers(20_001, 90_000), st.integers(261, 9_000))
@settings(max_examples=5, derandomize=True, database=None)
def test_a_message_is_no_longer_than_a_page_however_long_a_cell_or_a_heading_is(long: int, wide: int) -> None:
    said = str(Problem("town.csv", "S" * wide, 3, "H" * wide, f"'{'x' * long}' is not a date."))
    assert len(said) < 21_000
    assert said.startswith("town.csv, sheet SSS")
    assert said.endswith("x' is not a date.")
    assert " ... " in said
