"""Changes by area: each with the areas it concerns, at the two dates that were compared."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linkwork.graph.change_rows import Change
from linkwork.graph.difference import Changes
from linkwork.graph.rounds import Round, RoundStore
from linkwork.graph.views import view_of
from linkwork.graph.whereabouts import NOWHERE, Areas, Gazetteer, Whereabouts, link_areas


@dataclass(frozen=True, slots=True)
class Placed:
    """Changes whose every row has `areas`, [{id, name}] in order of id, and the areas there are."""

    found: Changes
    gazetteer: Gazetteer

    def within(self, area: str) -> Changes:
        """The changes that concern an area or what lies within it."""
        return self._those(self.gazetteer.inside(area))

    def around(self, area: str) -> int:
        """How many changes concern only what the area itself lies in."""
        inside = self.gazetteer.inside(area)
        wider = self._those(self.gazetteer.around(area) - inside)
        return sum(not inside & areas_of(row) for row in _rows(wider))

    def _those(self, areas: Areas) -> Changes:
        return self.found.each(lambda rows: [row for row in rows if areas & areas_of(row)])


def placed(store: RoundStore, found: Changes) -> Placed:
    """The changes with their areas: what is new by the later view, what is gone by the earlier, the rest by both.

    What lay nowhere then is placed by all the rounds there are: wards may be loaded long after the practices in them.
    """
    rules = store.rules.by(store.until)
    old, new, now = (Whereabouts(view_of(store, rounds, rules)) for rounds in _three(store, found))
    gazetteer = Gazetteer((new, old, now))
    ids = {id_ for row in _rows(found) for id_ in _records(row)}
    was, is_, late = (view.of(ids) for view in (old, new, now))

    def put(rows: Sequence[Change], *known: Mapping[str, Areas]) -> list[Change]:
        return [{**row, "areas": _named(_areas(row, known, late), gazetteer)} for row in rows]

    lists = (put(found.new, is_), put(found.gone, was), put(found.changed, was, is_), put(found.corrections, was, is_))
    return Placed(Changes(found.sources, *lists, found.periods), gazetteer)


def areas_of(row: Change) -> Areas:
    """The ids of the areas that a change was found to concern."""
    return frozenset(area["id"] for area in row["areas"])


def _three(store: RoundStore, found: Changes) -> tuple[list[Round], list[Round], list[Round]]:
    """The rounds as they stood at the earlier dates, as at the later, and all; a source not compared counts whole."""
    every = store.folded()
    periods = {source: period for (source, day, _), period in found.periods.items() if not day}
    earlier = {name: {r.id for r in period.earlier} for name, period in periods.items()}
    later = {name: earlier[name] | {r.id for r in period.later} for name, period in periods.items()}
    old, new = ([r for r in every if r.id in ids.get(r.source, {r.id})] for ids in (earlier, later))
    return old, new, every


def _rows(found: Changes) -> Iterator[Change]:
    yield from (*found.new, *found.gone, *found.changed, *found.corrections)


def _records(row: Change) -> tuple[str, ...]:
    """The id of a record; of a link, those of both ends."""
    return (row["from_id"], row["to_id"]) if "from_id" in row else (row["id"],)


def _areas(row: Change, known: Sequence[Mapping[str, Areas]], late: Mapping[str, Areas]) -> Areas:
    """The areas that one change concerns, by what was known of its record, else by what is known now."""

    def lies(id_: str) -> Areas:
        return NOWHERE.union(*(by.get(id_, NOWHERE) for by in known)) or late.get(id_, NOWHERE)

    ends = [lies(id_) for id_ in _records(row)]
    return link_areas(*ends) if len(ends) > 1 else ends[0]


def _named(areas: Areas, gazetteer: Gazetteer) -> list[dict[str, str]]:
    return [{"id": id_, "name": gazetteer.area(id_).name} for id_ in sorted(areas)]
