"""What the source documents print already: there the demonstration stays silent."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FOLDER = "dokumenterede-tal"


@dataclass(frozen=True)
class Documented:
    """Areas, indicators and periods for which a document states a number, a range or a bound."""

    stated: frozenset[tuple[str, str, date, date]]

    def covers(self, area: str, indicator: str, start: date, end: date, breakdown: str | None = None) -> bool:
        """Say whether a documented number holds for the whole period from `start` to `end`.

        Documents print no breakdowns: a figure of one goal or of one answer is never what they state.
        """
        return breakdown is None and any(
            (stated_area, stated_indicator) == (area, indicator) and first <= start and end <= last
            for stated_area, stated_indicator, first, last in self.stated
        )


def read_documented(raw: Path, evaluation: str) -> Documented:
    """Return what the documents of one evaluation state with a date; nothing if there is no such file."""
    stated = [
        (row["område"], row["indikator"], date.fromisoformat(first), date.fromisoformat(last))
        for path in documented_files(raw, evaluation)
        for row in csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig")), delimiter=";")
        if (first := row["periode_start"]) and (last := row["periode_slut"])
        if row["værdi"] or row["nedre"] or row["øvre"]
    ]
    return Documented(frozenset(stated))


def documented_files(raw: Path, evaluation: str) -> tuple[Path, ...]:
    """Return the files that hold an evaluation's documented numbers."""
    return tuple(sorted((raw / evaluation / FOLDER).glob("*.csv")))
