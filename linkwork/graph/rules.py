"""How rounds are folded, beyond the rounds themselves: what a project has settled, and what people have decided."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace

from linkwork.graph.judgements import Judgement, until
from linkwork.graph.place import Place

#: In `precedence`: the order of sources for every property that has no order of its own.
EVERYTHING = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a fold goes by; the default is to take everything as it was said.

    `place` is what is kept. `precedence` gives sources in order, the first to be believed, for `Kind.property` or for
    EVERYTHING; a source in no list comes after those in one. `same` gives, for an id that became a name of another
    record, the id that stays; of these, `only_names` are those whose names never rename the record. `retired` gives,
    for a source that says no more, the day. `judged` are the overlaps that were judged in the project.
    """

    place: Place = Place()
    precedence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)
    retired: Mapping[str, str] = field(default_factory=dict)
    only_names: frozenset[str] = frozenset()
    judged: tuple[Judgement, ...] = ()

    def order(self, kind: str, name: str) -> tuple[str, ...]:
        """The sources to be believed of a property, in order; empty where the latest date decides alone."""
        return self.precedence.get(f"{kind}.{name}") or self.precedence.get(EVERYTHING, ())

    def by(self, day: str | None) -> "Rules":
        """What of them held on a day: without sources retired and overlaps judged later; all of it for None."""
        retired = {source: since for source, since in self.retired.items() if day is None or since <= day}
        return replace(self, retired=retired, judged=tuple(until(self.judged, day)))

    @property
    def text(self) -> str:
        """Everything on one line, from which `from_text` makes the rules again; empty for the default."""
        said = {
            "place": self.place.text,
            "precedence": {name: list(order) for name, order in self.precedence.items()},
            "same": dict(self.same),
            "retired": dict(self.retired),
            "only_names": sorted(self.only_names),
            "judged": [asdict(one) for one in self.judged],
        }
        filled = {name: value for name, value in said.items() if value}
        return json.dumps(filled, sort_keys=True, ensure_ascii=False) if filled else ""

    @classmethod
    def from_text(cls, text: str) -> "Rules":
        """The rules that `text` was made from."""
        said = json.loads(text) if text else {}
        order = {name: tuple(sources) for name, sources in said.get("precedence", {}).items()}
        names = frozenset(said.get("only_names", ()))
        judged = tuple(Judgement(**one) for one in said.get("judged", ()))
        place, same, retired = Place.from_text(said.get("place", "")), said.get("same", {}), said.get("retired", {})
        return cls(place, order, same, retired, names, judged)
