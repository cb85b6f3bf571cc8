"""A figure that was corrected since it was published is another figure; one that is only hidden is a leak."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from helpers.audit.auditing import audit
from helpers.disclosure.cells import Cell as Name
from helpers.ledger.entries import Entry
from helpers.output.corrections import FILE, corrections
from published_site import CELLS, EVALUATION, PERIODS, Cell, publish, put

RELEASE = f"{EVALUATION}-baseline-v1"
NORD, OEST, TOTAL = ((area, "deltagere", "2021") for area in ("nord", "oest", "byen"))
CONTRACTS = ("nord", "kontrakter", "2021")
TOLD = "f" * 64
"""The checksum of the figures that the earlier release told."""
SEALED = Entry(1, "", "seal", date(2022, 1, 1), EVALUATION, "baseline", 1, parts=(("figures", TOLD),))


def _before() -> tuple[Cell, ...]:
    """Return what the release told: Nordparken was counted as 12 of 44, and nothing had to be hidden for its sake."""
    counts = {("nord", "deltagere"): 12.0, ("nord", "kontrakter"): 12.0, ("byen", "deltagere"): 44.0}
    return tuple(
        replace(one, hidden=False, count=counts.get((one.area, one.indicator), one.count))
        if one.period == "2021" and one.indicator in ("deltagere", "kontrakter")
        else one
        for one in CELLS
    )


def _listed(folder: Path, *cells: tuple[str, str, str], entries: Sequence[Entry] = (SEALED,)) -> None:
    names: list[Name] = []
    for area, indicator, period in cells:
        first, last = map(date.fromisoformat, PERIODS[period])
        names.append(Name(area, indicator, first, last))
    for name, content in corrections([(one, (TOLD,)) for one in names], entries).items():
        put(folder, f"data/filer/{name}", content)


def _faults(folder: Path, earlier: Path | None = None) -> list[str]:
    return [str(fault) for fault in audit(folder, earlier).faults]


def test_a_corrected_figure_is_not_told_by_what_was_published_before(tmp_path: Path) -> None:
    """Nordparken was 12 of 44, and is hidden in a total of 35 today."""
    publish(tmp_path, CELLS, _before())
    assert any("Nordparken" in fault and "skjult" in fault for fault in _faults(tmp_path))
    _listed(tmp_path, NORD, TOTAL, CONTRACTS)
    # Østparken was not corrected: it was told, and is hidden today.
    assert [fault for fault in _faults(tmp_path) if "tallet står her" in fault and "Nordparken" in fault] == []
    assert any("Østparken" in fault and "tallet står her" in fault for fault in _faults(tmp_path))


def test_an_amendment_that_hides_what_was_shown_passes(tmp_path: Path) -> None:
    """Both numbers that are hidden today were others, and so was the total: the story of every amendment."""
    before = tuple(
        replace(one, count=14.0 if one.area == "oest" else one.count + 2 if one.area == "byen" else one.count)
        if (one.indicator, one.period) == NORD[1:]
        else one
        for one in _before()
    )
    publish(tmp_path, CELLS, before)
    _listed(tmp_path, NORD, OEST, TOTAL, CONTRACTS)
    (tmp_path / "data/filer" / FILE).rename(tmp_path / "gemt")
    assert _faults(tmp_path)
    (tmp_path / "gemt").rename(tmp_path / "data/filer" / FILE)
    assert _faults(tmp_path) == []


def test_the_list_holds_for_the_releases_that_it_names_only(tmp_path: Path) -> None:
    publish(tmp_path, CELLS, _before())
    _listed(tmp_path, NORD, OEST, TOTAL, CONTRACTS)
    folder = tmp_path / "udgivet"
    assert _faults(tmp_path, folder) == []
    told = ["nord", "deltagere", *PERIODS["2021"], None, 12.0, 12.0, None]
    for name, refused in ((TOLD, False), ("e" * 64, True)):
        put(folder, f"{name}.json", json.dumps({"shown": [told], "hidden": []}))
        found = _faults(tmp_path, folder)
        assert bool(found) is refused
    assert f"udgivelse {'e' * 12}" in found[0]


def test_sums_of_an_old_release_still_tie_what_was_not_corrected(tmp_path: Path) -> None:
    """Nordparken was corrected and stands on the list; of 44, 12 and 20 a reader still gets Østparken's 12."""
    before = tuple(
        replace(one, hidden=True) if (one.area, one.indicator, one.period) == ("oest", *NORD[1:]) else one
        for one in _before()
    )
    publish(tmp_path, CELLS, before)
    _listed(tmp_path, NORD, TOTAL, CONTRACTS)
    (leak, *_) = [fault for fault in _faults(tmp_path) if "Østparken" in fault]
    assert "kan regnes ud" in leak
    assert f"runder/{RELEASE}" in leak


def test_a_page_may_tell_what_a_hidden_figure_was_corrected_from(tmp_path: Path) -> None:
    publish(tmp_path, CELLS, _before())
    _listed(tmp_path, NORD, OEST, TOTAL, CONTRACTS)
    for told, refused in (("12 er blevet til et skjult tal", False), ("12 er blevet til 3", True)):
        put(tmp_path, "aendringer/index.html", f"<p>Deltagere i fritidsjob, Nordparken, 2021: {told}.</p>")
        assert bool(_faults(tmp_path)) is refused


def test_a_list_that_nobody_can_read_is_a_fault(tmp_path: Path) -> None:
    publish(tmp_path)
    assert _faults(tmp_path) == []
    for content in ("{}", '{"rettelser": [{"udgivelser": ["x"]}]}', "intet"):
        put(tmp_path, f"data/filer/{FILE}", content)
        assert any("listen over rettede tal kan ikke læses" in fault for fault in _faults(tmp_path))


def test_the_list_names_figures_and_releases_and_no_number(tmp_path: Path) -> None:
    _listed(tmp_path, NORD)
    told: Mapping[str, list[object]] = json.loads((tmp_path / "data/filer" / FILE).read_text(encoding="utf-8"))
    assert told["rettelser"] == [
        {
            "område_id": "nord", "indikator_id": "deltagere", "periode_start": "2021-01-01",
            "periode_slut": "2021-12-31", "udgivelser": [TOLD, RELEASE],
        }
    ]  # fmt: skip
    assert corrections([], [SEALED]) == {}


def test_what_was_published_before_the_rules_became_stricter_is_noted(tmp_path: Path) -> None:
    """Three persons stood open in the release too; what nobody told before is refused."""
    small = replace(next(one for one in CELLS if (one.area, one.period) == ("syd-a", "2021")), count=3.0)
    for earlier, refused in (((small,), False), ((replace(small, count=8.0),), True)):
        folder = tmp_path / str(refused)
        publish(folder, (small,), earlier)
        found = audit(folder)
        assert any("står åbent" in str(fault) for fault in found.faults) is refused
        assert bool(found.once_published) is not refused
        assert not any(text.isdecimal() for note in found.once_published for text in note.split() if text != "2021")
    assert "1 små tal er udgivet før" in audit(tmp_path / "False").summary()
