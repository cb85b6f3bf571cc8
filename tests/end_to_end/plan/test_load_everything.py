"""The real plans and registries load, check without fault, and are quick to load."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from helpers.paths import Project
from helpers.plan.loading import evaluations, load_plans

ROOT = Path(__file__).parents[3]
PROJECT = Project(ROOT)


WITHOUT_A_PLACE = {"haandvaerkerparken"}
"""No source says where it lies, so the map must not guess."""


def test_all_four_evaluations_load_without_fault():
    assert evaluations(PROJECT) == ("alboa-2014", "bolivvejle-2013", "kommuner-2015", "slagelse-2017")
    bolivvejle, slagelse, alboa, kommuner = load_plans(PROJECT)
    assert alboa.areas == ("viby-syd", "haandvaerkerparken", "rundhoej", "vejlby-vest", "soendervangen")
    assert kommuner.areas == ()
    assert bolivvejle.areas == ("loeget", "noerremarken")
    assert slagelse.areas == ("motalavej", "ringparken-schackenborgvaenge", "sydbyen", "skaelskoer")


def test_every_area_with_a_page_has_a_place_on_the_map_that_says_how_sure_it_is():
    features = json.loads((PROJECT.analyses / "areas.geojson").read_text(encoding="utf-8"))["features"]
    placed = {feature["properties"]["area"]: feature for feature in features}
    assert placed.keys().isdisjoint(WITHOUT_A_PLACE)
    for plan in load_plans(PROJECT):
        for area in (area for area in plan.areas if area not in WITHOUT_A_PLACE):
            longitude, latitude = placed[area]["geometry"]["coordinates"]
            assert 9 < longitude < 12
            assert 55 < latitude < 57
            assert placed[area]["properties"]["precision_m"] > 0
            assert "Områdets grænse kendes ikke" in placed[area]["properties"]["basis"]


def test_loading_reads_no_heavy_library():
    code = (
        "import sys; from pathlib import Path; from helpers.paths import Project;"
        "from helpers.plan.loading import load_plans; load_plans(Project(Path(sys.argv[1])));"
        "print(sorted({'pandas', 'numpy', 'matplotlib', 'duckdb', 'statsmodels'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code, str(ROOT)], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
