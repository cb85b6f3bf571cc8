"""Runs on an existing Dask cluster: asked for its code first, sent what it needs, and trusted to lose workers.

The workers' answers come through `Client.get_executor`, which is a `concurrent.futures` executor as the pool of
processes on one machine is.
"""

from __future__ import annotations

import logging
import pickle
import time
import warnings
from collections import deque
from collections.abc import Callable, Generator, Iterable, Mapping
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from queue import Empty, Queue
from typing import TYPE_CHECKING, Any, cast

from helpers.errors import Fault, UsageError
from helpers.observations.table import Audience
from helpers.paths import Project, checksum
from helpers.runner.execution import RunOutcome
from helpers.runner.executors.agreement import ClusterError, Identity, faults_of, locked_packages, own_identity
from helpers.runner.executors.carrying import Parcel
from helpers.runner.executors.on_worker import Answer, Errand, carry_out, describe, hold
from helpers.runner.executors.parcels import (
    audience_of,
    common_parcel,
    evaluation_parcel,
    evaluations_of,
    notebook_parcel,
    notebook_path,
    stood_in,
)
from helpers.runner.executors.receiving import keep_failed, lay
from helpers.runner.failures import failure
from helpers.runner.jobs import Job
from helpers.runner.papermill_call import Workplace
from helpers.runner.progress import Progress
from helpers.runner.workers import Task

if TYPE_CHECKING:
    from distributed import Client

TO_CONNECT = 30
"""Seconds that the scheduler may take to answer."""
TO_COME = 120
"""Seconds without any worker after which the command gives up."""
SENT_AGAIN = 3
"""Times that a job is sent again which the cluster gave up because workers beside it died."""
LOST = "arbejderen forsvandt to gange, mens den kørte, måske fordi dens maskine ikke har hukommelse nok"


def run_on_cluster(
    tasks: Iterable[Task], place: Workplace, scheduler: str, told: Progress, *, at_once: int | None = None
) -> Generator[RunOutcome]:
    """Run tasks on the workers of a cluster and give each outcome as it comes, its files laid in place.

    Parameters
    ----------
    tasks
        What to run.
    place
        The command's own folders.
    scheduler
        Its address (`tcp://…`, `tls://…`), or the file that it writes its address to.
    told
        Told which jobs were run again.
    at_once
        Runs side by side; default: as many as the cluster has room for.

    Raises
    ------
    UsageError
        If there is no such scheduler, or the package for clusters isn't installed.
    ClusterError
        Before any run, if a member of the cluster runs something else than the command; later, if a worker comes
        that does, or if the cluster goes away.
    """
    with _connected(scheduler) as client:
        packages = _insist_on_workers_like_us(client, Project(place.project_root), told)
        errands = _Errands(client, place, packages)
        try:
            yield from _answers(deque(tasks), errands, told, at_once)
        finally:
            errands.end()


@contextmanager
def _connected(scheduler: str) -> Generator[Client]:
    try:
        from distributed import Client
    except ImportError:
        raise UsageError(
            Fault(
                f"--scheduler {scheduler}",
                "pakken distributed er ikke installeret",
                "Kun den, der bruger en klynge, behøver den.",
                "Kør: pip install --require-hashes -r requirements-cluster.lock (se docs/cluster.md)",
            )
        ) from None
    _hush()
    try:
        with warnings.catch_warnings():
            # Of packages that differ, those that count are told by name.
            warnings.simplefilter("ignore")
            client = Client(**_where(scheduler), timeout=TO_CONNECT, set_as_default=False)
    except (OSError, ValueError):
        raise UsageError(_no_scheduler(scheduler, "svarer ikke")) from None
    with client:
        yield client


def _hush() -> None:
    """Keep Dask's own lines off the terminal: what goes wrong is told once, in Danish."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


def _where(scheduler: str) -> dict[str, Any]:
    if "://" in scheduler:
        return {"address": scheduler}
    if not Path(scheduler).is_file():
        raise UsageError(_no_scheduler(scheduler, "er hverken en adresse eller en fil"))
    return {"scheduler_file": scheduler}


def _no_scheduler(scheduler: str, value: str) -> Fault:
    return Fault(
        f"--scheduler {scheduler}",
        value,
        "Her skal stå adressen på en Dask-scheduler, fx tcp://10.0.0.5:8786, eller den fil, som den skriver.",
        "Start den med: dask scheduler, og brug den adresse, som den viser.",
    )


def _insist_on_workers_like_us(client: Client, project: Project, told: Progress) -> tuple[str, ...]:
    """Ask every member of the cluster what it runs; return the packages that were asked for."""
    if not _threads(client):
        told.say("Venter på klyngens arbejdere …")
    try:
        client.wait_for_workers(1, timeout=TO_COME)
    except TimeoutError:
        raise ClusterError(_no_workers(client)) from None
    lock = project.lock_file
    packages = locked_packages(lock.read_text(encoding="utf-8")) if lock.is_file() else ()
    answers = cast("Mapping[str, Identity | Exception]", client.run(describe, packages, on_error="return"))
    members = {f"arbejder {address}": answer for address, answer in answers.items()}
    faults = faults_of({"scheduler": _of_the_scheduler(client, packages), **members}, own_identity(packages))
    if faults:
        raise ClusterError(faults)
    if any(threads > 1 for threads in _threads(client).values()):
        told.say("En arbejder kører én notebook ad gangen; start flere arbejdere med --nthreads 1 for at bruge alt.")
    return packages


def _threads(client: Client) -> dict[str, int]:
    """Return each worker's address and how many threads it has."""
    return cast("dict[str, int]", client.nthreads())


def _of_the_scheduler(client: Client, packages: tuple[str, ...]) -> Identity | Exception:
    try:
        return cast(Identity, client.run_on_scheduler(describe, packages))
    except Exception as error:  # whatever hinders it from reading the question
        return error


def _no_workers(client: Client) -> Fault:
    return Fault(
        f"scheduler {client.scheduler.address}" if client.scheduler else "scheduler",
        f"har ikke haft en arbejder i {TO_COME} sekunder",
        "Notebooks køres af klyngens arbejdere.",
        "Start arbejdere (docs/cluster.md), og kør igen; det, der er færdigt, bruges.",
    )


@dataclass
class _Errands:
    """What one command has sent to a cluster.

    Parameters
    ----------
    client
        The connection; its id is the name that the cluster knows the command by.
    place
        The command's own folders.
    packages
        The packages whose versions count.
    """

    client: Client
    place: Workplace
    packages: tuple[str, ...]
    under_way: dict[Future[Answer], Task] = field(default_factory=dict["Future[Answer]", Task], init=False)
    done: Queue[Future[Answer]] = field(default_factory=Queue["Future[Answer]"], init=False)
    stood_in: dict[str, str] = field(default_factory=dict[str, str], init=False)
    _held: dict[tuple[str, ...], Any] = field(default_factory=dict[tuple[str, ...], Any], init=False)

    def __post_init__(self) -> None:
        self._executor = self.client.get_executor(pure=False)
        self._project = Project(self.place.project_root)

    def send(self, task: Task) -> None:
        """Send a job with all that it reads."""
        job = task.job
        errand = Errand(
            replace(task, job=replace(job, notebook=Path(notebook_path(self._project, job)))),
            self.client.id,
            own_identity(self.packages),
            self.packages,
            self.place.runs_folder.relative_to(self.place.project_root).as_posix(),
            self.place.engine,
            self.place.preload,
        )
        future = cast("Future[Answer]", self._executor.submit(carry_out, pickle.dumps(errand), *self._parcels(job)))
        self.under_way[future] = task
        future.add_done_callback(self.done.put)

    def _parcels(self, job: Job) -> list[Any]:
        audience = audience_of(job)
        project = self._project
        return [
            self._hold(("fælles",), partial(common_parcel, project)),
            self._hold(("notebook", str(job.notebook)), partial(notebook_parcel, project, job)),
            *(self._hold((name, audience), partial(self._evaluation, name, audience)) for name in evaluations_of(job)),
        ]

    def _evaluation(self, name: str, audience: Audience) -> Parcel:
        parcel = evaluation_parcel(self._project, name, audience)
        self.stood_in |= stood_in(self._project, name, parcel)
        return parcel

    def _hold(self, name: tuple[str, ...], pack: Callable[[], Parcel]) -> Any:
        """Return the parcel of a name as a task of the cluster, made once."""
        if name not in self._held:
            parcel = pack()
            # Named by its content: two commands that send the same need it once.
            key = f"maalbar-{checksum(pickle.dumps(sorted(parcel.items())))}"
            self._held[name] = self.client.submit(hold, parcel, key=key)
        return self._held[name]

    def end(self) -> None:
        """Take back what is not done, and leave nothing on the cluster."""
        self._executor.shutdown(wait=False)
        # Where the cluster is gone there is nothing left to take back.
        with suppress(Exception):
            self.client.set_metadata(self.client.id, {})


def _answers(waiting: deque[Task], errands: _Errands, told: Progress, at_once: int | None) -> Generator[RunOutcome]:
    """Send what is waiting and give each outcome as it comes."""
    given_up: dict[str, int] = {}
    while waiting or errands.under_way:
        while waiting and (at_once is None or len(errands.under_way) < at_once):
            errands.send(waiting.popleft())
        future = _next(errands)
        task = errands.under_way.pop(future)
        answer = _answer_of(future, task, given_up)
        if answer is None:
            waiting.append(task)
            continue
        if answer.identity is not None:
            raise ClusterError(
                faults_of({f"arbejder {answer.worker}": answer.identity}, own_identity(errands.packages))
            )
        yield _outcome_of(answer, task, errands, told)


def _next(errands: _Errands) -> Future[Answer]:
    """Return the next future that is done; give up when there has been no worker for long."""
    alone_since: float | None = None
    while True:
        with suppress(Empty):
            return errands.done.get(timeout=1)
        if _threads(errands.client):
            alone_since = None
        elif alone_since is None:
            alone_since = time.monotonic()
        elif time.monotonic() - alone_since > TO_COME:
            raise ClusterError(_no_workers(errands.client))


def _answer_of(future: Future[Answer], task: Task, given_up: dict[str, int]) -> Answer | None:
    """Return what a worker answered; None if the job is to be sent again."""
    from distributed import KilledWorker

    job = task.job
    try:
        return future.result()
    except CancelledError:
        raise ClusterError(
            Fault(
                "klyngens scheduler",
                f"forsvandt, mens “{job.label}” kørte",
                "Den skal svare, til alle notebooks er kørt.",
                "Start klyngen, og kør igen; det, der er færdigt, bruges.",
            )
        ) from None
    except KilledWorker:
        # A cluster may be set to give up earlier than we do, also what was only waiting beside the guilty.
        given_up[job.id] = given_up.get(job.id, 0) + 1
        return None if given_up[job.id] <= SENT_AGAIN else Answer("", begun=SENT_AGAIN)
    except Exception as error:  # whatever a worker stumbles over is the run's failure, never the command's
        fault = failure(job, f"{type(error).__name__}: {error}")
        return Answer("", outcome=RunOutcome(job.id, job.label, Path(), 0.0, fault))


def _outcome_of(answer: Answer, task: Task, errands: _Errands, told: Progress) -> RunOutcome:
    job, place = task.job, errands.place
    folder = job.folder(place.runs_folder)
    if answer.outcome is None:
        return RunOutcome(job.id, job.label, folder, 0.0, failure(job, LOST))
    if answer.plain_because is not None:
        told.say(f"Almindelige kerner på {answer.worker}, som er langsommere: {answer.plain_because}.")
    if answer.begun > 1:
        told.say(f"{job.label}: kørt igen, fordi en arbejder forsvandt.")
    fault = answer.outcome.fault or lay(answer.files, job, place, errands.stood_in)
    if answer.outcome.fault:
        keep_failed(answer.kept, job, place)
    return RunOutcome(job.id, job.label, folder, answer.outcome.seconds, fault)
