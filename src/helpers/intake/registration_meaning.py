"""What texts in a file of events mean: areas, activities and quarters as numbers, or the rule that they break."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from helpers.intake.declaration import Columns, Source
from helpers.intake.headings import normal
from helpers.intake.names import AreaNames
from helpers.intake.periods import NotAPeriod, Period, parse_period, year_period
from helpers.plan.model import Plan, Registry

Understand = Callable[[str], "int | Rule | None"]
"""Returns the number of a text, None if its rows are left out on purpose, or the rule that it breaks."""
QUARTERS = 4


@dataclass(frozen=True)
class Rule:
    """Why a text can't stand where it does."""

    value: str
    rule: str
    remedy: str


@dataclass(frozen=True)
class Meaning:
    """What the texts of the columns mean: numbers that go into the keys."""

    source: Source
    plan: Plan
    registry: Registry
    names: AreaNames

    @classmethod
    def of(cls, source: Source, plan: Plan, registry: Registry) -> Meaning:
        """Return what a source's texts mean under a plan and its registries."""
        own = source.columns.area_names if source.columns is not None else {}
        return cls(source, plan, registry, AreaNames.of(registry, own))

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """Area ids by their number."""
        return tuple(area.id for area in self.registry.areas)

    @cached_property
    def activities(self) -> tuple[str, ...]:
        """Activity ids by their number."""
        return tuple(activity.id for activity in self.plan.activities)

    @property
    def columns(self) -> Columns:
        """Which column says what."""
        assert self.source.columns is not None  # sources.yml is refused without
        return self.source.columns

    @property
    def first_year(self) -> int:
        """The calendar year in which the plan or its first round begins."""
        return min(self.plan.start, *(one.first for one in self.plan.rounds)).year

    @property
    def last_year(self) -> int:
        """The calendar year in which the plan or its last round ends."""
        return max(self.plan.end, *(one.last for one in self.plan.rounds)).year

    def area(self, text: str) -> int | Rule | None:
        """Return the number of an area by any of its names."""
        if normal(text) in {normal(name) for name in self.columns.skip_areas}:
            return None
        found = self.names.find(text)
        if found is not None:
            return self.areas.index(found)
        remedy = self.names.remedy(text)
        return Rule(
            "teksten kendes ikke som område", "Områder kendes på de navne, der står i analyses/areas.yml.", remedy
        )

    def activity(self, text: str) -> int | Rule | None:
        """Return the number of an activity by its id."""
        if text.strip() in self.activities:
            return self.activities.index(text.strip())
        return Rule("aktiviteten kendes ikke", "Aktiviteter nævnes ved deres id i plan.yml.", "Ret id'et.")

    def quarter(self, text: str) -> int | Rule | None:
        """Return the number of the quarter that a day lies in."""
        try:
            found = parse_period(text)
        except NotAPeriod as error:
            return Rule("teksten er ikke en dato", str(error), "Ret datoen.")
        if found.kind != "date" or found.start is None:
            return Rule(f"»{found.label}« er ikke en dato", "En registrering hører til en dag.", "Skriv dagen.")
        if not self.first_year <= found.start.year <= self.last_year:
            span = f"{self.first_year}-{self.last_year}"
            rule = f"Registreringer ligger i de år, som planen og dens runder dækker ({span})."
            return Rule(f"datoen {found.label} ligger uden for planen", rule, "Ret datoen, eller tag rækken ud.")
        return (found.start.year - self.first_year) * QUARTERS + (found.start.month - 1) // 3

    @cached_property
    def quarters(self) -> tuple[Period, ...]:
        """The quarters by their number."""
        years = range(self.first_year, self.last_year + 1)
        return tuple(parse_period(f"{year}K{quarter}") for year in years for quarter in range(1, QUARTERS + 1))

    @cached_property
    def years(self) -> tuple[Period, ...]:
        """The year in which the quarter of a number lies."""
        years = range(self.first_year, self.last_year + 1)
        return tuple(year_period(year) for year in years for _ in range(QUARTERS))
