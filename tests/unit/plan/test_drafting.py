"""A new evaluation's text: readable YAML that means what was said, rounds and targets that fit, areas added last."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from helpers.errors import UsageError
from helpers.plan.appending import appended
from helpers.plan.copying import copied
from helpers.plan.drafting import Draft, first_target, identifier, new_area, plan_text, round_years
from helpers.plan.loading import load_plan, load_registry
from helpers.plan.marked import parse_marked
from helpers.plan.model import Nature, Registry, Target, TargetKind
from helpers.plan.targets import fits
from helpers.plan.yaml_text import commented, yaml_text
from plan_examples import AREAS, PLAN, example_project

TRICKY = [
    "no", "yes", "null", "~", "12", "1e5", "0o17", "0x1f", "1.5", "2026-01-01", "a: b", "a #b", "- a", "[a]", "{a}",
    "&a", "*a", "!a", "%a", "@a", "`a`", "»æøå«", "'", '"', " a", "a ", "a\nb", "true", "", "=", "<<", "1_000",
    "12:30:00", "|", ">",
]  # fmt: skip


@pytest.mark.parametrize("text", TRICKY)
def test_text_stays_text_whatever_it_looks_like(text: str):
    written = yaml_text({"name": text, "list": [text, "x"], "inner": {"name": text}})
    assert parse_marked(written, "x").data == {"name": text, "list": [text, "x"], "inner": {"name": text}}


def test_small_blocks_stand_on_one_line_and_entries_do_not():
    written = yaml_text(
        {
            "start": date(2026, 1, 1),
            "areas": ("a", "b"),
            "goals": [{"id": "x", "target": {"kind": TargetKind.QUALITATIVE}, "value": 4.0, "share": 72.4}],
        }
    )
    assert written == (
        "start: 2026-01-01\nareas: [a, b]\ngoals:\n  - id: x\n    target: {kind: qualitative}\n    value: 4\n"
        "    share: 72.4\n"
    )


def test_what_stands_twice_is_written_twice():
    place = {"document": "S1", "page": 1}
    assert "&" not in yaml_text({"goals": [{"id": "a", "source": place}, {"id": "b", "source": place}]})


def test_a_comment_cannot_end_before_its_line():
    assert commented([("name: x\nid: y\n\nz", {"a": 1})]) == "# name: x\n# id: y\n\n# z\na: 1\n"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Løget By", "loeget-by"),
        ("Åparken & Ærø", "aaparken-aeroe"),
        ("Café 3", "cafe-3"),
        ("  ", ""),
        ("Ö-by", "o-by"),
    ],
)
def test_an_id_is_spelt_from_a_name(text: str, word: str):
    assert identifier(text) == word


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        (date(2026, 1, 1), date(2029, 12, 31), (2025, 2027, 2029)),
        (date(2017, 10, 1), date(2021, 9, 30), (2016, 2019, 2021)),
        (date(2026, 1, 1), date(2027, 12, 31), (2025, 2026, 2027)),
        (date(2026, 2, 1), date(2026, 12, 31), (2025, 2026)),
    ],
)
def test_rounds_are_proposed_from_the_period(start: date, end: date, years: tuple[int, ...]):
    assert round_years(start, end) == years


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return load_registry(example_project(tmp_path))


@pytest.mark.parametrize("value", [None, 5.0])
def test_the_first_target_fits_an_indicator_of_any_nature(value: float | None, registry: Registry):
    for nature in Nature:
        for better in ("higher", "lower", "neither"):
            indicator = registry.indicators[0].model_copy(update={"nature": nature, "better": better})
            target = Target.model_validate(first_target(indicator, value, date(2029, 12, 31)))
            assert fits(target, indicator), (nature, better)


def test_a_new_area_takes_its_municipalitys_number_and_a_free_id(registry: Registry):
    known = registry.areas[0].model_copy(update={"municipality": "By Kommune", "municipality_code": 101})
    registry = registry.model_copy(update={"areas": (known, *registry.areas[1:])})
    assert new_area("Nyparken", "By Kommune", registry, ()) == {
        "id": "nyparken", "name": "Nyparken", "kind": "area", "municipality": "By Kommune", "municipality_code": 101,
    }  # fmt: skip
    assert new_area("aaparken", "Ny Kommune", registry, ())["id"] == "aaparken-ny"


ENTRY = {"id": "ny", "name": "Ny", "kind": "area"}
WRITTEN = "  - id: ny\n    name: Ny\n    kind: area\n"


@pytest.mark.parametrize(
    "after",
    ["", "\n# --- Ændringer\nchanges: []\n", "\nchanges: []", "  # sidste\n", "\n\n"],
)
def test_areas_are_added_after_the_last_one_and_nothing_else_moves(after: str):
    assert appended(AREAS + after, "areas", (ENTRY,), "areas.yml") == AREAS + WRITTEN + after


def test_areas_are_added_below_a_text_of_several_lines_and_without_a_last_line_end():
    text = AREAS + "    note: >-\n      # ikke en kommentar\n      slut"
    assert appended(text, "areas", (ENTRY,), "areas.yml") == f"{text}\n{WRITTEN}"
    flush = "areas:\n- id: a\n  name: A\n"
    assert appended(flush, "areas", (ENTRY,), "areas.yml") == flush + WRITTEN.replace("\n  ", "\n").removeprefix("  ")


@pytest.mark.parametrize("text", ["areas: [{id: a}]\n", "version: 1\n", "[]\n"])
def test_a_list_without_lines_of_its_own_is_left_to_the_author(text: str):
    with pytest.raises(UsageError, match="kan ikke få flere led"):
        appended(text, "areas", (ENTRY,), "areas.yml")


def test_a_copy_moves_in_time_and_place_and_keeps_where_words_come_from(tmp_path: Path):
    plan_file = PLAN.replace(
        "areas: [bakken]\n", "areas: [bakken]\n    evaluated_on: [begge]\n    responsible: Nogen\n"
    )
    project = example_project(tmp_path, plan=plan_file)
    plan, registry = load_plan(project, "proeve-2020"), load_registry(project)
    draft = Draft(
        "kopi-2030", "Kopi", "Kopi", "By Kommune", "Aftalen", "Kopi", date(2030, 1, 1), date(2033, 12, 31),
        (2029, 2031, 2033), ("bakken",),
    )  # fmt: skip
    content = copied(plan, draft, registry)
    assert [goal["id"] for goal in content.goals] == ["mere-tryghed", "fire-moeder", "strategi"]
    assert [goal["wording"] for goal in content.goals] == [goal.wording for goal in plan.goals]
    assert all(goal["areas"] == ("bakken",) for goal in content.goals)
    milestone = content.goals[2]
    assert milestone["target"] == {"kind": TargetKind.MILESTONE_BY_DATE, "deadline": date(2032, 6, 30)}
    assert milestone["source"] == {"document": "S1", "page": 6}
    assert not {"evaluated_on", "responsible", "baseline_period", "other_readings"} & {
        key for goal in content.goals for key in goal
    }
    assert content.goals[1]["activity"] == "samarbejde-kopi-2030"
    assert content.activities[0]["id"] == "samarbejde-kopi-2030"
    assert content.documents == ({"key": "S1", "title": "Prøve"},)
    assert content.comparisons == ("landet",)
    data = parse_marked(plan_text(draft, content), "plan.yml").data
    assert isinstance(data, dict)
    assert data["documents"] == [{"key": "Aftalen", "title": "Kopi"}, {"key": "S1", "title": "Prøve"}]


def test_a_copy_leaves_a_date_beyond_the_plan_and_a_benchmark_of_another_place_behind(tmp_path: Path):
    moved = PLAN.replace(
        "{kind: exceed_benchmark, operator: '>', value: 72.4, benchmark_area: landet}",
        "{kind: exceed_benchmark, operator: '>', benchmark_area: begge, benchmark_moves: true}",
    )
    project = example_project(tmp_path, plan=moved)
    draft = Draft(
        "kopi-2030", "Kopi", "Kopi", "By Kommune", "Aftalen", "Kopi", date(2030, 1, 1), date(2031, 12, 31),
        (2029, 2030, 2031), ("bakken",),
    )  # fmt: skip
    content = copied(load_plan(project, "proeve-2020"), draft, load_registry(project))
    assert content.goals[2]["target"] == {"kind": TargetKind.MILESTONE_BY_DATE}
    assert content.goals[0]["target"] == {"kind": TargetKind.EXCEED_BENCHMARK, "operator": ">", "pending": True}
