"""Numbers, addresses and profiles that lead to a person though they are disguised: in words, with *snabel-a*."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.disclosure.free_text_kinds import Sign, Span

_ONES = ["nul", "nuller", "en", "et", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni"]
_TENS = ["tyve", "tredive", "fyrre", "halvtreds", "tres", "halvfjerds", "firs", "halvfems"]
_TEENS = ["ti", "elleve", "tolv", "tretten", "fjorten", "femten", "seksten", "sytten", "atten", "nitten"]
_JOINED = [f"{one}og{ten}" for one in ("en", *_ONES[4:]) for ten in _TENS]
_DIGITS = dict.fromkeys(_ONES, 1) | dict.fromkeys((*_TEENS, *_TENS, *_JOINED), 2)
_LONGEST_FIRST = "|".join(sorted(_DIGITS, key=lambda word: (-len(word), word)))
# No number of four digits that is a year: »2015 fem, 2016 otte« is a row of figures.
_TOKEN = rf"(?:(?:{_LONGEST_FIRST})|\d{{1,2}}|(?!19|20)\d{{4}})"
_ROW = re.compile(rf"(?<!\w){_TOKEN}(?:[ ,.-]{{1,2}}(?:og\s+så\s+)?{_TOKEN}){{2,}}(?!\w)", re.IGNORECASE)
_SHORTEST = 8
"""A Danish telephone number has so many digits, a personal number two more."""
_ARTICLES = frozenset({"en", "et"})
_PATTERNS: tuple[tuple[Sign, re.Pattern[str]], ...] = (
    (
        Sign.E_MAIL,
        re.compile(
            r"(?<!\S)\S{1,80}\s*[(\[{]?\s*(?:snabel-?\s?a|krølle-?\s?a|krøllet\s+a)\b[)\]}]?(?:\s*\S+)?"
            r"|(?<![\w.])[\w.]+\s+(?:at|@|[(\[]at[)\]])\s+\w+\s*(?:\.|punktum|prik|dot)\s*(?:dk|com|net|org)\b",
            re.IGNORECASE,
        ),
    ),
    (Sign.PROFILE, re.compile(r"(?<![\w.])@[\w.]{2,}")),
    (
        Sign.PROFILE,
        re.compile(
            r"\b(?:snapchat|instagram|tiktok|facebook|discord|snap|insta)\s*(?:som|under(?:\s+navnet)?|:|navn(?:et)?)\s+\S+"
            r"|\b(?:facebook|instagram|linkedin|tiktok)\.com/[\w.@-]+",
            re.IGNORECASE,
        ),
    ),
    (Sign.PLATE, re.compile(r"(?<![\w-])(?!(?:EU|KR|KL|BL|DK|NR|TV)\b)[A-ZÆØÅ]{2}\s?\d{2}\s?\d{3}(?![\w.,]*\d)")),
    (
        Sign.PLATE,
        re.compile(r"\b(?:nummerplade|plade|reg\.?\s?nr)\w*[.:]?\s+[a-zæøå]{2}\s?\d{2}\s?\d{3}\b", re.IGNORECASE),
    ),
)  # fmt: skip


def codes(text: str) -> Iterator[Span]:
    """Yield telephone and personal numbers in words, disguised e-mails, profiles and number plates."""
    for sign, pattern in _PATTERNS:
        yield from ((sign, *found.span()) for found in pattern.finditer(text))
    for found in _ROW.finditer(text):
        words = [word.casefold() for word in re.findall(r"[^\W_]+", found[0])]
        digits = sum(_DIGITS.get(word, len(word) if word.isdigit() else 0) for word in words)
        if digits >= _SHORTEST and any(word in _DIGITS and word not in _ARTICLES for word in words):
            yield Sign.SPELLED, *found.span()
