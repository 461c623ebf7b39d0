"""The knowledge base: facts about destinations, warehouses and sources, read from data files.

One entry in `destinations.toml`, `warehouses.toml`, `sources.toml` or `global.toml` is one fact that a person has reviewed. Nothing here
decides whether a fact applies to a customer: `considerations` does.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import cast

from segkit.doors import through
from segkit.errors import ConfigError
from segkit.knowledge.conditions import Condition, read_condition
from segkit.knowledge.destinations import FILES_ONLY
from segkit.knowledge.limits import Limit, read_limit
from segkit.model.derived import SOURCE_KINDS
from segkit.model.plan import CALLS
from segkit.model.workspace import DestinationCatalog

ANY = "any"
"""Stands for every kind of source, or every call, in an entry."""

BOTH_MODES = frozenset({"device", "cloud"})
"""Nothing is known of the mode."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact.

    Attributes:
        sources: Kinds of source that it concerns, or `any`.
        calls: Calls that it concerns, or `any`.
        severity: One of `SEVERITIES`.
        text: The fact, for the customer.
        action: What to do.
        docs: Path below the documentation base.
        known: ISO date of the material that it was taken from.
        modes: `device` or `cloud` where it concerns one of them only; else empty.
        limits: What of it a program can judge: what the destination leaves out of calls.
        conditions: What of it the customer's own plan and workspace can prove or refute.
        asks: What to ask a person where it is in doubt; an entry without conditions that asks
            is always in doubt, one that does not ask is good to know.
        trouble: The answer, `yes` or `no`, that makes it wrong now; empty for other questions.
        says: Who says so: `documentation`, `code` or `catalog`.
    """

    id: str
    sources: tuple[str, ...]
    calls: tuple[str, ...]
    severity: str
    text: str
    action: str
    docs: str
    known: str
    modes: tuple[str, ...] = ()
    limits: tuple[Limit, ...] = ()
    conditions: tuple[Condition, ...] = ()
    asks: str = ""
    trouble: str = ""
    says: str = "documentation"

    def concerns(
        self, kind: str, calls: frozenset[str], modes: frozenset[str] = BOTH_MODES
    ) -> bool:
        """It holds for this kind of source when it sends these calls in one of these modes."""
        # a source function is delivered as a server library is (connection modes, docs)
        kind = "server" if kind == "function" else kind
        return (
            (ANY in self.sources or kind in self.sources)
            and (ANY in self.calls or not calls.isdisjoint(self.calls))
            and (not self.modes or not modes.isdisjoint(self.modes))
        )


@dataclass(frozen=True, slots=True)
class Target:
    """What a group of entries is about: one kind of destination, warehouse or library.

    Attributes:
        slug: The API's slug; `all` and `any` stand for every one.
        catalog_id: The API's catalog id, the surer key; empty where there is none.
        name: Display name.
        names: Names that the `integrations` object accepts.
    """

    slug: str
    name: str
    entries: tuple[Entry, ...]
    catalog_id: str = ""
    names: tuple[str, ...] = ()


@cache
def targets(file: str) -> tuple[Target, ...]:
    """The targets of one data file: `destinations`, `warehouses`, `sources` or `global`.

    With what other packages know of them. Raises `ConfigError` for a file of theirs that cannot
    be read.
    """
    found: dict[str, Target] = {}
    for name, folder in (("", files("segkit.knowledge")), *through("knowledge")):
        if not isinstance(folder, Traversable):
            raise _no_knowledge(name, "it is no folder")
        path = folder / f"{file}.toml"
        if name and not path.is_file():
            continue
        try:
            read = _targets(path.read_text(encoding="utf-8"))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise _no_knowledge(f"{name} ({file}.toml)", repr(error)) from error
        for target in read:
            known = found.get(target.slug)
            entries = (*known.entries, *target.entries) if known else target.entries
            found[target.slug] = replace(known or target, entries=entries)
    return tuple(found.values())


def _no_knowledge(name: str, why: str) -> ConfigError:
    return ConfigError(
        f"The knowledge that {name} adds to segkit cannot be read: {why}.",
        "write it in the form of segkit/knowledge/*.toml.",
    )


def _targets(text: str) -> tuple[Target, ...]:
    document = tomllib.loads(text)
    known = cast("date", document["known"]).isoformat()
    return tuple(
        Target(
            slug=raw["slug"],
            name=raw["name"],
            entries=tuple(_entry(entry, known) for entry in raw["entry"]),
            catalog_id=raw.get("catalog_id", ""),
            names=tuple(raw.get("names", ())),
        )
        for raw in document["target"]
    )


def target_of_destination(catalog: DestinationCatalog) -> Target | None:
    """What is known about this kind of destination, by catalog id first, then by slug.

    The id comes first because the API's slugs have changed and the ids have not.
    """
    return _by_catalog_id().get(catalog.id) or _by_slug("destinations").get(catalog.slug)


def entries_for_destination(catalog: DestinationCatalog) -> tuple[Entry, ...]:
    """The facts about this kind of destination; empty when it is not known to segkit."""
    target = target_of_destination(catalog)
    return target.entries if target else ()


def limits_of(catalog: DestinationCatalog) -> tuple[Limit, ...]:
    """What this kind of destination leaves out of calls; empty when nothing is known."""
    return tuple(limit for entry in entries_for_destination(catalog) for limit in entry.limits)


def known_since() -> str:
    """ISO date of the oldest material in the knowledge base."""
    kinds = ("destinations", "warehouses", "sources", "global")
    return min(e.known for kind in kinds for target in targets(kind) for e in target.entries)


def entries_for_warehouse(kind: str) -> tuple[Entry, ...]:
    """The facts about this kind of warehouse (`snowflake`), then those about all of them.

    Those about all speak of tables. Storage of files has none, and is among the destinations.
    """
    if kind in FILES_ONLY:
        storage = _by_slug("destinations").get(kind)
        return storage.entries if storage else ()
    by_slug = _by_slug("warehouses")
    own = by_slug[kind].entries if kind in by_slug and kind != "all" else ()
    return own + by_slug["all"].entries


def entries_for_source(library_slug: str) -> tuple[Entry, ...]:
    """The facts about this library (`javascript`), then those about all of them."""
    by_slug = _by_slug("sources")
    own = by_slug[library_slug].entries if library_slug in by_slug and library_slug != "all" else ()
    return own + by_slug["all"].entries


def global_entries() -> tuple[Entry, ...]:
    """The facts about every workspace."""
    return tuple(entry for target in targets("global") for entry in target.entries)


@cache
def _by_slug(file: str) -> Mapping[str, Target]:
    return {target.slug: target for target in targets(file)}


@cache
def _by_catalog_id() -> Mapping[str, Target]:
    return {t.catalog_id: t for t in targets("destinations") if t.catalog_id}


def _entry(raw: Mapping[str, object], known: str) -> Entry:
    conditions = cast("list[Mapping[str, object]]", raw.get("condition", []))
    checked = raw.get("checked")
    limits = cast("list[Mapping[str, object]]", raw.get("limit", []))
    texts = {key: cast("str", raw[key]) for key in ("id", "severity", "text", "action", "docs")}
    return Entry(
        **texts,
        sources=tuple(cast("list[str]", raw["sources"])),
        calls=tuple(cast("list[str]", raw["calls"])),
        known=checked.isoformat() if isinstance(checked, date) else known,
        conditions=tuple(map(read_condition, conditions)),
        asks=str(raw.get("asks", "")),
        trouble=str(raw.get("trouble", "")),
        says=str(raw.get("says", "documentation")),
        modes=tuple(cast("list[str]", raw.get("modes", []))),
        limits=tuple(
            read_limit(limit, raw, frozenset(SOURCE_KINDS), frozenset(CALLS)) for limit in limits
        ),
    )
