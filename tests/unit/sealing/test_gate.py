"""Nothing sealed changes in silence: each change is told with its place, the old value and the new."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from helpers import pipeline
from helpers.errors import DataError, ExitCode, SealedError, UsageError
from helpers.ledger import archive
from helpers.ledger.archive import listing
from helpers.ledger.chain import ledger_file, read_ledger
from helpers.ledger.entries import Entry
from helpers.measurement import estimating
from helpers.paths import Project, checksum
from helpers.receiving import accept_change, check
from helpers.sealing.parts import UNGUESSABLE
from helpers.selection import Selection
from projects import replace_once
from sealed_project import (
    BASELINE,
    BASELINE_ROWS,
    EVALUATION,
    HEAD,
    MIDWAY,
    MIDWAY_ROWS,
    import_everything,
    put,
    seal_round,
    small_site,
)

PLAN = f"analyses/{EVALUATION}/plan.yml"


def refusal(project: Project) -> list[str]:
    """Import and check; both must refuse in the same words."""
    with pytest.raises(SealedError) as imported:
        import_everything(project)
    assert imported.value.code is ExitCode.SEALED
    with pytest.raises(SealedError) as checked:
        check(project)
    told = [str(fault) for fault in imported.value.faults]
    assert [str(fault) for fault in checked.value.faults] == told
    return told


def test_a_sealed_round_that_is_unchanged_passes_and_sealing_it_again_says_so(project: Project) -> None:
    import_everything(project)
    check(project)
    assert not seal_round(project).new
    assert len(read_ledger(project)) == 1


def test_the_ledger_line_names_every_part_and_holds_no_value(project: Project) -> None:
    (entry,) = read_ledger(project)
    assert {name for name, _ in entry.parts} == {
        "plan", "definitions", "policy", "raw", "observations", "results", "code", "lock", "site", "inputs", "figures",
    }  # fmt: skip
    assert entry.release == "proeve-2020-baseline-v1"
    assert entry.before_next is True
    text = ledger_file(project).read_text(encoding="utf-8")
    for _, held in entry.parts:
        text = text.replace(held, "")
    assert not {"parken", "Bakken", "7000"} & set(text.replace('"', " ").split())


def test_the_next_rounds_figures_are_let_in_when_the_round_is_sealed(project: Project) -> None:
    put(project.root, MIDWAY, HEAD + MIDWAY_ROWS)
    import_everything(project)
    check(project)


def test_before_that_they_are_refused_with_the_command_to_run(tmp_path: Path) -> None:
    project = small_site(tmp_path / "projekt")
    put(project.root, MIDWAY, HEAD + MIDWAY_ROWS)
    (fault,) = refusal(project)
    assert fault.startswith("data/raw/proeve-2020/tryghed/2021.csv")
    assert "3 tal fra efter 2019-12-31" in fault
    assert "maalbar seal --evaluation proeve-2020 --round baseline" in fault
    assert not (project.processed / EVALUATION / "observations.parquet").exists()


def test_an_evaluation_from_before_says_so_and_reads_everything(tmp_path: Path) -> None:
    project = small_site(tmp_path / "projekt")
    put(project.root, MIDWAY, HEAD + MIDWAY_ROWS)
    replace_once(project.root / PLAN, "rounds:", "sealing: {order: afterwards, because: Planen var slut.}\nrounds:")
    import_everything(project)
    check(project)
    assert seal_round(project).entry.before_next is False


def test_rounds_are_sealed_in_order(tmp_path: Path) -> None:
    project = small_site(tmp_path / "projekt")
    import_everything(project)
    with pytest.raises(UsageError, match="runden baseline er ikke låst"):
        seal_round(project, "midway")
    with pytest.raises(UsageError, match="er ikke en runde"):
        seal_round(project, "sommer")


def test_one_changed_byte_in_a_baseline_file_is_told_with_row_old_and_new(project: Project) -> None:
    put(project.root, BASELINE, HEAD + BASELINE_ROWS.replace("90;150", "91;150"))
    file, *numbers = refusal(project)
    assert file.startswith(f"{BASELINE}: filen: ")
    assert "maalbar seal --amend --note" in file
    assert "Læg den gamle fil tilbage" in file
    assert [number.partition(". Runden")[0] for number in numbers] == [
        f"{BASELINE}, række 3: Tryghed, Bakken, 2019: 60 er blevet til 60,666667",
        f"{BASELINE}, række 3: Tryghed, Bakken, 2019 (tæller): 90 er blevet til 91",
    ]


def test_a_change_that_moves_no_figure_is_told_of_the_file_alone(project: Project) -> None:
    put(project.root, BASELINE, HEAD + BASELINE_ROWS + "\n")
    (file,) = refusal(project)
    assert file.startswith(f"{BASELINE}: filen: ")


def test_a_new_year_in_a_sealed_file_is_told_to_be_written_elsewhere(project: Project) -> None:
    put(project.root, BASELINE, HEAD + BASELINE_ROWS + MIDWAY_ROWS)
    (file,) = refusal(project)
    assert "Ingen tal i runden er ændret: læg nye år i en ny fil." in file
    assert f'maalbar releases --restore "{BASELINE}" --into gammel' in file
    put(project.root, BASELINE, HEAD + BASELINE_ROWS.replace("90;150", "91;150"))
    assert not any("Ingen tal i runden" in fault for fault in refusal(project))


def test_what_somebody_has_vouched_for_is_not_asked_for_again(project: Project) -> None:
    put(project.root, BASELINE, HEAD + BASELINE_ROWS.replace("90;150", "91;150"))
    assert "godtag den med maalbar accept, og lås runden igen" in refusal(project)[0]
    accept_change(project, str(project.root / BASELINE), "Rettet levering")
    file = refusal(project)[0]
    assert "maalbar accept" not in file
    assert "Er den nye rigtig, så lås runden igen med en begrundelse: maalbar seal --amend" in file
    put(project.root, BASELINE, HEAD + BASELINE_ROWS.replace("90;150", "92;150"))
    assert "maalbar accept" in refusal(project)[0]


def test_a_file_that_is_gone_and_vouched_for_is_not_asked_for_again(project: Project) -> None:
    put(project.root, f"data/raw/{EVALUATION}/tryghed/2018.csv", HEAD + "Bakken;2018;80;150\n")
    import_everything(project, frozenset({"proeve-2020-baseline-v1"}))
    (project.root / BASELINE).unlink()
    assert "maalbar accept" in refusal(project)[0]
    accept_change(project, str(project.root / BASELINE), "Trukket tilbage", removed=True)
    assert not any("maalbar accept" in fault for fault in refusal(project))


def test_a_small_count_is_told_by_no_message(project: Project) -> None:
    put(project.root, BASELINE, HEAD + BASELINE_ROWS.replace("140;200", "3;200"))
    told = refusal(project)
    assert any("140 er blevet til et skjult tal" in fault for fault in told)
    assert not any("til 3" in fault or "1,5" in fault for fault in told)


def test_a_file_that_is_gone_is_named(project: Project) -> None:
    (project.root / BASELINE).unlink()
    told = refusal(project)
    assert told[0].startswith(f"{BASELINE}: filen er væk")


def test_a_figure_of_the_sealed_round_that_comes_late_is_a_change_too(project: Project) -> None:
    put(project.root, f"data/raw/{EVALUATION}/tryghed/2018.csv", HEAD + "Bakken;2018;80;150\n")
    told = refusal(project)
    assert any("Tryghed, Bakken, 2018: intet er blevet til" in fault for fault in told)


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (PLAN, "value: 72.4, benchmark_area", "value: 70.4, benchmark_area", "72,4 er blevet til 70,4"),
        (PLAN, "last: 2021-12-31", "last: 2022-12-31", "»2021-12-31« er blevet til »2022-12-31«"),
        (PLAN, "wording: Fire møder om året", "wording: Tre møder om året", "»Fire møder om året« er blevet til"),
        ("analyses/indicators.yml", "definition: Andel trygge", "definition: Andel glade", "»Andel trygge.« er blevet"),
        ("analyses/disclosure.yml", "profile: dst", "profile: dst\nsmallest_shown: 6", "smallest_shown: intet er"),
        (PLAN, "short_name: Møder", "short_name: Nye møder", None),
    ],
)  # fmt: skip
def test_plan_definitions_and_policy_are_held_to_their_line(
    project: Project, file: str, old: str, new: str, told: str | None
) -> None:
    line = replace_once(project.root / file, old, new)
    if told is None:
        import_everything(project)
        return
    faults = refusal(project)
    assert any(told in fault for fault in faults)
    assert any(fault.startswith((f"{file}:{line}", f"{file}:{line + 1}", f"{file}:1")) for fault in faults)


def test_a_goal_that_is_added_or_taken_out_is_told(project: Project) -> None:
    text = (project.root / PLAN).read_text(encoding="utf-8")
    start, end = text.index("  - id: strategi"), text.index("activities:")
    (project.root / PLAN).write_text(text[:start] + text[end:], encoding="utf-8")
    assert any("goals / strategi / wording" in fault for fault in refusal(project))


def test_code_that_would_show_another_figure_is_refused(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    import_everything(project)
    monkeypatch.setattr("helpers.sealing.standing.code_version", lambda _: "newer")
    import_everything(project)  # newer code that shows the same passes
    monkeypatch.setattr("helpers.sealing.standing.code_version", lambda _: "newest")
    whole = estimating.proportion
    monkeypatch.setattr(estimating, "proportion", lambda *given: replace(whole(*given), low=0.0))
    with pytest.raises(SealedError, match="Tryghed, Åparken, 2019"):
        import_everything(project)


def make_pages(project: Project) -> None:
    pipeline.run(project, Selection(), "public")


def make_site(project: Project) -> None:
    pipeline.site(project, "public")


@pytest.mark.parametrize("command", [make_pages, make_site])
def test_neither_notebooks_nor_the_site_alone_pass_the_gate(
    project: Project, monkeypatch: pytest.MonkeyPatch, command: Callable[[Project], None]
) -> None:
    """They read what was imported, which may be of an amendment that nobody finished, and the plan as it lies."""
    pages: list[str] = []
    monkeypatch.setattr(pipeline, "_run", lambda *_: pages.append("made"))
    monkeypatch.setattr(pipeline, "_site", lambda *_: pages.append("made"))
    command(project)
    replace_once(project.root / PLAN, "value: 72.4, benchmark_area", "value: 70.4, benchmark_area")
    with pytest.raises(SealedError, match="analyses"):
        command(project)
    replace_once(project.root / PLAN, "value: 70.4, benchmark_area", "value: 72.4, benchmark_area")
    put(project.root, BASELINE, HEAD + BASELINE_ROWS.replace("90;150", "91;150"))
    accept_change(project, str(project.root / BASELINE), "Rettet levering")
    import_everything(project, frozenset({"proeve-2020-baseline-v1"}))
    with pytest.raises(SealedError, match="Bakken, 2019"):
        command(project)
    assert pages == ["made"]


def test_where_nothing_is_sealed_the_gate_reads_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "load_plans", pytest.fail)
    pipeline.insist_on_what_lies_here(small_site(tmp_path / "projekt"))


def test_without_the_archive_an_unchanged_project_passes_and_a_change_is_still_refused(project: Project) -> None:
    shutil.rmtree(archive.archive_folder(project))
    import_everything(project)
    replace_once(project.root / PLAN, "value: 72.4, benchmark_area", "value: 70.4, benchmark_area")
    (fault,) = refusal(project)
    assert "ligger ikke i arkivet" in fault


def test_without_the_archive_a_figure_that_the_public_sees_is_still_held_to_its_line(project: Project) -> None:
    clone = Project(project.root.parent / "klon")
    shutil.copytree(project.root, clone.root, ignore=shutil.ignore_patterns("archive", EVALUATION, "build"))
    shutil.copytree(project.analyses / EVALUATION, clone.analyses / EVALUATION)
    put(clone.root, BASELINE, HEAD + BASELINE_ROWS.replace("90;150", "91;150"))
    with pytest.raises(SealedError, match="det, der vises af runden, er ændret"):
        import_everything(clone)


def test_an_archive_that_lost_what_only_it_can_tell_or_holds_another_text_is_refused(project: Project) -> None:
    (entry,) = read_ledger(project)
    name = entry.part("observations") or ""
    kept = archive.archive_folder(project) / name[:2] / f"{name}.gz"
    kept.write_bytes(gzip.compress(b"0\n"))
    assert any("er ændret" in fault for fault in refusal(project))
    kept.unlink()
    assert any("mangler i arkivet" in fault for fault in refusal(project))


@pytest.mark.parametrize("renamed", [False, True])
def test_a_sealed_evaluation_that_is_gone_or_has_another_name_is_refused(project: Project, renamed: bool) -> None:
    for folder in (project.analyses, project.raw):
        if renamed:
            (folder / EVALUATION).rename(folder / "proeve-2021")
        else:
            shutil.rmtree(folder / EVALUATION)
    if renamed:
        replace_once(project.analyses / "proeve-2021" / "plan.yml", f"id: {EVALUATION}", "id: proeve-2021")
    (fault,) = refusal(project)
    assert fault.startswith(f"analyses/{EVALUATION}/plan.yml: evalueringen har låste runder")


def _line_with(root: Path, hidden: int) -> Entry:
    """Return the line of a project that is the same but for one hidden count."""
    project = small_site(root)
    put(project.root, BASELINE, _with(hidden))
    import_everything(project)
    return seal_round(project).entry


def _with(hidden: int) -> str:
    return HEAD + BASELINE_ROWS.replace("90;150", f"{hidden};150")


def test_the_ledger_tells_a_right_guess_of_a_hidden_count_from_no_wrong_one(tmp_path: Path) -> None:
    lines = {hidden: dict(_line_with(tmp_path / str(hidden), hidden).parts) for hidden in (147, 148)}
    told = {name for name, held in lines[147].items() if held != lines[148][name]}
    assert told == UNGUESSABLE, "a part that follows a hidden count must be unguessable"
    # And these are the same for nobody: the very same project again has other checksums.
    again = dict(_line_with(tmp_path / "igen", 147).parts)
    assert not {again[name] for name in UNGUESSABLE} & {lines[147][name] for name in UNGUESSABLE}
    guesses = {listing({BASELINE.removeprefix("data/raw/"): checksum(_with(hidden).encode())}) for hidden in range(151)}
    assert lines[147]["raw"] not in {checksum(guess.encode()) for guess in guesses}


def test_a_changed_file_of_no_sealed_round_is_the_imports_affair(project: Project) -> None:
    put(project.root, MIDWAY, HEAD + MIDWAY_ROWS)
    import_everything(project)
    put(project.root, MIDWAY, HEAD + MIDWAY_ROWS.replace("160", "161"))
    with pytest.raises(DataError, match="er ændret, efter at den er modtaget"):
        import_everything(project)
