"""The tables behind an answer: who is compared with, which methods may be used, what must hold, what it can stand."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.effects.asking import Answer
from helpers.effects.estimate import Design, Estimate
from helpers.effects.matching import Matched
from helpers.effects.sensitivity import MOST, Sensitivity
from helpers.effects.suitability import CONDITIONS, Condition, Facts, Verdict
from helpers.effects.synthetic import Synthetic
from helpers.measurement.refusing import Lack, Refusal
from helpers.observations.table import Origin
from helpers.output.effect_reasons import assumption_words, design_name, design_words, seen_words
from helpers.output.effect_words import is_clear, range_words
from helpers.output.figures_spec import Cell
from helpers.output.fragments import Fragment
from helpers.output.refusals import refusal_sentences
from helpers.output.rendering import render
from helpers.output.wording import difference_words, listed, number, quantity
from helpers.plan.model import Indicator, Registry

_ALIKE = {True: "ligner", False: "ligner ikke"}
_TIMES = {
    0.0: "slet ikke fra hinanden",
    0.5: "halvt så meget",
    1.0: "lige så meget",
    1.5: "halvanden gang så meget",
    2.0: "dobbelt så meget",
}
_NEEDS = {
    Lack.START: "en kendt første dag",
    Lack.SAME_DEFINITION: "tal, der er gjort op på samme måde hele vejen",
    Lack.TREATED_AREAS: "tal for mindst {need} område med planen",
    Lack.ONE_AREA: "et spørgsmål om ét område ad gangen",
    Lack.COMPARISON_AREAS: "mindst {need} områder at sammenligne med",
    Lack.PERIODS_BEFORE: "mindst {need} {periods} før start",
    Lack.PERIODS_AFTER: "mindst {need} {periods} efter start",
    Lack.COMMON_START: "samme start i alle områder med planen",
    Lack.COMPLETE_PANEL: "en række uden huller",
}
_ENOUGH_AREAS = "så mange områder at sammenligne med, at svaret kan skelnes fra et tilfælde"
_HOW_MANY_AREAS = (
    "Hvor mange områder der skal være at sammenligne med, følger af, hvor mange der har planen: med ét skal der være "
    "19 andre, med to er 5 nok. Så er den mest sjældne fordeling sjældnere end 5 ud af 100."
)
_AGAINST_ALL_BEFORE = frozenset({Design.DIFFERENCE_IN_DIFFERENCES})
"""The methods whose answer is against all periods before the start; the sensitivity is against the last of them."""
_ANOTHER_NUMBER = (
    "Prøven måler et andet tal end svaret: den holder perioderne efter start op mod den sidste periode før start, "
    "mens svaret holder dem op mod alle perioder før. Tallene er derfor ikke de samme."
)
_OPEN_ANYWAY = "Svaret kan ikke afgøres, så der er intet svar at prøve. Tabellen viser kun, hvor usikkerheden vokser."
SMALLEST_TOLD = 0.05
"""A smaller breakdown value would be written 0.0."""
FEWEST_FOR_SPREAD = 3
"""With fewer areas on a side their spread, and so a ratio of spreads, says nothing."""
NOTHING = Facts(
    frequency="year",
    treated=0,
    comparisons=0,
    periods_before=0,
    periods_after=0,
    starts=0,
    series_before=0,
    series_after=0,
    gaps=False,
    start_known=False,
    same_definition=True,
)
"""Facts about no figures, which every least number of a method is read from."""
_LIMIT = "Højst 0,25 standardafvigelse til hver side regnes for at ligne (Rubin 2001)."


def number_rows(
    table_id: str,
    caption: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    *,
    synthetic: bool = False,
    stacked: bool = False,
) -> Fragment:
    """Return a table of cells, the invented ones marked; nothing without rows.

    `stacked`: on a phone each row becomes a block, so that no column lies off the screen.
    """
    if not rows:
        return Fragment("")
    return render(
        "numbers",
        table_id=table_id,
        caption=caption,
        headings=headings,
        rows=rows,
        synthetic=synthetic,
        stacked=stacked,
    )


def balance_table(answer: Answer, registry: Registry, table_id: str) -> Fragment:
    """Return how alike the areas were before the start, and by which rule those to compare with were chosen."""
    matched = answer.matched
    if matched is None:
        return Fragment("Spørgsmålet sammenligner ikke med andre områder.")
    if isinstance(matched, Refusal):
        return Fragment(" ".join(refusal_sentences(matched)))
    synthetic = answer.panel is not None and answer.panel.origin is Origin.SYNTHETIC
    rows: list[tuple[Cell, ...]] = []
    for row in matched.balance:
        indicator = _finer(registry.indicator(row.indicator))
        few = min(len(matched.treated), len(matched.chosen)) < FEWEST_FOR_SPREAD
        ratio = "" if few or row.variance_ratio is None else number(row.variance_ratio, 2)
        rows.append(
            (
                Cell(indicator.short_name),
                *(Cell(quantity(value, indicator), synthetic) for value in (row.treated, row.chosen, row.pool)),
                *(Cell(number(value, 2), synthetic) for value in (row.before, row.after)),
                Cell(ratio, synthetic),
                Cell(_ALIKE[row.alike], synthetic),
            )
        )
    headings = (
        "Før start", "Med planen", "Valgte", "Alle, der kunne vælges", "Afstand før valget", "Afstand efter valget",
        "Forhold mellem spredningerne", "Ligner",
    )  # fmt: skip
    table = number_rows(table_id, "Områderne før start, i gennemsnit", headings, rows, synthetic=synthetic)
    return Fragment.join((Fragment(_rule_words(answer, matched, registry)), table, Fragment(_LIMIT)))


def _rule_words(answer: Answer, matched: Matched, registry: Registry) -> str:
    names = listed(f"»{registry.indicator(row.indicator).short_name}«" for row in matched.balance)
    chosen = listed(registry.area(area).name for area in matched.chosen)
    reach = "" if matched.caliper is None else f", højst {number(matched.caliper, 2)} standardafvigelser væk"
    own = "området" if len(matched.treated) == 1 else "områderne"
    rule = (
        f"Reglen står i planen og er låst: de {matched.neighbours} områder, der lå nærmest {own} med "
        f"planen på {names} før start{reach}. Tal fra efter start indgår ikke i valget. "
    )
    if len(matched.chosen) == len(matched.distances):
        rule += f"Der var kun {len(matched.chosen)} at vælge imellem, så alle er med, og ingen er valgt fra: {chosen}."
    else:
        rule += f"Valgt blev {chosen}."
    if matched.without_figures:
        left = listed(registry.area(area).name for area in matched.without_figures)
        rule += f" Uden tal for alle år før start, og derfor ikke med i valget: {left}."
    return rule


def suitability_table(verdicts: Sequence[Verdict], table_id: str, *, synthetic: bool = False) -> Fragment:
    """Return which methods the figures can carry, and for the others everything that is missing."""
    rows = [
        (
            Cell(_capital(design_name(verdict.design))),
            Cell(design_words(verdict.design)),
            Cell("ja" if verdict.allowed else "nej", synthetic),
            Cell(" ".join(refusal_sentences(verdict.refusal)) if verdict.refusal is not None else "", synthetic),
        )
        for verdict in verdicts
    ]
    headings = ("Metode", "Hvad holdes op mod hvad", "Kan bruges", "Hvad mangler")
    table = number_rows(table_id, "Hvilke metoder tallene kan bære", headings, rows, synthetic=synthetic)
    return Fragment.join((table, Fragment(_HOW_MANY_AREAS))) if rows else table


def requirements_table(table_id: str) -> Fragment:
    """Return what each method takes, said of no figures at all."""
    rows = [
        (
            Cell(_capital(design_name(design))),
            Cell(design_words(design)),
            Cell(_capital("; ".join(_needed(condition, design) for condition in CONDITIONS[design])) + "."),
        )
        for design in Design
    ]
    headings = ("Metode", "Hvad holdes op mod hvad", "Hvad metoden skal bruge")
    table = number_rows(table_id, "Hvad metoderne skal bruge", headings, rows)
    return Fragment.join((table, Fragment(_HOW_MANY_AREAS)))


def _needed(condition: Condition, design: Design) -> str:
    short = condition.shortfall(NOTHING)
    need = None if short is None else short.need
    if condition.lack is Lack.COMPARISON_AREAS and need is None:
        return _ENOUGH_AREAS
    template = _NEEDS[condition.lack]
    several = "periode" if need == 1 else "perioder"
    years = " i år eller kvartaler" if design is Design.INTERRUPTED_SERIES else ""
    return template.format(need="" if need is None else number(need), periods=f"{several}{years}")


def assumption_table(found: Estimate, indicator: Indicator, table_id: str) -> Fragment:
    """Return what must hold for the difference to be the plan's, and what was seen of it."""
    synthetic, unit = found.origin is Origin.SYNTHETIC, difference_words(indicator)
    rows = [
        (Cell(assumption_words(one)), Cell(seen_words(one, unit=unit), synthetic and one.checked))
        for one in found.assumptions
    ]
    return number_rows(table_id, "Hvad der skal passe", ("Det skal passe", "Hvad tallene viser"), rows)


def sensitivity_table(answer: Answer, registry: Registry, table_id: str) -> Fragment:
    """Return what is left of the answer if the areas drifted apart after the start; empty where that isn't asked."""
    found, sensitive = answer.found, answer.sensitivity
    if sensitive is None or isinstance(found, Refusal):
        return Fragment("")
    if isinstance(sensitive, Refusal):
        return Fragment(" ".join(refusal_sentences(sensitive)))
    indicator = registry.indicator(found.indicator)
    synthetic = found.origin is Origin.SYNTHETIC
    rows = [
        (
            Cell(_TIMES.get(bound.allowed, f"{number(bound.allowed, 1)} gange så meget")),
            Cell(f"{number(bound.low, _decimals(answer, registry))} til "
                 f"{number(bound.high, _decimals(answer, registry))}", synthetic),
        )
        for bound in sensitive.magnitudes
    ]  # fmt: skip
    rows.append(
        (
            Cell("en lige linje videre fra før start"),
            Cell(range_words_of(sensitive, found, registry), synthetic),
        )
    )
    table = number_rows(
        table_id,
        f"Forskellen i {indicator.short_name.lower()} fra den sidste periode før start til gennemsnittet efter, hvis "
        "områderne fjernede sig fra hinanden",
        ("Mod det største skridt før start", "Forskellen ligger mellem"),
        rows,
        synthetic=synthetic,
    )
    told = [_ANOTHER_NUMBER] if found.design in _AGAINST_ALL_BEFORE else []
    told.append(_breakdown_words(sensitive) if is_clear(found) else _OPEN_ANYWAY)
    return Fragment.join((_marked(" ".join(told), synthetic=synthetic), table))


def range_words_of(sensitive: Sensitivity, found: Estimate, registry: Registry) -> str:
    """Return the interval of the effect on a straight line continued from before the start."""
    indicator = registry.indicator(found.indicator)
    decimals = max(indicator.decimals, 1)
    return f"{number(sensitive.on_trend.low, decimals)} til {number(sensitive.on_trend.high, decimals)}"


def weights_table(detail: Synthetic, registry: Registry, table_id: str) -> Fragment:
    """Return which areas the mixture is made of, and what leaving each out changes."""
    synthetic = detail.estimate.origin is Origin.SYNTHETIC
    indicator = registry.indicator(detail.estimate.indicator)
    without = {one.area: one for one in detail.without}
    decimals = max(indicator.decimals, 1)
    rows = [
        (
            Cell(registry.area(one.area).name),
            Cell(number(one.weight, 2), synthetic),
            Cell(number(without[one.area].value, decimals) if one.area in without else "", synthetic),
        )
        for one in detail.weights
    ]
    counted = sum(rank.counted for rank in detail.ranks)
    intro = (
        f"Hvert af de andre områder er prøvet, som om det havde haft planen. Området med planen kom på plads "
        f"{detail.rank} af {counted} (det selv talt med) efter, hvor langt det ligger fra sin blanding."
    )
    table = number_rows(table_id, "Blandingen", ("Område", "Vægt", "Forskellen uden det"), rows, synthetic=synthetic)
    return Fragment.join((_marked(intro, synthetic=synthetic), table))


def interval_cell(found: Estimate, registry: Registry) -> str:
    """Return the interval of an answer as a table shows it."""
    return range_words(found.interval, found, registry.indicator(found.indicator))


def _decimals(answer: Answer, registry: Registry) -> int:
    return max(registry.indicator(answer.question.indicator).decimals, 1)


def _marked(text: str, *, synthetic: bool) -> Fragment:
    """Return a sentence with a number in it, marked if that is invented."""
    return render("marked", text=text, synthetic=synthetic)


def _finer(indicator: Indicator) -> Indicator:
    """Return the indicator with a decimal: means of several areas and years lie between its whole numbers."""
    return indicator.model_copy(update={"decimals": max(indicator.decimals, 1)})


def _breakdown_words(sensitive: Sensitivity) -> str:
    if 0 < sensitive.breakdown < SMALLEST_TOLD:
        return "Fortegnet er kun klart, hvis områderne gik næsten præcis samme vej."
    if sensitive.breakdown <= 0:
        return "Allerede hvis områderne gik præcis samme vej, kan forskellen være nul."
    if sensitive.breakdown >= MOST:
        return f"Fortegnet er klart, også hvis områderne fjernede sig {number(MOST)} gange så meget som før start."
    return (
        "Fortegnet er klart, så længe områderne efter start højst fjernede sig "
        f"{number(sensitive.breakdown, 1)} gange så meget fra hinanden om året som i det største skridt før start."
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
