"""Invented judgements, milestones and categories of ALBOA, at the end of 2014 and of 2015."""

from __future__ import annotations

from datetime import date

from helpers.demo.said import Judgement, Milestone, invented

_ALL = "alboa-afdelinger"
_BOARD, _COORDINATOR, _GROUP = (
    invented("Organisationsbestyrelsen"),
    invented("Den boligsociale koordinator"),
    invented("Baggrundsgruppen"),
)
_FIRST, _LAST = date(2014, 12, 11), date(2015, 12, 10)

JUDGEMENTS: tuple[Judgement, ...] = (
    Judgement("al-formaal-trivsel-tryghed", _ALL, _FIRST, None, _BOARD, "Der er for få svar fra afdelingerne endnu."),
    Judgement("al-formaal-trivsel-tryghed", _ALL, _LAST, True, _BOARD, "De fleste afdelingsbestyrelser melder om ro."),
    Judgement("al-formaal-engagement", _ALL, _FIRST, True, _BOARD, "Der er stillet flere op til bestyrelserne."),
    Judgement("al-formaal-engagement", _ALL, _LAST, None, _BOARD, "Fremmødet svinger for meget til en vurdering."),
    Judgement("al-formaal-faellesskab", _ALL, _LAST, False, _BOARD, "To fælleshuse står ubrugte hen."),
    Judgement("al-formaal-attraktive", _ALL, _LAST, None, _BOARD, "Ventelisten er ny og kan ikke sammenlignes."),
    Judgement("al-netvaerksgruppe", _ALL, _FIRST, True, _COORDINATOR, "Gruppen har holdt to temamøder."),
    Judgement("al-netvaerksgruppe", _ALL, _LAST, True, _COORDINATOR, "Gruppen har holdt tre temamøder."),
    Judgement("al-loebende-opsamling", _ALL, _LAST, True, _COORDINATOR, "Erfaringerne er samlet i et notat."),
    Judgement("al-laere-praktikpladser", _ALL, _LAST, None, _BOARD, "Sagerne er for nye til, at det kan afgøres."),
    Judgement("al-rundhoej-faelleshuset", "rundhoej", _FIRST, True, _COORDINATOR, "Huset er åbent fire dage om ugen."),
    Judgement("al-rundhoej-faelleshuset", "rundhoej", _LAST, True, _COORDINATOR, "Beboerne låser selv op og i."),
    Judgement("al-vejlby-vest", "vejlby-vest", _FIRST, None, _GROUP, "Gruppen er ny og har holdt ét møde."),
    Judgement("al-vejlby-vest", "vejlby-vest", _LAST, True, _GROUP, "Beboerne i gruppen står for aktiviteterne."),
)

CATEGORIES: tuple[Judgement, ...] = tuple(
    Judgement("al-kvartalsopfoelgning", _ALL, on, True, _COORDINATOR, "Der er afdelinger i en af kategorierne.")
    for on in (date(2014, 2, 3), date(2015, 2, 2))
)
"""That there are departments to follow up; which ones is ALBOA's own business (S4 p. 4), and none is named here."""


def _milestone(goal: str, on: date, reached: bool, note: str, area: str = _ALL) -> Milestone:
    return Milestone(goal, area, "milepael-naaet", on, reached, note)


MILESTONES: tuple[Milestone, ...] = (
    _milestone("al-social-vedligeholdelse-skabelon", date(2015, 10, 1), True, "Et forslag til skabelon foreligger."),
    _milestone("al-social-vedligeholdelse-test", date(2015, 12, 31), False, "To afdelinger har sagt ja til at prøve."),
    _milestone("al-social-vedligeholdelse-beslutning", date(2015, 12, 31), False, "Afventer erfaringerne."),
    _milestone("al-beboerdemokrati-fokusgrupper", date(2014, 8, 27), True, "Tre grupper er interviewet."),
    _milestone("al-beboerdemokrati-forslag", date(2014, 11, 13), True, "Forslaget er lagt frem."),
    _milestone(
        "al-lokale-jobs-soendervangen", date(2014, 11, 20), True, "Samarbejdet er aftalt skriftligt.", "soendervangen"
    ),
    _milestone("al-konfliktmaegling", date(2015, 5, 28), True, "Mulighederne er beskrevet i et notat."),
    _milestone("al-viby-syd-praekvalifikation", date(2014, 10, 24), True, "Prækvalifikationen er givet.", "viby-syd"),
    _milestone("al-viby-syd-helhedsplan", date(2015, 1, 30), True, "Helhedsplanen er færdig.", "viby-syd"),
    _milestone("al-viby-syd-start", date(2015, 5, 4), True, "Helhedsplanen er begyndt.", "viby-syd"),
    _milestone("al-p4-organisering", date(2014, 8, 18), True, "Aktivitetsudvalget er nedsat.", "haandvaerkerparken"),
)
