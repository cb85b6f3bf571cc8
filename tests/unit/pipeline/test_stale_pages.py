"""When only some pages are asked for, old pages may tell what is hidden now: they are made along, or named."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from rich.console import Console

from helpers import complaints, pipeline
from helpers.errors import AuditError, DataError, ExitCode, Fault
from helpers.paths import Project
from helpers.pipeline import Built
from helpers.selection import Selection
from helpers.website.engine import SiteBuilt

LEAK = Fault("a.html", "tallet står her", "Skjult er skjult.", "Fjern tallet.")
WHOLE = SiteBuilt("pandoc", "3", (), (), 1.0)
ONE_ROUND = Selection(round_id="end")


def nothing(*_: object, **__: object) -> tuple[()]:
    return ()


class Pages:
    """Pages that are up to date or not; the attacker refuses a site with an old one."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, leaking: bool = False) -> None:
        self.old = {"bakken", "aaparken", "landet"}
        self.leaking = leaking
        self.attacks = 0
        for name, stand_in in (("_run", self.run), ("_site", self.site), ("_stale", self.stale)):
            monkeypatch.setattr(pipeline, name, stand_in)
        for name in ("load_plans", "import_all", "insist_on_sealed", "insist_on_what_lies_here"):
            monkeypatch.setattr(pipeline, name, nothing)

    def stale(self, *_: object) -> int:
        return len(self.old)

    def run(self, project: Project, selection: Selection, audience: str, workers: int | None) -> object:
        made = sorted(self.old if selection.is_everything else self.old & {"bakken"})
        self.old -= set(made)
        return SimpleNamespace(made=made, reused=())

    def site(self, *_: object) -> SiteBuilt:
        self.attacks += 1
        if self.old or self.leaking:
            raise AuditError(LEAK)
        return WHOLE


def build(tmp_path: Path, selection: Selection) -> Built:
    return pipeline.build(Project(tmp_path), selection, "public")


def test_old_pages_that_tell_too_much_are_made_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = Pages(monkeypatch)
    done = build(tmp_path, ONE_ROUND)
    assert (done.along, done.stale, pages.old, pages.attacks) == (2, 0, set(), 2)
    assert "2 andre sider er lavet med: de gamle viste noget, der nu er skjult." in done.summary()


@pytest.mark.parametrize("selection", [ONE_ROUND, Selection()])
def test_a_leak_of_new_pages_is_told_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, selection: Selection
) -> None:
    Pages(monkeypatch, leaking=True)
    with pytest.raises(AuditError) as raised:
        build(tmp_path, selection)
    assert raised.value.faults == (LEAK,)


def test_the_site_alone_says_first_that_pages_are_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = Pages(monkeypatch, leaking=True)
    with pytest.raises(AuditError) as raised:
        pipeline.site(Project(tmp_path), "public")
    first, leak = raised.value.faults
    assert (first.value, first.remedy, leak) == (
        "3 sider er ikke ajour, og de kan vise noget, der nu er skjult", "Kør først: maalbar build", LEAK,
    )  # fmt: skip
    pages.old = set()
    with pytest.raises(AuditError) as raised:
        pipeline.site(Project(tmp_path), "public")
    assert raised.value.faults == (LEAK,)


@pytest.mark.parametrize(("kind", "told"), [(AuditError, 10), (DataError, 36)])
def test_no_more_than_ten_places_of_one_leak_are_listed(kind: type[AuditError | DataError], told: int) -> None:
    console = Console(width=200)
    error = kind(Fault(f"side-{number}.html", "et tal", "En regel.", "Gør noget.") for number in range(36))
    with console.capture() as captured:
        code = complaints.report(error, console)
    assert code == (ExitCode.AUDIT if kind is AuditError else ExitCode.DATA)
    text = captured.get()
    assert text.count("side-") == told
    assert ("og 26 til." in text) is (told == 10)
    assert "(36 steder)" in text
