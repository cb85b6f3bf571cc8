"""The attacker against brute force: every way to fill in what is hidden, counted one by one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from helpers.audit.attacking import Problem, needed_constraints, parts, ranges, ranges_of
from helpers.audit.solving import Constraint

MOST = 6
"""Hidden counts lie between 0 and this."""


def _system(seed: int) -> tuple[Problem, np.ndarray]:
    """Return a random system of sums and inequalities that some counts satisfy, and those counts."""
    random = np.random.default_rng(seed)
    size = int(random.integers(2, 6))
    truth = random.integers(0, MOST + 1, size)
    problem = Problem()
    for _ in range(size):
        problem.add(0.0, float(MOST), whole=True)
    for _ in range(int(random.integers(1, 4))):
        weights = random.choice([-1, 0, 1, 1, 2], size)
        terms = tuple((one, float(weight)) for one, weight in enumerate(weights) if weight)
        told = float(weights @ truth)
        slack = float(random.integers(0, 3)) if random.random() < 0.3 else 0.0
        if terms:
            problem.constraints.append(Constraint(terms, told - slack, told + slack))
    return problem, truth


def _counted(constraints: Sequence[Constraint], size: int) -> list[tuple[int, int]]:
    every = np.indices((MOST + 1,) * size).reshape(size, -1)
    fitting = np.ones(every.shape[1], dtype=bool)
    for one in constraints:
        total = sum(c * every[place] for place, c in one.terms)
        fitting &= (one.low - 1e-9 <= total) & (total <= one.high + 1e-9)
    return [(int(column[fitting].min()), int(column[fitting].max())) for column in every]


@pytest.mark.parametrize("start", range(0, 120, 60))
def test_ranges_are_those_of_all_solutions(start: int) -> None:
    for seed in range(start, start + 60):
        problem, truth = _system(seed)
        counted = _counted(problem.constraints, len(truth))
        for part in parts(problem):
            found = ranges(problem, part, part.unknown)
            assert found is not None, seed
            assert {one: (found[one].low, found[one].high) for one in part.unknown} == {
                one: counted[one] for one in part.unknown
            }, seed


def test_no_constraint_of_a_path_can_be_spared() -> None:
    told = 0
    for seed in range(25):
        problem, _ = _system(seed)
        for part in parts(problem):
            found = ranges(problem, part, part.unknown) or {}
            for one in (one for one in part.unknown if found[one].width < MOST):
                path = needed_constraints(problem, part, one, found[one].width + 0.5)
                assert path, seed
                for number in path:
                    rest = [problem.constraints[other] for other in path if other != number]
                    assert (ranges_of(problem, rest, [one]) or {})[one].width > found[one].width + 0.4, seed
                told += 1
    assert told > 20


def test_counts_that_contradict_each_other_have_no_range() -> None:
    problem = Problem()
    one, other = problem.add(0.0, 9.0, whole=True), problem.add(0.0, 9.0, whole=True)
    both = ((one, 1.0), (other, 1.0))
    problem.constraints += [Constraint(both, 4.0, 4.0), Constraint(((one, 1.0), (other, -1.0)), 1.0, 1.0)]
    assert ranges(problem, parts(problem)[0], [one]) is None


def test_a_range_that_is_proved_wide_is_no_wider_than_the_exact_one() -> None:
    """Table of 16 × 16 counts with sums to both sides and a quarter shown: what is proved must be possible."""
    random = np.random.default_rng(7)
    truth = random.integers(0, 40, (16, 16))
    problem = Problem()
    for value in truth.ravel():
        shown = random.random() < 0.25
        problem.add(*((float(value),) * 2 if shown else (0.0, np.inf)), whole=True)
    numbers = np.arange(truth.size).reshape(truth.shape)
    for line, total in [*zip(numbers, truth.sum(1), strict=True), *zip(numbers.T, truth.sum(0), strict=True)]:
        problem.constraints.append(Constraint(tuple((int(one), 1.0) for one in line), float(total), float(total)))
    (part,) = parts(problem)
    targets = part.unknown[:12]
    exact, proved = ranges(problem, part, targets), ranges(problem, part, targets, 10.0)
    assert exact is not None
    assert proved is not None
    assert exact != proved
    for one in targets:
        assert exact[one].low - 1e-4 <= proved[one].low <= proved[one].high <= exact[one].high + 1e-4
        assert proved[one].width >= min(10.0, exact[one].width) - 1e-4
