"""The last step: what the final guide waits for, what is open besides, and the buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from segkit.facts.holding_up import Waiting
from segkit.render.html import plural, render


@dataclass(frozen=True, slots=True)
class Exported:
    """How an export ended.

    Attributes:
        file: Name of the written file in the engagement's folder; empty when there is none.
        said: What the program said.
        failed: It wrote nothing.
    """

    file: str = ""
    said: str = ""
    failed: bool = False


def export_form(
    waiting: Sequence[Waiting],
    written: Sequence[tuple[str, str]],
    last: Exported | None,
    *,
    running: bool = False,
    undo: tuple[str, str] = ("", ""),
) -> Markup:
    """What is open, how the last export ended, and what was written before: name and time."""
    held = sum(one.holds_up for one in waiting)
    besides = sum(not one.holds_up and not one.said for one in waiting)
    return render(
        "export_form",
        heading=_heading(held, besides),
        rows=[(f"waits-{one.key}", one, _sign(one), _state(one)) for one in waiting],
        held=held,
        written=written,
        last=last,
        running=running,
        undo=undo,
    )


def _heading(held: int, besides: int) -> str:
    if held:
        return f"A draft can go now. The final guide waits for {plural(held, 'thing')}."
    if besides:
        return f"Nothing holds the final guide up. {plural(besides, 'thing')} {'is' if besides == 1 else 'are'} open besides."
    return "Nothing is open. The final guide can go."


def _sign(one: Waiting) -> str:
    if one.said:
        return "good"
    return "wrong" if one.is_wrong else "check"


def _state(one: Waiting) -> str:
    if one.holds_up:
        return "Holds the guide up"
    return "Settled by your word" if one.said else "Open"
