"""Towns drawn at random as rows, each from a number, with all that routes and cells turn on; what Python makes of them.

No engine is needed: the rows are those that the shared parts of the questions give.
"""

from random import Random

from linkwork.commands._whatif import whatif_text
from linkwork.commands.routing import route_text
from linkwork.graph.measures.footprint import Landscape
from linkwork.graph.measures.referrals import SELF, THEMSELVES, Known
from linkwork.graph.measures.supposing import CloseService, Rows
from linkwork.graph.records import link_id
from linkwork.queries import Answer, Found, catalogue
from linkwork.queries._supposed import Supposed, Told
from linkwork.queries.pathways.quickest_route import finish

NEEDS = [f"need-{x}" for x in "abcdef"]
GROUPS = [f"audience-{x}" for x in "abcde"]
AREAS = {"area-b": "borough", "area-1": "ward", "area-2": "ward", "area-3": "ward", "area-l": "lsoa"}
BODIES, ROLES = ["org-x", "org-y", "org-z"], ["role-p", "role-q"]
STARTS = [{"id": id_, "name": id_.upper()} for id_ in (*BODIES, *ROLES)]
#: Words that sort otherwise by halves of characters than by characters, and some that are alike.
NAMES = ["Zoë", "\U0001f600 Café", "\uff21dvice", "Advice", "advice", "Lunch", "Lunch"]


class Drawn:
    """One town in the making."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        self.services = [f"service-{n:02}" for n in range(self.rng.choice([2, 3, 4, 5, 6, 7, 30]))]
        self.placed = self.rng.random() < 0.9  # in a town that is not, no offer says where it is
        # In a town by group every service is for one or two groups, in each of which few people are in need.
        self.by_group = self.rng.random() < 0.25
        self.needs = sorted(self.some(NEEDS, 6, 2))
        self.groups = GROUPS if self.by_group else sorted(self.some(GROUPS, 5, 1))

    def some(self, of: list[str], most: int, least: int = 0) -> list[str]:
        return self.rng.sample(of, self.rng.randint(least, min(most, len(of))))

    def rows(self) -> Rows:
        senders = [
            {"id": id_, "name": id_.upper(), "kind": "", "door": self.rng.random() < 0.3}
            for id_ in self.some([*BODIES, *ROLES], *self.rng.choice([(5, 2), (5, 2), (5, 2), (0, 0)]))
        ]
        services = [
            {"id": id_, "name": self.rng.choice([*NAMES, None]), "access": access, "wait_days": self.few()}
            for id_ in self.services
            for access in self.rng.choices([None, "self", "professional", "closed"], [4, 1, 4, 1])
        ]
        known = Known(self.links([row["id"] for row in senders]), services, senders, self.staffing())
        own = Landscape(
            self.offers(), [*self.terms("Audience", self.groups), *self.terms("Need", self.needs)], self.areas()
        )
        return Rows(known, Landscape(own.offers, own.terms, own.areas, self.demand()))

    def few(self) -> int | None:
        return None if self.rng.random() < 0.3 else self.rng.randint(0, 3)

    def links(self, senders: list[str]) -> list[dict]:
        """Links between any two; or in a chain, in which senders know the first service only, and each the next."""
        found, chain = {}, self.rng.random() < 0.4
        for _ in range(self.rng.randint(8, 24) + 2 * len(self.services)):
            start, end = self.rng.choice([*self.services, *senders, *senders]), self.rng.choice(self.services)
            if chain:
                end = dict(zip(self.services, self.services[1:], strict=False)).get(start, self.services[0])
            category = self.rng.choice([None, "referral", "signpost", "warm_handover"])
            id_ = link_id("REFERS_TO", start, end, [category])
            id_ = id_ if self.rng.random() < 0.7 else f"link {self.rng.randint(0, 99):02}"
            facts = {"wait_days": self.few(), "volume_month": None, "channel": self.rng.choice([None, "form"])}
            facts |= {name: self.rng.choice([None, None, True, True, False]) for name in ("feedback", "onward_allowed")}
            found[id_] = {"id": id_, "from_id": start, "to_id": end, "category": category, **facts}
        return [found[id_] for id_ in sorted(found)]

    def staffing(self) -> list[dict]:
        return [
            {"id": link_id("STAFFED_BY", service, role), "service_id": service, "role_id": role, "role": role.upper()}
            for service in self.services
            for role in self.some(ROLES, 1)
        ]

    def offers(self) -> list[dict]:
        found = []
        for service in self.services:
            numbers = range(self.rng.choice([0, 1, 2, 2, 3, 3]))
            facts = {"service_id": service, "service": service, "providers": [], "evidence": []}
            found += [
                facts
                | {
                    "offer_id": f"offer-{service}-{n}",
                    "offer": None,
                    "need_ids": self.some(self.needs, 4, self.rng.choice([0, 1, 1, 1])),
                    "area_ids": self.some(list(AREAS), 4, self.rng.choice([0, 1, 1, 1])) if self.placed else [],
                    "include_ids": self.some(
                        self.groups, *((2, 1) if self.by_group else (self.rng.choice([0, 0, 2]),))
                    ),
                    "exclude_ids": self.some(self.groups, self.rng.choice([0, 0, 1])),
                }
                for n in numbers
            ]
            if not numbers:
                nothing = {name: [] for name in ("need_ids", "area_ids", "include_ids", "exclude_ids")}
                found.append({**facts, "offer_id": None, "offer": None, **nothing})
        return found

    def terms(self, kind: str, ids: list[str]) -> list[dict]:
        """Terms that may be broader than each other in a ring, and may mean the same."""
        return [
            {
                "kind": kind,
                "id": id_,
                "name": id_.split("-")[1].upper(),
                "broader_ids": self.some(ids, 0 if self.by_group else self.rng.choice([0, 0, 1])),
                "same_ids": self.some(ids, 0 if self.by_group else self.rng.choice([0, 0, 0, 1])),
            }
            for id_ in ids
        ]

    def areas(self) -> list[dict]:
        within = {"area-1": "area-b", "area-2": "area-b", "area-l": "area-1"}
        return [
            {"id": id_, "name": id_.upper(), "level": level, "within_ids": [within[id_]] if id_ in within else []}
            for id_, level in sorted(AREAS.items())
        ]

    def demand(self) -> list[dict]:
        """Figures of people in need: none, some or one of every cell, with a group or without, some of them small."""
        whom = GROUPS if self.by_group else self.rng.choice([[None], GROUPS, GROUPS, [None, *GROUPS]])
        people = self.rng.choice([[5, 12, 40, None], [0, 2, 4, 5, 40]])
        if self.by_group:
            people = self.rng.choice([[0, 1, 2, 3], [2, 4, 9]])
        every = [(need, who, where) for need in NEEDS for who in whom for where in AREAS]
        number = len(every) if self.by_group else self.rng.choice([0, 3, 12, len(every)])
        cells = self.rng.sample(every, min(number, len(every)))
        found = []
        for need, who, where in cells:
            for year, method in self.some([(2022, "survey"), (2023, "census"), (2023, "survey")], 2, 1):
                row = {"need_id": need, "area_id": where, "audience_id": who, "year": year, "method": method}
                id_ = link_id("HAS_DEMAND", where, need, [who, method, year])
                found.append(row | {"id": id_, "people": self.rng.choice(people)})
        return sorted(found, key=lambda row: row["id"])


def random_rows(seed: int) -> Rows:
    """A town of thirty services or fewer, five senders, six needs, five groups and five areas."""
    return Drawn(seed).rows()


def routes_by_python(rows: Rows, asked: dict) -> dict:
    """What P1 finds, without the evidence that the page does not hold."""
    own, known = rows.landscape, rows.known
    parts = {"offers": own.offers, "terms": own.terms, "places": own.areas, "referrals": known.links}
    parts |= {"senders": known.senders, "staffing": known.staffing}
    names = {row["id"]: row["name"] or row["id"] for row in (*STARTS, *known.senders, *known.services)}
    words = {"from": (names | {SELF: THEMSELVES}).get(asked["door"], "")}
    given = {"from": asked["door"], **{name: asked[name] for name in ("need", "audience", "area", "limit")}}
    found = finish(Found(known.services, parts, given, words))
    columns = [{name: value for name, value in row.items() if name != "evidence"} for row in found.rows]
    return {"rows": columns, "said": list(found.assumptions), "nothing": found.nothing}


def whatif_by_python(rows: Rows, close: list[str], internal: bool = False) -> dict:
    """What `linkwork whatif close` finds, as its JSON has it, without the rounds and the changes."""
    names = {row["id"]: row["name"] or row["id"] for row in rows.known.services}
    made = [Supposed(CloseService(id_), f"{names[id_]} closed") for id_ in close]
    found = Told(rows, made, internal).as_json(())
    return {name: value for name, value in found.items() if name not in ("rounds", "changes")}


def route_in_words(rows: Rows, asked: dict, found: dict) -> str:
    """What `linkwork route` prints, but for where it comes from."""
    question = catalogue().find("P1")
    own = (*STARTS, *rows.known.senders, *rows.known.services, *rows.landscape.terms, *rows.landscape.areas)
    names = {row["id"]: row["name"] or row["id"] for row in own} | {SELF: SELF, "": ""}
    words = {"from": names[asked["door"]], **{name: names[asked[name]] for name in ("need", "audience", "area")}}
    shown = Answer(
        question=question,
        parameters={},
        rounds=(),
        columns=question.columns,
        rows=tuple(found["rows"]),
        how_to_read="",
        assumptions=(*question.assumes, *found["said"]),
        caveats=question.caveats,
        nothing_because=found["nothing"],
        words=words,
    )
    return route_text(shown).partition("Rounds:")[0]


def whatif_in_words(found: dict) -> str:
    """What `linkwork whatif close` prints, but for the rounds."""
    return whatif_text(found | {"rounds": []}, "").partition("Rounds:")[0]


def journeys(rows: Rows, seed: int, number: int) -> list[dict]:
    """So many journeys through the town, some from no door in particular, to no need, for anybody, anywhere."""
    rng = Random(seed)
    terms = [(row["kind"], row["id"]) for row in rows.landscape.terms]
    sides = {
        "door": [
            *(row["id"] for row in (*STARTS, *rows.known.services, *rows.known.senders, *rows.known.senders)),
            SELF,
        ],
        "need": [id_ for kind, id_ in terms if kind == "Need"],
        "audience": [id_ for kind, id_ in terms if kind == "Audience"],
        "area": [row["id"] for row in rows.landscape.areas],
    }
    often = {"door": 0.8, "need": 0.8, "audience": 0.4, "area": 0.4}
    return [
        {name: rng.choice(ids) if rng.random() < often[name] else "" for name, ids in sides.items()}
        | {"limit": rng.choice([2, 100, 100])}
        for _ in range(number)
    ]


def closures(rows: Rows, seed: int, number: int) -> list[list[str]]:
    """So many lists of one or several services."""
    rng = Random(seed)
    ids = [row["id"] for row in rows.known.services]
    return [rng.sample(ids, rng.randint(1, min(3, len(ids)))) for _ in range(number)]
