"""The view of a store's rounds, folded once for what asks it twice: what a load would change, and the graph it makes.

Rounds never change, and one that is proposed says what it will say once it is kept, so that what was folded stays true
for as long as anybody holds it.
"""

from collections.abc import Hashable, Sequence
from dataclasses import replace

import polars as pl

from linkwork.graph.fold import Folding, View, everywhere, folding, said_by, within
from linkwork.graph.place import Place
from linkwork.graph.rounds import Round, RoundStore
from linkwork.graph.rules import Rules

#: A load weighs what was there against what will be.
HELD = 2


def current_view(store: RoundStore) -> View:
    """What the rounds of this store that count come to, on the store's day where it has one: what the graph holds.

    Every answer that is read from the rounds begins with it, so that `--as-of` is the same day for all.
    """
    return view_of(store, store.folded(), store.rules, store.until)


def statements(store: RoundStore) -> tuple[dict[str, list[pl.DataFrame]], Folding]:
    """What the rounds of this store that count say, by kind, and what they are folded by, on the store's day too.

    For what asks who says something, where the view has what is shown.
    """
    rounds = store.folded()
    said = said_by(rounds)
    return said, folding(said, rounds, store.schema, store.rules.by(store.until))


def view_of(store: RoundStore, rounds: Sequence[Round], rules: Rules, as_of: str | None = None) -> View:
    """What `fold` gives of rounds of this store, folded only where that was not done for it already."""
    key, view = _folded(store, rounds, rules, as_of)
    # The one that was asked for longest ago goes first.
    for old in list(store.views)[: max(0, len(store.views) + 1 - HELD)]:
        del store.views[old]
    store.views[key] = view
    return within(view, rules.place)


def last_view_of(store: RoundStore, rounds: Sequence[Round], rules: Rules, as_of: str | None = None) -> View:
    """The same where nobody will ask for it again, so that it goes when it has been read: a country's is gigabytes."""
    return within(_folded(store, rounds, rules, as_of)[1], rules.place)


def _folded(store: RoundStore, rounds: Sequence[Round], rules: Rules, as_of: str | None) -> tuple[Hashable, View]:
    """A view of everywhere, which is held by nobody else then, and what it is held by."""
    anywhere = replace(rules, place=Place())
    # The same day is the same view, named or not.
    day = as_of or max((one.as_of for one in rounds), default="")
    key = (tuple(_said(one) for one in rounds), day, anywhere.by(as_of).text)
    view: View | None = store.views.pop(key, None)
    return key, everywhere(rounds, store.schema, as_of, anywhere) if view is None else view


def _said(one: Round) -> Hashable:
    """What makes a statement the same as another (`RoundStore.same`), and the round it is kept as."""
    return one.id, one.manifest.get("fingerprint"), one.complete, one.scope
