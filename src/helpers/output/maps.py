"""Schematic maps of the areas: where a place is known as a point only, a circle shows how roughly.

Coordinates are projected to ETRS89 / UTM zone 32N (EPSG:25832), so that a kilometre is a kilometre in every direction;
each municipality has its own panel and scale. No tiles, nothing fetched. geopandas is imported when a map is made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers import reads
from helpers.disclosure.released import Released
from helpers.errors import DataError, Fault
from helpers.measurement.results import RoundId, Word
from helpers.observations.table import Origin
from helpers.output.counting import MEASURED, tally
from helpers.output.figures_output import FigureOutput
from helpers.output.figures_spec import Cell, FigureSpec, MapBody, MapPanel, NumberTable, Place
from helpers.output.figures_words import alternative_text
from helpers.output.readings import DEPENDS, contrary_tally
from helpers.output.selection import judged_by
from helpers.output.status import round_label
from helpers.output.verdicts import MARKS
from helpers.output.wording import HIDDEN, HIDDEN_WORDS, count_word, listed, number
from helpers.plan.model import Area, AreaKind, Plan, Registry

_PROJECTION = "EPSG:25832"
_PAGES = (AreaKind.AREA, AreaKind.PART)
_MARGIN = 0.22
"""Room for labels around the places, as a share of the panel."""
_SCALES = (1, 2, 5, 10, 20, 50)

_WRITTEN = (*MEASURED, Word.TOO_FEW)
"""The words that a place carries. A goal whose number is hidden is no goal less."""
_TOO_FEW = f"{MARKS[Word.TOO_FEW].word.capitalize()} ({HIDDEN}): tallet er {HIDDEN_WORDS}."

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class _Located:
    """One area in metres of the projection."""

    area: Area
    x: float
    y: float
    precision: float
    rings: tuple[Ring, ...]
    basis: str


def area_map(
    released_by_evaluation: Mapping[str, Released],
    plans: Sequence[Plan],
    registry: Registry,
    geojson: Path,
    round_id: RoundId | None = None,
    goals: Mapping[str, str] | None = None,
) -> FigureOutput:
    """Draw the areas with pages of their own, and how many goals are met in each at a round.

    Parameters
    ----------
    released_by_evaluation
        Results after protection, by evaluation id.
    plans, registry
        The evaluations.
    geojson
        `analyses/areas.geojson`: WGS84 points or polygons with the properties `area`, `precision_m` and `basis`.
    round_id
        Which round the marks stand for; default: each plan's last one.
    goals
        Goal id by evaluation id: then each place has the word of that goal alone.

    Raises
    ------
    DataError
        If the file can't be read as places of the registry.
    """
    located = _located(geojson, registry, {area for plan in plans for area in plan.areas})
    at: dict[str, RoundId] = {plan.id: round_id or plan.last_round.id for plan in plans}
    statuses = {
        area: _status(released_by_evaluation[plan.id], registry, area, at[plan.id], (goals or {}).get(plan.id))
        for plan in plans
        if plan.id in released_by_evaluation
        for area in plan.areas
    }
    labels = listed(sorted({round_label(plan, at[plan.id]) for plan in plans if plan.areas}))
    body = _body(located, statuses)
    synthetic = any(status.synthetic for status in statuses.values())
    message = _message(located)
    return FigureOutput(
        FigureSpec(
            message=message,
            subtitle=f"Antal mål efter svar ({labels})",
            body=body,
            footer=_precision_words(located),
            caption=_caption(located, statuses),
            alt=_alt(message, located, statuses, synthetic=synthetic),
            table=_table(located, statuses),
            synthetic=synthetic,
        )
    )


@dataclass(frozen=True)
class _Status:
    """How many goals of an area have each word at a round."""

    counts: tuple[tuple[Word, int], ...]
    synthetic: bool
    joint: bool
    """True: the area decides no goal alone; these are the goals that it decides together with others."""
    contrary: int = 0
    """How many of the goals another reading gives the opposite word."""

    @property
    def after(self) -> str:
        """What stands after each count of goals that are decided together with other areas."""
        return " (fælles)" if self.joint else ""

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """Return each word that says something, with its count."""
        found = [(word, count) for word, count in self.counts if word in _WRITTEN and count]
        if not found:
            return (("", "intet kan vurderes"),)
        counted = tuple((word.value, f"{count} {MARKS[word].word}{self.after}") for word, count in found)
        return (*counted, ("", f"{self.contrary} {DEPENDS}")) if self.contrary else counted

    @property
    def hides(self) -> bool:
        """Tell whether a goal of the area can't be shown."""
        return dict(self.counts)[Word.TOO_FEW] > 0

    @property
    def words(self) -> str:
        """Return the lines as one phrase."""
        return listed(text for _, text in self.lines)


def _status(released: Released, registry: Registry, area: str, round_id: RoundId, goal: str | None) -> _Status:
    """Count the goals that an area is judged by, as its own page counts them."""
    judged = judged_by(released, registry, area, round_id, goal)
    counts = tally(judged.attainments)
    read = (*judged.attainments, *judged.other_readings)
    return _Status(
        counts=tuple((word, counts[word]) for word in MARKS),
        synthetic=any(item.origin is Origin.SYNTHETIC for item in read),
        joint=judged.joint,
        contrary=contrary_tally(read).total(),
    )


def _located(geojson: Path, registry: Registry, wanted: set[str]) -> tuple[_Located, ...]:
    import geopandas

    known = {area.id: area for area in registry.areas if area.kind in _PAGES}
    reads.file(geojson)
    try:
        frame: Any = geopandas.read_file(geojson).to_crs(_PROJECTION)
        rows = [row for row in frame.itertuples() if row.area in wanted and row.area in known]
    except (OSError, ValueError, AttributeError, RuntimeError) as error:
        raise DataError(
            Fault(
                place=str(geojson),
                value=f"kan ikke læses som områder ({type(error).__name__})",
                rule="Filen skal være GeoJSON i WGS84 med egenskaberne area, precision_m og basis.",
                remedy="Ret filen, eller hent den forrige udgave.",
            )
        ) from None
    return tuple(sorted((_place_of(row, known[row.area]) for row in rows), key=lambda item: item.area.id))


def _place_of(row: Any, area: Area) -> _Located:
    middle = row.geometry.centroid
    return _Located(
        area=area,
        x=float(middle.x),
        y=float(middle.y),
        precision=float(row.precision_m or 0),
        rings=tuple(_rings(row.geometry)),
        basis=str(row.basis),
    )


def _rings(geometry: Any) -> list[Ring]:
    if geometry.geom_type == "Polygon":
        return [tuple((float(x), float(y)) for x, y in geometry.exterior.coords)]
    if geometry.geom_type == "MultiPolygon":
        return [ring for part in geometry.geoms for ring in _rings(part)]
    return []


def _body(located: Sequence[_Located], statuses: Mapping[str, _Status]) -> MapBody | None:
    towns = sorted({item.area.municipality or "" for item in located})
    panels = [
        _panel(town, [item for item in located if (item.area.municipality or "") == town], statuses) for town in towns
    ]
    return MapBody(tuple(panels)) if panels else None


def _panel(town: str, located: Sequence[_Located], statuses: Mapping[str, _Status]) -> MapPanel:
    """Lay a municipality's places out in kilometres, with room around them for their names."""
    reach = max(item.precision for item in located)
    corners = [(item.x, item.y) for item in located] + [
        corner for item in located for ring in item.rings for corner in ring
    ]
    west, east = min(x for x, _ in corners) - reach, max(x for x, _ in corners) + reach
    south, north = min(y for _, y in corners) - reach, max(y for _, y in corners) + reach
    room = _MARGIN * max(east - west, north - south)
    west, south, east, north = west - room, south - room / 2, east + room, north + room / 2
    width, height = (east - west) / 1000, (north - south) / 1000
    places = tuple(
        Place(
            name=item.area.name,
            x=(item.x - west) / 1000,
            y=(item.y - south) / 1000,
            radius=item.precision / 1000,
            rings=tuple(tuple(((x - west) / 1000, (y - south) / 1000) for x, y in ring) for ring in item.rings),
            lines=statuses[item.area.id].lines if item.area.id in statuses else (),
        )
        for item in located
    )
    scale = max([step for step in _SCALES if step <= width / 4] or [_SCALES[0]])
    return MapPanel(title=town, width=width, height=height, scale=scale, places=places)


def _message(located: Sequence[_Located]) -> str:
    towns = sorted({item.area.municipality or "" for item in located} - {""})
    return f"De {count_word(len(located))} områder i {listed(towns)}" if located else "Ingen områder at vise på kort"


def _precision_words(located: Sequence[_Located]) -> str:
    rough = [item for item in located if not item.rings]
    if not rough:
        return "Områdernes grænser er tegnet."
    return "Cirklerne viser omtrentlige placeringer. De er skønnede og ikke kontrolleret."


def _caption(located: Sequence[_Located], statuses: Mapping[str, _Status]) -> str:
    parts = [_precision_words(located), "Hvordan hvert sted er fundet, står i tabellen."]
    if any(status.joint for status in statuses.values()):
        parts.append("Fælles: mål, som området afgør sammen med andre områder.")
    if any(status.hides for status in statuses.values()):
        parts.append(_TOO_FEW)
    if any(status.contrary for status in statuses.values()):
        parts.append(f"Et mål {DEPENDS}, når en anden læsning af det siger det modsatte af den, der er talt med.")
    return " ".join(parts)


def _alt(message: str, located: Sequence[_Located], statuses: Mapping[str, _Status], *, synthetic: bool) -> str:
    kind = f"Skematisk kort uden kortbund. {_precision_words(located)}"
    sentences = [f"{item.area.name}: {statuses[item.area.id].words}." for item in located if item.area.id in statuses]
    if any(status.hides for status in statuses.values()):
        sentences.append(_TOO_FEW)
    return alternative_text(message, kind, sentences, synthetic=synthetic)


def _table(located: Sequence[_Located], statuses: Mapping[str, _Status]) -> NumberTable:
    columns = ("Område", "Kommune", *(MARKS[word].word for word in MARKS), DEPENDS, "Placering")
    rows = tuple(
        (
            Cell(item.area.name),
            Cell(item.area.municipality or ""),
            *_count_cells(statuses.get(item.area.id)),
            Cell(item.basis),
        )
        for item in located
    )
    return NumberTable("Områderne på kortet, antal mål efter svar", columns, rows)


def _count_cells(status: _Status | None) -> tuple[Cell, ...]:
    """Return how many goals have each word and how many depend on the reading; joint goals are marked as on the map."""
    if status is None:
        return tuple(Cell("") for _ in (*MARKS, DEPENDS))
    counts = [*(count for _, count in status.counts), status.contrary]
    return tuple(Cell(f"{number(count)}{status.after if count else ''}", status.synthetic) for count in counts)
