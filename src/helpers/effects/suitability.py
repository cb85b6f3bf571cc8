"""Which method may be used on which data, and why not: one table, and the default is no.

A method that isn't in the table, or one of whose conditions can't be seen to hold, is refused. The numbers are the
least with which the method can say anything at all, each with its source; more is better.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from helpers.effects.deciding import too_few
from helpers.effects.estimate import Design
from helpers.effects.few_areas import TwoGroups
from helpers.effects.grid import grid_of
from helpers.effects.panel import Frequency, Panel
from helpers.measurement.refusing import Lack, Refusal, Shortfall

SYNTHETIC_PERIODS_BEFORE = 8
SYNTHETIC_DONORS = 19
"""With fewer no rank could be rarer than 1 of 20."""
SERIES_BEFORE: Mapping[Frequency, int] = MappingProxyType({"year": 8, "quarter": 8, "month": 24})
"""Points before the start of an interrupted series: 8, and two whole years to tell a season from a trend."""
SERIES_AFTER: Mapping[Frequency, int] = MappingProxyType({"year": 8, "quarter": 8, "month": 12})


@dataclass(frozen=True)
class Facts:
    """What there is to answer a question with."""

    frequency: Frequency
    treated: int
    """Areas with the plan and figures."""
    comparisons: int
    """Areas without it, and without gaps in the periods used."""
    periods_before: int
    """Before the first start, without gaps for the areas with the plan."""
    periods_after: int
    starts: int
    """Different starts among the areas with the plan."""
    series_before: int
    """Points before the start in the longest series of one area."""
    series_after: int
    gaps: bool
    """Whether the series of the areas with the plan have holes."""
    start_known: bool
    same_definition: bool
    """Whether the indicator is counted by one definition all the way."""


@dataclass(frozen=True)
class Condition:
    """One thing a method needs, why, and who says so."""

    lack: Lack
    shortfall: Callable[[Facts], Shortfall | None]
    """What is missing, or None."""
    reason: str
    """English: why the method can't do without it."""
    source: str


@dataclass(frozen=True)
class Verdict:
    """Whether a method may be used."""

    design: Design
    shortfalls: tuple[Shortfall, ...]
    """Empty: it may be used."""

    @property
    def allowed(self) -> bool:
        """Whether nothing is missing."""
        return not self.shortfalls

    @property
    def refusal(self) -> Refusal | None:
        """Return what is missing as any method says it."""
        return None if self.allowed else Refusal(self.design.value, self.shortfalls)


def facts_of(panel: Panel, *, same_definition: bool = True) -> Facts:
    """Return what a panel has to answer with.

    Parameters
    ----------
    same_definition
        False if the indicator's definition changed within the periods and no bridge makes the parts comparable.
    """
    grid = grid_of(panel)
    first = min(panel.starts.values(), default=None)
    of_treated = [[point.period for point in panel.points if point.area == area] for area in panel.treated]
    return Facts(
        frequency=panel.frequency,
        # Areas that have not begun by the last period lack periods after, not figures.
        treated=len(grid.treated or panel.treated),
        comparisons=len(grid.comparisons) - (0 if grid.treated else len(panel.treated)),
        periods_before=grid.before if grid.starts else len(grid.periods),
        periods_after=grid.after if grid.starts else 0,
        starts=len(set(grid.starts)),
        series_before=max((sum(at < panel.starts[area] for at in own) for area, own in _named(panel)), default=0),
        series_after=max((sum(at >= panel.starts[area] for at in own) for area, own in _named(panel)), default=0),
        gaps=any(max(own) - min(own) + 1 > len(own) for own in of_treated if own),
        start_known=first is not None,
        same_definition=same_definition,
    )


def suitable(facts: Facts | Panel) -> tuple[Verdict, ...]:
    """Return for every method whether it may be used, and everything that is missing if not."""
    seen = facts if isinstance(facts, Facts) else facts_of(facts)
    return tuple(verdict(seen, design) for design in Design)


def verdict(facts: Facts, design: Design) -> Verdict:
    """Return whether one method may be used; one without conditions in the table may not."""
    found = [condition.shortfall(facts) for condition in CONDITIONS[design]]
    return Verdict(design, tuple(short for short in found if short is not None))


def _named(panel: Panel) -> list[tuple[str, list[int]]]:
    return [(area, [point.period for point in panel.points if point.area == area]) for area in panel.treated]


def _at_least(lack: Lack, have: Callable[[Facts], int], need: int) -> Callable[[Facts], Shortfall | None]:
    return lambda facts: Shortfall(lack, have(facts), need) if have(facts) < need else None


def _series(
    lack: Lack, have: Callable[[Facts], int], least: Mapping[Frequency, int]
) -> Callable[[Facts], Shortfall | None]:
    def shortfall(facts: Facts) -> Shortfall | None:
        need = least[facts.frequency]
        return Shortfall(lack, have(facts), need) if have(facts) < need else None

    return shortfall


def _enough_to_tell_chance(facts: Facts) -> Shortfall | None:
    if facts.treated == 0:
        return None
    short = too_few(TwoGroups(facts.treated, (1.0,) * (facts.treated + facts.comparisons)))
    return short[0] if short else None


def _unless(lack: Lack, holds: Callable[[Facts], bool]) -> Callable[[Facts], Shortfall | None]:
    return lambda facts: None if holds(facts) else Shortfall(lack)


_START = Condition(
    Lack.START,
    _unless(Lack.START, lambda facts: facts.start_known),
    "Before and after are told apart by the day from which the effort could have worked.",
    "Bernal, Cummins & Gasparrini 2017, Int. J. Epidemiology 46:348-355",
)
_DEFINITION = Condition(
    Lack.SAME_DEFINITION,
    _unless(Lack.SAME_DEFINITION, lambda facts: facts.same_definition),
    "A new way of counting looks like an effect if it comes near the start.",
    "Shadish, Cook & Campbell 2002, ch. 6 (instrumentation)",
)
_TREATED = Condition(
    Lack.TREATED_AREAS,
    _at_least(Lack.TREATED_AREAS, lambda facts: facts.treated, 1),
    "Without figures for an area with the plan there is nothing to ask about.",
    "Angrist & Pischke 2009, ch. 5",
)
_ONE_AREA = Condition(
    Lack.ONE_AREA,
    lambda facts: Shortfall(Lack.ONE_AREA, facts.treated, 1) if facts.treated > 1 else None,
    "One area is followed at a time; the question can be asked of each.",
    "Abadie 2021, J. Economic Literature 59:391-425",
)
_COMPARED = Condition(
    Lack.COMPARISON_AREAS,
    _enough_to_tell_chance,
    "With fewer areas no result could be rarer than 5 of 100.",
    "MacKinnon & Webb 2020, J. Econometrics 218:435-450",
)
_BEFORE = Condition(
    Lack.PERIODS_BEFORE,
    _at_least(Lack.PERIODS_BEFORE, lambda facts: facts.periods_before, 1),
    "A change is measured from somewhere.",
    "Angrist & Pischke 2009, ch. 5",
)
_TWO_BEFORE = Condition(
    Lack.PERIODS_BEFORE,
    _at_least(Lack.PERIODS_BEFORE, lambda facts: facts.periods_before, 2),
    "With one period before nothing could speak against parallel development.",
    "Roth 2022, American Economic Review: Insights 4:305-322",
)
_AFTER = Condition(
    Lack.PERIODS_AFTER,
    _at_least(Lack.PERIODS_AFTER, lambda facts: facts.periods_after, 1),
    "Nothing is seen before it could have happened.",
    "Angrist & Pischke 2009, ch. 5",
)
_COMMON_START = Condition(
    Lack.COMMON_START,
    lambda facts: Shortfall(Lack.COMMON_START, facts.starts, 1) if facts.starts > 1 else None,
    "With several starts the regression compares areas with the plan to areas that already had it.",
    "Goodman-Bacon 2021, J. Econometrics 225:254-277",
)
_WHOLE_SERIES = Condition(
    Lack.COMPLETE_PANEL,
    _unless(Lack.COMPLETE_PANEL, lambda facts: not facts.gaps),
    "How one period goes with the next can't be seen across a hole.",
    "Turner et al. 2021, BMC Medical Research Methodology 21:181",
)


def _of_series(lack: Lack, have: Callable[[Facts], int], least: Mapping[Frequency, int]) -> Condition:
    return Condition(
        lack,
        _series(lack, have, least),
        "A level and a trend can't be told from chance with fewer, nor a season from a trend within two years.",
        "Penfold & Zhang 2013, Academic Pediatrics 13:S38-S44; Wagner et al. 2002, J. Clin. Pharm. Ther. 27:299-309",
    )


_OF_SERIES = (
    _of_series(Lack.PERIODS_BEFORE, lambda facts: facts.series_before, SERIES_BEFORE),
    _of_series(Lack.PERIODS_AFTER, lambda facts: facts.series_after, SERIES_AFTER),
)
_OF_SYNTHETIC = (
    Condition(
        Lack.PERIODS_BEFORE,
        _at_least(Lack.PERIODS_BEFORE, lambda facts: facts.periods_before, SYNTHETIC_PERIODS_BEFORE),
        "Over few periods some mixture follows any area by chance.",
        "Abadie, Diamond & Hainmueller 2015, American J. Political Science 59:495-510; Abadie 2021, JEL 59:391-425",
    ),
    Condition(
        Lack.COMPARISON_AREAS,
        _at_least(Lack.COMPARISON_AREAS, lambda facts: facts.comparisons, SYNTHETIC_DONORS),
        "The rarest rank among J areas is 1 of J + 1; 19 make it 1 of 20.",
        "Abadie, Diamond & Hainmueller 2010, J. American Statistical Association 105:493-505",
    ),
)
CONDITIONS: Mapping[Design, tuple[Condition, ...]] = MappingProxyType(
    {
        Design.DIFFERENCE_IN_DIFFERENCES: (
            _START, _DEFINITION, _TREATED, _COMPARED, _BEFORE, _AFTER, _COMMON_START,
        ),
        Design.EVENT_STUDY: (_START, _DEFINITION, _TREATED, _COMPARED, _TWO_BEFORE, _AFTER, _COMMON_START),
        Design.GROUP_TIME: (_START, _DEFINITION, _TREATED, _COMPARED, _BEFORE, _AFTER),
        Design.INTERRUPTED_SERIES: (_START, _DEFINITION, _TREATED, _ONE_AREA, *_OF_SERIES, _WHOLE_SERIES),
        Design.SYNTHETIC_CONTROL: (_START, _DEFINITION, _TREATED, _ONE_AREA, *_OF_SYNTHETIC, _AFTER),
        Design.BEFORE_AFTER: (_START, _DEFINITION, _TREATED, _BEFORE, _AFTER),
    }
)  # fmt: skip
"""What each method takes; poor fit before the start (synthetic control) is found when it is tried."""
