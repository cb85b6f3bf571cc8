"""The raw files of the invented country, drawn year by year and written as they are drawn, and what was drawn."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from helpers.demo.country import ACTIVITIES, EVALUATION, YEARS, Country, area_name
from helpers.demo.sheets import BANNER
from helpers.demo.truth import generator
from helpers.paths import write_atomically, writing_to

_SHARES = (0.22, 0.24, 0.26, 0.28)
"""How the registrations are spread over the years: they grow."""
_REPORTS = (1.0, 0.96, 0.92, 0.88)
"""What is planted: reports to the police fall by four percent of the first year each year."""
_PERSONS = 600
"""Persons in an area who may take part."""
_AT_ONCE = 500_000
"""Rows that are drawn and written at a time."""
_CHANNELS = ("fremmøde", "telefon", "åben rådgivning", "")
_HEADINGS = ("Dato", "Område", "Aktivitet", "Deltager", "Kanal")

Numbers = np.ndarray[Any, np.dtype[np.int64]]


def write_raw_files(folder: Path, country: Country) -> dict[str, Any]:
    """Write all raw files and return the truth: for each area and year what is planted and what was drawn.

    Raises
    ------
    SiteError
        If the folder can't be written.
    """
    truth: dict[str, Any] = {}
    for name, part, whole, level, drift, size in (
        ("demo-tryghed", "Svarer trygt", "Svar i alt", 0.72, 0.02, 200),
        ("demo-fraflytning", "Fraflytninger", "Boliger", 0.15, -0.01, 400),
    ):
        rows = _shares(country, name, (level, drift, size))
        lines = "".join(f"{area_name(area)};{year};{count};{of}\n" for area, year, count, of in rows)
        write_atomically(folder / name / f"{name}.csv", f"{BANNER}\nOmråde;År;{part};{whole}\n{lines}")
        truth[name] = {"level": level, "drift": drift, "counts": [list(row) for row in rows]}
    truth["demo-politi"] = _reports(folder / "demo-politi", country)
    truth["demo-registreringer"] = _registrations(folder / "demo-registreringer", country)
    return truth


def _shares(country: Country, name: str, planted: tuple[float, float, int]) -> list[tuple[str, int, int, int]]:
    """Draw a share for each area and year: area, year, numerator, denominator."""
    random, (level, drift, size) = generator(country.seed, EVALUATION, name), planted
    own = random.normal(0, 0.04, len(country.areas))
    of = random.integers(size // 2, 2 * size, len(country.areas))
    drawn: list[tuple[str, int, int, int]] = []
    for number, year in enumerate(YEARS):
        true = np.clip(level + own + drift * number, 0.01, 0.99)
        counts = random.binomial(of, true)
        drawn += [(area, year, int(counts[at]), int(of[at])) for at, area in enumerate(country.areas)]
    return sorted(drawn)


def _reports(folder: Path, country: Country) -> dict[str, Any]:
    """Write how many reports of vandalism each area had each year, and return them."""
    random = generator(country.seed, EVALUATION, "demo-politi")
    level = random.gamma(8.0, 4.0, len(country.areas))
    drawn = random.poisson(level[:, None] * _REPORTS, (len(country.areas), len(YEARS)))
    rows = [
        (area, year, int(drawn[at, number]))
        for at, area in enumerate(country.areas)
        for number, year in enumerate(YEARS)
    ]
    lines = "".join(f"{area_name(area)};{year};{count}\n" for area, year, count in rows)
    write_atomically(folder / "demo-politi.csv", f"{BANNER}\nOmråde;År;Anmeldelser\n{lines}")
    return {"factors": list(_REPORTS), "counts": [list(row) for row in rows]}


def _registrations(folder: Path, country: Country) -> dict[str, Any]:
    """Write one file a year, the last one as Parquet, and return events and unique persons by area and year."""
    random = generator(country.seed, EVALUATION, "demo-registreringer")
    counts: list[list[Any]] = []
    for year, share in zip(YEARS, _SHARES, strict=True):
        rows = round(country.registrations * share)
        name = f"demo-registreringer-{year}.{'parquet' if year == YEARS[-1] else 'csv'}"
        drawn: list[Numbers] = []
        with _writer(folder / name) as write:
            while rows > 0:
                many = min(rows, _AT_ONCE)
                area, person = _drawn_persons(random, country, many)
                write(_table(random, year, area, person))
                drawn.append(area * _PERSONS + person)
                rows -= many
        persons = np.concatenate(drawn)
        events = np.bincount(persons // _PERSONS, minlength=len(country.areas))
        unique = np.bincount(np.unique(persons) // _PERSONS, minlength=len(country.areas))
        counts += [[area, year, int(events[at]), int(unique[at])] for at, area in enumerate(country.areas)]
    return {"registrations": country.registrations, "events and persons": counts}


def _drawn_persons(random: np.random.Generator, country: Country, many: int) -> tuple[Numbers, Numbers]:
    """Draw area and person of each row; a few persons come often and most seldom."""
    area = random.integers(0, len(country.areas), many)
    person = (random.random(many) ** 2 * _PERSONS).astype(np.int64)
    return area, person


def _table(random: np.random.Generator, year: int, area: Numbers, person: Numbers) -> Any:
    import pyarrow as pa

    start = np.datetime64(f"{year}-01-01")
    days = np.arange(start, np.datetime64(f"{year + 1}-01-01"))
    danish = [f"{day.day:02d}.{day.month:02d}.{day.year}" for day in days.tolist()]
    names = [area_name(f"-{number + 1:04d}") for number in range(int(area.max()) + 1)]
    columns = (
        pa.array(danish).take(pa.array(random.integers(0, len(days), len(area)))),
        pa.array(names).take(pa.array(area)),
        pa.array(ACTIVITIES).take(pa.array(random.integers(0, len(ACTIVITIES), len(area)))),
        pa.array([f"demo-p-{number}" for number in (area * _PERSONS + person).tolist()]),
        pa.array(_CHANNELS).take(pa.array(random.integers(0, len(_CHANNELS), len(area)))),
    )
    return pa.table(dict(zip(_HEADINGS, columns, strict=True)))


@contextmanager
def _writer(path: Path) -> Generator[Callable[[Any], None]]:
    """Yield what writes tables one after the other; the file is there only when it is whole."""
    import pyarrow as pa
    import pyarrow.csv as pc
    import pyarrow.parquet as pq

    schema = pa.schema([(name, pa.string()) for name in _HEADINGS], metadata={"advarsel": BANNER})
    with writing_to(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                if path.suffix == ".parquet":
                    with pq.ParquetWriter(stream, schema, compression="zstd") as parquet:

                        def write_parquet(table: Any) -> None:
                            parquet.write_table(table.cast(schema))

                        yield write_parquet
                else:
                    stream.write(f"{BANNER}\n{';'.join(_HEADINGS)}\n".encode())
                    how = pc.WriteOptions(include_header=False, delimiter=";", quoting_style="none")

                    def write_text(table: Any) -> None:
                        pc.write_csv(table, stream, how)

                    yield write_text
            Path(beside).chmod(0o644)
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
