"""Når én eller to personer står bag et tal.

Alle eksempler er opdigtede. Reglerne gælder under profilen »acro« (to personer bag 90 %, eller den næststørste kan
regne den største ud inden for 10 %), og kun for hændelser: ved personer tæller hver én gang.
"""

from __future__ import annotations

from helpers.disclosure.cells import Behind, contents_of
from helpers.disclosure.profiles import PROFILES
from helpers.disclosure.rules import Contribution, Why, why_dominated
from helpers.plan.model import Indicator
from unit.measurement.cases import indicator, plan, registry, results, seen

ACRO = PROFILES["acro"]
VISITS = indicator(unit="count")


def why(count: float, *two: float) -> Why | None:
    """Return why a count is hidden that two persons are behind so much of."""
    return why_dominated(count, Contribution(*two), ACRO)


def test_to_personer_bag_ni_ud_af_ti() -> None:
    """100 besøg, hvoraf én person kom 60 gange og en anden 30: de to står bag 90 %, og tallet handler om dem.

    Kom de 60 og 29 gange, vises tallet.
    """
    assert why(100, 60, 30) == "dominance"
    assert why(100, 60, 29) is None


def test_den_naeststoerste_kan_regne_den_stoerste_ud() -> None:
    """Den, der kom 5 gange, ved, at de andre kom 95.

    Kom én af dem 87 gange, er der 8 til resten: hun kan regne tallet ud med en usikkerhed på 8, og det er under 10 %
    af 87. Kom den største 86 gange, er der 9, mere end 10 %, men de to står så for 91 %. Reglerne har hver sin
    opgave: uden den første ville dette tal vises.
    """
    assert 100 - 87 - 5 == 8 < 0.10 * 87
    only_p = ACRO.model_copy(update={"dominance_percent": None})
    assert why_dominated(100, Contribution(87, 5), only_p) == "dominance"
    assert 100 - 86 - 5 == 9 > 0.10 * 86
    assert why_dominated(100, Contribution(86, 5), only_p) is None
    assert why(100, 86, 5) == "dominance"


def test_af_flere_kvartaler_regnes_med_det_vaerste() -> None:
    """Fire kvartaler med 25 besøg, og i hvert kom én person 15 gange og en anden 9.

    Det kan være de samme to hele året: 96 af 100, og årets tal skjules. Var det 5 og 4 gange i hvert, kan de to højst
    have 36 af 100, og året vises.
    """
    quarters = [seen(f"2018K{number}", 25) for number in (1, 2, 3, 4)]
    summed = indicator(unit="count", yearly="sum")

    def year(largest: float, second: float) -> Why | None:
        known = registry(summed)
        behind = Behind(contributions={found.id: (largest, second) for found in quarters})
        found = contents_of(results(plan(), known, *quarters), known, ACRO, behind)
        (whole,) = (content for cell, content in found.items() if cell.first and cell.last and content.count == 100)
        return whole.why

    assert year(15, 9) == "dominance"
    assert year(5, 4) is None


def test_ved_ingen_hvem_der_staar_bag_er_det_ikke_sikkert() -> None:
    """40 anmeldelser, og ingen ved, om én person står bag de 38.

    Under »acro« skjules de; »dst« spørger ikke. Siger registeret, at ingen kan stå bag mere end én om året (en
    udsættelse), er 40 sikre.
    """

    def of(known_indicator: Indicator, profile: str = "acro") -> Why | None:
        known = registry(known_indicator)
        found = contents_of(results(plan(), known, seen(2021, 40)), known, PROFILES[profile])  # type: ignore[index]
        (content,) = found.values()
        return content.why

    assert of(VISITS) == "unknown_contributions"
    assert of(VISITS, "dst") is None
    assert of(indicator(unit="count", most_per_person=1)) is None
    assert of(indicator(unit="count", most_per_person=20)) == "dominance"
    assert of(indicator(unit="persons")) is None
