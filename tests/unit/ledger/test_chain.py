"""The ledger only grows: every line that was edited, moved or taken out is named."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from helpers.errors import SealedError
from helpers.ledger import archive, chain
from helpers.ledger.entries import Entry
from helpers.paths import Project

ENTRIES = (
    Entry(0, "", "seal", date(2017, 6, 1), "vej-2016", "baseline", 1, parts=(("plan", "a" * 64), ("raw", "b" * 64))),
    Entry(0, "", "publication", date(2017, 6, 2), parts=(("manifest", "c" * 64),)),
    Entry(
        0, "", "amendment", date(2018, 1, 5), "vej-2016", "baseline", 2, "Løget talte forkert", changed=("12 er nu 13",)
    ),
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project with a ledger of three lines."""
    project = Project(tmp_path)
    for entry in ENTRIES:
        chain.append(project, chain.following(chain.read_ledger(project), entry))
    return project


def lines(project: Project) -> list[str]:
    return chain.ledger_file(project).read_text(encoding="utf-8").splitlines()


def put_back(project: Project, changed: list[str]) -> None:
    chain.ledger_file(project).write_text("".join(f"{line}\n" for line in changed), encoding="utf-8")


def refusal(project: Project) -> str:
    with pytest.raises(SealedError) as raised:
        chain.read_ledger(project)
    (fault,) = raised.value.faults
    return fault.place


def test_no_ledger_is_an_empty_one(tmp_path: Path) -> None:
    assert chain.read_ledger(Project(tmp_path)) == ()


def test_what_was_written_is_read_in_order(project: Project) -> None:
    read = chain.read_ledger(project)
    assert [entry.number for entry in read] == [1, 2, 3]
    assert [entry.kind for entry in read] == ["seal", "publication", "amendment"]
    assert read[0].previous == chain.FIRST
    assert dict(read[0].parts) == dict(ENTRIES[0].parts)
    assert read[2].note == "Løget talte forkert"
    assert chain.in_force(read) == (read[2],)
    assert read[2].release == "vej-2016-baseline-v2"


def test_a_letter_changed_in_any_line_is_named(project: Project) -> None:
    whole = lines(project)
    for position in range(3):
        changed = list(whole)
        changed[position] = changed[position].replace('"date":"201', '"date":"200', 1)
        put_back(project, changed)
        assert refusal(project).endswith(f"ledger.jsonl:{position + 1}")


def test_a_line_taken_out_is_named_also_the_last(project: Project) -> None:
    whole = lines(project)
    for position in range(3):
        put_back(project, [*whole[:position], *whole[position + 1 :]])
        assert refusal(project).endswith(f"ledger.jsonl:{position + 1}")


def test_lines_in_another_order_are_named(project: Project) -> None:
    first, second, third = lines(project)
    put_back(project, [second, first, third])
    assert refusal(project).endswith("ledger.jsonl:1")


def test_in_a_fresh_clone_without_archive_an_edited_last_line_is_still_seen(project: Project) -> None:
    chain.head_file(project).unlink()
    *others, last = lines(project)
    put_back(project, [*others, last.replace("12 er nu 13", "12 er nu 14")])
    assert refusal(project).endswith("ledger.jsonl:3")


def test_a_line_forged_with_its_own_checksum_is_seen_where_it_was_written(project: Project) -> None:
    entries = chain.read_ledger(project)
    forged = chain.following(entries[:2], Entry(0, "", "publication", date(2019, 1, 1)))
    put_back(project, [*lines(project)[:2], chain.line_of(forged)])
    assert refusal(project).endswith("ledger.jsonl:3")


def test_line_breaks_of_windows_are_no_change(project: Project) -> None:
    path = chain.ledger_file(project)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert len(chain.read_ledger(project)) == 3


def test_an_entry_numbered_before_another_was_added_is_refused(project: Project) -> None:
    entry = chain.following(chain.read_ledger(project)[:2], ENTRIES[1])
    with pytest.raises(SealedError, match="imens"):
        chain.append(project, entry)
    assert len(lines(project)) == 3


def test_a_killed_append_leaves_the_old_ledger_and_its_lock_is_taken_over(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = lines(project)
    entry = chain.following(chain.read_ledger(project), ENTRIES[1])

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            chain.append(project, entry)
    assert lines(project) == before
    # As a process that is gone left it.
    (project.releases / ".ledger.lock").write_text("999999999")
    chain.append(project, entry)
    assert len(chain.read_ledger(project)) == 4


def test_while_another_command_writes_nobody_else_does(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "_WAIT", 0.0)
    (project.releases / ".ledger.lock").write_text(str(os.getpid()))
    with pytest.raises(SealedError, match="en anden kommando skriver"):
        chain.append(project, chain.following(chain.read_ledger(project), ENTRIES[1]))


def test_the_archive_gives_back_what_it_was_given_and_nothing_else(tmp_path: Path) -> None:
    project = Project(tmp_path)
    file = tmp_path / "tal.csv"
    file.write_bytes(b"\xff1;2\r\n")
    held = archive.put_files(project, [("data/raw/tal.csv", file)])
    (name,) = archive.get_files(project, held).values()
    assert archive.get(project, name) == b"\xff1;2\r\n"
    assert archive.holds(project, name)
    if os.name == "posix":
        assert archive.archive_folder(project).stat().st_mode & 0o077 == 0
    (kept,) = [path for path in archive.archive_folder(project).rglob("*.gz") if path.name.startswith(name)]
    kept.write_bytes(b"no archive")
    with pytest.raises(SealedError, match="beskadiget"):
        archive.get(project, name)
    other = archive.put(project, "noget andet")
    kept.write_bytes(next(archive.archive_folder(project).rglob(f"{other}.gz")).read_bytes())
    with pytest.raises(SealedError, match="ændret"):
        archive.get(project, name)
    kept.unlink()
    with pytest.raises(SealedError, match="mangler"):
        archive.get(project, name)
