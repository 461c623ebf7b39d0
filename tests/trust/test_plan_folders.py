"""A plan of several files: nothing that stands in its folder, or that it refers to, leads out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import Result

if TYPE_CHECKING:
    from tests.trust.conftest import Stranger

Run = Callable[..., Result]

SECRET = "the SA's own secret, worth stealing 8c1f"  # as conftest.py has it
LAMP = "name: Lamp Lit\nproperties: {room: string}\n"
STOLEN = json.dumps({"event": "Stolen", "fields": [{"name": SECRET, "type": "int"}]})
TERRAFORM = """
resource "segment_tracking_plan" "web" {{
  name  = "Quillmoor Web"
  type  = "LIVE"
  rules = [{{
    key         = "Lamp Lit"
    type        = "TRACK"
    version     = 1
    json_schema = {schema}
  }}]
}}
"""


@pytest.fixture
def plan(stranger: Stranger) -> Path:
    """The stranger's plan is a folder with one event."""
    settings = stranger.folder / "engagement.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('"tracking-plan.xlsx"', '"plan"'), encoding="utf-8")
    folder = stranger.folder / "plan"
    folder.mkdir()
    (folder / "lamp.yaml").write_text(LAMP, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "kind",
    ["link", "link of links", "link with dots", "pipe", "socket", "device", "terminal", "folder"],
)
def test_what_is_no_file_of_the_folder_is_listed(
    stranger: Stranger, plan: Path, segkit: Run, kind: str
) -> None:
    """The rest is read, and nobody waits."""
    (plan / "z.json").write_text(STOLEN, encoding="utf-8")
    stranger.lay("plan/z.json", kind)

    result = segkit("pull", stranger.folder)

    assert result.exit_code == 0, result.output
    assert b"Lamp Lit" in (stranger.folder / "snapshot.json").read_bytes()
    assert SECRET.encode() not in stranger.written()


def test_a_hard_link_in_the_folder_is_refused(stranger: Stranger, plan: Path, segkit: Run) -> None:
    """Its other name may be anywhere; the snapshot stays as it was."""
    before = (stranger.folder / "snapshot.json").read_bytes()
    (plan / "z.json").write_text(STOLEN, encoding="utf-8")
    stranger.lay("plan/z.json", "hard link")

    result = segkit("pull", stranger.folder)

    assert result.exit_code == 2
    assert "is a hard link" in result.output
    assert (stranger.folder / "snapshot.json").read_bytes() == before


def test_a_folder_elsewhere_is_asked_for(stranger: Stranger, plan: Path, segkit: Run) -> None:
    """A link in its place is no way to read it unasked."""
    plan.rename(stranger.outside / "plan")
    plan.symlink_to(stranger.outside / "plan")

    result = segkit("pull", stranger.folder)

    assert result.exit_code == 2
    assert "segkit trust" in result.output
    assert b"Lamp Lit" not in (stranger.folder / "snapshot.json").read_bytes()


@pytest.mark.parametrize("named", ["../../outside/z.json", "{outside}/z.json", "way/z.json"])
def test_a_reference_stays_in_the_folder(
    stranger: Stranger, plan: Path, segkit: Run, named: str
) -> None:
    """As dots, as an address, or by way of a link."""
    (stranger.outside / "z.json").write_text(STOLEN, encoding="utf-8")
    (plan / "way").symlink_to(stranger.outside)
    (plan / "lamp.yaml").unlink()
    named = named.format(outside=stranger.outside)
    (plan / "main.tf").write_text(TERRAFORM.format(schema=f'file("{named}")'), encoding="utf-8")

    result = segkit("pull", stranger.folder)

    assert SECRET not in result.output
    assert SECRET.encode() not in stranger.written()


@pytest.mark.parametrize("named", ["write-keys.json", "WRITE-KEYS.json", "keys.json"])
def test_a_plan_does_not_bring_the_write_keys_into_the_guide(
    stranger: Stranger, segkit: Run, named: str
) -> None:
    """They lie beside it, because the person pulled them."""
    keys = stranger.folder / "write-keys.json"
    values = list(json.loads(keys.read_text(encoding="utf-8")).values())
    assert values
    if named == "keys.json":
        (stranger.folder / named).symlink_to("write-keys.json")
    (stranger.folder / "main.tf").write_text(
        TERRAFORM.format(schema=f'jsonencode({{"description" = file("{named}")}})'),
        encoding="utf-8",
    )
    settings = stranger.folder / "engagement.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('"tracking-plan.xlsx"', '"main.tf"'), encoding="utf-8")

    result = segkit("pull", stranger.folder)

    snapshot = (stranger.folder / "snapshot.json").read_text(encoding="utf-8")
    assert not [one for one in values if one in snapshot + result.output]
    if (stranger.folder / named).exists():
        assert result.exit_code == 2
        assert "holds write keys" in result.output
