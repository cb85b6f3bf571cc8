"""Movers and stayers, with fewer areas than `make bench`."""

from __future__ import annotations

from benchmarks.simulations import moving


def test_composition_leaves_nothing_to_stayers_and_their_interval_holds() -> None:
    found = moving.run(replications=600, seed=2)
    assert [one.id for one in found if not one.kept(3)] == []
    assert found[0].value == 1
