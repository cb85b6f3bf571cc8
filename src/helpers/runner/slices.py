"""What a run read less of than a whole file, found again and hashed: fields of the plan, the figures of a view.

A slice is named by what was noted when it was read (`helpers.reads`), put together for each goal, area or indicator.
The same slice of the same contents has the same hash, whichever run asks. What can't be found again, because the plan
no longer has it, has the hash `reads.MISSING`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from helpers import reads
from helpers.errors import MaalbarError
from helpers.paths import Project, checksum
from helpers.runner.known_files import KnownFiles

if TYPE_CHECKING:
    from helpers.disclosure.suppression import Protection
    from helpers.disclosure.views import View
    from helpers.intake.report import ImportReport
    from helpers.observations.table import Audience, Observation
    from helpers.plan.model import Plan, Registry

Slice = tuple[str, ...]
_Loaded = TypeVar("_Loaded")
_REGISTRIES = ("areas.yml", "areas.geojson", "indicators.yml", "systems.yml", "definitions.lock")
_LONG_ENOUGH = 20
"""Hexadecimal digits: a record has hundreds of hashes, and there are thousands of records."""


def slices_of(notes: Iterable[list[str]]) -> list[Slice]:
    """Return the slices that a run noted, each once, in a fixed order."""
    fields: dict[tuple[str, ...], list[str]] = {}
    found: set[Slice] = set()
    for kind, *about in notes:
        if kind == "item":
            fields.setdefault((kind, *about[:-1]), []).append(about[-1])
        elif kind == "view":
            found |= {("view", *about), ("shown", *about), ("hidden", *about)}
        elif kind not in ("file", "folder", "behind", reads.BEGUN):
            found.add((kind, *about))
    found |= {(*item, *sorted(names)) for item, names in fields.items()}
    return sorted(found)


class _Cells:
    """The observations of one evaluation, hashed row by row, so that a slice costs its rows' hashes only.

    The checksum of the raw file is left out: a changed row concerns those who read that row, not all who read anything
    from the same file.
    """

    def __init__(self, rows: Iterable[Observation]) -> None:
        self.cells: dict[tuple[str, str], list[tuple[date | None, bytes]]] = {}
        for row in rows:
            plain = {name: value for name, value in asdict(row).items() if name != "checksum"}
            text = json.dumps(plain, default=str, ensure_ascii=False)
            digest = hashlib.sha256(text.encode()).digest()
            self.cells.setdefault((row.area, row.indicator), []).append((row.period_end, digest))

    def hash(self, view: View) -> str:
        """Return the hash of what a view selects, in the order of the table."""
        whole = hashlib.sha256()
        for cell in sorted(view.cells & self.cells.keys()):
            for end, digest in self.cells[cell]:
                if view.until is None or end is None or end <= view.until:
                    whole.update(digest)
        return whole.hexdigest()


@dataclass
class Slices:
    """The slices of one project as its files are now.

    Parameters
    ----------
    project
        Where the files lie.
    known
        Contents of files.
    """

    project: Project
    known: KnownFiles
    made_from: dict[str, str] = field(default_factory=dict[str, str], init=False)
    """Contents of the files that something was loaded from, by their places."""
    _loaded: dict[tuple[str, ...], Any] = field(default_factory=dict[tuple[str, ...], Any], init=False, repr=False)
    _hashes: dict[Slice, str] = field(default_factory=dict[Slice, str], init=False, repr=False)

    def hash(self, named: Slice) -> str:
        """Return the hash of a slice as it is now."""
        if named not in self._hashes:
            kind, *about = named
            try:
                self._hashes[named] = _plain_hash(self._KINDS[kind](self, *about))
            except (KeyError, ValueError, OSError, StopIteration, MaalbarError):  # a run will say what is the matter
                self._hashes[named] = reads.MISSING
        return self._hashes[named]

    def same(self, behind: Mapping[str, str]) -> bool:
        """Return whether files have the contents that they had when a run opened them, and that are hashed here."""
        return all(
            self.known.content(self.project.root / place) == content == self.made_from.get(place, content)
            for place, content in behind.items()
        )

    def _plan_fields(self, scope: str, *names: str) -> object:
        from helpers.plan.tracking import ITEMS, item_key

        whole, itemised = self._scope(scope), ITEMS["plan" if scope else ""]
        return [
            [item_key(item) for item in getattr(whole, name)] if name in itemised else getattr(whole, name)
            for name in names
        ]

    def _item_fields(self, scope: str, collection: str, key: str, *names: str) -> object:
        item = self._items(scope, collection)[key]
        return [getattr(item, name) for name in names]

    def _versions(self, indicator: str) -> object:
        return [one.version for one in self._registry().versions(indicator)]

    def _sums(self) -> object:
        from helpers.plan.gathered import sums

        return sums(self._registry())

    def _limits(self) -> object:
        from helpers.plan.gathered import limits

        return sorted(limits(self._registry()))

    def _view_itself(self, *named: str) -> object:
        view = self._view(*named)
        plan = self._plan(view.evaluation)
        decided = {goal.indicator for goal in plan.goals if goal.id in set(view.goals)}
        judged = sorted(cell for cell in view.cells if cell[1] in decided)
        pool = plan.comparison_pool if view.questions else ()  # as in the plan that a page gets
        return [view.goals, view.questions, str(view.until), judged, pool]

    def _shown(self, *named: str) -> object:
        view = self._view(*named)
        return self._cells(view.evaluation, view.audience).hash(view)

    def _hidden(self, *named: str) -> object:
        view = self._view(*named)
        about = self._protection(view.evaluation, view.audience).about(view.cells)
        return [sorted(str(found.cell) for found in about.hidden), about.profile, about.rounding, about.unsized]

    def _hidden_sums(self, evaluation: str, audience: Audience, *named: str) -> object:
        pairs = {(area, indicator) for area, _, indicator in (name.partition("/") for name in named)}
        about = self._protection(evaluation, audience).about(pairs)
        return sorted(str(found.cell) for found in about.hidden)

    def _decided(self, evaluation: str, audience: Audience, *marks: str) -> object:
        return sorted(self._protection(evaluation, audience).seen.intersection(marks))

    def _cases(self, evaluation: str, audience: Audience, area: str, activity: str, round_id: str) -> object:
        from helpers.disclosure.cases import case_stamps
        from helpers.plan.cases import load_cases

        plan, registry = self._plan(evaluation), self._registry()
        places = (f"analyses/{evaluation}/cases.yml",)
        cases, _ = self._load(("cases", evaluation), places, lambda: load_cases(self.project, plan, registry))
        return case_stamps(cases, plan, audience, area=area or None, activity=activity or None, round_id=round_id)

    def _imported(self, evaluation: str, what: str) -> object:
        report = self._report(evaluation)
        if report is None:
            return None
        if what == "left_out":
            return [str(one) for one in report.left_out]
        return dict(report.origins).get("synthetic", 0) > 0

    def _figures(self, evaluation: str, audience: Audience, areas: str, indicators: str) -> object:
        from helpers.observations.store import slice_hash
        from helpers.observations.table import Query

        chosen = (tuple(filter(None, names.split(","))) for names in (areas, indicators))
        return slice_hash(self.project, Query(evaluation, *chosen, audience=audience))

    _KINDS: ClassVar[Mapping[str, Callable[..., object]]] = {
        "plan": _plan_fields,
        "item": _item_fields,
        "versions": _versions,
        "sums": _sums,
        "limits": _limits,
        "view": _view_itself,
        "shown": _shown,
        "hidden": _hidden,
        "hidden_sums": _hidden_sums,
        "decided": _decided,
        "cases": _cases,
        "import": _imported,
        "figures": _figures,
    }

    def _scope(self, scope: str) -> Plan | Registry:
        return self._plan(scope) if scope else self._registry()

    def _items(self, scope: str, collection: str) -> Mapping[str, Any]:
        from helpers.plan.tracking import item_key

        about = ("items", scope, collection)
        if about not in self._loaded:
            self._loaded[about] = {item_key(item): item for item in getattr(self._scope(scope), collection)}
        return cast("Mapping[str, Any]", self._loaded[about])

    def _registry(self) -> Registry:
        from helpers.plan.loading import load_registry

        places = tuple(f"analyses/{name}" for name in _REGISTRIES)
        return self._load(("registry",), places, lambda: load_registry(self.project))

    def _plan(self, evaluation: str) -> Plan:
        from helpers.plan.loading import load_plan

        self._registry()
        places = (f"analyses/{evaluation}/plan.yml",)
        return self._load(("plan", evaluation), places, lambda: load_plan(self.project, evaluation))

    def _view(self, *named: str) -> View:
        from helpers.disclosure.views import view_named

        evaluation, audience, kind, *about = named
        key = ("view", *named)
        if key not in self._loaded:
            plan, registry = self._plan(evaluation), self._registry()
            self._loaded[key] = view_named(plan, registry, cast("Audience", audience), kind, *about)
        return cast("View", self._loaded[key])

    def _cells(self, evaluation: str, audience: Audience) -> _Cells:
        from helpers.observations.store import read
        from helpers.observations.table import Query

        places = (f"data/processed/{evaluation}/observations.parquet",)
        query = Query(evaluation, audience=audience)
        return self._load(("cells", evaluation, audience), places, lambda: _Cells(read(self.project, query)))

    def _protection(self, evaluation: str, audience: Audience) -> Protection:
        from helpers.disclosure.deciding import load_protection, protection_file

        places = (protection_file(self.project, evaluation, audience),)
        key = ("protection", evaluation, audience)
        return self._load(key, places, lambda: load_protection(self.project, evaluation, audience))

    def _report(self, evaluation: str) -> ImportReport | None:
        from helpers.intake.importing import last_report

        places = (f"data/processed/{evaluation}/import.json",)
        return self._load(("report", evaluation), places, lambda: last_report(self.project, evaluation))

    def _load(self, key: tuple[str, ...], places: tuple[str, ...], load: Callable[[], _Loaded]) -> _Loaded:
        """Load something once, and remember the contents that it was loaded from."""
        if key not in self._loaded:
            before = self._contents(places)
            self._loaded[key] = load()
            # Written just now, it may be neither: then nothing that is hashed here is taken for what a run read.
            after = self._contents(places)
            self.made_from |= {place: found if found == before[place] else "" for place, found in after.items()}
        return cast("_Loaded", self._loaded[key])

    def _contents(self, places: Iterable[str]) -> dict[str, str]:
        return {place: self.known.content(Path(self.project.root, place)) for place in places}


def _plain_hash(value: object) -> str:
    from pydantic_core import to_jsonable_python

    plain = to_jsonable_python(value, fallback=str)
    return checksum(json.dumps(plain, sort_keys=True, ensure_ascii=False).encode())[:_LONG_ENOUGH]
