"""Which snippets have to be copied again, and which notes of the workshop name what changes."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import Any

from segkit.delivery.case import Case
from segkit.engagement.notes import Notes
from segkit.engagement.notes.kinds import ADDED, WORD, Kind
from segkit.engagement.notes.workshop import DECISIONS, OBJECTIVES, PARKED, QUESTIONS
from segkit.impact.concern import Concern
from segkit.impact.subject import Subject
from segkit.model.plan import dotted

_NOTED: tuple[tuple[str, Kind[Any]], ...] = (
    ("objective", OBJECTIVES), ("decision", DECISIONS), ("question", QUESTIONS),
    ("consideration", WORD), ("consideration", ADDED), ("parked", PARKED),
)  # fmt: skip


def snippets_concerned(subject: Subject, case: Case) -> Iterator[Concern]:
    """The code of each source that sends such calls: copied once, it knows the old name."""
    if not subject.moves:
        return
    calls = {call for call, _ in subject.calls}
    for source in case.workspace.sources:
        library = case.libraries.get(source.id)
        sends = case.plan_covers(source.id) and calls & case.calls(source.id)
        meant = any(case.may_send(source.id, one.rule) for one in subject.touched)
        if library is not None and sends and meant:
            still = "still sends it" if subject.is_gone else "sends it under its old name"
            reason = f"Code that was copied from the guide {still}."
            yield Concern(
                "snippet", library.name, True, reason, case.is_sure_to_send(source.id),
                id=source.id, source=source.slug, enabled=source.enabled, origin=source.slug,
            )  # fmt: skip


def notes_concerned(subject: Subject, notes: Notes) -> Iterator[Concern]:
    """What was noted in the workshop, and the words on considerations, that name it."""
    names = {old for _, old, _ in subject.of_events}
    names |= {name for path in subject.paths for name in (dotted(path[1:]), path[-1]) if name}
    if not names:
        return
    every = "|".join(re.escape(one) for one in sorted(names, key=len, reverse=True))
    word = re.compile(rf"(?<![\w.])(?:{every})(?!\w)", re.IGNORECASE)
    for kind, table in _NOTED:
        for key, entry in notes.of(table).items():
            texts = [getattr(entry, one.name) for one in dataclasses.fields(entry)]
            found = next((one for one in texts if isinstance(one, str) and word.search(one)), "")
            if found:
                reason = "It names it; read whether it still says what was meant."
                yield Concern(
                    kind, found, False, reason, certain=False, id=key, origin=f"notes.toml: {key}"
                )
