"""Questions that only show when all files are read: gaps, jumps, fractions."""

from __future__ import annotations

import pytest

from helpers.errors import DataError, PlanError
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
    ],
    ids=["measured every second year", "two years between rounds", "one area began later"],
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


def test_a_hidden_year_is_no_gap(raw: RawProject) -> None:
    raw.declare(values=COUNT)
    raw.put("tal.csv", HEADER + "Løget;2016;..\nLøget;2015;3\nLøget;2017;3\n")
    assert asked(raw) == ["tal.csv: 1 værdi er skjult (..) (række 2, kolonne Antal)"]


def put_shares(raw: RawProject, shares: str, **value: str) -> None:
    raw.declare(values=[{"indicator": "tryghed-andel", "value": "Andel", **value}])
    rows = "".join(f"Løget;{2016 + number};{share}\n" for number, share in enumerate(shares.split()))
    raw.put("tal.csv", "Område;År;Andel\n" + rows)


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ("0,25 0,18", "række 2, kolonne Andel: alle 2 andele ligger mellem 0 og 1 (række 2"),
        ("0 1 0,9", "række 3, kolonne Andel: alle 2 andele ligger mellem 0 og 1 (række 3"),
        ("18,2 0,25 21", "række 3, kolonne Andel: 1 andel under 1 blandt andele over 5 (række 3, kolonne Andel)."),
    ],
)
def test_shares_that_look_like_fractions_are_refused_until_somebody_says_what_they_are(
    raw: RawProject, shares: str, said: str
) -> None:
    put_shares(raw, shares)
    (fault,) = raw.refusal(DataError)
    assert said in fault
    assert fault.endswith("eller »file_unit: as_stated« for at sige, at de er procent.")


def test_shares_that_are_said_to_be_percentages_are_read(raw: RawProject) -> None:
    put_shares(raw, "18,2 0,25 0,18", file_unit="as_stated")
    assert (asked(raw), [one.value for one in raw.run().observations]) == ([], [18.2, 0.25, 0.18])


@pytest.mark.parametrize("shares", ["0 0 0", "0,7 0,8 1,1", "0,25% 0,18%", "0,5 4,9 6", "0,5 0 0,4%"])
def test_small_shares_that_may_well_be_percentages_are_read(raw: RawProject, shares: str) -> None:
    put_shares(raw, shares)
    assert len(raw.run().observations) == len(shares.split())


def test_a_single_share_below_one_is_asked_about(raw: RawProject) -> None:
    put_shares(raw, "0,25")
    assert asked(raw) == ["tal.csv, række 2, kolonne Andel: den eneste andel ligger mellem 0 og 1"]


def test_a_small_share_that_agrees_with_its_counts_is_read(raw: RawProject) -> None:
    raw.declare(values=[{"indicator": "tryghed-andel", "value": "Andel", "numerator": "Antal", "denominator": "Af"}])
    raw.put("tal.csv", "Område;År;Andel;Antal;Af\nLøget;2016;0,5;1;200\nLøget;2017;0,25;1;400\n")
    assert asked(raw) == []


def test_files_with_one_fraction_each_are_asked_about_together(raw: RawProject) -> None:
    raw.declare(files="*.csv")
    for year, share in ((2016, "0,7"), (2017, "0,8"), (2018, "0,9")):
        raw.put(f"{year}.csv", f"Område;År;Andel\nLøget;{year};{share}\n")
    assert "2016.csv, kolonne Andel: alle 3 andele ligger mellem 0 og 1 procent" in asked(raw)


@pytest.mark.parametrize("indicator", ["budget", "haervaerk"])
def test_three_decimals_may_be_thousands_and_are_refused(raw: RawProject, indicator: str) -> None:
    raw.declare(values=[{"indicator": indicator, "value": "Antal"}])
    raw.put("tal.csv", HEADER + "Løget;2016;1,234\nLøget;2017;1,000\nLøget;2018;1.250\n")
    places = [fault.split("«")[0].rpartition("/")[2] for fault in raw.refusal(DataError)]
    assert places == ["tal.csv, række 2, kolonne Antal: »1,234", "tal.csv, række 3, kolonne Antal: »1,000"]


@pytest.mark.parametrize("indicator", ["tryghed-andel", "afgoerelser", "job-efter-1-aar"])
def test_half_a_person_in_a_numerator_is_refused(raw: RawProject, indicator: str) -> None:
    raw.declare(values=[{"indicator": indicator, "numerator": "Antal", "denominator": "Af"}])
    raw.put("tal.csv", "Område;År;Antal;Af\nLøget;2016;100,5;200\n")
    (fault,) = raw.refusal(DataError)
    assert "kolonne Antal: »100,5« er ikke et helt tal. Et antal er et helt tal" in fault


def test_the_mean_of_a_years_inhabitants_may_have_decimals(raw: RawProject) -> None:
    raw.declare(values=[{"indicator": "afgoerelser", "numerator": "Antal", "denominator": "Af"}])
    raw.put("tal.csv", "Område;År;Antal;Af\nLøget;2016;100;1.200,5\n")
    assert [one.denominator for one in raw.run().observations] == [1200.5]
