from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from lxml import html

from helpers.disclosure.released import RELEASE_KEY, Released
from helpers.errors import Fault
from helpers.intake.report import FileRead, ImportReport
from helpers.measurement.results import Reason, TargetAtRound, Word
from helpers.observations.table import Origin
from helpers.output.banner import demo_banner, synthetic_indicators
from helpers.output.catalogue import gaps_table, goals_catalogue
from helpers.output.fragments import Fragment
from helpers.output.quality import files_table, origin_table, provenance_table, warnings_list
from helpers.output.status import lines, status_json, status_rows
from helpers.output.tables import activity_goal_table, comparison_table, goal_table, matrix
from helpers.output.tiles import tiles
from helpers.plan.model import Area, AreaKind, LeftOut, Target, TargetKind
from unit.output.text_cases import (
    ATTAINMENTS,
    CHANGE,
    DOCUMENTED,
    PLAN,
    REGISTRY,
    SYNTHETIC,
    attainment,
    place,
    released,
)

FILE = FileRead(
    "politi", "Anmeldelser", "Politiet", "synthetic", "public", "politi.xlsx", "0123456789abcdef", "A", 1240, 9
)
HOSTILE = '<script>alert("x")</script>'


def tree(fragment: Fragment) -> html.HtmlElement:
    """Return the elements of a fragment in its raw-HTML fence."""
    first, *inner, last = fragment.markdown.splitlines()
    assert first.endswith("{=html}")
    assert set(last) == {"`"}
    return html.fragment_fromstring("\n".join(inner), create_parent="div")


def words(element: html.HtmlElement) -> str:
    """Return the words of an element as a reader meets them."""
    for tag in element.iter("br", "small", "p", "th", "td", "li"):
        tag.tail = f" {tag.tail or ''}"
        if tag.tag in ("small", "p"):
            tag.text = f" {tag.text or ''}"
    return " ".join(element.text_content().split())


def area_table(round_id: str = "end") -> Fragment:
    return goal_table(released(), PLAN, REGISTRY, area="motalavej", round_id=round_id, table_id="maal")  # pyright: ignore[reportArgumentType]


REPORT = ImportReport("slagelse-2017", "f", (FILE,), 9, (("synthetic", 9),), 0, (), ())

TABLES: dict[str, Callable[[], Fragment]] = {
    "area": area_table,
    "activity": lambda: activity_goal_table(
        released(), PLAN, REGISTRY, activity="aktivt-liv", round_id="end", table_id="maal"
    ),
    "matrix": lambda: matrix(released(), PLAN, REGISTRY, round_id="end", table_id="maal"),
    "comparison": lambda: comparison_table(released(), PLAN, REGISTRY, indicator="tryghed-andel", table_id="maal"),
    "provenance": lambda: provenance_table(released(), PLAN, REGISTRY, table_id="maal"),
    "origins": lambda: origin_table(released(), table_id="maal"),
    "catalogue": lambda: goals_catalogue(PLAN, REGISTRY, table_id="maal"),
    "gaps": lambda: gaps_table(PLAN, table_id="maal"),
    "files": lambda: files_table(REPORT, table_id="maal"),
}


@pytest.mark.parametrize("made", TABLES.values(), ids=TABLES.keys())
def test_every_table_has_a_caption_an_id_and_scoped_headings(made: Callable[[], Fragment]) -> None:
    table = tree(made()).find("table")
    assert table is not None
    assert table.get("id") == "maal"
    assert words(table.find("caption"))
    assert all(cell.get("scope") in ("col", "row") for cell in table.iter("th"))
    widths = {sum(int(cell.get("colspan", "1")) for cell in row) for row in table.iter("tr")}
    assert len(widths) == 1
    assert made() == made()


def test_the_goals_of_an_area_with_their_words() -> None:
    rows = [[words(cell) for cell in row] for row in tree(area_table()).iter("tr")]
    assert rows[0] == ["Mål", "Udgangspunkt", "Nu (slut 2021)", "Målet er", "Status", "Kilde"]
    assert rows[1] == [
        "Tryghed over gennemsnittet »At den generelle tryghed på Motalavej kommer over gennemsnittet« "
        "dokument S1, side 15, 16 og 25",
        "58,3 % Kilden oplyser ikke, hvor mange der har svaret; derfor kan usikkerheden ikke beregnes. 2016",
        "64,3 % mellem 58,0 og 70,0 % (95 % sikkerhed) n = 247 · 2021 demo",
        "over 72,4 % (tallet for Særligt udsatte boligområder) Nu: 8,2 procentpoint under målet demo",
        "▲ ikke nået demo Tallet ligger på den forkerte side af kravet, også når usikkerheden regnes med.",
        "opdigtet demonstrationstal (tryghed.xlsx, ark Svar, række 7)",
    ]
    assert rows[2] == [
        "Sådan er målet læst: Tryghed over gennemsnittet »Tryghed over gennemsnittet«, Motalavej, slut 2021: Kravet er "
        "over 72,4 % (tallet for Særligt udsatte boligområder); 2 områder bedømmes hver for sig. Tryghed i 2021: "
        "64,3 % af 247 svar, mellem 58,0 og 70,0 % (95 % sikkerhed). Målet er ikke nået: tallet ligger på den "
        "forkerte side af kravet, også når usikkerheden regnes med. demo Bemærk: Aftalen siger ikke, om "
        "gennemsnittet er fra 2016."
    ]


def test_a_goal_that_an_aggregate_decides_says_so_and_another_reading_stands_beneath() -> None:
    rows = tree(area_table()).findall(".//tbody/tr")
    assert "Afgøres af tallet for Ansøgningsområdet." in words(rows[2])
    assert rows[3].get("class") == "other-reading"
    assert "En anden læsning: 10 % af udgangspunktet" in words(rows[3])


def test_hidden_and_missing_say_so_in_words() -> None:
    text = words(tree(area_table()))
    assert ".. skjult af hensyn til diskretion" in text
    assert "mangler" in text


def test_at_baseline_the_starting_point_is_not_shown_twice() -> None:
    start = attainment("sl-tryghed", Word.NOT_DUE, Reason.AT_BASELINE, DOCUMENTED, round_id="baseline")
    table = goal_table(
        released(attainments=(start,)), PLAN, REGISTRY, area="motalavej", round_id="baseline", table_id="maal"
    )
    heads = [words(head) for head in tree(table).iterfind(".//thead//th")]
    assert heads == ["Mål", "Udgangspunkt (baseline 2016)", "Målet er", "Status", "Kilde"]


def test_without_goals_the_page_says_so() -> None:
    table = goal_table(released(attainments=()), PLAN, REGISTRY, area="sydbyen", round_id="end", table_id="maal")
    assert table == Fragment("Dokumentet har ingen mål, der måles her.")


def test_status_is_a_word_a_shape_and_a_class() -> None:
    marks = {
        (mark.get("class"), words(mark)) for mark in tree(area_table()).iterfind(".//span[@class]") if is_status(mark)
    }
    assert marks == {
        ("status status-not-met", "▲ ikke nået"),
        ("status status-too-few", "·· for få til at vise"),
        ("status status-met", "● nået"),
    }


def is_status(element: html.HtmlElement) -> bool:
    return (element.get("class") or "").startswith("status status-")


def test_hostile_text_stays_text() -> None:
    bad_goal = PLAN.goals[3].model_copy(update={"wording": HOSTILE, "short_name": HOSTILE, "ambiguity": (HOSTILE,)})
    plan = PLAN.model_copy(update={"goals": (*PLAN.goals[:3], bad_goal)})
    table = goal_table(released(), plan, REGISTRY, area="motalavej", round_id="end", table_id='"><script>')
    assert "<script" not in table.markdown
    assert words(tree(table)).count("<script>alert") == 7


def test_the_longer_side_of_the_matrix_goes_down() -> None:
    wide = tree(matrix(released(), PLAN, REGISTRY, round_id="end", table_id="m"))
    assert [words(head) for head in wide.iterfind(".//thead//th")] == [
        "Mål",
        "Motalavej",
        "Sydbyen",
        "Ansøgningsområdet",
    ]
    assert [words(cell) for cell in wide.findall(".//tbody/tr")[0]] == [
        "Tryghed over gennemsnittet",
        "▲ ikke nået demo",
        "○ mangler data",
        "–gælder ikke her",
    ]
    narrow = tree(
        matrix(
            released(),
            PLAN,
            REGISTRY,
            round_id="end",
            table_id="m",
            goals=["sl-tryghed"],
            area_links={"motalavej": "omraader/motalavej/slut/"},
        )
    )
    assert [words(head) for head in narrow.iterfind(".//thead//th")] == ["Område", "Tryghed over gennemsnittet"]
    assert [link.get("href") for link in narrow.iter("a")] == ["omraader/motalavej/slut/"]
    assert matrix(released(), PLAN, REGISTRY, round_id="midway", table_id="m").markdown.startswith("Ingen mål")


def test_areas_are_compared_over_rounds_with_their_kind() -> None:
    country = replace(DOCUMENTED, area="sub-omraader", value=72.4)
    shown = released(measurements=(DOCUMENTED, SYNTHETIC, country), changes=(replace(CHANGE, signal="better"),))
    rows = tree(
        comparison_table(shown, PLAN, REGISTRY, indicator="tryghed-andel", table_id="s", rounds=("baseline", "end"))
    ).findall(".//tbody/tr")
    assert [words(row[0]) for row in rows] == ["Motalavej", "Særligt udsatte boligområder sammenligningsgruppe"]
    assert words(rows[0][3]) == "+6,0 procentpoint siden 2016 bedre demo"
    assert words(rows[1][3]) == "ingen ændring kan beregnes"


def test_a_change_from_a_hidden_value_is_not_shown() -> None:
    hidden = replace(SYNTHETIC, hidden=True, value=None, interval=None)
    shown = released(measurements=(DOCUMENTED, hidden))
    table = comparison_table(shown, PLAN, REGISTRY, indicator="tryghed-andel", table_id="s")
    assert "procentpoint" not in table.markdown
    tile = tiles(
        released(measurements=(replace(DOCUMENTED, hidden=True), SYNTHETIC)),
        REGISTRY,
        area="motalavej",
        round_id="end",
        indicators=["tryghed-andel"],
    )
    assert "procentpoint" not in tile.markdown
    assert "Ændringen er skjult af hensyn til diskretion (..)" in tile.markdown


def test_an_indicator_nobody_measured_has_no_table() -> None:
    made = comparison_table(released(), PLAN, REGISTRY, indicator="milepael-naaet", table_id="s")
    assert made == Fragment("Ingen områder har tal for milepæl.")


def test_key_figures_keep_their_place_when_a_value_is_missing() -> None:
    made = tree(
        tiles(
            released(),
            REGISTRY,
            area="motalavej",
            round_id="end",
            indicators=["tryghed-andel", "frivillige-aktive", "kriminalretlige-afgoerelser"],
        )
    )
    assert [words(item) for item in made.iter("li")] == [
        "Tryghed 64,3 % mellem 58,0 og 70,0 % (95 % sikkerhed) n = 247 · 2021 "
        "hvor mange der blev spurgt, er ikke oplyst demo "
        "Kan ikke afgøres: +6,0 procentpoint siden 2016 demo "
        "opdigtet demonstrationstal (tryghed.xlsx, ark Svar, række 7)",
        "Frivillige 54 personer Fuld optælling uden stikprøveusikkerhed. 2021 tryghed.xlsx, ark Svar, række 4–6",
        "Afgørelser mangler",
    ]


def test_the_banner_names_what_is_invented() -> None:
    banner = words(tree(demo_banner(released(), PLAN, REGISTRY)))
    assert banner.startswith(
        "Demonstrationsdata: tallene er opdigtede og siger intet om området. "
        "Hvert opdigtet tal er mærket demo. Det gælder: Tryghed, Afgørelser. "
    )


def test_a_page_with_hidden_figures_says_what_the_sign_means_and_where_it_is_explained() -> None:
    page = demo_banner(released(), PLAN, REGISTRY).markdown
    assert "betyder: skjult af hensyn til diskretion" in page
    assert 'href="../../../metode/beskyttelse/index.html"' in page


def test_invented_indicators_are_those_of_the_slice() -> None:
    assert synthetic_indicators(released(), PLAN, areas=["ansoegningsomraadet"]) == ("kriminalretlige-afgoerelser",)


def test_no_banner_without_invented_values() -> None:
    real = released(measurements=(DOCUMENTED,), changes=(), attainments=())
    assert demo_banner(real, PLAN, REGISTRY) == Fragment("")


def test_a_verdict_that_rests_on_invented_numbers_raises_the_banner() -> None:
    only = attainment("sl-naboskab", Word.MET, Reason.JUDGED, None, origin=Origin.SYNTHETIC)
    assert synthetic_indicators(released(measurements=(), changes=(), attainments=(only,)), PLAN) == (
        "kvalitativ-vurdering",
    )


def test_the_catalogue_keeps_the_agreements_words_and_gaps() -> None:
    rows = [[words(cell) for cell in row] for row in tree(goals_catalogue(PLAN, REGISTRY, table_id="k")).iter("tr")]
    assert rows[2] == ["Bemærk: Aftalen siger ikke, om gennemsnittet er fra 2016."]
    assert rows[3:5] == [
        [
            "Færre afgørelser »Antallet falder med 10 % om året« dokument S1, side 15",
            "Tryghed",
            "ændring år for år Motalavej",
            "mindst 10 % lavere om året fra udgangspunktet Målet gælder hvert år.",
        ],
        ["En anden læsning: 10 % af udgangspunktet (hvert år lavere med mindst 10 % af udgangspunktet)."],
    ]
    assert "Startdatoen. Tryghed over gennemsnittet dokument S1, side 1" in words(tree(gaps_table(PLAN, table_id="g")))
    assert gaps_table(PLAN.model_copy(update={"gaps": ()}), table_id="g").markdown.startswith("Der er ikke fundet")


def test_a_gap_names_what_it_affects_and_never_by_its_id() -> None:
    affects = (PLAN.id, PLAN.goals[0].id, "motalavej", "et-maal-paa-en-anden-side")
    plan = PLAN.model_copy(update={"gaps": (PLAN.gaps[0].model_copy(update={"affects": affects}),)})
    (row,) = tree(gaps_table(plan, REGISTRY, table_id="g")).findall(".//tbody/tr")
    assert f"{PLAN.short_name}, {PLAN.goals[0].short_name} og Motalavej" in words(row)
    assert "et-maal" not in words(row)
    (row,) = tree(gaps_table(plan, table_id="g")).findall(".//tbody/tr")
    assert "motalavej" not in words(row).lower()


def test_the_catalogue_says_how_many_goals_of_the_document_it_has() -> None:
    some = PLAN.model_copy(
        update={"goals_left_out": LeftOut(count=3, why="2 er formål uden krav, 1 er en gentagelse.")}
    )
    first, _, table = goals_catalogue(some, REGISTRY, table_id="k").markdown.partition("\n\n")
    found = len(PLAN.goals)
    assert first == (
        f"Her er {found} af de {found + 3} mål, vi har fundet i dokumentet. 2 er formål uden krav, 1 er en gentagelse."
    )
    assert table == goals_catalogue(PLAN, REGISTRY, table_id="k").markdown


def test_the_catalogue_shows_what_the_agreement_says_about_an_open_goal() -> None:
    def cells(target: Target) -> list[str]:
        goal = PLAN.goals[0].model_copy(update={"target": target, "other_readings": ()})
        plan = PLAN.model_copy(update={"goals": (goal,)})
        row = tree(goals_catalogue(plan, REGISTRY, table_id="k")).findall(".//tbody/tr")[0]
        return [words(cell) for cell in row][2:]

    lost = Target(kind=TargetKind.MILESTONE_BY_DATE, pending=True, deadline_words="en gang ultimo [mangler]")
    kind, target = cells(lost)
    assert kind.startswith("milepæl med frist")
    assert target == "mangler i afskriften Fristen mangler i afskriften (»en gang ultimo [mangler]«)."
    kind, target = cells(Target(kind=TargetKind.ABSOLUTE_LEVEL, pending=True))
    assert kind.startswith("kravet er ikke fastsat")
    assert target == "ikke fastsat i dokumentet"


def test_each_number_leads_to_its_place() -> None:
    rows = tree(provenance_table(released(), PLAN, REGISTRY, table_id="p", areas=["motalavej"])).findall(".//tbody/tr")
    assert [words(row) for row in rows][:2] == [
        "Tryghed Motalavej baseline 2016 58,3 % 2016 dokumenteret dokument S1, side 6",
        "Tryghed Motalavej slut 2021 64,3 % n = 247 · 2021 demo opdigtet demonstrationstal "
        "slagelse-2017/tryghed.xlsx, ark Svar, række 7",
    ]
    empty = released(measurements=(), attainments=())
    assert provenance_table(empty, PLAN, REGISTRY, table_id="p") == Fragment("Her er ingen tal.")


def test_origins_are_counted() -> None:
    rows = [[words(cell) for cell in row] for row in tree(origin_table(released(), table_id="o")).iter("tr")]
    assert rows[1:] == [
        ["dokumenteret", "1", "0", "1"],
        ["leveret", "3", "0", "3"],
        ["opdigtet demonstrationstal", "1", "0", "0"],
    ]


def test_a_number_is_counted_once_however_often_it_is_used() -> None:
    """In rounds, series, sums and judgements it is the same number; hidden by itself, it isn't shown by its sum."""
    point = replace(SYNTHETIC, round=None)
    member = replace(SYNTHETIC, area="sydbyen", provenance=(place(Origin.SYNTHETIC, 8),), hidden=True, value=None)
    total = replace(SYNTHETIC, area="ansoegningsomraadet", provenance=(*SYNTHETIC.provenance, *member.provenance))
    again = replace(DOCUMENTED, round=None)
    shown = released(measurements=(SYNTHETIC, member, total, DOCUMENTED), series=(point, again))
    made = Released(replace(shown.results, documented=(again,)), "public", "dst", 0, key=RELEASE_KEY)
    rows = [[words(cell) for cell in row] for row in tree(origin_table(made, table_id="o")).iter("tr")]
    assert rows[1] == ["dokumenteret", "1", "0", "1"]
    assert rows[3] == ["opdigtet demonstrationstal", "1", "1", "0"]


def test_the_import_report_is_shown() -> None:
    noticed = Fault("politi.xlsx", "2009 <b>", "Uden for planen.", "Se efter.", sheet="Ark1", row=7, column="C")
    made = ImportReport("slagelse-2017", "f", (FILE,), 9, (("synthetic", 9),), 0, (), (noticed,))
    report = ImportReport.from_json(made.to_json())
    rows = [[words(cell) for cell in row] for row in tree(files_table(report, table_id="f")).iter("tr")]
    assert rows[1] == [
        "politi.xlsx, ark A demo",
        "Anmeldelser",
        "Politiet",
        "opdigtet demonstrationstal",
        "1.240",
        "9",
        "0123456789ab",
    ]
    assert [words(item) for item in tree(warnings_list(report)).iter("li")] == [
        "politi.xlsx, ark Ark1, række 7, kolonne C: 2009 <b>. Uden for planen. Se efter."
    ]
    empty = ImportReport("slagelse-2017", "f", (), 0, (), 0, (), ())
    assert warnings_list(empty).markdown == "Der er ingen bemærkninger til filerne."
    assert files_table(empty, table_id="f").markdown == "Ingen filer er læst."


def test_the_terminal_and_the_table_say_the_same() -> None:
    """Every word and number of `maalbar status` stands in the page's table, and the other way round."""
    rows = status_rows(released(), PLAN, REGISTRY, "end")
    assert len(rows) == len(ATTAINMENTS)
    text = words(tree(area_table()))
    for row in (row for row in rows if row.area != "sydbyen"):
        for said in (
            row.word,
            row.mark,
            row.reason,
            row.baseline,
            row.now,
            row.interval,
            row.n,
            row.target,
            row.distance,
        ):
            assert " ".join(said.split()) in text
    assert status_json(rows)[0]["now"] == rows[0].now
    assert [row.demo for row in rows] == [True, False, True, True, False, False]


def test_status_can_be_limited() -> None:
    assert {line.goal for line in lines(released(), PLAN, REGISTRY, areas=["sydbyen"])} == {"sl-tryghed"}
    assert len(lines(released(), PLAN, REGISTRY, goals=["sl-frivillige"])) == 1
    assert status_rows(released(), PLAN, REGISTRY, "midway") == []


def test_a_target_made_from_a_hidden_baseline_is_not_printed() -> None:
    row = status_rows(released(), PLAN, REGISTRY)[2]
    assert " ".join(row.target.split()) == (
        ".. (mindst 10 % lavere om året fra udgangspunktet; skjult af hensyn til diskretion)"
    )
    assert (row.now, row.distance) == ("..", "")


def test_a_target_made_from_an_invented_baseline_is_marked() -> None:
    start = replace(DOCUMENTED, origin=Origin.SYNTHETIC)
    made = attainment(
        "sl-afgoerelser",
        Word.MET,
        Reason.INTERVAL_CLEAR,
        DOCUMENTED,
        baseline=start,
        target=TargetAtRound(52.5, "<=", None, rests_on="baseline"),
        area="ansoegningsomraadet",
        origin=Origin.SYNTHETIC,
    )
    (line,) = lines(released(attainments=(made,)), PLAN, REGISTRY)
    assert line.target_synthetic
    stated = replace(made, target=TargetAtRound(52.5, "<=", None))
    (line,) = lines(released(attainments=(stated,)), PLAN, REGISTRY)
    assert not line.target_synthetic


def test_a_part_is_named_with_the_area_that_it_lies_in() -> None:
    part = Area(id="bispegaarden", name="Bispegården", kind=AreaKind.PART, part_of="motalavej")
    registry = REGISTRY.model_copy(update={"areas": (*REGISTRY.areas, part)})
    shown = released(measurements=(replace(DOCUMENTED, area="bispegaarden"),))
    table = comparison_table(
        shown, PLAN, registry, indicator="tryghed-andel", table_id="s", areas=["bispegaarden"], rounds=("baseline",)
    )
    rows = [[words(cell) for cell in row] for row in tree(table).iter("tr")]
    assert rows[0] == ["Område", "Baseline 2016"]
    assert rows[1][0] == "Bispegården del af Motalavej"
