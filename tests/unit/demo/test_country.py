"""The invented country: the same bytes twice, marked as invented, and counted by the import as it was drawn."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from helpers.commands.demo import demo
from helpers.demo import country, country_files
from helpers.demo.country import EVALUATION, YEARS, Country, write_country
from helpers.errors import UsageError
from helpers.intake.importing import check_evaluation
from helpers.intake.reading import import_raw
from helpers.paths import Project
from helpers.plan.loading import load_plans, load_registry

ROOT = Project(Path(__file__).resolve().parents[3])
SMALL = Country(scale=1, seed=3)


@pytest.fixture(autouse=True)
def few_registrations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(country, "REGISTRATIONS_PER_SCALE", 20_000)
    monkeypatch.setattr(country_files, "_AT_ONCE", 3_000)


def sums(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    for name, size in (("a", SMALL), ("b", SMALL), ("c", replace(SMALL, seed=4))):
        write_country(ROOT, tmp_path / name, size)
    first, again, other = (sums(tmp_path / name) for name in "abc")
    assert first == again
    assert {name for name in first if first[name] != other[name]} >= {name for name in first if "data/raw" in name}
    assert write_country(ROOT, tmp_path / "a", SMALL).unchanged
    assert sums(tmp_path / "a") == first


def test_every_file_says_that_it_is_invented(tmp_path: Path) -> None:
    made = write_country(ROOT, tmp_path / "land", SMALL)
    assert (made.areas, made.registrations) == (34, 20_000)
    raw = [path for path in (made.root / "data" / "raw").rglob("*") if path.is_file()]
    assert len(raw) == 7
    for path in raw:
        assert path.name.startswith("demo-")
        assert b"DEMONSTRATIONSDATA" in path.read_bytes()


def test_what_lies_in_another_folder_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mit", encoding="utf-8")
    with pytest.raises(UsageError, match="mappen er ikke tom"):
        write_country(ROOT, tmp_path, SMALL)


def test_the_import_counts_what_was_drawn(tmp_path: Path) -> None:
    project = Project(write_country(ROOT, tmp_path / "land", SMALL).root)
    registry, (plan,) = load_registry(project), load_plans(project)
    assert check_evaluation(project, plan, registry).warnings == ()
    truth = json.loads((project.processed / "demo" / "truth.json").read_text(encoding="utf-8"))["evaluations"][
        EVALUATION
    ]
    read = import_raw(project, plan, registry).observations
    found = {(one.indicator, one.area, one.period_label): one for one in read if one.activity is None}
    for area, year, events, persons in truth["demo-registreringer"]["events and persons"]:
        assert found["beboerhuse-brug", area, str(year)].value == events
        assert found["deltagere-tvaergaaende", area, str(year)].value == persons
    for source, indicator in (("demo-tryghed", "tryghed-andel"), ("demo-fraflytning", "fraflytningsprocent")):
        for area, year, part, whole in truth[source]["counts"]:
            one = found[indicator, area, str(year)]
            assert (one.numerator, one.denominator) == (part, whole)
    for area, year, reports in truth["demo-politi"]["counts"]:
        assert found["haervaerk-anmeldelser", area, str(year)].value == reports
    assert {one.period_end.year for one in read if one.period_end} == set(YEARS)


def test_the_command_makes_a_country_only_where_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MAALBAR_PROJECT", str(ROOT.root))
    with pytest.raises(UsageError, match="--into uden --scale"):
        demo(into=tmp_path)
    demo(scale=1, into=tmp_path / "land")
    assert "34 områder, 20000 registreringer" in " ".join(capsys.readouterr().out.split())
    assert Project.find(tmp_path / "land" / "data").root == (tmp_path / "land").resolve()
    with pytest.raises(UsageError, match="både --scale og --areas"):
        demo(scale=1, areas=6, into=tmp_path / "seks")
    demo(areas=6, into=tmp_path / "seks")
    assert "6 områder, 3529 registreringer" in " ".join(capsys.readouterr().out.split())
