"""`maalbar import`: raw files into the table of observations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from helpers.commands.check import ReportOption, write_report
from helpers.commands.terminal import err, out
from helpers.paths import Project

if TYPE_CHECKING:
    from helpers.intake.report import ImportReport

PartialOption = Annotated[
    bool, typer.Option("--partial", help="Udelad filer med fejl; siden siger, at de mangler. Aldrig personoplysninger.")
]


def import_command(
    evaluation: Annotated[
        str | None, typer.Option("--evaluation", help="Kun denne evaluering, fx slagelse-2017.")
    ] = None,
    partial: PartialOption = False,
    report: ReportOption = None,
) -> None:
    """Læs råfilerne ind, efter at alle er kontrolleret, og afgør, hvad der skal skjules."""
    from helpers import receiving

    project = Project.find()
    if report is not None:
        write_report(report, receiving.examine_all(project, evaluation))
    reports = receiving.import_all(project, evaluation, partial=partial)
    for done in reports:
        out.print(escape(receiving.import_summary(done)))
    for warning in receiving.misplaced(project).warnings:
        err.print(f"[yellow]Bemærk:[/] {escape(str(warning))}")
    warn_of_left_out(reports)
    from helpers import pipeline

    pipeline.protect_imported(project, reports, "public")
    pipeline.insist_on_sealed(project, reports)


def warn_of_left_out(reports: Iterable[ImportReport]) -> None:
    """Say loudly what a partial import did without."""
    from helpers.receiving import left_out_words

    lines = left_out_words(reports)
    if lines:
        filer = "1 fil er" if len(lines) == 1 else f"{len(lines)} filer er"
        err.print(f"[bold red]Ufuldstændig indlæsning:[/] {filer} udeladt, og siden siger, at tallene mangler.")
        for line in lines:
            err.print(f"  {escape(line)}")
        err.print("Se fejlene med: maalbar check")
