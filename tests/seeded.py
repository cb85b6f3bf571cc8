"""A person and a small count, put where they may legitimately arrive, to be looked for in everything published."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpyxl import Workbook

PERSON = ("Zqarina", "Xolmbæk")
"""Nobody's name."""
NUMBER = f"{date(1990, 1, 1):%d%m%y}" + "-" + "1234"
"""Looks like a personal number."""
LIST = "data/raw/slagelse-2017/demo-frivillige/demo-frivillige-navne.xlsx"
AREA, INDICATOR, YEAR, COUNT = "skaelskoer", "frivillige-aktive", 2020, 3
"""With the two persons of the demonstration the list makes three."""


def seed_person(project: Path) -> None:
    """Add to the list of volunteers, which may name persons, one with a name who came twice."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Fremmøde"
    sheet.append(["DEMONSTRATIONSDATA – opdigtede tal. De siger intet om et virkeligt sted."])
    sheet.append(["Dato", "Område", "Deltager"])
    for day in (date(YEAR, 3, 2), date(YEAR, 9, 7)):
        sheet.append([day, "Skælskør", " ".join(PERSON)])
    book.save(project / LIST)
