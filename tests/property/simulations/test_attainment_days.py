"""False words about shares of children's days, with fewer areas than the full simulation."""

from __future__ import annotations

from benchmarks.simulations import attainment_days


def test_days_alone_are_never_called_met_or_not_met() -> None:
    found = attainment_days.run(replications=400, seed=5)
    assert len({one.id for one in found}) == len(found) == 8
    assert [one.value for one in found if "_alone_" in one.id] == [0.0] * 4
    assert [one.id for one in found if not one.kept(3)] == []
    assert sum(one.value for one in found if "_told_" in one.id) > 0
