"""The series of one area out of a panel: values or counts, by themselves or against the comparison areas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from helpers.effects.segments import Floats
from helpers.effects.suitability import SERIES_AFTER, SERIES_BEFORE
from helpers.measurement.refusing import Lack, Refusal, Shortfall

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from helpers.effects.panel import Frequency, Panel, PanelPoint
    from helpers.observations.table import Origin

PERCENT = "percent"


@dataclass(frozen=True)
class Series:
    """One area, period by period without holes."""

    indicator: str
    unit: str
    frequency: Frequency
    origin: Origin
    area: str
    comparisons: tuple[str, ...]
    """Areas whose development was taken out."""
    times: Floats
    start: int
    observed: Floats
    """As the panel has it, in the indicator's unit."""
    values: Floats
    """What is modelled where there are no counts: observed, less what was taken out."""
    counts: tuple[Floats, Floats] | None
    """Events, and what they are a rate of; None for values."""
    scale: float
    """The panel's unit over events per denominator (1,000 for a rate per 1,000)."""
    taken_out: Floats
    """Per period: the comparison areas' mean (values) or rate (counts, relative); 0 or 1 where nothing is taken out."""

    @property
    def after(self) -> NDArray[np.bool_]:
        """Which periods lie at or after the start."""
        return self.times >= self.start


def series_of(panel: Panel, method: str, *, area: str | None, counts: bool | None, compared: bool) -> Series | Refusal:
    """Return one area's series, or everything that is missing for a line with a break."""
    treated = panel.treated if area is None else (area,)
    if len(treated) != 1:
        return Refusal(method, (Shortfall(Lack.ONE_AREA if treated else Lack.TREATED_AREAS, len(treated), 1),))
    if treated[0] not in panel.treated:
        raise ValueError(f"{treated[0]!r} is not among the panel's areas with the plan")
    points = _of_area(panel, treated[0])
    start = panel.starts[treated[0]]
    others = [points for name in panel.comparisons if (points := _matching(_of_area(panel, name), points))]
    short = _missing(panel, points, start)
    if compared and not others:
        short.append(Shortfall(Lack.COMPARISON_AREAS, 0, 1))
    counted = _countable(panel, points) if counts is None else counts
    if counted and not all(_counted(each) for each in (points, *(others if compared else ()))):
        short.append(Shortfall(Lack.COUNTS))
    if short:
        return Refusal(method, tuple(short))
    return _series(panel, points, start, others if compared else [], counted=counted)


def _of_area(panel: Panel, area: str) -> list[PanelPoint]:
    return sorted((point for point in panel.points if point.area == area), key=lambda point: point.period)


def _matching(own: Sequence[PanelPoint], wanted: Sequence[PanelPoint]) -> list[PanelPoint]:
    """Return an area's points of the wanted periods, or none if it lacks one."""
    known = {point.period: point for point in own}
    return [known[point.period] for point in wanted] if all(point.period in known for point in wanted) else []


def _missing(panel: Panel, points: Sequence[PanelPoint], start: int) -> list[Shortfall]:
    before = sum(point.period < start for point in points)
    counted = (
        (Lack.PERIODS_BEFORE, before, SERIES_BEFORE[panel.frequency]),
        (Lack.PERIODS_AFTER, len(points) - before, SERIES_AFTER[panel.frequency]),
    )
    short = [Shortfall(lack, have, need) for lack, have, need in counted if have < need]
    if points and points[-1].period - points[0].period + 1 > len(points):
        short.append(Shortfall(Lack.COMPLETE_PANEL))
    return short


def _countable(panel: Panel, points: Sequence[PanelPoint]) -> bool:
    return panel.unit != PERCENT and _counted(points)


def _counted(points: Sequence[PanelPoint]) -> bool:
    known = [point.numerator is not None for point in points]
    denominators = {point.denominator is not None and point.denominator > 0 for point in points}
    return all(known) and len(denominators) == 1


def _series(
    panel: Panel, points: Sequence[PanelPoint], start: int, others: Sequence[Sequence[PanelPoint]], *, counted: bool
) -> Series:
    observed = np.array([point.value for point in points], dtype=float)
    nothing = np.ones(len(points)) if counted else np.zeros(len(points))
    taken_out = _taken_out(others, counted=counted) if others else nothing
    counts, scale = None, 1.0
    if counted:
        events, exposure = _events(points), _exposure(points)
        rate = float((events / exposure).sum())
        scale = float(observed.sum()) / rate if rate else 1.0
        counts = (events, exposure * taken_out)
    return Series(
        indicator=panel.indicator,
        unit=panel.unit,
        frequency=panel.frequency,
        origin=panel.origin,
        area=points[0].area,
        comparisons=tuple(each[0].area for each in others),
        times=np.array([point.period for point in points], dtype=float),
        start=start,
        observed=observed,
        values=observed if counted else observed - taken_out,
        counts=counts,
        scale=scale,
        taken_out=taken_out,
    )


def _taken_out(others: Sequence[Sequence[PanelPoint]], *, counted: bool) -> Floats:
    """Return the comparison areas' mean, or for counts their common rate relative to its mean (half an event added)."""
    if not counted:
        return np.mean([[point.value for point in own] for own in others], axis=0)
    rate = (np.sum([_events(own) for own in others], axis=0) + 0.5) / np.sum([_exposure(own) for own in others], axis=0)
    return rate / rate.mean()


def _events(points: Sequence[PanelPoint]) -> Floats:
    return np.array([point.numerator for point in points], dtype=float)


def _exposure(points: Sequence[PanelPoint]) -> Floats:
    return np.array([point.denominator or 1.0 for point in points], dtype=float)
