"""What can point at a person in a free text, and one finding of it."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Sign(StrEnum):
    """A kind of thing that can point at a person, as a fault names it."""

    NUMBER = "et personnummer"
    E_MAIL = "en e-mailadresse"
    PHONE = "et telefonnummer"
    ADDRESS = "en adresse"
    NAME = "et personnavn"
    PROPER = "et ord med stort begyndelsesbogstav, der kan være et navn"
    BIRTH = "en fødselsdato"
    DWELLING = "en opgang, en etage eller en lejlighed"
    SCHOOL = "en skole eller en klasse, som nogen går i"
    ONLY = "noget, som kun én er eller har"
    RARE = "så mange kendetegn, at de tilsammen kan pege på én"
    ROLE = "en, hvis post eller arbejde få har, og noget privat"
    PRIVATE = "noget følsomt om ét menneske"
    DESCRIBED = "et bestemt menneske, der er beskrevet, så andre kan vide, hvem det er"
    SPELLED = "et nummer, der er skrevet med ord"
    PROFILE = "en profil på et socialt medie"
    PLATE = "en nummerplade"


NEVER_ACCEPTED = frozenset({Sign.NUMBER})
"""No reason makes it right to publish these."""
Span = tuple[Sign, int, int]
"""What was found, and from which character to which it stands."""


@dataclass(frozen=True)
class Finding:
    """Something in a text that can point at a person. It doesn't hold what was found.

    Parameters
    ----------
    sign
        The kind.
    first, last
        The words of the text that it stands in, counted from 1.
    checksum
        Tells this finding in this very text from all others, so that somebody can answer for it.
    """

    sign: Sign
    first: int
    last: int
    checksum: str

    @property
    def position(self) -> str:
        """The position in Danish: `ord 4`, `ord 4-6`."""
        return f"ord {self.first}" if self.first == self.last else f"ord {self.first}-{self.last}"


def findings_of(text: str, spans: Iterable[Span]) -> tuple[Finding, ...]:
    """Return the findings of some spans of a text."""
    begins = [found.start() for found in re.finditer(r"\S+", text)]
    # Over the whole text: what was found could be guessed from a checksum of it alone.
    whole = hashlib.sha256(f"{text}\0".encode())
    found: list[Finding] = []
    for sign, start, end in spans:
        own = whole.copy()
        own.update(f"{sign.name}\0{start}-{end}".encode())
        first, last = (max(1, bisect_right(begins, position)) for position in (start, end - 1))
        found.append(Finding(sign, first, last, own.hexdigest()[:12]))
    return tuple(found)
