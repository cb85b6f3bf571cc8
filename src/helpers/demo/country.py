"""A whole invented country in a project folder of its own: `maalbar demo --scale 50` makes 1,700 areas.

Nothing in it is a real place: areas are numbered, their points form a grid, and every file says that it is invented.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from helpers.demo.sheets import BANNER
from helpers.errors import Fault, UsageError
from helpers.paths import Project, checksum, write_atomically

EVALUATION = "land-2020"
YEARS = (2020, 2021, 2022, 2023)
AREAS_PER_SCALE = 34
"""As many as the documents name; scale 50 makes 1,700."""
REGISTRATIONS_PER_SCALE = 200_000
ACTIVITIES = ("demo-cafe", "demo-lektiehjaelp", "demo-raadgivning", "demo-sport")
_NAMES = ("Café", "Lektiehjælp", "Rådgivning", "Sport")
_COPIED = ("_quarto.yml", "analyses/indicators.yml", "analyses/disclosure.yml")
_FOLDERS = ("notebooks", "pages")
_CITED = {"document": "Demo", "page": 1}
_ROUNDS = (("baseline", "Baseline", 2020), ("midway", "Midtvejs", 2022), ("end", "Slut", 2023))
_GOALS = (
    ("demo-tryghed", "tryghed-andel", "Mindst 80 % af beboerne er trygge (opdigtet mål)", "Tryghed 80 %", ">=", 80),
    ("demo-fraflytning", "fraflytningsprocent", "Højst 12 % flytter om året (opdigtet mål)", "Flytning 12 %", "<=", 12),
)


@dataclass(frozen=True)
class Country:
    """How large the country is.

    Parameters
    ----------
    scale
        34 areas and 200,000 registrations for each.
    seed
        Seed of all draws.
    size
        So many areas instead, with registrations in proportion.
    """

    scale: int
    seed: int = 1
    size: int | None = None

    @property
    def areas(self) -> tuple[str, ...]:
        """Area ids in order."""
        count = self.size or AREAS_PER_SCALE * self.scale
        return tuple(f"demo-omraade-{number:04d}" for number in range(1, count + 1))

    @property
    def registrations(self) -> int:
        """How many there are in all years."""
        return REGISTRATIONS_PER_SCALE * len(self.areas) // AREAS_PER_SCALE


@dataclass(frozen=True)
class CountryWritten:
    """What `write_country` did."""

    root: Path
    areas: int
    registrations: int
    unchanged: bool
    """Everything was there already."""


def area_name(area: str) -> str:
    """Return the name of an invented area."""
    return f"Demoområde {area.rsplit('-', 1)[-1]}"


def write_country(project: Project, target: Path, country: Country) -> CountryWritten:
    """Write a project with one evaluation of all areas, its raw files and the planted truth; same seed, same bytes.

    Parameters
    ----------
    project
        Where notebooks, pages and the registry of indicators are copied from.
    target
        The new project's folder. What lies there is written over if this function made it.
    country
        How large.

    Raises
    ------
    UsageError
        If the folder holds something else.
    SiteError
        If it can't be written.
    """
    made = Project(target.resolve())
    record, stamp = made.root / "demo-land.json", _stamp(project, country)
    seen = _read(record)
    if seen is None and made.root.exists() and any(made.root.iterdir()):
        raise UsageError(_occupied(target))
    done = CountryWritten(made.root, len(country.areas), country.registrations, unchanged=True)
    if seen == {"stamp": stamp, "warning": BANNER} and _truth(made).is_file():
        return done
    from helpers.demo.country_files import write_raw_files

    _copy(project, made)
    for path, text in _analyses(country).items():
        write_atomically(made.root / path, text)
    write_atomically(record, _as_json({"stamp": "", "warning": BANNER}))  # ours, and not yet whole
    truth = write_raw_files(made.raw / EVALUATION, country)
    told = {"warning": BANNER, "seed": country.seed, "evaluations": {EVALUATION: truth}}
    write_atomically(_truth(made), _as_json(told))
    write_atomically(record, _as_json({"stamp": stamp, "warning": BANNER}))
    return CountryWritten(made.root, done.areas, done.registrations, unchanged=False)


def _copy(project: Project, made: Project) -> None:
    for name in _COPIED:
        write_atomically(made.root / name, (project.root / name).read_bytes())
    for name in _FOLDERS:
        target = made.root / name
        shutil.copytree(
            project.root / name, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".ipynb_checkpoints")
        )


def _analyses(country: Country) -> dict[str, str]:
    """Return the YAML files and the map, by path; each is JSON of one entry per line, which is YAML too."""
    folder = f"analyses/{EVALUATION}"
    return {
        "analyses/areas.yml": f"# {BANNER}\nversion: 1\nareas:\n" + _lines(_areas(country)),
        "analyses/areas.geojson": _geojson(country),
        f"{folder}/plan.yml": f"# {BANNER}\n"
        + "".join(f"{key}: {_compact(value)}\n" for key, value in _plan(country).items()),
        f"{folder}/sources.yml": f"# {BANNER}\nversion: 1\nsources:\n" + _lines(_sources()),
    }


def _areas(country: Country) -> Iterator[Mapping[str, object]]:
    for number, area in enumerate(country.areas):
        municipality = f"Demokommune {number // AREAS_PER_SCALE + 1:02d}"
        yield {
            "id": area,
            "name": area_name(area),
            "kind": "area",
            "municipality": municipality,
            "organisation": "Demoboligselskabet",
            "note": "Opdigtet område.",
        }


def _geojson(country: Country) -> str:
    """Return one point per area on a grid, which shows that nobody has measured it."""
    width = 50
    features = (
        {
            "type": "Feature",
            "geometry": {
                "type": "Point",
                "coordinates": [round(8.3 + 0.05 * (number % width), 3), round(55.0 + 0.05 * (number // width), 3)],
            },
            "properties": {
                "area": area,
                "precision_m": 1000,
                "basis": "Opdigtet punkt i et gitter; området findes ikke.",
            },
        }
        for number, area in enumerate(country.areas)
    )
    body = ",\n".join(_compact(feature) for feature in features)
    return f'{{"type": "FeatureCollection", "features": [\n{body}\n]}}\n'


def _plan(country: Country) -> dict[str, object]:
    return {
        "version": 1,
        "id": EVALUATION,
        "name": "Et opdigtet land 2020-2023 (demonstration)",
        "short_name": "Opdigtet land 2020",
        "municipality": "Demokommunerne (opdigtede)",
        "document_title": "Opdigtet aftale til demonstration",
        "documents": [{"key": "Demo", "title": "Opdigtet aftale til demonstration; den findes ikke"}],
        "start": "2020-01-01",
        "end": "2023-12-31",
        "focus_areas": ["Tryghed", "Deltagelse"],
        "rounds": [
            {"id": name, "name": shown, "label": f"{shown.lower()} {year}"}
            | {"first": f"{year}-01-01", "last": f"{year}-12-31"}
            for name, shown, year in _ROUNDS
        ],
        "sealing": {"order": "afterwards", "because": "Alle runder er opdigtet på én gang."},
        "areas": list(country.areas),
        "context_indicators": ["tryghed-andel", "fraflytningsprocent", "haervaerk-anmeldelser", "beboerhuse-brug"],
        "source": _CITED,
        "goals": [
            {
                "id": goal,
                "wording": wording,
                "short_name": short,
                "focus_area": "Tryghed",
                "indicator": indicator,
                "areas": list(country.areas),
                "target": {"kind": "absolute_level", "operator": operator, "value": value},
                "source": _CITED,
            }
            for goal, indicator, wording, short, operator, value in _GOALS
        ],
        "activities": [
            {
                "id": activity,
                "name": f"{name} (opdigtet)",
                "short_name": name,
                "focus_area": "Deltagelse",
                "areas": [country.areas[0]],
                "description": "Opdigtet aktivitet, som findes i alle områder.",
                "page": False,
                "source": _CITED,
            }
            for activity, name in zip(ACTIVITIES, _NAMES, strict=True)
        ],
    }


def _sources() -> Iterator[Mapping[str, object]]:
    common: dict[str, object] = {"sensitivity": "public", "origin": "synthetic", "personal_data": False}
    for name, title, indicator, part, whole in (
        ("demo-tryghed", "Tryghedsmåling (opdigtet)", "tryghed-andel", "Svarer trygt", "Svar i alt"),
        ("demo-fraflytning", "Fraflytninger (opdigtet)", "fraflytningsprocent", "Fraflytninger", "Boliger"),
    ):
        value = {"indicator": indicator, "numerator": part, "denominator": whole}
        columns = {"area": {"heading": "Område"}, "period": {"heading": "År", "type": "year"}}
        owner = {"id": name, "title": title, "owner": "Demo-statistikken"}
        yield owner | common | {"files": f"{name}/*.csv", "columns": columns, "values": [value]}
    yield (
        {"id": "demo-politi", "title": "Anmeldelser (opdigtede)", "owner": "Demo-politiet"}
        | common
        | {
            "files": "demo-politi/*.csv",
            "columns": {"area": {"heading": "Område"}, "period": {"heading": "År", "type": "year"}},
            "values": [{"indicator": "haervaerk-anmeldelser", "numerator": "Anmeldelser"}],
        }
    )
    yield (
        {"id": "demo-registreringer", "title": "Egne registreringer (opdigtede)", "owner": "Demo-sekretariaterne"}
        | common
        | {
            "personal_data": True,
            "files": "demo-registreringer/*",
            "reader": {"kind": "registrations"},
            "columns": {
                "area": {"heading": "Område"},
                "period": {"heading": "Dato"},
                "activity": {"heading": "Aktivitet"},
                "person": "Deltager",
            },
            "values": [
                {"indicator": "beboerhuse-brug", "count": "events"},
                {"indicator": "deltagere-tvaergaaende", "count": "persons"},
            ],
        }
    )


def _lines(entries: Iterator[Mapping[str, object]]) -> str:
    return "".join(f"  - {_compact(entry)}\n" for entry in entries)


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _as_json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _truth(made: Project) -> Path:
    return made.processed / "demo" / "truth.json"


def _stamp(project: Project, country: Country) -> str:
    """Return a checksum of all that the country depends on."""
    copied = [project.root / name for name in _COPIED]
    for name in _FOLDERS:
        copied += sorted(path for path in (project.root / name).rglob("*") if path.is_file())
    code = sorted(Path(__file__).parent.glob("country*.py"))
    sums = [checksum(path.read_bytes()) for path in (*copied, *code)]
    return checksum("\n".join([str(country), *sums]).encode())


def _read(record: Path) -> object:
    try:
        return json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _occupied(target: Path) -> Fault:
    return Fault(
        place=str(target),
        value="mappen er ikke tom",
        rule="Det opdigtede land skrives i en mappe for sig.",
        remedy="Vælg en anden mappe med --into.",
    )
