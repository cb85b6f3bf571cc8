"""Invented judgements and milestones of Slagelse, at midway (2019) and at the end (2021)."""

from __future__ import annotations

from datetime import date

from helpers.demo.said import Judgement, Milestone

_AREA = "ansoegningsomraadet"
_BOARD, _GROUP = "Bestyrelsen", "Koordinationsgruppen"
_MIDWAY, _END = date(2019, 3, 12), date(2021, 12, 9)

JUDGEMENTS: tuple[Judgement, ...] = (
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

MILESTONES: tuple[Milestone, ...] = (
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
