"""`publish`: the public folder is whole, its checksums are right, and a kill leaves the old one or the new one."""

from __future__ import annotations

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from helpers.errors import AuditError, Fault, SealedError, SiteError
from helpers.ledger.chain import read_ledger
from helpers.output.addresses import FIRST_PAGE
from helpers.paths import Project
from helpers.sealing.publishing import MANIFEST, SUMS, figures_file, last_publication
from projects import ROOT
from unit.sealing.public_cases import DAY, published, seal, tell_of_the_ledger, write_site

LEAK = AuditError(Fault("index.html", "et skjult tal", "Skjult er skjult.", "Skjul det."))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    found = Project(tmp_path)
    write_site(found)
    return found


def folder(project: Project) -> Path:
    return project.root / "offentlig"


def text(project: Project, name: str = "index.html") -> str:
    return (folder(project) / name).read_text(encoding="utf-8")


def is_whole(public: Path) -> bool:
    """Tell whether every file of the folder, and no other, is as the list of checksums says."""
    listed = dict(reversed(line.split("  ", 1)) for line in (public / SUMS).read_text(encoding="utf-8").splitlines())
    found = {path.relative_to(public).as_posix(): path for path in public.rglob("*") if path.is_file()}
    del found[SUMS]
    return {name: sha256(path.read_bytes()).hexdigest() for name, path in found.items()} == listed


def test_the_site_is_published_with_its_checksums_and_a_line_in_the_ledger(project: Project) -> None:
    done = published(project, folder(project))
    assert (done.changed, done.new, done.entry.number, done.entry.date) == (True, True, 1, DAY)
    assert text(project) == "<p>forside</p>"
    assert is_whole(folder(project))
    manifest = json.loads(text(project, MANIFEST))
    assert manifest["kontrolsum"] == done.entry.part("manifest")
    rows = {row["sti"]: row for row in manifest["filer"]}
    assert rows["index.html"]["bytes"] == len("<p>forside</p>")
    assert [name for name, row in rows.items() if row.get("om_udgivelsen")] == [
        "aendringer/index.html", "soegeindeks.js", "soegeindeks.json",
    ]  # fmt: skip


def test_the_ledgers_checksum_can_be_recomputed_from_the_manifest(project: Project) -> None:
    done = published(project, folder(project))
    rows = json.loads(text(project, MANIFEST))["filer"]
    covered = {row["sti"]: row["sha256"] for row in rows if not row.get("om_udgivelsen")}
    listed = json.dumps(covered, ensure_ascii=False, sort_keys=True, indent=0) + "\n"
    assert sha256(listed.encode()).hexdigest() == done.entry.part("manifest")


def test_the_published_page_tells_of_its_own_publication(project: Project) -> None:
    published(project, folder(project))
    assert text(project, "aendringer/index.html") == "<p>1</p>"


def test_nothing_is_published_twice(project: Project) -> None:
    published(project, folder(project))
    before = (folder(project) / "index.html").stat()
    again = published(project, folder(project), audit=fail)
    assert (again.changed, again.new, again.entry.number) == (False, False, 1)
    assert (folder(project) / "index.html").stat() == before
    assert len(read_ledger(project)) == 1


def fail(_: Path) -> None:
    raise LEAK


def test_a_folder_that_somebody_changed_is_put_right_without_a_new_line(project: Project) -> None:
    published(project, folder(project))
    (folder(project) / "index.html").unlink()
    (folder(project) / "index.html").write_text("<p>fremmed</p>", encoding="utf-8")
    done = published(project, folder(project))
    assert (done.changed, done.new) == (True, False)
    assert text(project) == "<p>forside</p>"


def test_a_leak_leaves_the_old_folder_and_the_ledger(project: Project) -> None:
    published(project, folder(project))
    write_site(project, index_html="<p>ny</p>")
    with pytest.raises(AuditError):
        published(project, folder(project), audit=fail)
    assert text(project) == "<p>forside</p>"
    assert is_whole(folder(project))
    assert len(read_ledger(project)) == 1


def test_a_leak_on_the_page_that_tells_of_the_publication_is_found_too(project: Project) -> None:
    """It is made again after the ledger's new line, so it is looked through again."""

    def audit(fresh: Path) -> None:
        if "3 beboere" in (fresh / "aendringer" / "index.html").read_text(encoding="utf-8"):
            fail(fresh)

    def rebuild() -> None:
        write_site(project, aendringer__index_html="<p>Bakken: 3 beboere</p>")

    with pytest.raises(AuditError):
        published(project, folder(project), audit=audit, rebuild=rebuild)
    assert not folder(project).exists()
    write_site(project)
    done = published(project, folder(project), audit=audit)
    assert (done.changed, done.new, len(read_ledger(project))) == (True, False, 1)


@pytest.mark.parametrize("name", ["filer/tal.csv", ".skjult", ".hemmelig/tal.csv", "mappe"])
def test_links_and_hidden_files_are_not_published(project: Project, name: str) -> None:
    raw = project.raw / "hemmelig"
    raw.mkdir(parents=True)
    (raw / "tal.csv").write_text("navn;tal\nX;3\n", encoding="utf-8")
    target = project.site_for("public") / name
    target.parent.mkdir(exist_ok=True)
    if name.startswith("."):
        target.write_text("3", encoding="utf-8")
    else:
        target.symlink_to(raw if name == "mappe" else raw / "tal.csv")
    with pytest.raises(SiteError, match=name.split("/")[0] if name.startswith(".") else name):
        published(project, folder(project))
    assert not folder(project).exists()


def test_the_audit_sees_the_sealed_rounds_too(project: Project) -> None:
    seal(project, "baseline")
    seen: list[str] = []
    published(
        project,
        folder(project),
        audit=lambda fresh: seen.extend(path.relative_to(fresh).as_posix() for path in fresh.rglob("*.csv")),
    )
    assert sorted(set(seen)) == ["data/filer/tal.csv", "runder/proeve-2020-baseline-v1/data/filer/tal.csv"]


def test_the_figures_are_kept_for_the_next_protection(project: Project) -> None:
    done = published(project, folder(project))
    name = done.entry.part("figures")
    assert name is not None
    assert figures_file(project, name).read_text(encoding="utf-8") == '{"tal":[]}\n'
    assert last_publication(read_ledger(project)) == done.entry


def test_old_addresses_live_on_with_the_bytes_that_were_sealed(project: Project) -> None:
    seal(project, "baseline")
    write_site(project, index_html="<p>rettet</p>")
    seal(project, "baseline", version=2)
    write_site(project, index_html="<p>nu</p>")
    published(project, folder(project))
    assert text(project) == "<p>nu</p>"
    old, new = "runder/proeve-2020-baseline-v1", "runder/proeve-2020-baseline-v2"
    assert text(project, f"{old}/{FIRST_PAGE}") == "<p>forside</p>"
    assert text(project, f"{old}/data/filer/tal.csv") == "tal"
    assert "Denne udgave er afløst" in text(project, f"{old}/index.html")
    assert text(project, f"{new}/index.html") == "<p>rettet</p>"
    assert not (folder(project) / new / FIRST_PAGE).exists()
    assert is_whole(folder(project))
    onward = text(project, "runder/proeve-2020-baseline-v2/runder/proeve-2020-baseline-v1/index.html")
    assert 'href="../../../proeve-2020-baseline-v1/index.html"' in onward
    assert 'href="../../index.html"' in text(project, "runder/proeve-2020-baseline-v2/runder/index.html")
    told = text(project, "runder/index.html")
    assert told.index("proeve-2020-baseline-v2/index.html") < told.index("proeve-2020-baseline-v1/index.html")


def test_a_site_without_sealed_rounds_has_no_list_of_them(project: Project) -> None:
    published(project, folder(project))
    assert not (folder(project) / "runder").exists()


@pytest.mark.parametrize("name", ["data/filer/tal.csv", "tilgaengelighed.html"])
def test_the_same_bytes_at_several_addresses_take_space_once_and_keep_their_time(project: Project, name: str) -> None:
    write_site(project, tilgaengelighed_html="<p>for alle</p>")
    published(project, folder(project))
    before = (folder(project) / name).stat()
    for round_id in ("baseline", "midway"):
        seal(project, round_id)
        write_site(project, index_html=f"<p>efter {round_id}</p>", tilgaengelighed_html="<p>for alle</p>")
        published(project, folder(project))
    addresses = ("", "runder/proeve-2020-baseline-v1", "runder/proeve-2020-midway-v1")
    found = [(folder(project) / start / name).stat() for start in addresses]
    assert {one.st_ino for one in found} == {before.st_ino}
    assert {one.st_mtime_ns for one in found} == {before.st_mtime_ns}
    assert is_whole(folder(project))


def test_a_release_that_the_archive_lost_stops_the_publication(project: Project) -> None:
    published(project, folder(project))
    seal(project, "baseline")
    write_site(project, index_html="<p>ny</p>")
    held = sha256(b"<p>forside</p>").hexdigest()
    (project.releases / "archive" / held[:2] / f"{held}.gz").unlink()
    with pytest.raises(SealedError) as caught:
        published(project, folder(project))
    assert held in caught.value.faults[0].place
    assert text(project) == "<p>forside</p>"


def test_a_site_that_becomes_another_one_on_the_way_is_not_published(project: Project) -> None:
    published(project, folder(project))
    write_site(project, index_html="<p>ny</p>")

    def rebuild() -> None:
        write_site(project, index_html="<p>en anden</p>")

    with pytest.raises(SealedError) as caught:
        published(project, folder(project), rebuild=rebuild)
    assert [fault.place for fault in caught.value.faults] == ["_site/index.html"]
    assert text(project) == "<p>forside</p>"


def test_a_folder_of_somebody_else_is_left_alone(project: Project) -> None:
    folder(project).mkdir()
    (folder(project) / "brev.txt").write_text("mit", encoding="utf-8")
    with pytest.raises(SiteError):
        published(project, folder(project))
    assert [path.name for path in folder(project).iterdir()] == ["brev.txt"]
    assert read_ledger(project) == ()


@pytest.mark.parametrize(
    ("where", "after", "lines"),
    [("audit", "forside", 1), ("rebuild", "forside", 2), ("between two renames", None, 2), ("swapped", "ny", 2)],
)
def test_a_killed_publication_leaves_the_old_folder_or_the_new_and_the_next_finishes_it(
    project: Project, where: str, after: str | None, lines: int
) -> None:
    published(project, folder(project))
    write_site(project, index_html="<p>ny</p>")
    code = "import sys; sys.path.insert(0, 'tests'); from unit.sealing.public_cases import main; main()"
    killed = subprocess.run([sys.executable, "-c", code, str(project.root), where], cwd=ROOT, check=False)
    assert killed.returncode == 9
    assert len(read_ledger(project)) == lines
    if after is not None:
        assert text(project) == f"<p>{after}</p>"
        assert is_whole(folder(project))
    done = published(project, folder(project))
    assert (done.changed, done.new) == (after != "ny", lines == 1)
    assert text(project) == "<p>ny</p>"
    assert is_whole(folder(project))
    assert len(read_ledger(project)) == 2
    left = [path.name for path in project.root.iterdir() if path.name.startswith(".")]
    assert left == [] or not done.changed


def test_a_page_that_tells_of_the_ledger_alone_is_no_change(project: Project) -> None:
    published(project, folder(project))
    write_site(project, aendringer__index_html="<p>omskrevet</p>")
    assert published(project, folder(project)).changed is False
    tell_of_the_ledger(project)
