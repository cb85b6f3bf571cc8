"""The command `maalbar`: one short function per command, faults in Danish, an exit code per kind."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.markup import escape

from helpers import complaints
from helpers.commands.accept import accept
from helpers.commands.audit import audit
from helpers.commands.check import check
from helpers.commands.danish_help import DanishCommand, DanishGroup, exit_codes
from helpers.commands.definitions import definitions
from helpers.commands.demo import demo
from helpers.commands.import_files import PartialOption, import_command, warn_of_left_out
from helpers.commands.key import key
from helpers.commands.new import new
from helpers.commands.publish import publish
from helpers.commands.rebuild import rebuild
from helpers.commands.releases import releases
from helpers.commands.schema import schema
from helpers.commands.seal import seal
from helpers.commands.template import template
from helpers.commands.terminal import err, out, print_json
from helpers.errors import ExitCode, MaalbarError
from helpers.paths import Project

if TYPE_CHECKING:
    from rich.table import Table

    from helpers.output.status import StatusRow
    from helpers.selection import Selection

app = typer.Typer(
    name="maalbar",
    cls=DanishGroup,
    help="Målbar: fra regneark til en offentlig evaluering af boligsociale helhedsplaner.",
    epilog=exit_codes(),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class EngineChoice(StrEnum):
    """Which program makes the pages."""

    AUTO = "auto"
    PANDOC = "pandoc"
    QUARTO = "quarto"


class AudienceChoice(StrEnum):
    """Who the build is for."""

    PUBLIC = "public"
    INTERNAL = "internal"


class RoundChoice(StrEnum):
    """Which round."""

    BASELINE = "baseline"
    MIDWAY = "midway"
    END = "end"


EvaluationOption = Annotated[str | None, typer.Option("--evaluation", help="Kun denne evaluering, fx slagelse-2017.")]
AreaOption = Annotated[str | None, typer.Option("--area", help="Kun dette område, fx motalavej.")]
ActivityOption = Annotated[str | None, typer.Option("--activity", help="Kun denne aktivitet, fx act-aktivt-liv.")]
RoundOption = Annotated[RoundChoice | None, typer.Option("--round", help="Kun denne måling.")]
AudienceOption = Annotated[AudienceChoice, typer.Option("--audience", help="Offentlig eller intern udgave.")]
EngineOption = Annotated[EngineChoice, typer.Option("--engine", help="Programmet, der laver siderne.")]
JobsOption = Annotated[int | None, typer.Option("--jobs", min=1, help="Samtidige kørsler (ellers: antal kerner).")]
SchedulerOption = Annotated[
    str | None,
    typer.Option("--scheduler", help="Kør notebooks på en Dask-klynge: tcp://vært:port eller en scheduler-fil."),
]
PlainKernelsOption = Annotated[
    bool, typer.Option("--plain-kernels", help="Start en ny kerne for hver notebook (langsommere, samme resultat).")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Skriv som JSON.")]


@app.command()
def build(
    evaluation: EvaluationOption = None,
    area: AreaOption = None,
    activity: ActivityOption = None,
    round_id: RoundOption = None,
    audience: AudienceOption = AudienceChoice.PUBLIC,
    engine: EngineOption = EngineChoice.AUTO,
    jobs: JobsOption = None,
    partial: PartialOption = False,
    plain_kernels: PlainKernelsOption = False,
    scheduler: SchedulerOption = None,
) -> None:
    """Kontrollér, indlæs, mål og byg siden; kun det, der ikke er ajour."""
    from helpers import freshness

    project = Project.find()
    options = {"audience": audience.value, "engine": engine.value, "partial": str(partial)}
    record = project.build / f"fresh-{audience.value}.json"
    site = project.site_for(audience.value)
    stamp = freshness.inputs_stamp(project, options)
    asked_for_a_part = any((evaluation, area, activity, round_id))
    needed = freshness.processed_files(project, audience.value)
    if not asked_for_a_part and freshness.is_fresh(record, stamp, site, needed):
        out.print("Alt er ajour; intet er lavet om.")
        _print_address(site)
        return
    files = freshness.inputs_by_name(project)
    freshness.forget(record)
    from helpers import pipeline
    from helpers.runner.means import Means

    chosen = _selection(evaluation, area, activity, round_id)
    means = Means(jobs, plain_kernels, scheduler)
    built = pipeline.build(project, chosen, audience.value, engine=engine.value, means=means, partial=partial)
    if chosen.is_everything:
        freshness.remember(record, stamp, site, files)
    out.print(escape(built.summary()))
    warn_of_left_out(built.imported)
    _print_address(site)


@app.command()
def run(
    evaluation: EvaluationOption = None,
    area: AreaOption = None,
    activity: ActivityOption = None,
    round_id: RoundOption = None,
    audience: AudienceOption = AudienceChoice.PUBLIC,
    jobs: JobsOption = None,
    plain_kernels: PlainKernelsOption = False,
    scheduler: SchedulerOption = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Sig for hver kørsel, om og hvorfor den skal laves om.")
    ] = False,
) -> None:
    """Kør de notebooks, der ikke er ajour."""
    from helpers import pipeline

    project = Project.find()
    chosen = _selection(evaluation, area, activity, round_id)
    if explain:
        for line in pipeline.explain(project, chosen, audience.value):
            out.print(escape(line))
        return
    from helpers.runner.means import Means

    report = pipeline.run(project, chosen, audience.value, means=Means(jobs, plain_kernels, scheduler))
    out.print(f"Notebooks: {len(report.made)} lavet, {len(report.reused)} var ajour.")


@app.command()
def site(audience: AudienceOption = AudienceChoice.PUBLIC, engine: EngineOption = EngineChoice.AUTO) -> None:
    """Byg siden af de notebooks, der er kørt."""
    from helpers import pipeline

    project = Project.find()
    built = pipeline.site(project, audience.value, engine=engine.value)
    out.print(escape(pipeline.site_summary(built)))
    _print_address(project.site_for(audience.value))


@app.command()
def status(
    evaluation: EvaluationOption = None,
    area: AreaOption = None,
    round_id: RoundOption = None,
    audience: AudienceOption = AudienceChoice.PUBLIC,
    as_json: JsonOption = False,
) -> None:
    """Vis mål, områder og målinger i terminalen, med samme ord som på siden."""
    from helpers import pipeline

    rows = pipeline.status(Project.find(), _selection(evaluation, area, None, round_id), audience.value)
    if as_json:
        from helpers.output.status import status_json

        print_json(status_json(rows))
    else:
        for table in _status_tables(rows):
            out.print(table)


@app.command()
def lab() -> NoReturn:
    """Åbn JupyterLab på projektet."""
    import subprocess

    from helpers.commands.schema_writing import write_schemas

    project = Project.find()
    write_schemas(project)
    command = [sys.executable, "-m", "jupyter", "lab", f"--notebook-dir={project.root}"]
    raise typer.Exit(subprocess.run(command, check=False).returncode)


app.command()(check)
app.command()(demo)
app.command("import")(import_command)
app.command()(accept)
app.command()(audit)
app.command()(publish)
app.command()(new)
app.command()(schema)
app.command()(template)
app.command()(key)
app.command()(definitions)
app.command()(seal)
app.command()(rebuild)
app.command()(releases)
for _command in app.registered_commands:
    _command.cls = DanishCommand


def _selection(
    evaluation: str | None, area: str | None, activity: str | None, round_id: RoundChoice | None
) -> Selection:
    from helpers.selection import Selection

    return Selection(evaluation, area, activity, round_id.value if round_id else None)


def _status_tables(rows: Iterable[StatusRow]) -> Iterator[Table]:
    """Yield one table for each plan and round; narrow enough for a terminal, sources are in `--json`."""
    from itertools import groupby

    from rich.table import Table

    for (plan, label), group in groupby(rows, key=lambda row: (row.evaluation, row.round_label)):
        table = Table("Område", "Mål", "Status", "Nu", "Målet", title=f"{plan}: {label}", title_justify="left")
        for row in group:
            name = row.goal_name if row.main_reading else f"  anden læsning: {row.reading}"
            now = ", ".join(part for part in (row.now, row.interval, row.n) if part)
            word = f"{row.mark} {row.word}, {row.depends}" if row.depends else f"{row.mark} {row.word}"
            cells = (row.area_name, name, word, f"{now} (demo)" if row.demo else now, row.target)
            table.add_row(*(escape(cell) for cell in cells))
        yield table


def _print_address(site: Path) -> None:
    out.print(f"Åbn siden: {(site / 'index.html').as_uri()}", soft_wrap=True)


def main() -> None:
    """Run the command; every outcome has its own exit code and no traceback."""
    # A command makes millions of small things and ends: to look for garbage after every 700 costs a sixth of the time.
    gc.set_threshold(100_000, 20, 20)
    try:
        code = app(standalone_mode=False) or 0
        if code == ExitCode.INTERRUPTED:  # typer turns Ctrl-C into this code without a word
            raise KeyboardInterrupt
    except MaalbarError as error:
        code = complaints.report(error, err)
    except (KeyboardInterrupt, typer.Abort):
        err.print("Afbrudt. Det, der er færdigt, bruges igen næste gang.")
        code = int(ExitCode.INTERRUPTED)
    except typer.Exit as stop:
        code = stop.exit_code
    except Exception as error:
        code = complaints.report_other(error, err, _command_named())
    sys.exit(code)


def _command_named() -> str:
    """Return the command as it was called, up to the last word that is a command."""
    known = {
        command.callback.__name__.removesuffix("_command") for command in app.registered_commands if command.callback
    }
    return " ".join(["maalbar", *(word for word in sys.argv[1:2] if word in known)])
