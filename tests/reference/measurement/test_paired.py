"""Paired differences against the printed table.

Table III of Newcombe RG (1998), Statistics in Medicine 17:2635-2650, method 10 with z = 1.96, four printed decimals;
the table as other programs' tests quote it, the paper itself was not at hand. The last row is chapter 8 of Fagerland,
Lydersen & Laake, Statistical Analysis of Contingency Tables (CRC 2017), as its R package `contingencytables` prints it.
"""

from __future__ import annotations

import pytest

from helpers.measurement.intervals import difference_of_proportions
from helpers.measurement.paired import Pairs, paired_change, unpaired_change

# Both, gained, lost, neither in our words: the paper takes the first share minus the second.
TABLE = [
    (36, 12, 2, 0, 0.0569, 0.3404),
    (20, 12, 2, 16, 0.0562, 0.3292),
    (18, 12, 2, 18, 0.0562, 0.3290),
    (36, 14, 0, 0, 0.1528, 0.4167),
    (35, 14, 0, 1, 0.1461, 0.4175),
    (18, 14, 0, 18, 0.1441, 0.3963),
    (2, 97, 1, 0, 0.8721, 0.9854),
    (1, 97, 1, 1, 0.8736, 0.9850),
    (0, 29, 1, 0, 0.6666, 0.9882),
    (2, 98, 0, 0, 0.9178, 0.9945),
    (1, 98, 0, 1, 0.9171, 0.9916),
    (0, 30, 0, 0, 0.8395, 1.0),
    (54, 0, 0, 0, -0.0664, 0.0664),
    (53, 0, 0, 1, -0.0729, 0.0729),
    (30, 0, 0, 24, -0.0358, 0.0358),
    (29, 0, 0, 25, -0.0354, 0.0354),
    (28, 0, 0, 26, -0.0352, 0.0352),
    (27, 0, 0, 27, -0.0351, 0.0351),
    (59, 6, 16, 80, -0.1186, -0.0046),
]


@pytest.mark.parametrize(("both", "gained", "lost", "neither", "low", "high"), TABLE)
def test_newcombes_table_of_paired_differences(
    both: int, gained: int, lost: int, neither: int, low: float, high: float
) -> None:
    pairs = Pairs(both, lost, gained, neither)
    found = paired_change(pairs)
    # One unit of the last printed place: 1, 97, 1, 1 gives 0.87367, and 0.8736 is printed.
    assert (found.low / 100, found.high / 100) == pytest.approx((low, high), abs=1e-4)
    assert found.low <= pairs.change <= found.high


def test_as_many_gained_as_lost_is_no_change_at_all() -> None:
    assert Pairs(30, 7, 7, 56).change == 0


def test_without_the_pairs_the_interval_is_that_of_two_independent_shares() -> None:
    found, expected = unpaired_change((48, 80), (56, 80)), difference_of_proportions((56, 80), (48, 80))
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))
    assert found.method != expected.method
    paired = paired_change(Pairs(45, 3, 11, 21))
    assert found.low < paired.low <= paired.high < found.high, "who was so before mostly is so after"


@pytest.mark.parametrize("counts", [(0, 0, 0, 0), (-1, 2, 3, 4)])
def test_pairs_that_are_none_are_refused(counts: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="pairs need"):
        Pairs(*counts)
