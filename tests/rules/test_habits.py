"""Habits: nothing left for later, every test runs, and every decision and kind of test says what it is."""

from __future__ import annotations

import ast
import re
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KINDS = {"unit", "spec", "reference", "property", "end_to_end", "rules"}
SOURCES = sorted([*(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("*.py")])
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
LATER = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
"""What somebody writes who means to come back; the rule below finds none."""
PART = re.compile(r"^(?:## |\*\*)(Context|Decision|Consequence)\b", re.MULTILINE)
"""The head of a part of a decision: a heading, or a bold word that begins the paragraph."""
ASK_FOR_A_PROGRAM = ("tests/browser.py", "tests/libreoffice.py", "tests/reference_cases.py")
"""The places that may skip: without Chromium, LibreOffice or the reference data of others; in CI they fail instead."""
NOT_RUN = {"skip", "skipif", "xfail", "importorskip"}
"""How a test is left out; forbidden everywhere else."""


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_the_rules_find_what_they_are_about() -> None:
    assert len(SOURCES) > 20
    assert len(TESTS) > 5
    assert DECISIONS


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_nothing_is_left_for_later(path: Path) -> None:
    with path.open("rb") as stream:
        comments = [token for token in tokenize.tokenize(stream.readline) if token.type == tokenize.COMMENT]
    assert [token.start[0] for token in comments if LATER.search(token.string)] == []


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_every_test_runs_everywhere(path: Path) -> None:
    used = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in NOT_RUN and "pytest" in ast.unparse(node.value)
    ]
    assert used == [] or name_of(path) in ASK_FOR_A_PROGRAM


@pytest.mark.parametrize("name", ASK_FOR_A_PROGRAM)
def test_a_place_that_may_skip_fails_in_ci(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert re.findall(r"[^\s(]*pytest\.skip.*", text) == ["pytest.skip)(reason)"]
    assert '(pytest.fail if os.environ.get("CI") else pytest.skip)(reason)' in text


@pytest.mark.parametrize("path", TESTS, ids=name_of)
def test_every_test_lies_in_a_kind_and_can_fail(path: Path) -> None:
    assert path.relative_to(ROOT / "tests").parts[0] in KINDS
    functions = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]
    assert functions
    assert [node.name for node in functions if not _can_fail(node)] == []


def _can_fail(function: ast.FunctionDef) -> bool:
    """Return whether a test asserts or expects something, or calls a function that checks for it."""
    return any(
        isinstance(node, ast.Assert) or (isinstance(node, ast.Call) and "pytest.fail" not in ast.unparse(node.func))
        for node in ast.walk(function)
    )


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_test_says_what_it_is(kind: str) -> None:
    assert len((ROOT / "tests" / kind / "README.md").read_text(encoding="utf-8").split()) >= 5


@pytest.mark.parametrize("path", DECISIONS, ids=name_of)
def test_every_decision_has_context_decision_and_consequence(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", path.name)
    _, *sections = PART.split(text)
    assert sections[::2] == ["Context", "Decision", "Consequence"]
    assert all(len(section.split()) >= 10 for section in sections[1::2])


def test_no_two_decisions_have_the_same_number() -> None:
    numbers = [path.name[:4] for path in DECISIONS]
    assert len(set(numbers)) == len(numbers)
