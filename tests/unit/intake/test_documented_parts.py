"""A documented figure may be a part of an indicator: one amount of a budget."""

from __future__ import annotations

from tests.raw_project import RawProject

from helpers.intake.documented import BREAKDOWN, COLUMNS

ROW = "loeget;budget;{amount};;;dkk;exact;2016;2016-01-01;2016-12-31;S1;19;;Image 155.000 0;"


def test_the_column_with_parts_tells_amounts_of_one_place_and_year_apart(raw: RawProject) -> None:
    raw.declare(origin="documented", reader={"kind": "documented"}, columns=None, values=None)
    lines = [
        f"obs-1;{ROW.format(amount='155000')};Image: Landsbyggefonden",
        f"obs-2;{ROW.format(amount='0')};Image: Medfinansiering",
        f"obs-3;{ROW.format(amount='9')};",
    ]
    raw.put("tal.csv", "\n".join((";".join((*COLUMNS, BREAKDOWN.capitalize())), *lines)) + "\n")
    found = {one.breakdown: one.value for one in raw.run().observations}
    assert found == {"Image: Landsbyggefonden": 155_000.0, "Image: Medfinansiering": 0.0, None: 9.0}


def test_a_file_without_the_column_has_no_parts(raw: RawProject) -> None:
    raw.declare(origin="documented", reader={"kind": "documented"}, columns=None, values=None)
    raw.put("tal.csv", f"{';'.join(COLUMNS)}\nobs-1;{ROW.format(amount='7')}\n")
    (found,) = raw.run().observations
    assert (found.breakdown, found.value) == (None, 7.0)
