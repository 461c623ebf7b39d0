"""An organisation's own checks, as a TOML file says them: a pattern, a level and words.

[[rule]]
id = "house-app-prefix"
level = "warning"
on = "event"
must_match = "^(Web|App): "
message = "does not say which app sends it"
why = "Both apps share the plan."
mend = "Begin the name with Web: or App:."
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import cast

from segkit.errors import ConfigError
from segkit.malformed import MalformedError, parse_toml
from segkit.review.check import EVENTS, FIELDS, Check
from segkit.review.checks import all_checks
from segkit.review.checks.proposing import event_hit, name_hit
from segkit.review.checks.values import is_pattern, matches
from segkit.review.finding import LEVELS, Hit
from segkit.review.subject import Subject

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_KEYS = {
    "id", "level", "on", "must_match", "must_not_match", "message", "why", "mend", "docs",
}  # fmt: skip

_CALLS = {"event": ("track",), "page": ("page",), "screen": ("screen",)}
_FIELDS = {"property": ("track", "page", "screen"), "trait": ("identify", "group")}
_DESCRIBED = " description"
_ON = tuple(one + more for one in (*_CALLS, *_FIELDS) for more in ("", _DESCRIBED))


def own_checks(text: str, name: str) -> tuple[Check, ...]:
    """The checks that a file says.

    Args:
        text: The file.
        name: Its name, for errors.

    Raises:
        ConfigError: For what is no such check, naming which and why.
    """
    try:
        raw = parse_toml(text)
    except MalformedError as error:
        raise ConfigError(f"{name} is no TOML: {error}.", "correct that line.") from error
    entries = raw.get("rule", [])
    if set(raw) - {"rule"} or not isinstance(entries, list):
        raise ConfigError(f"{name} holds something else than rules.", "write each below [[rule]].")
    found: dict[str, Check] = {}
    for at, entry in enumerate(entries, 1):
        check = _check(entry, f"{name}, rule {at}")
        if check.id in found or check.id in {one.id for one in all_checks()}:
            raise ConfigError(f"{name} has a rule {check.id!r}, which is taken.", "rename it.")
        found[check.id] = check
    return tuple(found.values())


def _check(entry: object, where: str) -> Check:
    if not isinstance(entry, dict) or not all(isinstance(one, str) for one in entry.values()):
        raise ConfigError(f"{where} is no table of texts.", 'write lines such as id = "…".')
    said = cast("dict[str, str]", entry)
    if unknown := sorted(set(said) - _KEYS):
        raise ConfigError(
            f"{where} says {unknown[0]!r}, which segkit does not know.",
            f"use {', '.join(sorted(_KEYS))}.",
        )
    _wanted(where, "id", said.get("id", ""), bool(_ID.fullmatch(said.get("id", ""))), "house-name")
    level = said.get("level", "warning")
    _wanted(where, "level", level, level in LEVELS, ", ".join(LEVELS))
    on = said.get("on", "")
    _wanted(where, "on", on, on in _ON, ", ".join(_ON))
    patterns = [key for key in ("must_match", "must_not_match") if key in said]
    if len(patterns) != 1:
        raise ConfigError(
            f"{where} has {'both patterns' if patterns else 'no pattern'}.",
            "give must_match or must_not_match.",
        )
    pattern = said[patterns[0]]
    _wanted(where, patterns[0], pattern, is_pattern(pattern), "a regular expression of RE2")
    message = said.get("message") or (
        f"does not match {pattern!r}" if patterns[0] == "must_match" else f"matches {pattern!r}"
    )
    ask = _asked(on, pattern, message.strip().rstrip("."), wanted=patterns[0] == "must_match")
    return Check(
        said["id"], level, EVENTS if on.removesuffix(_DESCRIBED) in _CALLS else FIELDS, ask,
        docs=said.get("docs", ""), title=message, why=said.get("why", ""),
        mend=said.get("mend", ""), evidence=f"{patterns[0]} {pattern!r} on {on}.", own=True,
    )  # fmt: skip


def _wanted(where: str, key: str, value: str, is_right: bool, example: str) -> None:  # noqa: FBT001 (what was found out)
    if not is_right:
        raise ConfigError(f"{where}: {key} is {value!r}.", f"write it like {example}.")


def _asked(
    on: str, pattern: str, message: str, *, wanted: bool
) -> Callable[[Subject], Iterator[Hit]]:
    """The function that asks it of a plan."""
    described, kind = on.endswith(_DESCRIBED), on.removesuffix(_DESCRIBED)

    def of_calls(subject: Subject) -> Iterator[Hit]:
        for rule in subject.of(*_CALLS[kind]):
            text = rule.description if described else rule.key or ""
            if matches(pattern, text) != wanted:
                yield event_hit(f"{rule.title!r} {message}.", [rule])

    def of_fields(subject: Subject) -> Iterator[Hit]:
        for use in subject.named:
            text = use.field.description if described else use.field.path[-1]
            if use.rule.call in _FIELDS[kind] and matches(pattern, text) != wanted:
                yield name_hit(f"{use.field.dotted!r} of {use.rule.title!r} {message}.", [use])

    return of_calls if kind in _CALLS else of_fields
