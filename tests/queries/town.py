"""Towns small enough to read, written straight into an engine."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from linkwork.graph.embedded import EmbeddedEngine
from linkwork.graph.engine import Engine
from linkwork.graph.evidence import Evidence
from linkwork.graph.records import link_id
from linkwork.graph.schema import SCHEMA
from linkwork.queries import Question, ask

MARKER = {"project": "test", "rounds": ["2024-03-31_mapping_1"], "as_of": "2024-03-31", "state": "built"}


@dataclass
class Town:
    """Nodes by id, and links. What the build works out is worked out here too: a link is live if both its ends are."""

    nodes: dict[str, dict] = field(default_factory=dict)
    links: dict[str, tuple[str, str, str, dict]] = field(default_factory=dict)

    def add(self, *ids: str, live: bool = True, **facts: object) -> "Town":
        """Nodes whose kind is in their id and whose name, unless given, is the end of it: need-debt is Debt."""
        for id_ in ids:
            prefix = SCHEMA.node[SCHEMA.kind_of_id(id_)].prefix
            name = id_.removeprefix(f"{prefix}-").replace("-", " ").capitalize()
            self.nodes[id_] = {"id": id_, "name": name, "live": live, "sources": ["Mapping"], **facts}
        return self

    def join(self, from_id: str, kind: str, *to_ids: str, live: bool = True, **facts: object) -> "Town":
        for to_id in to_ids:
            id_ = link_id(kind, from_id, to_id, [facts.get(name) for name in SCHEMA.link[kind].key])
            alive = live and self.nodes[from_id]["live"] and self.nodes[to_id]["live"]
            self.links[id_] = (kind, from_id, to_id, {"id": id_, "live": alive, "sources": ["Mapping"], **facts})
        return self

    def offer(self, id_: str, service: str, needs: str = "", areas: str = "", **audiences: str) -> "Town":
        """An offer of a service; needs, areas and audiences are the ends of their ids, with blanks between.

        Audiences are given by their rule: `include=` or `exclude=`.
        """
        assert audiences.keys() <= {"include", "exclude"}
        self.add(id_)
        self.join(service, "HAS_OFFER", id_)
        self.join(id_, "MEETS", *(f"need-{x}" for x in needs.split()))
        self.join(id_, "COVERS", *(f"area-{x}" for x in areas.split()))
        for rule, names in audiences.items():
            self.join(id_, "FOR_AUDIENCE", *(f"audience-{x}" for x in names.split()), rule=rule)
        return self

    def write(self, engine: Engine) -> Engine:
        engine.prepare(SCHEMA)
        for kind in SCHEMA.nodes:
            rows = [row for id_, row in self.nodes.items() if SCHEMA.kind_of_id(id_) == kind.name]
            engine.put_nodes(kind, [{"id": row["id"], "properties": _filled(row)} for row in rows])
        alike: dict[tuple[str, str, str], list[dict]] = {}
        for kind, from_id, to_id, facts in self.links.values():
            sort = (kind, SCHEMA.kind_of_id(from_id), SCHEMA.kind_of_id(to_id))
            row = {"id": facts["id"], "from_id": from_id, "to_id": to_id, "properties": _filled(facts)}
            alike.setdefault(sort, []).append(row)
        for (kind, *ends), rows in alike.items():
            engine.put_links(SCHEMA.link[kind], tuple(ends), rows)
        engine.put_marker(MARKER)
        return engine

    def built(self, folder: Path) -> Engine:
        return self.write(EmbeddedEngine(folder / "graph", writing=True))


def _filled(row: dict) -> dict:
    return {name: value for name, value in row.items() if value is not None}


def eastwick() -> Town:
    """Two wards, six live services, and one case of everything that the rules are about."""
    town = Town()
    # Places: a borough of two wards; a part of North is loaded too.
    town.add("area-borough", level="borough").add("area-north", level="ward").add(
        "area-south", level="ward", core20_share=0.5
    )
    town.add("area-north-1", level="lsoa")
    town.join("area-north", "WITHIN", "area-borough").join("area-south", "WITHIN", "area-borough")
    town.join("area-north-1", "WITHIN", "area-north")
    # Needs: Money is Debt or Benefits; Loneliness is Isolation by another name; nobody meets Mood.
    town.add("need-money", "need-debt", "need-benefits", "need-isolation", "need-loneliness", "need-mood")
    town.join("need-debt", "BROADER", "need-money").join("need-benefits", "BROADER", "need-money")
    town.join("need-loneliness", "SAME_TERM", "need-isolation")
    # People: Adults are Carers or Older.
    town.add("audience-adults", "audience-carers", "audience-older", "audience-children")
    town.join("audience-carers", "BROADER", "audience-adults").join("audience-older", "BROADER", "audience-adults")
    return _joined(_served(town))


def _served(town: Town) -> Town:
    """Eastwick's bodies, services and offers."""
    # Bodies and services.
    town.add("org-council", sector="council").add("org-pcn", "org-practice", sector="nhs").add(
        "org-charity", sector="vcse"
    )
    full = {
        "description": "Advice",
        "scope": "adjacent",
        "approach": "responsive",
        "access": "self",
        "funded_until": "2026-03-31",
        "expected_refresh": "2024-02-29",
    }
    town.add("service-advice", status="open", wait_days=9, **full)
    town.add("service-link", "service-cafe", "service-lunch", "service-drop", "service-bare", status="open")
    town.add("service-old", status="closed", live=False)
    town.join("org-council", "PROVIDES", "service-advice").join("org-pcn", "PROVIDES", "service-link")
    town.join("org-charity", "PROVIDES", "service-cafe", "service-lunch").join("org-council", "FUNDS", "service-advice")
    # Offers: for everyone, everywhere; two of one service; one that leaves a group out; one that says no need;
    # one whose link to North is stale; one that says no area; one of a closed service.
    town.offer("offer-advice", "service-advice", "money", "borough")
    town.offer("offer-link-debt", "service-link", "debt", "north", include="adults")
    town.offer("offer-link-company", "service-link", "loneliness", "borough", include="adults", exclude="carers")
    town.offer("offer-cafe", "service-cafe", "isolation", "north", exclude="children")
    town.offer("offer-cafe-new", "service-cafe", "", "south")
    town.offer("offer-lunch", "service-lunch", "isolation", "south", include="older")
    town.join("offer-lunch", "COVERS", "area-north", live=False)
    town.offer("offer-drop", "service-drop", "mood", "")
    town.offer("offer-old", "service-old", "mood", "borough")
    town.join("service-lunch", "JUDGED", "service-link", overlap="deliberate", decided_on="2024-01-15")
    return town


def _joined(town: Town) -> Town:
    """Eastwick's demand, referrals and policy."""
    # Demand, of two years.
    town.join("area-south", "HAS_DEMAND", "need-mood", people=90, year=2022, method="survey")
    town.join("area-south", "HAS_DEMAND", "need-mood", people=40, year=2023, method="survey")
    # Referrals.
    town.add("role-navigator")
    town.join("org-practice", "REFERS_TO", "service-link", category="referral", volume_month=12, wait_days=5)
    town.join("service-link", "REFERS_TO", "service-advice", category="signpost", feedback=True)
    town.join("role-navigator", "REFERS_TO", "service-cafe")
    town.join("service-cafe", "REFERS_TO", "service-lunch", live=False)
    town.join("service-link", "REFERS_TO", "service-old")
    # Policy: one priority well supported, one weakly, one not at all, one that is not known by name.
    town.add("policy-plan", state="current").add("priority-company", "priority-money", "priority-sleep")
    town.add("priority-rest", placeholder=True).add("board-health")
    for priority in ("company", "money", "sleep", "rest"):
        town.join(f"priority-{priority}", "IN_POLICY", "policy-plan")
    town.join("service-advice", "ALIGNS_WITH", "priority-money", strength=3)
    town.join("service-cafe", "ALIGNS_WITH", "priority-company", strength=1)
    town.join("service-link", "ALIGNS_WITH", "priority-rest", strength=2)
    town.join("role-navigator", "ALIGNS_WITH", "policy-plan", strength=2)
    return town.join("board-health", "OWNS", "priority-sleep")


def rests_on(engine: Engine, question: Question, **parameters: object) -> list[set[str]]:
    """The ids that each row of an answer rests on."""

    def of(ids: Sequence[str]) -> dict[str, list[Evidence]]:
        return {id_: [Evidence("2024-03-31", id_, "", "", None)] for id_ in ids}

    return [{said["source"] for said in row["evidence"]} for row in ask(engine, question, parameters, of).rows]


def supplied() -> Town:
    """Eastwick with what its services can take on, how many are sent to them, and when their funding ends.

    Advice has 10 people a cell (160 for 16), of which 6.25 are spare; Link 10 (its two offers' 20 and 20 for 4), none
    spare; Cafe 10 (30 for 3) and Lunch 25 (for 1), of which it is not known what is spare.
    """
    town = eastwick()
    town.nodes["service-advice"] |= {"capacity": 160, "referrals_month": 5}
    town.nodes["service-link"] |= {"referrals_month": 12}
    town.nodes["offer-link-debt"] |= {"capacity": 20}
    town.nodes["offer-link-company"] |= {"capacity": 20}
    town.nodes["service-cafe"] |= {"capacity": 30, "referrals_month": 2, "funded_until": "2024-02"}
    town.nodes["service-lunch"] |= {"capacity": 25}
    town.join("area-north", "HAS_DEMAND", "need-debt", people=500, year=2023, method="survey")
    town.join("area-south", "HAS_DEMAND", "need-loneliness", people=3, year=2023, method="survey")
    # Neither a broad need nor a borough is a cell.
    town.join("area-north", "HAS_DEMAND", "need-money", people=900, year=2023, method="survey")
    return town.join("area-borough", "HAS_DEMAND", "need-debt", people=900, year=2023, method="survey")


def twins() -> Town:
    """Two services for carers or older in one ward, with people in need known for every cell, group by group."""
    town = Town().add("area-north", level="ward").add("need-debt", "need-mood", "audience-carers", "audience-older")
    town.add("service-big", "service-small", status="open")
    town.offer("offer-big", "service-big", "debt mood", "north", include="carers older")
    town.offer("offer-small", "service-small", "debt", "north", include="older")
    for need, who, people in [
        ("debt", "carers", 10),
        ("debt", "older", 60),
        ("mood", "carers", 20),
        ("mood", "older", 10),
    ]:
        facts = {"people": people, "year": 2023, "method": "survey", "audience": f"audience-{who}"}
        town.join("area-north", "HAS_DEMAND", f"need-{need}", **facts)
    return town


#: The town of the oracles: service to needs, audiences, areas.
ORACLE = {
    "SPLW": ("isolation money housing mood", "adults", "nw ne sw se"),
    "CareNav": ("isolation ltc housing", "adults ltc", "nw ne sw se"),
    "MHConn": ("isolation mood housing", "adults smi", "nw ne sw se"),
    "CommNav": ("isolation money", "adults", "ne se"),
    "Advice": ("money housing", "adults", "nw ne"),
    "Walks": ("isolation", "adults ltc", "se"),
}


def oracle() -> Town:
    town = Town()
    town.add(*(f"need-{x}" for x in ["isolation", "money", "housing", "mood", "ltc"]))
    town.add(*(f"audience-{x}" for x in ["adults", "ltc", "smi"]))
    town.add(*(f"area-{x}" for x in ["nw", "ne", "sw", "se"]), level="ward")
    for name, (needs, audiences, areas) in ORACLE.items():
        id_ = name.lower()
        town.add(f"service-{id_}", name=name)
        town.offer(f"offer-{id_}", f"service-{id_}", needs, areas, include=audiences)
    return town
