"""The corpus: reads `good.yml` and `faulty.yml`, and gives each file as its owner would send it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from helpers.errors import MaalbarError
from helpers.intake.numbers import format_number
from helpers.observations.table import Observation
from raw_project import RawProject
from unit.intake.corpus.building import BUILDERS

HERE = Path(__file__).parent
_LINE_ENDS = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}


@dataclass(frozen=True)
class Case:
    """One file, its owner's habit, and what must become of it."""

    kind: str
    name: str
    habit: str
    suffix: str = "csv"
    file: str | None = None
    """Name under which it is received; None: `tal` and the suffix."""
    encoding: str = "utf-8"
    line_end: str = "lf"
    unicode: str = "NFC"
    mojibake: bool = False
    declare: dict[str, Any] = field(default_factory=dict[str, Any])
    values: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def received_as(self) -> str:
        """The file's name in the evaluation's folder."""
        return self.file or f"tal.{self.suffix}"

    @property
    def snapshot(self) -> Path:
        """Where the faults of a faulty file stand."""
        return HERE / self.kind / f"{self.name}.txt"

    def content(self) -> bytes:
        """Return the file's bytes."""
        if self.name in BUILDERS:
            return BUILDERS[self.name]()
        path = HERE / self.kind / f"{self.name}.{self.suffix}"
        text = unicodedata.normalize(self.unicode, path.read_text(encoding="utf-8"))
        if self.mojibake:
            text = text.encode("utf-8").decode("windows-1252")
        return text.replace("\n", _LINE_ENDS[self.line_end]).encode(self.encoding)

    def put(self, folder: Path) -> RawProject:
        """Return a project that has received the file."""
        raw = RawProject(folder)
        raw.declare(**self.declare)
        raw.put(self.received_as, self.content())
        return raw


@cache
def cases(kind: str) -> tuple[Case, ...]:
    """Return the good or the faulty cases, in the order of their list."""
    listed: list[dict[str, Any]] = yaml.safe_load((HERE / f"{kind}.yml").read_text(encoding="utf-8"))
    read = [{key: tuple(value) if isinstance(value, list) else value for key, value in one.items()} for one in listed]
    return tuple(Case(kind=kind, **one) for one in read)


def faults_of(case: Case, folder: Path) -> str:
    """Return the faults of a faulty file as the evaluator reads them, one per line."""
    try:
        case.put(folder).run()
    except MaalbarError as error:
        return f"{type(error).__name__}\n" + "".join(f"{fault}\n" for fault in error.faults)
    return "imported\n"


def described(found: Observation) -> str:
    """Return an observation in the words of `good.yml`."""
    parts = [
        found.area,
        found.period_label,
        found.indicator,
        _number(found.value),
        None if found.denominator is None else f"{_number(found.numerator)} af {_number(found.denominator)}",
        None if found.respondents is None else f"n={found.respondents}",
        None if found.low is None else f"{_number(found.low)}-{_number(found.high)}",
        found.breakdown,
        found.activity,
        None if found.note is None else " ".join(found.note.split()),
    ]
    return "; ".join(part for part in parts if part is not None)


def _number(value: float | None) -> str:
    return "mangler" if value is None else format_number(value)
