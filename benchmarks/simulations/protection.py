"""What the protection of small counts costs: random evaluations, attacked and held against the best choice.

The outsider is `benchmarks.table_attack`, which shares no code with the protection. Where every choice can be tried,
the information lost beside the small counts is held against the least that any safe choice loses.
"""

from __future__ import annotations

import numpy as np

from benchmarks.random_evaluations import evaluation, small_table
from benchmarks.simulating import Finding
from benchmarks.table_attack import cheapest, cost_of, hidden_at_first, too_narrow
from helpers.disclosure.choosing import choose
from helpers.disclosure.system import Choice, System

EVALUATIONS = 300
SMALL_TABLES = 50


def run(replications: int | None, seed: int) -> list[Finding]:
    """Return what an outsider recovers, how much is hidden, and how much more than needed."""
    generator = np.random.default_rng(seed)
    made = _made(replications or EVALUATIONS, generator)
    return [_attacked(made), *_lost(made), *_against_the_best(replications or SMALL_TABLES, generator)]


def _made(times: int, generator: np.random.Generator) -> list[tuple[System, Choice]]:
    systems = [evaluation(generator) for _ in range(times)]
    return [(system, choose(system)) for system in systems]


def _attacked(made: list[tuple[System, Choice]]) -> Finding:
    recovered = sum(bool(set(too_narrow(system, choice.hidden)) - choice.exposed) for system, choice in made)
    text = "Tilfældige evalueringer, hvor en udenforstående kan regne sig frem til et skjult tal"
    return Finding("recovered", text, recovered / len(made), 0.0, "at_most", len(made))


def _lost(made: list[tuple[System, Choice]]) -> list[Finding]:
    figures = small = more = 0
    for system, choice in made:
        first = hidden_at_first(system)
        figures += len(system.figures)
        small += len(first)
        more += len(choice.hidden - first)
    texts = {
        "hidden_small": ("Andel af tallene, der er skjult, fordi de er små", small / figures),
        "hidden_for_others": ("Andel af tallene, der er skjult, fordi de ville røbe et lille tal", more / figures),
    }
    return [
        Finding(name, f"{text} (tilfældige evalueringer)", value, 1.0, "at_most", len(made), comparison=True)
        for name, (text, value) in texts.items()
    ]


def _against_the_best(times: int, generator: np.random.Generator) -> list[Finding]:
    ratios: list[float] = []
    while len(ratios) < times:
        system = small_table(generator)
        best = cheapest(system) if hidden_at_first(system) else 0.0
        if best > 0:
            ratios.append(cost_of(system, choose(system).hidden) / best)
    return [
        Finding(
            "information_lost_worst",
            "Mistet oplysning i forhold til det bedste valg, den værste af de små tabeller, hvor alle valg er prøvet",
            max(ratios),
            1.5,
            "at_most",
            times,
        ),
        Finding(
            "information_lost_mean",
            "Mistet oplysning i forhold til det bedste valg, i gennemsnit af de samme tabeller",
            sum(ratios) / times,
            1.1,
            "at_most",
            times,
        ),
    ]
