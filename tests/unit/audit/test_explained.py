"""Numbers that are none of a hidden figure's, and those just beside them that are: each rule in both directions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from helpers.audit.explained import OtherShares, is_a_row_of_targets, is_the_target, told_by_the_title
from helpers.audit.numbers_in_words import Number, numbers
from helpers.audit.statements import Figure, Loose, Row
from helpers.audit.structure import Structure
from helpers.audit.vocabulary import Names, Vocabulary

HIDDEN = Figure("nord", "uden-job", date(2021, 1, 1), date(2021, 12, 31))
OTHER = replace(HIDDEN, indicator="i-skole", what="value")
TITLE = "Nordparken: målet »75 % af alle unge« er nået i 2021"
SHARE, GROUP = ["6,4 % mellem 4,7 og 8,8 %", "n = 560"]
QUOTED = "Flere i skole\n»Andelen af unge uden job, der begynder i skole, øges«"


def _told(text: str) -> list[Number]:
    return list(numbers(text))


@pytest.mark.parametrize(
    ("text", "where", "passes"),
    [
        ("af alle unge« er", "a.svg, <text>", True),
        ("af alle unge« er", "a.html, <svg text>", True),
        ("af alle unge« er", "a.html, <li>", False),
        (TITLE, "a.svg, <text>", False),
        ("unge« er", "a.svg, <text>", False),
        ("af alle unge« er 3", "a.svg, <text>", False),
        ("alle unge« er nået i 202", "a.svg, <text>", False),
    ],
)
def test_only_a_line_of_a_drawings_title_is_left_to_the_title(text: str, where: str, passes: bool) -> None:
    assert told_by_the_title(Loose(text, where, ("Forside", TITLE))) is passes


def test_a_row_is_of_targets_only_if_its_first_cell_says_so() -> None:
    assert is_a_row_of_targets(Row({"Område": "Mål", "Værdi": "3"}, "t"))
    assert not is_a_row_of_targets(Row({"Område": "Nordparken", "Mål": "Mål", "Værdi": "3"}, "t"))
    assert not is_a_row_of_targets(Row({"Område": "Målt i Nordparken", "Værdi": "3"}, "t"))


@pytest.mark.parametrize(
    ("about", "told", "passes"),
    [
        (("Nordparken", "Mål: mindst 15"), "15", True),
        (("Nordparken", "Krav: højst 15"), "15", True),
        (("Nordparken", "Mål: mindst 15"), "3", False),
        (("Mål: mindst 15", "Nordparken"), "15", False),
        (("Nordparken, mål mindst 15",), "15", False),
        ((), "15", False),
    ],
)
def test_a_number_is_the_target_where_the_line_is_the_target_and_lies_there(
    about: tuple[str, ...], told: str, passes: bool
) -> None:
    assert is_the_target(_told(told)[0], about) is passes


def _explains(beside: str, near: str = "6,4 %", about: Iterable[str] = ("Nordparken", QUOTED), at: int = 0) -> bool:
    shown = {OTHER: (6.35, 6.45), replace(OTHER, what="group"): (560.0, 560.0)}
    names = Names(indicators={"unge uden job": "uden-job", "i skole": "i-skole"}, goals={"Flere i skole"})
    told = _told(beside)
    return OtherShares(shown, Vocabulary(names, Structure())).explain(told[at], told, [HIDDEN], near, tuple(about))


def test_a_goals_share_and_group_are_another_figures_if_both_are() -> None:
    both = f"{SHARE}; {GROUP}"
    assert all(_explains(both, at=at) for at in range(len(_told(both))))


@pytest.mark.parametrize("beside", [SHARE, GROUP, f"7,4 %; {GROUP}", "6,4 %; n = 559", "6 personer"])
def test_a_number_that_happens_to_be_another_figures_is_not_let_pass(beside: str) -> None:
    """The share alone, the group alone, another share of the group, a group of another size, a plain count."""
    assert not _explains(beside)


def test_a_third_number_beside_a_goals_share_is_not_let_pass() -> None:
    told = f"{SHARE}; {GROUP}; 9,8 %"
    assert not _explains(told, at=len(_told(told)) - 1)


def test_where_the_indicator_is_named_in_plain_words_nothing_is_explained() -> None:
    both = f"{SHARE}; {GROUP}"
    assert not _explains(both, near="unge uden job: 6,4 %")
    assert not _explains(both, about=("Unge uden job", "Nordparken"))
    assert not _explains(both, about=("Nordparken",))
