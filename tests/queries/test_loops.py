"""P3's volume where a link of the loop carries too few people to be shown."""

import pytest

from linkwork.graph.privacy import Allowed
from linkwork.project.asking import fit_to_show
from linkwork.queries import ask
from tests.queries.town import Town


def ring(*volumes: int | None) -> Town:
    """Services a, b, c that refer people round, with these volumes a month."""
    names = [f"service-{x}" for x in "abc"]
    town = Town().add(*names)
    for start, end, volume in zip(names, names[1:] + names[:1], volumes, strict=True):
        town.join(start, "REFERS_TO", end, volume_month=volume)
    return town


@pytest.mark.parametrize(
    ("volumes", "shown"),
    [
        ((6, 7, 8), 21),
        ((6, 7, None), 13),
        # The 13 that P6 shows taken from 16 would tell of the 3.
        ((6, 7, 3), "not shown"),
        ((4, 4, None), "not shown"),
        ((2, 1, None), "under 5"),
        ((None, None, None), None),
    ],
)
@pytest.mark.parametrize("internal", [False, True])
def test_a_volume_that_would_tell_of_a_link_with_under_5_is_not_shown(tmp_path, question, volumes, shown, internal):
    with ring(*volumes).built(tmp_path) as engine:
        answer = ask(engine, question("P3"))
        (row,) = fit_to_show(answer, Allowed(internal=internal)).rows
        assert row["volume"] == (3 if internal and shown == "under 5" else shown)
        said = (
            "A volume under 5 people a month may not be shown, so the volume of a loop with such a link is not shown, "
            "even with --internal."
        )
        assert (said in answer.assumptions) == (shown == "not shown")
