"""How hosts start the server: what to write where, printed and never written by segkit itself."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

NAME = "segkit"
HOSTS = ("claude", "cursor", "vscode", "codex")


def program() -> str:
    """The program as a host finds it, which has its own folder and often a bare PATH."""
    beside = Path(sys.executable).with_name("segkit")
    found = shutil.which("segkit")
    return str(beside) if beside.is_file() else found or "segkit"


def configuration(host: str, command: str, place: str) -> tuple[str, str]:
    """The file that a host reads, and what has to stand in it."""
    return _FILES[host], _text(host, command, place)


def shell_line(host: str, command: str, place: str) -> str:
    """One line for a terminal that does the same, where the host has one; else empty."""
    import shlex

    words = {
        "claude": ["claude", "mcp", "add", NAME, "--"],
        "codex": ["codex", "mcp", "add", NAME, "--"],
    }
    return shlex.join([*words[host], command, "mcp", place]) if host in words else ""


def project_files(command: str, place: str) -> Mapping[str, str]:
    """The same for every host, as files of a repository."""
    return {_FILES[host]: _text(host, command, place) for host in HOSTS}


_FILES = {
    "claude": ".mcp.json",
    "cursor": ".cursor/mcp.json",
    "vscode": ".vscode/mcp.json",
    "codex": ".codex/config.toml",
}


def _text(host: str, command: str, place: str) -> str:
    if host == "codex":
        words = f"command = {_toml(command)}\nargs = [{_toml('mcp')}, {_toml(place)}]\n"
        return f"[mcp_servers.{NAME}]\n{words}"
    entry: dict[str, object] = {"command": command, "args": ["mcp", place]}
    if host == "vscode":
        return _json({"servers": {NAME: {"type": "stdio", **entry}}})
    return _json({"mcpServers": {NAME: entry}})


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _toml(text: str) -> str:
    """JSON's texts are TOML's, if every character beyond the first plane is left as it is."""
    return json.dumps(text, ensure_ascii=False)
