"""The short version of `benchmarks/simulations/effects_few_areas.py`; its full results are on the method page."""

from __future__ import annotations

from benchmarks.simulations.effects_few_areas import run


def test_a_plan_without_effect_is_rarely_said_to_have_one() -> None:
    found = run(replications=40, seed=7)
    assert [each.id for each in found if not each.kept(3)] == []
    refused = [each for each in found if each.id.startswith("given_")]
    assert [each.value for each in refused] == [0.0] * len(refused)
    assert {each.id for each in refused} == {
        f"given_{areas}_areas_{treated}_{layout}"
        for areas, treated in ((6, 1), (6, 2), (12, 1))
        for layout in ("alike", "smallest", "largest")
    }
