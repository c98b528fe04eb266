"""O6 and O7 on random towns, against plain loops written from their headings."""

from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from linkwork.queries import Found
from linkwork.queries.overlaps import adjacent_to_core_roles, practices_with_several_roles
from tests.graph.cells import brute_force, landscapes

ROLES, FUNCTIONS, SERVICES, BODIES, POSTS = ("r0", "r1", "r2"), "uvw", ("s0", "s1", "s2", "s3"), ("b0", "b1"), "pqx"


def pairs(a, b):
    """Any of the pairs of these, each in half of the towns."""
    return st.sets(st.sampled_from(list(product(a, b))))


def role_rows(performs, families):
    """The part role_functions."""
    rows = []
    for role in ROLES:
        own = [f for r, f in sorted(performs) if r == role] or [None]
        rows += [
            {
                "role_id": role,
                "role": role,
                "family": families[role],
                "id": f"P{role}{f}",
                "function_id": f,
                "function": f,
            }
            for f in own
        ]
    return rows


FAMILIES = st.fixed_dictionaries({role: st.sampled_from(["connector", "clinical", None]) for role in ROLES})
STAFFED = pairs(SERVICES, ROLES)


def staffing(staffed):
    return [{"id": f"W{s}{r}", "service_id": s, "role_id": r, "role": r} for s, r in sorted(staffed)]


def smaller(a, b):
    return len(a & b) / min(len(a), len(b)) if a and b else 0


def filled(rows):
    # Random lists are often empty: filled, so that what is staffed and what is not are for somebody somewhere.
    some = {"need_ids": ["Na", "Nb"], "area_ids": ["w1"], "include_ids": ["Aa"]}
    return replace(
        rows, offers=[{**row, **{name: row[name] or ids for name, ids in some.items()}} for row in rows.offers]
    )


def of_every_service(rows):
    """The rows of the offers, and one without an offer for each service that has none."""
    more = {"service": "", "offer": "", "providers": [], "sectors": [], "evidence": []}
    without = [{**row, **more} for row in rows.offers]
    known = {row["service_id"] for row in rows.offers}
    nothing = {
        "offer_id": None,
        "provider_ids": [],
        "need_ids": [],
        "area_ids": [],
        "include_ids": [],
        "exclude_ids": [],
    }
    return without + [{"service_id": s, **more, **nothing} for s in SERVICES if s not in known]


@settings(deadline=None)
@given(
    landscapes(least=4),
    st.fixed_dictionaries({s: st.sampled_from(["core", "adjacent", "context"]) for s in SERVICES}),
    st.tuples(STAFFED, pairs(ROLES, FUNCTIONS), pairs(SERVICES, FUNCTIONS), FAMILIES),
)
def test_the_score_of_core_roles_and_adjacent_services_is_what_plain_loops_find(rows, scope, drawn):
    staffed, performs, itself, families = drawn
    rows = filled(rows)
    supply = dict.fromkeys(("service_capacity", "offer_capacity", "referrals_month"))
    found_rows = [
        {"service_id": s, "service": s, "scope": scope[s], "function_id": f, "function": f, "performs_id": f"P{s}{f}"}
        for s in SERVICES
        if scope[s] != "context"
        for f in [f for t, f in sorted(itself) if t == s] or [None]
    ]
    parts = {
        "offers": [{**supply, **row} for row in of_every_service(rows)],
        "terms": [{**row, "name": row["id"]} for row in rows.terms],
        "places": [{**row, "name": row["id"]} for row in rows.areas],
        "demand": [],
        "role_functions": role_rows(performs, families),
        "staffing": staffing(staffed),
    }
    asked = dict.fromkeys(("role", "need", "audience", "area", "service", "provider", "sector"), "")
    found = Found(found_rows, parts, {**asked, "family": "connector", "limit": 1000})
    told = {
        (row["core_role_id"], row["adjacent_service_id"]): (sorted(row["shared_functions"]), row["score"])
        for row in adjacent_to_core_roles.finish(found).rows
    }
    _, reached = brute_force(rows)
    expected = {}
    for role, service in product(ROLES, SERVICES):
        core = [s for s in SERVICES if scope[s] == "core" and (s, role) in staffed]
        does = {f for r, f in performs if r == role}
        theirs = {f for s, f in itself if s == service}
        theirs |= {f for r, f in performs if (service, r) in staffed}
        if families[role] != "connector" or not core or scope[service] != "adjacent" or not does & theirs:
            continue
        ours = {cell for s in core for cell in reached.get(s, ())}
        there = reached.get(service, set())
        score = smaller(does, theirs)
        for side in (1, 2):
            score *= smaller({cell[side] for cell in ours}, {cell[side] for cell in there})
        expected[role, service] = (sorted(does & theirs), round(score, 4) if ours and there else None)
    assert told == expected


@given(
    st.tuples(pairs(BODIES, SERVICES), pairs(BODIES, POSTS), STAFFED, pairs(ROLES, FUNCTIONS), FAMILIES),
    st.fixed_dictionaries(
        {p: st.tuples(st.sampled_from(ROLES), st.sampled_from([None, *SERVICES]), st.sampled_from([None, 0.5, 1.0]))
         for p in POSTS}
    ),
    st.integers(1, 3),
)  # fmt: skip
def test_the_roles_attached_to_a_practice_are_what_plain_loops_find(drawn, posts, at_least):
    own, hosts, staffed, performs, families = drawn
    named = [
        {"id": b, "name": b, "up_ids": [], "up_names": [], "evidence": [b]}
        | {"services": [{"id": s, "name": s, "link": f"L{b}{s}"} for s in SERVICES if (b, s) in own]}
        for b in BODIES
    ]
    parts = {
        "role_functions": role_rows(performs, families),
        "staffing": staffing(staffed),
        "posts": [
            {"id": p, "post": p, "fte": fte, "vacant_since": None, "role_id": r, "service_id": s, "evidence": [p]}
            for p, (r, s, fte) in posts.items()
        ],
        "hosting": [{"id": f"H{b}{p}", "body_id": b, "to_id": p, "way": "employer"} for b, p in sorted(hosts)],
    }
    asked = {"family": "connector", "at_least": at_least, "role": "", "service": "", "provider": "", "limit": 1000}
    told = {
        row["pcn_or_practice_id"]: (
            set(row["role_ids"]),
            set(row["post_ids"]),
            row["fte"],
            set(row["shared_functions"]),
        )
        for row in practices_with_several_roles.finish(Found(named, parts, asked)).rows
    }
    expected = {}
    for body in BODIES:
        there = {p for p in posts if families[posts[p][0]] == "connector"}
        there = {p for p in there if (body, p) in hosts or (body, posts[p][1]) in own}
        roles = {posts[p][0] for p in there}
        roles |= {r for s, r in staffed if (body, s) in own and families[r] == "connector"}
        fte = [posts[p][2] for p in there if posts[p][2] is not None]
        shared = {f for f in FUNCTIONS if sum((r, f) in performs for r in roles) > 1}
        if len(roles) >= at_least:
            expected[body] = (roles, there, sum(fte) if fte else None, shared)
    assert told == expected
