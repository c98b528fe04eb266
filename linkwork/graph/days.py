"""Days that are known to the day, the month or the year."""

from calendar import monthrange
from datetime import date


def last_day(said: str) -> date:
    """The last day that a day, a month or a year may mean: 2027 may be 2027-12-31."""
    year, month, day = (int(part) for part in (*said.split("-"), "0", "0")[:3])
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])
