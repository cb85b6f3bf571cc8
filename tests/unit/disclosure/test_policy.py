"""The protection profile: the one that ships, and faults at their lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.disclosure.policy import PolicyFile, load_policies, load_policy
from helpers.disclosure.profiles import PROFILES, Policy
from helpers.errors import ExitCode, PlanError
from helpers.paths import Project
from helpers.plan.loading import load_plans, load_registry
from helpers.plan.protecting import Stricter, StricterInPlan
from unit.measurement.cases import indicator, plan, registry

HERE = Path(__file__).parents[3]


def _project(root: Path, disclosure: str) -> Project:
    (root / "analyses").mkdir(exist_ok=True)
    (root / "analyses" / "disclosure.yml").write_text(f"version: 1\n{disclosure}\n", encoding="utf-8")
    return Project(root)


def test_the_profile_that_ships() -> None:
    policy = load_policy(Project(HERE))
    assert policy.model_copy(update={"residents": (), "homes": ()}) == PROFILES["dst"]
    assert (policy.smallest_shown, policy.minimum_denominator, policy.minimum_denominator_sensitive) == (5, 20, 50)
    plans, registry = load_plans(Project(HERE)), load_registry(Project(HERE))
    assert set(load_policies(Project(HERE), registry, plans)) == {plan.id for plan in plans}


def test_the_file_explains_every_rule_that_can_be_made_stricter() -> None:
    text = (HERE / "analyses" / "disclosure.yml").read_text(encoding="utf-8")
    rules = set(PolicyFile.model_fields) - {"version", "profile", "residents", "homes"}
    assert rules
    for rule in rules:
        assert f"#   {rule} " in text, rule


@pytest.mark.parametrize("profile", PROFILES)
def test_a_profile_is_changed_by_one_word(profile: str, tmp_path: Path) -> None:
    assert load_policy(_project(tmp_path, f"profile: {profile}")) == PROFILES[profile]  # type: ignore[index]


def test_the_file_can_make_every_rule_stricter(tmp_path: Path) -> None:
    stricter = {
        "smallest_shown": 12, "minimum_denominator": 30, "minimum_denominator_sensitive": 60, "all_or_none_from": 70,
        "zeros_hidden": True, "minimum_width": 11, "rounding": 5, "minimum_persons": 200, "minimum_homes": 80,
        "unknown_areas_hidden": True, "dominance_percent": 80, "p_percent": 15, "unknown_contributions_hidden": True,
    }  # fmt: skip
    lines = "\n".join(f"{name}: {str(value).lower()}" for name, value in stricter.items())
    policy = load_policy(_project(tmp_path, f"profile: dst\n{lines}"))
    assert policy == Policy(**stricter)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("profile", "line", "own"),
    [
        ("streng", "smallest_shown: 5", "8"),
        ("acro", "minimum_width: 9", "10"),
        ("streng", "rounding: 3", "5"),
        ("acro", "dominance_percent: 95", "90"),
        ("acro", "p_percent: 5", "10"),
        ("acro", "zeros_hidden: false", "true"),
        ("dst", "minimum_homes: 20", "50"),
    ],
)
def test_the_file_can_make_no_rule_milder(profile: str, line: str, own: str, tmp_path: Path) -> None:
    with pytest.raises(PlanError) as caught:
        load_policy(_project(tmp_path, f"profile: {profile}\n{line}"))
    (fault,) = caught.value.faults
    assert (fault.place, fault.value) == ("analyses/disclosure.yml:3", line)
    assert f"har {line.partition(':')[0]}: {own};" in fault.rule
    assert fault.remedy


def test_plans_indicators_and_breakdowns_can_only_be_stricter_and_the_strictest_rule_holds(tmp_path: Path) -> None:
    project = _project(tmp_path, "profile: dst")
    plain = indicator("tal", unit="persons")
    both = plain.model_copy(
        update={"protection": (Stricter(smallest_shown=8), Stricter(breakdown="drenge", smallest_shown=10))}
    )
    of_plan = plan(
        protection=(
            StricterInPlan(minimum_width=9),
            StricterInPlan(indicator="tal", breakdown="piger", smallest_shown=12),
            StricterInPlan(indicator="andet", smallest_shown=50),
        )
    )
    policy = load_policies(project, registry(both), [of_plan])["proeve"]
    assert (policy.smallest_shown, policy.minimum_width) == (5, 9)
    smallest = {breakdown: policy.of(both, breakdown).smallest_shown for breakdown in (None, "drenge", "piger")}
    assert smallest == {None: 8, "drenge": 10, "piger": 12}
    assert policy.of(plain).smallest_shown == 5
    assert policy.of(both).minimum_width == 9


def test_a_milder_plan_or_indicator_is_refused_at_its_line(tmp_path: Path) -> None:
    project = _project(tmp_path, "profile: streng\nresidents: [beboerr]")
    (tmp_path / "analyses" / "proeve").mkdir()
    (tmp_path / "analyses" / "proeve" / "plan.yml").write_text(
        "version: 1\nprotection:\n  - smallest_shown: 9\n  - indicator: tal\n    smallest_shown: 6\n", encoding="utf-8"
    )
    (tmp_path / "analyses" / "indicators.yml").write_text(
        "version: 1\nindicators:\n  - id: tal\n    protection:\n      - minimum_width: 5\n", encoding="utf-8"
    )
    known = registry(indicator("tal", protection=(Stricter(minimum_width=5),)), indicator("beboere"))
    of_plan = plan(protection=(StricterInPlan(smallest_shown=9), StricterInPlan(indicator="tal", smallest_shown=6)))
    with pytest.raises(PlanError) as caught:
        load_policies(project, known, [of_plan])
    faults = {fault.place: fault for fault in caught.value.faults}
    assert list(faults) == [
        "analyses/disclosure.yml:3", "analyses/indicators.yml:5", "analyses/proeve/plan.yml:5",
    ]  # fmt: skip
    assert faults["analyses/disclosure.yml:3"].remedy == "Mente du »beboere«?"
    assert faults["analyses/proeve/plan.yml:5"].value == "smallest_shown: 6"


def test_faults_name_the_line_and_all_come_at_once(tmp_path: Path) -> None:
    (tmp_path / "analyses").mkdir()
    (tmp_path / "analyses" / "disclosure.yml").write_text(
        "version: 1\nprofile: dst\nsmallest_shown: 2\nmindste: 5\n", encoding="utf-8"
    )
    with pytest.raises(PlanError) as caught:
        load_policy(Project(tmp_path))
    assert [fault.place for fault in caught.value.faults] == ["analyses/disclosure.yml:3", "analyses/disclosure.yml:4"]
    assert caught.value.code is ExitCode.PLAN
