"""SPSS and Stata files: what the corpus does not show."""

from __future__ import annotations

import subprocess
from datetime import date, datetime
from typing import Any

import pandas as pd
import pyreadstat
import pytest

from helpers.intake import statistical
from helpers.intake.documents import Unreadable
from helpers.intake.statistical import open_statistical
from unit.intake.corpus.building import statistical as written


def nothing_declared(text: str) -> bool:
    del text
    return False


def opened(suffix: str, frame: pd.DataFrame, **about: Any) -> Any:
    write = pyreadstat.write_dta if suffix == "dta" else pyreadstat.write_sav
    return open_statistical(written(write, suffix, frame, **about), f".{suffix}", nothing_declared)


def test_every_text_beside_the_cells_is_handed_on_for_the_search() -> None:
    document = opened(
        "sav",
        pd.DataFrame({"omr": [1.0]}),
        column_labels={"omr": "Boligområde"},
        variable_value_labels={"omr": {1: "Løget"}},
        note="en note",
        file_label="en titel",
    )
    texts = [one.text for one in document.passages]
    assert {"omr", "Boligområde", "en titel", "en note"} <= set(texts)
    assert any("Løget" in text for text in texts)
    assert any(text.startswith("1") for text in texts)
    assert document.sheets[0].rows == (("omr",), ("Løget",))


@pytest.mark.parametrize(
    ("shown_as", "stored", "period"),
    [("%tq", 0.0, "1960K1"), ("%tq", 227.0, "2016K4"), ("%tm", 683.0, "2016M12"), ("%th", 113.0, "2. halvår 2016")],
)
def test_stata_counts_periods_from_1960(shown_as: str, stored: float, period: str) -> None:
    document = opened("dta", pd.DataFrame({"p": [stored]}), variable_format={"p": shown_as})
    assert document.sheets[0].rows[1] == (period,)


@pytest.mark.parametrize(("shown_as", "period"), [("QYR8", "2016K4"), ("MOYR8", "2016M12")])
def test_spss_stores_quarters_and_months_as_seconds(shown_as: str, period: str) -> None:
    seconds = (datetime(2016, 12, 1) - datetime(1582, 10, 14)).total_seconds()  # noqa: DTZ001 - SPSS has no zones
    document = opened("sav", pd.DataFrame({"p": [seconds]}), variable_format={"p": shown_as})
    assert document.sheets[0].rows[1] == (period,)


def test_days_moments_missing_values_and_whole_numbers() -> None:
    frame = pd.DataFrame(
        {
            "dag": [date(2016, 12, 31)],
            "tid": [datetime(2016, 12, 31, 13, 30)],  # noqa: DTZ001 - SPSS has no zones
            "helt": [2016.0],
            "del": [71.7],
            "intet": [float("nan")],
        }
    )
    row = opened("sav", frame).sheets[0].rows[1]
    assert row == (date(2016, 12, 31), datetime(2016, 12, 31, 13, 30), 2016, 71.7, None)  # noqa: DTZ001
    assert type(row[2]) is int


@pytest.mark.parametrize("suffix", [".sav", ".zsav", ".dta"])
def test_what_is_no_such_file_is_refused(suffix: str) -> None:
    with pytest.raises(Unreadable):
        open_statistical(b"$FL2 nonsense", suffix, nothing_declared)


def test_a_file_that_ends_the_reading_process_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(command: list[str], **options: Any) -> None:
        del options
        raise subprocess.CalledProcessError(-11, command)

    monkeypatch.setattr(statistical.subprocess, "run", killed)
    with pytest.raises(Unreadable) as raised:
        open_statistical(b"", ".sav", nothing_declared)
    assert raised.value.value == "filen kan ikke læses som en SPSS-fil"
