"""Rare combinations: what a sentence or two tell of one person is together too much, though each part is ordinary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from functools import cache

from helpers.disclosure.free_text_kinds import Sign, Span
from helpers.disclosure.free_text_private import PRIVATE, SENTENCE, told
from helpers.disclosure.free_text_words import TRADE, one_of

_NUMBER = r"(?:to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|\d{1,2})"
_ORDINARY: dict[str, re.Pattern[str]] = {
    "age": re.compile(
        r"\b\d{1,3}\s?-?\s?årig\b|\b(?:på|er|var|blev|fyldte|fylder)\s+\d{1,3}(?:\s+år)?\b(?!\s*(?:%|procent|pct|kr|m|[-–]\s?\d))"
        r"|\b\d{1,3}\s+år\s+gammel\b|\b\w+(?:ty|tyve|tredive|fyrre|halvtreds|tres|halvfjerds|firs|halvfems|ten)-?årig\b"
        r"|\bfødt\s+(?:\w+\s+){0,2}i\s+(?:\w+erne|19\d\d|20\d\d)\b",
        re.IGNORECASE,
    ),
    "family": re.compile(
        r"\b(?:mor|far|mormor|farmor|morfar|farfar|forældre)\s+til\b|\b(?:enlig|alene)\s?(?:mor|far|forsørger)\w*"
        r"|\b(?:enke|enkemand|gravid|tvilling\w*|trilling\w*|skilt|fraskilt)\b",
        re.IGNORECASE,
    ),
    "children": re.compile(
        rf"\b(?:mor|far|mormor|farmor|morfar|farfar)\s+til\s+{_NUMBER}\b|\bmed\s+(?:sine\s+)?{_NUMBER}\s+(?:\w+\s+)?børn"
        rf"|\bhar\s+{_NUMBER}\s+(?:\w+\s+)?(?:børn|drenge|piger|sønner|døtre)\b|\b(?:trilling|firling)\w*",
        re.IGNORECASE,
    ),
    "post": re.compile(one_of(*TRADE), re.IGNORECASE),
    "few": re.compile(
        r"\b(?:kun|blot|bare)\s+(?:to|tre|fire|[2-4])\s+(?:\w+\s+)?(?:familier|mødre|fædre|kvinder|mænd|drenge|piger|unge"
        r"|børn|beboere|borgere|deltagere)\b",
        re.IGNORECASE,
    ),
    "work": re.compile(
        r"\b(?:arbejder|arbejdede|ansat|uddannet|udlært|job|lærling|elev)\s+(?:som|hos|i)\s+\w+"
        r"|\b(?:tidligere|pensioneret|selvstændig)\s+\w+(?:mand|er|ør|ist|log)\b",
        re.IGNORECASE,
    ),
    "arrival": re.compile(r"\bkom\s+(?:\w+\s+){0,3}til\s+Danmark\b|\bflygtede\s+fra\b", re.IGNORECASE),
}
_SENSITIVE = frozenset(PRIVATE)
_TELLING = frozenset({"age", "origin", "children", "few"})
_ENOUGH = 3
"""So many traits of one person near each other can be enough to find that person in an area of some hundred homes."""
_ORIGIN_WORD = re.compile(r"\b(?P<stem>[a-zæøåA-ZÆØÅ]{3,}?)(?P<ending>(?:sk|ske|sker|skere)|(?:i?er|i?ere|i?eren))\b")


def rare(text: str) -> Iterator[Span]:
    """Yield each place where two sentences in a row tell too much of one person.

    Three traits of age, origin, family, number of children, work, arrival and what is private; or what is private
    beside age, origin, the number of children or being very few; or origin and a rare trade of one person.
    """
    sentences = [found.span() for found in SENTENCE.finditer(text)]
    told_until = 0
    for position, (start, _) in enumerate(sentences):
        end = sentences[min(position + 1, len(sentences) - 1)][1]
        traits = _traits(text[start:end])
        if start >= told_until and _is_enough(traits.keys()):
            told_until = start + max(last for _, last in traits.values())
            yield Sign.RARE, start + min(first for first, _ in traits.values()), told_until


def _is_enough(traits: Set[str]) -> bool:
    sensitive = bool(traits & _SENSITIVE)
    # »Gæld, misbrug og vold« is what work is about; of one person each of them is found alone.
    if len(traits - _SENSITIVE) + sensitive >= _ENOUGH or (sensitive and traits & _TELLING):
        return True
    return traits >= {"origin", "post"}


def _traits(text: str) -> dict[str, tuple[int, int]]:
    ordinary = _found(_ORDINARY, text) | _origin(text)
    # What is private is looked for last: alone it is never enough here, and its lists are long.
    return ordinary | _found(PRIVATE, text) if ordinary else {}


def _found(patterns: Mapping[str, re.Pattern[str]], text: str) -> dict[str, tuple[int, int]]:
    return {name: match.span() for name, pattern in patterns.items() if (match := told(pattern, text))}


def _origin(text: str) -> dict[str, tuple[int, int]]:
    for word in _ORIGIN_WORD.finditer(text):
        if _is_of_elsewhere(word["stem"].casefold(), word["ending"]):
            return {"origin": word.span()}
    from_country = re.search(r"\bfra\s+([A-ZÆØÅ][\w-]+)", text)
    if from_country and from_country[1].casefold() in _lands():
        return {"origin": from_country.span()}
    return {}


@cache
def _is_of_elsewhere(stem: str, ending: str) -> bool:
    """Tell whether a word says which country or tongue somebody is of: `somalisk`, `tyrker`, and not `boliger`."""
    if ending.startswith("sk"):
        return f"{stem}sk"[:4] in _stems() and not stem.startswith(("dan", "isla"))
    return len(stem) >= 4 and any(land.startswith(stem) for land in _lands())


@cache
def _lands() -> frozenset[str]:
    from babel import Locale

    locale = Locale.parse("da")
    lands = {name.casefold() for code, name in locale.territories.items() if len(code) == 2 and code != "DK"}
    return frozenset(lands | {"kurdistan", "tjetjenien", "palæstina"})


@cache
def _stems() -> frozenset[str]:
    """Return how words for people of other countries and languages begin: `soma`, `tyrk`, `arab`."""
    from babel import Locale

    tongues = (name for code, name in Locale.parse("da").languages.items() if len(code) == 2 and code != "da")
    words = {*_lands(), *(name.casefold() for name in tongues), "kurdisk", "tjetjensk", "palæstinensisk", "romaer"}
    return frozenset(word[:4] for word in words if len(word) >= 4 and " " not in word)
