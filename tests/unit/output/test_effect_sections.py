"""The page about effect questions: answers first, everything invented marked, no cause that the grade doesn't carry."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from benchmarks.simulations.planted_effects import ROOT, effect_points
from bs4 import BeautifulSoup

from helpers.effects.asking import Answer, answer_all
from helpers.effects.deciding import too_few
from helpers.effects.estimate import Estimate
from helpers.effects.few_areas import TwoGroups
from helpers.output.effect_sections import answers_in_short, questions_in_full
from helpers.output.figures_effects import event_figure
from helpers.paths import Project
from helpers.plan.loading import load_plan, load_registry
from helpers.website.causal_words import causal_words

PROJECT = Project(ROOT)
REGISTRY = load_registry(PROJECT)
PLAN = load_plan(PROJECT, "slagelse-2017")


@pytest.fixture(scope="module")
def answers() -> tuple[Answer, ...]:
    return answer_all(PLAN.effects, PLAN.comparison_pool, effect_points(1))


@pytest.fixture(scope="module")
def page(answers: tuple[Answer, ...], tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    folder = tmp_path_factory.mktemp("page")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return questions_in_full(answers, REGISTRY).markdown, folder


def read(markdown: str) -> BeautifulSoup:
    return BeautifulSoup(re.sub(r"`{3,}(\{=html\})?", "", markdown), "html.parser")


def parts(markdown: str) -> dict[str, str]:
    """Return the Markdown below each heading."""
    found = re.split(r"^## (.+)$", markdown, flags=re.MULTILINE)
    return dict(zip(found[1::2], found[2::2], strict=True))


def test_each_question_stands_with_its_answer_first(page: tuple[str, Path], answers: tuple[Answer, ...]) -> None:
    found = parts(page[0])
    assert list(found) == [answer.question.question for answer in answers]
    for text in found.values():
        first = read(text).find("p")
        assert first is not None
        assert first.get("class") == ["headline"]


def test_what_is_invented_is_marked(page: tuple[str, Path]) -> None:
    soup = read(page[0])
    for marked in soup.select("[data-origin=synthetic]"):
        marked.decompose()
    rest = soup.get_text(" ")
    # Counts of areas and years, limits and levels are no measurements; values and differences are.
    assert re.findall(r"\d+,\d+", rest.replace("Højst 0,25 standardafvigelse", "")) == []
    for words in (
        "plads 1 af 25", "rank 1 of 25", "trin 3 af 5", "trin 2 af 5", "Grundlaget er", " ligner ikke",
        "ser ud til at holde", "holder ikke", "forskellige tidspunkter", "1. januar 2019",
    ):  # fmt: skip
        assert words not in rest, words


def test_only_a_grade_of_3_uses_words_about_causes(page: tuple[str, Path], answers: tuple[Answer, ...]) -> None:
    found = parts(page[0])
    claims = {
        answer.question.id: [one.word for one in causal_words(read(found[answer.question.question]).get_text(" "))]
        for answer in answers
    }
    allowed = {answer.question.id for answer in answers if answer.grade.causal}
    assert allowed == {"sl-virkning-fremmoede"}
    assert {name for name, words in claims.items() if words} == allowed


def test_every_figure_is_drawn_for_wide_and_narrow_and_has_its_numbers_below(page: tuple[str, Path]) -> None:
    figures = read(page[0]).select("figure")
    assert len(figures) == 6
    for figure in figures:
        name = str(figure["id"]).removeprefix("fig-")
        assert {path.name for path in (page[1] / "figurer").glob(f"{name}.svg")} == {f"{name}.svg"}
        assert (page[1] / "figurer" / f"{name}-smal.svg").is_file()
        image = figure.select_one("img")
        assert image is not None
        assert "opdigtede demonstrationstal" in str(image["alt"])
        assert len(figure.select("details tbody tr")) >= 13


def test_no_two_tables_or_figures_share_an_id(page: tuple[str, Path]) -> None:
    ids = [str(element["id"]) for element in read(page[0]).select("[id]")]
    assert len(set(ids)) == len(ids) > 25


def test_details_say_who_is_compared_with_what_must_hold_and_what_it_stands(page: tuple[str, Path]) -> None:
    text = parts(page[0])["Kom børnene mere i dagtilbud, end de ville være kommet uden planen?"]
    for words in (
        "Reglen står i planen og er låst: de 12 områder",
        "Hvilke metoder tallene kan bære",
        "Uden planen var områderne gået samme vej",
        "Fortegnet er klart, så længe områderne efter start højst fjernede sig",
        "Holm 1979",
        "en lige linje videre fra før start",
    ):
        assert words in text
    alone = parts(page[0])["Kom børnene på Motalavej mere i dagtilbud, end de ville være kommet uden planen?"]
    assert "kom på plads 1 af 25" in alone
    assert "Der var kun 24 at vælge imellem, så alle er med, og ingen er valgt fra" in alone
    assert "de 24 områder, der lå nærmest området med planen" in alone


def test_the_short_table_has_every_question_and_says_that_open_is_not_no(answers: tuple[Answer, ...]) -> None:
    text = answers_in_short(answers, REGISTRY).markdown
    soup = read(text)
    first = soup.find("p")
    assert first is not None
    assert first.get_text(" ", strip=True) == "I de opdigtede tal har ét af de seks spørgsmål et klart svar. demo"
    assert "Et spørgsmål uden klart svar er ikke et nej" in text
    rows = soup.select("tbody tr")
    assert len(rows) == 6
    assert rows[0].select("td")[0].get_text(" ", strip=True).startswith("I de opdigtede tal: det tyder på")
    assert rows[1].select("td")[0].get_text(" ", strip=True).startswith("I de opdigtede tal: kan ikke afgøres")
    assert all(row.select("td")[-1].select("[data-origin=synthetic]") for row in rows)
    # On a phone each cell stands below its heading; none lies off the screen.
    assert soup.select_one("table.stacked") is not None
    assert rows[0].select("td")[0]["data-label"] == "Svar"


def test_an_evaluation_without_questions_says_what_an_answer_would_take() -> None:
    text = answers_in_short((), REGISTRY).markdown
    assert text.startswith("Der er ikke stillet spørgsmål om det i denne evaluering.")
    rows = read(text).select("tbody tr")
    assert len(rows) == 6
    needs = [row.select("td")[1].get_text() for row in rows]
    assert needs[0] == (
        "En kendt første dag; tal, der er gjort op på samme måde hele vejen; tal for mindst 1 område med planen; så "
        "mange områder at sammenligne med, at svaret kan skelnes fra et tilfælde; mindst 1 periode før start; mindst "
        "1 periode efter start; samme start i alle områder med planen."
    )
    # It says nothing about figures that nobody looked at.
    assert not re.search(r"\b0 (?:områder|perioder)|ikke oplyst|har tal", text)
    assert causal_words(read(text).get_text(" "), anywhere=True) == ()
    assert questions_in_full((), REGISTRY).markdown == ""


def test_the_day_on_which_a_question_was_written_down_is_told() -> None:
    question = PLAN.effects[0].model_copy(update={"written": date(2016, 5, 2)})
    text = questions_in_full(answer_all([question], PLAN.comparison_pool, ()), REGISTRY).markdown
    assert "Spørgsmålet blev skrevet ned 2. maj 2016." in text


def test_a_question_that_the_figures_cannot_answer_names_everything_that_is_missing() -> None:
    """Without any figure each method of the plan says what it lacks."""
    answers = answer_all(PLAN.effects[:1], PLAN.comparison_pool, ())
    text = read(questions_in_full(answers, REGISTRY).markdown).get_text(" ")
    assert "Det kan ikke afgøres, om tallet for »Fremmøde i dagtilbud« er et andet" in text
    assert text.count("Der er tal for 0 perioder før start; der skal være mindst 1.") == 2
    assert "Grundlaget er trin 1 af 5" in text
    short = answers_in_short(answers, REGISTRY).markdown
    assert "I tallene har spørgsmålet ikke noget klart svar." in short
    assert "kan ikke afgøres" in short


def test_a_figure_can_be_made_interactive_from_the_same_numbers(answers: tuple[Answer, ...]) -> None:
    answer = answers[0]
    assert isinstance(answer.found, Estimate)
    assert answer.beside is not None
    assert answer.panel is not None
    figure = event_figure(answer.beside, answer.panel, REGISTRY.indicator(answer.found.indicator), answer=answer.found)
    assert figure.spec.message == "Fremmøde i dagtilbud gik op i forhold til de områder, der sammenlignes med"
    data = figure.plotly()["data"]
    assert isinstance(data, list)
    assert data
    assert causal_words(f"{figure.spec.message}. {figure.spec.caption} {figure.spec.alt}", anywhere=True) == ()


def test_the_title_of_the_figure_says_what_the_answer_says(page: tuple[str, Path], answers: tuple[Answer, ...]) -> None:
    """The drawn path is against one period and not corrected; it may seem to say something else."""
    found = parts(page[0])
    seen = set[str]()
    for answer in answers:
        soup = read(found[answer.question.question])
        headline, image = soup.select_one(".headline"), soup.select_one("figure img")
        assert headline is not None
        assert image is not None
        title, said = str(image["alt"]), headline.get_text(" ")
        opened = "kan det ikke afgøres" in said
        seen.add("open" if opened else "clear")
        assert opened == ("det kan ikke afgøres, om tallet gik op eller ned" in title), (said, title)
        if not opened:
            assert (" lavere, " in said) == ("gik ned i forhold" in title), (said, title)
    assert seen == {"open", "clear"}


def test_an_open_answer_has_no_sign_that_is_clear(page: tuple[str, Path]) -> None:
    text = parts(page[0])["Fik flere unge et fritidsjob, end der ville have haft et uden planen?"]
    assert "Fortegnet er" not in text
    assert "Svaret kan ikke afgøres, så der er intet svar at prøve." in text
    assert "Prøven måler et andet tal end svaret" in text
    assert "Svaret holder ikke, hvis områderne" not in text
    assert "0,0 gange" not in page[0]


def test_starts_of_its_own_are_named_and_marked(page: tuple[str, Path]) -> None:
    text = read(page[0])
    told = [one for one in text.select("p") if "regner med, at planen begyndte" in one.get_text()]
    assert len(told) == 1
    assert "Sydbyen 1. januar 2019" in told[0].get_text(" ")
    assert told[0].select("[data-origin=synthetic]")


def test_english_cells_say_so(page: tuple[str, Path], answers: tuple[Answer, ...]) -> None:
    english = [cell.get_text(" ") for cell in read(page[0]).select("td[lang=en]")]
    for answer in answers:
        assert isinstance(answer.found, Estimate)
        assert any(answer.found.method in text for text in english)


def test_the_numbers_of_areas_that_are_told_are_those_that_the_methods_take() -> None:
    assert too_few(TwoGroups(1, (1.0,) * 19))
    assert not too_few(TwoGroups(1, (1.0,) * 20))
    assert too_few(TwoGroups(2, (1.0,) * 6))
    assert not too_few(TwoGroups(2, (1.0,) * 7))
