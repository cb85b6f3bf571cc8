"""The use cases behind the commands: run, site, build, status."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from functools import cached_property, partial
from pathlib import Path

from helpers.audit.auditing import audit, must_pass
from helpers.disclosure.deciding import decide_protections, outdated_figures
from helpers.disclosure.opening import open_evaluation
from helpers.errors import AuditError, Fault, SealedError
from helpers.intake.report import ImportReport
from helpers.ledger.chain import in_force, read_ledger
from helpers.measurement.results import RoundId
from helpers.observations.store import read
from helpers.observations.table import Audience, Query
from helpers.output.corrections import corrections
from helpers.output.status import StatusRow, status_rows
from helpers.paths import Project, write_atomically, writing_to
from helpers.plan.cases import load_cases
from helpers.plan.loading import load_plans, load_registry
from helpers.plan.model import Plan, Registry
from helpers.receiving import import_all
from helpers.runner.cache import Cache, Surroundings
from helpers.runner.jobs import Job
from helpers.runner.means import ON_THIS_MACHINE, Means
from helpers.runner.papermill_call import NOTEBOOK
from helpers.runner.records import RECORD
from helpers.runner.running import RunReport, run_jobs
from helpers.sealing.gate import Gate
from helpers.sealing.standing import insist_on_results
from helpers.selection import Selection
from helpers.sitemap import SitePage, site_pages
from helpers.website.assembly import PageEntry, assemble
from helpers.website.causal_words import check_words
from helpers.website.engine import Engine, SiteBuilt, build_site


@dataclass(frozen=True)
class _Work:
    """Everything that is the same for all pages of one command."""

    project: Project
    audience: Audience
    registry: Registry
    plans: tuple[Plan, ...]

    @classmethod
    def of(cls, project: Project, audience: Audience) -> _Work:
        return cls(project, audience, load_registry(project), load_plans(project))

    def prepare(self) -> None:
        """Decide what is hidden, and check the examples, before any notebook reads them."""
        decide_protections(self.project, self.plans, self.registry, self.audience)
        for plan in self.plans:
            load_cases(self.project, plan, self.registry)

    def cache(self) -> Cache:
        """Return what decides which runs are up to date."""
        return Cache(self.project.runs_for(self.audience), Surroundings.of(self.project), self.project)

    @cached_property
    def pages(self) -> tuple[SitePage, ...]:
        return site_pages(self.plans, self.registry, self.audience)

    def job(self, page: SitePage) -> Job:
        """Return the run that makes a page."""
        return Job(page.address, self.project.notebooks / page.notebook, page.parameters, page.title)


def protect_imported(project: Project, reports: Iterable[ImportReport], audience: Audience) -> None:
    """Decide and store what is hidden, in all evaluations at once, after some were imported; notebooks obey it."""
    if any(True for _ in reports):
        decide_protections(project, load_plans(project), load_registry(project), audience)


def insist_on_sealed(project: Project, reports: Iterable[ImportReport], amending: Collection[str] = ()) -> None:
    """Refuse figures under which a sealed round would show something else than was sealed.

    Raises
    ------
    SealedError
        With everything that differs.
    """
    gate = Gate.of(project, amending)
    if in_force(gate.entries):
        protect_imported(project, reports, "public")
        insist_on_results(gate, load_plans(project), load_registry(project))


def insist_on_what_lies_here(project: Project) -> None:
    """Refuse pages of a state in which a sealed round is another one: plan, definitions, rules, figures or answers.

    An import insists before it writes. What was imported before may have been let in for an amendment that nobody
    finished, and plans and code change without an import. Where nothing is sealed, nothing is read.

    Raises
    ------
    SealedError
        With everything that differs.
    """
    gate = Gate.of(project)
    if not in_force(gate.entries):
        return
    plans, registry = load_plans(project), load_registry(project)
    faults: list[Fault] = []
    for plan in plans:
        if gate.sealed(plan.id):
            try:
                gate.insist(plan, registry, read(project, Query(plan.id, audience="internal")))
            except SealedError as error:
                faults += error.faults
    if faults:
        raise SealedError(faults)
    decide_protections(project, plans, registry, "public")
    insist_on_results(gate, plans, registry)


def run(
    project: Project,
    selection: Selection,
    audience: Audience,
    means: Means = ON_THIS_MACHINE,
) -> RunReport:
    """Run the notebooks of the selected pages that are not up to date, and of pages that were never made.

    Raises
    ------
    UsageError
        If the selection names something that no plan has.
    NotebookError
        If parameters do not fit (before any run), or runs failed (after all others are done).
    SealedError
        If pages would show a sealed round as another one.
    """
    insist_on_what_lies_here(project)
    return _run(project, selection, audience, means)


def _run(project: Project, selection: Selection, audience: Audience, means: Means) -> RunReport:
    work = _Work.of(project, audience)
    selection.check(work.plans)
    work.prepare()
    runs = project.runs_for(audience)
    jobs = [work.job(page) for page in work.pages]
    wanted = [
        job
        for job, page in zip(jobs, work.pages, strict=True)
        if selection.covers(page.subject) or not job.folder(runs).is_dir()
    ]
    with writing_to(runs):
        kept = {job.id for job in jobs}
        return run_jobs(wanted, runs, **asdict(means), project=project, keep=kept)


def explain(project: Project, selection: Selection, audience: Audience) -> tuple[str, ...]:
    """Return for each selected page, in Danish, why it is or isn't up to date."""
    work = _Work.of(project, audience)
    selection.check(work.plans)
    work.prepare()
    cache = work.cache()
    return tuple(cache.explain(work.job(page)) for page in work.pages if selection.covers(page.subject))


def site(project: Project, audience: Audience, *, engine: Engine = "auto") -> SiteBuilt:
    """Build the site from executed notebooks and hand-written pages.

    Raises
    ------
    SiteError
        If a page was never run, lies outside what both engines read, says more about causes than is known, or the
        folder can't be written.
    AuditError
        If something hidden can be worked out from the public site; the old site stays.
    SealedError
        If pages would show a sealed round as another one.
    """
    insist_on_what_lies_here(project)
    try:
        return _site(project, audience, engine)
    except AuditError as error:
        stale = _stale(project, audience)
        raise AuditError([_old_pages(project, stale), *error.faults] if stale else error.faults) from None


def _old_pages(project: Project, stale: int) -> Fault:
    """Return the fault that explains the others: old pages show what is hidden now."""
    return Fault(
        place=project.relative(project.site_for("public")),
        value=f"{stale} sider er ikke ajour, og de kan vise noget, der nu er skjult",
        rule="Når tal, regler eller kode er ændret, skal alle sider, der viser det, laves om.",
        remedy="Kør først: maalbar build",
    )


def _site(project: Project, audience: Audience, engine: Engine) -> SiteBuilt:
    check_words(project)
    work = _Work(project, audience, load_registry(project), load_plans(project))
    runs = project.runs_for(audience)
    entries = [_entry(page, runs.joinpath(*page.address.split("/"))) for page in work.pages]
    source = project.site_source_for(audience)
    assemble(project.site_config, project.pages, entries, _corrections(project, audience), source)
    attest = partial(_attack, project) if audience == "public" else None
    folder, cache = project.site_for(audience), project.build / "page-cache"
    return build_site(source, folder, engine=engine, cache=cache, attest=attest)


def _corrections(project: Project, audience: Audience) -> dict[str, Path]:
    """Return the list of published figures that are no longer right, beside the downloads of the public site."""
    found = corrections(outdated_figures(project, audience), read_ledger(project)) if audience == "public" else {}
    for name, content in found.items():
        write_atomically(project.build / name, content)
    return {f"data/filer/{name}": project.build / name for name in found}


def _attack(project: Project, folder: Path) -> None:
    """Let nothing out that an outsider could work out, with all that was ever published."""
    must_pass(audit(folder, project.releases / "figures"))


def _entry(page: SitePage, folder: Path) -> PageEntry:
    notebook = folder / NOTEBOOK
    beside = tuple(path for path in sorted(folder.rglob("*")) if path.is_file() and path.name not in (NOTEBOOK, RECORD))
    return PageEntry(notebook, page.address, page.title, page.section, page.order, beside)


@dataclass(frozen=True)
class Built:
    """What a build did."""

    imported: tuple[ImportReport, ...]
    ran: RunReport
    site: SiteBuilt
    stale: int = 0
    """Pages that were not asked for and are not up to date."""
    along: int = 0
    """Pages that were not asked for and were made all the same, as the old ones told what is hidden now."""

    def summary(self) -> str:
        """Return what was done in Danish."""
        rows = sum(report.observations for report in self.imported)
        return (
            f"Indlæst: {rows} tal. Notebooks: {len(self.ran.made)} kørt, {len(self.ran.reused)} var ajour. "
            f"{site_summary(self.site)}{self._along_words()}{self._stale_words()}"
        )

    def _along_words(self) -> str:
        if not self.along:
            return ""
        return f" {self.along} andre sider er lavet med: de gamle viste noget, der nu er skjult."

    def _stale_words(self) -> str:
        if not self.stale:
            return ""
        return f" {self.stale} andre sider er ikke ajour; de laves med: maalbar build"


def site_summary(built: SiteBuilt) -> str:
    """Return in Danish how the site was made."""
    return (
        f"Sider: {len(built.made)} lavet, {len(built.reused)} var ajour "
        f"(med {built.engine} {built.engine_version}, {built.seconds:.0f} s)."
    )


def build(
    project: Project,
    selection: Selection,
    audience: Audience,
    *,
    engine: Engine = "auto",
    means: Means = ON_THIS_MACHINE,
    partial: bool = False,
    amending: Collection[str] = (),
) -> Built:
    """Check, import, run and build the site; only what is not up to date.

    Parameters
    ----------
    project, selection, audience, engine, means, partial
        What is built, and how.
    amending
        Releases that are about to be sealed anew, so that what differs from them is no fault.

    Raises
    ------
    MaalbarError
        Of the kind of the first step that fails; what earlier steps finished stays.
    """
    selection.check(load_plans(project))
    imported = import_all(project, partial=partial, amending=amending)
    insist_on_sealed(project, imported, amending)
    ran = _run(project, selection, audience, means)
    if selection.is_everything:
        return Built(imported, ran, _site(project, audience, engine))
    try:
        built, along = _site(project, audience, engine), 0
    except AuditError:
        # A page that nobody asked for may still tell what is hidden now; to make those along is the only way out.
        if not _stale(project, audience):
            raise
        along = len(_run(project, Selection(), audience, means).made)
        built = _site(project, audience, engine)
    return Built(imported, ran, built, _stale(project, audience), along)


def _stale(project: Project, audience: Audience) -> int:
    work = _Work.of(project, audience)
    work.prepare()
    cache = work.cache()
    return sum(not cache.is_fresh(work.job(page)) for page in work.pages)


def status(project: Project, selection: Selection, audience: Audience) -> tuple[StatusRow, ...]:
    """Return every goal × area × round as the site words it.

    Raises
    ------
    UsageError
        If the selection names something that no plan has.
    """
    work = _Work.of(project, audience)
    selection.check(work.plans)
    found: list[StatusRow] = []
    for plan in work.plans:
        if selection.evaluation not in (None, plan.id):
            continue
        rounds: tuple[RoundId, ...] = tuple(found.id for found in plan.rounds)
        for round_id in rounds:
            if selection.round_id in (None, round_id):
                opened = open_evaluation(plan.id, round_id, audience)
                rows = status_rows(opened.released, opened.plan, opened.registry, round_id)
                found += [row for row in rows if selection.area in (None, row.area)]
    return tuple(found)
