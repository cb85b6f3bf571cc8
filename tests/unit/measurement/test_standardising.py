"""Where a standardised rate can't be made, it says so."""

from __future__ import annotations

import pytest

from helpers.measurement.refusing import Lack, Refusal
from helpers.measurement.standardising import (
    StandardisedRate,
    Stratum,
    directly_standardised,
    indirectly_standardised_rate,
    indirectly_standardised_ratio,
)

YOUNG_AND_OLD = (Stratum(6, 600), Stratum(24, 400))


def _lacks(found: StandardisedRate | Refusal) -> list[Lack]:
    assert isinstance(found, Refusal)
    return [shortfall.lack for shortfall in found.shortfalls]


def test_the_same_composition_changes_nothing() -> None:
    found = directly_standardised(YOUNG_AND_OLD, (6000, 4000), 1000)
    assert isinstance(found, StandardisedRate)
    assert found.value == pytest.approx(30)
    assert found.interval.low < 30 < found.interval.high
    assert (found.events, found.exposure, found.expected) == (30, 1000, None)


def test_no_events_have_an_upper_limit() -> None:
    found = directly_standardised((Stratum(0, 600), Stratum(0, 400)), (1, 1), 1000)
    assert isinstance(found, StandardisedRate)
    assert (found.value, found.interval.low) == (0, 0)
    assert found.interval.high == pytest.approx(1000 * 3.68887945 / 800)


def test_a_group_without_persons_has_no_rate() -> None:
    assert _lacks(directly_standardised((Stratum(6, 600), Stratum(0, 0)), (1, 1), 1000)) == [Lack.DENOMINATOR]
    empty_in_both = directly_standardised((Stratum(6, 600), Stratum(0, 0)), (1, 0), 1000)
    assert isinstance(empty_in_both, StandardisedRate)
    assert empty_in_both.value == pytest.approx(10)
    assert _lacks(directly_standardised((Stratum(1, 0), Stratum(9, 90)), (0, 1), 1000)) == [Lack.DENOMINATOR]


def test_a_standard_without_events_or_persons_expects_nothing() -> None:
    assert _lacks(indirectly_standardised_ratio(YOUNG_AND_OLD, (Stratum(0, 9), Stratum(0, 9)))) == [Lack.COUNTS]
    assert _lacks(indirectly_standardised_ratio(YOUNG_AND_OLD, (Stratum(1, 9), Stratum(1, 0)))) == [Lack.DENOMINATOR]
    assert _lacks(indirectly_standardised_rate(YOUNG_AND_OLD, (Stratum(0, 0), Stratum(0, 0)), 1000)) == [
        Lack.DENOMINATOR
    ]
    assert _lacks(indirectly_standardised_rate(YOUNG_AND_OLD, (Stratum(0, 9), Stratum(0, 9)), 1000)) == [Lack.COUNTS]


def test_groups_must_match() -> None:
    with pytest.raises(ValueError, match="same groups"):
        directly_standardised(YOUNG_AND_OLD, (1,), 1000)
    with pytest.raises(ValueError, match="has persons"):
        directly_standardised(YOUNG_AND_OLD, (0, 0), 1000)
    with pytest.raises(ValueError, match="can't be negative"):
        indirectly_standardised_ratio((Stratum(-1, 9),), (Stratum(1, 9),))
