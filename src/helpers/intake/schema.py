"""What must hold for every observation, whatever file it came from; checked with pandera on the tidy frame."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from helpers.errors import Fault
from helpers.intake.amounts import SHARES
from helpers.intake.findings import Located
from helpers.intake.numbers import format_number
from helpers.plan.model import Nature, Registry, Unit

_NUMBERS = ("value", "numerator", "denominator", "respondents", "low", "high")
_COUNTED = (Nature.EVENT_COUNT, Nature.EVENT_RATE, Nature.COMPLETE_COUNT)
_LIMITED = ("value", "numerator", "denominator", "respondents")
_PEOPLE = (Unit.PERSONS, Unit.HOMES)
_REMEDY = "Spørg dataejeren, og ret filen."

_TOO_MANY = "Et antal personer eller boliger kan ikke være større end antallet af Danmarks indbyggere."
_MOST = 7_000_000
"""More persons or homes than Denmark has: its six million people, and some years' growth."""

_RULES: dict[str, tuple[str, str]] = {
    "count_numerator": ("numerator", "Antal er ikke under 0."),
    "count_denominator": ("denominator", "Antal er ikke under 0."),
    "count_respondents": ("respondents", "Antal er ikke under 0."),
    "most_numerator": ("numerator", _TOO_MANY),
    "most_denominator": ("denominator", _TOO_MANY),
    "most_respondents": ("respondents", _TOO_MANY),
    "most_value": ("value", _TOO_MANY),
    "part": ("numerator", "Tælleren er en del af nævneren og kan ikke være større."),
    "share": ("value", "En andel ligger mellem 0 og 100 procent."),
    "not_negative": ("value", "Et antal eller en rate er ikke under 0."),
    "whole": ("value", "Et antal hændelser er et helt tal; punktum skiller tusinder, komma skiller decimaler."),
    "order": ("period_end", "Perioden begynder, før den slutter."),
    "range": ("low", "Den nedre grænse ligger ikke over den øvre."),
}
"""By name; a rule that explains a later one comes first."""
_EXPLAIN = frozenset({"count_numerator", "count_denominator", "most_numerator", "most_denominator", "part"})
_EXPLAINED = frozenset({"share", "not_negative", "part"})
"""What a wrong count brings with it, and need not be said as well."""


def schema_faults(located: Sequence[Located], registry: Registry) -> tuple[Fault, ...]:
    """Return the observations that break a rule, as faults at file, sheet, row and column.

    Shares lie from 0 to 100 percent, counts and rates are not negative, a share's numerator is not above its
    denominator, ranges and periods are in order.
    """
    if not located:
        return ()
    frame = _frame(located, registry)
    try:
        _schema().validate(frame, lazy=True)
    except SchemaErrors as error:
        broken: dict[int, set[str]] = {}
        for index, rule in _cases(error):
            broken.setdefault(index, set()).add(rule)
        faults = (_fault(located[index], rule) for index in sorted(broken) for rule in _causes(broken[index]))
        return tuple(_one_per_cell(faults))
    return ()


def _causes(rules: set[str]) -> list[str]:
    """Return the broken rules without those that only break because another one does."""
    order = [rule for rule in _RULES if rule in rules]
    first = next((rule for rule in order if rule in _EXPLAIN), None)
    return [rule for rule in order if first is None or rule == first or rule not in _EXPLAINED]


def _one_per_cell(faults: Iterable[Fault]) -> Iterator[Fault]:
    seen: set[tuple[object, ...]] = set()
    for fault in faults:
        cell = (fault.place, fault.sheet, fault.row, fault.column)
        if cell not in seen or fault.row is None or fault.column is None:
            seen.add(cell)
            yield fault


@cache
def _schema() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "value": pa.Column(float, nullable=True),
            "numerator": pa.Column(float, pa.Check(_not_below, name="count_numerator"), nullable=True),
            "denominator": pa.Column(float, pa.Check(_not_below, name="count_denominator"), nullable=True),
            "respondents": pa.Column(float, pa.Check(_not_below, name="count_respondents"), nullable=True),
            "low": pa.Column(float, nullable=True),
            "high": pa.Column(float, nullable=True),
        },
        checks=[
            pa.Check(_share, name="share", ignore_na=False),
            pa.Check(_not_negative, name="not_negative", ignore_na=False),
            pa.Check(_whole, name="whole", ignore_na=False),
            pa.Check(_part, name="part", ignore_na=False),
            pa.Check(_range, name="range", ignore_na=False),
            pa.Check(_order, name="order", ignore_na=False),
            *(pa.Check(_not_above(role), name=f"most_{role}", ignore_na=False) for role in _LIMITED),
        ],
    )


def _not_below(counts: pd.Series[float]) -> pd.Series[bool]:
    # A function of our own: pandera reports its built-in checks under their own names, not under the one given.
    return counts >= 0


def _not_above(role: str) -> Callable[[pd.DataFrame], pd.Series[bool]]:
    return lambda frame: ~frame[f"limited_{role}"] | frame[role].isna() | (frame[role] <= _MOST)


def _share(frame: pd.DataFrame) -> pd.Series[bool]:
    return ~frame["is_share"] | frame["value"].isna() | frame["value"].between(0, 100)


def _not_negative(frame: pd.DataFrame) -> pd.Series[bool]:
    return ~frame["is_count"] | frame["value"].isna() | (frame["value"] >= 0)


def _whole(frame: pd.DataFrame) -> pd.Series[bool]:
    return ~frame["is_events"] | frame["value"].isna() | (frame["value"] == frame["value"].round())


def _part(frame: pd.DataFrame) -> pd.Series[bool]:
    both = frame["numerator"].notna() & frame["denominator"].notna()
    return ~frame["is_share"] | ~both | (frame["numerator"] <= frame["denominator"])


def _range(frame: pd.DataFrame) -> pd.Series[bool]:
    return frame["low"].isna() | frame["high"].isna() | (frame["low"] <= frame["high"])


def _order(frame: pd.DataFrame) -> pd.Series[bool]:
    return frame["in_order"]


def _frame(located: Iterable[Located], registry: Registry) -> pd.DataFrame:
    natures = {indicator.id: registry.indicator(indicator.id).nature for indicator in registry.indicators}
    everything = [item.observation for item in located]
    columns: dict[str, Any] = {name: [getattr(found, name) for found in everything] for name in _NUMBERS}
    of_each = [natures[found.indicator] for found in everything]
    columns["is_share"] = [nature in SHARES for nature in of_each]
    columns["is_events"] = [nature is Nature.EVENT_COUNT for nature in of_each]
    columns["is_count"] = [nature in _COUNTED for nature in of_each]
    rated = [nature in (*SHARES, Nature.EVENT_RATE) for nature in of_each]
    columns["limited_value"] = [found.unit in _PEOPLE for found in everything]
    columns["limited_numerator"] = [nature in SHARES for nature in of_each]
    columns["limited_denominator"] = rated
    columns["limited_respondents"] = [True] * len(everything)
    columns["in_order"] = [
        found.period_start is None or (found.period_end is not None and found.period_start <= found.period_end)
        for found in everything
    ]
    return pd.DataFrame(columns).astype(dict.fromkeys(_NUMBERS, float))


def _cases(error: SchemaErrors) -> Iterator[tuple[int, str]]:
    """Yield row and rule of each failure."""
    cases: Any = error.failure_cases.dropna(subset=["index"])
    yield from zip((int(index) for index in cases["index"]), (str(rule) for rule in cases["check"]), strict=True)


def _fault(item: Located, rule: str) -> Fault:
    role, text = _RULES[rule]
    found = item.observation
    at = role if role in item.columns else next((name for name in _NUMBERS if name in item.columns), None)
    return Fault(
        place=f"data/raw/{found.file}",
        value=_shown(item, rule),
        rule=text,
        remedy=_REMEDY,
        sheet=found.sheet,
        row=found.row,
        column=None if at is None else item.columns[at],
    )


def _shown(item: Located, rule: str) -> str:
    found = item.observation
    shown = {
        "share": f"andelen er {_number(found.value)} procent",
        "not_negative": f"værdien er {_number(found.value)}",
        **{f"most_{role}": f"antallet er {_number(getattr(found, role))}" for role in _LIMITED},
        "whole": f"antallet er {_number(found.value)}",
        "count_numerator": f"tælleren er {_number(found.numerator)}",
        "count_denominator": f"nævneren er {_number(found.denominator)}",
        "count_respondents": f"antallet af svar er {_number(found.respondents)}",
        "part": f"tælleren er {_number(found.numerator)}, nævneren {_number(found.denominator)}",
        "range": f"grænserne er {_number(found.low)} og {_number(found.high)}",
        "order": f"perioden går fra {found.period_start} til {found.period_end}",
    }
    return shown[rule]


def _number(value: float | None) -> str:
    return "tom" if value is None else format_number(round(value, 4))
