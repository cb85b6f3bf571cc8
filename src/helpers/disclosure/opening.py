"""From stored observations to `Released`, for one view: the first line of every notebook."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from helpers import reads
from helpers.disclosure.deciding import load_protection
from helpers.disclosure.release import release
from helpers.disclosure.released import Released
from helpers.disclosure.rounding import rounded
from helpers.disclosure.views import (
    View,
    activity_view,
    aggregates_of,
    agreement_view,
    area_view,
    effects_view,
    evaluation_view,
    parts_of,
)
from helpers.errors import Fault, UsageError
from helpers.measurement.measuring_all import measure
from helpers.measurement.results import RoundId
from helpers.observations.store import read
from helpers.observations.table import Audience, Observation, Query
from helpers.paths import Project
from helpers.plan.loading import load_plan, load_registry
from helpers.plan.model import Nature, Plan, Registry
from helpers.plan.tracking import tracked_plan, tracked_registry

UNCERTAIN = frozenset({Nature.SURVEY_SHARE, Nature.REGISTER_SHARE, Nature.EVENT_COUNT, Nature.EVENT_RATE})
"""What a page leads with: how the area does, before what the plan has delivered."""
UNCOUNTED = frozenset({Nature.MILESTONE, Nature.QUALITATIVE, Nature.AMOUNT})
MOST_KEY_FIGURES = 4


@dataclass(frozen=True)
class Opened:
    """What a notebook works with.

    Parameters
    ----------
    project
        Where everything lies.
    plan
        The plan, its goals cut to the view.
    whole_plan
        The plan with all its goals, for links to other pages.
    registry
        Areas and indicators.
    view
        What was selected.
    released
        What may be shown of it.
    """

    project: Project
    plan: Plan
    whole_plan: Plan
    registry: Registry
    view: View
    released: Released

    def own_areas(self, area: str) -> tuple[str, ...]:
        """Return an area and its named parts."""
        return (area, *parts_of(self.plan, self.registry, area))

    def shown_areas(self, area: str) -> tuple[str, ...]:
        """Return an area, its parts and the aggregates that it is a member of."""
        return (*self.own_areas(area), *aggregates_of(self.plan, self.registry, area))

    def deciding_areas(self) -> tuple[str, ...]:
        """Return the areas whose figures decide the goals of the view, in the order of the plan."""
        return tuple(dict.fromkeys(area for goal in self.plan.goals for area in goal.decided_by))

    def key_indicators(self, area: str) -> tuple[str, ...]:
        """Return the indicators of an area's key figures: outcomes before deliveries, goals before comparisons."""
        decided = (goal.indicator for goal in self.plan.goals if area in goal.decided_by)
        with_numbers = {item.indicator for item in self.released.results.measurements if item.area == area}
        natures = {
            found: self.registry.indicator(found).nature
            for found in dict.fromkeys((*decided, *self.plan.context_indicators))
            if found in with_numbers
        }
        counted = [found for found, nature in natures.items() if nature not in UNCOUNTED]
        return tuple(sorted(counted, key=lambda found: natures[found] not in UNCERTAIN))[:MOST_KEY_FIGURES]

    def lead_goal(self, area: str) -> str | None:
        """Return the goal that an area's page gives in full first: an outcome that the area itself decides."""
        own = self.with_goals_of(area).goals or self.plan.goals
        measured = {item.indicator for item in self.released.results.measurements}
        leading = [
            goal.id
            for goal in own
            if goal.indicator in measured and self.registry.indicator(goal.indicator).nature in UNCERTAIN
        ]
        return leading[0] if leading else None

    def with_goals_of(self, area: str) -> Plan:
        """Return the plan cut to the goals that an area or a part of it decides by itself."""
        own = set(self.own_areas(area))
        return self.plan.model_copy(
            update={"goals": tuple(goal for goal in self.plan.goals if own & set(goal.decided_by))}
        )

    def headline_plan(self, area: str) -> Plan:
        """Return the plan cut to what an area is judged by: its own goals, or all it shares if it has none."""
        own = self.with_goals_of(area)
        return own if own.goals else self.plan

    def with_shared_goals(self, area: str) -> Plan:
        """Return the plan cut to the goals that only several areas together decide."""
        own = set(self.own_areas(area))
        return self.plan.model_copy(
            update={"goals": tuple(goal for goal in self.plan.goals if not own & set(goal.decided_by))}
        )


def select(observations: tuple[Observation, ...], view: View) -> tuple[Observation, ...]:
    """Return the observations that a view looks at."""
    return tuple(observation for observation in observations if view.selects(observation))


def cut(plan: Plan, view: View) -> Plan:
    """Return the plan with the goals and effect questions of the view only."""
    wanted = set(view.goals)
    with reads.unnoted():  # which goals and questions the view has is noted with the view
        asked = tuple(question for question in plan.effects if question.id in view.questions)
        return plan.model_copy(
            update={
                "goals": tuple(goal for goal in plan.goals if goal.id in wanted),
                "effects": asked,
                "comparison_pool": plan.comparison_pool if asked else (),
            }
        )


def released_view(project: Project, plan: Plan, registry: Registry, view: View) -> Released:
    """Return what may be shown of a view: measured from told (rounded) figures, without what is hidden.

    Raises
    ------
    DataError
        If the evaluation isn't imported, or what is hidden isn't decided.
    """
    shown = cut(plan, view)
    with reads.behind():
        protection = load_protection(project, plan.id, view.audience).for_page(view.cells)
        observations = select(read(project, Query(plan.id, view.areas(), audience=view.audience)), view)
    told = rounded(observations, registry, protection.rounding)
    # Goals are judged where the view has their figures, and not in all the other areas that they are for.
    released = release(measure(shown, registry, told, judged=view.cells), protection, view.audience)
    if reads.noting():
        reads.note("decided", plan.id, view.audience, *sorted(protection.asked))
        # Of its own figures the view notes it; a sum of them may have no pair in it.
        beside = sorted(f"{area}/{indicator}" for area, indicator in protection.asked_to_hide - view.cells)
        reads.note("hidden_sums", plan.id, view.audience, *beside)
    return released


def _open(evaluation: str, looks_at: Callable[[Plan, Registry], View], *named: str) -> Opened:
    """Open a view; `named` says which one, so that the runner finds it again (`views.view_named`)."""
    project = Project.find()
    with reads.behind():
        registry = load_registry(project)
        plan = load_plan(project, evaluation)
    view = looks_at(plan, registry)
    if reads.noting():
        reads.note("view", evaluation, view.audience, *named)
        plan, registry = tracked_plan(plan), tracked_registry(registry)
    return Opened(project, cut(plan, view), plan, registry, view, released_view(project, plan, registry, view))


def _known(name: str, value: str, allowed: Iterable[str]) -> None:
    """Refuse a notebook parameter that the plan does not know."""
    names = tuple(allowed)
    if value not in names:
        raise UsageError(
            Fault(name, f"»{value}« er ukendt", "Parameteren skal stå i planen.", f"Vælg en af: {', '.join(names)}.")
        )


def open_area(evaluation: str, area: str, round_id: RoundId, audience: Audience = "public") -> Opened:
    """Return what the page of one area at one round may show.

    Raises
    ------
    UsageError
        If the plan knows no such area or round.
    """

    def look(plan: Plan, registry: Registry) -> View:
        _known("area", area, plan.areas)
        _known("round_id", round_id, (found.id for found in plan.rounds))
        return area_view(plan, registry, area, round_id, audience)

    return _open(evaluation, look, "area", area, round_id)


def open_activity(evaluation: str, activity: str, round_id: RoundId, audience: Audience = "public") -> Opened:
    """Return what the page of one activity at one round may show.

    Raises
    ------
    UsageError
        If the plan knows no such activity or round.
    """

    def look(plan: Plan, registry: Registry) -> View:
        _known("activity", activity, (found.id for found in plan.activities))
        _known("round_id", round_id, (found.id for found in plan.rounds))
        return activity_view(plan, registry, activity, round_id, audience)

    return _open(evaluation, look, "activity", activity, round_id)


def open_evaluation(evaluation: str, round_id: RoundId | None = None, audience: Audience = "public") -> Opened:
    """Return everything of one evaluation that may be shown up to one round; default: its last one.

    Raises
    ------
    UsageError
        If the plan knows no such round.
    """

    def look(plan: Plan, registry: Registry) -> View:
        if round_id is not None:
            _known("round_id", round_id, (found.id for found in plan.rounds))
        return evaluation_view(plan, registry, round_id, audience)

    return _open(evaluation, look, "evaluation", *([round_id] if round_id else []))


def open_effects(evaluation: str, audience: Audience = "public") -> Opened:
    """Return what the page about an evaluation's effect questions may show."""
    return _open(evaluation, lambda plan, registry: effects_view(plan, registry, audience), "effects")


def open_agreement(evaluation: str, audience: Audience = "public") -> Opened:
    """Return the plan and the registries without any figure."""
    return _open(evaluation, lambda plan, _registry: agreement_view(plan, audience), "agreement")


def open_evaluations(evaluations: str, audience: Audience = "public") -> tuple[Opened, ...]:
    """Return several evaluations, named with commas between them, each up to its last round."""
    return tuple(open_evaluation(name.strip(), None, audience) for name in evaluations.split(",") if name.strip())
