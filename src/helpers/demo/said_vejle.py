"""Invented judgements and milestones of Vejle, at midway (2014) and at the end (2016)."""

from __future__ import annotations

from datetime import date

from helpers.demo.said import Judgement, Milestone

_AREA, _BOTH_AREAS = "vejle-kommune", "loeget-og-noerremarken"
_BOARD, _GROUP = "Boligpolitisk Styregruppe", "Den lokale følgegruppe"
_MIDWAY, _END = date(2014, 12, 4), date(2016, 12, 8)

JUDGEMENTS: tuple[Judgement, ...] = (
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
