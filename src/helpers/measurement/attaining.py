"""Whether a goal is reached: one of six words, with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from helpers.measurement.comparing import judge_fixed, judge_measured, stated_ends
from helpers.measurement.estimating import least_believable, period_of, with_interval
from helpers.measurement.measuring import (
    area_change,
    baseline_of_goal,
    has_unadded_parts,
    of_goal,
    of_round,
    total_crossing,
    years_of_goal,
)
from helpers.measurement.points import Points
from helpers.measurement.results import Attainment, Crossing, Measurement, Reason, Word, YearJudged
from helpers.measurement.targets import Situation, Standing, compared_with, judged_as, target_at
from helpers.measurement.yearly import holds_for_each_year, plan_years, word_of_years
from helpers.observations.table import Origin
from helpers.plan.model import Goal, Indicator, Plan, Reading, Round, Target, TargetKind

_EVERY_YEAR = frozenset({TargetKind.COUNT_PER_YEAR, TargetKind.RELATIVE_TO_PRECEDING_YEAR})
_STAYS_REACHED = frozenset({TargetKind.COUNT_IN_TOTAL, TargetKind.MILESTONE_BY_DATE})
_SAID = frozenset({Word.MET, Word.NOT_MET, Word.UNDETERMINED})

Verdict = tuple[Word, Reason]


@dataclass(frozen=True)
class _Case:
    """One goal in one reading, one area and one round, with everything that may decide it."""

    plan: Plan
    target: Target
    situation: Situation
    at: Round
    standing: Standing | Reason
    of_total: Crossing | None = None
    """For a total so far: the change of definition between its first year and its last."""

    @property
    def crossing(self) -> Crossing | None:
        return self.of_total or self.situation.crossing(compared_with(self.target, self.situation))

    @property
    def measured(self) -> Measurement | None:
        return self.situation.measured

    @property
    def due(self) -> bool:
        deadline = self.target.deadline or self.plan.end
        return self.target.kind in _EVERY_YEAR or self.target.every_year or deadline <= self.at.last


def attainments(points: Points, plan: Plan, goal: Goal, area: str) -> tuple[Attainment, ...]:
    """Judge a goal in one deciding area, at each round, main reading first.

    Nothing is due at baseline. Before its deadline (or the end of the plan) a goal is not due, unless it is to
    be judged every year, or is a total or milestone that is reached already and so stays reached.
    """
    main = Reading(name=goal.reading, target=goal.target, baseline_period=goal.baseline_period)
    return tuple(
        _attainment(points, plan, goal, reading, area, at, main=reading is main)
        for at in plan.rounds
        for reading in (main, *goal.other_readings)
    )


def _attainment(
    points: Points, plan: Plan, goal: Goal, reading: Reading, area: str, at: Round, *, main: bool
) -> Attainment:
    case = _case(points, plan, goal, reading, area, at)
    years = tuple(_years(points, goal, area, case))
    word, reason = word_of_years(years) if years else _verdict(case)
    if reason is Reason.NO_MEASUREMENT and has_unadded_parts(points, area, goal.indicator, at):
        reason = Reason.NOT_ADDITIVE
    changed = area_change(points, plan, area, at, reason, reading.baseline_period or goal.baseline_period)
    situation = case.situation
    stands = case.standing if isinstance(case.standing, Standing) else None
    return Attainment(
        evaluation=plan.id,
        goal=goal.id,
        reading=reading.name,
        main_reading=main,
        area=area,
        round=at.id,
        word=word,
        reason=reason if changed is None else Reason.AREA_CHANGED,
        measurement=situation.measured,
        baseline=situation.baseline,
        benchmark=situation.benchmark,
        target=None if stands is None else stands.target,
        distance=_distance(situation.measured, stands),
        origin=_origin(case, word, years),
        years=years,
        crossing=case.crossing,
        area_change=changed,
    )


def _case(points: Points, plan: Plan, goal: Goal, reading: Reading, area: str, at: Round) -> _Case:
    target = reading.target
    baseline = baseline_of_goal(points, goal, area, plan.rounds[0], reading.baseline_period or goal.baseline_period)
    measured = baseline if at.id == "baseline" else of_goal(points, plan, goal, target, area, at)
    reached = at.last.year if measured is None else period_of(measured).last.year
    if target.measured_preceding and at.id != "baseline":
        baseline = years_of_goal(points, goal, area, at.last).get(reached - 1)
    situation = Situation(
        indicator=judged_as(target, _definition(points, goal, measured)),
        year=reached,
        baseline=_as_judged(points, target, baseline),
        benchmark=_benchmark(points, plan, goal, target, at),
        measured=_as_judged(points, target, measured),
        versions=points.versions.by_id[goal.indicator],
    )
    of_total = total_crossing(points, plan, goal, target, area, at)
    return _Case(plan, target, situation, at, target_at(target, situation), of_total)


def _definition(points: Points, goal: Goal, measured: Measurement | None) -> Indicator:
    return points.versions.newest(goal.indicator) if measured is None else points.versions.of_point(measured)


def _as_judged(points: Points, target: Target, point: Measurement | None) -> Measurement | None:
    return None if point is None else with_interval(point, judged_as(target, points.versions.of_point(point)))


def _years(points: Points, goal: Goal, area: str, case: _Case) -> Iterator[YearJudged]:
    """Judge the years of a goal that holds for every year, the round's own last; none if the round has no word."""
    own = case.situation
    if not holds_for_each_year(case.target) or own.measured is None or _verdict(case)[0] not in _SAID:
        return
    known = years_of_goal(points, goal, area, case.at.last)
    for number in plan_years(case.plan, case.target, case.at.last):
        if number != own.year:
            found = known.get(number)
            measured = _as_judged(points, case.target, found)
            definition = judged_as(case.target, _definition(points, goal, found))
            baseline = known.get(number - 1) if case.target.measured_preceding else own.baseline
            yield _year(case, replace(own, indicator=definition, year=number, baseline=baseline, measured=measured))
    yield _year(case, own)


def _year(case: _Case, situation: Situation) -> YearJudged:
    of_year = replace(case, situation=situation, standing=target_at(case.target, situation))
    word, reason = _judged(of_year)
    return YearJudged(situation.year, word, reason, situation.measured, _reference(of_year))


def _benchmark(points: Points, plan: Plan, goal: Goal, target: Target, at: Round) -> Measurement | None:
    if target.benchmark_area is None:
        return None
    # A benchmark that neither moves nor is printed as a number is the benchmark area's figure at baseline.
    stands_still = target.value is None and not target.benchmark_moves
    return of_round(points, target.benchmark_area, goal.indicator, plan.rounds[0] if stands_still else at)


def _verdict(case: _Case) -> Verdict:
    if case.at.id == "baseline":
        return Word.NOT_DUE, Reason.AT_BASELINE
    if case.target.kind is TargetKind.QUALITATIVE:
        return _qualitative(case)
    if case.standing is Reason.TARGET_NOT_SET:
        return Word.NO_DATA, Reason.TARGET_NOT_SET
    if case.due:
        return _judged(case)
    if case.target.kind in _STAYS_REACHED and _judged(case)[0] is Word.MET:
        return Word.MET, Reason.REACHED_EARLY
    return Word.NOT_DUE, Reason.BEFORE_DEADLINE


def _qualitative(case: _Case) -> Verdict:
    # A body may judge before the deadline; its judgement is then shown rather than held back.
    if case.measured is None:
        return (Word.NO_DATA, Reason.NOT_JUDGED) if case.due else (Word.NOT_DUE, Reason.BEFORE_DEADLINE)
    if case.measured.value is None:
        return Word.UNDETERMINED, Reason.JUDGED
    return (Word.MET if case.measured.value >= 1 else Word.NOT_MET), Reason.JUDGED


def _judged(case: _Case) -> Verdict:
    measured, standing = case.measured, case.standing
    if measured is None or stated_ends(measured) is None:
        return Word.NO_DATA, Reason.NO_MEASUREMENT
    if standing is Reason.VERSIONS_DIFFER:
        # Nothing is missing but a bridge: both figures are there, and nobody can tell what lies between them.
        return Word.UNDETERMINED, standing
    if isinstance(standing, Reason):
        return Word.NO_DATA, standing
    if case.target.kind is TargetKind.MILESTONE_BY_DATE:
        return _milestone(measured, case)
    if _is_its_own_baseline(case):
        return Word.NOT_DUE, Reason.AT_BASELINE
    operator = standing.target.operator
    if standing.reference is not None:
        return judge_measured(measured, case.situation.indicator, operator, standing.reference)
    return judge_fixed(measured, case.situation.indicator, operator, standing.target.value)


def _milestone(measured: Measurement, case: _Case) -> Verdict:
    in_time = period_of(measured).last <= (case.target.deadline or case.plan.end)
    reached = measured.value is not None and measured.value >= 1 and in_time
    return (Word.MET if reached else Word.NOT_MET), Reason.COMPLETE_COUNT


def _is_its_own_baseline(case: _Case) -> bool:
    # The round has no newer figure than the one that the path starts from.
    measured, baseline = case.measured, case.situation.baseline
    if measured is None or baseline is None:
        return False
    relative = {TargetKind.RELATIVE_TO_PRECEDING_YEAR, TargetKind.RELATIVE_TO_BASELINE}
    return case.target.kind in relative and period_of(measured).last <= period_of(baseline).last


def _distance(measured: Measurement | None, standing: Standing | None) -> float | None:
    if measured is None or measured.value is None or standing is None:
        return None
    return measured.value - standing.target.value


def _origin(case: _Case, word: Word, years: Sequence[YearJudged]) -> Origin | None:
    if word in {Word.NO_DATA, Word.NOT_DUE} or case.measured is None:
        return None
    deciding = [case.measured, _reference(case)]
    deciding += [point for judged in years for point in (judged.measurement, judged.against)]
    return least_believable(point.origin for point in deciding if point is not None)


def _reference(case: _Case) -> Measurement | None:
    if not isinstance(case.standing, Standing) or case.standing.reference is None:
        return None
    return case.standing.reference.point
