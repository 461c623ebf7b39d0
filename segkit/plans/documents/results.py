"""What a plan cannot well be, whichever document it was read from: checks of the result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from segkit.model.plan import Rule
from segkit.plans.documents.doubting import Doubts

_MARKS = frozenset({"required", "optional", "forbidden", "presence", "isrequired", "is_required", "mandatory", "nullable", "datatype",
                    "data_type"})  # fmt: skip
_BESIDE = frozenset({"type", "kind", "description", "name", "example", *_MARKS})
_OF_PLANS = frozenset(
    {"event", "events", "property", "properties", "parameter", "parameters", "field", "fields",
     "attributes", "traits", "schema", "payload", "key", "taxonomy", "context", "config", "description", "type", "name", "required", "example",
     "examples", "version", "metadata", "trigger"}
)  # fmt: skip


def check_results(rules: Iterable[Rule], doubts: Doubts) -> None:
    """Doubt names that are those of a document's own parts, or that end with blanks."""
    for rule in rules:
        key = rule.key or ""
        if rule.call == "track" and not key:
            doubts.add(rule.origin, "{count} rules of track calls name no event.", rule.origin)
        if key.casefold() in _OF_PLANS:
            what = "{count} events are called like parts of a plan, and may be none."
            doubts.add(rule.origin, what, key)
        lasts = [one.path[-1] for one in rule.fields]
        if blanks := [one for one in (key, *lasts) if one[:1].isspace() or one[-1:].isspace()]:
            what = "{count} names begin or end with a blank; they are kept as they are written."
            doubts.add(rule.origin, what, *map(repr, blanks))
        _check_fields(rule, doubts)
        left = (rule.schema, *(one.schema for one in rule.fields if one.schema))
        if lists := [str(one) for schema in left for one in _lists_of_required(schema)]:
            what = "{count} lists of required names stand among the properties: they are not read."
            doubts.add(rule.origin, what, *lists)


def _check_fields(rule: Rule, doubts: Doubts) -> None:
    """Doubt fields that are named like what is said about fields, side by side."""
    beside: dict[tuple[str, ...], set[str]] = {}
    for one in rule.fields:
        last = one.path[-1].casefold()
        if not last or one.path == ("required",):
            what = "{count} fields have no name, or that of a keyword, and may be none."
            doubts.add(rule.origin, what, repr(last))
        if last in _BESIDE:
            beside.setdefault(one.path[:-1], set()).add(last)
    for names in beside.values():
        if len(names) > 1 and names & _MARKS:
            what = "{count} fields are called like what is said about a field, and may be none."
            doubts.add(rule.origin, what, *sorted(names))


def _lists_of_required(schema: Mapping[str, object]) -> Iterator[object]:
    """Lists `required` one level too deep, where Segment would look for a property's schema."""
    names = schema.get("properties")
    for name, one in names.items() if isinstance(names, Mapping) else ():
        if isinstance(one, Mapping):
            yield from _lists_of_required(one)
        elif name == "required":
            yield one
