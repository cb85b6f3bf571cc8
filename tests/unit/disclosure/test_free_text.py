"""What free text is searched for, what is let through, and that a fault never says what was found."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.disclosure.free_text import ReleasedText, findings_in, release_text, text_faults
from helpers.disclosure.free_text_kinds import Sign
from helpers.errors import PrivacyError
from helpers.intake.public_names import PublicNames

KNOWN = PublicNames(frozenset({"ringparken", "motalavej", "unge i job", "fællessekretariatet"}))
NUMBER = f"{date(1990, 1, 1):%d%m%y}" + "-" + "1234"
PHONE = " ".join(["32", "12", "34", "56"])

FOUND = {
    f"Hun oplyste {NUMBER} i telefonen": Sign.NUMBER,
    "Skriv til ham på navn" + "@" + "eksempel.dk": Sign.E_MAIL,
    f"Hans nummer er {PHONE}": Sign.PHONE,
    "De flyttede fra Rosenvej 12, 2. tv i maj": Sign.ADDRESS,
    "De bor nu på Motalavej 12": Sign.ADDRESS,
    "Han kom fra 4220 Korsør": Sign.ADDRESS,
    "Vejlederen talte med Mette Hansen om det": Sign.NAME,
    "Kvinden hedder noget andet end Tsegereda, men kaldes Tsegereda": Sign.NAME,
    "Familien Abukarov fik hjælp": Sign.NAME,
    "Fatima fortæller, at det gik godt": Sign.NAME,
    "Det var Fatimas idé": Sign.NAME,
    "En pige talte med Tsegereda om det": Sign.PROPER,
    "Hun er født den 3. maj 1978": Sign.BIRTH,
    "En ung (f. 03.05.98) blev ansat": Sign.BIRTH,
    "Moren bor i opgang B": Sign.DWELLING,
    "Han bor på 3. sal": Sign.DWELLING,
    "Pigen går i 7.a": Sign.SCHOOL,
    "Drengen går på Møllevangsskolen": Sign.SCHOOL,
    "Han er elev i 4. klasse på Møllevangsskolen": Sign.SCHOOL,
    "Hun er den eneste, som har bil": Sign.ONLY,
    "Kun én familie sagde nej": Sign.ONLY,
    "En enkelt i opgang 4 klagede": Sign.ONLY,
    "Han er eneste mand på holdet": Sign.ONLY,
    "En 54-årig somalisk mor til fem kom hver uge": Sign.RARE,
    "En mand på 61 år fra Irak arbejder som buschauffør": Sign.RARE,
    "En 19-årig er dømt for hærværk": Sign.RARE,
    "En mor til seks kom til. Hun er 48-årig og tyrkisk": Sign.RARE,
}


@pytest.mark.parametrize("text", FOUND, ids=[f"{sign.name}-{number}" for number, sign in enumerate(FOUND.values())])
def test_what_can_point_at_a_person_is_found(text: str) -> None:
    assert FOUND[text] in {found.sign for found in findings_in(text, KNOWN)}
    for fault in text_faults(text, KNOWN, (), "cases.yml:3"):
        told = str(fault)
        assert fault.place == "cases.yml:3"
        assert [
            word for word in ("1234", "Mette", "Tsegereda", "Fatima", "Abukarov", "54", "eksempel") if word in told
        ] == []


LET_THROUGH = (
    "En ung fik et fritidsjob og blev i det.",
    "Forældrene i Ringparken holdt 12 møder i 2019.",
    "Flere unge fra Danmark, Norge og Tyrkiet mødtes.",
    "Der var 12 i Ringparken og 5 i andre områder.",
    "SSP og UU holdt møde med Slagelse Kommune i 1. kvartal 2018.",
    "Mødet var kl. 10. De unge kom. Der var ca. 40 personer, bl.a. naboer.",
    "Det var det eneste tal i rapporten.",
    "Unge i Job og Fællessekretariatet stod for dagen.",
    "De 13-17-årige har ofte psykiske problemer.",
    "Man kan spørge: Hvor mange kom?",
    "Hans bedste ven kom med.",
    "Tallene er fra 2015 til 2019 og gælder boliger.",
)


@pytest.mark.parametrize("text", LET_THROUGH, ids=range(len(LET_THROUGH)))
def test_ordinary_text_is_let_through(text: str) -> None:
    assert findings_in(text, KNOWN) == ()


def test_a_remark_about_figures_may_name_things_but_no_person() -> None:
    assert findings_in("Tallet er fra Boligdatabasen.", KNOWN, strict=False) == ()
    assert findings_in("Tallet er fra Boligdatabasen.", KNOWN) != ()
    assert [one.sign for one in findings_in("Oplyst af Mette Hansen.", KNOWN, strict=False)] == [Sign.NAME]


def test_a_finding_says_which_words_it_is() -> None:
    (found,) = findings_in("En pige, der hedder Tsegereda Abukarov, kom.", KNOWN)
    assert (found.sign, found.position) == (Sign.NAME, "ord 5-6")


def test_somebody_may_answer_for_a_finding_in_this_text_only() -> None:
    text = "Tallet er fra systemet Boligdatabasen."
    (found,) = findings_in(text, KNOWN)
    assert release_text(text, KNOWN, {found.checksum}, "public", "cases.yml:3").text == text
    with pytest.raises(PrivacyError):
        release_text(text.replace("Tallet", "Alt"), KNOWN, {found.checksum}, "public", "cases.yml:3")


def test_nobody_can_answer_for_a_personal_number() -> None:
    text = f"Sagen har nummer {NUMBER}."
    accepted = {found.checksum for found in findings_in(text, KNOWN)}
    (fault,) = text_faults(text, KNOWN, accepted, "cases.yml:3")
    assert "et personnummer (ord 4)" in fault.value


def test_only_the_search_makes_a_released_text() -> None:
    with pytest.raises(PrivacyError, match="release_text"):
        ReleasedText("hvad som helst", "public")
