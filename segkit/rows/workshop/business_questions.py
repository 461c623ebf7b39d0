"""The business questions of the plan's workbook, and whether each can be answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from segkit.considerations.answers import (
    CONNECTED,
    GAP,
    MAYBE,
    NEVER,
    NO_TOOL,
    NOT_KNOWN,
    NOT_PLANNED,
    ROWS,
    TO_CHECK,
    UNREAD,
    Question,
)
from segkit.facts.standing import standing
from segkit.render import parts
from segkit.render.html import plural, slug_id
from segkit.render.missing import NOTHING_TO_SHOW
from segkit.render.table import Column, Table
from segkit.render.tree import Child, div, p
from segkit.render.view import View
from segkit.rows.row import PLAN, WORKSPACE, Showing, row

STATE_WORDS: Mapping[str, tuple[str, str]] = {
    CONNECTED: ("on", "Connected"),
    TO_CHECK: ("medium", "Check"),
    GAP: ("blocker", "Gap"),
    NOT_KNOWN: ("unknown", "Not known"),
}
"""How the state of a question is shown: kind of badge, and what it says."""
_WAYS = {
    NEVER: "{tool} does not receive {event}",
    ROWS: "{tool} receives rows of the warehouse; whether {event} is in them is not known",
    MAYBE: "whether {tool} receives {event} is not known",
    NO_TOOL: "{tool} is not in the workspace",
    UNREAD: "whether {tool} is in the workspace is not known: not all of it was read",
    NOT_PLANNED: "{event} is not planned",
}


@row(
    "business_questions",
    title="Business questions",
    place=18.05,
    origins=(PLAN, WORKSPACE),
    readers=("executive", "analyst"),
)
def _row(showing: Showing) -> View:
    """The questions that the plan is made for, and whether each can be answered."""
    facts = showing.facts
    return business_questions(facts.questions, standing(facts).questions)


def business_questions(found: Sequence[Question], counts: Mapping[str, int]) -> View:
    """Each question with who asks, what answers it, where it is decided, and what is amiss."""
    if not found:
        return NOTHING_TO_SHOW
    table = Table(
        _COLUMNS, found, label="Business questions", noun=("question", "questions"),
        id_of=lambda one: slug_id("question", one.text), plain=True,
    )  # fmt: skip
    lead = p(f"{plural(len(found), 'question')}: {counted(counts)}.", cls="sk-title")
    return View(div(lead, table, cls="sk sk-records sk-business"))


def counted(counts: Mapping[str, int]) -> str:
    """`3 connected, 2 to check, 2 with a gap`."""
    words = {CONNECTED: "connected", TO_CHECK: "to check", GAP: "with a gap"}
    words[NOT_KNOWN] = "of which nothing is known"
    return ", ".join(f"{counts[key]} {said}" for key, said in words.items() if counts.get(key))


def why(one: Question) -> str:
    """What keeps a question from being connected, in words; empty where nothing does."""
    return "; ".join(dict.fromkeys(_reasons(one)))


def _reasons(one: Question) -> Iterator[str]:
    for way in one.ways:
        if way.how in _WAYS:
            yield _WAYS[way.how].format(tool=way.tool, event=way.event)
    for event, name in one.optional:
        yield f"{name} of {event} is optional"
    if not one.ways:
        if not one.events:
            yield "the plan names no event that answers it"
        elif not one.tools:
            yield "the plan names no tool in which it is decided"
        else:
            yield "the workspace was not read"


def _state(one: Question) -> Child:
    return parts.badge(*STATE_WORDS[one.state])


_COLUMNS = (
    Column[Question]("question", "Question", lambda one: one.text),
    Column[Question]("who", "Who asks", lambda one: one.who),
    Column[Question]("events", "Answered by", lambda one: one.events),
    Column[Question]("tools", "Decided on", lambda one: one.tools),
    Column[Question]("state", "State", lambda one: STATE_WORDS[one.state][1], _state),
    Column[Question]("why", "Because", why),
)
