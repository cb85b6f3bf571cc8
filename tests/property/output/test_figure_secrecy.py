"""Whatever is hidden, and whatever is invented: no figure gives the one away or passes the other off as real."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.measurement.results import Interval, Measurement
from helpers.observations.table import Origin
from helpers.output.figures import FigureOutput, dumbbell, round_comparison, target_path
from unit.output.figure_cases import PLAN, REGISTRY, SAFETY, YEARS, measurement, released

POISON = 987654.0
POISON_TEXTS = ("987654", "987.654", "987,654")


def poisoned(found: Measurement) -> Measurement:
    """Return a hidden measurement whose numbers were forgotten: figures must not lean on their absence."""
    interval = Interval(POISON, POISON, 0.95, "Wilson 1927")
    return replace(
        found, value=POISON, interval=interval, n=POISON, numerator=POISON, denominator=POISON, low=POISON, high=POISON,
        hidden=True,
    )  # fmt: skip


cells = st.lists(
    st.tuples(
        st.sampled_from([*PLAN.areas, "sub-omraader", "danmark"]),
        st.sampled_from(list(YEARS)),
        st.floats(0, 100).map(lambda value: round(value, 1)),
        st.sampled_from(list(Origin)),
        st.sampled_from(["shown", "bare", "hidden"]),
    ),
    max_size=14,
    unique_by=lambda cell: (cell[0], cell[1]),
)


def points_of(chosen: list[tuple[str, int, float, Origin, str]]) -> list[Measurement]:
    points: list[Measurement] = []
    for area, year, value, origin, state in chosen:
        half = 5.0 if state == "shown" else None
        found = measurement(area, "tryghed-andel", year, value, half=half, n=100 if half else None, origin=origin)
        points.append(poisoned(found) if state == "hidden" else found)
    return points


def figures_of(points: list[Measurement]) -> list[FigureOutput]:
    safe = released(points)
    areas = [*PLAN.areas, "sub-omraader", "danmark"]
    return [
        target_path(safe, PLAN, REGISTRY, "tryghed", "motalavej"),
        target_path(safe, PLAN, REGISTRY, "tryghed-flytter", "sydbyen"),
        dumbbell(safe, PLAN, REGISTRY, "tryghed-andel", areas),
        round_comparison(safe, PLAN, REGISTRY, "tryghed-andel", areas, "end", "tryghed"),
    ]


def everything(output: FigureOutput) -> str:
    """Return all that a reader, a search engine or an attacker gets of a figure."""
    with TemporaryDirectory() as folder:
        page = output.fragment("x", Path(folder)).markdown
        drawings = "".join(file.read_text(encoding="utf-8") for file in sorted(Path(folder).iterdir()))
    return page + drawings + json.dumps(output.plotly(), ensure_ascii=False)


@settings(max_examples=12, deadline=None)
@given(cells)
def test_a_hidden_value_is_nowhere(chosen: list[tuple[str, int, float, Origin, str]]) -> None:
    for output in figures_of(points_of(chosen)):
        found = everything(output)
        for text in POISON_TEXTS:
            assert text not in found


@settings(max_examples=40, deadline=None)
@given(cells)
def test_a_figure_with_an_invented_value_says_so_everywhere(
    chosen: list[tuple[str, int, float, Origin, str]],
) -> None:
    for output in figures_of(points_of(chosen)):
        spec = output.spec
        marked = any(cell.synthetic for row in spec.table.rows for cell in row)
        if spec.body is not None:
            assert spec.synthetic == marked
            assert ("opdigtede demonstrationstal" in spec.alt) == spec.synthetic
            assert ("Demonstrationsdata" in json.dumps(output.plotly(), ensure_ascii=False)) == spec.synthetic


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(-1e6, 1e6).map(lambda value: round(value, 2)), min_size=1, max_size=8))
def test_an_axis_holds_every_value_with_at_most_five_ticks(values: list[float]) -> None:
    from helpers.output.figures_dots import dot, value_axis

    indicator = REGISTRY.indicator("frivillige-aktive")
    dots = [dot(measurement("motalavej", indicator.id, 2016, value), indicator) for value in values]
    axis = value_axis(dots, (), indicator)
    assert all(axis.low <= value <= axis.high for value in values)
    assert 1 <= len(axis.ticks) <= 5
    assert len({tick.text for tick in axis.ticks}) == len(axis.ticks)
    assert all(axis.low - 1e-6 <= tick.position <= axis.high + 1e-6 for tick in axis.ticks)


def test_the_poison_would_be_seen() -> None:
    """The property above can fail: a poisoned value that is not hidden is found in every part."""
    points = [
        replace(poisoned(measurement("motalavej", "tryghed-andel", year, 1.0)), hidden=False) for year in (2016, 2021)
    ]
    assert "987.654" in everything(figures_of(points)[0])
    assert set(SAFETY) >= set(PLAN.areas)
