"""What must hold for every observation, whatever file it came from; checked with pandera on the tidy frame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from helpers.errors import Fault
from helpers.intake.amounts import SHARES
from helpers.intake.findings import Located
from helpers.intake.numbers import format_number
from helpers.plan.model import Nature, Registry

_NUMBERS = ("value", "numerator", "denominator", "respondents", "low", "high")
_COUNTED = (Nature.EVENT_COUNT, Nature.EVENT_RATE, Nature.COMPLETE_COUNT)
_REMEDY = "Spørg dataejeren, og ret filen."

_RULES: dict[str, tuple[str, str]] = {
    "share": ("value", "En andel ligger mellem 0 og 100 procent."),
    "not_negative": ("value", "Et antal eller en rate er ikke under 0."),
    "whole": ("value", "Et antal hændelser er et helt tal; punktum skiller tusinder, komma skiller decimaler."),
    "count_numerator": ("numerator", "Antal er ikke under 0."),
    "count_denominator": ("denominator", "Antal er ikke under 0."),
    "count_respondents": ("respondents", "Antal er ikke under 0."),
    "part": ("numerator", "Tælleren er en del af nævneren og kan ikke være større."),
    "range": ("low", "Den nedre grænse ligger ikke over den øvre."),
    "order": ("period_end", "Perioden begynder, før den slutter."),
}


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
        broken = set(_cases(error))
        return tuple(_fault(located[index], rule) for index, rule in sorted(broken))
    return ()


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
        ],
    )


def _not_below(counts: pd.Series[float]) -> pd.Series[bool]:
    # A function of our own: pandera reports its built-in checks under their own names, not under the one given.
    return counts >= 0


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
