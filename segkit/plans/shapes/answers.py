"""Documents as APIs answer them, before anything is looked for in them.

An answer may hold what it is about below a word of the API's own: JSON:API puts everything but id
and type below `attributes`, others below `spec` or `data`. Such entries are read as what they hold.
"""

from __future__ import annotations

from collections.abc import Mapping

from segkit.plans.cells.spec_text import read_spec
from segkit.plans.shapes.keys import named, squashed

_NAMES = ("eventname", "event", "name", "eventkey", "key", "title", "displayname")
_OF_ENTRIES = {"id", "type", "uuid", "links", "relationships", "meta", "version", "status", "href",
               "createdat", "updatedat", "resourcename", "resourcetype", "apiversion"}  # fmt: skip
_DEEPEST = 4


def unwrapped(document: object, depth: int = 0) -> object:
    """The document with the entries of its lists in the place of what is wrapped around them."""
    if depth > _DEEPEST:
        return document
    if isinstance(document, list):
        wrappers = [_wrapper(one) for one in document]
        if wrappers and None not in wrappers and len(set(wrappers)) == 1:
            return [_opened(one, wrappers[0]) for one in document]
        return document
    if isinstance(document, Mapping) and any(isinstance(one, list) for one in document.values()):
        found = {key: unwrapped(one, depth + 1) for key, one in document.items()}
        return found if any(found[key] is not one for key, one in document.items()) else document
    return document


def _wrapper(entry: object) -> str | None:
    """The key below which an entry says what it is about; None where it says so itself."""
    if not isinstance(entry, Mapping) or _called(entry) or not _only_about_entries(entry):
        return None
    holders = [key for key, one in entry.items() if isinstance(one, Mapping) and _called(one)]
    return holders[0] if len(holders) == 1 else None


def _only_about_entries(entry: Mapping[str, object]) -> bool:
    """Beside one object, nothing is said but what every entry of an API says."""
    others = [key for key in entry if squashed(key) not in _OF_ENTRIES]
    return len(others) == 1


def _called(entry: Mapping[str, object]) -> bool:
    """The object has a name, and not a property of that name: `name: string`."""
    own = named(entry, _NAMES)
    return own is not None and not read_spec(own[1]).is_typed


def _opened(entry: object, key: str | None) -> object:
    """What stands below the key, with what is said beside it."""
    if not isinstance(entry, Mapping) or key is None:
        return entry
    inner = entry[key]
    beside = {one: value for one, value in entry.items() if not isinstance(value, Mapping | list)}
    return {**beside, **inner} if isinstance(inner, Mapping) else entry
