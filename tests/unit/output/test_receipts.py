from __future__ import annotations

import re
from types import SimpleNamespace
from typing import cast

import pytest

from helpers.disclosure.opening import Opened
from helpers.errors import Fault
from helpers.intake.report import AcceptedChange, FileRead, ImportReport, LeftOut
from helpers.observations.table import Audience
from helpers.output import receipts
from helpers.output.receipts import accepted_table, left_out_table, partial_banner, readable
from unit.output.text_cases import PLAN


def plain(markdown: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markdown).replace("\N{NO-BREAK SPACE}", " ").split())


def file_read(name: str, sensitivity: str) -> FileRead:
    return FileRead(name, name, "Ejer", "supplied", sensitivity, f"e/{name}.csv", "0" * 64, None, 3, 3)


def left_out(name: str, sensitivity: str, faults: int = 2) -> LeftOut:
    return LeftOut(name, f"Kilden {name}", f"Ejeren af {name}", "supplied", sensitivity, f"e/{name}.csv", faults)


def changed(name: str, sensitivity: str) -> AcceptedChange:
    return AcceptedChange(name, sensitivity, "supplied", f"e/{name}.csv", "changed", "a" * 64, "b" * 64, "rettet", 2)


def noticed(name: str) -> Fault:
    return Fault(f"data/raw/e/{name}.csv", "x", "Regel.", "Gør.", row=2)


REPORT = ImportReport(
    evaluation="e",
    fingerprint="f",
    files=(file_read("aaben", "public"), file_read("lukket", "internal")),
    observations=6,
    origins=(("supplied", 6),),
    superseded=0,
    missing_sources=(),
    warnings=(noticed("aaben"), noticed("lukket")),
    left_out=(left_out("politi", "public"), left_out("screening", "internal")),
    accepted=(changed("aaben", "public"), changed("lukket", "internal")),
)


def test_a_public_page_tells_nothing_of_what_an_internal_source_delivered() -> None:
    shown = readable(REPORT, "public")
    assert "lukket" not in repr((shown.files, shown.warnings, shown.accepted))
    assert [item.source for item in shown.files] == ["aaben"]
    assert readable(REPORT, "internal") == REPORT


def test_a_change_stands_with_its_reason() -> None:
    words = plain(accepted_table(readable(REPORT, "public"), table_id="t").markdown)
    assert "e/aaben.csv ændret, 2 tal eller tekster er andre aaaaaaaaaaaa → bbbbbbbbbbbb Rettet." in words


@pytest.mark.parametrize(("audience", "named"), [("public", False), ("internal", True)])
def test_what_was_left_out_is_said_and_an_internal_source_is_not_named_in_public(
    audience: Audience, named: bool
) -> None:
    words = plain(left_out_table(REPORT.left_out, audience, table_id="t").markdown)
    assert "Kilden politi e/politi.csv Ejeren af politi 2" in words
    assert ("screening" in words) is named
    assert ("en intern kilde" in words) is not named


def opened(audience: Audience) -> Opened:
    return cast(Opened, SimpleNamespace(project=None, plan=PLAN, view=SimpleNamespace(audience=audience)))


@pytest.mark.parametrize(("audience", "name"), [("public", "en intern kilde"), ("internal", "Kilden screening")])
def test_a_page_that_rests_on_a_partial_import_says_so(
    monkeypatch: pytest.MonkeyPatch, audience: Audience, name: str
) -> None:
    monkeypatch.setattr(receipts, "last_report", lambda _project, _evaluation: REPORT)
    words = plain(partial_banner([opened(audience)]).markdown)
    assert "Ikke alle filer er med." in words
    assert f"{PLAN.short_name}: Kilden politi og {name}." in words


def test_a_whole_import_needs_no_banner(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = ImportReport("e", "f", (), 0, (), 0, (), ())
    monkeypatch.setattr(receipts, "last_report", lambda _project, _evaluation: whole)
    assert partial_banner([opened("public")]).markdown == ""
