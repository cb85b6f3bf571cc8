from __future__ import annotations

from datetime import date

import pytest

from helpers.plan.model import Indicator, Unit
from helpers.templates.calendar import TemplatePeriod
from helpers.templates.content import Template, TemplateSheet, template_of
from helpers.templates.stamp import BrokenStamp, changes_since, parse_stamp
from template_plan import PLAN, REGISTRY


def sheet(indicator: str, owner: str) -> TemplateSheet:
    (found,) = [one for one in template(owner).sheets if one.indicator.id == indicator]
    return found


def template(owner: str) -> Template:
    return template_of(PLAN, REGISTRY, owner)


@pytest.mark.parametrize(
    ("indicator", "owner", "headings", "rows"),
    [
        ("tryghed", "politi", "Område Periode Tæller Nævner Antal svar Værdi Bemærkning", 2 * 5),
        ("domme", "politi", "Område Periode Tæller Nævner Værdi Bemærkning", 3 * 5),
        ("haervaerk", "politi", "Område Periode Værdi Bemærkning", 2 * 5 * 4),
        ("moeder", "sekretariatet", "Område Mål Periode Værdi Bemærkning", 2 * 2 * 5),
        ("budget", "sekretariatet", "Område Mål Periode Værdi Bemærkning", 2 * 5),
        ("vurdering", "sekretariatet", "Område Mål Måling Dato Vurdering Vurderet af Begrundelse", 2 * 3),
        ("milepael", "sekretariatet", "Område Mål Dato Svar Bemærkning", 2),
    ],
)
def test_a_sheet_has_the_columns_and_rows_that_its_indicator_needs(
    indicator: str, owner: str, headings: str, rows: int
) -> None:
    found = sheet(indicator, owner)
    assert " ".join(column.heading for column in found.columns) == headings
    assert len(found.rows) == len(set(found.rows)) == rows


def test_every_quarter_is_asked_for_where_a_goal_is_followed_every_quarter() -> None:
    labels = [row.period.label for row in sheet("haervaerk", "politi").rows[:5] if row.period]
    assert labels == [
        "1. kvartal 2015", "2. kvartal 2015", "3. kvartal 2015", "4. kvartal 2015", "1. kvartal 2016",
    ]  # fmt: skip


def test_the_starting_point_that_a_goal_names_is_a_row_of_its_own() -> None:
    first, *rest = PLAN.goals
    plan = PLAN.model_copy(update={"goals": (first.model_copy(update={"baseline_period": "2014-12-01"}), *rest)})
    found = template_of(plan, REGISTRY, "politi").sheets[0]
    assert found.rows[0].period == TemplatePeriod(date(2014, 12, 1), date(2014, 12, 1))
    assert found.rows[0].period.cell == "1. december 2014"
    assert found.rows[1].period is not None
    assert found.rows[1].period.cell == 2015


def test_an_area_has_no_row_before_it_existed_or_after_it_ended() -> None:
    first, second, third = REGISTRY.areas
    ended = first.model_copy(update={"valid_until": date(2016, 12, 31)})
    begun = second.model_copy(update={"valid_from": date(2017, 1, 1)})
    registry = REGISTRY.model_copy(update={"areas": (ended, begun, third)})
    rows = template_of(PLAN, registry, "politi").sheets[0].rows
    shown = [(row.area, row.period.label) for row in rows if row.period]
    assert shown == [
        ("Løget", "2015"), ("Løget", "2016"), ("Nørremarken", "2017"), ("Nørremarken", "2018"), ("Nørremarken", "2019"),
    ]  # fmt: skip


def test_areas_of_the_same_name_are_told_apart() -> None:
    first, second, third = REGISTRY.areas
    registry = REGISTRY.model_copy(update={"areas": (first, second.model_copy(update={"name": "Løget"}), third)})
    found = template_of(PLAN, registry, "politi")
    assert {row.area for row in found.sheets[0].rows} == {"Løget (loeget)", "Løget (noerremarken)"}
    assert found.stamp.areas["Løget (noerremarken)"] == "noerremarken"


@pytest.mark.parametrize("owner", ["politi", "sekretariatet", "Vejle Kommune"])
def test_a_stamp_is_read_back_and_still_holds(owner: str) -> None:
    stamp = template(owner).stamp
    assert parse_stamp([[*row, "", ""] for row in stamp.rows()]) == stamp
    assert changes_since(stamp, PLAN, REGISTRY) == ()


def test_a_changed_stamp_is_no_stamp() -> None:
    rows = [list(row) for row in template("politi").stamp.rows()]
    rows[-1][1] = "2099"
    with pytest.raises(BrokenStamp, match="ændret"):
        parse_stamp(rows)
    with pytest.raises(BrokenStamp, match="ikke en skabelons"):
        parse_stamp([["Område"]])


def test_what_no_longer_holds_is_named() -> None:
    stamp = template("sekretariatet").stamp
    other = PLAN.model_copy(update={"id": "en-anden"})
    assert changes_since(stamp, other, REGISTRY) == ("skabelonen hører til evalueringen »proeve-2016«",)
    fewer = PLAN.model_copy(update={"goals": PLAN.goals[:-1]})
    assert changes_since(stamp, fewer, REGISTRY) == ("målet »Mål om aabning« (aabning) findes ikke mere",)
    later = PLAN.model_copy(update={"start": date(2017, 1, 1), "rounds": PLAN.rounds[1:]})
    assert changes_since(stamp, later, REGISTRY) == (
        "perioden 2015 ligger ikke længere i planen", "perioden 2016 ligger ikke længere i planen",
    )  # fmt: skip
    areas = REGISTRY.model_copy(update={"areas": REGISTRY.areas[1:]})
    assert changes_since(stamp, PLAN, areas) == ("området »Løget« (loeget) findes ikke mere",)


def moeder() -> Indicator:
    return REGISTRY.indicator("moeder")


@pytest.mark.parametrize(
    ("others", "change"),
    [
        ((moeder().model_copy(update={"version": 2, "valid_from": date(2018, 1, 1)}), moeder()), "definition nr. 2"),
        ((moeder().model_copy(update={"definition": "Noget andet"}),), "definitionen af »moeder« er ændret"),
        ((moeder().model_copy(update={"unit": Unit.PERSONS}),), "definitionen af »moeder« er ændret"),
        ((), "indikatoren »moeder« findes ikke mere"),
    ],
)
def test_another_definition_is_named(others: tuple[Indicator, ...], change: str) -> None:
    rest = tuple(one for one in REGISTRY.indicators if one.id != "moeder")
    registry = REGISTRY.model_copy(update={"indicators": (*rest, *others)})
    (found,) = changes_since(template("sekretariatet").stamp, PLAN, registry)
    assert change in found


def test_a_new_name_or_a_new_goal_changes_nothing() -> None:
    stamp = template("sekretariatet").stamp
    named = tuple(goal.model_copy(update={"short_name": f"Nyt navn {goal.id}"}) for goal in PLAN.goals)
    more = (*named, named[0].model_copy(update={"id": "et-mere"}))
    assert changes_since(stamp, PLAN.model_copy(update={"goals": more}), REGISTRY) == ()
