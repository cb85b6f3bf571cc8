"""The use case behind `maalbar demo`: write the deliveries, never over what a person has changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from helpers.demo.documented import documented_files
from helpers.demo.sheets import BANNER
from helpers.paths import Project, checksum, write_atomically, writing_to

EVALUATIONS = ("bolivvejle-2013", "slagelse-2017", "alboa-2014", "kommuner-2015")
"""The evaluations that the demonstration knows."""


@dataclass(frozen=True)
class DemoWritten:
    """What `write_demo` did; paths are relative to the project and sorted."""

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    left_alone: tuple[str, ...] = ()
    """Changed by a person since they were written: kept as they are."""
    removed: tuple[str, ...] = ()
    """No longer part of the demonstration, and not changed by anyone."""


@dataclass(frozen=True)
class _Record:
    """What the last run wrote: a stamp of all it depended on, and path → checksum."""

    stamp: str
    files: Mapping[str, str]


def write_demo(project: Project, seed: int = 1, *, force: bool = False) -> DemoWritten:
    """Write the synthetic deliveries of every evaluation in the project that the demonstration knows.

    The same seed gives the same bytes. Nothing is written where a source document states the figure already. If
    nothing has changed since the last run, only checksums are compared.

    Parameters
    ----------
    project
        The project to write to: `data/raw/<evaluation>/demo-*/`, and `data/processed/demo/` for the planted truth.
    seed
        Seed of all draws.
    force
        Write over demonstration files that a person has changed.

    Raises
    ------
    SiteError
        If a folder can't be written.
    """
    present = tuple(name for name in EVALUATIONS if (project.analyses / name / "plan.yml").is_file())
    stamp = _stamp(project, seed, present)
    record = _read_record(_record_file(project))
    if record.stamp == stamp and _truth_file(project).is_file() and not force:
        state = {path: _state(project.root / path, expected) for path, expected in record.files.items()}
        if "missing" not in state.values():
            return DemoWritten(
                unchanged=_having(state, "same"),
                left_alone=_having(state, "changed"),
            )
    return _write_all(project, seed, present, _Record(stamp, record.files), force)


def written_files(project: Project) -> Mapping[str, str]:
    """Return what `maalbar demo` wrote last: path below the project → checksum; empty if it never ran."""
    return _read_record(_record_file(project)).files


def _write_all(project: Project, seed: int, present: tuple[str, ...], record: _Record, force: bool) -> DemoWritten:
    # Imported here: the libraries behind it take longer to load than an up-to-date demonstration takes to check.
    from helpers.demo.making import deliveries, make_files
    from helpers.demo.telling import tell_truth

    made: dict[str, bytes] = {}
    truth: dict[str, object] = {}
    for evaluation in present:
        delivered = deliveries(project.raw, evaluation, seed)
        folder = project.raw / evaluation
        made |= {project.relative(folder / one.path): one.content for one in make_files(evaluation, delivered)}
        truth[evaluation] = tell_truth(evaluation, delivered)
    outcome = {path: _write(project.root / path, made[path], record.files.get(path), force) for path in sorted(made)}
    outcome |= _remove_stale(project, {path: seen for path, seen in record.files.items() if path not in made})
    write_atomically(_truth_file(project), _as_json({"warning": BANNER, "seed": seed, "evaluations": truth}))
    sums = {path: checksum(content) for path, content in sorted(made.items())}
    write_atomically(_record_file(project), _as_json({"stamp": record.stamp, "files": sums}))
    return DemoWritten(
        written=_having(outcome, "written"),
        unchanged=_having(outcome, "same"),
        left_alone=_having(outcome, "changed"),
        removed=_having(outcome, "removed"),
    )


def _write(path: Path, content: bytes, seen: str | None, force: bool) -> str:
    before = _state(path, checksum(content))
    ours = before == "missing" or _state(path, seen) == "same"
    if before == "same":
        return "same"
    if not (ours or force):
        return "changed"
    write_atomically(path, content)
    return "written"


def _remove_stale(project: Project, stale: Mapping[str, str]) -> dict[str, str]:
    outcome: dict[str, str] = {}
    for path, seen in sorted(stale.items()):
        state = _state(project.root / path, seen)
        if state == "same":
            with writing_to(project.root / path):
                (project.root / path).unlink()
            state = "removed"
        outcome[path] = state
    return outcome


def _state(path: Path, expected: str | None) -> str:
    if not path.is_file():
        return "missing"
    return "same" if checksum(path.read_bytes()) == expected else "changed"


def _having(state: Mapping[str, str], wanted: str) -> tuple[str, ...]:
    return tuple(sorted(path for path, found in state.items() if found == wanted))


def _stamp(project: Project, seed: int, present: tuple[str, ...]) -> str:
    """Return a checksum of all that the files depend on: seed, this package, evaluations, documented numbers."""
    code = sorted(Path(__file__).parent.glob("*.py"))
    documented = [path for name in present for path in documented_files(project.raw, name)]
    parts = [str(seed), *present, *(checksum(path.read_bytes()) for path in (*code, *documented))]
    return checksum("\n".join(parts).encode())


def _record_file(project: Project) -> Path:
    return project.processed / "demo" / "written.json"


def _truth_file(project: Project) -> Path:
    return project.processed / "demo" / "truth.json"


def _read_record(path: Path) -> _Record:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return _Record(str(content["stamp"]), {str(name): str(seen) for name, seen in content["files"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        # No record, or one that was cut short: nothing is known, so nothing that differs is written over.
        return _Record("", {})


def _as_json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
