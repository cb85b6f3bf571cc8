"""Control charts in short: quiet series give no more signals than theory allows, and large shifts are seen."""

from __future__ import annotations

import json
from itertools import pairwise, permutations

import numpy as np
import pytest
from benchmarks.simulating import RESULTS
from benchmarks.simulations.control_charts import POINTS, estimated_limits, known_limits, run, run_below

from helpers.monitoring.signals import Rule
from helpers.output.barometer import FALL_SEEN, QUIET_SIGNAL, QUIET_WORD


def test_every_promise_is_kept() -> None:
    for found in run(400, 20261122):
        assert found.kept(3), found


def test_the_theory_is_counted_right() -> None:
    # One point, seven tosses, six ranks: small enough to count by hand.
    assert known_limits(Rule.OUTSIDE, 1) == pytest.approx(0.0027, abs=5e-5)
    assert known_limits(Rule.SHIFT, 7) == pytest.approx(2 / 2**7)
    assert known_limits(Rule.SHIFT, 8) == pytest.approx(2 * 3 / 2**8)
    orders = list(permutations(range(7)))
    up = [[after > before for before, after in pairwise(one)] for one in orders]
    runs = sum(any(len(set(steps[at : at + 5])) == 1 for at in range(2)) for steps in up)
    assert known_limits(Rule.TREND, 7) == pytest.approx(runs / len(orders))
    near = 0.0214002339165491
    assert known_limits(Rule.NEAR_LIMIT, 3) == pytest.approx(2 * (near**3 + 3 * near**2 * (0.5 - near)), rel=1e-6)
    assert run_below(0.0, 7) == pytest.approx(0.5**7)


def test_moving_ranges_estimate_the_deviation_as_well_as_said() -> None:
    points = np.random.default_rng(1).normal(size=(20_000, POINTS))
    estimates = np.abs(np.diff(points, axis=1)).mean(axis=1) / 1.128379
    assert estimates.mean() == pytest.approx(1, abs=0.01)
    assert estimates.var() == pytest.approx((0.8264 * POINTS - 1.082) / (POINTS - 1) ** 2, rel=0.03)
    assert estimated_limits(Rule.SHIFT) == pytest.approx(known_limits(Rule.SHIFT))
    assert estimated_limits(Rule.NEAR_LIMIT) > known_limits(Rule.NEAR_LIMIT)


def test_the_page_says_what_was_found() -> None:
    findings = json.loads((RESULTS / "control_charts.json").read_text(encoding="utf-8"))["findings"]
    values = {found["id"]: found["value"] for found in findings}
    charts = ("xmr", "p", "u", "c")
    assert all(1 / 7.5 < values[f"{chart}_quiet_any"] < 1 / 5 for chart in charts)
    assert all(0.01 < values[f"{chart}_quiet_word"] < 0.02 for chart in charts)
    assert all(0.3 < values[f"{chart}_fall_2_word"] < 0.5 for chart in ("xmr", "c"))
    assert (QUIET_SIGNAL, QUIET_WORD) == ("mellem hver syvende og hver femte", "færre end to af hundrede")
    assert FALL_SEEN == "en tredjedel til halvdelen"
