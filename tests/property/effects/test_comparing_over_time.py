"""What may not change an estimate of an effect, and what must change it by exactly as much."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from effect_panels import panel
from helpers.effects.differences import difference_in_differences
from helpers.effects.estimate import Estimate
from helpers.effects.panel import Panel
from helpers.effects.sensitivity import Sensitivity, sensitivity
from helpers.effects.staggered import group_time

SEEDS = st.integers(0, 10_000)
AREAS = st.sampled_from([(1, 20), (2, 7), (3, 6), (5, 5)])
few = settings(max_examples=25, deadline=None)


def _rows(seed: int, areas: tuple[int, int]) -> np.ndarray:
    return np.random.default_rng(seed).normal(50, 5, size=(sum(areas), 6))


def _panel(rows: np.ndarray, areas: tuple[int, int]) -> Panel:
    return panel(rows[: areas[0]].tolist(), rows[areas[0] :].tolist(), 3)


def _estimate(rows: np.ndarray, areas: tuple[int, int]) -> Estimate:
    found = difference_in_differences(_panel(rows, areas))
    assert isinstance(found, Estimate)
    return found


def _numbers(found: Estimate) -> list[float]:
    return [found.value, found.interval.low, found.interval.high]


@few
@given(SEEDS, AREAS)
def test_levels_of_areas_and_years_of_all_mean_nothing(seed: int, areas: tuple[int, int]) -> None:
    rows = _rows(seed, areas)
    shifted = rows + np.arange(len(rows))[:, None] * 3 + np.array([0, 5, -2, 8, 1, 4])
    assert _numbers(_estimate(shifted, areas)) == pytest.approx(_numbers(_estimate(rows, areas)), abs=1e-8)


@few
@given(SEEDS, AREAS, st.floats(-50, 50))
def test_an_effect_moves_the_interval_by_itself(seed: int, areas: tuple[int, int], effect: float) -> None:
    rows = _rows(seed, areas)
    plain = _numbers(_estimate(rows, areas))
    rows[: areas[0], 3:] += effect
    assert _numbers(_estimate(rows, areas)) == pytest.approx([each + effect for each in plain], abs=1e-6)


@few
@given(SEEDS, AREAS, st.floats(0.01, 100))
def test_another_unit_changes_nothing_but_the_unit(seed: int, areas: tuple[int, int], scale: float) -> None:
    rows = _rows(seed, areas)
    plain, scaled = _estimate(rows, areas), _estimate(rows * scale, areas)
    assert _numbers(scaled) == pytest.approx([each * scale for each in _numbers(plain)], rel=1e-6, abs=1e-6 * scale)
    assert scaled.p == pytest.approx(plain.p)


@few
@given(SEEDS, AREAS)
def test_the_order_of_figures_means_nothing(seed: int, areas: tuple[int, int]) -> None:
    given_ = _panel(_rows(seed, areas), areas)
    mixed = Panel(
        given_.indicator, given_.unit, given_.frequency, given_.points[::-1], dict(given_.starts), given_.origin
    )
    assert difference_in_differences(mixed) == difference_in_differences(given_)


@few
@given(SEEDS, AREAS)
def test_the_interval_and_the_p_value_agree(seed: int, areas: tuple[int, int]) -> None:
    """No effect lies outside the interval exactly when chance is at most 5 %."""
    found = _estimate(_rows(seed, areas), areas)
    assert found.p is not None
    assert (found.interval.low > 0 or found.interval.high < 0) == (found.p <= 0.05)
    assert found.interval.low <= found.value <= found.interval.high


@few
@given(SEEDS)
def test_more_drift_leaves_less(seed: int) -> None:
    found = sensitivity(_panel(_rows(seed, (4, 8)), (4, 8)))
    assert isinstance(found, Sensitivity)
    lows, highs = [each.low for each in found.magnitudes], [each.high for each in found.magnitudes]
    assert lows == sorted(lows, reverse=True)
    assert highs == sorted(highs)


@few
@given(SEEDS)
def test_what_early_areas_do_later_never_touches_late_ones(seed: int) -> None:
    """Staggered starts: an area in the plan isn't compared with, so its figures count for itself alone."""
    rows = _rows(seed, (4, 6))
    starts = [2, 2, 4, 4]
    plain = group_time(panel(rows[:4].tolist(), rows[4:].tolist(), starts))
    rows[:2, 4:] += 100.0
    moved = group_time(panel(rows[:4].tolist(), rows[4:].tolist(), starts))
    assert isinstance(plain, Estimate)
    assert isinstance(moved, Estimate)
    assert moved.value - plain.value == pytest.approx(2 * 2 * 100 / (2 * 4 + 2 * 2))
