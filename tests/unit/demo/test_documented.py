"""The demonstration is silent where a document speaks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from helpers.demo.documented import read_documented
from helpers.demo.making import deliveries

HEADER = (
    "id;område;indikator;værdi;nedre;øvre;enhed;præcision;periode;periode_start;periode_slut;"
    "dokument;side;flere_sider;ordlyd;note\n"
)
ROWS = (
    "a;motalavej;tryghed-andel;58,3;;;percent;exact;2016;2016-01-01;2016-12-31;S1;6;;ord;\n"
    "b;sydbyen;paasatte-brande;0;;;count;exact;2015-2016;2015-01-01;2016-12-31;S1;8;;ord;\n"
    "c;loeget;tjansen-tilknyttede-unge;;30;35;persons;range;2012;2012-01-01;2012-12-31;S2;13;;ord;\n"
    "d;skaelskoer;tryghed-andel;;;;percent;rank_only;2016;2016-01-01;2016-12-31;S1;6;;ord;\n"
    "e;motalavej;fraflytningsprocent;22;;;percent;exact;uden dato;;;S1;7;;ord;\n"
)
IN_2016 = (date(2016, 1, 1), date(2016, 12, 31))
IN_2017 = (date(2017, 1, 1), date(2017, 12, 31))


def _raw(folder: Path) -> Path:
    target = folder / "slagelse-2017" / "dokumenterede-tal"
    target.mkdir(parents=True)
    (target / "dokumenterede-tal.csv").write_text(HEADER + ROWS, encoding="utf-8")
    return folder


def test_a_documented_number_or_range_covers_its_period(tmp_path: Path) -> None:
    documented = read_documented(_raw(tmp_path), "slagelse-2017")
    assert documented.covers("motalavej", "tryghed-andel", *IN_2016)
    assert not documented.covers("motalavej", "tryghed-andel", *IN_2017)
    assert documented.covers("sydbyen", "paasatte-brande", *IN_2016)
    assert documented.covers("loeget", "tjansen-tilknyttede-unge", date(2012, 1, 1), date(2012, 12, 31))


def test_a_rank_and_an_undated_number_cover_nothing(tmp_path: Path) -> None:
    documented = read_documented(_raw(tmp_path), "slagelse-2017")
    assert not documented.covers("skaelskoer", "tryghed-andel", *IN_2016)
    assert not documented.covers("motalavej", "fraflytningsprocent", *IN_2016)


def test_a_figure_of_one_goal_or_one_answer_is_not_what_a_document_states_of_the_whole(tmp_path: Path) -> None:
    raw = _raw(tmp_path)
    assert not read_documented(raw, "slagelse-2017").covers("motalavej", "tryghed-andel", *IN_2016, "kvinder")
    target = raw / "slagelse-2017" / "dokumenterede-tal" / "dokumenterede-tal.csv"
    lines = [
        f"{line};{extra}"
        for line, extra in zip((HEADER + ROWS).splitlines(), ("opdeling", "kvinder", *"...."), strict=True)
    ]
    target.write_text("\n".join(lines).replace(";.", ";"), encoding="utf-8")
    documented = read_documented(raw, "slagelse-2017")
    assert documented.covers("motalavej", "tryghed-andel", *IN_2016, "kvinder")
    assert not documented.covers("motalavej", "tryghed-andel", *IN_2016)
    assert documented.covers("sydbyen", "paasatte-brande", *IN_2016)


def test_no_documents_no_silence(tmp_path: Path) -> None:
    assert read_documented(tmp_path, "slagelse-2017").stated == frozenset()


def test_what_is_documented_is_drawn_but_not_delivered_and_nothing_else_moves(tmp_path: Path) -> None:
    without = deliveries(tmp_path / "empty", "slagelse-2017", 1)[0]
    within = deliveries(_raw(tmp_path / "raw"), "slagelse-2017", 1)[0]
    kept_back = [(one.area, one.period.written) for one in within.documented]
    assert kept_back == [("motalavej", "2016")]
    assert set(without.figures.drawn) == set(within.figures.drawn) | set(within.documented)
