"""Hvad to tal lader tilbage: det, der står tilbage, når man trækker det ene fra det andet.

Alle eksempler er opdigtede.
"""

from __future__ import annotations

from helpers.disclosure.policy import Policy
from helpers.disclosure.suppression import protect
from helpers.plan.model import Nature, Target, TargetKind
from unit.measurement.cases import goal, indicator, plan, registry, results, seen

SHARE = indicator(nature=Nature.REGISTER_SHARE)
_GOAL = goal(Target(kind=TargetKind.ABSOLUTE_LEVEL, value=1), areas=("d",))
Counts = tuple[int, int]


def hidden(**shares: Counts) -> set[str]:
    """Return the areas whose shares are hidden, of an area `a`, its part, or `a` and `b` as a pair."""
    rows = [seen(2021, of=counts, area=area) for area, counts in shares.items()]
    found = results(plan(_GOAL, comparisons=("pair", "part")), registry(SHARE), *rows)
    return {one.area for one in protect(found, registry(SHARE), Policy()).hidden}


def test_alle_de_seks_der_bor_udenfor() -> None:
    """I et område er 60 af 100 unge i arbejde. I den del, der hedder Højen, er det 54 af 94.

    Begge tal er store nok. Men træk dem fra hinanden: uden for Højen bor 6 unge, og 6 er i arbejde. Så ved man det om
    hver af dem. Derfor skjules Højens tal. Var det 60 af 93, ville man vide om de 7 udenfor, at ingen er i arbejde, og
    det skjules også. Med 30 af 50 i Højen er 30 af 50 tilbage, og begge tal vises.
    """
    assert (60 - 54, 100 - 94) == (6, 6)
    assert hidden(a=(60, 100), part=(54, 94)) == {"part"}
    assert hidden(a=(60, 100), part=(60, 93)) == {"part"}
    assert hidden(a=(60, 100), part=(30, 50)) == set()


def test_de_to_der_ikke_er_med() -> None:
    """80 af 100 i området er med i et fællesskab, og 50 af 68 i Højen. Uden for Højen er det 30 af 32.

    30 er mange, men de 2, der ikke er med, er få. Derfor skjules Højens tal.
    """
    assert (80 - 50, 100 - 68) == (30, 32)
    assert hidden(a=(80, 100), part=(50, 68)) == {"part"}


def test_naboen_som_ingen_har_spurgt() -> None:
    """To områder har tilsammen 60 af 100. Det ene har 54 af 94, og om det andet er der ikke noget tal.

    Det tal kan enhver regne ud: 6 af 6. Derfor vises kun det ene af de to.
    """
    assert len(hidden(pair=(60, 100), a=(54, 94))) == 1
    assert hidden(pair=(60, 100), a=(30, 50)) == set()
