"""How often a word about a share of children's days is wrong where the truth lies exactly on the target.

Children differ: one is away 2 % of the days, another 20 %. The days alone give no clear word at all; with the design
effect that an owner computes from the children's own shares, a clear word is wrong as rarely as any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from benchmarks.simulating import Finding
from helpers.measurement.comparing import Operator, judge_fixed
from helpers.measurement.estimating import of_observation
from helpers.measurement.results import Word
from helpers.observations.table import Observation, Origin, Precision
from helpers.plan.model import Indicator, Nature, Unit
from helpers.plan.registered import Clustered

AREAS = 20_000
"""Half of them can have a false `met`, the other half a false `not_met`."""
CHILDREN = (90, 220)
DAYS = 200
ABSENT, APART = 0.07, 0.06
"""How often a child is away on average, and how far children lie from each other (standard deviation)."""
LARGEST_ERROR = 0.05
_OPERATORS: tuple[Operator, ...] = (">", "<", ">=", "<=")
_STRICT: tuple[Operator, ...] = (">", "<")
_WORDS: dict[Word, str] = {Word.MET: "nået", Word.NOT_MET: "ikke nået"}
_INDICATOR = Indicator(
    id="fravaer",
    version=1,
    name="fravær",
    short_name="fravær",
    definition="fravær",
    unit=Unit.PERCENT,
    nature=Nature.REGISTER_SHARE,
    better="lower",
    clustered=Clustered(units="skoledage", persons="børn"),
)


@dataclass(frozen=True)
class _Given:
    """What the owner delivers."""

    key: str
    named: str
    promise: float


_GIVEN = (
    _Given("alone", "uden designeffekt", 0.0),
    _Given("told", "med den designeffekt, som ejeren regner af børnenes egne andele", LARGEST_ERROR),
)


def run(replications: int | None, seed: int) -> list[Finding]:
    """Return how often a clear word is wrong; `replications` areas for each number of children and each delivery."""
    areas = AREAS if replications is None else replications
    chance = np.random.default_rng(seed)
    return [
        finding for children in CHILDREN for given in _GIVEN for finding in _findings(children, given, areas, chance)
    ]


def _findings(children: int, given: _Given, areas: int, chance: np.random.Generator) -> list[Finding]:
    wrong = {Word.MET: 0, Word.NOT_MET: 0}
    alike = ABSENT * (1 - ABSENT) / APART**2 - 1
    for place in range(areas):
        away = chance.binomial(DAYS, chance.beta(ABSENT * alike, (1 - ABSENT) * alike, children))
        operator = _OPERATORS[place % len(_OPERATORS)]
        effect = design_effect(away / DAYS) if given.key == "told" else None
        point = of_observation(_seen(int(away.sum()), children * DAYS, effect), _INDICATOR)
        word, _ = judge_fixed(point, _INDICATOR, operator, 100 * ABSENT)
        # A truth on the target doesn't pass a strict one and does pass the others.
        false = Word.MET if operator in _STRICT else Word.NOT_MET
        wrong[false] += word is false
    return [
        Finding(
            id=f"days_of_{children}_{given.key}_false_{word.value}",
            text=(
                f"Andel af {DAYS} skoledage for hvert af {children} børn, {given.named}, mod et fast tal, sandheden "
                f"lige på målet: siden siger fejlagtigt »{_WORDS[word]}«"
            ),
            value=count / (areas // 2),
            promise=given.promise,
            direction="at_most",
            replications=areas // 2,
        )
        for word, count in wrong.items()
    ]


def design_effect(shares: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    """Return how many times larger the children make the variance of the share than independent days (Kish 1965)."""
    mean = float(shares.mean())
    return float(shares.var(ddof=1)) * DAYS / (mean * (1 - mean))


def _seen(days: int, of: int, effect: float | None) -> Observation:
    return Observation(
        id="a",
        evaluation="simuleret",
        area="a",
        indicator="fravaer",
        period_start=date(2021, 1, 1),
        period_end=date(2021, 12, 31),
        period_label="2021",
        value=None,
        unit="percent",
        numerator=float(days),
        denominator=float(of),
        design_effect=effect,
        origin=Origin.SYNTHETIC,
        source="simuleret",
        file="simuleret",
        checksum="0" * 64,
        precision=Precision.EXACT,
    )
