"""A questionnaire with one row per answer: who is asked, who answers, and what they truly would say.

The young answer less often than the old and know their neighbours less, so the plain share is too high and weights mend
it; people of one household answer alike. Residents are invented; households are running numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from helpers.demo.periods import Period
from helpers.demo.truth import Asking, PlantedSource, generator

SEXES = ("Kvinde", "Mand")
AGES = ("18-29 år", "30-49 år", "50-64 år", "65 år og over")
_ANSWERS = {"18-29 år": 0.18, "30-49 år": 0.30, "50-64 år": 0.46, "65 år og over": 0.60}
"""How large a part of those asked answer."""
_KNOW = {"18-29 år": -22.0, "30-49 år": -4.0, "50-64 år": 8.0, "65 år og over": 18.0}
"""Percentage points above or below the area's own share, before these are made to add up to it."""
_TOGETHER = 0.3
"""So often the next to answer is of the same household."""
_ALIKE = 0.5
"""So often one of a household answers as the household does."""
_DONT_KNOW = 0.03
_VERY = 0.35

QUESTION = "Hvor godt kender du dine naboer?"
SCALE = ("Slet ikke", "Lidt", "Godt", "Meget godt")
DONT_KNOW = "Ved ikke"
_COUNTED = frozenset(SCALE[2:])


@dataclass(frozen=True)
class Answer:
    """One row as delivered."""

    area: str
    period: Period
    household: str
    sex: str
    age: str
    said: str


@dataclass(frozen=True)
class Group:
    """Residents of one sex and age, and how many of them were asked."""

    area: str
    period: Period
    sex: str
    age: str
    residents: int
    invited: int


@dataclass(frozen=True)
class Surveyed:
    """Everything that a questionnaire gave."""

    answers: tuple[Answer, ...] = ()
    groups: tuple[Group, ...] = ()
    indicator: str = ""
    truths: Mapping[tuple[str, Period], tuple[float, float]] = field(
        default_factory=dict[tuple[str, Period], tuple[float, float]]
    )
    """Area and period → the true share of all residents, and what of it is planted; in percent."""

    def counted(self) -> Iterator[tuple[tuple[str, Period], int, int]]:
        """Yield area and period, how many gave an answer that counts, and how many answered."""
        for key in self.truths:
            said = [one.said for one in self.answers if (one.area, one.period) == key and one.said != DONT_KNOW]
            yield key, sum(answer in _COUNTED for answer in said), len(said)


def draw_answers(source: PlantedSource, evaluation: str, seed: int) -> Surveyed:
    """Draw the answers of every area and period of a source, in the order in which it plants them."""
    random = generator(seed, evaluation, f"{source.id}/svar")
    answers: list[Answer] = []
    groups: list[Group] = []
    truths: dict[tuple[str, Period], tuple[float, float]] = {}
    for asking in source.asking:
        for period in asking.periods:
            levels = _levels(asking, asking.course.level_at(period.time))
            groups += (of := _groups(asking, period))
            answers += _answers(of, levels, random)
            effect = asking.course.effect_at(period.time)
            truths[asking.area, period] = (_whole(asking, levels), effect)
    indicator = source.asking[0].indicator if source.asking else ""
    return Surveyed(tuple(answers), tuple(groups), indicator, truths)


def _groups(asking: Asking, period: Period) -> list[Group]:
    part = asking.invited / (2 * sum(asking.residents))
    return [
        Group(asking.area, period, sex, age, residents, round(part * residents))
        for sex in SEXES
        for age, residents in zip(AGES, asking.residents, strict=True)
    ]


def _levels(asking: Asking, level: float) -> dict[str, float]:
    """Return each age's true share, so that all residents together have the area's."""
    total = sum(asking.residents)
    mean = sum(_KNOW[age] * number for age, number in zip(AGES, asking.residents, strict=True)) / total
    return {age: min(97.0, max(3.0, level + _KNOW[age] - mean)) for age in AGES}


def _whole(asking: Asking, levels: Mapping[str, float]) -> float:
    total = sum(asking.residents)
    return sum(levels[age] * number for age, number in zip(AGES, asking.residents, strict=True)) / total


def _answers(groups: list[Group], levels: Mapping[str, float], random: np.random.Generator) -> list[Answer]:
    who = [one for one in groups for _ in range(int(random.binomial(one.invited, _ANSWERS[one.age])))]
    order = random.permutation(len(who))
    rows: list[Answer] = []
    household, mood = 0, 0.0
    for at in order.tolist():
        if not rows or random.random() >= _TOGETHER:
            household, mood = household + 1, float(random.random())
        leaning = mood if random.random() < _ALIKE else float(random.random())
        one = who[at]
        said = DONT_KNOW if random.random() < _DONT_KNOW else _said(leaning, levels[one.age] / 100, random)
        rows.append(Answer(one.area, one.period, f"H{household:03d}", one.sex, one.age, said))
    return rows


def _said(leaning: float, share: float, random: np.random.Generator) -> str:
    slightly, very = SCALE[1], SCALE[3]
    extreme = random.random() < _VERY
    if leaning < share:
        return very if extreme else SCALE[2]
    return SCALE[0] if extreme else slightly
