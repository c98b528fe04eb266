"""Places with referrals, as rows, written like a table; and the same drawn at random."""

from dataclasses import dataclass, field

from hypothesis import strategies as st

from linkwork.graph.measures.routes import Known, Offers, Referrals

#: What is broader than what, and which wards there are, in every random place.
NEEDS = {"need-money": "", "need-debt": "need-money", "need-benefits": "need-money", "need-mood": ""}
GROUPS = {"group-adult": "", "group-old": "group-adult", "group-carer": "group-adult", "group-child": ""}
AREAS = {"borough": "", "north": "borough", "south": "borough"}


@dataclass
class Rows:
    """Rows of live records as the engine would give them."""

    links: list[dict] = field(default_factory=list)
    services: list[dict] = field(default_factory=list)
    senders: dict[str, dict] = field(default_factory=dict)
    staffing: list[dict] = field(default_factory=list)
    offers: list[dict] = field(default_factory=list)
    needs: dict[str, str] = field(default_factory=lambda: NEEDS)

    def service(self, *ids: str, access: str | None = None, wait: int | None = None) -> "Rows":
        self.services += [{"id": id_, "name": id_.capitalize(), "access": access, "wait_days": wait} for id_ in ids]
        return self

    def refer(
        self, start: str, end: str, wait: int | None = None, onward: bool | None = None, category: str = ""
    ) -> "Rows":
        id_ = f"{start}>{end}{category and '>' + category}"
        row = {"id": id_, "from_id": start, "to_id": end, "wait_days": wait, "onward_allowed": onward}
        self.links.append(row | {"category": category or None, "channel": None, "feedback": None, "volume_month": None})
        if start.startswith(("org-", "role-")):
            self.sender(start)
        return self

    def sender(self, id_: str, door: bool = False) -> "Rows":
        known = self.senders.get(id_, {"door": False})["door"]
        self.senders[id_] = {"id": id_, "name": id_.split("-")[1].capitalize(), "kind": "", "door": door or known}
        return self

    def staff(self, service: str, role: str) -> "Rows":
        name = role.split("-")[1].capitalize()
        self.staffing.append({"id": f"{service}<{role}", "service_id": service, "role_id": role, "role": name})
        return self

    def offer(self, service: str, needs: str = "", areas: str = "", include: str = "", exclude: str = "") -> "Rows":
        row = {
            "offer_id": f"offer-{len(self.offers)}",
            "service_id": service,
            "need_ids": [f"need-{x}" for x in needs.split()],
            "area_ids": areas.split(),
            "include_ids": [f"group-{x}" for x in include.split()],
            "exclude_ids": [f"group-{x}" for x in exclude.split()],
        }
        self.offers.append(row)
        return self

    def referrals(self) -> Referrals:
        terms = [
            {
                "kind": kind,
                "id": id_,
                "name": id_.split("-")[1].capitalize(),
                "broader_ids": [up] if up else [],
                "same_ids": [],
            }
            for kind, those in (("Need", self.needs), ("Audience", GROUPS))
            for id_, up in those.items()
        ]
        areas = [
            {
                "id": id_,
                "name": id_.capitalize(),
                "level": "ward" if up else "borough",
                "within_ids": [up] if up else [],
            }
            for id_, up in AREAS.items()
        ]
        known = Known(self.links, self.services, list(self.senders.values()), self.staffing)
        return Referrals(known, Offers(self.offers, terms, areas))


SERVICES = ["a", "b", "c", "d", "e"]


@st.composite
def places(draw: st.DrawFn) -> Rows:
    """Five services or fewer, two bodies, two roles; referrals, staffing, access and offers drawn at random."""
    rows = Rows()
    services = SERVICES[: draw(st.integers(2, 5))]
    waits = st.none() | st.integers(0, 2)
    for id_ in services:
        rows.service(id_, access=draw(st.sampled_from([None, "self", "professional", "closed"])), wait=draw(waits))
    starts = [*services, "org-x", "org-y", "role-p", "role-q"]
    for start in starts:
        for end in draw(st.lists(st.sampled_from(services), max_size=3, unique=True)):
            for category in draw(st.sampled_from([("",), ("",), ("referral", "signpost")])):
                rows.refer(start, end, draw(waits), draw(st.sampled_from([None, True, False])), category)
    for role in ("role-p", "role-q"):
        for service in draw(st.lists(st.sampled_from(services), max_size=2, unique=True)):
            rows.staff(service, role)
    for id_ in draw(st.lists(st.sampled_from(["org-x", "org-z", "role-p"]), max_size=1)):
        rows.sender(id_, door=True)
    some = {
        "needs": ["money", "debt", "benefits", "mood"],
        "areas": ["borough", "north", "south"],
        "include": ["adult", "old", "carer", "child"],
        "exclude": ["adult", "old", "child"],
    }
    for id_ in services:
        for _ in range(draw(st.integers(0, 2))):
            said = {name: draw(st.lists(st.sampled_from(x), max_size=2, unique=True)) for name, x in some.items()}
            rows.offer(id_, *(" ".join(said[name]) for name in some))
    return rows
