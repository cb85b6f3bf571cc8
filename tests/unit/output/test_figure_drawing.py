"""Static figures: small, deterministic, valid SVG in two sizes; interactive ones: valid for plotly, small, Danish."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from functools import cache
from itertools import combinations
from pathlib import Path

import plotly.graph_objects as go
import pytest

from drawn_lines import drawn_lines
from helpers.output import theme
from helpers.output.figures import FigureOutput, dumbbell, round_comparison, target_path
from unit.output.figure_cases import PLAN, REGISTRY, released

SVG = "{http://www.w3.org/2000/svg}"
RELEASED = released()
BESIDE = ["sub-omraader", "slagelse-kommune", "danmark", "sammenligning-slagelse-a"]
FIGURES: dict[str, FigureOutput] = {
    "path": target_path(RELEASED, PLAN, REGISTRY, "tryghed", "motalavej"),
    "moving": target_path(RELEASED, PLAN, REGISTRY, "tryghed-flytter", "sydbyen"),
    "compounding": target_path(RELEASED, PLAN, REGISTRY, "fraflytning", "motalavej"),
    "count": target_path(RELEASED, PLAN, REGISTRY, "frivillige", "motalavej"),
    "dumbbell": dumbbell(RELEASED, PLAN, REGISTRY, "tryghed-andel", ["motalavej", *BESIDE]),
    "round": round_comparison(
        RELEASED, PLAN, REGISTRY, "tryghed-andel", [*PLAN.areas, "sub-omraader", "danmark"], "end", "tryghed"
    ),
}


@cache
def drawn(name: str, width: int = theme.WIDE) -> str:
    return FIGURES[name].svg(name, width)


each_figure = pytest.mark.parametrize("name", sorted(FIGURES))
each_width = pytest.mark.parametrize("width", [theme.WIDE, theme.NARROW])


@each_figure
@each_width
def test_an_svg_is_well_formed_and_light(name: str, width: int) -> None:
    svg = drawn(name, width)
    root = ET.fromstring(svg)
    assert len(svg.encode()) <= 20_000
    assert root.get("width") == str(width)
    assert root.get("role") == "img"
    assert (root.findtext(f"{SVG}title") or "") == FIGURES[name].spec.message


@each_figure
@each_width
def test_the_same_figure_gives_the_same_bytes(name: str, width: int) -> None:
    assert FIGURES[name].svg(name, width) == drawn(name, width)


def test_another_process_gives_the_same_bytes() -> None:
    code = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from unit.output.test_figure_drawing import FIGURES\n"
        "sys.stdout.buffer.write(FIGURES['path'].svg('path').encode())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode() == drawn("path")


@each_figure
@each_width
def test_text_stays_text_in_the_readers_own_typeface(name: str, width: int) -> None:
    svg = drawn(name, width)
    root = ET.fromstring(svg)
    assert "system-ui" in svg
    assert "DejaVu" not in svg
    written = " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))
    assert written.startswith(FIGURES[name].spec.message.split(" ")[0])
    for word in FIGURES[name].spec.message.split():
        assert word in written


@each_figure
@each_width
def test_nothing_is_written_outside_the_sheet(name: str, width: int) -> None:
    svg = drawn(name, width)
    high = float(ET.fromstring(svg).get("height") or 0)
    for line in drawn_lines(svg):
        assert line.box.left >= -0.5
        assert line.box.right <= width + 0.5
        assert 0 < line.box.bottom < high


@each_figure
@each_width
def test_no_two_texts_cover_each_other(name: str, width: int) -> None:
    lines = drawn_lines(drawn(name, width))
    assert len(lines) > 5
    for line, other in combinations(lines, 2):
        assert line.box.overlap(other.box) == 0, f"{line.words!r} covers {other.words!r}"


@each_figure
def test_ids_of_two_figures_in_one_page_stay_apart(name: str) -> None:
    def ids(svg: str) -> set[str]:
        return set(re.findall(r'\bid="([^"]+)"', svg))

    one, other = FIGURES[name].svg("one"), FIGURES[name].svg("other")
    assert ids(one)
    assert not ids(one) & ids(other)
    assert set(re.findall(r"url\(#(\w+)\)", one)) == ids(one)


@each_figure
def test_invented_values_are_hatched_hollow_and_named(name: str) -> None:
    svg = drawn(name)
    assert "Demonstrationsdata: opdigtede tal" in svg
    assert "<pattern" in svg
    assert FIGURES[name].spec.synthetic


@each_figure
def test_interactive_figure_is_valid_small_and_danish(name: str) -> None:
    data = FIGURES[name].plotly()
    text = json.dumps(data, ensure_ascii=False, allow_nan=False)
    figure = go.Figure(data={"data": data["data"], "layout": data["layout"]})
    assert len(figure.data) >= 1
    assert {trace.type for trace in figure.data} == {"scatter"}
    assert figure.layout.separators == ",."
    assert len(text) < 12_000
    assert "template" not in text
    assert "Demonstrationsdata: opdigtede tal" in text
    assert "circle-open" in text


def test_interactive_figure_breaks_its_title_for_a_phone() -> None:
    layout = FIGURES["path"].plotly()["layout"]
    assert isinstance(layout, dict)
    lines = layout["title"]["text"].split("<br>")
    assert max(len(re.sub(r"<[^>]+>", "", line)) for line in lines) <= 42


def test_drawings_and_page_are_written_for_a_notebook(tmp_path: Path) -> None:
    fragment = FIGURES["path"].fragment("tryghed", tmp_path / "figurer")
    assert {file.name for file in (tmp_path / "figurer").iterdir()} == {"tryghed.svg", "tryghed-smal.svg"}
    assert 'srcset="figurer/tryghed-smal.svg"' in fragment.markdown
    assert fragment.markdown.startswith("```{=html}\n")
    assert list(fragment._repr_mimebundle_()) == ["text/markdown"]


def test_default_folder_is_beside_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    FIGURES["count"].fragment("frivillige")
    assert (tmp_path / "figurer" / "frivillige.svg").is_file()


@pytest.mark.parametrize("bad", ["../x", "æ", "a b", "", 'a"b'])
def test_an_id_that_can_not_stand_in_an_address_is_refused(bad: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="figure id"):
        FIGURES["path"].fragment(bad, tmp_path)


def test_figures_can_be_imported_without_drawing_libraries() -> None:
    code = (
        "import sys, helpers.output.figures, helpers.output.maps\n"
        "print(sorted({'matplotlib', 'geopandas', 'plotly', 'pandas', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
