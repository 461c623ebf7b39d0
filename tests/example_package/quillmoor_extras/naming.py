"""A check of our own: sources are named by product first."""

from __future__ import annotations

from collections.abc import Iterator

from segkit.considerations.checks.check import Check, Found
from segkit.delivery.case import Case


def _shouting(case: Case) -> Iterator[Found]:
    for source in case.workspace.sources:
        if "shop" in source.slug:
            yield Found(
                "Our house names sources by product and place.",
                f"{source.name} has the slug {source.slug}.",
                source_id=source.id,
            )


house_names = Check(
    id="quillmoor-house-names",
    severity="low",
    action="Ask the data team before you name a source.",
    docs="",
    basis="workspace",
    find=_shouting,
)
