"""Which years a goal for every year is judged in, and the one word that they make."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.measurement.results import Reason, Word, YearJudged
from helpers.measurement.yearly import holds_for_each_year, plan_years, word_of_years
from helpers.observations.table import Origin, Precision
from helpers.plan.model import Nature, Target
from unit.measurement.cases import indicator, judged, plan, seen

YEARLY = Target(kind="count_per_year", operator=">=", value=10, every_year=True)
PATH = Target(kind="relative_to_preceding_year", operator="<=", value=-10, every_year=True)
LITERAL = PATH.model_copy(update={"measured_preceding": True})
COUNT = indicator()


def test_only_years_of_which_the_plan_ran_half_count() -> None:
    # From 1 October 2017 to 30 September 2021.
    assert list(plan_years(plan(), YEARLY, date(2021, 12, 31))) == [2018, 2019, 2020, 2021]
    assert list(plan_years(plan(), YEARLY, date(2019, 6, 30))) == [2018]
    early = YEARLY.model_copy(update={"deadline": date(2020, 3, 1)})
    assert list(plan_years(plan(), early, date(2021, 12, 31))) == [2018, 2019]


def test_a_path_is_not_judged_year_by_year_but_its_literal_reading_is() -> None:
    assert holds_for_each_year(YEARLY)
    assert holds_for_each_year(LITERAL)
    assert not holds_for_each_year(PATH)
    assert not holds_for_each_year(YEARLY.model_copy(update={"every_year": False}))


@pytest.mark.parametrize(
    ("earlier", "own", "expected"),
    [
        ("met", "met", (Word.MET, Reason.COMPLETE_COUNT)),
        ("not_met", "met", (Word.NOT_MET, Reason.YEAR_MISSED)),
        ("undetermined", "met", (Word.UNDETERMINED, Reason.YEAR_OPEN)),
        ("no_data", "met", (Word.UNDETERMINED, Reason.YEAR_MISSING)),
        ("too_few", "met", (Word.TOO_FEW, Reason.SMALL_COUNTS)),
        ("not_met", "undetermined", (Word.NOT_MET, Reason.YEAR_MISSED)),
        ("met", "undetermined", (Word.UNDETERMINED, Reason.COMPLETE_COUNT)),
        ("too_few", "not_met", (Word.NOT_MET, Reason.COMPLETE_COUNT)),
        ("not_met", "no_data", (Word.NO_DATA, Reason.COMPLETE_COUNT)),
    ],
)
def test_the_word_of_two_years(earlier: str, own: str, expected: tuple[Word, Reason]) -> None:
    years = [
        YearJudged(2020, Word(earlier), Reason.COMPLETE_COUNT, None),
        YearJudged(2021, Word(own), Reason.COMPLETE_COUNT, None),
    ]
    assert word_of_years(years) == expected


def test_a_good_last_year_does_not_make_up_for_a_bad_one() -> None:
    found = judged(YEARLY, COUNT, *(seen(year, n) for year, n in {2018: 40, 2019: 9, 2020: 40, 2021: 40}.items()))
    assert (found.word, found.reason, found.distance) == (Word.NOT_MET, Reason.YEAR_MISSED, 30)
    midway = judged(YEARLY, COUNT, seen(2018, 40), seen(2019, 9), at="midway")
    assert (midway.word, [judged_.year for judged_ in midway.years]) == (Word.MET, [2018])


def test_a_round_without_a_figure_says_nothing_of_other_years() -> None:
    found = judged(YEARLY, COUNT, seen(2018, 4))
    assert (found.word, found.reason, found.years) == (Word.NO_DATA, Reason.NO_MEASUREMENT, ())


def test_one_invented_year_makes_the_word_invented() -> None:
    years = [seen(year, 12) for year in (2018, 2019, 2021)]
    assert judged(YEARLY, COUNT, *years, seen(2020, 12, origin=Origin.SYNTHETIC)).origin is Origin.SYNTHETIC


def test_the_literal_reading_needs_the_year_before() -> None:
    found = judged(LITERAL, COUNT, seen(2017, 100), seen(2021, 50))
    assert (found.word, found.reason, found.baseline) == (Word.NO_DATA, Reason.NO_BASELINE, None)


def test_the_literal_reading_counts_the_chance_in_both_years() -> None:
    fires = indicator(nature=Nature.EVENT_COUNT, better="lower", yearly="sum")
    rows = [seen(year, count) for year, count in {2017: 15, 2018: 13, 2019: 11, 2020: 9, 2021: 8}.items()]
    found = judged(LITERAL, fires, *rows)
    assert {judged_.word for judged_ in found.years} == {Word.UNDETERMINED}
    assert (found.word, found.reason) == (Word.UNDETERMINED, Reason.DIFFERENCE_OVERLAPS)


def test_an_estimate_is_not_called_a_complete_count() -> None:
    about = Target(kind="absolute_level", operator=">=", value=80)
    found = judged(about, COUNT, seen(2021, 80, precision=Precision.APPROXIMATE))
    assert (found.word, found.reason) == (Word.MET, Reason.ESTIMATE)
