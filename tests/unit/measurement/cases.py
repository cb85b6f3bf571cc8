"""Small plans, registries and observations that the tests of measurement and disclosure are written with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from helpers.measurement.measuring_all import measure
from helpers.measurement.results import Attainment, Results, RoundId
from helpers.observations.table import Observation, Origin, Precision
from helpers.plan.model import (
    Area,
    AreaChange,
    AreaKind,
    Citation,
    Goal,
    Indicator,
    Nature,
    Plan,
    Reading,
    Registry,
    Round,
    Target,
    Unit,
)

HERE = Citation(document="S1", page=1)
ROUNDS = (
    Round(id="baseline", name="Baseline", label="baseline 2016", first=date(2015, 1, 1), last=date(2017, 12, 31)),
    Round(id="midway", name="Midtvejs", label="midtvejs 2018", first=date(2018, 7, 1), last=date(2019, 6, 30)),
    Round(id="end", name="Slut", label="slut 2021", first=date(2021, 1, 1), last=date(2021, 12, 31)),
)


def indicator(name: str = "tal", nature: Nature = Nature.COMPLETE_COUNT, **more: Any) -> Indicator:
    """Return an indicator; shares are in percent, other counts are counts, unless said otherwise."""
    shares = {Nature.SURVEY_SHARE, Nature.REGISTER_SHARE}
    usual: dict[str, Any] = {"unit": Unit.PERCENT if nature in shares else Unit.COUNT, "better": "higher"}
    words = {"name": name, "short_name": name, "definition": name}
    return Indicator(id=name, version=1, nature=nature, **{**words, **usual, **more})


def registry(*indicators: Indicator, areas: Sequence[Area] = (), changes: Sequence[AreaChange] = ()) -> Registry:
    """Return a registry with four areas a, b, c, d, their sum, a part of a, and the given indicators."""
    usual = (
        *(Area(id=name, name=name.upper(), kind=AreaKind.AREA) for name in "abcd"),
        Area(id="sum", name="A-D", kind=AreaKind.AGGREGATE, members=("a", "b", "c", "d")),
        Area(id="pair", name="A og B", kind=AreaKind.AGGREGATE, members=("a", "b")),
        Area(id="part", name="Del af A", kind=AreaKind.PART, part_of="a"),
        Area(id="mean", name="Gennemsnit", kind=AreaKind.BENCHMARK),
    )
    return Registry(areas=tuple(areas) or usual, indicators=indicators, changes=tuple(changes))


def goal(target: Target, *readings: Reading, **more: Any) -> Goal:
    """Return a goal of area a on the indicator `tal`."""
    usual: dict[str, Any] = {"id": "maal", "indicator": "tal", "areas": ("a",), "other_readings": readings}
    words = {"wording": "Målet", "short_name": "Mål", "focus_area": "Fokus", "source": HERE}
    return Goal(**{**words, **usual, "target": target, **more})


def plan(*goals: Goal, **more: Any) -> Plan:
    """Return a plan from 1 October 2017 to 30 September 2021 with the rounds of the Slagelse plan."""
    usual: dict[str, Any] = {
        "version": 1,
        "id": "proeve",
        "name": "Prøve",
        "short_name": "Prøve",
        "municipality": "Kommunen",
        "document_title": "Aftale",
        "start": date(2017, 10, 1),
        "end": date(2021, 9, 30),
        "focus_areas": ("Fokus",),
        "rounds": ROUNDS,
        "areas": ("a", "b", "c", "d"),
        "comparisons": ("sum", "pair", "part", "mean"),
        "source": HERE,
        "goals": goals or (goal(Target(kind="absolute_level", value=1)),),
    }
    return Plan(**{**usual, **more})


def seen(
    period: int | str | tuple[date, date] | None,
    value: float | None = None,
    *,
    of: tuple[float, float] | None = None,
    area: str = "a",
    name: str = "tal",
    **more: Any,
) -> Observation:
    """Return an observation of a year, of a quarter (`2018K1`), of a day (ISO) or of (first, last)."""
    first, last = _bounds(period)
    counts = {} if of is None else {"numerator": of[0], "denominator": of[1]}
    label = str(period) if isinstance(period, int | str) else "periode"
    usual: dict[str, Any] = {
        "id": f"{area}-{name}-{label}-{more.get('breakdown', '')}",
        "evaluation": "proeve",
        "area": area,
        "indicator": name,
        "period_start": first,
        "period_end": last,
        "period_label": label,
        "value": value,
        "unit": "count",
        "origin": Origin.SUPPLIED,
        "source": "kilde",
        "file": "kilde/fil.csv",
        "checksum": "0" * 64,
        "precision": Precision.EXACT,
    }
    return Observation(**{**usual, **counts, **more})


def _bounds(period: int | str | tuple[date, date] | None) -> tuple[date | None, date | None]:
    if period is None:
        return None, None
    if isinstance(period, tuple):
        return period
    if isinstance(period, int):
        return date(period, 1, 1), date(period, 12, 31)
    if "K" in period:
        year, quarter = int(period[:4]), int(period[-1])
        last_day = {1: 31, 2: 30, 3: 30, 4: 31}[quarter]
        return date(year, 3 * quarter - 2, 1), date(year, 3 * quarter, last_day)
    return date.fromisoformat(period), date.fromisoformat(period)


def results(of: Plan, known: Registry, *observations: Observation) -> Results:
    """Measure."""
    return measure(of, known, observations)


def judged(
    target: Target, of: Indicator, *observations: Observation, at: RoundId = "end", reading: int = 0, **more: Any
) -> Attainment:
    """Return how one goal of area a with this target is judged at a round."""
    found = measure(plan(goal(target, **more)), registry(of), observations)
    return found.attainments_of(round_id=at)[reading]
