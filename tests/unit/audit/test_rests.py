"""What is left of a share, of a sum of shares and of a group is looked at as a share of its own."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from attacked_tables import cell
from helpers.audit.deriving import Attack, Attacker
from helpers.audit.equations import Figures, declared
from helpers.audit.knowledge import Knowledge
from helpers.audit.statements import Figure, Statement
from helpers.audit.structure import Area, Indicator, Protection, Structure

SHARE = Indicator("tal", ("Tal",), scale=100.0, persons=True)
AREAS = {
    "hel": Area("hel", "Hele området"),
    "del": Area("del", "Delen", part_of="hel"),
    "sum": Area("sum", "Samlet", members=("a", "b", "c", "d")),
}
PROMISED = Protection(smallest=5, width=5.0, all_or_none=50.0, least_sensitive=50.0)
Shares = dict[str, tuple[float, float] | None]


def attack(shares: Shares, indicator: Indicator = SHARE, protection: Protection = PROMISED) -> Attack:
    knowledge = Knowledge()
    for name, share in shares.items():
        for what, told in zip(("count", "group"), share or (None, None), strict=True):
            figure: Figure = replace(cell(name), what=what)  # pyright: ignore[reportArgumentType]
            ends = (0.0, math.inf) if told is None else (told, told)
            knowledge.learn([Statement(figure, *ends, hidden=told is None, path=f"tabel, {name}")])
    structure = Structure(AREAS, {"tal": indicator}, protection=protection)
    return Attacker(knowledge, list(declared(Figures(knowledge), structure)), structure).attack()


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ((54, 94), "all six"),
        ((60, 93), "none of seven"),
        ((58, 70), "two of thirty"),
        ((30, 66), "all but four of 34"),
        ((30, 50), ""),
        ((60, 100), ""),
    ],
)
def test_what_a_part_leaves_of_a_share(part: tuple[float, float], told: str) -> None:
    """What is left may be 30 of 50; and where the part is all of the area, nobody is left."""
    assert bool(attack({"hel": (60, 100), "del": part}).leaks) is bool(told)


@pytest.mark.parametrize("indicator", [replace(SHARE, additive=False), SHARE])
def test_a_part_lies_inside_its_area_though_areas_cannot_be_added_up(indicator: Indicator) -> None:
    (leak,) = attack({"hel": (60, 100), "del": (58, 70)}, indicator).leaks
    assert leak.rest == "resten af hel"


def test_answers_of_two_samples_are_no_parts_of_each_other() -> None:
    survey = replace(SHARE, additive=False, survey=True)
    assert attack({"hel": (60, 100), "del": (58, 70)}, survey).leaks == ()


def test_a_member_that_nobody_measured_is_left() -> None:
    assert attack({"sum": (60, 107), "a": (20, 40), "b": (20, 30), "c": (20, 30)}).leaks


def test_a_sensitive_share_of_few_tells_though_the_count_is_large() -> None:
    shares: Shares = {"hel": (60, 200), "del": (54, 170)}
    assert attack(shares).leaks == ()
    assert attack(shares, replace(SHARE, sensitive=True)).leaks


def test_groups_leave_those_of_no_group() -> None:
    """Women are 30 of 50 and men 30 of 43 of 60 of 100: none of seven. Groups that overlap are each a part."""
    none = attack({"a": (60, 100), "a|k": (30, 50), "a|m": (30, 43)})
    all_six = attack({"a": (60, 100), "a|k": (54, 94), "a|unge": (30, 43)})
    assert [leak.rest for leak in none.leaks] == ["resten i a"]
    assert {leak.rest for leak in all_six.leaks} == {"dem uden for andelen i resten i a"}
    assert attack({"a": (60, 100), "a|k": (30, 50), "a|m": (30, 50)}).leaks == ()


def test_those_whom_a_hidden_share_leaves_out_are_kept_as_uncertain_as_its_count() -> None:
    """The two hidden shares are 20 of 22 together: 0 to 2 are left out of either, and not five."""
    found = attack({"a": (81, 129), "b": (15, 27), "c": None, "d": None, "sum": (116, 178)})
    assert {(leak.figure.area, leak.rest) for leak in found.leaks} == {
        ("c", "dem, andelen lader ude"), ("d", "dem, andelen lader ude")
    }  # fmt: skip
    assert attack({"a": (81, 129), "b": (15, 27), "c": None, "d": None, "sum": (112, 178)}).leaks == ()


def test_rounding_leaves_what_is_left_of_two_rounded_figures_uncertain() -> None:
    rounded = replace(PROMISED, rounding=5)
    assert attack({"hel": (60, 100), "del": (58, 70)}, protection=rounded).leaks == ()
