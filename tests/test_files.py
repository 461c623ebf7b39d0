"""Behaviour of `segkit.files`."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from segkit.errors import ExportError, InputFileError
from segkit.files import (
    content_of,
    file_name,
    read_bytes,
    write_atomically,
    write_named,
    write_output,
)


def test_writing_replaces_the_whole_file(tmp_path: Path) -> None:
    """The new content stands there and nothing else is left behind."""
    target = tmp_path / "guide.html"
    target.write_text("old")

    write_atomically(target, "new")

    assert target.read_text() == "new"
    assert [file.name for file in tmp_path.iterdir()] == ["guide.html"]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is ever half written, and the message says what to do."""
    target = tmp_path / "guide.html"
    target.write_text("old")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(ExportError, match="free some disk space"):
        write_atomically(target, "new")
    assert target.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["guide.html"]


@pytest.fixture
def foreign_folder() -> Iterator[Path]:
    """A folder that this process may read but not write; root becomes somebody else for it."""
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "guide.html").write_text("old")
        Path(name).chmod(0o555)
        is_root = os.geteuid() == 0
        if is_root:
            os.seteuid(65534)
        try:
            yield Path(name)
        finally:
            if is_root:
                os.seteuid(0)
            Path(name).chmod(0o755)


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_a_folder_that_may_not_be_written_is_named(foreign_folder: Path) -> None:
    """It is not said that another program holds the file, which would send people searching."""
    with pytest.raises(ExportError, match="get the right to write into") as caught:
        write_atomically(foreign_folder / "guide.html", "new")

    assert str(foreign_folder) in caught.value.fix
    assert (foreign_folder / "guide.html").read_text() == "old"
    assert [file.name for file in foreign_folder.iterdir()] == ["guide.html"]


@pytest.mark.skipif(os.name != "posix", reason="elsewhere an open file cannot be replaced")
def test_a_file_that_is_open_elsewhere_is_replaced(tmp_path: Path) -> None:
    """Whoever reads the old one reads it to its end."""
    target = tmp_path / "guide.html"
    target.write_text("old")

    with target.open() as elsewhere:
        write_atomically(target, "new")

        assert elsewhere.read() == "old"
    assert target.read_text() == "new"


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """The next action is part of the message."""
    with pytest.raises(ExportError, match="create the folder"):
        write_atomically(tmp_path / "nowhere" / "guide.html", "new")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Quillmoor Supply", "quillmoor-supply"),
        ("../../etc/passwd", "etc-passwd"),
        ('<script>alert("x")</script>', "script-alert-x-script"),
        ("Ünïcode & Söhne", "ünïcode-söhne"),
        ("מסע 🏔", "מסע"),
        ("日本 株式会社", "日本-株式会社"),
        ("\u202egnp.exe", "gnp-exe"),
        ("🏔", "guide"),
        ("字" * 80, "字" * 40),
        ("a" * 300, "a" * 60),
        ("CON\n\0", "con"),
    ],
)
def test_any_name_makes_a_file_name(text: str, name: str) -> None:
    """Names of customers are not names of files."""
    assert file_name(text) == name


def test_reading_says_what_is_wrong(tmp_path: Path) -> None:
    """Missing, a folder, too large: each is its own message."""
    (tmp_path / "big").write_bytes(b"x" * 11)

    with pytest.raises(InputFileError, match="There is no file"):
        read_bytes(tmp_path / "missing", limit=10)
    with pytest.raises(InputFileError, match="is a folder"):
        read_bytes(tmp_path, limit=10_000_000)
    with pytest.raises(InputFileError, match="reads files of up to"):
        read_bytes(tmp_path / "big", limit=10)


def test_what_is_no_file_is_not_even_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To open some devices is to do something; what becomes one meanwhile is never waited for."""
    os.mkfifo(tmp_path / "pipe")
    opened = []
    real = os.open

    def watched(path: str, flags: int, *, dir_fd: int | None = None) -> int:
        opened.append(flags & os.O_NONBLOCK)
        return real(path, flags, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", watched)
    for path in (tmp_path / "pipe", Path("/dev/zero"), tmp_path):
        with pytest.raises(OSError, match=r"is no file|Is a directory"):
            content_of(path)
    assert opened == []

    (tmp_path / "file").write_bytes(b"x")
    assert content_of(tmp_path / "file") == b"x"
    assert opened == [os.O_NONBLOCK]

    ordinary = (tmp_path / "file").stat()
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(os, "stat", lambda _path, **_options: ordinary)
        with pytest.raises(OSError, match="is no file"):
            content_of(tmp_path / "pipe")


@pytest.mark.parametrize("name", ["pipe", "circle", "folder", "x" * 300])
def test_what_is_no_file_stays_as_it_is(tmp_path: Path, name: str) -> None:
    """A device would become a file, a circle of links has no end."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "circle").symlink_to("circle")
    (tmp_path / "folder").mkdir()
    before = [(file.name, file.lstat()) for file in sorted(tmp_path.iterdir())]

    with pytest.raises(ExportError, match="Nothing was changed"):
        write_atomically(tmp_path / name, "new")
    assert [(file.name, file.lstat()) for file in sorted(tmp_path.iterdir())] == before


def test_a_write_protected_file_stays_as_it_is(tmp_path: Path) -> None:
    """Somebody protected it; that its folder may be written does not matter."""
    target = tmp_path / "guide.html"
    target.write_text("final")
    target.chmod(0o444)

    with pytest.raises(ExportError, match="write-protected"):
        write_atomically(target, "new")
    assert target.read_text() == "final"


@pytest.mark.parametrize("name", ["engagement.toml", "NOTES.toml", "snapshot.json", "guide.ipynb"])
def test_no_output_is_written_over_what_segkit_keeps(tmp_path: Path, name: str) -> None:
    """Whatever a person names: their notes would be gone. In another folder it is any name."""
    (tmp_path / "engagement.toml").write_text("of before")
    (tmp_path / "out").mkdir()
    for path in (tmp_path / name, tmp_path / "out" / ".." / name):
        with pytest.raises(ExportError, match="engagement's own"):
            write_named(path, "<html>")
        with pytest.raises(ExportError, match="engagement's own"):
            write_output(path, "<html>", tmp_path)
    write_named(tmp_path / "out" / name, "<html>")

    assert (tmp_path / "engagement.toml").read_text() == "of before"
    assert (tmp_path / "out" / name).read_text() == "<html>"
