"""Twelve activities without effect, in short: at most one evaluation in twenty has a false positive."""

from __future__ import annotations

from benchmarks.simulations import multiplicity


def test_among_many_questions_a_false_positive_is_rare() -> None:
    found = multiplicity.run(replications=20, seed=5)
    assert len({one.id for one in found}) == len(found) == 18
    assert [one.id for one in found if not one.kept(3)] == []
    uncorrected = [one.value for one in found if one.direction == "at_least"]
    assert min(uncorrected) > 0.1, "without correction false positives are common, or the simulation tries nothing"
