"""A planned call on its way: what becomes of every such call, as far as type and name tell.

The counterpart of `walk`, which follows one call at hand. The same steps are asked, in the same
modules; where a step depends on what only a call at hand has, the planned call goes on, and
what it depends on is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from segkit.delivery.unknowns import Unknown, Unknowns, all_of, any_of
from segkit.routing.fql import holds, takes

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """Some properties or traits are taken out, or all but some.

    Attributes:
        container: `properties`, `traits` or another part of the call.
        names: Dotted, below the container: `address.city`.
        keeps: These are what is left; else they are what goes.
        depends: What else than type and name decides it.
    """

    container: str
    names: frozenset[str]
    keeps: bool = False
    depends: Unknowns = ()

    def places(self, path: Path) -> Iterable[tuple[Path, Unknowns]]:
        """Where the field stands afterwards, and what that depends on; nowhere when it goes."""
        if path[0] != self.container or self._names(path) is self.keeps:
            return ((path, ()),)
        return ((path, self.depends),) if self.depends else ()

    def _names(self, path: Path) -> bool:
        inner = ".".join(path[1:])
        below = any(inner == name or inner.startswith(f"{name}.") for name in self.names)
        # an object of which a part is left is left too
        return below or (self.keeps and any(name.startswith(f"{inner}.") for name in self.names))


@dataclass(frozen=True, slots=True)
class Rename:
    """A property or trait gets another place.

    Attributes:
        old: Dotted, as it is written: with or without the container.
        depends: What else than type and name decides it.
    """

    old: str
    new: Path
    depends: Unknowns = ()

    def places(self, path: Path) -> Iterable[tuple[Path, Unknowns]]:
        """Where the field stands afterwards, and what that depends on."""
        for start in (0, 1):
            for end in range(start + 1, len(path) + 1):
                if ".".join(path[start:end]) == self.old:
                    moved = ((*self.new, *path[end:]), self.depends)
                    return (moved, (path, self.depends)) if self.depends else (moved,)
        return ((path, ()),)


Change = Cut | Rename


class Planned:
    """A planned call on its way in one mode.

    Attributes:
        call: Its type.
        container: `properties` or `traits`, where its planned fields are.
        mode: `device`, `cloud` or `warehouse`.
        names: What it may be called by now; None stands for any name.
        changes: What happens to its fields, in order.
        depends: What it depends on whether it arrives.
        stopped_by: The step that stops every such call; empty when none does.
    """

    def __init__(self, call: str, name: str | None, container: str, mode: str) -> None:
        """Begin with the call as it is planned."""
        self.call = call
        self.container = container
        self.mode = mode
        self.names: tuple[str | None, ...] = (name,)
        self.changes: list[Change] = []
        self.depends: list[Unknown] = []
        self.stopped_by = ""

    def holds(self, condition: str) -> bool | None:
        """Whether the condition holds for every such call; raises `FqlError` as `holds` does."""
        return self._same(holds(condition, self.call, name) for name in self.names)

    def takes(self, trigger: str) -> bool | None:
        """Whether the trigger takes every such call."""
        if len(self.names) == 1:  # nearly always, and asked for every mapping
            return takes(trigger, self.call, self.names[0])
        return self._same(takes(trigger, self.call, name) for name in self.names)

    def stops(self, step: str, depends: Unknowns = ()) -> None:
        """The step stops every such call, or some, as it depends."""
        if depends:
            self.depends_on(*depends)
        else:
            self.stopped_by = step

    def depends_on(self, *unknowns: Unknown) -> None:
        """Whether such a call comes through depends on these."""
        self.depends += [one for one in unknowns if one not in self.depends]

    def becomes(self, name: str, *, certain: bool) -> None:
        """The call gets another name."""
        self.names = (name,) if certain else tuple(dict.fromkeys((*self.names, name)))

    @staticmethod
    def _same(verdicts: Iterable[bool | None]) -> bool | None:
        found = set(verdicts)
        return found.pop() if len(found) == 1 else None


def places_after(path: Path, changes: Iterable[Change]) -> dict[Path, Unknowns]:
    """Where a field stands after all changes, and what that depends on; empty when nowhere."""
    found: dict[Path, Unknowns] = {path: ()}
    for change in changes:
        after: dict[Path, Unknowns] = {}
        for place, before in found.items():
            for moved, depends in change.places(place):
                known = [after[moved]] if moved in after else []
                after[moved] = any_of([*known, all_of([before, depends])])
        found = after
    return found
