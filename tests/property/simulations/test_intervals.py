"""The coverage of every interval, with fewer true values and draws than `make bench`."""

from __future__ import annotations

from benchmarks.simulations import intervals


def test_every_interval_holds_the_truth_as_often_as_promised() -> None:
    found = intervals.run(replications=400, seed=4)
    assert len({one.id for one in found}) == len(found) > 30
    assert [one.id for one in found if not one.kept(3)] == []
