"""States that people write into names: `[DEPRECATED] Order Completed`, `lamp_lit (new)`, `~~order_id~~`."""

from __future__ import annotations

import re
from functools import lru_cache

from segkit.plans.words.looks import is_compound, is_event_like, is_past
from segkit.plans.words.vocabulary import cell_words, plain

_TAGGED = re.compile(
    r"[\[(](?P<lead>[^\[\]()]{1,30})[\])]\s*(?P<name>\S.*)|(?P<bare>\S.*?)\s*[\[(](?P<end>[^\[\]()]{1,30})[\])]"
    r"|(?P<word>[^\W\d]{3,15})\s*[:–—-]\s+(?P<told>\S.*)|~~(?P<struck>[^~]+)~~"
)
_GONE = "deprecated"


def state_of(text: str) -> str | None:
    """What a word says of an event: `live`, `planned` or `deprecated`; None for other words."""
    return cell_words("state").get(plain(text.strip()))


@lru_cache(maxsize=8192)
def without_state(name: str) -> tuple[str, str]:
    """A name and the state that is written beside it; the name alone where there is none."""
    found = _TAGGED.fullmatch(name.strip())
    if found is None:
        return name, ""
    bare = next(filter(None, found.group("name", "bare", "told", "struck")))
    state = _GONE if found["struck"] else found["lead"] or found["end"] or found["word"]
    is_gone = state_of(state) == _GONE
    is_told = is_gone if found["word"] else state_of(state) is not None
    # `Cart Item (Removed)` says itself what was done, and `Subscription (active)` which one
    is_tag = (
        found["struck"] or (found["lead"] and name.lstrip()[0] == "[") or name.rstrip()[-1] == "]"
    )
    is_name = is_past(bare) or is_compound(bare) or (is_gone and is_event_like(bare))
    return (bare.strip(), state) if is_told and (is_tag or is_name) else (name, "")
