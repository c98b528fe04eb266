"""What the three Office formats share: typeface, colours, language, and the day they speak of."""

from datetime import datetime

FONT = "Arial"
INK, HEAD, BAND, LINK = "1F2328", "1F4E79", "F2F5F9", "0B4F9E"
LANGUAGE = "en-GB"


def moment(day: str) -> datetime:
    """Midnight of a day written as 2026-03-31."""
    return datetime.fromisoformat(day)
