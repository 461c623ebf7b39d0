"""Words before a list of values: `one of`, `Possible values:`, `can be`, in whatever language."""

from __future__ import annotations

import re

from segkit.plans.words.vocabulary import take_apart

ONE_OF = (
    r"(?:(?:is|are|can be|may be|must be|should be) )?(?:one of|any of|either|ein\w* (?:von|aus)|un[eoa]? (?:de|des|dei|delle|parmi|tra)"
    r"|um[a]? d[eo]s?|één van|jed\w+ z|один из)"
)
"""`one of`, `either`: behind it the values stand, with a colon or without."""
_ONE_OF = re.compile(ONE_OF, re.IGNORECASE)
_NAMED = re.compile(
    r"buckets?|bucketed|ranges?|(?:can|may|must|should) be"
    r"|(?:fixed|closed|finite|known) (?:values?|set|list|options?|choices?)",
    re.IGNORECASE,
)
_LED = re.compile(
    rf"(?P<label>[^:：=,，、]{{1,40}}?)\s*[:：=]\s*(?P<led>\S.*)|(?:{ONE_OF}|(?:can|may|must) be) (?P<said>\S.*)",
    re.IGNORECASE | re.DOTALL,
)


def leads_values(label: str) -> bool:
    """What stands before a colon is nothing but words for a list of values: `Possible values`, `取值`."""
    heading, last = take_apart(label), label.strip()
    is_said = bool(heading.about & {"allowed", "enum"}) or heading.about == {"values"}
    is_named = _ONE_OF.fullmatch(last) or _NAMED.fullmatch(last)
    return bool(last) and ((is_said and not heading.unknown) or is_named is not None)


def led_values(text: str) -> str:
    """`warm, cold` of `one of warm, cold` and `values: warm, cold`; else nothing."""
    found = _LED.fullmatch(text)
    if found is None:
        return ""
    return found["said"] or (found["led"] if leads_values(found["label"]) else "")
