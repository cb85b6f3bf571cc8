"""What is taken for an e-mail, a telephone number, an address or a name, and what is not. All are invented."""

from __future__ import annotations

import pytest

from helpers.intake.personal_details import Detail, details_in
from helpers.intake.public_names import PublicNames

PUBLIC = PublicNames(
    frozenset({"motalavej", "ringparken", "løget", "hans jensen huset", "karen blixen"}),
    ("statistik@vejle.dk", "+45 76 81 00 00", "Skolegade 1, 7100 Vejle"),
)


@pytest.mark.parametrize(
    "text",
    ["hans@firma.dk", "skriv til h.jensen+x@post.firma.dk i dag", "mailto:x@y.dk", "hans(at)firma.dk", "æ@øre.dk"],
)
def test_an_e_mail_is_seen(text: str) -> None:
    assert Detail.E_MAIL in details_in(text, PUBLIC)


@pytest.mark.parametrize(
    "text",
    ["+45 12345678", "+4512345678", "0045 20 30 40 50", "+46 70 123 45 67", "20 30 40 50", "20.30.40.50",
     "tlf. 20304050", "Ring 2030 4050", "mobil: 76-81-00-01", "Telefonnr. 20304050", "20\u00a030\u00a040\u00a050"],
)  # fmt: skip
def test_a_telephone_number_is_seen(text: str) -> None:
    assert details_in(text, PUBLIC) == (Detail.PHONE,)


@pytest.mark.parametrize(
    "text",
    ["Motalavej 24, 2. th", "Motalavej 24", "Motalavej 24, 4220 Korsør", "Storegade 5B", "Bor på Nørre Allé 12.",
     "H.C. Andersens Vej 5, st. tv.", "Strøget 5, 3. tv", "Ndr. Ringvej 14 2.th", "Ringparken 12, 1. mf",
     "Flyttet til Parkvej 3; ikke hjemme"],
)  # fmt: skip
def test_an_address_is_seen(text: str) -> None:
    assert details_in(text, PUBLIC) == (Detail.ADDRESS,)


@pytest.mark.parametrize(
    "text",
    ["Hans Jensen", "HANS JENSEN", "hans jensen", "Jensen, Hans", "Hans P. Jensen", "Hans Peter Jensen",
     "Anne-Marie Holm-Nielsen", "Fatima Al-Hassan", "Beboeren Mohammed Ali Hassan klager", "Hans Jensens bolig",
     "Talt med Karen Blixen og Karen Hansen"],
)  # fmt: skip
def test_a_name_is_seen(text: str) -> None:
    assert details_in(text, PUBLIC) == (Detail.NAME,)


@pytest.mark.parametrize(
    "text",
    [
        # the owner's own, as declared
        "statistik@vejle.dk", "Spørgsmål: STATISTIK@vejle.dk", "Tlf. 76 81 00 00", "+45 76810000", "Skolegade 1",
        "Skolegade 1, 7100 Vejle", "Hans Jensen Huset", "Karen Blixen",
        # numbers
        "20304050", "2013 2014", "2013-2016", "12 345 678", "1.234.567", "kr. 20 30", "20-30 %", "10 20 30",
        "DK20304050", "1.12.2012", "2016-12-01 12:00", "20 30 40 50 60",
        # places
        "Ringparken 2016", "Ringparken 12, Motalavej 5", "Motalavej 24 lejere", "Motalavej 12 %", "7100 Vejle",
        "2016 Vejle", "Heraf 5 fra Parkvej 3 gange", "Løget By", "Hans Jensens Vej", "Niels Hansens Skole", "Park 5",
        # words
        "Tal fra Peter", "August 2016", "Andel i høj eller nogen grad trygge", "Else, Hans og Jens", "hans andel",
        "Tabel[@Andel]", "a @ b", "Bestyrelsen, Hansen", "", "   ",
    ],
)  # fmt: skip
def test_what_only_resembles_a_detail_is_not(text: str) -> None:
    assert details_in(text, PUBLIC) == ()


def test_a_contact_excuses_only_itself() -> None:
    assert details_in("statistik@vejle.dk eller hans@vejle.dk", PUBLIC) == (Detail.E_MAIL,)
    assert details_in("76 81 00 00, privat 76 81 00 01", PUBLIC) == (Detail.PHONE,)
