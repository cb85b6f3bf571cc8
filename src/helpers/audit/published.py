"""Figures that were published before, as they are kept: `data/processed/releases/figures/<checksum>.json`."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from helpers.audit.columns import day
from helpers.audit.statements import Figure, Statement, What
from helpers.audit.structure import Structure


def published_before(folder: Path | None, structure: Structure) -> Iterator[Statement]:
    """Yield every figure of every earlier publication: what it told, and what it hid.

    Raises
    ------
    ValueError
        If a file is no such record.
    """
    for path in sorted(folder.glob("*.json")) if folder is not None and folder.is_dir() else ():
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        name = publication(path.stem)
        for number, row in enumerate(record.get("shown", ()), 1):
            yield from _shown(row, f"{name}, tal {number}", name, structure)
        for number, row in enumerate(record.get("hidden", ()), 1):
            figure = _figure(row)
            kinds: tuple[What, ...] = ("count",)
            if structure.indicator(figure.indicator).scale is not None:
                kinds = ("count", "group", "value")
            for what in kinds:
                about = Figure(figure.area, figure.indicator, figure.first, figure.last, figure.breakdown, what)
                yield Statement(about, 0.0, math.inf, hidden=True, path=f"{name}, skjult {number}", release=name)


def publication(checksum: str) -> str:
    """Return the name of the release whose figures have a checksum."""
    return f"udgivelse {checksum[:12]}"


def _shown(row: list[Any], path: str, name: str, structure: Structure) -> Iterator[Statement]:
    figure = _figure(row)
    value, count, group = row[5:8]
    scale = structure.indicator(figure.indicator).scale
    told: dict[What, float | None] = {"count": count if scale is not None or count is not None else value}
    if scale is not None:
        told |= {"group": group, "value": value}
    for what, number in told.items():
        if isinstance(number, int | float) and not isinstance(number, bool):
            about = Figure(figure.area, figure.indicator, figure.first, figure.last, figure.breakdown, what)
            yield Statement(about, float(number), float(number), False, path, scale or 1.0, release=name)


def _figure(row: list[Any]) -> Figure:
    area, indicator, first, last, breakdown = row[:5]
    return Figure(str(area), str(indicator), day(first), day(last), str(breakdown or ""))
