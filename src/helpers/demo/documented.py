"""What the source documents print already: there the demonstration stays silent."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from helpers import reads

FOLDER = "dokumenterede-tal"


@dataclass(frozen=True)
class Documented:
    """Areas, indicators, breakdowns and periods for which a document states a number, a range or a bound."""

    stated: frozenset[tuple[str, str, str | None, date, date]]

    def covers(self, area: str, indicator: str, start: date, end: date, breakdown: str | None = None) -> bool:
        """Say whether a documented number holds for the whole period from `start` to `end`.

        A figure of one goal or of one answer is not what a document states of the whole, nor the other way round.
        """
        return any(
            stated[:3] == (area, indicator, breakdown) and stated[3] <= start and end <= stated[4]
            for stated in self.stated
        )


def read_documented(raw: Path, evaluation: str) -> Documented:
    """Return what the documents of one evaluation state with a date; nothing if there is no such file."""
    stated = [
        (*_about(row), date.fromisoformat(first), date.fromisoformat(last))
        for path in documented_files(raw, evaluation)
        for row in csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig")), delimiter=";")
        if (first := row["periode_start"]) and (last := row["periode_slut"])
        if row["værdi"] or row["nedre"] or row["øvre"]
    ]
    return Documented(frozenset(stated))


def _about(row: dict[str, str]) -> tuple[str, str, str | None]:
    return row["område"], row["indikator"], row.get("opdeling") or None


def documented_files(raw: Path, evaluation: str) -> tuple[Path, ...]:
    """Return the files that hold an evaluation's documented numbers."""
    reads.folder(raw / evaluation / FOLDER)
    return tuple(sorted((raw / evaluation / FOLDER).glob("*.csv")))
