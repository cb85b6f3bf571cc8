"""Any one mistake in a good plan is found, told at a line of the file, and never a traceback."""

from __future__ import annotations

import copy
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from helpers.commands.schema_writing import schema_of
from helpers.errors import PlanError
from helpers.plan.loading import load_plans
from helpers.plan.marked import parse_marked
from helpers.plan.model import Plan
from helpers.plan.validating import validate
from plan_examples import PLAN_PLACE, WHOLE_PLAN, example_project

GOOD: Any = parse_marked(WHOLE_PLAN, PLAN_PLACE).data
REFERENCES = {
    "indicator", "activity", "benchmark_area", "areas", "comparisons", "context_indicators", "affects", "goal", "area",
    "focus_area",
}  # fmt: skip
VALIDATOR = Draft7Validator(schema_of("plan", {}))
Trail = tuple[str | int, ...]


def blocks(value: Any, trail: Trail = ()) -> Iterator[Trail]:
    """Yield where the blocks of keys stand."""
    if isinstance(value, dict):
        yield trail
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ()):
        yield from blocks(inner, (*trail, key))


def leaves(value: Any, trail: Trail = ()) -> Iterator[Trail]:
    """Yield where single values stand."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(inner, (*trail, key))
    else:
        yield trail


def inside(value: Any, trail: Trail) -> Any:
    for step in trail:
        value = value[step]
    return value


BLOCKS = list(blocks(GOOD))
LEAVES = list(leaves(GOOD))
KEYS = [(trail, key) for trail in BLOCKS for key in inside(GOOD, trail)]
NAMED = [trail for trail in LEAVES if REFERENCES & {step for step in trail[-2:] if isinstance(step, str)}]


def faults_of(plan: Any) -> tuple[list[str], int]:
    """Return the places of all faults and the number of lines of the file."""
    text = yaml.safe_dump(plan, sort_keys=False, allow_unicode=True)
    with tempfile.TemporaryDirectory() as folder:
        project = example_project(Path(folder), plan=text)
        try:
            load_plans(project)
        except PlanError as error:
            # A fault that doesn't say what, why and what to do is no answer either.
            told = [fault.place if all((fault.value, fault.rule, fault.remedy)) else "" for fault in error.faults]
            return told, len(text.splitlines())
    return [], len(text.splitlines())


def assert_told_inside_the_file(plan: Any) -> None:
    places, length = faults_of(plan)
    assert places
    for place in places:
        file, _, line = place.rpartition(":")
        assert file == PLAN_PLACE
        assert 1 <= int(line) <= length


def test_the_plan_that_is_spoilt_here_is_good():
    assert faults_of(GOOD)[0] == []
    assert len(KEYS) > 150
    assert len(NAMED) > 20


@settings(max_examples=60, deadline=None)
@given(place=st.sampled_from(KEYS), letter=st.sampled_from("xqæ0"), at=st.integers(0, 3))
def test_a_misspelt_key_is_told(place: tuple[Trail, str], letter: str, at: int):
    trail, key = place
    spoilt = copy.deepcopy(GOOD)
    block = inside(spoilt, trail)
    block[key[:at] + letter + key[at:]] = block.pop(key)
    assert_told_inside_the_file(spoilt)


@settings(max_examples=60, deadline=None)
@given(place=st.sampled_from(KEYS))
def test_a_dropped_key_is_told_or_could_be_left_out(place: tuple[Trail, str]):
    trail, key = place
    spoilt = copy.deepcopy(GOOD)
    del inside(spoilt, trail)[key]
    needed = any(error.validator == "required" for error in VALIDATOR.iter_errors(spoilt))
    if needed:
        assert_told_inside_the_file(spoilt)
    else:
        # What may be left out can still be needed by something else; either way there is an answer with places.
        places, length = faults_of(spoilt)
        assert all(1 <= int(found.rpartition(":")[2]) <= length for found in places)


@settings(max_examples=60, deadline=None)
@given(trail=st.sampled_from(LEAVES), wrong=st.sampled_from([{"a": 1}, [["b"]], {}]))
def test_a_value_of_another_shape_is_told(trail: Trail, wrong: Any):
    spoilt = copy.deepcopy(GOOD)
    inside(spoilt, trail[:-1])[trail[-1]] = wrong
    assert_told_inside_the_file(spoilt)


@settings(max_examples=40, deadline=None)
@given(trail=st.sampled_from(NAMED), word=st.from_regex(r"ukendt-[a-z]{1,8}", fullmatch=True))
def test_an_unknown_id_is_told_on_its_own_line(trail: Trail, word: str):
    spoilt = copy.deepcopy(GOOD)
    inside(spoilt, trail[:-1])[trail[-1]] = word
    assert_told_inside_the_file(spoilt)


@settings(max_examples=60, deadline=None)
@given(
    place=st.sampled_from(KEYS),
    wrong=st.sampled_from([None, True, 1, 1.5, -1, "", "x", "2020-13-01", [], ["x"], {}, {"x": 1}]),
)
def test_the_editor_and_the_check_agree_about_the_shape(place: tuple[Trail, str], wrong: Any):
    trail, key = place
    spoilt = copy.deepcopy(GOOD)
    inside(spoilt, trail)[key] = wrong
    marked = parse_marked(yaml.safe_dump(spoilt, sort_keys=False, allow_unicode=True), PLAN_PLACE)
    refused = bool(validate(Plan, marked)[1])
    underlined = bool(list(VALIDATOR.iter_errors(marked.data)))
    # A schema knows no calendar: text for a date may pass it.
    if isinstance(wrong, str):
        assert refused or not underlined
    else:
        assert refused == underlined
