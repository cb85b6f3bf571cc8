"""Each simulation in short turns red when its method is spoilt: a test of promises that can't fail is none.

A method is replaced by a worse one that somebody could well have written: Wald's interval for Wilson's, the normal
quantile for Student's, no correction for many questions. Then at least one promise must be broken by more than three
standard errors, which is what the short tests allow. The same trials with the method as it is keep them all.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import replace
from math import sqrt
from typing import Any

import benchmarks.simulations
import numpy as np
import pytest
from benchmarks.simulating import Finding
from benchmarks.simulations import (
    attainment,
    attainment_days,
    control_charts,
    effects_few_areas,
    funnels,
    interrupted,
    intervals,
    moving,
    multiplicity,
    planted_effects,
    protection,
    shrinkage,
    surveys,
    synthetic,
)
from benchmarks.simulations.effects_few_areas import Setting

from helpers.disclosure.system import Choice
from helpers.effects import autocorrelation, deciding
from helpers.effects.placebos import Placebos
from helpers.measurement import comparing, estimating
from helpers.measurement import moving as movers
from helpers.measurement.results import Interval
from helpers.monitoring import funnels as funnel_method
from helpers.monitoring import limits as chart_limits
from helpers.monitoring.funnels_dispersion import corrected_dispersion
from helpers.monitoring.limits import ChartKind
from helpers.monitoring.shrinkage_posterior import posterior
from helpers.observations import sampling

Spoil = Callable[[pytest.MonkeyPatch], None]
Ask = Callable[[np.random.Generator], list[Finding]]
CASES: dict[str, tuple[Spoil, Ask]] = {}


def _case(name: str, spoil: Spoil, ask: Ask) -> None:
    CASES[name] = (spoil, ask)


def _narrow(method: Callable[..., Interval]) -> Callable[..., Interval]:
    """Return a method whose intervals are half as wide: a factor forgotten."""

    def spoilt(*given: Any, **named: Any) -> Interval:
        found = method(*given, **named)
        middle = (found.low + found.high) / 2
        return replace(found, low=(middle + found.low) / 2, high=(middle + found.high) / 2)

    return spoilt


def _wald(numerator: float, denominator: float, level: float = 0.95) -> Interval:
    share = numerator / denominator
    half = 1.96 * sqrt(share * (1 - share) / denominator)
    return Interval(100 * (share - half), 100 * (share + half), level, "Wald")


def _no_weights_floor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sampling, "kish_design_effect", lambda _weights: 1.0)


def _plain_surveys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surveys, "design_effect_of_share", lambda *_given: 1.0)


def _ask_uneven(generator: np.random.Generator) -> list[Finding]:
    drawn = [surveys._uneven(generator, 60, 1.5, 0.2, 0.0) for _ in range(200)]
    return surveys._of_uneven(drawn, 60, 1.5, 0.2, 0.0)


def _normal_quantile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding, "cautious_df", lambda *_given: 1e6)


def _residuals_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """CR0 for CR2, with as many degrees of freedom as there are areas."""
    robust = deciding.cluster_robust

    def spoilt(*given: Any) -> Any:
        return replace(robust(*given), error=0.75 * robust(*given).error)

    monkeypatch.setattr(deciding, "cluster_robust", spoilt)


def _no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autocorrelation, "BEFOREHAND", np.eye(len(autocorrelation.CARRIED))[0])


def _poisson_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither memory nor extra swings in counts."""
    _no_memory(monkeypatch)
    found = autocorrelation.averaged

    def spoilt(*given: Any) -> Any:
        made = found(*given)
        return replace(made, scales=made.scales / sqrt(interrupted.DISPERSION))

    monkeypatch.setattr(interrupted, "averaged", spoilt)


def _no_correction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiplicity, "holm", tuple)


def _small_counts_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is hidden beside what is small."""
    first = protection.hidden_at_first
    monkeypatch.setattr(protection, "choose", lambda system: Choice(first(system), frozenset(), 0.0, 0.0))


def _a_half_for_95_percent(monkeypatch: pytest.MonkeyPatch) -> None:
    interval = Placebos.interval
    monkeypatch.setattr(Placebos, "interval", lambda tried, _level: interval(tried, 0.5))


def _two_deviations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chart_limits, "XMR_FACTOR", chart_limits.XMR_FACTOR * 2 / 3)


def _no_dispersion(monkeypatch: pytest.MonkeyPatch) -> None:
    def spoilt(distances: Any, errors: Any) -> Any:
        return corrected_dispersion([0.0 for _ in distances], errors)

    monkeypatch.setattr(funnel_method, "corrected_dispersion", spoilt)


def _point_for_posterior(monkeypatch: pytest.MonkeyPatch) -> None:
    def spoilt(*given: Any) -> Any:
        found = posterior(*given)
        return replace(found, draws=found.means + 0.3 * (found.draws - found.means))

    monkeypatch.setattr(shrinkage, "posterior", spoilt)


def _ask_shrinkage(generator: np.random.Generator) -> list[Finding]:
    tallies = {spread: shrinkage._Tally(alike=spread == 0) for spread in (0.5,)}
    for spread, tally in tallies.items():
        for _ in range(15):
            shrinkage._simulate(generator, 12, spread, "share", tally)
    return [one for one in shrinkage._findings(12, tallies) if "ratio" not in one.id]


def _half_the_events(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(estimating, "poisson_count", _narrow(estimating.poisson_count))


def _half_the_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(estimating, "proportion", _narrow(estimating.proportion))
    monkeypatch.setattr(comparing, "chance_of_share", lambda *_given: 0.0)


def _ask_attainment(kind: int) -> Ask:
    return lambda generator: list(attainment._of_kind(attainment._KINDS[kind], "fixed", 600, generator))


def _ask_changes(_generator: np.random.Generator) -> list[Finding]:
    tally = planted_effects._Tally()
    tally.changes(7)
    tally.changes(8)
    held = sum(tally.changed) / len(tally.changed)
    return [Finding("planted_changes_inside", "", held, planted_effects.PROMISED, "at_least", len(tally.changed))]


def _moved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(movers, "unpaired_change", _narrow(movers.unpaired_change))


_case("surveys: weights not counted", _plain_surveys, _ask_uneven)
_case("surveys: no floor by the weights", _no_weights_floor, _ask_uneven)
_case(
    "intervals: Wald for Wilson",
    lambda monkeypatch: monkeypatch.setattr(intervals, "proportion", _wald),
    lambda _generator: intervals._shares(200),
)
_case(
    "intervals: pairs taken too surely",
    lambda monkeypatch: monkeypatch.setattr(intervals, "unpaired_change", _narrow(intervals.unpaired_change)),
    lambda generator: intervals._pairs(generator, 200),
)
_case(
    "attainment_days: each day a person",
    lambda monkeypatch: monkeypatch.setattr(attainment_days, "design_effect", lambda _shares: 1.0),
    lambda generator: attainment_days._findings(90, attainment_days._GIVEN[1], 300, generator),
)
_case("moving: a factor forgotten", _moved, lambda generator: moving._stayers(generator, 400))
_case("attainment: events taken too surely", _half_the_events, _ask_attainment(2))
_case("attainment: shares taken too surely, no exact test", _half_the_share, _ask_attainment(0))
_case(
    "effects_few_areas: normal quantile for t",
    _normal_quantile,
    lambda generator: effects_few_areas._asked(Setting(6, 3, "alike"), 400, generator),
)
_case(
    "effects_few_areas: residuals as they are",
    _residuals_as_they_are,
    lambda generator: effects_few_areas._asked(Setting(12, 6, "alike"), 400, generator),
)
_case(
    "interrupted: no memory",
    _no_memory,
    lambda generator: [interrupted._valued(interrupted.SETTINGS[0], 0.6, 100, generator)],
)
_case(
    "interrupted: Poisson only",
    _poisson_only,
    lambda generator: interrupted._counted(interrupted.SETTINGS[0], 0.3, 50, generator),
)
_case("multiplicity: no Holm", _no_correction, lambda generator: multiplicity._asked(12, "alike", 30, generator)[:-1])
_case(
    "protection: small counts alone",
    _small_counts_alone,
    lambda generator: [protection._attacked(protection._made(8, generator))],
)
_case(
    "synthetic: half of the ranks for 95 %",
    _a_half_for_95_percent,
    lambda generator: synthetic._asked(20, 8, 30, generator),
)
_case(
    "control_charts: two deviations for three",
    _two_deviations,
    lambda generator: control_charts._quiet(ChartKind.XMR, 300, generator),
)
_case("funnels: areas taken as alike", _no_dispersion, lambda _generator: funnels.run(6, 5))
_case(
    "planted_effects: a factor forgotten",
    lambda monkeypatch: monkeypatch.setattr(
        planted_effects, "difference_of_proportions", _narrow(planted_effects.difference_of_proportions)
    ),
    _ask_changes,
)
_case("shrinkage: a point for a posterior", _point_for_posterior, _ask_shrinkage)


@pytest.mark.parametrize("name", CASES)
def test_a_spoilt_method_breaks_a_promise(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil, ask = CASES[name]
    assert [one.id for one in ask(np.random.default_rng(11)) if not one.kept(3)] == []
    spoil(monkeypatch)
    assert [one.id for one in ask(np.random.default_rng(11)) if not one.kept(3)] != []


def test_every_simulation_has_a_method_to_spoil() -> None:
    known = {found.name for found in pkgutil.iter_modules(benchmarks.simulations.__path__) if found.name[0] != "_"}
    assert {name.partition(":")[0] for name in CASES} == known
