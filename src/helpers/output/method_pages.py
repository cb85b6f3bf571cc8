"""The method pages: what a method does, worked examples, how often it is wrong, and what it rests on."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from html import escape
from math import sqrt
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from helpers.output.facts import Fact, fact_table
from helpers.output.fragments import Fragment
from helpers.output.method_topics import Topic, topic_of, topics
from helpers.output.sections import folded
from helpers.output.wording import NBSP, day, number
from helpers.output.worked_examples import Examples, spec_files, worked_examples
from helpers.paths import Project

RESULTS = Path("benchmarks") / "results" / "simulations"
_DOUBT = 2
"""A promise counts as kept if what was found lies within so many standard errors of it, as in `benchmarks`."""
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|]")
_MOST_OPEN = 6
"""A longer table is folded."""
_HEADINGS = ("Hvad er prøvet", "Vi lover", "Fundet", "Prøvet", "Holder det?")
_NOT_HERE = "Regneeksemplerne ligger sammen med Målbars prøver, og dem er denne kopi lavet uden."
_NONE_YET = "Der er endnu ingen regneeksempler om dette emne."


class Found(BaseModel):
    """One number that a simulation found, and what was promised."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    text: str
    value: float
    promise: float
    direction: Literal["at_least", "at_most"]
    replications: int

    @property
    def kept(self) -> bool:
        """Tell whether the promise is kept, give or take the simulation's own uncertainty."""
        inside = 0 < self.value < 1
        slack = _DOUBT * sqrt(self.value * (1 - self.value) / self.replications) if inside else 0.0
        if self.direction == "at_least":
            return self.value + slack >= self.promise
        return self.value - slack <= self.promise


class Simulated(BaseModel):
    """What one simulation found, as `benchmarks/results/simulations/<name>.json` keeps it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    simulation: str
    date: datetime.date
    findings: tuple[Found, ...]


def simulation_files(project: Project) -> tuple[Path, ...]:
    """Return the kept results of simulations, by name."""
    return tuple(sorted((project.root / RESULTS).glob("*.json")))


def method_files(project: Project) -> tuple[Path, ...]:
    """Return everything that the method pages read."""
    return (*spec_files(project), *simulation_files(project))


def method_page(project: Project, topic: str) -> Fragment:
    """Return the page of a topic.

    Raises
    ------
    KeyError
        If there is no such topic.
    """
    about = {found.id: found for found in topics()}[topic]
    return Fragment.join(
        (
            Fragment(about.text),
            Fragment("## Regneeksempler"),
            _examples(project, about),
            Fragment("## Hvor ofte tager vi fejl?"),
            _simulations(project, about),
            Fragment("## Hvad det bygger på"),
            Fragment("\n".join(f"- {reference}" for reference in about.references)),
            Fragment("[Alle metoder](../index.qmd)"),
        )
    )


def _examples(project: Project, about: Topic) -> Fragment:
    if not spec_files(project):
        return Fragment(_NOT_HERE)
    here = [found for found in worked_examples(project) if topic_of(found.module) is about]
    return Fragment.join(_module(found) for found in here) if here else Fragment(_NONE_YET)


def _module(found: Examples) -> Fragment:
    # A heading in Markdown stands in the page's table of contents; the text below it must not be read as Markdown.
    heading = Fragment("### " + _MARKUP.sub(r"\\\g<0>", found.title))
    parts = [f"<p>{escape(part)}</p>" for part in _paragraphs(found.intro)]
    parts.append("<ol>")
    for text in found.texts:
        inside = "".join(f"<p>{escape(part)}</p>" for part in _paragraphs(text))
        parts.append(f"<li>{inside}</li>")
    parts.append("</ol>")
    return Fragment.join((heading, Fragment.html("\n".join(parts))))


def _paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of a docstring, each as one line."""
    for part in text.split("\n\n"):
        if part.strip():
            yield " ".join(part.split())


def _simulations(project: Project, about: Topic) -> Fragment:
    known = {path.stem: path for path in simulation_files(project)}
    read = [
        Simulated.model_validate_json(known[name].read_text(encoding="utf-8"))
        for name in about.simulations
        if name in known
    ]
    missing = [name for name in about.simulations if name not in known]
    parts = [Fragment(_summary(read))] if read else []
    parts += [_table(one) for one in read]
    if missing:
        parts.append(Fragment(_missing_words(len(missing), of=len(about.simulations))))
    return Fragment.join(parts)


def _summary(read: Sequence[Simulated]) -> str:
    findings = [found for one in read for found in one.findings]
    kept = sum(found.kept for found in findings)
    opening = (
        "En computer har opdigtet områder, hvor det rigtige svar er kendt, mange gange om igen. Så kan det tælles, "
        "hvor tit metoden svarer forkert."
    )
    if kept == len(findings) == 1:
        return f"{opening} Ét løfte er prøvet på den måde, og det holder."
    if kept == len(findings):
        return f"{opening} {number(kept)} løfter er prøvet på den måde, og de holder alle."
    return (
        f"{opening} {number(len(findings))} løfter er prøvet på den måde; {number(len(findings) - kept)} holder ikke."
    )


def _missing_words(missing: int, of: int) -> str:
    what = "Prøven" if of == 1 else "Alle prøver" if missing == of else f"{number(missing)} af {number(of)} prøver"
    return f"{what} af, hvor tit metoden tager fejl, er endnu ikke regnet."


def _table(one: Simulated) -> Fragment:
    caption = f"Løfter, prøvet på opdigtede områder. Regnet {day(one.date)}."
    table = fact_table(f"simulation-{one.simulation}", caption, _HEADINGS, [_row(found) for found in one.findings])
    if len(one.findings) <= _MOST_OPEN:
        return table
    broken = [found for found in one.findings if not found.kept]
    shown = fact_table(
        f"simulation-{one.simulation}-brudt", "Løfter, der ikke holder.", _HEADINGS, [_row(found) for found in broken]
    )
    return Fragment.join((shown, folded(f"Vis alle {number(len(one.findings))}", table)))


def _row(found: Found) -> tuple[Fact, ...]:
    least = "mindst" if found.direction == "at_least" else "højst"
    return (
        Fact(found.text),
        Fact(f"{least} {_percent(found.promise)}"),
        Fact(_percent(found.value), amount=True),
        Fact(f"{number(found.replications)} gange"),
        Fact("ja" if found.kept else "nej"),
    )


def _percent(share: float) -> str:
    decimals = 0 if round(share * 100, 6).is_integer() else 1
    return f"{number(share * 100, decimals)}{NBSP}%"
