"""Views with one answer written by hand, and what a sheet made of them says."""

from linkwork.graph.view import AnswerView, GraphView
from linkwork.visualise._scene import Group, Words, flat
from linkwork.visualise._sheet import page

ROUNDS = (("mapping", "2026-03-31"),)


def told(id_, rows, nothing="Nobody said.", **asked):
    """A view of Hamlet with the answer to that question: its columns are the keys of the first row."""
    columns = tuple((name, f"what {name} means") for name in (rows[0] if rows else ()))
    found = AnswerView(
        id=id_,
        title=f"Title of {id_}",
        question=f"What does {id_} ask?",
        columns=columns,
        rows=tuple({name: row.get(name) for name, _ in columns} for row in rows),
        how_to_read=f"How {id_} is read.",
        nothing="" if rows else nothing,
        asked=asked,
    )
    return GraphView("Hamlet", (), (), ROUNDS, answers={id_: found})


def texts(sheet):
    """Every line of text of the page, in the order in which it is drawn."""
    return [item.text for item in flat(page(sheet).items) if isinstance(item, Words)]


def titles(sheet):
    """What every group of marks says in full, outermost first."""

    def found(items):
        for item in items:
            if isinstance(item, Group):
                yield from [item.title] if item.title else []
                yield from found(item.items)

    return list(found(page(sheet).items))
