"""Changing `notes.toml`, from as many programs at once as there are.

Every change is read again under a lock, applied to what is there now, and written in one
step. Changes of different entries meet in the file; when somebody else changed the same
entry, the change is refused and says what is there, so that nobody is overwritten unseen.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, cast

from segkit.engagement.notes import toml_edit
from segkit.engagement.notes.journal import Change, Step, read_changes, write_changes
from segkit.engagement.notes.kinds import DONE, EntryT, Kind
from segkit.engagement.notes.lock import locked
from segkit.engagement.notes.reading import Notes, parsed, read_text
from segkit.engagement.notes.saving import guarded, save
from segkit.errors import ExportError, NotesConflictError, UsageError


class _Unseen:
    """Stands for an entry that nobody looked at before it was changed."""


UNSEEN = _Unseen()


class HasTable(Protocol):
    """Any `Kind`."""

    @property
    def table(self) -> str:
        """Name of its table."""


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


def change(file: Path, edits: Iterable[Edit], label: str, *, session: str = "") -> Notes:
    """Make the edits, all of them or none, and give back the notes as they are then.

    `label` says in a few words what is done. Changes of the same `session` in a row are
    taken back together. Raises `NotesConflictError` when an entry is not as it was seen,
    `ConfigError` when the file is damaged or cannot be written; nothing is changed then.
    """
    wanted = tuple(edits)

    def edited(notes: Notes, text: str) -> str:
        for one in wanted:
            _refuse_unseen(notes, one)
        return toml_edit.edited(text, [_table_change(one) for one in wanted])

    def note(text: str, steps: tuple[Step, ...]) -> None:
        kept = [
            replace(step, text=toml_edit.table_body(text, (step.table, step.key)))
            if step.after is None
            else step
            for step in steps
        ]
        write_changes(file, _noted(read_changes(file), label, session, tuple(kept)))

    with locked(file):
        return save(file, [(one.kind.table, one.key) for one in wanted], edited, note)


def last_change(file: Path, kinds: Collection[HasTable]) -> Change | None:
    """The change of these kinds that `undo` would take back."""
    tables = {kind.table for kind in kinds}
    now = parsed(read_text(file), file)
    for one in reversed(read_changes(file)):
        if {step.table for step in one.steps} <= tables and not _never_made(now, one):
            return one
    return None


def undo(file: Path, kinds: Collection[HasTable], *, seen: int | None = None) -> str:
    """Take back the last change of these kinds, and say what it was.

    `seen` is the id of the change that the person wants to take back. Raises `UsageError`
    when there is none, `NotesConflictError` when something was changed since.
    """
    with locked(file):
        last = last_change(file, kinds)
        if last is None:
            raise UsageError("There is nothing to undo.", "change something first.")
        if seen is not None and last.id != seen:
            raise NotesConflictError(
                f"Something else was changed meanwhile: {last.label}. Nothing was undone.",
                "look at it, then undo again.",
            )
        rest = [one for one in read_changes(file) if one.id != last.id]

        def restored(notes: Notes, text: str) -> str:
            changes = [one for step in last.steps for one in _restoring(notes, step, file)]
            return toml_edit.edited(text, changes)

        try:
            save(file, [], restored, lambda _text, _steps: None)
        except NotesConflictError:
            guarded(lambda: write_changes(file, rest))  # so that older ones can be undone
            raise
        with suppress(ExportError):  # what is undone already is passed over the next time
            write_changes(file, rest)
    return last.label


def tick(file: Path, todo: str, how: str) -> None:
    """Record that the to-do `todo` is settled, keeping everything else in the file."""
    change(file, [edit(DONE, todo, DONE.entry(how))], f"settled {todo}")


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


def _table_change(wanted: Edit) -> toml_edit.TableChange:
    kind, path = wanted.kind, (wanted.kind.table, wanted.key)
    if wanted.entry is None:
        return toml_edit.TableChange(path)
    fields = kind.raw(wanted.entry)
    if kind.flat:
        return toml_edit.TableChange(path[:1], {wanted.key: fields[kind.flat]})
    return toml_edit.TableChange(path, fields)


def _restoring(notes: Notes, step: Step, file: Path) -> Iterator[toml_edit.TableChange]:
    path, present = (step.table, step.key), _plain(notes.there(step.table, step.key))
    if toml_edit.same(present, step.before):
        return
    if not toml_edit.same(present, step.after):
        raise NotesConflictError(
            f"{step.key} in {file.name} was changed since; nothing was undone.",
            "change it where it stands.",
        )
    if step.before is None:
        yield toml_edit.TableChange(path)
    elif step.text and toml_edit.same(_plain(tomllib.loads(step.text)), step.before):
        yield toml_edit.TableChange(path, body=step.text)
    elif not isinstance(step.before, dict):
        yield toml_edit.TableChange(path[:1], {step.key: step.before})
    else:
        after = step.after if isinstance(step.after, dict) else {}
        names = [*step.before, *(name for name in after if name not in step.before)]
        changed = [n for n in names if not toml_edit.same(step.before.get(n), after.get(n))]
        yield toml_edit.TableChange(path, {name: step.before.get(name) for name in changed})


def _plain(raw: object) -> object:
    """As the journal has it: dates are texts there."""
    return json.loads(json.dumps(raw, default=str))


def _never_made(now: Notes, one: Change) -> bool:
    """The program ended between noting the change and making it."""
    return all(
        toml_edit.same(_plain(now.there(step.table, step.key)), step.before) for step in one.steps
    )


def _noted(
    changes: tuple[Change, ...], label: str, session: str, steps: tuple[Step, ...]
) -> tuple[Change, ...]:
    """The changes with this one; it goes on from the last one of the same session."""
    last = changes[-1] if changes else None
    number = last.id + 1 if last else 1
    keys = [(step.table, step.key) for step in steps]
    if last and session == last.session != "" and keys == [(s.table, s.key) for s in last.steps]:
        pairs = zip(last.steps, steps, strict=True)
        steps = tuple(replace(new, before=old.before, text=old.text) for old, new in pairs)
        changes = changes[:-1]
    return (*changes, Change(number, label, session, steps))
