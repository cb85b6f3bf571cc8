"""The list of sealed rounds, and the notice on one that was replaced: which holds, since when, and why."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from lxml import html

from helpers.ledger.chain import following
from helpers.ledger.entries import Entry
from helpers.output.release_pages import later_versions, list_of_rounds, notice
from unit.output.text_cases import PLAN

FIRST = Entry(0, "", "seal", date(2026, 3, 1), PLAN.id, "baseline", 1)
SECOND = Entry(0, "", "amendment", date(2026, 4, 2), PLAN.id, "baseline", 2, "Politiet <har> rettet sit tal")
OTHER = Entry(0, "", "seal", date(2026, 4, 3), PLAN.id, "midway", 1)
THIRD = Entry(0, "", "amendment", date(2026, 5, 4), PLAN.id, "baseline", 3, "Kommunen talte igen")


def chained(*entries: Entry) -> tuple[Entry, ...]:
    done: list[Entry] = []
    for entry in entries:
        done.append(following(done, entry))
    return tuple(done)


LEDGER = chained(FIRST, SECOND, OTHER, THIRD)


def words(page: str, path: str) -> list[str]:
    return [" ".join(" ".join(found.itertext()).split()) for found in html.document_fromstring(page).xpath(path)]


def test_every_sealed_round_is_listed_with_its_day_and_whether_it_holds() -> None:
    page = list_of_rounds(LEDGER, [PLAN])
    name = PLAN.short_name
    assert words(page, "//tbody/tr") == [
        f"{name}: baseline 2016, version 3 4. maj 2026 gælder",
        f"{name}: baseline 2016, version 2 2. april 2026 afløst af version 3 den 4. maj 2026",
        f"{name}: baseline 2016, version 1 1. marts 2026 afløst af version 2 den 2. april 2026",
        f"{name}: midtvejs 2018, version 1 3. april 2026 gælder",
    ]
    assert f'href="{PLAN.id}-baseline-v3/index.html"' in page


def test_the_notice_tells_each_version_that_came_later_why_and_where_to_go() -> None:
    page = notice(LEDGER, LEDGER[0], [PLAN])
    assert words(page, "//h1") == ["Denne udgave er afløst"]
    assert words(page, "//li") == [
        "Version 2, 2. april 2026. Hvorfor: Politiet <har> rettet sit tal. Se, hvad der er rettet i version 2 .",
        "Version 3, 4. maj 2026. Hvorfor: Kommunen talte igen. Se, hvad der er rettet i version 3 .",
    ]
    assert re.findall(r'<a href="([^"]+)"', page) == [
        "../../aendringer/index.html#nr-2",
        "../../aendringer/index.html#nr-4",
        f"../{PLAN.id}-baseline-v3/index.html",
        "forside.html",
        "../index.html",
    ]


def test_the_newest_version_is_replaced_by_none_and_another_round_replaces_none() -> None:
    assert later_versions(LEDGER, LEDGER[3]) == later_versions(LEDGER, LEDGER[2]) == ()
    assert [found.version for found in later_versions(LEDGER, LEDGER[1])] == [3]
    assert later_versions(chained(FIRST, replace(SECOND, evaluation="en-anden")), LEDGER[0]) == ()
