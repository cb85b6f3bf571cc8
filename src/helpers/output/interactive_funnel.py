"""Interactive funnels as plain data for plotly.js."""

from __future__ import annotations

from helpers.output import theme
from helpers.output.figures_spec import FunnelBody, FunnelLimit, FunnelPoint
from helpers.output.interactive_marks import Json, axis, hover, note, safe
from helpers.output.static_funnel import named
from helpers.output.static_time import COLOURS


def funnel_parts(body: FunnelBody) -> tuple[list[Json], Json]:
    """Return the traces of a funnel, and its layout."""
    data = [_limit_trace(limit, side) for limit in body.limits for side in (1, 2)]
    data.append(_points_trace(body.points))
    notes = [note(body.sizes.high, body.centre, body.centre_label)]
    notes += [note(limit.edges[-1][0], limit.edges[-1][2], limit.label) for limit in body.limits]
    notes += [_name(point) for point in named(body) if point.outside and point.dot.value is not None]
    layout: Json = {
        "xaxis": axis(body.sizes, title={"text": safe(body.size_label), "font": {"size": 12}}, showgrid=False),
        "yaxis": axis(body.values),
        "shapes": [_centre_line(body.centre)],
        "annotations": notes,
        "body_height": 290,
    }
    return data, layout


def _name(point: FunnelPoint) -> Json:
    return note(point.dot.x, point.dot.value or 0.0, point.name, xanchor="center", yshift=6)


def _limit_trace(limit: FunnelLimit, side: int) -> Json:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": safe(limit.label),
        "x": [round(edge[0], 4) for edge in limit.edges],
        "y": [round(edge[side], 4) for edge in limit.edges],
        "line": {"color": theme.COMPARISON, "width": 1.2, "dash": "dash" if limit.dashed else "solid"},
        "hoverinfo": "skip",
    }


def _points_trace(points: tuple[FunnelPoint, ...]) -> Json:
    shown = [point for point in points if point.dot.value is not None]
    symbols = ["diamond" if point.outside else "circle" for point in shown]
    colours = [COLOURS[point.role] for point in shown]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [round(point.dot.x, 4) for point in shown],
        "y": [point.dot.value for point in shown],
        "marker": {
            "color": colours,
            "symbol": [
                f"{symbol}-open" if point.dot.synthetic else symbol
                for symbol, point in zip(symbols, shown, strict=True)
            ],
            "size": 9,
            "line": {"width": 2, "color": colours},
        },
        "hovertext": [hover(point.dot, point.name) for point in shown],
        "hoverinfo": "text",
    }


def _centre_line(centre: float) -> Json:
    return {
        "type": "line",
        "x0": 0,
        "x1": 1,
        "xref": "paper",
        "y0": round(centre, 4),
        "y1": round(centre, 4),
        "line": {"color": theme.TARGET, "dash": "dash", "width": 1.4},
    }
