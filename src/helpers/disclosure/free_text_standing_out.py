"""Who stands out: the only one, the first, the oldest; and a certain person whom a text describes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.disclosure import free_text_words as words
from helpers.disclosure.free_text_kinds import Sign, Span
from helpers.disclosure.free_text_words import one_of

_SOMEBODY = (
    r"(?:familie|forælder|mor|far|kvinde|mand|dreng|pige|barn|ung|beboer|borger|deltager|lejer|elev|person|husstand"
    r"|nabo|enke|enkemand|ægtepar|par|frivillig|medarbejder|indehaver|flygtning)\w*"
)
_THE_ONE = rf"(?:han|hun|jeg|ham|hende|som|der|{'|'.join((*words.THE_PERSON, *words.ALSO_THE_PERSON))})"
_EXTREME = r"(?:aller)?(?:første|yngste|ældste|eneste)"
_AT_THE_HEAD = r"\w*(?:formand|imam|præst|leder|træner|læge|stjerne|anfører|målmand|topscorer|kaptajn)\w*"
_ONLY = (
    r"\bden\s+(?:\w+\s+og\s+)?eneste\b",
    rf"\beneste\s+(?:\w+\s+)?(?:{_SOMEBODY}|\w+(?:eser|aner|ker|ist|tolk)\b)",
    rf"\b(?:kun|blot|bare)\s+(?:én|een|et|en|1)\s+(?:\w+\s+)?{_SOMEBODY}",
    rf"\b(?:en|et)\s+enkelt\s+(?:(?:\w+\s+)?{_SOMEBODY}|(?:i|på|fra|ved|med|af)\b)",
    rf"\b(?:én|een)\s+(?:\w+\s+)?{_SOMEBODY}",
    r"\bingen\s+andre\s+(?:\w+\s+)?(?:i|på|har|er)\b",
    rf"\bingen\s+af\s+de\s+(?:andre|øvrige)\s+(?:{_SOMEBODY}\s+)?(?:har|er|kan)\b",
    one_of("kun/udelukkende han/hun/ham/hende", "den ene af _ _ to"),
    # »Det første møde« is no one; »den yngste deltager«, »hun var den første fra« and »områdets ældste« are.
    rf"\bden\s+{_EXTREME}\s+(?:\w+\s+)?{_SOMEBODY}",
    rf"\b{_THE_ONE}\s+(?:er|var|blev)\s+(?:\w+\s+)?(?:den|\w+s)\s+{_EXTREME}\b(?!\s+(?:dag|gang|tid|uge|time)\b)",
    rf"\b(?:\w+s|vores)\s+{_EXTREME}\s+(?:\w+\s+)?(?:{_SOMEBODY}|{_AT_THE_HEAD})",
    r"\b\w+s\s+(?:stjerne|anfører|målmand|topscorer|kaptajn|mester)\b",
    r"\ben\s+af\s+de\s+(?:få|to|tre|fire)\b(?=[,.]|\s+(?:der|som))",
    # What everybody has seen or heard of.
    r"\b[12]\d\d\s*cm\s+høj\w*|\b(?:over|næsten)\s+to\s+meter\s+høj\w*|\bvejer\s+\d{2,3}\s*(?:kg|kilo)\b",
    one_of(
        "kendt af alle",
        "den kendte",
        "alle kender ham/hende",
        "kendt fra",
        "*landshold*",
        "vandt DM/EM/VM/OL",
        "*mester i",
    ),
    one_of("danmarksmester*", "europamester*", "verdensmester*", "hundredårig*", "fylder/fyldte/blev hundrede"),
    r"\b(?:interviewet|portrætteret)\s+(?:\w+\s+)?(?:i|på)\s+(?:\w*avisen?|tv\w*|fjernsynet|radioen|nyhederne)\b",
    one_of("trillinger*", "trillingerne", "firling*", "femling*"),
    r"\b(?:9\d|1[01]\d)(?:\s+år\s+gammel\b|\s?-?\s?årig\b)",
    rf"\b{_SOMEBODY}\s+på\s+(?:9\d|1[01]\d)(?:\s+(?:år|og)\b|[,.])",
    r"\b(?:\w*par|brødre|søstre|søskende|sønner|døtre|drenge|piger)\s+på\s+\d{1,2}\s+og\s+\d{1,2}\b",
    r"\b(?:har|med|til|født|fået)\s+(?:sine\s+)?(?:syv|otte|ni|ti|elleve|tolv|tretten|fjorten|[7-9]|1\d)\s+børn\b",
)

_ADJECTIVE = r"(?:[a-zæøå]+e\s+){1,2}"
_CERTAIN = (
    rf"(?:ham|hende|(?:{'|'.join(words.THE_PERSON)})s?|(?:den|det)\s+{_ADJECTIVE}(?:{'|'.join(words.HUMAN)})"
    r"|den\s+(?:tidligere|kendte|gamle|unge|nye|ensomme)\s+\w{4,})"
)
_WORK = (
    r"(?:områd|afdeling|bydel|klub|grupp|forløb|projekt|aktivitet|lejr|kurs|caf|lektie|hold|sommer|job|arbejd|skole\b"
    r"|starten|begyndelsen|dag|gang|andre|hjælp|råd|at\b|sig\b|til\b|for\b|over\b|sin\b|med\b|start|tide|plads|vej\b"
    r"|gå|ro\b)"
)
"""What people come from or take part in without being told apart by it."""
_PLACE = (
    r"\s+(?:med|fra|i|ved|på|bag|efter|oppe|nede|ovre|henne)\s+(?:(?:det|den|de|sin|sit|sine)\s+)?"
    rf"(?!{_WORK})\w+"
)
_TAKES_PART = (
    r"(?:delt[ao]\w+|kommer|kom|fortæller|fortalte|siger|sagde|hjælper|hjalp|arbejder|står|stod|holder|holdt|leder|ledede"
    r"|underviser|underviste|er\s+med|var\s+med|gerne|ikke|også)"
)
_CLAUSES = (
    r"\s+til\s+(?:ham|hende|de|den|drengen|pigen)\b",
    r",?\s+(?:der|som)\s+(?:kørte|faldt|slog|blev|gik|boede|bor|vandt|mistede|døde|druknede|kom\s+hjem|har|havde|fandt)\b",
    r",?\s+hvis\s+\w+",
    rf",\s+(?:der|som)\s+(?!{_TAKES_PART}\b)\w+",
)
_DESCRIBED = rf"\b{_CERTAIN}(?:{'|'.join((_PLACE, *_CLAUSES))})"
_PATTERNS = tuple(
    (sign, re.compile(pattern, re.IGNORECASE))
    for sign, patterns in ((Sign.ONLY, _ONLY), (Sign.DESCRIBED, (_DESCRIBED,)))
    for pattern in patterns
)


def standing_out(text: str) -> Iterator[Span]:
    """Yield where a text tells of the only one of something, or describes a certain person."""
    for sign, pattern in _PATTERNS:
        yield from ((sign, *found.span()) for found in pattern.finditer(text))
