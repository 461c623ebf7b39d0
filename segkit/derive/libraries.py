"""Whether the libraries behind a workspace's sources are still looked after."""

from __future__ import annotations

from collections.abc import Iterator

from segkit.knowledge.libraries import Library, library_of
from segkit.model.finding import Finding
from segkit.model.workspace import Source, Workspace

_TIERS = {
    "maintenance": "receives fixes for critical problems only",
    "community": "is not maintained by Segment itself",
}
"""What a tier means (documentation, connections/sources)."""


def library_findings(workspace: Workspace) -> tuple[Finding, ...]:
    """What to know about the libraries of enabled sources, the gravest first."""
    used = [
        (source, known)
        for source in workspace.sources
        if source.enabled and (known := library_of(source)) is not None
    ]
    return (*libraries_are_supported(used), *libraries_are_developed(used))


def libraries_are_supported(used: list[tuple[Source, Library]]) -> Iterator[Finding]:
    """No source depends on a library whose support has ended."""
    for source, known in used:
        if known.support_ended:
            yield Finding(
                "libraries_are_supported",
                "high",
                f"{source.name} uses {known.name}, whose support ended in {known.support_ended}.",
                _move(known),
                source.slug,
                known.docs_to_use,
            )


def libraries_are_developed(used: list[tuple[Source, Library]]) -> Iterator[Finding]:
    """Sources use libraries that Segment goes on developing."""
    for source, known in used:
        meaning = _TIERS.get(known.tier, "has a successor" if known.successor else "")
        if meaning and not known.support_ended:
            yield Finding(
                "libraries_are_developed",
                "low",
                f"{source.name} uses {known.name}, which {meaning}.",
                _move(known) if known.successor else "Expect no new features.",
                source.slug,
                known.docs_to_use,
            )


def _move(known: Library) -> str:
    return f"Plan the move to {known.successor}." if known.successor else "Plan a replacement."
