"""A folder that becomes a link while segkit writes into it: nothing leaves the engagement's folder.

At each call of the system in turn, because whoever shares the folder may do it at any moment.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from tornado.web import HTTPError

from segkit.agents.edition.writing import write_edition
from segkit.errors import SegkitError
from segkit.export.forms.files import write_beside, write_folder
from segkit.files import make_own_folder, write_own
from segkit.listen.session import Session
from segkit.programs.contents import OwnContents

CALLS = ("open", "mkdir", "replace", "rename", "unlink", "rmdir")
NAMES = ("index.html", "one.txt", "inner/one.txt", "schemas/index.json", "AGENTS.md", "calls.jsonl")
FILES = {"index.html": b"new", "inner/one.txt": b"new"}


class Swapped:
    """At one call of the system, a folder becomes a link to one outside."""

    def __init__(self, patch: pytest.MonkeyPatch, place: Path, outside: Path, at: int) -> None:
        self.place, self.outside, self.left = place, outside, at
        patch.setattr(os, "fsync", lambda _: None)
        for name in CALLS:
            patch.setattr(os, name, self._before(getattr(os, name)))

    def _before(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def called(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 (any call's)
            self.left -= 1
            if self.left == -1 and self.place.is_dir():
                self.place.rename(self.place.with_name("aside"))
                self.place.symlink_to(self.outside)
            return call(*arguments, **named)

        return called


def _folder(engagement: Path) -> None:
    write_folder(engagement / "out" / "site", FILES, engagement)


def _beside(engagement: Path) -> None:
    site = engagement / "out" / "site"
    write_beside(site / "guide.md", "new", site / "inner", {"one.txt": b"new"}, engagement)


def _edition(engagement: Path) -> None:
    index = '{"rules": []}'
    write_edition(
        {"schemas/index.json": index, "AGENTS.md": "new"}, engagement / "out/site", engagement
    )


def _session(engagement: Path) -> None:
    session = Session(engagement / "out" / "site" / "calls.jsonl", engagement)
    session.keep([{"type": "track"}])
    session.close()


def _own(engagement: Path) -> None:
    make_own_folder(engagement / "out" / "site" / "inner" / "more", engagement)
    write_own(engagement / "out" / "site" / "index.html", "new", folder=engagement)


WAYS: Mapping[str, Callable[[Path], None]] = {
    "a folder of files": _folder, "a document and its pictures": _beside,
    "an edition for agents": _edition, "a session of calls": _session,
    "the engagement's own": _own,
}  # fmt: skip


FILE = "out/site/index.html"
TEXT = {"type": "file", "format": "text", "content": "new"}
STEPS: Mapping[str, Callable[[OwnContents], Coroutine[Any, Any, Any]]] = {
    "read": lambda contents: contents.get(FILE),
    "save": lambda contents: contents.save({**TEXT}, FILE),
    "go on saving": lambda contents: contents.save({**TEXT, "chunk": 2}, FILE),
    "make a folder": lambda contents: contents.save({"type": "directory"}, "out/site/more"),
    "rename": lambda contents: contents.rename_file(FILE, "out/site/other.html"),
    "take a checkpoint": lambda contents: contents.create_checkpoint(FILE),
}


@pytest.fixture
def world(tmp_path: Path) -> Callable[[], tuple[Path, Path]]:
    """An engagement with a folder of files, and the same names outside, made as often as wanted."""

    def made() -> Iterator[tuple[Path, Path]]:
        for number in range(10_000):
            engagement, outside = tmp_path / f"e{number}", tmp_path / f"o{number}"
            for root in (engagement / "out" / "site", outside, outside / "site"):
                for name in NAMES:
                    (root / name).parent.mkdir(parents=True, exist_ok=True)
                    (root / name).write_text("", encoding="utf-8")
            yield engagement, outside

    return made().__next__


def _state(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() if file.is_file() else b"folder"
        for file in folder.rglob("*")
    }


@pytest.mark.parametrize("swapped", ["out", "out/site"])
@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_written_where_a_new_link_leads(
    world: Callable[[], tuple[Path, Path]], way: str, swapped: str
) -> None:
    """Neither by name nor by a name that was looked at before."""
    at, left = 0, -1
    while left < 0:
        engagement, outside = world()
        before = _state(outside)
        with pytest.MonkeyPatch.context() as patch:
            swap = Swapped(patch, engagement / swapped, outside, at)
            with suppress(SegkitError, OSError):
                WAYS[way](engagement)
        at, left = at + 1, swap.left
        assert _state(outside) == before, f"at the {at}. call"

    assert any(content not in {b"", b"folder"} for content in _state(engagement).values())


@pytest.mark.parametrize("swapped", ["out", "out/site"])
@pytest.mark.parametrize("step", STEPS)
def test_jupyterlab_follows_no_link_that_is_new(
    world: Callable[[], tuple[Path, Path]], monkeypatch: pytest.MonkeyPatch, step: str, swapped: str
) -> None:
    """One that is laid after it looked, and before it opens anything."""
    engagement, outside = world()
    before = _state(outside)
    contents = OwnContents(root_dir=str(engagement))
    monkeypatch.setattr(contents, "_get_os_path", lambda path: str(engagement / path))
    (engagement / swapped).rename(engagement / "aside")
    (engagement / swapped).symlink_to(outside)

    with pytest.raises(HTTPError) as refused:
        asyncio.run(STEPS[step](contents))

    assert refused.value.status_code in {403, 404}
    assert _state(outside) == before
