"""What was planted in the demonstration is found again, with fewer seeds than `make bench`."""

from __future__ import annotations

from benchmarks.simulations import planted_effects


def test_what_was_planted_lies_inside_its_interval_and_a_null_is_given_no_cause() -> None:
    found = planted_effects.run(replications=3, seed=7)
    assert [one.id for one in found if not one.kept(3)] == []
    by_id = {one.id: one for one in found}
    assert by_id["null_claims"].value == by_id["drift_claims"].value == 0
    assert by_id["planted_changes_inside"].replications > 500
