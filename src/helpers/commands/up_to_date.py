"""Is the public site up to date, and with which options was it built? What is sealed or published must be."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.errors import Fault, SiteError
from helpers.paths import Project

if TYPE_CHECKING:
    from helpers.website.engine import Engine

_AUDIENCE = "public"


@dataclass(frozen=True)
class BuiltWith:
    """The options of the build that made the site."""

    engine: Engine
    partial: bool

    def as_options(self) -> dict[str, str]:
        """Return them as the record of a finished build keeps them."""
        return {"audience": _AUDIENCE, "engine": self.engine, "partial": str(self.partial)}


def built_with(project: Project) -> BuiltWith:
    """Return the options with which the public site was built.

    Raises
    ------
    SiteError
        If the site isn't up to date.
    """
    from helpers import freshness

    record, site = _record(project), project.site_for(_AUDIENCE)
    needed = freshness.processed_files(project, _AUDIENCE)
    for options in _possible():
        if freshness.is_fresh(record, freshness.inputs_stamp(project, options.as_options()), site, needed):
            return options
    raise SiteError(
        Fault(
            place=project.relative(site),
            value=f"siden er ikke ajour: {_why(project, record, needed)}",
            rule="Kun en side, der er bygget af det, der ligger her nu, kan låses eller udgives.",
            remedy="Kør: maalbar build",
        )
    )


def _why(project: Project, record: Path, needed: Iterable[Path]) -> str:
    """Return in Danish the first thing that is not as the build left it."""
    from helpers import freshness
    from helpers.intake.personal_numbers import shown_path

    if not project.site_for(_AUDIENCE).is_dir():
        return "den er ikke bygget"
    if not record.is_file():
        return "siden blev ikke bygget færdig, eller en råfil er godtaget siden"
    found = freshness.first_difference(project, record)
    if found is not None and found[0].startswith(f"{project.relative(project.releases)}/"):
        return "noget er låst eller udgivet, siden den blev bygget, og det fortæller den om"
    if found is not None:
        return f"{shown_path(found[0])} {found[1]}"
    missing = next((project.relative(path) for path in needed if not path.is_file()), None)
    return f"{missing} er væk" if missing else "en fil på siden, Python eller Quarto er en anden"


def _possible() -> Iterator[BuiltWith]:
    engines: tuple[Engine, ...] = ("auto", "pandoc", "quarto")
    for partial in (False, True):
        for engine in engines:
            yield BuiltWith(engine, partial)


def build_again(project: Project, options: BuiltWith, amending: Collection[str] = ()) -> None:
    """Build the public site as before; only what is not up to date is made again.

    `amending` are releases that are about to be sealed anew, so that what differs from them is no fault.
    """
    from helpers import freshness, pipeline
    from helpers.selection import Selection

    record = _record(project)
    freshness.forget(record)
    files = freshness.inputs_by_name(project)
    stamp = freshness.inputs_stamp(project, options.as_options())
    pipeline.build(project, Selection(), _AUDIENCE, engine=options.engine, partial=options.partial, amending=amending)
    freshness.remember(record, stamp, project.site_for(_AUDIENCE), files)


def _record(project: Project) -> Path:
    return project.build / f"fresh-{_AUDIENCE}.json"
