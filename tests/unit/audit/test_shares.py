"""A share and its group give the count behind it."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import pytest

from helpers.audit.knowledge import Knowledge
from helpers.audit.shares import counts_told_by_shares, shares_of_hidden_counts, small_behind_rounding
from helpers.audit.statements import Figure, Statement
from helpers.audit.structure import Indicator, Protection, Structure

COUNT = Figure("nord", "uden-job", date(2021, 1, 1), date(2021, 12, 31))
VALUE, GROUP = replace(COUNT, what="value"), replace(COUNT, what="group")
STRUCTURE = Structure(indicators={"uden-job": Indicator("uden-job", scale=100.0, persons=True)})


def told(figure: Figure, low: float, high: float | None = None) -> Statement:
    return Statement(
        figure, low, low if high is None else high, hidden=False, path=f"a.csv, {figure.what}", scale=100.0
    )


def hidden(figure: Figure) -> Statement:
    return Statement(figure, 0.0, math.inf, hidden=True, path="b.csv", scale=100.0)


def knowing(*statements: Statement) -> Knowledge:
    knowledge = Knowledge()
    knowledge.learn(statements)
    return knowledge


@pytest.mark.parametrize(
    ("low", "high", "group", "expected"),
    [(9.75, 9.85, 41, (4, 4)), (9.5, 10.5, 41, (4, 4)), (9.5, 10.5, 400, (38, 42)), (9.85, 9.95, 41, None)],
)
def test_a_count_lies_between_the_products(
    low: float, high: float, group: float, expected: tuple[float, float] | None
) -> None:
    found = [
        (one.low, one.high)
        for one in counts_told_by_shares(knowing(told(VALUE, low, high), told(GROUP, group)), STRUCTURE)
    ]
    assert found == ([expected] if expected else [])


def test_a_hidden_count_is_tied_to_its_share_and_both_places_are_named() -> None:
    knowledge = knowing(hidden(COUNT), told(VALUE, 9.75, 9.85), told(GROUP, 41))
    assert list(counts_told_by_shares(knowledge, STRUCTURE)) == []
    (found,) = shares_of_hidden_counts(knowledge, STRUCTURE)
    assert (found.terms, found.low, found.high) == (((COUNT, 1.0),), 4, 4)
    assert "»a.csv, value« og »a.csv, group«" in found.why


def test_weighted_answers_need_not_be_whole() -> None:
    survey = Structure(indicators={"uden-job": Indicator("uden-job", scale=100.0, survey=True)})
    (found,) = counts_told_by_shares(knowing(told(VALUE, 9.5, 10.5), told(GROUP, 41)), survey)
    assert (found.low, found.high) == pytest.approx((3.895, 4.305))


def test_a_percentage_of_another_kind_is_no_share() -> None:
    """A change in percent beside a group says nothing of a count."""
    change = Structure(indicators={"uden-job": Indicator("uden-job", scale=1000.0)})
    assert list(counts_told_by_shares(knowing(told(VALUE, 9.5, 10.5), told(GROUP, 41)), change)) == []


@pytest.mark.parametrize(("value", "undone"), [(5.8333, True), (8.3333, False)])
def test_a_share_of_true_figures_undoes_the_rounding(value: float, undone: bool) -> None:
    """Seven of 120 is shown as 10; a share of 8.3 % is 10 of 120 and tells no more."""
    rounded = replace(STRUCTURE, protection=Protection(smallest=8, width=8.0, rounding=5))
    knowledge = knowing(told(COUNT, 10), told(VALUE, value - 5e-5, value + 5e-5), told(GROUP, 120))
    assert bool(list(small_behind_rounding(knowledge, rounded))) is undone
    assert list(small_behind_rounding(knowledge, STRUCTURE)) == []
