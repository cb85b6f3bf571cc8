"""The barometer: which lines it follows, what each says in two languages, and that its figures hide what is hidden."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from itertools import pairwise

import plotly.graph_objects as go
import pytest

from helpers.disclosure.policy import Policy
from helpers.disclosure.release import release
from helpers.disclosure.released import Released
from helpers.disclosure.suppression import protect
from helpers.measurement.refusing import Lack, Refusal, Shortfall
from helpers.monitoring.charts import ControlChart
from helpers.monitoring.variation import Variation
from helpers.observations.table import Observation, Origin
from helpers.output import theme
from helpers.output.barometer import answer, barometer, charts, how_to_read, overview, too_short
from helpers.output.barometer_lines import Line, lines_of
from helpers.output.barometer_words import TEMPLATES, chart_notes, message, state_word
from helpers.output.figures_control import COLUMNS, control_figure
from helpers.output.figures_spec import ControlBody, dots_of
from helpers.output.languages import LANGUAGES, Language, say
from helpers.plan.model import Bridge, Indicator, Nature, Plan, Registry, Target, Unit
from helpers.plan.rebasing import Rebase
from helpers.website.causal_words import causal_words
from unit.measurement.cases import goal, indicator, plan, registry, results, seen

EVENTS = indicator(nature=Nature.EVENT_COUNT, yearly="sum", better="lower")
SHARE = indicator(nature=Nature.REGISTER_SHARE, better="higher", yearly="mean")
COUNTS = (31, 28, 33, 30, 27, 32, 29, 34, 31, 18, 17, 19, 16, 18, 17, 19)
REASON = "Politiet begyndte at tage imod anmeldelser på nettet."


def quarters(counts: tuple[int | None, ...], area: str = "a", size: int | None = None) -> list[Observation]:
    rows: list[Observation] = []
    for at, count in enumerate(counts):
        period = f"{2014 + at // 4}K{at % 4 + 1}"
        if count is not None:
            named = {"area": area, "period_label": f"{at % 4 + 1}. kvartal {2014 + at // 4}"}
            rows.append(seen(period, count, **named) if size is None else seen(period, of=(count, size), **named))
    return rows


def released(of: Indicator | tuple[Indicator, ...], *rows: Observation, of_plan: Plan | None = None) -> Released:
    known = registry(*(of if isinstance(of, tuple) else (of,)))
    found = results(of_plan or plan(), known, *rows)
    return release(found, protect(found, known, Policy()), "public")


def line(of: Indicator | tuple[Indicator, ...], *rows: Observation, of_plan: Plan | None = None) -> Line:
    known = registry(*(of if isinstance(of, tuple) else (of,)))
    return next(iter(lines_of(released(of, *rows, of_plan=of_plan), of_plan or plan(), known)))


def charted(found: Line) -> ControlChart:
    assert isinstance(found.found, ControlChart)
    return found.found


def known(*indicators: Indicator) -> Registry:
    return registry(*indicators)


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_sentence_has_both_languages_with_the_same_places(template: str) -> None:
    import string

    names = {name for _, name, _, _ in string.Formatter().parse(template) if name}
    places = {name: f"<{name}>" for name in names}
    for language in LANGUAGES:
        said = say(template, language, **places)
        assert all(text in said for text in places.values())
        assert not causal_words(said, language)
    assert say(template, "en", **places) != say(template, "da", **places)


def test_quarters_are_followed_and_not_their_years() -> None:
    found = line(EVENTS, *quarters(COUNTS))
    assert (found.step, len(found.points)) == (3, 16)
    assert found.state is Variation.IMPROVEMENT


def test_years_are_followed_where_quarters_are_hidden_and_the_page_says_so() -> None:
    found = line(EVENTS, *quarters((2, 3, 1, 2) * 4))
    assert found.step == 12
    assert found.hidden_parts
    assert isinstance(found.found, Refusal)
    page = too_short(barometer(released(EVENTS, *quarters((2, 3, 1, 2) * 4)), plan(), known(EVENTS)), table_id="x")
    assert "Der er 4 målinger i rækken; der skal være mindst 12." in page.markdown
    assert "Tal for kortere perioder end et år er skjult af hensyn til diskretion (..)" in page.markdown


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("da", "A: tal viser en forbedring. 6 målinger i træk"),
        ("en", "A: tal shows an improvement. 6 figures in a row"),
    ],
)
def test_the_message_says_what_and_why(language: Language, words: str) -> None:
    falling = (*COUNTS[:10], 26, 24, 21, 19, 16, 14)
    found = line(EVENTS, *quarters(falling))
    said = message(found.found, found.state, "A", "tal", language)
    if language == "da":
        assert said.startswith("A: tal viser en forbedring. ")
    assert said.split(". ")[0] == words.split(". ")[0]
    assert not said.endswith(".")


def test_a_quiet_line_says_that_a_change_cannot_be_seen_not_that_there_is_none() -> None:
    found = line(EVENTS, *quarters((*COUNTS[:10], 30, 29, 32, 31, 28, 33)))
    assert found.state is Variation.NO_CHANGE_SEEN
    assert message(found.found, found.state, "A", "tal").endswith("Om noget har ændret sig, kan ikke ses")
    assert state_word(found.state) == "kun udsving"


def test_a_refusal_is_a_sentence_with_what_is_missing() -> None:
    found = line(SHARE, *quarters((20, 22, 19, 24, 21), size=200))
    assert found.found == Refusal("p_chart", (Shortfall(Lack.POINTS, 5, 12),))
    said = message(found.found, found.state, "A", "tal")
    assert said == "A: om tal har ændret sig, kan ikke afgøres. Der er 5 målinger i rækken; der skal være mindst 12"
    assert state_word(found.state) == "for få målinger"
    with pytest.raises(ValueError, match="no figure"):
        control_figure(found, known(SHARE))


def test_the_figure_has_every_number_and_its_doubt_in_words() -> None:
    found = line(EVENTS, *quarters((*COUNTS[:4], None, *COUNTS[5:])))
    spec = control_figure(found, known(EVENTS)).spec
    assert spec.table.columns == COLUMNS
    assert [row[1].text for row in spec.table.rows[3:6]] == ["30", "mangler", "32"]
    assert spec.table.rows[4][0].text == "1. kvartal 2015"
    assert spec.table.rows[4][2].text == ""
    assert all(row[2].text.startswith("gennemsnit ") for row in spec.table.rows if row[1].text != "mangler")
    assert "Perioder uden tal: 1." in spec.caption
    assert "Kontrolkort af tal i A, 2014–2017." in spec.alt
    assert "Målinger med signal:" in spec.alt
    body = spec.body
    assert isinstance(body, ControlBody)
    assert [len(run) for run in body.runs] == [4, 11]
    tones = {point.tone for run in body.runs for point in run}
    assert "better" in tones


def test_a_hidden_quarter_is_a_gap_without_a_number_anywhere() -> None:
    counts = (*COUNTS[:10], 18, 3, 19, 16, 18, 17)
    found = line(EVENTS, *quarters(counts))
    spec = control_figure(found, known(EVENTS)).spec
    hidden = [row for row in spec.table.rows if row[1].text.startswith("..")]
    assert len(hidden) == 2  # the small one, and one more of its year, or the year would give it away
    assert all(row[2].text == row[3].text == row[4].text == "" for row in hidden)
    assert "skjult af hensyn til diskretion: 2." in spec.caption
    assert len(list(dots_of(spec.body))) == 14
    assert 3 not in [dot.value for dot in dots_of(spec.body)]
    assert isinstance(spec.body, ControlBody)
    assert [mark.hover for mark in spec.body.hidden] == [
        f"{row[0].text}: .. (skjult af hensyn til diskretion)" for row in hidden
    ]
    assert f"Skjult af hensyn til diskretion (..): {hidden[0][0].text} og {hidden[1][0].text}." in spec.alt


def test_a_new_start_is_drawn_with_its_reason() -> None:
    anew = plan(rebase=(Rebase(indicator="tal", start=date(2017, 1, 1), reason=REASON),))
    counts = (*COUNTS[:12], *(13, 12, 14, 11, 13, 12, 14, 12, 13, 11, 14, 13))
    found = line(EVENTS, *quarters(counts), of_plan=anew)
    spec = control_figure(found, known(EVENTS)).spec
    assert isinstance(spec.body, ControlBody)
    assert [moment.text for moment in spec.body.breaks] == ["nye grænser"]
    assert len(spec.body.bands) == 2
    assert f"Fra 1. kvartal 2017 er der nye grænser: {REASON}" in spec.caption
    other = plan(rebase=(Rebase(indicator="tal", areas=("b",), start=date(2017, 1, 1), reason=REASON),))
    assert len(charted(line(EVENTS, *quarters(counts), of_plan=other)).stretches) == 1


@pytest.mark.parametrize(("factor", "stretches"), [(None, 2), (1.0, 1), (0.5, 2)])
def test_a_new_definition_begins_anew_unless_its_figures_are_the_same(factor: float | None, stretches: int) -> None:
    bridge = None if factor is None else Bridge(from_version=1, factor=factor, why="talt begge veje")
    older = EVENTS.model_copy(update={"valid_until": date(2016, 12, 31)})
    newer = EVENTS.model_copy(update={"version": 2, "valid_from": date(2017, 1, 1), "bridge": bridge})
    found = line((older, newer), *quarters((*COUNTS[:12], *COUNTS[:12])))
    assert len(charted(found).stretches) == stretches
    if stretches == 2:
        assert "fordi tallet gøres op efter en ny definition" in " ".join(chart_notes(charted(found), None, ""))


def test_after_a_break_with_too_few_points_nothing_is_said() -> None:
    anew = plan(rebase=(Rebase(indicator="tal", start=date(2017, 1, 1), reason=REASON),))
    found = line(EVENTS, *quarters(COUNTS), of_plan=anew)
    assert isinstance(found.state, Refusal)
    said = message(found.found, found.state, "A", "tal")
    assert said.endswith("Siden 1. kvartal 2017 er der for få målinger til at sige noget")
    spec = control_figure(found, known(EVENTS)).spec
    assert isinstance(spec.body, ControlBody)
    assert len(spec.body.bands) == 1
    assert [row[2].text for row in spec.table.rows[12:]] == [""] * 4


@pytest.mark.parametrize(
    ("value", "words"),
    [(20.0, "hver gang"), (45.0, "nogle målinger når det"), (80.0, "kommer det ikke over")],
)
def test_a_level_that_stands_still_is_held_against_the_limits(value: float, words: str) -> None:
    wanted = plan(goal(Target(kind="absolute_level", operator=">=", value=value)))
    found = line(SHARE, *quarters((90, 88, 92, 91, 87, 93, 89, 90) * 2, size=200), of_plan=wanted)
    spec = control_figure(found, known(SHARE)).spec
    assert words in spec.caption
    assert isinstance(spec.body, ControlBody)
    assert spec.body.targets[0].label.startswith("Mål: mindst")


def test_a_yearly_total_is_no_target_for_a_quarter() -> None:
    wanted = plan(goal(Target(kind="absolute_level", operator="<=", value=80.0)))
    assert line(EVENTS, *quarters(COUNTS), of_plan=wanted).target is None


def test_an_indicator_of_which_neither_direction_is_better_only_changes() -> None:
    found = line(EVENTS.model_copy(update={"better": "neither"}), *quarters(COUNTS))
    assert found.state is Variation.CHANGE
    body = control_figure(found, known(EVENTS)).spec.body
    assert isinstance(body, ControlBody)
    assert {point.tone for run in body.runs for point in run} <= {"", "change"}


@pytest.mark.parametrize("width", [theme.WIDE, theme.NARROW])
def test_the_drawing_is_light_valid_and_the_same_each_time(width: int) -> None:
    rows = [replace(row, origin=Origin.SYNTHETIC) for row in quarters(COUNTS)]
    figure = control_figure(line(EVENTS, *rows), known(EVENTS))
    svg = figure.svg("kort", width)
    assert svg == figure.svg("kort", width)
    assert len(svg.encode()) < 40_000
    written = " ".join("".join(text.itertext()) for text in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"))
    assert "bedre" in written
    assert "Gennemsnit" in written
    assert "opdigtede tal" in written


def test_the_interactive_figure_is_valid_and_has_the_same_points() -> None:
    figure = control_figure(line(EVENTS, *quarters(COUNTS)), known(EVENTS)).plotly()
    go.Figure({"data": figure["data"], "layout": figure["layout"]})
    json.dumps(figure, allow_nan=False)
    traces = [trace for trace in figure["data"] if trace["mode"] == "lines+markers"]  # type: ignore[index,attr-defined]
    assert [value for trace in traces for value in trace["y"]] == list(COUNTS)
    symbols = [symbol for trace in traces for symbol in trace["marker"]["symbol"]]
    assert "square" in symbols


def test_the_page_answers_first_and_counts_what_is_too_short() -> None:
    found = barometer(released(EVENTS, *quarters(COUNTS), *quarters(COUNTS[:5], "b")), plan(), known(EVENTS))
    said = answer(found).markdown
    assert "Én række er målt mindst 12 gange: én viser en forbedring. Én række har for få" in said
    assert "opdigtet" not in said
    assert 'data-origin="synthetic"' not in said
    assert "siger ikke hvorfor" in said
    table = overview(found, table_id="barometer").markdown
    assert "forbedring" in table
    assert '<th scope="row">A</th>' in table
    read = how_to_read(found).markdown
    assert not causal_words(read)
    assert "også dem efter en ændring" in read
    assert read.count("grænserne er regnet af") == 1
    spec = control_figure(found.charted[0], known(EVENTS)).spec
    assert "grænserne er regnet af" not in spec.caption.lower()


def test_what_the_page_counts_of_invented_figures_is_marked() -> None:
    rows = [replace(row, origin=Origin.SYNTHETIC) for row in quarters(COUNTS)]
    said = answer(barometer(released(EVENTS, *rows), plan(), known(EVENTS))).markdown
    marked = said.partition('data-origin="synthetic">')[2].partition("</span></span>")[0]
    assert "én viser en forbedring" in marked
    assert marked.endswith("demo")


def test_a_sum_counts_nobody_twice() -> None:
    rows = [row for area in ("a", "b", "sum") for row in quarters(COUNTS, area)]
    found = barometer(released(EVENTS, *rows), plan(), known(EVENTS))
    assert {line.area for line in found.charted} == {"a", "b", "sum"}
    said = answer(found).markdown
    assert "2 rækker er målt mindst 12 gange: to viser en forbedring." in said
    assert "Summer af områder og kommunen tælles ikke med" in said


def test_a_plan_without_series_says_what_it_takes_and_has_no_empty_parts() -> None:
    found = barometer(released(EVENTS, seen(2016, 31)), plan(), known(EVENTS))
    assert "kræver mindst 12 målinger" in answer(found).markdown
    parts = (how_to_read(found), overview(found, table_id="x"), charts(found), too_short(found, table_id="y"))
    assert [part.markdown for part in parts] == [""] * 4


def test_three_employees_have_no_chart_and_the_page_says_why() -> None:
    staff = indicator(nature=Nature.COMPLETE_COUNT, unit=Unit.PERSONS, better="neither", counts_persons=False)
    found = line(staff, *[seen(year, 2 if year % 4 == 0 else 3) for year in range(2005, 2022)])
    assert found.found == Refusal("xmr_chart", (Shortfall(Lack.WHOLE_STEPS),))
    assert state_word(found.state) == "ikke nok at gå efter"


def test_a_page_without_any_chart_says_so() -> None:
    found = barometer(released(EVENTS, *quarters(COUNTS[:5])), plan(), known(EVENTS))
    assert answer(found).markdown.startswith("Ingen tal er målt 12 gange eller mere")
    assert overview(found, table_id="x").markdown == ""
    assert charts(found).markdown == ""


def test_a_sum_inside_a_sum_and_what_is_only_compared_with_are_not_followed() -> None:
    rows = [row for area in ("a", "b", "c", "d", "mean") for row in quarters(COUNTS, area)]
    areas = [one.area for one in lines_of(released(EVENTS, *rows), plan(), known(EVENTS))]
    assert areas == ["a", "b", "c", "d", "sum"]
    assert all(before <= after for before, after in pairwise([areas.index(one) for one in areas]))


def test_rates_are_charted_in_their_own_unit() -> None:
    rate = indicator(nature=Nature.EVENT_RATE, unit=Unit.PER_1000, yearly="mean", better="lower")
    found = charted(line(rate, *quarters(COUNTS, size=1500)))
    assert found.last.limits[0].centre == pytest.approx(1000 * sum(COUNTS) / (16 * 1500))
