"""Det, man kan regne sig frem til: summer, forskelle og tidligere udgivelser."""

from __future__ import annotations

from datetime import date

from helpers.disclosure.earlier import published_figures, read_earlier
from helpers.disclosure.policy import Policy
from helpers.disclosure.release import release
from helpers.disclosure.suppression import protect, protect_all
from helpers.measurement.results import Results
from helpers.observations.table import Observation
from helpers.plan.model import Indicator, Nature, Plan, Target, TargetKind
from unit.measurement.cases import goal, indicator, plan, registry, results, seen

POLICY = Policy()
PERSONS = indicator()
EVENTS = indicator(nature=Nature.EVENT_COUNT, yearly="sum")
AREAS = {"a": 3, "b": 12, "c": 30, "d": 45}


def _plan(name: str = "proeve", **more: object) -> Plan:
    return plan(goal(Target(kind=TargetKind.ABSOLUTE_LEVEL, value=1), areas=("d",)), id=name, **more)


def _measured(of: Indicator, *rows: Observation) -> Results:
    return results(_plan(comparisons=("sum",)), registry(of), *rows)


def _hidden(of: Indicator, *rows: Observation) -> set[str]:
    return {one.area for one in protect(_measured(of, *rows), registry(of), POLICY).hidden}


def test_naboens_tal_skjules_med_naar_summen_er_vist() -> None:
    """Fire områder har 3, 12, 30 og 45 frivillige, 90 tilsammen. De 3 er for få til at blive vist.

    Stod kun det tal som »..«, kunne enhver regne det ud: 90 minus 12, 30 og 45 er 3. Derfor skjules også de 12, som er
    det mindste tal, der er nok. Nu ved man kun, at de to områder har 15 tilsammen: det skjulte tal kan være alt fra 0
    til 15. Summen, 90, bliver stående.
    """
    rows = [seen(2021, count, area=area) for area, count in AREAS.items()]
    assert _hidden(PERSONS, *rows) == {"a", "b"}
    assert sum(AREAS.values()) - AREAS["c"] - AREAS["d"] == 15


def test_slut_minus_midtvejs_er_ogsaa_et_tal() -> None:
    """Fra starten til midtvejs har 20 fået job, fra starten til slut 23. Begge tal er store nok hver for sig.

    Men forskellen er de 3, der fik job imellem, og et så lille tal viser vi ikke. Derfor vises kun det ene af de to.
    Var det blevet til 26, var forskellen 6, og begge kunne vises.
    """
    for end, shown in ((23, 1), (26, 2)):
        rows = [seen((date(2018, 1, 1), date(year, 12, 31)), count) for year, count in ((2019, 20), (2021, end))]
        found = _measured(EVENTS, *rows)
        told = release(found, protect(found, registry(EVENTS), POLICY), "public").results
        assert sum(not one.hidden for one in (*told.series, *told.short_series)) == shown


def test_det_samme_tal_i_to_evalueringer() -> None:
    """En evaluering skjuler et områdes 3 og naboens 12. En anden viser naboens 12 og de to områders sum, 15.

    Hver for sig er de i orden, men lagt ved siden af hinanden røber de tallet. Alt afgøres derfor på én gang: naboens
    tal skjules begge steder.
    """
    one = results(_plan("en", comparisons=("pair",)), registry(PERSONS), *_pair("en", "ab"))
    other = results(_plan("anden", areas=("b",), comparisons=("pair",)), registry(PERSONS), *_pair("anden", "b"))
    found = {"en": one, "anden": other}
    decided = protect_all(found, registry(PERSONS), dict.fromkeys(found, POLICY))
    assert {name: {one.area for one in kept.hidden} for name, kept in decided.items()} == {
        "en": {"a", "b"},
        "anden": {"b"},
    }


def _pair(evaluation: str, areas: str) -> list[Observation]:
    rows = [seen(2021, AREAS[area], area=area, evaluation=evaluation) for area in areas]
    return [*rows, seen(2021, AREAS["a"] + AREAS["b"], area="pair", evaluation=evaluation)]


def test_det_der_er_udgivet_kan_ikke_kaldes_tilbage() -> None:
    """Naboens 12 har stået på siden i et år, før det lille områdes 3 kom til. Nu er det for sent at skjule de 12.

    De, der læste siden dengang, har dem stadig. I stedet skjules et andet tal, så de 3 ikke kan regnes ud. Og det, der
    én gang er skjult, bliver ved med at være det, også hvis det lille tal siden vokser: ellers kunne man regne ud, hvad
    det var.
    """
    known = registry(PERSONS)
    first = _measured(PERSONS, *(seen(2021, AREAS[area], area=area) for area in "bcd"))
    published = read_earlier([published_figures([release(first, protect(first, known, POLICY), "public")], known)])
    later = _measured(PERSONS, *(seen(2021, count, area=area) for area, count in AREAS.items()))
    now = {one.area for one in protect(later, known, POLICY, published).hidden}
    assert "a" in now
    assert not now & set("bcd")
    assert now == {"a", "sum"}
