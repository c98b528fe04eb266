"""What of a view goes into the workbook of one organisation: it and what is its own, and the terms that these name."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from linkwork.errors import LinkworkError
from linkwork.graph.fold import View
from linkwork.graph.identity import slug
from linkwork.words import listed

#: A kind and an id.
End = tuple[str, str]
#: The kind of a link and its two ends.
Joined = tuple[str, End, End]
#: What another body's workbook would hold: named here by id, without a row.
OTHERS = frozenset({"Organisation", "Service", "Offer", "Post", "Person", "Fund", "Insight"})
#: Links from a term to the wider one that it is part of.
UPWARD = frozenset({"BROADER", "WITHIN", "IN_POLICY"})


@dataclass(frozen=True, slots=True)
class Part:
    """The ids of an organisation and what is its own, and those of every record that has a row in its workbook."""

    own: frozenset[str]
    rows: frozenset[str]

    def touches(self, first: End, last: End) -> bool:
        """Whether a link between these is about what is the organisation's own."""
        return first[1] in self.own or last[1] in self.own

    def inside(self, first: End, last: End) -> bool:
        """Whether both have a row."""
        return first[1] in self.rows and last[1] in self.rows


def organisation_called(view: View, given: str) -> str:
    """The id of the organisation of this id, name or other name. Raises LinkworkError with the nearest, or with all."""
    frame = view.nodes.get("Organisation")
    live = [] if frame is None else [row for row in frame.iter_rows(named=True) if row["stale_since"] is None]
    if any(row["id"] == given.strip().lower() for row in live):
        return given.strip().lower()
    for names in ([[row["name"]] for row in live], [row["aliases"] or () for row in live]):
        hits = [row["id"] for row, called in zip(live, names, strict=True) if slug(given) in map(slug, called)]
        if len(hits) == 1:
            return str(hits[0])
        if hits:
            raise LinkworkError(f"{given!r} is the name of {listed(hits)}. Give the id. Nothing was written.")
    known = {word.casefold(): word for row in live for word in (row["name"], row["id"])}
    near = get_close_matches(given.casefold(), known, n=1)
    hint = f" Did you mean {known[near[0]]!r}?" if near else ""
    raise LinkworkError(f"No organisation in the view is called {given!r} or has that id.{hint} Nothing was written.")


def the_part_of(organisation: str, links: Sequence[Joined]) -> Part:
    """The organisation, its services with their offers, its posts and whoever is theirs, and the terms they name."""
    own = {organisation}
    own |= {to for name, (_, from_), (_, to) in links if name == "PROVIDES" and from_ == organisation}
    own |= {to for name, (_, from_), (_, to) in links if name == "HAS_OFFER" and from_ in own}
    own |= {to for name, (_, from_), (kind, to) in links if (name, kind, from_) == ("HOSTS", "Post", organisation)}
    own |= {from_ for name, (_, from_), (_, to) in links if name == "IN_SERVICE" and to in own}
    own |= {from_ for _, (kind, from_), (_, to) in links if kind == "Person" and to in own}
    rows = own | {id_ for kind, id_ in _named(links, own) if kind not in OTHERS}
    return Part(frozenset(own), frozenset(_with_wider(rows, links)))


def _named(links: Iterable[Joined], own: set[str]) -> Iterator[End]:
    for _, first, last in links:
        if first[1] in own:
            yield last
        if last[1] in own:
            yield first


def _with_wider(rows: set[str], links: Sequence[Joined]) -> set[str]:
    upward = [(first[1], last[1]) for name, first, last in links if name in UPWARD]
    while more := {wide for narrow, wide in upward if narrow in rows} - rows:
        rows = rows | more
    return rows
