"""What else than a name can point at a person: birth, home, class, being the only one, and rare combinations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from helpers.disclosure.free_text_kinds import Sign, Span

_MONTHS = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
_CAPITAL = "A-ZÆØÅ"
_SOMEBODY = (
    r"(?:familie|forælder|mor|far|kvinde|mand|dreng|pige|barn|ung|beboer|borger|deltager|lejer|elev|person|husstand"
    r"|nabo|enke|enkemand|ægtepar|par|frivillig|medarbejder|indehaver|flygtning)\w*"
)
_PATTERNS: tuple[tuple[Sign, str], ...] = (
    (
        Sign.BIRTH,
        r"\b(?:født|fødselsdag\w*|fødselsdato\w*|f\.)(?!eks)[^.;\n]{0,25}?"
        rf"(?:\d{{1,2}}[./-]\s?\d{{1,2}}[./-]\s?\d{{2,4}}|\d{{1,2}}\.?\s*(?:{_MONTHS})(?:\s+\d{{4}})?|\b(?:19|20)\d\d\b)",
    ),
    (
        Sign.DWELLING,
        r"\b(?:opgang|opgangen|lejlighed|lejligheden|lejl\.|blok|blokken|husnummer|dør|døren|værelse)\s+"
        rf"(?:nr\.?\s*|nummer\s+)?(?:\d{{1,4}}\s?[a-z]?|[{_CAPITAL}])(?!\w)"
        r"|\b(?:\d{1,2}\.\s*(?:sal|tv|th|mf)|st(?:uen)?\.?\s*(?:tv|th|mf))(?!\w)|\b(?:i\s+)?stuelejligheden\b",
    ),
    (
        Sign.SCHOOL,
        r"\b(?:i|fra|klasse|klassen)\s+(?:10|[0-9])\.?\s?[a-fA-FxyzXYZ](?![\w.])"
        rf"|\bgå(?:r|ede|et)?\s+(?:\w+\s+){{0,3}}(?:på|i)\s+[{_CAPITAL}][\w-]*(?:\s+[{_CAPITAL}]\w*)*\s?\w*"
        r"(?:skole|gymnasium|børnehave|vuggestue|kollegium)\w*"
        rf"|\b(?:10|[0-9])\.\s*klasse\b[^.]{{0,60}}?[{_CAPITAL}][\w-]*skole\w*"
        rf"|[{_CAPITAL}][\w-]*skole\w*[^.]{{0,60}}?\b(?:10|[0-9])\.\s*klasse\b",
    ),
    (
        Sign.ONLY,
        r"\bden\s+(?:\w+\s+og\s+)?eneste\b|\beneste\s+(?:\w+\s+)?" + _SOMEBODY
        + r"|\b(?:kun|blot|bare)\s+(?:én|een|et|en|1)\s+(?:\w+\s+)?" + _SOMEBODY
        + r"|\b(?:en|et)\s+enkelt\s+(?:(?:\w+\s+)?" + _SOMEBODY + r"|(?:i|på|fra|ved|med|af)\b)"
        r"|\b(?:én|een)\s+(?:\w+\s+)?" + _SOMEBODY + r"|\bingen\s+andre\s+(?:\w+\s+)?(?:i|på|har|er)\b",
    ),
    # »12 på Motalavej« counts; »på Motalavej 12« is where somebody lives.
    (
        Sign.ADDRESS,
        rf"\b(?:på|i|ved|adressen)\s+[{_CAPITAL}][\w.'-]+\s+\d{{1,3}}\s?[A-Za-z]?"
        r"(?![\w%.,]*\d|\w|\s*(?:%|procent))",
    ),
    (Sign.ADDRESS, rf"\b[1-9]\d{{3}}\s+[{_CAPITAL}][\w-]{{2,}}"),
)  # fmt: skip
_COMPILED = tuple((sign, re.compile(pattern, re.IGNORECASE if sign is Sign.ONLY else 0)) for sign, pattern in _PATTERNS)
_YEAR_BEFORE = re.compile(r"\b(?:i|fra|til|siden|inden|efter|før|ultimo|primo|år|og|-|–|pr\.)\s*$", re.IGNORECASE)


def patterns(text: str) -> Iterator[Span]:
    """Yield births, homes, classes, addresses and being the only one."""
    for sign, pattern in _COMPILED:
        for found in pattern.finditer(text):
            is_year = sign is Sign.ADDRESS and found[0][0].isdigit() and 1900 <= int(found[0][:4]) <= 2100
            if not (is_year and _YEAR_BEFORE.search(text[: found.start()])):
                yield sign, found.start(), found.end()


_NUMBER = r"(?:to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|\d{1,2})"
_TRAITS: dict[str, re.Pattern[str]] = {
    "age": re.compile(
        r"\b\d{1,3}\s?-?\s?årig\b|\b(?:på|er|var|blev|fyldte|fylder)\s+\d{1,3}(?:\s+år)?\b(?!\s*(?:%|procent|pct|kr|m))"
        r"|\b\d{1,3}\s+år\s+gammel\b|\b\w+(?:ty|tyve|tredive|fyrre|halvtreds|tres|halvfjerds|firs|halvfems|ten)-?årig\b",
        re.IGNORECASE,
    ),
    "family": re.compile(
        r"\b(?:mor|far|mormor|farmor|morfar|farfar|forældre)\s+til\b|\b(?:enlig|alene)\s?(?:mor|far|forsørger)\w*"
        r"|\b(?:enke|enkemand|gravid|tvilling\w*|trilling\w*|skilt|fraskilt)\b",
        re.IGNORECASE,
    ),
    "children": re.compile(
        rf"\b(?:mor|far|mormor|farmor|morfar|farfar)\s+til\s+{_NUMBER}\b|\bmed\s+(?:sine\s+)?{_NUMBER}\s+(?:\w+\s+)?børn",
        re.IGNORECASE,
    ),
    "health": re.compile(
        r"\b(?:kræft|diabetes|sukkersyge|adhd|autis|depress|angst|psykisk|psykiatri|handicap|kørestol|misbrug|alkoholi"
        r"|sklerose|epilep|demen[st]|blind|døv|skizofren|ptsd|hiv|diagnose|førtidspension)\w*",
        re.IGNORECASE,
    ),
    "crime": re.compile(
        r"\b(?:dømt|straffet|afson\w*|fængsl\w*|varetægt\w*|sigtet|tiltalt|løsladt|bandemedlem|voldtægt\w*)\b",
        re.IGNORECASE,
    ),
    "work": re.compile(
        r"\b(?:arbejder|arbejdede|ansat|uddannet|udlært|job|lærling|elev)\s+(?:som|hos|i)\s+\w+"
        r"|\b(?:tidligere|pensioneret|selvstændig)\s+\w+(?:mand|er|ør|ist|log)\b",
        re.IGNORECASE,
    ),
    "arrival": re.compile(r"\bkom\s+(?:\w+\s+){0,3}til\s+Danmark\b|\bflygtede\s+fra\b", re.IGNORECASE),
}
_SENSITIVE = frozenset({"health", "crime"})
_TELLING = frozenset({"age", "origin", "children"})
_ENOUGH = 3
"""So many traits of one person near each other can be enough to find that person in an area of some hundred homes."""
_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?!\s+[A-ZÆØÅ])[^.!?]*)*[.!?]*")
_ORIGIN_WORD = re.compile(r"\b(?P<stem>[a-zæøåA-ZÆØÅ]{3,}?)(?P<ending>(?:sk|ske|sker|skere)|(?:i?er|i?ere|i?eren))\b")


def rare(text: str) -> Iterator[Span]:
    """Yield the first place where two sentences in a row tell too much of one person.

    Three traits of age, origin, family, number of children, health, crime, work and arrival, or health or crime beside
    age, origin or the number of children.
    """
    sentences = [(found.start(), found.end()) for found in _SENTENCE.finditer(text)]
    for position, (start, _) in enumerate(sentences):
        end = sentences[min(position + 1, len(sentences) - 1)][1]
        traits = _traits(text[start:end])
        if len(traits) >= _ENOUGH or (traits.keys() & _SENSITIVE and traits.keys() & _TELLING):
            places = list(traits.values())
            yield Sign.RARE, start + min(first for first, _ in places), start + max(last for _, last in places)
            return


def _traits(text: str) -> dict[str, tuple[int, int]]:
    found = {name: match.span() for name, pattern in _TRAITS.items() if (match := pattern.search(text))}
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
