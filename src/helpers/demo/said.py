"""What people write rather than count: judgements of a body and milestones, invented like all the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


def invented(body: str) -> str:
    """Return who judged, so that a body that exists is never quoted: `Opdigtet vurdering (Bestyrelsen)`."""
    return f"Opdigtet vurdering ({body})"


@dataclass(frozen=True)
class Judgement:
    """A body's judgement of one goal, with its reasons; never a person's name."""

    goal: str
    area: str
    on: date
    met: bool | None
    """None: the body could not decide."""
    by: str
    """Made with `invented`."""
    reason: str


@dataclass(frozen=True)
class Milestone:
    """A milestone, and whether it was reached on the day (or still not reached that day)."""

    goal: str
    area: str
    indicator: str
    on: date
    reached: bool
    note: str


@dataclass(frozen=True)
class Spoken:
    """One delivery of judgements or of milestones."""

    source: str
    names: Mapping[str, str]
    """Area id → the name that this owner uses."""
    judgements: tuple[Judgement, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    indicator: str = "kvalitativ-vurdering"
    """What a judgement is a value of; a milestone names its own."""
