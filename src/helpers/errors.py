"""Every error that a user may see, each kind with its own exit code.

A fault names the place, the value found, the rule that it breaks and the remedy. Errors collect all faults of
one step before they are raised, so that the evaluator mends a file once. Messages are Danish; no fault carries
a personal value.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import IntEnum


class ExitCode(IntEnum):
    """What the command tells the shell; one number per kind of outcome."""

    OK = 0
    USAGE = 2
    PLAN = 3
    DATA = 4
    PRIVACY = 5
    NOTEBOOK = 6
    SITE = 7
    AUDIT = 8
    SEALED = 9
    OURS = 70
    INTERRUPTED = 130


@dataclass(frozen=True)
class Fault:
    """One thing that a user must mend.

    Parameters
    ----------
    place
        Where: a path relative to the project, with `:line` for text, or a file name for a spreadsheet.
    value
        What stands there now, in as few words as possible; never a personal value.
    rule
        What must hold.
    remedy
        What to do about it.
    sheet, row, column
        For spreadsheets: sheet name, row number as the spreadsheet program shows it, column letter or heading.
    """

    place: str
    value: str
    rule: str
    remedy: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None

    def where(self) -> str:
        """Return the place in one Danish phrase, for example `politi.xlsx, ark Tryghed, række 7, kolonne C`."""
        parts = [self.place]
        if self.sheet is not None:
            parts.append(f"ark {self.sheet}")
        if self.row is not None:
            parts.append(f"række {self.row}")
        if self.column is not None:
            parts.append(f"kolonne {self.column}")
        return ", ".join(parts)

    def __str__(self) -> str:
        return f"{self.where()}: {self.value}. {self.rule} {self.remedy}"

    def as_dict(self) -> dict[str, str | int | None]:
        """Return the fault as plain data for `--json`."""
        return asdict(self)


class MaalbarError(Exception):
    """Base of all errors shown to a user without a traceback.

    Parameters
    ----------
    faults
        All faults of the step, in the order in which a reader meets them.
    """

    code: ExitCode = ExitCode.OURS
    title: str = "Fejl i Målbar"

    def __init__(self, faults: Fault | Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __reduce__(self) -> tuple[type[MaalbarError], tuple[tuple[Fault, ...]]]:
        # Errors travel between worker processes; the default would rebuild them from the message.
        return (type(self), (self.faults,))


class UsageError(MaalbarError):
    """The command was called in a way that it does not understand."""

    code = ExitCode.USAGE
    title = "Kommandoen kan ikke forstås"


class PlanError(MaalbarError):
    """A plan or a registry under `analyses/` is at fault."""

    code = ExitCode.PLAN
    title = "Fejl i planen"


class DataError(MaalbarError):
    """A raw file is missing, can't be read, or breaks a declared rule."""

    code = ExitCode.DATA
    title = "Fejl i data"


class PrivacyError(MaalbarError):
    """A raw file holds personal data that must not be here, or something hidden would be shown."""

    code = ExitCode.PRIVACY
    title = "Afvist af hensyn til personoplysninger"


class NotebookError(MaalbarError):
    """A notebook failed, or its parameters do not fit it."""

    code = ExitCode.NOTEBOOK
    title = "En notebook fejlede"


class SiteError(MaalbarError):
    """The site can't be built from its sources, or can't be written."""

    code = ExitCode.SITE
    title = "Siden kan ikke bygges"


class AuditError(MaalbarError):
    """Something hidden can be worked out from what is published."""

    code = ExitCode.AUDIT
    title = "Noget skjult kan regnes ud"


class SealedError(MaalbarError):
    """A sealed round would change, or the next round would be read before the last is sealed."""

    code = ExitCode.SEALED
    title = "En låst runde ville blive ændret"
