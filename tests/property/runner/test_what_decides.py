"""Whatever is changed in plan, registries or figures: a page that would tell something else is made again."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.disclosure.opening import open_activity, open_area, open_evaluation
from helpers.errors import MaalbarError
from helpers.paths import Project
from plan_examples import AREAS, INDICATORS, PLAN
from run_reads import EVALUATION, ROWS, a_run, not_fresh, page_of, play, reading_project, store_rows

PAGES: dict[str, Callable[[], object]] = {
    "aaparken": lambda: page_of(open_area(EVALUATION, "aaparken", "end"), "aaparken"),
    "bakken": lambda: page_of(open_area(EVALUATION, "bakken", "midway"), "bakken"),
    "samarbejde": lambda: page_of(open_activity(EVALUATION, "samarbejde", "end")),
    "overblik": lambda: page_of(open_evaluation(EVALUATION)),
}
PLACES = {"areas.yml": AREAS, "indicators.yml": INDICATORS, f"{EVALUATION}/plan.yml": PLAN}
WORD = re.compile(r"(?<=: )[A-ZÆØÅ][\wæøå ]+|\b\d+(?:\.\d+)?\b(?!-)")
"""Words and numbers in the files that a person might correct."""
SPOTS = [(place, found.start(), found.end()) for place, text in PLACES.items() for found in WORD.finditer(text)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    """Make a project, and its pages; return what they tell."""
    project = reading_project(tmp_path_factory.mktemp("made"))
    told: dict[str, object] = {}
    for name, page in PAGES.items():
        with pytest.MonkeyPatch.context() as monkeypatch:
            told[name] = play(project, a_run(project, name), page, monkeypatch)
    return project.root, told


def pages_of(project: Project) -> dict[str, object]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("MAALBAR_PROJECT", str(project.root))
        return {name: page() for name, page in PAGES.items()}


def in_the_files(spot: tuple[str, int, int], word: str) -> Callable[[Project], None]:
    """Return a change of one word or number."""

    def change(project: Project) -> None:
        place, start, end = spot
        text = PLACES[place]
        old = text[start:end]
        new = f"{float(old) + 1:g}" if old[0].isdigit() else f"{old} {word}"
        (project.analyses / place).write_text(text[:start] + new + text[end:], encoding="utf-8")
        store_rows(project, ROWS)

    return change


def in_a_figure(number: int, value: float, year: int) -> Callable[[Project], None]:
    """Return a change of one figure, or of when it was counted."""

    def change(project: Project) -> None:
        row = replace(ROWS[number], value=value, numerator=None, denominator=None, period_label=str(year))
        store_rows(project, (*ROWS[:number], row, *ROWS[number + 1 :]))

    return change


CHANGES = st.one_of(
    st.builds(in_the_files, st.sampled_from(SPOTS), st.sampled_from(["nu", "i dag"])),
    st.builds(in_a_figure, st.integers(0, len(ROWS) - 1), st.integers(1, 99).map(float), st.integers(2019, 2023)),
)


@given(change=CHANGES)
@settings(max_examples=12, deadline=None)
def test_what_a_page_would_tell_otherwise_is_made_again(
    made: tuple[Path, dict[str, object]], change: Callable[[Project], None]
) -> None:
    root, before = made
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(shutil.copytree(root, Path(folder) / "projekt")))
        try:
            change(project)
            after = pages_of(project)
        except MaalbarError:  # the command refuses such a plan before it looks at any run
            return
        wrong = {name for name in PAGES if after[name] != before[name]}
        assert wrong <= not_fresh(project, {name: a_run(project, name) for name in PAGES})
