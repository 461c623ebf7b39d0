"""A planned call on its way: what becomes of every such call, as far as type and name tell.

The counterpart of `walk`, which follows one call at hand. The same steps are asked, in the same
modules; where a step depends on what only a call at hand has, the planned call goes on, and
what it depends on is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from segkit.delivery.unknowns import Unknown, Unknowns, all_of, any_of
from segkit.model.plan import ELEMENT
from segkit.routing.fql import holds, takes

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """Some fields are taken out, or all but some.

    Attributes:
        at: Where the object stands that they are taken out of, or the list of such objects.
        names: The keys that lead to each of them from there.
        keeps: These are what is left; else they are what goes.
        depends: What else than type and name decides it.
    """

    at: Path
    names: frozenset[Path]
    keeps: bool = False
    depends: Unknowns = ()

    def places(self, path: Path) -> Iterable[tuple[Path, Unknowns]]:
        """Where the field stands afterwards, and what that depends on; nowhere when it goes."""
        if path[: len(self.at)] != self.at:
            return ((path, ()),)
        inner = path[len(self.at) :]
        inner = inner[1:] if inner[:1] == (ELEMENT,) else inner
        if not inner or self._names(inner) is self.keeps:
            return ((path, ()),)
        return ((path, self.depends),) if self.depends else ()

    def _names(self, inner: Path) -> bool:
        below = any(inner[: len(name)] == name for name in self.names)
        # an object of which a part is left is left too
        return below or (self.keeps and any(name[: len(inner)] == inner for name in self.names))


@dataclass(frozen=True, slots=True)
class Rename:
    """A property or trait gets another place.

    Attributes:
        old: Its keys, from the top of the call.
        new: The same, afterwards.
        depends: What else than type and name decides it.
    """

    old: Path
    new: Path
    depends: Unknowns = ()

    def places(self, path: Path) -> Iterable[tuple[Path, Unknowns]]:
        """Where the field stands afterwards, and what that depends on."""
        if path[: len(self.old)] != self.old:
            return ((path, ()),)
        moved = ((*self.new, *path[len(self.old) :]), self.depends)
        return (moved, (path, self.depends)) if self.depends else (moved,)


@dataclass(frozen=True, slots=True)
class Put:
    """A field gets a value of the transformation's own, whether the call holds it or not.

    Attributes:
        at: Its keys, from the top of the call.
        depends: What else than type and name decides it.
    """

    at: Path
    depends: Unknowns = ()

    def places(self, path: Path) -> Iterable[tuple[Path, Unknowns]]:
        """Where the field stands afterwards: what was below the new value is gone."""
        if len(path) <= len(self.at) or path[: len(self.at)] != self.at:
            return ((path, ()),)
        return ((path, self.depends),) if self.depends else ()


Change = Cut | Rename | Put


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

    @property
    def remade(self) -> Unknowns:
        """What may have made another call of it by now."""
        return tuple(one for one in self.depends if one.remakes)

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
        if depends or self.remade:
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
