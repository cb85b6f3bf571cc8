"""Invented judgements and milestones of Slagelse, at midway (2019) and at the end (2021)."""

from __future__ import annotations

from datetime import date

from helpers.demo.said import Judgement, Milestone, invented

_AREA, _ON_THE_LIST = "ansoegningsomraadet", "ringparken-og-motalavej"
_BOARD, _GROUP = invented("Bestyrelsen"), invented("Koordinationsgruppen")
_MIDWAY, _END = date(2019, 3, 12), date(2021, 12, 9)

_BY_BODIES: tuple[Judgement, ...] = (
    Judgement(
        "sl-formaal-civilsamfund",
        _AREA,
        _MIDWAY,
        None,
        _BOARD,
        "Der er kommet frivillige til i to områder, men for kort tid er gået til at vurdere helheden.",
    ),
    Judgement(
        "sl-formaal-civilsamfund",
        _AREA,
        _END,
        True,
        _BOARD,
        "Foreninger og frivillige står selv for de fleste faste aktiviteter i tre af de fire områder.",
    ),
    Judgement(
        "sl-formaal-lokalt-ejerskab",
        _AREA,
        _MIDWAY,
        False,
        _BOARD,
        "De lokale følgegrupper har ikke fået en klar rolle endnu.",
    ),
    Judgement(
        "sl-formaal-lokalt-ejerskab",
        _AREA,
        _END,
        None,
        _BOARD,
        "Rollerne er beskrevet, men følgegrupperne har haft få møder og kan ikke vurdere det.",
    ),
    Judgement(
        "sl-delmaal-naboskab",
        _AREA,
        _MIDWAY,
        None,
        _BOARD,
        "Naboskabet er bedre i Motalavej efter følgegruppens opfattelse; de andre områder er ikke spurgt.",
    ),
    Judgement(
        "sl-delmaal-naboskab",
        _AREA,
        _END,
        False,
        _BOARD,
        "Klagerne over naboer er ikke blevet færre i Sydbyen og Skælskør.",
    ),
    Judgement(
        "sl-aktivt-liv-naboskab",
        _AREA,
        _MIDWAY,
        True,
        _GROUP,
        "Fællesspisning og sommerfester har haft god tilslutning i alle fire områder.",
    ),
    Judgement(
        "sl-aktivt-liv-naboskab",
        _AREA,
        _END,
        True,
        _GROUP,
        "Beboerne holder selv aktiviteterne i gang, også hvor koordinatoren er trukket ud.",
    ),
    Judgement(
        "sl-bydelsforaeldre-politi",
        _AREA,
        _MIDWAY,
        False,
        _GROUP,
        "Der er holdt ét møde mellem forældregrupper og politi; det er for lidt til et gensidigt kendskab.",
    ),
    Judgement(
        "sl-bydelsforaeldre-politi",
        _AREA,
        _END,
        True,
        _GROUP,
        "Forældregrupperne i tre områder mødes fast med nærpolitiet hvert kvartal.",
    ),
)


def _judged(goal: str, on: date, met: bool | None, reason: str, area: str = _AREA) -> Judgement:
    return Judgement(goal, area, on, met, _BOARD, reason)


JUDGEMENTS: tuple[Judgement, ...] = (
    *_BY_BODIES,
    _judged("sl-formaal-uddannelsesloeft", _MIDWAY, None, "Der er gået for kort tid."),
    _judged("sl-formaal-uddannelsesloeft", _END, True, "Flere elever er klar til en uddannelse end ved starten."),
    _judged("sl-formaal-positiv-fortaelling", _END, True, "Medierne skriver oftere om det, der lykkes."),
    _judged("sl-formaal-robuste-ventelister", _END, None, "Aftalen siger ikke, hvornår en venteliste er robust."),
    _judged("sl-delmaal-lokalt-engagement", _MIDWAY, False, "Få beboere har meldt sig til følgegrupperne."),
    _judged("sl-delmaal-lokalt-engagement", _END, True, "Alle følgegrupper har fået beboere med."),
    _judged("sl-tt-formaal-civilsamfund", _END, True, "Foreningerne er til stede i tre af områderne."),
    _judged("sl-delmaal-daarlige-historier", _END, True, "Der er længere mellem de dårlige historier."),
    _judged("sl-delmaal-lavere-fraflytning", _END, None, "Fraflytningen er faldet i to områder og ikke i de andre."),
    _judged("sl-aktivt-liv-civilsamfund", _MIDWAY, None, "Foreningerne er med, men på planens initiativ."),
    _judged("sl-aktivt-liv-civilsamfund", _END, True, "Foreningerne tager selv initiativ."),
    _judged("sl-aktivt-liv-aktive-beboerhuse", _END, True, "Husene bruges igen som før nedlukningen."),
    _judged("sl-komm-formaal-image", _END, None, "Der er ikke målt på omdømmet."),
    _judged("sl-bydelsforaeldre-resurser", _END, True, "Forældrene holder selv deres møder."),
    _judged("sl-bydelsforaeldre-rollemodeller", _END, False, "Kun få forældre er kendt af de unge."),
    _judged("sl-formaal-foraeldredeltagelse", _MIDWAY, False, "Fremmødet på skolerne er det samme."),
    _judged("sl-formaal-foraeldredeltagelse", _END, True, "Flere forældre kommer til samtalerne i to områder."),
    _judged("sl-hash-og-stoffer", _END, None, "Handlen er flyttet; ingen ved, om den er blevet mindre."),
    _judged("sl-ff-sociale-vaerdier", _END, True, "Mødregrupperne taler om det af sig selv.", _ON_THE_LIST),
    _judged("sl-ajourfoerte-delaftaler", _MIDWAY, True, "Delaftalerne blev gået igennem i januar."),
    _judged("sl-ajourfoerte-delaftaler", _END, True, "Delaftalerne er gået igennem hvert år."),
)

MILESTONES: tuple[Milestone, ...] = (
    Milestone(
        "sl-bilag-startmaalinger",
        _AREA,
        "milepael-naaet",
        date(2017, 9, 28),
        True,
        "Bilaget lå ved aftalen.",
    ),
    Milestone(
        "sl-aftaledokumenter-8",
        _AREA,
        "milepael-naaet",
        date(2017, 12, 14),
        False,
        "Der mangler en delaftale.",
    ),
    Milestone(
        "sl-aftaledokumenter-8",
        _AREA,
        "milepael-naaet",
        date(2018, 3, 8),
        True,
        "Alle bilag er lagt ved.",
    ),
    *(
        Milestone("sl-forsoeg-foerste-aar", area, "milepael-naaet", date(2019, 2, 21), taken, note)
        for area, taken, note in (
            ("sydbyen", True, "Det er besluttet at begynde her."),
            ("skaelskoer", False, "Beslutningen er udsat."),
        )
    ),
    Milestone(
        "sl-helhedsevaluering-1",
        _AREA,
        "evalueringer-gennemfoert",
        date(2019, 1, 24),
        True,
        "Rapporten er lagt frem for bestyrelsen.",
    ),
    Milestone(
        "sl-helhedsevaluering-2",
        _AREA,
        "evalueringer-gennemfoert",
        date(2021, 8, 26),
        True,
        "Rapporten er lagt frem for bestyrelsen.",
    ),
)
