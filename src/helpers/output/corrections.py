"""`rettelser.json`: which published figures are no longer right, for whoever kept an earlier page or download."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from helpers.disclosure.cells import Cell
from helpers.ledger.entries import Entry

FILE = "rettelser.json"

_GUIDE = (
    "Tal, der har været offentlige og i dag er et andet tal: rettet, eller vist grovere. »udgivelser«: de låste runder "
    "og de udgivelser (med tallenes kontrolsum), der viser det gamle. Her står ingen tal; dagens står på siden, hvis "
    "de vises. Tomme felter er udeladt."
)


def corrections(figures: Iterable[tuple[Cell, Sequence[str]]], entries: Sequence[Entry]) -> dict[str, bytes]:
    """Return the file `rettelser.json`; none where every published figure is still right.

    Parameters
    ----------
    figures
        Each figure that is another number today, with the checksums of the published figures that told the old one.
    entries
        The ledger, which knows the sealed rounds that these belong to.
    """
    releases: dict[str, list[str]] = {}
    for entry in entries:
        told = entry.part("figures")
        if told is not None and entry.release is not None:
            releases.setdefault(told, []).append(entry.release)
    rows = [
        _filled(
            {
                "område_id": cell.area,
                "indikator_id": cell.indicator,
                "opdeling": cell.breakdown,
                "periode_start": None if cell.first is None else cell.first.isoformat(),
                "periode_slut": None if cell.last is None else cell.last.isoformat(),
                "udgivelser": [name for told in published for name in (told, *releases.get(told, ()))],
            }
        )
        for cell, published in figures
    ]
    if not rows:
        return {}
    lines = ",\n".join(_json(row) for row in rows)
    head = f'"format": {_json("maalbar-rettelser 1")},\n"læsevejledning": {_json(_GUIDE)}'
    return {FILE: f'{{\n{head},\n"rettelser": [\n{lines}\n]\n}}\n'.encode()}


def _filled(row: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in row.items() if value is not None}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
