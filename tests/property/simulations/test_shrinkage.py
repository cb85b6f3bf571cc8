"""The short version of what is promised of shrunken estimates and ranks; `make bench` runs it in full."""

from __future__ import annotations

from benchmarks.simulations import shrinkage


def test_shrunken_estimates_err_less_and_their_intervals_hold() -> None:
    findings = shrinkage.run(replications=4, seed=3)
    ratios = [found for found in findings if found.id.startswith("shrinkage_error_ratio")]
    shares = [found for found in findings if found not in ratios]
    assert (len(ratios), len(shares)) == (12, 27)
    assert [found.id for found in shares if not found.kept(3)] == []
    # Eight sets of areas are too few to tell each ratio apart from 1; where areas truly differ much it is near it.
    for areas in shrinkage.AREAS:
        of_these = [found.value for found in ratios if f"_k{areas}_" in found.id]
        assert sum(of_these) / len(of_these) < 1
