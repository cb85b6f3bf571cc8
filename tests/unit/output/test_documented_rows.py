"""The table of what the documents print says no more than they do."""

from __future__ import annotations

from dataclasses import replace

from lxml import html

from helpers.disclosure.released import RELEASE_KEY, Released
from helpers.measurement.results import Measurement
from helpers.observations.table import PER_UNKNOWN, Precision
from helpers.output.documented import documented_table
from unit.output.text_cases import DECISIONS, DOCUMENTED, PLAN, REGISTRY, place, released

NAMED = REGISTRY.model_copy(
    update={
        "indicators": tuple(
            found.model_copy(update={"name": "Kriminalretlige afgørelser pr. 1.000 beboere"})
            if found.id == DECISIONS.id
            else found
            for found in REGISTRY.indicators
        )
    }
)


def rows(*documented: Measurement) -> list[list[str]]:
    safe = Released(replace(released().results, documented=documented), "public", "dst", 0, key=RELEASE_KEY)
    _, *inner, _ = documented_table(safe, PLAN, NAMED, table_id="d").markdown.splitlines()
    table = html.fragment_fromstring("\n".join(inner))
    for line in table.iter("br"):
        line.tail = f" {line.tail or ''}"
    return [[" ".join(cell.text_content().split()) for cell in row] for row in table.findall(".//tbody/tr")]


def test_a_rate_keeps_what_its_document_has_lost() -> None:
    note = "Antallet af beboere mangler i afskriften."
    rate = replace(
        DOCUMENTED,
        indicator=DECISIONS.id,
        unit=PER_UNKNOWN,
        value=34.0,
        low=34.0,
        precision=Precision.LOWER_BOUND,
        period_label="uden dato",
        provenance=(replace(place(), wording="over 34 afgørelser pr beboere", note=note),),
    )
    assert rows(rate) == [
        [
            "Kriminalretlige afgørelser",
            "Motalavej",
            "over 34 pr. [mangler] beboere",
            "uden dato",
            f"»over 34 afgørelser pr beboere« {note}",
            "dokument S1, side 6",
        ]
    ]


def test_a_rate_that_is_whole_keeps_its_name() -> None:
    rate = replace(DOCUMENTED, indicator=DECISIONS.id, unit="per_1000", value=30.65)
    assert rows(rate)[0][0::2][:2] == ["Kriminalretlige afgørelser pr. 1.000 beboere", "30,65 pr. 1.000 beboere"]


def test_numbers_have_the_decimals_of_the_document() -> None:
    shares = [replace(DOCUMENTED, value=value) for value in (72.0, 58.3, 2.25)]
    assert [row[2] for row in rows(*shares)] == ["72 %", "58,3 %", "2,25 %"]
