"""A sealed round is changed with a reason only; what the public reads about it holds nothing hidden."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.disclosure.published import published_texts
from helpers.errors import PrivacyError, SealedError, UsageError
from helpers.ledger import archive
from helpers.ledger.chain import read_ledger
from helpers.ledger.entries import Entry
from helpers.paths import Project, checksum
from helpers.plan.loading import load_plan
from helpers.receiving import accept_change
from helpers.sealing.amending import amend, checked_note, to_amend
from helpers.sealing.gate import Gate
from helpers.sealing.ordering import order
from helpers.sealing.sealing import Sealed
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
    surroundings,
)

PLAN = f"analyses/{EVALUATION}/plan.yml"
FIRST = frozenset({"proeve-2020-baseline-v1"})


def amended(project: Project, releases: frozenset[str] = FIRST) -> Sealed:
    import_everything(project, releases)
    (known,) = (entry for entry in to_amend(read_ledger(project), EVALUATION, "baseline"))
    return amend(project, known, date(2021, 3, 1), "Der var talt forkert", surroundings(project), Gate.of(project))


def corrected(project: Project, old: str, new: str) -> None:
    put(project.root, BASELINE, HEAD + BASELINE_ROWS.replace(old, new))
    accept_change(project, str(project.root / BASELINE), "Rettet levering")


def test_an_amendment_is_a_new_version_and_the_old_one_stays(project: Project) -> None:
    (first,) = read_ledger(project)
    corrected(project, "90;150", "91;150")
    done = amended(project)
    assert done.new
    before, now = read_ledger(project)
    assert before == first
    assert (now.release, now.kind, now.note) == ("proeve-2020-baseline-v2", "amendment", "Der var talt forkert")
    assert "Tryghed, Bakken, 2019: 60 er blevet til 60,67." in now.changed
    old = archive.get_unguessable(project, first.part("raw") or "")
    assert old != archive.get_unguessable(project, now.part("raw") or "")
    import_everything(project)  # the new version holds from now on
    put(project.root, BASELINE, HEAD + BASELINE_ROWS)
    with pytest.raises(SealedError, match="proeve-2020-baseline-v2"):
        import_everything(project)


def test_a_count_that_becomes_small_is_hidden_in_what_the_public_reads(project: Project) -> None:
    corrected(project, "140;200", "3;200")
    told = amended(project).entry.changed
    assert any(sentence.startswith("Tryghed, Åparken, 2019: 70 er blevet til et skjult tal") for sentence in told)
    assert not any("1,5" in sentence or " 3" in sentence for sentence in told)


def test_numbers_are_told_of_figures_only(project: Project) -> None:
    """A distance to a target would tell of its figure for ever, also when that is hidden one day."""
    corrected(project, "140;200", "150;200")
    told = amended(project).entry.changed
    assert "Tryghed, Åparken, 2019: 70 er blevet til 75." in told
    assert any("afstand til kravet er en anden." in sentence for sentence in told)
    figures = [sentence for sentence in told if sentence.startswith("Tryghed, ")]
    assert not any(letter.isdecimal() for sentence in told if sentence not in figures for letter in sentence)


def test_a_change_that_shows_nothing_else_is_told_without_the_file(project: Project) -> None:
    put(project.root, BASELINE, HEAD + BASELINE_ROWS + "\n")
    accept_change(project, str(project.root / BASELINE), "Tom linje")
    (told,) = amended(project).entry.changed
    assert told == "Noget i de modtagne filer er ændret; intet vist tal er et andet."


def test_a_changed_target_is_told_with_both_values(project: Project) -> None:
    replace_once(project.root / PLAN, "value: 72.4, benchmark_area", "value: 70.4, benchmark_area")
    told = amended(project).entry.changed
    assert "goals / mere-tryghed / target / value: 72,4 er blevet til 70,4." in told


def test_nothing_changed_is_no_amendment(project: Project) -> None:
    assert not amended(project).new
    assert len(read_ledger(project)) == 1


def test_an_amendment_that_was_never_finished_lets_nothing_through(project: Project) -> None:
    corrected(project, "90;150", "91;150")
    import_everything(project, FIRST)  # as far as the killed command came
    with pytest.raises(SealedError, match="60 er blevet til 60,666667"):
        import_everything(project)


def test_a_seal_does_not_count_as_an_amendment(project: Project) -> None:
    replace_once(project.root / PLAN, "value: 72.4, benchmark_area", "value: 70.4, benchmark_area")
    with pytest.raises(SealedError, match="72,4 er blevet til 70,4"):
        seal_round(project)


@pytest.mark.parametrize("note", [None, "", "   ", "x" * 501])
def test_no_amendment_without_a_reason(project: Project, note: str | None) -> None:
    with pytest.raises(UsageError, match="ændres ikke uden en grund"):
        checked_note(project, read_ledger(project), note)


def test_the_reason_names_no_person(project: Project) -> None:
    number = "".join(["010190", "-", "1234"])
    for note in (f"Borgeren {number} var med to gange", "Skrevet af Mette Sørensen", "Ring til 20 34 56 78"):
        with pytest.raises(PrivacyError) as raised:
            checked_note(project, read_ledger(project), note)
        assert note not in str(raised.value)
    with pytest.raises(PrivacyError, match="et lille antal mennesker"):
        checked_note(project, read_ledger(project), "Vi havde glemt 4 unge mænd")
    with pytest.raises(PrivacyError, match="et lille antal mennesker"):
        accept_change(project, str(project.root / BASELINE), "Vi havde glemt 4 unge mænd")
    assert checked_note(project, read_ledger(project), " Bakken  blev talt\nto gange ") == "Bakken blev talt to gange"


def test_what_is_sealed_counts_as_published_for_the_protection_of_later_rounds(project: Project) -> None:
    (first,) = read_ledger(project)
    (text,) = published_texts(project)
    assert checksum(text.encode()) == first.part("figures")


def test_only_what_is_sealed_can_be_amended(project: Project) -> None:
    with pytest.raises(UsageError, match="ingen låst runde"):
        to_amend(read_ledger(project), EVALUATION, "midway")
    with pytest.raises(UsageError, match="ingen låst runde"):
        to_amend(read_ledger(project), "en-anden", None)


def test_the_public_page_can_say_of_each_round_when_it_was_sealed(project: Project) -> None:
    plan = load_plan(project, EVALUATION)
    kept = order(plan, read_ledger(project))
    assert (kept.required, kept.because) == (True, None)
    assert kept.rounds == (("baseline", True), ("midway", None), ("end", None))
    put(project.root, MIDWAY, HEAD + MIDWAY_ROWS)
    import_everything(project)
    seal_round(project, "midway")
    assert order(plan, read_ledger(project)).rounds == (("baseline", True), ("midway", True), ("end", None))
    other = Entry(0, "", "seal", date(2020, 1, 1), "en-anden", "baseline", 1, before_next=False)
    assert order(plan, [other]).rounds == (("baseline", None), ("midway", None), ("end", None))
