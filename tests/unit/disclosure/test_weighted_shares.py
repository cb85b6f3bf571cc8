"""What a weighted share is told with doesn't give away how few people of a small group answered."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np

from helpers.disclosure.policy import Policy
from helpers.disclosure.release import release
from helpers.disclosure.suppression import protect
from helpers.disclosure.weighted import told as as_told
from helpers.measurement.results import Measurement, Results
from helpers.measurement.surveying import effective_counts
from helpers.output.download_rows import number_row
from helpers.plan.model import Nature, Target
from unit.measurement.cases import goal, indicator, plan, registry, results, seen

ASKED = indicator(nature=Nature.SURVEY_SHARE, decimals=1)
ANSWERS = np.array([6, 60, 147])
"""Young, middle-aged and old who answered."""
YES = np.array([2, 41, 118])
RESIDENTS = np.array([0.211, 0.347, 0.442])
"""What the public register says of the area."""
EVERY = np.array(list(product(*(range(count + 1) for count in ANSWERS))))
"""Every way in which the three groups can have answered."""


def _weighted(yes: np.ndarray) -> np.ndarray:
    return 100 * (yes / ANSWERS) @ RESIDENTS


def _design_effect() -> float:
    """Return Kish's design effect of the weights."""
    return float(ANSWERS.sum() * (RESIDENTS**2 / ANSWERS).sum())


def _measured() -> Results:
    survey = {"invited": 640, "design_effect": _design_effect(), "weighting": "alder"}
    level = goal(Target(kind="relative_to_baseline", operator=">=", value=5.0, points=True))
    counts = (int(YES.sum()), int(ANSWERS.sum()))
    rows = (
        seen(2017, float(_weighted(YES - 1)), of=(counts[0] - 3, counts[1]), **survey),
        seen(2021, float(_weighted(YES)), of=counts, **survey),
    )
    return results(plan(level), registry(ASKED), *rows)


def _released() -> Results:
    found = _measured()
    return release(found, protect(found, registry(ASKED), Policy()), "public").results


def _at_end(found: Results) -> Measurement:
    at_end = found.measurement("a", "tal", "end")
    assert at_end is not None
    assert at_end.value is not None
    assert at_end.numerator is not None
    return at_end


def _possible(found: Measurement, within: float) -> set[int]:
    """Return how many of the six young can have said yes, given the share and, if it is told, the count of answers."""
    assert found.value is not None
    fits = np.abs(_weighted(EVERY) - found.value) <= within
    plain = found.numerator == YES.sum()
    return set(EVERY[fits & (EVERY.sum(axis=1) == found.numerator if plain else True)][:, 0].tolist())


def test_all_digits_and_the_plain_count_give_the_young_away_and_what_is_told_does_not() -> None:
    assert _possible(_at_end(_measured()), 1e-7) == {2}
    assert _possible(_at_end(_released()), 0.05) == set(range(7))


def test_the_told_numerator_is_the_weighted_count() -> None:
    told = _at_end(_released())
    assert (told.value, told.numerator, told.denominator) == (66.2, 141.0, 213.0)
    assert told.numerator != YES.sum()
    row = number_row(told, registry(ASKED))
    assert (row["værdi"], row["tæller"], row["nævner"], row["designeffekt"]) == (66.2, 141.0, 213.0, 2.29)


def test_nothing_that_is_made_from_a_weighted_share_has_more_digits_than_it() -> None:
    found = _released()
    told = _at_end(found)
    assert told.interval is not None
    change = found.change("a", "tal", "end")
    assert change is not None
    assert change.difference_interval is not None
    assert change.relative is not None
    attained = found.attainments_of(round_id="end")[0]
    assert attained.target is not None
    assert attained.measurement == told
    numbers = (
        told.interval.low, told.interval.high, change.difference, change.relative, change.difference_interval.low,
        change.difference_interval.high, attained.target.value, attained.distance,
    )  # fmt: skip
    assert [number for number in numbers if number is None or round(number, 1) != number] == []


def test_methods_that_take_counts_still_have_them() -> None:
    told, exact = _at_end(_released()), _at_end(_measured())
    released, measured = effective_counts(told), effective_counts(exact)
    assert released is not None
    assert measured is not None
    assert np.allclose(released, measured, rtol=0.01)


def test_an_unweighted_share_is_told_as_it_is() -> None:
    found = results(plan(), registry(ASKED), seen(2021, of=(141, 213), invited=640, design_effect=1.375))
    told = release(found, protect(found, registry(ASKED), Policy()), "public").results
    assert told == found


def test_a_share_that_is_not_that_of_its_counts_is_weighted_whether_its_owner_says_so_or_not() -> None:
    found = results(plan(), registry(ASKED), seen(2021, 67.4321, of=(141, 213), invited=640))
    told = _at_end(release(found, protect(found, registry(ASKED), Policy()), "public").results)
    assert (told.value, told.numerator) == (67.4, 144.0)


def test_days_of_a_register_keep_their_counts() -> None:
    found = _at_end(_measured())
    assert found.survey is not None
    days = replace(
        found, numerator=16803.0, denominator=18200.0, survey=replace(found.survey, weighting=None, asked=False)
    )
    assert as_told(days) == days
