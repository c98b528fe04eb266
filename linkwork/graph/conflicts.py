"""Where sources disagree: what each last said of a property, side by side with what is shown (docs/rounds.md)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from linkwork.graph._values import believed, statements_of
from linkwork.graph.privacy import guarded
from linkwork.graph.rounds import Round, RoundStore
from linkwork.graph.shapes import LinkKind, NodeKind, Privacy, Property
from linkwork.graph.views import current_view, statements

#: Everybody may call a thing by other names too, and be surer than others: that is no disagreement.
NO_DISAGREEMENT = ("aliases", "confidence")


@dataclass(frozen=True, slots=True)
class Conflict:
    """One property of one record of which two sources that still speak of it say different things.

    `used` is the value shown and `used_source` who says so; the other value is that of `other_source`. `by_order` is
    whether it is shown because its source is one that is believed first, whichever is later.
    """

    kind: str
    id: str
    field: str
    used: object
    used_source: str
    used_date: str
    other: object
    other_source: str
    other_date: str
    privacy: Privacy
    by_order: bool = False


def conflicts(store: RoundStore) -> list[Conflict]:
    """Every disagreement between sources that still speak of a record, by kind, id, field and the other source.

    Personal values are not compared: they are not among the rows of a round. What is outside the place is left out.
    A source that was retired after the store's day still speaks on it.
    """
    outside = current_view(store).outside if store.rules.place else frozenset()
    (said, by), found = statements(store), list[Conflict]()
    for kind in store.schema.kinds:
        if kind.name not in said:
            continue
        current = by.stale(said[kind.name], kind).filter(pl.col("stale").is_null())
        for prop in kind.properties:
            if prop.name not in NO_DISAGREEMENT:
                order = by.rules.order(kind.name, prop.name)
                tables = [table for table in said[kind.name] if prop.name in table.columns]
                rows = _differing(tables, prop, current, order)
                found += [one for one in _paired(rows, kind, prop, by.rounds, order) if one.id not in outside]
    return found


def _differing(tables: list[pl.DataFrame], prop: Property, current: pl.DataFrame, order: Sequence[str]) -> pl.DataFrame:
    """The statements of records of which two are not alike, for each record that which is shown last."""
    if not tables:
        return pl.DataFrame()
    statements = statements_of(tables, prop)
    live = statements.join(current.select("id", "_source"), on=["id", "_source"], how="semi", maintain_order="left")
    several = live.filter(pl.col(prop.name).n_unique().over("id") > 1)
    ranked = several.sort(believed(order), descending=True, maintain_order=True) if order else several
    return ranked.sort("id", maintain_order=True)


def _paired(
    rows: pl.DataFrame, kind: NodeKind | LinkKind, prop: Property, rounds: Sequence[Round], order: Sequence[str]
) -> Iterator[Conflict]:
    if not rows.height:
        return
    for (id_,), group in rows.group_by("id", maintain_order=True):
        *others, shown = group.select("_source", "_order", prop.name).rows()
        for source, place, value in sorted(others):
            if value != shown[2]:
                yield Conflict(
                    kind.name,
                    str(id_),
                    prop.name,
                    shown[2],
                    shown[0],
                    rounds[shown[1]].as_of,
                    value,
                    source,
                    rounds[place].as_of,
                    guarded(kind, prop),
                    shown[0] in order,
                )
