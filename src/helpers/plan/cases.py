"""Examples from the work, as `analyses/<evaluation>/cases.yml` holds them: a text, who consented, who approved it.

A text without consent and approval has no place in the file: the file is read by all who work on the evaluation.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import Field

from helpers import reads
from helpers.errors import Fault, PlanError
from helpers.paths import Project
from helpers.plan.citing import Frozen, Identifier
from helpers.plan.marked import Marked, read_marked
from helpers.plan.model import Plan, Registry
from helpers.plan.placed import PlanInPlace, repeated
from helpers.plan.validating import in_line_order, validate

DEMO = "demo-"
"""What the id of an invented case begins with."""


class Consent(Frozen):
    """Who said yes, when, and to what."""

    by: str = Field(min_length=1)
    """Danish words for the role, never a name: `deltageren selv`, `barnets mor`."""
    date: date
    to: str = Field(min_length=1)
    """Danish: what was said yes to."""


class Approver(Frozen):
    """Who read the text as it stands and answers for it."""

    role: str = Field(min_length=1)
    """Danish words for the role, never a name."""
    date: date


class AcceptedFinding(Frozen):
    """Something that the program took for a person's detail, and a person knows to be none."""

    finding: str = Field(pattern=r"^[0-9a-f]{12}$")
    """The checksum that the fault gives; it holds for this text only."""
    because: str = Field(min_length=1)
    """Danish: why it is none."""
    role: str = Field(min_length=1)
    """Danish words for the role of who decided it, never a name."""
    date: date


class Case(Frozen):
    """One example from the work, told so that nobody can be found."""

    id: Identifier
    area: Identifier
    activity: Identifier | None = None
    goal: Identifier | None = None
    day: date
    """When it was told; pages of earlier rounds don't show it."""
    text: str = Field(min_length=1, max_length=1500)
    consent: Consent
    approver: Approver
    audience: Literal["public", "internal"]

    @property
    def is_invented(self) -> bool:
        """Whether it is made up for the demonstration."""
        return self.id.startswith(DEMO)


class CaseList(Frozen):
    """The whole of `cases.yml`."""

    version: Literal[1]
    cases: tuple[Case, ...] = ()
    accepted: tuple[AcceptedFinding, ...] = ()
    """Also for notes and reasons in the evaluation's raw files."""


def load_cases(project: Project, plan: Plan, registry: Registry) -> tuple[CaseList, Marked]:
    """Return the examples of an evaluation and where each stands; none if it has no `cases.yml`.

    Raises
    ------
    PlanError
        With every fault of form: an unknown area, activity or goal, consent after approval, an id used twice.
    """
    path = project.analyses / plan.id / "cases.yml"
    reads.file(path)
    if not path.is_file():
        return CaseList(version=1), Marked(project.relative(path))
    marked = read_marked(project, path)
    found, faults = validate(CaseList, marked)
    if found is None or faults:
        raise PlanError(in_line_order(faults))
    place = PlanInPlace(plan, registry, plan.id, marked)
    broken = [fault for number, case in enumerate(found.cases) for fault in _faults(place, number, case)]
    broken += repeated(marked, "cases", [case.id for case in found.cases])
    if broken:
        raise PlanError(in_line_order(broken))
    return found, marked


def _faults(place: PlanInPlace, number: int, case: Case) -> Iterator[Fault]:
    plan = place.plan
    known = (
        ("area", "området", case.area, plan.areas),
        ("activity", "aktiviteten", case.activity, [one.id for one in plan.activities]),
        ("goal", "målet", case.goal, [one.id for one in plan.goals]),
    )
    for name, what, word, words in known:
        if word is not None and word not in words:
            yield place.unknown(("cases", number, name), what, word, words, "planen (plan.yml)")
    if case.approver.date < case.consent.date:
        yield place.fault(
            ("cases", number, "approver", "date"),
            "eksemplet er godkendt før samtykket",
            "Den, der godkender, ser efter, at samtykket er givet.",
            "Ret datoen, eller få eksemplet godkendt igen.",
        )
