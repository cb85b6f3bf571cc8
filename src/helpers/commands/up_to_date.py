"""Is the public site up to date, and with which options was it built? What is sealed or published must be."""

from __future__ import annotations

from collections.abc import Collection, Iterator
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
            value="siden er ikke ajour",
            rule="Kun en side, der er bygget af det, der ligger her nu, kan låses eller udgives.",
            remedy="Kør: maalbar build",
        )
    )


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
    stamp = freshness.inputs_stamp(project, options.as_options())
    pipeline.build(project, Selection(), _AUDIENCE, engine=options.engine, partial=options.partial, amending=amending)
    freshness.remember(record, stamp, project.site_for(_AUDIENCE))


def _record(project: Project) -> Path:
    return project.build / f"fresh-{_AUDIENCE}.json"
