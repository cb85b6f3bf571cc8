"""Interrupted series in short: no jump is seen more often than it should where neighbouring periods go together."""

from __future__ import annotations

from benchmarks.simulations import interrupted


def test_memory_and_extra_swings_are_not_taken_for_a_jump() -> None:
    found = interrupted.run(replications=6, seed=5)
    assert len({one.id for one in found}) == len(found) == 63
    assert [one.id for one in found if not one.kept(3)] == []
    assert sum(one.value for one in found if one.direction == "at_most") > 0, "nothing that ever errs tries nothing"
