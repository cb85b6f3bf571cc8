"""Loads `analyses/<evaluation>/sources.yml`, with every fault at its line."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.errors import Fault, PlanError
from helpers.intake.answer_declarations import answer_faults, survey_faults
from helpers.intake.declaration import PERIOD_MARK, Columns, PeriodFrom, Source, SourceList, TextFrom, ValueFrom
from helpers.intake.headings import normal
from helpers.intake.names import AreaNames
from helpers.intake.periods import find_period
from helpers.intake.person_declarations import person_list_faults, registration_faults
from helpers.paths import Project
from helpers.plan.marked import Marked, Trail, read_marked
from helpers.plan.model import Plan, Registry
from helpers.plan.validating import in_line_order, suggestion, validate

_OF_PERSONS = frozenset({"person_list", "registrations"})
_FAULTS_OF_KIND = {
    "person_list": person_list_faults,
    "registrations": registration_faults,
    "answers": answer_faults,
}
_FIXED_LAYOUT = frozenset({"documented", "template"})
_NEEDED = {
    "table": (),
    "person_list": (),
    "judgements": ("breakdown", "by", "reason", "period"),
    "milestones": ("breakdown", "period"),
    "registrations": ("period",),
    "answers": ("period",),
}


def load_sources(project: Project, plan: Plan, registry: Registry) -> tuple[Source, ...]:
    """Return the sources of an evaluation, in the order of the file.

    Raises
    ------
    PlanError
        With every fault of `sources.yml`.
    """
    marked = read_marked(project, project.analyses / plan.id / "sources.yml")
    found, faults = validate(SourceList, marked)
    if found is None:
        raise PlanError(in_line_order(faults))
    broken = [
        fault
        for number, source in enumerate(found.sources)
        for fault in _source_faults(marked, ("sources", number), source, plan, registry)
    ]
    broken.extend(_repeated_ids(marked, found.sources))
    if not found.sources:
        broken.append(
            _fault(marked.at(("sources",)), "ingen kilder", "En evaluering har mindst én kilde.", "Tilføj en.")
        )
    if broken:
        raise PlanError(in_line_order(broken))
    return found.sources


def _source_faults(marked: Marked, trail: Trail, source: Source, plan: Plan, registry: Registry) -> Iterator[Fault]:
    if source.files.startswith("/") or ":" in source.files or "\\" in source.files or ".." in source.files.split("/"):
        yield Fault(
            place=marked.at((*trail, "files")),
            value=f"»{source.files}« peger uden for evalueringens mappe",
            rule="Mønstret gælder under data/raw/<evaluering>/ og skrives med skråstreger.",
            remedy="Skriv for eksempel politiet/*.xlsx.",
        )
    yield from _kind_faults(marked, trail, source, registry)
    yield from survey_faults(marked, trail, source, registry)
    yield from _name_faults(marked, trail, source, registry)
    for number, value in enumerate(source.values):
        yield from _value_faults(marked, (*trail, "values", number), source, value, registry)
    yield from _jump_faults(marked, trail, source)
    if source.columns is not None:
        yield from _columns_faults(marked, (*trail, "columns"), source.columns)
        yield from _fixed_faults(marked, (*trail, "columns"), source.columns, plan, registry)


def _jump_faults(marked: Marked, trail: Trail, source: Source) -> Iterator[Fault]:
    """Yield a fault for each `largest_jump` on a column that no value is read from: it would never warn."""
    read = [heading for value in source.values for heading in value.headings.values()]
    for number, check in enumerate(source.checks):
        if check.largest_jump is not None and normal(check.column) not in {normal(heading) for heading in read}:
            yield _fault(
                marked.at((*trail, "checks", number, "largest_jump")),
                f"»largest_jump« står ved »{check.column}«",
                "Spring måles på kolonner, som en værdi læses fra.",
                suggestion(check.column, read),
            )


def _kind_faults(marked: Marked, trail: Trail, source: Source, registry: Registry) -> Iterator[Fault]:
    kind = source.reader.kind
    if source.personal_data and kind not in _OF_PERSONS:
        yield _fault(
            marked.at((*trail, "personal_data")),
            "»personal_data« er true",
            "Kun personlister og registreringer må rumme personer, og de gøres til pseudonymer.",
            "Bed dataejeren om tal uden personer, og skriv false.",
        )
    if kind in _FIXED_LAYOUT:
        if source.columns is not None or source.values:
            yield _fault(
                marked.at(trail), "»columns« eller »values« er sat", f"{kind} har faste kolonner.", "Slet dem."
            )
        return
    if source.columns is None or not source.values:
        what = "columns" if source.columns is None else "values"
        yield _fault(
            marked.at(trail), f"»{what}« mangler", f"En kilde af slagsen {kind} skal have den.", f"Tilføj »{what}«."
        )
        return
    for name in _NEEDED[kind]:
        if getattr(source.columns, name) is None:
            yield _fault(
                marked.at((*trail, "columns")),
                f"»{name}« mangler",
                f"En kilde af slagsen {kind} skal have den.",
                f"Tilføj »{name}« under »columns«.",
            )
    if kind in _FAULTS_OF_KIND:
        yield from _FAULTS_OF_KIND[kind](marked, trail, source, registry)


def _name_faults(marked: Marked, trail: Trail, source: Source, registry: Registry) -> Iterator[Fault]:
    known = {area.id for area in registry.areas}
    named: list[tuple[Trail, str]] = [
        ((*trail, "required_areas", number), area) for number, area in enumerate(source.required_areas)
    ]
    if source.columns is not None:
        names = source.columns.area_names.items()
        named.extend(((*trail, "columns", "area_names", name), area) for name, area in names)
    for place, area in named:
        if area not in known:
            yield _fault(
                marked.at(place),
                f"området »{area}« kendes ikke",
                "Området skal stå i analyses/areas.yml.",
                suggestion(area, known),
            )


def _value_faults(
    marked: Marked, trail: Trail, source: Source, value: ValueFrom, registry: Registry
) -> Iterator[Fault]:
    known = {indicator.id for indicator in registry.indicators}
    if value.indicator not in known:
        yield _fault(
            marked.at((*trail, "indicator")),
            f"indikatoren »{value.indicator}« kendes ikke",
            "Indikatoren skal stå i analyses/indicators.yml.",
            suggestion(value.indicator, known),
        )
    elif value.unit is not None and value.unit is not registry.indicator(value.indicator).unit:
        yield _fault(
            marked.at((*trail, "unit")),
            f"enheden er »{value.unit.value}«",
            f"Indikatoren har enheden {registry.indicator(value.indicator).unit.value}.",
            "Ret enheden, eller brug en anden indikator.",
        )
    elif registry.indicator(value.indicator).internal and source.sensitivity == "public":
        yield _fault(
            marked.at((*trail, "indicator")),
            f"»{value.indicator}« er intern, men kilden er åben (public)",
            "Hvad en intern indikator siger, må ikke offentliggøres, heller ikke filens navn og bemærkninger.",
            "Skriv »sensitivity: internal«, eller flyt indikatoren til en kilde for sig selv.",
        )
    yield from _heading_faults(marked, trail, source, value)


def _heading_faults(marked: Marked, trail: Trail, source: Source, value: ValueFrom) -> Iterator[Fault]:
    kind = source.reader.kind
    if kind in _OF_PERSONS or kind == "answers" or source.columns is None:
        return
    if not value.headings:
        yield _fault(
            marked.at(trail),
            "ingen kolonne er nævnt",
            "En værdi læses fra value eller numerator (med denominator).",
            "Tilføj »value«.",
        )
    if kind in ("judgements", "milestones") and set(value.headings) != {"value"}:
        yield _fault(marked.at(trail), "andet end »value« er nævnt", "Svaret står i én kolonne.", "Brug kun »value«.")
    in_headings = any(PERIOD_MARK in heading for heading in value.headings.values())
    has_period = source.columns.period is not None
    if in_headings and has_period:
        yield _fault(
            marked.at(trail),
            "perioden står både i overskriften og under »period«",
            "Perioden står ét sted.",
            "Slet »period«, eller fjern {periode} fra overskriften.",
        )
    if not in_headings and not has_period:
        yield _fault(
            marked.at(trail),
            "perioden er ikke nævnt",
            "En værdi hører til en periode.",
            "Tilføj »period« under »columns«, eller skriv {periode} i overskriften.",
        )


def _columns_faults(marked: Marked, trail: Trail, columns: Columns) -> Iterator[Fault]:
    for name in ("area", "activity", "breakdown"):
        where: TextFrom | None = getattr(columns, name)
        if where is not None and (where.heading is None) == (where.fixed is None):
            yield _fault(
                marked.at((*trail, name)),
                f"»{name}« har ingen eller to kilder",
                "Angiv heading eller fixed.",
                "Ret feltet.",
            )
    if columns.period is not None and not _is_one_period(columns.period):
        yield _fault(
            marked.at((*trail, "period")),
            "»period« har ingen eller flere kilder",
            "Angiv netop én af heading, fixed, place eller start sammen med end; fixed skal være en periode.",
            "Ret feltet.",
        )


def _fixed_faults(marked: Marked, trail: Trail, columns: Columns, plan: Plan, registry: Registry) -> Iterator[Fault]:
    """Yield a fault for a fixed area or activity that nobody knows, here rather than at every row of the file."""
    area = columns.area.fixed
    if area is not None and AreaNames.of(registry, columns.area_names).find(area) is None:
        yield _fault(
            marked.at((*trail, "area")),
            f"området »{area}« kendes ikke",
            "Området skal stå i analyses/areas.yml.",
            suggestion(area, [one.id for one in registry.areas]),
        )
    activity = None if columns.activity is None else columns.activity.fixed
    known = [one.id for one in plan.activities]
    if activity is not None and activity not in known:
        yield _fault(
            marked.at((*trail, "activity")),
            f"aktiviteten »{activity}« kendes ikke",
            "Aktiviteten skal stå i plan.yml.",
            suggestion(activity, known),
        )


def _is_one_period(period: PeriodFrom) -> bool:
    given = (period.heading, period.fixed, period.place, period.start)
    paired = (period.start is None) == (period.end is None)
    readable = period.fixed is None or find_period(period.fixed) is not None
    return paired and readable and sum(item is not None for item in given) == 1


def _repeated_ids(marked: Marked, sources: tuple[Source, ...]) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, source in enumerate(sources):
        if source.id in seen:
            place = marked.at(("sources", number, "id"))
            yield _fault(place, f"kilden »{source.id}« står to gange", "En kilde har sit eget id.", "Ret id'et.")
        seen.add(source.id)


def _fault(place: str, value: str, rule: str, remedy: str) -> Fault:
    return Fault(place=place, value=value, rule=rule, remedy=remedy)
