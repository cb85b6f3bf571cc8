"""A goal that is met as it is read here, and not met in another reading, is never shown as simply met."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from helpers.measurement.results import Attainment, Reason, RoundId, Word
from helpers.output.counting import tally_words
from helpers.output.download_rows import GOAL_COLUMNS, goal_row
from helpers.output.headlines import activity_headline, area_headline, front_headline
from helpers.output.maps import area_map
from helpers.output.readings import DEPENDS, contrary_readings, contrary_tally
from helpers.output.status import lines, status_json, status_rows
from helpers.output.tables import activity_goal_table, goal_table, matrix
from unit.output.text_cases import ATTAINMENTS, PEOPLE, PLAN, REGISTRY, attainment, released

OTHER = "50 hvert år"
ABOVE, BELOW = Word.MET, Word.NOT_MET


def volunteers(main: Word, other: Word, area: str = "motalavej", at: RoundId = "end") -> tuple[Attainment, ...]:
    reason = Reason.COMPLETE_COUNT
    return (
        attainment("sl-frivillige", main, reason, PEOPLE, area=area, round_id=at),
        attainment("sl-frivillige", other, reason, PEOPLE, area=area, round_id=at, reading=OTHER),
    )


WITHOUT = tuple(item for item in ATTAINMENTS if item.goal != "sl-frivillige")
TWICE_READ = released(attainments=(*WITHOUT, *volunteers(ABOVE, BELOW)))
HEREOF = "(heraf ét, hvor en anden læsning siger ikke nået)"


@pytest.mark.parametrize(("main", "other"), list(product(Word, Word)))
def test_only_met_against_not_met_depends_on_the_reading(main: Word, other: Word) -> None:
    found = volunteers(main, other)
    opposite = {main, other} == {Word.MET, Word.NOT_MET}
    place = ("slagelse-2017", "sl-frivillige", "motalavej", "end")
    assert contrary_readings(found) == ({place: (OTHER,)} if opposite else {})
    assert contrary_tally(found) == (Counter({main: 1}) if opposite else Counter())


def test_another_place_or_round_or_the_order_changes_nothing() -> None:
    first, second = volunteers(ABOVE, BELOW)
    assert contrary_readings((second, first)) == contrary_readings((first, second))
    for moved in (replace(second, area="sydbyen"), replace(second, round="midway"), replace(second, goal="sl-tryghed")):
        assert not contrary_readings((first, moved))


def test_a_goal_of_several_places_is_combined_in_each_reading() -> None:
    both = (*volunteers(ABOVE, ABOVE), *volunteers(ABOVE, BELOW, "sydbyen"))
    assert contrary_tally(both) == Counter({Word.MET: 1})
    one_missed = (*volunteers(BELOW, ABOVE), *volunteers(ABOVE, BELOW, "sydbyen"))
    assert contrary_tally(one_missed) == Counter()
    assert contrary_tally((*volunteers(BELOW, ABOVE), *volunteers(ABOVE, ABOVE, "sydbyen"))) == Counter({BELOW: 1})


@pytest.mark.parametrize(
    ("counts", "contrary", "said"),
    [
        ({ABOVE: 3, BELOW: 4}, {ABOVE: 1}, f"er tre nået {HEREOF}, og fire ikke nået."),
        (
            {ABOVE: 7, BELOW: 5},
            {ABOVE: 2, BELOW: 1},
            "er 7 nået (heraf 2, hvor en anden læsning siger ikke nået), og 5 ikke nået "
            "(heraf ét, hvor en anden læsning siger nået).",
        ),
        ({ABOVE: 1, BELOW: 2}, {ABOVE: 1}, "er ét nået (men en anden læsning siger ikke nået), og to ikke nået."),
        ({ABOVE: 2}, {ABOVE: 1}, "er nået, heraf ét, hvor en anden læsning siger ikke nået."),
        ({ABOVE: 1}, {ABOVE: 1}, "er nået, men en anden læsning siger ikke nået."),
        ({BELOW: 3}, {BELOW: 2}, "er nået, men der er to, hvor en anden læsning siger nået."),
        ({BELOW: 1}, {BELOW: 1}, "er ikke nået, men en anden læsning siger nået."),
        ({ABOVE: 2, BELOW: 1}, {}, "er to nået, og ét ikke nået."),
    ],
)
def test_the_counts_say_how_many_depend_on_the_reading(
    counts: dict[Word, int], contrary: dict[Word, int], said: str
) -> None:
    assert tally_words(Counter(counts), "", Counter(contrary)).endswith(said)


def test_every_headline_says_it() -> None:
    area = area_headline(TWICE_READ, PLAN, REGISTRY, area="motalavej", round_id="end", lead="sl-frivillige").text
    assert f"to nået {HEREOF}" in area
    assert f"Læst på en anden måde er målet ikke nået: »{OTHER}«." in area
    activity = activity_headline(TWICE_READ, PLAN, REGISTRY, activity="aktivt-liv", round_id="end").text
    assert "heraf ét, hvor en anden læsning siger ikke nået" in activity
    assert "en anden læsning siger ikke nået" in front_headline([(TWICE_READ, PLAN)], REGISTRY, "end").text
    without = area_headline(released(), PLAN, REGISTRY, area="motalavej", round_id="end", lead="sl-frivillige").text
    assert "læsning" not in without


def test_the_rows_of_site_terminal_and_files_have_the_mark() -> None:
    tables = (
        goal_table(TWICE_READ, PLAN, REGISTRY, area="motalavej", round_id="end", table_id="t"),
        activity_goal_table(TWICE_READ, PLAN, REGISTRY, activity="aktivt-liv", round_id="end", table_id="t"),
        matrix(TWICE_READ, PLAN, REGISTRY, round_id="end", table_id="t"),
    )
    assert [table.markdown.count(DEPENDS) for table in tables] == [1, 1, 1]
    rows = [row for row in status_json(status_rows(TWICE_READ, PLAN, REGISTRY)) if row["depends"]]
    assert [(row["goal"], row["main_reading"], row["depends"]) for row in rows] == [("sl-frivillige", True, DEPENDS)]
    written = [goal_row(line) for line in lines(TWICE_READ, PLAN, REGISTRY)]
    assert [row["læsninger"] for row in written if row["læsninger"]] == [DEPENDS]
    assert all(set(row) == set(GOAL_COLUMNS) for row in written)


def test_the_map_counts_what_depends_on_the_reading(tmp_path: Path) -> None:
    places = tmp_path / "areas.geojson"
    places.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"area":"motalavej","precision_m":300,'
        '"basis":"skøn"},"geometry":{"type":"Point","coordinates":[11.15,55.33]}}]}',
        encoding="utf-8",
    )
    drawn = area_map({PLAN.id: TWICE_READ}, (PLAN,), REGISTRY, places).spec
    (row,) = [dict(zip(drawn.table.columns, row, strict=True)) for row in drawn.table.rows]
    assert row[DEPENDS].text == "1"
    assert f"1 {DEPENDS}" in drawn.alt
    assert DEPENDS in drawn.caption
    plain = area_map({PLAN.id: released()}, (PLAN,), REGISTRY, places).spec
    assert DEPENDS not in plain.alt + plain.caption
