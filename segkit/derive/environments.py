"""Which product and environment each source belongs to, and what is amiss with that.

Segment advises one source for each environment and platform, told apart by labels
(segment-app/set-up-envs, segment-app/iam/labels).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from segkit.derive.wording import (
    canonical,
    environment_in,
    environment_labels,
    without_environment,
)
from segkit.knowledge.libraries import kind_of, library_of
from segkit.model.derived import Placement
from segkit.model.finding import Finding
from segkit.model.workspace import Source, Workspace

OVERRIDDEN = "set by the solutions architect"
_UNKNOWN = "neither label, name nor slug says"
_SET_UP = "/segment-app/set-up-envs"
_LABELS = "/segment-app/iam/labels"
_PRODUCTS = {"web", "mobile", "server"}
_LABELLED = _PRODUCTS | {"function"}
_NONE: Mapping[str, str] = MappingProxyType({})


def placements(workspace: Workspace, overrides: Mapping[str, str] = _NONE) -> tuple[Placement, ...]:
    """Where each source of the workspace belongs, in its order.

    Args:
        workspace: Every one of its sources is placed, whatever its kind.
        overrides: By source slug, an environment or `product/environment`.
    """
    placed = [_placed(source, overrides.get(source.slug, "")) for source in workspace.sources]
    spelling: dict[str, str] = {}
    # a spelling with capitals is the one that people chose; a slug has none
    for place in sorted(placed, key=lambda p: p.product.islower()):
        spelling.setdefault(_key(place.product), place.product)
    named = [replace(place, product=spelling[_key(place.product)]) for place in placed]
    return tuple(_by_platform(named, workspace))


def _by_platform(placed: Sequence[Placement], workspace: Workspace) -> Iterator[Placement]:
    """A product whose apps share one name becomes one product for each of them.

    Segment advises a source for each environment and platform, so two libraries in one
    environment are two products; one name in two environments may have changed its library.
    """
    platform = {source.id: source.catalog.name for source in workspace.sources}
    at: dict[tuple[str, str], set[str]] = {}
    for place in placed:
        at.setdefault((place.product, place.environment), set()).add(platform[place.source_id])
    shared = {product for (product, _), platforms in at.items() if len(platforms) > 1}
    for place in placed:
        own = f"{place.product} ({platform[place.source_id]})"
        is_split = place.product in shared and place.evidence != OVERRIDDEN
        yield replace(place, product=own) if is_split else place


def _placed(source: Source, override: str) -> Placement:
    product = without_environment(source.name) or without_environment(source.slug)
    if override:
        own, _, environment = override.rpartition("/")
        return Placement(source.id, own.strip() or product, canonical(environment), OVERRIDDEN)
    environment, evidence = _environment(source)
    return Placement(source.id, product or source.catalog.name, environment, evidence)


def _environment(source: Source) -> tuple[str, str]:
    for label in environment_labels(source.labels):
        return canonical(label.value), f"label {label}"
    for what, text in (("name", source.name), ("slug", source.slug)):
        environment, words = environment_in(text)
        if environment:
            quoted = " and ".join(f'"{word}"' for word in words)
            return environment, f"the {what} says {quoted}"
    return "", _UNKNOWN


def _key(product: str) -> str:
    return re.sub(r"[\W_]+", "", product.casefold()) or product


def environment_findings(
    workspace: Workspace, placements: Sequence[Placement]
) -> tuple[Finding, ...]:
    """What is amiss with the environments of a workspace, in the order of the checks."""
    return (
        *each_product_has_its_environments(workspace, placements),
        *each_source_has_one_environment(workspace, placements),
        *each_environment_has_one_label(workspace),
        *labels_agree_with_names(workspace, placements),
        *sources_are_labelled(workspace),
        *sources_are_enabled(workspace),
        *destinations_have_their_source(workspace),
    )


def each_product_has_its_environments(
    workspace: Workspace, placements: Sequence[Placement]
) -> Iterator[Finding]:
    """A website, app or server has a source for production and one to develop with."""
    products: dict[str, list[Placement]] = {}
    for place in placements:
        source = workspace.source(place.source_id)
        if source is not None and source.enabled and _is_built_on(source):
            products.setdefault(place.product, []).append(place)
    for product, places in products.items():
        named = {place.environment for place in places}
        # a source whose environment is unknown, or several, may be the one that is missing
        if named & {"", "all"}:
            continue
        severity, problem, action = _missing(named)
        if problem:
            slugs = [s.slug for p in places if (s := workspace.source(p.source_id))]
            yield Finding(
                "each_product_has_its_environments",
                severity,
                f"{product} {problem}.",
                action,
                ", ".join(slugs),
                _SET_UP,
            )


def _is_built_on(source: Source) -> bool:
    """A website, app or server that people go on developing: its library is supported."""
    library = library_of(source)
    return kind_of(source) in _PRODUCTS and not (library and library.support_ended)


def _missing(named: set[str]) -> tuple[str, str, str]:
    """Severity, what is wrong and what to do; empty when nothing is missing."""
    if "prod" not in named:
        have = ", ".join(sorted(named))
        return (
            "medium",
            f"has no source for production, only for {have}",
            "Make a source for production before it goes live, with its own write key.",
        )
    if named == {"prod"}:
        return (
            "medium",
            "has a source for production only, so tests would stand among real data",
            "Make a source for development with its own write key.",
        )
    if named == {"prod", "staging"}:
        return (
            "low",
            "has sources for production and staging, and none for development",
            "Make a source for development, or agree that staging is where it is developed.",
        )
    return "", "", ""


def each_source_has_one_environment(
    workspace: Workspace, placements: Sequence[Placement]
) -> Iterator[Finding]:
    """No source collects the data of several environments."""
    for place in placements:
        source = workspace.source(place.source_id)
        if place.environment == "all" and source is not None and kind_of(source) in _LABELLED:
            yield Finding(
                "each_source_has_one_environment",
                "high",
                f"{source.name} is one source for several environments: {place.evidence}.",
                "Make one source for each environment, each with its own write key.",
                source.slug,
                _SET_UP,
            )


def each_environment_has_one_label(workspace: Workspace) -> Iterator[Finding]:
    """An environment is labelled the same way everywhere, or access by label has gaps."""
    used: dict[str, dict[str, list[str]]] = {}
    for source in workspace.sources:
        for label in environment_labels(source.labels):
            spellings = used.setdefault(canonical(label.value), {})
            spellings.setdefault(str(label), []).append(source.slug)
    for environment, spellings in used.items():
        if len(spellings) < 2:
            continue
        ranked = sorted(spellings, key=lambda label: -len(spellings[label]))
        counted = " and ".join(f"{label} ({len(spellings[label])})" for label in ranked)
        others = [slug for label in ranked[1:] for slug in spellings[label]]
        yield Finding(
            "each_environment_has_one_label",
            "low",
            f"Sources of one environment, {environment}, carry unlike labels: {counted}.",
            f"Label them all {ranked[0]}.",
            ", ".join(others),
            _LABELS,
        )


def labels_agree_with_names(
    workspace: Workspace, placements: Sequence[Placement]
) -> Iterator[Finding]:
    """A source's labels name the environment that its name (or else its slug) speaks of."""
    settled = {place.source_id for place in placements if place.evidence == OVERRIDDEN}
    for source in workspace.sources:
        labels = environment_labels(source.labels)
        told = {canonical(label.value): f"label {label}" for label in labels}
        for what, text in (("name", source.name), ("slug", source.slug)):
            environment, words = environment_in(text)
            if told and environment:
                told.setdefault(environment, f'the {what} says "{words[0]}"')
                break
        if len(told) > 1 and source.id not in settled:
            yield Finding(
                "labels_agree_with_names",
                "medium",
                f"It is unclear which environment {source.name} belongs to: "
                f"{', but '.join(told.values())}.",
                "Correct the label or the name.",
                source.slug,
                _LABELS,
            )


def sources_are_labelled(workspace: Workspace) -> Iterator[Finding]:
    """Every source that the customer's code feeds has a label for its environment."""
    bare = [
        source
        for source in workspace.sources
        if source.enabled and kind_of(source) in _LABELLED and not environment_labels(source.labels)
    ]
    if bare:
        yield Finding(
            "sources_are_labelled",
            "low",
            f"No label names the environment of {_listed([source.name for source in bare])}.",
            "Label each with its environment, such as environment:prod.",
            ", ".join(source.slug for source in bare),
            _LABELS,
        )


def sources_are_enabled(workspace: Workspace) -> Iterator[Finding]:
    """A source that is switched off takes no data."""
    for source in workspace.sources:
        if not source.enabled:
            yield Finding(
                "sources_are_enabled",
                "medium",
                f"{source.name} is disabled, so it accepts no data.",
                "Enable it if it is to be used, or delete it.",
                source.slug,
            )


def destinations_have_their_source(workspace: Workspace) -> Iterator[Finding]:
    """Every destination belongs to a source that was read, or the guide cannot place it."""
    read = {source.id for source in workspace.sources}
    for destination in workspace.destinations:
        if destination.source_id not in read:
            yield Finding(
                "destinations_have_their_source",
                "medium",
                f"{destination.name} belongs to a source that is not among those that were read, "
                "so this guide says nothing else about it.",
                "Pull the workspace again with a token that may see all of its sources.",
                destination.id,
            )


def _listed(names: Sequence[str], most: int = 5) -> str:
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
