"""The page about an evaluation's effect questions: the answer first, then how it was found and what it can stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from helpers.disclosure.released import Released
from helpers.effects.asking import Answer, Tried, answer_all
from helpers.effects.estimate import Estimate
from helpers.effects.grading import Ground
from helpers.effects.interrupted import Interruption
from helpers.effects.synthetic import Synthetic
from helpers.measurement.refusing import Refusal
from helpers.observations.table import Origin
from helpers.output.effect_reasons import design_words, ground_words, level_words
from helpers.output.effect_tables import (
    assumption_table,
    balance_table,
    interval_cell,
    number_rows,
    requirements_table,
    sensitivity_table,
    suitability_table,
    weights_table,
)
from helpers.output.effect_words import answer_sentence, change_words, is_clear, short_answer, wish_sentence
from helpers.output.figures_effects import Beside, areas_words, beside_figure, event_figure
from helpers.output.figures_spec import Cell
from helpers.output.fragments import Fragment
from helpers.output.refusals import refusal_sentences
from helpers.output.rendering import render
from helpers.output.sections import folded
from helpers.output.wording import count_word, day, listed, number, sentence
from helpers.plan.model import Plan, Registry

_ASKED_NOTHING = (
    "Der er ikke stillet spørgsmål om det i denne evaluering. Tallene viser, hvordan det gik; de viser ikke, hvordan "
    "det ville være gået uden planen.\n\n"
    "Et svar kræver et spørgsmål, der er skrevet ned, før tallene kommer: hvilket tal, hvilke områder, fra hvilken "
    "dag, og hvilke områder uden planen der sammenlignes med. Og det kræver tal fra både før og efter. Tabellen viser, "
    "hvad hver metode skal bruge."
)
_NOT_A_NO = "Et spørgsmål uden klart svar er ikke et nej: det kan ikke afgøres med disse tal."
_HOW_TO_READ = (
    "Spørgsmålene, reglen for områderne at sammenligne med og metoderne står i planen og er låst, så de ikke kan "
    "ændres efter svaret. Hvor stærkt grundlaget er, er regnet ud og ikke skønnet: fra trin 1, hvor tallene ikke kan "
    "svare, til trin 5. Én evaluering kan højst nå trin 3."
)
_A_JUMP = (
    " Tallet er gennemsnittet af alle perioder siden start, holdt op mod den linje, tallene fulgte før. Jo længere "
    "linjen føres frem, jo mindre sikker er den."
)
_SMALLEST_SHOWN_P = 0.001


def answers_to(released: Released, plan: Plan) -> tuple[Answer, ...]:
    """Return the answers to the plan's questions from released figures; what is hidden is a gap."""
    results = released.results
    return answer_all(plan.effects, plan.comparison_pool, (*results.series, *results.short_series))


def answers_in_short(answers: Sequence[Answer], registry: Registry) -> Fragment:
    """Return how many questions have a clear answer, and a table of them; or what an answer would take."""
    if not answers:
        return Fragment.join((Fragment(_ASKED_NOTHING), requirements_table("metoder")))
    rows = [_short_row(answer, registry) for answer in answers]
    headings = ("Spørgsmål", "Svar", "Forskel", "Mellem", "Hvor stærkt er grundlaget")
    synthetic = any(_synthetic(answer) for answer in answers)
    intro = render("marked", text=_how_many(answers, synthetic=synthetic), synthetic=synthetic)
    table = number_rows("svar", "Spørgsmålene og svarene", headings, rows, synthetic=synthetic, stacked=True)
    return Fragment.join((intro, Fragment(_NOT_A_NO), table, Fragment(_HOW_TO_READ)))


def _how_many(answers: Sequence[Answer], *, synthetic: bool) -> str:
    clear = sum(answer.grade.causal for answer in answers)
    where = "I de opdigtede tal har" if synthetic else "I tallene har"
    if len(answers) == 1:
        return f"{where} spørgsmålet {'et' if clear else 'ikke noget'} klart svar. Der er stillet ét spørgsmål."
    told = {0: "ingen", 1: "ét"}.get(clear, count_word(clear))
    return f"{where} {told} af de {count_word(len(answers))} spørgsmål et klart svar."


def questions_in_full(answers: Sequence[Answer], registry: Registry) -> Fragment:
    """Return each question with its answer, figure and all that it rests on."""
    return Fragment.join(part for answer in answers for part in _question(answer, registry))


def _question(answer: Answer, registry: Registry) -> list[Fragment]:
    question = answer.question
    parts = [Fragment(f"## {question.question}"), _head(answer, registry), _figure(answer, registry)]
    found, stem, synthetic = answer.found, question.id, _synthetic(answer)
    details = [
        ("Hvem der sammenlignes med", balance_table(answer, registry, f"balance-{stem}")),
        ("Hvilke metoder tallene kan bære", suitability_table(answer.verdicts, f"metoder-{stem}", synthetic=synthetic)),
    ]
    if isinstance(found, Estimate):
        details += [
            ("Hvad der skal passe, og hvad der er set efter", _assumptions(found, registry, stem)),
            ("Hvad svaret kan tåle", _stands(answer, registry, stem)),
            ("Metoden i tal", _method(found, registry, stem)),
        ]
    parts += [folded(title, inside) for title, inside in details if inside.markdown]
    return parts


def _head(answer: Answer, registry: Registry) -> Fragment:
    indicator = registry.indicator(answer.question.indicator)
    synthetic = _synthetic(answer)
    grounds = [ground_words(ground) for ground in _telling(answer)]
    if isinstance(answer.found, Refusal):
        grounds = [sentence for tried in answer.tried for sentence in _refused(tried)]
    return render(
        "effect_answer",
        answer=answer_sentence(answer.found, int(answer.grade.level), indicator, invented=synthetic),
        wish=wish_sentence(answer.found, indicator),
        level=f"Grundlaget er {level_words(answer.grade.level)}",
        grounds=grounds,
        facts=_facts(answer),
        starts=_starts(answer, registry),
        reason=f"{sentence(answer.question.reason)}{_written(answer)}",
        synthetic=synthetic,
    )


def _telling(answer: Answer) -> tuple[Ground, ...]:
    """Return the grounds of the grade; that an answer is fragile tells nothing where there is none."""
    found = answer.found
    open_answer = isinstance(found, Estimate) and not is_clear(found)
    return tuple(ground for ground in answer.grade.grounds if not (open_answer and ground is Ground.FRAGILE))


def _starts(answer: Answer, registry: Registry) -> str:
    """Return the days that the question counts from where areas have days of their own."""
    question = answer.question
    if not question.own_starts:
        return ""
    days = listed(f"{registry.area(area).name} {day(question.start_of(area))}" for area in question.areas)
    return f"Spørgsmålet regner med, at planen begyndte på disse dage: {days}."


def _assumptions(found: Estimate, registry: Registry, stem: str) -> Fragment:
    return assumption_table(found, registry.indicator(found.indicator), f"antagelser-{stem}")


def _written(answer: Answer) -> str:
    on = answer.question.written
    if on is None:
        return " Det er ikke oplyst, hvornår spørgsmålet blev skrevet ned."
    return f" Spørgsmålet blev skrevet ned {day(on)}."


def _refused(tried: Tried) -> Iterator[str]:
    if isinstance(tried.found, Refusal):
        yield f"{design_words(tried.design)}: {' '.join(refusal_sentences(tried.found))}"


def _facts(answer: Answer) -> str:
    """Return what the answer rests on, in one line."""
    found = answer.found
    hidden = f" {number(answer.hidden)} tal er skjult af hensyn til diskretion og mangler." if answer.hidden else ""
    if isinstance(found, Refusal):
        return hidden.strip()
    beside = f" og {number(len(found.comparisons))} at sammenligne med" if found.comparisons else ""
    jump = _A_JUMP if isinstance(answer.detail, Interruption) else ""
    return (
        f"{design_words(found.design)}. Bygger på {number(found.n)} tal: {areas_words(len(found.treated))} med "
        f"planen{beside}, {number(found.periods_before)} {_periods(found.periods_before)} før og "
        f"{number(found.periods_after)} efter start.{hidden}{jump}"
    )


def _figure(answer: Answer, registry: Registry) -> Fragment:
    found, panel = answer.found, answer.panel
    if isinstance(found, Refusal) or panel is None:
        return Fragment("")
    indicator, name = registry.indicator(found.indicator), f"forskel-{answer.question.id}"
    detail = answer.detail
    if isinstance(detail, Synthetic):
        path = [Beside(one.period, one.observed, one.synthetic) for one in detail.path]
        return beside_figure(path, found, panel, indicator, mixture=True).fragment(name)
    if isinstance(detail, Interruption):
        path = [Beside(one.period, one.observed, one.expected, one.low, one.high) for one in detail.path]
        return beside_figure(path, found, panel, indicator, mixture=False).fragment(name)
    return event_figure(answer.beside, panel, indicator, answer=found).fragment(name) if answer.beside else Fragment("")


def _stands(answer: Answer, registry: Registry, stem: str) -> Fragment:
    detail = answer.detail
    if isinstance(detail, Synthetic):
        return weights_table(detail, registry, f"blanding-{stem}")
    return sensitivity_table(answer, registry, f"taaler-{stem}")


def _method(found: Estimate, registry: Registry, stem: str) -> Fragment:
    """Return the method with its paper, and how clear the answer is alone and among all questions."""
    synthetic = found.origin is Origin.SYNTHETIC
    rows = [
        (Cell("Forskel"), Cell(change_words(found.value, found, registry.indicator(found.indicator)), synthetic)),
        (Cell("Mellem"), Cell(interval_cell(found, registry), synthetic)),
        (Cell("Metode (på engelsk)"), Cell(found.method, synthetic, "en")),
        (Cell("Interval (på engelsk)"), Cell(found.interval.method, lang="en")),
        (Cell("Kilder"), Cell(found.reference, lang="en")),
        (Cell("p-værdi alene"), Cell(_p(found.p), synthetic)),
        (Cell("p-værdi blandt alle spørgsmål"), Cell(_p(found.adjusted_p), synthetic)),
        (Cell("Rettet for antallet af spørgsmål efter"), Cell(found.adjusted_by or "")),
    ]
    return number_rows(f"metode-{stem}", "Metoden i tal", ("Hvad", "Tal"), rows, synthetic=synthetic)


def _periods(count: int) -> str:
    return "periode" if count == 1 else "perioder"


def _p(value: float | None) -> str:
    if value is None:
        return ""
    return f"under {number(_SMALLEST_SHOWN_P, 3)}" if value < _SMALLEST_SHOWN_P else number(value, 3)


def _short_row(answer: Answer, registry: Registry) -> tuple[Cell, ...]:
    found, synthetic = answer.found, _synthetic(answer)
    told = short_answer(found, int(answer.grade.level), invented=synthetic)
    answered = (Cell(answer.question.question), Cell(told, synthetic))
    level = Cell(f"trin {int(answer.grade.level)} af 5", synthetic)
    if isinstance(found, Refusal):
        return (*answered, Cell(""), Cell(""), level)
    return (
        *answered,
        Cell(change_words(found.value, found, registry.indicator(found.indicator)), synthetic),
        Cell(interval_cell(found, registry), synthetic),
        level,
    )


def _synthetic(answer: Answer) -> bool:
    return answer.panel is not None and answer.panel.origin is Origin.SYNTHETIC
