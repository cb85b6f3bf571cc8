"""How far a command is: a bar with the time left on a terminal, one line per run elsewhere."""

from __future__ import annotations

import sys
from typing import Protocol, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as RichProgress


class Progress(Protocol):
    """Told how a command's runs go."""

    def begin(self, total: int, reused: int) -> None:
        """Tell that `total` runs are to be made, and `reused` are up to date."""
        ...

    def finished(self, label: str, seconds: float, *, failed: bool) -> None:
        """Tell that one run has ended."""
        ...

    def say(self, line: str) -> None:
        """Tell something about all runs."""
        ...

    def end(self) -> None:
        """Tell that no more will come, whether or not all runs were made."""
        ...


class Lines:
    """One plain line per run, for logs.

    Parameters
    ----------
    console
        Where the lines go.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._total = 0
        self._done = 0

    def begin(self, total: int, reused: int) -> None:
        """Say how many runs there are."""
        self._total = total
        self.say(f"{total} {'notebook' if total == 1 else 'notebooks'} skal køres, {reused} er ajour.")

    def finished(self, label: str, seconds: float, *, failed: bool) -> None:
        """Say which run has ended, and how."""
        self._done += 1
        word = "FEJLEDE" if failed else "færdig"
        took = f"{seconds:.1f}".replace(".", ",")
        self.say(f"[{self._done}/{self._total}] {label}: {word} ({took} s)")

    def end(self) -> None:
        """Say nothing more."""

    def say(self, line: str) -> None:
        """Say it."""
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)


class Bar:
    """A bar with the time left and the latest run, for a terminal.

    Parameters
    ----------
    console
        The terminal.
    """

    def __init__(self, console: Console) -> None:
        columns = (TextColumn("Notebooks"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._bar = RichProgress(*columns, TextColumn("{task.description}", markup=False), console=console)
        self._task = self._bar.add_task("", visible=False)

    def begin(self, total: int, reused: int) -> None:
        """Show the bar, unless there is nothing to run."""
        if total:
            self._bar.update(self._task, total=total, visible=True, description=f"{reused} er ajour")
            self._bar.start()

    def finished(self, label: str, seconds: float, *, failed: bool) -> None:
        """Move the bar, and keep a line about a run that failed."""
        self._bar.update(self._task, advance=1, description=label)
        if failed:
            self._bar.console.print(f"{label}: fejlede", markup=False, highlight=False)

    def say(self, line: str) -> None:
        """Say it above the bar."""
        self._bar.console.print(line, markup=False, highlight=False)

    def end(self) -> None:
        """Leave the bar as it stands."""
        self._bar.stop()


def progress_on(stream: TextIO | None = None) -> Progress:
    """Return what suits `stream` (default: standard error): a bar if it is a terminal, otherwise lines."""
    console = Console(file=stream or sys.stderr)
    return Bar(console) if console.is_terminal else Lines(console)
