"""Versions of an indicator: which one holds on a day, and what makes figures of two of them comparable.

A figure belongs to the version that holds on the last day of its period, also if the period began under an older one.
Figures of two versions are compared only if each version after the first of the two has a bridge to the one before
it; the older figure is then multiplied by the bridges' factors. Its counts are left as they were counted: an interval
is made from the counts first and multiplied afterwards, so that a factor makes nobody surer than the counts do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import prod

from helpers.measurement.results import Crossing, Measurement
from helpers.plan.model import Bridge, Indicator, Registry


@dataclass(frozen=True)
class Versions:
    """The versions of every indicator by id, oldest first."""

    by_id: dict[str, tuple[Indicator, ...]]

    @classmethod
    def of(cls, registry: Registry) -> Versions:
        """Return the versions of all indicators of the registry."""
        return cls({name: registry.versions(name) for name in dict.fromkeys(one.id for one in registry.indicators)})

    def newest(self, indicator: str) -> Indicator:
        """Return the newest version."""
        return self.by_id[indicator][-1]

    def on(self, indicator: str, day: date) -> Indicator | None:
        """Return the version that holds on a day; None before the first and after the last."""
        return next((one for one in self.by_id.get(indicator, ()) if _holds(one, day)), None)

    def of_point(self, point: Measurement) -> Indicator:
        """Return the version that a measured point belongs to."""
        return next(one for one in self.by_id[point.indicator] if one.version == point.indicator_version)

    def crossing(self, reference: Measurement, measured: Measurement) -> Crossing | None:
        """Return the break between a figure and the one that it is compared with; None within one version."""
        return crossing(self.by_id[measured.indicator], reference.indicator_version, measured.indicator_version)

    def count_alike(self, point: Measurement, latest: Measurement) -> bool:
        """Return whether two figures may be added: of one version, or with bridges that leave figures as they are.

        A factor makes two figures comparable, but a count that is multiplied is no count any more.
        """
        found = self.crossing(point, latest)
        return found is None or found.factor == 1


def crossing(versions: Sequence[Indicator], reference: int, measured: int) -> Crossing | None:
    """Return the break between two versions of an indicator, with the factor that bridges it.

    Parameters
    ----------
    versions
        All versions of the indicator, oldest first.
    reference, measured
        Version of the figure that is compared with, and of the figure that is judged.
    """
    if reference == measured:
        return None
    low, high = sorted((reference, measured))
    between = [pair for pair in pairwise(versions) if low < pair[1].version <= high]
    bridges = [_bridge(older, newer) for older, newer in between]
    missing = next((newer for (_, newer), bridge in zip(between, bridges, strict=True) if bridge is None), None)
    known = [bridge for bridge in bridges if bridge is not None]
    return Crossing(
        from_version=reference,
        to_version=measured,
        since=(missing or between[-1][1]).valid_from,
        factor=None if missing is not None else prod(bridge.factor for bridge in known),
        missing=None if missing is None else missing.version,
        why=() if missing is not None else tuple(bridge.why for bridge in known),
    )


def _holds(one: Indicator, day: date) -> bool:
    begun = one.valid_from is None or one.valid_from <= day
    return begun and (one.valid_until is None or day <= one.valid_until)


def _bridge(older: Indicator, newer: Indicator) -> Bridge | None:
    # Registries with such a bridge are refused when they are loaded; one that a notebook makes isn't.
    alike = (older.unit, older.nature, older.yearly) == (newer.unit, newer.nature, newer.yearly)
    fits = newer.bridge is not None and newer.bridge.from_version == older.version
    return newer.bridge if alike and fits else None
