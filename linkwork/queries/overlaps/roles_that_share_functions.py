"""O2: the functions that two roles share, and what each performs alone."""

from linkwork.graph.measures.functions import Sharing, alone, sharing
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._roles import Roles
from linkwork.queries._words import left_out

CONNECTOR = "connector"


def finish(found: Found) -> Finished:
    """Pairs of roles; two connectors first, then by coefficient and the number of functions that both perform."""
    roles = Roles(found, found.parameters["family"])
    own = alone(roles.does)
    least = float(found.parameters["at_least"])
    pairs = [pair for pair in sharing(roles.does) if pair.coefficient >= least - 1e-9 and _asked(pair, found)]
    pairs.sort(key=lambda pair: _order(pair, roles))
    kept = pairs[: int(found.parameters["limit"])]
    said = [*left_out(len(kept), len(pairs), "pairs"), *roles.silent(roles.families)]
    return Finished([_row(pair, roles, own) for pair in kept], said)


def _asked(pair: Sharing, found: Found) -> bool:
    role, service = found.parameters["role"], found.parameters["service"]
    there = {row["role_id"] for row in found.rows if row["service_id"] == service}
    return role in ("", pair.a, pair.b) and (not service or bool(there & {pair.a, pair.b}))


def _order(pair: Sharing, roles: Roles) -> tuple[object, ...]:
    connectors = all(roles.families[id_] == CONNECTOR for id_ in (pair.a, pair.b))
    names = (roles.names[pair.a], roles.names[pair.b])
    return (not connectors, -pair.coefficient, -len(pair.shared), names, pair.a, pair.b)


def _row(pair: Sharing, roles: Roles, own: dict[str, frozenset[str]]) -> Row:
    a, b = (_settings(id_, roles) for id_ in (pair.a, pair.b))
    staffing = [id_ for row in roles.found.rows if row["role_id"] in (pair.a, pair.b) for id_ in row["evidence"]]
    return {
        "role_a": roles.names[pair.a],
        "role_b": roles.names[pair.b],
        "shared_functions": roles.called(pair.shared),
        "only_a": roles.called(pair.only_a),
        "only_b": roles.called(pair.only_b),
        "overlap_coefficient": round(pair.coefficient, 4),
        "settings": sorted(a & b),
        "settings_a": sorted(a) or None,
        "settings_b": sorted(b) or None,
        "own_a": roles.called(own[pair.a]),
        "own_b": roles.called(own[pair.b]),
        "depths": _depths(pair, roles),
        "role_a_id": pair.a,
        "role_b_id": pair.b,
        "evidence": [*roles.evidence((pair.a, pair.b)), *staffing],
    }


def _settings(role: str, roles: Roles) -> set[str]:
    return {row["setting"] for row in roles.found.rows if row["role_id"] == role and row["setting"]}


def _depths(pair: Sharing, roles: Roles) -> list[str]:
    """`Assess (support, clinical)` for each shared function of which both depths are known and differ."""
    found = []
    for function in pair.shared:
        a, b = (roles.performs[id_, function]["depth"] for id_ in (pair.a, pair.b))
        if a and b and a != b:
            found.append(f"{roles.names[function]} ({a.replace('_', ' ')}, {b.replace('_', ' ')})")
    return sorted(found)
