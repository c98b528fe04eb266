"""D4: facts that a single source says, and the share that two say alike."""

from collections.abc import Mapping

from linkwork.errors import LinkworkError
from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import ends_of
from linkwork.queries import Finished, Found
from linkwork.queries._landscape import percent
from linkwork.queries._parameters import did_you_mean
from linkwork.queries._words import left_out
from linkwork.words import are


def finish(found: Found) -> Finished:
    """Facts in order of day, kind, id and field."""
    kind, source = (str(found.parameters[name] or "") for name in ("kind", "source"))
    known = [*SCHEMA.node, *SCHEMA.link, "all"]
    if kind not in known:
        raise LinkworkError(f"There is no kind {kind!r}.{did_you_mean(kind, known)}")
    lone = found.rounds.sole(kind)
    facts = sorted(
        (fact for fact in lone.facts if source in ("", fact.source)), key=lambda f: (f.date, f.kind, f.id, f.field)
    )
    kept = facts[: found.parameters["limit"]]
    rows = [
        {
            "id": fact.id,
            "name": _called(fact.id, lone.names),
            "field": fact.field or None,
            "source": fact.source,
            "date": fact.date,
            "kind": fact.kind,
            "still_said": fact.still_said,
            "evidence": [fact.id],
        }
        for fact in kept
    ]
    if not lone.total:
        what = "records" if kind == "all" else SCHEMA.node[kind].plural.lower() if kind in SCHEMA.node else "such links"
        return Finished((), nothing=f"No live {what} have been loaded, so this is not known yet.")
    two = lone.total - len(lone.facts)
    said = f"{two:,} of {lone.total:,} facts ({percent(two / lone.total)}) {are(two)} said by two sources or more."
    return Finished(rows, [said, *left_out(len(kept), len(facts), "facts")])


def _called(id_: str, names: Mapping[str, str]) -> str:
    return " > ".join(names.get(end, end) for end in ends_of(id_) or [id_])
