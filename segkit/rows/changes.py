"""What changed since the last time: what breaks something first, the rest folded away."""

from __future__ import annotations

from segkit.diff.change import Change, Difference
from segkit.listings.diff import change_in_words
from segkit.render.html import plural, render
from segkit.render.missing import nothing
from segkit.render.view import View

_COLUMNS = ("Change", "What", "Name", "Of", "Attribute", "Before", "After", "Breaking", "Why")
_MOST = 200
"""Changes listed of each kind; after that, how many more there are."""


def changes(difference: Difference) -> View:
    """The changes in two lists, each change with its reason."""
    if not difference.changes and not difference.not_compared:
        return nothing(f"Nothing has changed since {difference.old}.")
    breaking = difference.breaking
    harmless = tuple(change for change in difference.changes if not change.breaking)
    summary = (
        f"Since {difference.old}: {plural(len(difference.changes), 'change')}, "
        f"{len(breaking)} of them breaking."
    )
    groups = (
        ("Breaking", breaking[:_MOST], len(breaking) - _MOST, True),
        ("Not breaking", harmless[:_MOST], len(harmless) - _MOST, False),
    )
    lines = [
        f"{'! ' if change.breaking else ''}{change_in_words(change)}"
        for change in difference.changes
    ]
    return View(
        html=render(
            "changes", summary=summary, groups=groups, not_compared=difference.not_compared
        ),
        text="\n".join([summary, *lines, *difference.not_compared]),
        columns=_COLUMNS,
        rows=tuple(_row(change) for change in difference.changes),
    )


def _row(change: Change) -> tuple[object, ...]:
    return (
        change.kind,
        change.thing,
        change.name,
        change.inside,
        change.what,
        change.before,
        change.after,
        change.breaking,
        change.why,
    )
