"""Behaviour of `segkit.write_keys`: keys are masked unless the SA asks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from segkit.demo import create_demo
from segkit.engagement import read_engagement
from segkit.export import export_guide
from segkit.facts import Facts
from segkit.snapshot import take_snapshot


def demo_keys(folder: Path) -> dict[str, str]:
    """The demo's write keys by the source's slug."""
    sources = json.loads((folder / "workspace.json").read_text(encoding="utf-8"))["sources"]
    return {source["slug"]: source["writeKeys"][0] for source in sources if source["writeKeys"]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The demo engagement."""
    return create_demo(tmp_path / "demo").folder


def ask_for_keys(folder: Path, answer: str) -> None:
    """Set `show_write_keys` and pull."""
    settings = folder / "engagement.toml"
    text = settings.read_text(encoding="utf-8").split("\n[guide]")[0]
    settings.write_text(f"{text}\n[guide]\nshow_write_keys = {answer}\n", encoding="utf-8")
    take_snapshot(read_engagement(folder))


def test_keys_are_masked_by_default(folder: Path) -> None:
    """The guide shows which key is meant, and not the key."""
    keys = demo_keys(folder)

    page = export_guide(read_engagement(folder)).read_text(encoding="utf-8")

    assert not any(key in page for key in keys.values())
    assert f"••••{keys['quillmoor_web_prod'][-4:]}" in page


def test_keys_of_websites_and_apps_are_shown_when_asked_for(folder: Path) -> None:
    """They are kept beside the snapshot, for their owner only; servers' stay masked."""
    keys = demo_keys(folder)

    (folder / ".gitignore").write_text("*.html\n", encoding="utf-8")

    ask_for_keys(folder, "true")

    page = export_guide(read_engagement(folder)).read_text(encoding="utf-8")
    assert keys["quillmoor_web_prod"] in page
    assert keys["shop_api_prod"] not in page
    assert (folder / "write-keys.json").stat().st_mode & 0o777 == 0o600
    assert (folder / ".gitignore").read_text(encoding="utf-8") == "*.html\nwrite-keys.json\n"
    assert keys["quillmoor_web_prod"] not in (folder / "snapshot.json").read_text(encoding="utf-8")


def test_keys_are_forgotten_when_no_longer_asked_for(folder: Path) -> None:
    """Taking the question back takes the file away with the next pull."""
    ask_for_keys(folder, "true")

    ask_for_keys(folder, "false")

    assert not (folder / "write-keys.json").exists()
    assert Facts(read_engagement(folder)).write_keys == {}
