"""The invented truth: courses, periods and draws."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.demo import making, writing
from helpers.demo.periods import Period, day, quarter, year, year_end, years
from helpers.demo.truth import Course, Former, Process, Series, draw, draw_people, generator

FROM_58_TO_66 = Course(58.3, 2016, drift=0.2, effect=6.7, begin=2017, full=2021)


def test_a_course_joins_drift_and_planted_effect() -> None:
    assert FROM_58_TO_66.level_at(2016) == pytest.approx(58.3)
    assert FROM_58_TO_66.level_at(2019) == pytest.approx(58.3 + 0.6 + 3.35)
    assert FROM_58_TO_66.level_at(2021) == pytest.approx(66.0)


def test_an_effect_is_none_before_it_begins_and_whole_after_it_is_full() -> None:
    assert [FROM_58_TO_66.effect_at(time) for time in (2010, 2017, 2021, 2030)] == [0.0, 0.0, 6.7, 6.7]


def test_a_course_swings_in_named_years_and_never_falls_below_zero() -> None:
    fires = Course(10.0, 2017, drift=-4.0, swings={2018: 1.5})
    assert fires.level_at(2018) == pytest.approx(9.0)
    assert fires.level_at(2021) == 0.0


@pytest.mark.parametrize(
    ("period", "start", "end", "written", "length"),
    [
        (year(2018), date(2018, 1, 1), date(2018, 12, 31), "2018", 1.0),
        (quarter(2018, 1), date(2018, 1, 1), date(2018, 3, 31), "1. kvt. 2018", 0.25),
        (quarter(2018, 4), date(2018, 10, 1), date(2018, 12, 31), "4. kvt. 2018", 0.25),
        (day(2013, 12, 1), date(2013, 12, 1), date(2013, 12, 1), "1.12.2013", 1.0),
        (year_end(2014), date(2014, 12, 31), date(2014, 12, 31), "ultimo 2014", 1.0),
    ],
)
def test_periods_as_owners_write_them(period: Period, start: date, end: date, written: str, length: float) -> None:
    assert (period.start, period.end, period.written, period.years) == (start, end, written, length)


def test_the_quarters_of_a_year_lie_evenly_around_it() -> None:
    assert sum(quarter(2018, which).time for which in (1, 2, 3, 4)) / 4 == pytest.approx(2018)


def test_a_register_share_keeps_its_population_and_a_survey_does_not() -> None:
    register = Series("motalavej", "fraflytningsprocent", Process.REGISTER, years(2016, 2021), FROM_58_TO_66, 790)
    survey = Series("motalavej", "tryghed-andel", Process.SURVEY, years(2016, 2021), FROM_58_TO_66, 230)
    assert {one.denominator for one in draw(register, generator(1, "a", "b"))} == {790}
    answers = [one.denominator or 0 for one in draw(survey, generator(1, "a", "b"))]
    assert len(set(answers)) > 1
    assert all(230 * 0.92 <= count <= 230 * 1.08 for count in answers)


def test_a_given_year_is_not_drawn() -> None:
    series = Series(
        "motalavej",
        "kriminalretlige-afgoerelser",
        Process.RATE,
        years(2016, 2017),
        FROM_58_TO_66,
        1900,
        {2016: (65, 1900)},
    )
    first, second = draw(series, generator(1, "a", "b"))
    assert (first.numerator, first.denominator, first.true_level) == (65, 1900, None)
    assert second.true_level == pytest.approx(58.5)


def test_draws_lie_around_the_truth() -> None:
    """400 drawn years of about 100 events: the mean is within four standard errors of the truth."""
    series = Series("x", "paasatte-brande", Process.EVENTS, (year(2018),) * 400, Course(100.0, 2018))
    counts = [one.numerator for one in draw(series, generator(7, "a", "b"))]
    assert abs(sum(counts) / 400 - 100.0) < 4 * (100 / 400) ** 0.5
    assert len(set(counts)) > 20


def test_every_source_has_its_own_generator() -> None:
    first = generator(1, "slagelse-2017", "demo-a").integers(0, 10**9)
    assert first == generator(1, "slagelse-2017", "demo-a").integers(0, 10**9)
    assert first != generator(1, "slagelse-2017", "demo-b").integers(0, 10**9)
    assert first != generator(2, "slagelse-2017", "demo-a").integers(0, 10**9)


def test_a_youth_has_an_answer_exactly_when_a_year_has_passed() -> None:
    groups = (Former("loeget", {2014: 20, 2015: 20, 2016: 20}, Course(50.0, 2016), still_there=3),)
    measured = date(2016, 12, 31)
    people = draw_people(groups, measured, generator(1, "a", "b"))
    assert len(people) == 63
    assert len({one.number for one in people}) == 63
    for one in people:
        passed = one.left is not None and one.left.replace(year=one.left.year + 1) <= measured
        assert (one.job_after_a_year is not None) == passed
        assert one.left is None or one.started < one.left


def test_the_evaluations_that_are_written_are_those_that_are_planted() -> None:
    assert set(writing.EVALUATIONS) == {"bolivvejle-2013", "slagelse-2017", "alboa-2014", "kommuner-2015"}
    for source in (source for evaluation in writing.EVALUATIONS for source in making.planted(evaluation)):
        assert source.id.startswith("demo-")
        assert source.series or source.former or source.attending or source.asking
