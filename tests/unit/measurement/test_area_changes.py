"""Merged and split areas: exact sums where all parts are known, and words where they are not."""

from __future__ import annotations

from datetime import date

from helpers.measurement.measuring_all import needed_areas
from helpers.measurement.results import Measurement, Reason, Results, Word
from helpers.observations.table import Observation, Origin
from helpers.plan.composition import members_at, sources_of
from helpers.plan.model import Area, AreaChange, AreaKind, Indicator, Nature, Target
from unit.measurement.cases import goal, indicator, plan, registry, results, seen

MERGED = AreaChange(date=date(2019, 1, 1), before=("a", "b"), after=("c",), why="A og B blev til C.")
SPLIT = AreaChange(date=date(2019, 1, 1), before=("a",), after=("b", "c"), why="A blev til B og C.")
BOTH = AreaChange(date=date(2019, 1, 1), before=("a", "b"), after=("c", "d"), why="Grænserne blev flyttet.")
BELOW = Target(kind="relative_to_baseline", operator="<", value=0)
RATE = indicator(nature=Nature.EVENT_RATE, unit="per_1000", denominator="beboere")


def measured(
    change: AreaChange | tuple[AreaChange, ...],
    *rows: Observation,
    of: Indicator | None = None,
    members: tuple[str, ...] = (),
    target: Target = BELOW,
    area: str = "c",
) -> Results:
    areas = [Area(id=name, name=name.upper(), kind=AreaKind.AREA) for name in "abcdef"]
    if members:
        areas.append(Area(id="sum", name="I alt", kind=AreaKind.AGGREGATE, members=members))
    changes = change if isinstance(change, tuple) else (change,)
    places = ("a", "b", "c", "d", "e", "f")
    known = registry(of or indicator(better="lower"), areas=areas, changes=changes)
    looked_at = plan(goal(target, areas=(area,)), areas=places, comparisons=("sum",) if members else ())
    return results(looked_at, known, *rows)


def years(found: Results, area: str) -> dict[str, float | None]:
    return {point.period_label: point.value for point in found.series_of(area, "tal")}


def test_a_merged_area_was_the_sum_of_what_it_was_merged_from() -> None:
    rows = [seen(2016, 20), seen(2016, 30, area="b"), seen(2018, 10), seen(2021, 25, area="c")]
    found = measured(MERGED, *rows)
    assert years(found, "c") == {"2016": 50, "2021": 25}
    baseline = found.measurement("c", "tal", "baseline")
    assert baseline is not None
    assert baseline.summed == ("a", "b")
    assert [place.observation for place in baseline.provenance] == ["a-tal-2016-", "b-tal-2016-"]
    judged = found.attainments_of(area="c", round_id="end")[0]
    assert (judged.word, judged.reason) == (Word.MET, Reason.COMPLETE_COUNT)


def test_rates_are_made_of_summed_counts() -> None:
    rows = [seen(2016, of=(30, 1000)), seen(2016, of=(10, 3000), area="b")]
    found = measured(MERGED, *rows, of=RATE).measurement("c", "tal", "baseline")
    assert found is not None
    assert (found.value, found.numerator, found.denominator) == (10.0, 40, 4000)


def test_a_split_area_is_the_sum_of_what_it_became() -> None:
    rows = [seen(2016, 50), seen(2021, 20, area="b"), seen(2021, 25, area="c"), seen(2020, 9, area="b")]
    found = measured(SPLIT, *rows, area="a")
    assert years(found, "a") == {"2016": 50, "2021": 45}
    assert years(found, "b") == {"2020": 9, "2021": 20}


def test_what_came_out_of_a_split_has_no_past() -> None:
    found = measured(SPLIT, seen(2016, 50), seen(2021, 20, area="b"), area="b")
    judged = found.attainments_of(area="b", round_id="end")[0]
    assert (judged.word, judged.reason) == (Word.NO_DATA, Reason.AREA_CHANGED)
    assert judged.area_change == SPLIT


def test_what_was_merged_has_no_future() -> None:
    found = measured(MERGED, seen(2016, 50), seen(2021, 20, area="c"), area="a")
    judged = found.attainments_of(area="a", round_id="end")[0]
    assert (judged.word, judged.reason, judged.area_change) == (Word.NO_DATA, Reason.AREA_CHANGED, MERGED)


def test_a_figure_that_is_missing_for_another_reason_is_just_missing() -> None:
    nothing = measured(MERGED, seen(2016, 50), area="c").attainments_of(area="c", round_id="end")[0]
    assert (nothing.reason, nothing.area_change) == (Reason.NO_MEASUREMENT, None)
    elsewhere = measured(MERGED, seen(2021, 20, area="d"), area="d").attainments_of(area="d", round_id="end")[0]
    assert (elsewhere.reason, elsewhere.area_change) == (Reason.NO_BASELINE, None)


def test_a_part_is_never_the_whole() -> None:
    assert years(measured(MERGED, seen(2016, 20), seen(2017, 30, area="b")), "c") == {}
    assert years(measured(SPLIT, seen(2021, 20, area="b"), seen("2021K4", 5, area="c")), "a") == {}


def test_a_period_across_the_change_is_nobodys_sum() -> None:
    across = (date(2018, 7, 1), date(2019, 6, 30))
    rows = [seen(across, 20), seen(across, 30, area="b")]
    assert years(measured(MERGED, *rows), "c") == {}
    assert years(measured(MERGED, *rows, seen(across, 7, area="c")), "c") == {"periode": 7}


def test_what_is_not_additive_is_not_added() -> None:
    rows = [seen(2016, 20), seen(2016, 30, area="b")]
    assert years(measured(MERGED, *rows, of=indicator(additive=False)), "c") == {}


def test_of_areas_that_swapped_homes_only_the_total_is_known() -> None:
    rows = [seen(2016, 20), seen(2016, 30, area="b"), seen(2021, 10, area="c"), seen(2021, 15, area="d")]
    found = measured(BOTH, *rows, members=("a", "b"))
    assert years(found, "c") == {"2021": 10}
    assert years(found, "sum") == {"2016": 50, "2021": 25}


def test_an_areas_own_figure_goes_before_the_sum() -> None:
    rows = [seen(2016, 20), seen(2016, 30, area="b"), seen(2016, 51, area="c", origin=Origin.DOCUMENTED)]
    assert years(measured(MERGED, *rows), "c") == {"2016": 51}


def test_one_invented_part_makes_the_sum_invented() -> None:
    rows = [seen(2016, 20, origin=Origin.DOCUMENTED), seen(2016, 30, area="b", origin=Origin.SYNTHETIC)]
    found = measured(MERGED, *rows).measurement("c", "tal", "baseline")
    assert found is not None
    assert found.origin is Origin.SYNTHETIC


def test_an_aggregate_follows_its_members_through_the_change() -> None:
    rows = [seen(year, 10, area=area) for year in (2016, 2017) for area in "abd"]
    rows += [seen(2021, 10, area=area) for area in "cd"]
    for members in (("a", "b", "d"), ("c", "d")):
        assert years(measured(MERGED, *rows, members=members), "sum") == {"2016": 30, "2017": 30, "2021": 20}


def test_changes_follow_each_other() -> None:
    later = AreaChange(date=date(2020, 1, 1), before=("c", "d"), after=("e",), why="Igen.")
    rows = [seen(2016, number, area=area) for number, area in enumerate("abd", start=1)]
    rows += [seen(2019, 5, area="c"), seen(2019, 6, area="d"), seen(2021, 9, area="e")]
    found = measured((MERGED, later), *rows)
    assert years(found, "c") == {"2016": 3, "2019": 5}
    assert years(found, "e") == {"2016": 6, "2019": 11, "2021": 9}


def test_years_are_made_before_areas_are_added() -> None:
    quarters = [seen(f"2016K{quarter}", 1, area=area) for quarter in (1, 2, 3, 4) for area in "ab"]
    assert years(measured(MERGED, *quarters, of=indicator(yearly="sum")), "c") == {"2016": 8}


def test_composition_over_time() -> None:
    split_again = AreaChange(date=date(2021, 1, 1), before=("c",), after=("d", "e"), why="Igen.")
    changes = (MERGED, split_again)
    assert members_at(("c",), date(2018, 1, 1), date(2018, 12, 31), changes) == ("a", "b")
    assert members_at(("c",), date(2019, 1, 1), date(2020, 12, 31), changes) == ("c",)
    assert members_at(("c",), date(2021, 1, 1), date(2021, 1, 1), changes) == ("d", "e")
    assert members_at(("c",), date(2018, 12, 31), date(2019, 1, 1), changes) == ("c",)
    assert members_at(("f", "a", "b"), date(2022, 1, 1), date(2022, 12, 31), changes) == ("f", "d", "e")
    assert members_at(("a",), date(2022, 1, 1), date(2022, 12, 31), changes) == ("a",)
    assert sources_of(("c",), changes) == ("c", "a", "b", "d", "e")
    assert sources_of(("a",), changes) == ("a",)
    assert sources_of(("f",), ()) == ("f",)


def test_the_areas_that_are_read_for_a_page_include_what_it_was() -> None:
    known = registry(indicator(), changes=(MERGED,))
    assert needed_areas(plan(goal(BELOW, areas=("c",))), known, ("c",)) == ("c", "a", "b")


def test_measurements_of_an_aggregate_name_what_was_added() -> None:
    found: Measurement | None = measured(
        MERGED, *(seen(2016, 1, area=area) for area in "abd"), members=("c", "d")
    ).measurement("sum", "tal", "baseline")
    assert found is not None
    assert found.summed == ("a", "b", "d")
