"""Examples from the work on their way to a page: each is searched, and only what is answered for is released."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from helpers import reads
from helpers.disclosure.free_text import ReleasedText, release_text, text_faults
from helpers.errors import PrivacyError
from helpers.intake.public_names import PublicNames
from helpers.observations.table import Audience
from helpers.paths import Project
from helpers.plan.cases import Case, CaseList, load_cases
from helpers.plan.marked import Marked
from helpers.plan.model import Plan, Registry


@dataclass(frozen=True)
class ReleasedCase:
    """One example that may be shown.

    Parameters
    ----------
    id
        As in `cases.yml`.
    text
        What is told.
    day
        When it was told.
    told_by, approved_by
        Roles in Danish words.
    invented
        Made up for the demonstration.
    """

    id: str
    text: ReleasedText
    day: date
    told_by: str
    approved_by: str
    invented: bool


def cases_on_page(
    cases: CaseList, audience: Audience, *, area: str | None = None, activity: str | None = None, until: date
) -> tuple[Case, ...]:
    """Return the examples that the page of an area or of an activity shows at a round that ends at `until`."""
    return tuple(
        case
        for case in cases.cases
        if (audience == "internal" or case.audience == "public")
        and (area is None or case.area == area)
        and (activity is None or case.activity == activity)
        and case.day <= until
    )


def released_cases(
    project: Project,
    plan: Plan,
    registry: Registry,
    audience: Audience,
    *,
    area: str | None = None,
    activity: str | None = None,
    round_id: str,
) -> tuple[ReleasedCase, ...]:
    """Return the examples for the page of one area or one activity at one round.

    Raises
    ------
    PlanError
        If `cases.yml` is at fault.
    PrivacyError
        If an example holds something that can point at a person, and nobody has answered for it.
    """
    with reads.behind(), reads.unnoted():
        cases, marked = load_cases(project, plan, registry)
    reads.note("cases", plan.id, audience, area or "", activity or "", round_id)
    until = next(found.last for found in plan.rounds if found.id == round_id)
    shown = cases_on_page(cases, audience, area=area, activity=activity, until=until)
    if not shown:
        return ()
    public, accepted = PublicNames.of_plan(plan, registry), accepted_in(cases)
    return tuple(_released(case, public, accepted, audience, _place(cases, marked, case)) for case in shown)


def _released(
    case: Case, public: PublicNames, accepted: frozenset[str], audience: Audience, place: str
) -> ReleasedCase:
    text = release_text(case.text.strip(), public, accepted, audience, place)
    # Roles are shown too, and a name is soon written where a role should be.
    for words in (case.consent.by, case.approver.role):
        release_text(words, public, accepted, audience, place)
    return ReleasedCase(case.id, text, case.day, case.consent.by, case.approver.role, case.is_invented)


def accepted_in(cases: CaseList) -> frozenset[str]:
    """Return the checksums of the findings that somebody has answered for."""
    return frozenset(one.finding for one in cases.accepted)


def check_cases(project: Project, plan: Plan, registry: Registry) -> CaseList:
    """Return an evaluation's examples and what was accepted, if all of it may stand there.

    Raises
    ------
    PlanError
        If `cases.yml` is at fault.
    PrivacyError
        With every finding that nobody has answered for, in every text of the file.
    """
    cases, marked = load_cases(project, plan, registry)
    public, accepted = PublicNames.of_plan(plan, registry), accepted_in(cases)
    faults = [
        fault
        for trail, text in _texts(cases)
        for fault in text_faults(text.strip(), public, accepted, marked.at(trail))
    ]
    if faults:
        raise PrivacyError(faults)
    return cases


def _texts(cases: CaseList) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every text of the file that a person wrote, and where it stands."""
    for number, case in enumerate(cases.cases):
        own = ("cases", number)
        yield (*own, "text"), case.text
        yield (*own, "consent", "by"), case.consent.by
        yield (*own, "consent", "to"), case.consent.to
        yield (*own, "approver", "role"), case.approver.role
    for number, one in enumerate(cases.accepted):
        yield ("accepted", number, "because"), one.because
        yield ("accepted", number, "role"), one.role


def _place(cases: CaseList, marked: Marked, case: Case) -> str:
    return marked.at(("cases", cases.cases.index(case), "text"))


def case_stamps(
    cases: CaseList, plan: Plan, audience: Audience, *, area: str | None, activity: str | None, round_id: str
) -> list[str]:
    """Return what the page of an area or an activity shows of its evaluation's examples, to be hashed."""
    until = next(found.last for found in plan.rounds if found.id == round_id)
    shown = cases_on_page(cases, audience, area=area, activity=activity, until=until)
    return [repr(case) for case in shown] + (sorted(accepted_in(cases)) if shown else [])
