"""Interactive control charts as plain data for plotly.js."""

from __future__ import annotations

from collections.abc import Mapping

from helpers.output import theme
from helpers.output.figures_spec import ControlBody, ControlPoint, LimitBand, TargetPath
from helpers.output.interactive_marks import Json, axis, hidden_notes, hover, note, safe
from helpers.output.static_control import COLOURS, WORDS, labelled

_SYMBOLS: Mapping[str, str] = {"": "circle", "better": "square", "worse": "triangle-up", "change": "diamond"}


def control_parts(body: ControlBody) -> tuple[list[Json], Json]:
    """Return the traces of a control chart, and its layout."""
    data = [trace for band in body.bands for trace in _band_traces(band)]
    data += [_target_trace(target) for target in body.targets]
    data += [_run_trace(run, body.name) for run in body.runs]
    notes = [note(band.edges[0][0], band.centre, band.text, xanchor="left") for band in body.bands]
    notes += [note(target.points[-1][0], target.points[-1][1], target.label) for target in body.targets]
    notes += [note(moment.position, 1, moment.text, yref="paper", xanchor="center") for moment in body.breaks]
    notes += [_word(point) for point in labelled(body)]
    notes += hidden_notes(body.hidden)
    layout: Json = {
        "xaxis": axis(body.years, showgrid=False),
        "yaxis": axis(body.values),
        "annotations": notes,
        "shapes": [_break_line(moment.position) for moment in body.breaks],
        "body_height": 260,
    }
    return data, layout


def _word(point: ControlPoint) -> Json:
    font = {"size": 12, "color": COLOURS[point.tone]}
    return note(point.dot.x, point.dot.value or 0.0, WORDS[point.tone], xanchor="center", yshift=6, font=font)


def _band_traces(band: LimitBand) -> list[Json]:
    """Return the limits as one filled outline, and the mean as a line."""
    upper = [(x, high) for x, _, high in band.edges]
    lower = [(x, low) for x, low, _ in reversed(band.edges)]
    outline = [*upper, *lower, upper[0]]
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [round(x, 4) for x, _ in outline],
            "y": [round(y, 4) for _, y in outline],
            "fill": "toself",
            "fillcolor": theme.BAND_GREY,
            "line": {"width": 0},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "lines",
            "x": [round(band.edges[0][0], 4), round(band.edges[-1][0], 4)],
            "y": [round(band.centre, 4)] * 2,
            "line": {"color": theme.COMPARISON, "width": 1.4},
            "hoverinfo": "skip",
        },
    ]


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


def _run_trace(run: tuple[ControlPoint, ...], name: str) -> Json:
    colours = [COLOURS[point.tone] for point in run]
    symbols = [_SYMBOLS[point.tone] + ("-open" if point.dot.synthetic else "") for point in run]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": safe(name),
        "x": [round(point.dot.x, 4) for point in run],
        "y": [point.dot.value for point in run],
        "marker": {
            "color": colours,
            "symbol": symbols,
            "size": [11 if point.tone else 8 for point in run],
            "line": {"width": 2, "color": colours},
        },
        "line": {"color": theme.THIS_AREA, "width": 1.6},
        "hovertext": [hover(point.dot, name) for point in run],
        "hoverinfo": "text",
    }


def _break_line(position: float) -> Json:
    return {
        "type": "line",
        "x0": round(position, 4),
        "x1": round(position, 4),
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": theme.MUTED, "width": 1},
    }
