"""How much more areas differ than chance gives: the dispersion ratio and the variance between areas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, floor, pi, sqrt
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Trimming = Literal["winsorise", "truncate"]


@dataclass(frozen=True)
class Dispersion:
    """What z-scores of areas say of the spread between them."""

    n: int
    """Areas that it rests on."""
    phi: float
    """Mean squared z-score; 1 if areas differ by chance alone."""
    tau2: float
    """Variance of the areas' true levels, on the scale of the standard errors; 0 if chance explains all."""

    def spread(self, error: float) -> float:
        """Return the standard deviation of an area's figure: chance and true differences together."""
        return sqrt(error * error + self.tau2)


def dispersion(
    scores: Sequence[float],
    errors: Sequence[float],
    *,
    trim: float = 0.1,
    trimming: Trimming = "winsorise",
) -> Dispersion:
    """Return the dispersion of z-scores.

    Parameters
    ----------
    scores
        Distance of each area from the common level, in standard errors.
    errors
        The standard errors, on the scale on which `tau2` is wanted.
    trim
        Share of areas at each end that must not decide.
    trimming
        `winsorise`: the outermost take the value of the limits; `truncate`: they are left out.

    Raises
    ------
    ValueError
        If there are no scores, or not one error for each.

    Notes
    -----
    Spiegelhalter DJ (2005), Statistics in Medicine 24:1185-1202, section 4; tau2 by moments after DerSimonian R &
    Laird N (1986), Controlled Clinical Trials 7:177-188. Truncation as in the English hospital indicator SHMI.
    Both take some of the spread that they are to measure: where areas differ by chance alone, `phi` is about 0.68 at
    10 %, not 1. `corrected_dispersion` gives it back.
    """
    import numpy as np

    if not scores or len(scores) != len(errors):
        raise ValueError("dispersion needs scores, and one error for each")
    z = np.asarray(scores, dtype=float)
    weights = 1 / np.asarray(errors, dtype=float) ** 2
    if trimming == "winsorise":
        z = _winsorised(z, trim)
    else:
        kept = np.array(_inner(z.tolist(), trim))
        z, weights = z[kept], weights[kept]
    phi = float(np.mean(z**2)) if z.size else 0.0
    total = float(weights.sum())
    room = total - float((weights**2).sum()) / total if total else 0.0
    beyond = z.size * phi - (z.size - 1)
    return Dispersion(int(z.size), phi, max(0.0, beyond / room) if room > 0 else 0.0)


def corrected_dispersion(distances: Sequence[float], errors: Sequence[float], *, trim: float = 0.1) -> Dispersion:
    """Return the dispersion that funnels rest on: winsorised, and corrected for what winsorising takes.

    Parameters
    ----------
    distances
        Of each area's figure from the common level.
    errors
        What chance gives each, in the same unit.
    trim
        Share of areas at each end that must not decide.

    Notes
    -----
    `tau2` is the variance between areas at which the winsorised scores (distance over `spread`) are as large as
    normal ones would be: Paule RC & Mandel J (1982), Journal of Research of the National Bureau of Standards
    87:377-385. The moments of `dispersion` find too little where areas differ much in size, since there the largest
    areas' scores, which show the spread, are the ones that winsorising takes.
    """
    import numpy as np

    away, error = np.asarray(distances, dtype=float), np.asarray(errors, dtype=float)
    usual = _left_by_winsorising(trim)

    def ratio(tau2: float) -> float:
        return float(np.mean(_winsorised(away / np.sqrt(error**2 + tau2), trim) ** 2)) / usual

    wanted = (away.size - 1) / away.size
    if ratio(0.0) <= wanted:
        return Dispersion(away.size, ratio(0.0), 0.0)
    low, high = 0.0, float((away**2).max()) * 10
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if ratio(middle) > wanted else (low, middle)
    return Dispersion(away.size, ratio(0.0), (low + high) / 2)


def _winsorised(scores: NDArray[np.float64], trim: float) -> NDArray[np.float64]:
    import numpy as np

    low, high = np.quantile(scores, [trim, 1 - trim])
    return np.clip(scores, low, high)


def _inner(scores: Sequence[float], trim: float) -> list[int]:
    """Return the places of the scores that are in neither the lowest nor the highest of `1 / trim` groups."""
    groups = round(1 / trim)
    order = sorted(range(len(scores)), key=scores.__getitem__)
    inner: list[int] = []
    for rank, place in enumerate(order, start=1):
        if 0 < floor(rank * groups / (len(scores) + 1)) < groups - 1:
            inner.append(place)
    return sorted(inner)


def _left_by_winsorising(trim: float) -> float:
    """Return the mean square of a standard normal that is winsorised at each end."""
    from scipy.special import ndtri

    if trim <= 0:
        return 1.0
    cut = float(ndtri(1 - trim))
    density = exp(-cut * cut / 2) / sqrt(2 * pi)
    return 1 - 2 * trim - 2 * cut * density + 2 * trim * cut * cut
