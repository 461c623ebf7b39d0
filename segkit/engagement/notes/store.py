"""Changing `notes.toml`, from as many programs at once as there are.

Every change is read again under a lock, applied to what is there now, and written in one
step. Changes of different entries meet in the file; when somebody else changed the same
entry, the change is refused and says what is there, so that nobody is overwritten unseen.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, cast

from segkit.engagement.notes.journal import PROGRAM, Change, Step, read_changes, write_changes
from segkit.engagement.notes.kinds import DONE, EntryT, Kind, Settled
from segkit.engagement.notes.reading import HEADER, Notes
from segkit.engagement.toml import (
    GONE,
    Changed,
    Data,
    Spelling,
    locked,
    put,
    read,
    same,
    save,
    saying_what_to_do,
    table_body,
)
from segkit.errors import ExportError, NotesConflictError, UsageError
from segkit.malformed import MalformedError, parse_toml


class _Unseen:
    """Stands for an entry that nobody looked at before it was changed."""


UNSEEN = _Unseen()

Ours = Callable[[Change], bool]
"""Whether a change is one that a form may take back."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One entry as it should be.

    Attributes:
        entry: None takes it out.
        seen: The entry that the person saw when they decided, None when there was none;
            left out for a command that does not depend on it.
    """

    kind: Kind[object]
    key: str
    entry: object
    seen: object = UNSEEN


def edit(kind: Kind[EntryT], key: str, entry: EntryT | None, seen: object = UNSEEN) -> Edit:
    """An `Edit` whose entry is of its kind; `UsageError` when TOML cannot hold the key."""
    try:
        key.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UsageError(f"{key!r} cannot be the key of a note.", "use plain text.") from error
    return Edit(cast("Kind[object]", kind), key, entry, seen)


def change(
    file: Path, edits: Iterable[Edit], label: str, *, session: str = "", by: str = ""
) -> Notes:
    """Make the edits, all of them or none, and give back the notes as they are then.

    `label` says in a few words what is done. Changes of the same `session` in a row are
    taken back together; `by` names the form, for its own undo. Raises `NotesConflictError` when an entry is not as it was seen,
    `ConfigError` when the file is damaged or cannot be written; nothing is changed then.
    """
    wanted = tuple(edits)

    def made(data: Data) -> Data:
        notes = Notes(data)
        for one in wanted:
            _refuse_unseen(notes, one)
        for one in wanted:
            data = _with_entry(data, one)
        return data

    def note(changed: Changed) -> None:
        steps = tuple(_steps(changed, [(one.kind.table, one.key) for one in wanted]))
        with saying_what_to_do():
            one = Change(0, label, session, steps, by, PROGRAM)
            write_changes(file, _noted(read_changes(file), one))

    with locked(file):
        return Notes(save(file, made, new=HEADER, first=note).after.data)


def last_change(
    file: Path, kinds: Collection[Kind[Any]], *, ours: Ours | None = None
) -> Change | None:
    """The change of these kinds, or of those among them that are `ours`, that `undo` takes back."""
    tables = {kind.table for kind in kinds}
    now = Notes(read(file, new=HEADER).data)
    for one in reversed(read_changes(file)):
        is_ours = {step.table for step in one.steps} <= tables and (ours is None or ours(one))
        if is_ours and not _never_made(now, one):
            return one
    return None


def undo(
    file: Path,
    kinds: Collection[Kind[Any]],
    *,
    seen: int | None = None,
    ours: Ours | None = None,
) -> str:
    """Take back the last change of these kinds, as `last_change` finds it, and say what it was.

    `seen` is the id of the change that the person wants to take back. Raises `UsageError`
    when there is none, `NotesConflictError` when something was changed since.
    """
    with locked(file):
        last = last_change(file, kinds, ours=ours)
        if last is None:
            raise UsageError("There is nothing to undo.", "change something first.")
        if seen is not None and last.id < seen:
            raise NotesConflictError(
                "That was taken back already, or cannot be any more. Nothing was undone.",
                "look at what is there now, then undo again.",
            )
        if seen is not None and last.id != seen:
            raise NotesConflictError(
                f"Something else was changed meanwhile: {last.label}. Nothing was undone.",
                "look at it, then undo again.",
            )
        gone = replace(last, steps=())  # its id is not given to another change
        rest = [gone if one.id == last.id else one for one in read_changes(file)]

        try:
            save(file, partial(_restored, last, file.name), new=HEADER, spelling=_spelling(last))
        except NotesConflictError:
            with saying_what_to_do():
                write_changes(file, rest)  # so that older ones can be undone
            raise
        with suppress(ExportError):  # what is undone already is passed over the next time
            write_changes(file, rest)
    return last.label


def tick(file: Path, todo: str, how: str, kind: Kind[Settled] = DONE, *, by: str = "") -> None:
    """Record that the to-do `todo` is settled, or the item of a checklist is done.

    Everything else in the file is kept.
    """
    change(file, [edit(kind, todo, kind.entry(how))], f"settled {todo}", by=by)


# --- one entry ------------------------------------------------------------------------------


def _refuse_unseen(notes: Notes, wanted: Edit) -> None:
    if wanted.seen is UNSEEN:
        return
    there = notes.get(wanted.kind, wanted.key)
    if there not in (wanted.seen, wanted.entry):
        raise NotesConflictError(
            f"{wanted.key} was changed by somebody else meanwhile; nothing was overwritten.",
            "look at what is there now, then decide again.",
        )


def _with_entry(data: Data, wanted: Edit) -> Data:
    """The data with the entry; what is unknown in it stays."""
    kind, path = wanted.kind, (wanted.kind.table, wanted.key)
    present = Notes(data).table(kind).get(wanted.key)
    if wanted.entry is None:
        return put(data, path, GONE)
    fields = kind.raw(wanted.entry)
    if kind.flat:
        return put(data, path, fields[kind.flat])
    kept = present if isinstance(present, dict) else {}
    return put(data, path, _without_none({**kept, **fields}))


def _without_none(fields: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value is not None}


def _steps(changed: Changed, keys: Iterable[tuple[str, str]]) -> Iterator[Step]:
    """What became of each entry; of one that is taken out, also how it was written."""
    before, after = Notes(changed.before.data), Notes(changed.after.data)
    for table, key in keys:
        old, new = before.there(table, key), after.there(table, key)
        if not same(old, new):
            body = table_body(changed.before.text, (table, key)) if new is None else ""
            yield Step(table, key, old, new, body)


def _restored(last: Change, name: str, data: Data) -> Data:
    """The data without the change; `NotesConflictError` when it is another one by now."""
    for step in last.steps:
        found = Notes(data).there(step.table, step.key)
        present = _plain(found)
        if same(present, step.before):
            continue
        if not same(present, step.after):
            raise NotesConflictError(
                f"{step.key} in {name} was changed since; nothing was undone.",
                "change it where it stands.",
            )
        data = put(data, (step.table, step.key), _former(step, found))
    return data


def _former(step: Step, present: object) -> object:
    """The entry before the change: dates are dates where they were, or were not changed."""
    if step.before is None:
        return GONE
    if (written := _written(step)) is not None:
        return written
    if not isinstance(step.before, dict) or not isinstance(present, dict):
        return step.before
    was = {name: _plain(value) for name, value in present.items()}
    return {
        name: present[name] if same(was.get(name), value) else value
        for name, value in step.before.items()
    }


def _written(step: Step) -> Data | None:
    """What the text of an entry that was taken out says, when it says what there was."""
    try:
        found = parse_toml(step.text)
    except MalformedError:  # by hand, or from a damaged disk
        return None
    return found if step.text and same(_plain(found), step.before) else None


def _spelling(last: Change) -> Spelling:
    """With the comments that entries had when they were taken out."""
    return Spelling(bodies={(one.table, one.key): one.text for one in last.steps if one.text})


def _plain(raw: object) -> object:
    """As the journal has it: dates are texts there."""
    return json.loads(json.dumps(raw, default=str))


def _never_made(now: Notes, one: Change) -> bool:
    """The program ended between noting the change and making it."""
    return all(same(_plain(now.there(step.table, step.key)), step.before) for step in one.steps)


def _noted(changes: tuple[Change, ...], one: Change) -> tuple[Change, ...]:
    """The changes with this one; it goes on from the last one of the same session."""
    number = changes[-1].id + 1 if changes else 1
    changes = tuple(there for there in changes if there.steps)
    last = changes[-1] if changes else None
    steps = one.steps
    keys = [(step.table, step.key) for step in steps]
    if (
        last
        and one.session == last.session != ""
        and one.program == last.program
        and keys == [(s.table, s.key) for s in last.steps]
    ):
        pairs = zip(last.steps, steps, strict=True)
        steps = tuple(replace(new, before=old.before, text=old.text) for old, new in pairs)
        changes, number = changes[:-1], last.id
    return (*changes, replace(one, id=number, steps=steps))
