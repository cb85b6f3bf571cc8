"""Interactive figures as the JSON that plotly.js reads: cartesian traces only, small, Danish, without plotly's template.

The figure is built as plain data: nothing is imported, and what is hidden has no place in it. Tests hold it against
plotly's own schema.
"""

from __future__ import annotations

import math
from html import escape
from textwrap import wrap
from typing import Any

from helpers.output import theme
from helpers.output.figures_spec import (
    Axis,
    Curve,
    Dot,
    FigureSpec,
    MapBody,
    MapPanel,
    Place,
    Reference,
    Role,
    RowGroup,
    RowsBody,
    TargetPath,
    TimeBody,
)
from helpers.output.static import DEMO_WORDS
from helpers.output.static_time import COLOURS

_Json = dict[str, Any]
_TITLE_LETTERS = 44
"""Fits a phone of 360 pixels; plotly does not break lines itself."""


def figure(spec: FigureSpec) -> _Json:
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
        data, layout = _map(body)
    else:
        raise ValueError("the figure has no body to draw")
    titles = _titles(spec)
    layout["annotations"] = layout.get("annotations", [])
    layout = {**theme.plotly_layout(), **layout, "title": titles}
    layout["margin"] = {"l": 12, "r": 12, "t": 34 + 18 * titles["text"].count("<br>") + 18, "b": 36}
    return {"data": data, "layout": layout, "config": {"displayModeBar": False, "responsive": True, "locale": "da"}}


def _titles(spec: FigureSpec) -> _Json:
    lines = [f"<b>{line}</b>" for line in _broken(spec.message)] + _broken(spec.subtitle)
    if spec.synthetic:
        lines.append(f"<b>{DEMO_WORDS}</b>")
    return {"text": "<br>".join(lines), "x": 0, "xref": "paper", "xanchor": "left", "font": {"size": 14}}


def _broken(text: str) -> list[str]:
    return [_safe(line) for line in wrap(text, _TITLE_LETTERS, break_long_words=False, break_on_hyphens=False)]


def _safe(text: str) -> str:
    """plotly reads a little HTML in its texts; ours are plain."""
    return escape(text, quote=False)


def _hover(dot: Dot, name: str) -> str:
    return _safe(name) + "<br>" + "<br>".join(_safe(line) for line in dot.hover.split("\n"))


def _axis(axis: Axis, **more: object) -> _Json:
    return {
        "range": [round(axis.low, 4), round(axis.high, 4)],
        "tickvals": [round(tick.position, 4) for tick in axis.ticks],
        "ticktext": [tick.text for tick in axis.ticks],
        "automargin": True,
        "zeroline": False,
        "gridcolor": theme.LINE,
        "fixedrange": True,
        **more,
    }


def _marker(dots: list[Dot], role: Role) -> _Json:
    """Hollow marks for what is invented, as in the static figure."""
    symbols = ["circle-open" if dot.synthetic else "circle" for dot in dots]
    return {"color": COLOURS[role], "size": 9, "symbol": symbols, "line": {"width": 2, "color": COLOURS[role]}}


def _ends(dot: Dot) -> tuple[float, float]:
    """How far an error bar reaches from its value; nothing for an unbounded or unknown interval."""
    if dot.value is None or dot.low is None or dot.high is None or not math.isfinite(dot.high):
        return 0.0, 0.0
    return max(0.0, dot.value - dot.low), max(0.0, dot.high - dot.value)


def _bars(dots: list[Dot], role: Role) -> _Json:
    ends = [_ends(dot) for dot in dots]
    return {
        "type": "data",
        "symmetric": False,
        "array": [round(high, 4) for _, high in ends],
        "arrayminus": [round(low, 4) for low, _ in ends],
        "color": COLOURS[role],
        "thickness": 1.5,
        "width": 4,
    }


def _time(body: TimeBody) -> tuple[list[_Json], _Json]:
    data = [_target_trace(target) for target in body.targets]
    data += [_curve_trace(curve) for curve in body.curves]
    notes = [_note(target.points[-1][0], target.points[-1][1], target.label) for target in body.targets]
    notes += [
        {**_note(moment.position, 1, moment.text), "yref": "paper", "yanchor": "bottom", "xanchor": "center"}
        for moment in body.moments
    ]
    return data, {"xaxis": _axis(body.years, showgrid=False), "yaxis": _axis(body.values), "annotations": notes}


def _note(x: float, y: float, text: str) -> _Json:
    return {
        "x": round(x, 4),
        "y": round(y, 4),
        "text": _safe(text),
        "showarrow": False,
        "xanchor": "right",
        "yanchor": "bottom",
        "font": {"size": 12, "color": theme.MUTED},
    }


def _target_trace(target: TargetPath) -> _Json:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": _safe(target.label),
        "x": [round(x, 4) for x, _ in target.points],
        "y": [round(y, 4) for _, y in target.points],
        "line": {"color": theme.TARGET, "dash": "dash", "width": 1.6},
        "hoverinfo": "name",
    }


def _curve_trace(curve: Curve) -> _Json:
    dots = [dot for dot in curve.dots if dot.value is not None]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": _safe(curve.name),
        "x": [round(dot.x, 4) for dot in dots],
        "y": [dot.value for dot in dots],
        "error_y": _bars(dots, curve.role),
        "marker": _marker(dots, curve.role),
        "line": {"color": COLOURS[curve.role], "width": 2},
        "hovertext": [_hover(dot, curve.name) for dot in dots],
        "hoverinfo": "text",
    }


def _rows(body: RowsBody) -> tuple[list[_Json], _Json]:
    names = [_row_name(group, place) for group in body.groups for place in range(len(group.rows))]
    height = len(names)
    place, data = 0, []
    for group in body.groups:
        shown = [(height - place - at, row.dot) for at, row in enumerate(group.rows) if row.dot is not None]
        place += len(group.rows)
        data += [_row_trace(group, [(y, dot) for y, dot in shown if dot.value is not None])] if shown else []
    layout: _Json = {
        "xaxis": _axis(body.values),
        "yaxis": {
            "tickvals": list(range(height, 0, -1)),
            "ticktext": names,
            "range": [0.4, height + 0.6],
            "automargin": True,
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
        },
        "shapes": [_reference_line(reference) for reference in body.references],
        "annotations": [
            {**_note(reference.value, 1, reference.label), "yref": "paper", "xanchor": "center"}
            for reference in body.references
        ],
        "height": 150 + 26 * height,
    }
    return data, layout


def _row_name(group: RowGroup, place: int) -> str:
    label = _safe(group.rows[place].label)
    short = "<br>".join(_safe(line) for line in wrap(group.name, 22))
    if place == 0:
        return f"{short}<br>{label}" if label else short
    return label


def _row_trace(group: RowGroup, shown: list[tuple[int, Dot]]) -> _Json:
    dots = [dot for _, dot in shown]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": _safe(group.name),
        "x": [dot.value for dot in dots],
        "y": [y for y, _ in shown],
        "error_x": _bars(dots, group.role),
        "marker": _marker(dots, group.role),
        "hovertext": [_hover(dot, group.name) for dot in dots],
        "hoverinfo": "text",
    }


def _reference_line(reference: Reference) -> _Json:
    return {
        "type": "line",
        "x0": reference.value,
        "x1": reference.value,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": theme.TARGET, "dash": "dash", "width": 1.6},
    }


def _map(body: MapBody) -> tuple[list[_Json], _Json]:
    """Draw the panels under each other, each in its own axes with the same scale both ways."""
    layout: _Json = {"annotations": [], "shapes": [], "height": 340 * len(body.panels)}
    data: list[_Json] = []
    share = 1 / len(body.panels)
    for number, panel in enumerate(body.panels):
        suffix = "" if number == 0 else str(number + 1)
        top = 1 - number * share
        blank: _Json = {"showticklabels": False, "showgrid": False, "zeroline": False, "fixedrange": True}
        layout[f"xaxis{suffix}"] = {**blank, "range": [0, round(panel.width, 2)], "anchor": f"y{suffix}"}
        layout[f"yaxis{suffix}"] = {
            **blank,
            "range": [0, round(panel.height, 2)],
            "scaleanchor": f"x{suffix}",
            "domain": [round(top - share * 0.9, 4), round(top - share * 0.06, 4)],
        }
        data.append(_place_trace(panel, suffix))
        layout["shapes"] += [_place_shape(place, suffix) for place in panel.places if not place.rings]
        data += [_outline(ring, suffix) for place in panel.places for ring in place.rings]
        title = _note(0, top - share * 0.06, f"{panel.title} (bredde {round(panel.width)} km)")
        layout["annotations"].append({**title, "xref": "paper", "yref": "paper", "xanchor": "left"})
    return data, layout


def _place_trace(panel: MapPanel, suffix: str) -> _Json:
    hover = [
        "<br>".join(_safe(text) for text in (place.name, *(line for _, line in place.lines))) for place in panel.places
    ]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [round(place.x, 3) for place in panel.places],
        "y": [round(place.y, 3) for place in panel.places],
        "text": [_safe(place.name) for place in panel.places],
        "textposition": "top center",
        "cliponaxis": False,
        "marker": {"color": theme.THIS_AREA, "size": 7},
        "hovertext": hover,
        "hoverinfo": "text",
        "xaxis": f"x{suffix}",
        "yaxis": f"y{suffix}",
    }


def _place_shape(place: Place, suffix: str) -> _Json:
    return {
        "type": "circle",
        "x0": round(place.x - place.radius, 3),
        "x1": round(place.x + place.radius, 3),
        "y0": round(place.y - place.radius, 3),
        "y1": round(place.y + place.radius, 3),
        "xref": f"x{suffix}",
        "yref": f"y{suffix}",
        "fillcolor": theme.BAND,
        "line": {"color": theme.THIS_AREA, "width": 1, "dash": "dot"},
        "layer": "below",
    }


def _outline(ring: tuple[tuple[float, float], ...], suffix: str) -> _Json:
    return {
        "type": "scatter",
        "mode": "lines",
        "fill": "toself",
        "x": [round(x, 3) for x, _ in ring],
        "y": [round(y, 3) for _, y in ring],
        "line": {"color": theme.THIS_AREA, "width": 1},
        "fillcolor": theme.BAND,
        "hoverinfo": "skip",
        "xaxis": f"x{suffix}",
        "yaxis": f"y{suffix}",
    }
