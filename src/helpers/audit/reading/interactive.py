"""Interactive figures: plotly's data, point by point, with the words that stand beside each."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from helpers.audit.reading.sentences import loose, tidy, without_tags
from helpers.audit.statements import Loose, Piece

SPOKEN = ("text", "hovertext", "customdata", "ids", "meta", "hovertemplate", "texttemplate", "labels")
"""What a trace says of its points in words."""
MEASURED = ("y", "x", "values", "z", "r", "theta", "open", "high", "low", "close")
_SILENT_TEXT = (
    "color colorscale font family line marker dash mode type hoverinfo symbol xref yref xanchor yanchor side layer "
    "bgcolor gridcolor linecolor plot_bgcolor paper_bgcolor separators ticks tickformat dtick"
)
SILENT = frozenset(_SILENT_TEXT.split())
"""Keys that only say how it is drawn."""
_NUMBERS = {"f8": "<f8", "f4": "<f4", "i1": "<i1", "u1": "<u1", "i2": "<i2", "u2": "<u2", "i4": "<i4", "u4": "<u4"}


def is_figure(found: Any) -> bool:
    """Tell whether JSON is a plotly figure: a list `data` of traces, and a layout or a trace with a type."""
    if not isinstance(found, dict) or not isinstance(found.get("data"), list):
        return False
    return "layout" in found or any(isinstance(trace, dict) and "type" in trace for trace in found["data"])


def pieces_of_figure(path: str, figure: Mapping[str, Any], about: tuple[str, ...] = ()) -> Iterator[Piece]:
    """Yield every text of a figure, and each point's measure with the trace's name and the point's place."""
    layout = figure.get("layout") or {}
    # A title is broken where the line is full, which may be in the middle of a name.
    title = without_tags(_title(layout.get("title"))).replace("; ", " ")
    known = (*about, title) if title else about
    for number, trace in enumerate(figure["data"], 1):
        if isinstance(trace, Mapping):
            yield from _of_trace(f"{path}, dataserie {number}", trace, layout, known)
    rest = {key: value for key, value in figure.items() if key != "data"}
    yield from _words(path, rest, known)
    for number, frame in enumerate(figure.get("frames") or [], 1):
        if is_figure(frame):
            yield from pieces_of_figure(f"{path}, billede {number}", frame, known)


def _title(found: Any) -> str:
    return str(found.get("text", "")) if isinstance(found, Mapping) else str(found or "")


def _of_trace(
    where: str, trace: Mapping[str, Any], layout: Mapping[str, Any], about: tuple[str, ...]
) -> Iterator[Piece]:
    name = without_tags(str(trace.get("name", "")))
    known = (*about, name) if name else about
    spoken = {key: items(trace[key]) for key in SPOKEN if key in trace}
    for key, values in spoken.items():
        for number, value in enumerate(values, 1):
            yield from loose(_plain(value), f"{where}, {key}, punkt {number}", known)
    yield from _points(where, trace, layout, known)
    others = {key: value for key, value in trace.items() if key not in {*SPOKEN, *MEASURED}}
    yield from _words(where, others, about)


def _points(where: str, trace: Mapping[str, Any], layout: Mapping[str, Any], about: tuple[str, ...]) -> Iterator[Loose]:
    """Yield `area; place: measure` for each point of a trace."""
    written = {key: _written_on(trace, layout, key) for key in ("x", "y")}
    lying = _names_places(trace, "y", written["y"]) and not _names_places(trace, "x", written["x"])
    across = "y" if trace.get("orientation") == "h" or lying else "x"
    measures = [key for key in MEASURED if key in trace and key != across] or [across]
    places = items(trace[across]) if across in trace else items(trace.get("labels", []))
    ticks = written[across]
    for key in measures:
        for number, value in enumerate(items(trace[key])):
            place = _place(places[number], ticks) if number < len(places) else ""
            if isinstance(value, int | float) and not isinstance(value, bool):
                yield Loose(f"{place}: {danish(value)}", f"{where}, {key}, punkt {number + 1}", about)


def _written_on(trace: Mapping[str, Any], layout: Mapping[str, Any], key: str) -> dict[Any, str]:
    """Return what the axis of a trace writes at its places."""
    number = str(trace.get(f"{key}axis", key)).removeprefix(key)
    axis = layout.get(f"{key}axis{number}") or {}
    return dict(zip(items(axis.get("tickvals", [])), map(str, items(axis.get("ticktext", []))), strict=False))


def _names_places(trace: Mapping[str, Any], key: str, ticks: Mapping[Any, str]) -> bool:
    """Tell whether a trace's numbers along an axis stand for names: rounds down the side, the measure across."""
    values = items(trace.get(key, []))
    return bool(values) and all(any(map(str.isalpha, ticks.get(value, ""))) for value in values)


def _place(value: Any, ticks: Mapping[Any, str]) -> str:
    if isinstance(value, str):
        return without_tags(value)
    if value in ticks:
        return without_tags(ticks[value])
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(int(value)) if isinstance(value, float) and 1900 < value < 2200 else str(value)


def danish(value: float) -> str:
    """Return a number with a decimal comma, as Danish text writes it."""
    return f"{value:.15g}".replace(".", ",")


def items(found: Any) -> list[Any]:
    """Return an array of a figure as a list: as it stands, one value, or packed in base64 (`bdata`)."""
    if isinstance(found, Mapping) and "bdata" in found:
        import numpy as np

        kind = _NUMBERS.get(str(found.get("dtype")), "<f8")
        return [float(value) for value in np.frombuffer(base64.b64decode(found["bdata"]), dtype=kind)]
    return list(found) if isinstance(found, list) else [found]


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_plain(part)}" for key, part in value.items())
    if isinstance(value, list):
        return "; ".join(map(_plain, value))
    if isinstance(value, float):
        return danish(value)
    return without_tags(str(value))


def _words(where: str, found: Any, about: tuple[str, ...], key: str = "") -> Iterator[Loose]:
    """Yield every other text of a figure; what only says how it is drawn is left out."""
    if key in SILENT:
        return
    if isinstance(found, Mapping):
        for name, value in found.items():
            yield from _words(where, value, about, str(name))
    elif isinstance(found, list):
        for value in found:
            yield from _words(where, value, about, key)
    elif isinstance(found, str) and tidy(found):
        yield from loose(without_tags(found), f"{where}, {key}", about)
