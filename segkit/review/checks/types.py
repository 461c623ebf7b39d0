"""Types of fields: missing, mixed, unknown, in conflict with each other or with their name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from segkit.model.change import RETYPE
from segkit.model.plan import ELEMENT
from segkit.review.check import FIELDS, PROPERTIES, STRINGS, check
from segkit.review.checks.proposing import change_of, name_hit
from segkit.review.finding import ERROR, NOTE, WARNING, Hit
from segkit.review.names import snake
from segkit.review.spec import spec
from segkit.review.subject import Subject, Use, alias, pattern_of, types_of

_PAGE = "/protocols/tracking-plan/create"
_KNOWN = {"string", "number", "integer", "boolean", "object", "array", "null", "any"}
_DATE = re.compile(
    r"^(?:.*_)?(?:at|on_date|date|timestamp|datetime|date_time|birthday)$|_(?:at|date)$"
)
_TIMES = re.compile(
    r"(?:^|_)(?:look|looked|arrived|arrive|aim|point|stay|located|stand|starting)_at$"
)
_NUMBER = re.compile(
    r"^(?:.*_)?(?:price|revenue|amount|quantity|duration|latitude|longitude|subtotal|count)$"
    r"|^(?:num|number_of|count_of|total_number_of)_.+$|^(?:total_)?(?:tax|shipping_cost|discount_amount)$"
)
_TRUTH = re.compile(r"^(?:is|has|was)_.+$|^.+_enabled$")
_ID = re.compile(r"^(?:.*_)?id$")


def _is_free_text(use: Use) -> bool:
    """A field that takes any text: nothing else in the plan narrows it."""
    planned = use.field
    return (
        types_of(planned) == {"string"}
        and planned.enum is None
        and pattern_of(planned) is None
        and not planned.format
        and planned.path[-1] != ELEMENT
    )


@check("types-conflict", ERROR, of=PROPERTIES, docs="/connections/storage/warehouses/schema")
def conflict(subject: Subject) -> Iterator[Hit]:
    """One name is of one type in every event.

    Why: Tools and tables settle on one type for a name; values of the other are lost or turned
    into it.

    Mend: Agree on one type, or give one of them another name.

    Evidence: The same name at the same place in several events, or several Identify or Group
    calls, whose types have none in common. A whole number is a number, and null is ignored.
    """
    for calls in (("track",), ("identify",), ("group",)):
        found: defaultdict[tuple[str, ...], list[Use]] = defaultdict(list)
        for use in subject.named:
            if use.rule.call in calls and types_of(use.field) and not _is_as_in_spec(use):
                found[use.field.path[1:]].append(use)
        for uses in found.values():
            if (hit := _conflict(uses)) is not None:
                yield hit


def _is_as_in_spec(use: Use) -> bool:
    """Segment's specs give some names another type in another event: `position`."""
    known = spec().events.get(use.rule.key or "")
    wanted = known.properties.get(use.field.dotted) if known else None
    return bool(wanted) and bool(_wide(types_of(use.field)) & (wanted or frozenset()))


def _wide(types: Iterable[str]) -> frozenset[str]:
    return frozenset("number" if one == "integer" else one for one in types)


def _conflict(uses: list[Use]) -> Hit | None:
    by_types: defaultdict[frozenset[str], list[Use]] = defaultdict(list)
    for use in uses:
        by_types[_wide(types_of(use.field))].append(use)
    if len(by_types) < 2 or frozenset.intersection(*by_types):
        return None
    if len({(use.rule.call, use.rule.key) for use in uses}) < 2 and uses[0].rule.call == "track":
        return None  # versions of one event: `warehouse-type-between-versions` says so
    ordered = sorted(by_types.items(), key=lambda pair: len(pair[1]))
    few = ordered[0][1]
    counted = ", ".join(
        f"{' or '.join(sorted(types))} in {len(some)}" for types, some in reversed(ordered)
    )
    return name_hit(f"{few[0].field.dotted!r} has types that exclude each other: {counted}.", few)


@check("types-missing", WARNING, of=FIELDS, docs=_PAGE)
def missing(subject: Subject) -> Iterator[Hit]:
    """Every field has a type.

    Why: Without one anything passes, and nothing that is wrong is ever noticed.

    Mend: Choose the type that the code sends.

    Evidence: No type, or any. Not where allowed values or a pattern say more, nor where a program
    names a type of its own that stands in another file.
    """
    for use in subject.declared:
        planned = use.field
        if planned.enum is not None or pattern_of(planned) is not None:
            continue
        if subject.has_children(use) or planned.path[-1] == ELEMENT:
            continue
        if not planned.types or set(planned.types) - {"null"} == {"any"}:
            if not _SAYS_MORE.isdisjoint(planned.schema) or "typeName" in planned.labels:
                continue
            name = f"{planned.dotted!r} of {use.rule.title!r}"
            said = next((text for head, text in planned.labels.items() if _TYPE.search(head)), "")
            yield name_hit(
                f"{name} is of type {said!r}, which JSON Schema does not have."
                if said
                else f"{name} has no type.",
                [use],
            )


_TYPE = re.compile(r"(?:^|\b|data)types?$", re.IGNORECASE)
"""The heading of a column whose word names no type that is known."""
_OF = re.compile(r"\bof\s+\w|<\s*\w")
_SAYS_MORE = {"anyOf", "oneOf", "allOf", "$ref", "const", "not"}


@check("types-mixed", WARNING, of=FIELDS, docs="/connections/storage/warehouses/schema")
def mixed(subject: Subject) -> Iterator[Hit]:
    """A field has one type.

    Why: A column of a warehouse has one type, so values of the other are cut off or lost.

    Mend: Decide for one type, and turn the other into it in the code.

    Evidence: Two types or more besides null. A whole number is a number.
    """
    for use in subject.declared:
        types = _wide(types_of(use.field))
        if len(types) > 1:
            said = f"{use.field.dotted!r} of {use.rule.title!r} may be {_or(sorted(types))}."
            yield name_hit(said, [use])


@check("types-unknown-name", ERROR, of=FIELDS, docs=_PAGE, offers="plan")
def unknown_name(subject: Subject) -> Iterator[Hit]:
    """Types are named as JSON Schema names them.

    Why: A validator that does not know a type refuses the whole rule.

    Mend: Use string, number, integer, boolean, object, array or null.

    Evidence: The type is none of those seven, nor any.
    """
    for use in subject.declared:
        odd = [one for one in use.field.types if one not in _KNOWN]
        if not odd:
            continue
        new = tuple(dict.fromkeys(map(alias, use.field.types)))
        said = f"{use.field.dotted!r} of {use.rule.title!r} is of the type {_or(odd)!r}, which JSON Schema does not know."
        known = set(new) <= _KNOWN
        yield name_hit(
            said, [use],
            changes=change_of(RETYPE, use, use.field.types, new, safe=True) if known else (),
        )  # fmt: skip


@check("types-null-only", ERROR, of=FIELDS, docs=_PAGE)
def null_only(subject: Subject) -> Iterator[Hit]:
    """A field that may be null may be something else too.

    Why: "Allow null" without a type lets nothing but null pass.

    Mend: Add the type that the code sends.

    Evidence: Null is the only type, in a plan that is no sheet.
    """
    for use in subject.declared:
        # a sheet's "null" is what somebody wrote, not what a form ticked
        if set(use.field.types) == {"null"} and "!" not in use.field.origin:
            yield name_hit(f"{use.field.dotted!r} of {use.rule.title!r} can only be null.", [use])


@check("types-date-without-format", WARNING, of=STRINGS, docs=_PAGE)
def date_without_format(subject: Subject) -> Iterator[Hit]:
    """Dates say that they are dates.

    Why: Without a format any text passes, and tools and warehouses that expect ISO 8601 do not
    take it for a date.

    Mend: Add the format date-time, and send ISO 8601 (`2026-11-24T09:30:00Z`).

    Evidence: Text without format, pattern or allowed values, with a name such as `created_at`,
    `start_date` or `birthday`.
    """
    for use in subject.named:
        if not _is_free_text(use):
            continue
        name = snake(use.field.name)
        if _is_date_name(name):
            said = f"{use.field.dotted!r} of {use.rule.title!r} is a date by its name, and any text by its type."
            yield name_hit(said, [use])


def _is_date_name(name: str) -> bool:
    if _TIMES.search(name) or name.endswith("up_to_date") or name in {"at", "look_at"}:
        return False
    if re.match(r"^(?:is|has|no|can|should)_", name):
        return False
    return bool(_DATE.match(name))


@check("types-unlike-name", WARNING, of=STRINGS, docs=_PAGE)
def unlike_name(subject: Subject) -> Iterator[Hit]:
    """What is counted is a number, and what is so or not is a boolean.

    Why: Sums, averages and filters fail in every tool.

    Mend: Send a number or a boolean, and plan it as such.

    Evidence: Text without format, pattern or allowed values, at the top or in the objects of a
    list, with a name such as `unit_price`, `item_count`, `is_member` or `sms_enabled`.
    """
    for use in subject.named:
        if not _is_free_text(use) or (len(use.field.path) > 2 and use.field.path[-2] != ELEMENT):
            continue
        name = snake(use.field.name)
        kind = "a number" if _NUMBER.match(name) else "true or false" if _TRUTH.match(name) else ""
        if kind:
            said = f"{use.field.dotted!r} of {use.rule.title!r} is {kind} by its name, and text by its type."
            yield name_hit(said, [use])


@check("types-id-as-number", NOTE, of=FIELDS, docs="/connections/spec/ecommerce/v2")
def id_as_number(subject: Subject) -> Iterator[Hit]:
    """Ids are text.

    Why: Numbers lose leading zeros, and tools that read them as floating point numbers lose digits
    beyond 2^53. Segment's specs have ids as text.

    Mend: Send the id as text, and plan it so.

    Evidence: The name is `id` or ends in `_id`, and the type is a number. One line for each name.
    """
    found: defaultdict[str, list[Use]] = defaultdict(list)
    for use in subject.named:
        if (
            _ID.match(snake(use.field.name))
            and types_of(use.field)
            and types_of(use.field) <= {"number", "integer"}
        ):
            found[use.field.name].append(use)
    for name, uses in found.items():
        yield name_hit(f"{name!r} is an id, and planned as a number.", uses)


@check("types-inside-unplanned", NOTE, of=FIELDS, docs=_PAGE)
def inside_unplanned(subject: Subject) -> Iterator[Hit]:
    """What is inside of lists and objects is planned too.

    Why: Nothing below is checked, and nobody knows which keys there are.

    Mend: Plan the elements of the list, or the keys of the object.

    Evidence: A list without elements, or an object without keys, in the plan; not where its type
    names what is inside (`array of items`).
    """
    for use in subject.named:
        types = types_of(use.field)
        kind = next((one for one in ("array", "object") if one in types), "")
        if not kind or subject.has_children(use) or _says_inside(use):
            continue
        what = "a list whose elements are" if kind == "array" else "an object whose keys are"
        yield name_hit(f"{use.field.dotted!r} of {use.rule.title!r} is {what} not planned.", [use])


def _says_inside(use: Use) -> bool:
    if any(_TYPE.search(head) and _OF.search(str(said)) for head, said in use.field.labels.items()):
        return True
    keys = {"items", "additionalProperties", "patternProperties", "contains", "prefixItems"}
    # what is only forbidden or allowed says nothing about what is inside
    return any(
        isinstance(use.field.schema.get(key), dict) and use.field.schema[key] for key in keys
    )


def _or(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last
