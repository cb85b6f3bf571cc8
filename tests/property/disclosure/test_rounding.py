"""Rounding: never off by more than half a step, never more than the whole, and the same for who rounds twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from helpers.disclosure.rounding import rounded, rounded_to
from helpers.plan.model import Nature
from unit.measurement.cases import indicator, registry, seen

STEPS = st.integers(2, 20)
COUNTS = st.integers(0, 10_000)
SHARE = indicator(nature=Nature.REGISTER_SHARE)
KNOWN = registry(SHARE)


@given(COUNTS, STEPS)
def test_a_rounded_count_is_the_nearest_step(count: int, step: int) -> None:
    found = rounded_to(count, step)
    assert found % step == 0
    assert abs(found - count) * 2 <= step
    assert rounded_to(found, step) == found


@given(COUNTS, COUNTS, STEPS)
def test_the_larger_stays_the_larger(one: int, other: int, step: int) -> None:
    low, high = sorted((one, other))
    assert rounded_to(low, step) <= rounded_to(high, step)


@given(COUNTS, st.integers(1, 10_000), STEPS)
def test_a_share_of_rounded_counts_is_their_share_and_rounds_no_further(part: int, rest: int, step: int) -> None:
    group = part + rest
    row = seen(2021, 100 * part / group, of=(part, group), largest=1.0, second=1.0)
    (found,) = rounded([row], KNOWN, step)
    assert found.numerator is not None
    assert found.denominator is not None
    assert 0 <= found.numerator <= found.denominator
    assert (found.largest, found.second) == (None, None)
    if found.denominator:
        assert found.value is not None
        assert abs(found.value - 100 * found.numerator / found.denominator) < 1e-9
    assert rounded([found], KNOWN, step) == (found,)
