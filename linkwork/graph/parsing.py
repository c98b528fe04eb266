"""Cells of text turned into typed columns, a whole column at a time; what cannot be read comes back as null."""

import polars as pl

from linkwork.errors import LinkworkError
from linkwork.graph.shapes import STAMPS, Property, Type

#: How each type is kept, on disk and in the fold.
COLUMN: dict[Type, pl.DataType] = {
    "text": pl.Utf8(),
    "integer": pl.Int64(),
    "number": pl.Float64(),
    "yes_no": pl.Boolean(),
    "date": pl.Utf8(),
    "list": pl.List(pl.Utf8()),
    "postcode": pl.Utf8(),
}
#: What the fold stamps on every record before it is known whether that is live.
STAMPED = {name: COLUMN[type_] for name, type_ in STAMPS.items() if name != "live"}
YES_NO = {"yes": True, "y": True, "true": True, "1": True, "no": False, "n": False, "false": False, "0": False}
# The pattern of the Royal Mail's published format: area, district, space, sector, unit.
POSTCODE = r"^(GIR ?0AA|[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2})$"
THOUSANDS = r"^-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$"
#: Cells of a column from which on it is looked whether the same few stand in it again and again.
MANY = 1_000


def parse(cells: pl.Series, prop: Property) -> pl.Series:
    """The column as the property's type, under the same name; null where a cell is blank or cannot be read.

    Expects text, or lists of text for a list property that a loader has already split.
    """
    if cells.dtype != pl.Utf8:
        return cells.cast(COLUMN[prop.type], strict=False)
    if len(cells) >= MANY and prop.type != "list" and (prop.type != "text" or prop.allowed):
        # What takes long is done once for each cell that differs: years, numbers and words come again and again.
        each = cells.unique()
        if 2 * len(each) < len(cells):
            return cells.replace_strict(each, _parsed(each, prop))
    return _parsed(cells, prop)


def _parsed(cells: pl.Series, prop: Property) -> pl.Series:
    # `pl.select` evaluates the expression of each type over the one column.
    column = pl.col(cells.name)
    filled = pl.when(column.str.strip_chars() != "").then(column.str.strip_chars())
    expression = _EXPRESSIONS[prop.type](filled)
    if prop.allowed:
        spelt = filled.str.to_lowercase().str.replace_all(r"[\s-]+", "_")
        expression = spelt.replace_strict({_spelling(word): word for word in prop.allowed}, default=None)
    if prop.low is not None:
        expression = pl.when(expression >= prop.low).then(expression)
    if prop.high is not None:
        expression = pl.when(expression <= prop.high).then(expression)
    return cells.to_frame().select(expression.cast(COLUMN[prop.type]).alias(cells.name)).to_series()


def day(given: str) -> str:
    """A day as ISO text. Raises LinkworkError for what is none."""
    said = parse(pl.Series("day", [given]), Property("day", "", "date")).item()
    if said is None or len(said) != len("2024-03-31"):
        raise LinkworkError(f"{given!r} is not a day. Give a whole one, such as 2024-03-31.")
    return str(said)


def dates_of(start: str | None, end: str | None) -> tuple[str, str] | tuple[None, None]:
    """Two days that are compared, as ISO text, or none where neither is given.

    Raises LinkworkError where one alone is given, for what is no day, and where the first is the later.
    """
    if not start and not end:
        return None, None
    if not start or not end:
        raise LinkworkError("Give both dates, the earlier and the later, or neither.")
    first, last = day(start), day(end)
    if first > last:
        raise LinkworkError(f"{first} is later than {last}. Give the earlier date first.")
    return first, last


def expectation(prop: Property) -> str:
    """What the property may hold, to follow "is not" in a sentence."""
    if prop.allowed:
        return f"one of {', '.join(prop.allowed)}"
    words = {
        "text": "text",
        "integer": "a whole number",
        "number": "a number",
        "yes_no": "yes or no",
        "date": "a date such as 2024-03-31, 31/03/2024, 2024-03 or 2024",
        "list": "a list with ; between its parts",
        "postcode": "a postcode such as E1 6LA",
    }[prop.type]
    if prop.low is not None and prop.high is not None:
        return f"{words} from {prop.low:g} to {prop.high:g}"
    return f"{words} of {prop.low:g} or more" if prop.low is not None else words


def _text(cell: pl.Expr) -> pl.Expr:
    return cell


def _plain_number(cell: pl.Expr) -> pl.Expr:
    bare = cell.str.replace(r"^£\s*", "")
    return pl.when(bare.str.contains(THOUSANDS)).then(bare.str.replace_all(",", "")).otherwise(bare)


def _integer(cell: pl.Expr) -> pl.Expr:
    number = _plain_number(cell)
    return pl.when(number.str.contains(r"^-?[0-9]{1,18}$")).then(number).cast(pl.Int64, strict=False)


def _number(cell: pl.Expr) -> pl.Expr:
    number = _plain_number(cell)
    return pl.when(number.str.contains(r"^-?[0-9]+(\.[0-9]+)?$")).then(number).cast(pl.Float64, strict=False)


def _yes_no(cell: pl.Expr) -> pl.Expr:
    return cell.str.to_lowercase().replace_strict(YES_NO, default=None, return_dtype=pl.Boolean)


def _date(cell: pl.Expr) -> pl.Expr:
    """ISO text of a day, a month or a year. A day written with strokes is day first, as in Britain."""
    iso = cell.str.replace(r"[T ]00:00(:00)?$", "")
    british = r"^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$"
    pieces = [iso.str.extract(british, 3), iso.str.extract(british, 2), iso.str.extract(british, 1)]
    turned = pl.concat_str([pieces[0], pieces[1].str.zfill(2), pieces[2].str.zfill(2)], separator="-")
    day = pl.when(iso.str.contains(british)).then(turned).otherwise(iso)
    # A month or a year is completed only to see whether it is one: what is kept is what was said.
    whole = day + pl.when(day.str.len_chars() == 4).then(pl.lit("-01-01")).when(day.str.len_chars() == 7).then(
        pl.lit("-01")
    ).otherwise(pl.lit(""))
    shaped = day.str.contains(r"^\d{4}(-\d{2}(-\d{2})?)?$")
    return pl.when(shaped & whole.str.to_date("%Y-%m-%d", strict=False).is_not_null()).then(day)


def _list(cell: pl.Expr) -> pl.Expr:
    parts = (
        cell.str.split(";").list.eval(pl.element().str.strip_chars()).list.eval(pl.element().filter(pl.element() != ""))
    )
    return pl.when(parts.list.len() > 0).then(parts)


def _postcode(cell: pl.Expr) -> pl.Expr:
    upper = cell.str.to_uppercase().str.replace_all(r"\s+", "")
    spaced = upper.str.replace(r"^(.+)(.{3})$", "$1 $2")
    return pl.when(upper.str.contains(POSTCODE)).then(spaced)


def _spelling(word: str) -> str:
    return word.lower().replace(" ", "_").replace("-", "_")


_EXPRESSIONS = {
    "text": _text,
    "integer": _integer,
    "number": _number,
    "yes_no": _yes_no,
    "date": _date,
    "list": _list,
    "postcode": _postcode,
}
