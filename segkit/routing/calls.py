"""Which of the six calls a destination takes."""

from __future__ import annotations

from dataclasses import dataclass

from segkit.knowledge.documented import documented_call
from segkit.model.workspace import Destination
from segkit.routing.fql import may_fire


@dataclass(frozen=True, slots=True)
class Taken:
    """Whether a destination takes a call.

    Attributes:
        taken: None when it cannot be told.
        reason: One or two sentences for the customer.
        certain: False where catalog and documentation contradict each other.
        missing: What would have to be known to tell; empty when it can be told.
        basis: `catalog`, `workspace`, or the path of the page that says so.
    """

    taken: bool | None
    reason: str
    certain: bool = True
    missing: str = ""
    basis: str = "catalog"


def accepts(destination: Destination, call: str) -> Taken:
    """Whether this destination does anything with `call`.

    Classic destinations say so in the catalog (`supportedMethods`, which has no flag for
    screen), and where a destination's own page says otherwise, that goes first. Actions
    destinations report every method, so only their enabled mappings tell.
    """
    if destination.catalog.is_actions:
        return _by_mappings(destination, call)
    methods = destination.catalog.methods
    if call in methods:
        return Taken(True, f"The catalog says that it takes {call} calls.")
    if (page := documented_call(destination.catalog.id, call)) is not None:
        words = f"Its page documents {call} calls, which the catalog does not list. {page.note}"
        taken = None if page.needs else True
        return Taken(taken, words.strip(), certain=False, missing=page.needs, basis=page.docs)
    missing = f"whether it takes {call} calls"
    if not methods:
        return Taken(None, "The catalog does not say which calls it takes.", missing=missing)
    if call == "screen":
        said = "The catalog does not say whether it takes screen calls."
        return Taken(None, said, missing=missing)
    # a flag of the catalog, which the pages of some destinations contradict
    words = f"The catalog says that it takes no {call} calls."
    return Taken(False, words, certain=False, missing=f"{missing}, which the catalog denies")


def _by_mappings(destination: Destination, call: str) -> Taken:
    if destination.mappings is None:
        return Taken(None, "Its mappings were not available.", missing="its mappings")
    enabled = [mapping for mapping in destination.mappings if mapping.enabled]
    if not enabled:
        return Taken(False, "It has no enabled mapping, so it takes nothing.")
    for mapping in enabled:
        if may_fire(mapping.trigger, call):
            return Taken(True, f"Its mapping {mapping.name!r} can be triggered by {call} calls.")
    return Taken(False, f"None of its enabled mappings is triggered by {call} calls.")
