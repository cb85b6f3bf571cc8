"""The barometer page of an evaluation: what is measured again and again, and whether it swings or changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from helpers.disclosure.released import Released
from helpers.measurement.refusing import Refusal
from helpers.monitoring.charts import FEWEST_POINTS, ControlChart
from helpers.monitoring.variation import Variation
from helpers.output.addresses import barometer_address
from helpers.output.barometer_lines import Line, lines_of
from helpers.output.barometer_words import TOO_FEW, limit_words, state_word
from helpers.output.figures_control import control_figure
from helpers.output.figures_spec import Cell
from helpers.output.fragments import Fragment
from helpers.output.many_areas import ELSEWHERE, MOST_CHARTS, by_municipality, too_many
from helpers.output.refusals import refusal_sentences
from helpers.output.rendering import render
from helpers.output.sections import folded
from helpers.output.verdicts import Mark
from helpers.output.wording import HIDDEN, HIDDEN_WORDS, count_words, listed, number
from helpers.plan.model import Plan, Registry

QUIET_SIGNAL = "mellem hver syvende og hver femte"
"""How many quiet series of 24 points give a signal by one of the four rules; simulated, see
`benchmarks/results/simulations/control_charts.json` (a test holds the two together)."""
QUIET_WORD = "færre end to af hundrede"
"""How many quiet series get another word than `kun udsving`."""
FALL_SEEN = "en tredjedel til halvdelen"
"""How many series that fell by two standard deviations half way get the word `forbedring`."""

_MARKS: dict[Variation, Mark] = {
    Variation.IMPROVEMENT: Mark("forbedring", "■", "status-met"),
    Variation.DETERIORATION: Mark("forværring", "▲", "status-not-met"),
    Variation.CHANGE: Mark("ændring", "◆", "status-undetermined"),
    Variation.NO_CHANGE_SEEN: Mark("kun udsving", "≈", "status-undetermined"),
}
_SHORT = Mark(TOO_FEW, "··", "status-too-few")
_COUNTED = {
    Variation.IMPROVEMENT: "en forbedring",
    Variation.DETERIORATION: "en forværring",
    Variation.CHANGE: "en ændring",
    Variation.NO_CHANGE_SEEN: "kun udsving",
}
_OTHERS = "Summer af områder og kommunen tælles ikke med her, men har kontrolkort nedenfor."
_HIDDEN_PARTS = f"Tal for kortere perioder end et år er {HIDDEN_WORDS} ({HIDDEN})."


@dataclass(frozen=True)
class Barometer:
    """The lines of one evaluation, read once for all parts of its page."""

    plan: Plan
    registry: Registry
    lines: tuple[Line, ...]

    @property
    def charted(self) -> tuple[Line, ...]:
        """The lines with a chart."""
        return tuple(line for line in self.lines if isinstance(line.found, ControlChart))

    @property
    def refused(self) -> tuple[Line, ...]:
        """The lines without one."""
        return tuple(line for line in self.lines if isinstance(line.found, Refusal))


def barometer(released: Released, plan: Plan, registry: Registry) -> Barometer:
    """Return what the barometer page of an evaluation shows."""
    return Barometer(plan, registry, lines_of(released, plan, registry))


def answer(found: Barometer) -> Fragment:
    """Return the page's answer: how many lines of the plan's areas show what, and how many are too short to tell.

    A sum of areas and the municipality would count the same persons again; they are counted only where no area has a
    line of its own.
    """
    if not found.lines:
        return Fragment(
            "Ingen tal er målt to gange eller mere, så der er ingen rækker at følge. Et kontrolkort kræver mindst "
            f"{FEWEST_POINTS} målinger af det samme tal for lige lange perioder."
        )
    charted, refused = _counted(found, found.charted), _counted(found, found.refused)
    if not charted:
        return Fragment(
            f"Ingen tal er målt {FEWEST_POINTS} gange eller mere, så ingen af dem kan vise, om de bare svinger, "
            "eller om noget har ændret sig. Nedenfor står, hvor mange målinger der er."
        )
    synthetic = any(line.synthetic for line in charted)
    return Fragment.join(
        (
            render("marked", text=f"{_states(charted)} {_rest(len(refused))}".strip(), synthetic=synthetic),
            Fragment(
                "Ordet gælder den seneste måling. Et signal siger, at målingerne ligger anderledes, end rene udsving "
                "plejer at gøre. Det siger ikke hvorfor, og det siger intet om planen."
                + (f" {_OTHERS}" if len(charted) < len(found.charted) else "")
            ),
        )
    )


def _counted(found: Barometer, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    own = tuple(line for line in lines if line.area in found.plan.areas)
    return own if any(line.area in found.plan.areas for line in found.charted) else lines


def _states(charted: tuple[Line, ...]) -> str:
    counts = [(words, sum(line.state is state for line in charted)) for state, words in _COUNTED.items()]
    unsure = sum(isinstance(line.state, Refusal) for line in charted)
    counts = [(words, count) for words, count in (*counts, ("for få målinger siden et brud", unsure)) if count]
    written = (word.replace("ét", "én") for word in count_words([count for _, count in counts]))
    parts = [f"{count} viser {words}" for (words, _), count in zip(counts, written, strict=True)]
    lines = "Én række er" if len(charted) == 1 else f"{number(len(charted))} rækker er"
    return f"{lines} målt mindst {FEWEST_POINTS} gange: {listed(parts)}."


def _rest(short: int) -> str:
    if not short:
        return ""
    return f"{'Én række har' if short == 1 else f'{number(short)} rækker har'} for få eller for små tal til et kort."


def how_to_read(found: Barometer) -> Fragment:
    """Return how the charts are read, once for all of them, and how often a quiet series gives a signal too."""
    if not found.charted:
        return Fragment("")
    kinds = dict.fromkeys(line.found.kind for line in found.charted if isinstance(line.found, ControlChart))
    return Fragment(
        "## Sådan læses figurerne\n\n"
        "Alle tal svinger fra gang til gang. I hver figur er linjen de målte tal, og det grå felt viser, hvor meget "
        "tallet svinger. Gennemsnit og felt er regnet af alle målinger i rækken, også dem efter en ændring, eller af "
        "målingerne siden det sidste sted, hvor der står »nye grænser«. Har et tal flyttet sig, ligger gennemsnittet "
        "derfor et sted mellem før og efter, og så kan også rolige år før ændringen have signal.\n\n"
        "Fire ting regnes for mere end udsving: en måling uden for feltet, syv målinger i træk på samme side af "
        "gennemsnittet, seks målinger i træk i samme retning, og to af tre målinger i træk tæt på en grænse. En "
        "måling, der mangler eller er skjult, er et hul: den tæller ikke med, og intet løber hen over den.\n\n"
        + "\n".join(f"- {limit_words(kind)}" for kind in kinds)
        + "\n\n"
        f"Også et tal, der slet ikke ændrer sig, har signal en gang imellem: {QUIET_SIGNAL} rolige række på 24 "
        f"målinger har et signal et sted, men {QUIET_WORD} får et andet ord end »kun udsving«. Til gengæld overses "
        "meget: falder et tal midt i rækken dobbelt så meget, som det svinger til hver side, får kun "
        f"{FALL_SEEN} af rækkerne ordet »forbedring«. »Kun udsving« er derfor ikke det samme som »ingen ændring«. "
        "Reglerne er dem, som det engelske sundhedsvæsen bruger (NHS England: Making Data Count)."
    )


@dataclass(frozen=True)
class _Cell:
    """One area and indicator of the table."""

    word: str
    mark: Mark
    synthetic: bool
    depends: str = ""


def overview(found: Barometer, *, table_id: str) -> Fragment:
    """Return areas × the indicators that have a chart somewhere, each with its word."""
    indicators = dict.fromkeys(line.indicator.id for line in found.charted)
    areas = dict.fromkeys(line.area for line in found.charted)
    if not indicators:
        return Fragment("")
    if too_many(areas):
        return _by_municipality(found, table_id)
    by_place = {(line.area, line.indicator.id): line for line in found.lines}
    rows = [
        (found.registry.area(area).name, [_cell(by_place.get((area, one))) for one in indicators]) for area in areas
    ]
    return render(
        "barometer",
        table_id=table_id,
        caption="Hvad rækkerne viser nu",
        synthetic=any(line.synthetic for line in found.charted),
        columns=[found.registry.indicator(one).short_name for one in indicators],
        rows=rows,
    )


def _cell(line: Line | None) -> _Cell | None:
    if line is None:
        return None
    state = line.state
    return _Cell(state_word(state), _mark(line), line.synthetic and not isinstance(state, Refusal))


def _mark(line: Line) -> Mark:
    return _SHORT if isinstance(line.state, Refusal) else _MARKS[line.state]


def charts(found: Barometer) -> Fragment:
    """Return the charts, one area after the other, under their heading; nothing where there are none."""
    if not found.charted:
        return Fragment("")
    fragments = [Fragment("## Række for række")]
    chosen = found.charted
    if too_many(_by_area(chosen)):
        chosen = _standing_out(chosen)[:MOST_CHARTS]
        fragments.append(
            Fragment(
                f"Her er {number(len(chosen))} af de {number(len(found.charted))} rækker tegnet: dem, der har ændret "
                "sig, forværringer først, i planens rækkefølge. Tallene for alle kan hentes under "
                "[Hent tallene](../../../data/index.ipynb)."
            )
        )
    for area, lines in _by_area(chosen).items():
        fragments.append(Fragment(f"### {escape(found.registry.area(area).name, quote=False)}"))
        fragments += [
            control_figure(line, found.registry).fragment(f"kort-{line.area}-{line.indicator.id}") for line in lines
        ]
    return Fragment.join(fragments)


def _standing_out(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that show a change: first what got worse, then what got better, then the rest."""
    order = (Variation.DETERIORATION, Variation.IMPROVEMENT, Variation.CHANGE)
    return [line for state in order for line in lines if line.state is state]


def _by_municipality(found: Barometer, table_id: str) -> Fragment:
    """Return municipalities × what the lines of their areas show now."""
    own = frozenset(found.plan.areas)
    counts: dict[str, Counter[str]] = {name: Counter() for name in by_municipality(found.plan, found.registry)}
    for line in found.charted:
        if line.area in own:
            counts[found.registry.area(line.area).municipality or ELSEWHERE][_mark(line).word] += 1
    marks = (*_MARKS.values(), _SHORT)
    synthetic = any(line.synthetic for line in found.charted)
    return render(
        "numbers",
        table_id=table_id,
        caption="Hvad rækkerne viser nu, kommune for kommune",
        headings=("Kommune", *(mark.word for mark in marks)),
        rows=[
            (Cell(name), *(Cell(number(words[mark.word]), synthetic) for mark in marks))
            for name, words in counts.items()
        ],
        synthetic=synthetic,
        stacked=True,
    )


def _by_area(lines: Iterable[Line]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.area, []).append(line)
    return found


@dataclass(frozen=True)
class _ShortRow:
    """One indicator, or one area of it, that can't be charted, and why."""

    name: str
    areas: str
    why: str


def too_short(found: Barometer, *, table_id: str) -> Fragment:
    """Return the lines without a chart, each indicator once for all areas with the same reason; or nothing."""
    groups: dict[tuple[str, str], list[Line]] = {}
    for line in found.refused:
        groups.setdefault((line.indicator.id, _why(line)), []).append(line)
    if not groups:
        return Fragment("")
    rows = [
        _ShortRow(
            found.registry.indicator(indicator).short_name,
            f"{number(len(lines))} områder"
            if too_many(lines)
            else listed(found.registry.area(line.area).name for line in lines),
            why,
        )
        for (indicator, why), lines in groups.items()
    ]
    table = render("barometer_short", table_id=table_id, caption="Rækker uden kontrolkort, og hvorfor", rows=rows)
    return Fragment.join((Fragment("## Uden kontrolkort"), folded("Vis rækkerne uden kontrolkort, og hvorfor", table)))


def _why(line: Line) -> str:
    if not isinstance(line.found, Refusal):
        return ""
    sentences = [*refusal_sentences(line.found), *([_HIDDEN_PARTS] if line.hidden_parts else [])]
    return " ".join(sentences)


def barometer_link(plan: Plan) -> Fragment:
    """Return the link from an area's page to the barometer of its plan."""
    address = f"../../../{barometer_address(plan.id)}.html"
    name = escape(plan.short_name)
    return Fragment.html(
        f'<p>Tal, der måles igen og igen, følges i <a href="{address}">barometeret for {name}</a>: '
        "er det bare udsving, eller har noget ændret sig?</p>"
    )
