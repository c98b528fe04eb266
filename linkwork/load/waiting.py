"""Links that wait for an end: a sentence for each, with what may have been meant."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from linkwork.errors import Problem
from linkwork.graph.difference import private_ids
from linkwork.graph.fold import View
from linkwork.graph.identity import slug
from linkwork.graph.naming import Bearers
from linkwork.graph.privacy import UNQUOTED
from linkwork.graph.rounds import Round
from linkwork.graph.shapes import Schema
from linkwork.words import listed

#: Of so many names at most the nearest is looked for, and for so many ends at most: each costs some milliseconds.
NAMES, ENDS = 2000, 50
#: How alike two names have to be, 0 to 1.
ALIKE = 0.7


def waiting(rounds: Sequence[Round], view: View, schema: Schema) -> tuple[list[str], str]:
    """The links of these rounds that wait for an end in the view, and what joins them.

    It is a sentence for each row that says one, in order; and in words what describes the ends, "" where none waits.
    """
    known = {id_ for frame in view.nodes.values() for id_ in frame["id"]}
    private = private_ids([view], schema)
    meant = _Meant(Bearers(view), private)
    sentences, undescribed = set[str](), set[str]()
    for round_ in rounds:
        for table in round_.tables:
            loose = view.links.get(table.kind)
            if table.kind not in schema.link or loose is None:
                continue
            ids = loose.filter(loose["loose"]).select("id")
            for row in table.rows.join(ids, on="id", how="semi").iter_rows(named=True):
                ends = [(row[f"{end}_kind"], row[f"{end}_id"]) for end in ("from", "to")]
                missing = [(kind, id_) for kind, id_ in ends if id_ not in known]
                place = Problem(row["_file"], row["_sheet"] or "", row["_row"]).place
                first, last = (_called(end, private, "'") for end in ends)
                says = f"{first} {schema.link[table.kind].reads} {last}"
                lacking = " or ".join(_called(end, private) for end in missing)
                hint = "".join(meant.hint(kind, id_, round_.source) for kind, id_ in missing)
                sentences.add(f"{place}: {says}, but no round describes {lacking}.{hint}")
                undescribed |= {kind for kind, _ in missing}
    return sorted(sentences), _way_out([kind.plural for kind in schema.nodes if kind.name in undescribed])


def _way_out(sheets: Sequence[str]) -> str:
    if not sheets:
        return ""
    where = f"on the sheet{'s' if len(sheets) > 1 else ''} {listed(sheets)} of a mapping workbook"
    return f"give what is missing a row of its own ({where}), or mend its name; then load again"


def _called(end: tuple[str, str], private: frozenset[str], mark: str = "") -> str:
    """An end of a link by its id; by its kind alone where that stands for a person or for a name that is private."""
    kind, id_ = end
    if id_ in private or kind == "Person":
        return f"a {kind.lower()} (not shown, {UNQUOTED['confidential' if id_ in private else 'personal']})"
    return f"{mark}{id_}{mark}"


@dataclass
class _Meant:
    """What to write instead of an id that nothing bears; worked out once for each. Nothing that is private is named."""

    bearers: Bearers
    private: frozenset[str]
    _done: dict[tuple[str, str], str] = field(default_factory=dict)

    def hint(self, kind: str, id_: str, source: str) -> str:
        """The thing of that name that another source describes, else the nearest name of the kind; empty if none is."""
        key = (kind, id_)
        if id_ in self.private:
            return ""
        if key not in self._done:
            name = id_.partition("-")[2].removeprefix(f"{slug(source)}-")
            same = sorted(self.bearers.of(kind, name) - self.private)
            said = f" If you mean {same[0]}, which another source describes, write that id." if same else ""
            self._done[key] = said or (self._nearest(kind, name) if len(self._done) < ENDS else "")
        return self._done[key]

    def _nearest(self, kind: str, called: str) -> str:
        names = self.bearers.known(kind)
        if not called or len(names) > NAMES:
            return ""
        by_slug = {slug(name): (name, id_) for name, id_ in names.items()}
        near = get_close_matches(called, sorted(by_slug), n=1, cutoff=ALIKE)
        if not near:
            return ""
        name, id_ = by_slug[near[0]]
        return "" if id_ in self.private else f" The nearest known name is {name!r} ({id_})."
