"""An engagement from a stranger: any of its files may be something else than a file."""

from __future__ import annotations

import os
import shutil
import signal
import socket
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner, Result

from segkit.cli import cli
from segkit.engagement.demo import create_demo
from segkit.engagement.settings import read_engagement
from segkit.engagement.snapshot import take_snapshot

SECRET = "the SA's own secret, worth stealing 8c1f"
PNG = b"\x89PNG\r\n\x1a\n an invented picture"
SECONDS = 20
"""More than any command takes; who waits for a pipe is found out."""


@dataclass(frozen=True)
class Stranger:
    """An engagement folder, and what lies outside of it.

    Attributes:
        folder: The demo engagement, as somebody may have changed it.
        outside: A folder of the SA's own beside it.
    """

    folder: Path
    outside: Path

    def lay(self, name: str, kind: str) -> Path:
        """Put something of this kind in the place of a file; gives what is outside of the folder."""
        place = self.folder / name
        kept = self.outside / place.name
        place.parent.mkdir(parents=True, exist_ok=True)
        content = place.read_bytes() if place.is_file() else b""
        kept.write_bytes(content or SECRET.encode())
        place.unlink(missing_ok=True)
        LAID[kind](place, kept)
        return kept

    def lay_folder(self, name: str) -> Path:
        """Put a link in the place of a folder; gives the folder outside that it leads to."""
        place, kept = self.folder / name, self.outside / name
        if place.is_dir():
            place.rename(kept)
        else:
            kept.mkdir()
        place.symlink_to(kept)
        return kept

    def state(self) -> Mapping[str, bytes]:
        """Every file outside, with its content."""
        return {
            file.relative_to(self.outside).as_posix(): file.read_bytes()
            for file in sorted(self.outside.rglob("*"))
            if file.is_file()
        }

    def written(self) -> bytes:
        """Everything that the folder holds now, its links of either kind left alone."""
        return b"".join(
            file.read_bytes()
            for file in sorted(self.folder.rglob("*"))
            if file.is_file() and not file.is_symlink() and file.stat().st_nlink == 1
        )


def _socket(place: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        before = Path.cwd()
        os.chdir(place.parent)  # the name of a socket may be short only
        try:
            made.bind(place.name)
        finally:
            os.chdir(before)


def _two_links(place: Path, kept: Path) -> None:
    (place.parent / ".middle").symlink_to(kept)
    place.symlink_to(".middle")


LAID: Mapping[str, Callable[[Path, Path], object]] = {
    "link": lambda place, kept: place.symlink_to(kept),
    "link of links": _two_links,
    "link with dots": lambda place, kept: place.symlink_to(os.path.relpath(kept, place.parent)),
    "hard link": lambda place, kept: os.link(kept, place),
    "pipe": lambda place, _kept: os.mkfifo(place),
    "socket": lambda place, _kept: _socket(place),
    "device": lambda place, _kept: place.symlink_to("/dev/zero"),
    "terminal": lambda place, _kept: place.symlink_to("/dev/tty"),
    "folder": lambda place, _kept: place.mkdir(),
}


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo engagement with two snapshots and every row of its notes, made once."""
    folder = create_demo(tmp_path_factory.mktemp("untouched") / "engagement").folder
    settings = folder / "engagement.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text + '\n[look]\nlogo = "logo.png"\n', encoding="utf-8")
    (folder / "logo.png").write_bytes(PNG)
    notebook = nbformat.read(folder / "guide.ipynb", as_version=4)
    notebook.cells.append(nbformat.v4.new_markdown_cell("![A picture](_media/own.png)"))
    notebook.cells.append(nbformat.v4.new_code_cell("guide.plan_reading()"))
    nbformat.write(notebook, folder / "guide.ipynb")
    (folder / "_media" / "own.png").write_bytes(PNG)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1790000000")
        take_snapshot(read_engagement(folder), with_write_keys=True)
    return folder


@pytest.fixture
def stranger(untouched: Path, tmp_path: Path) -> Stranger:
    """That engagement, and a folder outside."""
    outside = tmp_path / "outside"
    outside.mkdir()
    return Stranger(Path(shutil.copytree(untouched, tmp_path / "engagement")), outside)


@pytest.fixture
def segkit() -> Iterator[Callable[..., Result]]:
    """Runs a command; whoever waits for a pipe is ended."""

    def too_long(*_: object) -> None:
        raise AssertionError(f"waited for {SECONDS} seconds")

    runner = CliRunner()

    def run(*arguments: object) -> Result:
        signal.alarm(SECONDS)
        try:
            result = runner.invoke(cli, [str(one) for one in arguments])
        finally:
            signal.alarm(0)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        return result

    before = signal.signal(signal.SIGALRM, too_long)
    yield run
    signal.signal(signal.SIGALRM, before)
