"""Sentences, drawings, figures, scripts and packages: what each reader makes of its file."""

from __future__ import annotations

import base64
import gzip
import io
import json
import zipfile
from importlib import util
from pathlib import Path

import numpy as np
import pytest

from helpers.audit.reading import all_bytes, read, readable
from helpers.audit.reading.interactive import items, pieces_of_figure
from helpers.audit.reading.sentences import sentences, tells_a_number
from helpers.audit.reading.unpacking import DEEPEST
from helpers.audit.statements import Loose, Row
from hiding_places import PLACES
from published_site import CELLS, as_parquet, as_workbook


def texts(path: str, data: bytes) -> list[str]:
    return [piece.text for piece in read(path, data) if isinstance(piece, Loose)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Det var 3. Så kom 4.", ["Det var 3.", "Så kom 4."]),
        ("23,7 pr. 1.000 beboere i 2021", ["23,7 pr. 1.000 beboere i 2021"]),
        ("Planen slutter den 30. september 2021 med 12", ["Planen slutter den 30. september 2021 med 12"]),
        ("2022: .. (skjult af hensyn til diskretion)", ["2022: .. (skjult af hensyn til diskretion)"]),
        ("Først 1\n\nSå  2", ["Først 1", "Så 2"]),
        ("", []),
    ],
)
def test_a_sentence_ends_where_a_reader_would_say_so(text: str, expected: list[str]) -> None:
    assert list(sentences(text)) == expected


@pytest.mark.parametrize(("text", "tells"), [("3", True), ("kun tre", True), ("halvdelen", True), ("trehjulet", False)])
def test_numbers_in_letters_are_numbers(text: str, tells: bool) -> None:
    assert tells_a_number(text) is tells


def drawing(*texts: tuple[float, float, str]) -> bytes:
    inside = "".join(f'<text x="{x}" y="{y}">{text}</text>' for x, y, text in texts)
    return f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'.encode()


def test_a_number_over_a_year_is_of_that_year_and_an_axis_is_none() -> None:
    axis = ((40, 300, "0"), (40, 200, "10"), (40, 100, "20"))
    years = ((100, 320, "2020"), (200, 320, "2021"))
    found = texts("a.svg", drawing(*axis, *years, (102, 290, "3"), (40, 340, "n ="), (201, 340, "29")))
    assert "2020: 3" in found
    assert "2021; n = 29" in found
    assert not {"0", "10", "20"} & set(found)


def test_a_number_between_two_years_is_of_both_also_before_the_first_and_after_the_last() -> None:
    """A school year's figure stands between the years; the axis may begin or end inside it."""
    years = ((100, 320, "2018"), (200, 320, "2019"), (300, 320, "2020"))
    over = ((58, 290, "31"), (141, 280, "32"), (158, 270, "33"), (226, 260, "34"), (342, 250, "35"))
    found = texts("a.svg", drawing(*years, *over))
    assert {"2017-2018: 31", "2018-2019: 32", "2018-2019: 33", "2019: 34", "2020-2021: 35"} <= set(found)


def test_a_row_is_of_the_words_above_it_and_of_its_own_round() -> None:
    """The rows' numbers stand in one column, which is no axis, as words stand before them."""
    rows = ((12, 60, "slut 2021"), (300, 60, "3"), (12, 80, "Slutmåling"), (300, 80, "4"))
    found = texts("a.svg", drawing((12, 20, "Forklaring"), (12, 40, "Nordparken"), *rows))
    assert {"Nordparken; slut 2021: 3", "Nordparken; Slutmåling: 4"} <= set(found)
    assert "slut 2021: 3" in texts("a.svg", drawing((12, 40, "Fra 2019"), (80, 50, "Nordparken"), *rows))


def test_a_moved_number_stands_where_it_was_moved_to() -> None:
    moved = b'<text transform="translate(100 290)">3</text><text x="99" y="320">2020</text>'
    assert "2020: 3" in texts("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg">' + moved + b"</svg>")


def test_a_packed_array_is_unpacked() -> None:
    packed = {"dtype": "i4", "bdata": base64.b64encode(np.array([3, 18], dtype="<i4").tobytes()).decode()}
    assert items(packed) == [3, 18]
    figure = {"data": [{"type": "bar", "orientation": "h", "y": ["Nord", "Syd"], "x": packed}]}
    assert {piece.text for piece in pieces_of_figure("f", figure) if isinstance(piece, Loose)} == {"Nord: 3", "Syd: 18"}


def test_the_steps_of_an_animation_are_read() -> None:
    step = {"data": [{"type": "bar", "x": ["2021"], "y": [3]}], "layout": {}}
    figure = {"data": [], "layout": {}, "frames": [step]}
    assert "2021: 3" in {piece.text for piece in pieces_of_figure("f", figure) if isinstance(piece, Loose)}


def test_data_in_a_script_is_read_as_data() -> None:
    script = b'const a = {"data": [{"type": "bar", "x": ["2021"], "y": [3]}]}; f(["x", 7]); let b = "tal: 9";'
    found = texts("a.js", script)
    assert {"2021: 3", "7", "tal: 9"} <= set(found)


def test_the_library_of_figures_tells_nothing_but_a_changed_one_is_read() -> None:
    found = util.find_spec("plotly")
    assert found is not None
    assert found.origin is not None
    library = (Path(found.origin).parent / "package_data" / "plotly.min.js").read_bytes()
    assert texts("plotly.min.js", library) == ["plotly.min"]
    assert "Nord i 2021: 3" in texts("plotly.min.js", b"/* Nord i 2021: 3 */" + b" " * 1_100_000)


def test_tables_are_rows_in_every_kind_of_file() -> None:
    shown = [cell.row() for cell in CELLS if not cell.hidden]
    for path, data in (("a.parquet", as_parquet(CELLS)), ("a.xlsx", as_workbook(CELLS))):
        rows = [piece.cells for piece in read(path, data) if isinstance(piece, Row) and "område_id" in piece.cells]
        assert len(rows) >= len(CELLS), path
        for one in shown:
            wanted = {key: value for key, value in one.items() if value != ""}
            assert any({key: row.get(key) for key in wanted} == pytest.approx(wanted) for row in rows), path


def test_what_a_row_of_parquet_hides_is_hidden() -> None:
    rows = [piece.cells for piece in read("a.parquet", as_parquet(CELLS[:1])) if isinstance(piece, Row)]
    assert [row["værdi"] for row in rows] == [".."]


def test_a_chart_and_a_pivot_table_keep_copies_of_figures() -> None:
    chart = (
        '<c:chart xmlns:c="c"><c:ser><c:tx><c:v>Nord</c:v></c:tx><c:cat><c:pt idx="0"><c:v>2021</c:v></c:pt></c:cat>'
        '<c:val><c:pt idx="0"><c:v>3</c:v></c:pt></c:val></c:ser></c:chart>'
    )
    pivot = '<pivotCacheRecords><r><s v="Nord"/><n v="2021"/><n v="3"/></r></pivotCacheRecords>'
    sink = io.BytesIO(as_workbook(CELLS[:2]))
    with zipfile.ZipFile(sink, "a") as book:
        book.writestr("xl/charts/chart1.xml", chart)
        book.writestr("xl/pivotCache/pivotCacheRecords1.xml", pivot)
    found = list(read("a.xlsx", sink.getvalue()))
    assert [piece.about for piece in found if isinstance(piece, Loose) and piece.text == "2021: 3"] == [("Nord",)]
    assert any(isinstance(piece, Loose) and piece.text == "Nord; 2021; 3" for piece in found)


def nested(depth: int) -> bytes:
    data = b"intet"
    for number in range(depth):
        sink = io.BytesIO()
        with zipfile.ZipFile(sink, "w") as archive:
            archive.writestr("a.txt" if number == 0 else "a.zip", data)
        data = sink.getvalue()
    return data


def test_archives_beyond_measure_are_not_attested() -> None:
    with pytest.raises(ValueError, match="archives inside"):
        list(read("a.zip", nested(DEEPEST + 3)))
    assert len(list(read("a.zip", nested(2)))) > 0


def test_a_locked_archive_is_not_attested() -> None:
    data = bytearray(nested(1))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1  # the flag that says: encrypted
    with pytest.raises(ValueError, match="can't be unpacked"):
        list(read("a.zip", bytes(data)))


@pytest.mark.parametrize("name", ["data/rapport.pdf", "data/filer/tal.xlsx", "data/filer/tal.parquet", "data/alt.zip"])
def test_a_broken_file_is_not_attested_and_breaks_nothing(name: str, tmp_path: Path) -> None:
    plants = {"pdf": "a PDF's text", "xlsx": "a hidden sheet", "parquet": "a Parquet file's metadata"}
    PLACES[plants.get(name.rpartition(".")[2], "a file in a ZIP")](tmp_path, "Intet i 2021")
    whole = (tmp_path / name).read_bytes()
    refused = 0
    for place in range(9, len(whole), max(1, len(whole) // 25)):
        broken = bytearray(whole)
        broken[place] ^= 0x5A
        try:
            list(read(name, bytes(broken)))
        except ValueError:
            refused += 1
    with pytest.raises(ValueError, match=name.rpartition("/")[2]):
        list(read(name, whole[: len(whole) // 2]))
    assert refused > 0


@pytest.mark.parametrize("name", ["a.exe", "a.sav", "a.ods", "a.docx", "a.db", "a.zip!b.dta"])
def test_kinds_that_nobody_reads_are_said_to_be_so(name: str) -> None:
    assert not readable(name)


def test_all_bytes_gives_names_and_undoes_ways_of_writing(tmp_path: Path) -> None:
    (tmp_path / "mappe").mkdir()
    (tmp_path / "mappe" / "Bodil.json").write_text(json.dumps({"navn": "Åse"}), encoding="utf-8")
    (tmp_path / "a.html").write_text("<p>Bo<b>dil</b> &Aring;se %C3%85se</p>", encoding="utf-8")
    (tmp_path / "a.txt").write_bytes("Åse".encode("utf-16"))
    (tmp_path / "b.bin").write_bytes(gzip.compress("Åse".encode()))
    found = [(path.split(",")[0].split("!")[0], data) for path, data in all_bytes(tmp_path)]
    assert {path for path, data in found if "Åse".encode() in data} == {"mappe/Bodil.json", "a.html", "a.txt", "b.bin"}
    assert {path for path, data in found if b"Bodil" in data} == {"mappe/Bodil.json", "a.html"}
