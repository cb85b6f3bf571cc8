"""The reasons that people write and the site shows: they tell no small count of people, as no figure does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.errors import Fault

_WORDS = {
    "nul": 0, "én": 1, "ét": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8, "ni": 9,
    "ti": 10, "elleve": 11, "tolv": 12,
}  # fmt: skip
_PEOPLE = (
    r"person(?:er(?:ne)?)?|mennesker?(?:ne)?|(?:med)?borgere?(?:ne)?|beboere?(?:ne)?|lejere?(?:ne)?|nabo(?:er(?:ne)?)?"
    r"|(?:børne)?famili(?:e|er|erne)|husstande?(?:ne)?|par|søskende|barn|børn(?:ene)?|unge|ældre|voksne|teenagere?(?:ne)?"
    r"|drenge?(?:ne)?|piger?(?:ne)?|kvinder?(?:ne)?|mand|mænd(?:ene)?|mødre(?:ne)?|fædre(?:ne)?|forældre(?:ne)?"
    r"|elev(?:er(?:ne)?)?|deltagere?(?:ne)?|frivillige?|ledige|studerende|klient(?:er(?:ne)?)?|brugere?(?:ne)?"
    r"|patient(?:er(?:ne)?)?|flygtninge?(?:ne)?|indvandrere?(?:ne)?|kontanthjælpsmodtagere?(?:ne)?|medlem(?:mer(?:ne)?)?"
    r"|kursister?(?:ne)?|ofre|sigtede|dømte"
)
_COUNTED = re.compile(
    # A number of its own, perhaps of others (`2 af de 14`), perhaps with a word for what they are like (`tyrkiske`).
    rf"(?<![\w,.])(?P<count>\d{{1,2}}|{'|'.join(_WORDS)})\s+(?:af\s+(?:de\s+)?(?:\d+\s+)?)?"
    rf"(?:(?!gange\b|måneders?\b|timers?\b)\w+(?:e|er)\s+)?(?:{_PEOPLE})\b",
    re.IGNORECASE,
)
_RULE = "Siden viser noten, og så små antal mennesker vises ikke: {count} er det mindste, der vises."
_REMEDY = "Skriv, hvad der var galt, uden at sige, hvor få det var: »nogle familier«."


def faults_of_small_counts(note: str, smallest: int, place: str) -> Iterator[Fault]:
    """Yield a fault for each count of people in a note that the site wouldn't show as a figure.

    Parameters
    ----------
    note
        What somebody has written.
    smallest
        The smallest count that the rules of protection show.
    place
        Where it was written.
    """
    for found in _COUNTED.finditer(note):
        count = found["count"].lower()
        if (int(count) if count.isdecimal() else _WORDS[count]) < smallest:
            word = len(note[: found.start() + 1].split())
            yield Fault(place, f"et lille antal mennesker (ord {word})", _RULE.format(count=smallest), _REMEDY)
