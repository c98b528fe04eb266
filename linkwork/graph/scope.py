"""What a round covers: whether its silence about a record means anything (docs/rounds.md)."""

from collections.abc import Sequence

import polars as pl

from linkwork.errors import LinkworkError
from linkwork.graph.records import Scope
from linkwork.graph.shapes import LinkKind, NodeKind, Schema

#: Links that say where something is, from the thing to the place or to what has a place.
PLACING = ("IN_AREA", "COVERS", "DELIVERED_AT", "HAS_OFFER", "WITHIN")


class Located:
    """Which records lie in which areas, by the links that say so now (`from_id` is in `to_id`)."""

    def __init__(self, placing: Sequence[pl.DataFrame]) -> None:
        none = pl.DataFrame(schema={"from_id": pl.Utf8, "to_id": pl.Utf8})
        self._links = pl.concat([none, *placing]).unique()
        self._known: dict[tuple[str, ...], list[str]] = {}

    def within(self, areas: tuple[str, ...]) -> list[str]:
        """Ids of these areas and of everything that lies in them, by any number of steps."""
        if areas not in self._known:
            reached = set(areas)
            while True:
                inside = self._links.filter(pl.col("to_id").is_in(list(reached)))["from_id"].to_list()
                if reached.issuperset(inside):
                    break
                reached.update(inside)
            self._known[areas] = sorted(reached)
        return self._known[areas]


def in_scope(scope: Scope, kind: NodeKind | LinkKind, located: Located) -> pl.Expr:
    """Whether the round covers each row of a frame of this kind that has `id` (or `from_id`) and lists `_sheet`.

    A link is covered if its type and its from-end are: where the scope names no link types, every type is; what has no
    area is outside a scope of areas.
    """
    covered = pl.lit(True)
    if scope.kinds:
        covered = pl.lit(kind.name in scope.kinds) if isinstance(kind, NodeKind) else _link_kind_covered(scope, kind)
    if isinstance(kind, LinkKind) and scope.links is not None:
        covered = covered & pl.lit(kind.name in scope.links)
    if scope.sheets:
        inside = pl.col("_sheet").list.eval(pl.element().is_in(list(scope.sheets)))
        covered = covered & inside.list.all()
    if scope.areas:
        end = "id" if isinstance(kind, NodeKind) else "from_id"
        covered = covered & pl.col(end).is_in(located.within(scope.areas))
    return covered


def parse_scope(text: str, schema: Schema) -> Scope:
    """A scope written on one line: kinds, links, area ids and sheet names with commas or semicolons between them."""
    kinds, areas, sheets = [], [], []
    by_plural = {kind.plural.lower(): kind.name for kind in schema.nodes}
    by_name = {name.lower(): name for name in (*schema.node, *schema.link)}
    for word in (part.strip() for part in text.replace(";", ",").split(",")):
        known = by_name.get(word.lower()) or by_plural.get(word.lower())
        if known:
            kinds.append(known)
        elif schema.kind_of_id(word.lower()) == "Area":
            areas.append(word.lower())
        elif word:
            sheets.append(word)
    if not (kinds or areas or sheets):
        raise LinkworkError('The scope is empty. Name what the round covers, e.g. --scope "Services, Offers".')
    return Scope(tuple(kinds), tuple(areas), tuple(sheets))


def _link_kind_covered(scope: Scope, kind: LinkKind) -> pl.Expr:
    # Links are written in capitals in every schema, kinds of node never are.
    link_words = {word for word in scope.kinds if word.isupper()}
    node_words = [word for word in scope.kinds if word not in link_words]
    named = pl.lit(not link_words or kind.name in link_words)
    return named & pl.col("from_kind").is_in(node_words) if node_words else named
