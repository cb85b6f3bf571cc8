"""Rounded figures add up only nearly: a reader knows a hidden one no better than their rounding lets him."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.disclosure.cells import Cell, Content
from helpers.disclosure.choosing import choose
from helpers.disclosure.policy import Policy
from helpers.disclosure.profiles import PROFILES
from helpers.disclosure.ranges import range_of
from helpers.disclosure.relations import system_of
from helpers.disclosure.system import System
from helpers.disclosure.vintages import Vintages
from unit.measurement.cases import indicator, registry

STRICT = PROFILES["streng"]
YEAR = date(2021, 1, 1), date(2021, 12, 31)
KNOWN = registry(indicator())


def _cell(area: str) -> Cell:
    return Cell(area, "tal", *YEAR)


def _system(policy: Policy = STRICT, *, printed: bool = False, **counts: tuple[float, float]) -> System:
    """Return the system of areas with (told, counted) figures."""
    contents = {
        _cell(area): Content(
            told,
            None,
            printed=printed and told == counted,
            persons=True,
            sensitive=0 < counted < policy.smallest_shown,
            width=float(policy.minimum_width),
            counted=counted,
            policy=policy,
        )
        for area, (told, counted) in counts.items()
    }
    return system_of(Vintages({"e": contents}, (), ()), KNOWN)


def test_a_total_that_rounding_moved_leaves_the_hidden_part_open() -> None:
    # 6 + 31 = 37; told as .., 30 and 35, so that the rest is 5 and rounding explains it.
    system = _system(a=(5, 6), b=(30, 31), pair=(40, 38))
    assert choose(system).hidden == {_cell("a")}
    left = range_of(system, {_cell("a")}, (_cell("a"), "count", 0))
    assert (left.low, left.high) == pytest.approx((2.5, 17.5))


def test_a_total_of_the_rounded_parts_gives_the_hidden_part_away() -> None:
    assert choose(_system(a=(5, 6), b=(30, 31), pair=(35, 37))).hidden == {_cell("a"), _cell("b")}


def test_a_total_that_rounding_does_not_explain_is_no_sum() -> None:
    assert not _system(a=(5, 6), b=(30, 31), pair=(60, 60)).relations


def test_what_is_printed_is_not_rounded() -> None:
    system = _system(printed=True, a=(5, 6), b=(30, 30), pair=(36, 36))
    left = range_of(system, {_cell("a")}, (_cell("a"), "count", 0))
    assert (left.low, left.high) == pytest.approx((3.5, 8.5))


def test_a_difference_of_rounded_figures_is_as_open_as_both_roundings() -> None:
    # 38 less 33 are few, but from 40 and 35 nobody can tell whether it is 1 or 9.
    assert not _system(a=(40, 38), part=(35, 33)).relations
    assert _system(PROFILES["dst"], a=(38, 38), part=(35, 35)).relations
