"""What responses say, as records: properties, links, insights, and people where the mapping asks for them.

Where two responses disagree about one thing, the one completed later is kept and a warning names both. Links add up.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from linkwork.graph.identity import slug
from linkwork.graph.naming import name_of_several
from linkwork.graph.records import ENDS, PLACE, Table, link_table, node_table
from linkwork.graph.shapes import LinkKind, ListColumn
from linkwork.loaders._people import GROUND, KEPT, People, Row
from linkwork.loaders._survey_bodies import Bodies, Response
from linkwork.loaders._survey_mapping import INSIGHT, KINDS, Rule
from linkwork.loaders._workbook_headings import other_ends

#: What is taken out of free text: e-mail addresses, and telephone numbers as they are written in Britain.
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
TELEPHONE = re.compile(r"(?<![\w£])(\+44|0)[\d ()-]{8,14}\d(?!\w)")
OUT = "(taken out)"
NAME_LENGTH = 80

Ends = tuple[str, str, str]


@dataclass(slots=True)
class Facts:
    """The records of a survey as they gather; every fact remembers the response that said it."""

    bodies: Bodies
    nodes: dict[str, dict[str, dict[str, tuple[str, Response]]]] = field(default_factory=dict)
    links: dict[str, dict[Ends, tuple[dict[str, Any], Response]]] = field(default_factory=dict)
    waits: dict[tuple[str, str], list[Response]] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)
    scrubbed: list[int] = field(default_factory=list)
    to_read: list[int] = field(default_factory=list)

    def take(self, response: Response, personal: Sequence[str]) -> None:
        """Add what a response says. `personal` are the headings of questions that hold who answered."""
        for kind, id_ in response.own.items():
            self._fact(kind, id_, "id", (id_, response), "")
            if name := response.called.get(kind):
                self._fact(kind, id_, "name", (name, response), "")
        self._belongs(response)
        for rule in self.bodies.mapping.rules:
            if rule.says == INSIGHT:
                self._insight(rule, response, personal)
            elif rule.kind in response.own and rule.prop:
                self._property(rule, response)
            elif rule.kind in response.own and rule.link:
                self._list(rule, response, rule.link)

    def tables(self) -> Iterator[Table]:
        """The records as tables; those that this survey may name apart from those that others have named."""
        for kind, records in self.nodes.items():
            columns = list(dict.fromkeys(key for record in records.values() for key in record if key != "id"))
            for own in (True, False):
                rows = [self._row(record) for record in records.values() if ("name" in record) is own]
                kept = [column for column in columns if own or column != "name"]
                if rows:
                    yield node_table(kind, rows, kept, self._headings(kind))
        for kind, links in self.links.items():
            said = [facts for facts, _ in links.values()]
            props = dict.fromkeys(key for facts in said for key in facts if key not in ENDS and key not in PLACE)
            yield link_table(kind, said, list(props))

    def settle(self) -> None:
        """Note what waits and what was left out, a sentence each."""
        bodies = self.bodies
        for (heading, cell), responses in self.waits.items():
            more = f" (in {len(responses)} responses, of which this is the first)" if len(responses) > 1 else ""
            message = (
                f"{bodies.shown(_without_addresses(cell))} is nothing that is known{more}. "
                "Load what describes it first, or say in the mapping file, under words, which name or id it stands "
                'for, or "" to leave it out'
            )
            bodies.problem(responses[0], heading, message)
        for heading, count in self.left.items():
            answers = "1 answer is" if count == 1 else f"{count} answers are"
            sentence = f"{answers} nothing that is known, and left out as the mapping file says"
            bodies.warnings.append(str(bodies.answers.problem(None, heading, sentence)))
        if self.scrubbed:
            rows = ", ".join(str(row) for row in dict.fromkeys(self.scrubbed))
            sentence = f"whole names, e-mail addresses or telephone numbers were taken out of free text in row {rows}"
            bodies.warnings.append(str(bodies.answers.problem(None, "", sentence)))
        if self.to_read:
            rows = ", ".join(str(row) for row in dict.fromkeys(self.to_read))
            sentence = f"free text in row {rows} may still name somebody who answered: read it before it is published"
            bodies.warnings.append(str(bodies.answers.problem(None, "", sentence)))

    def _place(self, response: Response) -> dict[str, Any]:
        answers = self.bodies.answers
        return {"_file": answers.file, "_sheet": answers.sheet, "_row": response.row}

    def _row(self, record: Mapping[str, tuple[str, Response]]) -> dict[str, Any]:
        last = max((response for _, response in record.values()), key=lambda one: one.order)
        return {**{key: value for key, (value, _) in record.items()}, **self._place(last)}

    def _headings(self, kind: str) -> dict[str, str]:
        return {rule.prop.name: rule.heading for rule in self.bodies.mapping.of(kind) if rule.prop}

    def _fact(self, kind: str, id_: str, key: str, said: tuple[str, Response], heading: str) -> None:
        """Keep what a response says of one thing; responses come in the order in which they were completed."""
        value, response = said
        record = self.nodes.setdefault(kind, {}).setdefault(id_, {})
        before = record.get(key)
        if before and key not in ("id", "name") and before[0] != value:
            self._disagree(f"{kind}.{key} of {id_}", before[1], response, heading)
        record[key] = said if before is None or key not in ("id", "name") else before

    def _disagree(self, what: str, before: Response, response: Response, heading: str) -> None:
        told = "the later one" if response.timed and before.timed else "the one further down, as times are not known"
        sentence = f"this and row {before.row} say different things, {what}: row {response.row} is kept, {told}"
        self.bodies.warn(response, heading, sentence)

    def _belongs(self, response: Response) -> None:
        own = response.own
        if "Organisation" in own and "Service" in own:
            self._link(
                "PROVIDES", ("Organisation", own["Organisation"]), ("Service", own["Service"]), ({}, response, "")
            )
        if "Offer" in own:
            self._link("HAS_OFFER", ("Service", own["Service"]), ("Offer", own["Offer"]), ({}, response, ""))

    def _property(self, rule: Rule, response: Response) -> None:
        if rule.prop is None:
            return
        several_ = rule.prop.type == "list"
        said = self.bodies.parts(rule, response) if several_ else self.bodies.words(rule, response)
        if said:
            value = "; ".join(said)
            self._fact(rule.kind, response.own[rule.kind], rule.prop.name, (value, response), rule.heading)

    def _list(self, rule: Rule, response: Response, joined: tuple[LinkKind, ListColumn]) -> None:
        link, column = joined
        kinds = other_ends(link, column, rule.kind)
        own = (rule.kind, response.own[rule.kind])
        for part in self.bodies.parts(rule, response):
            other = self._other(rule, response, part, kinds)
            if other and other != own:
                ends = (own, other) if column.on == "from" else (other, own)
                self._link(link.name, *ends, (dict(column.sets), response, rule.heading))

    def _other(self, rule: Rule, response: Response, part: str, kinds: Sequence[str]) -> tuple[str, str] | None:
        bodies = self.bodies
        hits = [(kind, id_) for kind in kinds for id_ in bodies.register.meant(part, kind).ids]
        if len(hits) == 1:
            return hits[0]
        unknown = rule.more.get("unknown", "refuse")
        if hits:
            bodies.problem(
                response, rule.heading, name_of_several(bodies.shown(part), hits[0][0], [id_ for _, id_ in hits])
            )
        elif unknown == "leave out":
            self.left[rule.heading] = self.left.get(rule.heading, 0) + 1
        elif unknown == "wait" and slug(part):
            return kinds[0], bodies.register.waiting(part, kinds[0])
        else:
            self.waits.setdefault((rule.heading, part), []).append(response)
        return None

    def _link(
        self, kind: str, first: tuple[str, str], last: tuple[str, str], said: tuple[dict[str, Any], Response, str]
    ) -> None:
        sets, response, heading = said
        ends = {"from_kind": first[0], "from_id": first[1], "to_kind": last[0], "to_id": last[1]}
        made = self.links.setdefault(kind, {})
        key = (kind, first[1], last[1])
        before = made.get(key)
        if before and any(before[0].get(name) != value for name, value in sets.items()):
            self._disagree(f"{kind} from {first[1]} to {last[1]}", before[1], response, heading)
        elif before:
            return
        made[key] = ({**ends, **sets, **self._place(response)}, response)

    def _insight(self, rule: Rule, response: Response, personal: Sequence[str]) -> None:
        text = "\n".join(self.bodies.words(rule, response))
        if not text:
            return
        clean = _without_names(_without_addresses(text), response, personal)
        if clean != text:
            self.scrubbed.append(response.row)
        if self.bodies.may_name(clean):
            self.to_read.append(response.row)
        mark = hashlib.sha256(rule.heading.encode()).hexdigest()[:6]
        names = self.bodies.names
        id_ = names.by_id(INSIGHT, f"{slug(names.source)}-{response.ref}-{mark}")
        theme = str(rule.more.get("theme") or "")
        about = (theme or rule.heading)[:NAME_LENGTH]
        facts = {"name": f"{about}, response {response.ref}", "text": clean, "theme": theme}
        facts |= {"category": rule.more.get("category", ""), "published": "yes" if rule.more.get("published") else "no"}
        self._fact(INSIGHT, id_, "id", (id_, response), rule.heading)
        for key, value in facts.items():
            if value:
                self._fact(INSIGHT, id_, key, (value, response), rule.heading)
        kind = rule.more.get("about")
        if kind in response.own:
            self._link("ABOUT", (INSIGHT, id_), (kind, response.own[kind]), ({}, response, rule.heading))


def _without_addresses(text: str) -> str:
    return TELEPHONE.sub(OUT, ADDRESS.sub(OUT, text))


def _without_names(text: str, response: Response, personal: Sequence[str]) -> str:
    """The text without what the response says to the questions that hold who answered."""
    for heading in personal:
        for cell in response.said.get(heading, ()):
            if len(cell.strip()) > 2:
                text = re.sub(rf"(?<!\w){re.escape(cell.strip())}(?!\w)", OUT, text, flags=re.IGNORECASE)
    return text


def people(facts: Facts, responses: Sequence[Response]) -> Iterator[Table]:
    """The people whom responses name, where the mapping asks for them, as contacts for what the response speaks of."""
    bodies = facts.bodies
    rules = {rule.prop.name: rule for rule in bodies.mapping.of("Person") if rule.prop}
    if "name" not in rules:
        return
    ground = {name: bodies.mapping.people.get(name) for name in GROUND}
    headings = {key: rule.heading for key, rule in rules.items()}
    rows: list[tuple[Row, Response]] = []
    for response in responses:
        said = {key: "; ".join(bodies.words(rule, response)) or None for key, rule in rules.items()}
        if said["name"] and slug(said["name"]):
            at = tuple(id_ for id_ in (response.own.get("Organisation"),) if id_)
            rows.append((Row({**said, **ground, **facts._place(response)}, headings, at), response))
    found = People(bodies.names, bodies.register)
    known = found.known([row for row, _ in rows])
    kept = [key for key in KEPT if key in rules or key in GROUND]
    if known:
        yield found.table(known, kept)
    for row, response in rows:
        kind = next((kind for kind in reversed(KINDS[:2]) if kind in response.own), None)
        if kind:
            facts._link("CONTACT_FOR", ("Person", row.id), (kind, response.own[kind]), ({}, response, ""))
    bodies.problems += found.problems
    bodies.warnings += found.warnings
