from __future__ import annotations

import pytest

from helpers.errors import UsageError
from helpers.plan.model import Area, AreaKind
from helpers.templates.owners import deliveries_of, find_owner, owners_in
from raw_project import CITED
from template_plan import PLAN, REGISTRY

OWNERS = ("Sydsjællands og Lolland-Falsters Politi", "Slagelse Brand og Redning", "Slagelse Kommune", "Staten")


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("Tjansen", ("Tjansen",)),
        ("AAB og Jobcenter Vejle", ("AAB", "Jobcenter Vejle")),
        ("Slagelse Kommune og UU", ("Slagelse Kommune", "UU")),
        ("Vejle Kommune og boligorganisationerne", ("Vejle Kommune", "Boligorganisationerne")),
        ("Fællessekretariatet og Kompetencecentret", ("Fællessekretariatet", "Kompetencecentret")),
        ("Kommune, boligorganisation og helhedsplan", ("Kommune", "Boligorganisation", "Helhedsplan")),
        ("Sydsjællands og Lolland-Falsters Politi", ("Sydsjællands og Lolland-Falsters Politi",)),
        ("Slagelse Brand og Redning", ("Slagelse Brand og Redning",)),
        ("Kompetencecentret (egne registreringer)", ("Kompetencecentret",)),
        ("BL (kriminalretlige afgørelser og sigtelser)", ("BL",)),
    ],
)
def test_a_text_names_the_owners_that_one_can_ask(text: str, owners: tuple[str, ...]) -> None:
    assert owners_in(text) == owners


def test_an_indicator_stands_with_each_of_its_owners_and_only_if_the_plan_uses_it() -> None:
    found = {owner: [one.id for one in what] for owner, what in deliveries_of(PLAN, REGISTRY).items()}
    assert found == {
        "Fyns Politi": ["tryghed", "haervaerk", "domme"],
        "Sekretariatet": ["moeder", "budget", "vurdering", "milepael"],
        "Vejle Kommune": ["budget"],
    }


def test_an_acronym_is_the_owner_that_the_registry_explains_it_by() -> None:
    first, second, *rest = REGISTRY.indicators
    named = (
        first.model_copy(update={"data_owner": "Ungdommens Uddannelsesvejledning (UU)"}),
        second.model_copy(update={"data_owner": "Staten og UU"}),
    )
    registry = REGISTRY.model_copy(update={"indicators": (*named, *rest)})
    found = deliveries_of(PLAN, registry)
    assert [one.id for one in found["Ungdommens Uddannelsesvejledning"]] == ["tryghed", "domme"]
    assert "UU" not in found


@pytest.mark.parametrize(
    ("registered", "document", "asked"),
    [
        ("Fyns Politi", "S9", "Politiet"),
        ("Sydsjællands og Lolland-Falsters Politi", "S9", "Politiet"),
        ("Sydsjællands og Lolland-Falsters Politi", "S1", "Sydsjællands og Lolland-Falsters Politi"),
        ("Odense Kommune", "S9", "Vejle Kommune"),
        ("Jobcenter Odense", "S9", "Jobcenter"),
        ("Odense Brand og Redning", "S9", "Brand og Redning"),
        ("Jobcenter Vejle", "S9", "Jobcenter Vejle"),
        ("Kommunen", "S1", "Vejle Kommune"),
        ("Kommune, boligorganisation og helhedsplan", "S9", "Vejle Kommune"),
        ("Ikke angivet", "S1", None),
    ],
)
def test_a_body_of_the_place_that_defined_an_indicator_is_not_asked_by_another_plan(
    registered: str, document: str, asked: str | None
) -> None:
    first, *rest = REGISTRY.indicators
    named = first.model_copy(
        update={"data_owner": registered, "source": CITED.model_copy(update={"document": document})}
    )
    other = Area(id="odense-kommune", name="Odense Kommune", kind=AreaKind.MUNICIPALITY)
    registry = REGISTRY.model_copy(update={"indicators": (named, *rest), "areas": (*REGISTRY.areas, other)})
    found = deliveries_of(PLAN.model_copy(update={"municipality": "Vejle Kommune"}), registry)
    owners = [owner for owner, what in found.items() if named in what]
    assert owners[:1] == ([] if asked is None else [asked])


@pytest.mark.parametrize(
    ("word", "owner"),
    [
        ("politiet", OWNERS[0]),
        ("Politi", OWNERS[0]),
        ("sydsjællands og lolland-falsters politi", OWNERS[0]),
        ("brand", OWNERS[1]),
        ("Kommunen", OWNERS[2]),
        ("stat", OWNERS[3]),
    ],
)
def test_an_owner_is_found_by_a_loose_name(word: str, owner: str) -> None:
    assert find_owner(word, OWNERS) == owner


@pytest.mark.parametrize(
    ("word", "remedy"),
    [("politti", "Sydsjællands og Lolland-Falsters Politi"), ("komune", "Slagelse Kommune"), ("slagelse", "Slagelse")],
)
def test_a_name_that_fits_none_or_two_is_refused_with_the_closest(word: str, remedy: str) -> None:
    with pytest.raises(UsageError) as raised:
        find_owner(word, OWNERS)
    assert remedy in str(raised.value)


@pytest.mark.parametrize("word", ["", "?", "  "])
def test_no_word_is_no_owner(word: str) -> None:
    with pytest.raises(UsageError):
        find_owner(word, OWNERS)
