"""What a plan cannot well be, whichever document it was read from: checks of the result."""

from __future__ import annotations

from collections.abc import Iterable

from segkit.model.plan import Rule
from segkit.plans.documents.doubting import Doubts

_MARKS = frozenset({"required", "isrequired", "is_required", "mandatory", "nullable", "datatype",
                    "data_type"})  # fmt: skip
_BESIDE = frozenset({"type", "description", "name", "example", *_MARKS})
_OF_PLANS = frozenset(
    {"event", "events", "property", "properties", "parameter", "parameters", "field", "fields",
     "attributes", "traits", "schema", "payload", "key", "taxonomy", "context", "config", "description", "type", "name", "required", "example",
     "examples", "version", "metadata", "trigger"}
)  # fmt: skip


def check_results(rules: Iterable[Rule], doubts: Doubts) -> None:
    """Doubt names that are those of a document's own parts, or that end with blanks."""
    for rule in rules:
        key = rule.key or ""
        if key.casefold() in _OF_PLANS:
            what = "{count} events are called like parts of a plan, and may be none."
            doubts.add(rule.origin, what, key)
        blanks = [key] if key != key.strip() else []
        beside: dict[tuple[str, ...], set[str]] = {}
        for one in rule.fields:
            last = one.path[-1]
            if last[:1].isspace() or last[-1:].isspace():
                blanks.append(last)
            if not last or one.path == ("required",):
                what = "{count} fields have no name, or that of a keyword, and may be none."
                doubts.add(rule.origin, what, repr(last))
            if last.casefold() in _BESIDE:
                beside.setdefault(one.path[:-1], set()).add(last.casefold())
        if blanks:
            what = "{count} names begin or end with a blank; they are kept as they are written."
            doubts.add(rule.origin, what, *map(repr, blanks))
        for names in beside.values():
            if len(names) > 1 and names & _MARKS:
                what = "{count} fields are called like what is said about a field, and may be none."
                doubts.add(rule.origin, what, *sorted(names))
