"""What must hold for every observation, whatever file it came from."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from helpers.intake.findings import Located
from helpers.intake.schema import schema_faults
from helpers.observations.table import Observation, Origin
from raw_project import REGISTRY

COLUMNS = {"value": "Andel", "numerator": "Flyttet", "denominator": "Boliger", "respondents": "Svar"}


def located(**changed: Any) -> Located:
    fields: dict[str, Any] = {
        "id": "k/1",
        "evaluation": "e",
        "area": "loeget",
        "indicator": "tryghed-andel",
        "period_start": date(2016, 1, 1),
        "period_end": date(2016, 12, 31),
        "period_label": "2016",
        "value": 50.0,
        "unit": "percent",
        "origin": Origin.SUPPLIED,
        "source": "k",
        "file": "e/k/tal.csv",
        "checksum": "0",
        "row": 5,
    }
    return Located(Observation(**{**fields, **changed}), COLUMNS)


def test_good_observations_have_no_faults() -> None:
    assert schema_faults([located(numerator=5.0, denominator=10.0), located(respondents=12)], REGISTRY) == ()


@pytest.mark.parametrize(
    ("changed", "column", "value"),
    [
        ({"numerator": -185.0, "denominator": 790.0}, "Flyttet", "tælleren er -185"),
        ({"denominator": -1.0}, "Boliger", "nævneren er -1"),
        ({"respondents": -3}, "Svar", "antallet af svar er -3"),
        ({"value": 101.0}, "Andel", "andelen er 101 procent"),
        ({"numerator": 11.0, "denominator": 10.0}, "Flyttet", "tælleren er 11, nævneren 10"),
        ({"indicator": "haervaerk", "value": -2.0}, "Andel", "værdien er -2"),
    ],
)
def test_each_broken_rule_names_its_own_column(changed: dict[str, Any], column: str, value: str) -> None:
    (fault,) = schema_faults([located(**changed)], REGISTRY)
    assert (fault.place, fault.row, fault.column, fault.value) == ("data/raw/e/k/tal.csv", 5, column, value)
