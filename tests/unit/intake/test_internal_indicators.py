"""What an internal indicator says never reaches the public, whoever delivers it."""

from __future__ import annotations

import pytest

from helpers.errors import PlanError
from helpers.intake.reading import CheckedTables, import_raw
from helpers.plan.model import Registry
from raw_project import PLAN, REGISTRY, RawProject

INTERNAL = REGISTRY.model_copy(
    update={
        "indicators": tuple(one.model_copy(update={"internal": one.id == "haervaerk"}) for one in REGISTRY.indicators)
    }
)
LONG = "Område;År;Hvad;Tal\nLøget;2016;haervaerk;12\nLøget;2016;tryghed-andel;58,3\n"
COLUMNS = {"area": {"heading": "Område"}, "period": {"heading": "År"}, "indicator": "Hvad"}


def imported(raw: RawProject, registry: Registry) -> CheckedTables:
    return import_raw(raw.project, PLAN, registry)


def test_a_public_source_may_not_carry_an_internal_indicator(raw: RawProject) -> None:
    raw.declare(values=[{"indicator": "haervaerk", "numerator": "Andel"}])
    raw.put("tal.csv", "Område;År;Andel\nLøget;2016;12\n")
    imported(raw, REGISTRY)
    with pytest.raises(PlanError) as caught:
        imported(raw, INTERNAL)
    (fault,) = caught.value.faults
    assert fault.place.startswith(f"analyses/{PLAN.id}/sources.yml:")
    assert fault.value == "»haervaerk« er intern, men kilden er åben (public)"


def test_an_internal_source_may_and_its_other_figures_stay_internal_too(raw: RawProject) -> None:
    raw.declare(
        sensitivity="internal",
        columns=COLUMNS,
        values=[{"indicator": "haervaerk", "value": "Tal"}, {"indicator": "tryghed-andel", "value": "Tal"}],
    )
    raw.put("tal.csv", LONG)
    assert {found.audience for found in imported(raw, INTERNAL).observations} == {"internal"}


def test_the_indicator_decides_also_where_no_declaration_names_it(
    raw: RawProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A filled-in template names its indicators itself."""
    monkeypatch.setattr("helpers.intake.sources._value_faults", lambda *_: iter(()))
    raw.declare(
        columns=COLUMNS,
        values=[{"indicator": "haervaerk", "value": "Tal"}, {"indicator": "tryghed-andel", "value": "Tal"}],
    )
    raw.put("tal.csv", LONG)
    found = {one.indicator: one.audience for one in imported(raw, INTERNAL).observations}
    assert found == {"haervaerk": "internal", "tryghed-andel": "public"}


@pytest.mark.parametrize(
    ("reason", "audience"), [(None, "internal"), ("Aftalen sætter selv et mål for det (S1 side 15).", "public")]
)
def test_a_sensitive_indicator_is_internal_unless_a_reason_is_written_down(
    raw: RawProject, reason: str | None, audience: str
) -> None:
    sensitive = REGISTRY.model_copy(
        update={
            "indicators": tuple(
                one.model_copy(update={"sensitive": True, "public_because": reason}) if one.id == "haervaerk" else one
                for one in REGISTRY.indicators
            )
        }
    )
    raw.declare(
        columns=COLUMNS,
        values=[{"indicator": "haervaerk", "value": "Tal"}, {"indicator": "tryghed-andel", "value": "Tal"}],
    )
    raw.put("tal.csv", LONG)
    found = {one.indicator: one.audience for one in imported(raw, sensitive).observations}
    assert found == {"haervaerk": audience, "tryghed-andel": "public"}
