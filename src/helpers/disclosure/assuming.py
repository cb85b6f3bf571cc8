"""What a reader knows comes before what he may guess: no guess weakens the protection against what is certain.

That what an earlier release hid is unchanged, or that a reader knows every correction made since, are guesses. Where
they give figures away whatever is hidden, these figures are protected all the same against a reader who doesn't guess.
"""

from __future__ import annotations

from dataclasses import replace

from helpers.disclosure.choosing import choose
from helpers.disclosure.families import families
from helpers.disclosure.system import Choice, Figure, System, Unit

_Units = frozenset[Unit]


def choose_for_certain(system: System) -> Choice:
    """Decide what is hidden, first against what a reader knows for certain, then against each guess on top.

    `Choice.exposed` names what somebody could narrow down who knows all corrections; see `choosing.choose`.
    """
    found = [_decided(family) for family in families(system)]
    hidden, exposed = (
        frozenset[Unit]().union(*sets) for sets in ([c.hidden for c in found], [c.exposed for c in found])
    )
    return Choice(hidden, exposed, sum(one.cost for one in found), sum(one.least for one in found))


def _decided(family: System) -> Choice:
    guesses = sorted({relation.guess for relation in family.relations})
    choice = choose(family)
    if len(guesses) < 2 or _grown(family, guesses[:-1], choice.hidden) == choice.hidden:
        return choice
    hidden = _grown(family, guesses, frozenset())
    exposed = choose(_known(family, guesses[-1], hidden)).exposed
    start = {figure.unit for figure in family.figures.values() if figure.sensitive or figure.forced}
    cost = sum(figure.cost for figure in family.figures.values() if figure.unit in hidden - start)
    return Choice(hidden, exposed, cost, 0.0)


def _grown(family: System, guesses: list[int], hidden: _Units) -> _Units:
    """Return these units and what else must be hidden, until every reader, whatever he guesses, is kept away."""
    while True:
        before = hidden
        for guess in guesses:
            hidden |= choose(_known(family, guess, hidden)).hidden
        if hidden == before:
            return hidden


def _known(family: System, guess: int, hidden: _Units) -> System:
    """Return the sums that somebody knows who guesses no more than this, with some units hidden from the start."""
    figures = {key: _with(figure, hidden) for key, figure in family.figures.items()}
    return System(figures, tuple(relation for relation in family.relations if relation.guess <= guess))


def _with(figure: Figure, hidden: _Units) -> Figure:
    out = figure.unit in hidden and not (figure.public or figure.never_shown)
    return replace(figure, forced=True) if out else figure
