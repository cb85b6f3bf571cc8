"""What a survey's design does to the interval of its share, and to the word of a goal."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from helpers.measurement.exact import chance_of_share
from helpers.measurement.intervals import proportion
from helpers.measurement.refusing import Lack, Refusal, Shortfall
from helpers.measurement.results import Reason, Survey, Word
from helpers.measurement.surveying import (
    answers_of_many,
    counts_behind,
    effective_answers,
    mean_interval,
    response_rate,
    share_interval,
    weighted_scale,
)
from helpers.observations.sampling import Design, Stage, mean
from helpers.plan.model import Nature, Target
from unit.measurement.cases import indicator, judged, plan, registry, results, seen

SAFETY = indicator(nature=Nature.SURVEY_SHARE)
AT_LEAST_70 = Target(kind="absolute_level", operator=">=", value=70.0)


def test_a_simple_survey_has_wilsons_interval() -> None:
    """Nothing said of the design changes nothing."""
    found = share_interval(60.0, 200, Survey(invited=500.0))
    assert found == proportion(120, 200)


def test_a_design_effect_of_two_is_half_the_answers() -> None:
    """And the method says so."""
    found = share_interval(60.0, 200, Survey(design_effect=2.0))
    assert (found.low, found.high) == pytest.approx((proportion(60, 100).low, proportion(60, 100).high))
    assert found.method == "Wilson 1927, Kish 1965"


def test_the_more_of_the_residents_the_narrower() -> None:
    """Half of them: about 1/√2 of the width; all but one: nearly a point; more than all can't be."""
    of_many = proportion(120, 200)
    half = share_interval(60.0, 200, Survey(population=400.0))
    assert (half.high - half.low) / (of_many.high - of_many.low) == pytest.approx(0.5**0.5, abs=0.01)
    assert half.method == "Wilson 1927, Cochran 1977"
    nearly = share_interval(60.0, 200, Survey(population=200.0))
    assert nearly.high - nearly.low < 1.0
    assert answers_of_many(250.0, 200.0) == answers_of_many(200.0, 200.0) == 199.0 * 199.0
    assert answers_of_many(200.0, None) == 200.0
    assert answers_of_many(1.0, 1.0) == 1.0


def test_nonsense_is_refused() -> None:
    """No answers, no effect."""
    for answers, effect in ((0, 1.0), (10, 0.0)):
        with pytest.raises(ValueError, match="above 0"):
            effective_answers(answers, effect)


def test_response_rate() -> None:
    """Of all asked; unknown if nobody says how many."""
    assert response_rate(180, 400) == pytest.approx(45.0)
    assert response_rate(180, None) is None


def test_attainment_rests_on_the_effective_answers() -> None:
    """240 of 300 is clearly at least 70 %; with a design effect of five it isn't clear any more."""
    simple = judged(AT_LEAST_70, SAFETY, seen(2021, of=(240, 300)))
    assert (simple.word, simple.reason) == (Word.MET, Reason.INTERVAL_CLEAR)
    clustered = judged(AT_LEAST_70, SAFETY, replace(seen(2021, of=(240, 300)), design_effect=5.0))
    assert (clustered.word, clustered.reason) == (Word.UNDETERMINED, Reason.INTERVAL_OVERLAPS)


def test_attainment_uses_that_most_residents_were_asked() -> None:
    """76 of 100 is open against 70 % if many could have been asked, and clear if 110 could."""
    few = seen(2021, of=(76, 100))
    assert judged(AT_LEAST_70, SAFETY, few).word is Word.UNDETERMINED
    assert judged(AT_LEAST_70, SAFETY, replace(few, population=110.0)).word is Word.MET


def test_the_weighted_share_is_what_is_judged() -> None:
    """The value is the weighted share; numerator and denominator stay the answers as they are."""
    weighted = replace(seen(2021, of=(240, 300)), value=61.0, design_effect=1.4, weighting="køn og alder")
    found = judged(AT_LEAST_70, SAFETY, weighted)
    assert found.word is Word.NOT_MET
    measured = found.measurement
    assert measured is not None
    assert (measured.value, measured.numerator, measured.denominator, measured.n) == (61.0, 240, 300, 300)
    assert measured.interval is not None
    assert measured.interval.low < 61 < measured.interval.high
    assert measured.survey == Survey(design_effect=1.4, weighting="køn og alder")


def test_change_rests_on_the_effective_answers_too() -> None:
    """The same two shares: a clear change between simple surveys, an open one between clustered ones."""
    known, of = registry(SAFETY), plan()
    simple = [seen(2016, of=(180, 300)), seen(2021, of=(210, 300))]
    clustered = [replace(one, design_effect=4.0) for one in simple]
    signals = []
    for points in (simple, clustered):
        change = results(of, known, *points).changes[0]
        signals.append(change.signal)
    assert signals == ["better", "no_clear_change"]


def test_the_exact_test_of_a_known_population_is_hypergeometric() -> None:
    """Against scipy's distribution; a numerator that isn't whole is rounded towards the target."""
    from scipy.stats import hypergeom

    assert chance_of_share((76, 100), 0.7, 110) == pytest.approx(float(hypergeom.sf(75, 110, 77, 100)))
    assert chance_of_share((60, 100), 0.7, 110) == pytest.approx(float(hypergeom.cdf(60, 110, 77, 100)))
    assert chance_of_share((0, 80), 0.01, 100) == pytest.approx(0.2)
    assert chance_of_share((76.6, 100), 0.7) == chance_of_share((76, 100), 0.7)
    assert chance_of_share((60.4, 100), 0.7) == chance_of_share((61, 100), 0.7)
    assert chance_of_share((76, 100), 0.7, 90) == chance_of_share((76, 100), 0.7), "more answers than residents"
    assert chance_of_share((100, 100), 0.001, 100) == 0.0


def test_charts_and_panels_get_the_effective_counts() -> None:
    """A simple share's own counts, a count alone, and a weighted share's 100 effective answers of 200."""
    measured = judged(
        AT_LEAST_70, SAFETY, replace(seen(2021, of=(150, 200)), value=70.0, design_effect=2.0)
    ).measurement
    assert measured is not None
    assert counts_behind(measured) == pytest.approx((70.0, 100.0))
    assert counts_behind(replace(measured, survey=None)) == (150, 200)
    assert counts_behind(replace(measured, survey=None, denominator=None)) == (150, None)
    assert counts_behind(replace(measured, denominator=None)) == (None, None)


def test_a_scale_has_each_answer_and_the_mean() -> None:
    """Shares add up; each has its interval; the mean keeps to the scale."""
    answers = [0, 1, 2, 2, 3, 3, 3, 3, 3, 3]
    names = ("meget utryg", "utryg", "tryg", "meget tryg")
    scale = weighted_scale(Design(np.ones(10)), answers, names)
    assert not isinstance(scale, Refusal)
    assert [step.n for step in scale.steps] == [1, 1, 2, 6]
    assert [step.percent for step in scale.steps] == pytest.approx([10, 10, 20, 60])
    assert scale.steps[3].interval == proportion(6, 10)
    assert scale.mean == pytest.approx(3.3)
    assert 1 < scale.mean_interval.low < 3.3 < scale.mean_interval.high <= 4
    few = weighted_scale(Design(np.ones(3)), [0, 1, 2], names)
    assert few == Refusal("weighted_scale", (Shortfall(Lack.RESPONSES, 3, 5),))


def test_a_scale_of_which_one_answer_weighs_nearly_all_is_refused() -> None:
    """Forty answers, one of them with 100 times the weight of the others, are worth fewer than two."""
    weights = np.array([100.0] + [1.0] * 39)
    found = weighted_scale(Design(weights), [0, 1] * 20, ("nej", "ja"))
    assert found == Refusal("weighted_scale", (Shortfall(Lack.RESPONSES, 1, 5),))
    even = weighted_scale(Design(np.ones(5)), [0, 1, 0, 1, 0], ("nej", "ja"))
    assert not isinstance(even, Refusal)


def test_the_mean_of_a_scale_is_no_surer_than_its_weights() -> None:
    """Ten heavy answers that happen to lie in the middle make the linearised error too small."""
    weights = np.array([4.0] * 10 + [1.0] * 30)
    answers = [1] * 10 + [0, 2] * 15
    scale = weighted_scale(Design(weights), answers, ("a", "b", "c"))
    assert not isinstance(scale, Refusal)
    bare = mean_interval(mean(Design(weights), np.array(answers) + 1.0))
    assert scale.mean_interval.high - scale.mean_interval.low > 1.3 * (bare.high - bare.low)


def test_a_mean_of_one_household_has_no_interval() -> None:
    """One cluster tells nothing about how clusters differ."""
    with pytest.raises(ValueError, match="two clusters"):
        mean_interval(mean(Design(np.ones(5), (Stage(np.zeros(5)),)), np.arange(5.0)))


def test_surveys_of_two_areas_are_put_together_by_their_answers() -> None:
    """60 % of 100 and 80 % of 300, weighted, are 75 %; design effects are averaged, residents are left out."""
    one = replace(seen(2021, of=(55, 100), area="a"), value=60.0, design_effect=2.0, invited=200, weighting="alder")
    two = replace(seen(2021, of=(250, 300), area="b"), value=80.0, design_effect=1.2, invited=500, weighting="alder")
    both = results(plan(), registry(SAFETY), replace(one, population=900.0), two).measurement("pair", "tal", "end")
    assert both is not None
    assert both.value == pytest.approx(75.0)
    assert (both.numerator, both.denominator) == (305, 400)
    assert both.survey == Survey(invited=700.0, population=None, design_effect=1.4, weighting="alder")
    assert both.interval == share_interval(75.0, 400, both.survey)


def test_a_sum_says_no_more_than_all_its_parts_say() -> None:
    """One part without invited and weights: the whole has neither; a simple part has an effect of one."""
    one = replace(seen(2021, of=(60, 100), area="a"), design_effect=2.0, invited=200, weighting="alder")
    both = results(plan(), registry(SAFETY), one, seen(2021, of=(80, 100), area="b")).measurement("pair", "tal", "end")
    assert both is not None
    assert both.survey == Survey(design_effect=1.5)
    assert both.value == pytest.approx(70.0)


def test_a_sum_of_a_share_without_answers_is_not_made() -> None:
    """Percentages can't be added."""
    one = replace(seen(2021, of=(60, 100), area="a"), design_effect=2.0)
    other = seen(2021, 80.0, area="b")
    assert results(plan(), registry(SAFETY), one, other).measurement("pair", "tal", "end") is None
