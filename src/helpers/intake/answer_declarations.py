"""What must hold between the fields of a source with one row per answer in `sources.yml`."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.errors import Fault
from helpers.intake.declaration import SURVEY_ROLES, Questionnaire, Source, ValueFrom
from helpers.intake.headings import normal
from helpers.plan.marked import Marked, Trail
from helpers.plan.model import Nature, Registry


def answer_faults(marked: Marked, trail: Trail, source: Source, registry: Registry) -> Iterator[Fault]:
    """Yield what is wrong with the declaration of answers, at its line."""
    natures = {indicator.id: indicator.nature for indicator in registry.indicators}
    for number, value in enumerate(source.values):
        yield from _question_faults(marked, (*trail, "values", number), value, natures.get(value.indicator))
    if source.survey is not None:
        yield from _survey_faults(marked, (*trail, "survey"), source.survey, source)


def survey_faults(marked: Marked, trail: Trail, source: Source, registry: Registry) -> Iterator[Fault]:
    """Yield a fault for each field about surveys at a value that is none, or at a source of another kind."""
    natures = {indicator.id: indicator.nature for indicator in registry.indicators}
    of_days = {indicator.id for indicator in registry.indicators if indicator.clustered is not None}
    of_answers = source.reader.kind == "answers"
    if not of_answers and source.survey is not None:
        yield _only_for_answers(marked.at((*trail, "survey")), "survey")
    for number, value in enumerate(source.values):
        at = (*trail, "values", number)
        used = [role for role in (*SURVEY_ROLES, "weighted_by") if getattr(value, role) is not None]
        if value.indicator in of_days and used == ["design_effect"]:
            continue
        if used and natures.get(value.indicator, Nature.SURVEY_SHARE) is not Nature.SURVEY_SHARE:
            yield Fault(
                marked.at((*at, used[0])),
                f"»{used[0]}« står ved »{value.indicator}«",
                "Kun andele fra spørgeskemaer har spurgte, vægte og designeffekt; andele af dage har kun det sidste.",
                "Slet feltet, eller brug en indikator, hvis nature er survey_share.",
            )
        if value.weighted_by is not None and (value.value is None or of_answers):
            yield Fault(
                marked.at((*at, "weighted_by")),
                "»weighted_by« står uden »value«" if not of_answers else "»weighted_by« står ved et spørgsmål",
                "Ejerens vægtede andel står i kolonnen »value«; svar, som Målbar selv vægter, har »weight_by«.",
                "Tilføj »value«, eller fjern »weighted_by«.",
            )
        for name in ("question", "counts", "among", "leaves_out") if not of_answers else ():
            if getattr(value, name):
                yield _only_for_answers(marked.at((*at, name)), name)


def _only_for_answers(place: str, name: str) -> Fault:
    return Fault(
        place,
        f"»{name}« er sat",
        "Feltet hører til kilder med én række pr. svar (kind: answers).",
        "Slet feltet, eller ret »kind«.",
    )


def _question_faults(marked: Marked, at: Trail, value: ValueFrom, nature: Nature | None) -> Iterator[Fault]:
    for name in ("question", "counts", "among"):
        if not getattr(value, name):
            yield Fault(
                marked.at(at),
                f"»{name}« mangler",
                "Et spørgsmål har en kolonne (question), de svar, der tæller (counts), og alle svar (among).",
                f"Tilføj »{name}«.",
            )
    among, left = {normal(text) for text in value.among}, {normal(text) for text in value.leaves_out}
    strange = [text for text in value.counts if normal(text) not in among]
    if strange and value.among:
        yield Fault(
            marked.at((*at, "counts")),
            f"»{strange[0]}« står ikke under »among«",
            "De svar, der tæller, er nogle af dem, der hører til spørgsmålet.",
            "Ret »counts« eller »among«.",
        )
    if among & left:
        yield Fault(
            marked.at((*at, "leaves_out")),
            "et svar står både under »among« og »leaves_out«",
            "Et svar tæller med i nævneren, eller det gør ikke.",
            "Slet det ét sted.",
        )
    if value.headings:
        yield Fault(
            marked.at(at),
            "en kolonne med tal er nævnt",
            "Andelen regnes ud af svarene.",
            "Brug kun »question« og dens svar.",
        )
    if nature not in (None, Nature.SURVEY_SHARE):
        yield Fault(
            marked.at((*at, "indicator")),
            f"indikatoren »{value.indicator}« er ikke en andel fra et spørgeskema",
            "Svar giver andele af dem, der har svaret.",
            "Brug en indikator, hvis nature er survey_share.",
        )


def _survey_faults(marked: Marked, at: Trail, survey: Questionnaire, source: Source) -> Iterator[Fault]:
    if survey.weight_by and survey.residents is None:
        yield Fault(
            marked.at((*at, "weight_by")),
            "»residents« mangler",
            "Svar kan kun vægtes, når det vides, hvordan beboerne er sammensat.",
            "Tilføj »residents«, eller slet »weight_by«; så er andelene ikke vægtet, og siderne siger det.",
        )
    if survey.residents is None:
        return
    if (survey.residents.sheet is None) == (survey.residents.files is None):
        yield Fault(
            marked.at((*at, "residents")),
            "»residents« har ingen eller to steder",
            "Beboerne står i et ark (sheet) eller i en fil for sig (files).",
            "Angiv netop ét af dem.",
        )
    if survey.residents.sheet is not None and source.reader.sheet is None:
        yield Fault(
            marked.at((*at, "residents", "sheet")),
            "»sheet« mangler under »reader«",
            "Når beboerne står i et ark, har filen flere ark, og svarenes ark skal nævnes.",
            "Tilføj arkets navn under »reader«.",
        )
