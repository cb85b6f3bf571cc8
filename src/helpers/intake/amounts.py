"""Numbers of one row: read by role, checked against each other, and the value computed where only counts are given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from helpers.intake.declaration import FileUnit, ValueFrom
from helpers.intake.documents import CellValue, Percentage, blank
from helpers.intake.numbers import (
    NO_NUMBER,
    Mark,
    NotANumber,
    NotWhole,
    Number,
    TwoWays,
    format_number,
    parse_number,
)
from helpers.plan.model import Indicator, Nature, Unit

SHARES = (Nature.SURVEY_SHARE, Nature.REGISTER_SHARE)
_RATES = {Unit.PERCENT: 100.0, Unit.PER_1000: 1000.0, Unit.PER_10000: 10_000.0}
_SCALED: dict[FileUnit, int] = {"as_stated": 0, "fraction": 2, "thousand": 3, "million": 6}


@dataclass(frozen=True)
class Amounts:
    """The numbers of one observation."""

    value: float | None
    numerator: float | None
    denominator: float | None
    respondents: int | None
    low: float | None
    high: float | None
    hidden: bool
    provisional: bool
    population: float | None = None
    invited: int | None = None
    design_effect: float | None = None
    weighting: str | None = None


class Contradiction(ValueError):  # noqa: N818 - it is a finding about a row, not a failure of the program
    """The numbers of a row do not fit each other; carries value, rule and remedy of the fault."""

    def __init__(self, value: str, rule: str, remedy: str) -> None:
        super().__init__(value)
        self.value, self.rule, self.remedy = value, rule, remedy


def read_number(cell: CellValue, decimal_mark: Literal[",", "."] = ",") -> Number:
    """Return the number in a cell.

    Raises
    ------
    NotANumber
        If the cell holds a text, a date or a truth value.
    """
    if blank(cell):
        return Number(None, Mark.MISSING)
    if isinstance(cell, Percentage):
        return Number(_shortest(cell.value), unit="percent")
    if isinstance(cell, str):
        return parse_number(cell, decimal_mark)
    if isinstance(cell, date | time | timedelta):
        raise NotANumber("Her skal stå et tal; regnearket har gjort det til en dato.")
    if isinstance(cell, bool) or cell is None or cell != cell or abs(cell) == float("inf"):
        raise NotANumber(NO_NUMBER)
    return Number(_shortest(Decimal(repr(cell))))


def _shortest(number: Decimal) -> Decimal:
    """Return the number without closing zeros, which a program adds and nobody has written."""
    return Decimal(int(number)) if number == number.to_integral_value() else number.normalize()


def in_unit(number: Number, role: str, indicator: Indicator, file_unit: FileUnit) -> Number:
    """Return the number in the indicator's unit.

    Raises
    ------
    NotANumber
        If the unit written beside the number is another one, or a count is not whole or could be thousands.
    """
    is_value = role in ("value", "low", "high")
    stated = {"percent": Unit.PERCENT, "dkk": Unit.DKK}.get(number.unit or "")
    if stated is not None and not (is_value and stated is indicator.unit):
        raise NotANumber(f"Tallet skal være i enheden {_UNIT_WORDS[indicator.unit] if is_value else 'antal'}.")
    if number.value is None or role in _EFFECTS:
        return number
    _check_count(number, role, indicator, file_unit)
    if not is_value or stated is not None:
        return number
    return Number(number.value.scaleb(_SCALED[file_unit]), number.mark, number.unit)


def _check_count(number: Number, role: str, indicator: Indicator, file_unit: FileUnit) -> None:
    value = number.value
    amount_only = role in ("value", "low", "high") and indicator.unit not in (*_COUNTED_IN, Unit.DKK)
    if value is None or amount_only:
        return
    # »1,250« is a decimal to a Dane and a thousand to an English spreadsheet; no count has three decimals.
    if number.decimals == _OF_THOUSANDS and 1 <= abs(value) < 1000 and _SCALED[file_unit] in (0, 2):
        raise TwoWays("Et antal har ikke tre decimaler; måske er tegnet ment som skilletegn mellem tusinder.")
    if is_whole_count(role, indicator) and value != value.to_integral_value():
        raise NotWhole("Et antal er et helt tal; punktum skiller tusinder, komma skiller decimaler.")


def is_whole_count(role: str, indicator: Indicator) -> bool:
    """Tell whether what stands in a role counts events, persons or homes, which are whole.

    A register's denominator need not be: the mean of a year's inhabitants has decimals. Nor need what the register of
    indicators itself gives decimals (full-time persons).
    """
    if role in ("respondents", "population", "invited"):
        return True
    if role == "denominator":
        return indicator.nature is Nature.SURVEY_SHARE
    if role == "numerator" and indicator.nature in (*SHARES, Nature.EVENT_RATE):
        return True
    return indicator.nature is Nature.EVENT_COUNT or (indicator.unit in _COUNTED_IN and indicator.decimals == 0)


_EFFECTS = ("design_effect", "effective")
"""Roles whose numbers have decimals and no unit."""
_COUNTED_IN = (Unit.COUNT, Unit.PERSONS, Unit.HOMES)
_OF_THOUSANDS = 3
_UNIT_WORDS = {
    Unit.PERCENT: "procent",
    Unit.COUNT: "antal",
    Unit.PERSONS: "personer",
    Unit.HOMES: "boliger",
    Unit.PER_1000: "pr. 1.000",
    Unit.PER_10000: "pr. 10.000",
    Unit.DKK: "kroner",
    Unit.YES_NO: "ja eller nej",
    Unit.TEXT: "tekst",
}


def combine(numbers: Mapping[str, Number], how: ValueFrom, indicator: Indicator) -> Amounts | None:
    """Return the amounts of one observation, or None if nothing is stated.

    A value that its owner hides (`..`) stays an observation without a value. A share of nobody (0 of 0) is nothing.

    Raises
    ------
    Contradiction
        If the counts are incomplete or value and counts do not agree at the precision of the value.
    """
    stated = {role: number.value for role, number in numbers.items() if number.value is not None}
    hidden = any(number.mark is Mark.HIDDEN for number in numbers.values())
    if not stated and not hidden:
        return None
    per = how.per or _RATES.get(indicator.unit)
    value = None if hidden else _value(numbers, stated, per, how)
    survey = survey_numbers(stated)
    if value is None and not hidden and not {"low", "high"} & stated.keys():
        return None
    respondents = stated.get("respondents")
    return Amounts(
        value=value,
        numerator=None if hidden else _float(stated.get("numerator")),
        denominator=_float(stated.get("denominator")),
        respondents=None if respondents is None else int(respondents),
        low=_float(stated.get("low")),
        high=_float(stated.get("high")),
        hidden=hidden,
        provisional=any(number.mark is Mark.PROVISIONAL for number in numbers.values()),
        population=survey.population,
        invited=survey.invited,
        design_effect=None if hidden else survey.design_effect,
        weighting=how.weighted_by,
    )


@dataclass(frozen=True)
class SurveyNumbers:
    """How many could have answered and were asked, and how sure the answers are."""

    population: float | None = None
    invited: int | None = None
    design_effect: float | None = None


def survey_numbers(stated: Mapping[str, Decimal]) -> SurveyNumbers:
    """Return what a row says of its survey; a design effect follows from effective answers.

    Raises
    ------
    Contradiction
        If more have answered than were asked, more were asked than there are, or a design effect is none.
    """
    population, invited = stated.get("population"), stated.get("invited")
    answers = stated.get("respondents", stated.get("denominator"))
    steps = [(answers, "svar"), (invited, "spurgte"), (population, "beboere")]
    known = [(number, words) for number, words in steps if number is not None]
    for (fewer, of_what), (more, than_what) in pairwise(known):
        if fewer > more:
            raise Contradiction(
                value=f"der er {format_number(fewer)} {of_what}, men kun {format_number(more)} {than_what}",
                rule="Der kan ikke være flere svar end spurgte, og ikke flere spurgte end beboere.",
                remedy="Ret antallene.",
            )
    return SurveyNumbers(_float(population), None if invited is None else int(invited), _effect(stated, answers))


def _effect(stated: Mapping[str, Decimal], answers: Decimal | None) -> float | None:
    own, effective = stated.get("design_effect"), stated.get("effective")
    if own is None and effective is None:
        return None
    if own is None and (answers is None or effective is None or effective <= 0):
        raise Contradiction(
            value="de effektive svar kan ikke bruges",
            rule="Et antal effektive svar er over 0 og står sammen med antallet af svar.",
            remedy="Udfyld antallet af svar, eller fjern »effective«.",
        )
    found = float(own) if own is not None else float((answers or Decimal(0)) / (effective or Decimal(1)))
    if not _LEAST_EFFECT <= found <= _LARGEST_EFFECT:
        raise Contradiction(
            value=f"designeffekten er {format_number(round(found, 4))}",
            rule=f"En designeffekt ligger mellem {format_number(_LEAST_EFFECT)} og {format_number(_LARGEST_EFFECT)}.",
            remedy="Spørg dem, der har lavet undersøgelsen.",
        )
    return found


_LEAST_EFFECT, _LARGEST_EFFECT = 0.2, 50.0


def _value(
    numbers: Mapping[str, Number], stated: Mapping[str, Decimal], per: float | None, how: ValueFrom
) -> float | None:
    own = stated.get("value")
    computed = _computed(numbers, stated, per)
    if own is None or how.weighted_by is not None:
        return computed if own is None else float(own)
    if computed is not None and per is not None and "denominator" in stated:
        # Half a unit of the last decimal written, and what floating point takes.
        allowed = 0.5 * 10.0 ** -numbers["value"].decimals + 1e-9 * abs(computed)
        if abs(float(own) - computed) > allowed:
            raise Contradiction(
                value=f"værdien {format_number(own)} passer ikke til {_ratio(stated)}",
                rule=f"Værdi og antal skal passe sammen; antallene giver {format_number(round(computed, 4))}.",
                remedy="Spørg dataejeren, hvilket tal der er rigtigt.",
            )
    return float(own)


def _ratio(stated: Mapping[str, Decimal]) -> str:
    return f"{format_number(stated['numerator'])} af {format_number(stated['denominator'])}"


def _computed(numbers: Mapping[str, Number], stated: Mapping[str, Decimal], per: float | None) -> float | None:
    numerator, denominator = stated.get("numerator"), stated.get("denominator")
    if numerator is None:
        return None
    if "denominator" not in numbers:
        return float(numerator) if per is None else None
    if denominator is None:
        if "value" in stated:
            return None
        raise Contradiction(
            value=f"antallet {format_number(numerator)} står uden det antal, det er en del af",
            rule="En andel har både tæller og nævner.",
            remedy="Udfyld begge felter, eller lad begge stå tomme.",
        )
    if denominator == 0:
        if numerator != 0:
            raise Contradiction(
                value=f"{_ratio(stated)}",
                rule="Nævneren er 0, men tælleren er ikke.",
                remedy="Ret antallene.",
            )
        return None
    return float(numerator / denominator * Decimal(repr(per))) if per is not None else float(numerator)


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)
