"""Questions about effects: what is asked, of which figures, and by which rule areas to compare with are found.

A question is written down before the figures that answer it, so that neither the areas to compare with nor the method
can be chosen by the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import Field

from helpers.plan.citing import Frozen, Identifier

DesignWord = Literal[
    "difference_in_differences", "event_study", "group_time", "interrupted_series", "synthetic_control", "before_after"
]
"""The ways to answer; `helpers.effects.suitability` says when each may be used."""
COMPARING: frozenset[DesignWord] = frozenset(
    {"difference_in_differences", "event_study", "group_time", "synthetic_control"}
)
"""The ways that need areas to compare with."""


_TELLS = re.compile(
    r"\b(?:virke(?:r|de|t)|har (?:øget|sænket|forbedret|mindsket|nedbragt|løftet|styrket|skabt|sikret|givet)"
    r"|(?:har ført|førte|fører) til|skyld(?:es|tes)|takket være|gjorde en forskel)\b",
    re.IGNORECASE,
)
"""Words that tell a result. The site has a longer list (`helpers.website.causal_words`), which this stage can't import
and which would refuse the words that a reason needs: why something could be expected."""


class ComparisonRule(Frozen):
    """Which areas without the plan are compared with: the nearest by figures from before the start."""

    pool: tuple[Identifier, ...] = ()
    """The areas to choose among; empty: the plan's `comparison_pool`."""
    alike_on: tuple[Identifier, ...] = Field(min_length=1)
    """Indicators on which the chosen areas must resemble the plan's areas before the start."""
    neighbours: int = Field(default=8, ge=2)
    """How many areas are chosen."""
    caliper: float | None = Field(default=None, gt=0)
    """The largest distance allowed, in standard deviations between areas; None: no limit."""


class OwnStart(Frozen):
    """An area that began on a day of its own."""

    area: Identifier
    start: date


class EffectQuestion(Frozen):
    """One question: is an indicator another one than it would have been without the plan."""

    id: Identifier
    question: str = Field(min_length=1)
    """The question in Danish, as the page asks it."""
    short_name: str = Field(min_length=1)
    """At most about 40 characters, for tables."""
    indicator: Identifier
    areas: tuple[Identifier, ...] = Field(min_length=1)
    """The areas with the plan or the activity."""
    start: date
    """The first day from which it could have worked."""
    own_starts: tuple[OwnStart, ...] = ()
    """Areas that began on another day."""
    frequency: Literal["year", "quarter", "month"] = "year"
    """How long the periods are whose figures are used."""
    first: date
    """Figures from this day …"""
    last: date
    """… to this day are used."""
    comparison: ComparisonRule | None = None
    """None: there is nothing to compare with."""
    designs: tuple[DesignWord, ...] = Field(min_length=1)
    """The ways that may be used, the first that the data can carry answers."""
    activity: Identifier | None = None
    """The activity that it asks about; None: the whole plan."""
    reason: str = Field(min_length=1)
    """Danish: why a change could be expected, or what the question is there to show."""
    written: date | None = None
    """The day on which the question was written down; None: not stated."""

    def start_of(self, area: str) -> date:
        """Return the day from which the plan could have worked in an area."""
        return next((own.start for own in self.own_starts if own.area == area), self.start)

    def pool(self, default: tuple[str, ...]) -> tuple[str, ...]:
        """Return the areas to choose among; `default` is the plan's own pool."""
        return () if self.comparison is None else self.comparison.pool or default

    def indicators(self) -> tuple[str, ...]:
        """Return the indicator that is asked about, and those by which areas are chosen."""
        alike = () if self.comparison is None else self.comparison.alike_on
        return tuple(dict.fromkeys((self.indicator, *alike)))


def complaints_about(question: EffectQuestion, default: tuple[str, ...]) -> Iterator[tuple[str, str, str, str]]:
    """Yield field, value, rule and remedy of everything that a question contradicts itself in."""
    if not question.first < question.start <= question.last:
        yield (
            "start",
            f"start {question.start.isoformat()} ligger ikke mellem {question.first.isoformat()} "
            f"og {question.last.isoformat()}",
            "Et spørgsmål bruger tal fra både før og efter, at planen kunne virke.",
            "Ret »start«, »first« eller »last«.",
        )
    yield from _starts(question)
    yield from _areas(question, default)
    yield from _wording(question)
    if len(set(question.designs)) < len(question.designs):
        yield (
            "designs",
            "en metode står to gange",
            "Metoderne står i den orden, de må bruges, hver én gang.",
            "Slet den ene.",
        )


def _starts(question: EffectQuestion) -> Iterator[tuple[str, str, str, str]]:
    for own in question.own_starts:
        if own.area not in question.areas:
            yield (
                "own_starts",
                f"»{own.area}« har en start, men er ikke med i spørgsmålet",
                "En egen start hører til et af spørgsmålets områder.",
                "Tilføj området under »areas«, eller slet starten.",
            )
        elif not question.first < own.start <= question.last:
            yield (
                "own_starts",
                f"»{own.area}« begynder {own.start.isoformat()}, uden for de tal, der bruges",
                "Et spørgsmål bruger tal fra både før og efter, at planen kunne virke.",
                "Ret starten, »first« eller »last«.",
            )


def _wording(question: EffectQuestion) -> Iterator[tuple[str, str, str, str]]:
    if not question.question.rstrip().endswith("?"):
        yield (
            "question",
            "spørgsmålet slutter ikke med et spørgsmålstegn",
            "Planen spørger; svaret kommer af tallene.",
            "Skriv det som et spørgsmål.",
        )
    told = _TELLS.search(question.reason)
    if told is not None:
        yield (
            "reason",
            f"»{told.group(0)}« fortæller, hvad planen har ført med sig",
            "Begrundelsen siger, hvorfor en ændring kunne ventes; svaret kommer af tallene.",
            "Skriv, hvad planen gør, og hvorfor tallet kunne ændre sig.",
        )


def _areas(question: EffectQuestion, default: tuple[str, ...]) -> Iterator[tuple[str, str, str, str]]:
    pool = question.pool(default)
    if len(set(question.areas)) < len(question.areas):
        yield (
            "areas",
            "et område står to gange",
            "Hvert område tælles én gang.",
            "Slet det ene.",
        )
    if question.comparison is not None and pool and question.comparison.neighbours > len(set(pool)):
        yield (
            "comparison",
            f"»neighbours« er {question.comparison.neighbours}, men kun {len(set(pool))} områder kan vælges",
            "Reglen vælger nogle af områderne; den kan ikke vælge flere, end der er.",
            "Ret tallet, eller tilføj områder.",
        )
    both = sorted(set(pool) & set(question.areas))
    if both:
        yield (
            "areas",
            f"»{both[0]}« har planen og er samtidig blandt områderne at sammenligne med",
            "Et område med planen kan ikke vise, hvordan det går uden den.",
            "Fjern det det ene sted.",
        )
    comparing = [design for design in question.designs if design in COMPARING]
    if comparing and not pool:
        yield (
            "designs",
            f"»{comparing[0]}« kræver områder at sammenligne med",
            "Sammenligningen står i »comparison«; områderne i dens »pool« eller i planens »comparison_pool«.",
            "Tilføj områder, eller slet metoden.",
        )
