"""Consent categories: which destinations are in which, as the SA entered them.

A category holds for all instances of a destination, and a destination may be in several. What
Segment makes of them with a call is `segkit.delivery.steps.consent`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from segkit.model.plan import Rule
from segkit.model.workspace import Destination, Workspace

Entered = Mapping[str, tuple[str, ...]]
"""`[consent]` as it is written: destinations by category."""

PREFERENCES_UPDATED = "Segment Consent Preference Updated"
"""The event that tells of new preferences; it is sent whatever they are."""


@dataclass(frozen=True, slots=True)
class Consent:
    """The categories of a workspace's destinations, as the SA entered them.

    Attributes:
        categories: Every category that was entered.
        by_type: The categories of each type of destination, because a category holds for all
            instances of one.
        strange: What was entered and is no destination of the workspace, with its category.
    """

    categories: tuple[str, ...]
    by_type: Mapping[str, tuple[str, ...]]
    strange: tuple[tuple[str, str], ...] = ()

    def of(self, destination: Destination) -> tuple[str, ...]:
        """The categories that the destination is in; empty when it is in none."""
        return self.by_type.get(type_of(destination), ())


def consent_of(entered: Entered | None, workspace: Workspace) -> Consent | None:
    """What was entered, for the destinations that are there; None when nothing was."""
    if entered is None:
        return None
    by_type: dict[str, tuple[str, ...]] = {}
    strange: list[tuple[str, str]] = []
    for category, names in entered.items():
        for name in names:
            found = {type_of(one) for one in workspace.destinations if is_named(one, name)}
            for kind in sorted(found):
                by_type[kind] = tuple(dict.fromkeys((*by_type.get(kind, ()), category)))
            if not found:
                strange.append((category, name))
    return Consent(tuple(entered), by_type, tuple(strange))


def is_named(destination: Destination, name: str) -> bool:
    """The name is the destination's own, or one of its type's."""
    catalog = destination.catalog
    own = (destination.id, destination.name)
    return name in {*own, catalog.id, catalog.slug, catalog.name, *catalog.previous_names}


def plans_consent(rule: Rule) -> bool:
    """The plan says of this call that it carries the consent object."""
    return any(field.path[:2] == ("context", "consent") for field in rule.fields)


def type_of(destination: Destination) -> str:
    """What all instances of the destination share."""
    return destination.catalog.id or destination.id
