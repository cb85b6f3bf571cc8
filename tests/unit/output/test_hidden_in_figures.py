"""A hidden value is said to be hidden wherever a figure speaks: drawing, pointer, text alternative, caption, table."""

from __future__ import annotations

import json
from typing import Any

import plotly.graph_objects as go
import pytest

from helpers.output.figures import dumbbell, target_path
from helpers.output.figures_output import FigureOutput
from helpers.output.figures_spec import TimeBody
from unit.output.figure_cases import PLAN, REGISTRY, hide, released, series

WHY = "skjult af hensyn til diskretion"


@pytest.fixture
def through_time() -> FigureOutput:
    points = series()
    years = [point for point in points if point.area == "motalavej" and point.indicator == "tryghed-andel"]
    middle = years[len(years) // 2]
    return target_path(
        released([hide(point) if point is middle else point for point in points]),
        PLAN, REGISTRY, "tryghed", "motalavej",
    )  # fmt: skip


def everywhere(output: FigureOutput) -> dict[str, str]:
    spec = output.spec
    return {
        "drawing": output.svg("x"),
        "pointer": json.dumps(output.plotly(), ensure_ascii=False),
        "alt": spec.alt,
        "caption": spec.caption,
        "table": " ".join(cell.text for row in spec.table.rows for cell in row),
    }


def test_a_hidden_year_is_two_dots_on_the_axis_and_in_every_text(through_time: FigureOutput) -> None:
    body = through_time.spec.body
    assert isinstance(body, TimeBody)
    (mark,) = body.hidden
    assert body.years.low <= mark.position <= body.years.high
    said = everywhere(through_time)
    assert ">..</text>" in said["drawing"]
    for where in ("pointer", "alt", "caption", "table"):
        assert ".." in said[where], where
        assert WHY in said[where].lower(), where


def test_the_pointer_says_why_and_stands_at_no_value(through_time: FigureOutput) -> None:
    drawn: Any = through_time.plotly()
    body = through_time.spec.body
    assert isinstance(body, TimeBody)
    (note,) = [one for one in drawn["layout"]["annotations"] if one["text"] == ".."]
    assert (note["y"], note["yref"], note["hovertext"]) == (0, "paper", body.hidden[0].hover)
    at = round(body.hidden[0].position, 4)
    # No series has a point in that period: a height there would be read as a value.
    assert not any(at in trace["x"] for trace in drawn["data"] if trace["mode"] != "lines")
    go.Figure({"data": drawn["data"], "layout": drawn["layout"]})


def test_a_line_of_rows_says_so_in_the_interactive_figure_too() -> None:
    points = [hide(point) if point.area == "sydbyen" else point for point in series() if point.area != "skaelskoer"]
    output = dumbbell(released(points), PLAN, REGISTRY, "tryghed-andel", PLAN.areas)
    texts = [note["text"] for note in output.plotly()["layout"]["annotations"]]  # type: ignore[index, call-overload]
    assert texts.count(f".. ({WHY})") == len(PLAN.rounds)
    assert texts.count("mangler") == len(PLAN.rounds)
    assert f"Sydbyen, slut 2021: .. ({WHY})." in output.spec.alt


def test_a_figure_with_nothing_but_hidden_values_says_so_and_not_that_there_are_none() -> None:
    nothing = target_path(released([hide(point) for point in series()]), PLAN, REGISTRY, "tryghed", "motalavej")
    assert f"Tal, der er {WHY}, tegnes ikke; de står som .. i tabellen." in nothing.fragment("x").markdown
    empty = target_path(released([]), PLAN, REGISTRY, "tryghed", "motalavej")
    assert "Der er ingen tal at tegne." in empty.fragment("x").markdown
