"""The comparison page holds areas against each other without a league table, in both languages and in both sizes."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest
from babel.messages.pofile import read_po

from drawn_lines import drawn_lines
from helpers.disclosure.opening import Opened
from helpers.disclosure.released import RELEASE_KEY, Released
from helpers.disclosure.views import evaluation_view
from helpers.measurement.refusing import Refusal
from helpers.measurement.results import Measurement, Results, Survey
from helpers.monitoring.funnels import Funnel, Position, funnel
from helpers.monitoring.ranking import Ranked
from helpers.monitoring.small_areas import AreaCount, Comparable, LeftOut, comparable
from helpers.observations.table import Origin
from helpers.output import theme
from helpers.output.figures_funnel import funnel_figure
from helpers.output.figures_output import FigureOutput
from helpers.output.figures_ranks import ranked_intervals
from helpers.output.figures_spec import FunnelBody, RowsBody, dots_of
from helpers.output.languages import LANGUAGES, TRANSLATIONS, Language
from helpers.output.small_area_words import (
    TEMPLATES,
    funnel_message,
    left_out_sentences,
    position_sentence,
    position_words,
    rank_words,
)
from helpers.output.small_areas import small_areas
from helpers.output.static_funnel import draw as draw_funnel
from helpers.output.static_sheet import Sheet
from helpers.output.wording import NBSP
from helpers.paths import Project
from helpers.plan.model import Area, Registry
from unit.output.figure_cases import PLAN, REGISTRY, hide, measurement

EXTRA = tuple(
    Area(id=f"beside-{letter}", name=f"Sammenligningsområde {letter.upper()}", kind="comparison") for letter in "abc"
)
KNOWN = Registry(areas=(*REGISTRY.areas, *EXTRA), indicators=REGISTRY.indicators)
SAFETY = KNOWN.indicator("tryghed-andel")
COUNTS = {
    "motalavej": (155, 244), "ringparken-schackenborgvaenge": (274, 352), "sydbyen": (173, 262),
    "skaelskoer": (150, 183), "beside-a": (157, 224), "beside-b": (222, 299), "slagelse-kommune": (963, 1116),
}  # fmt: skip


def asked(area: str, yes: float, of: float, origin: Origin = Origin.SUPPLIED) -> Measurement:
    found = measurement(area, "tryghed-andel", 2021, 100 * yes / of, half=5, n=of, origin=origin, round_id="end")
    return replace(found, numerator=yes, denominator=of)


def every(**more: Any) -> list[Measurement]:
    return [asked(area, *pair, **more) for area, pair in COUNTS.items()]


def compared(found: list[Measurement]) -> Comparable:
    held = comparable(found, SAFETY, KNOWN)
    assert isinstance(held, Comparable)
    return held


def ranks(found: list[Measurement], hidden: tuple[Measurement, ...] = ()) -> FigureOutput:
    figure = ranked_intervals(compared(found), SAFETY, KNOWN, "slut 2021", hidden)
    assert isinstance(figure, FigureOutput)
    return figure


def tragt(found: list[Measurement]) -> FigureOutput:
    figure = funnel_figure(compared(found), SAFETY, KNOWN, "slut 2021")
    assert isinstance(figure, FigureOutput)
    return figure


def opened(found: list[Measurement]) -> Opened:
    results = Results("slagelse-2017", tuple(found), (), (), ())
    hidden = sum(item.hidden for item in found)
    released = Released(results, "public", "dst", hidden, key=RELEASE_KEY)
    plan = PLAN.model_copy(update={"context_indicators": ("tryghed-andel",)})
    return Opened(Project(Path()), plan, plan, KNOWN, evaluation_view(plan, KNOWN, None, "public"), released)


def test_a_rank_stands_with_its_interval_and_the_areas_in_its_order() -> None:
    body = ranks(every()).spec.body
    assert isinstance(body, RowsBody)
    assert [group.name for group in body.groups][:2] == [
        "Skælskør (Parkvej og Præstevang): plads 1–2 af 6",
        "Ringparken og Schackenborgvænge: plads 1–3 af 6",
    ]
    assert all(re.search(r": plads \d–\d af 6$", group.name) for group in body.groups)
    assert "Slagelse Kommune" not in str(body)


def test_the_table_says_which_end_is_first_and_every_place_is_a_span() -> None:
    table = ranks(every()).spec.table
    assert table.caption == "Tallene bag figuren: Andel trygge (plads 1 er det højeste tal)"
    assert all(re.fullmatch(r"plads \d–\d af 6; plads 1 er det højeste tal", row[8].text) for row in table.rows)
    assert rank_words(Ranked("a", 1.0, 1, 1), 4) == "plads 1–1 af 4"


def test_areas_stand_by_name_and_without_ranks_where_chance_decides() -> None:
    alike = [asked(area, 66, 100) if area != "sydbyen" else asked(area, 60, 100) for area in COUNTS]
    figure = ranks(alike)
    assert isinstance(figure.spec.body, RowsBody)
    names = [group.name for group in figure.spec.body.groups]
    assert names == sorted(names)
    assert "plads" not in str(figure.spec.body) + figure.spec.alt
    assert "kan ikke sættes i rækkefølge" in figure.spec.message
    assert "der skal være mindst 70 %" in figure.spec.caption
    assert {row[8].text for row in figure.spec.table.rows} == {"vises ikke"}


def test_the_table_has_every_number_and_names_what_is_hidden() -> None:
    given = every()
    secret = hide(given.pop(2))
    figure = ranks(given, (secret,))
    rows = {row[0].text: row for row in figure.spec.table.rows}
    assert rows["Motalavej"][2].text == f"63,5{NBSP}%"
    assert rows["Motalavej"][4].text == "244"
    assert "skjult" in rows["Sydbyen"][2].text
    assert not any(cell.text for cell in rows["Sydbyen"][3:-1])
    assert len(list(dots_of(figure.spec.body))) == 10
    assert "66,0" not in str(figure.spec)


def test_one_invented_figure_makes_every_shared_estimate_invented() -> None:
    mixed = [*every()[:5], asked("beside-b", 222, 299, Origin.SYNTHETIC)]
    figure = ranks(mixed)
    assert figure.spec.synthetic
    first = figure.spec.table.rows[0]
    assert not first[2].synthetic
    assert first[5].synthetic
    assert first[6].synthetic
    plain = ranks(every())
    assert not plain.spec.synthetic
    assert not any(cell.synthetic for row in plain.spec.table.rows for cell in row)


def test_a_funnel_tells_who_stands_out() -> None:
    spread = {**COUNTS, "motalavej": (60, 244), "beside-c": (200, 270)}
    figure = tragt([asked(area, *pair) for area, pair in spread.items()])
    assert "Motalavej skiller sig ud" in figure.spec.message
    assert isinstance(figure.spec.body, FunnelBody)
    assert [point.name for point in figure.spec.body.points if point.outside] == ["Motalavej"]
    placed = {row[0].text: row[6].text for row in figure.spec.table.rows}
    assert placed.pop("Motalavej").startswith("under ")
    assert set(placed.values()) == {"inden for grænserne"}
    assert "Motalavej ligger lavere" in figure.spec.alt


def test_the_funnel_of_a_weighted_survey_counts_effective_answers() -> None:
    weighted = [replace(found, survey=Survey(invited=None, design_effect=2.0)) for found in every()]
    figure = tragt(weighted)
    assert isinstance(figure.spec.body, FunnelBody)
    assert figure.spec.body.size_label.startswith("Effektive svar")
    assert figure.spec.table.columns[3] == "Effektive svar"
    rows = {row[0].text: row[3].text for row in figure.spec.table.rows}
    assert rows["Motalavej"] == "122"
    plain = tragt(every())
    assert isinstance(plain.spec.body, FunnelBody)
    assert plain.spec.body.size_label == "Antal, tallet bygger på"
    assert plain.spec.table.columns[3] == "n"


@pytest.mark.parametrize("width", [theme.WIDE, theme.NARROW])
@pytest.mark.parametrize("kind", ["ranks", "funnel"])
def test_figures_are_drawn_in_both_sizes_with_the_same_bytes(kind: str, width: int) -> None:
    figure = ranks(every()) if kind == "ranks" else tragt(every(origin=Origin.SYNTHETIC))
    svg = figure.svg("proeve", width)
    root = ET.fromstring(svg)
    assert root.get("width") == str(width)
    assert len(svg.encode()) < 40_000
    assert figure.svg("proeve", width) == svg


@pytest.mark.parametrize("kind", ["ranks", "funnel"])
def test_interactive_figures_are_valid(kind: str) -> None:
    figure = ranks(every()) if kind == "ranks" else tragt(every())
    drawn = figure.plotly()
    go.Figure({"data": drawn["data"], "layout": drawn["layout"]})
    assert len(json.dumps(drawn)) < 20_000


def test_fewer_than_four_areas_are_not_seen_together() -> None:
    refused = ranked_intervals(compared(every()[:2]), SAFETY, KNOWN, "slut 2021")
    assert isinstance(refused, Refusal)


def test_the_page_says_what_is_missing_and_never_ranks_a_municipality(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    given = every()
    given[2] = hide(given[2])
    fires = [replace(found, indicator="fraflytningsprocent", period_label="2021") for found in (given[0], given[1])]
    page = small_areas([opened([*given, *fires])]).markdown
    assert "Hver helhedsplan står for sig" in page
    assert "viser ikke, hvad en helhedsplan har udrettet" in page
    assert "Der er ikke tegnet tragt for andel trygge. Der er tal for 5 områder; der skal være mindst 6." in page
    assert "Sydbyen er ikke med: tallet er skjult af hensyn til diskretion." in page
    assert "Områderne er ikke set sammen for fraflytningsprocent. Der er tal for 2 områder" in page
    assert "Slagelse Kommune" not in page
    assert (tmp_path / "figurer" / "pladser-tryghed-andel-slagelse-2017-smal.svg").is_file()


def test_a_plan_without_shared_figures_says_so() -> None:
    assert "Ingen tal findes for flere af områderne ved slut 2021." in small_areas([opened([])]).markdown


def english() -> dict[str, str]:
    with (TRANSLATIONS / "en" / "small_areas.po").open("rb") as file:
        return {str(item.id): str(item.string) for item in read_po(file, locale="en") if item.id}


def places(template: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", template))


def test_every_template_has_its_english_with_the_same_places() -> None:
    known = english()
    assert set(known) == set(TEMPLATES)
    for template in TEMPLATES:
        assert known[template]
        assert places(known[template]) == places(template), template


@pytest.mark.parametrize("language", LANGUAGES)
def test_positions_ranks_and_reasons_are_said_in_both_languages(language: Language) -> None:
    positions: tuple[Position, ...] = ("inside", "above", "far_above", "below", "far_below")
    said = [position_sentence("Sydbyen", position, language, widened=wide) for position in positions for wide in (0, 1)]
    said += [position_words(position, language) for position in positions]
    said += [rank_words(Ranked("a", 2.0, 1, 3), 6, language), rank_words(Ranked("a", 1.0, 1, 1), 6, language)]
    left = left_out_sentences([("Sydbyen", why) for why in LeftOut], language)
    assert len(left) == len(LeftOut)
    assert not any("{" in text for text in (*said, *left))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_widened_funnel_speaks_of_the_others_and_not_of_chance(language: Language) -> None:
    alike = [AreaCount(str(place), 20, 100) for place in range(6)]
    differing = [AreaCount(str(place), share * 10, 1000) for place, share in enumerate((20, 25, 30, 35, 40, 45))]
    names = [f"Område {count.area}" for count in alike]
    told: list[str] = []
    for counts in (alike, differing):
        found = funnel(counts, "share")
        assert isinstance(found, Funnel)
        told.append(funnel_message(found, names, "Tryghed", "slut 2021", language))
    word = {"da": "tilfældige", "en": "chance"}[language]
    assert word in told[0]
    assert word not in told[1]


@pytest.mark.parametrize("width", [theme.WIDE, theme.NARROW])
def test_no_name_covers_a_mark(width: int) -> None:
    """A mark under a label would make an area disappear."""
    body = tragt(every()).spec.body
    assert isinstance(body, FunnelBody)
    sheet = Sheet(width, 400, "proeve")
    draw_funnel(sheet, body, 12, 20, width - 24)
    svg = sheet.svg("proeve")
    marks = [(float(x), float(y)) for x, y in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', svg)]
    assert len(marks) == 6
    covered = [line for line in drawn_lines(svg) if line.covered]
    assert len(covered) >= 3
    for line in covered:
        for at, level in marks:
            beside = not line.box.left < at < line.box.right
            assert beside or not line.box.bottom - line.size < level < line.box.bottom + 3, line.words


@pytest.mark.parametrize("kind", ["ranks", "funnel"])
def test_an_area_whose_number_is_hidden_is_named_in_the_figures_own_words(kind: str) -> None:
    out_of_sight = hide(asked("skaelskoer", 3, 183))
    found = [item for item in every() if item.area != "skaelskoer"]
    found.append(replace(found[0], area="beside-c"))
    drawn = (
        ranks(found, (out_of_sight,))
        if kind == "ranks"
        else funnel_figure(compared(found), SAFETY, KNOWN, "slut 2021", (out_of_sight,))
    )
    assert isinstance(drawn, FigureOutput)
    assert "1 værdi er skjult af hensyn til diskretion (..)." in drawn.spec.caption
    assert "skjult af hensyn til diskretion" in drawn.spec.alt
    last = drawn.spec.table.rows[-1]
    assert [cell.text for cell in last[:3]] == [
        "Skælskør (Parkvej og Præstevang)", "2021", ".. (skjult af hensyn til diskretion)",
    ]  # fmt: skip
    assert not any(cell.text for cell in last[3:-1])
