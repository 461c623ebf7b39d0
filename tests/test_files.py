"""Behaviour of `segkit.files`."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from segkit.errors import ExportError, InputFileError
from segkit.files import file_name, read_bytes, write_atomically


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
