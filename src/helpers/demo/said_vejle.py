"""Invented judgements and milestones of Vejle, at midway (2014) and at the end (2016)."""

from __future__ import annotations

from datetime import date

from helpers.demo.said import Judgement, Milestone, invented

_AREA, _BOTH_AREAS = "vejle-kommune", "loeget-og-noerremarken"
_BOARD, _GROUP = invented("Boligpolitisk Styregruppe"), invented("Den lokale følgegruppe")
_MIDWAY, _END = date(2014, 12, 4), date(2016, 12, 8)

_BY_BODIES: tuple[Judgement, ...] = (
    Judgement(
        "vj-maal-koordinering",
        _AREA,
        _MIDWAY,
        True,
        _BOARD,
        "Helhedsplanerne deler nu konsulenter og lokaler og holder fælles planlægningsdage.",
    ),
    Judgement(
        "vj-maal-koordinering",
        _AREA,
        _END,
        True,
        _BOARD,
        "Fordelingen af opgaver er aftalt skriftligt, og dobbeltarbejde er fjernet på tre felter.",
    ),
    Judgement(
        "vj-maal-velfaerdsalliancer",
        _AREA,
        _MIDWAY,
        None,
        _BOARD,
        "To alliancer er under opbygning; ingen af dem har varet et år.",
    ),
    Judgement(
        "vj-maal-velfaerdsalliancer",
        _AREA,
        _END,
        False,
        _BOARD,
        "Kun en alliance er blevet varig, og den bygger videre på et samarbejde fra før planen.",
    ),
    Judgement(
        "vj-aab-beskaeftigelse",
        _BOTH_AREAS,
        _MIDWAY,
        True,
        _GROUP,
        "Jobcentret har faste træffetider i begge områder, og de bliver brugt.",
    ),
    Judgement(
        "vj-aab-beskaeftigelse",
        _BOTH_AREAS,
        _END,
        True,
        _GROUP,
        "Aftalen mellem parterne er forlænget, og træffetiderne er bevaret.",
    ),
    Judgement(
        "vj-metoder-minoritetsdrenge",
        _BOTH_AREAS,
        _MIDWAY,
        False,
        _GROUP,
        "Der er ikke afprøvet nye metoder endnu.",
    ),
    Judgement(
        "vj-metoder-minoritetsdrenge",
        _BOTH_AREAS,
        _END,
        None,
        _GROUP,
        "En metode er afprøvet med for få drenge til, at den kan vurderes.",
    ),
)


def _board(goal: str, on: date, met: bool | None, reason: str) -> Judgement:
    return Judgement(goal, _AREA, on, met, _BOARD, reason)


def _group(goal: str, on: date, met: bool | None, reason: str) -> Judgement:
    return Judgement(goal, _BOTH_AREAS, on, met, _GROUP, reason)


JUDGEMENTS: tuple[Judgement, ...] = (
    *_BY_BODIES,
    _board("vj-maal-sammentaenkning", _END, True, "Renovering og boligsocialt arbejde planlægges nu i samme gruppe."),
    _board("vj-maal-monitorering", _MIDWAY, True, "Tallene bliver gennemgået på hvert andet møde."),
    _board("vj-maal-monitorering", _END, None, "Tallene gennemgås, men de fører sjældent til beslutninger."),
    _board("vj-parter-finansierer-sekretariat", _END, True, "Alle parter har betalt deres del i hele perioden."),
    _board("vj-styrket-image", _MIDWAY, None, "Der findes ingen måling af omdømmet."),
    _board("vj-styrket-image", _END, None, "Der findes stadig ingen måling af omdømmet."),
    _board("vj-positiv-presseomtale", _END, True, "Medierne har bragt flere historier om hverdagen i områderne."),
    _board("vj-hjemmeside-opdateret", _MIDWAY, False, "Siderne om aktiviteterne er et år gamle."),
    _board("vj-hjemmeside-opdateret", _END, True, "Siderne er gået igennem hvert kvartal."),
    _board("vj-parter-informerede", _END, True, "Parterne svarer, at de får det at vide, de skal bruge."),
    _group("vj-aab-sundhedstilbud", _END, True, "Sundhedsplejersken har faste dage i begge områder."),
    _group("vj-aab-sociale-tilbud", _END, None, "Tilbuddene er der, men ingen har talt, hvem der bruger dem."),
    _group("vj-aab-aktive-borgere", _MIDWAY, False, "Der er ikke kommet nye aktive til."),
    _group("vj-aab-aktive-borgere", _END, True, "To beboergrupper står nu selv for deres aktiviteter."),
    _group("vj-virksomhedskontakter", _END, True, "Kontakten til virksomhederne er blevet fast."),
)

MILESTONES: tuple[Milestone, ...] = (
    Milestone(
        "vj-helhedsplaner-i-kraft",
        _BOTH_AREAS,
        "milepael-naaet",
        date(2013, 1, 1),
        True,
        "Begge helhedsplaner er trådt i kraft.",
    ),
    Milestone(
        "vj-tjansen-styregruppe",
        _BOTH_AREAS,
        "milepael-naaet",
        date(2014, 2, 3),
        True,
        "Styregruppen har holdt sit første møde.",
    ),
    Milestone(
        "vj-faelles-strategi",
        _AREA,
        "faelles-strategi-foreligger",
        date(2014, 11, 20),
        True,
        "Strategien er vedtaget af alle parter.",
    ),
    Milestone(
        "vj-een-faelles-ansoegning",
        _AREA,
        "faelles-ansoegning",
        date(2014, 12, 31),
        False,
        "Arbejdet er ikke begyndt.",
    ),
    Milestone(
        "vj-een-faelles-ansoegning",
        _AREA,
        "faelles-ansoegning",
        date(2016, 10, 5),
        True,
        "Ansøgningen er sendt til Landsbyggefonden.",
    ),
    Milestone(
        "vj-enhedsorganisering",
        _AREA,
        "enhedsorganisering",
        date(2016, 12, 31),
        False,
        "Parterne er ikke enige om formen.",
    ),
    Milestone(
        "vj-lokal-forankring",
        _AREA,
        "lokal-forankring",
        date(2016, 12, 31),
        False,
        "Driften er kun overtaget for en del af opgaverne.",
    ),
)
