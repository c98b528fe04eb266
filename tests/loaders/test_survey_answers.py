"""When the answers to a survey were given, as the services that hold them write it."""

import pytest

from linkwork.loaders._survey_answers import moments


@pytest.mark.parametrize(
    ("cells", "day"),
    [
        (["2026/03/31 9:15:00 AM GMT+1", None], "2026-03-31"),
        (["2026-03-31T09:15:00"], "2026-03-31"),
        (["03/04/2026 10:00", "02/04/2026"], "2026-04-03"),
        (["4/3/2026 10:00:00", "12/31/2025 11:59:59 PM"], "2026-04-03"),
        (["31/12/2025", "12/31/2025"], None),
        (["soon", "31/31/2025"], None),
    ],
)
def test_times_are_read_day_first_unless_the_column_shows_that_they_are_not(cells, day):
    assert moments(cells).day == day
