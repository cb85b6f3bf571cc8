"""Which version a figure belongs to, and what is compared across a change of definition."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from helpers.measurement.results import Attainment, Change, Reason, Results, Word
from helpers.measurement.versions import Versions, crossing
from helpers.observations.table import Observation, Origin, Precision
from helpers.plan.model import Bridge, Indicator, Nature, Reading, Target
from unit.measurement.cases import goal, indicator, plan, registry, results, seen

BREAK = date(2019, 1, 1)
BELOW = Target(kind="relative_to_baseline", operator="<", value=0)
BRIDGE = Bridge(from_version=1, factor=0.5, why="Begge tal blev opgjort i 2018")


def two(bridge: Bridge | None = None, nature: Nature = Nature.COMPLETE_COUNT, **more: Any) -> tuple[Indicator, ...]:
    """Return two versions of `tal`, the second from 2019."""
    old = indicator(nature=nature, valid_until=date(2018, 12, 31), better="lower", **more)
    return old, old.model_copy(update={"version": 2, "valid_from": BREAK, "valid_until": None, "bridge": bridge})


def measured(versions: tuple[Indicator, ...], *rows: Observation, target: Target = BELOW, **more: Any) -> Results:
    return results(plan(goal(target, **more)), registry(*versions), *rows)


def at_the_end(versions: tuple[Indicator, ...], *rows: Observation, target: Target = BELOW, **more: Any) -> Attainment:
    return measured(versions, *rows, target=target, **more).attainments_of(round_id="end")[0]


def changed(versions: tuple[Indicator, ...], *rows: Observation) -> Change:
    found = measured(versions, *rows).change("a", "tal", "end")
    assert found is not None
    return found


def test_a_figure_belongs_to_the_version_of_its_last_day() -> None:
    school_year = seen((date(2018, 8, 1), date(2019, 7, 31)), 7, area="b")
    found = measured(two(), seen(2018, 10), seen(2019, 11), school_year)
    assert [(point.period_label, point.indicator_version, point.version_since) for point in found.series] == [
        ("2018", 1, None),
        ("2019", 2, None),
        ("periode", 2, BREAK),
    ]


@pytest.mark.parametrize(("year", "version"), [(2018, 1), (2019, 2), (2022, 2), (2014, None), (2023, None)])
def test_a_day_has_one_version_or_none(year: int, version: int | None) -> None:
    old, new = two()
    known = (
        old.model_copy(update={"valid_from": date(2015, 1, 1)}),
        new.model_copy(update={"valid_until": date(2022, 12, 31)}),
    )
    found = Versions.of(registry(*known)).on("tal", date(year, 12, 31))
    assert (None if found is None else found.version) == version


def test_a_figure_from_before_all_definitions_is_not_measured() -> None:
    known = indicator(valid_from=date(2017, 1, 1))
    assert [point.period_label for point in measured((known,), seen(2016, 5), seen(2017, 6)).series] == ["2017"]


def test_a_printed_figure_is_shown_whether_or_not_a_definition_held() -> None:
    known = indicator(valid_from=date(2017, 1, 1))
    found = measured((known,), seen(2016, 5, origin=Origin.DOCUMENTED), seen(None, 6, origin=Origin.DOCUMENTED))
    assert [point.value for point in found.documented] == [5, 6]


def test_without_a_bridge_the_start_is_no_start() -> None:
    found = at_the_end(two(), seen(2016, 100), seen(2021, 40))
    assert (found.word, found.reason) == (Word.UNDETERMINED, Reason.VERSIONS_DIFFER)
    assert found.target is None
    assert found.distance is None
    assert found.crossing is not None
    assert (found.crossing.from_version, found.crossing.to_version) == (1, 2)
    assert (found.crossing.missing, found.crossing.since, found.crossing.factor) == (2, BREAK, None)


def test_with_a_bridge_the_start_is_multiplied() -> None:
    found = at_the_end(two(BRIDGE), seen(2016, 100), seen(2021, 40))
    assert (found.word, found.reason) == (Word.MET, Reason.COMPLETE_COUNT)
    assert found.target is not None
    assert (found.target.value, found.distance) == (50.0, -10.0)
    assert found.baseline is not None
    assert found.baseline.value == 100
    assert found.crossing is not None
    assert (found.crossing.factor, found.crossing.why) == (0.5, ("Begge tal blev opgjort i 2018",))
    assert at_the_end(two(BRIDGE), seen(2016, 100), seen(2021, 60)).word is Word.NOT_MET


def test_within_one_version_nothing_is_crossed() -> None:
    assert at_the_end(two(), seen(2019, 100), seen(2021, 40), baseline_period="2019").crossing is None
    fixed = Target(kind="absolute_level", operator="<=", value=50)
    found = at_the_end(two(), seen(2016, 100), seen(2021, 40), target=fixed)
    assert (found.word, found.crossing) == (Word.MET, None)


def test_every_break_between_needs_its_bridge() -> None:
    old, new = two(BRIDGE)
    new = new.model_copy(update={"valid_until": date(2020, 12, 31)})
    third = new.model_copy(update={"version": 3, "valid_from": date(2021, 1, 1), "valid_until": None, "bridge": None})
    bridged = third.model_copy(update={"bridge": Bridge(from_version=2, factor=3.0, why="Og i 2020")})
    refused, both = crossing((old, new, third), 1, 3), crossing((old, new, bridged), 1, 3)
    assert refused is not None
    assert (refused.factor, refused.missing, refused.since, refused.why) == (None, 3, date(2021, 1, 1), ())
    assert both is not None
    assert (both.factor, both.why) == (1.5, ("Begge tal blev opgjort i 2018", "Og i 2020"))
    back = crossing((old, new, bridged), 3, 1)
    assert back is not None
    assert (back.factor, back.multiplier) == (1.5, 1 / 1.5)


@pytest.mark.parametrize("field", [{"nature": Nature.AMOUNT}, {"yearly": "sum"}, {"unit": "homes"}])
def test_no_bridge_holds_between_different_kinds_of_figures(field: dict[str, Any]) -> None:
    old, new = two(BRIDGE)
    found = crossing((old, Indicator.model_validate(new.model_dump() | field)), 1, 2)
    assert found is not None
    assert found.factor is None


def test_a_path_starts_from_the_bridged_figure() -> None:
    path = Target(kind="relative_to_preceding_year", operator="<=", value=-10)
    found = at_the_end(two(BRIDGE), seen(2017, 100), seen(2021, 32), target=path)
    assert found.target is not None
    assert [round(value, 3) for _, value in found.target.steps] == [50.0, 45.0, 40.5, 36.45, 32.805]
    assert found.word is Word.MET
    assert at_the_end(two(), seen(2017, 100), seen(2021, 32), target=path).reason is Reason.VERSIONS_DIFFER


def test_points_are_added_after_the_bridge() -> None:
    share = two(BRIDGE, Nature.COMPLETE_COUNT, unit="percent", denominator="alle")
    down = Target(kind="relative_to_baseline", operator="<=", value=-10, points=True)
    found = at_the_end(share, seen(2016, 60), seen(2021, 20), target=down)
    assert found.target is not None
    assert (found.target.value, found.word) == (20.0, Word.MET)


def test_the_year_after_the_break_cannot_be_held_against_the_year_before() -> None:
    against = Target(
        kind="relative_to_preceding_year", operator="<=", value=-10, measured_preceding=True, every_year=True
    )
    rows = [seen(year, 100 * 0.8 ** (year - 2016)) for year in range(2016, 2022)]
    found = at_the_end(two(), *rows, target=against)
    assert {judged.year: judged.word for judged in found.years} == {
        2018: Word.MET,
        2019: Word.UNDETERMINED,
        2020: Word.MET,
        2021: Word.MET,
    }
    assert (found.word, found.reason) == (Word.UNDETERMINED, Reason.YEAR_OPEN)
    unchanged = at_the_end(two(Bridge(from_version=1, why="Uændret")), *rows, target=against)
    assert (unchanged.word, unchanged.reason) == (Word.MET, Reason.COMPLETE_COUNT)


def test_a_benchmark_of_another_version_needs_a_bridge_too() -> None:
    still = Target(kind="exceed_benchmark", operator=">", benchmark_area="mean")
    rows = (seen(2016, 60, area="mean"), seen(2021, 40))
    assert at_the_end(two(), *rows, target=still).reason is Reason.VERSIONS_DIFFER
    found = at_the_end(two(BRIDGE), *rows, target=still)
    assert found.target is not None
    assert (found.target.value, found.target.rests_on, found.word) == (30.0, "benchmark", Word.MET)


def test_a_newer_benchmark_is_brought_back() -> None:
    moving = Target(kind="exceed_benchmark", operator=">", benchmark_area="mean", benchmark_moves=True, every_year=True)
    rows = (seen("2018-12-31", 70), seen("2019-01-31", 30, area="mean"))
    found = measured(two(BRIDGE), *rows, target=moving).attainments_of(round_id="midway")[0]
    assert found.target is not None
    assert (found.target.value, found.word) == (60.0, Word.MET)


def test_readings_are_refused_each_for_itself() -> None:
    fixed = Reading(name="fast", target=Target(kind="absolute_level", operator="<=", value=50))
    of = plan(goal(BELOW, fixed))
    found = results(of, registry(*two()), seen(2016, 100), seen(2021, 40)).attainments_of(round_id="end")
    assert [one.word for one in found] == [Word.UNDETERMINED, Word.MET]


def test_a_change_across_a_break_has_no_number() -> None:
    found = changed(two(), seen(2016, 100), seen(2021, 40))
    assert (found.difference, found.relative, found.difference_interval, found.signal) == (None, None, None, "unknown")
    assert not found.hidden
    assert found.crossing is not None
    assert found.crossing.missing == 2


def test_a_change_over_a_bridge_multiplies_the_older_figure() -> None:
    found = changed(two(BRIDGE), seen(2016, 100), seen(2021, 40))
    assert (found.difference, found.relative, found.signal) == (-10.0, pytest.approx(-20.0), "better")


@pytest.mark.parametrize(
    ("nature", "unit"),
    [(Nature.REGISTER_SHARE, "percent"), (Nature.EVENT_RATE, "per_1000"), (Nature.EVENT_COUNT, "count")],
)
def test_a_bridge_scales_the_interval_and_leaves_the_counts(nature: Nature, unit: str) -> None:
    counts: dict[str, Any] = {"of": (100, 1000)} if nature is not Nature.EVENT_COUNT else {"value": 100}
    later: dict[str, Any] = {"of": (40, 1000)} if nature is not Nature.EVENT_COUNT else {"value": 40}
    versions = two(BRIDGE, nature, unit=unit, denominator="alle")
    rows = (seen(2016, **counts), seen(2021, **later))
    over = changed(versions, *rows)
    plain_versions = two(Bridge(from_version=1, why="Uændret"), nature, unit=unit, denominator="alle")
    plain = changed(plain_versions, *rows)
    assert over.relative_interval is not None
    assert plain.relative_interval is not None
    # The ratio to half of the old figure is twice the ratio to the old figure, so are its ends.
    for end in ("low", "high"):
        ratio = 1 + getattr(over.relative_interval, end) / 100
        assert ratio == pytest.approx(2 * (1 + getattr(plain.relative_interval, end) / 100))
    found = at_the_end(versions, *rows)
    assert found.baseline is not None
    assert found.target is not None
    assert found.baseline.interval is not None
    assert found.target.interval is not None
    assert found.target.interval.low == pytest.approx(found.baseline.interval.low / 2)
    assert found.target.interval.high == pytest.approx(found.baseline.interval.high / 2)
    assert found.baseline.numerator == 100


def test_quarters_of_two_definitions_make_no_year() -> None:
    flow = indicator(yearly="sum", valid_until=date(2018, 6, 30))
    new = flow.model_copy(
        update={
            "version": 2,
            "valid_from": date(2018, 7, 1),
            "valid_until": None,
            "bridge": Bridge(from_version=1, why="Uændret"),
        }
    )
    quarters = [seen(f"{year}K{quarter}", 5) for year in (2017, 2018, 2019) for quarter in (1, 2, 3, 4)]
    assert [point.period_label for point in measured((flow, new), *quarters).series] == ["2017", "2019"]


TOTAL = Target(kind="count_in_total", operator=">=", value=100)
FOUR_YEARS = tuple(seen(year, 30) for year in (2018, 2019, 2020, 2021))


def test_a_total_counts_only_what_the_latest_definition_counts() -> None:
    found = at_the_end(two(yearly="sum"), *FOUR_YEARS, target=TOTAL)
    assert found.measurement is not None
    assert (found.measurement.value, found.measurement.precision) == (90, Precision.LOWER_BOUND)
    assert (found.word, found.reason) == (Word.UNDETERMINED, Reason.STATED_RANGE)
    assert found.crossing is not None
    assert found.crossing.missing == 2


def test_a_total_goes_on_where_a_bridge_leaves_figures_as_they_are() -> None:
    unchanged = Bridge(from_version=1, why="Kun skemaet er nyt")
    found = at_the_end(two(unchanged, yearly="sum"), *FOUR_YEARS, target=TOTAL)
    assert found.measurement is not None
    assert (found.measurement.value, found.measurement.precision) == (120, Precision.EXACT)
    assert found.measurement.indicator_version == 2
    assert found.word is Word.MET
    assert found.crossing is not None
    assert found.crossing.why == ("Kun skemaet er nyt",)


def test_a_count_that_is_multiplied_is_no_count_to_add() -> None:
    found = at_the_end(two(BRIDGE, yearly="sum"), *FOUR_YEARS, target=TOTAL)
    assert found.measurement is not None
    assert (found.measurement.value, found.measurement.precision) == (90, Precision.LOWER_BOUND)
    assert found.crossing is not None
    assert (found.crossing.factor, found.crossing.why) == (None, ())


def test_one_year_after_a_break_is_no_whole_total() -> None:
    found = at_the_end(two(yearly="sum"), seen(2018, 500), seen(2021, 40), target=TOTAL)
    assert found.measurement is not None
    assert (found.measurement.value, found.measurement.period_label) == (40, "2021")
    assert (found.word, found.reason) == (Word.UNDETERMINED, Reason.STATED_RANGE)
