"""Rules that hold for every goal: exactly one word, monotone in the value, and rarely a wrong clear word."""

from __future__ import annotations

from datetime import date
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.measurement.comparing import Reference, judge_measured
from helpers.measurement.estimating import of_observation
from helpers.measurement.intervals import (
    difference_of_proportions,
    poisson_count,
    proportion,
    ratio_of_counts,
    ratio_of_proportions,
)
from helpers.measurement.results import Measurement, Reason, Word
from helpers.observations.table import Observation, Origin, Precision
from helpers.plan.model import Indicator, Nature, Target, TargetKind
from unit.measurement.cases import goal, indicator, judged, plan, registry, results, seen

SHARE = indicator(nature=Nature.SURVEY_SHARE)
EVENTS = indicator(nature=Nature.EVENT_COUNT)
COUNT = indicator()
ORDER = {Word.NOT_MET: 0, Word.UNDETERMINED: 1, Word.MET: 2}
DECIDED = {Word.MET, Word.NOT_MET, Word.UNDETERMINED}
REASONS = {
    Word.MET: {
        Reason.INTERVAL_CLEAR,
        Reason.COMPLETE_COUNT,
        Reason.REACHED_EARLY,
        Reason.JUDGED,
        Reason.STATED_RANGE,
        Reason.DIFFERENCE_CLEAR,
        Reason.ESTIMATE,
    },
    Word.NOT_MET: {
        Reason.INTERVAL_CLEAR,
        Reason.COMPLETE_COUNT,
        Reason.JUDGED,
        Reason.STATED_RANGE,
        Reason.DIFFERENCE_CLEAR,
        Reason.ESTIMATE,
        Reason.YEAR_MISSED,
    },
    Word.UNDETERMINED: {
        Reason.INTERVAL_OVERLAPS,
        Reason.DIFFERENCE_OVERLAPS,
        Reason.EXACT_TEST_OPEN,
        Reason.NO_INTERVAL,
        Reason.JUDGED,
        Reason.STATED_RANGE,
        Reason.YEAR_OPEN,
        Reason.YEAR_MISSING,
        Reason.VERSIONS_DIFFER,
    },
    Word.NO_DATA: {
        Reason.NO_MEASUREMENT,
        Reason.NOT_ADDITIVE,
        Reason.NO_BASELINE,
        Reason.NO_BENCHMARK,
        Reason.PERIODS_DIFFER,
        Reason.TARGET_NOT_SET,
        Reason.NOT_JUDGED,
        Reason.AREA_CHANGED,
    },
    Word.NOT_DUE: {Reason.BEFORE_DEADLINE, Reason.AT_BASELINE},
}

natures = st.sampled_from(
    [
        indicator(nature=nature, better=better, yearly=yearly, unit=unit)
        for nature, unit in [
            (Nature.SURVEY_SHARE, "percent"),
            (Nature.REGISTER_SHARE, "percent"),
            (Nature.EVENT_COUNT, "count"),
            (Nature.EVENT_RATE, "per_1000"),
            (Nature.COMPLETE_COUNT, "count"),
            (Nature.AMOUNT, "dkk"),
            (Nature.MILESTONE, "yes_no"),
            (Nature.QUALITATIVE, "text"),
        ]
        for better in ("higher", "lower", "neither")
        for yearly in ("latest", "sum", "mean")
    ]
)
numbers = st.one_of(st.none(), st.floats(0, 200), st.integers(0, 3))
targets = st.builds(
    Target,
    kind=st.sampled_from(list(TargetKind)),
    operator=st.sampled_from([None, ">=", ">", "<=", "<", "="]),
    value=st.one_of(st.none(), st.floats(-99, 200)),
    compounding=st.booleans(),
    measured_preceding=st.booleans(),
    benchmark_area=st.sampled_from([None, "mean", "b"]),
    benchmark_moves=st.booleans(),
    deadline=st.one_of(st.none(), st.dates(date(2018, 1, 1), date(2022, 1, 1))),
    every_year=st.booleans(),
    pending=st.booleans(),
)


@st.composite
def rows(draw: st.DrawFn) -> Observation:
    total = draw(st.integers(1, 400))
    counts = draw(st.one_of(st.none(), st.integers(0, total).map(lambda count: (count, total))))
    period = draw(st.sampled_from([None, 2015, 2016, 2017, 2018, 2020, 2021, "2017K1", "2018K4", "2021-05-05"]))
    low = draw(st.one_of(st.none(), st.floats(0, 100)))
    return seen(
        period,
        draw(numbers),
        of=counts,
        area=draw(st.sampled_from(["a", "b", "mean"])),
        low=low,
        high=None if low is None else low + draw(st.floats(0, 10)),
        precision=draw(st.sampled_from(list(Precision))),
        origin=draw(st.sampled_from(list(Origin))),
        breakdown=draw(st.sampled_from([None, None, "maal"])),
    )


@settings(max_examples=400, deadline=None)
@given(natures, targets, st.lists(rows(), max_size=8))
def test_every_goal_has_one_word_and_a_reason_that_goes_with_it(
    of: Indicator, target: Target, observations: list[Observation]
) -> None:
    found = results(plan(goal(target)), registry(of), *observations)
    assert [one.round for one in found.attainments] == ["baseline", "midway", "end"]
    for one in found.attainments:
        assert one.reason in REASONS[one.word]
        assert (one.round == "baseline") == (one.reason is Reason.AT_BASELINE) or one.round != "baseline"
        if one.word in DECIDED:
            assert one.measurement is not None
            assert one.origin is not None
        else:
            assert one.origin is None


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([">=", ">"]),
    st.integers(20, 400),
    st.floats(1, 99),
    st.data(),
)
def test_a_higher_share_never_gets_a_worse_word(operator: str, total: int, limit: float, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, total - 1))
    target = Target(kind="absolute_level", operator=operator, value=limit)  # type: ignore[arg-type]
    lower, higher = (judged(target, SHARE, seen(2021, of=(number, total))).word for number in (count, count + 1))
    assert ORDER[lower] <= ORDER[higher]


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 120), st.integers(0, 120), st.sampled_from([0, -10, 25]))
def test_more_events_never_get_a_better_word_against_a_baseline(start: int, count: int, percent: int) -> None:
    target = Target(kind="relative_to_baseline", operator="<=", value=percent)
    fewer, more = (judged(target, EVENTS, seen(2017, start), seen(2021, number)).word for number in (count, count + 1))
    assert ORDER[fewer] >= ORDER[more]


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 300), st.integers(1, 300), st.data())
def test_intervals_hold_their_point_and_turn_round(total: int, other: int, data: st.DataObject) -> None:
    first = (data.draw(st.integers(0, total)), total)
    second = (data.draw(st.integers(0, other)), other)
    share = proportion(*first)
    assert 0 <= share.low <= 100 * first[0] / total <= share.high <= 100
    difference, turned = difference_of_proportions(first, second), difference_of_proportions(second, first)
    assert (difference.low, difference.high) == pytest.approx((-turned.high, -turned.low))
    count = poisson_count(first[0])
    assert count.low <= first[0] <= count.high
    ratio, inverse = ratio_of_counts(first, second), ratio_of_counts(second, first)
    if ratio.low > 0:
        assert ratio.low == pytest.approx(1 / inverse.high)
    shares = ratio_of_proportions(first, second)
    assert 0 <= shares.low <= shares.high


def _wrong(target: Target, of: Indicator, draws: list[tuple[Observation, ...]], truly_met: bool) -> float:
    wrong = Word.NOT_MET if truly_met else Word.MET
    return sum(judged(target, of, *rows_).word is wrong for rows_ in draws) / len(draws)


@pytest.mark.parametrize("truth", [0.7, 5.0, 50.0, 72.4, 80.0, 97.0])
@pytest.mark.parametrize("answers", [20, 25, 150])
def test_a_clear_word_about_a_share_is_wrong_at_most_once_in_twenty_even_on_the_limit(
    truth: float, answers: int
) -> None:
    # The hardest place: the truth lies exactly on the limit. Strictly "above" is then false, "at least" true. All
    # results that a survey can have, each with its chance; Wilson's interval alone would fail at 0.7 %.
    chances = [comb(answers, k) * (truth / 100) ** k * (1 - truth / 100) ** (answers - k) for k in range(answers + 1)]
    for operator, wrong in ((">", Word.MET), (">=", Word.NOT_MET), ("<", Word.MET), ("<=", Word.NOT_MET)):
        target = Target(kind="absolute_level", operator=operator, value=truth)  # type: ignore[arg-type]
        words = [judged(target, SHARE, seen(2021, of=(count, answers))).word for count in range(answers + 1)]
        assert sum(chance for chance, word in zip(chances, words, strict=True) if word is wrong) <= 0.05


@pytest.mark.parametrize("mean", [6, 30, 98])
def test_a_clear_word_about_a_fall_in_events_is_rarely_wrong(mean: float) -> None:
    chance = np.random.default_rng(20162)
    pairs = zip(chance.poisson(mean, 600), chance.poisson(0.9 * mean, 600), strict=True)
    draws = [(seen(2017, int(before)), seen(2021, int(after))) for before, after in pairs]
    strictly = Target(kind="relative_to_baseline", operator="<", value=-10)
    at_most = Target(kind="relative_to_baseline", operator="<=", value=-10)
    assert _wrong(strictly, EVENTS, draws, truly_met=False) <= 0.05
    assert _wrong(at_most, EVENTS, draws, truly_met=True) <= 0.05


@pytest.mark.parametrize(("before", "factor"), [(0.22, 0.9), (0.6, 1.0), (0.583, 1.1)])
def test_a_clear_word_about_a_change_of_a_share_is_rarely_wrong(before: float, factor: float) -> None:
    chance = np.random.default_rng(20163)
    pairs = zip(chance.binomial(300, before, 600), chance.binomial(250, factor * before, 600), strict=True)
    draws = [(seen(2017, of=(int(first), 300)), seen(2021, of=(int(last), 250))) for first, last in pairs]
    percent = 100 * (factor - 1)
    above = Target(kind="relative_to_baseline", operator=">", value=percent)
    at_least = Target(kind="relative_to_baseline", operator=">=", value=percent)
    assert _wrong(above, SHARE, draws, truly_met=False) <= 0.05
    assert _wrong(at_least, SHARE, draws, truly_met=True) <= 0.05


@pytest.mark.parametrize(
    ("answers", "others", "truth", "percent"),
    [(20, 200, 0.012, -50), (20, 200, 0.5, -50), (25, 400, 0.996, 0), (25, 400, 0.6, 0)],
)
def test_a_clear_word_about_two_shares_is_wrong_at_most_once_in_twenty(
    answers: int, others: int, truth: float, percent: float
) -> None:
    # The truth lies exactly on the limit; all pairs of counts that are at all likely, each with its chance.
    # Newcombe's interval alone would be wrong in 6.7 % of the first.
    share = (1 + percent / 100) * truth
    wrong = dict.fromkeys((Word.MET, Word.NOT_MET), 0.0)
    for count, chance in _chances(answers, share):
        for other, second in _chances(others, truth):
            reference = Reference(_point(other, others), 1 + percent / 100)
            word, _ = judge_measured(_point(count, answers), SHARE, ">", reference)
            if word in wrong:
                wrong[word] += chance * second
    assert max(wrong.values()) <= 0.05


def _chances(total: int, share: float) -> list[tuple[int, float]]:
    chances = [comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(total + 1)]
    return [(count, chance) for count, chance in enumerate(chances) if chance > 1e-4]


def _point(count: int, total: int) -> Measurement:
    return of_observation(seen(2021, of=(count, total)), SHARE)


@pytest.mark.parametrize(("truth", "answers"), [(72.4, 150), (75.0, 45), (50.0, 400)])
def test_a_share_far_from_the_limit_is_decided(truth: float, answers: int) -> None:
    # The rule must not buy its safety by never deciding.
    target = Target(kind="absolute_level", operator=">", value=truth)
    clear = judged(target, SHARE, seen(2021, of=(round(0.97 * answers), answers)))
    assert clear.word is Word.MET
