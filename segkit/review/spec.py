"""Segment's specs, to be looked up: events with their properties, reserved traits, other names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from segkit.review.names import folded, words
from segkit.review.tables import table

_TYPES = {
    "s": "string", "n": "number", "i": "number", "b": "boolean", "d": "string",
    "o": "object", "a": "array",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SpecEvent:
    """An event of a spec.

    Attributes:
        page: Of the documentation.
        properties: Their types by their path in words: `products[].sku`.
        core: What reports need of it; one of each group is enough.
    """

    page: str
    properties: Mapping[str, frozenset[str]]
    core: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Spec:
    """All that the specs name.

    Attributes:
        events: By name.
        folded: The name of each event without case and separators.
        aliases: What plans call an event, without case and separators.
        properties: Names of all properties, at whatever depth.
        traits: Types of reserved traits by path, for `identify` and `group`.
        folded_traits: Reserved traits of identify without case and separators.
        trait_aliases: What plans call a reserved trait, without case and separators.
    """

    events: Mapping[str, SpecEvent]
    folded: Mapping[str, str]
    aliases: Mapping[str, str]
    properties: frozenset[str]
    traits: Mapping[str, Mapping[str, frozenset[str]]]
    folded_traits: Mapping[str, str]
    trait_aliases: Mapping[str, str]

    def is_event(self, name: str) -> bool:
        """It is an event of a spec, or would be but for its casing."""
        return folded(name) in self.folded

    def is_property(self, name: str) -> bool:
        """It is a property or trait of a spec, or would be but for its casing."""
        return folded(name) in _folded_properties()


@cache
def spec() -> Spec:
    """The specs as `tables/spec.toml` has them."""
    raw = table("spec")
    core = {
        name: tuple(tuple(one.split(" or ")) for one in some) for name, some in raw["core"].items()
    }
    events = {
        name: SpecEvent(entry["page"], properties, core.get(name, ()))
        for entry in raw["event"]
        for properties in (_properties(entry["properties"], raw["product"]),)
        for name in entry["names"]
    }
    traits = {
        call: {path: _types(kind) for path, kind in raw[section].items()}
        for call, section in (("identify", "traits"), ("group", "group_traits"))
    }
    return Spec(
        events=events,
        folded={folded(name): name for name in events},
        aliases={folded(name): right for name, right in raw["aliases"].items()},
        properties=frozenset(_last(path) for event in events.values() for path in event.properties),
        traits=traits,
        folded_traits={folded(path): path for path in traits["identify"] if "." not in path},
        trait_aliases=raw["trait_aliases"],
    )


@cache
def _folded_properties() -> frozenset[str]:
    known = spec()
    traits = {_last(path) for some in known.traits.values() for path in some}
    return frozenset(folded(name) for name in {*known.properties, *traits})


@cache
def word_sets() -> Mapping[frozenset[str], str]:
    """Each event of a spec by the stems of its words, in whatever order."""
    return {frozenset(map(stem, words(name))): name for name in spec().events}


def stem(word: str) -> str:
    """A word without what makes it plural or past: `orders` and `order`, `viewed` and `view`."""
    for ending, least in (("ing", 6), ("ied", 5), ("ed", 5), ("es", 6), ("s", 4), ("d", 99)):
        if word.endswith(ending) and len(word) >= least and not word.endswith("ss"):
            word = word.removesuffix(ending)
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word


def _properties(text: str, product: list[str]) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for one in filter(None, (part.strip() for part in text.split(","))):
        if one.endswith(".*"):
            found.update(_pair(one.removesuffix("*") + each) for each in product)
        else:
            found.update([_pair(one)])
    return found


def _pair(text: str) -> tuple[str, frozenset[str]]:
    path, _, kind = text.rpartition(":")
    return path, _types(kind)


def _types(kind: str) -> frozenset[str]:
    return frozenset(_TYPES[one] for one in kind.split("|"))


def _last(path: str) -> str:
    return path.replace("[]", "").rpartition(".")[2]
