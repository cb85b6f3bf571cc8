"""`analyses/disclosure.yml`: it names a profile and may only make it stricter; so may plans and indicators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from helpers.disclosure.profiles import PROFILES, Policy, Profile, milder, strictest
from helpers.errors import Fault, PlanError
from helpers.paths import Project
from helpers.plan.marked import Marked, Trail, read_marked
from helpers.plan.model import Identifier, Plan, Registry
from helpers.plan.protecting import Stricter
from helpers.plan.validating import in_line_order, suggestion, validate

__all__ = ["Policy", "PolicyFile", "load_policies", "load_policy"]

PLACE = "analyses/disclosure.yml"
_WORDS_FILE = frozenset({"version", "profile", "residents", "homes"})


class PolicyFile(BaseModel):
    """The whole of `analyses/disclosure.yml`; what is left out is as the profile has it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1]
    profile: Profile
    smallest_shown: int | None = Field(default=None, ge=3)
    minimum_denominator: int | None = Field(default=None, ge=3)
    minimum_denominator_sensitive: int | None = Field(default=None, ge=3)
    all_or_none_from: int | None = Field(default=None, ge=3)
    zeros_hidden: bool | None = None
    minimum_width: int | None = Field(default=None, ge=1)
    rounding: int | None = Field(default=None, ge=2)
    minimum_persons: int | None = Field(default=None, ge=0)
    minimum_homes: int | None = Field(default=None, ge=0)
    unknown_areas_hidden: bool | None = None
    dominance_percent: int | None = Field(default=None, ge=50, le=100)
    p_percent: int | None = Field(default=None, ge=1, le=100)
    unknown_contributions_hidden: bool | None = None
    residents: tuple[Identifier, ...] = ()
    """Indicators that tell how many residents an area has, by their denominator, or by their count without one."""
    homes: tuple[Identifier, ...] = ()
    """Indicators that tell how many homes it has, in the same way."""

    def rules(self) -> dict[str, Any]:
        """Return the rules that are given."""
        given = self.model_dump(exclude_none=True)
        return {name: value for name, value in given.items() if name not in _WORDS_FILE}

    def policy(self) -> Policy:
        """Return the profile with these rules."""
        policy = strictest(PROFILES[self.profile], self.rules())
        return policy.model_copy(update={"residents": self.residents, "homes": self.homes})


def load_policy(project: Project) -> Policy:
    """Return the project's rules of protection.

    Raises
    ------
    PlanError
        With every fault of `analyses/disclosure.yml` at its line.
    """
    marked = read_marked(project, project.analyses / "disclosure.yml")
    file, faults = validate(PolicyFile, marked)
    if file is None or faults:
        raise PlanError(faults)
    found = tuple(_milder(marked, (), f"Profilen {file.profile}", PROFILES[file.profile], file.rules()))
    if found:
        raise PlanError(found)
    return file.policy()


def load_policies(project: Project, registry: Registry, plans: Sequence[Plan]) -> dict[str, Policy]:
    """Return the rules for each evaluation, held against the registry and the plans.

    Raises
    ------
    PlanError
        With every rule of `disclosure.yml`, `indicators.yml` or a plan that names something unknown or is milder than
        the project's.
    """
    policy = load_policy(project)
    faults = [*_unknown(project, policy, registry), *_of_indicators(project, policy, registry)]
    for plan in plans:
        faults += _of_plan(project, policy, plan)
    if faults:
        raise PlanError(in_line_order(faults))
    return {plan.id: policy.of_plan(plan) for plan in plans}


def _unknown(project: Project, policy: Policy, registry: Registry) -> Iterator[Fault]:
    known = {found.id for found in registry.indicators}
    wrong = [
        (name, position, word)
        for name in ("residents", "homes")
        for position, word in enumerate(getattr(policy, name))
        if word not in known
    ]
    marked = read_marked(project, project.analyses / "disclosure.yml") if wrong else None
    for name, position, word in wrong:
        yield Fault(
            place=PLACE if marked is None else marked.at((name, position)),
            value=f"indikatoren »{word}« kendes ikke",
            rule="Det skal stå i analyses/indicators.yml.",
            remedy=suggestion(word, known),
        )


def _of_indicators(project: Project, policy: Policy, registry: Registry) -> Iterator[Fault]:
    if not any(found.protection for found in registry.indicators):
        return
    marked = read_marked(project, project.analyses / "indicators.yml")
    for position, indicator in enumerate(registry.indicators):
        yield from _of_entries(marked, ("indicators", position, "protection"), policy, indicator.protection)


def _of_plan(project: Project, policy: Policy, plan: Plan) -> Iterator[Fault]:
    if plan.protection:
        marked = read_marked(project, project.analyses / plan.id / "plan.yml")
        yield from _of_entries(marked, ("protection",), policy, plan.protection)


def _of_entries(marked: Marked, trail: Trail, policy: Policy, entries: Sequence[Stricter]) -> Iterator[Fault]:
    for position, entry in enumerate(entries):
        yield from _milder(marked, (*trail, position), "Projektet (analyses/disclosure.yml)", policy, entry.rules())


def _milder(marked: Marked, trail: Trail, whose: str, policy: Policy, rules: Mapping[str, Any]) -> Iterator[Fault]:
    for name, given in rules.items():
        own = getattr(policy, name)
        if milder(name, own, given):
            yield Fault(
                place=marked.at((*trail, name)),
                value=f"{name}: {_written(given)}",
                rule=f"{whose} har {name}: {_written(own)}; en regel kan kun gøres strengere.",
                remedy="Slet linjen, eller skriv en strengere værdi.",
            )


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
