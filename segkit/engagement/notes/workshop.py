"""What is noted in a workshop: objectives, decisions, open questions, actions, what is parked.

Also what only the room says: how long its parts take, what becomes of each call and finding. Each is one declaration for `segkit.engagement.notes`. Keys are made when an entry is added and mean
nothing; the file's order is the order in which things were noted.
"""

from __future__ import annotations

import secrets
from collections.abc import Container, Mapping
from dataclasses import dataclass

from segkit.engagement.notes.kinds import Kind


@dataclass(frozen=True, slots=True)
class Objective:
    """What the customer wants to reach with Segment.

    Attributes:
        text: In the customer's words.
        measure: How they will know that they got there.
        events: The planned events that carry it, with commas between.
    """

    text: str = ""
    measure: str = ""
    events: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the room decided.

    Attributes:
        text: What will be done.
        owner: Who sees to it.
        date: When it was decided, or until when it is done.
        reason: Why this and nothing else.
    """

    text: str = ""
    owner: str = ""
    date: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What nobody in the room could answer.

    Attributes:
        text: The question.
        owner: Who finds out.
        due: Until when.
        answer: Empty while it is open.
    """

    text: str = ""
    owner: str = ""
    due: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Parked:
    """What was left for another day.

    Attributes:
        text: What it is about.
        who: Who brought it up.
    """

    text: str = ""
    who: str = ""


TO_DO, DONE, DROPPED = "open", "done", "dropped"
ACTION_STATES = (TO_DO, DONE, DROPPED)
"""What became of an action; one that is done or dropped stays, with day and reason."""


@dataclass(frozen=True, slots=True)
class Action:
    """What somebody does about something that is wrong, or has to be checked.

    Attributes:
        text: What is to be done; empty where it is in the words of what it repairs.
        repairs: Key of a consideration, or free words. An action whose own key is that of a
            consideration repairs that one.
        owner: Who does it.
        due: Until when.
        state: One of `ACTION_STATES`.
        closed: When it was done or dropped.
        reason: Why it was dropped, or how it was done.
    """

    text: str = ""
    repairs: str = ""
    owner: str = ""
    due: str = ""
    state: str = TO_DO
    closed: str = ""
    reason: str = ""


OBJECTIVES = Kind("objectives", Objective)
DECISIONS = Kind("decisions", Decision)
QUESTIONS = Kind("questions", Question)
PARKED = Kind("parked", Parked)
ACTIONS = Kind("actions", Action)


def is_open(entry: object) -> bool:
    """A question without an answer, an action that is neither done nor dropped, and all else."""
    return not getattr(entry, "answer", "").strip() and getattr(entry, "state", TO_DO) == TO_DO


def lacks_owner(entry: object) -> bool:
    """Something is to be done or answered, and nobody is named for it."""
    return is_open(entry) and not getattr(entry, "owner", "-") and bool(getattr(entry, "text", ""))


def new_key(taken: Container[str]) -> str:
    """A key that no entry has, and that two notebooks will not both choose."""
    while (key := secrets.token_hex(4)) in taken:
        pass
    return key


KEEP, RENAME, DROP = "keep", "rename", "drop"
ACT, LATER, NOT_OURS = "action", "later", "not-ours"


@dataclass(frozen=True, slots=True)
class Minutes:
    """The time of one part; its key is the part's title in the notebook."""

    minutes: int


@dataclass(frozen=True, slots=True)
class PlanWord:
    """What the room wants of one planned call.

    Attributes:
        word: `KEEP`, `RENAME` or `DROP`.
        to: The new name of a rename.
    """

    word: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class ReviewWord:
    """What the room makes of the findings of one check.

    Attributes:
        word: `action`, `later` or `not-ours`.
        reason: Why they are not ours.
        by: Who said so.
        on: The day, ISO.
    """

    word: str
    reason: str = ""
    by: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class Mended:
    """The safe changes of one check are made in the copy of the plan.

    Attributes:
        copy: Name of the file.
        left_out: What could not be made there, each with the reason.
    """

    copy: str
    left_out: tuple[str, ...] = ()


PACE = Kind("pace", Minutes)
PLANNED = Kind("plan", PlanWord)
"""Keys are `call/name/version`, as `track/Order Completed/1`."""
REVIEWED = Kind("review", ReviewWord)
"""Keys are ids of checks, as `types-missing`."""
MENDED = Kind("mended", Mended)
"""Keys likewise; what is changed stands in the map beside the copy."""


def not_ours(words: Mapping[str, ReviewWord]) -> dict[str, ReviewWord]:
    """The checks whose findings are waived; without a reason nothing is."""
    return {rule: one for rule, one in words.items() if one.word == NOT_OURS and one.reason}
