"""Change from baseline, its interval, and the word for its direction."""

from __future__ import annotations

import pytest

from helpers.measurement.results import Change
from helpers.plan.model import Indicator, Nature
from unit.measurement.cases import indicator, plan, registry, results, seen

SAFETY = indicator(nature=Nature.SURVEY_SHARE)
FIRES = indicator(nature=Nature.EVENT_COUNT, better="lower", yearly="sum")


def changed(of: Indicator, *observations: object) -> Change | None:
    return results(plan(), registry(of), *observations).change("a", "tal", "end")  # type: ignore[arg-type]


def test_a_clear_rise_of_a_share() -> None:
    found = changed(SAFETY, seen(2017, of=(175, 300)), seen(2021, of=(216, 300)))
    assert found is not None
    assert found.difference == pytest.approx(13.667, abs=1e-3)
    assert found.relative == pytest.approx(23.43, abs=1e-2)
    assert found.difference_interval is not None
    assert 0 < found.difference_interval.low < found.difference < found.difference_interval.high
    assert found.signal == "better"


def test_from_15_to_28_fires_is_no_clear_change() -> None:
    found = changed(FIRES, seen(2017, 15), seen(2021, 28))
    assert found is not None
    assert (found.difference, found.signal) == (13, "no_clear_change")
    assert found.relative_interval is not None
    assert found.relative_interval.low < 0 < found.relative_interval.high
    tenfold = changed(FIRES, seen(2017, 15), seen(2021, 150))
    assert tenfold is not None
    assert tenfold.signal == "worse"


def test_from_nothing_there_is_no_percentage() -> None:
    found = changed(FIRES, seen(2017, 0), seen(2021, 9))
    assert found is not None
    assert (found.difference, found.relative, found.relative_interval) == (9, None, None)
    assert found.signal == "worse"


def test_complete_counts_need_no_interval() -> None:
    found = changed(indicator(better="lower"), seen(2017, 137), seen(2021, 136))
    assert found is not None
    assert (found.signal, found.difference_interval) == ("better", None)
    same = changed(indicator(), seen(2017, 137), seen(2021, 137))
    assert same is not None
    assert same.signal == "no_clear_change"


def test_without_counts_the_direction_is_unknown() -> None:
    found = changed(SAFETY, seen(2017, 58.3), seen(2021, of=(216, 300)))
    assert found is not None
    assert (found.signal, found.difference_interval) == ("unknown", None)


def test_where_neither_direction_is_better_none_is_named() -> None:
    found = changed(indicator(better="neither"), seen(2017, 3), seen(2021, 9))
    assert found is not None
    assert found.signal == "unknown"


@pytest.mark.parametrize(
    "of", [indicator(nature=Nature.MILESTONE, unit="yes_no"), indicator(nature=Nature.QUALITATIVE, unit="text")]
)
def test_words_do_not_change_by_a_number(of: Indicator) -> None:
    assert changed(of, seen(2017, 0), seen(2021, 1)) is None


def test_nothing_is_subtracted_that_the_source_does_not_state() -> None:
    assert changed(indicator(), seen(2017, low=30.0, high=35.0), seen(2021, 40)) is None
    assert changed(indicator(), seen(2021, 40)) is None


def test_events_of_a_quarter_and_of_a_day_give_no_change() -> None:
    leavers = indicator(nature=Nature.EVENT_COUNT, better="lower")
    assert changed(leavers, seen("2017K1", 47), seen("2021-12-31", 53)) is None
    later = changed(leavers, seen("2017K1", 47), seen("2021K1", 53))
    assert later is not None
    assert later.difference == 6
