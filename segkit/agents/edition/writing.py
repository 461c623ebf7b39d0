"""The edition laid into a folder, which may be a repository that has such files of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from segkit.export.forms.files import write_folder
from segkit.files import delete_own, output_root, read_own
from segkit.malformed import parse_json

_SECTION = re.compile(r"<!-- segkit:begin [^>]*-->.*?<!-- segkit:end -->\n?", re.DOTALL)
_INDEX = "schemas/index.json"
_OWN = re.compile(r"(?:schemas|snippets/[a-z-]+)/[A-Za-z0-9._-]+")
_MOST = 40_000_000


@dataclass(frozen=True)
class Written:
    """What was done to the folder.

    Attributes:
        changed: Files that are new or have other bytes.
        removed: Files of an earlier export that the plan has no more.
        kept: Files of the folder's own that segkit would not touch, each with what to do.
    """

    changed: tuple[str, ...]
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def write_edition(files: Mapping[str, str], folder: Path, engagement: Path) -> Written:
    """Write what differs; what others have written around it stays.

    Raises `TrustError` or `ExportError` when it cannot be written there.
    """
    root = output_root(folder, engagement)
    before = {name: _there(folder / name, root) for name in files}
    kept: list[str] = []
    wanted: dict[str, str] = {}
    for name, text in files.items():
        made = _joined(name, before[name], text)
        if made is None:
            kept.append(name)
        elif made != before[name]:
            wanted[name] = made
    old = _listed(_there(folder / _INDEX, root)) - files.keys()
    encoded = {name: text.encode("utf-8") for name, text in wanted.items()}
    write_folder(folder, encoded, engagement)
    for name in sorted(old):
        delete_own(folder / name, root)
    return Written(tuple(sorted(wanted)), tuple(sorted(old)), tuple(kept))


def _there(file: Path, root: Path) -> str | None:
    content = read_own(file, folder=root, limit=_MOST)
    return None if content is None else content.decode("utf-8", "replace")


def _joined(name: str, before: str | None, text: str) -> str | None:
    """The file as it shall be; None for one of somebody else's that has no place for ours."""
    if before is None or before == text:
        return text
    kind = name.rpartition("/")[2]
    return _JOINED[kind](before, text) if kind in _JOINED else text


def _with_section(before: str, text: str) -> str:
    """Our section in the place of the one that was there, else at the end."""
    found = _SECTION.search(before)
    if found is None:
        return f"{before.rstrip()}\n\n{text}"
    return before[: found.start()] + text + before[found.end() :]


def _with_import(before: str, text: str) -> str:
    return before if text.strip() in before.split() else f"{before.rstrip()}\n\n{text}"


def _with_table(before: str, text: str) -> str:
    heading = text.partition("\n")[0]
    return before if heading in before else f"{before.rstrip()}\n\n{text}"


def _only_ours(before: str, text: str) -> str | None:
    return text if before.partition("\n")[0] == text.partition("\n")[0] else None


def _with_server(before: str, text: str) -> str | None:
    """A host's configuration with this server among its own; one that has it stays as it is."""
    try:
        there = parse_json(before)
    except ValueError:
        return None
    ours = json.loads(text)
    (key,) = ours
    servers = there.setdefault(key, {}) if isinstance(there, dict) else None
    if not isinstance(servers, dict):
        return None
    if "segkit" in servers:
        return before
    servers |= ours[key]
    return json.dumps(there, indent=2, ensure_ascii=False) + "\n"


_JOINED: Mapping[str, Callable[[str, str], str | None]] = {
    "AGENTS.md": _with_section,
    "CLAUDE.md": _with_import,
    "llms.txt": _only_ours,
    ".mcp.json": _with_server,
    "mcp.json": _with_server,
    "config.toml": _with_table,
}
"""Files that a repository may have of its own, and how ours gets into them."""


def _listed(index: str | None) -> set[str]:
    """Files that an earlier export wrote, by its own list."""
    try:
        rules = parse_json(index or "{}").get("rules", [])
    except (ValueError, AttributeError):
        return set()
    found: set[str] = set()
    for one in rules if isinstance(rules, list) else ():
        if isinstance(one, dict):
            found |= {f"schemas/{one.get('schema')}", f"schemas/{one.get('sample')}"}
            code = one.get("snippets")
            found |= (
                {str(name).removeprefix("../") for name in (code or {}).values()}
                if isinstance(code, dict)
                else set()
            )
    return {
        name
        for name in found
        if _OWN.fullmatch(name) and ".." not in name and not name.endswith("/None")
    }
