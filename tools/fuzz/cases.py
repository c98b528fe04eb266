"""Cases as hypothesis draws them: a valid town with a few things changed, or with its bytes changed."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

from hypothesis import strategies as st

from linkwork.loaders import Loader
from tools.fuzz.documents import (
    FORMS,
    RAW,
    Document,
    Element,
    Files,
    Lines,
    Markup,
    Rows,
    Sheets,
    Tree,
    packed,
    written,
)
from tools.fuzz.nasty import CELLS, JSON, KEYS, MARKUP, TEXTS
from tools.fuzz.towns import towns

#: A case has at most so many changes.
MOST = 4
Draw = Callable[[st.SearchStrategy[Any]], Any]
TEXT = st.sampled_from(TEXTS) | st.text(max_size=12)
NAME = st.sampled_from(("id", "name", "source", "target", "key", "for", "label", "type")) | TEXT.map(
    lambda text: "".join(filter(str.isalnum, text))[:9] or "x"
)


def structured(loader: Loader) -> st.SearchStrategy[Files]:
    """Files of a loader with one to MOST cells, headings, rows, sheets, nodes or lines changed."""
    return _structured(loader)


def of_bytes(loader: Loader) -> st.SearchStrategy[Files]:
    """Files of a loader with the bytes of one of them changed, or of one part of it where it is a zip."""
    return _of_bytes(loader)


def slots(files: Files) -> list[tuple[str, str]]:
    """What may have its bytes changed: each file, and each part of one that is a zip ("" is the whole file)."""
    found = []
    for path, content in files.items():
        found.append((path, ""))
        if content.startswith(b"PK"):
            with zipfile.ZipFile(BytesIO(content)) as archive:
                found += [(path, name) for name in archive.namelist()]
    return found


def content_of(files: Files, slot: tuple[str, str]) -> bytes:
    """The bytes in a slot."""
    path, part = slot
    if not part:
        return files[path]
    with zipfile.ZipFile(BytesIO(files[path])) as archive:
        return archive.read(part)


def put(files: Files, slot: tuple[str, str], content: bytes) -> Files:
    """The files with other bytes in a slot."""
    path, part = slot
    if part:
        with zipfile.ZipFile(BytesIO(files[path])) as archive:
            content = packed({name: content if name == part else archive.read(name) for name in archive.namelist()})
    return {**files, path: content}


def plain(loader: Loader) -> list[Files]:
    """Every valid load of a loader in every form that differs."""
    made = [_files(documents, form) for form in FORMS for documents in towns(loader)]
    return [files for place, files in enumerate(made) if files not in made[:place]]


def _files(documents: list[Document], form: str) -> Files:
    return {path: content for document in documents for path, content in written(document, form).items()}


@st.composite
def _structured(draw: Draw, loader: Loader) -> Files:
    documents = draw(st.sampled_from(range(len(towns(loader)))).map(lambda place: towns(loader)[place]))
    form = draw(st.sampled_from(FORMS))
    for _ in range(draw(st.integers(1, MOST))):
        document = draw(st.sampled_from(documents))
        if isinstance(document, Sheets):
            _change_sheets(draw, document)
        elif isinstance(document, Tree):
            document.held = _changed_json(draw, document.held)
        elif isinstance(document, Markup):
            _change_element(draw, document.root)
        else:
            _change_lines(draw, document)
    return _files(documents, form)


@st.composite
def _of_bytes(draw: Draw, loader: Loader) -> Files:
    files = draw(st.sampled_from(plain(loader)))
    slot = draw(st.sampled_from(slots(files)))
    content = content_of(files, slot)
    for _ in range(draw(st.integers(1, MOST))):
        at, length = draw(st.integers(0, len(content))), draw(st.integers(0, 8))
        put_in = draw(st.binary(max_size=8) | st.sampled_from([text.encode("utf-8", "replace") for text in TEXTS]))
        how = draw(st.sampled_from(("over", "in", "out", "cut", "twice")))
        before, after = content[:at], content[at:]
        content = {
            "over": before + put_in + after[len(put_in) :],
            "in": before + put_in + after,
            "out": before + after[length:],
            "cut": before,
            "twice": before + before[-64:] + after,
        }[how]
    return put(files, slot, content)


def _change_sheets(draw: Draw, document: Sheets) -> None:
    name = draw(st.sampled_from(sorted(document.sheets)))
    rows = document.sheets[name]
    how = draw(st.sampled_from(("cell", "cell", "cell", "heading", "row", "column", "sheet")))
    if how in ("cell", "heading") and rows:
        row = rows[0 if how == "heading" else draw(st.integers(0, len(rows) - 1))]
        if row:
            row[draw(st.integers(0, len(row) - 1))] = draw(TEXT | st.sampled_from(CELLS))
    elif how == "row":
        _change_list(draw, rows, st.lists(TEXT, max_size=3).map(lambda more: [*(rows[-1] if rows else []), *more]))
    elif how == "column":
        _change_columns(draw, rows)
    else:
        _change_sheet_names(draw, document, name)


def _change_list(draw: Draw, held: list[Any], new: st.SearchStrategy[Any]) -> None:
    """Take one out of a list, put one in again elsewhere, put a new one in, or turn the list."""
    how = draw(st.sampled_from(("out", "again", "new", "turn")))
    at = draw(st.integers(0, max(0, len(held) - 1)))
    if how == "out" and held:
        del held[at]
    elif how == "again" and held:
        held.insert(draw(st.integers(0, len(held))), held[at])
    elif how == "new":
        held.insert(at, draw(new))
    else:
        held.reverse()


def _change_columns(draw: Draw, rows: Rows) -> None:
    width = max(map(len, rows), default=0)
    at, to, out = draw(st.integers(0, width)), draw(st.integers(0, width)), draw(st.booleans())
    rows[:] = [list(row) for row in rows]
    for row in rows:
        if at < len(row):
            moved = row.pop(at)
            row[to:to] = [] if out else [moved, moved]


def _change_sheet_names(draw: Draw, document: Sheets, name: str) -> None:
    how = draw(st.sampled_from(("called", "out", "twice", "empty")))
    rows = document.sheets[name]
    if how == "out" and len(document.sheets) > 1:
        del document.sheets[name]
    elif how == "empty":
        rows.clear()
    else:
        called = draw(TEXT).replace("\ud800", "")[:60] or "other"
        document.sheets[called] = [list(row) for row in rows]
        if how == "called" and called != name:
            del document.sheets[name]


def _changed_json(draw: Draw, held: Any) -> Any:  # noqa: ANN401 -- what JSON may hold
    """What was held with one node changed, however deep it lies."""
    if isinstance(held, dict | list) and held and draw(st.integers(0, 4)):
        key = draw(st.sampled_from(list(held) if isinstance(held, dict) else range(len(held))))
        how = draw(st.sampled_from(("inside", "inside", "inside", "out", "again", "key")))
        if isinstance(held, list):
            made = list(held)
            if how in ("inside", "key"):
                made[key] = _changed_json(draw, held[key])
            else:
                _change_list(draw, made, st.sampled_from(JSON) | TEXT)
            return made
        changed = dict(held)
        if how == "out":
            del changed[key]
        elif how == "key":
            changed[draw(st.sampled_from(KEYS) | TEXT)] = changed.pop(key)
        else:
            changed[key if how == "inside" else draw(st.sampled_from(KEYS))] = _changed_json(draw, held[key])
        return changed
    return draw(st.sampled_from(JSON) | TEXT | st.just([held]) | st.just({"id": held}))


def _change_element(draw: Draw, root: Element) -> None:
    every = list(_elements(root))
    one = draw(st.sampled_from(range(len(every))).map(every.__getitem__))
    how = draw(st.sampled_from(("attribute", "attribute", "inside", "name", "markup", "moved")))
    if how == "attribute":
        name = draw(st.sampled_from(sorted(one.attributes)) | NAME if one.attributes else NAME)
        one.attributes[name] = draw(TEXT)
        if draw(st.booleans()):
            del one.attributes[name]
    elif how == "inside":
        _change_list(draw, one.inside, TEXT)
    elif how == "name":
        one.name = draw(st.sampled_from([other.name for other in every]) | NAME.map(lambda name: f"x{name}"))
    elif how == "markup":
        one.inside.insert(0, RAW + draw(st.sampled_from(MARKUP)))
    else:
        other = draw(st.sampled_from(range(len(every))).map(every.__getitem__))
        one.inside.append(Element(other.name, dict(other.attributes)))


def _elements(one: Element) -> list[Element]:
    return [one, *(below for inner in one.inside if isinstance(inner, Element) for below in _elements(inner))]


def _change_lines(draw: Draw, document: Lines) -> None:
    if not document.lines or draw(st.integers(0, 2)) == 0:
        _change_list(draw, document.lines, TEXT)
        return
    at = draw(st.integers(0, len(document.lines) - 1))
    parts = document.lines[at].split('"')
    place = draw(st.integers(0, len(parts) - 1))
    parts[place] = draw(TEXT)
    document.lines[at] = '"'.join(parts)
