"""Names of persons in a free text: after a word that announces one, and every capital where Danish has none.

Danish writes capitals at the beginning of a sentence and in names, so what begins with a capital inside a sentence is a
name of something. What the evaluation itself names (areas, bodies, activities), countries, and words that end as those
of authorities and houses do are no persons; of anything else a person must say so. No list of names would do: those of
newcomers are the ones that it lacks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from helpers.disclosure.free_text_kinds import Sign, Span
from helpers.intake.personal_details import is_given_name
from helpers.intake.public_names import PublicNames

_CAPITAL = r"[A-ZÆØÅÄÖÉÜÇŞİĞŠŽČ]"
_NAME = rf"{_CAPITAL}[\w'’-]*"
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_ANNOUNCED = re.compile(
    rf"\b(?i:hedder|hed|kaldet|kaldes|kaldte|ved\s+navn|døbt|hr\.?|fru|frøken|familien|søskendeparret)\s+"
    rf"(?P<name>(?:{_NAME})(?:\s+{_NAME})*)"
)
_BEGINS = re.compile(r"(?:^|[.!?:;»«\"“”„(\n•–])[\s»«\"“”„(–-]*$")
_ABBREVIATED = re.compile(
    r"(?:\b(?:nr|kl|st|bl|a|f|eks|ca|pr|evt|mv|dvs|jf|tlf|hr|fx|\d{1,2}|[A-ZÆØÅ]))\.\s*$", re.IGNORECASE
)
"""A full stop that ends no sentence."""
_NO_PERSON = re.compile(
    r"(?:kommunen?|styrelsen?|ministeriet|fonden|forening(?:en)?|selskab(?:et)?|politi(?:et)?|region(?:en)?|råd(?:et)?"
    r"|hus(?:et)?|cent(?:er|ret|eret)|klub(?:ben)?|sekretariat(?:et)?|universitet(?:et)?|bibliotek(?:et)?|by(?:en)?"
    r"|lov(?:en)?|plan(?:en)?|gruppen?|udvalg(?:et)?|forvaltning(?:en)?|bestyrelsen?|projekt(?:et)?|skole(?:n)?)s?$",
    re.IGNORECASE,
)
"""How the names of authorities, houses, bodies and schools end."""
_OF_A_BODY = re.compile(
    rf"\s+{_CAPITAL}\w*(?:kommune|region|boligforening|boligselskab|politi|bibliotek)s?\b|\s+(?:Kommune|Region)s?\b"
)
"""After the name of a place these make it the name of an authority: Slagelse Kommune."""
_POLITE = frozenset({"I", "De", "Dem", "Deres"})
_ALSO_A_WORD = frozenset(
    {"hans", "sine", "tage", "liv", "else", "bent", "rosa", "stig", "rune", "vita", "frank", "said", "mille", "noor",
     "robin", "jack", "iris", "ernst", "mona", "sanne", "helle", "aya", "kim", "fie", "john", "rita", "jean", "liva",
     "august", "april", "maj"}
)  # fmt: skip
"""Given names that begin Danish sentences in another sense often, or seldom are alone in one."""


def announced(text: str, public: PublicNames) -> Iterator[Span]:
    """Yield names after `hedder`, `familien`, `hr.` and the like, unless the evaluation itself has that name."""
    covered = public.cover(text)
    for found in _ANNOUNCED.finditer(covered):
        yield Sign.NAME, found.start("name"), found.end("name")


def capitals(text: str, public: PublicNames, *, strict: bool) -> Iterator[Span]:
    """Yield given names, and, if `strict`, every other word with a capital where Danish has none."""
    covered = public.cover(text)
    for found in _WORD.finditer(covered):
        word = found[0]
        if not re.match(_CAPITAL, word) or _is_no_person(word, public):
            continue
        begins = _begins_sentence(covered[: found.start()])
        if _is_given(word) and not (begins and _ALSO_A_WORD & {word.casefold(), _plain(word)}):
            yield Sign.NAME, found.start(), found.end()
        elif strict and not begins and not _OF_A_BODY.match(covered[found.end() :]):
            yield Sign.PROPER, found.start(), found.end()


def _begins_sentence(before: str) -> bool:
    return _BEGINS.search(before) is not None and _ABBREVIATED.search(before) is None


def _is_given(word: str) -> bool:
    return is_given_name(word) or is_given_name(_plain(word))


def _plain(word: str) -> str:
    """Return a word in small letters without the s of the genitive."""
    return re.sub(r"['’]?s$", "", word.casefold())


def _is_no_person(word: str, public: PublicNames) -> bool:
    first = re.split(r"['’-]", word)[0]  # SUB-listen, UU's
    if word in _POLITE or (len(first) > 1 and first.isupper()):
        return True
    plain = _plain(word)
    return (
        bool(_NO_PERSON.search(word)) or public.knows(plain) or plain in _countries() or word.casefold() in _countries()
    )


@cache
def _countries() -> frozenset[str]:
    from babel import Locale

    names = Locale.parse("da").territories.values()
    return frozenset(part.casefold() for name in names for part in _WORD.findall(name) if part[0].isupper())
