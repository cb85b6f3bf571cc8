"""»Hvad er ændret«: what the ledger says, in words, with its checksums and addresses; and honestly when it is empty."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from lxml import html

from helpers.intake.report import ImportReport
from helpers.ledger.chain import following, line_of
from helpers.ledger.entries import Entry
from helpers.output.changes import history, invented_evaluations, sealed_in_order
from helpers.output.fragments import Fragment
from helpers.paths import Project, checksum
from helpers.plan.model import SealingOrder
from unit.output.text_cases import PLAN

SEAL = Entry(0, "", "seal", date(2026, 3, 1), PLAN.id, "baseline", 1, parts=(("site", "a" * 64),))
AMENDED = Entry(
    0, "", "amendment", date(2026, 4, 2), PLAN.id, "baseline", 2, "Politiet <har> rettet sit tal",
    changed=("Tryghed i Motalavej: 58 % er nu 59 %.", "Afgørelser i Sydbyen: et skjult tal er nu et skjult tal."),
)  # fmt: skip
PUBLISHED = Entry(0, "", "publication", date(2026, 4, 3), parts=(("figures", "b" * 64), ("manifest", "c" * 64)))


def chained(*entries: Entry) -> tuple[Entry, ...]:
    done: list[Entry] = []
    for entry in entries:
        done.append(following(done, entry))
    return tuple(done)


LEDGER = chained(SEAL, AMENDED, PUBLISHED)


def rows(fragment: Fragment) -> list[str]:
    table = html.fromstring(re.sub(r"^`+.*$", "", fragment.markdown, flags=re.MULTILINE))
    return [" ".join(" ".join(row.itertext()).split()) for row in table.xpath(".//tbody/tr")]


def test_what_was_amended_comes_first_then_the_newest_with_day_words_and_checksums() -> None:
    amended, published, sealed = rows(history(LEDGER, [PLAN]))
    assert published.startswith("3. april 2026 Siden er udgivet. Kontrolsum, nr. 3")
    assert "c" * 64 in published
    assert f"{PLAN.short_name}: baseline 2016 er rettet (version 2)." in amended
    assert f"{PLAN.short_name}: baseline 2016 er låst (version 1)." in sealed
    for told, entry in zip((sealed, amended, published), LEDGER, strict=True):
        assert checksum(line_of(entry).encode()) in told


def test_an_amendment_tells_why_and_each_value_that_changed() -> None:
    amended = rows(history(LEDGER, [PLAN]))[0]
    assert "Hvorfor: Politiet <har> rettet sit tal" in amended
    assert all(text in amended for text in AMENDED.changed)


def test_what_changed_among_invented_figures_is_marked() -> None:
    marked = html.fromstring(re.sub(r"^`+.*$", "", history(LEDGER, [PLAN], invented=[PLAN.id]).markdown, flags=re.M))
    (block,) = marked.xpath(".//*[@data-origin='synthetic']")
    assert [" ".join(item.itertext()) for item in block.xpath(".//li")] == [f"{text}  demo" for text in AMENDED.changed]
    assert "data-origin" not in history(LEDGER, [PLAN]).markdown


def test_an_evaluation_with_invented_figures_is_known_by_its_last_import(tmp_path: Path) -> None:
    project = Project(tmp_path)
    assert invented_evaluations(project, [PLAN]) == ()
    report = ImportReport(PLAN.id, "", (), 3, (("documented", 1), ("synthetic", 2)), 0, (), ())
    for origins, invented in ((report.origins, (PLAN.id,)), ((("documented", 3), ("synthetic", 0)), ())):
        path = project.processed / PLAN.id / "import.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(replace(report, origins=origins).to_json(), encoding="utf-8")
        assert invented_evaluations(project, [PLAN]) == invented


def test_the_old_and_the_new_version_have_their_own_addresses() -> None:
    shown = history(LEDGER, [PLAN]).markdown
    assert re.findall(r'href="([^"]+)"', shown) == [
        f"../runder/{PLAN.id}-baseline-v2/index.html",
        f"../runder/{PLAN.id}-baseline-v1/index.html",
        "../runder/index.html",
    ]


def test_a_checksum_is_folded_away_and_what_changed_is_not() -> None:
    shown = html.fromstring(re.sub(r"^`+.*$", "", history(LEDGER, [PLAN]).markdown, flags=re.MULTILINE))
    folded = " ".join(" ".join(part.itertext()) for part in shown.xpath(".//details"))
    assert all(checksum(line_of(entry).encode()) in folded for entry in LEDGER)
    assert not any(text in folded for text in (*AMENDED.changed, AMENDED.note))


def test_it_says_so_where_nothing_sealed_was_amended() -> None:
    assert "Intet, der er låst, er rettet." in history(chained(SEAL, PUBLISHED), [PLAN]).markdown
    assert "er rettet" not in history(chained(PUBLISHED), [PLAN]).markdown


def test_a_plan_that_is_gone_still_has_its_sealed_rounds() -> None:
    gone = chained(replace(SEAL, evaluation="gammel-2010", round="end"))
    assert "gammel-2010: slut er låst (version 1)." in rows(history(gone, [PLAN]))[0]


def test_an_empty_ledger_says_so() -> None:
    assert history((), [PLAN]).markdown == (
        "Intet er låst, rettet eller udgivet endnu. Denne side er bygget, før det skete første gang."
    )
    (row,) = rows(sealed_in_order((), [PLAN]))
    assert "Ingen er låst endnu" in row
    assert "baseline 2016: ikke låst; midtvejs 2018: ikke låst; slut 2021: ikke låst" in row


def test_what_was_sealed_before_the_next_was_read_is_told() -> None:
    (row,) = rows(sealed_in_order(LEDGER, [PLAN]))
    assert row.startswith(f"{PLAN.short_name} Ja")
    assert "baseline 2016: låst 1. marts 2026" in row
    assert "Endnu ikke låst: midtvejs 2018 og slut 2021." in row


def test_a_plan_that_was_over_before_is_told_to_be_sealed_afterwards() -> None:
    order = SealingOrder(order="afterwards", because="Alle runder var målt i forvejen")
    (row,) = rows(sealed_in_order(LEDGER, [PLAN.model_copy(update={"sealing": order})]))
    assert row.startswith(f"{PLAN.short_name} Nej")
    assert "Alle runder var målt i forvejen." in row
    assert "baseline 2016: låst 1. marts 2026" in row


def test_a_round_that_was_sealed_when_later_figures_were_read_is_not_said_to_keep_the_order() -> None:
    (row,) = rows(sealed_in_order(chained(replace(SEAL, before_next=False)), [PLAN]))
    assert "Nej" in row
    assert "Da baseline 2016 blev låst, var tal fra efter runden allerede læst." in row
