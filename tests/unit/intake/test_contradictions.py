"""Two files with the same rows: one fault that a person can act on."""

from __future__ import annotations

from helpers.errors import DataError
from raw_project import RawProject

HEADER = "Område;År;Andel\n"


def test_two_files_with_the_same_rows_are_one_fault_that_tells_both_values_where_they_differ(raw: RawProject) -> None:
    raw.declare(files="*.csv")
    raw.put("a.csv", HEADER + "Nørremarken;2016;60\nLøget;2016;70\n")
    raw.put("b.csv", HEADER + "Løget;2016;71\nNørremarken;2016;60\n")
    assert raw.refusal(DataError) == [
        "data/raw/proeve-2016/b.csv: 2 tal står også i data/raw/proeve-2016/a.csv: "
        "række 3 og 2, tryghed-andel for Løget, 2016 (70 og 71); række 2 og 3, tryghed-andel for Nørremarken, 2016. "
        "Samme område, indikator og periode må kun stå én gang. Filerne har samme rækker; tag den ene ud."
    ]


def test_a_long_list_is_cut_and_rows_within_a_file_come_in_order(raw: RawProject) -> None:
    raw.declare(files="*.csv")
    years = "".join(f"Løget;{year};70\n" for year in range(2010, 2018))
    raw.put("a.csv", HEADER + years)
    raw.put("b.csv", HEADER + years)
    raw.put("c.csv", HEADER + "Løget;2019;1\nLøget;2019;2\nDanmark;2018;1\nDanmark;2018;1\n")
    first, second, pair = raw.refusal(DataError)
    assert "c.csv, række 3: " in first
    assert "c.csv, række 5: " in second
    assert "8 tal står også" in pair
    assert "; og 3 til" in pair
