"""Card & Krueger 1994: fast-food jobs in New Jersey (minimum wage raised) and Pennsylvania, stores seen both times.

`stat-cases/did_card_krueger` says how each number was made. Left out: the numbers of all stores (a store seen once has
no change; Målbar compares the same areas before and after) and the textbook standard errors that ignore stores.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from helpers.effects.contrasts import contrasts
from helpers.effects.differences import difference_in_differences
from helpers.effects.estimate import Estimate
from helpers.effects.few_areas import cluster_robust
from helpers.effects.grid import grid_of
from helpers.effects.panel import Panel, PanelPoint
from helpers.effects.pretrends import mean_change
from helpers.observations.table import Origin
from reference_cases import reference_case


@cache
def _panel() -> Panel:
    rows = [row for row in reference_case("did_card_krueger").rows("njmin.csv") if row["fte"] not in {"", "NA"}]
    twice = {row["store"] for row in rows if row["d"] == "0"} & {row["store"] for row in rows if row["d"] == "1"}
    kept = [row for row in rows if row["store"] in twice]
    points = tuple(PanelPoint(row["store"], int(row["d"]), float(row["fte"])) for row in kept)
    starts = {row["store"]: 1 for row in kept if row["nj"] == "1"}
    return Panel("jobs", "full-time equivalents", "year", points, starts, Origin.SUPPLIED)


def test_difference_and_its_error() -> None:
    known = reference_case("did_card_krueger").entries
    found = difference_in_differences(_panel())
    assert isinstance(found, Estimate)
    assert found.value == known["did_balanced"].approx
    assert (len(found.treated), len(found.comparisons)) == (309, 75)
    grid = grid_of(_panel())
    change = contrasts(grid, lambda start: mean_change(grid, start))
    assert float(cluster_robust(change.groups, change.values).error) == known["did_balanced_se_welch"].approx


def test_changes_of_the_two_states() -> None:
    (down, down_error), (up, up_error) = reference_case("did_card_krueger").entries["change_PA_NJ_balanced"].value
    grid = grid_of(_panel())
    change = grid.values[:, 1] - grid.values[:, 0]
    for group, mean, error in ((change[309:], down, down_error), (change[:309], up, up_error)):
        assert group.mean() == pytest.approx(mean, abs=1e-8)
        assert group.std(ddof=1) / np.sqrt(len(group)) == pytest.approx(error, abs=1e-8)
