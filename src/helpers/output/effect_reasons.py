"""Words for what stands behind an answer: methods, grades and their grounds, and what must hold."""

from __future__ import annotations

from helpers.effects.estimate import Assumption, Design
from helpers.effects.grading import Ground, Level
from helpers.output.languages import Language, say
from helpers.output.wording import joined, number

_DESIGNS = {
    Design.DIFFERENCE_IN_DIFFERENCES: "Ændringen i områderne med planen mod ændringen i andre områder",
    Design.EVENT_STUDY: "Forskellen til andre områder, periode for periode",
    Design.GROUP_TIME: "Områder, der begynder hver sit år, mod andre områder",
    Design.INTERRUPTED_SERIES: "Rækken af tal efter start mod det, den pegede mod før",
    Design.SYNTHETIC_CONTROL: "Ét område mod en blanding af andre områder, der fulgte det før start",
    Design.BEFORE_AFTER: "Efter start mod før, uden noget at sammenligne med",
}
_NAMES = {
    Design.DIFFERENCE_IN_DIFFERENCES: "forskel i forskelle",
    Design.EVENT_STUDY: "begivenhedsstudie",
    Design.GROUP_TIME: "gruppe- og tidsforskelle",
    Design.INTERRUPTED_SERIES: "afbrudt tidsserie",
    Design.SYNTHETIC_CONTROL: "syntetisk kontrol",
    Design.BEFORE_AFTER: "før og efter",
}
_LEVELS = {
    Level.DESCRIBED: "trin 1 af 5: tallene kan ikke svare",
    Level.MEASURED: "trin 2 af 5: forskellen er målt, men den kan have andre grunde",
    Level.COMPARED: "trin 3 af 5: sammenlignet med områder, der lignede og gik samme vej før start",
    Level.REPLICATED: "trin 4 af 5: det samme er fundet igen af andre",
    Level.SYSTEMATIC: "trin 5 af 5: det samme findes alle steder, hvor det gøres på samme måde",
}
_GROUNDS = {
    Ground.NOT_ESTIMATED: "Tallene er for få eller for hullede til, at metoden kan bruges.",
    Ground.NO_COMPARISON: "Der er intet, som viser, hvordan det ville være gået uden planen.",
    Ground.ONE_SERIES: "Én række tal kan ikke skelne planen fra andet, der skete på samme tid.",
    Ground.CHANCE: "Så stor en forskel ses for tit ved et tilfælde.",
    Ground.CHANCE_AMONG_MANY: "Forskellen er klar alene, men ikke når der stilles så mange spørgsmål på én gang.",
    Ground.NOT_CORRECTED: "Der er stillet flere spørgsmål på én gang, og der er ikke taget højde for det.",
    Ground.DEVELOPED_APART: "Før planen fulgtes områderne ikke ad, i det mindste ikke i alle perioder.",
    Ground.DEVELOPMENT_UNSEEN: "Det kan ikke ses, om områderne gik samme vej før planen.",
    Ground.UNLIKE: "De områder, der sammenlignes med, lignede ikke områderne med planen før start.",
    Ground.LIKENESS_UNKNOWN: "Ingen har set efter, om områderne lignede hinanden før start.",
    Ground.TOO_FEW_AREAS: "Med så få områder kan intet svar skelnes fra et tilfælde.",
    Ground.POOR_FIT: "Blandingen af andre områder fulgte ikke området før start.",
    Ground.ONE_DONOR: "Svaret bliver et andet, hvis ét af de andre områder tages ud.",
    Ground.FRAGILE: (
        "Svaret holder ikke, hvis områderne efter start fjernede sig lige så meget fra hinanden, som de gjorde før."
    ),
    Ground.SENSITIVITY_UNKNOWN: "Det er ikke regnet ud, hvor meget svaret kan tåle.",
    Ground.MEASURED: "Forskellen er målt, og dens usikkerhed er regnet ud.",
    Ground.COMPARED: "Områderne lignede hinanden, gik samme vej før start, og ingen prøve taler imod svaret.",
    Ground.ONE_EVALUATION: "Trin 4 og 5 kræver, at andre evalueringer finder det samme.",
}
_ASSUMPTIONS = {
    "parallel_trends": "Uden planen var områderne gået samme vej",
    "equal_before": "Ingen enkelt periode før start skiller sig ud",
    "pretrend_power": "En skævhed før start, der var stor nok til at give svaret alene, ville være set",
    "no_anticipation": "Ingen indrettede sig efter planen, før den begyndte",
    "independent_areas": "Planen nåede ikke de områder, der sammenlignes med",
    "no_shared_shock": (
        "Intet andet ramte netop disse områder på samme tid; sådan noget er ikke regnet med i usikkerheden"
    ),
    "few_areas": "Der er områder nok til at skelne svaret fra et tilfælde",
    "alike_areas": "Områderne svinger lige meget, uanset størrelse",
    "fit_before": "Blandingen af andre områder fulgte området før start",
    "leave_one_out": "Svaret er det samme, hvis ét af de andre områder tages ud",
    "nothing_else_changed": "Intet andet ændrede sig i mellemtiden",
    "line_goes_on": "Uden planen var rækken fortsat, som den pegede",
    "nothing_else_at_start": "Der skete ikke noget andet på samme tid",
    "carry_over": "Der er taget højde for, at perioder tæt på hinanden ligner hinanden",
}
_HOLDS = {True: "ser ud til at holde", False: "holder ikke", None: "kan ikke ses i tallene"}
_UNCHECKED = "ingen tal kan vise det; læseren må vurdere det"
_IS_P = "p = {figure}"
_RARE = "p under {figure}"
_LIMIT_P = 0.05
_BELOW = "{p}; under 0,05 taler imod"
_ABOVE = "{p}; kun under 0,05 ville tale imod"
_OTHER_AGAINST = "{p} taler ikke imod alene, men en enkelt periode skiller sig ud, se næste linje"
_TOO_WEAK = "{p}, men prøven kunne have overset en skævhed, der var stor nok til at give svaret"
_LEAST = "mindste mulige {p}"
_FIGURES = {
    "pretrend_power": "den mindste skævhed, der ville være set, kunne lægge {figure} til svaret",
    "fit_before": "afstand før start: {figure}",
    "carry_over": "del, der går igen i den næste periode: {figure}",
}
"""What the number of a check is."""
_AGAINST = {"parallel_trends": _OTHER_AGAINST, "equal_before": _BELOW}
"""Why a check fails whose own p-value is no reason: either test of the time before is enough to doubt both."""
_IN_UNIT = frozenset({"pretrend_power", "fit_before"})
_SMALLEST_P = 0.001
TEMPLATES = (
    *_DESIGNS.values(), *_NAMES.values(), *_LEVELS.values(), *_GROUNDS.values(), *_ASSUMPTIONS.values(),
    *_HOLDS.values(), *_FIGURES.values(), *_AGAINST.values(), _UNCHECKED, _IS_P, _RARE, _ABOVE, _TOO_WEAK, _LEAST,
)  # fmt: skip
"""Every Danish template of this module; each has an English one."""


def design_words(design: Design, language: Language = "da") -> str:
    """Return what a method holds against what."""
    return say(_DESIGNS[design], language)


def design_name(design: Design, language: Language = "da") -> str:
    """Return what the method is called."""
    return say(_NAMES[design], language)


def level_words(level: Level, language: Language = "da") -> str:
    """Return a grade with its number: `trin 2 af 5: …`."""
    return say(_LEVELS[level], language)


def ground_words(ground: Ground, language: Language = "da") -> str:
    """Return one reason for a grade as a sentence."""
    return say(_GROUNDS[ground], language)


def assumption_words(assumption: Assumption, language: Language = "da") -> str:
    """Return what must hold.

    Raises
    ------
    KeyError
        If the assumption has no words; a test goes through those of every method.
    """
    return say(_ASSUMPTIONS[assumption.id], language)


def seen_words(assumption: Assumption, language: Language = "da", *, unit: str = "") -> str:
    """Return what was seen of it, with the number of the check and why it says so.

    Parameters
    ----------
    unit
        The words for differences of the indicator, for checks whose number is one.
    """
    if not assumption.checked:
        return say(_UNCHECKED, language)
    seen = say(_HOLDS[assumption.holds], language)
    if assumption.figure is None:
        return seen
    return f"{seen} ({_figure_words(assumption, assumption.figure, language, unit)})"


def _figure_words(assumption: Assumption, figure: float, language: Language, unit: str) -> str:
    if assumption.id in _FIGURES:
        shown = number(figure, 2, language)
        shown = joined(shown, unit, language) if unit and assumption.id in _IN_UNIT else shown
        return say(_FIGURES[assumption.id], language, figure=shown)
    p = _p_words(figure, language)
    if assumption.id == "few_areas":
        return say(_LEAST, language, p=p)
    against = _AGAINST[assumption.id]
    if figure < _LIMIT_P:
        return say(_BELOW, language, p=p)
    return say({True: _ABOVE, False: against, None: _TOO_WEAK}[assumption.holds], language, p=p)


def _p_words(figure: float, language: Language) -> str:
    if figure < _SMALLEST_P:
        return say(_RARE, language, figure=number(_SMALLEST_P, 3, language))
    return say(_IS_P, language, figure=number(figure, 3, language))
