"""Which columns the sheet of an indicator has: what the nature of the indicator needs, no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from helpers.plan.model import Indicator, Nature, Unit

Role = Literal[
    "area", "goal", "round", "period", "day", "numerator", "denominator", "respondents", "value", "answer", "by",
    "reason", "note",
]  # fmt: skip
Entry = Literal["key", "whole", "number", "share", "day", "answer", "judgement", "text"]
"""What may be written: a key is chosen from a list."""

YES_NO = ("ja", "nej")
JUDGEMENTS = ("ja", "nej", "kan ikke afgøres")
_DATED = frozenset({Nature.MILESTONE, Nature.QUALITATIVE})
_RATIOS = frozenset({Unit.PERCENT, Unit.PER_1000, Unit.PER_10000})
_UNITS: dict[Unit, tuple[str, str]] = {
    Unit.PERCENT: ("procent: skriv 58,3 for 58,3 %", "58,3"),
    Unit.COUNT: ("antal", "12"),
    Unit.PERSONS: ("antal personer", "34"),
    Unit.HOMES: ("antal boliger", "120"),
    Unit.PER_1000: ("antal pr. 1.000", "14,2"),
    Unit.PER_10000: ("antal pr. 10.000", "142,5"),
    Unit.DKK: ("kroner, hele beløb", "250000"),
    Unit.YES_NO: ("ja eller nej", "ja"),
    Unit.TEXT: ("ord", "ja"),
}


@dataclass(frozen=True)
class Column:
    """One column of a sheet."""

    role: Role
    heading: str
    unit: str
    """What is written in it, shown above the heading."""
    example: str
    entry: Entry
    width: int = 16

    @property
    def is_key(self) -> bool:
        """Tell whether the column says what the row is about, and is filled in beforehand."""
        return self.role in ("area", "goal", "round", "period")


_AREA = Column("area", "Område", "vælg på listen", "Et område", "key", 30)
_GOAL = Column("goal", "Mål", "vælg på listen", "Et mål", "key", 44)
_PERIOD = Column("period", "Periode", "år eller kvartal", "2016", "key", 20)
_ROUND = Column("round", "Måling", "står der i forvejen", "Midtvejs", "key", 34)
_DAY = Column("day", "Dato", "dag-måned-år", "1-12-2016", "day", 14)
_NOTE = Column("note", "Bemærkning", "må stå tom; aldrig navne", "Foreløbigt tal", "text", 40)


def is_dated(indicator: Indicator) -> bool:
    """Tell whether each answer belongs to a day that the owner writes, and to one goal: milestones and judgements."""
    return indicator.nature in _DATED


def unit_words(unit: Unit) -> str:
    """Return a unit in Danish words."""
    return _UNITS[unit][0]


def columns_of(indicator: Indicator, *, by_goal: bool) -> tuple[Column, ...]:
    """Return the columns of an indicator's sheet, left to right.

    Parameters
    ----------
    by_goal
        Is each row about one goal?
    """
    keys = (_AREA, _GOAL) if by_goal or is_dated(indicator) else (_AREA,)
    if indicator.nature is Nature.MILESTONE:
        return (*keys, _DAY, Column("answer", "Svar", "ja eller nej", "ja", "answer"), _NOTE)
    if indicator.nature is Nature.QUALITATIVE:
        return (
            *keys,
            _ROUND,
            _DAY,
            Column("answer", "Vurdering", "ja, nej eller kan ikke afgøres", "ja", "judgement", 20),
            Column("by", "Vurderet af", "udvalg eller gruppe; aldrig navne", "Styregruppen", "text", 30),
            Column("reason", "Begrundelse", "én eller to sætninger", "Aftalen er indgået", "text", 60),
        )
    return (*keys, _PERIOD, *_numbers(indicator), _NOTE)


def _numbers(indicator: Indicator) -> tuple[Column, ...]:
    unit, example = _UNITS[indicator.unit]
    value = Column("value", "Værdi", unit, example, _entry(indicator))
    if indicator.unit not in _RATIOS:
        return (value,)
    counts: Entry = "whole" if indicator.nature is Nature.SURVEY_SHARE else "number"
    numerator = Column("numerator", "Tæller", indicator.numerator or "antal", "140", counts, 24)
    denominator = Column("denominator", "Nævner", indicator.denominator or "ud af så mange", "240", counts, 24)
    if indicator.nature is not Nature.SURVEY_SHARE:
        return numerator, denominator, value
    return numerator, denominator, Column("respondents", "Antal svar", "antal, der har svaret", "240", "whole"), value


def _entry(indicator: Indicator) -> Entry:
    if indicator.unit is Unit.PERCENT:
        return "share"
    counts = indicator.unit in (Unit.COUNT, Unit.PERSONS, Unit.HOMES)
    return "whole" if counts and indicator.decimals == 0 else "number"
