"""The business questions beside the plan: is there a way from each answer to where it is decided?

A way says that an event reaches a tool, not that anybody looks at it there. Where something
would have to be known to be sure, the question is to be checked; it is never said to be connected.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from segkit.considerations.classes import is_production
from segkit.delivery.case import Case
from segkit.model.plan import Rule, TrackingPlan

CONNECTED, TO_CHECK, GAP = "connected", "check", "gap"
QUESTION_STATES = (CONNECTED, TO_CHECK, GAP)
"""A way exists to each tool; something has to be checked; to one tool or more there is none."""
NOT_KNOWN = ""
"""The state where no workspace was read: nothing is known of ways."""

ARRIVES, MAYBE, ROWS, NEVER, NO_TOOL, UNREAD, NOT_PLANNED = (
    *("arrives", "maybe", "rows", "never"),
    *("no tool", "unread", "not planned"),
)
_ALIASES = {"ga4": "google analytics 4", "ga": "google analytics", "meta": "facebook"}
"""What people call a tool, and what its name in Segment's catalog holds."""
_WHY = {"why": frozenset({"reason", "cause", "feedback"})}
"""What a question asks for in other words than a property's."""
_STEM = 5


@dataclass(frozen=True, slots=True)
class Way:
    """One event on its way to one tool.

    Attributes:
        how: What is known of it, one of those above.
    """

    event: str
    tool: str
    how: str


@dataclass(frozen=True, slots=True)
class Question:
    """One business question, and whether it can be answered.

    Attributes:
        text: As the customer wrote it.
        events: That answer it, as written.
        tools: In which it is decided, as written.
        who: Who asks; may be empty.
        origin: Its cell.
        ways: One for each event and tool; none where no workspace was read.
        optional: Event and property of each that the answer needs and that may be missing.
    """

    text: str
    events: tuple[str, ...]
    tools: tuple[str, ...]
    who: str = ""
    origin: str = ""
    ways: tuple[Way, ...] = ()
    optional: tuple[tuple[str, str], ...] = ()

    @property
    def state(self) -> str:
        """One of `QUESTION_STATES`; `NOT_KNOWN` where nothing was read to tell."""
        found = {way.how for way in self.ways}
        if not found:
            return NOT_KNOWN
        if NEVER in found:
            return GAP
        return CONNECTED if found == {ARRIVES} and not self.optional else TO_CHECK


def questions(plan: TrackingPlan | None, case: Case | None) -> tuple[Question, ...]:
    """The questions of the plan's workbook, in order."""
    listed = plan.extra.get("questions") if plan else None
    return tuple(
        _question(one, case)
        for one in (listed if isinstance(listed, list | tuple) else ())
        if isinstance(one, Mapping)
    )


def _question(one: Mapping[str, object], case: Case | None) -> Question:
    return asked(
        str(one.get("question") or ""), _texts(one.get("answered_by")), _texts(one.get("decided_on")),
        case, who=str(one.get("who") or ""), origin=str(one.get("origin") or ""),
    )  # fmt: skip


def asked(  # noqa: PLR0913 - keyword-only from the fifth on
    text: str,
    answered_by: Sequence[str],
    decided_on: Sequence[str],
    case: Case | None,
    *,
    who: str = "",
    origin: str = "",
) -> Question:
    """A question with the ways of what answers it to where it is decided."""
    rules = () if case is None else case.current.get("track", ())
    named = [_event(answer, rules) for answer in answered_by]
    events = tuple(dict.fromkeys(event for event, _ in named))
    tools = tuple(decided_on)
    ways = (
        Way(event, tool, _how(case, [rule for rule in rules if rule.key == event], tool))
        for event in events
        for tool in tools
        if case is not None
    )
    return Question(
        text,
        events,
        tools,
        who=who,
        origin=origin,
        ways=tuple(ways),
        optional=tuple(dict.fromkeys(_optional(text, named, rules))),
    )


def _event(answer: str, rules: Sequence[Rule]) -> tuple[str, str]:
    """The event that is named, and the property where one is: `Order Completed: total`."""
    keys = sorted((rule.key for rule in rules if rule.key), key=len, reverse=True)
    for key in keys:
        rest = answer[len(key) :]
        if answer.casefold().startswith(key.casefold()) and not rest[:1].isalnum():
            return key, rest.strip(" .:()[]>-/")
    return answer, ""


def _how(case: Case, rules: Sequence[Rule], tool: str) -> str:
    """What is known of the way of an event to a tool; test tools do not count."""
    if not rules:
        return NOT_PLANNED
    instances = [
        one
        for one in case.pairs
        if _is_called(one.destination.catalog.name, tool) or _is_called(one.destination.name, tool)
    ]
    real = [one for one in instances if is_production(case, one.source.id)] or instances
    stores = {one.id for one in case.workspace.warehouses if _is_called(one.kind_name, tool)}
    if not real and not stores:
        return UNREAD if case.workspace.unread else NO_TOOL
    kept = {one for call in case.coverage.calls if call.rule in rules for one in call.warehouses}
    there = {one.destination.id for one in real}
    found = [
        one.receipt for rule in rules for at, one in case.received(rule).items() if at in there
    ]
    if kept & stores or any(one.certain for one in found):
        return ARRIVES
    if found or there & {one.destination_id for rule in rules for one in case.coverage.open(rule)}:
        return MAYBE
    # what a warehouse holds is not known either where the warehouses could not be read
    may_be_kept = kept or "warehouses" in case.workspace.unread
    has_rows = any(one.kind == "reverse-etl" for one in real)
    return ROWS if may_be_kept and has_rows else NEVER


def _optional(
    text: str, named: Sequence[tuple[str, str]], rules: Sequence[Rule]
) -> Iterator[tuple[str, str]]:
    """Properties that the answer names, or that are called as the question is, and are optional.

    What the event's own name says tells nothing of a property.
    """
    for event, wanted in named:
        for rule in (rule for rule in rules if rule.key == event):
            asked = _stems(text) - _stems(event)
            for field in rule.fields:
                meant = field.dotted == wanted if wanted else bool(_stems(field.name) & asked)
                if meant and not field.required and len(field.path) == 2:
                    yield event, field.dotted


def events_named(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """The planned events that a text names; one of a single word only as it is written."""
    found: list[str] = []
    for name in sorted(dict.fromkeys(names), key=len, reverse=True):
        is_word = " " not in name.strip()
        pattern = rf"(?<!\w){re.escape(name)}(?!\w)"
        if re.search(pattern, text, 0 if is_word else re.IGNORECASE):
            found.append(name)
            text = re.sub(pattern, " ", text, flags=0 if is_word else re.IGNORECASE)
    return tuple(name for name in dict.fromkeys(names) if name in found)


def events_like(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """The planned events that share a word with a text, those that share most first."""
    wanted = _stems(text)
    shared = {name: len(_stems(name) & wanted) for name in dict.fromkeys(names)}
    return tuple(sorted((one for one in shared if shared[one]), key=lambda one: -shared[one]))


def tools_named(text: str, case: Case) -> tuple[str, ...]:
    """The tools of the workspace that a text names; `warehouse` stands for each."""
    said = f" {_words(text)} "
    brands = {_brand(one.destination.catalog.name) for one in case.pairs}
    stores = {one.kind_name for one in case.workspace.warehouses}
    found = {one for one in brands | stores if one and f" {_words(one)} " in said}
    there = [one.destination.catalog.name for one in case.pairs]
    for alias in _ALIASES:
        if f" {alias} " in said and any(_is_called(name, alias) for name in there):
            found.add(alias.upper() if len(alias) < len("meta") else alias.title())
    if re.search(r"\bwarehouse", text, re.IGNORECASE):
        found |= stores
    return tuple(sorted(found))


def _brand(name: str) -> str:
    """What people call a tool of the catalog: `Braze Cloud Mode (Actions)` is Braze."""
    bare = re.sub(r"\(.*?\)|\b(?:Cloud|Device|Web) Mode\b", "", name).strip()
    return re.sub(r" (?:Cloud|Web)$", "", bare)


def _stems(text: str) -> frozenset[str]:
    words = re.findall(r"[^\W_]+", text.casefold())
    meant = frozenset().union(*(_WHY.get(word, frozenset()) for word in words))
    return frozenset(word[:_STEM] for word in (*words, *meant) if len(word) >= _STEM)


def _is_called(name: str, tool: str) -> bool:
    wanted = _words(_ALIASES.get(tool.strip().casefold(), tool))
    return f" {wanted} " in f" {_words(name)} "


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _texts(value: object) -> list[str]:
    return [str(one) for one in value if str(one)] if isinstance(value, list | tuple) else []
