"""What was found, file by file: for the person who sends the files back to their owners."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.errors import Fault
from helpers.intake.declaration import Source
from helpers.intake.examining import BatchRead, Examination
from helpers.intake.report import Use, Verdict
from helpers.intake.strays import Strays


def verdicts(examination: Examination) -> tuple[Verdict, ...]:
    """Return a verdict on every raw file and on every source without one, in the order of `sources.yml`."""
    return tuple(_Verdicts(examination).all())


def verdicts_on_strays(outside: Strays) -> tuple[Verdict, ...]:
    """Return a verdict on every file that lies in no evaluation's folder."""
    found: list[Verdict] = []
    for place in dict.fromkeys(fault.place for fault in (*outside.warnings, *outside.privacy)):
        faults = tuple(fault for fault in outside.privacy if fault.place == place)
        warnings = tuple(warning for warning in outside.warnings if warning.place == place)
        use: Use = "refused" if faults else "ignored"
        found.append(Verdict(place, use, "", "", "", "", "internal", faults, warnings))
    return tuple(found)


class _Verdicts:
    """Hands each fault and warning to the file that it is about."""

    def __init__(self, examination: Examination) -> None:
        self.examination = examination
        self.sources = {source.id: source for source in examination.sources}
        self.faults = (*examination.privacy, *examination.faults)
        self.warnings = examination.warnings(examination.batches)
        self.good = {place for batch in examination.good() for place in batch.found.shown}
        self.read = {place: batch for batch in examination.batches for place in batch.found.shown}
        self.told: set[str] = set()

    def all(self) -> Iterator[Verdict]:
        for found in self.examination.gathered.found:
            for place, (file, _) in zip(found.shown, found.ids, strict=True):
                yield self.of_file(place, file, found.source)
        for source, fault in self.examination.gathered.without_file:
            if fault is not None and fault in self.examination.faults:
                yield self.verdict(fault.place, source, "at_fault")
        for change in self.examination.changes:
            yield from self.unless_told(change.place, self.sources.get(change.event.source), "at_fault")
        for warning in self.examination.gathered.undeclared:
            yield from self.unless_told(warning.place, None, "ignored")
        for fault in self.faults:
            yield from self.unless_told(fault.place, None, "refused" if self.examination.privacy else "at_fault")

    def of_file(self, place: str, file: str, source: Source) -> Verdict:
        batch = self.read.get(place)
        if batch is None:
            refused = any(fault.place == place for fault in self.faults)
            return self.verdict(place, source, "refused" if refused else "waiting")
        if place in self.good:
            return self.verdict(place, source, "good", batch, file)
        at_fault = place in self.examination.bad_places()
        return self.verdict(place, source, "at_fault" if at_fault else "together", batch, file)

    def unless_told(self, place: str, source: Source | None, use: Use) -> Iterator[Verdict]:
        if place not in self.told:
            yield self.verdict(place, source, use)

    def verdict(
        self, place: str, source: Source | None, use: Use, batch: BatchRead | None = None, file: str = ""
    ) -> Verdict:
        self.told.add(place)
        sheets = [] if batch is None else [rows for name, _, rows in batch.gave.sheets if name == file]
        located = () if batch is None else batch.gave.located
        return Verdict(
            place=place,
            use=use,
            source="" if source is None else source.id,
            title="" if source is None else source.title,
            owner="" if source is None else source.owner,
            origin="" if source is None else source.origin.value,
            sensitivity="internal" if source is None else source.sensitivity,
            faults=tuple(fault for fault in self.faults if self.concerns(fault, place)),
            warnings=tuple(warning for warning in self.warnings if warning.place == place),
            rows=sum(sheets) if sheets else None,
            observations=sum(item.observation.file == file for item in located),
        )

    def concerns(self, fault: Fault, place: str) -> bool:
        """Tell whether a fault is about a file; two files that contradict each other share the fault of one."""
        return fault.place == place or (place in self.examination.suspects and place in fault.value)
