"""Rare combinations: what a sentence or two tell of one person is together too much, though each part is ordinary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import cache

from helpers.disclosure.free_text_kinds import Sign, Span
from helpers.disclosure.free_text_private import PRIVATE, SENTENCE, told

_NUMBER = r"(?:to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|\d{1,2})"
_TRAITS: dict[str, re.Pattern[str]] = {
    "age": re.compile(
        r"\b\d{1,3}\s?-?\s?årig\b|\b(?:på|er|var|blev|fyldte|fylder)\s+\d{1,3}(?:\s+år)?\b(?!\s*(?:%|procent|pct|kr|m))"
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
    "health": PRIVATE["health"],
    "crime": PRIVATE["crime"],
    "violence": PRIVATE["violence"],
    "life": PRIVATE["life"],
    "money": PRIVATE["money"],
    "post": re.compile(
        r"\b(?:\w*læge|\w*plejerske|\w*ingeniør|\w*advokat|\w*arkitekt|\w*chauffør|\w*journalist|\w*skrædder|\w*officer|\w*tolk"
        r"|\w*jordemoder|\w*professor|\w*kunstner|\w*musiker)\b",
        re.IGNORECASE,
    ),
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
_SENSITIVE = frozenset({"health", "crime", "violence", "life", "money"})
_TELLING = frozenset({"age", "origin", "children", "few"})
_ENOUGH = 3
"""So many traits of one person near each other can be enough to find that person in an area of some hundred homes."""
_ORIGIN_WORD = re.compile(r"\b(?P<stem>[a-zæøåA-ZÆØÅ]{3,}?)(?P<ending>(?:sk|ske|sker|skere)|(?:i?er|i?ere|i?eren))\b")


def rare(text: str) -> Iterator[Span]:
    """Yield the first place where two sentences in a row tell too much of one person.

    Three traits of age, origin, family, number of children, health, crime, debt, work and arrival; or health, crime or
    debt beside age, origin, the number of children or being very few; or origin and a rare trade of one person.
    """
    sentences = [(found.start(), found.end()) for found in SENTENCE.finditer(text)]
    for position, (start, _) in enumerate(sentences):
        end = sentences[min(position + 1, len(sentences) - 1)][1]
        traits = _traits(text[start:end])
        if _is_enough(traits.keys(), text[start:end]):
            places = list(traits.values())
            yield Sign.RARE, start + min(first for first, _ in places), start + max(last for _, last in places)
            return


def _is_enough(traits: Set[str], text: str) -> bool:
    if len(traits) >= _ENOUGH or (traits & _SENSITIVE and traits & _TELLING):
        return True
    return traits >= {"origin", "post"}


def _traits(text: str) -> dict[str, tuple[int, int]]:
    found = {name: match.span() for name, pattern in _TRAITS.items() if (match := told(pattern, text))}
    for word in _ORIGIN_WORD.finditer(text):
        if _is_of_elsewhere(word["stem"].casefold(), word["ending"]):
            found["origin"] = word.span()
            break
    from_country = re.search(r"\bfra\s+([A-ZÆØÅ][\w-]+)", text)
    if "origin" not in found and from_country and from_country[1].casefold() in _lands():
        found["origin"] = from_country.span()
    return found


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
