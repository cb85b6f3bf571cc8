"""Everything that was published is read, in the order of the ledger, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.disclosure.published import published_texts
from helpers.errors import DataError
from helpers.ledger.chain import append, following, read_ledger
from helpers.ledger.entries import Entry
from helpers.paths import Project, checksum


@pytest.fixture
def project(tmp_path: object) -> Project:
    return Project(tmp_path)  # type: ignore[arg-type]


def published(project: Project, text: str) -> None:
    name = stored(project, text)
    entry = Entry(0, "", "publication", date(2026, 1, 1), parts=(("figures", name),))
    append(project, following(read_ledger(project), entry))


def stored(project: Project, text: str) -> str:
    name = checksum(text.encode())
    folder = project.releases / "figures"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(text, encoding="utf-8")
    return name


def test_nothing_is_published_in_a_new_project(project: Project) -> None:
    assert published_texts(project) == ()


def test_publications_come_in_the_order_of_the_ledger_each_once(project: Project) -> None:
    texts = [f'{{"{number}": 1}}' for number in range(6)]
    for text in (*texts, texts[0]):
        published(project, text)
    stored(project, "left behind by a killed publication")
    assert published_texts(project) == (*texts, "left behind by a killed publication")


@pytest.mark.parametrize("spoilt", ["gone", "changed"])
def test_a_publication_that_is_gone_or_changed_is_refused(project: Project, spoilt: str) -> None:
    published(project, "{}")
    (path,) = (project.releases / "figures").glob("*.json")
    if spoilt == "gone":
        path.unlink()
    else:
        path.write_text("{ }", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        published_texts(project)
    (fault,) = caught.value.faults
    assert fault.place == f"data/processed/releases/figures/{path.name}"
