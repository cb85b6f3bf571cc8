"""Numbers, units, intervals, dates and sources as readers of the language write them; the same everywhere.

Numbers keep a non-breaking space before their unit, so that no line ends between them; only the English `64.3%` has
none. The language is Danish where none is asked for.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from helpers.measurement.results import Interval
from helpers.observations.table import Origin
from helpers.output.languages import Language, say
from helpers.plan.model import Citation, Indicator, Unit

LOCALE = Locale("da")
_LOCALES: dict[Language, Locale] = {"da": LOCALE, "en": Locale("en", "GB")}
_DAYS: dict[Language, str] = {"da": "d. MMMM y", "en": "d MMMM y"}
NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"

HIDDEN = ".."
HIDDEN_WORDS = "skjult af hensyn til diskretion"
MISSING = "mangler"
DEMO_BANNER = "Demonstrationsdata: tallene er opdigtede og siger intet om området."
NO_DOCUMENT_PLACE = "kilden er ikke angivet"

_ORIGIN = {
    Origin.DOCUMENTED: "dokumenteret",
    Origin.SUPPLIED: "leveret",
    Origin.SYNTHETIC: "opdigtet demonstrationstal",
}
_WIDE = 10.0
_WORDS = ("nul", "et", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni")
_DWELLINGS = re.compile(r"\b(boliger|lejemål|lejligheder|dwellings|homes)\b", re.IGNORECASE)
_PER = {Unit.PER_1000: 1000, Unit.PER_10000: 10000}


@lru_cache(maxsize=16_384)  # a page writes the same number in its tables, drawings, sentences and files
def number(value: float, decimals: int = 0, language: Language = "da") -> str:
    """Return `value` as `1.234,5` (English `1,234.5`), rounded half up as readers do, with a real minus sign.

    Zero has no sign; a value without end is `∞`.
    """
    if math.isinf(value):
        return f"{MINUS if value < 0 else ''}∞"
    step = Decimal(1).scaleb(-decimals)
    rounded = Decimal(repr(float(value))).quantize(step, rounding=ROUND_HALF_UP)
    pattern = "#,##0" + (f".{'0' * decimals}" if decimals else "")
    text = format_decimal(abs(rounded), format=pattern, locale=_LOCALES[language])
    return MINUS + text if rounded < 0 else text


def signed(value: float, decimals: int = 0) -> str:
    """Return a difference with its sign: `+3,2`, `−1,0`, `0,0`."""
    text = number(value, decimals)
    shows_zero = not text.strip("0,")
    return text if value <= 0 or shows_zero else f"+{text}"


def count_word(value: int, *, common: bool = False, stressed: bool = False) -> str:
    """Return zero to nine in words, else digits.

    Parameters
    ----------
    value
        A count.
    common
        True for `en` (one activity), False for `et` (one goal).
    stressed
        True where the word stands alone: `én`, `ét`.
    """
    if value == 1:
        return ("én" if common else "ét") if stressed else ("en" if common else "et")
    return _WORDS[value] if 0 <= value < len(_WORDS) else number(value)


def count_words(values: Sequence[int]) -> tuple[str, ...]:
    """Return counts that one sentence compares: all in words, or all in digits if one of them is above nine.

    One is always a word; `1 mål` beside `Ét mål` would look like two kinds of one.
    """
    digits = any(value > 9 for value in values)
    return tuple(number(value) if digits and value != 1 else count_word(value, stressed=True) for value in values)


def listed(parts: Iterable[str], language: Language = "da") -> str:
    """Return `a, b og c`, in English `a, b and c`."""
    return format_list(list(parts), style="standard", locale=_LOCALES[language])


def unit_words(indicator: Indicator, *, one: bool = False, language: Language = "da") -> str:
    """Return what stands after a value of `indicator`: `%`, `pr. 1.000 beboere`, `boliger` or nothing."""
    if indicator.unit in _PER:
        per = f"pr.{NBSP}{{number}} {_whom(indicator)}"
        return say(per, language, number=number(_PER[indicator.unit], language=language))
    danish = {
        Unit.PERCENT: "%",
        Unit.PERSONS: "person" if one else "personer",
        Unit.HOMES: "bolig" if one else "boliger",
        Unit.DKK: "kr.",
    }.get(indicator.unit, "")
    return say(danish, language) if danish else ""


def _whom(indicator: Indicator) -> str:
    return "boliger" if _DWELLINGS.search(indicator.denominator or "") else "beboere"


def difference_words(indicator: Indicator, *, one: bool = False, language: Language = "da") -> str:
    """Return the unit of a difference: `procentpoint` for shares, else the indicator's own."""
    if indicator.unit is Unit.PERCENT:
        return say("procentpoint", language)
    return unit_words(indicator, one=one, language=language)


def joined(text: str, unit: str, language: Language = "da") -> str:
    """Return a number and its unit so that no line ends between them."""
    between = "" if language == "en" and unit == "%" else NBSP
    return f"{text}{between}{unit}" if unit else text


def quantity(value: float, indicator: Indicator, language: Language = "da") -> str:
    """Return `value` with the indicator's decimals and unit: `71,7 %`, `22,4 pr. 1.000 beboere`, `137 boliger`."""
    if indicator.unit is Unit.YES_NO:
        return say("ja" if value else "nej", language)
    text = number(value, indicator.decimals, language)
    return joined(text, unit_words(indicator, one=value == 1, language=language), language)


def rate_per_unknown(value: float, indicator: Indicator, language: Language = "da") -> str:
    """Return a rate whose source has lost per how many: `22 pr. [mangler] beboere`; nothing is put in its place."""
    return joined(number(value, indicator.decimals, language), per_unknown_words(indicator, language), language)


def per_unknown_words(indicator: Indicator, language: Language = "da") -> str:
    """Return the unit of such a rate: `pr. [mangler] beboere`."""
    return say(f"pr.{NBSP}[mangler]{NBSP}{_whom(indicator)}", language)


def as_stated(value: float, indicator: Indicator) -> Indicator:
    """Return the indicator with no more decimals than a stated value needs."""
    most = max(indicator.decimals, 1)
    needed = next(d for d in range(most + 1) if d == most or round(value, d) == value)
    return indicator.model_copy(update={"decimals": needed})


def as_computed(value: float, indicator: Indicator) -> Indicator:
    """Return the indicator with a decimal if a computed value lies between the whole numbers that it is counted in.

    A target of at most 13.6 written as 14 would seem reached by 14.
    """
    if indicator.decimals or same(value, round(value)):
        return indicator
    return indicator.model_copy(update={"decimals": 1})


def same(one: float, other: float) -> bool:
    """Tell whether two numbers differ by nothing but the computer's rounding."""
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


def difference(value: float, indicator: Indicator) -> str:
    """Return a signed difference with its unit: `+3,2 procentpoint`, `−1 bolig`."""
    text = signed(value, indicator.decimals)
    return joined(text, difference_words(indicator, one=text in ("+1", f"{MINUS}1")))


def _between(low: float, high: float, decimals: int, unit: str, language: Language) -> str:
    first = number(low, decimals, language)
    if math.isinf(high):
        return say("mindst {low}", language, low=joined(first, unit, language))
    return say(
        "mellem {low} og {high}", language, low=first, high=joined(number(high, decimals, language), unit, language)
    )


def stated_range(low: float, high: float, indicator: Indicator, language: Language = "da") -> str:
    """Return a range that a source states: `mellem 2.400 og 2.450 boliger`."""
    return _between(low, high, indicator.decimals, unit_words(indicator, language=language), language)


def sureness(interval: Interval, language: Language = "da") -> str:
    """Return `95 % sikkerhed`."""
    level = joined(number(interval.level * 100, language=language), "%", language)
    return say("{level} sikkerhed", language, level=level)


def interval_words(
    interval: Interval, indicator: Indicator, *, of_difference: bool = False, language: Language = "da"
) -> str:
    """Return `mellem 52 og 64 % (95 % sikkerhed)`: the range in plain words first, its level after it.

    A wide interval has one decimal at most; more would look surer than it is.
    """
    words = difference_words if of_difference else unit_words
    wide = interval.high - interval.low >= _WIDE
    decimals = min(indicator.decimals, 1) if wide else indicator.decimals
    between = _between(interval.low, interval.high, decimals, words(indicator, language=language), language)
    return f"{between} ({sureness(interval, language)})"


def rests_on(n: float) -> str:
    """Return `n = 1.240`."""
    return f"n{NBSP}={NBSP}{number(n)}"


def day(value: date, language: Language = "da") -> str:
    """Return `1. januar 2013`, in English `1 January 2013`."""
    return format_date(value, format=_DAYS[language], locale=_LOCALES[language])


def month(value: date) -> str:
    """Return `januar 2013`."""
    return format_date(value, format="MMMM y", locale=_LOCALES["da"])


def pages_words(first: int, others: Iterable[int] = ()) -> str:
    """Return `side 6` or `side 6, 15 og 16`."""
    numbers = [first, *(page for page in others if page != first)]
    return f"side{NBSP}{listed(str(page) for page in numbers)}"


def document_place(document: str | None, page: int | None, others: Iterable[int] = ()) -> str:
    """Return a place in a source document, the only way it is written anywhere: `dokument S1, side 6`."""
    if document is None:
        return NO_DOCUMENT_PLACE
    where = f"dokument{NBSP}{document}"
    return where if page is None else f"{where}, {pages_words(page, others)}"


def citation(source: Citation) -> str:
    """Return a citation of the plan as `dokument S1, side 6 og 15`."""
    return document_place(source.document, source.page, source.also_pages)


def origin_words(origin: Origin) -> str:
    """Return the origin in words: `dokumenteret`, `leveret` or `opdigtet demonstrationstal`."""
    return _ORIGIN[origin]


def quoted(text: str, language: Language = "da") -> str:
    """Return a document's own words, or a Danish name in an English sentence, in the language's quotation marks."""
    return (
        f"»{text.strip()}«"
        if language == "da"
        else f"\N{LEFT DOUBLE QUOTATION MARK}{text.strip()}\N{RIGHT DOUBLE QUOTATION MARK}"
    )


def sentence(text: str) -> str:
    """Return `text` with a capital and a full stop."""
    trimmed = text.strip()
    if not trimmed:
        return ""
    ended = trimmed if trimmed[-1] in ".!?…" else f"{trimmed}."
    return ended[0].upper() + ended[1:]
