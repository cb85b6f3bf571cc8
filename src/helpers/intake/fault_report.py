"""What was found in the files, as pages that the evaluator can mail back: one for each data owner, and an overview.

The pages carry their own style, run no script and fetch nothing, so that they open anywhere and print as they look.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from helpers.errors import Fault, UsageError
from helpers.intake.report import Use, Verdict
from helpers.paths import write_atomically

_STATE: dict[Use, str] = {
    "good": "Filen kan bruges.",
    "together": "Filen er i orden, men den læses sammen med en fil, der skal rettes.",
    "at_fault": "Filen skal rettes.",
    "refused": "Filen er afvist, fordi den rummer personoplysninger.",
    "waiting": "Filen er ikke læst endnu, fordi en anden fil er afvist.",
    "ignored": "Filen er ikke læst: ingen kilde i sources.yml nævner den.",
}
_GOOD: tuple[Use, ...] = ("good", "together", "waiting")
_IN_THE_DECLARATION = re.compile(r",? eller [^.]*\bsources\.yml")
_SENTENCES = re.compile(r"(?<=[.!?]) (?=[A-ZÆØÅ])")
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss"})


@dataclass(frozen=True)
class Group:
    """All places in one file where the same rule is broken."""

    rule: str
    remedy: str
    places: tuple[Fault, ...]

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """Heading and field of what the places name."""
        named = (("Ark", "sheet"), ("Række", "row"), ("Kolonne", "column"))
        return tuple((text, name) for text, name in named if any(getattr(one, name) is not None for one in self.places))


@dataclass(frozen=True)
class FileShown:
    """One file in an owner's page."""

    name: str
    title: str
    state: str
    is_good: bool
    faults: tuple[Group, ...]
    warnings: tuple[Group, ...]
    rows: int | None
    observations: int


@dataclass(frozen=True)
class OwnerPage:
    """Everything about the files of one owner."""

    owner: str
    name: str
    """File name of the page."""
    files: tuple[FileShown, ...]
    synthetic: bool
    """True if all of it is invented by `maalbar demo`."""

    @property
    def bad(self) -> tuple[FileShown, ...]:
        """The files that must be mended."""
        return tuple(file for file in self.files if file.faults)

    @property
    def good(self) -> tuple[FileShown, ...]:
        """The files without faults."""
        return tuple(file for file in self.files if not file.faults)

    @property
    def to_send(self) -> bool:
        """Tell whether the owner has something to look at; of invented files only faults are."""
        told = any(file.warnings for file in self.files) and not self.synthetic
        return bool(self.bad) or told

    @property
    def refused(self) -> bool:
        """Tell whether a file holds personal data."""
        return any(file.state == _STATE["refused"] for file in self.files)


def write_reports(path: Path, verdicts: Iterable[Verdict]) -> tuple[Path, ...]:
    """Write the overview to `path`, and a page beside it for each owner with faults or remarks; return all of them.

    The overview comes first and lists every owner. Nobody is asked to look at what `maalbar demo` invented, unless it
    is at fault.

    Parameters
    ----------
    path
        The overview: `fejl.html`; the owners' pages are then named `fejl-politiet.html` and so on.
    verdicts
        On every file of the evaluations that were looked at.

    Raises
    ------
    UsageError
        If the name does not end with `.html`.
    SiteError
        If the folder can't be written.
    """
    if path.suffix.lower() not in (".html", ".htm"):
        rule = "Rapporten er en HTML-fil."
        raise UsageError(Fault("--report", f"»{path.name}« ender ikke med .html", rule, "Skriv: --report fejl.html"))
    found = tuple(verdicts)
    pages = owner_pages(found, path)
    ignored = tuple(verdict.place for verdict in found if not verdict.owner)
    write_atomically(path, _rendered("overview", pages=pages, ignored=ignored))
    sent = [page for page in pages if page.to_send]
    for page in sent:
        write_atomically(path.with_name(page.name), _rendered("owner", page=page))
    return (path, *(path.with_name(page.name) for page in sent))


def owner_pages(verdicts: Iterable[Verdict], path: Path) -> tuple[OwnerPage, ...]:
    """Return one page for each owner: those with faults first, then by name."""
    by_owner: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.owner:
            by_owner.setdefault(verdict.owner, []).append(verdict)
    names = _names(by_owner, path)
    pages = (
        OwnerPage(
            owner=owner,
            name=names[owner],
            files=tuple(map(_shown, found)),
            synthetic=all(one.origin == "synthetic" for one in found),
        )
        for owner, found in by_owner.items()
    )
    return tuple(sorted(pages, key=lambda page: (not page.bad, page.owner.casefold())))


def _names(owners: Iterable[str], path: Path) -> Mapping[str, str]:
    """Return a file name for each owner; no two the same."""
    names: dict[str, str] = {}
    for owner in owners:
        plain = unicodedata.normalize("NFKD", owner.casefold().translate(_LETTERS)).encode("ascii", "ignore").decode()
        slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "ejer"
        taken = sum(name == slug or name.startswith(f"{slug}--") for name in names.values())
        names[owner] = f"{slug}--{taken + 1}" if taken else slug
    return {owner: f"{path.stem}-{name}{path.suffix}" for owner, name in names.items()}


def _shown(verdict: Verdict) -> FileShown:
    return FileShown(
        name=verdict.place.removeprefix("data/raw/"),
        title=verdict.title,
        state=_STATE[verdict.use],
        is_good=verdict.use in _GOOD and not verdict.faults,
        faults=_groups(verdict.faults),
        warnings=_groups(verdict.warnings),
        rows=verdict.rows,
        observations=verdict.observations,
    )


def _groups(faults: Iterable[Fault]) -> tuple[Group, ...]:
    grouped: dict[tuple[str, str], list[Fault]] = {}
    for fault in faults:
        grouped.setdefault((fault.rule, fault.remedy), []).append(fault)
    return tuple(Group(rule, _for_the_owner(remedy), tuple(places)) for (rule, remedy), places in grouped.items())


def _for_the_owner(remedy: str) -> str:
    """Return a remedy without what only the evaluator can do: change the declaration, run a command."""
    shorter = _IN_THE_DECLARATION.sub("", remedy)
    return " ".join(sentence for sentence in _SENTENCES.split(shorter) if "maalbar " not in sentence)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("helpers.intake", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _rendered(template: str, **values: object) -> str:
    return _environment().get_template(f"{template}.html.jinja").render(**values) + "\n"
