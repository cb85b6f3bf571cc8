"""How the figures hang together, as the site itself tells it in `struktur.json`."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FILE = "struktur.json"
_SHARES = ("andel", "optælling")


@dataclass(frozen=True)
class Area:
    """An area, what it is the sum of, and what it lies inside."""

    id: str
    name: str
    members: tuple[str, ...] = ()
    part_of: str | None = None
    municipality: str | None = None


@dataclass(frozen=True)
class Indicator:
    """What is counted, and how it adds up."""

    id: str
    names: tuple[str, ...] = ()
    additive: bool = True
    yearly: str = "seneste"
    """`sum`, `gennemsnit` or `seneste`."""
    scale: float | None = None
    """What count / group is multiplied by; None for a plain count."""
    counted: str = ""
    """In words what the count is of."""
    among: str = ""
    """In words what the group is."""
    persons: bool = False
    share: bool = True
    """The count is a part of the group and can't exceed it."""
    survey: bool = False
    sensitive: bool = False
    """About health, crime or origin: a small group tells, whatever its count."""
    links: tuple[tuple[str, str], ...] = ()
    """Other indicators with the same count (`samme`), of which this is a part (`del`), that count its `gruppe`."""


@dataclass(frozen=True)
class Protection:
    """What the site promises."""

    smallest: int = 5
    width: float = 5.0
    rounding: int = 1
    all_or_none: float = 0.0
    """Of a group smaller than this, nobody may learn that all or none are counted."""
    least_sensitive: float = 0.0
    """The smallest group of a share that is sensitive."""


@dataclass(frozen=True)
class Structure:
    """Everything that `struktur.json` tells; without the file only what the figures show."""

    areas: Mapping[str, Area] = field(default_factory=dict[str, Area])
    indicators: Mapping[str, Indicator] = field(default_factory=dict[str, Indicator])
    changes: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    """Areas before and after they were merged or split."""
    rounds: tuple[tuple[str, str, str, str], ...] = ()
    """Evaluation, Danish word, first and last day of each round."""
    protection: Protection = Protection()

    def indicator(self, name: str) -> Indicator:
        """Return what is known of an indicator, which may be nothing but its name."""
        return self.indicators.get(name) or Indicator(name)


def read_structure(folder: Path) -> Structure:
    """Return what the newest `struktur.json` of a public folder tells."""
    found = sorted(folder.rglob(FILE), key=lambda path: (len(path.parts), path.as_posix()))
    return structure_of(json.loads(found[0].read_text(encoding="utf-8"))) if found else Structure()


def structure_of(told: Mapping[str, Any]) -> Structure:
    """Return what is told, with everything that is left out at its default."""
    indicators: dict[str, Indicator] = {}
    for entry in told.get("indikatorer", ()):
        made = _indicator(entry)
        older = indicators.get(made.id)
        # Versions share their name in addresses; the later one stands last.
        indicators[made.id] = _with_names(made, older.names) if older else made
    return Structure(
        {entry["id"]: _area(entry) for entry in told.get("områder", ())},
        indicators,
        tuple((tuple(entry["før"]), tuple(entry["efter"])) for entry in told.get("områdeændringer", ())),
        tuple(
            (evaluation["id"], str(one.get("måling", "")), str(one.get("fra") or ""), str(one.get("til") or ""))
            for evaluation in told.get("evalueringer", ())
            for one in evaluation.get("runder", ())
        ),
        _protection(told.get("beskyttelse", {})),
    )


def _area(entry: Mapping[str, Any]) -> Area:
    return Area(
        entry["id"], entry.get("navn", entry["id"]), tuple(entry.get("medlemmer", ())), entry.get("del_af"),
        entry.get("kommune"),
    )  # fmt: skip


def _indicator(entry: Mapping[str, Any]) -> Indicator:
    names = dict.fromkeys(str(entry[key]) for key in ("navn", "kort") if entry.get(key))
    kind = str(entry.get("slags", ""))
    return Indicator(
        id=entry["id"],
        names=tuple(names),
        additive=bool(entry.get("summeres", True)),
        yearly=str(entry.get("år", "seneste")),
        scale=_scale(entry),
        counted=str(entry.get("tæller", "")),
        among=str(entry.get("nævner", "")),
        persons=bool(entry.get("tæller_personer", False)),
        share=kind.startswith(_SHARES),
        survey=kind == "andel af svar",
        sensitive=bool(entry.get("følsom", False)),
        links=tuple(_links(entry)),
    )


def _links(entry: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for key, kind in (("samme_antal_som", "samme"), ("del_af_antal", "del"), ("nævner_er_antal", "gruppe")):
        named = entry.get(key) or ()
        for other in (named,) if isinstance(named, str) else named:
            yield kind, str(other)


def _scale(entry: Mapping[str, Any]) -> float | None:
    scale = entry.get("skala")
    return None if scale is None else float(scale)


def _with_names(indicator: Indicator, names: Iterable[str]) -> Indicator:
    from dataclasses import replace

    return replace(indicator, names=tuple(dict.fromkeys((*indicator.names, *names))))


def _protection(told: Mapping[str, Any]) -> Protection:
    rounding = told.get("afrunding")
    width = float(told.get("mindste_spænd") or Protection.width)
    return Protection(
        int(told.get("mindste_viste") or Protection.smallest),
        width if math.isfinite(width) else Protection.width,
        max(1, int(rounding)) if rounding else 1,
        float(told.get("alle_eller_ingen_fra") or 0.0),
        float(told.get("mindste_nævner_følsom") or 0.0),
    )
