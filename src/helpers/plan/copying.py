"""What a new plan takes over from another one: goals, activities, focus areas and indicators, moved in time and place.

Wordings and pages stay the other document's, which the new plan declares, until its author writes its own. Left behind
are figures, starting years, other readings and ambiguities, who is responsible and who delivers: they belong to the
other agreement.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel

from helpers.plan.drafting import Content, Draft, Values, neighbours
from helpers.plan.model import Activity, AreaKind, Goal, Plan, Registry, Target

_ANYWHERE = frozenset({AreaKind.COUNTRY, AreaKind.BENCHMARK})
"""Kinds of places that another plan may be compared with as well."""


@dataclass(frozen=True)
class _Move:
    """From where and when to where and when."""

    plan: Plan
    draft: Draft
    registry: Registry

    def places(self, words: Iterable[str]) -> tuple[str, ...]:
        """Return the new plan's places for the other's: its country and benchmarks, one municipality for the other."""
        found: list[str] = []
        for word in words:
            kind = self.registry.area(word).kind
            if kind in _ANYWHERE:
                found.append(word)
            elif kind is AreaKind.MUNICIPALITY:
                found += [one for one in neighbours(self.registry, self.draft.municipality) if self._is_town(one)]
        return tuple(dict.fromkeys(found))

    def areas(self, words: Iterable[str]) -> tuple[str, ...]:
        """Return where a goal or activity takes place: all new areas for any of the other's areas."""
        kept = self.places(words)
        everywhere = {self.registry.area(word).kind for word in words} <= {*_ANYWHERE, AreaKind.MUNICIPALITY}
        return kept if kept and everywhere else (*self.draft.areas, *kept)

    def day(self, day: date | None) -> date | None:
        """Return `day` as many years later as the plan begins, or None outside the new period."""
        if day is None:
            return None
        year = day.year + self.draft.start.year - self.plan.start.year
        moved = date(year, day.month, min(day.day, 28) if day.month == 2 else day.day)
        return moved if self.draft.start <= moved <= self.draft.end else None

    def _is_town(self, word: str) -> bool:
        return self.registry.area(word).kind is AreaKind.MUNICIPALITY


def copied(plan: Plan, draft: Draft, registry: Registry) -> Content:
    """Return the content of `plan` for the evaluation `draft`.

    `registry` holds the areas of `draft` already.
    """
    move = _Move(plan, draft, registry)
    names = {activity.id: f"{activity.id}-{draft.id}" for activity in plan.activities}
    goals = tuple(_values(_goal(goal, move, names)) for goal in plan.goals)
    activities = tuple(_values(_activity(activity, move, names)) for activity in plan.activities)
    used = {word for one in (*goals, *activities) for word in _named(one)} - set(draft.areas)
    others = [word for word in plan.comparisons if registry.area(word).kind in _ANYWHERE]
    comparisons = dict.fromkeys((*neighbours(registry, draft.municipality), *others, *sorted(used)))
    return Content(
        goals,
        plan.focus_areas,
        activities,
        tuple(comparisons),
        plan.context_indicators,
        _documents(plan, draft),
        f"Mål og aktiviteter er kopieret fra {plan.id} ({plan.source.document}): ordlyd, tal og sider er derfra,\n"
        "indtil du har rettet dem. Et mål, der dér gjaldt ét område, gælder her alle.\n",
    )


def _goal(goal: Goal, move: _Move, activities: dict[str, str]) -> Goal:
    return goal.model_copy(
        update={
            "agreement": None,
            "areas": move.areas(goal.areas),
            "evaluated_on": move.places(goal.evaluated_on),
            "activity": activities.get(goal.activity or ""),
            "target": _target(goal.target, move),
            "reading": Goal.model_fields["reading"].default,
            "other_readings": (),
            "baseline_period": None,
            "data_source": None,
            "responsible": None,
            "follow_up": None,
            "ambiguity": (),
        }
    )


def _target(target: Target, move: _Move) -> Target:
    benchmark = next(iter(move.places([target.benchmark_area] if target.benchmark_area else [])), None)
    moves = target.benchmark_moves and benchmark is not None
    lost = target.benchmark_area is not None and benchmark is None and target.value is None
    return target.model_copy(
        update={
            "deadline": move.day(target.deadline),
            "deadline_words": None,
            "benchmark_area": benchmark,
            "benchmark_moves": moves,
            "pending": target.pending or lost,
        }
    )


def _activity(activity: Activity, move: _Move, names: dict[str, str]) -> Activity:
    return activity.model_copy(
        update={
            "id": names[activity.id],
            "areas": move.areas(activity.areas),
            "agreement": None,
            "status": None,
            "staffing": None,
            "cost": None,
            "partners": (),
            "note": None,
        }
    )


def _documents(plan: Plan, draft: Draft) -> tuple[Values, ...]:
    declared = {document.key: _values(document) for document in plan.documents}
    declared.setdefault(plan.source.document, {"key": plan.source.document, "title": plan.document_title})
    return tuple(values for key, values in declared.items() if key != draft.document)


def _named(values: Values) -> set[str]:
    target: Any = values.get("target", {})
    lists: list[Any] = [values.get("areas", ()), values.get("evaluated_on", ()), [target.get("benchmark_area")]]
    return {word for words in lists for word in words if word is not None}


def _values(model: BaseModel) -> Values:
    return model.model_dump(mode="python", exclude_defaults=True)
