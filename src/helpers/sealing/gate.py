"""The gate before every import and build: nothing sealed changes in silence, and no round is read before its time."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.disclosure.policy import Policy, load_policies
from helpers.errors import Fault, SealedError
from helpers.intake.manifest import load_manifest
from helpers.intake.personal_numbers import shown_path
from helpers.ledger import archive
from helpers.ledger.chain import in_force, read_ledger
from helpers.ledger.entries import Entry
from helpers.observations.table import Observation
from helpers.paths import Project, checksum, file_checksum
from helpers.plan.model import Plan, Registry, Round
from helpers.sealing.comparing import Difference, of_files, of_observations, of_trees
from helpers.sealing.ordering import too_early
from helpers.sealing.parts import UNGUESSABLE, Basis, Tree, basis_of, observations_text, rows, until
from helpers.sealing.secrecy import Secrecy
from helpers.sealing.telling import ChangedFiles, faults_of

if TYPE_CHECKING:
    from helpers.intake.examining import Examination  # loads pandas, which an import that is up to date must not

_PLACES = {
    "plan": "analyses/", "definitions": "analyses/", "policy": "analyses/disclosure.yml", "raw": "data/raw/",
    "observations": "data/raw/",
}  # fmt: skip


@dataclass(frozen=True)
class Gate:
    """What the ledger holds a project to.

    Parameters
    ----------
    project
        The project.
    entries
        Its ledger.
    amending
        Releases (`slagelse-2017-baseline-v1`) that are about to be sealed anew: what differs from them passes.
    """

    project: Project
    entries: tuple[Entry, ...]
    amending: frozenset[str] = frozenset()

    @classmethod
    def of(cls, project: Project, amending: Collection[str] = ()) -> Gate:
        """Return the gate of a project.

        Raises
        ------
        SealedError
            If the ledger was tampered with.
        """
        return cls(project, read_ledger(project), frozenset(amending))

    def sealed(self, evaluation: str) -> tuple[Entry, ...]:
        """Return the sealed rounds of an evaluation that are not being amended."""
        return tuple(
            entry
            for entry in in_force(self.entries)
            if entry.evaluation == evaluation and entry.release not in self.amending
        )

    def insist_on_evaluations(self, evaluations: Collection[str]) -> None:
        """Refuse a project that no longer has an evaluation of which a round is sealed, or has it under another name.

        Raises
        ------
        SealedError
            With each evaluation that is gone.
        """
        gone = dict.fromkeys(one.evaluation for one in in_force(self.entries) if one.evaluation not in evaluations)
        _refuse(
            Fault(
                place=f"analyses/{evaluation}/plan.yml",
                value="evalueringen har låste runder, og planen er her ikke",
                rule="Det, der er låst, bliver i projektet under det navn, det blev låst med.",
                remedy=f"Hent analyses/{evaluation}/ og data/raw/{evaluation}/ fra git eller fra jeres sikkerhedskopi.",
            )
            for evaluation in gone
        )

    def has_changed_files(self, evaluation: str) -> bool:
        """Tell whether a raw file of a sealed round is no longer what it was."""
        return any(self._changed_files(entry) for entry in self.sealed(evaluation))

    def insist_on_files(self, examination: Examination) -> None:
        """Refuse changed raw files of sealed rounds, with what the change did to their numbers.

        Raises
        ------
        SealedError
            If there are any, and no file holds personal data, which must be told first.
        """
        if examination.privacy:
            return
        faults: list[Fault] = []
        for entry in self.sealed(examination.plan.id):
            files = self._changed_files(entry)
            if files:
                understood = _understood(examination, {one.place for one in files})
                numbers = self._changed_numbers(entry, examination, understood)
                told = ChangedFiles(self._accepted(entry), self._unmoved(entry, understood, numbers))
                faults += faults_of(self.project, entry, [*files, *numbers], told)
        _refuse(faults)

    def insist(self, plan: Plan, registry: Registry, observations: Sequence[Observation]) -> None:
        """Refuse observations that would change a sealed round, or that are read before their time.

        Raises
        ------
        SealedError
            With every fault.
        """
        faults = list(too_early(plan, self.entries, observations))
        sealed = self.sealed(plan.id)
        policy = policy_of(self.project, registry, plan) if sealed else None
        for entry in sealed:
            if policy is not None:
                found = self.differences(entry, plan, registry, policy, observations)
                faults += faults_of(self.project, entry, found, ChangedFiles(self._accepted(entry)))
        _refuse(faults)

    def differences(
        self, entry: Entry, plan: Plan, registry: Registry, policy: Policy, observations: Iterable[Observation]
    ) -> tuple[Difference, ...]:
        """Return what a round is made from now that differs from what was sealed.

        Raises
        ------
        SealedError
            If something differs and the archive can't tell what it was.
        """
        at = round_of(entry, plan)
        if at is None:
            gone = Difference("plan", "", f"runden {entry.round} findes ikke længere i planen", "", "", ("rounds",))
            return (gone,)
        now = basis_of(plan, at, registry, policy, observations)
        changed = {name for name, text in now.texts() if not self._stands(entry, name, text)}
        return tuple(self._compared(entry, now, changed, registry, policy))

    def _compared(
        self, entry: Entry, now: Basis, changed: Collection[str], registry: Registry, policy: Policy
    ) -> Iterator[Difference]:
        unknown = {name for name in changed if self.sealed_text(entry, name) is None}
        yield from (_unknown(name) for name, _ in now.texts() if name in unknown)
        for name, text in now.texts():
            sealed = self.sealed_text(entry, name) if name in changed else None
            if sealed is None:
                continue
            if name == "raw":
                yield from self._changed_files(entry)
            elif name == "observations":
                secrecy = self._secrecy(entry, registry, policy)
                yield from of_observations(rows(sealed), rows(text), registry, secrecy)
            else:
                yield from of_trees(name, sealed, text, "")

    def _stands(self, entry: Entry, part: str, now: str) -> bool:
        """Tell whether a part is as it was sealed; what only the archive can tell stands where there is no archive."""
        sealed = self.sealed_text(entry, part)
        if sealed is not None:
            return sealed == now
        return part in UNGUESSABLE or checksum(now.encode()) == entry.part(part)

    def sealed_text(self, entry: Entry, part: str) -> str | None:
        """Return a part of a sealed round as it was sealed; None where the archive isn't at hand, as in a fresh clone.

        Raises
        ------
        SealedError
            If the archive holds something else under that name, or lacks what only it can tell.
        """
        name = entry.part(part) or ""
        if part in UNGUESSABLE:
            return archive.get_unguessable(self.project, name) if archive.is_here(self.project) else None
        return archive.get(self.project, name).decode("utf-8") if archive.holds(self.project, name) else None

    def _secrecy(self, entry: Entry, registry: Registry, policy: Policy) -> Secrecy:
        return Secrecy.of_results(self.sealed_text(entry, "results"), registry, policy)

    def _changed_files(self, entry: Entry) -> tuple[Difference, ...]:
        sealed: dict[str, str] = json.loads(self.sealed_text(entry, "raw") or "{}")
        return tuple(of_files(sealed, {file: self._checksum(file) for file in sealed}))

    def _checksum(self, file: str) -> str | None:
        path = self.project.raw / file
        return file_checksum(path) if path.is_file() else None

    def _accepted(self, entry: Entry) -> frozenset[str]:
        """Return the places of changed files of a round that somebody has vouched for since."""
        sealed: dict[str, str] = json.loads(self.sealed_text(entry, "raw") or "{}")
        changed = {file: now for file, before in sealed.items() if (now := self._checksum(file)) != before}
        known = load_manifest(self.project, str(entry.evaluation)).current if changed else {}
        as_vouched = (file for file, now in changed.items() if now == (known[file].checksum if file in known else None))
        return frozenset(shown_path(f"data/raw/{file}") for file in as_vouched)

    def _unmoved(self, entry: Entry, understood: Collection[str], numbers: Iterable[Difference]) -> frozenset[str]:
        known = self.sealed_text(entry, "observations") is not None
        return frozenset(understood) - {one.place for one in numbers} if known else frozenset()

    def releases_of(self, file: str) -> tuple[str, ...]:
        """Return the sealed rounds that a raw file's figures are part of, by the file's path below `data/raw/`."""
        return tuple(
            str(entry.release)
            for entry in in_force(self.entries)
            if file in json.loads(self.sealed_text(entry, "raw") or "{}")
        )

    def _changed_numbers(
        self, entry: Entry, examination: Examination, understood: Collection[str]
    ) -> tuple[Difference, ...]:
        """Return what changed in the numbers of changed files that can be read."""
        sealed, at = self.sealed_text(entry, "observations"), round_of(entry, examination.plan)
        if sealed is None or at is None:
            return ()
        readable = (batch for batch in examination.batches if not batch.faults)
        now = until((item.observation for batch in readable for item in batch.gave.located), at.last)
        secrecy = self._secrecy(
            entry, examination.registry, policy_of(self.project, examination.registry, examination.plan)
        )
        before, after = _rows_of(rows(sealed), understood), _rows_of(rows(observations_text(now)), understood)
        return tuple(of_observations(before, after, examination.registry, secrecy))


def policy_of(project: Project, registry: Registry, plan: Plan) -> Policy:
    """Return the rules of protection that hold for an evaluation."""
    return load_policies(project, registry, [plan])[plan.id]


def round_of(entry: Entry, plan: Plan) -> Round | None:
    """Return the plan's round that an entry is about; None if the plan has it no more."""
    return next((at for at in plan.rounds if at.id == entry.round), None)


def _understood(examination: Examination, places: Collection[str]) -> frozenset[str]:
    """Return those of some files that can be read now; another has no numbers to tell."""
    readable = (batch for batch in examination.batches if not batch.faults)
    return frozenset(place for batch in readable for place in batch.found.places if place in places)


def _unknown(part: str) -> Difference:
    about = "noget er ændret; den låste tekst ligger ikke i arkivet her, så den gamle værdi kan ikke vises"
    return Difference(part, _PLACES[part], about, "", "")


def _rows_of(observations: Iterable[Tree], places: Collection[str]) -> list[Tree]:
    """Return the rows of some files. Who may see a row is decided after the files are read, so it is left out."""
    return [
        {name: value for name, value in row.items() if name != "audience"}
        for row in observations
        if f"data/raw/{row['file']}" in places
    ]


def _refuse(faults: Iterable[Fault]) -> None:
    """Raise every fault once: two rounds that hold the same thing would tell it twice."""
    told: dict[tuple[str, str], Fault] = {}
    for fault in faults:
        told.setdefault((fault.where(), fault.value), fault)
    if told:
        raise SealedError(told.values())
