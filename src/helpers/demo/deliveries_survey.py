"""What the housing organisations send of their residents' survey: the answers of each round, and who lives there."""

from __future__ import annotations

from helpers.demo.delimited import semicolons
from helpers.demo.deliveries_vejle import NAMES
from helpers.demo.layouts import File
from helpers.demo.questionnaires import QUESTION, Surveyed
from helpers.demo.sheets import Sheet


def survey_files(source: str, surveyed: Surveyed) -> tuple[File, ...]:
    """Return one file of answers for each year, and one with the residents of all years."""
    years = dict.fromkeys(group.period.written for group in surveyed.groups)
    residents = Sheet(
        name="Beboere",
        above=("Voksne beboere og spurgte efter køn og alder (opdigtet)",),
        header=(("Område", "År", "Køn", "Alder", "Beboere", "Spurgte"),),
        body=tuple(
            (NAMES[one.area], one.period.written, one.sex, one.age, one.residents, one.invited)
            for one in surveyed.groups
        ),
    )
    answers = tuple(
        File(f"{source}/demo-svar-{written}.csv", semicolons(_answers(surveyed, written), "utf-8-sig"))
        for written in years
    )
    return (*answers, File(f"{source}/demo-beboere.csv", semicolons(residents, "utf-8-sig")))


def _answers(surveyed: Surveyed, written: object) -> Sheet:
    return Sheet(
        name="Svar",
        above=("Beboerundersøgelse: en række pr. svar, uden navn og adresse",),
        header=(("Område", "År", "Husstand", "Køn", "Alder", QUESTION),),
        body=tuple(
            (NAMES[one.area], one.period.written, one.household, one.sex, one.age, one.said)
            for one in surveyed.answers
            if one.period.written == written
        ),
    )
