"""Why a run isn't up to date, in Danish: what changed of what it depends on, read and wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import cast

from helpers import reads
from helpers.runner.jobs import ParameterValue
from helpers.runner.records import Record
from helpers.runner.slices import Slice

PARTS: Mapping[str, str] = {
    "cells": "notebookens celler",
    "parameters": "parametrene",
    "code": "Målbars kode",
    "lock": "pakkernes versioner",
    "python": "Python-versionen",
    "environment": "sprog og kernens omgivelser",
    "engine": "papermill-motoren",
    "format": "Målbars kørselsformat",
    "variables": "de miljøvariable, notebooken spørger om,",
    "anything": "projektets filer, som notebooken kan læse uden at det kan noteres,",
}
_ITEMS: Mapping[str, str] = {
    "goals": "målet",
    "activities": "aktiviteten",
    "gaps": "manglen",
    "effects": "effektspørgsmålet",
    "areas": "området",
    "indicators": "indikatoren",
    "systems": "målesystemet",
}
_FIRST = ("shown", "hidden", "view")
"""Kinds of slices that a person wants to hear of first."""
_MOST = 3
"""Names in one sentence; of further ones it tells how many."""

CodeLists = Callable[[object, object], tuple[Mapping[str, str], Mapping[str, str]]]


def changed_parts(before: Mapping[str, object], now: Mapping[str, object], code: CodeLists) -> list[str]:
    """Return the parts of the key that changed.

    Parameters
    ----------
    before, now
        The parts as recorded and as they are.
    code
        Finds two lists of code by their hashes.
    """
    changed = [name for name in now if before.get(name) != now[name]]
    said = [f"{PARTS[name]} er ændret" for name in changed if name not in ("parameters", "code")]
    if "code" in changed:
        said.append(_changed_code(*code(before.get("code"), now["code"])))
    if "parameters" in changed:
        old = cast("dict[str, ParameterValue]", before.get("parameters") or {})
        said += _changed_parameters(old, cast("dict[str, ParameterValue]", now["parameters"]))
    return said


def changed_reads(
    record: Record, now: Mapping[str, str], listings: Mapping[str, str], hashes: Mapping[Slice, str]
) -> Iterator[str]:
    """Yield what changed of what a run read.

    Parameters
    ----------
    record
        What it read.
    now
        Hash of each file that it read, whole or in part, as it is.
    listings
        Hash of the names in each folder whose names it read.
    hashes
        Hash of each slice as it is; empty if no file that slices lie in has changed.
    """
    if not record.noted:
        yield "det blev ikke noteret, hvad kørslen læste"
    for place, content in record.read.items():
        if now[place] != content:
            yield f"filen {place} {_what_happened(content, now[place])}"
    for place, names in record.listed.items():
        if listings[place] != names:
            yield f"mappen {place} har andre filer"
    if not hashes:
        return
    if None in record.slices.values():
        changed = sorted(place for place, content in record.behind.items() if now[place] != content)
        yield f"{_listed(changed)} blev ændret, før det var noteret, hvad kørslen læste deri"
        return
    differing = _differing(record, hashes)
    kinds = {named[0] for named in differing}
    # What is decided about a number follows from the number.
    told = [named for named in differing if named[0] != "decided" or not kinds & {"shown", "hidden"}]
    told.sort(key=lambda named: (named[0] not in _FIRST, named))
    yield from (f"{name} er ændret" for name in dict.fromkeys(map(slice_name, told)))


def _differing(record: Record, hashes: Mapping[Slice, str]) -> list[Slice]:
    return [named for named, before in record.slices.items() if hashes[named] != before]


def changed_files(recorded: Mapping[str, str], content: Callable[[str], str]) -> Iterator[str]:
    """Yield the files that are no longer as a run wrote them."""
    for name, wanted in recorded.items():
        found = content(name)
        if found != wanted:
            yield f"filen {name} mangler" if found == reads.MISSING else f"filen {name} er ændret siden kørslen"


def slice_name(named: Slice) -> str:
    """Return a slice as a person names it, in Danish."""
    kind, *about = named
    if kind in ("item", "plan"):
        place = f"planen {about[0]}" if about[0] else "registrene"
        return f"{_ITEMS.get(about[1], about[1])} {about[2]} i {place}" if kind == "item" else f"{about[1]} i {place}"
    if kind == "versions":
        return f"versionerne af indikatoren {about[0]}"
    word = {
        "view": "hvilke mål og områder siden har",
        "shown": "de tal, siden læser",
        "hidden": "hvad der er skjult på siden",
        "hidden_sums": "hvad der er skjult af summer på siden",
        "decided": "hvilke tal det er afgjort, om de må vises",
        "cases": "eksemplerne fra arbejdet på siden",
        "import": "hvad indlæsningen er gjort uden, eller om den er opdigtet,",
        "figures": "tallene",
        "sums": "hvilke områder der er summer af andre",
        "limits": "hvilke områder der er faste grænser",
    }.get(kind, kind)
    return f"{word} ({about[0]})" if about else word


def _changed_code(before: Mapping[str, str], now: Mapping[str, str]) -> str:
    changed = sorted(name for name in {*before, *now} if before.get(name) != now.get(name))
    if not before or not changed:
        return f"{PARTS['code']} er ændret"
    return f"{PARTS['code']} er ændret ({_listed(changed)})"


def _changed_parameters(before: Mapping[str, ParameterValue], now: Mapping[str, ParameterValue]) -> Iterable[str]:
    for name in sorted({*before, *now}):
        old, new = before.get(name), now.get(name)
        if (type(old), old) != (type(new), new):
            yield f"parameteren {name} var {old!r} og er nu {new!r}"


def _what_happened(before: str, now: str) -> str:
    if now == reads.MISSING:
        return "mangler"
    return "er ny" if before == reads.MISSING else "er ændret"


def _listed(names: Iterable[str]) -> str:
    found = list(names)
    more = f" og {len(found) - _MOST} mere" if len(found) > _MOST else ""
    return ", ".join(found[:_MOST]) + more
