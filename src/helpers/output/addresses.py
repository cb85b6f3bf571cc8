"""Where pages lie: stable addresses, so that a link to a round keeps working."""

from __future__ import annotations

from collections.abc import Mapping

from helpers.measurement.results import RoundId
from helpers.plan.model import Activity, Plan

ADDRESS_OF_ROUND: Mapping[RoundId, str] = {"baseline": "baseline", "midway": "midtvejs", "end": "slut"}


RELEASES = "runder"
"""The folder of sealed releases, beside the site in the public folder."""


FIRST_PAGE = "forside.html"
"""Where the front page of a release that was replaced lies in its folder; at its own address a notice says so."""
RELEASES_ADDRESS = f"{RELEASES}/index"
"""The address of the list of sealed releases, without ending."""


def release_address(release: str) -> str:
    """Return the address of a sealed release's front page, without ending; it stays when the round is amended."""
    return f"{RELEASES}/{release}/index"


def area_address(plan: Plan, area: str, round_id: RoundId) -> str:
    """Return the address of an area's page in a plan, without ending.

    Where an earlier plan has pages on the same area, the folder carries the plan's id: that plan's addresses stay.
    """
    folder = f"{area}-{plan.id}" if plan.own_addresses else area
    return f"omraader/{folder}/{ADDRESS_OF_ROUND[round_id]}/index"


def activity_address(activity: str, round_id: RoundId) -> str:
    """Return the address of an activity's page, without ending."""
    return f"aktiviteter/{activity.removeprefix('act-')}/{ADDRESS_OF_ROUND[round_id]}/index"


def plan_address(evaluation: str, round_id: RoundId) -> str:
    """Return the address of a plan's page, without ending."""
    return f"helhedsplaner/{evaluation}/{ADDRESS_OF_ROUND[round_id]}/index"


def agreement_address(evaluation: str) -> str:
    """Return the address of the page about an evaluation's agreement, without ending."""
    return f"helhedsplaner/{evaluation}/aftalen/index"


def effects_address(evaluation: str) -> str:
    """Return the address of the page about an evaluation's effect questions, without ending."""
    return f"helhedsplaner/{evaluation}/forskel/index"


def barometer_address(evaluation: str) -> str:
    """Return the address of an evaluation's barometer, without ending."""
    return f"helhedsplaner/{evaluation}/barometer/index"


def activities_with_pages(plan: Plan) -> tuple[Activity, ...]:
    """Return the activities that have pages: those with a goal of their own to judge."""
    with_goals = {goal.activity for goal in plan.goals}
    return tuple(activity for activity in plan.activities if activity.page and activity.id in with_goals)
