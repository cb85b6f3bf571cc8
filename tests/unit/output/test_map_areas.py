"""Maps are schematic: circles of uncertainty, kilometres that are kilometres, polygons if somebody delivers them."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace
from pathlib import Path

import plotly.graph_objects as go
import pytest

from helpers.disclosure.released import RELEASE_KEY, Released
from helpers.errors import DataError
from helpers.measurement.results import Word
from helpers.output import theme
from helpers.output.counting import tally_words
from helpers.output.figures_output import FigureOutput
from helpers.output.figures_spec import MapBody
from helpers.output.headlines import area_headline
from helpers.output.maps import area_map
from helpers.output.verdicts import MARKS
from helpers.plan.model import Area, AreaKind
from unit.output.figure_cases import PLAN, REGISTRY, hide, released, series

SQUARE = [[11.28, 55.25], [11.30, 55.25], [11.30, 55.26], [11.28, 55.26], [11.28, 55.25]]


def feature(area: str, geometry: dict[str, object], precision: int) -> dict[str, object]:
    basis = f"Omtrentlig placering, ± {precision} m, skønnet."
    return {
        "type": "Feature",
        "geometry": geometry,
        "properties": {"area": area, "precision_m": precision, "basis": basis},
    }


def point(east: float, north: float) -> dict[str, object]:
    return {"type": "Point", "coordinates": [east, north]}


@pytest.fixture
def places(tmp_path: Path) -> Path:
    path = tmp_path / "areas.geojson"
    features = [
        feature("motalavej", point(11.1414, 55.3497), 300),
        feature("ringparken-schackenborgvaenge", point(11.352, 55.413), 1000),
        feature("sydbyen", point(11.358, 55.394), 1000),
        feature("skaelskoer", {"type": "Polygon", "coordinates": [SQUARE]}, 0),
        feature("somewhere-else", point(10.0, 56.0), 1000),
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def drawn(places: Path, **more: object) -> FigureOutput:
    return area_map({"slagelse-2017": released()}, (PLAN,), REGISTRY, places, **more)  # type: ignore[arg-type]


def body(output: FigureOutput) -> MapBody:
    assert isinstance(output.spec.body, MapBody)
    return output.spec.body


def test_each_municipality_has_its_own_panel_with_a_scale(places: Path) -> None:
    panels = body(drawn(places)).panels
    assert [panel.title for panel in panels] == ["Slagelse Kommune"]
    assert panels[0].scale in (1, 2, 5, 10, 20, 50)
    assert panels[0].scale <= panels[0].width / 4
    assert sorted(place.name for place in panels[0].places) == sorted(REGISTRY.area(area).name for area in PLAN.areas)


def test_a_kilometre_on_the_map_is_a_kilometre_on_the_ground(places: Path) -> None:
    """Motalavej to Ringparken: 15.07 km along the ellipsoid (Vincenty); the projection may differ by 4 in 10,000."""
    from pyproj import Geod

    found = {place.name: place for place in body(drawn(places)).panels[0].places}
    one, other = found["Motalavej"], found["Ringparken og Schackenborgvænge"]
    _, _, metres = Geod(ellps="GRS80").inv(11.1414, 55.3497, 11.352, 55.413)
    apart = ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5
    assert apart == pytest.approx(metres / 1000, rel=6e-4)


def test_a_point_has_a_circle_and_a_polygon_its_outline(places: Path) -> None:
    found = {place.name: place for place in body(drawn(places)).panels[0].places}
    assert found["Sydbyen"].radius == 1.0
    assert found["Sydbyen"].rings == ()
    outline = found["Skælskør (Parkvej og Præstevang)"].rings[0]
    assert len(outline) == len(SQUARE)


def test_every_place_lies_inside_its_panel(places: Path) -> None:
    for panel in body(drawn(places)).panels:
        for place in panel.places:
            assert place.x - place.radius >= 0
            assert place.x + place.radius <= panel.width
            assert place.y - place.radius >= 0
            assert place.y + place.radius <= panel.height


@pytest.mark.parametrize("width", [theme.WIDE, theme.NARROW])
def test_the_map_is_light_deterministic_and_says_how_rough_it_is(places: Path, width: int) -> None:
    svg = drawn(places).svg("kort", width)
    ET.fromstring(svg)
    assert svg == drawn(places).svg("kort", width)
    assert len(svg.encode()) <= 40_000
    # Nobody has measured how far off the places are, so no distance is promised.
    assert "±" not in svg
    assert "omtrentlige placeringer" in svg
    assert "ikke kontrolleret" in svg
    assert "5 km" in svg


def test_status_is_word_and_shape_and_never_colour_alone(places: Path) -> None:
    found = {place.name: place.lines for place in body(drawn(places)).panels[0].places}
    assert found["Sydbyen"] == (("undetermined", "2 kan ikke afgøres"),)
    goal = drawn(places, goals={"slagelse-2017": "tryghed"})
    assert {place.name: place.lines for place in body(goal).panels[0].places}["Motalavej"] == (
        ("not_met", "1 ikke nået"),
    )


def test_a_hidden_area_is_not_judged_on_the_map_and_not_passed_over_in_silence(places: Path) -> None:
    points = [hide(found) if found.area == "sydbyen" else found for found in series()]
    output = area_map({"slagelse-2017": released(points)}, (PLAN,), REGISTRY, places)
    found = {place.name: place.lines for place in body(output).panels[0].places}
    assert found["Sydbyen"] == (("too_few", "2 for få til at vise"),)
    why = "For få til at vise (..): tallet er skjult af hensyn til diskretion."
    assert why in output.spec.alt
    assert why in output.spec.caption
    assert "Sydbyen<br>2 for få til at vise" in json.dumps(output.plotly(), ensure_ascii=False)
    assert "2 for få til at vise" in output.svg("kort")


def test_words_table_and_pointer_say_the_same(places: Path, tmp_path: Path) -> None:
    output = drawn(places)
    assert "Sydbyen: 2 kan ikke afgøres." in output.spec.alt
    assert "opdigtede demonstrationstal" in output.spec.alt
    data = output.plotly()
    figure = go.Figure(data={"data": data["data"], "layout": data["layout"]})
    assert {trace.type for trace in figure.data} == {"scatter"}
    assert "Sydbyen<br>2 kan ikke afgøres" in json.dumps(data, ensure_ascii=False)
    assert "http" not in json.dumps(data)
    assert "Omtrentlig placering, ± 1000 m, skønnet." in output.fragment("kort", tmp_path).markdown


@pytest.mark.parametrize("content", ["", "{}", "nonsense"])
def test_a_file_that_is_no_map_is_a_fault_and_no_traceback(tmp_path: Path, content: str) -> None:
    path = tmp_path / "areas.geojson"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match="kan ikke læses som områder"):
        drawn(path)


def test_a_map_without_places_says_so_and_draws_nothing(tmp_path: Path) -> None:
    path = tmp_path / "areas.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature("unknown", point(10, 56), 9)]}))
    output = drawn(path)
    assert output.spec.body is None
    assert "Ingen områder at vise på kort" in output.fragment("kort", tmp_path).markdown


def test_an_area_that_decides_only_with_others_shows_the_joint_goals(places: Path) -> None:
    together = Area(id="samlet", name="Samlet", kind=AreaKind.AGGREGATE, members=("sydbyen", "skaelskoer"))
    registry = REGISTRY.model_copy(update={"areas": (*REGISTRY.areas, together)})
    base = released().results
    moved = [replace(item, area="samlet") if item.area == "sydbyen" else item for item in base.attainments]
    safe = Released(replace(base, attainments=tuple(moved)), "public", "dst", 0, key=RELEASE_KEY)
    output = area_map({"slagelse-2017": safe}, (PLAN,), registry, places)
    found = {place.name: place.lines for place in body(output).panels[0].places}
    assert found["Sydbyen"] == (("undetermined", "2 kan ikke afgøres (fælles)"),)
    assert "sammen med andre" in output.spec.caption
    assert found["Motalavej"][0] == ("met", "1 nået")


def test_the_map_and_the_pages_count_the_same_goals(places: Path) -> None:
    """What the areas decide together is no area's own: it stands neither in a row of the map nor in a headline."""
    together = Area(id="samlet", name="Samlet", kind=AreaKind.AGGREGATE, members=("motalavej", "sydbyen"))
    registry = REGISTRY.model_copy(update={"areas": (*REGISTRY.areas, together)})
    plan = PLAN.model_copy(update={"comparisons": (*PLAN.comparisons, "samlet")})
    base = released().results
    moved = [replace(item, area="samlet") if item.area == "sydbyen" else item for item in base.attainments]
    also = [replace(item, area="samlet", word=Word.NOT_MET) for item in base.attainments if item.area == "motalavej"]
    safe = Released(replace(base, attainments=(*moved, *also)), "public", "dst", 0, key=RELEASE_KEY)
    output = area_map({"slagelse-2017": safe}, (plan,), registry, places)
    heads = {MARKS[word].word: word for word in Word}
    rows = {row[0].text: dict(zip(output.spec.table.columns, row, strict=True)) for row in output.spec.table.rows}
    for area, joint in (("motalavej", False), ("sydbyen", True)):
        cells = {heads[name]: cell.text for name, cell in rows[registry.area(area).name].items() if name in heads}
        # The table marks what is decided together as the map itself does.
        assert all(text.endswith(" (fælles)") is (joint and text != "0") for text in cells.values())
        shown = {word: int(text.removesuffix(" (fælles)")) for word, text in cells.items()}
        scope = " for Samlet" if joint else f" for {registry.area(area).name}"
        headline = area_headline(safe, plan, registry, area=area, round_id="end")
        assert sum(shown.values()) > 0
        assert headline.text.splitlines()[0] == tally_words(Counter(shown), scope)
