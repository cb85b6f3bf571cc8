"""What evaluations may not share: the address of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from helpers.errors import Fault
from helpers.plan.marked import Marked, Trail
from helpers.plan.model import Plan


def check_sharing(plans: Sequence[Plan], marked: Callable[[Plan], Marked]) -> tuple[Fault, ...]:
    """Return every area and activity whose page would lie where another evaluation's page lies.

    Parameters
    ----------
    plans
        All evaluations of the project.
    marked
        Gives the file of a plan, for the lines; called for plans at fault only.
    """
    return (*_areas(plans, marked), *_activities(plans, marked))


def _areas(plans: Sequence[Plan], marked: Callable[[Plan], Marked]) -> Iterator[Fault]:
    owner: dict[str, str] = {}
    for plan in sorted(plans, key=lambda plan: (plan.start, plan.id)):
        if plan.own_addresses:
            continue
        for number, area in enumerate(plan.areas):
            if area in owner:
                yield _fault(
                    marked(plan),
                    ("areas", number),
                    f"området »{area}« har allerede sider i evalueringen {owner[area]}",
                    "Tilføj »own_addresses: true« øverst i planen; så får dens sider evalueringens navn i adressen.",
                )
            owner.setdefault(area, plan.id)


def _activities(plans: Sequence[Plan], marked: Callable[[Plan], Marked]) -> Iterator[Fault]:
    owner: dict[str, str] = {}
    for plan in sorted(plans, key=lambda plan: (plan.start, plan.id)):
        for number, activity in enumerate(plan.activities):
            if activity.id in owner:
                yield _fault(
                    marked(plan),
                    ("activities", number, "id"),
                    f"aktiviteten »{activity.id}« står også i evalueringen {owner[activity.id]}",
                    f"Giv den et id for sig selv, for eksempel »{activity.id}-{plan.id}«.",
                )
            owner.setdefault(activity.id, plan.id)


def _fault(marked: Marked, trail: Trail, value: str, remedy: str) -> Fault:
    return Fault(
        place=marked.at(trail),
        value=value,
        rule="To evalueringer kan ikke have sider på den samme adresse.",
        remedy=remedy,
    )
