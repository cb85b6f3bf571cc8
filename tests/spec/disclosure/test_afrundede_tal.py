"""Afrundede tal.

Alle eksempler er opdigtede. Profilen »streng« afrunder hvert antal personer til nærmeste 5, før der regnes på det;
andele, ændringer og summer regnes af de afrundede tal. Tal, der står trykt i et dokument, afrundes ikke.
"""

from __future__ import annotations

import pytest

from helpers.disclosure.cells import Behind, contents_of
from helpers.disclosure.profiles import PROFILES
from helpers.disclosure.release import release
from helpers.disclosure.rounding import rounded
from helpers.disclosure.suppression import protect
from helpers.measurement.results import Measurement, Results
from helpers.observations.table import Observation, Origin
from helpers.plan.model import Indicator, Nature
from unit.measurement.cases import indicator, plan, registry, results, seen

STRICT = PROFILES["streng"]
PERSONS = indicator(unit="persons")
SHARE = indicator(nature=Nature.REGISTER_SHARE)


def told(of: Indicator, *observations: Observation) -> Results:
    """Return what the pages may show under `streng`."""
    known = registry(of)
    figures = results(plan(), known, *rounded(observations, known, STRICT.rounding))
    behind = Behind(results(plan(), known, *observations))
    return release(figures, protect(figures, known, STRICT, behind=behind), "public").results


def at_end(of: Indicator, *observations: Observation, area: str = "a") -> Measurement:
    """Return the figure of an area at the end."""
    found = told(of, *observations).measurement(area, "tal", "end")
    assert found is not None
    return found


def test_otte_bliver_ti_og_tolv_bliver_ti() -> None:
    """8, 9, 10, 11 og 12 personer vises alle som 10, 13 som 15. 7 og derunder vises ikke."""
    shown = [at_end(PERSONS, seen(2021, count)).value for count in (8, 10, 12, 13)]
    assert shown == [10, 10, 10, 15]
    assert at_end(PERSONS, seen(2021, 7)).hidden


def test_en_procent_regnes_af_de_afrundede_tal() -> None:
    """37 af 123 er 30,1 %. De bliver 35 af 125, og siden viser 28 %, med den usikkerhed, som 35 af 125 har."""
    found = at_end(SHARE, seen(2021, 30.1, of=(37, 123)))
    assert (found.numerator, found.denominator, found.value) == (35, 125, 28)
    assert found.interval is not None
    assert found.interval.low < 28 < found.interval.high


def test_en_aendring_er_forskellen_paa_to_afrundede_tal() -> None:
    """Fra 42 til 48 personer er 6.

    De bliver 40 og 50, og siden viser en ændring på 10: ellers kunne man regne baglæns.
    """
    change = told(PERSONS, seen(2017, 42), seen(2021, 48)).change("a", "tal", "end")
    assert change is not None
    assert change.difference == 10


def test_en_sum_er_summen_af_de_afrundede() -> None:
    """To områder med 12 og 13 er 25.

    De vises som 10 og 15, og summen som 25. Med 12 og 12 er summen 24, men den vises som 10 + 10 = 20: et tal for sig
    selv ville røbe mere om de to.
    """
    for second, shown in ((13, 25), (12, 20)):
        found = at_end(PERSONS, seen(2021, 12), seen(2021, second, area="b"), area="pair")
        assert found.value == shown


def test_en_sum_af_smaa_tal_viser_ikke_det_der_ikke_er_sandt() -> None:
    """Fire områder med 2 i hvert er 8 i alt. Hver for sig bliver de 0, og summen ville blive 0. Derfor skjules den."""
    figures = [seen(2021, 2, area=area) for area in "abcd"]
    total = at_end(PERSONS, *figures, area="sum")
    assert total.hidden


def test_det_trykte_afrundes_ikke() -> None:
    """Aftalen skriver 98 udsættelser. Det bliver stående som 98."""
    assert at_end(PERSONS, seen(2021, 98, origin=Origin.DOCUMENTED, document="S2", page=6)).value == 98


def test_et_vaegtet_svar_afrundes_som_de_andre() -> None:
    """Af 203 svar er 58,4 % vægtet trygge: 118,6 svar. De bliver 120 af 205, og siden viser 58,5 %."""
    asked = indicator(nature=Nature.SURVEY_SHARE)
    found = at_end(asked, seen(2021, 58.4, of=(121, 203), design_effect=1.4, weighting="køn og alder"))
    assert (found.value, found.numerator, found.denominator) == (58.5, 120, 205)


@pytest.mark.parametrize("count", [1, 2, 3, 6, 7])
def test_det_skjulte_kan_hoejst_regnes_ud_med_et_spaend_paa_otte(count: int) -> None:
    """To områder lægges sammen til et tredje.

    Er det ene skjult, skjules et til, så ingen kan trække fra: i de viste tal skal der være mindst 8 mellem det
    laveste og det højeste, det skjulte kan være. Det rigtige tal ligger op til 2 fra det afrundede, så det er endnu
    mere uvist.
    """
    figures = told(PERSONS, seen(2021, count), seen(2021, 40, area="b"))
    shown = [
        found.area
        for found in figures.measurements
        if found.round == "end" and found.area in {"a", "b", "pair"} and not found.hidden
    ]
    assert len(shown) == 1
    known = registry(PERSONS)
    observations = (seen(2021, count), seen(2021, 40, area="b"))
    rounded_results = results(plan(), known, *rounded(observations, known, 5))
    contents = contents_of(rounded_results, known, STRICT, Behind(results(plan(), known, *observations)))
    hidden = {cell.area: content for cell, content in contents.items()}["a"]
    assert (hidden.count, hidden.counted, hidden.width) == (5 * round(count / 5), count, 8)
