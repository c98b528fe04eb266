"""How the sectors look, in every picture of people and power: each a shape and a colour of its own."""

from linkwork.visualise._small_network import Look
from linkwork.visualise._style import BLUE, GREEN, GREY, ORANGE, PINK, YELLOW
from linkwork.visualise._words import plain

SECTORS = {
    "nhs": Look("NHS", BLUE, "disc"),
    "council": Look("council", ORANGE, "square"),
    "vcse": Look("VCSE", GREEN, "triangle"),
    "national": Look("national", PINK, "diamond"),
    "private": Look("private", YELLOW, "hexagon"),
}
UNSAID = Look("sector not known", GREY, "house")


def sector_look(sector: object) -> Look:
    """How an organisation of that sector is drawn; one that nobody states, or that is not of the schema, is grey."""
    return SECTORS.get(str(sector or ""), UNSAID)


def sector_words(sector: object) -> str:
    """What a sector is called."""
    if not sector:
        return UNSAID.words
    return SECTORS[str(sector)].words if str(sector) in SECTORS else plain(sector)
