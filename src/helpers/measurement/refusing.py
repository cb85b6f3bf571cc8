"""What a method says instead of a number where it can't be used: what is missing, and how much of it.

A method returns its result or a `Refusal`, never a number that its data can't carry. The words for a reader are
`helpers.output.refusals`, in Danish and English.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Lack(StrEnum):
    """What is missing. Where it can be counted, the shortfall says how many there are and how many it takes."""

    POINTS = "points"
    """Points of a series."""
    PERIODS_BEFORE = "periods_before"
    PERIODS_AFTER = "periods_after"
    TREATED_AREAS = "treated_areas"
    """Areas with the plan."""
    ONE_AREA = "one_area"
    """A choice of one area; the method follows one at a time."""
    COMPARISON_AREAS = "comparison_areas"
    AREAS = "areas"
    """Areas to compare with each other."""
    COUNTS = "counts"
    """The numerator and denominator behind a figure."""
    DENOMINATOR = "denominator"
    EVENTS = "events"
    """Events (or persons) counted."""
    NOT_ADDITIVE = "not_additive"
    """A share or rate can't be added over areas; its numerator and denominator can."""
    SPREAD = "spread"
    """All values are the same: there is nothing to tell chance from change by."""
    WHOLE_STEPS = "whole_steps"
    """Numbers large enough: they are so small that one step up or down is more than they usually swing."""
    RELIABILITY = "reliability"
    """In percent: how much of the differences between areas is real rather than chance."""
    REASON = "reason"
    """A stated reason, for example for beginning a control chart anew."""
    START = "start"
    """The day from which the effort could have worked."""
    BALANCE = "balance"
    """Comparison areas that resemble the area before the plan."""
    FIT_BEFORE = "fit_before"
    """A combination of comparison areas that follows the area before the plan."""
    FLOWS = "flows"
    """How many moved in and out; hidden or not delivered."""
    SAME_PERSONS = "same_persons"
    """As many who stayed before as after: they are the same persons."""
    STAYERS = "stayers"
    """Residents who lived in the area both times."""
    RESPONSES = "responses"
    """Answers to a survey."""
    MARGINS = "margins"
    """The known composition of the residents to weight by."""
    SAME_DEFINITION = "same_definition"
    """One definition through the whole series."""
    INDEPENDENT = "independent"
    """Persons, homes or events as units: days and hours of the same person come together."""
    COMPLETE_PANEL = "complete_panel"
    """A figure for each area in each period."""
    COMMON_START = "common_start"
    """One start for all areas with the plan."""


@dataclass(frozen=True)
class Shortfall:
    """One thing that is missing."""

    lack: Lack
    have: float | None = None
    """How many there are; None where it can't be counted."""
    need: float | None = None
    """How many it takes at least."""

    def __str__(self) -> str:
        """Return what is missing and how much of it: `periods before 3, needs 8`."""
        name = self.lack.value.replace("_", " ")
        if self.have is None:
            return f"{name} missing" if self.need is None else f"{name} missing, needs {self.need:g}"
        return f"{name} {self.have:g}" if self.need is None else f"{name} {self.have:g}, needs {self.need:g}"


@dataclass(frozen=True)
class Refusal:
    """A method was not used, and why."""

    method: str
    """The method's id, for example `xmr_chart`, `synthetic_control`."""
    shortfalls: tuple[Shortfall, ...]
    """At least one; all at once."""

    def __post_init__(self) -> None:
        """Refuse a refusal without a reason."""
        if not self.shortfalls:
            raise ValueError("a refusal names what is missing")

    def __str__(self) -> str:
        """Return a short English sentence: `synthetic_control refused: comparison areas 6, needs 19`.

        For whoever works with the methods in Python; a reader's sentences are
        `helpers.output.refusals.refusal_sentences`.
        """
        return f"{self.method} refused: {'; '.join(str(short) for short in self.shortfalls)}"
