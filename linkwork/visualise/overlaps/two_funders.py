"""Where two funders pay for the same: from who pays, by the services paid for, to the needs they meet.

That a funder pays for a service is said by the graph; the answer says who pays for the same need, group and area. A
fund that was not published is never named: it pays for the services of a row that no other of its funders pays for.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import name_in, names_in
from linkwork.visualise._flows import Block, Flow, Flows, flows_piece
from linkwork.visualise._scene import SMALL, Item, Words, hatching, rectangle
from linkwork.visualise._sheet import EDGE, Piece, Sheet, fitted, nothing_sheet, room_below, rows_of
from linkwork.visualise._style import INK
from linkwork.visualise._words import brief, plain
from linkwork.words import counted, listed

DRAWING_NAME = "two-funders"
UNNAMED = "a fund that was not published"
MOST = 16
FILLS = ("#f8dca0", "#b9d9ee", "#a6ddcb")


@dataclass(frozen=True, slots=True)
class Shared:
    """One need and area for which several pay: its funders, its services by id, and who is known to pay for which."""

    need: str
    need_id: str
    area: str
    groups: tuple[str, ...]
    funders: tuple[str, ...]
    services: Mapping[str, str]
    pays: tuple[tuple[str, str], ...]


def sheet(view: GraphView) -> Sheet:
    """The flows of money in numbers of combinations; a page that says why there are none where there are no rows."""
    rows = rows_of(view, "O5")
    if not rows:
        return nothing_sheet(view, DRAWING_NAME, ("O5",), "Nothing was asked about funders.")
    paid = payers(view)
    found = [_shared(row, paid) for row in rows]
    said = Said(DRAWING_NAME, "O5", _finding(found), _counts(found), _how_to_read(found))
    return fitted(sheet_about(view, said, lambda top, wide: _body(found, top, wide)), 900.0)


def payers(view: GraphView) -> dict[str, set[str]]:
    """The names of those who pay for each service by itself or by a post in it, by the service's id."""
    called = {node.id: plain(node.name) for node in view.nodes if node.live and node.kind in {"Organisation", "Fund"}}
    live = [link for link in view.links if link.live]
    posts: dict[str, list[str]] = defaultdict(list)
    for link in live:
        if link.kind == "IN_SERVICE":
            posts[link.from_id].append(link.to_id)
    paid: dict[str, set[str]] = defaultdict(set)
    for link in live:
        if link.kind == "FUNDS" and link.from_id in called:
            for service in (link.to_id, *posts.get(link.to_id, ())):
                paid[service].add(called[link.from_id])
    return paid


def _shared(row: Mapping[str, object], paid: Mapping[str, set[str]]) -> Shared:
    funders = tuple(dict.fromkeys(names_in(row, "funders")))
    ids = row["service_ids"] if isinstance(row["service_ids"], list | tuple) else ()
    said = [*names_in(row, "services"), *("(no name)" for _ in ids)]
    services = {str(id_): said[n] for n, id_ in enumerate(ids)}
    pays: list[tuple[str, str]] = []
    for id_ in services:
        known = [funder for funder in funders if funder in paid.get(id_, ())]
        if not known:
            known = list(funders) if len(services) == 1 else [funder for funder in funders if funder == UNNAMED]
        pays += [(funder, id_) for funder in known]
    need, area = name_in(row, "need"), name_in(row, "area", "anywhere")
    return Shared(need, str(row["need_id"]), area, names_in(row, "group"), funders, services, tuple(pays))


def _body(found: Sequence[Shared], top: float, wide: float) -> Piece:
    flows = _flows(found)
    room = max(300.0, min(620.0, room_below(top + 30, wide)))
    drawn = flows_piece(flows, (EDGE, top), wide - 2 * EDGE, room)
    if not any(block.hatched for block in flows.blocks):
        return drawn
    box = (EDGE, drawn.end + 12, EDGE + 24, drawn.end + 26)
    words = "several funders pay for this service itself; else each pays for a different one"
    key: list[Item] = [rectangle(box, FILLS[1], INK, 0.7), hatching(box, INK, 5.0, 0.9)]
    return Piece([*drawn.items, *key, Words(words, EDGE + 31, drawn.end + 23, SMALL)], drawn.end + 30)


def _flows(found: Sequence[Shared]) -> Flows:
    """Blocks and bands, each as thick as the number of combinations; of each column those of most, at most so many."""
    of_funder = Counter(funder for one in found for funder in one.funders)
    of_service = Counter(id_ for one in found for id_ in one.services)
    of_need = Counter(one.need_id for one in found)
    called = {id_: words for one in found for id_, words in one.services.items()}
    needs = {one.need_id: one.need for one in found}
    kept = _most(of_funder), _most(of_service), _most(of_need)
    pays = Counter(pair for one in found for pair in one.pays)
    meets = Counter((id_, one.need_id) for one in found for id_ in one.services)
    several = {id_ for id_ in of_service if len({funder for funder, paid in pays if paid == id_}) > 1}
    blocks = [Block(f"f {who}", who, 0, _title(who, of_funder[who]), FILLS[0]) for who in kept[0]]
    blocks += [
        Block(f"s {id_}", called[id_], 1, _title(called[id_], of_service[id_]), FILLS[1], id_ in several)
        for id_ in kept[1]
    ]
    blocks += [Block(f"n {id_}", needs[id_], 2, _title(needs[id_], of_need[id_]), FILLS[2]) for id_ in kept[2]]
    bands = [
        Flow(f"f {who}", f"s {id_}", number, f"{who} pays for {called[id_]}, in {_places(number)}")
        for (who, id_), number in sorted(pays.items())
        if who in kept[0] and id_ in kept[1]
    ]
    bands += [
        Flow(f"s {id_}", f"n {need}", number, f"{called[id_]} meets {needs[need]}, in {_places(number)}")
        for (id_, need), number in sorted(meets.items())
        if id_ in kept[1] and need in kept[2]
    ]
    headings = "who pays", "for which service", "that meets which need"
    return Flows(headings, tuple(blocks), tuple(bands))


def _most(number: Counter[str]) -> list[str]:
    return sorted(number, key=lambda id_: (-number[id_], id_))[:MOST]


def _title(words: str, number: int) -> str:
    return f"{words}: in {_places(number)}"


def _places(number: int) -> str:
    return f"{counted(number, 'combination')} of need, groups and area"


def _finding(found: Sequence[Shared]) -> str:
    funders = Counter(funder for one in found for funder in one.funders if funder != UNNAMED)
    pay = f"several funders pay for the same in {_places(len(found))}"
    if not funders:
        return pay
    most = min(funders, key=lambda who: (-funders[who], who))
    return f"{pay}; {brief(most)} is one of them in {funders[most]}"


def _counts(found: Sequence[Shared]) -> Iterator[str]:
    funders = {funder for one in found for funder in one.funders}
    services = {id_ for one in found for id_ in one.services}
    needs = {one.need_id for one in found}
    yield f"{counted(len(funders), 'funder')}, {counted(len(services), 'service')}, {counted(len(needs), 'need')}"
    for every, what in ((funders, "funders"), (services, "services"), (needs, "needs")):
        if len(every) > MOST:
            yield f"showing {MOST} of {len(every)} {what}"


def _how_to_read(found: Sequence[Shared]) -> tuple[str, ...]:
    one = found[0]
    groups = f" for {listed(one.groups, most=4)}" if one.groups else ""
    services = listed(one.services.values(), most=4)
    return (
        "Bands go from who pays, by the services, to the needs; they are as thick as the number of combinations of "
        "need, groups and area, and say nothing of pounds.",
        f"So for {one.need}{groups} in {one.area} {listed(one.funders, most=4)} pay, by {services}.",
        "Two funders are not one too many: most services need more than one. It is where they had better talk.",
    )


DRAWING = Drawing(
    name=DRAWING_NAME,
    title="Two funders for the same need, group and area",
    question="Where do two funders pay for the same need, group and area?",
    sheet=sheet,
    asks=(Asks("O5"),),
    of="O5",
)
