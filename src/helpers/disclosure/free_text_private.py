"""What is private, and whose it is: of one person, or of somebody whose post few have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.disclosure import free_text_words as words
from helpers.disclosure.free_text_kinds import Sign, Span
from helpers.disclosure.free_text_words import one_of

SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?!\s+[A-ZÆØÅ])[^.!?]*)*[.!?]*")
PRIVATE: dict[str, re.Pattern[str]] = {
    name: re.compile(one_of(*phrases), re.IGNORECASE)
    for name, phrases in {
        "health": words.HEALTH,
        "crime": words.CRIME,
        "money": words.MONEY,
        "love": words.LOVE,
        "identity": words.IDENTITY,
        "stay": words.STAY,
        "family": words.FAMILY,
        "violence": words.VIOLENCE,
        "death": words.DEATH,
        "rumour": words.RUMOUR,
    }.items()
}
"""What people don't want told of them (GDPR art. 9 and 10), debt, home and family life."""
_WHOSE = r"(?!(?:hans|hendes|min|mit|mine|sin|sit|sine|\w+(?:en|et)s)\b)"
_TOPIC = re.compile(
    rf"\b(?:om|mod|imod|vedrørende|med\s+fokus\s+på|forebyg\w+|ramte\s+af)\s+(?:\w+(?:,|\s+og|\s+eller)\s+){{0,3}}(?:{_WHOSE}\w+\s+)?$",
    re.IGNORECASE,
)
"""Before a word these make it what is talked about: *et oplæg om diabetes*, and not *om hans diabetes*."""
_NEAR = 120
"""So many characters before a word are looked at to see whether it is a topic."""
_SINGLE = re.compile(
    rf"{one_of('han', 'hun', 'ham', 'hende', 'hans', 'hendes', 'jeg', 'mit', 'mine')}|\bmin\b(?!\.)"
    rf"|\b(?:en|et|den|det|vores)\s+(?:[\w-]+\s+){{0,2}}?(?:{'|'.join(words.PERSON)})\b"
    rf"|\b(?:{'|'.join((*words.THE_PERSON, *words.ALSO_THE_PERSON))})s?\b|\b\w+-?årig\b"
    r"|\b(?:en|den)\s+(?:tidligere|forhenværende|ung|ældre|yngre|enlig|kendt|nyankommen)\s+\w{3,}"
    r"|\b(?:to|tre)\s+(?:brødre|søstre|søskende)\b",
    re.IGNORECASE,
)
_POST = rf"\w*(?:{'|'.join(words.POST_STEM)})(?:en|eren|n|met)?"
_OWNER = r"ejer(?:en)?\s+af\s+(?:\w+\s+)?\w+"
_KIN = rf"(?:{'|'.join(words.KIN)})"
_HOLDER = re.compile(rf"\b(?:{_POST}|{_OWNER})\b", re.IGNORECASE)
_KIN_OF_HOLDER = re.compile(
    rf"\b{_POST}s\s+(?:\w+\s+)?{_KIN}\b|\b{_KIN}(?:en)?\s+(?:til|efter|af)\s+{_POST}\b"
    rf"|\b(?:{_POST}|{_OWNER})\b[^.!?]{{0,120}}?\b(?:hans|hendes|sin|sit|sine)\s+(?:\w+\s+)?{_KIN}\b"
    rf"|\b(?:hans|hendes)\s+(?:\w+\s+)?{_KIN}\s+(?:er|var|blev)\s+(?:\w+\s+){{0,2}}{_POST}\b"
    rf"|\b(?:hans|hendes)\s+(?:\w+\s+)?{_KIN}\s+(?:ejer|ejede|driver|drev)\s",
    re.IGNORECASE,
)


def told(pattern: re.Pattern[str], text: str, begin: int = 0) -> re.Match[str] | None:
    """Return where a text tells something of somebody, and not only talks about it as a subject."""
    return next((found for found in pattern.finditer(text, begin) if not _is_topic(text, found.start())), None)


def _is_topic(text: str, position: int) -> bool:
    return _TOPIC.search(text[max(0, position - _NEAR) : position]) is not None


def tells_of_one(text: str) -> bool:
    """Tell whether a text speaks of one person."""
    return _SINGLE.search(text) is not None


def private(text: str) -> Iterator[Span]:
    """Yield what is private of somebody whose post few have, and what is sensitive of one person.

    Debt and cash benefit are left out of the latter: »en mor på kontanthjælp fik job« is what such work is about.
    """
    for sentence in SENTENCE.finditer(text):
        start, told_here = sentence.start(), sentence[0]
        for found in _KIN_OF_HOLDER.finditer(told_here):
            yield Sign.ROLE, start + found.start(), start + found.end()
        holder = _HOLDER.search(told_here)
        if holder and (last := _private_after(told_here, holder.end())):
            yield Sign.ROLE, start + holder.start(), start + last
        if tells_of_one(told_here):
            sensitive = (told(pattern, told_here) for kind, pattern in PRIVATE.items() if kind != "money")
            yield from ((Sign.PRIVATE, start + one.start(), start + one.end()) for one in sensitive if one)


def _private_after(sentence: str, begin: int) -> int | None:
    """Return where the first private thing after a post ends. One before it is another's: *…, siger formanden*."""
    return min((found.end() for pattern in PRIVATE.values() if (found := told(pattern, sentence, begin))), default=None)
