"""What of a call a library can take, and a sentence for each thing that it cannot.

A strict language does not even compile a number in place of an id, a library that wants a time
throws at a text, and some have no argument for a key at all. What is left out or changed for
such a reason stands in a comment above the code.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from segkit.snippets.calls import WHOLE, Method, Parts
from segkit.snippets.language import Language
from segkit.snippets.moments import moment

MAPS = frozenset({"properties", "traits", "context", "integrations"})
"""Parts of a call that are objects; every other part is a text."""

_FILLED = frozenset({"context", "integrations"})
"""Objects that every library sends, empty or filled by itself."""

_WRONG = object()


def fitted(call: Parts, method: Method, language: Language) -> tuple[Parts, list[str]]:
    """The call as the library takes it, and what was left out or changed for that.

    Args:
        call: As it would be sent, cleaned.
        method: How the library sends this kind of call.
        language: The library.
    """
    whole = WHOLE in method.keys
    found: dict[str, object] = {}
    lacking, wrong, changed = [], [], []
    for key, part in call.items():
        if key == "type":  # said by the statement itself
            continue
        if not whole and key not in method.keys:
            lacking.append(key)
            continue
        fit = part if whole and key != "timestamp" else _fit(key, part, language)
        if fit is _WRONG:
            wrong.append(key)
            continue
        found[key] = fit
        if isinstance(fit, str) and not isinstance(part, str):
            changed.append(key)
    if language.switches and isinstance(switches := found.get("integrations"), Mapping):
        kept = {name: on for name, on in switches.items() if isinstance(on, bool | Mapping)}
        wrong += [f"integrations.{name}" for name in switches if name not in kept]
        found["integrations"] = kept
    if not whole:  # an empty map says nothing, and some libraries have no way to write one
        found = {k: part for k, part in found.items() if part or k not in _FILLED}
    notes = _notes(language, lacking, wrong, changed, [*_nulls(found, language)])
    return found, [note for note in (method.note(found), *notes) if note]


def _fit(key: str, part: object, language: Language) -> object:
    """The value as the library takes it, or `_WRONG`."""
    if key in MAPS:
        return part if isinstance(part, Mapping) else _WRONG
    if key == "timestamp" and language.literals.time:
        return moment(part) or _WRONG
    if isinstance(part, str) or not language.typed:
        return part
    return json.dumps(part) if isinstance(part, bool | int | float) else _WRONG


def _nulls(value: object, language: Language) -> Iterator[str]:
    if language.literals.holds_null:
        return
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if inner is None:
                yield str(key)
            yield from _nulls(inner, language)
    elif isinstance(value, list):
        for inner in value:
            yield from _nulls(inner, language)


def _notes(language: Language, *groups: list[str]) -> Iterator[str]:
    sentences = (
        "Not an argument of this call in this library",
        "Left out, because this library takes no such value there",
        "Written as text, which is all that this library takes there",
        "Left out, because the map cannot hold null",
    )
    for sentence, keys in zip(sentences, groups, strict=True):
        if keys:
            names = ", ".join(language.literals.text(key) for key in dict.fromkeys(keys))
            yield f"{sentence}: {names}."
