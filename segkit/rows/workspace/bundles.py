"""What the diagram draws: an end for each source and target, a link for each connection.

Where a side has too many ends they are drawn in groups: sources by what they are, targets
by category. One link then stands for all connections between two groups.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from segkit.model.workspace import Destination
from segkit.render.html import plural
from segkit.rows.workspace.modes import MODES, STATES, WAREHOUSE
from segkit.rows.workspace.pairs import Pair, Reach, Target

MOST_SOURCES = 30
MOST_TARGETS = 60

MIXED = ("mixed", "Several kinds")
"""Class and words of a link whose connections are of several kinds."""

_OTHER = "Others"
_SOME, _MANY = 4, 16


@dataclass(frozen=True, slots=True)
class End:
    """One box of the diagram.

    Attributes:
        kind: `source`, `target` or `warehouse`: the class of the box.
        names: All that it stands for.
    """

    key: str
    name: str
    kind: str
    names: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The name, for a group with what is in it."""
        return f"{self.name}: {', '.join(self.names)}" if self.names else self.name


@dataclass(frozen=True, slots=True)
class Link:
    """One line of the diagram: its ends, its class, and what it says."""

    start: str
    end: str
    kind: str
    words: str
    weight: str = ""


@dataclass(frozen=True, slots=True)
class Diagram:
    """Boxes and lines, in the order of the page.

    Attributes:
        groups: What the boxes stand for where they are groups, in words.
    """

    left: tuple[End, ...]
    right: tuple[End, ...]
    links: tuple[Link, ...]
    groups: str = ""


def diagram(found: Reach, destinations: Sequence[Destination]) -> Diagram:
    """Each connection by itself up to 30 sources × 60 targets; beyond, in groups."""
    category = {f"d{d.catalog.id}": next(iter(d.catalog.categories), "") for d in destinations}
    left = _ends([_source_end(pair) for pair in found.pairs], MOST_SOURCES, _library_of(found))
    right = _ends(
        [_target_end(pair.target) for pair in found.pairs],
        MOST_TARGETS,
        lambda end: "Warehouses" if end.kind == "warehouse" else category.get(end.key) or _OTHER,
    )
    bundles: dict[tuple[str, str], list[Pair]] = {}
    for pair in found.pairs:
        ends = (left[f"s{pair.source.id}"], right[pair.target.key])
        bundles.setdefault((ends[0].key, ends[1].key), []).append(pair)
    by_key = {end.key: end for end in (*left.values(), *right.values())}
    links = tuple(_link(by_key[a], by_key[b], pairs) for (a, b), pairs in bundles.items())
    starts = tuple(dict.fromkeys(left.values()))
    return Diagram(starts, _untangled(starts, right.values(), links), links, _groups(left, right))


def kind_of_line(pair: Pair) -> str:
    """The class of the pair's line: its mode, or what stands in its way."""
    return pair.modes[0].key if pair.state.key in {"on", "none", "unsure"} else pair.state.key


def _source_end(pair: Pair) -> End:
    return End(f"s{pair.source.id}", pair.source.name, "source")


def _target_end(target: Target) -> End:
    return End(target.key, target.name, "warehouse" if target.warehouse else "target")


def _library_of(found: Reach) -> Callable[[End], str]:
    libraries = {f"s{source.id}": source.catalog.name for source in found.sources}
    return lambda end: libraries[end.key] or _OTHER


def _ends(ends: Sequence[End], most: int, group_of: Callable[[End], str]) -> Mapping[str, End]:
    """The box of each end, by the end's key; the largest groups, where there are too many."""
    single = list(dict.fromkeys(ends))
    if len(single) <= most:
        return {end.key: end for end in single}
    sizes = Counter(group_of(end) for end in single)
    largest = {name for name, _ in sizes.most_common(most - 1)}
    members: dict[str, list[End]] = {}
    for end in single:
        name = group_of(end)
        members.setdefault(name if name in largest else _OTHER, []).append(end)
    return {
        end.key: End(
            f"g{inside[0].kind}{name}",
            f"{name} ({len(inside)})",
            inside[0].kind,
            tuple(one.name for one in inside),
        )
        for name, inside in members.items()
        for end in inside
    }


def _link(start: End, end: End, pairs: Sequence[Pair]) -> Link:
    kinds: Counter[str] = Counter()
    for pair in pairs:
        kinds[kind_of_line(pair)] += pair.count
    if not start.names and not end.names:
        return Link(start.key, end.key, next(iter(kinds)), pairs[0].words)
    titles = {one.key: one.title.lower() for one in (*MODES, WAREHOUSE, *STATES)}
    parts = ", ".join(f"{count} {titles[kind]}" for kind, count in kinds.items())
    return Link(
        start.key,
        end.key,
        next(iter(kinds)) if len(kinds) == 1 else MIXED[0],
        f"{start.name} to {end.name}: {plural(kinds.total(), 'connection')}: {parts}",
        "many" if kinds.total() >= _MANY else "some" if kinds.total() >= _SOME else "",
    )


def _untangled(
    starts: Sequence[End], ends: Iterable[End], links: Sequence[Link]
) -> tuple[End, ...]:
    """The right side in the order that crosses the fewest lines; warehouses last."""
    place = {end.key: index for index, end in enumerate(starts)}
    above: dict[str, list[int]] = {}
    for link in links:
        above.setdefault(link.end, []).append(place[link.start])

    def order(end: End) -> tuple[bool, float, str, str]:
        middle = sum(above[end.key]) / len(above[end.key])
        return (end.kind == "warehouse", middle, end.name.casefold(), end.key)

    return tuple(sorted(dict.fromkeys(ends), key=order))


def _groups(left: Mapping[str, End], right: Mapping[str, End]) -> str:
    sides = [
        words
        for words, ends in (("sources by what they are", left), ("destinations by category", right))
        if any(end.names for end in ends.values())
    ]
    return " and ".join(sides)
