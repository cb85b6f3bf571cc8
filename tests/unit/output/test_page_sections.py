from __future__ import annotations

from datetime import date

from helpers.output.fragments import Fragment
from helpers.output.sections import WRITTEN, activity_description, after_the_plan, area_facts
from helpers.plan.model import AreaFact, Citation
from unit.output.text_cases import PLAN, REGISTRY


def test_a_round_that_reaches_past_the_plan_says_so() -> None:
    assert after_the_plan([PLAN], "end") == Fragment(
        "Slagelse sluttede den 30. september 2021, men tal for slut 2021 gælder frem til den 31. december 2021 "
        "og rummer derfor også tid efter planen."
    )


def test_a_round_within_the_plan_says_nothing() -> None:
    whole_year = PLAN.model_copy(update={"end": date(2021, 12, 31)})
    assert after_the_plan([PLAN], "midway") == after_the_plan([whole_year], "end") == Fragment("")


def test_of_several_plans_only_those_that_ended_are_named() -> None:
    other = PLAN.model_copy(update={"short_name": "BolivVejle", "end": date(2021, 12, 31)})
    assert after_the_plan([other, PLAN], "end") == after_the_plan([PLAN], "end")


def test_a_target_group_ends_with_one_full_stop() -> None:
    def told(group: str) -> str:
        activity = PLAN.activities[0].model_copy(update={"target_group": group})
        return activity_description(PLAN.model_copy(update={"activities": (activity,)}), activity.id).markdown

    assert told("Unge.").startswith("Indsatsområde: Naboskab. Målgruppe: Unge.\n")
    assert told("Unge") == told("Unge.")


def test_what_documents_say_of_an_area_is_told_as_what_they_wrote() -> None:
    fact = AreaFact(text="Der er 320 boliger.", source=Citation(document="S1", page=6))
    place = REGISTRY.areas[0].model_copy(update={"facts": (fact,)})
    registry = REGISTRY.model_copy(update={"areas": (place, *REGISTRY.areas[1:])})
    told = area_facts(registry, place.id).markdown
    assert f"<p>{WRITTEN}</p><ul" in told
    assert "Der er 320 boliger." in told
    assert area_facts(REGISTRY, place.id) == Fragment("")
