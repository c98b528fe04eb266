"""The questions Linkwork can answer, one `.cypher` file each, in folders that are their groups.

A file opens with `//` lines that say what it asks, takes and returns; a sibling `.py` finishes where arithmetic is
needed. Adding a question is adding one file, here or in a project's own `queries` folder.
"""

from linkwork.queries._answer import Answer, ask
from linkwork.queries._beside import Beside, Different, beside
from linkwork.queries._catalogue import ROUTE, Catalogue, catalogue
from linkwork.queries._evidence import EvidenceOf, evidence_words, rounds_line, rounds_of, row_words
from linkwork.queries._finish import Finished, Found, RoundsView, Settings
from linkwork.queries._parameters import did_you_mean, named
from linkwork.queries._question import Column, Parameter, Question, Refusal

__all__ = [
    "ROUTE",
    "Answer",
    "Beside",
    "Catalogue",
    "Column",
    "Different",
    "EvidenceOf",
    "Finished",
    "Found",
    "Parameter",
    "Question",
    "Refusal",
    "RoundsView",
    "Settings",
    "ask",
    "beside",
    "catalogue",
    "did_you_mean",
    "evidence_words",
    "named",
    "rounds_line",
    "rounds_of",
    "row_words",
]
