"""`Released`: the only thing that figures, tables, maps, pages and downloads are made from.

A `Released` can be made by `helpers.disclosure.release.release` only, so that a forgotten protection is a type error.
"""

from __future__ import annotations

from dataclasses import InitVar, dataclass

from helpers.errors import Fault, PrivacyError
from helpers.measurement.results import Results
from helpers.observations.table import Audience

RELEASE_KEY = object()
"""Held by `release`; anything else that constructs a `Released` is refused."""


@dataclass(frozen=True)
class Released:
    """Results after protection: hidden values are gone from it, not only marked."""

    results: Results
    audience: Audience
    profile: str
    """Name of the protection profile that was applied."""
    hidden: int
    """How many measurements (rounds and series) are hidden."""
    rounding: int | None = None
    """What figures of persons are rounded to, and all that is worked out from them rests on; None: nothing is. Figures
    that a document prints never are."""
    unsized: tuple[str, ...] = ()
    """Small areas with sensitive figures of which no figure tells how many live there, so that the rule about residents
    and homes could not be asked (under a stricter profile their sensitive figures are hidden)."""
    key: InitVar[object] = None

    def __post_init__(self, key: object) -> None:
        if key is not RELEASE_KEY:
            raise PrivacyError(
                Fault(
                    place="Released",
                    value="resultater, der ikke er gået gennem beskyttelsen",
                    rule="Kun helpers.disclosure.release.release må danne Released.",
                    remedy="Kald release(resultater, beskyttelse, målgruppe).",
                )
            )
