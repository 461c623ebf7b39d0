"""Behaviour of the commands that say what reaches what."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from segkit.cli import cli
from segkit.demo import create_demo


def run(*arguments: str | Path, given: str | None = None) -> Result:
    """`segkit ARGUMENTS`."""
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], input=given)


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """The demo engagement's folder."""
    return create_demo(tmp_path / "demo").folder


def test_the_matrix_has_one_object_for_each_connected_pair(demo: Path) -> None:
    """Ids of the API, and the same from a bare workspace file save what the SA recorded."""
    workspace = json.loads((demo / "workspace.json").read_text(encoding="utf-8"))

    pairs = json.loads(run("matrix", demo, "--json").stdout)
    bare = json.loads(run("matrix", demo / "workspace.json", "--json").stdout)

    assert [(p["source"], p["destination"]) for p in pairs] == [
        (d["sourceId"], d["id"]) for d in workspace["destinations"]
    ]
    assert {p["mode"] for p in pairs} <= {"device", "cloud", "unknown", "none"}
    for pair in pairs:
        assert (pair["mode"] == "none") == (pair["possible"] == [])
        assert set(pair["possible"]) <= {"device", "cloud"}
        assert pair["reason"].endswith(".")
    assert [p["possible"] for p in bare] == [p["possible"] for p in pairs]
    assert "unknown" in {p["mode"] for p in bare}


def test_a_destination_without_its_source_is_named(tmp_path: Path) -> None:
    """It has no pair, and nobody has to wonder where it is."""
    file = tmp_path / "workspace.json"
    catalog = {"id": "c", "name": "Beacon", "slug": "beacon", "components": [{"type": "SERVER"}]}
    document = {
        "sources": [{"id": "s", "slug": "web", "metadata": {"id": "x", "slug": "javascript"}}],
        "destinations": [{"id": "d", "sourceId": "gone", "metadata": catalog}],
    }
    file.write_text(json.dumps(document), encoding="utf-8")

    result = run("matrix", file, "--json")

    assert result.exit_code == 0
    assert json.loads(result.stdout) == []
    assert "Beacon (d) is left out" in result.stderr


def test_a_name_cannot_command_the_terminal(demo: Path) -> None:
    """Control characters of names stay out of the text."""
    file = demo / "workspace.json"
    text = file.read_text(encoding="utf-8").replace("GA4 - shop", "GA4\\u001b[31m\\nshop")
    file.write_text(text, encoding="utf-8")

    shown = run("matrix", file).stdout

    assert "\x1b" not in shown
    assert "GA4 [31m shop" in shown


def test_the_sa_records_a_mode_once(demo: Path) -> None:
    """The matrix says so from then on."""
    result = run("mode", "Mixpanel (merchandising team)", "device", demo)

    pairs = json.loads(run("matrix", demo, "--json").stdout)
    [found] = [p for p in pairs if p["destinationName"] == "Mixpanel (merchandising team)"]
    assert result.exit_code == 0
    assert (found["mode"], found["basis"], found["certain"]) == ("device", "engagement", True)
