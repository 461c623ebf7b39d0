"""The call that a table is about, by what stands above it and by its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from segkit.plans.grids.grid import Tab
from segkit.plans.layouts.columns import Column, taken
from segkit.plans.layouts.header_signs import is_event_title
from segkit.plans.layouts.leads import Lead
from segkit.plans.layouts.table import BY_FILE_NAME, FIXED
from segkit.plans.layouts.weights import tells_traits
from segkit.plans.words.headings import (
    becomes,
    call_of_header,
    call_of_title,
    is_common,
    is_vague_title,
)
from segkit.plans.words.looks import is_event_like, names_deed_first
from segkit.plans.words.role import TRAIT_CALLS, Role
from segkit.plans.words.vocabulary import take_apart

_SAYS_EVENT = 0.6
_DONE = re.compile(r"^[a-z]+(?:_[a-z]+)+_\w+ed$")
"""`library_view_shared`: what was done, however many of its words are those of headings."""
_SPELLED = 0.8


def said_call(
    tab: Tab, fixed: str | None, lead: Lead, columns: list[Column]
) -> tuple[str | None, str]:
    """The call and where it was taken from, before the columns have roles."""
    return next((one for one in _calls(tab, fixed, lead, columns) if one[0]), (None, ""))


def _calls(
    tab: Tab, fixed: str | None, lead: Lead, columns: list[Column]
) -> Iterator[tuple[str | None, str]]:
    """What is said about the call, from the most to the least particular statement."""
    yield fixed, FIXED
    yield lead.call, f"heading {lead.call_text!r}"
    title = tab.title
    is_event = is_event_title(title) or (tab.kin and is_event_like(title))
    is_named = is_event and (take_apart(title).unknown or becomes(title) or _DONE.search(title))
    says_event = max((column.hints.get(Role.EVENT, 0.0) for column in columns), default=0.0)
    named = [one for one in columns if Role.FIELD in one.hints and not tells_traits(one)]
    headed = [(_call_of(one.header), f"header {one.header.strip()!r}") for one in named]
    call = call_of_title(title)
    if call == "track" and not says_event:  # `Trait`, on a tab `Events`
        yield from headed
    if tab.titled and not is_named:
        yield call, f"title {title!r}"
    if says_event >= 1:
        return
    yield from headed
    if call in TRAIT_CALLS and says_event < _SAYS_EVENT and not is_vague_title(title):
        yield call, f"{BY_FILE_NAME} {title!r}"


def _call_of(header: str) -> str | None:
    """Of `Trait`, and of `Field (sent with every event)`."""
    return call_of_header(header) or ("common" if is_common(header) else None)


def revised_call(call: str | None, why: str, columns: list[Column]) -> tuple[str | None, str]:
    """A tab `Users` with a column of events is about what users do."""
    event = taken(columns, Role.EVENT)
    if event is not None and call in TRAIT_CALLS:
        return (call, why) if taken(columns, Role.CALL) else ("track", "it has an event column")
    about = take_apart(event.header).about if event is not None else frozenset()
    if event is not None and call in {"page", "screen"} and not taken(columns, Role.CALL):
        is_spelled = event.share(names_deed_first) >= _SPELLED and why.startswith(("title", "head"))
        if "event" in about and is_spelled:
            return "track", "its events are spelled as such"
    about = about if call is None else frozenset()
    own = next((one for one in ("page", "screen") if one in about and "event" not in about), None)
    return (own, f"header {event.header.strip()!r}") if own and event else (call, why)
