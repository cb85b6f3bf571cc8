"""The target as it stands at a round: the nine kinds of targets, and paths that run year by year."""

from __future__ import annotations

from dataclasses import dataclass, replace

from helpers.measurement.comparing import Operator, Reference, lasts_as_long
from helpers.measurement.estimating import period_of
from helpers.measurement.results import Crossing, Interval, Measurement, Reason, TargetAtRound
from helpers.measurement.versions import crossing
from helpers.plan.model import Indicator, Nature, Target, TargetKind

_FIXED = frozenset(
    {
        TargetKind.ABSOLUTE_LEVEL,
        TargetKind.SHARE_OF_GROUP,
        TargetKind.COUNT_PER_YEAR,
        TargetKind.COUNT_IN_TOTAL,
    }
)

_WHOLE = 100.0


@dataclass(frozen=True)
class Situation:
    """What a target may depend on at one round."""

    indicator: Indicator
    year: int
    """The year that a path is followed to: of the measurement, or of the round where there is none."""
    baseline: Measurement | None
    """Where the target starts; for a target against the measured preceding year that year."""
    benchmark: Measurement | None
    measured: Measurement | None
    versions: tuple[Indicator, ...] = ()
    """All versions of the indicator, oldest first."""

    def crossing(self, reference: Measurement | None) -> Crossing | None:
        """Return the change of definition between a figure and what is measured; None if there is none."""
        if reference is None or self.measured is None:
            return None
        return crossing(self.versions, reference.indicator_version, self.measured.indicator_version)

    def bridged(self, reference: Measurement) -> float | None:
        """Return what a figure is multiplied by to be comparable with what is measured; None if it can't be."""
        found = self.crossing(reference)
        return 1.0 if found is None else found.multiplier


@dataclass(frozen=True)
class Standing:
    """A target that stands, with the measured value that it was made from, if any."""

    target: TargetAtRound
    reference: Reference | None = None


def operator_of(target: Target, indicator: Indicator) -> Operator:
    """Return the agreement's operator; where it gives none, "at least" or, for what should fall, "at most"."""
    if target.operator is not None:
        return target.operator
    return "<=" if indicator.better == "lower" else ">="


def judged_as(target: Target, indicator: Indicator) -> Indicator:
    """Return the indicator with the nature by which a goal is judged (docs/decisions/0012).

    A promise about a share of a named group speaks of that group and no other. Where the whole group is counted,
    nothing is left to chance; only a survey asks some and leaves others out.
    """
    if target.kind is TargetKind.SHARE_OF_GROUP and indicator.nature is Nature.REGISTER_SHARE:
        return indicator.model_copy(update={"nature": Nature.COMPLETE_COUNT})
    return indicator


def target_at(target: Target, situation: Situation) -> Standing | Reason:
    """Return the target at a round, or the reason why there is none.

    A target that the document leaves open, or whose number is lost, is not replaced by anything.
    """
    operator = operator_of(target, situation.indicator)
    if target.pending:
        return Reason.TARGET_NOT_SET
    if target.kind is TargetKind.MILESTONE_BY_DATE:
        return Standing(TargetAtRound(1.0, target.operator or ">=", None))
    if target.kind is TargetKind.QUALITATIVE:
        return Reason.NOT_JUDGED
    if target.kind is TargetKind.EXCEED_BENCHMARK and (target.benchmark_moves or target.value is None):
        return _measured_benchmark(target, operator, situation)
    if target.value is None:
        return Reason.TARGET_NOT_SET
    if target.kind in _FIXED or target.kind is TargetKind.EXCEED_BENCHMARK:
        return Standing(TargetAtRound(target.value, operator, None))
    if target.kind is TargetKind.RELATIVE_TO_BASELINE:
        return _from_baseline(_moved(target, target.value), operator, situation, ())
    return _from_preceding_year(target, target.value, operator, situation)


def compared_with(target: Target, situation: Situation) -> Measurement | None:
    """Return the measured figure that a target is made from; None for a number that the agreement states."""
    if target.kind in {TargetKind.RELATIVE_TO_BASELINE, TargetKind.RELATIVE_TO_PRECEDING_YEAR}:
        return situation.baseline
    measured = target.kind is TargetKind.EXCEED_BENCHMARK and (target.benchmark_moves or target.value is None)
    return situation.benchmark if measured else None


def path_factor(percent: float, years: int, *, compounding: bool) -> float:
    """Return what a change of `percent` a year makes of 1 after `years` years.

    Compounding: each year from the year before it (-10 % gives 0.9, 0.81, 0.729). Linear: each year the same
    part of the baseline (0.9, 0.8, 0.7), never below 0.
    """
    rate = percent / 100
    return (1 + rate) ** years if compounding else max(0.0, 1 + rate * years)


def _measured_benchmark(target: Target, operator: Operator, situation: Situation) -> Standing | Reason:
    if target.benchmark_area is None:
        return Reason.TARGET_NOT_SET
    benchmark = situation.benchmark
    if benchmark is None or benchmark.value is None:
        return Reason.NO_BENCHMARK
    factor = situation.bridged(benchmark)
    if factor is None:
        return Reason.VERSIONS_DIFFER
    move = _Move(factor)
    moving = TargetAtRound(move.of(benchmark.value), operator, move.of_ends(benchmark.interval), rests_on="benchmark")
    return Standing(moving, Reference(benchmark, factor))


@dataclass(frozen=True)
class _Move:
    """What a promised change makes of a figure: `factor` times it, or `points` more of a hundred."""

    factor: float = 1.0
    points: float = 0.0

    def of(self, value: float) -> float:
        moved = self.factor * value + self.points
        # A path of points ends where a share ends, as a path of percent ends at nothing.
        return min(_WHOLE, max(0.0, moved)) if self.points else moved

    def of_ends(self, interval: Interval | None) -> Interval | None:
        return None if interval is None else replace(interval, low=self.of(interval.low), high=self.of(interval.high))

    def beyond(self, value: float) -> tuple[float, float] | None:
        """Return start and change where a path of points leaves what a share can be; None if it doesn't."""
        start = self.factor * value
        left = self.points and self.of(value) != start + self.points
        return (start, self.points) if left else None

    def after(self, bridge: float) -> _Move:
        return _Move(self.factor * bridge, self.points)

    def reference(self, point: Measurement, value: float) -> Reference:
        if self.beyond(value) is not None:
            return Reference(point, 0.0, self.of(value))
        return Reference(point, self.factor, self.points)


def _moved(target: Target, value: float, years: int = 1) -> _Move:
    if target.points:
        return _Move(points=value * years)
    return _Move(path_factor(value, years, compounding=target.compounding))


def _from_baseline(
    move: _Move, operator: Operator, situation: Situation, steps: tuple[tuple[int, float], ...]
) -> Standing | Reason:
    baseline, measured = situation.baseline, situation.measured
    if baseline is None or baseline.value is None:
        return Reason.NO_BASELINE
    if measured is not None and not lasts_as_long(baseline, measured, situation.indicator):
        return Reason.PERIODS_DIFFER
    bridge = situation.bridged(baseline)
    if bridge is None:
        return Reason.VERSIONS_DIFFER
    move = move.after(bridge)
    target = TargetAtRound(
        move.of(baseline.value),
        operator,
        move.of_ends(baseline.interval),
        steps,
        rests_on="baseline",
        beyond=move.beyond(baseline.value),
    )
    return Standing(target, move.reference(baseline, baseline.value))


def _from_preceding_year(target: Target, percent: float, operator: Operator, situation: Situation) -> Standing | Reason:
    if target.measured_preceding:
        # The situation's baseline is then the year before the one that is judged.
        return _from_baseline(_moved(target, percent), operator, situation, ())
    baseline = situation.baseline
    if baseline is None or baseline.value is None:
        return Reason.NO_BASELINE
    first = period_of(baseline).last.year
    value = baseline.value * (situation.bridged(baseline) or 1.0)
    years = max(0, situation.year - first)
    steps = tuple((first + step, _moved(target, percent, step).of(value)) for step in range(years + 1))
    return _from_baseline(_moved(target, percent, years), operator, situation, steps)
