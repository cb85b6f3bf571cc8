from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import Any

from lxml import html

from helpers.measurement.results import Interval
from helpers.output.download_rows import GOAL_COLUMNS, NUMBER_COLUMNS
from helpers.output.downloads import downloads, links
from helpers.output.fragments import Fragment
from helpers.output.status import status_rows
from unit.output.text_cases import DOCUMENTED, JUDGEMENT, PLAN, REGISTRY, SYNTHETIC, released


def read(content: bytes) -> list[dict[str, str]]:
    """Read a file as a Danish spreadsheet program would."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


FILES = downloads(released(), PLAN, REGISTRY, name="motalavej-slut")
NUMBERS = read(FILES["motalavej-slut-tal.csv"])
GOALS = read(FILES["motalavej-slut-maal.csv"])


def test_the_files_of_a_page() -> None:
    assert list(FILES) == ["motalavej-slut-tal.csv", "motalavej-slut-maal.csv", "motalavej-slut.json", "variable.csv"]
    assert downloads(released(), PLAN, REGISTRY, name="motalavej-slut") == FILES


def test_a_danish_spreadsheet_opens_it() -> None:
    content = FILES["motalavej-slut-tal.csv"]
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == len(NUMBERS) + 1
    assert list(NUMBERS[0]) == list(NUMBER_COLUMNS)
    assert list(GOALS[0]) == list(GOAL_COLUMNS)


def test_a_number_with_all_that_belongs_to_it() -> None:
    row = NUMBERS[1]
    wanted = {
        "område": "Motalavej",
        "indikator_id": "tryghed-andel",
        "indikatorversion": "1",
        "måling": "slut",
        "periode": "2021",
        "periode_slut": "2021-12-31",
        "værdi": "64,25",
        "enhed": "%",
        "interval_nedre": "58,04",
        "interval_øvre": "69,96",
        "interval_sikkerhed": "95",
        "interval_metode": "Wilson 1927",
        "tæller": "159",
        "nævner": "247",
        "n": "247",
        "oprindelse": "opdigtet demonstrationstal",
        "kilde": "slagelse-2017/tryghed.xlsx, ark Svar, række 7",
        "skjult": "nej",
    }
    assert {key: row[key] for key in wanted} == wanted
    assert NUMBERS[0]["kilde"].replace("\N{NO-BREAK SPACE}", " ") == "dokument S1, side 6"
    assert (NUMBERS[0]["oprindelse"], NUMBERS[0]["uden_interval"]) == (
        "dokumenteret",
        "kilden oplyser ikke antallet bag",
    )


def test_hidden_numbers_are_two_dots() -> None:
    (row,) = (row for row in NUMBERS if row["skjult"] == "ja" and row["måling"] == "slut")
    numeric = ("værdi", "oplyst_nedre", "oplyst_øvre", "interval_nedre", "interval_øvre", "tæller", "nævner", "n")
    assert {row[name] for name in numeric} == {".."}
    assert row["interval_metode"] == row["vurdering"] == ""


def test_an_earlier_version_of_an_indicator_keeps_its_name() -> None:
    newer = REGISTRY.indicators[0].model_copy(update={"version": 2, "name": "Ny definition"})
    registry = REGISTRY.model_copy(update={"indicators": (*REGISTRY.indicators, newer)})
    rows = read(downloads(released(), PLAN, registry, name="x")["x-tal.csv"])
    assert rows[0]["indikator"] == "Andel, der føler sig trygge"
    unknown = released(measurements=(replace(DOCUMENTED, indicator_version=9),))
    assert read(downloads(unknown, PLAN, registry, name="x")["x-tal.csv"])[0]["indikator"] == "Ny definition"


def test_numbers_have_no_binary_noise_and_no_end_is_empty() -> None:
    noisy = replace(SYNTHETIC, value=0.1 + 0.2, interval=Interval(0.0, float("inf"), 0.95, "x"))
    row = read(downloads(released(measurements=(noisy,)), PLAN, REGISTRY, name="x")["x-tal.csv"])[0]
    assert (row["værdi"], row["interval_nedre"], row["interval_øvre"]) == ("0,3", "0", "")


def test_a_text_cannot_become_a_formula() -> None:
    evil = replace(JUDGEMENT, judgement='=HYPERLINK("http://a.example";"b")')
    row = read(downloads(released(measurements=(evil,)), PLAN, REGISTRY, name="x")["x-tal.csv"])[0]
    assert row["vurdering"].startswith("'=HYPERLINK")


def test_json_holds_the_same_rows_with_numbers_as_numbers() -> None:
    content: dict[str, Any] = json.loads(FILES["motalavej-slut.json"])
    assert content["advarsel"] == "Demonstrationsdata: tallene er opdigtede og siger intet om området."
    assert (content["beskyttelse"], content["afrunding"]) == ("dst", None)
    assert [row["indikator_id"] for row in content["tal"]] == [row["indikator_id"] for row in NUMBERS]
    assert content["tal"][1]["værdi"] == 64.25
    assert content["tal"][2]["værdi"] == ".."
    assert [row["status"] for row in content["mål"]] == [row["status"] for row in GOALS]
    assert "interval_metode" not in content["tal"][0]
    assert FILES["motalavej-slut.json"].count(b"\n") == len(NUMBERS) + len(GOALS) + 13
    real = downloads(released(measurements=(DOCUMENTED,), attainments=()), PLAN, REGISTRY, name="x")
    assert json.loads(real["x.json"])["advarsel"] is None


def test_goals_say_the_same_as_the_page() -> None:
    rows = status_rows(released(), PLAN, REGISTRY)
    assert [(row["status"], row["nu"], row["målet_er"]) for row in GOALS] == [(r.word, r.now, r.target) for r in rows]
    assert [row["demonstrationsdata"] for row in GOALS] == ["ja" if row.demo else "nej" for row in rows]


def test_every_column_is_explained() -> None:
    book = read(FILES["variable.csv"])
    assert [(row["fil"], row["kolonne"]) for row in book] == [
        *(("tal", name) for name in NUMBER_COLUMNS),
        *(("maal", name) for name in GOAL_COLUMNS),
    ]
    assert all(row["betydning"] for row in book)


def test_a_slice_holds_its_area_its_round_and_the_series() -> None:
    point = replace(SYNTHETIC, round=None, period_label="2019", value=61.5)
    elsewhere = replace(DOCUMENTED, area="sydbyen")
    midway = replace(DOCUMENTED, round="midway")
    given = released(measurements=(DOCUMENTED, midway, SYNTHETIC, elsewhere), series=(point,), attainments=())
    made = downloads(given, PLAN, REGISTRY, name="x", areas=["motalavej"], indicators=["tryghed-andel"], round_id="end")
    rows = read(made["x-tal.csv"])
    assert [(row["område_id"], row["måling"], row["periode"]) for row in rows] == [
        ("motalavej", "baseline", "2016"),
        ("motalavej", "slut", "2021"),
        ("motalavej", "", "2019"),
    ]


def test_links_are_relative_and_say_what_they_lead_to() -> None:
    made = links({"løget tal-tal.csv": b"x" * 2400, "andet.txt": b""}, folder="data/")
    items = html.fragment_fromstring("\n".join(made.markdown.splitlines()[1:-1]))
    assert [(link.get("href"), " ".join(link.text_content().split())) for link in items.iter("a")] == [
        ("data/l%C3%B8get%20tal-tal.csv", "Tallene (CSV til regneark), 2 kB"),
        ("data/andet.txt", "andet.txt, 1 kB"),
    ]
    assert links({}) == Fragment("")
