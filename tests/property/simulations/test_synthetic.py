"""Synthetic control in short: ranks are clear no more often than they should where nothing happened."""

from __future__ import annotations

from benchmarks.simulations import synthetic


def test_ranks_and_intervals_keep_their_promise() -> None:
    found = synthetic.run(replications=12, seed=5)
    assert len({one.id for one in found}) == len(found) == 6
    assert [one.id for one in found if not one.kept(3)] == []
    assert min(one.replications for one in found[2:]) > 9, "most of what can be asked is answered"
