"""The simulation of surveys in short: its promises are kept, give or take three standard errors."""

from __future__ import annotations

from benchmarks.simulations.surveys import run


def test_weighted_and_finite_intervals_keep_their_promises() -> None:
    """Coverage within a point of 95 %, clear words wrong in at most one of twenty; plain intervals don't do it."""
    findings = run(replications=80, seed=3)
    assert [found.id for found in findings if not found.kept(3)] == []
    naive = next(found for found in findings if found.id.startswith("unweighted"))
    assert naive.value < 0.9
