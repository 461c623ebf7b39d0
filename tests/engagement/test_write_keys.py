"""Behaviour of `segkit.engagement.write_keys`: keys are masked unless the SA asks."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from segkit.cli import cli
from segkit.engagement.demo import create_demo
from segkit.engagement.settings import read_engagement
from segkit.engagement.snapshot import take_snapshot
from segkit.errors import ConfigError
from segkit.export import export_guide
from segkit.facts.known import Facts


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
    ignored = (folder / ".gitignore").read_text(encoding="utf-8")
    assert ignored == "*.html\nwrite-keys.json\n.write-keys.json.*\n"
    assert keys["quillmoor_web_prod"] not in (folder / "snapshot.json").read_text(encoding="utf-8")


def test_keys_can_be_asked_for_in_one_pull(folder: Path) -> None:
    """`--with-write-keys` keeps and shows them; the next pull without it forgets them."""
    keys = demo_keys(folder)

    asked = CliRunner().invoke(cli, ["pull", str(folder), "--with-write-keys"])

    assert asked.exit_code == 0, asked.output
    assert keys["quillmoor_web_prod"] not in asked.output
    page = export_guide(read_engagement(folder)).read_text(encoding="utf-8")
    assert keys["quillmoor_web_prod"] in page
    assert keys["shop_api_prod"] not in (folder / "write-keys.json").read_text(encoding="utf-8")
    CliRunner().invoke(cli, ["pull", str(folder)])
    assert not (folder / "write-keys.json").exists()


def test_keys_stay_masked_where_the_sa_says_so(folder: Path) -> None:
    """`show_write_keys = false` is the last word on what a guide shows."""
    ask_for_keys(folder, "false")

    take_snapshot(read_engagement(folder), with_write_keys=True)

    assert (folder / "write-keys.json").exists()
    assert Facts(read_engagement(folder)).write_keys == {}


def test_key_file_is_private_from_its_first_byte(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the umask is, whatever was there before, and before the first byte is written."""
    file = folder / "write-keys.json"
    file.write_text("{}", encoding="utf-8")
    file.chmod(0o666)
    modes: list[int] = []
    real = os.fdopen

    def watched(descriptor: int, mode: str) -> object:
        modes.append(os.fstat(descriptor).st_mode & 0o777)
        return real(descriptor, mode)

    monkeypatch.setattr(os, "fdopen", watched)
    before = os.umask(0)
    try:
        take_snapshot(read_engagement(folder), with_write_keys=True)
    finally:
        os.umask(before)

    assert file.stat().st_mode & 0o777 == 0o600
    assert set(modes) == {0o600}


def test_git_ignores_the_keys_before_they_are_there(folder: Path) -> None:
    """Also half-written ones; git itself is asked."""
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    (folder / ".gitignore").mkdir()

    with pytest.raises(ConfigError, match="gitignore"):
        take_snapshot(read_engagement(folder), with_write_keys=True)

    assert not list(folder.glob("*write-keys*"))
    (folder / ".gitignore").rmdir()
    take_snapshot(read_engagement(folder), with_write_keys=True)
    for name in ("write-keys.json", ".write-keys.json.x1y2"):
        asked = subprocess.run(["git", "check-ignore", "-q", name], cwd=folder, check=False)
        assert asked.returncode == 0


def test_keys_are_forgotten_when_no_longer_asked_for(folder: Path) -> None:
    """Taking the question back takes the file away with the next pull."""
    ask_for_keys(folder, "true")

    ask_for_keys(folder, "false")

    assert not (folder / "write-keys.json").exists()
    assert Facts(read_engagement(folder)).write_keys == {}
