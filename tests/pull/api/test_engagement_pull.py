"""An engagement whose workspace is pulled from the Public API."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from segkit.cli import cli
from segkit.engagement import read_engagement
from segkit.snapshot import read_snapshot

if TYPE_CHECKING:
    from tests.doubles.segment_api import SegmentApi


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An engagement that asks for a pull."""
    (tmp_path / "engagement.toml").write_text(
        'customer = "Quillmoor Supply"\n[workspace]\npull = true\n', encoding="utf-8"
    )
    return tmp_path


def test_a_pull_fills_the_snapshot_without_secrets(
    segment: SegmentApi, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the guide needs is there; the token and the write keys are not."""
    monkeypatch.setenv("SEGMENT_TOKEN", segment.token)
    monkeypatch.setenv("SEGMENT_PUBLIC_API_URL", segment.url)
    keys = [key for source in segment.document["sources"] for key in source["writeKeys"]]

    result = CliRunner().invoke(cli, ["pull", str(folder)])

    assert result.exit_code == 0, result.output
    snapshot = read_snapshot(read_engagement(folder))
    assert snapshot.workspace is not None
    assert {s.id for s in snapshot.workspace.sources} == {
        source["id"] for source in segment.document["sources"]
    }
    assert [item.name for item in snapshot.inputs] == ["Segment's Public API"]
    kept = (folder / "snapshot.json").read_text(encoding="utf-8")
    assert keys
    assert not any(secret in kept for secret in (segment.token, *keys))
    assert segment.token not in result.output


def test_a_failed_pull_leaves_the_last_snapshot(
    segment: SegmentApi, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A token that is no longer accepted costs nothing."""
    monkeypatch.setenv("SEGMENT_TOKEN", segment.token)
    monkeypatch.setenv("SEGMENT_PUBLIC_API_URL", segment.url)
    CliRunner().invoke(cli, ["pull", str(folder)])
    before = (folder / "snapshot.json").read_bytes()

    monkeypatch.setenv("SEGMENT_TOKEN", "sgp_" + "x" * 40)
    result = CliRunner().invoke(cli, ["pull", str(folder)])

    assert result.exit_code == 2
    assert "To fix:" in result.output
    assert "Traceback" not in result.output
    assert (folder / "snapshot.json").read_bytes() == before
