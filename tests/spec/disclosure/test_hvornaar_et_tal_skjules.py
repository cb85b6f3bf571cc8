"""Hvornår et tal skjules.

Alle eksempler er opdigtede. Tallene i parentes er profilen »dst«, som Målbar leveres med; de to andre profiler er
strengere.
"""

from __future__ import annotations

from helpers.disclosure.cells import Content, contents_of
from helpers.disclosure.profiles import PROFILES, Policy, milder
from helpers.disclosure.rules import Why
from helpers.observations.table import Observation, Origin
from helpers.plan.model import Indicator, Nature
from helpers.plan.protecting import Stricter, StricterInPlan
from unit.measurement.cases import indicator, plan, registry, results, seen

DST = PROFILES["dst"]
EVICTED = indicator(unit="persons")
SHARE = indicator(nature=Nature.REGISTER_SHARE)
OF_CRIME = indicator(nature=Nature.REGISTER_SHARE, sensitive=True)


def only_content(of: Indicator, observation: Observation, policy: Policy = DST) -> Content:
    """Return what stands in the one cell of an observation."""
    known = registry(of, indicator("beboere", unit="persons"), indicator("boliger", unit="homes", counts_persons=False))
    found = contents_of(results(plan(), known, observation), known, policy)
    (content,) = found.values()
    return content


def why(of: Indicator, observation: Observation, policy: Policy = DST) -> Why | None:
    """Return why the figure of an observation is hidden for its own sake."""
    return only_content(of, observation, policy).why


def test_en_til_fire_personer_skjules_og_nul_vises() -> None:
    """4 personer i et område kan kendes af deres naboer, så 1, 2, 3 og 4 skjules. 5 vises. 0 er ingen, og det vises."""
    hidden = [count for count in range(8) if why(EVICTED, seen(2021, count)) == "few"]
    assert hidden == [1, 2, 3, 4]
    assert why(EVICTED, seen(2021, 0)) is None


def test_en_andel_af_faa_skjules() -> None:
    """6 af 19 er 32 %, men 19 personer er for få at regne procent af: grænsen er 20. 6 af 20 (30 %) vises."""
    assert why(SHARE, seen(2021, of=(6, 19))) == "small_group"
    assert why(SHARE, seen(2021, of=(6, 20))) is None


def test_for_kriminalitet_og_helbred_er_graensen_50() -> None:
    """6 af 40 vises om et almindeligt emne. Handler det om kriminalitet, helbred eller oprindelse, kræves 50."""
    assert why(SHARE, seen(2021, of=(6, 40))) is None
    assert why(OF_CRIME, seen(2021, of=(6, 40))) == "small_group"
    assert why(OF_CRIME, seen(2021, of=(6, 50))) is None


def test_de_faa_der_ikke_er_med_beskyttes_ogsaa() -> None:
    """47 af 50 i arbejde er 94 %. Men det siger også, at 3 er uden arbejde, og de 3 kan kendes. 45 af 50 vises."""
    assert why(SHARE, seen(2021, of=(47, 50))) == "few_left"
    assert why(SHARE, seen(2021, of=(45, 50))) is None


def test_alle_eller_ingen_siger_noget_om_hver_enkelt() -> None:
    """0 af 30 og 30 af 30 fortæller om hver af de 30. Det skjules for grupper under 50; 0 af 50 vises."""
    assert why(SHARE, seen(2021, of=(0, 30))) == "all_or_none"
    assert why(SHARE, seen(2021, of=(30, 30))) == "all_or_none"
    assert why(SHARE, seen(2021, of=(0, 50))) is None


def test_en_andel_uden_sine_antal_skjules_i_et_lille_omraade() -> None:
    """»40 %« uden at sige af hvor mange kan være 2 af 5.

    Derfor vises det ikke for et område. For en kommune vises det.
    """
    assert why(SHARE, seen(2021, 40.0)) == "unknown_group"
    assert why(SHARE, seen(2021, 40.0, area="mean")) is None


def test_det_der_staar_trykt_i_aftalen_skjules_ikke() -> None:
    """Aftalen skriver selv »3 familier«.

    Det er allerede offentligt, og at skjule det ville kun skjule, at det er det.
    """
    printed = seen(2021, 3, origin=Origin.DOCUMENTED, document="S1", page=6)
    assert why(EVICTED, printed) is None
    assert only_content(EVICTED, printed).printed


def test_foelsomme_tal_kraever_hundrede_beboere_og_halvtreds_boliger() -> None:
    """8 dømte af 60 unge kunne vises.

    Men bor der 95 i området, vises ingen følsomme tal om det; ved 100 beboere i 50 boliger vises de. Andre tal om
    området vises stadig.
    """
    known = registry(
        OF_CRIME,
        indicator("andel", nature=Nature.REGISTER_SHARE),
        indicator("beboere", unit="persons"),
        indicator("boliger", unit="homes", counts_persons=False),
    )
    policy = DST.model_copy(update={"residents": ("beboere",), "homes": ("boliger",)})

    def hidden(residents: int, homes: int, name: str = "tal") -> Why | None:
        figures = (
            seen(2021, residents, name="beboere"),
            seen(2021, homes, name="boliger"),
            seen(2021, of=(8, 60), name=name),
        )
        found = contents_of(results(plan(), known, *figures), known, policy)
        return next(content.why for cell, content in found.items() if cell.indicator == name)

    assert hidden(95, 60) == "small_area"
    assert hidden(100, 49) == "small_area"
    assert hidden(100, 50) is None
    assert hidden(95, 60, "andel") is None


def test_ved_ingen_hvor_mange_der_bor_der_skjuler_de_strenge_profiler() -> None:
    """Siger ingen tal, hvor mange der bor i området, vises følsomme tal under »dst«.

    Under »streng« og »acro« skjules de. Bor der 500, behøver boligerne ikke at være talt: så mange bor ikke i 49.
    """
    crime = seen(2021, of=(30, 60))
    answers = {name: why(OF_CRIME, crime, policy) for name, policy in PROFILES.items()}
    assert answers == {"dst": None, "streng": "unknown_area", "acro": "unknown_area"}
    known = registry(OF_CRIME, indicator("beboere", unit="persons"))
    policy = PROFILES["streng"].model_copy(update={"residents": ("beboere",)})
    for residents, expected in ((499, "unknown_area"), (500, None)):
        figures = (seen(2021, residents, name="beboere"), crime)
        found = contents_of(results(plan(), known, *figures), known, policy)
        assert next(content.why for cell, content in found.items() if cell.indicator == "tal") == expected


def test_de_tre_profiler() -> None:
    """Det mindste antal, der vises, er 5 under »dst«, 8 under »streng« og 10 under »acro«.

    »acro« skjuler også 0, og kan et skjult tal regnes ud af de andre, skal der være mindst 5, 8 eller 10 mellem det
    laveste og det højeste, det kan være.
    """
    shown = {
        name: min(count for count in range(1, 20) if why(EVICTED, seen(2021, count), policy) is None)
        for name, policy in PROFILES.items()
        if policy.rounding is None
    }
    assert shown == {"dst": 5, "acro": 10}
    assert [why(EVICTED, seen(2021, count), PROFILES["streng"]) for count in (7, 8)] == ["few", None]
    assert why(EVICTED, seen(2021, 0), PROFILES["acro"]) == "zero"
    assert why(EVICTED, seen(2021, 0), PROFILES["streng"]) is None
    widths = {name: only_content(EVICTED, seen(2021, 3), policy).width for name, policy in PROFILES.items()}
    assert widths == {"dst": 5, "streng": 8, "acro": 10}


def test_en_plan_en_indikator_og_en_opdeling_kan_kun_goere_det_strengere() -> None:
    """12 unge vises, for grænsen er 5.

    Siger planen mindst 10 om alt, og indikatoren mindst 15 for drenge, vises de 12 i alt stadig, men ikke 12 drenge:
    det strengeste gælder. Skriver nogen mindst 3, er det en fejl.
    """
    youth = indicator(unit="persons", protection=(Stricter(breakdown="drenge", smallest_shown=15),))
    known = registry(youth)
    policy = DST.of_plan(plan(protection=(StricterInPlan(smallest_shown=10),)))
    rows = (seen(2021, 12), seen(2021, 12, breakdown="drenge"), seen(2021, 9, area="b"))
    found = contents_of(results(plan(), known, *rows), known, policy)
    answers = {(cell.area, cell.breakdown): content.why for cell, content in found.items() if cell.area in "ab"}
    assert answers == {("a", None): None, ("a", "drenge"): "few", ("b", None): "few"}
    assert milder("smallest_shown", 5, 3)
