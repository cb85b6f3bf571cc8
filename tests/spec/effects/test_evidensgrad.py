"""Hvor stærkt er svaret? Fem trin.

Trinnet regnes ud af metoden og af, hvad der blev efterprøvet; ingen skriver den selv. Det, som ingen har set efter,
tæller som ikke opfyldt. Trinnet siger, hvor godt der er spurgt; noget andet er, hvad tallene svarede. Efter Nestas fem
trin. Tallene er opdigtede.
"""

from __future__ import annotations

from dataclasses import replace

from helpers.effects.grading import HIGHEST_OF_ONE_EVALUATION, Diagnostics, Direction, Ground, Level, grade
from helpers.effects.synthetic import synthetic_control
from helpers.measurement.refusing import Refusal
from helpers.measurement.results import Interval
from unit.effects.invented import panel
from unit.effects.test_grading import GOOD, estimate


def test_grad_1_der_er_intet_tal() -> None:
    """Er der kun 3 år før start, gives der intet tal. Planen er beskrevet, men ikke målt: trin 1."""
    refused = synthetic_control(panel(before=3))
    assert isinstance(refused, Refusal)
    found = grade(refused, Diagnostics())
    assert (found.level, found.direction) == (Level.DESCRIBED, Direction.UNKNOWN)


def test_grad_2_en_aendring_der_kan_have_mange_grunde() -> None:
    """Faldt andelen med 4 procentpoint (mellem 2 og 6), og er der ingen områder at sammenligne med, er det trin 2.

    Ændringen er målt med sin usikkerhed. Men den kan være sket overalt i landet.
    """
    found = grade(estimate(comparisons=()), GOOD)
    assert (found.level, found.direction) == (Level.MEASURED, Direction.DECREASE)
    assert found.grounds == (Ground.NO_COMPARISON, Ground.MEASURED)


def test_grad_3_kraever_at_alt_holder() -> None:
    """Samme fald, nu målt mod områder, der lignede og udviklede sig ens før start. Det er trin 3.

    Alle seks krav er opfyldt: faldet er mere end tilfælde, også blandt alle de spørgsmål, der blev stillet; områderne
    fulgtes ad før start, og det ville være set, hvis de ikke gjorde; de lignede hinanden; der er områder nok; og faldet
    holder, selv om områderne skulle glide fra hinanden lige så meget som før start. Svigter ét af dem, er det trin 2.
    """
    found = grade(estimate(), GOOD)
    assert (found.level, found.causal) == (Level.COMPARED, True)
    assert grade(estimate(), replace(GOOD, breakdown=0.5)).level == Level.MEASURED
    assert grade(estimate(adjusted_p=0.06), GOOD).level == Level.MEASURED
    assert grade(estimate(), replace(GOOD, balanced=None)).level == Level.MEASURED


def test_grad_4_og_5_kan_en_evaluering_ikke_naa() -> None:
    """Trin 4 er, at andre finder det samme igen, og trin 5, at det sker overalt efter samme opskrift.

    En enkelt evaluering kan højst nå trin 3, hvor tydeligt tallet end er.
    """
    assert HIGHEST_OF_ONE_EVALUATION == 3
    sure = estimate(value=-40.0, interval=Interval(-41.0, -39.0, 0.95, "m"), p=1e-9, adjusted_p=1e-8)
    assert grade(sure, replace(GOOD, breakdown=100.0)).level == 3


def test_ingen_forskel_vist_er_ikke_bevis_for_ingen_forskel() -> None:
    """Går spændet fra 1 procentpoint ned til 1,2 op, er ingen forskel vist. Det er trin 2, hvor god sammenligningen er.

    »Ikke vist« er et svar om disse tal. Der kan være sket noget, som er for lille til at ses.
    """
    null = estimate(value=0.1, interval=Interval(-1.0, 1.2, 0.95, "m"), p=0.8, adjusted_p=1.0)
    found = grade(null, replace(GOOD, breakdown=5.0))
    assert (found.level, found.direction, found.causal) == (Level.MEASURED, Direction.NOT_SHOWN, False)
