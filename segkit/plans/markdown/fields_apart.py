"""Properties that stand below no event: of all events, of a call, or of nobody said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from segkit.plans.cells.item import PackedItem
from segkit.plans.cells.packed import lists_keys, read_packed
from segkit.plans.markdown.belonging import (
    OF_SOME,
    fields_of,
    is_list,
    lines_of,
    mark_of,
    marked,
    near,
    typed,
)
from segkit.plans.markdown.event_names import (
    bare_text,
    carried_by_all,
    is_of_all,
    only_names,
    speaks_of_call,
)
from segkit.plans.markdown.outline import Node
from segkit.plans.markdown.outlined_events import events_above
from segkit.plans.markdown.property_items import is_property
from segkit.plans.words.headings import is_common
from segkit.plans.words.vocabulary import take_apart

_SENTENCE_END = re.compile(r"(?<=[\w)])\.\s+(?=[^\W\d_a-z])")


def listed_fields(root: Node) -> Iterator[tuple[Node, list[PackedItem]]]:
    """Headings such as "Super properties" and "User traits", with the properties listed below."""
    for node in root.all():
        is_heading = node.is_heading and speaks_of_call(bare_text(node))
        if listed := _named_in_line(node, is_heading=is_heading):
            yield node, listed
            continue
        if carried_by_all(node) or (not node.is_item and (is_of_all(node) or is_heading)):
            parts = [one for one in near(node) if one is node or not is_of_all(one)]
            items = [
                one
                for part in parts
                if part is node or not part.is_heading
                for one in part.below
                if one.is_item
            ]
            mark = mark_of(node)
            said = (line for item in items if is_property(item) for line in lines_of(item))
            lines = [marked(line, mark) for line in said] or typed(parts)
            names = [PackedItem(name) for name in carried_by_all(node)]
            are_events = any(one.says_fields for item in items for one in item.below)
            are_properties = not items or sum(map(is_property, items)) * 2 > len(items)
            if names or (lines and are_properties and not are_events):
                yield node, names or [one for line in lines for one in read_packed(line).items]


def carried_by_some(fields: list[PackedItem]) -> dict[str, list[PackedItem]]:
    """Properties of which is said which events alone carry them, by these: ``size` (for `lamp_lit`)`."""
    found: dict[str, list[PackedItem]] = {}
    for one in fields:
        said = OF_SOME.fullmatch(one.description)
        if said is not None and read_packed(said[1]).whole and lists_keys(said[1]):
            found.setdefault(said[1], []).append(one)
    return found


def _named_in_line(node: Node, *, is_heading: bool) -> list[PackedItem]:
    """`User properties: `email`, `plan`.`, in one line or below the heading that says so."""
    if is_heading:
        texts = [one for one in node.below if not (one.is_item or one.is_heading)]
        names = only_names(texts[0], texts[0].text) if texts else []
        return [PackedItem(name) for name in names]
    rest = _SENTENCE_END.split(node.rest.rstrip(". "))[0]
    is_line = node.level > 0 and not node.is_item and bool(rest) and bool(node.spans)
    is_line &= not node.text.startswith(node.spans[:1])  # ``kind` of all: `oil`, `gas``
    is_said = is_line and (speaks_of_call(node.label) or is_common(node.label))
    return list(read_packed(marked(rest, mark_of(node))).items) if is_said and is_list(rest) else []


def fields_of_none(root: Node) -> Iterator[tuple[Node, list[PackedItem]]]:
    """Headings such as "Required fields" that stand below no event, with what is listed below."""
    for node in root.all():
        if not node.is_heading or not node.says_fields or take_apart(node.text).unknown:
            continue
        is_other = speaks_of_call(bare_text(node)) or is_of_all(node) or node.tables
        items = [one for one in node.below if one.is_item]
        if is_other or not items or not all(map(is_property, items)):
            continue
        if not events_above(node, strict=False, is_said=True)[0]:
            lines = fields_of(node, is_event=False)
            yield node, [one for line in lines for one in read_packed(line).items]
