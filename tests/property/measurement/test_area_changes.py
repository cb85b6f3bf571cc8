"""Totals over all areas stay the same, to the last resident, whatever is merged and split."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.measurement.points import Points, points_of
from helpers.observations.table import Observation
from helpers.plan.composition import members_at
from helpers.plan.model import Area, AreaChange, AreaKind, Indicator, Nature
from unit.measurement.cases import indicator, registry, seen

COUNT = indicator()
SHARE = indicator(nature=Nature.REGISTER_SHARE)
LEVEL = indicator(additive=False)
FIRST_YEAR = 2010


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[list[str]], list[AreaChange]]:
    """Return the areas of each year and the changes between them: at each new year some become others."""
    now = [f"omr{number}" for number in range(draw(st.integers(1, 5)))]
    by_year, changes, made = [now], list[AreaChange](), len(now)
    for year in range(FIRST_YEAR + 1, FIRST_YEAR + 1 + draw(st.integers(1, 4))):
        gone = draw(st.lists(st.sampled_from(now), min_size=1, max_size=len(now), unique=True))
        new = [f"omr{made + number}" for number in range(draw(st.integers(1, 3)))]
        made += len(new)
        changes.append(AreaChange(date=date(year, 1, 1), before=tuple(gone), after=tuple(new), why="Prøve."))
        now = [*(area for area in now if area not in gone), *new]
        by_year.append(now)
    return by_year, changes


def measured(by_year: list[list[str]], changes: list[AreaChange], rows: list[Observation], of: Indicator) -> Points:
    names = dict.fromkeys(area for areas in by_year for area in areas)
    areas = [Area(id=name, name=name, kind=AreaKind.AREA) for name in names]
    areas += [
        Area(id=f"alle{number}", name=f"Alle {number}", kind=AreaKind.AGGREGATE, members=tuple(members))
        for number, members in enumerate(by_year)
    ]
    return points_of(rows, registry(of, areas=areas, changes=changes))


@given(histories(), st.data())
@settings(deadline=None, max_examples=40)
def test_totals_are_the_same_by_the_areas_of_any_year(
    history: tuple[list[list[str]], list[AreaChange]], data: st.DataObject
) -> None:
    by_year, changes = history
    rows: list[Observation] = []
    expected: dict[int, tuple[int, int]] = {}
    for year, areas in enumerate(by_year, start=FIRST_YEAR):
        counts = [(data.draw(st.integers(0, 50)), data.draw(st.integers(50, 500))) for _ in areas]
        rows += [seen(year, of=pair, area=area) for area, pair in zip(areas, counts, strict=True)]
        expected[year] = (sum(one for one, _ in counts), sum(all_ for _, all_ in counts))
    points = measured(by_year, changes, rows, SHARE)
    for number in range(len(by_year)):
        found = {
            point.period_end.year: (point.numerator, point.denominator)
            for point in points.of(f"alle{number}", "tal")
            if point.period_end is not None
        }
        assert found == expected


@given(histories(), st.data())
@settings(deadline=None, max_examples=40)
def test_an_area_is_all_of_its_parts_or_missing(
    history: tuple[list[list[str]], list[AreaChange]], data: st.DataObject
) -> None:
    by_year, changes = history
    values: dict[tuple[str, int], float] = {}
    for year, areas in enumerate(by_year, start=FIRST_YEAR):
        for area in data.draw(st.lists(st.sampled_from(areas), unique=True)):
            values[area, year] = data.draw(st.integers(0, 1000))
    rows = [seen(year, value, area=area) for (area, year), value in values.items()]
    points = measured(by_year, changes, rows, COUNT)
    for area in {area for areas in by_year for area in areas}:
        found = {point.period_label: point.value for point in points.of(area, "tal")}
        for year in range(FIRST_YEAR, FIRST_YEAR + len(by_year)):
            parts = members_at((area,), date(year, 1, 1), date(year, 12, 31), changes)
            known = [values[part, year] for part in parts if (part, year) in values]
            assert found.get(str(year)) == (sum(known) if len(known) == len(parts) else None)


@given(histories())
@settings(deadline=None, max_examples=40)
def test_what_is_not_additive_stays_with_the_areas_that_have_it(
    history: tuple[list[list[str]], list[AreaChange]],
) -> None:
    by_year, changes = history
    rows = [seen(year, 1, area=area) for year, areas in enumerate(by_year, start=FIRST_YEAR) for area in areas]
    points = measured(by_year, changes, rows, LEVEL)
    assert {key[0] for key in points.by_key} == {area for areas in by_year for area in areas}
    assert sum(len(found) for found in points.by_key.values()) == len(rows)
