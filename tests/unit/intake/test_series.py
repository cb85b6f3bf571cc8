"""Questions that only show when all files are read: gaps, jumps, fractions."""

from __future__ import annotations

import pytest

from helpers.errors import PlanError
from raw_project import RawProject

HEADER = "Område;År;Antal\n"
COUNT = [{"indicator": "haervaerk", "value": "Antal"}]


def asked(raw: RawProject) -> list[str]:
    """Return the warnings, each with its place."""
    return [f"{one.where().rpartition('/')[2]}: {one.value}" for one in raw.run().report.warnings]


def test_a_year_that_one_area_lacks_in_its_file_is_asked_about_there(raw: RawProject) -> None:
    raw.declare(files="*.csv", values=COUNT)
    raw.put("2016.csv", HEADER + "Løget;2016;3\nNørremarken;2016;4\nVejle Kommune;2016;9\n")
    raw.put("2017.csv", HEADER + "Løget;2017;3\nVejle Kommune;2017;9\n")
    raw.put("2018.csv", HEADER + "Løget;2018;3\nNørremarken;2018;4\nVejle Kommune;2018;9\n")
    assert asked(raw) == ["2017.csv: Nørremarken har ingen tal for 2017 (haervaerk)"]


def test_a_last_year_that_most_other_areas_have_is_asked_about(raw: RawProject) -> None:
    raw.declare(values=COUNT)
    rows = "Løget;2016;3\nNørremarken;2016;4\nVejle Kommune;2016;9\nLøget;2017;3\nVejle Kommune;2017;9\n"
    raw.put("tal.csv", HEADER + rows)
    assert asked(raw) == ["tal.csv: Nørremarken har ingen tal for 2017 (haervaerk)"]


@pytest.mark.parametrize(
    "rows",
    [
        "Løget;2015;3\nLøget;2017;3\nLøget;2019;3\nNørremarken;2015;3\nNørremarken;2017;3\nNørremarken;2019;3\n",
        "Løget;2015;3\nLøget;2016;3\nLøget;2019;3\n",
        "Løget;2016;3\nNørremarken;2016;4\nNørremarken;2017;4\n",
        "Løget;2016;..\nLøget;2015;3\nLøget;2017;3\n",
    ],
    ids=["measured every second year", "two years between rounds", "one area began later", "a hidden year is there"],
)
def test_what_is_no_gap_is_not_asked_about(raw: RawProject, rows: str) -> None:
    raw.declare(values=COUNT)
    raw.put("tal.csv", HEADER + rows)
    assert asked(raw) == []


def test_one_hole_in_the_only_area_is_asked_about(raw: RawProject) -> None:
    raw.declare(values=COUNT)
    raw.put("tal.csv", HEADER + "Løget;2015;3\nLøget;2016;3\nLøget;2018;3\n")
    assert asked(raw) == ["tal.csv: Løget har ingen tal for 2017 (haervaerk)"]


def test_indicators_of_the_same_missing_row_are_named_together(raw: RawProject) -> None:
    raw.declare(values=[*COUNT, {"indicator": "budget", "value": "Beløb"}])
    rows = "Løget;2015;3;1\nLøget;2016;3;1\nLøget;2018;3;1\n"
    raw.put("tal.csv", "Område;År;Antal;Beløb\n" + rows)
    assert asked(raw) == ["tal.csv: Løget har ingen tal for 2017 (haervaerk, budget)"]


def test_a_jump_against_an_earlier_file_is_asked_about_where_it_stands(raw: RawProject) -> None:
    raw.declare(files="*.csv", values=COUNT, checks=[{"column": "Antal", "largest_jump": 50}])
    raw.put("a-2016.csv", HEADER + "Løget;2016;20\nNørremarken;2016;20\n")
    raw.put("b-2017.csv", HEADER + "Løget;2017;31\nNørremarken;2017;9\n")
    raw.put("c-2018.csv", HEADER + "Løget;2018;16\nNørremarken;2018;9\n")
    assert asked(raw) == [
        "b-2017.csv, række 2, kolonne Antal: 31 mod 20 i 2016 (55 % mere)",
        "b-2017.csv, række 3, kolonne Antal: 9 mod 20 i 2016 (55 % mindre)",
    ]


def test_a_quarter_is_not_compared_with_a_year(raw: RawProject) -> None:
    raw.declare(values=COUNT, checks=[{"column": "Antal", "largest_jump": 50}])
    raw.put("tal.csv", HEADER + "Løget;2016;40\nLøget;1. kvt. 2017;10\nLøget;2. kvt. 2017;11\nLøget;2018;41\n")
    assert asked(raw) == []


def test_a_jump_in_a_count_behind_a_share_names_its_own_column(raw: RawProject) -> None:
    value = {"indicator": "tryghed-andel", "numerator": "Trygge", "denominator": "Svar"}
    raw.declare(values=[value], checks=[{"column": "svar", "largest_jump": 30}])
    raw.put("tal.csv", "Område;År;Trygge;svar\nLøget;2016;80;160\nLøget;2017;40;80\n")
    assert asked(raw) == ["tal.csv, række 3, kolonne svar: 80 mod 160 i 2016 (50 % mindre)"]


def test_a_jump_can_only_be_asked_for_where_a_value_is_read(raw: RawProject) -> None:
    raw.declare(values=COUNT, checks=[{"column": "Antalt", "largest_jump": 50}])
    (fault,) = raw.refusal(PlanError)
    assert fault.endswith(
        "»largest_jump« står ved »Antalt«. Spring måles på kolonner, som en værdi læses fra. Mente du »Antal«?"
    )


@pytest.mark.parametrize(("shares", "count"), [("0,7 0,8 0,9", 1), ("0,7 0,8 1,1", 0), ("0 0 0", 0), ("0,7 0,8", 0)])
def test_shares_that_look_like_fractions(raw: RawProject, shares: str, count: int) -> None:
    raw.declare()
    rows = "".join(f"Løget;{2016 + number};{share}\n" for number, share in enumerate(shares.split()))
    raw.put("tal.csv", "Område;År;Andel\n" + rows)
    assert len(asked(raw)) == count


def test_tenths_of_counts_are_asked_about_once_per_column(raw: RawProject) -> None:
    raw.declare(values=[{"indicator": "budget", "value": "Antal"}])
    raw.put("tal.csv", HEADER + "Løget;2016;1,234\nLøget;2017;2,345\nLøget;2018;0,125\nLøget;2019;3,5\n")
    assert asked(raw) == [
        "tal.csv, række 2, kolonne Antal: »1,234« og 1 anden i kolonnen læses som et tal med tre decimaler"
    ]
