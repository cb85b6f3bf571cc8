"""Weighted estimates against R's `survey` (Lumley), and raking against R.

Known answers of `survey_api` are read where they lie (`MAALBAR_REFERENCE_DATA`); their origin stands beside them there.
The raked weights were made with R 4.2.2, survey 4.1-1: `rake(svydesign(ids=~hh, weights=~1), list(~sex, ~age), …,
control=list(maxit=500, epsilon=1e-12))` on the answers below, two and two in a household as they stand, weights divided
by their mean; then `svymean`, `degf` and `svyciprop(method="beta")` of `svydesign(ids=~hh, weights=~w)`.
"""

from __future__ import annotations

from math import exp, log
from typing import Any

import numpy as np
import pytest

from helpers.measurement.surveying import exact_share_interval, mean_interval
from helpers.observations.raking import Margin, rake
from helpers.observations.sampling import Design, Stage, Weighted, design_effect_of_share, mean, ratio, total
from reference_cases import Case, reference_case

ENTRIES = [
    "strat_mean_api00",
    "strat_mean_api00_nofpc",
    "strat_prop_schwide",
    "strat_prop_schwide_nofpc",
    "clus1_mean_api00",
    "clus1_prop_stypeE",
    "clus1_prop_stypeH",
    "clus1_prop_stypeM",
    "clus1_prop_schwide",
    "srs_mean_api00",
    "srs_prop_schwide",
    "clus1_ratio_apistu_enroll",
    "strat_ratio_apistu_enroll",
    "strat_total_enroll",
    "clus1_total_enroll",
    "clus1_domain_schwide_stypeE",
    "clus1_domain_schwide_stypeH",
    "clus1_domain_schwide_stypeM",
    "strat_domain_schwide_yrrnd_No",
    "strat_domain_schwide_yrrnd_Yes",
    "clus2_mean_api00",
    "clus2_prop_schwide",
]
FILES = {"strat": "apistrat.csv", "clus1": "apiclus1.csv", "clus2": "apiclus2.csv", "srs": "apisrs.csv"}


class Schools:
    """One of R's samples of Californian schools, with its design."""

    def __init__(self, case: Case, name: str, *, finite: bool = True) -> None:
        self.rows = case.rows(FILES[name])
        every = np.arange(len(self.rows))
        if name == "clus2":
            districts, known = self.text("dnum"), (self.number("fpc1"), self.number("fpc2"))
            drawn = len(set(districts))
            inside = np.array([(districts == one).sum() for one in districts])
            weights = known[0] / drawn * known[1] / inside
            stages = (Stage(districts, None, known[0]), Stage(every, None, known[1]))
        else:
            weights, known = self.number("pw"), self.number("fpc") if finite else None
            clusters = self.text("dnum") if name == "clus1" else every
            stages = (Stage(clusters, self.text("stype") if name == "strat" else None, known),)
        self.design = Design(weights, stages)

    def text(self, column: str) -> Any:
        """Return a column."""
        return np.array([row[column] for row in self.rows])

    def number(self, column: str) -> Any:
        """Return a column of numbers."""
        return self.text(column).astype(float)

    def share(self, column: str, value: str) -> Any:
        """Return 1 where a column has a value."""
        return (self.text(column) == value).astype(float)


def _estimate(schools: Schools, parts: list[str]) -> Weighted:
    design = schools.design
    what = parts[1]
    if what == "mean":
        return mean(design, schools.number("api00"))
    if what == "ratio":
        return ratio(design, schools.number("api.stu"), schools.number("enroll"))
    if what == "total":
        return total(design, schools.number("enroll"))
    if what == "domain":
        group = parts[3]
        within = schools.share("stype", group[-1]) if group.startswith("stype") else schools.share("yr.rnd", parts[4])
        return mean(design, schools.share("sch.wide", "Yes"), within > 0)
    asked = parts[2]
    return mean(design, schools.share("stype", asked[-1]) if "stype" in asked else schools.share("sch.wide", "Yes"))


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_estimate_and_its_error_are_those_of_r(entry: str) -> None:
    """Means, shares, ratios, totals and subgroups with strata, clusters, two stages and known populations."""
    case = reference_case("survey_api")
    name = entry.partition("_")[0]
    found = _estimate(Schools(case, name, finite="nofpc" not in entry), entry.split("_"))
    assert [found.value, found.error] == case.entries[entry].approx


def test_intervals_are_those_of_r() -> None:
    """R's `svyciprop`: on the logit scale with the design's degrees of freedom, Student's, and Korn-Graubard's."""
    case = reference_case("survey_api")
    for name in ("strat", "clus1"):
        schools = Schools(case, name)
        found = mean(schools.design, schools.share("sch.wide", "Yes"))
        student = mean_interval(found)
        half = (student.high - student.low) / 2 / (found.value * (1 - found.value))
        middle = log(found.value / (1 - found.value))
        limits = [1 / (1 + exp(-(middle + sign * half))) for sign in (-1, 1)]
        assert limits == case.entries[f"{name}_ciprop_logit"].approx
    schools = Schools(case, "clus1")
    chosen = schools.share("sch.wide", "Yes")
    found = mean(schools.design, chosen)
    student = mean_interval(found)
    assert [student.low, student.high] == case.entries["clus1_ciprop_mean"].approx
    exact = exact_share_interval(100 * found.value, found.n, _effect_without_floor(found))
    assert [exact.low / 100, exact.high / 100] == case.entries["clus1_ciprop_beta"].approx


def _effect_without_floor(found: Weighted) -> float:
    """Return the design effect as R has it, which here is below 1; Målbar never takes it below 1."""
    from scipy.stats import t

    simple = found.value * (1 - found.value) / found.n
    return found.error**2 / simple * (t.ppf(0.975, found.degrees) / t.ppf(0.975, found.n - 1)) ** 2


def test_every_entry_of_the_case_is_tested() -> None:
    """Nothing of the reference case is passed over."""
    intervals = {"strat_ciprop_logit", "clus1_ciprop_logit", "clus1_ciprop_mean", "clus1_ciprop_beta"}
    assert {*ENTRIES, *intervals} == set(reference_case("survey_api").entries)


AGES = ("18-29", "30-49", "50-64", "65+")
ASKED = {
    ("K", "18-29"): (6, 2, 2.816979512618),
    ("M", "18-29"): (5, 2, 3.899624584858),
    ("K", "30-49"): (14, 7, 1.621379220713),
    ("M", "30-49"): (9, 5, 2.244521212224),
    ("K", "50-64"): (22, 15, 0.638373617964),
    ("M", "50-64"): (15, 11, 0.883718693653),
    ("K", "65+"): (35, 30, 0.342988406831),
    ("M", "65+"): (24, 20, 0.474808573371),
}
"""Sex and age → answers, how many of them yes, and R's weight."""
MARGINS = (Margin("sex", {"K": 505, "M": 495}), Margin("age", dict(zip(AGES, (280, 330, 210, 180), strict=True))))


def test_raked_weights_and_the_share_they_give_are_those_of_r() -> None:
    """Weights to 10 digits; then share, error, degrees of freedom and Korn-Graubard's interval."""
    cells = [(cell, at < yes) for cell, (n, yes, _) in ASKED.items() for at in range(n)]
    groups = {"sex": [cell[0] for cell, _ in cells], "age": [cell[1] for cell, _ in cells]}
    raked = rake(groups, MARGINS)
    assert raked is not None
    assert raked.weights.tolist() == pytest.approx([ASKED[cell][2] for cell, _ in cells], rel=1e-9)
    assert (raked.margins, raked.merged, raked.cut) == (("sex", "age"), (), 0)
    chosen = np.array([float(yes) for _, yes in cells])
    design = Design(raked.weights, (Stage(np.arange(len(cells)) // 2),))
    found = mean(design, chosen)
    assert (found.value, found.error) == pytest.approx((0.577598479793, 0.0807857350801), rel=1e-9)
    assert (found.n, found.degrees) == (130, 64)
    interval = exact_share_interval(100 * found.value, found.n, design_effect_of_share(design, chosen))
    assert (interval.low, interval.high) == pytest.approx((40.3709909613, 73.8469378493), rel=1e-9)
    alone = mean(Design(raked.weights), chosen)
    assert alone.error == pytest.approx(0.0604379623923, rel=1e-9)
