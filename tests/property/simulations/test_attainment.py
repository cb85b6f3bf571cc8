"""False `met` and `not_met` where the truth lies on the target, with fewer areas than `make bench`."""

from __future__ import annotations

from benchmarks.simulations import attainment


def test_a_clear_word_is_wrong_in_at_most_one_of_twenty_cases() -> None:
    found = attainment.run(replications=160, seed=3)
    assert len({one.id for one in found}) == len(found) == 30
    assert [one.id for one in found if not one.kept(3)] == []
    assert sum(one.value for one in found) > 0, "a simulation in which nothing ever errs tries nothing"
