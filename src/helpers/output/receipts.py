"""What the import did without and what was changed after it was received, as far as the page's readers may know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape

from helpers.disclosure.opening import Opened
from helpers.intake.importing import last_left_out
from helpers.intake.report import AcceptedChange, FileRead, ImportReport, LeftOut
from helpers.observations.table import Audience, Origin
from helpers.output.facts import Fact, fact_table
from helpers.output.fragments import Fragment
from helpers.output.wording import listed, number, sentence

AN_INTERNAL_SOURCE = "en intern kilde"
_WHAT = {"changed": "ændret", "removed": "fjernet"}
_CHECKSUM_SHOWN = 12


def partial_banner(opened: Sequence[Opened]) -> Fragment:
    """Return a warning if an evaluation on the page was imported without some of its files; else nothing."""
    parts: list[str] = []
    for one in opened:
        left_out = last_left_out(one.project, one.plan.id)
        if left_out:
            names = listed(dict.fromkeys(_title(item, one.view.audience) for item in left_out))
            parts.append(f"<p>{escape(one.plan.short_name)}: {escape(names)}.</p>")
    if not parts:
        return Fragment("")
    return Fragment.html(
        '<div class="partial-banner" role="note"><p><strong>Ikke alle filer er med.</strong> Indlæsningen er gjort '
        f"uden filer, der har fejl. Tal, som de skulle have givet, mangler på siden.</p>{''.join(parts)}</div>"
    )


def _title(item: LeftOut, audience: Audience) -> str:
    return AN_INTERNAL_SOURCE if _is_secret(item.sensitivity, audience) else (item.title or item.file)


def _is_secret(sensitivity: str, audience: Audience) -> bool:
    return audience == "public" and sensitivity == "internal"


def readable(report: ImportReport, audience: Audience) -> ImportReport:
    """Return the report as a public page may tell it.

    Without what internal sources delivered: files, warnings, changes. And of other files than those of documented
    figures without rows and checksums: from what is shown and the checksum, whatever is hidden can be found by trying,
    and the rows of a list of persons less those that are shown are those that are hidden.
    """
    if audience != "public":
        return report
    secret = {f"data/raw/{item.file}" for item in report.files if item.sensitivity == "internal"}
    secret |= {f"data/raw/{item.file}" for item in report.left_out if item.sensitivity == "internal"}
    return replace(
        report,
        files=tuple(_without_clues(item) for item in report.files if item.sensitivity != "internal"),
        warnings=tuple(fault for fault in report.warnings if fault.place not in secret),
        accepted=tuple(_change_without_clues(item) for item in report.accepted if item.sensitivity != "internal"),
    )


def _without_clues(item: FileRead) -> FileRead:
    return item if item.origin == Origin.DOCUMENTED else replace(item, rows=0, checksum="")


def _change_without_clues(item: AcceptedChange) -> AcceptedChange:
    return item if item.origin == Origin.DOCUMENTED else replace(item, before="", after=None)


def accepted_table(report: ImportReport, *, table_id: str) -> Fragment:
    """Return the changes of raw files that somebody vouched for, oldest first, with the reason given."""
    rows = [_accepted_row(item) for item in report.accepted]
    caption = "Filer, der er ændret, efter at de blev modtaget."
    return fact_table(table_id, caption, ("Fil", "Hvad skete", "Begrundelse"), rows)


def _accepted_row(item: AcceptedChange) -> Sequence[Fact]:
    sums = " → ".join(one[:_CHECKSUM_SHOWN] for one in (item.before, item.after) if one)
    how_many = f", {number(item.differing)} tal eller tekster er andre" if item.differing else ""
    return (Fact(item.file), Fact(f"{_WHAT.get(item.what, item.what)}{how_many}", sums), Fact(sentence(item.note)))


def left_out_table(items: Iterable[LeftOut], audience: Audience, *, table_id: str) -> Fragment:
    """Return the files that a partial import did without."""
    rows = [
        (
            Fact(_title(item, audience), "" if _is_secret(item.sensitivity, audience) else item.file),
            Fact("" if _is_secret(item.sensitivity, audience) else item.owner),
            Fact(number(item.faults) if item.faults else "læses sammen med en fil, der har fejl", amount=True),
        )
        for item in items
    ]
    caption = "Filer, som indlæsningen er gjort uden, fordi de har fejl."
    return fact_table(table_id, caption, ("Kilde", "Ejer", "Fejl"), rows)
