"""What `analyses/<evaluation>/sources.yml` may say: each raw file, its owner, its layout and its checks.

Field names are the keys of the YAML file; an unknown key is refused. A heading is written as the spreadsheet
shows it; upper and lower case, doubled spaces and line breaks don't matter. Where a header spans several rows, the
texts above each other are joined with a space, and a merged cell counts for every column below it.
What must hold between fields is checked in `sources.py`, where a fault gets its line.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from helpers.observations.table import Audience, Origin
from helpers.plan.model import Identifier, Unit

PERIOD_MARK = "{periode}"
"""In a heading: stands for any period, so that one entry covers one column per year."""

Kind = Literal["table", "documented", "person_list", "judgements", "milestones", "template", "registrations", "answers"]
SURVEY_ROLES = ("population", "invited", "design_effect", "effective")
"""Roles of columns that say how a survey was made."""

PeriodType = Literal["any", "year", "quarter", "month", "date"]
FileUnit = Literal["as_stated", "fraction", "thousand", "million"]
CheckType = Literal["number", "integer", "text", "date"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class Reader(_Frozen):
    """How the cells are found in the file; the format follows from the suffix (csv, tsv, xlsx, ods, parquet, sav, dta).

    `template` files are workbooks that `maalbar template` made; they need neither columns nor values. `registrations`
    are files (csv, tsv, parquet) with one row per event, too many to hold as cells: the date stands in the column
    `period`, every row counts (no totals or notes, `skip_rows` says nothing); `checks` and `required_areas` are
    refused. `answers` are files with one row per person who answered a questionnaire, added up on the way in (`survey`,
    and `question` of the values); nothing of a single answer is kept or shown.

    Rows whose first filled cell starts with a text in `skip_rows` are left out (`I alt`). Rows after the last data row
    that hold one text only are notes. Empty rows count for nothing.
    """

    kind: Kind = "table"
    sheet: str | None = None
    """Name of the sheet; None: the only visible one."""
    header_row: int | None = Field(default=None, ge=1)
    """First row of the header as the spreadsheet numbers it; None: found by `header_text`, else the first row that
    holds all declared headings."""
    header_text: str | None = None
    """A text in the (last) header row. The first cell that is this text counts, else the first that contains it."""
    header_height: int = Field(default=1, ge=1, le=4)
    """How many rows the header has."""
    skip_rows: tuple[str, ...] = ("I alt", "Total", "Sum")
    decimal_mark: Literal[",", "."] = ","
    """`.` for a text file that a program wrote with decimal points."""
    encoding: Literal["auto", "utf-8", "windows-1252"] = "auto"
    """auto: UTF-8 (with or without byte order mark) if the bytes are valid UTF-8, else Windows-1252."""
    delimiter: Literal["auto", ";", ",", "tab"] = "auto"


class PeriodFrom(_Frozen):
    """Where the period of a row comes from; exactly one of `heading`, `start`+`end`, `fixed` and `place`.

    Not needed if the headings of all values hold `{periode}`.
    """

    heading: str | None = None
    """A column with `2016`, `1. kvt. 2013`, `2013K1`, `ultimo 2014`, `1.12.2012`, an Excel date …"""
    start: str | None = None
    end: str | None = None
    """Two columns with dates."""
    fixed: str | None = None
    """A period written here, when the whole file has one: `2016`."""
    place: Literal["sheet", "file"] | None = None
    """The period stands in the sheet's name or in the file's name (the first one found in it)."""
    type: PeriodType = "any"
    """What the period must be; anything else is a fault."""


class TextFrom(_Frozen):
    """A text that stands in a column (`heading`) or is the same for the whole file (`fixed`)."""

    heading: str | None = None
    fixed: str | None = None


class Residents(_Frozen):
    """Answers: the table of who could have answered, one row per area and group, in a sheet or a file of its own.

    It has the columns of `weight_by`, with the groups named as in the answers and in their order. One table may hold
    several periods (`period`) or count for all of them (none).
    """

    sheet: str | None = None
    """Name of the sheet, where it lies in the same workbook as the answers."""
    files: str | None = None
    """Pattern of the file's name, where it is a file of its own among those of the source: `demo-beboere-*.csv`."""
    area: TextFrom
    period: PeriodFrom | None = None
    number: str
    """Heading of how many residents."""
    invited: str | None = None
    """Heading of how many were asked."""


class Questionnaire(_Frozen):
    """Answers: how those who answered are made to resemble the residents."""

    weight_by: tuple[str, ...] = ()
    """Headings of the columns to weight by, in both tables: `[Køn, Alder]`. Rows without them are not counted. None:
    the shares are not weighted, and the pages say so."""
    residents: Residents | None = None


class Columns(_Frozen):
    """Which column says what about a row. Not used by `documented`, whose columns are always the same."""

    area: TextFrom
    """Names, aliases and ids of `analyses/areas.yml` are understood; so are the keys of `area_names`."""
    area_names: dict[str, Identifier] = Field(default_factory=dict)
    """Names that only this owner uses → area id."""
    skip_areas: tuple[str, ...] = ()
    """Names in the area column whose rows are left out on purpose."""
    period: PeriodFrom | None = None
    activity: TextFrom | None = None
    """Activity id of the plan."""
    indicator: str | None = None
    """Long format: the heading of the column that names the indicator; see `ValueFrom.where`."""
    breakdown: TextFrom | None = None
    """Breakdown of the row; a goal id for judgements, milestones and counts that belong to one goal."""
    note: str | None = None
    """Heading of a column with remarks; kept word for word."""
    by: str | None = None
    """Judgements: heading of who judged (a body, never a person's name)."""
    reason: str | None = None
    """Judgements: heading of why."""
    left: str | None = None
    """Person lists: heading of the day on which the person left the activity (blank: still there)."""
    started: str | None = None
    """Person lists: heading of the day on which the person began."""
    outcome: str | None = None
    """Person lists: heading of ja/nej/blank one year after leaving."""
    person: str | None = None
    """Person lists and registrations: heading of what tells persons apart (member number, name, e-mail). It is
    replaced by a keyed hash on the way in and kept nowhere."""
    attended: str | None = None
    """Person lists: heading of the day (or year) on which the person took part; persons are counted once per area and
    year, and with `activity` once per area, activity and year (for both, declare two sources that read the same
    file). Not together with `left` and `outcome`."""
    household: str | None = None
    """Answers: heading of a number that rows of one household share. It is used to count how alike they answer, and
    kept nowhere."""
    personal: tuple[str, ...] = ()
    """Headings of columns with names, addresses, e-mails or phone numbers that are passed over unread; also they are
    searched for personal numbers (CPR)."""


class ValueFrom(_Frozen):
    """One indicator in the file.

    Of `value`, `numerator`, `denominator` and `respondents` those given are read. Without `value` it is computed:
    numerator / denominator × 100 for percent, × `per` for rates; the numerator alone for counts. With all three the
    value must agree with its counts at the precision at which it is written. A heading with `{periode}`
    (`Fraflytninger {periode}`, or `{periode}` alone) means one column per period.

    Registrations: `count` says whether events or unique persons are counted.

    Answers: `question` is the column with the answers, `counts` those that the share counts, `among` all that belong to
    the question, and `leaves_out` those that count as no answer (`Ved ikke`), as blank cells do.

    Surveys: `population` (residents who could have been asked), `invited` (those who were), and `design_effect` or
    `effective` (effective answers) make the interval fit how the survey was made. `weighted_by` says in words what the
    owner has weighted by (`køn og alder`); then value and counts need not agree, since the value is the weighted one.

    Judgements and milestones: `value` is a column with ja/nej/blank (1/0/undetermined). Person lists give numerator
    and denominator themselves and need only `indicator` here.
    """

    indicator: Identifier
    where: str | None = None
    """Long format: the text in the indicator column; None: the indicator's id."""
    value: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    respondents: str | None = None
    population: str | None = None
    invited: str | None = None
    design_effect: str | None = None
    effective: str | None = None
    weighted_by: str | None = None
    question: str | None = None
    counts: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    leaves_out: tuple[str, ...] = ()
    count: Literal["events", "persons"] | None = None
    """Person lists with `attended`, and registrations: rows, or unique persons. Registrations: events per area, year
    and quarter, persons per area and year; with a column `activity` both per area, activity and year as well."""
    low: str | None = None
    high: str | None = None
    unit: Unit | None = None
    """None: the indicator's unit."""
    per: float | None = Field(default=None, gt=0)
    """None: 100 for percent, 1000 for per_1000, 10000 for per_10000."""
    file_unit: FileUnit = "as_stated"
    """How the file writes the value: `fraction` 0,583 for 58,3 percent, `thousand` and `million` for amounts. A cell
    that Excel shows as percent is understood without this."""

    @property
    def headings(self) -> dict[str, str]:
        """Return role → heading for the headings given."""
        roles = ("value", "numerator", "denominator", "respondents", "low", "high", *SURVEY_ROLES)
        return {role: heading for role in roles if (heading := getattr(self, role)) is not None}


class Check(_Frozen):
    """A rule for one column beyond those that always hold.

    Always: known areas, numbers where numbers are declared, shares from 0 to 100, counts not below 0, numerator not
    above the denominator of a share, no two rows for the same area, activity, indicator, breakdown and period.
    """

    column: str
    """Heading."""
    type: CheckType | None = None
    minimum: float | None = None
    maximum: float | None = None
    unique: bool = False
    required: bool = False
    """No blank cells."""
    codes: tuple[str, ...] = ()
    """The only texts allowed; upper and lower case don't matter."""
    largest_jump: float | None = Field(default=None, gt=0)
    """Warn when a value differs from the same area's preceding period by more than so many percent."""
    sum_of: tuple[str, ...] = ()
    """Headings whose sum this column must be."""


class Source(_Frozen):
    """One kind of delivery from one owner: one file or several of the same layout."""

    id: Identifier
    title: str
    owner: str
    sensitivity: Audience
    """`internal` values never reach a public build."""
    origin: Origin
    personal_data: bool
    """Must be written. false: names, addresses, e-mails and phone numbers refuse the file. true (person lists and
    registrations only): they may stand in the columns `person` and `personal`, and nowhere else. A personal number
    (CPR) refuses every file."""
    contact: tuple[str, ...] = ()
    """The owner's own public e-mail, telephone and address, which may stand in the files whatever `personal_data` says:
    `statistik@kommune.dk`, `76 81 00 00`. Also a street, firm or association whose name looks like a person's. Never
    what belongs to a person."""
    files: str
    """Pattern below `data/raw/<evaluation>/`, with forward slashes: `demo-politiet/demo-tryghed-*.xlsx`."""
    optional: bool = False
    """May be missing."""
    received: str | None = None
    """When and how it was received; free text."""
    note: str | None = None
    reader: Reader = Reader()
    columns: Columns | None = None
    values: tuple[ValueFrom, ...] = ()
    checks: tuple[Check, ...] = ()
    required_areas: tuple[Identifier, ...] = ()
    """Areas that must have a row in every file."""
    survey: Questionnaire | None = None
    """Answers: residents, invited and weighting."""
    measured_on: str | None = None
    """Person lists: the day the list was drawn (ISO date). A person counts in the calendar year in which a year has
    passed since leaving, if that day is not after `measured_on`."""


class SourceList(_Frozen):
    """The whole of `sources.yml`."""

    version: Literal[1]
    sources: tuple[Source, ...]
