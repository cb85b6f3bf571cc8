"""Free text is searched for what can point at a person before anything of it is released.

How personal numbers, names, addresses, telephones and e-mails look is known from the import (`docs/decisions/0019`);
what only running text has is added here (`docs/decisions/0040`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import InitVar, dataclass

from helpers.disclosure.free_text_codes import codes
from helpers.disclosure.free_text_homes import homes
from helpers.disclosure.free_text_kinds import NEVER_ACCEPTED, Finding, Sign, Span, findings_of
from helpers.disclosure.free_text_names import announced, capitals
from helpers.disclosure.free_text_pieces import in_pieces
from helpers.disclosure.free_text_private import private
from helpers.disclosure.free_text_rare import rare
from helpers.disclosure.free_text_standing_out import standing_out
from helpers.errors import Fault, PrivacyError
from helpers.intake.personal_details import Detail, details_in
from helpers.intake.personal_numbers import holds_personal_number
from helpers.intake.public_names import PublicNames
from helpers.observations.table import Audience

_OF_DETAIL = {
    Detail.E_MAIL: Sign.E_MAIL,
    Detail.PHONE: Sign.PHONE,
    Detail.ADDRESS: Sign.ADDRESS,
    Detail.NAME: Sign.NAME,
}
_RULE = "En tekst, som andre skal læse, må ikke kunne føre til et menneske."
_TEXT_KEY = object()
"""Held by `release_text`; anything else that constructs a `ReleasedText` is refused."""


@dataclass(frozen=True)
class ReleasedText:
    """A text that was searched, and in which everything found was answered for."""

    text: str
    audience: Audience
    key: InitVar[object] = None

    def __post_init__(self, key: object) -> None:
        if key is not _TEXT_KEY:
            raise PrivacyError(
                Fault(
                    place="ReleasedText",
                    value="en tekst, der ikke er gået gennem beskyttelsen",
                    rule="Kun helpers.disclosure.free_text.release_text må danne ReleasedText.",
                    remedy="Kald release_text(tekst, …).",
                )
            )


def release_text(
    text: str, public: PublicNames, accepted: Collection[str], audience: Audience, place: str
) -> ReleasedText:
    """Return a text that may be shown.

    Parameters
    ----------
    text
        The text.
    public
        Names of places, bodies and activities, which are no persons.
    accepted
        Checksums of findings that somebody has answered for.
    audience
        Who may read it.
    place
        `file:line`, for faults.

    Raises
    ------
    PrivacyError
        With each finding's kind and position, and never what was found.
    """
    faults = text_faults(text, public, accepted, place)
    if faults:
        raise PrivacyError(faults)
    return ReleasedText(text, audience, key=_TEXT_KEY)


def text_faults(
    text: str, public: PublicNames, accepted: Collection[str], place: str, *, strict: bool = True
) -> tuple[Fault, ...]:
    """Return a fault for each finding that nobody has answered for."""
    return tuple(
        fault_of(found, place)
        for found in findings_in(text, public, strict=strict)
        if found.sign in NEVER_ACCEPTED or found.checksum not in accepted
    )


def fault_of(found: Finding, place: str) -> Fault:
    """Return the fault of a finding: kind and position."""
    if found.sign in NEVER_ACCEPTED:
        remedy = "Slet det. Det kan ikke godtages."
    else:
        remedy = (
            "Skriv om, så det ikke står der. Er det ikke noget om et menneske, så skriv under »accepted« i cases.yml: "
            f"finding: {found.checksum}, because, role og date."
        )
    return Fault(place=place, value=f"{found.sign.value} ({found.position})", rule=_RULE, remedy=remedy)


def findings_in(text: str, public: PublicNames, *, strict: bool = True) -> tuple[Finding, ...]:
    """Return what in a text can point at a person, in the order of the text, each place once for each kind.

    Parameters
    ----------
    strict
        Take every word with a capital inside a sentence for a name, unless it is known to be none. For texts that
        tell of persons; False for remarks about figures, where only two such words in a row are taken for one.
    """
    spans = in_pieces(text, lambda piece: _spans_in(piece, public, strict=strict))
    return findings_of(text, sorted(spans, key=lambda span: (span[1:], span[0])))


def _spans_in(text: str, public: PublicNames, *, strict: bool) -> Iterator[Span]:
    without_public = text if strict else public.cover(text)
    spans = [
        *_where(Sign.NUMBER, text, holds_personal_number),
        *_details(text, public),
        *announced(text, public),
        *capitals(text, public, strict=strict),
        *homes(without_public),
        *standing_out(without_public),
        *codes(text),
        *private(text),
        *rare(text),
    ]
    return _widest(spans)


def _details(text: str, public: PublicNames) -> Iterator[Span]:
    for kind in details_in(text, public):
        yield from _where(_OF_DETAIL[kind], text, lambda part, kind=kind: kind in details_in(part, public))


def _where(sign: Sign, text: str, holds: Callable[[str], bool]) -> Iterator[Span]:
    """Yield the narrowest runs of words that hold something, from left to right."""
    words = [found.span() for found in re.finditer(r"\S+", text)]
    begin = 0
    while begin < len(words) and holds(text[words[begin][0] :]):
        last = next(i for i in range(begin, len(words)) if holds(text[words[begin][0] : words[i][1]]))
        first = next(i for i in range(last, begin - 1, -1) if holds(text[words[i][0] : words[last][1]]))
        yield sign, words[first][0], words[last][1]
        begin = last + 1


def _widest(spans: list[Span]) -> Iterator[Span]:
    """Yield the spans that lie within no other one of their kind; a name within a name is one name."""
    names = {Sign.NAME, Sign.PROPER}
    for span in dict.fromkeys(spans):
        alike = [other for other in spans if other != span and (other[0] is span[0] or {other[0], span[0]} <= names)]
        inside = (
            other[1] <= span[1] and span[2] <= other[2] and (other[1:] != span[1:] or other[0] is Sign.NAME)
            for other in alike
        )
        if not any(inside):
            yield span
