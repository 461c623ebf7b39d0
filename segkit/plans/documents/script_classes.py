"""Classes of a program that are events each, as tools of analytics generate them.

`class LampLit { event_type = 'Lamp Lit'; constructor(public event_properties: LampLitProperties) }`
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

_CLASS = re.compile(
    r"^[ \t]*(?:export\s+)?(?:default\s+)?(?:abstract\s+)?class\s+[\w$]+[^{;]{0,200}\{",
    re.MULTILINE,
)
_NAMED = re.compile(
    r"(?:\bthis\.|^\s*(?:(?:public|static|readonly)\s+)*)event_?(?:type|name)?\s*(?::[^=;\n]{0,80})?=\s*"
    r"(?:(?P<sign>['\"`])(?P<event>[^'\"`\n]{1,200})(?P=sign)|(?:[\w$]+\.)+(?P<call>(?:group_?)?identify)\b)",
    re.MULTILINE | re.IGNORECASE,
)
_CARRIES = re.compile(
    r"\b(?:event_?)?(?:properties|props|params|payload)\??\s*:\s*(?P<type>[\w$]+)", re.IGNORECASE
)


def events_of_classes(text: str, known: Mapping[str, object]) -> list[dict[str, object]]:
    """The events of classes that name one, with what the type of their properties says.

    Args:
        text: The program without its comments.
        known: Types that it declares, by name.
    """
    starts = [found.end() for found in _CLASS.finditer(text)]
    events: list[dict[str, object]] = []
    for start, end in pairwise([*starts, len(text)]):
        named = _NAMED.search(text, start, end)
        if named is None:
            continue
        carried = _CARRIES.search(text, start, end)
        declared = known.get(carried["type"]) if carried is not None else None
        if named["event"]:
            events.append({"event_name": named["event"], "properties": declared or {}})
        elif declared:  # `event_type = SpecialEventType.IDENTIFY`
            call = "group" if named["call"].casefold().startswith("group") else "identify"
            events.append({"type": call, "traits": declared})
    return events
