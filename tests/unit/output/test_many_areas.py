"""Pages about more areas than can be read one by one: what they count and name instead, and that few are as before."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from helpers.disclosure.opening import Opened
from helpers.disclosure.policy import Policy
from helpers.disclosure.release import release
from helpers.disclosure.suppression import protect
from helpers.disclosure.views import evaluation_view
from helpers.measurement.refusing import Refusal
from helpers.measurement.results import Measurement, Results, Word
from helpers.monitoring.funnels import Funnel, funnel
from helpers.monitoring.shrinkage_posterior import DRAWS, posterior
from helpers.monitoring.small_areas import AreaCount, Comparable, comparable
from helpers.observations.table import Observation
from helpers.output.barometer import Barometer, barometer, charts, overview, too_short
from helpers.output.figures_funnel import funnel_figure
from helpers.output.figures_ranks import ranked_intervals
from helpers.output.figures_spec import FunnelBody, RowsBody
from helpers.output.many_areas import EACH_END, MOST_CHARTS, MOST_NAMED, MOST_ROWS, counted_by_municipality
from helpers.output.overview import (
    comparison_tables,
    front_map,
    front_matrices,
    matrices,
    missing_measurements,
)
from helpers.output.quality import provenance_table
from helpers.output.sections import all_goals, context_tables, directory
from helpers.output.small_area_words import funnel_message
from helpers.output.small_areas import small_areas
from helpers.paths import Project
from helpers.plan.model import Area, AreaKind, Indicator, Nature, Target, TargetKind
from unit.measurement.cases import goal, indicator, plan, registry, results, seen

SHARE = indicator(nature=Nature.SURVEY_SHARE)
EVENTS = indicator("haendelser", nature=Nature.EVENT_COUNT, yearly="sum", better="lower")
MANY = MOST_ROWS + 24


def areas(count: int) -> tuple[Area, ...]:
    """Return areas in three municipalities, one of them without a name."""
    towns = ("Nord Kommune", "Syd Kommune", None)
    return tuple(
        Area(id=f"o{number:03d}", name=f"Område {number:03d}", kind=AreaKind.AREA, municipality=towns[number % 3])
        for number in range(count)
    )


def opened(count: int, *rows: Observation, of: Indicator = SHARE) -> Opened:
    """Open a plan of so many areas whose goal is at least 70 in each."""
    places = areas(count)
    ids = tuple(area.id for area in places)
    known = registry(of, areas=places)
    target = Target(kind=TargetKind.ABSOLUTE_LEVEL, operator=">=", value=70)
    held = plan(goal(target, areas=ids, indicator=of.id), areas=ids, comparisons=(), context_indicators=(of.id,))
    found = results(held, known, *rows)
    shown = release(found, protect(found, known, Policy()), "public")
    return Opened(Project(Path()), held, held, known, evaluation_view(held, known, None, "public"), shown)


def shares(count: int) -> list[Observation]:
    """Return a share for each area: every fourth is far above the others, and the last has none."""
    high, low = (95, (380, 400)), (50, (200, 400))
    found = [(number, low if number % 4 else high) for number in range(count - 1)]
    return [seen(2021, value, of=counts, area=f"o{number:03d}") for number, (value, counts) in found]


class Rows(HTMLParser):
    """Collects the rows of the tables in a page."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._open = False
        self.feed(markdown)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.rows[-1].append("")
        self._open = tag in ("th", "td", "span") and bool(self.rows)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td"):
            self._open = False

    def handle_data(self, data: str) -> None:
        if self._open and self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def test_goals_are_counted_municipality_by_municipality_and_every_area_once() -> None:
    one = opened(MANY, *shares(MANY))
    told = counted_by_municipality(one.released, one.plan, one.registry, round_id="end", table_id="status").markdown
    head, *rows = Rows(told).rows
    assert head[:4] == ["Kommune", "Områder", "nået", "ikke nået"]
    assert [row[0] for row in rows] == ["Nord Kommune", "Syd Kommune", "uden kommune"]
    judged = one.released.results.attainments_of(round_id="end")
    for at, word in ((2, Word.MET), (3, Word.NOT_MET), (6, Word.NO_DATA)):
        assert sum(int(row[at]) for row in rows) == sum(found.word is word for found in judged) > 0
    assert sum(int(row[1]) for row in rows) == MANY


def test_pages_of_too_many_areas_name_none_of_them_and_say_where_they_are() -> None:
    one = opened(MANY, *shares(MANY))
    pages = (
        front_map([one]),
        front_matrices([one]),
        matrices([one]),
        comparison_tables([one]),
        missing_measurements([one]),
        all_goals(one.released, one.plan, one.registry, round_id="end", table_id="alle"),
        context_tables(one.released, one.plan, one.registry, round_id="end"),
        provenance_table(one.released, one.plan, one.registry, table_id="kilder"),
    )
    for page in pages:
        assert page.markdown
        assert "Område 0" not in page.markdown
    ways = {way for page in pages for way in re.findall(r"\]\(([./]*)omraader/index\.ipynb\)", page.markdown)}
    assert ways == {"", "../", "../../../"}
    assert f"over {MOST_ROWS} områder" in pages[1].markdown
    assert "mangler i 1 af 84 områder" in pages[4].markdown


def test_up_to_the_limit_every_area_stands_there() -> None:
    one = opened(MOST_ROWS, *shares(MOST_ROWS))
    names = {area.name for area in one.registry.areas}
    for page in (
        front_matrices([one]),
        comparison_tables([one]),
        all_goals(one.released, one.plan, one.registry, round_id="end", table_id="alle"),
    ):
        assert "for mange" not in page.markdown
        assert {name for name in names if name in page.markdown} >= names - {f"Område {MOST_ROWS - 1:03d}"}
    assert f"Område {MOST_ROWS - 1:03d}: " in missing_measurements([one]).markdown


def test_the_list_of_areas_is_under_municipalities_where_it_is_long() -> None:
    for count, headings in ((MOST_ROWS, 0), (MANY, 3)):
        one = opened(count, *shares(count))
        told = directory([one.plan], one.registry, "areas").markdown
        assert told.count("### ") == headings
        assert told.count("- **Område") == count


def _compared(one: Opened) -> tuple[Comparable, list[Measurement]]:
    items = [found for found in one.released.results.measurements if found.round == "end"]
    held = comparable(items, SHARE, one.registry)
    assert isinstance(held, Comparable)
    return held, items


def test_both_ends_of_the_order_are_drawn_with_ranks_among_all() -> None:
    one = opened(MANY, *shares(MANY))
    held, _ = _compared(one)
    figure = ranked_intervals(held, SHARE, one.registry, "slut 2021")
    assert not isinstance(figure, Refusal)
    body = figure.spec.body
    assert isinstance(body, RowsBody)
    assert len(body.groups) == len(figure.spec.table.rows) == 2 * EACH_END
    assert all(f" af {MANY - 1}" in group.name for group in body.groups)
    assert f"de {EACH_END} første og de {EACH_END} sidste af de {MANY - 1} områder" in figure.spec.caption
    values = [row.dot.value for group in body.groups for row in group.rows[:1] if row.dot is not None]
    assert values == [95.0] * EACH_END + [50.0] * EACH_END


def test_nothing_is_put_in_order_where_chance_decides_and_the_funnel_still_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    alike = [seen(2021, 50, of=(20 + number % 2, 40), area=f"o{number:03d}") for number in range(MANY)]
    one = opened(MANY, *alike)
    held, _ = _compared(one)
    assert isinstance(ranked_intervals(held, SHARE, one.registry, "slut 2021"), Refusal)
    told = small_areas([one]).markdown
    assert "pladser-" not in told
    assert "fig-tragt-tal-proeve" in told


def test_the_funnel_has_every_area_and_its_table_those_outside() -> None:
    rows = [
        seen(2021, 50, of=(395 if number < 3 else 190 + number % 20, 400), area=f"o{number:03d}")
        for number in range(MANY)
    ]
    one = opened(MANY, *rows)
    held, _ = _compared(one)
    figure = funnel_figure(held, SHARE, one.registry, "slut 2021")
    assert not isinstance(figure, Refusal)
    body = figure.spec.body
    assert isinstance(body, FunnelBody)
    assert len(body.points) == MANY
    assert [point.name for point in body.points if point.outside] == ["Område 000", "Område 001", "Område 002"]
    assert [row[0].text for row in figure.spec.table.rows] == ["Område 000", "Område 001", "Område 002"]
    assert "uden for grænserne; tallene for alle" in figure.spec.caption


@pytest.mark.parametrize("outside", [MOST_NAMED, MOST_NAMED + 1])
def test_more_areas_outside_than_can_be_named_are_counted(outside: int) -> None:
    found = funnel([AreaCount(f"o{number}", 50 + number % 3, 100) for number in range(MANY)], "share")
    assert isinstance(found, Funnel)
    placed = (replace(area, position="above") if at < outside else area for at, area in enumerate(found.areas))
    names = [f"Område {number:03d}" for number in range(MANY)]
    said = funnel_message(replace(found, areas=tuple(placed)), names, "Tryghed", "slut 2021")
    assert ("Område 000" in said) == (outside == MOST_NAMED)
    assert (f"{outside} af {MANY} områder" in said) == (outside > MOST_NAMED)


def _barometer(count: int) -> Barometer:
    """Return a barometer in which every thirtieth line falls half way and the others stand still."""
    rows: list[Observation] = []
    for number in range(count):
        for at in range(16):
            level = 30 + at % 3 - (15 if number % 30 == 0 and at > 8 else 0)
            rows.append(seen(f"{2014 + at // 4}K{at % 4 + 1}", level, area=f"o{number:03d}", name=EVENTS.id))
    one = opened(count, *rows, of=EVENTS)
    return barometer(one.released, one.plan, one.registry)


def test_a_barometer_of_many_counts_the_lines_and_draws_what_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = _barometer(MANY)
    rows = Rows(overview(found, table_id="barometer").markdown).rows
    assert rows[0][:4] == ["Kommune", "forbedring", "forværring", "ændring"]
    assert sum(int(cell) for row in rows[1:] for cell in row[1:]) == MANY
    changed = [number for number in range(MANY) if number % 30 == 0]
    assert sum(int(row[1]) for row in rows[1:]) == len(changed)
    told = charts(found).markdown
    assert told.count("<figure") == min(MOST_CHARTS, len(changed))
    assert f"er {len(changed)} af de {MANY} rækker tegnet" in told
    assert not too_short(found, table_id="korte").markdown


def test_sixty_areas_have_all_their_draws_and_a_country_fewer() -> None:
    for count, draws in ((3, DRAWS), (MOST_ROWS, DRAWS), (120, DRAWS // 2), (700, 2000)):
        counts = [AreaCount(f"o{number}", 40 + number % 9, 100) for number in range(count)]
        assert posterior(counts, "share").draws.shape == (draws, count)


def test_results_find_what_going_through_the_lists_finds() -> None:
    quarters = [seen(f"2020K{at}", 60 + at, area="o001") for at in range(1, 5)]
    found: Results = opened(5, *shares(5), *quarters).released.results
    for item in found.measurements:
        assert item.round is not None
        same = [
            other
            for other in found.measurements
            if (other.area, other.indicator, other.round, other.breakdown)
            == (item.area, item.indicator, item.round, item.breakdown)
        ]
        assert found.measurement(item.area, item.indicator, item.round, item.breakdown) is same[0]
    for points, ask in ((found.series, found.series_of), (found.short_series, found.short_series_of)):
        assert points
        for line in {(one.area, one.indicator, one.breakdown) for one in points}:
            assert ask(*line) == tuple(one for one in points if (one.area, one.indicator, one.breakdown) == line)
    assert found.measurement("o001", "tal", "baseline", "andet") is None
    assert found.series_of("o999", "tal") == ()
    assert found.attainments_of(area="o002", round_id="end") == tuple(
        one for one in found.attainments if one.area == "o002" and one.round == "end"
    )
