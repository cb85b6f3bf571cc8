"""A spoilt plan gives faults or an equal plan, never a traceback."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.errors import PlanError
from helpers.paths import Project
from helpers.plan.loading import load_plans
from helpers.plan.model import Plan
from plan_examples import AREAS, GEOJSON, INDICATORS, PLAN, example_project

FILES = {"plan": PLAN, "areas": AREAS, "indicators": INDICATORS, "geojson": GEOJSON}
PIECES = r""": |- |[|]|{|}|'|"|#|&a|*a|!!int |no|3|,|å|?|>|%|~|\ud800|<<: """
SNIPPETS = [*PIECES.split("|"), "\n", "  ", "\t", "\x00", "---\n", "|"]


@st.composite
def spoilt_texts(draw: st.DrawFn, text: str) -> str:
    """Cut a piece out of the text, or put one in, up to three times."""
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text)))
        length = draw(st.integers(0, 12))
        text = text[:at] + draw(st.sampled_from(SNIPPETS) | st.just("")) + text[at + length :]
    return text


def loaded_or_refused(project: Project) -> tuple[Plan, ...] | PlanError:
    try:
        return load_plans(project)
    except PlanError as error:
        return error


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_a_spoilt_file_is_refused_with_places_or_still_means_something(name: str, data: st.DataObject):
    text = data.draw(spoilt_texts(FILES[name]))
    with tempfile.TemporaryDirectory() as folder:
        found = loaded_or_refused(example_project(Path(folder), **{name: text}))
    if isinstance(found, PlanError):
        assert found.faults
        for fault in found.faults:
            assert fault.place.startswith("analyses/")
            assert all((fault.value, fault.rule, fault.remedy))
            assert "\n" not in str(fault)
    else:
        # What is accepted is a whole plan: it survives being written out and read again.
        (plan,) = found
        assert Plan.model_validate_json(plan.model_dump_json()) == plan


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_value_of_another_type_is_a_fault_on_its_own_line(data: st.DataObject):
    plan = yaml.safe_load(PLAN)
    trail = data.draw(st.sampled_from([("name",), ("goals", 0, "wording"), ("rounds", 1, "label"), ("source", "page")]))
    wrong = data.draw(st.sampled_from([None, [], {}, ["a"], {"a": 1}, True, 1.5]))
    inner = plan
    for step in trail[:-1]:
        inner = inner[step]
    inner[trail[-1]] = wrong
    text = yaml.safe_dump(plan, sort_keys=False, allow_unicode=True)
    with tempfile.TemporaryDirectory() as folder:
        found = loaded_or_refused(example_project(Path(folder), plan=text))
    assert isinstance(found, PlanError)
    assert any(f"»{trail[-1]}«" in fault.value for fault in found.faults)


@settings(max_examples=40, deadline=None)
@given(order=st.permutations(PLAN.split("\ngoals:\n")[0].splitlines()[1:8]))
def test_the_order_of_keys_does_not_matter(order: list[str]):
    lines = PLAN.splitlines()
    text = "\n".join([lines[0], *order, *lines[8:]]) + "\n"
    with tempfile.TemporaryDirectory() as folder:
        assert loaded_or_refused(example_project(Path(folder), plan=text)) == loaded_or_refused(
            example_project(Path(folder) / "igen")
        )
