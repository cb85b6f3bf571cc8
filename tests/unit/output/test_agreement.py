from __future__ import annotations

import re
from datetime import date

from helpers.output.agreement import LOST, NOT_STATED, agreement_sections, budget_table, statements
from helpers.plan.agreement import (
    Agreement,
    Body,
    Budget,
    BudgetAmount,
    BudgetPost,
    Contradiction,
    EvaluationStep,
    PlannedMilestone,
    Staffing,
    Statement,
)
from helpers.plan.model import Citation, SourceDocument
from unit.output.text_cases import PLAN, REGISTRY

SOURCE = Citation(document="S2", page=19)
AREA = PLAN.areas[0]
GOAL = PLAN.goals[0]
STEP = EvaluationStep(id="e", what="Leverancemåling", frequency="hvert kvartal", source=SOURCE)
CONTRADICTION = Contradiction(
    id="x", what="20 og 30 kan ikke begge gælde", affects=(GOAL.id, "obs-ukendt"), sources=(SOURCE,)
)


def plain(markdown: str) -> str:
    """Return the words without tags, one space between them."""
    return " ".join(re.sub(r"<[^>]+>", " ", markdown).replace("\N{NO-BREAK SPACE}", " ").split())


def test_an_agreement_without_more_than_goals_says_so() -> None:
    assert agreement_sections(PLAN, REGISTRY).markdown == "Dokumenterne siger ikke mere end målene."


def test_the_documents_that_a_plan_declares_stand_first_with_where_they_can_be_read() -> None:
    declared = (
        SourceDocument(key="A1", title="Aftalen", day=date(2025, 3, 1), address="https://eksempel.dk/aftale.pdf"),
        SourceDocument(key="A2", title="Bilag", address="Kommunens arkiv, sag 12"),
    )
    markdown = agreement_sections(PLAN.model_copy(update={"documents": declared}), REGISTRY).markdown
    assert markdown.startswith("## Dokumenterne")
    assert "A1 Aftalen 1. marts 2025 https://eksempel.dk/aftale.pdf A2 Bilag – Kommunens arkiv, sag 12" in plain(
        markdown
    )
    assert markdown.count("<a href=") == 1


def test_the_budget_stands_by_post_and_funder_and_a_lost_amount_is_not_filled_in() -> None:
    posts = (
        BudgetPost(
            name="Image",
            amounts=(BudgetAmount(funder="Fonden", dkk=155000), BudgetAmount(funder="Lokalt", dkk=None)),
            total_dkk=None,
        ),
        BudgetPost(name="Evaluering", amounts=(BudgetAmount(funder="Fonden", dkk=1190000),), total_dkk=1190000),
    )
    budget = Budget(period="2013-2016", posts=posts, wording="Budgetramme", source=SOURCE)
    words = plain(budget_table(PLAN.model_copy(update={"budget": budget})).markdown)
    assert "Budget 2013-2016 i kroner (dokument S2, side 19). Dokumentets ord: »Budgetramme«." in words
    assert "Post Fonden Lokalt I alt" in words
    assert f"Image 155.000 {LOST} {LOST}" in words
    assert "Evaluering 1.190.000 – 1.190.000" in words


def test_every_section_with_content_is_there_with_its_place() -> None:
    plan = PLAN.model_copy(
        update={
            "agreements": (Agreement(id="aftale", name="Aftalen", kind="aftale", areas=(AREA,), source=SOURCE),),
            "bodies": (
                Body(id="bps", name="Styregruppen", meetings_per_year=4, source=SOURCE),
                Body(id="lokal", name="Lokal gruppe", source=SOURCE),
            ),
            "milestones": (
                PlannedMilestone(id="m", what="Strategien foreligger", when="2014", goal=GOAL.id, source=SOURCE),
            ),
            "staffing": (Staffing(id="s", role="Koordinator", area=AREA, percent=50, persons=2, source=SOURCE),),
            "evaluation_cycle": (STEP,),
            "contradictions": (CONTRADICTION,),
            "statements": (Statement(id="v", kind="vision", text="Attraktive områder", source=SOURCE),),
        }
    )
    words = plain(agreement_sections(plan, REGISTRY).markdown)
    area = REGISTRY.area(AREA).name
    for said in (
        f"Aftalen aftale – {area} {NOT_STATED} – {NOT_STATED} dokument S2, side 19",
        f"Styregruppen {NOT_STATED} 4 om året – dokument S2, side 19",
        f"Lokal gruppe {NOT_STATED} {NOT_STATED} – dokument S2, side 19",
        f"2014 Strategien foreligger {GOAL.short_name} dokument S2, side 19",
        f"Koordinator {area} 2 personer og 50 % af et årsværk dokument S2, side 19",
        f"Leverancemåling hvert kvartal {NOT_STATED} dokument S2, side 19",
        f"20 og 30 kan ikke begge gælde. {GOAL.short_name} dokument S2, side 19",
        "Attraktive områder dokument S2, side 19",
    ):
        assert said in words
    assert "## Økonomi" not in words


def test_statements_stand_by_sort_and_their_text_is_escaped() -> None:
    found = (
        Statement(id="a", kind="rule", text="Højst <3> år", source=SOURCE),
        Statement(id="b", kind="principle", text="Forankring", source=SOURCE),
    )
    markdown = statements(PLAN.model_copy(update={"statements": found})).markdown
    assert markdown.index("Forankring") < markdown.index("Højst &lt;3&gt; år")
