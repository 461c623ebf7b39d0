"""What a destination itself leaves out, by its own documentation, whoever sends it.

A limit is the part of a fact (`segkit.knowledge.entries`) that a program can judge: what of a
call does not get into the tool although the call comes to it. Delivery takes it away, and the
fact's own words say why, so that both are told by one entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from segkit.model.plan import ELEMENT

CALL, FIELDS, OBJECTS, LISTS = "call", "fields", "objects", "lists"
"""What is left out: the whole call, every property or trait, those that hold an object, or a list.

Anything else in `leaves_out` is the name of a property or trait.
"""

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """What a destination leaves out of some calls.

    Attributes:
        entry: Id of the fact that says so.
        text: That fact, for the customer.
        docs: Path of the page that says so.
        sources: Kinds of source that it holds for.
        calls: Calls that it holds for.
        modes: Connection modes that it holds for.
        leaves_out: `CALL`, `FIELDS`, `OBJECTS`, `LISTS`, and names of properties or traits.
        takes: Names that it takes all the same, dotted: `address.city`.
        unless_mapping: Slug of an action: with an enabled mapping of it, the limit is none.
        may_change: A setting of the destination, which is not read, decides it; what is said
            here holds as long as nobody changed that.
    """

    entry: str
    text: str
    docs: str
    sources: frozenset[str]
    calls: frozenset[str]
    modes: frozenset[str]
    leaves_out: frozenset[str]
    takes: frozenset[str] = frozenset()
    unless_mapping: str = ""
    may_change: bool = False

    def concerns(self, kind: str, call: str, mode: str) -> bool:
        """It holds for this call from this kind of source in this mode."""
        # a source function is delivered as a server library is (connection modes, docs)
        kind = "server" if kind == "function" else kind
        return kind in self.sources and call in self.calls and mode in self.modes

    def drops(self, path: Path, types: tuple[str, ...]) -> bool | None:
        """Whether it leaves out what stands at this path; None where its type may be another.

        Args:
            path: Where the property or trait stands, from the call's root.
            types: Names of JSON types that it may have; empty when that is not known.
        """
        inner = path[1:]
        if self._takes(inner):
            return False
        if FIELDS in self.leaves_out or inner[:1] in {(name,) for name in self.leaves_out}:
            return True
        names = [name for name in inner if name != ELEMENT]
        within = {OBJECTS: len(names) > 1, LISTS: ELEMENT in inner}
        if any(within[what] for what in within if what in self.leaves_out):
            return True
        left_out = {t for t, what in (("object", OBJECTS), ("array", LISTS)) if self._has(what)}
        possible = set(types) - {"null"}
        if possible.isdisjoint(left_out):
            return False
        return True if possible <= left_out else None

    def _has(self, what: str) -> bool:
        return what in self.leaves_out

    def _takes(self, inner: Path) -> bool:
        """It is taken, or holds something that is."""
        ways = (tuple(name.split(".")) for name in self.takes)
        return any(inner[: len(way)] == way[: len(inner)] for way in ways)


def read_limit(raw: Mapping[str, object], fact: Mapping[str, object], kinds: frozenset[str],
               calls: frozenset[str]) -> Limit:  # fmt: skip
    """A limit of the data files; what it does not say is as its fact says.

    Args:
        raw: The table `entry.limit`.
        fact: The table `entry` around it.
        kinds: Every kind of source.
        calls: Every call.
    """

    def names(given: object) -> frozenset[str]:
        return frozenset(cast("list[str]", given or []))

    def words(key: str, every: frozenset[str]) -> frozenset[str]:
        given = names(raw.get(key, fact.get(key)))
        return every if not given or "any" in given else given

    return Limit(
        entry=str(fact["id"]),
        text=str(fact["text"]),
        docs=str(fact["docs"]),
        sources=words("sources", kinds),
        calls=words("calls", calls),
        modes=words("modes", frozenset({"device", "cloud"})),
        leaves_out=names(raw["leaves_out"]),
        takes=names(raw.get("takes")),
        unless_mapping=str(raw.get("unless_mapping", "")),
        may_change=bool(raw.get("may_change")),
    )
