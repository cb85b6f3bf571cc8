"""The short version of what is promised of funnels; `make bench` runs it in full."""

from __future__ import annotations

from benchmarks.simulations import funnels


def test_chance_passes_the_limits_no_more_often_than_they_say() -> None:
    findings = funnels.run(replications=25, seed=5)
    assert len(findings) == 24
    assert [found.id for found in findings if not found.kept(3)] == []
    assert any(found.value > 0 for found in findings)
