"""Noting actions: add, change, close, take back. Each is one change of `notes.toml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches

from segkit.engagement.notes import change, edit, read_notes, undo
from segkit.engagement.notes.workshop import ACTIONS, DROPPED, TO_DO, Action, new_key
from segkit.errors import UsageError
from segkit.facts.actions import ActionItem, is_key
from segkit.facts.known import Facts


def listed(facts: Facts) -> tuple[ActionItem, ...]:
    """The actions as the notes are now."""
    return facts.actions_by(read_notes(facts.engagement.notes_file))


def add(facts: Facts, action: Action) -> str:
    """Note one more; gives its key.

    What repairs a consideration has that one's key, so that there is one action for it. Raises
    `UsageError` when it says neither what to do nor what it repairs, or is there already.
    """
    there = listed(facts)
    keys = {one.key for one in there if one.is_noted}
    if not action.text.strip() and not is_key(action.repairs):
        raise UsageError("The action says nothing.", "give --text, or --repairs with a key.")
    key = new_key(keys)
    if is_key(action.repairs):
        key = _repaired(facts, action.repairs)
        action = replace(action, repairs="")
    if key in keys:
        raise UsageError(f"There is an action {key} already.", "change that one.")
    _save(facts, key, action, "added")
    return key


def set_fields(facts: Facts, key: str, fields: Mapping[str, str]) -> ActionItem:
    """Change these fields of an action, also of one without a note yet; gives it as it was."""
    found = _named(listed(facts), key)
    _save(facts, found.key, replace(found.action, **fields), "changed")
    return found


def close(facts: Facts, key: str, state: str, on: str, reason: str) -> ActionItem:
    """Close an action; dropping one needs a reason."""
    if state == DROPPED and not reason.strip():
        raise UsageError("What is dropped needs a reason.", "say it in a few words.")
    return set_fields(facts, key, {"state": state, "closed": on, "reason": reason})


def reopen(facts: Facts, key: str) -> ActionItem:
    """Open it again; when and why it was closed is taken back with that."""
    return set_fields(facts, key, {"state": TO_DO, "closed": "", "reason": ""})


def take_back(facts: Facts) -> str:
    """Undo the last change of actions, and say what it was."""
    return undo(facts.engagement.notes_file, [ACTIONS])


def _repaired(facts: Facts, name: str) -> str:
    considered = facts.considered_by(read_notes(facts.engagement.notes_file))
    keys = {key for one in considered.items for key in (one.key, one.everywhere)}
    if name in keys:
        return name
    raise _unknown("consideration", name, keys, "list them with `segkit consider`.")


def _named(found: Iterable[ActionItem], key: str) -> ActionItem:
    there = {one.key: one for one in found}
    if key not in there:
        raise _unknown("action", key, there, "list them with `segkit action`.")
    return there[key]


def _unknown(what: str, key: str, there: Iterable[str], fix: str) -> UsageError:
    near = get_close_matches(key, list(there), n=3, cutoff=0.5)
    return UsageError(
        f"There is no {what} {key!r}.", f"did you mean {' or '.join(near)}?" if near else fix
    )


def _save(facts: Facts, key: str, action: Action, what: str) -> None:
    label = f"{what} the action “{action.text[:60]}”"
    change(facts.engagement.notes_file, [edit(ACTIONS, key, action)], label)
