"""What is said of areas beside each other: sentences in both languages that never make a league table of chance."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.monitoring.funnels import Funnel, Position
from helpers.monitoring.ranking import Ranked, Ranking
from helpers.monitoring.small_areas import LeftOut
from helpers.output.languages import Language, say
from helpers.output.many_areas import MOST_NAMED, MOST_ROWS
from helpers.output.wording import listed, number

NO_EFFECT = "En forskel mellem områder viser ikke, hvad en helhedsplan har udrettet."
ONE_PLAN = "Hver helhedsplan står for sig: tallene er fra forskellige år og kan ikke holdes op mod hinanden."
TOGETHER = (
    "Et skøn, hvor områderne ses sammen, trækker hvert områdes tal mod det fælles niveau: meget, hvis få personer står "
    "bag, og lidt, hvis mange gør."
)
HOW_TO_RANK = (
    "Pladserne står altid som et spænd, der rummer områdets plads i 90 ud af 100 tilfælde. Plads 1 er det {first} tal; "
    "»plads 1–1« betyder, at spændet kun rummer den ene plads."
)
FIRST_IS = "plads 1 er det {first} tal"
ONLY_THE_ENDS = "Figuren viser de {ends} første og de {ends} sidste af de {count} områder."
SOME_OF_ALL = "{count} af {all} områder"
ONLY_OUTSIDE = "Tabellen viser de områder, der ligger uden for grænserne; tallene for alle områder kan hentes som fil."
SORTED_BY_NAME = "Områderne står i alfabetisk orden."
HIGHEST = "højeste"
LOWEST = "laveste"
DIFFERENT = "{indicator}: områderne er mere forskellige end ved tilfældige udsving ({when})"
NOT_RANKED = "{indicator}: områderne kan ikke sættes i rækkefølge ({when})"
NOT_TOGETHER = "{indicator}: områderne kan ikke holdes op mod hinanden ({when})"
PLACES = "plads {low}–{high} af {count}"
ALONE = "alene"
SEEN_TOGETHER = "set sammen"
COMMON_LEVEL = "Områderne under ét: {value}"
WIDENED = (
    "Områderne er mere spredt end ved tilfældige udsving alene. Grænserne er gjort bredere, så de viser, hvem der "
    "skiller sig ud fra de andre."
)
READ_FUNNEL = (
    "Små områder svinger mest, så grænserne er bredest til venstre. Uden for den inderste grænse falder et område "
    "tilfældigt højst 1 gang ud af 20, uden for den yderste højst 2 ud af 1.000, når områderne ellers er ens."
)
SIZE_SHARE = "Antal, tallet bygger på"
SIZE_EFFECTIVE = "Effektive svar: så mange er svarene værd"
EFFECTIVE = "Effektive svar"
SIZE_RATE = "Antal, tallet er regnet pr."
NO_FUNNEL = "Der er ikke tegnet tragt for {indicator}."
NO_SHRINKAGE = "Områderne er ikke set sammen for {indicator}."
NO_DENOMINATOR = (
    "Disse tal er rene antal og siger lige så meget om områdets størrelse, så de holdes ikke op mod hinanden: {names}."
)
NONE_COMPARABLE = "Ingen tal findes for flere af områderne ved {when}."
_ALL_INSIDE = "{indicator}: alle {count} områder ligger inden for de tilfældige udsving ({when})"
_NONE_STANDS_OUT = "{indicator}: ingen af de {count} områder skiller sig ud fra de andre ({when})"
_STANDS_OUT = "{indicator}: {areas} skiller sig ud fra de andre ({when})"
_HIGHER = "{area} ligger højere, end de andre områders spredning kan forklare."
_LOWER = "{area} ligger lavere, end de andre områders spredning kan forklare."
_ONE_OUTSIDE = "{indicator}: {areas} ligger længere fra det fælles niveau end ved tilfældige udsving ({when})"
_PLACED: dict[Position, str] = {
    "inside": "inden for grænserne",
    "above": "over 95 %-grænsen",
    "far_above": "over 99,8 %-grænsen",
    "below": "under 95 %-grænsen",
    "far_below": "under 99,8 %-grænsen",
}
_SAID: dict[Position, str] = {
    "inside": "{area} ligger inden for det, som tilfældige udsving kan forklare.",
    "above": "{area} ligger højere, end tilfældige udsving plejer at kunne forklare.",
    "far_above": "{area} ligger højere, end tilfældige udsving kan forklare.",
    "below": "{area} ligger lavere, end tilfældige udsving plejer at kunne forklare.",
    "far_below": "{area} ligger lavere, end tilfældige udsving kan forklare.",
}
_LEFT_OUT: dict[LeftOut, str] = {
    LeftOut.HIDDEN: "{areas} er ikke med: tallet er skjult af hensyn til diskretion.",
    LeftOut.NO_COUNTS: "{areas} er ikke med: kilden oplyser ikke de antal, tallet er regnet ud fra.",
    LeftOut.OTHER_PERIOD: "{areas} er ikke med: tallet gælder et andet tidsrum.",
    LeftOut.OTHER_DEFINITION: "{areas} er ikke med: tallet er gjort op på en anden måde.",
}
TEMPLATES: tuple[str, ...] = (
    NO_EFFECT, ONE_PLAN, TOGETHER, HOW_TO_RANK, FIRST_IS, ONLY_THE_ENDS, SOME_OF_ALL, ONLY_OUTSIDE, SORTED_BY_NAME,
    HIGHEST, LOWEST, DIFFERENT, NOT_RANKED, NOT_TOGETHER, PLACES, ALONE, SEEN_TOGETHER, COMMON_LEVEL, WIDENED,
    READ_FUNNEL, SIZE_SHARE, SIZE_EFFECTIVE, EFFECTIVE, SIZE_RATE, NO_FUNNEL, NO_SHRINKAGE, NO_DENOMINATOR,
    NONE_COMPARABLE, _ALL_INSIDE, _ONE_OUTSIDE, _NONE_STANDS_OUT, _STANDS_OUT, _HIGHER, _LOWER,
    *_PLACED.values(), *_SAID.values(), *_LEFT_OUT.values(),
)  # fmt: skip
"""Every Danish template; each has its English in `locale/en/small_areas.po`."""


def rank_words(ranked: Ranked, count: int, language: Language = "da") -> str:
    """Return a rank, which is never told without its interval: `plads 2–4 af 6`, and `plads 1–1 af 6` too."""
    return say(PLACES, language, low=ranked.low, high=ranked.high, count=count)


def ranking_words(ranking: Ranking, language: Language = "da") -> str:
    """Return how to read the ranks."""
    return say(HOW_TO_RANK, language, first=_first(ranking, language))


def first_words(ranking: Ranking, language: Language = "da") -> str:
    """Return which end of a ranking has place 1: `plads 1 er det laveste tal`."""
    return say(FIRST_IS, language, first=_first(ranking, language))


def _first(ranking: Ranking, language: Language) -> str:
    return say(HIGHEST if ranking.first == "highest" else LOWEST, language)


def position_words(position: Position, language: Language = "da") -> str:
    """Return an area's place in a funnel for a table: `inden for grænserne`."""
    return say(_PLACED[position], language)


def position_sentence(area: str, position: Position, language: Language = "da", *, widened: bool = False) -> str:
    """Return an area's place in a funnel as a sentence; in a widened one, it is the others' spread that is passed."""
    if widened and position != "inside":
        return say(_HIGHER if position in ("above", "far_above") else _LOWER, language, area=area)
    return say(_SAID[position], language, area=area)


def funnel_message(found: Funnel, names: Sequence[str], indicator: str, when: str, language: Language = "da") -> str:
    """Return the title of a funnel: who lies outside, if anybody does.

    Where the limits were widened, areas differ by more than chance already; then it tells who stands out from them.

    Parameters
    ----------
    names
        Of the funnel's areas, in its order.
    """
    outside = [name for name, area in zip(names, found.areas, strict=True) if area.position != "inside"]
    if not outside:
        title = _NONE_STANDS_OUT if found.adjusted else _ALL_INSIDE
        count = number(len(found.areas), language=language)
        return say(title, language, indicator=indicator, count=count, when=when)
    title = _STANDS_OUT if found.adjusted else _ONE_OUTSIDE
    return say(title, language, indicator=indicator, areas=_named(outside, len(found.areas), language), when=when)


def _named(areas: Sequence[str], of: int, language: Language) -> str:
    """Return the areas by name, or of too many how many they are."""
    if len(areas) <= MOST_NAMED or of <= MOST_ROWS:
        return listed(areas, language)
    return say(SOME_OF_ALL, language, count=number(len(areas), language=language), all=number(of, language=language))


def left_out_sentences(
    left_out: Sequence[tuple[str, LeftOut]], language: Language = "da", of: int = 0
) -> tuple[str, ...]:
    """Return which areas are not compared and why, one sentence for each reason.

    Parameters
    ----------
    left_out
        Names of areas, with why.
    of
        How many areas there are, for where there are too many to name.
    """
    return tuple(
        say(
            _LEFT_OUT[why],
            language,
            areas=_named([name for name, reason in left_out if reason is why], of, language),
        )
        for why in LeftOut
        if any(reason is why for _, reason in left_out)
    )
