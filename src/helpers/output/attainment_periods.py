"""When something was measured, as it stands in a sentence of either language.

Labels are written once, in Danish, where data are read; the English words are made from the label's own shape.
"""

from __future__ import annotations

import re

from babel import Locale

from helpers.output.languages import Language, say
from helpers.output.wording import LOCALE, quoted
from helpers.plan.model import Plan

_DANISH: dict[str, int] = {name: number for number, name in LOCALE.months["format"]["wide"].items()}
_MONTH = "|".join(_DANISH)
_YEAR = r"\d{4}(?:[/–-]\d{4})?"
_SHAPES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"(?P<year>{_YEAR})"), "i {year}"),
    (re.compile(r"(?P<quarter>\d)\. kvartal (?P<year>\d{4})"), "i {quarter}. kvartal {year}"),
    (re.compile(rf"(?P<date>\d{{1,2}})\. (?P<month>{_MONTH}) (?P<year>\d{{4}})"), "den {date}. {month} {year}"),
    (re.compile(rf"(?P<month>{_MONTH}) (?P<year>\d{{4}})"), "i {month} {year}"),
    (re.compile(r"ultimo (?P<year>\d{4})"), "ved udgangen af {year}"),
    (re.compile(rf"skoleåret (?P<year>{_YEAR})"), "i skoleåret {year}"),
)


def period_phrase(label: str, language: Language = "da") -> str:
    """Return a period as it stands in a sentence: `i 2016`, `i 1. kvartal 2013`, `den 1. december 2012`."""
    for shape, template in _SHAPES:
        found = shape.fullmatch(label)
        if found is not None:
            return say(template, language, **_in_language(found.groupdict(), language))
    if not label:
        return ""
    return f"({label if language == 'da' else quoted(label, language)})"


def _in_language(places: dict[str, str], language: Language) -> dict[str, str]:
    if language == "da" or "month" not in places:
        return places
    names: dict[int, str] = Locale("en").months["format"]["wide"]
    return {**places, "month": names[_DANISH[places["month"]]]}


def round_words(plan: Plan, round_id: str, language: Language = "da") -> str:
    """Return what readers call a round: `slut 2021`, in English `end 2021`."""
    found = {item.id: item for item in plan.rounds}[round_id]
    if language == "da":
        return found.label
    years = re.sub(r"^\D+", "", found.label)
    return f"{round_id} {years}".strip()
