"""Behaviour of `segkit.engagement.settings_file`."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from segkit.engagement.settings_file import change_settings, changed_lines
from segkit.errors import ConfigError

TEXT = """\
# Ours
customer = "Quillmoor Supply" # as they write it

[workspace] # which one
region = "us" # told by Robin
# slug follows
slug = "quillmoor"
[calls]
alias = false
"""


def test_only_what_differs_is_changed(tmp_path: Path) -> None:
    """Comments, order and other tables stay."""
    file = tmp_path / "engagement.toml"
    file.write_text(TEXT)

    made = change_settings(file, "workspace", {"pull": True, "region": "eu", "slug": "quillmoor"})

    assert changed_lines(made, "workspace") == ('region = "eu"', "pull = true")
    written = file.read_text()
    assert written == TEXT.replace('region = "us"', 'region = "eu"').replace(
        'slug = "quillmoor"\n', 'slug = "quillmoor"\npull = true\n'
    )
    again = change_settings(file, "workspace", {"pull": True})
    assert changed_lines(again, "workspace") == ()
    assert file.read_text() == written


@pytest.mark.parametrize(
    "text",
    [
        'customer = "Q"\n',
        'customer = "Q"\nworkspace.region = "us"\n',
        'customer = "Q"\nworkspace = { region = "us" }\n',
        'customer = "Q"\n[workspace]\n\n[calls]\nalias = true\n',
    ],
)
def test_every_layout_says_the_same_afterwards(tmp_path: Path, text: str) -> None:
    """Missing, dotted, inline and empty tables."""
    file = tmp_path / "engagement.toml"
    file.write_text(text)

    change_settings(file, "workspace", {"pull": True})

    before, after = tomllib.loads(text), tomllib.loads(file.read_text())
    assert after == before | {"workspace": before.get("workspace", {}) | {"pull": True}}


def test_what_is_no_table_is_left_alone(tmp_path: Path) -> None:
    """A hand-made mistake is for its maker."""
    file = tmp_path / "engagement.toml"
    file.write_text('customer = "Q"\nworkspace = "quillmoor"\n')
    before = file.read_bytes()

    with pytest.raises(ConfigError, match="nothing was changed") as caught:
        change_settings(file, "workspace", {"pull": True})

    assert "pull = true" in caught.value.fix
    assert file.read_bytes() == before


def test_a_file_that_is_not_there_is_not_begun(tmp_path: Path) -> None:
    """Settings without a customer would be no engagement."""
    with pytest.raises(ConfigError, match="could not be read: No such file"):
        change_settings(tmp_path / "engagement.toml", "workspace", {"pull": True})

    assert list(tmp_path.iterdir()) == []
