"""O1, which services do the same thing, beside the same measure written by hand and in Cypher.

The whole answer is set beside the whole answer by hand, which is held to the same rows, evidence and all; the pairs
alone beside the pairs alone. Seconds are those of the processor: rivals and O1 run in one process each, and none of
them waits for anything else.

    python -m benchmarks overlap
"""

import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import _overlap_rivals as rivals
from benchmarks._overlap_answers import answer
from benchmarks._overlap_town import england_alike
from benchmarks.clock import Clock, Took, apart, in_turn
from benchmarks.projects import built, keep_round
from benchmarks.report import Chart, Part, Target
from linkwork.graph.engine import Engine, GraphAddress, Limits, Row, TookTooLong, open_engine
from linkwork.graph.measures.demand import weighed
from linkwork.graph.measures.overlap import Overlap, overlaps
from linkwork.graph.rounds import RoundStore
from linkwork.queries import Found, Question, Settings, ask, catalogue
from linkwork.queries._evidence import attach
from linkwork.queries._landscape import Provision, provision
from linkwork.queries._reading import read_parts

SIZES = (5_000, 10_000, 20_000, 100_000)
RUNS = 2
#: Seconds after which a query in Cypher is stopped, and the most services that NetworkX is given.
PATIENCE, NETWORKX = 120.0, 2_000
OURS, ANSWER = "O1's measure", "ask O1, the whole answer"
HAND, WHOLE = ("NumPy", "sets"), ("NumPy, the whole answer", "sets, the whole answer")


def measure() -> Part:
    """O1 and its rivals over England with 500 to 10,000 services, and what its time goes to."""
    took: dict[int, dict[str, Took]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for nodes in SIZES:
            place = Path(folder) / str(nodes)
            made(place, nodes)
            took[nodes // 10] = compared(place, nodes // 10)
    return _part(took)


def made(folder: Path, nodes: int) -> None:
    """Rounds and an embedded graph of England with services that are alike, in `folder`."""
    store = RoundStore(folder / "rounds")
    keep_round(store, england_alike(nodes))
    built(store, folder / "graph")


def compared(folder: Path, services: int, runs: int = RUNS) -> dict[str, Took]:
    """What each took. Raises RuntimeError where two that finished do not give the same pairs, or rows, in one order."""

    def one(name: str) -> Callable[[], Took]:
        return lambda: apart(f"benchmarks.overlap:{name}", folder=str(folder))

    often = {OURS: one("ours"), "NumPy": one("with_numpy"), "sets": one("with_sets")}
    often |= {ANSWER: one("whole"), WHOLE[0]: one("whole_with_numpy"), WHOLE[1]: one("whole_with_sets")}
    once = {"Cypher": one("with_cypher")} | ({"NetworkX": one("with_networkx")} if services <= NETWORKX else {})
    took = in_turn(often, runs) | in_turn(once, 1)
    said = {name: one.said["pairs"] for name, one in took.items() if one.said["pairs"] is not None}
    if wrong := [name for name, pairs in said.items() if pairs != said[OURS]]:
        raise RuntimeError(f"{', '.join(wrong)} and {OURS} do not give the same pairs")
    if wrong := [name for name in WHOLE if took[name].said["rows"] != took[ANSWER].said["rows"]]:
        raise RuntimeError(f"{', '.join(wrong)} and {ANSWER} do not give the same rows")
    return took


class _Reading:
    """The engine with a clock on what is read from it."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self.spent = engine, 0.0

    def read(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        began = time.process_time()
        rows = self._engine.read(cypher, parameters)
        self.spent += time.process_time() - began
        return rows

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever else an engine has
        return getattr(self._engine, name)


class _Evidence:
    """The evidence of a country's rounds with a clock on it."""

    def __init__(self, folder: str) -> None:
        from linkwork.project.asking import Rounds

        self.rounds = Rounds(RoundStore(Path(folder) / "rounds"), internal=False)
        self.spent = 0.0

    def __call__(self, ids: Sequence[str]) -> Mapping[str, Any]:
        began = time.process_time()
        found = self.rounds.evidence(ids)
        self.spent += time.process_time() - began
        return found


def whole(clock: Clock, folder: str) -> dict[str, Any]:
    """`ask O1` as a project answers it, with evidence from its rounds: pairs, rows, and seconds of its three parts."""
    import scipy.sparse  # noqa: F401 - so that the clock does not wait for it

    question, evidence = _question(), _Evidence(folder)
    with open_engine(_graph(folder)) as engine, clock.running():
        reading: Any = _Reading(engine)
        rows = ask(reading, question, {}, evidence, Settings("ward", evidence.rounds)).rows
    return _whole(clock, rows, reading, evidence)


def whole_with_numpy(clock: Clock, folder: str) -> dict[str, Any]:
    """The rows of O1 by hand, to the pairs with NumPy."""
    return _whole_by_hand(clock, folder, rivals.by_numpy)


def whole_with_sets(clock: Clock, folder: str) -> dict[str, Any]:
    """The rows of O1 by hand, to the pairs with sets and dicts."""
    return _whole_by_hand(clock, folder, rivals.by_sets)


def _whole_by_hand(clock: Clock, folder: str, work: Callable[[rivals.Stated], list[rivals.Pair]]) -> dict[str, Any]:
    evidence = _Evidence(folder)
    with open_engine(_graph(folder)) as engine, clock.running():
        reading: Any = _Reading(engine)
        said = rivals.stated(reading)
        rows = attach(answer(reading, said, work(said)), evidence)
    return _whole(clock, rows, reading, evidence)


def _whole(clock: Clock, rows: Sequence[Mapping[str, Any]], reading: _Reading, evidence: _Evidence) -> dict[str, Any]:
    names = ("service_a_id", "service_b_id", "shared_cells", "containment_a_in_b", "containment_b_in_a", "jaccard")
    pairs = [[row[name] for name in names] for row in rows]
    rest = clock.processor - reading.spent - evidence.spent
    parts = {"reading": reading.spent, "arithmetic": rest, "evidence": evidence.spent}
    return {"pairs": pairs, "rows": [dict(row) for row in rows], **parts}


def ours(clock: Clock, folder: str) -> dict[str, Any]:
    """What the rivals do and no more: O1's rows from the engine, its cells and its pairs; no chance, no evidence."""
    import scipy.sparse  # noqa: F401 - so that the clock does not wait for it

    question = _question()
    with open_engine(_graph(folder)) as engine, clock.running():
        reading: Any = _Reading(engine)
        parts = read_parts(reading, question.uses)
        town = provision(Found([], parts, {}, settings=Settings("ward")))
        cells = weighed(town.cells, town.demand).cells
        pairs = [_pair(town, one) for one in overlaps(cells, rivals.LEAST, rivals.LIMIT).pairs]
    return {"pairs": pairs, "reading": reading.spent, "arithmetic": clock.processor - reading.spent, "evidence": 0.0}


def with_numpy(clock: Clock, folder: str) -> dict[str, Any]:
    """The pairs with NumPy."""
    return _by_hand(clock, folder, rivals.by_numpy)


def with_sets(clock: Clock, folder: str) -> dict[str, Any]:
    """The pairs with sets and dicts."""
    return _by_hand(clock, folder, rivals.by_sets)


def with_networkx(clock: Clock, folder: str) -> dict[str, Any]:
    """The pairs with NetworkX."""
    import networkx  # noqa: F401 - so that the clock does not wait for it

    return _by_hand(clock, folder, rivals.by_networkx)


def _by_hand(clock: Clock, folder: str, work: Callable[[rivals.Stated], list[rivals.Pair]]) -> dict[str, Any]:
    with open_engine(_graph(folder)) as engine, clock.running():
        reading: Any = _Reading(engine)
        pairs = work(rivals.stated(reading))
    rest = clock.processor - reading.spent
    return {"pairs": [list(pair) for pair in pairs], "reading": reading.spent, "arithmetic": rest, "evidence": 0.0}


def with_cypher(clock: Clock, folder: str) -> dict[str, Any]:
    """The pairs by one query in Cypher; no pairs where it is stopped."""
    with open_engine(_graph(folder)) as engine, clock.running():
        try:
            rows = engine.read_within(rivals.CYPHER, Limits(PATIENCE, rivals.LIMIT)).rows
        except TookTooLong:
            return {"pairs": None}
    return {"pairs": [list(pair) for pair in rivals.by_cypher(rows)]}


def _graph(folder: str) -> GraphAddress:
    return GraphAddress(f"{folder}/graph")


def _question() -> Question:
    return catalogue().find("O1")


def _pair(town: Provision, one: Overlap) -> list[Any]:
    ids = [town.cells.services[place] for place in (one.a, one.b)]
    shares = [round(share, 4) for share in (one.containment_a_in_b, one.containment_b_in_a, one.jaccard)]
    return [*ids, int(one.shared), *shares]


def _part(took: Mapping[int, Mapping[str, Took]]) -> Part:
    every = list(took)
    names = (ANSWER, *WHOLE, OURS, *HAND, "NetworkX", "Cypher")
    most = took[every[-1]]
    return Part(
        "overlap",
        "Which services do the same thing (O1)",
        "python -m benchmarks overlap",
        ("What was run", *(f"{n:,} services" for n in every), "times O1's own", "peak MB"),
        [_row(name, took) for name in names],
        _targets(every[-1], most),
        _notes(every[-1], most),
        [
            Chart(
                "Seconds until the pairs that overlap most are there",
                {name: [_seconds(took[n].get(name)) for n in every] for name in names},
                [float(n) for n in every],
                of="services",
            )
        ],
    )


def _seconds(one: Took | None) -> float | None:
    return round(one.processor, 3) if one is not None and one.said["pairs"] is not None else None


def _row(name: str, took: Mapping[int, Mapping[str, Took]]) -> list[str]:
    cells = [_words(one.get(name)) for one in took.values()]
    last = list(took.values())[-1]
    one = last.get(name)
    if one is None:
        return [name, *cells, "", ""]
    more = "" if one.said["pairs"] is not None else "more than "
    own = last[ANSWER if name in WHOLE or name == ANSWER else OURS]
    return [name, *cells, f"{more}{one.processor / own.processor:.2f}", f"{one.megabytes:,.0f}"]


def _words(one: Took | None) -> str:
    if one is None:
        return "not run"
    return f"{one.processor:.2f} s" if one.said["pairs"] is not None else f"stopped after {PATIENCE:.0f} s"


def _targets(services: int, took: Mapping[str, Took]) -> list[Target]:
    best = min(WHOLE, key=lambda name: took[name].processor)
    own, cypher = took[ANSWER].processor, took["Cypher"].processor
    hand, times = took[best].processor / own, cypher / own
    over = "more than " if took["Cypher"].said["pairs"] is None else ""
    what = f"O1 over {services:,} services"
    return [
        Target(f"{what}: no slower than by hand", f"{best}, takes {hand:.2f} times as long", hand >= 1),
        Target(f"{what}: 10 times faster than Cypher", f"{over}{times:.1f} times as fast", times >= 10),
    ]


def _notes(services: int, took: Mapping[str, Took]) -> list[str]:
    def parts(name: str) -> str:
        said = took[name].said
        words = [f"{said[what]:.2f} s {what}" for what in ("reading", "arithmetic", "evidence") if said[what]]
        return f"{name} {', '.join(words)}"

    return [
        "Seconds are those of the processor. Each reads what it needs from the same embedded graph, on the clock; all "
        "that finished gave the same pairs in the same order, to four decimals.",
        f"`{ANSWER}` and those by hand give the same rows: pairs and their shares, names, what is shared, chance over "
        "every pair, judgements, and the file and row behind each. By hand, what only shown rows need is read for them "
        "alone, and chance is counted with NumPy. Cypher gives the pairs alone, and so does what stands as measure.",
        f"Over {services:,} services: {'; '.join(parts(name) for name in (ANSWER, *WHOLE, OURS, *HAND))}.",
        "The rivals take needs, groups and wards as they are stated, which is right in the made-up England alone: O1 "
        "also follows what is broader, what means the same and what lies in what, and weighs by people in need where "
        "their number is known everywhere.",
        f"NetworkX holds a cell of a service as an edge, and is run up to {NETWORKX:,} services.",
    ]
