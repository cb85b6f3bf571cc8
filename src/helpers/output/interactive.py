"""Interactive figures as the JSON that plotly.js reads: cartesian traces only, small, Danish, without a template.

The figure is built as plain data: nothing is imported, and what is hidden has no place in it. Tests hold it against
plotly's own schema.
"""

from __future__ import annotations

from textwrap import wrap

from helpers.measurement.results import Word
from helpers.output import theme
from helpers.output.figures_spec import (
    ControlBody,
    Curve,
    Dot,
    FigureSpec,
    FunnelBody,
    MapBody,
    Reference,
    Row,
    RowGroup,
    RowsBody,
    TargetPath,
    TimeBody,
)
from helpers.output.interactive_control import control_parts
from helpers.output.interactive_funnel import funnel_parts
from helpers.output.interactive_map import map_parts
from helpers.output.interactive_marks import Json, axis, bars, hidden_notes, hover, marker, note, safe
from helpers.output.static import DEMO_WORDS
from helpers.output.static_time import COLOURS
from helpers.output.verdicts import MARKS

_TITLE_LETTERS = 42
"""Fits a phone of 360 pixels; plotly does not break lines itself."""
_LINE = 17
"""Pixels of one line of the title."""


def figure(spec: FigureSpec) -> Json:
    """Return `{"data": …, "layout": …, "config": …}` for plotly.js.

    Parameters
    ----------
    spec
        The same specification that the static figure is drawn from.

    Raises
    ------
    ValueError
        If the specification has nothing to draw.
    """
    body = spec.body
    if isinstance(body, TimeBody):
        data, layout = _time(body)
    elif isinstance(body, RowsBody):
        data, layout = _rows(body)
    elif isinstance(body, MapBody):
        data, layout = map_parts(body)
    elif isinstance(body, ControlBody):
        data, layout = control_parts(body)
    elif isinstance(body, FunnelBody):
        data, layout = funnel_parts(body)
    else:
        raise ValueError("the figure has no body to draw")
    title = _title(spec)
    top = _LINE * (title["text"].count("<br>") + 1) + 34
    bottom = 30
    height = top + bottom + layout.pop("body_height")
    title["y"] = round(1 - 14 / height, 4)
    layout["height"] = height
    layout = {**theme.plotly_layout(), **layout, "title": title}
    layout["margin"] = {"l": 12, "r": 16, "t": top, "b": bottom}
    return {"data": data, "layout": layout, "config": {"displayModeBar": False, "responsive": True}}


def _title(spec: FigureSpec) -> Json:
    """Return message, measure and the words about invented data, broken into lines."""
    lines = [f"<b>{line}</b>" for line in _broken(spec.message)] + _broken(spec.subtitle)
    if spec.synthetic:
        lines.append(f"<b>{DEMO_WORDS}</b>")
    return {
        "text": "<br>".join(lines),
        "x": 0,
        "xref": "container",
        "yref": "container",
        "yanchor": "top",
        "pad": {"l": 12},
        "font": {"size": 13},
    }


def _broken(text: str) -> list[str]:
    return [safe(line) for line in wrap(text, _TITLE_LETTERS, break_long_words=False, break_on_hyphens=False)]


def _time(body: TimeBody) -> tuple[list[Json], Json]:
    data = [_target_trace(target) for target in body.targets]
    data += [_curve_trace(curve) for curve in body.curves]
    notes = [note(target.points[-1][0], target.points[-1][1], target.label) for target in body.targets]
    notes += [note(moment.position, 1, moment.text, yref="paper", xanchor="center") for moment in body.moments]
    notes += hidden_notes(body.hidden)
    layout: Json = {
        "xaxis": axis(body.years, showgrid=False),
        "yaxis": axis(body.values),
        "annotations": notes,
        "body_height": 260,
    }
    return data, layout


def _target_trace(target: TargetPath) -> Json:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": safe(target.label),
        "x": [round(x, 4) for x, _ in target.points],
        "y": [round(y, 4) for _, y in target.points],
        "line": {"color": theme.TARGET, "dash": "dash", "width": 1.6},
        "hoverinfo": "name",
    }


def _curve_trace(curve: Curve) -> Json:
    dots = [dot for dot in curve.dots if dot.value is not None]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": safe(curve.name),
        "x": [round(dot.x, 4) for dot in dots],
        "y": [dot.value for dot in dots],
        "error_y": bars(dots, curve.role),
        "marker": marker(dots, curve.role),
        "line": {"color": COLOURS[curve.role], "width": 2},
        "hovertext": [hover(dot, curve.name) for dot in dots],
        "hoverinfo": "text",
    }


def _rows(body: RowsBody) -> tuple[list[Json], Json]:
    """Give each area a line for its name and one line for each of its rows, counted from above."""
    data: list[Json] = []
    names: list[Json] = []
    ticks: list[tuple[int, str]] = []
    line = 0
    for group in body.groups:
        names.append(
            note(0, -line, _heading(group), xref="paper", xanchor="left", yanchor="middle", bgcolor=theme.PAPER)
        )
        ticks += [(-line - at, row.label) for at, row in enumerate(group.rows, start=1) if row.label]
        placed = [(-line - at, row.dot) for at, row in enumerate(group.rows, start=1) if row.dot is not None]
        data.append(_row_trace(group, [(y, dot) for y, dot in placed if dot.value is not None]))
        names += [_absent(body, row, -line - at) for at, row in enumerate(group.rows, start=1) if row.absent]
        line += 1 + len(group.rows)
    targets = [note(item.value, 1, item.label, yref="paper", xanchor="center") for item in body.references]
    layout: Json = {
        "xaxis": axis(body.values),
        "yaxis": {
            "tickvals": [y for y, _ in ticks],
            "ticktext": [safe(text) for _, text in ticks],
            "range": [-line + 0.4, 0.6],
            "automargin": True,
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
        },
        "shapes": [_reference_line(reference) for reference in body.references],
        "annotations": names + targets,
        "body_height": 22 * line + 10,
    }
    return data, layout


def _absent(body: RowsBody, row: Row, y: int) -> Json:
    """Return why a line has no mark, where the mark would have been."""
    return note(body.values.low, y, row.absent, xanchor="left", yanchor="middle")


def _heading(group: RowGroup) -> str:
    """Return the area's name, with its word of attainment if it is judged."""
    words = [MARKS[Word(row.status)].word for row in group.rows if row.status]
    return f"{group.name}: {words[0]}" if words else group.name


def _row_trace(group: RowGroup, shown: list[tuple[int, Dot]]) -> Json:
    dots = [dot for _, dot in shown]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": safe(group.name),
        "x": [dot.value for dot in dots],
        "y": [y for y, _ in shown],
        "error_x": bars(dots, group.role),
        "marker": marker(dots, group.role),
        "hovertext": [hover(dot, group.name) for dot in dots],
        "hoverinfo": "text",
    }


def _reference_line(reference: Reference) -> Json:
    return {
        "type": "line",
        "x0": reference.value,
        "x1": reference.value,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": theme.TARGET, "dash": "dash", "width": 1.6},
    }
