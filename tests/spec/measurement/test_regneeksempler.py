"""Aftalernes mål, prøvet med tænkte svar.

Målene, og de tal, der står med en side i et dokument, er aftalernes. De svar og antal, som målene prøves med, er
opdigtede: de viser, hvordan der regnes, og siger intet om, hvordan det gik.
"""

from __future__ import annotations

import pytest

from helpers.measurement.intervals import difference_of_proportions, proportion, ratio_of_counts
from helpers.measurement.results import Reason, Word
from helpers.observations.table import Origin, Precision
from helpers.plan.model import Nature, Reading, Target, Unit
from unit.measurement.cases import goal, indicator, judged, plan, registry, results, seen

COUNT = indicator()
SAFETY = indicator(nature=Nature.SURVEY_SHARE)
MOVES = indicator(nature=Nature.REGISTER_SHARE, better="lower")
ABOVE_MEAN = Target(kind="exceed_benchmark", operator=">", value=72.4, benchmark_area="mean")


def test_motalavej_over_de_72_4_procent() -> None:
    """Tryghed på Motalavej (S1 side 15): over gennemsnittet af særligt udsatte boligområder, 72,4 % i 2016.

    Tænkte svar: Hvis 300 blev spurgt, og 246 (82 %) svarede, at de er trygge, ville usikkerheden gå fra 77,3 til
    85,9 %. Hele spændet ligger over 72,4 %, og svaret ville være nået. Svarede 198 af 300 (66 %) ja, ville spændet ende
    ved 71,1 %: ikke nået. Svarede 228 af 300 (76 %) ja, ville spændet begynde ved 70,9 %: tallet er over grænsen, men
    det kan ikke afgøres.
    """
    reached = judged(ABOVE_MEAN, SAFETY, seen(2021, of=(246, 300)))
    assert (reached.word, reached.reason) == (Word.MET, Reason.INTERVAL_CLEAR)
    interval = proportion(246, 300)
    assert (round(interval.low, 1), round(interval.high, 1)) == (77.3, 85.9)
    below = judged(ABOVE_MEAN, SAFETY, seen(2021, of=(198, 300)))
    assert (below.word, below.reason) == (Word.NOT_MET, Reason.INTERVAL_CLEAR)
    assert round(proportion(198, 300).high, 1) == 71.1
    open_case = judged(ABOVE_MEAN, SAFETY, seen(2021, of=(228, 300)))
    assert (open_case.word, open_case.reason) == (Word.UNDETERMINED, Reason.INTERVAL_OVERLAPS)
    assert round(proportion(228, 300).low, 1) == 70.9
    assert open_case.distance == pytest.approx(3.6)


def test_et_tal_uden_antal_svar_kan_ikke_bedoemmes() -> None:
    """Motalavejs 58,3 % (S1 side 6) står uden antal svar. Usikkerheden kan ikke regnes ud, så intet kan afgøres."""
    found = judged(ABOVE_MEAN, SAFETY, seen(2021, 58.3, origin=Origin.DOCUMENTED, document="S1", page=6))
    assert (found.word, found.reason) == (Word.UNDETERMINED, Reason.NO_INTERVAL)
    assert found.distance == pytest.approx(-14.1)
    assert found.origin is Origin.DOCUMENTED


def test_et_gennemsnit_der_flytter_sig_er_selv_usikkert() -> None:
    """Læses målet som »over gennemsnittet samme år«, er grænsen også målt.

    Tænkte svar: 246 af 300 (82 %) mod 780 af 1.000 (78 %) i samme år. Forskellen er 4 procentpoint, mellem −1,4 og
    8,9. Den kan være nul: det kan ikke afgøres, selv om 82 % med sikkerhed er over de 72,4 %, der stod i aftalen.
    """
    moving = Reading(
        name="samme år",
        target=Target(kind="exceed_benchmark", operator=">", benchmark_area="mean", benchmark_moves=True),
    )
    known = registry(SAFETY)
    of = plan(goal(ABOVE_MEAN, moving))
    found = results(of, known, seen(2021, of=(246, 300)), seen(2021, area="mean", of=(780, 1000)))
    fixed, follows = found.attainments_of(round_id="end")
    assert (fixed.word, follows.word) == (Word.MET, Word.UNDETERMINED)
    assert follows.target is not None
    assert (follows.target.value, follows.target.rests_on) == (78.0, "benchmark")
    assert follows.distance == pytest.approx(4.0)


def test_fraflytning_ti_procent_om_aaret() -> None:
    """Fraflytningen (S1 side 15) skal falde 10 % om året fra det foregående år. Vi regner fra et tænkt udgangspunkt.

    Var 220 flyttet fra 1.000 boliger i 2017 (22 %), ville vejen være 22 → 19,8 → 17,82 → 16,04 → 14,43. I 2018 ville
    målet være 19,8 %, og i 2021 højst 14,4 %. Et tænkt tal på 100 af 1.000 ville være nået, 220 af 1.000 ikke nået, og
    150 af 1.000 ville ikke kunne afgøres.
    """
    target = Target(kind="relative_to_preceding_year", operator="<=", value=-10, every_year=True)
    start = seen(2017, of=(220, 1000))
    words = [judged(target, MOVES, start, seen(2021, of=(count, 1000))).word for count in (100, 220, 150)]
    assert words == [Word.MET, Word.NOT_MET, Word.UNDETERMINED]
    found = judged(target, MOVES, start, seen(2021, of=(150, 1000)))
    assert found.target is not None
    assert [year for year, _ in found.target.steps] == [2017, 2018, 2019, 2020, 2021]
    assert [round(value, 2) for _, value in found.target.steps] == [22.0, 19.8, 17.82, 16.04, 14.43]
    midway = judged(target, MOVES, start, seen(2018, of=(190, 1000)), at="midway")
    assert midway.target is not None
    assert midway.target.value == pytest.approx(19.8)


def test_fraflytning_laest_som_ti_procent_af_startvaerdien() -> None:
    """Læst lineært (10 % af startværdien hvert år) bliver vejen fra tænkte 22 % til 19,8 → 17,6 → 15,4 → 13,2."""
    target = Target(kind="relative_to_preceding_year", operator="<=", value=-10, compounding=False)
    found = judged(target, MOVES, seen(2017, of=(220, 1000)), seen(2021, of=(150, 1000)))
    assert found.target is not None
    assert [round(value, 2) for _, value in found.target.steps] == [22.0, 19.8, 17.6, 15.4, 13.2]


def test_fraflytning_laest_som_procentpoint() -> None:
    """Læst som procentpoint bliver »10 % pr. år« fra tænkte 22 % til 12 → 2 → 0 → 0; en andel går ikke under nul.

    Med 2 procentpoint om året er vejen 22 → 20 → 18 → 16 → 14. Også her er tallene tænkte: 100 af 1.000 er 12
    procentpoint under 220 af 1.000 i 2017, med en usikkerhed fra 15,2 til 8,8. Det er klart mere end de 8, der skulle
    til, og svaret ville være nået. 130 af 1.000 er 9 procentpoint under, fra 12,3 til 5,7: det kan ikke afgøres.
    """
    ten = Target(kind="relative_to_preceding_year", operator="<=", value=-10, points=True)
    start = seen(2017, of=(220, 1000))
    found = judged(ten, MOVES, start, seen(2021, of=(150, 1000)))
    assert found.target is not None
    assert [round(value, 2) for _, value in found.target.steps] == [22.0, 12.0, 2.0, 0.0, 0.0]
    assert (found.word, found.target.value) == (Word.NOT_MET, 0.0)
    assert found.target.beyond == (22.0, -40.0), "22 − 40 er under nul; vejen slutter ved nul"
    two = ten.model_copy(update={"value": -2})
    near = judged(two, MOVES, start, seen(2021, of=(130, 1000)))
    assert near.target is not None
    assert [round(value, 2) for _, value in near.target.steps] == [22.0, 20.0, 18.0, 16.0, 14.0]
    assert near.distance == pytest.approx(-1.0)
    assert near.target.beyond is None
    assert (near.word, near.reason) == (Word.UNDETERMINED, Reason.DIFFERENCE_OVERLAPS)
    clear = judged(two, MOVES, start, seen(2021, of=(100, 1000)))
    assert (clear.word, clear.reason) == (Word.MET, Reason.DIFFERENCE_CLEAR)
    for count, low, high in ((100, -15.2, -8.8), (130, -12.3, -5.7)):
        apart = difference_of_proportions((count, 1000), (220, 1000))
        assert (round(apart.low, 1), round(apart.high, 1)) == (low, high)


def test_haervaerk_femten_procent_om_aaret() -> None:
    """Hærværk (S1 side 15) skal falde 15 % om året; efter fire år er 52,2 % tilbage.

    Tænkte antal: Begyndte det ved 120 anmeldelser, skulle der højst være 62,6 i 2021. Anmeldelser er hændelser, som
    svinger af sig selv fra år til år. 40 ligger så langt under 62,6, at svaret ville være nået; 60 ligger også under,
    men det kan ikke afgøres.
    """
    events = indicator(nature=Nature.EVENT_COUNT, better="lower", yearly="sum")
    target = Target(kind="relative_to_preceding_year", operator="<=", value=-15)
    quarters = [seen(f"2021K{quarter}", 10) for quarter in (1, 2, 3, 4)]
    found = judged(target, events, seen(2017, 120), *quarters)
    assert found.measurement is not None
    assert (found.measurement.value, found.measurement.period_label) == (40, "2021")
    assert found.target is not None
    assert found.target.value == pytest.approx(120 * 0.85**4)
    assert found.word is Word.MET
    assert judged(target, events, seen(2017, 120), seen(2021, 60)).word is Word.UNDETERMINED


def test_tjansen_51_11_mod_75_procent() -> None:
    """Tjansen (S2 side 14): 75 % skal have et fritidsjob efter et år; i november 2012 var det 51,11 %.

    Målet er et løfte om netop de unge, der har været ansat, og alle, hvis år er gået, er talt med. Intet er overladt
    til, hvem der tilfældigvis blev spurgt. Tænkte antal: 33 af 51 er 64,7 % og ville være ikke nået. Det samme gælder
    kurset for ejendomsfunktionærer (S1 side 15), også 75 %: tænkte 21 af 27 er 77,8 % og ville være nået. Et
    spørgeskema er noget andet: 33 af 51 tænkte svar går fra 51,0 til 76,4 %, og det kan ikke afgøres.
    """
    target = Target(kind="share_of_group", operator=">=", value=75)
    jobs = indicator(nature=Nature.REGISTER_SHARE)
    courses = indicator(nature=Nature.COMPLETE_COUNT, unit=Unit.PERCENT)
    few, enough = judged(target, jobs, seen(2021, of=(33, 51))), judged(target, courses, seen(2021, of=(21, 27)))
    assert (few.word, few.reason) == (Word.NOT_MET, Reason.COMPLETE_COUNT)
    assert few.measurement is not None
    assert few.measurement.interval is None
    assert few.distance == pytest.approx(-10.29, abs=0.01)
    assert (enough.word, enough.reason) == (Word.MET, Reason.COMPLETE_COUNT)
    asked = judged(target, SAFETY, seen(2021, of=(33, 51)))
    assert (asked.word, asked.reason) == (Word.UNDETERMINED, Reason.INTERVAL_OVERLAPS)
    interval = proportion(33, 51)
    assert (round(interval.low, 1), round(interval.high, 1)) == (51.0, 76.4)
    as_printed = judged(target, jobs, seen(2021, 51.11, origin=Origin.DOCUMENTED))
    assert (as_printed.word, as_printed.reason) == (Word.NOT_MET, Reason.COMPLETE_COUNT)


def test_femogtredive_unge_hvert_aar() -> None:
    """Tjansen (S2 side 14) skal have 35 unge *hvert år*. Et godt sidste år gør ikke de første godt igen.

    Tænkte antal: Var der 34 og 31 unge i de to første år og 36 i hvert af de to sidste, ville svaret ved slutningen
    være ikke nået, og siden ville vise, hvilke år der manglede. Mangler et år tal, kan det ikke afgøres.
    """
    target = Target(kind="count_per_year", operator=">=", value=35, every_year=True)
    missed = judged(target, COUNT, *(seen(year, n) for year, n in {2018: 34, 2019: 31, 2020: 36, 2021: 36}.items()))
    assert (missed.word, missed.reason) == (Word.NOT_MET, Reason.YEAR_MISSED)
    assert [(judged_.year, judged_.word) for judged_ in missed.years] == [
        (2018, Word.NOT_MET),
        (2019, Word.NOT_MET),
        (2020, Word.MET),
        (2021, Word.MET),
    ]
    whole = judged(target, COUNT, *(seen(year, 35) for year in (2018, 2019, 2020, 2021)))
    assert (whole.word, whole.reason) == (Word.MET, Reason.COMPLETE_COUNT)
    gap = judged(target, COUNT, *(seen(year, 35) for year in (2018, 2019, 2021)))
    assert (gap.word, gap.reason) == (Word.UNDETERMINED, Reason.YEAR_MISSING)


def test_ti_procent_fra_det_maalte_aar_foer() -> None:
    """»10 % i forhold til det foregående år« kan også læses efter ordet: hvert år holdes op mod det år, der gik forud.

    De tænkte tal 100, 89, 80, 71 og 63 falder med mindst 10 % hvert år. De tænkte tal 100, 60, 60, 50 og 40 ligger
    langt under målstien (65,6 i 2021), men fra 2018 til 2019 falder de ikke: efter ordet er målet ikke nået.
    """
    literal = Target(
        kind="relative_to_preceding_year", operator="<=", value=-10, every_year=True, measured_preceding=True
    )
    path = Target(kind="relative_to_preceding_year", operator="<=", value=-10, every_year=True)
    steady = [seen(2017 + number, count) for number, count in enumerate((100, 89, 80, 71, 63))]
    jump = [seen(2017 + number, count) for number, count in enumerate((100, 60, 60, 50, 40))]
    assert judged(literal, COUNT, *steady).word is Word.MET
    found = judged(literal, COUNT, *jump)
    assert (found.word, found.reason) == (Word.NOT_MET, Reason.YEAR_MISSED)
    assert [judged_.year for judged_ in found.years if judged_.word is Word.NOT_MET] == [2019]
    assert found.baseline is not None
    assert (found.baseline.value, found.baseline.period_label) == (50, "2020")
    assert found.target is not None
    assert found.target.value == pytest.approx(45)
    assert judged(path, COUNT, *jump).word is Word.MET


def test_udsaettelser_faerre_end_98() -> None:
    """Udsættelser (S2 side 6): færre end de 98 i 2011. Begge tal er hændelser, så begge svinger.

    Tænkte antal: 60 er klart færre end 98 og ville være nået. 78 er også færre, og 98 ligger uden for usikkerheden i
    de 78 alene (62-97). Men de 98 svinger også: forholdet mellem de to ligger mellem 0,58 og 1,08, så det kan ikke
    afgøres. 140 er klart flere og ville være ikke nået.
    """
    evictions = indicator(nature=Nature.EVENT_COUNT, better="lower", yearly="sum", sensitive=True)
    target = Target(kind="relative_to_baseline", operator="<", value=0)
    start = seen(2016, 98, origin=Origin.DOCUMENTED)
    assert judged(target, evictions, start, seen(2021, 60)).word is Word.MET
    between = judged(target, evictions, start, seen(2021, 78))
    assert (between.word, between.reason) == (Word.UNDETERMINED, Reason.DIFFERENCE_OVERLAPS)
    assert between.measurement is not None
    assert between.measurement.interval is not None
    alone, ratio = between.measurement.interval, ratio_of_counts((78, 1), (98, 1))
    assert (round(alone.low), round(alone.high)) == (62, 97)
    assert (round(ratio.low, 2), round(ratio.high, 2)) == (0.58, 1.08)
    assert judged(target, evictions, start, seen(2021, 140)).word is Word.NOT_MET


def test_finlandsparken_over_to_af_tre_kriterier() -> None:
    """Finlandsparken (S2 side 6) i oktober 2012: 71,7 %, 42,2 % og 231 mod grænserne 50 %, 40 % og 270.

    Listens regel gælder de offentliggjorte tal selv, ikke det, de er en prøve på. Derfor sammenlignes der direkte: to
    kriterier er overskredet, det tredje ikke.
    """
    exceeded = [
        judged(
            Target(kind="absolute_level", operator=">", value=limit), indicator(unit=Unit.PERCENT), seen(2021, value)
        ).word
        for value, limit in ((71.7, 50), (42.2, 40), (231, 270))
    ]
    assert exceeded == [Word.MET, Word.MET, Word.NOT_MET]


def test_ledige_boliger_er_talt_og_kan_sammenlignes_direkte() -> None:
    """137 ledige boliger (S2 side 6) er talt op på en dag, så et nyt antal holdes direkte op mod dem.

    Tænkte antal: »Færre end i dag« ville være nået med 136 og ikke nået med 137.
    """
    vacant = indicator(unit=Unit.HOMES, better="lower", counts_persons=False)
    target = Target(kind="relative_to_baseline", operator="<", value=0)
    start = seen("2016-12-01", 137)
    words = [judged(target, vacant, start, seen("2021-06-01", count)) for count in (136, 137)]
    assert [(found.word, found.reason) for found in words] == [
        (Word.MET, Reason.COMPLETE_COUNT),
        (Word.NOT_MET, Reason.COMPLETE_COUNT),
    ]


def test_omkring_tredive_til_femogtredive_unge() -> None:
    """Kilden skriver »30-35 unge« om et mål på 35 (S2 side 12): det kan ikke afgøres. Mod 30 er begge ender nået."""
    youths = indicator()
    stated = seen(2021, low=30, high=35, precision=Precision.RANGE)
    against_35 = judged(Target(kind="count_per_year", operator=">=", value=35), youths, stated)
    assert (against_35.word, against_35.reason) == (Word.UNDETERMINED, Reason.STATED_RANGE)
    against_30 = judged(Target(kind="count_per_year", operator=">=", value=30), youths, stated)
    assert (against_30.word, against_30.reason) == (Word.MET, Reason.STATED_RANGE)


def test_kriminalretlige_afgoerelser_fra_30_65_til_20() -> None:
    """Kriminalretlige afgørelser (S1 side 16): højst 20 pr. 1.000 beboere i de fire områder samlet i 2021.

    De fire områders afgørelser og beboere lægges sammen. Tænkte antal: 30 + 25 + 12 + 8 = 75 afgørelser blandt 6.000
    beboere er 12,5 pr. 1.000, mellem 9,8 og 15,7, og svaret ville være nået. Procenter og rater for områderne lægges
    aldrig sammen.
    """
    decisions = indicator(nature=Nature.EVENT_RATE, unit=Unit.PER_1000, better="lower", sensitive=True)
    of = plan(goal(Target(kind="absolute_level", operator="<=", value=20), evaluated_on=("sum",)))
    counts = {"a": (30, 1900), "b": (25, 1900), "c": (12, 1300), "d": (8, 900)}
    observations = [seen(2021, area=area, of=pair) for area, pair in counts.items()]
    (found,) = results(of, registry(decisions), *observations).attainments_of(round_id="end")
    assert found.measurement is not None
    assert found.measurement.value == pytest.approx(12.5)
    assert found.measurement.interval is not None
    interval = found.measurement.interval
    assert (round(interval.low, 1), round(interval.high, 1)) == (9.8, 15.7)
    assert found.word is Word.MET
    assert len(found.measurement.provenance) == 4
