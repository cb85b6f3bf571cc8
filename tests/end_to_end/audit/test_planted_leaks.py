"""Every planted leak stops the build, and the report names the place; what is no leak does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.audit.auditing import audit, must_pass
from helpers.errors import AuditError, ExitCode
from planted_leaks import LEAKS, NORD_PAGE
from published_site import CELLS, as_workbook, page, publish, put


def test_there_are_leaks_enough() -> None:
    assert len(LEAKS) >= 20


def test_the_folder_is_safe_before_anything_is_planted(tmp_path: Path) -> None:
    put(publish(tmp_path), "data/filer/tal.xlsx", as_workbook(CELLS))
    found = must_pass(audit(tmp_path))
    assert found.hidden == sum(cell.hidden for cell in CELLS)
    assert found.narrowest is not None
    assert found.narrowest >= 5


@pytest.mark.parametrize("name", LEAKS)
def test_a_planted_leak_is_found_and_its_place_named(name: str, tmp_path: Path) -> None:
    place, subject = LEAKS[name](tmp_path)
    with pytest.raises(AuditError) as caught:
        must_pass(audit(tmp_path))
    assert caught.value.code == ExitCode.AUDIT
    said = [str(fault) for fault in caught.value.faults]
    assert [one for one in said if place in one and subject in one], said


@pytest.mark.parametrize(
    "text",
    [
        "<p>Aftalen nævner 3 personer i 2021 (dokument S1, side 3).</p>",
        "<p>Deltagere i fritidsjob i Nordparken: se side 3 og figur 2 fra 2021.</p>",
        "<p>Deltagere i fritidsjob i Sydparken i 2021: 20 personer.</p>",
        "<p>Deltagere i fritidsjob i Nordparken i 2022: 18 personer.</p>",
        "<p>Deltagere i fritidsjob i Nordparken i 2021: .. (skjult af hensyn til diskretion).</p>",
        "<p>Målet for Nordparken er mindst 3 deltagere i fritidsjob i 2021.</p>",
        "<p>Byparkerne samlet: 35 deltagere i fritidsjob i 2021, 54 i 2022.</p>",
        "<p>Nordparken fik 2 nye lamper i 2021. Skolen har 3 klasser.</p>",
        "<p>Nordparken har 3 legepladser og 4 opgange i 2021; deltagere i fritidsjob mødtes på 2 steder.</p>",
        "<p>Deltagere i fritidsjob er talt i Nordparken. Byparkerne samlet i 2021: 35 personer.</p>",
        "<table><caption>Deltagere i fritidsjob i Nordparken</caption><tr><th>Område</th><th>Periode</th><th>Værdi</th>"
        "</tr><tr><td>Mål</td><td>2021</td><td>15</td></tr></table>",
        "<!-- udgave 3 af 2021 -->",
        '<img src="x.svg" width="3" height="2021" alt="Nordparken set fra luften i 2021">',
    ],
)
def test_sane_text_is_no_leak(text: str, tmp_path: Path) -> None:
    publish(tmp_path)
    put(tmp_path, NORD_PAGE, page("nord", "2023", CELLS, text))
    must_pass(audit(tmp_path))


@pytest.mark.parametrize("name", ["data/tal.sav", "data/tal.ods", "data/alt.zip!tal.db"])
def test_what_nobody_can_read_is_not_attested(name: str, tmp_path: Path) -> None:
    publish(tmp_path)
    put(tmp_path, name, b"\x00\x01")
    (fault,) = audit(tmp_path).faults
    assert fault.place == name


def test_a_file_that_isnt_what_it_is_called_is_not_attested(tmp_path: Path) -> None:
    publish(tmp_path)
    for name in ("a.pdf", "a.zip", "a.gz", "a.png", "a.xlsx", "a.parquet", "a.json", "a.ipynb", "a.svg", "a.txt"):
        put(tmp_path, name, b"\x00\xffnonsense")
    assert sorted(fault.place for fault in audit(tmp_path).faults) == sorted(
        name
        for name in ("a.pdf", "a.zip", "a.gz", "a.png", "a.xlsx", "a.parquet", "a.json", "a.ipynb", "a.svg", "a.txt")
    )
