"""What sources, destinations and warehouses have in common when they change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from segkit.diff.change import CHANGED, RENAMED, Change, shown

Found = tuple[str, object, object, bool, str]
"""What changed, from what, to what, whether it breaks something, and why."""


def enabled(old: bool, new: bool, off: str, on: str) -> Iterator[Found]:  # noqa: FBT001 (states)
    """The change of a switch, when there is one; `off` and `on` say what that means."""
    if old != new:
        before, after = ("enabled" if state else "disabled" for state in (old, new))
        yield "state", before, after, old, off if old else on


def differing(
    old: Mapping[str, object], new: Mapping[str, object]
) -> Iterator[tuple[str, object, object]]:
    """The keys whose values are not the same, with both."""
    for name in sorted(set(old) | set(new)):
        if old.get(name) != new.get(name):
            yield name, old.get(name), new.get(name)


def renamed_change(
    thing: str,
    names: tuple[str, str],
    *,
    evidence: str = "the id is the same",
    inside: str = "",
    origin: str = "",
) -> Iterator[Change]:
    """The change of a name that only people see, when there is one."""
    old, new = names
    if old != new:
        yield Change(
            RENAMED,
            thing,
            new,
            inside,
            what="name",
            before=old,
            after=new,
            why="Only people see the name.",
            evidence=evidence,
            origin=origin,
        )


def changes_of(
    thing: str, name: str, found: Iterator[Found], *, inside: str = "", origin: str = ""
) -> Iterator[Change]:
    """What was found about one thing, as changes."""
    for what, before, after, breaks, why in found:
        yield Change(
            CHANGED,
            thing,
            name,
            inside,
            what=what,
            before=shown(before),
            after=shown(after),
            breaking=breaks,
            why=why,
            origin=origin,
        )
