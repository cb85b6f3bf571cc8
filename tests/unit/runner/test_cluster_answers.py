"""What the command makes of a cluster's answers; the cluster is played by a stand-in."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable, Generator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import pytest
from distributed import KilledWorker

from helpers.errors import UsageError
from helpers.runner.execution import RunOutcome
from helpers.runner.executors import cluster, on_worker
from helpers.runner.executors.agreement import ClusterError, Identity, own_identity
from helpers.runner.executors.cluster import run_on_cluster
from helpers.runner.executors.on_worker import Answer, Errand, carry_out
from helpers.runner.papermill_call import Workplace
from helpers.runner.workers import Task
from runner_notebooks import Heard, a_job, small_project, write_notebook

Play = Callable[[Errand, int], Answer | BaseException]
OTHER = Identity("3.9", "f" * 64, ())


class StandIn:
    """A cluster of one worker that answers as it is told."""

    id = "Client-1"
    scheduler = None

    def __init__(self, play: Play, worker: Identity | Exception | None = None) -> None:
        self.play = play
        self.worker = worker or own_identity(())
        self.threads = {"tcp://1": 1}
        self.sent: list[str] = []
        self.ended: list[str] = []

    def nthreads(self) -> dict[str, int]:
        return self.threads

    def wait_for_workers(self, count: int, timeout: float) -> None:
        if len(self.threads) < count:
            raise TimeoutError(timeout)

    def run(self, function: Any, *_: object, **__: object) -> dict[str, object]:
        self.ended.append(function.__name__)
        return {"tcp://1": self.worker}

    def run_on_scheduler(self, function: Any, *arguments: object) -> object:
        return function(*arguments)

    def submit(self, function: Any, parcel: object, *, key: str) -> object:
        assert key.startswith("maalbar-")
        return function(parcel)

    def set_metadata(self, key: str, value: object) -> None:
        self.ended.append(f"{key} {value}")

    def get_executor(self, *, pure: bool) -> Any:
        assert not pure
        stand_in = self

        class Executor:
            def submit(self, function: object, packed: bytes, *parcels: object) -> Future[Answer]:
                assert function is carry_out
                errand: Errand = pickle.loads(packed)
                stand_in.sent.append(errand.task.job.id)
                future: Future[Answer] = Future()
                answer = stand_in.play(errand, stand_in.sent.count(errand.task.job.id))
                if isinstance(answer, BaseException):
                    future.set_exception(answer)
                else:
                    future.set_result(answer)
                return future

            def shutdown(self, *, wait: bool) -> None:
                stand_in.ended.append(f"shutdown {wait}")

        return Executor()


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    root = small_project(tmp_path)
    write_notebook(root / "notebooks" / "area.ipynb", "print(area)")
    runs = root / "build" / "runs"
    (runs / ".work").mkdir(parents=True)
    return Workplace(root, runs, runs / ".work", root)


def made(errand: Errand, begun: int = 1) -> Answer:
    job = errand.task.job
    return Answer("tcp://1", begun, outcome=RunOutcome(job.id, job.label, Path(), 1.5, None), files={"a.csv": b"1"})


def outcomes(
    monkeypatch: pytest.MonkeyPatch, place: Workplace, stand_in: StandIn, heard: Heard, count: int = 2
) -> list[RunOutcome]:
    @contextmanager
    def connected(_: str) -> Generator[StandIn]:
        yield stand_in

    monkeypatch.setattr(cluster, "_connected", connected)
    notebook = place.project_root / "notebooks" / "area.ipynb"
    tasks = [Task(a_job(notebook, f"plan/{number}", label=f"nr. {number}"), {}, 60) for number in range(count)]
    return list(run_on_cluster(tasks, place, "tcp://1", heard))


def killed() -> KilledWorker:
    return KilledWorker("key", cast("Any", None), 0)


def test_what_a_worker_wrote_is_laid_in_place_and_nothing_stays(
    monkeypatch: pytest.MonkeyPatch, place: Workplace
) -> None:
    stand_in = StandIn(lambda errand, _: made(errand))
    found = outcomes(monkeypatch, place, stand_in, heard := Heard())
    assert [(outcome.job, outcome.seconds, outcome.fault) for outcome in found] == [
        ("plan/0", 1.5, None),
        ("plan/1", 1.5, None),
    ]
    assert [outcome.folder for outcome in found] == [place.runs_folder / "plan" / name for name in "01"]
    assert (found[1].folder / "a.csv").read_bytes() == b"1"
    assert heard.said == []
    assert stand_in.ended == ["describe", "shutdown False", "Client-1 {}"]


def test_a_run_made_again_is_told(monkeypatch: pytest.MonkeyPatch, place: Workplace) -> None:
    stand_in = StandIn(lambda errand, _: made(errand, 2 if errand.task.job.id == "plan/1" else 1))
    outcomes(monkeypatch, place, stand_in, heard := Heard())
    assert heard.said == ["nr. 1: kørt igen, fordi en arbejder forsvandt."]


def test_a_job_that_the_cluster_gave_up_is_sent_again(monkeypatch: pytest.MonkeyPatch, place: Workplace) -> None:
    def play(errand: Errand, time: int) -> Answer | BaseException:
        return killed() if errand.task.job.id == "plan/0" and time == 1 else made(errand)

    found = outcomes(monkeypatch, place, stand_in := StandIn(play), Heard())
    assert sorted(stand_in.sent) == ["plan/0", "plan/0", "plan/1"]
    assert [outcome.fault for outcome in found] == [None, None]


@pytest.mark.parametrize("play", [lambda *_: killed(), lambda *_: Answer("tcp://1", begun=3)], ids=["killed", "begun"])
def test_a_job_that_takes_its_workers_with_it_fails_alone(
    monkeypatch: pytest.MonkeyPatch, place: Workplace, play: Play
) -> None:
    stand_in = StandIn(lambda errand, time: play(errand, time) if errand.task.job.id == "plan/0" else made(errand))
    found = {outcome.job: outcome.fault for outcome in outcomes(monkeypatch, place, stand_in, Heard())}
    assert found["plan/1"] is None
    assert found["plan/0"] is not None
    assert "arbejderen forsvandt to gange" in found["plan/0"].value
    assert len(stand_in.sent) <= 5


def test_what_a_worker_stumbles_over_is_the_runs_failure(monkeypatch: pytest.MonkeyPatch, place: Workplace) -> None:
    (found,) = outcomes(monkeypatch, place, StandIn(lambda *_: OSError(28, "No space left")), Heard(), 1)
    assert found.fault is not None
    assert "“nr. 0” stoppede: OSError: [Errno 28] No space left" in found.fault.value


@pytest.mark.parametrize("worker", [OTHER, ModuleNotFoundError("helpers")], ids=["other", "none"])
def test_a_worker_that_runs_something_else_refuses_before_the_first_job(
    monkeypatch: pytest.MonkeyPatch, place: Workplace, worker: Identity | Exception
) -> None:
    stand_in = StandIn(lambda errand, _: made(errand), worker)
    with pytest.raises(ClusterError) as caught:
        outcomes(monkeypatch, place, stand_in, Heard())
    assert {fault.place for fault in caught.value.faults} == {"arbejder tcp://1"}
    assert stand_in.sent == []


def test_a_worker_that_comes_later_and_runs_something_else_ends_the_command(
    monkeypatch: pytest.MonkeyPatch, place: Workplace
) -> None:
    stand_in = StandIn(lambda *_: Answer("tcp://2", identity=OTHER))
    with pytest.raises(ClusterError, match=r"arbejder tcp://2: kører Python 3\.9"):
        outcomes(monkeypatch, place, stand_in, Heard())
    assert stand_in.ended == ["describe", "shutdown False", "Client-1 {}"]


def test_a_cluster_that_goes_away_is_told(monkeypatch: pytest.MonkeyPatch, place: Workplace) -> None:
    with pytest.raises(ClusterError, match=r"forsvandt, mens “nr\. 0” kørte"):
        outcomes(monkeypatch, place, StandIn(lambda *_: CancelledError()), Heard())


def test_a_cluster_without_workers_is_waited_for_and_then_given_up(
    monkeypatch: pytest.MonkeyPatch, place: Workplace
) -> None:
    stand_in = StandIn(lambda errand, _: made(errand))
    stand_in.threads = {}
    heard = Heard()
    with pytest.raises(ClusterError, match="har ikke haft en arbejder"):
        outcomes(monkeypatch, place, stand_in, heard)
    assert heard.said == ["Venter på klyngens arbejdere …"]


@pytest.mark.parametrize("scheduler", ["findes-ikke.json", "tcp://127.0.0.1:9"])
def test_a_scheduler_that_is_not_there_is_a_wrong_call(
    monkeypatch: pytest.MonkeyPatch, place: Workplace, scheduler: str
) -> None:
    monkeypatch.setattr(cluster, "TO_CONNECT", 0.2)
    with pytest.raises(UsageError, match="dask scheduler"):
        list(run_on_cluster([], place, scheduler, Heard()))


def test_without_the_package_for_clusters_its_name_is_told(monkeypatch: pytest.MonkeyPatch, place: Workplace) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"requirements-cluster\.lock"):
        list(run_on_cluster([], place, "tcp://1", Heard()))


def test_a_worker_begins_no_job_a_third_time_and_none_with_other_code(
    monkeypatch: pytest.MonkeyPatch, place: Workplace
) -> None:
    class Worker:
        address = "tcp://7"
        local_directory = str(place.project_root)

    monkeypatch.setattr("distributed.get_worker", Worker)
    monkeypatch.setattr(on_worker, "_begin", lambda *_: on_worker.MOST_BEGINNINGS + 1)
    job = a_job(Path("notebooks/area.ipynb"))
    expected = own_identity(())
    errand = Errand(Task(job, {}, 60), "Client-1", expected, (), "build/runs", None, None)
    assert carry_out(pickle.dumps(errand)) == Answer("tcp://7", begun=3)
    other = Errand(Task(job, {}, 60), "Client-1", OTHER, (), "build/runs", None, None)
    assert carry_out(pickle.dumps(other)) == Answer("tcp://7", identity=expected)
