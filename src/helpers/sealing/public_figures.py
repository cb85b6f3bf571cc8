"""Every figure that the public site shows or hides, as the next protection must know it."""

from __future__ import annotations

from helpers.disclosure.earlier import published_figures
from helpers.disclosure.opening import open_effects, open_evaluation
from helpers.paths import Project
from helpers.plan.loading import load_plans, load_registry


def public_figures(project: Project) -> str:
    """Return the canonical text of all figures of the public site, as protection has been decided.

    Every page's figures are among those of its evaluation's last round and of its questions about effects.

    Raises
    ------
    DataError
        If nothing has been decided yet.
    """
    plans = load_plans(project)
    opened = (one for plan in plans for one in (open_evaluation(plan.id), open_effects(plan.id)))
    return published_figures([one.released for one in opened], load_registry(project))
