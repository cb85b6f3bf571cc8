"""False `met` and `not_met` where the truth lies on the target, with fewer areas than `make bench`."""

from __future__ import annotations

import numpy as np
from benchmarks.simulations import attainment


def test_a_clear_word_is_wrong_in_at_most_one_of_twenty_cases() -> None:
    found = attainment.run(replications=160, seed=3)
    assert len({one.id for one in found}) == len(found) == 42
    assert [one.id for one in found if not one.kept(3) and not one.known_limit] == []
    assert sum(one.value for one in found) > 0, "a simulation in which nothing ever errs tries nothing"


def test_events_in_clumps_are_a_known_limit_that_is_told() -> None:
    """Five times the variance: clearly more than one of twenty wrong, in a row of its own with its reason."""
    found = list(attainment._of_clumped(5, "fixed", 400, np.random.default_rng(3)))
    assert [one.kept(3) for one in found] == [False, False]
    assert all("klumper" in one.known_limit for one in found)
    alike = list(attainment._of_kind(attainment._KINDS[2], "fixed", 400, np.random.default_rng(3)))
    assert [one.known_limit for one in alike] == ["", ""]
