"""The audit: reads a public folder and everything published before, and attacks it."""

from __future__ import annotations

from pathlib import Path

from helpers.audit.corrections import FILE as CORRECTIONS
from helpers.audit.corrections import corrections
from helpers.audit.deriving import Attacker
from helpers.audit.discovering import discovered, unlike
from helpers.audit.equations import Figures, declared, told_differences
from helpers.audit.gathering import paths_of, processes, tables, words
from helpers.audit.knowledge import Knowledge
from helpers.audit.loose_words import Lines, Words
from helpers.audit.published import published_before
from helpers.audit.reporting import Report, report
from helpers.audit.shares import counts_told_by_shares, shares_of_hidden_counts, small_behind_rounding
from helpers.audit.standing_open import once_published, small_and_open
from helpers.audit.statements import Figure
from helpers.audit.structure import read_structure
from helpers.audit.vocabulary import Names, Vocabulary
from helpers.errors import AuditError


def audit(folder: Path, earlier: Path | None = None, *, workers: int | None = None) -> Report:
    """Attack a public folder as an outsider would.

    Parameters
    ----------
    folder
        The finished site, with earlier releases under `runder/`.
    earlier
        The folder of figures published before (`data/processed/releases/figures`), if there is one.
    workers
        Processes that read files; by default as many as there are cores, and one for a small site.
    """
    structure = read_structure(folder)
    unread: list[tuple[str, str]] = []
    knowledge = Knowledge(_corrections(folder, unread))
    paths = paths_of(folder)
    count = workers or processes(paths)
    names = Names()
    for found in tables(folder, paths, count):
        knowledge.learn(found.statements.values(), found.count)
        names.merge(found.names)
    try:
        knowledge.learn(published_before(earlier, structure))
    except ValueError:
        unread.append((str(earlier), "mappen med tidligere udgivelser kan ikke læses"))
    understanding = Words(Lines(knowledge), Vocabulary(names, structure), structure)
    for found in words(folder, paths, understanding, count):
        knowledge.learn(found.statements.values(), found.count)
        knowledge.learn_differences(found.told)
        unread += found.unread
    knowledge.learn(counts_told_by_shares(knowledge, structure))
    equations = [
        *declared(Figures(knowledge), structure),
        *told_differences(knowledge.told),
        *shares_of_hidden_counts(knowledge, structure),
    ]
    equations += unlike(discovered(knowledge), equations)
    attack = Attacker(knowledge, equations, structure).attack()
    small = [*small_and_open(knowledge, structure), *small_behind_rounding(knowledge, structure)]
    before = once_published(knowledge, small)
    return report(
        (len(paths), knowledge.count),
        attack,
        knowledge.clashes(),
        [one for one in small if one not in before],
        before,
        unread,
        structure,
    )


def _corrections(folder: Path, unread: list[tuple[str, str]]) -> frozenset[tuple[Figure, str]]:
    try:
        return corrections(folder)
    except ValueError:
        unread.append((CORRECTIONS, "listen over rettede tal kan ikke læses"))
        return frozenset()


def must_pass(found: Report) -> Report:
    """Return the report of a site that may be published.

    Raises
    ------
    AuditError
        With everything that gives a hidden figure away.
    """
    if found.faults:
        raise AuditError(found.faults)
    return found
