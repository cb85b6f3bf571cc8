"""How much more areas differ than chance gives: the dispersion ratio and the variance between areas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, floor, pi, sqrt
from typing import Literal

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
    normal: bool = False,
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
    normal
        Divide by what winsorising takes from z-scores that differ by chance alone (0.679 at 10 %). Without it, real
        spread is called chance: `phi` would be 0.68 where it should be 1.

    Raises
    ------
    ValueError
        If there are no scores, or not one error for each.

    Notes
    -----
    Spiegelhalter DJ (2005), Statistics in Medicine 24:1185-1202, section 4; tau2 by moments after DerSimonian R &
    Laird N (1986), Controlled Clinical Trials 7:177-188. Truncation as in the English hospital indicator SHMI.
    """
    import numpy as np

    if not scores or len(scores) != len(errors):
        raise ValueError("dispersion needs scores, and one error for each")
    z = np.asarray(scores, dtype=float)
    weights = 1 / np.asarray(errors, dtype=float) ** 2
    if trimming == "winsorise":
        low, high = np.quantile(z, [trim, 1 - trim])
        z = np.clip(z, low, high)
    else:
        kept = np.array(_inner(z.tolist(), trim))
        z, weights = z[kept], weights[kept]
    phi = float(np.mean(z**2)) if z.size else 0.0
    if normal and trimming == "winsorise":
        phi /= _left_by_winsorising(trim)
    total = float(weights.sum())
    room = total - float((weights**2).sum()) / total if total else 0.0
    beyond = z.size * phi - (z.size - 1)
    return Dispersion(int(z.size), phi, max(0.0, beyond / room) if room > 0 else 0.0)


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
