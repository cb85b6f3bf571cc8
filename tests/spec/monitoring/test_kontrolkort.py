"""Udsving eller ændring: kontrolkort."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from helpers.measurement.refusing import Lack, Refusal, Shortfall
from helpers.monitoring.charts import Begins, ControlChart, NewStart, control_chart
from helpers.monitoring.limits import ChartKind, xmr_limits
from helpers.monitoring.signals import Limits, Rule
from helpers.monitoring.variation import Assurance, Variation, assurance_of, variation_of
from helpers.output.refusals import refusal_sentences
from unit.monitoring.chart_cases import month, series

REPORTS = (30, 27, 33, 29, 31, 28, 32, 30, 34, 29, 22, 20, 23, 19, 21, 22, 20, 21)


def charted(found: ControlChart | Refusal) -> ControlChart:
    assert isinstance(found, ControlChart)
    return found


def test_graenserne_kommer_af_tallets_egne_spring() -> None:
    """Et beboerhus tæller 24, 26, 23, 25, 27, 24, 22, 25, 26, 23, 25 og 24 besøg på 12 hverdage.

    Gennemsnittet er 24,5. Fra dag til dag flytter tallet sig i gennemsnit 2,18. Grænserne ligger 2,66 gange så langt
    fra gennemsnittet: tallet plejer at ligge mellem 18,7 og 30,3. En dag med 29 er ikke værd at undre sig over; en dag
    med 32 er.
    """
    visits = [24, 26, 23, 25, 27, 24, 22, 25, 26, 23, 25, 24]
    moves = [abs(after - before) for before, after in pairwise(visits)]
    assert round(sum(moves) / len(moves), 2) == 2.18
    limits = xmr_limits(visits)
    assert limits.centre == 24.5
    assert (round(limits.low, 1), round(limits.high, 1)) == (18.7, 30.3)
    assert limits.low < 29 < limits.high < 32


def test_syv_paa_samme_side_er_et_signal() -> None:
    """Anmeldelser i 18 måneder: omkring 30 i de første ti, omkring 21 i de sidste otte.

    Et antal hændelser med gennemsnittet 26,2 plejer at ligge mellem 10,8 og 41,5, så ingen enkelt måned er usædvanlig.
    Men de otte seneste måneder ligger alle under gennemsnittet. Det giver tilfældigheder sjældent: ordet er forbedring.
    Kortet siger ikke hvorfor.
    """
    chart = charted(control_chart(series(REPORTS), ChartKind.C))
    limits = chart.last.limits[0]
    assert [round(number, 1) for number in (limits.centre, limits.low, limits.high)] == [26.2, 10.8, 41.5]
    assert all(limits.low < count < limits.high for count in REPORTS)
    latest = chart.signals[-1]
    assert (latest.rule, latest.direction, len(latest.at)) == (Rule.SHIFT, "down", 8)
    assert variation_of(chart, "lower") is Variation.IMPROVEMENT


def test_seks_i_samme_retning_er_et_signal() -> None:
    """Seks målinger i træk, der hver er højere end den før, er et signal, også inden for grænserne.

    Er to af dem lige store, er rækken brudt, og der er intet signal. Nogle bøger kræver syv; vi følger teksten i NHS
    Englands Making Data Count, som siger seks.
    """
    steady = (50.0, 54.0, 49.0, 53.0, 48.0, 52.0, 50.0, 53.0)
    rising = charted(control_chart(series((*steady, 47.0, 48.0, 49.0, 51.0, 53.0, 55.0)), ChartKind.XMR))
    assert [(one.rule, one.direction, len(one.at)) for one in rising.signals] == [(Rule.TREND, "up", 6)]
    tied = charted(control_chart(series((*steady, 47.0, 48.0, 49.0, 49.0, 53.0, 55.0)), ChartKind.XMR))
    assert tied.signals == ()


def test_faa_personer_giver_brede_graenser() -> None:
    """Tre fjerdedele af målingerne bygger på 200 unge, hver fjerde kun på 50. I alt er 28,6 % i fritidsjob.

    Når 200 er talt, svinger andelen mellem 19,0 og 38,1 %; når 50 er talt, mellem 9,4 og 47,7 %. En måling på 15 % er
    et signal, hvis den bygger på 200, men ikke, hvis den bygger på 50.
    """
    counts = [60.0, 52.0, 58.0, 15.0, 61.0, 55.0, 57.0, 14.0, 59.0, 54.0, 56.0, 16.0]
    chart = charted(control_chart(series(counts, [200.0, 200.0, 200.0, 50.0] * 3), ChartKind.P, scale=100))
    many, few = chart.last.limits[0], chart.last.limits[3]
    assert round(many.centre, 1) == 28.6
    assert [round(number, 1) for number in (many.low, many.high)] == [19.0, 38.1]
    assert [round(number, 1) for number in (few.low, few.high)] == [9.4, 47.7]
    assert few.low < 15 < many.low


def test_fem_maalinger_er_for_faa() -> None:
    """Fem års fraflytning kan ikke vise, om noget har ændret sig. Der kommer en sætning i stedet for et tal.

    »Der er 5 målinger i rækken; der skal være mindst 12.«
    """
    found = control_chart(series([30, 26, 28, 31, 24], [400.0] * 5), ChartKind.P, scale=100)
    assert found == Refusal("p_chart", (Shortfall(Lack.POINTS, 5, 12),))
    assert refusal_sentences(found) == ("Der er 5 målinger i rækken; der skal være mindst 12.",)


def test_et_hul_taeller_ikke_med() -> None:
    """Mangler en af de otte måneder i midten, er der kun fire og tre i træk: intet signal, og ordet er kun udsving.

    Ingen ved, hvor den manglende måned lå, så rækken kan ikke løbe hen over den.
    """
    holed = (*REPORTS[:14], None, *REPORTS[15:])
    chart = charted(control_chart(series(holed), ChartKind.C))
    assert variation_of(chart, "lower") is Variation.NO_CHANGE_SEEN
    assert not any(signal.direction == "down" and signal.rule is Rule.SHIFT for signal in chart.signals)


def test_nye_graenser_kraever_en_grund() -> None:
    """Fra måned 13 tæller politiet også anmeldelser på nettet, og tallet er højere. Det ligner en forværring.

    Med grunden skrevet i planen begynder kortet forfra, og hver del holdes op mod sine egne grænser: kun udsving. Uden
    en grund afvises det, for grænser, der flyttes efter tallene, ville aldrig vise noget.
    """
    before = (30, 27, 33, 29, 31, 28, 32, 30, 34, 29, 31, 28)
    counts = (*before, *(count + 25 for count in before))
    assert variation_of(charted(control_chart(series(counts), ChartKind.C)), "lower") is Variation.DETERIORATION
    stated = NewStart(month(13), Begins.REBASE, "Anmeldelser på nettet tælles med.")
    anew = charted(control_chart(series(counts), ChartKind.C, starts=(stated,)))
    assert anew.signals == ()
    assert variation_of(anew, "lower") is Variation.NO_CHANGE_SEEN
    refused = control_chart(series(counts), ChartKind.C, starts=(replace(stated, reason=""),))
    assert isinstance(refused, Refusal)
    assert refusal_sentences(refused) == ("Der er ingen begrundelse for at begynde forfra med nye grænser.",)


@pytest.mark.parametrize(
    ("target", "word"), [(15.0, Assurance.ALWAYS), (25.0, Assurance.BY_CHANCE), (45.0, Assurance.NEVER)]
)
def test_et_maal_inden_for_udsvingene_rammes_ved_tilfaeldigheder(target: float, word: Assurance) -> None:
    """Andelen svinger mellem 19 og 38 %. Et mål på mindst 15 % holdes hver gang, og et på mindst 45 % aldrig.

    Et mål på mindst 25 % holdes nogle gange og andre gange ikke, uden at noget har ændret sig. Ét år over er da ingen
    sejr, og ét år under er intet nederlag.
    """
    assert assurance_of(Limits(28.6, 19.0, 38.1), target, ">=") is word
