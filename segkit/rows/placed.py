"""Which sources have a product and an environment."""

from __future__ import annotations

from segkit.facts.known import Facts
from segkit.model.derived import INSTRUMENTED, Placement
from segkit.rows.edition import WHOLE, Edition

ENVIRONMENT_TITLES = {
    "prod": "Production",
    "staging": "Staging",
    "dev": "Development",
    "all": "Several at once",
    "": "Unknown",
}
"""What environments are called, by their key."""


def instrumented_placements(facts: Facts) -> tuple[Placement, ...]:
    """Placements of sources that the customer's own code feeds: only those have environments."""
    return tuple(p for p in facts.placements if facts.kinds.get(p.source_id) in INSTRUMENTED)


def names_of_kinds(facts: Facts, *kinds: str, edition: Edition = WHOLE) -> tuple[str, ...]:
    """Names of the edition's enabled sources of these kinds."""
    mine = edition.sources(facts)
    return tuple(s.name for s in mine if s.enabled and facts.kinds[s.id] in kinds)
