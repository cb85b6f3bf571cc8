"""How a fault is told to a person: place, value, rule, remedy; never a traceback."""

from __future__ import annotations

import re
import sys
import traceback
from pathlib import Path
from typing import Any, cast

from rich.console import Console
from rich.markup import escape

from helpers.errors import ExitCode, Fault, MaalbarError, UsageError

_SHOWN = {ExitCode.AUDIT: 10}
"""So many places of one kind are told: one thing that is hidden no more is told by every page that shows it."""


def report(error: MaalbarError, console: Console) -> int:
    """Print every fault of an error, and return the exit code of its kind."""
    faults = error.faults
    console.print(f"[bold red]{error.title}[/] ({len(faults)} {'steder' if len(faults) != 1 else 'sted'}):")
    shown = faults[: _SHOWN.get(error.code, len(faults))]
    for fault in shown:
        console.print(f"  [bold]{escape(fault.where())}[/]")
        console.print(f"    Fundet: {escape(fault.value)}")
        console.print(f"    Regel:  {escape(fault.rule)}")
        console.print(f"    Gør:    {escape(fault.remedy)}")
    if len(faults) > len(shown):
        console.print(f"  og {len(faults) - len(shown)} til.")
    return int(error.code)


def report_other(error: Exception, console: Console, command: str) -> int:
    """Report what is no fault of ours to name: a command that is not understood, or a bug.

    Parameters
    ----------
    error
        What typer raised for words that it does not understand, or anything unexpected.
    console
        Where to tell it.
    command
        The command as it was called, for the remedy.
    """
    if getattr(error, "format_message", None) is None:
        return report(_own(error), console)
    fault = Fault(
        place=command,
        value=_not_understood(error),
        rule="Kommandoen skal have de ord og valg, den kender.",
        remedy=_choices(error) or f"Se dem med: {command} --help",
    )
    return report(UsageError(fault), console)


def _own(error: Exception) -> MaalbarError:
    # The message of an unexpected exception may hold a value from the data, so only its kind and place are told.
    last = traceback.extract_tb(error.__traceback__)[-1]
    return MaalbarError(
        Fault(
            place=f"{Path(last.filename).name}:{last.lineno}",
            value=f"uventet fejl af typen {type(error).__name__}",
            rule="Det her er en fejl i Målbar, ikke i dine filer.",
            remedy="Send stedet og typen til dem, der vedligeholder Målbar.",
        )
    )


def _not_understood(error: Exception) -> str:
    """Return in Danish what typer says in English."""
    told, kind = cast("Any", error), type(error).__name__
    if kind == "NoSuchOption":
        return f"»{told.option_name}« er ukendt"
    if kind == "BadOptionUsage":
        return f"{told.option_name} mangler sin værdi"
    if kind == "BadParameter" and told.param is not None:
        name = told.param.opts[0]
        return f"{name} kan ikke være »{_value_given(name)}«"
    return f"»{' '.join(sys.argv[1:])}« kan ikke forstås"


def _value_given(option: str) -> str:
    for word, after in zip(sys.argv, [*sys.argv[1:], ""], strict=True):
        if word == option or word.startswith(f"{option}="):
            return after if word == option else word.partition("=")[2]
    return ""


def _choices(error: Exception) -> str:
    told = cast("Any", error)
    if close := getattr(told, "possibilities", None):
        return f"Mente du {close[0]}?"
    # typer keeps the choices of an Enum nowhere but in its message: "'x' is not one of 'a', 'b'."
    choices = re.findall(r"'([^']+)'", str(getattr(told, "message", "")).partition(" one of ")[2])
    return f"Vælg en af: {', '.join(choices)}." if choices else ""
