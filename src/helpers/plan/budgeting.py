"""Rows and columns of a budget must add up, as far as its amounts are known."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.errors import Fault
from helpers.plan.agreement import Budget, BudgetPost
from helpers.plan.marked import Trail
from helpers.plan.placed import PlanInPlace

_RULE = "Budgettets rækker og kolonner stemmer, når alle beløb er kendt."
_REMEDY = "Ret beløbet, eller lad det stå tomt (null), hvis dokumentet har tabt det."


def budget(at: PlanInPlace) -> Iterator[Fault]:
    """Yield every funder that stands twice in a row, and every row or column whose known amounts don't add up."""
    if at.plan.budget is None:
        return
    for trail, post in _rows(at.plan.budget):
        yield from _repeated_funders(at, trail, post)
        yield from _row(at, trail, post)
    if at.plan.budget.total is not None:
        yield from _columns(at, at.plan.budget, at.plan.budget.total)


def _rows(found: Budget) -> Iterator[tuple[Trail, BudgetPost]]:
    for position, post in enumerate(found.posts):
        yield ("budget", "posts", position), post
    if found.total is not None:
        yield ("budget", "total"), found.total


def _repeated_funders(at: PlanInPlace, trail: Trail, post: BudgetPost) -> Iterator[Fault]:
    funders = [amount.funder for amount in post.amounts]
    for position, funder in enumerate(funders):
        if funder in funders[:position]:
            yield at.fault(
                (*trail, "amounts", position, "funder"),
                f"»{funder}« står to gange i »{post.name}«",
                "En bidragyder står én gang i hver række.",
                "Læg beløbene sammen, eller ret navnet.",
            )


def _row(at: PlanInPlace, trail: Trail, post: BudgetPost) -> Iterator[Fault]:
    amounts = [amount.dkk for amount in post.amounts]
    yield from _unequal(at, (*trail, "total_dkk"), f"»{post.name}«", amounts, post.total_dkk)


def _columns(at: PlanInPlace, found: Budget, total: BudgetPost) -> Iterator[Fault]:
    for position, amount in enumerate(total.amounts):
        column = [_paid(post, amount.funder) for post in found.posts]
        trail: Trail = ("budget", "total", "amounts", position, "dkk")
        yield from _unequal(at, trail, f"kolonnen »{amount.funder}«", column, amount.dkk)
    totals = [post.total_dkk for post in found.posts]
    yield from _unequal(at, ("budget", "total", "total_dkk"), "summen af rækkerne", totals, total.total_dkk)


def _paid(post: BudgetPost, funder: str) -> int | None:
    """Return what `funder` pays to the post: nothing if it isn't named there, None if the amount is lost."""
    return next((amount.dkk for amount in post.amounts if amount.funder == funder), 0 if post.amounts else None)


def _unequal(at: PlanInPlace, trail: Trail, what: str, parts: list[int | None], stated: int | None) -> Iterator[Fault]:
    known = [part for part in parts if part is not None]
    if parts and stated is not None and len(known) == len(parts) and sum(known) != stated:
        yield at.fault(trail, f"{what} giver {sum(known)} kr., men der står {stated} kr.", _RULE, _REMEDY)
