"""The pages that the evaluator mails back: each owner's own files, nothing that runs, everything escaped."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from helpers.errors import Fault, PrivacyError, UsageError
from helpers.intake.examining import examine
from helpers.intake.fault_report import write_reports
from helpers.intake.report import Verdict
from helpers.intake.verdicts import verdicts
from raw_project import PLAN, REGISTRY, RawProject

PLACE = "data/raw/proeve-2016/tal.csv"


def verdict(owner: str = "Politiet", place: str = PLACE, **changes: object) -> Verdict:
    content: dict[str, object] = {
        "place": place,
        "use": "good",
        "source": "kilde",
        "title": "Tryghed",
        "owner": owner,
        "origin": "supplied",
        "sensitivity": "public",
        "rows": 3,
        "observations": 3,
    }
    return Verdict(**{**content, **changes})  # type: ignore[arg-type]


def fault(value: str, row: int, remedy: str = "Ret cellen.", rule: str = "Her skal stå et tal.") -> Fault:
    return Fault(PLACE, value, rule, remedy, sheet="Ark1", row=row, column="C")


def page(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


def words(soup: BeautifulSoup) -> str:
    return " ".join(soup.get_text(" ").split())


UNKNOWN = fault("»Løgget«", 5, "Mente du »Løget«?", "Området skal kendes.")
BAD = verdict(use="at_fault", faults=(fault("»mange«", 4), fault("»få«", 9), UNKNOWN))


def test_an_owners_page_names_every_place_once_under_its_rule(tmp_path: Path) -> None:
    _, path = write_reports(tmp_path / "fejl.html", [BAD, verdict(place="data/raw/proeve-2016/god.csv")])
    assert path.name == "fejl-politiet.html"
    soup = page(path)
    first, second, good = soup.find_all("table")
    rows = [[cell.get_text() for cell in row.find_all("td")] for row in first.find_all("tr")[1:]]
    assert rows == [["Ark1", "4", "C", "»mange«"], ["Ark1", "9", "C", "»få«"]]
    assert "»Løgget«" in second.get_text()
    assert "proeve-2016/god.csv" in good.get_text()
    told = words(soup)
    assert "i 1 af 2 filer" in told
    assert told.count("Her skal stå et tal.") == told.count("Mente du »Løget«?") == 1
    assert soup.html is not None
    assert soup.html["lang"] == "da"


def test_a_page_runs_nothing_and_fetches_nothing(tmp_path: Path) -> None:
    for path in write_reports(tmp_path / "fejl.html", [BAD, verdict("BL")]):
        soup = page(path)
        assert soup.find_all(["script", "link", "img", "iframe", "object"]) == []
        assert all("://" not in str(one.get("href", "")) for one in soup.find_all("a"))
        policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
        assert policy is not None
        assert str(policy["content"]).startswith("default-src 'none'")


def test_everything_is_escaped(tmp_path: Path) -> None:
    nasty = '<script>alert("x")</script>&amp;'
    broken = Fault(PLACE, nasty, nasty, nasty, nasty, 1, nasty)
    one = verdict(nasty, f"data/raw/{nasty}", title=nasty, use="at_fault", faults=(broken,))
    overview, owner = write_reports(tmp_path / "fejl.html", [one])
    for path in (overview, owner):
        assert page(path).find("script") is None
        assert nasty in page(path).get_text()


def test_an_owner_sees_only_what_is_the_owners(tmp_path: Path) -> None:
    other = verdict("BL", "data/raw/proeve-2016/bl.csv", warnings=(fault("note", 3),))
    overview, *pages = write_reports(tmp_path / "fejl.html", [BAD, other])
    by_name = {path.name: words(page(path)) for path in pages}
    assert set(by_name) == {"fejl-politiet.html", "fejl-bl.html"}
    assert "bl.csv" not in by_name["fejl-politiet.html"]
    assert "tal.csv" not in by_name["fejl-bl.html"]
    assert "Der er intet, som skal rettes." in by_name["fejl-bl.html"]
    links = [str(one["href"]) for one in page(overview).find_all("a")]
    assert links == ["fejl-politiet.html", "fejl-bl.html"], "those with faults come first"


def test_two_owners_never_share_a_page(tmp_path: Path) -> None:
    owners = ["Ålborg", "Aalborg", "aalborg!", "!!!", "???"]
    paths = write_reports(tmp_path / "fejl.html", [replace(BAD, owner=owner) for owner in owners])
    assert len({path.name for path in paths}) == 1 + len(owners)
    assert all(path.name.isascii() for path in paths)
    assert [owner for owner in owners if not any(f"fra {owner}" in words(page(path)) for path in paths)] == []


def test_what_only_the_evaluator_can_do_is_left_out(tmp_path: Path) -> None:
    remedies = (
        "Ret cellen, eller ret »checks« i sources.yml.",
        'Læg filen tilbage. Eller godtag ændringen: maalbar accept "x" --note "y"',
    )
    faults = tuple(fault("»x«", row, remedy) for row, remedy in enumerate(remedies, start=1))
    _, path = write_reports(tmp_path / "fejl.html", [verdict(use="at_fault", faults=faults)])
    told = words(page(path))
    assert "Ret cellen." in told
    assert "Læg filen tilbage." in told
    assert "sources.yml" not in told
    assert "maalbar" not in told


def test_only_owners_with_something_to_look_at_get_a_page(tmp_path: Path) -> None:
    remark = (fault("se efter", 2),)
    found = [
        BAD,
        verdict("BL"),
        verdict("Kommunen", warnings=remark),
        verdict("Demo", origin="synthetic", warnings=remark),
    ]
    overview, *pages = write_reports(tmp_path / "fejl.html", found)
    assert [path.name for path in pages] == ["fejl-politiet.html", "fejl-kommunen.html"]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in (overview, *pages))
    soup = page(overview)
    assert {link["href"] for link in soup.find_all("a")} == {path.name for path in pages}
    assert words(soup).count("intet at sende") == 2


def test_invented_files_are_marked(tmp_path: Path) -> None:
    _, path = write_reports(tmp_path / "fejl.html", [replace(BAD, origin="synthetic")])
    assert "Opdigtet (demo)." in words(page(path))


def test_a_refused_file_is_told_by_its_places_alone(raw: RawProject, tmp_path: Path) -> None:
    number = "-".join(("010170", "1234"))
    raw.declare(files="*.csv")
    raw.put("tal.csv", f"Område;År;Andel\nLøget;2016;70\n{number};2016;70\n")
    raw.put("god.csv", "Område;År;Andel\nLøget;2017;70\n")
    raw.refusal(PrivacyError)
    overview, owner = write_reports(tmp_path / "fejl.html", verdicts(examine(raw.project, PLAN, REGISTRY)))
    told = words(page(owner))
    assert "En fil rummer personoplysninger." in told
    assert "Filen er ikke læst endnu" in told
    assert number not in overview.read_text(encoding="utf-8") + owner.read_text(encoding="utf-8")
    (table, *_) = page(owner).find_all("table")
    assert "3" in [cell.get_text() for cell in table.find_all("td")]


def test_the_report_is_html(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"ikke med \.html"):
        write_reports(tmp_path / "fejl.pdf", [BAD])
    assert list(tmp_path.iterdir()) == []


def test_the_same_findings_give_the_same_bytes(tmp_path: Path) -> None:
    first = [path.read_bytes() for path in write_reports(tmp_path / "a" / "fejl.html", [BAD, verdict("BL")])]
    assert first == [path.read_bytes() for path in write_reports(tmp_path / "b" / "fejl.html", [BAD, verdict("BL")])]
