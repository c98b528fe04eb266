"""A made-up town as the atlas is given it: two wards, three services, two questions, two rounds, hostile names."""

from dataclasses import replace

from linkwork.graph.view import AnswerView, ViewNode
from linkwork.visualise._scene import Words
from linkwork.visualise._sheet import Piece, nothing_sheet, sheet_of, table_of
from linkwork.visualise.atlas import AtlasView, Chapter, Comparison, Different, Said
from tests.visualise import towns

HOSTILE = "</script><img src=x onerror=alert(1)>"
THINGS = [
    ViewNode("org-council", "Organisation", "Town Council", facts={"sector": "council"}),
    ViewNode("org-trust", "Organisation", "Walkers' Trust", facts={"sector": "vcse"}),
    ViewNode("org-none", "Organisation", HOSTILE),
    ViewNode("service-advice", "Service", "Advice", facts={"access": "self", "languages": ["Urdu", "Lao"]}),
    ("service-walks", "Service", "Walks"),
    ("service-choir", "Service", "Choir"),
    ("offer-advice", "Offer", "Advice in the north"),
    ("offer-walks", "Offer", "Walks in the south"),
    ("offer-choir", "Offer", "Choir everywhere"),
    ("need-debt", "Need", "Debt"),
    ("need-money", "Need", "Money"),
    ("need-company", "Need", "Company"),
    ("area-town", "Area", "Whole town"),
    ("area-north", "Area", "North"),
    ("area-south", "Area", "South"),
    ("role-lw", "Role", "Link worker"),
    ViewNode("service-old", "Service", "Closed service", live=False),
]
LINKS = [
    ("PROVIDES", "org-council", "service-advice"),
    ("PROVIDES", "org-trust", "service-walks"),
    ("PROVIDES", "org-trust", "service-choir"),
    ("HAS_OFFER", "service-advice", "offer-advice"),
    ("HAS_OFFER", "service-walks", "offer-walks"),
    ("HAS_OFFER", "service-choir", "offer-choir"),
    ("MEETS", "offer-advice", "need-debt"),
    ("MEETS", "offer-walks", "need-company"),
    ("MEETS", "offer-choir", "need-company"),
    ("COVERS", "offer-advice", "area-north"),
    ("COVERS", "offer-walks", "area-south"),
    ("COVERS", "offer-choir", "area-town"),
    ("BROADER", "need-debt", "need-money"),
    ("WITHIN", "area-north", "area-town"),
    ("WITHIN", "area-south", "area-town"),
    ("REFERS_TO", "service-advice", "service-walks"),
    ("STAFFED_BY", "service-advice", "role-lw"),
]


def town():
    """Advice meets debt in the north, Walks meets company in the south, Choir company in the borough."""
    return towns.view(THINGS, LINKS, title="Little Town", note=towns.MADE_UP)


def said(row, file="services.csv"):
    return Said("town-mapping", "2024-05-01", file, "services", row)


def reply(id_, rows, columns=("service", "where", "service_id")):
    return AnswerView(
        id=id_,
        title=f"Title of {id_}",
        question=f"What does {id_} ask?",
        columns=tuple((name, f"what {name} means") for name in columns),
        rows=tuple(dict(zip(columns, row, strict=True)) for row in rows),
        how_to_read=f"How {id_} is read.",
        caveats=(f"What {id_} does not mean.",),
        nothing="" if rows else f"Of {id_} there is nothing.",
        evidence=tuple(("words",) for _ in rows),
        last_confirmed=tuple("2024-05-01" for _ in rows),
    )


def chapter(graph, answer, group, evidence=()):
    bare = replace(sheet_of(graph, answer.id, f"{len(answer.rows)} found", ()), tables=(table_of(answer),))
    sheet = bare if answer.rows else nothing_sheet(graph, answer.id, [], answer.nothing)
    return Chapter(answer.id, group, answer.title, answer.question, answer, sheet, evidence)


def drawn(graph, answer):
    """The chapter of an answer with a picture: a line a row."""
    lines = [f"{row['service']} in {row['where']}" for row in answer.rows]
    sheet = replace(
        sheet_of(graph, "where", "2 services in 2 places", ["2 services"]),
        body=lambda top, wide: Piece(
            [Words(line, 20, top + 20 * n) for n, line in enumerate(lines, start=1)], top + 20 * len(lines)
        ),
        read=("A line says that it is given there.",),
        tables=(table_of(answer),),
    )
    return Chapter("O1", "overlaps", answer.title, answer.question, answer, sheet)


def atlas_town():
    """The town with five questions: with a picture, as a table, with nothing, not to be answered, and of its own."""
    graph = town()
    first = reply("O1", [("Advice", "North", "service-advice"), (HOSTILE, "South", "service-walks")])
    second = reply("C1", [("Walks", "South", "service-walks")])
    own = reply("T1", [(f"Service {n}", "North", f"service-{n}") for n in range(600)])
    pictured = replace(drawn(graph, first), evidence=((said(2), said(3), said(4), said(9)), (said(5, "other.csv"),)))
    return AtlasView(
        graph=graph,
        chapters=(
            pictured,
            chapter(graph, reply("G1", []), "gaps"),
            chapter(graph, second, "change", ((said(7),),)),
            Chapter("D1", "quality", "Title of D1", "What does D1 ask?", why_not="There is no rounds folder here."),
            chapter(graph, own, "my_own"),
        ),
        evidence={"service-advice": (said(2), Said("council", "2024-01-01"))},
        comparison=Comparison(
            "Between then and now: 1 service is new",
            ("town-mapping: then compared with now.",),
            (Different("new", "Service", "Choir (service) is new", (said(8),)), Different("gone", "Service", HOSTILE)),
            "2 differences",
        ),
    )
