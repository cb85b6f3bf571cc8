"""Telling and harmless sentences by kind, all invented: each way of telling who somebody is has one that needs it."""

from __future__ import annotations

import re
import time

import pytest

from helpers.disclosure.free_text import findings_in
from helpers.disclosure.free_text_kinds import Sign, Span
from helpers.disclosure.free_text_pieces import in_pieces
from helpers.disclosure.free_text_words import one_of
from helpers.intake.public_names import PublicNames

KNOWN = PublicNames(frozenset({"ringparken", "motalavej", "unge i job"}))
IN_WORDS = " ".join(["toogtyve", "fjorten", "tredive", "halvtreds"])
HANDLE = "@" + "dans.for.alle"
PLATE = "XY" + " 40 " + "771"

TELLING: dict[Sign, tuple[str, ...]] = {
    Sign.BIRTH: ("Han fejrede fødselsdag den 3. maj", "En er født i 2004", "Hun er født 12/5-07"),
    Sign.DWELLING: (
        "Der er larm i opgang 4",
        "Larmen kommer fra 3. sal",
        "Der var røg i stuelejligheden",
        "Det skete på anden sal",
        "Der lugter i nr. 14",
        "Naboen nummer 22 klagede",
        "Lejer 0412-23 har klaget",
        "De bor over bageriet",
    ),
    Sign.SCHOOL: (
        "Der var ballade i 7.a",
        "Der var ballade i niende b",
        "De går på Skovlunds gymnasium",
        "Ballade i 4. klasse på Nordskolen",
        "Nordskolen har ballade i 4. klasse",
    ),
    Sign.ADDRESS: ("De mødtes på Søvangen 12", "De kom fra 4220 Korsør"),
    Sign.ONLY: (
        "Det er den tredje og eneste",
        "Eneste kvinde på holdet",
        "Kun et barn mødte op",
        "En enkelt fra området klagede",
        "Én familie sagde nej",
        "Ingen andre har en hund",
        "Ingen af de andre har en hund",
        "Kun hun sagde nej",
        "Den yngste deltager fik blomster",
        "Hun var den første fra byen",
        "Områdets ældste beboer holdt tale",
        "Klubbens anfører skiftede hold",
        "En af de tre, som blev",
        "Træneren er 203 cm høj",
        "Han vejer 180 kg",
        "En af dem er over to meter høj",
        "Træneren er kendt af alle",
        "Hun fylder hundrede til maj",
        "Hun blev interviewet i avisen",
        "Der kom trillinger til verden",
        "En 93-årig vandt bankospillet",
        "En mand på 94 år vandt",
        "To brødre på 9 og 11 kom med",
        "Hun har ti børn",
    ),
    Sign.DESCRIBED: (
        "Damen med papegøjen dansede",
        "Vi hilste på ham fra kiosken",
        "Alle hilste på hende med cyklen",
        "Den lille mand med cowboyhatten dansede",
        "Moren til drengen kom",
        "Manden der kørte galt kom tilbage",
        "Kvinden, hvis hus brændte, kom",
        "Fyren, som passede kiosken, kom",
        "Den tidligere boldspiller fra ligaen kom",
    ),
    Sign.RARE: (
        "En 54-årig mor til fem kom med sin somaliske ven",
        "Kun to familier har gæld",
        "En afghansk læge gør rent",
        "En på 17 har gæld",
        "En far til fire har gæld",
        "En tyrkisk familie har gæld",
        "En fra Irak har gæld",
        "En enlig mor, uddannet som svejser, kom til Danmark i fjor",
    ),
    Sign.PRIVATE: (
        "Hun fik en depression",
        "Han er dømt",
        "Hun er gravid",
        "Hun er konverteret",
        "Han sover i sin bil",
        "Hendes børn er anbragt",
        "Han blev truet",
        "Hun lå død i to uger",
        "Rygtet siger, at hun rejser",
        "Der er snak om hans psykose",
        "En ung kvinde fik en diagnose",
        "Drengen fik en diagnose",
        "En frivillig dame fik en diagnose",
        "En 15-årig fik en diagnose",
        "En tidligere bandeleder holdt foredrag",
        "To brødre er anbragt",
        "Min diagnose kom sent",
    ),
    Sign.ROLE: (
        "Kassereren er i gæld",
        "Ejeren af grillen er i gæld",
        "Rektors datter dansede",
        "Konen sagde, at datter af præsten dansede",
        "Imamen talte om sin søn",
        "Hans far er præst i byen",
        "Hendes bror ejer kiosken",
    ),
    Sign.SPELLED: (f"Ring på {IN_WORDS}",),
    Sign.E_MAIL: ("Skriv til dans snabel-a eksempel", "Skriv til dans (at) eksempel punktum dk"),
    Sign.PROFILE: (f"Find holdet som {HANDLE}", "Find ham på snapchat som dansemus", "Se facebook.com/dansemus"),
    Sign.PLATE: (f"Bilen har {PLATE}", f"Den har nummerplade {PLATE.lower()}"),
    Sign.NAME: ("mødte igen: fatima og en ven", "Det var Fatima-Zahras idé"),
    Sign.PROPER: ("Tsegereda fortæller, at det hjalp",),
}
TOLD = [(sign, text) for sign, texts in TELLING.items() for text in texts]


@pytest.mark.parametrize(("sign", "text"), TOLD, ids=[f"{sign.name}-{n}" for n, (sign, _) in enumerate(TOLD)])
def test_each_way_of_telling_who_somebody_is_is_found(sign: Sign, text: str) -> None:
    assert sign in {found.sign for found in findings_in(f"{text}.", KNOWN)}


HARMLESS = (
    "Formanden bød velkommen, og der kom 80 beboere.",
    "De ældste børn hjalp de yngste med lektierne.",
    "Det første møde i gruppen var en succes.",
    "Nogle af mødrene har fået arbejde i ældreplejen.",
    "Vi holdt julemarked med Dansk Flygtningehjælp og Røde Kors.",
    "Beboerne mødtes i Netto, og holdet fejrede Ramadan og Pinse.",
    "Mødet blev holdt på Zoom, og opslaget kom på Facebook.",
    "Hærværk i kældrene koster hvert år mange penge.",
    "Kurset handler om sundhed, diabetes og gode madvaner.",
    "Hun holdt et oplæg om angst og depression.",
    "En mor gik på et kursus mod stress.",
    "Mange har gæld, misbrug og vold tæt på sig.",
    "En kvinde på kontanthjælp fik en praktikplads i køkkenet.",
    "En mor drikker kaffe med de andre.",
    "Hun har udvist et stort engagement.",
    "En far arbejder i en bank og hjælper gerne.",
    "Drengen slår græsset om sommeren.",
    "Klubberne blev slået sammen, siger en beboer.",
    "Fire unge fik et fritidsjob i den lokale forretning.",
    "Af de 42 deltagere var 30 kvinder.",
    "Deltagerne er 13-15 år, og prisen gælder alle.",
    "Perioden 2015, 2016 og 2017 er talt med.",
    "Tallene er fra 2015 fem, 2016 otte og 2017 ni kurser.",
    "Boligforeningen har sat nye lamper op ved nr. 2 til 40.",
    "Alle opgange fik nye postkasser i uge 12.",
    "Der er kommet en legeplads ved blok 3 og 4.",
    "Imamen og præsten inviterede til fælles spisning.",
    "Kvinderne lavede mad fra Syrien, Irak og Tyrkiet til festen.",
    "De 13-17-årige spillede kamp om lørdagen.",
    "Vi delte 400 foldere ud og fik 12 svar.",
    "Lejren gik til Samsø, hvor alle sov i telt.",
    "En far hjalp med at bygge højbede.",
    "En mor var nervøs den første dag.",
    "Kvinden, der deltog i kurset, fortæller om det.",
    "Manden kommer med til fællesspisning.",
    "Drengen i klubben lærer andre at lappe cykler.",
    "Det er den mest brugte legeplads.",
    "Bestyrelsen er glad for de frivillige.",
    "Husordenen er oversat til arabisk, somali og tyrkisk.",
    "Cykelværkstedet har åbent tirsdag kl. 15-17.",
    "I 2015 Motalavej og i 2016 Ringparken.",
)


@pytest.mark.parametrize("text", HARMLESS, ids=range(len(HARMLESS)))
def test_what_tells_of_nobody_is_let_through(text: str) -> None:
    assert findings_in(text, KNOWN) == ()


def test_two_who_are_told_of_are_two_findings() -> None:
    one = "En 54-årig somalisk mor til fem kom. Det gik godt. "
    assert [found.sign for found in findings_in(one * 2, KNOWN)] == [Sign.RARE, Sign.RARE]


@pytest.mark.parametrize("before", range(0, 3600, 450))
def test_in_a_long_text_each_finding_is_found_once_and_where_it_stands(before: int) -> None:
    harmless = "Alle kom med mad, og det var rart. "
    text = f"{(harmless * 110)[:before].rsplit('. ', 1)[0]}. Han bor i opgang 4. {harmless * 90}"
    (found,) = findings_in(text, KNOWN)
    assert found.sign is Sign.DWELLING
    assert text.split()[found.first - 1 : found.last] == ["opgang", "4."]


def test_a_long_text_is_searched_in_pieces_so_that_time_grows_with_it_and_no_faster() -> None:
    pieces: list[str] = []

    def search(piece: str) -> list[Span]:
        pieces.append(piece)
        return []

    for text in ("ord " * 10_000, "x" * 40_000):
        assert list(in_pieces(text, search)) == []
    assert max(map(len, pieces)) <= 3_000
    assert 80_000 < sum(map(len, pieces)) <= 3 * 80_000


@pytest.mark.parametrize(
    "text", ["x", ".", "A-", "@a", "den unge mand ", "i 7. klasse på ", "mor til ", "Rosenvej 12 "]
)
def test_no_piece_of_text_takes_long(text: str) -> None:
    begin = time.process_time()
    findings_in((text * 2_400)[:2_400], KNOWN, strict=False)
    assert time.process_time() - begin < 3  # each takes 0.01 to 0.3


def test_how_phrases_are_written() -> None:
    pattern = re.compile(one_of("*hus*", "gik/gået _ sin", "drikker !kaffe/te"))
    assert [found[0] for found in pattern.finditer("rådhuset, gik fra sin, gået sin, drikker te, drikker")] == [
        "rådhuset",
        "gik fra sin",
        "gået sin",
        "drikker",
    ]
