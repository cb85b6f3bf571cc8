"""Ten million registrations: Målbar's import against the same work in plain pandas, in the same run.

Both get the same files (three of text, one Parquet), make the same checks, tell persons apart by the same keyed hash
and give the same numbers; each runs in a process of its own, whose peak memory the operating system tells. The numbers
are compared before anything is written.

    python -m benchmarks.registrations --rows 10000000 --date 2026-11-22
"""

from __future__ import annotations

import argparse
import hmac
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.demo.country import ACTIVITIES, EVALUATION, REGISTRATIONS_PER_SCALE, Country, write_country
from helpers.paths import Project, write_atomically

ROOT = Path(__file__).resolve().parent.parent
COLUMNS = ["Dato", "Område", "Aktivitet", "Deltager", "Kanal"]
KEY = b"invented persons need no secret"
"""The key of the demonstration, which both use."""
SCOPE = f"{EVALUATION}/demo-registreringer"
CPR = re.compile(r"(?<!\d)(0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])(0[1-9]|1[0-2])\d\d[ -]?\d{4}(?!\d)")
PRIVATE = re.compile(r"\S+@\S+\.\w+|(?<!\d)[2-9]\d( ?\d\d){3}(?!\d)|[A-ZÆØÅ]\w+(?:vej|gade|allé|plads) \d+")
_LIBRARIES = ("duckdb", "pandas", "pyarrow", "numpy")
COUNTS = Path("build") / "counts.csv"
COMPARED = ["indicator", "area", "activity", "start", "end", "value"]


def prepare(folder: Path, rows: int) -> Project:
    """Write the project with the registrations alone, if it isn't there."""
    scale = max(1, rows // REGISTRATIONS_PER_SCALE)
    project = Project(write_country(Project(ROOT), folder, Country(scale)).root)
    sources = project.analyses / EVALUATION / "sources.yml"
    lines = sources.read_text(encoding="utf-8").splitlines(keepends=True)
    others = ("demo-tryghed", "demo-fraflytning", "demo-politi")
    kept = [line for line in lines if not any(f'"id": "{name}"' in line for name in others)]
    sources.write_text("".join(kept), encoding="utf-8")
    for name in others:
        shutil.rmtree(project.raw / EVALUATION / name, ignore_errors=True)
    return project


def with_maalbar(project: Project) -> None:
    """Import as `maalbar import` does, with every check, and keep the numbers where they are compared."""
    from helpers.intake.importing import import_evaluation

    import_evaluation(project, EVALUATION)


def with_pandas(project: Project) -> None:
    """Do the same work as one would in a notebook: read, check, search, hash, group."""
    files = sorted((project.raw / EVALUATION / "demo-registreringer").iterdir())
    frame = pd.concat([_read(path) for path in files], ignore_index=True)
    areas = json.loads((project.root / "build" / "areas.json").read_text(encoding="utf-8"))
    _check(frame, areas)
    frame["day"] = pd.to_datetime(frame["Dato"], format="%d.%m.%Y")
    persons = frame["Deltager"].unique()
    hashes = {person: _pseudonym(person) for person in persons}
    frame["person"] = frame["Deltager"].map(hashes)
    frame["area"] = frame["Område"].map(areas)
    frame["year"], frame["quarter"] = frame["day"].dt.year, frame["day"].dt.quarter
    _tables(frame).to_csv(project.root / COUNTS, index=False)


def _read(path: Path) -> pd.DataFrame:
    if path.suffix == ".parquet":
        return pd.read_parquet(path)
    return pd.read_csv(path, sep=";", skiprows=1, dtype=str, keep_default_na=False)


def _check(frame: pd.DataFrame, areas: dict[str, str]) -> None:
    """Refuse what Målbar refuses: each text once per column, which is what a careful user would do too."""
    assert list(frame.columns) == COLUMNS
    for name in COLUMNS[:4]:
        assert not frame[name].isna().any()
        assert not (frame[name].str.strip() == "").any()
    assert frame["Område"].isin(areas).all()
    assert frame["Aktivitet"].isin(ACTIVITIES).all()
    days = pd.to_datetime(frame["Dato"], format="%d.%m.%Y", errors="coerce")
    assert days.notna().all()
    assert days.dt.year.between(2020, 2023).all()
    for name in COLUMNS:
        texts = pd.Series(frame[name].unique())
        assert not texts.str.contains(CPR).any()
        if name != "Deltager":
            assert not texts.str.contains(PRIVATE).any()


def _pseudonym(person: str) -> bytes:
    text = " ".join(person.split()).casefold()
    text = (text.lstrip("0") or "0") if text.isdigit() else text
    return hmac.digest(KEY, f"{SCOPE}\0{text}".encode(), "sha256")[:16]


def _tables(frame: pd.DataFrame) -> pd.DataFrame:
    """Return events by year and quarter and persons by year, of areas and of activities in them."""
    by_year, by_activity = ["area", "year"], ["area", "Aktivitet", "year"]
    tables = [
        ("beboerhuse-brug", frame.groupby(by_year).size()),
        ("beboerhuse-brug", frame.groupby([*by_year, "quarter"]).size()),
        ("beboerhuse-brug", frame.groupby(by_activity).size()),
        ("deltagere-tvaergaaende", frame.groupby(by_year)["person"].nunique()),
        ("deltagere-tvaergaaende", frame.groupby(by_activity)["person"].nunique()),
    ]
    made = pd.concat([table.rename("value").reset_index().assign(indicator=name) for name, table in tables])
    first = (made["quarter"].fillna(1) * 3 - 2).astype(int)
    months = made["quarter"].isna().map({True: 12, False: 3})
    made["start"] = pd.to_datetime({"year": made["year"], "month": first, "day": 1})
    made["end"] = made["start"] + pd.to_timedelta(0, unit="D")
    for length in (3, 12):
        chosen = months == length
        made.loc[chosen, "end"] = made.loc[chosen, "start"] + pd.DateOffset(months=length) - pd.Timedelta(days=1)
    return made.rename(columns={"Aktivitet": "activity"})[COMPARED]


def measured(what: str, project: Project) -> dict[str, float]:
    """Run one of the two in a process of its own and return its seconds and its peak memory in MB."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "benchmarks.registrations", "--run", what, "--folder", str(project.root)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    seconds = time.perf_counter() - began
    return {"seconds": round(seconds, 2), **json.loads(done.stdout.splitlines()[-1])}


def _peak() -> float:
    """Return the peak memory of this process in MB."""
    import psutil

    info = psutil.Process().memory_info()
    if hasattr(info, "peak_wset"):
        return info.peak_wset / 2**20
    import resource

    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def same_numbers(project: Project) -> int:
    """Return how many numbers both gave.

    Raises
    ------
    AssertionError
        If they aren't the same.
    """
    ours = pd.read_parquet(project.processed / EVALUATION / "observations.parquet")
    ours = ours.rename(columns={"period_start": "start", "period_end": "end"})[COMPARED]
    theirs = pd.read_csv(project.root / COUNTS, dtype={"activity": str})
    tables: list[pd.DataFrame] = []
    for table in (ours, theirs):
        plain = table.assign(activity=table["activity"].fillna("").astype(str))
        for day in ("start", "end"):
            plain[day] = plain[day].astype(str).str[:10]
        plain["value"] = plain["value"].astype(float)
        tables.append(plain.sort_values(COMPARED).reset_index(drop=True))
    pd.testing.assert_frame_equal(*tables, check_dtype=False)
    return len(ours)


def compare(folder: Path, rows: int) -> dict[str, Any]:
    """Measure both and return the result as it is written."""
    project = prepare(folder, rows)
    areas = {f"Demoområde {area[-4:]}": area for area in Country(max(1, rows // REGISTRATIONS_PER_SCALE)).areas}
    write_atomically(project.root / "build" / "areas.json", json.dumps(areas, ensure_ascii=False))
    shutil.rmtree(project.processed / EVALUATION, ignore_errors=True)
    ours, theirs = measured("maalbar", project), measured("pandas", project)
    return {
        "ratio_to_pandas": round(theirs["seconds"] / ours["seconds"], 2),
        "seconds": ours["seconds"],
        "pandas_seconds": theirs["seconds"],
        "peak_rss_mb": round(ours["peak_rss_mb"]),
        "pandas_peak_rss_mb": round(theirs["peak_rss_mb"]),
        "cpu_seconds": ours["cpu_seconds"],
        "pandas_cpu_seconds": theirs["cpu_seconds"],
        "rows": max(1, rows // REGISTRATIONS_PER_SCALE) * REGISTRATIONS_PER_SCALE,
        "numbers": same_numbers(project),
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "versions": {
            "python": platform.python_version(),
            **{name: version(name) for name in ("duckdb", "pandas", "pyarrow")},
        },
    }


def main() -> None:
    """Run the benchmark, print it, and write it where `--date` is given."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=10_000_000)
    asked.add_argument("--folder", type=Path, default=ROOT / "build" / "benchmarks" / "registrations")
    asked.add_argument("--date", help="for the name of the result, e.g. 2026-11-22")
    asked.add_argument("--run", choices=("maalbar", "pandas"))
    given = asked.parse_args()
    if given.run:
        project = Project(given.folder.resolve())
        (with_maalbar if given.run == "maalbar" else with_pandas)(project)
        used = os.times()
        sys.stdout.write(json.dumps({"peak_rss_mb": _peak(), "cpu_seconds": round(used.user + used.system, 1)}) + "\n")
        return
    result = compare(given.folder, given.rows)
    for name, value in result.items():
        sys.stdout.write(f"{name:22} {value}\n")
    if given.date:
        path = ROOT / "benchmarks" / "results" / f"registrations-{given.date}.json"
        write_atomically(path, json.dumps(result, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
