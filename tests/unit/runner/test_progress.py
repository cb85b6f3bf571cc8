"""A bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from helpers.runner.progress import Bar, Lines, progress_on


def test_lines_where_there_is_no_terminal() -> None:
    stream = StringIO()
    progress = progress_on(stream)
    progress.begin(2, 5)
    progress.finished("Motalavej, [slut] 2021", 1.25, failed=False)
    progress.finished("Sydbyen", 12.0, failed=True)
    progress.end()
    assert isinstance(progress, Lines)
    assert stream.getvalue() == (
        "2 notebooks skal køres, 5 er ajour.\n"
        "[1/2] Motalavej, [slut] 2021: færdig (1,2 s)\n"
        "[2/2] Sydbyen: FEJLEDE (12,0 s)\n"
    )


def test_a_bar_on_a_terminal() -> None:
    stream = StringIO()
    progress = Bar(Console(file=stream, force_terminal=True, width=100))
    progress.begin(2, 5)
    progress.finished("Motalavej", 1.0, failed=False)
    progress.finished("Sydbyen", 1.0, failed=True)
    progress.end()
    assert "2/2" in stream.getvalue()
    assert "Sydbyen: fejlede" in stream.getvalue()


def test_no_bar_when_there_is_nothing_to_run() -> None:
    stream = StringIO()
    progress = Bar(Console(file=stream, force_terminal=True))
    progress.begin(0, 5)
    progress.end()
    assert stream.getvalue().strip() == ""
