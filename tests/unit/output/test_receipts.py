from __future__ import annotations

import re
from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from helpers.disclosure.opening import Opened
from helpers.errors import Fault
from helpers.intake import importing
from helpers.intake.report import AcceptedChange, FileRead, ImportReport, LeftOut
from helpers.observations.table import Audience
from helpers.output.quality import files_table
from helpers.output.receipts import accepted_table, left_out_table, partial_banner, readable
from helpers.paths import checksum
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
    assert "e/aaben.csv ændret, 2 tal eller tekster er andre Rettet." in words
    words = plain(accepted_table(readable(REPORT, "internal"), table_id="t").markdown)
    assert "e/aaben.csv ændret, 2 tal eller tekster er andre aaaaaaaaaaaa → bbbbbbbbbbbb Rettet." in words


def test_no_public_table_tells_rows_or_checksums_of_files_that_hold_hidden_figures() -> None:
    """A list of persons has a row for each; a checksum tells a right guess of a hidden count from a wrong one."""
    content = "Område;2019\nÅparken;140\nBakken;3\n"
    report = replace(REPORT, files=(replace(REPORT.files[0], checksum=checksum(content.encode()), rows=33),))
    told = files_table(readable(report, "public"), table_id="f").markdown
    told += accepted_table(readable(report, "public"), table_id="t").markdown
    guesses = (content.replace(";3", f";{guess}") for guess in range(200))
    assert not [guess for guess in guesses if checksum(guess.encode())[:12] in told]
    assert ">33<" not in told
    assert "a" * 12 not in told
    assert "Rækker og kontrolsum vises kun for dokumenterede tal" in told
    whole = files_table(report, table_id="f").markdown
    assert ">33<" in whole
    assert checksum(content.encode())[:12] in whole
    documented = replace(report, files=(replace(report.files[0], origin="documented"),))
    assert files_table(readable(documented, "public"), table_id="f").markdown == whole.replace(
        "leveret", "dokumenteret"
    )


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
    monkeypatch.setattr(importing, "last_report", lambda _project, _evaluation: REPORT)
    words = plain(partial_banner([opened(audience)]).markdown)
    assert "Ikke alle filer er med." in words
    assert f"{PLAN.short_name}: Kilden politi og {name}." in words


def test_a_whole_import_needs_no_banner(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = ImportReport("e", "f", (), 0, (), 0, (), ())
    monkeypatch.setattr(importing, "last_report", lambda _project, _evaluation: whole)
    assert partial_banner([opened("public")]).markdown == ""
