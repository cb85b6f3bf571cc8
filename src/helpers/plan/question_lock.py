"""Effect questions in the lock: what was asked before the figures came can't be asked otherwise afterwards in silence.

The lock is `analyses/definitions.lock`, where indicators and areas are. The wording of a question may be mended; what
decides the answer (indicator, areas, start, periods, rule for areas, methods) may not.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpers.errors import Fault
from helpers.paths import Project
from helpers.plan.definitions import LOCK, QUESTION, Definition, State, held_against, lock_file, meaning_of, read_lock
from helpers.plan.marked import Marked
from helpers.plan.model import Plan, Registry

_MEANING = (
    "indicator", "areas", "start", "own_starts", "frequency", "first", "last", "comparison", "designs", "activity",
)  # fmt: skip
_NOTHING = Registry(areas=(), indicators=())


def questions_of(plan: Plan) -> tuple[Definition, ...]:
    """Return the meaning of each of a plan's effect questions, the areas that it chooses among included."""
    found: list[Definition] = []
    for place, question in enumerate(plan.effects):
        plain = question.model_dump(mode="json")
        meaning = {name: plain[name] for name in _MEANING} | {"pool": sorted(question.pool(plan.comparison_pool))}
        meaning["areas"] = sorted(question.areas)
        meaning["own_starts"] = sorted(f"{own.area} {own.start.isoformat()}" for own in question.own_starts)
        name = f"{QUESTION} {plan.id}/{question.id}"
        found.append(Definition(name, meaning_of(meaning), None, f"{plan.id}/plan.yml", ("effects", place)))
    return tuple(found)


def check_questions(project: Project, plan: Plan, marked: Marked) -> Iterator[Fault]:
    """Yield a fault for every locked question of a plan that asks something else now, or is gone."""
    lock = read_lock(project)
    own = f"{QUESTION} {plan.id}/"
    for held in held_against(_NOTHING, lock, {plan.id: questions_of(plan)}):
        if not held.name.startswith(own):
            continue
        again = "Skriv det gamle tilbage, og stil et nyt spørgsmål."
        command = f'maalbar definitions --accept {held.name.removeprefix(f"{QUESTION} ")} --note "..."'
        if held.state is State.GONE:
            yield Fault(
                place=f"{project.relative(lock_file(project))}:{held.line}",
                value=f"spørgsmålet »{held.name.removeprefix(own)}« er låst, men stilles ikke længere",
                rule="Et spørgsmål, der er stillet, bliver stående, hvad svaret end blev.",
                remedy=f"Skriv det tilbage, eller, hvis svaret aldrig har været offentligt: {command}",
            )
        elif held.state is State.CHANGED and held.definition is not None:
            yield Fault(
                place=marked.at(held.definition.trail),
                value=f"»{held.name.removeprefix(own)}« spørger om noget andet, end da det blev låst "
                f"(linje {held.line} i {LOCK})",
                rule=f"Det, som svaret afgøres af, ligger fast: {', '.join(_MEANING)}.",
                remedy=f"{again} Har svaret aldrig været offentligt: {command}",
            )
