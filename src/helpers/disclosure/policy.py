"""The protection profile: which small counts are hidden, and how well."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from helpers.errors import PlanError
from helpers.paths import Project
from helpers.plan.marked import read_marked
from helpers.plan.model import Identifier
from helpers.plan.validating import validate


class Policy(BaseModel):
    """One protection profile (`analyses/disclosure.yml`); the bounds are the mildest that Målbar accepts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = 1
    profile: Identifier = "dst"
    smallest_shown: int = Field(default=5, ge=3)
    """Counts of persons from 1 to one below this are hidden; so are numerators this close to the denominator."""
    minimum_denominator: int = Field(default=20, ge=3)
    """Shares and rates of persons rest on at least this many."""
    minimum_denominator_sensitive: int = Field(default=50, ge=3)
    all_or_none_from: int = Field(default=50, ge=3)
    """0 % and 100 % are shown for groups from this size."""
    minimum_width: int = Field(default=5, ge=1)
    """How wide the range must stay that a reader can work out for a hidden count, with all that is shown."""


def load_policy(project: Project) -> Policy:
    """Return the project's protection profile.

    Raises
    ------
    PlanError
        With every fault of `analyses/disclosure.yml` at its line.
    """
    policy, faults = validate(Policy, read_marked(project, project.analyses / "disclosure.yml"))
    if policy is None or faults:
        raise PlanError(faults)
    return policy
