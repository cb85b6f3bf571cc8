"""A failed run as a fault: the place in the notebook, and no personal value."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.runner.failures import LONGEST, failure, shown
from runner_notebooks import a_job, write_notebook


@pytest.mark.parametrize(
    ("cell", "where"),
    [
        (None, ""),
        (0, " i celle 1 under “Prøve”"),
        (2, " i celle 3 under “Prøve”"),
        (4, " i celle 5 under “Tryghed”"),
    ],
)
def test_names_the_cell_and_the_heading_above_it(tmp_path: Path, cell: int | None, where: str) -> None:
    notebook = write_notebook(tmp_path / "notebooks" / "n.ipynb", "1", "## Tryghed\n\ntekst", "2")
    fault = failure(a_job(notebook), "KeyError: 'x'", cell)
    assert fault.value == f"kørslen “Motalavej, slut” stoppede{where}: KeyError: 'x'"


def test_names_the_notebook_to_look_into(tmp_path: Path) -> None:
    notebook = write_notebook(tmp_path / "notebooks" / "n.ipynb")
    kept = Path("build") / "runs" / ".failed" / "a" / "notebook.ipynb"
    assert "build/runs/.failed/a/notebook.ipynb" in failure(a_job(notebook), "x", 1, kept).remedy
    assert "build" not in failure(a_job(notebook), "x", 1).remedy


@pytest.mark.parametrize(
    "secret",
    ["010190-1234", "0101901234", "010190 1234", "ole.hansen@eksempel.dk", "20 30 40 50", "+4520304050"],
)
def test_a_message_hides_what_may_be_personal(secret: str) -> None:
    assert shown(f"ugyldig: {secret}, række 3") == "ugyldig: [skjult], række 3"


def test_a_message_is_one_readable_line() -> None:
    assert shown("a\n\n\tb \x1b[31mc\x1b[0m") == "a b c"
    assert len(shown("x" * 1000)) == LONGEST


def test_of_a_message_with_a_name_only_the_kind_is_left() -> None:
    assert shown("ValueError: Jens Hansen bor her") == "ValueError: [skjult]"
    assert shown("borgeren Jens Hansen bor her") == "[skjult]"
    assert shown("KeyError: 'Motalavej'") == "KeyError: 'Motalavej'"


def test_a_message_of_any_length_is_read_in_no_time_and_no_value_is_cut_in_two() -> None:
    assert shown("x" * 10**7).startswith("xxx")
    assert shown(" " * 1995 + "010190-1234") == ""
    assert shown("x" * 250 + " ole@eksempel.dk" * 9).endswith("…")


def test_half_a_letter_can_be_written() -> None:
    assert shown("a\ud800b").encode() == b"a?b"
