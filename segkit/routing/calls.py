"""Which of the six calls a destination takes."""

from __future__ import annotations

from dataclasses import dataclass

from segkit.model.workspace import Destination
from segkit.routing.fql import may_fire


@dataclass(frozen=True, slots=True)
class Taken:
    """Whether a destination takes a call.

    Attributes:
        taken: None when it cannot be told.
        reason: One sentence for the customer.
    """

    taken: bool | None
    reason: str


def accepts(destination: Destination, call: str) -> Taken:
    """Whether this destination does anything with `call`.

    Classic destinations say so in the catalog (`supportedMethods`, which has no flag for
    screen). Actions destinations report every method, so only their enabled mappings tell.
    """
    if destination.catalog.is_actions:
        return _by_mappings(destination, call)
    methods = destination.catalog.methods
    if not methods:
        return Taken(None, "The catalog does not say which calls it takes.")
    if call == "screen":
        return Taken(None, "The catalog does not say whether it takes screen calls.")
    if call in methods:
        return Taken(True, f"The catalog says that it takes {call} calls.")
    return Taken(False, f"The catalog says that it takes no {call} calls.")


def _by_mappings(destination: Destination, call: str) -> Taken:
    if destination.mappings is None:
        return Taken(None, "Its mappings were not available.")
    enabled = [mapping for mapping in destination.mappings if mapping.enabled]
    if not enabled:
        return Taken(False, "It has no enabled mapping, so it takes nothing.")
    for mapping in enabled:
        if may_fire(mapping.trigger, call):
            return Taken(True, f"Its mapping {mapping.name!r} can be triggered by {call} calls.")
    return Taken(False, f"None of its enabled mappings is triggered by {call} calls.")
