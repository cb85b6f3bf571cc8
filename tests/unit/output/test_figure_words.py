"""Titles, alternative texts and tables say what the numbers say: no more, and never why."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from helpers.disclosure.released import RELEASE_KEY, Released
from helpers.measurement.results import Change, Interval, NoInterval, Reason, TargetAtRound, Word
from helpers.observations.table import Origin, Precision
from helpers.output.figures import dumbbell, round_comparison, target_path
from helpers.output.figures_output import script_json
from helpers.output.figures_words import change_message, target_message
from helpers.output.wording import HIDDEN_WORDS
from unit.output.figure_cases import PLAN, REGISTRY, hide, measurement, released, series

CAUSAL = re.compile(
    r"\b(fordi|skyldes|virker|effekt|fører til|medfører|takket være|på grund af|derfor)\b", re.IGNORECASE
)
SAFETY = REGISTRY.indicator("tryghed-andel")


def attained(word: Word, reason: Reason) -> str:
    found = released().results.attainments_of(goal="tryghed", area="motalavej", round_id="end")[0]
    return target_message(replace(found, word=word, reason=reason), "Motalavej", PLAN.goals[0], SAFETY, "slut 2021")


SURE = ", og afstanden er større end usikkerheden"
UNSURE = "det kan ikke afgøres, om målet »tryghed« er nået (slut 2021); "
UNKNOWN = "målet »tryghed« kan ikke vurderes (slut 2021); "
VALUE = "andel trygge er 66,2\N{NO-BREAK SPACE}% "


@pytest.mark.parametrize(
    ("word", "reason", "expected"),
    [
        (Word.MET, Reason.INTERVAL_CLEAR, f"målet »tryghed« er nået (slut 2021){SURE}"),
        (Word.MET, Reason.COMPLETE_COUNT, "målet »tryghed« er nået (slut 2021)"),
        (Word.NOT_MET, Reason.INTERVAL_CLEAR, f"målet »tryghed« er ikke nået (slut 2021){SURE}"),
        (Word.UNDETERMINED, Reason.INTERVAL_OVERLAPS, f"{UNSURE}kravet ligger inden for usikkerheden"),
        (Word.UNDETERMINED, Reason.NO_INTERVAL, f"{UNSURE}usikkerheden kendes ikke"),
        (Word.UNDETERMINED, Reason.JUDGED, f"{UNSURE}vurderingen er åben"),
        (Word.TOO_FEW, Reason.SMALL_COUNTS, f"det er {HIDDEN_WORDS}, om målet »tryghed« er nået (slut 2021)"),
        (Word.NO_DATA, Reason.NO_MEASUREMENT, f"{UNKNOWN}der mangler data"),
        (Word.NO_DATA, Reason.TARGET_NOT_SET, f"{UNKNOWN}kravet er ikke fastsat"),
        (Word.NOT_DUE, Reason.AT_BASELINE, f"{VALUE}ved udgangspunktet (slut 2021)"),
        (Word.NOT_DUE, Reason.BEFORE_DEADLINE, f"{VALUE}(slut 2021); målet er ikke forfaldent"),
    ],
)
def test_title_of_a_target_path_follows_from_word_and_reason(word: Word, reason: Reason, expected: str) -> None:
    assert attained(word, reason) == f"Motalavej: {expected}"


@pytest.mark.parametrize("word", list(Word))
@pytest.mark.parametrize("reason", list(Reason))
def test_no_title_names_a_cause(word: Word, reason: Reason) -> None:
    title = attained(word, reason)
    assert not CAUSAL.search(title)
    assert title.startswith("Motalavej: ")


def change(signal: str, difference: float | None, *, interval: bool = True, hidden: bool = False) -> Change:
    ends = (
        Interval(difference - 3, difference + 3, 0.95, "Newcombe 1998") if interval and difference is not None else None
    )
    return Change(
        "slagelse-2017", "motalavej", "tryghed-andel", "baseline", "end", difference, ends, None, None,
        Origin.SYNTHETIC, signal, hidden,  # type: ignore[arg-type]
    )  # fmt: skip


CLEAR = " fra A til B, og ændringen er større end usikkerheden"
OPEN = "det kan ikke afgøres, om andel trygge har ændret sig fra A til B"


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (change("better", 8.0), f"andel trygge er steget{CLEAR}"),
        (change("worse", -8.0), f"andel trygge er faldet{CLEAR}"),
        (change("better", 8.0, interval=False), "andel trygge er steget fra A til B"),
        (change("no_clear_change", 1.0), f"{OPEN}; ændringen er ikke større end usikkerheden"),
        (change("no_clear_change", 0.0, interval=False), "tallet for andel trygge er uændret fra A til B"),
        (change("unknown", 8.0, interval=False), f"{OPEN}; usikkerheden kendes ikke"),
        (change("unknown", None), OPEN),
        (change("unknown", None, hidden=True), f"det er {HIDDEN_WORDS}, om andel trygge har ændret sig fra A til B"),
        (None, OPEN),
    ],
)
def test_title_of_a_change_follows_from_its_signal(found: Change | None, expected: str) -> None:
    assert change_message([("Motalavej", found)], SAFETY, "fra A til B") == f"Motalavej: {expected}"


def test_title_of_several_areas_counts_signals() -> None:
    found = [("A", change("better", 8.0)), ("B", change("worse", -8.0)), ("C", change("unknown", 1.0)), ("D", None)]
    expected = "Andel trygge fra A til B i 4 områder: ét bedre, ét dårligere og to kan ikke afgøres"
    assert change_message(found, SAFETY, "fra A til B") == expected


def test_alternative_text_says_what_how_sure_and_that_it_is_invented() -> None:
    spec = target_path(released(), PLAN, REGISTRY, "tryghed", "motalavej").spec
    assert spec.alt.startswith(spec.message)
    assert "Linjediagram" in spec.alt
    assert "Slut 2021: 66,2 %, mellem 61,0 og 71,4 % (95 % sikkerhed), n = 412." in spec.alt.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert "Baseline 2016: 58,3 %, usikkerheden kan ikke beregnes." in spec.alt.replace("\N{NO-BREAK SPACE}", " ")
    assert "Mål: over 72,4" in spec.alt
    assert "opdigtede demonstrationstal" in spec.alt
    assert len(spec.alt) < 1000


def test_documented_figure_is_not_called_invented(tmp_path: Path) -> None:
    points = [
        measurement("motalavej", "tryghed-andel", year, 60.0 + year - 2016, origin=Origin.DOCUMENTED)
        for year in (2016, 2018, 2021)
    ]
    output = target_path(released(points), PLAN, REGISTRY, "tryghed", "motalavej")
    everything = output.fragment("x", tmp_path).markdown + output.svg("x")
    assert not output.spec.synthetic
    for word in ("opdigt", "Demonstration", "demo", "<pattern", "synthetic"):
        assert word not in everything
    assert "dokument\N{NO-BREAK SPACE}S1, side\N{NO-BREAK SPACE}6" in output.spec.footer


def test_years_without_a_measurement_are_said_to_be_missing() -> None:
    points = [measurement("motalavej", "tryghed-andel", year, 60.0, half=4, n=100) for year in (2016, 2018, 2021)]
    spec = target_path(released(points), PLAN, REGISTRY, "tryghed", "motalavej").spec
    assert "Ingen måling i 2017, 2019, 2020" in spec.caption


def test_goal_without_numbers_becomes_words(tmp_path: Path) -> None:
    output = target_path(released(), PLAN, REGISTRY, "milepael", "motalavej")
    fragment = output.fragment("milepael", tmp_path)
    assert output.plotly() == {}
    assert "Der er ingen tal at tegne" in fragment.markdown
    assert list(tmp_path.iterdir()) == []


def test_compounding_target_is_drawn_year_by_year() -> None:
    output = target_path(released(), PLAN, REGISTRY, "fraflytning", "motalavej")
    rows = [[cell.text for cell in row] for row in output.spec.table.rows if row[0].text == "Mål"]
    assert [row[1] for row in rows] == ["2016", "2017", "2018", "2019", "2020", "2021"]
    assert [row[2] for row in rows][:3] == [f"{value}\N{NO-BREAK SPACE}%" for value in ("22,0", "19,8", "17,8")]
    said = output.spec.caption.replace("\N{NO-BREAK SPACE}", " ")
    assert "Målet er regnet år for år: mindst 10 % lavere om året fra 2016." in said


def test_a_title_of_change_names_the_years_that_it_compares() -> None:
    """The round is called 2016-2017 and a goal may start in 2015; the title says what was compared."""
    points = [found for found in series() if found.area in ("motalavej", "sydbyen")]
    alike = dumbbell(released(points), PLAN, REGISTRY, "tryghed-andel", ["motalavej", "sydbyen"]).spec
    assert " fra 2016 til 2021 i 2 områder" in alike.message
    later = [
        replace(found, period_label="2017") if (found.area, found.round) == ("sydbyen", "baseline") else found
        for found in released(points).results.measurements
    ]
    safe = Released(replace(released(points).results, measurements=tuple(later)), "public", "dst", 0, key=RELEASE_KEY)
    apart = dumbbell(safe, PLAN, REGISTRY, "tryghed-andel", ["motalavej", "sydbyen"]).spec
    assert " fra baseline 2016 til 2021 i 2 områder" in apart.message
    start = dumbbell(released(points), PLAN, REGISTRY, "tryghed-andel", ["motalavej"], ["baseline"]).spec
    assert start.message == "Andel trygge område for område (2016)"


def test_estimates_are_not_called_complete() -> None:
    about = [
        replace(found, no_interval=NoInterval.COMPLETE, interval=None, precision=Precision.APPROXIMATE)
        for found in series()
        if found.area == "motalavej"
    ]
    caption = dumbbell(released(about), PLAN, REGISTRY, "tryghed-andel", ["motalavej"]).spec.caption
    assert "omtrentligt" in caption
    assert "optælling" not in caption


def test_one_area_is_one() -> None:
    alone = dumbbell(released(), PLAN, REGISTRY, "tryghed-andel", ["motalavej"]).spec.alt
    assert "Figur med ét område, 3 målinger for hvert." in alone
    judged = round_comparison(released(), PLAN, REGISTRY, "tryghed-andel", ["motalavej"], "end", "tryghed").spec
    assert judged.message == "Målet »tryghed« (slut 2021): ikke nået"


def test_target_that_would_give_a_hidden_baseline_away_is_not_drawn() -> None:
    base = released()
    judged = [
        replace(item, baseline=hide(item.measurement)) if item.goal == "fraflytning" and item.measurement else item
        for item in base.results.attainments
    ]
    safe = Released(replace(base.results, attainments=tuple(judged)), "public", "dst", 1, key=RELEASE_KEY)
    spec = target_path(safe, PLAN, REGISTRY, "fraflytning", "motalavej").spec
    assert "Mål" not in {row[0].text for row in spec.table.rows}
    assert "højst" not in spec.alt


def test_targets_that_differ_between_areas_have_no_common_line() -> None:
    base = released()
    moved = [
        replace(item, target=TargetAtRound(60.0, ">", None)) if item.area == "sydbyen" else item
        for item in base.results.attainments
    ]
    safe = Released(replace(base.results, attainments=tuple(moved)), "public", "dst", 0, key=RELEASE_KEY)
    spec = round_comparison(safe, PLAN, REGISTRY, "tryghed-andel", PLAN.areas, "end", "tryghed").spec
    assert "Mål" not in {row[0].text for row in spec.table.rows}


def test_hidden_and_missing_areas_keep_their_line() -> None:
    points = [hide(point) if point.area == "sydbyen" else point for point in series() if point.area != "skaelskoer"]
    output = dumbbell(released(points), PLAN, REGISTRY, "tryghed-andel", PLAN.areas)
    svg = output.svg("x")
    assert "skjult af hensyn til diskretion" in svg
    assert "mangler" in svg
    assert "3 værdier er skjult" in output.spec.caption


class _Cells(HTMLParser):
    """Collects the tags and texts of a table."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_page_has_the_parts_that_the_site_expects(tmp_path: Path) -> None:
    html = target_path(released(), PLAN, REGISTRY, "tryghed", "motalavej").fragment("x", tmp_path).markdown
    parser = _Cells()
    parser.feed(html)
    tags = [tag for tag, _ in parser.tags]
    for tag in (
        "figure",
        "picture",
        "source",
        "img",
        "figcaption",
        "button",
        "script",
        "details",
        "summary",
        "caption",
    ):
        assert tags.count(tag) == 1, tag
    image = next(attributes for tag, attributes in parser.tags if tag == "img")
    assert image["alt"]
    assert image["width"] == "720"
    headings = [attributes for tag, attributes in parser.tags if tag == "th"]
    assert headings
    assert {attributes["scope"] for attributes in headings} == {"col", "row"}
    data = re.search(r'class="figure-data">(.*?)</script>', html, re.DOTALL)
    assert data is not None
    assert "layout" in json.loads(data[1])


def test_invented_numbers_of_the_table_are_marked_and_documented_ones_are_not(tmp_path: Path) -> None:
    output = target_path(released(), PLAN, REGISTRY, "tryghed", "motalavej")
    for row in output.spec.table.rows:
        if row[1].text.startswith("2016"):
            assert not row[2].synthetic
        elif row[0].text != "Mål":
            assert row[2].synthetic
            assert row[3].synthetic
    html = output.fragment("x", tmp_path).markdown
    assert (
        '<span class="demo" data-origin="synthetic">66,2\N{NO-BREAK SPACE}% <span class="demo-tag">demo</span></span>'
        in html
    )


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    hostile = "</script><script>alert(1)</script> $x^2$ & \u2028"
    areas = tuple(
        area.model_copy(update={"name": hostile}) if area.id == "motalavej" else area for area in REGISTRY.areas
    )
    registry = REGISTRY.model_copy(update={"areas": areas})
    output = target_path(released(), PLAN, registry, "tryghed", "motalavej")
    html = output.fragment("x", tmp_path).markdown
    assert html.count("</script>") == 1
    assert "<script>alert" not in html
    assert "<script>" not in output.svg("x")
    assert "$x^2$" in output.svg("x")


def test_json_can_not_end_its_script_element() -> None:
    text = script_json({"a": "</script><!--\u2028"})
    assert "<" not in text
    assert "\u2028" not in text
    assert json.loads(text) == {"a": "</script><!--\u2028"}
