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
        ({"numerator": -1.0, "denominator": 10.0, "value": -10.0}, "Flyttet", "tælleren er -1"),
        ({"numerator": 1.0, "denominator": -10.0, "value": -10.0}, "Boliger", "nævneren er -10"),
        ({"numerator": 11.0, "denominator": 10.0, "value": 110.0}, "Flyttet", "tælleren er 11, nævneren 10"),
        ({"numerator": 11.0, "denominator": 8e9, "value": 0.0}, "Boliger", "antallet er 8.000.000.000"),
        ({"respondents": 8_000_000_000}, "Svar", "antallet er 8.000.000.000"),
        ({"indicator": "haervaerk", "unit": "homes", "value": 8e6}, "Andel", "antallet er 8.000.000"),
        ({"indicator": "haervaerk", "value": -2.0}, "Andel", "værdien er -2"),
    ],
)
def test_each_broken_rule_names_its_own_column(changed: dict[str, Any], column: str, value: str) -> None:
    (fault,) = schema_faults([located(**changed)], REGISTRY)
    assert (fault.place, fault.row, fault.column, fault.value) == ("data/raw/e/k/tal.csv", 5, column, value)


def test_events_and_a_country_of_persons_are_no_slip_of_the_hand() -> None:
    many = located(indicator="haervaerk", unit="count", value=10_000_000.0)
    country = located(indicator="afgoerelser", unit="per_1000", value=1.0, numerator=6_000.0, denominator=6_000_000.0)
    assert schema_faults([many, country], REGISTRY) == ()


def test_one_cell_that_serves_two_roles_is_one_fault() -> None:
    item = located(denominator=-5.0, respondents=-5)
    (fault,) = schema_faults([Located(item.observation, {**COLUMNS, "denominator": "Svar"})], REGISTRY)
    assert (fault.column, fault.value) == ("Svar", "nævneren er -5")
