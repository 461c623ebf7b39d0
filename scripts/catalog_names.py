"""Condense Segment's public catalog to what the knowledge base speaks of.

    python scripts/catalog_names.py SEGMENT_DOCS ACTION_DESTINATIONS

Both are git directories of the public repositories `segmentio/segment-docs` and
`segmentio/action-destinations`. What comes out is `tests/knowledge/catalog.json`: for each
destination of `segkit/knowledge/destinations.toml` the names of its settings that entries name,
and of each action that they name the fields that are required or named, with one letter for
what holds: `r` required, `d` filled in by default. Tests hold entries against it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, cast

import yaml

from segkit.knowledge.entries import Target, targets

OUT = Path(__file__).parents[1] / "tests/knowledge/catalog.json"
CATALOGS = ("destinations.yml", "destinations_private.yml")
EMPTY: tuple[object, ...] = (None, "", [], {})

Flags = dict[str, dict[str, str]]


def main() -> None:
    """Read both repositories and write the file."""
    docs, actions = map(Path, sys.argv[1:3])
    catalog = [one for name in CATALOGS for one in _catalog(docs, name)]
    metadata = list(_metadata(actions))
    by_id = {one["id"]: one for one in reversed(catalog)}
    by_slug = {one["slug"]: one for one in reversed(catalog)}
    found = {}
    for target in targets("destinations"):
        known = by_id.get(target.catalog_id) or by_slug.get(target.slug)
        if known is not None:
            newer = [one for one in metadata if _is_same(one, known)]
            found[target.slug] = _condensed(target, known, newer)
    facts = {
        "segment-docs": _commit(docs),
        "action-destinations": _commit(actions),
        "destinations": found,
    }
    OUT.write_text(json.dumps(facts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _condensed(target: Target, known: Mapping[str, Any], newer: list[Any]) -> dict[str, Any]:
    conditions = [one for entry in target.entries for one in entry.conditions]
    wanted = {p for one in conditions for p in (*one.listed("mapping"), *one.listed("of"))}
    wanted |= {limit.unless_mapping for entry in target.entries for limit in entry.limits}
    asked = {name for one in conditions for name in one.listed("setting")}
    named = {n.split(".")[0] for one in conditions for n in one.listed("fields")}
    if any(one.kind == "fields" and not one.listed("of") for one in conditions):
        wanted.add("*")
    actions: Flags = {}
    for slug, fields in _actions(known, newer):
        if any(fnmatchcase(slug, pattern) for pattern in wanted):
            kept = {name: said for name, said in fields.items() if name in named or said == "r"}
            actions.setdefault(slug, {}).update(kept)
    settings = {one["name"] for one in known.get("settings", ())}
    settings |= {n for one in newer for n in (one["authentication"] or {}).get("fields", {})}
    return {"id": known["id"], "settings": sorted(settings & asked), "actions": actions}


def _actions(known: Mapping[str, Any], newer: list[Any]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each action with its fields, first of the catalog, then of the newer definitions."""
    for action in known.get("actions", ()):
        yield (
            action["slug"],
            {f["fieldKey"]: _flags(f["required"], f.get("defaultValue")) for f in action["fields"]},
        )
    for one in newer:
        for slug, action in one.get("actions", {}).items():
            fields = action["fields"].items()
            yield slug, {key: _flags(f["required"], f.get("default")) for key, f in fields}


def _flags(required: object, default: object) -> str:
    return ("r" if required is True else "") + ("" if default in EMPTY else "d")


def _is_same(one: Mapping[str, Any], known: Mapping[str, Any]) -> bool:
    """The definition is of this destination: by slug, else by name, and its actions say so."""
    mine = {action["slug"] for action in known.get("actions", ())}
    names = {known["display_name"], *known.get("previous_names", ())}
    same = known["slug"] == one.get("slug") or one.get("name") in names
    return same and not mine.isdisjoint(one.get("actions", {}))


def _catalog(repository: Path, name: str) -> list[dict[str, Any]]:
    text = _git(repository, "show", f"HEAD:src/_data/catalog/{name}")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    read = yaml.load(text, loader)  # noqa: S506 - a safe loader, in C where it is there
    return cast("list[dict[str, Any]]", read["items"])


def _metadata(repository: Path) -> Iterator[dict[str, Any]]:
    for path in _git(repository, "ls-tree", "-r", "HEAD", "--name-only").splitlines():
        if path.startswith("packages/") and path.endswith("/metadata.json"):
            read = json.loads(_git(repository, "show", f"HEAD:{path}"))
            if isinstance(read.get("actions"), dict):
                yield read


def _commit(repository: Path) -> str:
    return _git(repository, "rev-parse", "--short", "HEAD").strip()


def _git(repository: Path, *words: str) -> str:
    command = ["git", f"--git-dir={repository}", *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main()
