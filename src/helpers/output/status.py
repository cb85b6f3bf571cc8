"""One attainment in words and numbers: the same strings for the site's tables, the terminal and the downloads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from helpers.disclosure.released import Released
from helpers.measurement.results import Attainment, RoundId
from helpers.observations.table import Origin
from helpers.output.attainment_reasons import reason_words
from helpers.output.attainment_words import Told, rests_on_hidden, told
from helpers.output.cells import Shown, shown
from helpers.output.readings import DEPENDS, Contrary, contrary_readings, place_of
from helpers.output.target_words import distance_words, hidden_target_words, target_words
from helpers.output.verdicts import MARKS, Mark, target_of
from helpers.output.wording import citation
from helpers.plan.model import Goal, Indicator, Plan, Registry, TargetKind


@dataclass(frozen=True)
class GoalLine:
    """One goal, in one reading, in one deciding area, at one round, in words."""

    evaluation: str
    goal: str
    goal_name: str
    wording: str
    area: str
    area_name: str
    round: RoundId
    round_label: str
    reading: str
    main_reading: bool
    word: str
    """One of the six words in Danish."""
    mark: Mark
    reason: str
    baseline: Shown
    now: Shown
    target: str
    target_synthetic: bool
    """True if the target's number follows from an invented one."""
    distance: str
    """Empty if there is none or it would give a hidden value away."""
    goal_source: str
    """Where the agreement states the goal."""
    synthetic: bool
    """True if anything that decided the word is invented."""
    told: Told
    """The whole in plain sentences, by its parts."""
    contrary: tuple[str, ...] = ()
    """For the main reading: the names of the readings that give the opposite word."""

    @property
    def depends(self) -> str:
        """`afhænger af læsningen` where another reading says the opposite, else empty."""
        return DEPENDS if self.contrary else ""


def goal_line(attainment: Attainment, plan: Plan, registry: Registry, contrary: Contrary) -> GoalLine:
    """Return `attainment` in words: the one place where its word and its numbers become text.

    `contrary` is what `contrary_readings` makes of the attainments that this one stands among.
    """
    goal = goal_of(plan, attainment.goal)
    indicator = registry.indicator(goal.indicator)
    target = target_of(attainment, goal)
    mark = MARKS[attainment.word]
    opposite = contrary.get(place_of(attainment), ()) if attainment.main_reading else ()
    hides = rests_on_hidden(attainment, target)
    return GoalLine(
        evaluation=attainment.evaluation,
        goal=goal.id,
        goal_name=goal.short_name,
        wording=goal.wording,
        area=attainment.area,
        area_name=registry.area(attainment.area).name,
        round=attainment.round,
        round_label=round_label(plan, attainment.round),
        reading=attainment.reading,
        main_reading=attainment.main_reading,
        word=mark.word,
        mark=mark,
        reason=reason_words(attainment, target, plan, indicator),
        baseline=shown(attainment.baseline, indicator),
        now=shown(attainment.measurement, indicator),
        target=(
            hidden_target_words(target, indicator, registry)
            if hides
            else target_words(target, attainment.target, indicator, plan, registry)
        ),
        target_synthetic=not hides and _target_is_invented(attainment),
        distance="" if target.kind is TargetKind.MILESTONE_BY_DATE else _distance(attainment, indicator, hides=hides),
        goal_source=citation(goal.source),
        synthetic=attainment.origin is Origin.SYNTHETIC,
        told=told(attainment, goal, plan, registry, contrary=opposite),
        contrary=opposite,
    )


def _target_is_invented(attainment: Attainment) -> bool:
    """Tell whether the target's number was made from an invented measurement."""
    target = attainment.target
    if target is None or target.rests_on is None:
        return False
    source = attainment.baseline if target.rests_on == "baseline" else attainment.benchmark
    return source is None or source.origin is Origin.SYNTHETIC


def _distance(attainment: Attainment, indicator: Indicator, *, hides: bool) -> str:
    measured = attainment.measurement
    if attainment.distance is None or hides or measured is None or measured.hidden:
        return ""
    if attainment.round == "baseline":  # nothing is due there, so nothing is above or below
        return ""
    if attainment.target is not None and attainment.target.beyond is not None:  # no share can ever be there
        return ""
    return distance_words(attainment.distance, indicator)


def goal_of(plan: Plan, identifier: str) -> Goal:
    """Return a goal of the plan by id (KeyError if there is none)."""
    return {goal.id: goal for goal in plan.goals}[identifier]


def round_label(plan: Plan, round_id: RoundId) -> str:
    """Return what readers call a round: `slut 2021`."""
    return {item.id: item.label for item in plan.rounds}[round_id]


def lines(
    released: Released,
    plan: Plan,
    registry: Registry,
    *,
    areas: Iterable[str] | None = None,
    goals: Iterable[str] | None = None,
    round_id: RoundId | None = None,
) -> tuple[GoalLine, ...]:
    """Return all attainments in words, in the order of the results, filtered by what is given."""
    wanted_areas = None if areas is None else frozenset(areas)
    wanted_goals = None if goals is None else frozenset(goals)
    at_round = released.results.attainments_of(round_id=round_id)
    contrary = contrary_readings(at_round)
    return tuple(
        goal_line(found, plan, registry, contrary)
        for found in at_round
        if (wanted_areas is None or found.area in wanted_areas) and (wanted_goals is None or found.goal in wanted_goals)
    )


@dataclass(frozen=True)
class StatusRow:
    """One line of `maalbar status`: strings only, no value that is hidden."""

    evaluation: str
    goal: str
    goal_name: str
    area: str
    area_name: str
    round: str
    round_label: str
    reading: str
    main_reading: bool
    mark: str
    word: str
    reason: str
    baseline: str
    now: str
    interval: str
    n: str
    target: str
    distance: str
    source: str
    demo: bool
    """True if anything that decided the word, or any number of the row, is invented."""
    sentence: str
    """What was asked for, what was measured, the word and why, in plain sentences."""
    depends: str
    """`afhænger af læsningen` if another reading of the goal says the opposite here, else empty."""


def status_rows(released: Released, plan: Plan, registry: Registry, round_id: RoundId | None = None) -> list[StatusRow]:
    """Return every attainment of a round (default: of all rounds) for the terminal."""
    return [status_row(line) for line in lines(released, plan, registry, round_id=round_id)]


def status_row(line: GoalLine) -> StatusRow:
    """Return a goal line flat."""
    return StatusRow(
        evaluation=line.evaluation,
        goal=line.goal,
        goal_name=line.goal_name,
        area=line.area,
        area_name=line.area_name,
        round=line.round,
        round_label=line.round_label,
        reading=line.reading,
        main_reading=line.main_reading,
        mark=line.mark.shape,
        word=line.word,
        reason=line.reason,
        baseline=line.baseline.value,
        now=line.now.value,
        interval=line.now.interval or line.now.no_interval,
        n=line.now.n,
        target=line.target,
        distance=line.distance,
        source=line.now.source or line.goal_source,
        demo=any((line.synthetic, line.target_synthetic, line.now.synthetic, line.baseline.synthetic)),
        sentence=line.told.text,
        depends=line.depends,
    )


def status_json(rows: Iterable[StatusRow]) -> list[dict[str, str | bool]]:
    """Return rows as plain data for `--json`."""
    return [asdict(row) for row in rows]
