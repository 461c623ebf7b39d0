"""What a row of the customer's tracking-plan workbook holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Property:
    """One property as the plan describes it wherever it occurs."""

    kind: str
    description: str
    example: str | float | bool = ""
    allowed: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the Track tab.

    Attributes:
        name: As it is sent.
        trigger: When it fires, in words.
        properties: Names separated by blanks; `!` behind a name means required.
        types: Types written differently here than elsewhere, by property name.
        merged: Whether the event's cells are merged down over its rows.
    """

    name: str
    trigger: str
    properties: str = ""
    platforms: str = "Web, iOS, Android"
    status: str = "Live"
    version: int = 1
    owner: str = "Shop"
    ticket: str = ""
    types: dict[str, str] = field(default_factory=dict)
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Events under one banner of the Track tab."""

    title: str
    events: Sequence[Event]
