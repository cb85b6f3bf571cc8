"""What is released of a round, as one canonical text: every figure, change and answer that the public may see.

The text knows no field that a later version of Målbar adds, and tells numbers to nine digits, so that another version
of a library, which differs in the fifteenth, changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from helpers.disclosure.opening import released_view
from helpers.disclosure.released import Released
from helpers.disclosure.views import evaluation_view
from helpers.measurement.results import Attainment, Change, Measurement, Results
from helpers.paths import Project
from helpers.plan.model import Plan, Registry, Round
from helpers.sealing.parts import Tree, figure_key, text

_DIGITS = 9


def released_of(project: Project, plan: Plan, registry: Registry, at: Round) -> Released:
    """Return what the public may see of an evaluation at a round, and nothing that was known later only.

    Raises
    ------
    DataError
        If the evaluation isn't imported, or what is hidden isn't decided.
    """
    view = evaluation_view(plan, registry, at.id)
    view = replace(view, until=at.last)
    return released_view(project, plan, registry, view)


def results_text(released: Released, at: Round) -> str:
    """Return the canonical text of what is released of a round."""
    results = released.results
    return text(
        {
            "figures": dict(sorted(_figures(results))),
            "changes": dict(sorted(_change(found) for found in results.changes if found.to_round == at.id)),
            "answers": dict(sorted(_answer(found) for found in results.attainments if found.round == at.id)),
        }
    )


def _figures(results: Results) -> Iterator[tuple[str, Tree]]:
    for found in (*results.measurements, *results.series, *results.short_series):
        key = figure_key(found.area, found.indicator, found.breakdown, found.period_start, found.period_end)
        yield key, _figure(found)
    for found in results.documented:  # a document may print the same thing twice
        yield f"documented/{found.provenance[0].observation}", _figure(found)


def _figure(found: Measurement) -> Tree:
    about: Tree = {"area": found.area, "indicator": found.indicator, "period": found.period_label}
    if found.hidden:
        return about | {"hidden": True}
    interval = found.interval
    numbers = {
        "value": found.value,
        "interval_low": interval and interval.low,
        "interval_high": interval and interval.high,
        "numerator": found.numerator,
        "denominator": found.denominator,
        "n": found.n,
        "low": found.low,
        "high": found.high,
    }
    words = {"judgement": found.judgement, "origin": found.origin.value, "precision": found.precision.value}
    return about | _given(numbers) | {name: word for name, word in words.items() if word is not None}


def _change(found: Change) -> tuple[str, Tree]:
    about: Tree = {"area": found.area, "indicator": found.indicator}
    numbers = _given({"difference": found.difference, "relative": found.relative})
    return f"{found.area}/{found.indicator}/{found.from_round}", about | numbers | {"signal": found.signal}


def _answer(found: Attainment) -> tuple[str, Tree]:
    about: Tree = {"area": found.area, "goal": found.goal, "reading": found.reading}
    target = None if found.target is None else found.target.value
    numbers = _given({"target": target, "distance": found.distance})
    words = {"word": found.word.value, "reason": found.reason.value}
    return f"{found.goal}/{found.reading}/{found.area}", about | numbers | words


def _given(numbers: dict[str, float | None]) -> Tree:
    return {name: float(f"{value:.{_DIGITS}g}") for name, value in numbers.items() if value is not None}
