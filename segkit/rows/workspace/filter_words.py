"""What a destination filter does, in words."""

from __future__ import annotations

import json
from collections.abc import Mapping

from segkit.model.workspace import DestinationFilter, Json


def actions_in_words(one: DestinationFilter) -> list[str]:
    """A filter's actions in words; as the API has them where segkit has no words."""
    return [_in_words(action) or _as_it_is(action) for action in one.actions]


def _in_words(action: Json) -> str:
    match action.get("type"):
        case "DROP":
            return "drop the call"
        case "SAMPLE":
            return _sampled(action.get("percent"), action.get("path"))
        case "DROP_PROPERTIES" if names := _names(action.get("fields")):
            return f"leave out {names}"
        case "ALLOW_PROPERTIES" if names := _names(action.get("fields")):
            return f"keep only {names}"
    return ""


def _sampled(share: object, path: object) -> str:
    if not isinstance(share, int | float) or isinstance(share, bool):
        return ""
    return f"keep {share:.4%}".rstrip("%").rstrip("0").rstrip(".") + (
        f" % of the calls, chosen by {path}" if path else " % of the calls"
    )


def _names(fields: object) -> str:
    """`traits email, phone`; empty where the API says it in another form."""
    if not isinstance(fields, Mapping):
        return ""
    found = []
    for container, inner in fields.items():
        names = inner.get("fields") if isinstance(inner, Mapping) else None
        if not isinstance(names, list | tuple) or not names:
            return ""
        found.append(f"{container} {', '.join(map(str, names))}")
    return " and ".join(found)


def _as_it_is(action: Json) -> str:
    rest = {key: value for key, value in action.items() if key != "type" and value is not None}
    kind = str(action.get("type", "")).replace("_", " ").lower()
    return f"{kind} {json.dumps(rest, ensure_ascii=False, default=str)}" if rest else kind
