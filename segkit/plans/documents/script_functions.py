"""Functions of a program that send an event each, as Segment's Typewriter generates them.

`function lampLit(props: LampLit) { analytics.track('Lamp Lit', props) }`
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_FUNCTION = re.compile(
    r"^[ \t]*(?:export\s+)?(?:async\s+)?function\s+[\w$]+\s*\(\s*[\w$]+\??\s*:\s*(?:[\w$.]+<\s*)?(?P<type>[\w$]+)",
    re.MULTILINE,
)
_SENDS = re.compile(
    r"\.track\(\s*(?P<sign>['\"`])(?P<event>[^'\"`\n]{1,200})(?P=sign)\s*,"
    r"|\bevent\s*:\s*(?P<mark>['\"`])(?P<named>[^'\"`\n]{1,200})(?P=mark)"
)
_FEWEST = 2


def events_of_functions(text: str, known: Mapping[str, object]) -> list[dict[str, object]]:
    """The events of functions that send one, with what the type of their argument says.

    Args:
        text: The program without its comments.
        known: Types that it declares, by name.

    Returns:
        None of them unless most functions of the program that take a known type send an event.
    """
    starts = [
        found for found in _FUNCTION.finditer(text) if isinstance(known.get(found["type"]), dict)
    ]
    events: list[dict[str, object]] = []
    ends = [*(found.start() for found in starts[1:]), len(text)]
    for found, end in zip(starts, ends, strict=False):
        sent = _SENDS.search(text, found.end(), end)
        if sent is not None:
            name = sent["event"] or sent["named"]
            events.append({"event_name": name, "properties": known[found["type"]]})
    return events if len(events) >= _FEWEST and len(events) * 2 > len(starts) else []
