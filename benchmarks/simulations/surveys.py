"""How often weighted intervals hold the truth when few young answer and households answer alike.

And how often goals are judged wrongly by them.

Residents of four ages and two sexes, in one household or two by two; the young answer seldom and differ in what they
say. Each simulated survey goes the whole way: raking, design effect, interval. In others the weights are given and
spread far more widely than raking lets them: lognormal, where the heaviest tenth of the answers has half of the weight.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.simulating import Finding
from helpers.measurement.comparing import judge_fixed
from helpers.measurement.results import Measurement, Survey, Word
from helpers.measurement.surveying import share_interval
from helpers.observations.raking import Margin, rake
from helpers.observations.sampling import Design, Stage, design_effect_of_share, mean
from helpers.observations.table import Origin, Precision
from helpers.plan.model import Indicator, Nature, Unit

SEXES, AGES = ("k", "m"), ("18-29", "30-49", "50-64", "65+")
AGE_SHARE = np.array([0.28, 0.33, 0.21, 0.18])
ANSWERS = np.array([0.18, 0.30, 0.46, 0.60])
OFFSETS = np.array([-0.18, -0.03, 0.07, 0.14])
"""How far an age lies from the mean share, before these are made to add up to it."""
TOGETHER = 0.4
ALIKE = 0.5
UNEVEN = {1.2: 47, 1.5: 59}
"""Standard deviation of the logarithm of the weights → percent of all weight on the heaviest tenth of the answers."""
LEANING = 0.8
"""Log odds of a yes per standard deviation of the log weight, where weights and answers go together."""
FULL = 10_000
FULL_FINITE = 40_000
SAFETY = Indicator(
    id="tal",
    version=1,
    name="tal",
    short_name="tal",
    definition="tal",
    unit=Unit.PERCENT,
    nature=Nature.SURVEY_SHARE,
    better="higher",
)


@dataclass(frozen=True)
class _Survey:
    """One simulated survey, and the truth."""

    percent: float
    answers: int
    plain: float
    survey: Survey
    truth: float


def run(replications: int | None, seed: int) -> list[Finding]:
    """Return coverage of weighted and of finite intervals, and how often goals are judged wrongly."""
    random = np.random.default_rng(seed)
    findings: list[Finding] = []
    for asked in (200, 400, 1200):
        for level in (0.25, 0.6):
            drawn = [_weighted(random, asked, level) for _ in range(replications or FULL)]
            held = sum(_holds(one) for one in drawn) / len(drawn)
            text = f"Vægtet andel, {asked} spurgte, sand andel {round(100 * level)} %: intervallet rummer den."
            name = f"weighted_coverage_asked{asked}_p{round(100 * level)}"
            findings.append(Finding(name, text, held, 0.94, "at_least", len(drawn)))
            findings.append(_weighted_words(drawn, asked, level))
    for answers in (60, 120):
        for sd in UNEVEN:
            for level, leaning in ((0.2, 0.0), (0.6, 0.0), (0.6, LEANING)):
                drawn = [_uneven(random, answers, sd, level, leaning) for _ in range(replications or FULL)]
                findings += _of_uneven(drawn, answers, sd, level, leaning)
    findings += [_finite(random, replications, residents) for residents in (60, 250, 1000)]
    findings += [_judged(random, replications, residents) for residents in (60, 250, 1000)]
    return findings


def _weighted(random: np.random.Generator, asked: int, level: float) -> _Survey:
    """Draw one survey of residents, too many to be counted as a known population."""
    shares = np.clip(level + OFFSETS - (AGE_SHARE * OFFSETS).sum(), 0.02, 0.98)
    truth = float((AGE_SHARE * shares).sum())
    age = random.choice(len(AGES), asked, p=AGE_SHARE)
    age = age[random.random(asked) < ANSWERS[age]]
    count = len(age)
    sex = random.integers(0, 2, count)
    household = np.cumsum(random.random(count) >= TOGETHER)
    mood = random.random(count + 1)[household]
    leaning = np.where(random.random(count) < ALIKE, mood, random.random(count))
    yes = (leaning < shares[age]).astype(float)
    groups = {"sex": [SEXES[one] for one in sex], "age": [AGES[one] for one in age]}
    margins = (
        Margin("sex", dict.fromkeys(SEXES, 0.5)),
        Margin("age", dict(zip(AGES, AGE_SHARE.tolist(), strict=True))),
    )
    raked = rake(groups, margins)
    weights = np.ones(count) if raked is None else raked.weights
    design = Design(weights, (Stage(household),))
    found = mean(design, yes)
    survey = Survey(design_effect=design_effect_of_share(design, yes), weighting="køn og alder")
    return _Survey(100 * found.value, count, 100 * float(yes.mean()), survey, 100 * truth)


def _uneven(random: np.random.Generator, answers: int, sd: float, level: float, leaning: float) -> _Survey:
    """Draw answers with given weights; those of a log weight `z` say yes with odds exp(leaning z) times the usual."""
    heavy = random.standard_normal(answers)
    chance, truth = _uneven_chance(heavy, level, leaning), _uneven_truth(sd, level, leaning)
    yes = (random.random(answers) < chance).astype(float)
    design = Design(np.exp(sd * heavy))
    survey = Survey(design_effect=design_effect_of_share(design, yes), weighting="givne vægte")
    percent = 100 * mean(design, yes).value
    return _Survey(percent, answers, 100 * float(yes.mean()), survey, 100 * truth)


def _uneven_chance(heavy: np.ndarray, level: float, leaning: float) -> np.ndarray:
    return 1 / (1 + (1 - level) / level * np.exp(-leaning * heavy))


def _uneven_truth(sd: float, level: float, leaning: float) -> float:
    """Return the share of all weight on those who say yes: log weights, weighted by themselves, lie `sd` higher."""
    nodes, parts = np.polynomial.hermite_e.hermegauss(60)
    return float((parts * _uneven_chance(nodes + sd, level, leaning)).sum() / parts.sum())


def _of_uneven(drawn: list[_Survey], answers: int, sd: float, level: float, leaning: float) -> list[Finding]:
    held = sum(_holds(one) for one in drawn) / len(drawn)
    name = f"n{answers}_sd{sd:g}_p{round(100 * level)}{'_leaning' if leaning else ''}"
    share = f"en andel på {round(100 * level)} %" + (", størst blandt de tungeste" if leaning else "")
    text = f"{answers} svar med meget uens vægte (en tiendedel af svarene vejer {UNEVEN[sd]} %), {share}: "
    return [
        Finding(f"uneven_coverage_{name}", text + "intervallet rummer den.", held, 0.94, "at_least", len(drawn)),
        Finding(
            f"uneven_wrong_word_{name}",
            text + "forkert klart svar, når sandheden er på målet.",
            _wrong(drawn),
            0.05,
            "at_most",
            len(drawn),
        ),
    ]


def _wrong(drawn: list[_Survey]) -> float:
    """Judge weighted shares whose truth lies on the target; the more frequent of the two clear words is counted."""
    words: list[Word] = []
    for one in drawn:
        yes = round(one.plain / 100 * one.answers)
        point = _measured(min(100.0, one.percent), one.answers, yes, one.survey)
        words.append(judge_fixed(point, SAFETY, ">=", one.truth)[0])
    return max(words.count(Word.MET), words.count(Word.NOT_MET)) / len(words)


def _weighted_words(drawn: list[_Survey], asked: int, level: float) -> Finding:
    wrong = _wrong(drawn)
    text = f"Vægtet andel, {asked} spurgte, sand andel {round(100 * level)} % på målet: forkert klart svar."
    name = f"weighted_wrong_word_asked{asked}_p{round(100 * level)}"
    return Finding(name, text, wrong, 0.05, "at_most", len(drawn))


def _holds(one: _Survey) -> bool:
    interval = share_interval(min(100.0, one.percent), one.answers, one.survey)
    return interval.low <= one.truth <= interval.high


def unweighted_coverage(replications: int, seed: int) -> float:
    """Return how often a plain share with a plain interval holds the truth; no promise, but what the weights mend."""
    random = np.random.default_rng(seed)
    held = 0
    for _ in range(replications):
        one = _weighted(random, 400, 0.6)
        interval = share_interval(one.plain, one.answers, Survey())
        held += interval.low <= one.truth <= interval.high
    return held / replications


def _finite(random: np.random.Generator, replications: int | None, residents: int) -> Finding:
    """Draw simple samples of a known population, from a tenth to nearly all of it, over all true shares."""
    trials = replications or FULL_FINITE
    having, asked, said = _samples(random, residents, trials)
    held = 0
    for true, answers, yes in zip(having.tolist(), asked.tolist(), said.tolist(), strict=True):
        interval = share_interval(100 * yes / answers, answers, Survey(population=float(residents)))
        held += interval.low <= 100 * true / residents <= interval.high
    text = f"Svar fra en tiendedel til næsten alle af {residents} beboere: intervallet rummer den sande andel."
    return Finding(f"finite_coverage_n{residents}", text, held / trials, 0.94, "at_least", trials)


def _samples(random: np.random.Generator, residents: int, trials: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    having = random.integers(1, residents, trials)
    asked = np.round(random.uniform(0.1, 0.95, trials) * residents).astype(int)
    return having, asked, random.hypergeometric(having, residents - having, asked)


def _judged(random: np.random.Generator, replications: int | None, residents: int) -> Finding:
    """Judge shares whose truth lies on the target, at any share of a known population; as `_weighted_words`."""
    trials = min(replications or FULL_FINITE, 10_000)
    having, asked, said = _samples(random, residents, trials)
    words: list[Word] = []
    for true, answers, yes in zip(having.tolist(), asked.tolist(), said.tolist(), strict=True):
        point = _measured(100 * yes / answers, answers, yes, Survey(population=float(residents)))
        words.append(judge_fixed(point, SAFETY, ">=", 100 * true / residents)[0])
    wrong = max(words.count(Word.MET), words.count(Word.NOT_MET)) / trials
    text = f"Svar fra en tiendedel til næsten alle af {residents} beboere, sand andel på målet: forkert klart svar."
    return Finding(f"finite_wrong_word_n{residents}", text, wrong, 0.05, "at_most", trials)


def _measured(percent: float, answers: int, yes: int, survey: Survey) -> Measurement:
    return Measurement(
        evaluation="",
        area="",
        indicator="tal",
        indicator_version=1,
        round=None,
        period_start=None,
        period_end=None,
        period_label="",
        value=percent,
        unit="percent",
        interval=share_interval(percent, answers, survey),
        no_interval=None,
        numerator=float(yes),
        denominator=float(answers),
        n=float(answers),
        origin=Origin.SYNTHETIC,
        precision=Precision.EXACT,
        low=None,
        high=None,
        provenance=(),
        survey=survey,
    )
