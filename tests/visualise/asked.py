"""Views of a hamlet with answers written by hand, and what the sheet of a question's picture says and shows."""

from linkwork.graph.view import AnswerView, GraphView
from linkwork.queries import catalogue
from linkwork.visualise import drawing_of
from linkwork.visualise._scene import Group, Outline, Words, flat
from linkwork.visualise._sheet import page

ROUNDS = (("hamlet-mapping", "2026-03-31"),)


def view(**answers):
    """Hamlet with these answers, each a list of rows; a row may say only what the question has a column for."""
    return GraphView("Hamlet", (), (), ROUNDS, answers={id_: _answer(id_, rows) for id_, rows in answers.items()})


def _answer(id_, rows):
    question = catalogue().find(id_)
    names = [column.name for column in question.columns]
    assert all(set(row) <= set(names) for row in rows), f"{id_} has no such column"
    return AnswerView(
        id=id_,
        title=question.title,
        question=question.question,
        columns=tuple((column.name, column.meaning) for column in question.columns),
        rows=tuple({name: row.get(name) for name in names} for row in rows),
        how_to_read=question.how_to_read,
        nothing="" if rows else f"Of {id_} there is nothing.",
    )


def sheet(id_, **answers):
    """The sheet of the picture of that question."""
    return drawing_of(id_).sheet(view(**answers))


def texts(found):
    """Every line of text on the page, in the order in which it is drawn."""
    return [item.text for item in flat(page(found).items) if isinstance(item, Words)]


def groups(found):
    """What each group on the page says in full, with the group: its lines and outlines."""

    def within(items):
        for item in items:
            if isinstance(item, Group):
                if item.title:
                    yield item.title, item
                yield from within(item.items)

    return dict(within(page(found).items))


def lines_in(group):
    """The lines of text of a group."""
    return [item.text for item in flat([group]) if isinstance(item, Words)]


def outlines_in(group):
    """The outlines of a group."""
    return [item for item in flat([group]) if isinstance(item, Outline)]


def overlapping(found):
    """Pairs of lines of text that lie over one another on the page."""
    from linkwork.visualise._text import width

    boxes = []
    for item in flat(page(found).items):
        if isinstance(item, Words) and not item.turn and item.text.strip():
            wide = width(item.text, item.size, item.bold) / 1.06
            left = item.x - {"start": 0.0, "middle": wide / 2, "end": wide}[item.anchor]
            boxes.append((item.text, left, item.y - item.size * 0.7, left + wide, item.y))
    return [
        (a[0], b[0])
        for n, a in enumerate(boxes)
        for b in boxes[n + 1 :]
        if a[1] < b[3] and b[1] < a[3] and a[2] < b[4] and b[2] < a[4]
    ]


def step(route, n, to, **more):
    """One step of a route from the practice to food."""
    said = {"door": "The practice", "door_id": "org-p", "need": "Food", "need_id": "need-food", "eligibility_ok": True}
    return {"route": route, "step": n, "to": to, "to_id": f"service-{to}", "link_id": f"link-{to}", **said, **more}


def link(sender, receiver, **more):
    """A referral link between two that are called as their ids are."""
    return {
        "from": sender,
        "from_id": sender,
        "to": receiver,
        "to_id": receiver,
        "link_id": f"{sender}>{receiver}",
        **more,
    }
