"""Five hundred random evaluations, each attacked by an outsider who shares no code with the protection.

The outsider (`benchmarks/table_attack.py`) has only what is shown, knows that counts are whole, and solves programmes
of its own making.
"""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.random_evaluations import evaluation, small_table
from benchmarks.table_attack import Attack, cheapest, cost_of, hidden_at_first, shown, too_narrow

from helpers.disclosure.choosing import choose
from helpers.disclosure.system import Choice, System

BATCHES, EACH = 10, 50
SMALL_TABLES = 12


def _made_in(batch: int) -> list[tuple[System, Choice]]:
    generator = np.random.default_rng([20261122, batch])
    systems = [evaluation(generator) for _ in range(EACH)]
    return [(system, choose(system)) for system in systems]


@pytest.mark.parametrize("batch", range(BATCHES))
def test_an_outsider_recovers_no_hidden_figure_and_none_narrower_than_its_width(batch: int) -> None:
    made = _made_in(batch)
    added = 0
    for system, choice in made:
        assert hidden_at_first(system) <= choice.hidden
        attack = Attack(system, shown(system, choice.hidden))
        assert attack.agrees, "what is shown adds up"
        narrow = attack.too_narrow()
        # Named is what public figures give away, and nothing else.
        assert set(narrow) == choice.exposed
        assert not choice.exposed or any(figure.public for figure in system.figures.values())
        assert choice.least <= choice.cost + 1e-9
        added += len(choice.hidden - hidden_at_first(system))
    assert added > EACH, "evaluations in which nothing had to be hidden beside the small counts would prove nothing"


def test_the_outsider_notices_each_figure_that_is_opened_again() -> None:
    generator = np.random.default_rng(20261123)
    opened = 0
    while opened < 12:
        system = evaluation(generator)
        choice = choose(system)
        for unit in sorted(choice.hidden - hidden_at_first(system), key=repr)[:2]:
            narrow = too_narrow(system, choice.hidden - {unit}, first=True)
            # Nothing was hidden without need, so without it something is given away.
            assert narrow, unit
            assert not set(narrow) & {unit}
            opened += 1


def test_no_more_is_lost_than_by_the_best_choice_where_every_choice_can_be_tried() -> None:
    generator = np.random.default_rng(20261124)
    lost: list[tuple[float, float]] = []
    while len(lost) < SMALL_TABLES:
        system = small_table(generator)
        if any(figure.sensitive for figure in system.figures.values()):
            lost.append((cost_of(system, choose(system).hidden), cheapest(system)))
    assert any(best > 0 for _, best in lost)
    # A tenth more at most, for hiding the same cell over time.
    assert [(ours, best) for ours, best in lost if ours > 1.1 * best + 1e-6] == []
