"""Behaviour of `segkit.batch.engagements`: what a folder holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from segkit.batch import engagements_below
from segkit.errors import ConfigError


def make(*folders: Path) -> None:
    """Folders with an `engagement.toml` each."""
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "engagement.toml").write_text('customer = "Q"', encoding="utf-8")


def test_every_engagement_is_found_however_deep(tmp_path: Path) -> None:
    """In the order of their names; hidden folders are not looked into."""
    make(tmp_path / "b", tmp_path / "a" / "deep" / "er", tmp_path / ".trash" / "old")

    assert engagements_below(tmp_path) == (tmp_path / "a" / "deep" / "er", tmp_path / "b")


def test_a_folder_can_be_an_engagement_itself(tmp_path: Path) -> None:
    """Then it is one of them."""
    make(tmp_path, tmp_path / "inner")

    assert engagements_below(tmp_path) == (tmp_path, tmp_path / "inner")


def test_a_link_leads_nowhere(tmp_path: Path) -> None:
    """Nothing is exported twice, and a circle of links ends."""
    make(tmp_path / "all" / "a")
    (tmp_path / "all" / "again").symlink_to(tmp_path / "all")

    assert engagements_below(tmp_path / "all") == (tmp_path / "all" / "a",)


@pytest.mark.parametrize("name", ["empty", "missing"])
def test_a_folder_without_engagements_is_explained(tmp_path: Path, name: str) -> None:
    """Most likely it is the wrong one."""
    (tmp_path / "empty").mkdir()

    with pytest.raises(ConfigError, match=name):
        engagements_below(tmp_path / name)
