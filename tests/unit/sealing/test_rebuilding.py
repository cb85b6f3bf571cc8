"""What a rebuild tells: packages that are others, and each file that came out otherwise."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import pytest

from helpers.errors import SealedError, UsageError
from helpers.ledger import archive
from helpers.ledger.chain import read_ledger
from helpers.paths import Project
from helpers.receiving import accept_change
from helpers.sealing.amending import amend
from helpers.sealing.gate import Gate
from helpers.sealing.rebuilding import (
    compare,
    entry_of,
    insist_on_the_same,
    other_packages,
    restore,
    restore_file,
    sealed_pages,
    verify,
)
from sealed_project import (
    BASELINE,
    BASELINE_ROWS,
    HEAD,
    import_everything,
    put,
    surroundings,
)

RELEASE = "proeve-2020-baseline-v1"


def test_what_was_sealed_is_restored_whatever_became_of_it(project: Project, tmp_path: Path) -> None:
    before = (project.root / BASELINE).read_bytes()
    (project.root / BASELINE).unlink()
    restore(project, RELEASE, tmp_path / "nyt")
    assert (tmp_path / "nyt" / BASELINE).read_bytes() == before
    # The line about the seal itself came after the site was built.
    assert read_ledger(Project(tmp_path / "nyt")) == ()
    with pytest.raises(UsageError, match="ikke tom"):
        restore(project, RELEASE, tmp_path / "nyt")


def test_one_sealed_file_is_fetched_and_lies_over_no_other(project: Project, tmp_path: Path) -> None:
    before = (project.root / BASELINE).read_bytes()
    (project.root / BASELINE).write_bytes(b"noget andet")
    target, entry = restore_file(project, BASELINE, tmp_path / "gammel")
    assert (target, target.read_bytes()) == (tmp_path / "gammel" / "2019.csv", before)
    assert entry.release == RELEASE
    assert (project.root / BASELINE).read_bytes() == b"noget andet"
    with pytest.raises(UsageError, match="findes allerede"):
        restore_file(project, BASELINE, tmp_path / "gammel")
    with pytest.raises(UsageError, match="ikke i nogen låst runde"):
        restore_file(project, "data/raw/proeve-2020/tryghed/2018.csv", tmp_path / "andet")


def test_of_a_round_sealed_again_the_newest_file_is_fetched(project: Project, tmp_path: Path) -> None:
    newer = HEAD + BASELINE_ROWS.replace("90;150", "91;150")
    put(project.root, BASELINE, newer)
    accept_change(project, str(project.root / BASELINE), "Rettet levering")
    import_everything(project, frozenset({RELEASE}))
    (known,) = read_ledger(project)
    amend(project, known, known.date, "Talt forkert", surroundings(project), Gate.of(project))
    (project.root / BASELINE).unlink()
    target, entry = restore_file(project, BASELINE, tmp_path / "gammel")
    assert (target.read_text(encoding="utf-8"), entry.release) == (newer, "proeve-2020-baseline-v2")


def test_an_unknown_release_is_named_with_those_that_are_there(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=RELEASE):
        restore(project, "proeve-2020-baseline-v2", tmp_path / "nyt")


def test_every_file_that_came_out_otherwise_is_named(project: Project) -> None:
    entry = entry_of(read_ledger(project), RELEASE)
    site = project.root / "_site"
    assert sealed_pages(project, entry) == 1
    insist_on_the_same(compare(project, entry, project.root, site))
    (site / "index.html").write_text("<p>Siden </p>\n", encoding="utf-8")
    (site / "ny.html").touch()
    found = compare(project, entry, project.root, site)
    assert (found.differing, found.missing, found.added) == (("index.html",), (), ("ny.html",))
    with pytest.raises(SealedError, match=r"_site/index\.html: andre bytes"):
        insist_on_the_same(found)
    (site / "index.html").unlink()
    assert compare(project, entry, project.root, site).missing == ("index.html",)


def test_packages_of_another_version_are_told_and_those_for_other_systems_are_not() -> None:
    here = version("numpy")
    lock = f"numpy==0.1 ; python_version < '3.0' \\\n    --hash=sha256:00\nnumpy=={here}\nikke-her==1.0\n# numpy==2\n"
    assert other_packages(lock) == ()
    assert other_packages("numpy==0.1 \\\n    --hash=sha256:00\n") == (f"numpy {here} (låst: 0.1)",)


def test_verifying_reads_everything_and_names_what_is_gone(project: Project) -> None:
    entries = read_ledger(project)
    assert verify(project, entries) > len(entries[0].parts)
    lost = entries[0].part("results") or ""
    next(archive.archive_folder(project).rglob(f"{lost}.gz")).unlink()
    figures = project.releases / "figures" / f"{entries[0].part('figures')}.json"
    figures.write_text("{}", encoding="utf-8")
    with pytest.raises(SealedError) as raised:
        verify(project, entries)
    assert {fault.place.rpartition("/")[2] for fault in raised.value.faults} == {f"{lost}.gz", figures.name}
