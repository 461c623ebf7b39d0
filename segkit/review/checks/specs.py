"""Segment's own specs: names that are nearly theirs, and what reports need of their events."""

from __future__ import annotations

from collections.abc import Iterator

from segkit.model.plan import ELEMENT, Field, Rule
from segkit.review.check import EVENTS, FIELDS, PLAN, SPEC_EVENTS, check
from segkit.review.checks.likeness import is_one_edit
from segkit.review.checks.proposing import event_hit, name_hit, rename_event, rename_fields
from segkit.review.finding import ERROR, NOTE, WARNING, Hit
from segkit.review.names import folded, tidy, words
from segkit.review.spec import SpecEvent, spec, stem, word_sets
from segkit.review.subject import Subject, Use, types_of
from segkit.review.tables import words_at

_PAGE = "/connections/spec/ecommerce/v2"


def _planned(subject: Subject) -> set[str]:
    """Events of specs that the plan has, in whatever casing."""
    return {right for name in subject.events if (right := spec().folded.get(folded(name)))}


@check("spec-event-near-miss", WARNING, of=EVENTS, docs=_PAGE, offers="rename")
def event_near_miss(subject: Subject) -> Iterator[Hit]:
    """Events that Segment's specs have bear the name of the spec.

    Why: Presets of destinations listen for the exact name, and take no other.

    Mend: Send the spec's name, unless something else is meant.

    Evidence: One letter apart, from nine letters on, or the same words in another form or order;
    not where the plan has the spec's event as well.
    """
    there = _planned(subject)
    for name, rules in subject.events.items():
        right = _near(tidy(name))
        if right and right not in there:
            yield event_hit(
                f"{name!r} is nearly {right!r}, which Segment's specs have.", rules,
                changes=rename_event(rules, right, safe=False),
            )  # fmt: skip


def _near(name: str) -> str:
    known = spec().is_event(name) or spec().aliases.get(folded(name))
    if known or name in words_at("names", "ga4_events"):
        return ""
    found = words(name)
    if right := word_sets().get(frozenset(map(stem, found))):
        return right if len(found) == len(words(right)) else ""
    plain = folded(name)
    if len(plain) < 9:
        return ""
    return next(
        (
            right
            for key, right in spec().folded.items()
            if is_one_edit(plain, key) and len(words(right)) == len(found)
        ),
        "",
    )


@check("spec-event-alias", NOTE, of=EVENTS, docs=_PAGE, offers="rename")
def event_alias(subject: Subject) -> Iterator[Hit]:
    """Where Segment's specs have an event for it, the plan uses that.

    Why: Presets of destinations listen for the spec's name; every other one is mapped by hand.

    Mend: Consider the spec's event, or map this one by hand where a tool needs it.

    Evidence: A closed list of names that plans give such events, and those of the first spec; not
    where the plan has the spec's event as well.
    """
    there = _planned(subject)
    for name, rules in subject.events.items():
        right = spec().aliases.get(folded(name))
        if right and right not in there and not spec().is_event(name):
            yield event_hit(
                f"{name!r} may be what Segment's specs call {right!r}.", rules,
                changes=rename_event(rules, right, safe=False),
            )  # fmt: skip


@check("spec-event-case", NOTE, of=PLAN, docs=_PAGE)
def event_case(subject: Subject) -> Iterator[Hit]:
    """Events of Segment's specs are written as there.

    Why: `product_viewed` is another event than `Product Viewed`, and no preset takes it.

    Mend: Keep the plan's casing, and map these events by hand in each tool.

    Evidence: The same name but for case and separators. One finding for the plan.
    """
    found = [
        name
        for name in subject.events
        if (right := spec().folded.get(folded(name))) and tidy(name) != right
    ]
    if found:
        rules = [rule for name in found for rule in subject.events[name]]
        shown = ", ".join(map(repr, found[:3])) + (
            f" and {len(found) - 3} more" if len(found) > 3 else ""
        )
        said = f"Segment's specs have {len(found)} of the events in another casing: {shown}."
        yield Hit(said, None, None, tuple(rule.origin for rule in rules))


def _spec_rules(subject: Subject) -> Iterator[tuple[Rule, SpecEvent]]:
    for rule in subject.spec_events:
        yield rule, spec().events[tidy(rule.key or "")]


def _path(one: Field) -> str:
    """`products[].sku`, as the specs are looked up."""
    text = ""
    for segment in one.path[1:]:
        text += segment if segment == ELEMENT else f".{segment}" if text else segment
    return text


def _tops(rule: Rule) -> set[str]:
    return {one.path[1] for one in rule.fields if one.path[0] == "properties" and len(one.path) > 1}


@check("spec-property-missing", WARNING, of=SPEC_EVENTS, docs=_PAGE)
def property_missing(subject: Subject) -> Iterator[Hit]:
    """Events of Segment's specs carry what reports need of them.

    Why: Reports on revenue and products stay empty.

    Mend: Plan the property, and send it.

    Evidence: An event of a spec with properties, without one that is needed most; where one of
    several is enough, without all of them.
    """
    for rule, known in _spec_rules(subject):
        there = _tops(rule)
        plain = {folded(name) for name in there}
        if not there or any("." in name for name in there):
            continue
        lacking = [group for group in known.core if not any(folded(one) in plain for one in group)]
        if lacking:
            shown = ", ".join(" or ".join(group) for group in lacking)
            yield event_hit(f"{rule.title!r} lacks {shown}.", [rule])


_AS_NUMBER = {"integer": "number"}


@check("spec-property-type", WARNING, of=FIELDS, docs=_PAGE)
def property_type(subject: Subject) -> Iterator[Hit]:
    """Properties of Segment's specs have the type of the spec.

    Why: Mappings expect it, and take nothing from another one.

    Mend: Send the type that the spec has.

    Evidence: An event of a spec, a property that the spec has there, and types that have none in
    common. A whole number is a number, a date is text.
    """
    for rule, known in _spec_rules(subject):
        for one in rule.fields:
            wanted = known.properties.get(_path(one)) if one.path[0] == "properties" else None
            types = types_of(one)
            if not wanted or not types or _path(one) in {"products", "revenue"}:
                continue
            if not {_AS_NUMBER.get(kind, kind) for kind in types} & wanted:
                said = (
                    f"{one.dotted!r} of {rule.title!r} is {' or '.join(sorted(types))}, and "
                    f"{' or '.join(sorted(wanted))} in Segment's spec."
                )
                yield name_hit(said, [Use(rule, one)])


@check("spec-property-near-miss", WARNING, of=FIELDS, docs=_PAGE, offers="rename")
def property_near_miss(subject: Subject) -> Iterator[Hit]:
    """Properties of Segment's specs bear the name of the spec.

    Why: `orderId` is not read as `order_id`: the mapping finds nothing.

    Mend: Send the spec's name.

    Evidence: An event of a spec, the same letters in another casing or, from six letters on, one
    letter apart, and the right name absent.
    """
    for rule, known in _spec_rules(subject):
        tops = {path for path in known.properties if "." not in path and "[]" not in path}
        there = _tops(rule)
        for one in rule.fields:
            if len(one.path) != 2 or one.path[0] != "properties" or one.path[1] in tops:
                continue
            right = _right_property(one.path[1], tops - there)
            if right:
                use = Use(rule, one)
                yield name_hit(
                    f"{one.path[1]!r} of {rule.title!r} is not read as {right!r}.", [use],
                    changes=rename_fields([use], right, safe=False),
                )  # fmt: skip


def _right_property(name: str, tops: set[str]) -> str:
    plain = folded(name)
    for right in sorted(tops):
        other = folded(right)
        if plain == other:
            return right
        near = len(plain) >= 6 and len(other) >= 6 and is_one_edit(plain, other)
        if near and plain not in {other + "s", other.removesuffix("s")}:
            return right
    return ""


@check("spec-products-shape", WARNING, of=SPEC_EVENTS, docs=_PAGE)
def products_shape(subject: Subject) -> Iterator[Hit]:
    """Products are a list of objects, each with its id.

    Why: Reports by item need them in that shape.

    Mend: Send a list of objects with `product_id` or `sku` in each.

    Evidence: `products` in an event of a spec that has it, and is no list; whose elements are no
    objects; or whose objects have no `product_id`, `sku` or `id`.
    """
    for rule, known in _spec_rules(subject):
        if "products" not in known.properties:
            continue
        fields = {one.path: one for one in rule.fields}
        top = fields.get(("properties", "products"))
        if top is None or not top.declared:
            continue
        if problem := _shape_problem(top, fields):
            yield name_hit(f"'products' of {rule.title!r} {problem}.", [Use(rule, top)])


def _shape_problem(top: Field, fields: dict[tuple[str, ...], Field]) -> str:
    types = types_of(top)
    if types and "array" not in types:
        return "is no list"
    element = fields.get((*top.path, ELEMENT))
    inside = {path[3] for path in fields if path[:3] == (*top.path, ELEMENT) and len(path) == 4}
    if element is not None and types_of(element) and "object" not in types_of(element):
        return "is a list of something else than objects"
    ids = {"productid", "sku", "id"}
    if inside and not any(folded(name) in ids for name in inside):
        return "names no id of its products"
    return ""


@check("spec-revenue-type", ERROR, of=FIELDS, docs="/connections/spec/track")
def revenue_type(subject: Subject) -> Iterator[Hit]:
    """Revenue is a number.

    Why: Segment reserves it for a number, and tools add it up.

    Mend: Send a number without a sign of the currency.

    Evidence: `revenue` in any event, and `value` in events of the specs, that is never a number.
    """
    known = {id(rule) for rule in subject.spec_events}
    for use in subject.named:
        name, types = use.field.path[-1], types_of(use.field)
        if use.rule.call != "track" or len(use.field.path) != 2 or not types:
            continue
        if (name == "revenue" or (name == "value" and id(use.rule) in known)) and not types & {
            "number",
            "integer",
        }:
            said = f"{name!r} of {use.rule.title!r} is {' or '.join(sorted(types))}, not a number."
            yield name_hit(said, [use])


@check("spec-revenue-without-currency", WARNING, of=EVENTS, docs="/connections/spec/track")
def revenue_without_currency(subject: Subject) -> Iterator[Hit]:
    """Revenue names its currency.

    Why: Where none is sent, tools take it for US dollars.

    Mend: Plan `currency` beside it, as three letters (ISO 4217).

    Evidence: `revenue` in an event, and no `currency`. A shop that sells in US dollars alone can
    let it be.
    """
    for rule in subject.of("track"):
        there = {name.lower() for name in _tops(rule)}
        revenue = next((one for one in rule.fields if one.path == ("properties", "revenue")), None)
        if revenue is not None and not any("currency" in name for name in there):
            said = f"{rule.title!r} carries revenue without a currency."
            yield name_hit(said, [Use(rule, revenue)])
