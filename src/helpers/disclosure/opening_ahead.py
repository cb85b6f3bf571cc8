"""What pages have in common, read and measured once, for a process that is going to be forked for each of them.

Whoever is forked inherits the plans and registries, read and checked, the figures of each evaluation, what is hidden
of them, and the answers of exact tests. It reads the files all the same, and takes what it inherited only if that was
made from these very contents (`helpers.unchanged`): nothing is older than a page believes.
"""

from __future__ import annotations

from contextlib import suppress
from typing import get_args

from helpers.disclosure.cases import check_cases
from helpers.disclosure.deciding import protection_file
from helpers.disclosure.opening import released_view
from helpers.disclosure.views import area_view, evaluation_view
from helpers.errors import MaalbarError
from helpers.observations.store import keep
from helpers.observations.table import Audience
from helpers.paths import Project
from helpers.plan.loading import evaluations, load_plan, load_registry
from helpers.plan.model import Plan, Registry

MANY = 5_000
"""So many observations take a second to measure. Of an evaluation with more, each page measures its own."""


def open_ahead(project: Project) -> None:
    """Read what the project has, and measure it.

    What is at fault is left out: the page that needs it will say so.
    """
    with suppress(MaalbarError, OSError):
        registry = load_registry(project)
        for evaluation in evaluations(project):
            with suppress(MaalbarError, OSError):
                _open(project, load_plan(project, evaluation), registry)


def _open(project: Project, plan: Plan, registry: Registry) -> None:
    for audience in get_args(Audience):
        if (project.root / protection_file(project, plan.id, audience)).is_file():
            _measure(project, plan, registry, audience)
    check_cases(project, plan, registry)


def _measure(project: Project, plan: Plan, registry: Registry, audience: Audience) -> None:
    held = keep(project, plan.id, audience)
    if held is not None and held < MANY:
        view = evaluation_view(plan, registry, None, audience)
    else:
        # One page of the last round, so that what all pages use is loaded.
        view = area_view(plan, registry, plan.areas[0], plan.last_round.id, audience)
    released_view(project, plan, registry, view)
