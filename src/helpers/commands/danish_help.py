"""What typer says of itself in `--help`, in Danish; and the exit codes, told from where they are defined."""

from __future__ import annotations

from typing import Any, cast

from typer.core import TyperCommand, TyperGroup

from helpers.errors import ExitCode, MaalbarError

_HELP = "Vis denne hjælp."
_USAGE = {"Usage:": "Brug:", "[OPTIONS]": "[VALG]", "COMMAND [ARGS]...": "KOMMANDO [ORD]..."}
_SAID = {
    "OPTIONS_PANEL_TITLE": "Valg",
    "COMMANDS_PANEL_TITLE": "Kommandoer",
    "ARGUMENTS_PANEL_TITLE": "Det, der skal stå",
    "DEFAULT_STRING": "[ellers: {}]",
    "REQUIRED_LONG_STRING": "[skal stå]",
}


def exit_codes() -> str:
    """Return every exit code with its meaning: `Slutkoder: 0 alt er i orden · 2 kommandoen kan ikke forstås · …`."""
    titles = {kind.code: kind.title for kind in (MaalbarError, *MaalbarError.__subclasses__())}
    titles |= {ExitCode.OK: "Alt er i orden", ExitCode.INTERRUPTED: "Afbrudt"}
    return "Slutkoder: " + " · ".join(f"{int(code)} {titles[code][0].lower()}{titles[code][1:]}" for code in ExitCode)


# The contexts of typer are of a private class, so they have no name here.
class DanishCommand(TyperCommand):
    """A command with Danish help."""

    def get_usage(self, ctx: Any) -> str:
        """Return how the command is written."""
        return _in_danish(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option that shows the help."""
        return _told(super().get_help_option(ctx))


class DanishGroup(TyperGroup):
    """All commands together, with Danish help."""

    def get_usage(self, ctx: Any) -> str:
        """Return how a command is written."""
        return _in_danish(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option that shows the help."""
        return _told(super().get_help_option(ctx))


def _in_danish(usage: str) -> str:
    """Return a line of usage in Danish, and let the panels below it be named in Danish too."""
    from typer import rich_utils  # only help needs it

    for name, said in _SAID.items():
        setattr(rich_utils, name, said)
    for english, danish in _USAGE.items():
        usage = usage.replace(english, danish, 1)
    return usage


def _told(option: object) -> object:
    if option is not None:
        cast("Any", option).help = _HELP
    return option
