"""A made-up town with a marked value in every private property of the schema, written twice.

The two writings differ in nothing but what is private: names of people, small counts, ratings, and amounts, funds and
insights that nobody has published. So what leaves unasked must hold no mark, and must be the same for both.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TOWN, OTHER = (Path(__file__).with_name(name) for name in ("town.txt", "other.txt"))
#: The days of its two rounds, which differ in the small counts, and the source of both.
DAYS = ("2024-03-31", "2025-03-31")
SOURCE = "town-mapping"


@dataclass(frozen=True, slots=True)
class Writing:
    """What the placeholders of the town stand for: texts on people, confidential texts and amounts, and small numbers.

    The ground and the day of people are alike in both, as the register of personal data (D7) is there to show them. The
    numbers are of the first round; in the second each is another under five.
    """

    personal: Mapping[str, str]
    confidential: Mapping[str, str]
    numbers: Mapping[str, int]

    def sheets(self, day: str, of: Path = TOWN) -> dict[str, str]:
        """The text of every sheet of the round of a day, by name."""
        later = day != DAYS[0]
        numbers = {name: str(_later(number) if later else number) for name, number in self.numbers.items()}
        stands_for = {**self.personal, **self.confidential, **numbers, "day": day}
        text = re.sub(r"<(\w+)>", lambda found: stands_for[found[1]], of.read_text(encoding="utf-8"))
        parts = (part.partition("\n") for part in text.split("== ")[1:])
        return {name: rows for name, _, rows in parts}

    def write(self, folder: Path) -> list[Path]:
        """A folder of CSVs for each round, in the order of their days; the last has rows that cannot be read."""
        made = []
        for name, sheets in {**{day: self.sheets(day) for day in DAYS}, "other": self.sheets(DAYS[1], OTHER)}.items():
            place = folder / name
            place.mkdir(parents=True)
            for sheet, rows in sheets.items():
                (place / f"{sheet}.csv").write_text(rows, encoding="utf-8")
            made.append(place)
        return made


def _later(number: int) -> int:
    """Another number from 1 to 4."""
    return number % 4 + 1


FIRST = Writing(
    personal={
        "person": "Zephyrine Quillfeather",
        "aka": "Zephy Quaffle",
        "email": "zquillfeather@marked.example",
        "phone": "020 7946 0917",
        "job": "Warden of Marked Geese",
        "basis": "marked legitimate interest",
        "until": "2031-07-19",
        "refuser": "Ottoline Barnstaple-Vex",
        "refuser_email": "ovex@marked.example",
        "noted": "Peregrine Wolfsbane-Tuck",
    },
    confidential={
        "insight": "Kettlewick whisper",
        "said": "The Vumbledock trust nobody",
        "theme": "grumbling-vorpal",
        "fund": "Snarkington purse",
        "amount": "918273",
        "grant": "645546",
        "rater": "Wigglesworth rater",
    },
    numbers={
        **{"caseload": 1, "caseload_b": 4, "referrals": 2, "referrals_b": 3},
        **{"people": 1, "people_b": 2, "people_c": 3, "people_d": 2, "people_e": 4},
        **{"volume": 1, "volume_b": 4, "volume_c": 2, "volume_d": 3, "volume_e": 1, "volume_f": 4},
        **{"invited": 4, "came": 2, "came_b": 3, "n": 1, "n_b": 3, "n_c": 2, "rating": 1, "rating_b": 4},
    },
)
SECOND = Writing(
    personal={
        "person": "Bartholomew Nightjar",
        "aka": "Barty Nightwick",
        "email": "bnightjar@tagged.example",
        "phone": "020 7946 0452",
        "job": "Keeper of Tagged Owls",
        "basis": "marked legitimate interest",
        "until": "2031-07-19",
        "refuser": "Lavinia Thistlecrack",
        "refuser_email": "lcrack@tagged.example",
        "noted": "Gwendolen Ashgrove-Pym",
    },
    confidential={
        "insight": "Bramblewort murmur",
        "said": "The Quixleby doubt everybody",
        "theme": "mumbling-jabber",
        "fund": "Boojumville chest",
        "amount": "736455",
        "grant": "827728",
        "rater": "Umberfield rater",
    },
    numbers={
        **{"caseload": 4, "caseload_b": 2, "referrals": 4, "referrals_b": 1},
        **{"people": 2, "people_b": 1, "people_c": 1, "people_d": 4, "people_e": 1},
        **{"volume": 3, "volume_b": 2, "volume_c": 4, "volume_d": 1, "volume_e": 4, "volume_f": 2},
        **{"invited": 3, "came": 3, "came_b": 1, "n": 4, "n_b": 1, "n_c": 3, "rating": 4, "rating_b": 2},
    },
)
