"""What the protection costs, in short: nothing is recovered, and little more is hidden than the best choice hides."""

from __future__ import annotations

from benchmarks.simulations import protection


def test_nothing_is_recovered_and_little_more_is_lost_than_must_be() -> None:
    found = {one.id: one for one in protection.run(replications=6, seed=7)}
    assert [one.id for one in found.values() if not one.kept()] == []
    assert found["information_lost_worst"].value >= found["information_lost_mean"].value >= 1 - 1e-6
    assert 0 < found["hidden_for_others"].value < found["hidden_small"].value + 0.2 < 1
