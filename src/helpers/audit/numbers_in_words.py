"""Numbers in running text: which of them may tell a figure, and which are years, targets, margins or addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["count", "group", "value", "difference"]

_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_MONTHS = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
_LIMITS = (
    "mindst|højst|under|over|præcis|mere end|færre end|flere end|lavere end|højere end|mål:|krav:|målet er|kravet er"
)
_THINGS = (
    "områder|områders|mål|målinger|gange|år|måneder|perioder|rækker|filer|værdier|steder|læsninger|brande i|"
    "medlemmer|møder|trin|kr|legepladser|opgange|blokke|etager|lokaler|lamper|bænke|skoler|skoleklasser|veje|gader|"
    "stier|haver|træer|butikker|bygninger|minutter|timer|dage|uger|kilometer|meter|m2|m²"
)
_PERSONS = (
    "personer|unge|børn|forældre|mødre|fædre|kvinder|mænd|piger|drenge|beboere|borgere|deltagere|frivillige|familier|"
    "elever|ledige|naboer|lejere"
)
_SOURCES = (
    r"»[^«]*«",  # a document's own words, which were public before
    r"(?:[\w.]+(?:- ?|/ ?))+[\w.]*"
    r"\.(?:csv|xlsx?|ods|tsv|pdf|ya?ml|json|dta|sav|sas7bdat|parquet|svg|html|txt|xpt|zip)\b",
    r"\b(?:række|rækkerne|side|sider|figur|tabel|afsnit|kapitel|nr\.|dokument|version|trin|plads|p =|bilag|stk\.) ?"
    r"S?\d+(?:[–-]\d+)?(?:(?:, \d+(?:[–-]\d+)?)* og \d+(?:[–-]\d+)?)?(?: af \d+)?",
    r"\bmåling: \d{1,2}\.",  # a day whose month stands on the next line
    r"\d+ ?(?:kB|MB|GB)\b",
    r"#[0-9a-f]{3,8}\b",
)
_TIMES = (
    rf"\d{{1,2}}\. ?(?:{_MONTHS})(?: \d{{4}})?",
    r"\d{1,2}\. ?(?:kvartal|halvår|klasse)(?: \d{4})?",
    r"\d{4}-\d\d-\d\d",
    r"(?<![\d,.])(?:19|20)\d\d(?: ?[-/–] ?(?:(?:19|20)\d\d|\d\d))?(?!\d|,\d)",
)
_NO_FIGURES = (
    r"\(?\d+(?:,\d+)? ?% sikkerhed\)?",
    rf"(?:{_LIMITS}) (?:{_NUMBER})(?: og (?:{_NUMBER}))?",
    rf"mål(?:et)?[^.;]{{0,40}}usikkert: mellem (?:{_NUMBER}) ?%? og (?:{_NUMBER})",
    rf"(?:{_NUMBER}) ?% (?:om året|pr\. år|årligt|lavere|højere|af (?:tallet|startværdien|de \d+))",
    rf"(?:{_NUMBER}) (?:{_THINGS})\b",
    r"\bpr\. ?1(?:00|\.?0{3}|0\.?0{3}|00\.?0{3})\b",  # a unit: pr. 1.000 beboere
    r"\d+[-–]\d+-? ?år(?:ige)?\b|\d+-årige?\b",
)
_SOURCE_MASKS, _OTHER_MASKS = (
    tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
    for patterns in (_SOURCES, (*_TIMES, *_NO_FIGURES))
)
_SIGNED = rf"(?P<sign>[+−-])(?P<difference>{_NUMBER})(?= ?(?:%|procentpoint|pct|siden|$|;|\n|personer|boliger|pr\.))"
_WORDS = {
    "nul": 0, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8, "ni": 9, "ti": 10,
    "elleve": 11, "tolv": 12, "én": 1, "ét": 1,
}  # fmt: skip
_ALL = re.compile(
    rf"(?<![\w,.+−-])(?:{_SIGNED}"
    rf"|(?P<verb>faldt|falder|faldet|ned|steg|stiger|steget|op|vokset) med (?P<moved>{_NUMBER}|{'|'.join(_WORDS)})\b"
    rf"|(?P<more>{_NUMBER}|{'|'.join(_WORDS)}) (?P<than>flere|færre) (?:end )?(?:i|siden|ved)\b"
    rf"|(?P<part>{_NUMBER}) (?:ud )?af (?P<whole>{_NUMBER})"
    rf"|n ?[=:] ?(?P<group>{_NUMBER})"
    rf"|mellem (?P<from>{_NUMBER}) ?%? og (?P<to>{_NUMBER})(?P<between> ?%)?"
    rf"|(?P<plain>{_NUMBER})(?P<percent> ?%| ?pct| ?procent(?!point))?"
    rf"|(?:(?:var|er|blev|til|på|:)(?: (?:det|der|de))?(?: (?:kun|blot|bare|i alt|altså))?|kun|blot|i alt|altså) "
    rf"(?P<word>{'|'.join(_WORDS)})\b(?! (?:{_THINGS}))"
    rf"|(?P<persons>{'|'.join(_WORDS)}) (?:\w+[ea] )?(?:{_PERSONS})\b"
    r")",
    re.IGNORECASE,
)
_AWAY = re.compile(r" ?(?:%|procentpoint|personer)? ?(?P<side>over|under) (?:målet|kravet)", re.IGNORECASE)


@dataclass(frozen=True)
class Number:
    """A number that a text tells: what of, where, and between which ends as it is written."""

    kind: Kind
    low: float
    high: float
    start: int
    percent: bool = False


def without_sources(text: str) -> str:
    """Return the text with places, file names and documents' own words blank; times are left."""
    return _blank(text, _SOURCE_MASKS)


def masked(text: str) -> str:
    """Return a text without sources with everything else blank that holds digits and tells no figure."""
    return _blank(text, _OTHER_MASKS)


def _blank(text: str, masks: Iterable[re.Pattern[str]]) -> str:
    for mask in masks:
        text = mask.sub(lambda found: " " * len(found[0]), text)
    return text


def numbers(text: str) -> Iterator[Number]:
    """Yield the numbers of a masked text, each with the ends that its rounding leaves open."""
    for found in _ALL.finditer(text):
        for group, read in _READ.items():
            if found[group]:
                yield from read(found, text)
                break


def _difference(found: re.Match[str], _: str) -> Iterator[Number]:
    yield _number("difference", found["difference"], found.start(), negative=found["sign"] != "+")


def _moved(found: re.Match[str], _: str) -> Iterator[Number]:
    down = found["verb"].lower() in ("faldt", "falder", "faldet", "ned")
    yield _number("difference", found["moved"], found.start(), negative=down)


def _more(found: re.Match[str], _: str) -> Iterator[Number]:
    yield _number("difference", found["more"], found.start(), negative=found["than"].lower() == "færre")


def _part(found: re.Match[str], _: str) -> Iterator[Number]:
    yield _number("count", found["part"], found.start())
    yield _number("group", found["whole"], found.start())


def _group(found: re.Match[str], _: str) -> Iterator[Number]:
    yield _number("group", found["group"], found.start())


def _interval(found: re.Match[str], _: str) -> Iterator[Number]:
    percent = bool(found["between"])
    ends = _value(found["from"]), _value(found["to"])
    yield Number("value" if percent else "count", *ends, found.start(), percent=percent)


def _word(found: re.Match[str], _: str) -> Iterator[Number]:
    yield _number("count", found["word"], found.start())


def _persons(found: re.Match[str], _: str) -> Iterator[Number]:
    yield _number("count", found["persons"], found.start())


def _plain(found: re.Match[str], text: str) -> Iterator[Number]:
    if not _AWAY.match(text, found.end()):
        percent = bool(found["percent"])
        yield _number("value" if percent else "count", found["plain"], found.start(), percent=percent)


_READ: dict[str, Callable[[re.Match[str], str], Iterator[Number]]] = {
    "difference": _difference,
    "moved": _moved,
    "more": _more,
    "part": _part,
    "group": _group,
    "from": _interval,
    "word": _word,
    "persons": _persons,
    "plain": _plain,
}


def _value(written: str) -> float:
    word = _WORDS.get(written.lower())
    if word is not None:
        return float(word)
    # A point before three digits parts thousands; any other point is a program's decimal point.
    plain = re.sub(r"\.(?=\d{3}(?:\D|$))", "", written)
    return float(plain.replace(",", "."))


def _number(kind: Kind, written: str, start: int, *, percent: bool = False, negative: bool = False) -> Number:
    value = -_value(written) if negative else _value(written)
    decimals = len(written.partition(",")[2])
    half = 0.5 * 10.0**-decimals if percent or decimals else 0.0
    return Number(kind, value - half, value + half, start, percent)
