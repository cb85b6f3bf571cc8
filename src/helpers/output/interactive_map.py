"""Interactive maps: cartesian axes with the same scale both ways; nothing is fetched."""

from __future__ import annotations

from textwrap import wrap

from helpers.output import theme
from helpers.output.figures_spec import MapBody, MapPanel, Place
from helpers.output.interactive_marks import Json, note, safe


def map_parts(body: MapBody) -> tuple[list[Json], Json]:
    """Return traces and layout: the panels under each other, each in axes of its own."""
    layout: Json = {"annotations": [], "shapes": [], "body_height": 320 * len(body.panels)}
    data: list[Json] = []
    share = 1 / len(body.panels)
    for number, panel in enumerate(body.panels):
        suffix = "" if number == 0 else str(number + 1)
        top = 1 - number * share
        blank: Json = {"showticklabels": False, "showgrid": False, "zeroline": False, "fixedrange": True}
        layout[f"xaxis{suffix}"] = {**blank, "range": [0, round(panel.width, 2)], "anchor": f"y{suffix}"}
        layout[f"yaxis{suffix}"] = {
            **blank,
            "range": [0, round(panel.height, 2)],
            "scaleanchor": f"x{suffix}",
            "domain": [round(top - share * 0.9, 4), round(top - share * 0.06, 4)],
        }
        data += [_outline(ring, suffix) for place in panel.places for ring in place.rings]
        data += [_marks(panel, suffix), _names(panel, suffix)]
        layout["shapes"] += [_circle(place, suffix) for place in panel.places if not place.rings]
        title = f"{panel.title} (bredde {round(panel.width)} km)"
        layout["annotations"].append(note(0, top - share * 0.06, title, xref="paper", yref="paper", xanchor="left"))
    return data, layout


def _marks(panel: MapPanel, suffix: str) -> Json:
    hover = [
        "<br>".join(safe(text) for text in (place.name, *(line for _, line in place.lines))) for place in panel.places
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [round(place.x, 3) for place in panel.places],
        "y": [round(place.y, 3) for place in panel.places],
        "marker": {"color": theme.THIS_AREA, "size": 8},
        "hovertext": hover,
        "hoverinfo": "text",
        "xaxis": f"x{suffix}",
        "yaxis": f"y{suffix}",
    }


def _names(panel: MapPanel, suffix: str) -> Json:
    """Write each name outside its circle, towards the middle of the panel, where there is room."""
    east = [place.x > panel.width / 2 for place in panel.places]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [
            round(place.x + (-place.radius if right else place.radius), 3)
            for place, right in zip(panel.places, east, strict=True)
        ],
        "y": [round(place.y, 3) for place in panel.places],
        "text": [f" {_broken(place.name)} " for place in panel.places],
        "textposition": ["middle left" if right else "middle right" for right in east],
        "cliponaxis": False,
        "hoverinfo": "skip",
        "xaxis": f"x{suffix}",
        "yaxis": f"y{suffix}",
    }


def _broken(name: str) -> str:
    return "<br>".join(safe(line) for line in wrap(name, 20, break_long_words=False))


def _circle(place: Place, suffix: str) -> Json:
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


def _outline(ring: tuple[tuple[float, float], ...], suffix: str) -> Json:
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
