"""SPSS, Stata and Parquet files: what their own readers see, and no trace of when they were made."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pyreadstat
import pytest

from helpers.demo.sheets import BANNER, Percent, Sheet
from helpers.demo.statistical import INVENTED, LABEL, REMARK, dta, parquet, sav, variable

SHEET = Sheet(
    name="Svar",
    above=("En note, som der ikke er plads til",),
    header=(("Område", "År", "Andel, pct.", "Dag", "Ja"),),
    body=(
        ("Søby", 2018, Percent(71.5), date(2018, 12, 1), 3),
        ("Nordby", 2019, None, date(2019, 12, 1), None),
        ("Søby", 2019, Percent(68.0), date(2019, 12, 1), 5),
    ),
)


def _read(tmp_path: Path, name: str, content: bytes) -> tuple[Any, Any]:
    path = tmp_path / name
    path.write_bytes(content)
    read = pyreadstat.read_sav if path.suffix == ".sav" else pyreadstat.read_dta
    return read(path, apply_value_formats=True)


@pytest.mark.parametrize("name", ["svar.sav", "svar.dta"])
def test_a_statistics_file_has_labels_for_variables_and_codes(tmp_path: Path, name: str) -> None:
    content = sav(SHEET, ("Område",), {"Ja": 999}) if name.endswith(".sav") else dta(SHEET, ("Område",))
    frame, about = _read(tmp_path, name, content)
    assert list(about.column_names_to_labels.values()) == ["Område", "År", "Andel, pct.", "Dag", "Ja", REMARK]
    assert about.file_label == LABEL
    assert frame["omraade"].tolist() == ["Søby", "Nordby", "Søby"]
    assert frame["dag"].tolist() == [date(2018, 12, 1), date(2019, 12, 1), date(2019, 12, 1)]
    assert frame["andel__pct"].fillna(-1).tolist() == [71.5, -1, 68.0]
    assert frame["ja"].fillna(-1).tolist() == [3, -1, 5]
    assert set(frame["bemaerkning"]) == {INVENTED}


def test_a_missing_answer_is_a_code_that_the_file_declares(tmp_path: Path) -> None:
    path = tmp_path / "svar.sav"
    path.write_bytes(sav(SHEET, missing={"Ja": 999}))
    frame, about = pyreadstat.read_sav(path, user_missing=True)
    assert frame["ja"].tolist() == [3, 999, 5]
    assert about.missing_ranges["ja"] == [{"lo": 999.0, "hi": 999.0}]


@pytest.mark.parametrize("name", ["svar.sav", "svar.dta"])
def test_a_statistics_file_says_nothing_of_when_it_was_made(tmp_path: Path, name: str) -> None:
    content = sav(SHEET) if name.endswith(".sav") else dta(SHEET)
    _, about = _read(tmp_path, name, content)
    assert about.creation_time == about.modification_time == datetime(2000, 1, 1)  # noqa: DTZ001 - as it is read
    today = datetime.now(tz=UTC)
    for written in (today.strftime("%d %b %Y"), today.strftime("%d %b %y")):
        assert written.encode() not in content


def test_a_parquet_file_has_the_rows_and_says_that_they_are_invented() -> None:
    plain = Sheet(name="Timer", header=(("kvartal", "timer"),), body=(("2013K1", 142.5), ("2013K2", None)))
    table = pq.read_table(io.BytesIO(parquet(plain)))
    assert table.to_pylist() == [
        {"kvartal": "2013K1", "timer": 142.5, REMARK: INVENTED},
        {"kvartal": "2013K2", "timer": None, REMARK: INVENTED},
    ]
    assert table.schema.metadata[b"title"].decode() == BANNER
    assert parquet(plain) == parquet(plain)


@pytest.mark.parametrize(
    ("heading", "name"),
    [("År", "aar"), ("Svar i alt", "svar_i_alt"), ("Lokal medfinansiering, pct.", "lokal_medfinansiering__pct")],
)
def test_headings_as_names_of_variables(heading: str, name: str) -> None:
    assert variable(heading) == name
