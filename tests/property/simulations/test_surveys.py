"""The simulation of surveys in short: its promises are kept, give or take three standard errors."""

from __future__ import annotations

from benchmarks.simulations.surveys import run, unweighted_coverage


def test_weighted_and_finite_intervals_keep_their_promises() -> None:
    """Coverage within a point of 95 %, and clear words wrong in at most one of twenty."""
    assert [found.id for found in run(replications=80, seed=3) if not found.kept(3)] == []


def test_without_weights_the_promise_would_be_broken() -> None:
    """The same surveys, counted plainly, hold the truth in about three of four."""
    assert unweighted_coverage(replications=200, seed=5) < 0.88
