"""A small project with one good plan, for tests that spoil it in one place."""

from __future__ import annotations

from pathlib import Path

from helpers.errors import PlanError
from helpers.paths import Project
from helpers.plan.loading import load_plans

AREAS = """\
version: 1
areas:
  - id: aaparken
    name: Åparken
    kind: area
    aliases: [Åparken i Byen]
  - id: bakken
    name: Bakken
    kind: area
  - id: bakkens-top
    name: Bakkens Top
    kind: part
    part_of: bakken
  - id: begge
    name: Begge områder
    kind: aggregate
    members: [aaparken, bakken]
  - id: landet
    name: Landet
    kind: country
"""

INDICATORS = """\
version: 1
indicators:
  - id: tryghed
    version: 1
    name: Tryghed
    short_name: Tryghed
    definition: Andel trygge.
    numerator: Trygge
    denominator: Svar
    unit: percent
    nature: survey_share
    better: higher
  - id: moeder
    version: 1
    name: Møder
    short_name: Møder
    definition: Antal møder.
    unit: count
    nature: complete_count
    better: higher
  - id: milepael
    version: 1
    name: Milepæl
    short_name: Milepæl
    definition: Om den er nået.
    unit: yes_no
    nature: milestone
    better: higher
"""

PLAN = """\
version: 1
id: proeve-2020
name: Prøveplan
short_name: Prøve
municipality: Prøve Kommune
document_title: Prøve
start: 2020-01-01
end: 2023-12-31
focus_areas: [Tryghed, Organisation]
rounds:
  - {id: baseline, name: Baseline, label: baseline 2019, first: 2019-01-01, last: 2019-12-31}
  - {id: midway, name: Midtvejs, label: midtvejs 2021, first: 2021-01-01, last: 2021-12-31}
  - {id: end, name: Slut, label: slut 2023, first: 2023-01-01, last: 2023-12-31}
areas: [aaparken, bakken]
comparisons: [begge, landet]
context_indicators: [moeder]
goals:
  - id: mere-tryghed
    wording: Flere skal være trygge
    short_name: Tryghed
    focus_area: Tryghed
    indicator: tryghed
    areas: [aaparken, bakken]
    target: {kind: exceed_benchmark, operator: '>', value: 72.4, benchmark_area: landet}
    other_readings:
      - name: samme år
        target: {kind: exceed_benchmark, operator: '>', benchmark_area: landet, benchmark_moves: true}
    baseline_period: '2019'
    source: {document: S1, page: 4}
  - id: fire-moeder
    wording: Fire møder om året
    short_name: Møder
    focus_area: Organisation
    indicator: moeder
    areas: [aaparken]
    activity: samarbejde
    target:
      kind: count_per_year
      operator: '>='
      value: 4
      every_year: true
    source: {document: S1, page: 5}
  - id: strategi
    wording: En strategi foreligger
    short_name: Strategi
    focus_area: Organisation
    indicator: milepael
    areas: [bakken]
    target: {kind: milestone_by_date, deadline: 2022-06-30}
    source: {document: S1, page: 6}
activities:
  - id: samarbejde
    name: Samarbejde
    short_name: Samarbejde
    focus_area: Organisation
    areas: [aaparken]
    description: Møder.
    source: {document: S1, page: 7}
gaps:
  - id: hul
    what: Et tal mangler
    affects: [fire-moeder]
    source: {document: S1, page: 8}
source: {document: S1, page: 1}
"""

SECTIONS = """\
agreements:
  - {id: hovedaftale, name: Aftalen, kind: helhedsplan, areas: [aaparken], source: {document: S1, page: 1}}
  - {id: strategi-2019, name: Strategien, kind: kommunal strategi, source: {document: S1, page: 2}}
budget:
  period: 2020-2023
  posts:
    - name: Løn
      amounts: [{funder: Fonden, dkk: 600}, {funder: Kommunen, dkk: 400}]
      total_dkk: 1000
    - name: Evaluering
      amounts: [{funder: Fonden, dkk: 50}]
      total_dkk: 50
  total:
    name: I alt
    amounts: [{funder: Fonden, dkk: 650}, {funder: Kommunen, dkk: 400}]
    total_dkk: 1050
  source: {document: S1, page: 9}
bodies:
  - {id: bestyrelsen, name: Bestyrelsen, meetings_per_year: 4, source: {document: S1, page: 3}}
milestones:
  - {id: strategi-klar, what: Strategien er klar, when: sommer 2022, goal: strategi, source: {document: S1, page: 6}}
staffing:
  - {id: leder, role: Leder, area: bakken, percent: 50, source: {document: S1, page: 9}}
evaluation_cycle:
  - {id: maaling, what: Måling, frequency: hvert kvartal, per_year: 4, source: {document: S1, page: 10}}
contradictions:
  - id: to-tal
    what: To tal strider mod hinanden
    affects: [mere-tryghed, tryghed, obs-tryghed-2019]
    sources: [{document: S1, page: 4}, {document: S2, page: 5}]
statements:
  - {id: visionen, kind: vision, text: Et godt sted, source: {document: S1, page: 2}}
"""

WHOLE_PLAN = PLAN + SECTIONS
"""The good plan with all that an agreement says besides its goals."""

GEOJSON = """\
{"type": "FeatureCollection", "features": [
  {"type": "Feature", "geometry": {"type": "Point", "coordinates": [9.5, 55.7]}, "properties": {"area": "aaparken"}}
]}
"""

PLAN_PLACE = "analyses/proeve-2020/plan.yml"


def example_project(
    root: Path, *, plan: str = PLAN, areas: str = AREAS, indicators: str = INDICATORS, geojson: str = GEOJSON
) -> Project:
    """Write the example with some files replaced."""
    folder = root / "analyses" / "proeve-2020"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.yml").write_text(plan, encoding="utf-8")
    (root / "analyses" / "areas.yml").write_text(areas, encoding="utf-8")
    (root / "analyses" / "indicators.yml").write_text(indicators, encoding="utf-8")
    (root / "analyses" / "areas.geojson").write_text(geojson, encoding="utf-8")
    return Project(root)


def spoilt(text: str, old: str, new: str) -> tuple[str, int]:
    """Return `text` with its one `old` replaced, and the line that it stands on."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new), text[: text.index(old)].count("\n") + 1


def faults_of(project: Project) -> list[str]:
    """Return every fault as the user reads it; empty if the project is good."""
    try:
        load_plans(project)
    except PlanError as error:
        return [str(fault) for fault in error.faults]
    return []
