"""A personal number planted anywhere in a delivery: exit code 5 by the command, and the number is found nowhere after.

The numbers are invented and are built here, so that none stands in a file of the repository.
"""

from __future__ import annotations

import io
import shutil
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from helpers.cli import main
from helpers.intake.importing import check_evaluation
from helpers.paths import Project
from helpers.plan.loading import load_plan, load_registry
from personal_places import NUMBER_PLACES, TEXT_PLACES, Built
from plan_examples import example_project
from projects import maalbar

BORN, LAST = "0101" + "90", "43" + "21"
WRITTEN = f"{BORN}-{LAST}"
STORED = int(f"{BORN}{LAST}")
FULL_WIDTH = WRITTEN.translate({ord(digit): chr(0xFF10 + int(digit)) for digit in "0123456789"})
SEPARATED = tuple(f"{BORN}{between}{LAST}" for between in ("-", "", " ", ".", "/", "\u2013"))
IN_PAIRS = f"{BORN[:2]}.{BORN[2:4]}.{BORN[4:]}-{LAST}"
WRITINGS = (*SEPARATED, str(STORED), FULL_WIDTH, IN_PAIRS, BORN)
SOURCES = """\
version: 1
sources:
  - id: levering
    title: Tryghed
    owner: Politiet
    sensitivity: public
    origin: supplied
    personal_data: false
    files: levering/*
    reader: {sheet: Tal, decimal_mark: ","}
    columns: {area: {heading: Område}, period: {heading: År}}
    values: [{indicator: tryghed, value: Trygge}]
"""
GOOD = "Område;År;Trygge\nÅparken;2019;80,5\n"


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small project with one good delivery, imported by the command; read only."""
    root = tmp_path_factory.mktemp("projekt")
    example_project(root)
    (root / "analyses" / "disclosure.yml").write_text("version: 1\nprofile: dst\n", encoding="utf-8")
    (root / "_quarto.yml").write_text("project: {type: website}\n", encoding="utf-8")
    (root / "analyses" / "proeve-2020" / "sources.yml").write_text(SOURCES, encoding="utf-8")
    put(root, ("god.csv", GOOD.encode()))
    ran = maalbar(root, "import")
    assert ran.code == 0, ran.text
    return root


@pytest.fixture
def project(imported: Path, tmp_path: Path) -> Path:
    """Return a copy that a test may plant something in."""
    return Path(shutil.copytree(imported, tmp_path / "projekt"))


def put(root: Path, built: Built) -> Path:
    path = root / "data" / "raw" / "proeve-2020" / "levering" / built[0]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(built[1])
    return path


Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a way to run the command in this process; gives exit code and all that it printed."""

    def call(*arguments: str) -> tuple[int, str]:
        monkeypatch.chdir(project)
        monkeypatch.delenv("MAALBAR_PROJECT", raising=False)
        monkeypatch.setattr(sys, "argv", ["maalbar", *arguments])
        with pytest.raises(SystemExit) as stopped:
            main()
        printed = capsys.readouterr()
        code = stopped.value.code
        assert isinstance(code, int)
        return code, printed.out + printed.err

    return call


def texts_of(name: str, data: bytes) -> Iterator[str]:
    """Yield a file's content in every way in which it can be read, and what lies inside it."""
    yield name
    yield data.decode("latin-1")
    yield data.decode("utf-8", "ignore")
    yield data.decode("utf-16-le", "ignore")
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for part in package.namelist():
                yield from texts_of(part, package.read(part))
    if data.startswith(b"PAR1"):
        table = pq.read_table(io.BytesIO(data))
        yield str(table.to_pydict())
        yield str(table.schema.metadata)


def places_with_the_number(root: Path, besides: Path) -> list[str]:
    """Return every file under the project, but the planted one, in which a writing of the number is found."""
    files = [path for path in sorted(root.rglob("*")) if path.is_file() and path != besides]
    return [
        path.name
        for path in files
        for text in texts_of(path.name, path.read_bytes())
        if any(writing in text for writing in WRITINGS)
    ]


def assert_refused(project: Path, run: Run, built: Built, *command: str) -> None:
    """Hold the command to its promise about one planted file."""
    before = {path: path.read_bytes() for path in (project / "data" / "processed").rglob("*") if path.is_file()}
    assert before
    planted = put(project, built)
    code, printed = run(*command)
    assert code == 5, printed
    assert "personnummer" in printed
    assert not [writing for writing in WRITINGS if writing in printed]
    assert LAST not in printed
    assert places_with_the_number(project, besides=planted) == []
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize("place", TEXT_PLACES)
def test_a_number_written_out_is_refused(project: Path, run: Run, place: str) -> None:
    assert_refused(project, run, TEXT_PLACES[place](WRITTEN), "import")


@pytest.mark.parametrize("place", NUMBER_PLACES)
def test_a_number_that_lost_its_zero_is_refused(project: Path, run: Run, place: str) -> None:
    assert_refused(project, run, NUMBER_PLACES[place](STORED), "import")


REPLACED = f"{int(BORN[:2]) + 60}{BORN[2:]}-{LAST}"
"""A replacement number, whose day is 60 too high."""


@pytest.mark.parametrize("writing", [*SEPARATED[1:], FULL_WIDTH, IN_PAIRS, REPLACED])
def test_every_writing_is_refused(project: Path, run: Run, writing: str) -> None:
    assert_refused(project, run, TEXT_PLACES["csv: celle"](writing), "import")


@pytest.mark.parametrize("command", [("check",), ("check", "--json"), ("build",)])
def test_every_command_that_reads_refuses(project: Path, run: Run, command: tuple[str, ...]) -> None:
    assert_refused(project, run, TEXT_PLACES["xlsx: skjult ark"](WRITTEN), *command)
    assert not (project / "_site").exists()
    assert not (project / "build").exists()


def test_the_same_files_with_something_harmless_are_read(project: Path) -> None:
    built = [build("sag V-17") for build in TEXT_PLACES.values()]
    built += [build(17) for build in NUMBER_PLACES.values()]
    opened = Project(project)
    plan, registry = load_plan(opened, "proeve-2020"), load_registry(opened)
    for file in built:
        path = put(project, file)
        assert check_evaluation(opened, plan, registry).observations in (1, 2), file[0]
        path.unlink()


def test_there_are_more_than_twenty_places() -> None:
    assert len(TEXT_PLACES) + len(NUMBER_PLACES) > 20
    assert len({build(WRITTEN) for build in TEXT_PLACES.values()}) == len(TEXT_PLACES)


def test_details_about_persons_refuse_with_the_same_code(project: Path, run: Run) -> None:
    planted = put(project, TEXT_PLACES["xlsx: skjult ark"]("Hans Jensen, tlf. 20 30 40 50"))
    code, printed = run("import")
    assert code == 5, printed
    assert "et personnavn" in printed
    assert "et telefonnummer" in printed
    assert not [word for word in ("Jensen", "20 30") if word in printed]
    others = [path for path in project.rglob("*") if path.is_file() and path != planted]
    assert not [path for path in others if "Hans Jensen" in "".join(texts_of(path.name, path.read_bytes()))]


def test_the_key_is_made_once_and_outside_the_project(
    project: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAALBAR_KEY_FILE", str(tmp_path / "noegle"))
    assert run("key")[0] == 4
    assert run("key", "--create")[0] == 0
    made = (tmp_path / "noegle").read_text(encoding="ascii")
    code, printed = run("key")
    assert code == 0
    assert made.strip() not in printed
    assert run("key", "--create")[0] == 2
    assert (tmp_path / "noegle").read_text(encoding="ascii") == made
    monkeypatch.setenv("MAALBAR_KEY_FILE", str(project / "noegle"))
    assert run("key", "--create")[0] == 4
    assert not (project / "noegle").exists()
