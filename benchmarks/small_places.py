"""Small areas and municipalities in the invented country, so that there is something to hide in it.

Every area of `helpers.demo.country` has hundreds of homes and thousands of registrations, so next to nothing is hidden
and an attack on it shows nothing. In a real country some areas are small: here every sixth has a dozen homes,
few answers and a handful of persons who take part. The areas of a municipality are also summed, and sums are what
gives hidden figures away. The planted effects of `truth.json` are no longer true for the small areas.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from helpers.demo.country import AREAS_PER_SCALE, EVALUATION, Country, area_name
from helpers.demo.sheets import BANNER
from helpers.demo.truth import generator
from helpers.paths import Project, write_atomically

EVERY = 6
"""Each sixth area is small."""
_HOMES, _ANSWERS, _ROWS = (12, 60), (8, 40), (40, 90)
"""How many homes, answers and registrations a year a small area has: from, and less than."""
_PERSONS = (2, 9)
"""Persons in a small area who take part: from, and less than. The registrations are no fewer, as areas whose quarters
are mostly small take the quarters of their whole municipality with them (`disclosure.short_lines`)."""
_DONE = "demo-small-places.json"


def with_small_places(project: Project, country: Country) -> None:
    """Make each sixth area small and sum the areas of each municipality; nothing if that is done already."""
    if (project.root / _DONE).is_file():
        return
    municipalities = _municipalities(country)
    _add_municipalities(project.analyses / "areas.yml", municipalities)
    _add_goals(project.analyses / EVALUATION / "plan.yml", country, list(municipalities))
    raw, random = project.raw / EVALUATION, generator(country.seed, EVALUATION, "small places")
    for name, sizes, share in (("demo-tryghed", _ANSWERS, 0.7), ("demo-fraflytning", _HOMES, 0.1)):
        _make_shares_small(raw / name / f"{name}.csv", random, sizes, share)
    for path in sorted((raw / "demo-registreringer").iterdir()):
        _make_registrations_few(path, random)
    write_atomically(project.root / _DONE, json.dumps({"warning": BANNER, "every": EVERY}) + "\n")


def is_small(area: str) -> bool:
    """Tell whether an area, by its id or its name, is one of the small ones."""
    return int(area[-4:]) % EVERY == 0


def _municipalities(country: Country) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for number, area in enumerate(country.areas):
        found.setdefault(f"demo-kommune-{number // AREAS_PER_SCALE + 1:02d}", []).append(area)
    return found


def _add_municipalities(path: Path, municipalities: dict[str, list[str]]) -> None:
    lines = path.read_text(encoding="utf-8")
    for name, members in municipalities.items():
        number = name.rpartition("-")[2]
        area = {"id": name, "name": f"Demokommune {number} samlet", "kind": "aggregate", "members": members}
        told = area | {"municipality": f"Demokommune {number}", "note": "Opdigtede områder under ét."}
        lines += f"  - {json.dumps(told, ensure_ascii=False)}\n"
    write_atomically(path, lines)


def _add_goals(path: Path, country: Country, municipalities: list[str]) -> None:
    """Let the municipalities have the goals too, and let the persons who take part be a goal."""
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("goals: "))
    goals: list[dict[str, Any]] = json.loads(lines[at].removeprefix("goals: "))
    taking_part: dict[str, Any] = {
        **goals[0],
        "id": "demo-deltagelse",
        "wording": "Mindst 20 personer deltager om året (opdigtet mål)",
        "short_name": "20 deltagere",
        "focus_area": "Deltagelse",
        "indicator": "deltagere-tvaergaaende",
        "target": {"kind": "absolute_level", "operator": ">=", "value": 20},
    }
    for goal in (goals[1], taking_part):  # a survey's answers aren't added up
        goal["areas"] = [*country.areas, *municipalities]
    lines[at] = "goals: " + json.dumps([*goals, taking_part], ensure_ascii=False)
    lines.insert(at, "comparisons: " + json.dumps(municipalities))
    write_atomically(path, "\n".join(lines) + "\n")


def _make_shares_small(path: Path, random: np.random.Generator, sizes: tuple[int, int], share: float) -> None:
    lines: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split(";")
        if cells[0].startswith(area_name("-")) and is_small(cells[0]):
            group = int(random.integers(*sizes))
            cells[2:] = [str(int(random.binomial(group, share))), str(group)]
        lines.append(";".join(cells))
    write_atomically(path, "\n".join(lines) + "\n")


def _make_registrations_few(path: Path, random: np.random.Generator) -> None:
    """Keep a few registrations, of few persons, in each small area."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.csv as csv
    import pyarrow.parquet as pq

    plain = path.suffix == ".csv"
    table: Any = (
        csv.read_csv(path, csv.ReadOptions(skip_rows=1), csv.ParseOptions(delimiter=";"), _as_text())
        if plain
        else pq.read_table(path)
    )
    areas = table["Område"].to_numpy(zero_copy_only=False)
    small = np.flatnonzero([is_small(name) for name in areas])
    kept = np.ones(len(areas), dtype=bool)
    kept[small] = False
    persons = table["Deltager"].to_numpy(zero_copy_only=False).copy()
    for name in sorted(set(areas[small])):
        rows = small[areas[small] == name][: int(random.integers(*_ROWS))]
        kept[rows] = True
        among = sorted(set(persons[rows]))[: int(random.integers(*_PERSONS))]
        persons[rows] = [among[number % len(among)] for number in range(len(rows))]
    table = table.set_column(table.column_names.index("Deltager"), "Deltager", pa.array(persons, pa.string()))
    table = table.filter(pa.array(kept))
    if not plain:
        pq.write_table(table.cast(pq.read_schema(path)), path, compression="zstd")
        return
    head = path.read_text(encoding="utf-8").split("\n", 1)[0]
    rows_of = pc.binary_join_element_wise(*(table[name] for name in table.column_names), ";")
    write_atomically(path, "\n".join([head, ";".join(table.column_names), *rows_of.to_pylist()]) + "\n")


def _as_text() -> Any:
    import pyarrow as pa
    import pyarrow.csv as csv

    names = ("Dato", "Område", "Aktivitet", "Deltager", "Kanal")
    return csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False)
