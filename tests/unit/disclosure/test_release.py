"""What a release leaves out, and whom it refuses."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from helpers.disclosure.profiles import PROFILES, Policy
from helpers.disclosure.release import release
from helpers.disclosure.released import Released
from helpers.disclosure.suppression import Protection, protect
from helpers.errors import ExitCode, PrivacyError
from helpers.measurement.results import Reason, Word
from helpers.observations.table import Observation, Origin
from helpers.plan.model import Goal, Indicator, Nature, Reading, Target
from unit.measurement.cases import goal, indicator, plan, registry, results, seen

SHARE = indicator(nature=Nature.REGISTER_SHARE)


def released(of: Goal, known: Indicator, *observations: Observation, audience: str = "public") -> Released:
    registered = registry(known)
    found = results(plan(of), registered, *observations)
    protection = protect(found, registered, Policy())
    return release(found, protection, audience)  # type: ignore[arg-type]


def test_nothing_of_a_hidden_value_is_left_but_its_place() -> None:
    level = goal(Target(kind="absolute_level", operator=">=", value=10.0))
    found = released(level, SHARE, seen(2017, of=(70, 200)), seen(2021, of=(3, 217), row=7))
    at_end = found.results.measurement("a", "tal", "end")
    assert at_end is not None
    assert at_end.hidden
    assert [at_end.value, at_end.interval, at_end.numerator, at_end.denominator, at_end.n] == [None] * 5
    assert at_end.provenance[0].row == 7
    (attained,) = found.results.attainments_of(round_id="end")
    assert (attained.word, attained.reason, attained.distance) == (Word.TOO_FEW, Reason.SMALL_COUNTS, None)
    assert attained.measurement == at_end
    assert attained.target is not None
    change = found.results.change("a", "tal", "end")
    assert change is not None
    assert (change.hidden, change.difference, change.relative, change.signal) == (True, None, None, "unknown")
    assert found.hidden == 2
    assert "217" not in str(asdict(found.results))


def test_a_hidden_share_tells_nothing_of_its_survey() -> None:
    level = goal(Target(kind="absolute_level", operator=">=", value=10.0))
    survey = {"population": 9631.0, "invited": 4327, "design_effect": 1.375, "weighting": "alder"}
    asked = indicator(nature=Nature.SURVEY_SHARE)
    found = released(level, asked, seen(2021, 1.9, of=(3, 217), **survey))
    at_end = found.results.measurement("a", "tal", "end")
    assert at_end is not None
    assert at_end.hidden
    assert at_end.survey is None
    assert not {"9631", "4327", "1.375"} & set(str(asdict(found.results)).replace(",", " ").split())


@pytest.mark.parametrize("hidden", [2, 4])
def test_a_hidden_year_tells_nothing_through_the_word_of_all_years(hidden: int) -> None:
    # 2 would miss the goal and 4 would meet it; a reader must not be able to tell which it was.
    yearly = goal(Target(kind="count_per_year", operator=">=", value=4, every_year=True))
    persons = indicator(unit="persons")
    counts = {2018: 40, 2019: hidden, 2020: 40, 2021: 40}
    found = released(yearly, persons, *(seen(year, count) for year, count in counts.items()))
    (attained,) = found.results.attainments_of(round_id="end")
    assert (attained.word, attained.reason) == (Word.TOO_FEW, Reason.SMALL_COUNTS)
    (year,) = (judged for judged in attained.years if judged.year == 2019)
    assert (year.word, year.reason) == (Word.TOO_FEW, Reason.SMALL_COUNTS)
    assert year.measurement is not None
    assert (year.measurement.hidden, year.measurement.value) == (True, None)


def test_a_year_that_is_shown_to_be_missed_decides_whatever_is_hidden() -> None:
    yearly = goal(Target(kind="count_per_year", operator=">=", value=30, every_year=True))
    counts = {2018: 20, 2019: 3, 2020: 40, 2021: 40}
    found = released(yearly, indicator(unit="persons"), *(seen(year, count) for year, count in counts.items()))
    (attained,) = found.results.attainments_of(round_id="end")
    assert (attained.word, attained.reason) == (Word.NOT_MET, Reason.YEAR_MISSED)
    words = [(judged.year, judged.word) for judged in attained.years]
    assert words == [(2018, Word.NOT_MET), (2019, Word.TOO_FEW), (2020, Word.MET), (2021, Word.MET)]


def test_a_target_made_from_a_hidden_baseline_goes_too() -> None:
    path = goal(
        Target(kind="relative_to_preceding_year", operator="<=", value=-10),
        Reading(name="fast", target=Target(kind="absolute_level", operator="<=", value=30)),
    )
    found = released(path, SHARE, seen(2017, of=(3, 217)), seen(2021, of=(70, 200)))
    relative, fixed = found.results.attainments_of(round_id="end")
    assert (relative.word, relative.target, relative.distance) == (Word.TOO_FEW, None, None)
    assert relative.measurement is not None
    assert relative.measurement.value == 35.0
    assert (fixed.word, fixed.distance) == (Word.UNDETERMINED, 5.0)


@pytest.mark.parametrize("count", [2, 4])
def test_a_hidden_total_is_not_due_whether_or_not_it_is_reached(count: int) -> None:
    total = goal(Target(kind="count_in_total", operator=">=", value=3))
    found = released(total, indicator(yearly="sum"), seen(2018, count))
    (midway,) = found.results.attainments_of(round_id="midway")
    assert (midway.word, midway.reason) == (Word.NOT_DUE, Reason.BEFORE_DEADLINE)


def test_what_is_missing_stays_missing() -> None:
    pending = goal(Target(kind="absolute_level", operator=">=", pending=True))
    found = released(pending, SHARE, seen(2021, of=(3, 217)))
    (attained,) = found.results.attainments_of(round_id="end")
    assert (attained.word, attained.reason) == (Word.NO_DATA, Reason.TARGET_NOT_SET)


def test_shown_values_are_untouched() -> None:
    level = goal(Target(kind="absolute_level", operator=">=", value=10.0))
    rows = (seen(2017, of=(70, 200)), seen(2021, of=(80, 200)))
    found = released(level, SHARE, *rows)
    assert found.results == results(plan(level), registry(SHARE), *rows)
    assert (found.hidden, found.profile, found.audience) == (0, "dst", "public")


def test_the_public_is_never_shown_what_rests_on_an_internal_source() -> None:
    level = goal(Target(kind="absolute_level", operator=">=", value=10.0))
    row = seen(2021, of=(80, 200), audience="internal")
    with pytest.raises(PrivacyError) as caught:
        released(level, SHARE, row)
    assert caught.value.code is ExitCode.PRIVACY
    assert [fault.place for fault in caught.value.faults] == ["kilde/fil.csv"]
    assert "40" not in str(caught.value)
    assert released(level, SHARE, row, audience="internal").audience == "internal"


def test_small_counts_are_hidden_from_internal_readers_too() -> None:
    level = goal(Target(kind="absolute_level", operator=">=", value=10.0))
    assert released(level, SHARE, seen(2021, of=(3, 217)), audience="internal").hidden == 2


def test_nothing_but_a_release_makes_something_releasable() -> None:
    level = goal(Target(kind="absolute_level", operator=">=", value=10.0))
    found = results(plan(level), registry(SHARE), seen(2021, of=(80, 200)))
    with pytest.raises(PrivacyError):
        Released(found, "public", "dst", 0)


def test_a_hidden_benchmark_takes_the_target_with_it() -> None:
    moving = goal(Target(kind="exceed_benchmark", operator=">", benchmark_area="b", benchmark_moves=True))
    found = released(moving, SHARE, seen(2021, of=(80, 200)), seen(2021, of=(3, 217), area="b"))
    (attained,) = found.results.attainments_of(round_id="end")
    assert (attained.word, attained.target, attained.distance) == (Word.TOO_FEW, None, None)
    assert attained.benchmark is not None
    assert attained.benchmark.value is None


def test_what_the_decision_never_saw_is_not_shown() -> None:
    level = goal(Target(kind="absolute_level", operator=">=", value=10.0))
    known, rows = registry(SHARE), (seen(2017, of=(70, 200)), seen(2021, of=(80, 200)))
    protection = protect(results(plan(level), known, *rows), known, Policy())
    another_place = results(plan(level), known, *rows, seen(2021, of=(90, 200), area="b"))
    shown = release(another_place, protection, "public").results
    unseen = shown.measurement("b", "tal", "end")
    assert unseen is not None
    assert (unseen.hidden, unseen.value) == (True, None)
    assert [found.hidden for found in shown.measurements if found.area == "a"] == [False, False]


def test_another_number_in_a_cell_that_was_decided_about_is_not_shown_either() -> None:
    level = goal(Target(kind="absolute_level", operator=">=", value=10.0))
    known = registry(SHARE)
    protection = protect(results(plan(level), known, seen(2021, of=(80, 200))), known, Policy())
    shown = release(results(plan(level), known, seen(2021, of=(81, 200))), protection, "public").results
    (attained,) = shown.attainments_of(round_id="end")
    assert attained.measurement is not None
    assert (attained.word, attained.measurement.hidden) == (Word.TOO_FEW, True)


def test_what_a_document_prints_is_shown_although_nothing_was_decided_about_it() -> None:
    level = goal(Target(kind="absolute_level", operator=">=", value=10.0))
    known = registry(SHARE)
    nothing = protect(results(plan(level), known), known, Policy())
    printed = seen(2021, 40.0, origin=Origin.DOCUMENTED, document="S1", page=6)
    found = release(results(plan(level), known, printed), nothing, "public").results.measurement("a", "tal", "end")
    assert found is not None
    assert found.value == 40.0


def test_a_decision_says_what_the_figures_are_rounded_to_and_survives_its_file() -> None:
    known = registry(SHARE)
    found = results(plan(), known, seen(2021, of=(80, 200)))
    protection = protect(found, known, PROFILES["streng"])
    again = Protection.from_json(protection.to_json())
    assert again == protection
    assert release(found, again, "public").rounding == 5
