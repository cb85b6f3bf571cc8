"""The method pages: what a method does, worked examples, how often it is wrong, and what it rests on."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from html import escape
from math import sqrt
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from helpers import reads
from helpers.disclosure.policy import load_policy
from helpers.output.facts import Fact, fact_table
from helpers.output.fragments import Fragment
from helpers.output.method_topics import PROTECTION, Topic, simulation_title, topic_of, topics
from helpers.output.protection_words import explanation, rules_table, sensitive_table
from helpers.output.sections import folded
from helpers.output.wording import NBSP, day, number
from helpers.output.worked_examples import Examples, spec_files, worked_examples
from helpers.paths import Project
from helpers.plan.loading import load_registry

RESULTS = Path("benchmarks") / "results" / "simulations"
_DOUBT = 2
"""So many standard errors are the margin of what a simulation found: an interval of about 95 %."""
_EMPHASIS = re.compile(r"\*([^*\s][^*]*)\*")
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|]")
_TENTH = 0.05
"""A margin below this would be shown as 0,0 percentage points."""
_MOST_OPEN = 6
"""A longer table is folded."""
_HEADINGS = ("Hvad er prøvet", "Vi lover", "Fundet", "Prøvet", "Holder det?")
_KEPT, _NEAR, _BROKEN = "ja", "inden for prøvens egen usikkerhed", "nej"
_INVENTED = (
    "Områder, tal og svar i eksemplerne er opdigtede, så det kan ses, hvordan der regnes. Undtaget er det, der har en "
    "side i et dokument ved sig: det er aftalernes eget."
)
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

    comparison: bool = False
    """True: not promised, only what the promised is held against."""
    known_limit: str = ""
    """Danish: why the promise isn't kept here, where that is known."""

    @property
    def margin(self) -> float:
        """Two standard errors of a simulated share; 0 for a value outside 0-1."""
        inside = 0 < self.value < 1
        return _DOUBT * sqrt(self.value * (1 - self.value) / self.replications) if inside else 0.0

    @property
    def verdict(self) -> str:
        """Tell in Danish whether the promise is kept: yes, not so that the simulation could tell, or no."""
        beyond = self.value - self.promise if self.direction == "at_least" else self.promise - self.value
        if beyond >= 0:
            return _KEPT
        return _NEAR if beyond + self.margin >= 0 else _BROKEN


class Simulated(BaseModel):
    """What one simulation found, as `benchmarks/results/simulations/<name>.json` keeps it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    simulation: str
    date: datetime.date
    findings: tuple[Found, ...]


def simulation_files(project: Project) -> tuple[Path, ...]:
    """Return the kept results of simulations, by name."""
    reads.folder(project.root / RESULTS)
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
            *_opening(project, about),
            Fragment("## Regneeksempler"),
            _examples(project, about),
            Fragment("## Hvor ofte tager vi fejl?"),
            _simulations(project, about),
            Fragment("## Hvad det bygger på"),
            Fragment("\n".join(f"- [{reference}]{{lang=en}}" for reference in about.references)),
            Fragment("[Alle metoder](../index.qmd)"),
        )
    )


def _opening(project: Project, about: Topic) -> tuple[Fragment, ...]:
    if about.id != PROTECTION:
        return (Fragment(about.text),)
    policy = load_policy(project)
    return (
        explanation(policy),
        Fragment("## Reglerne i tal"),
        rules_table(policy),
        folded("Følsomme tal, der er offentlige, og hvorfor", sensitive_table(load_registry(project))),
        Fragment("## Sådan findes det, der må skjules"),
        Fragment(about.text),
    )


def _examples(project: Project, about: Topic) -> Fragment:
    if not spec_files(project):
        return Fragment(_NOT_HERE)
    here = [found for found in worked_examples(project) if topic_of(found.module) is about]
    here.sort(key=lambda found: next(at for at, pattern in enumerate(about.specs) if fnmatch(found.module, pattern)))
    return Fragment.join((Fragment(_INVENTED), *map(_module, here))) if here else Fragment(_NONE_YET)


def _module(found: Examples) -> Fragment:
    # A heading in Markdown stands in the page's table of contents; the text below it must not be read as Markdown.
    heading = Fragment("### " + _MARKUP.sub(r"\\\g<0>", found.title))
    parts = [f"<p>{_shown(part)}</p>" for part in _paragraphs(found.intro)]
    parts.append("<ol>")
    for text in found.texts:
        inside = "".join(f"<p>{_shown(part)}</p>" for part in _paragraphs(text))
        parts.append(f"<li>{inside}</li>")
    parts.append("</ol>")
    return Fragment.join((heading, Fragment.html("\n".join(parts))))


def _shown(text: str) -> str:
    """Return a paragraph of a docstring as HTML; `*stressed*` is its only markup."""
    return _EMPHASIS.sub(r"<em>\1</em>", escape(text))


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
    verdicts = [found.verdict for one in read for found in one.findings if not found.comparison]
    near, broken = verdicts.count(_NEAR), verdicts.count(_BROKEN)
    opening = (
        "En computer har opdigtet områder, hvor det rigtige svar er kendt, mange gange om igen. Så kan det tælles, "
        f"hvor tit metoden svarer forkert. {_promises(len(verdicts))} er prøvet på den måde."
    )
    held = f"Ved {number(len(verdicts) - near - broken)} er det fundne på den lovede side."
    beside = (
        f"Ved {number(near)} er det lige ved siden af, men ikke længere væk end prøvens egen usikkerhed: om de holder, "
        "kan prøven ikke afgøre."
    )
    return " ".join(
        (opening, held, *((beside,) if near else ()), f"{number(broken)} holder ikke." if broken else "Ingen er brudt.")
    )


def _promises(count: int) -> str:
    return "Ét løfte" if count == 1 else f"{number(count)} løfter"


def _missing_words(missing: int, of: int) -> str:
    what = "Prøven" if of == 1 else "Alle prøver" if missing == of else f"{number(missing)} af {number(of)} prøver"
    return f"{what} af, hvor tit metoden tager fejl, er endnu ikke regnet."


def _table(one: Simulated) -> Fragment:
    title = simulation_title(one.simulation)
    caption = (
        f"{title}: løfter, prøvet på opdigtede områder. Tallet efter ± er prøvens egen usikkerhed. {_counted(one)}"
        f"Regnet {day(one.date)}."
    )
    table = fact_table(f"simulation-{one.simulation}", caption, _HEADINGS, [_row(found) for found in one.findings])
    if len(one.findings) <= _MOST_OPEN:
        return table
    doubtful = [found for found in one.findings if not found.comparison and found.verdict != _KEPT]
    shown = fact_table(
        f"simulation-{one.simulation}-tvivl",
        f"{title}: løfter, der ikke holder, eller hvor prøven ikke kan afgøre det.",
        _HEADINGS,
        [_row(found) for found in doubtful],
    )
    return Fragment.join((shown, folded(f"{title}: vis alle {number(len(one.findings))}", table)))


def _counted(one: Simulated) -> str:
    """Say why a count is odd: a method that gave no number in a trial can't have been wrong in it."""
    odd = any(found.replications % 10 for found in one.findings)
    return "Kun de gange, metoden gav et svar, er talt med. " if odd else ""


def _row(found: Found) -> tuple[Fact, ...]:
    least = "mindst" if found.direction == "at_least" else "højst"
    margin = 100 * found.margin
    give_or_take = f" ± {number(margin, 1 if margin >= _TENTH else 2)}" if margin else ""
    return (
        Fact(f"{found.text} {found.known_limit}".rstrip()),
        Fact("intet løfte, kun til sammenligning" if found.comparison else f"{least} {_percent(found.promise)}"),
        Fact(f"{number(100 * found.value, 1)}{NBSP}%{give_or_take}" if margin else _percent(found.value), amount=True),
        Fact(f"{number(found.replications)} gange"),
        Fact("" if found.comparison else found.verdict),
    )


def _percent(share: float) -> str:
    decimals = 0 if round(share * 100, 6).is_integer() else 1
    return f"{number(share * 100, decimals)}{NBSP}%"
