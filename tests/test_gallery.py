"""The gallery: four invented customers whose guides are final, and differ as their page says."""

from __future__ import annotations

import shlex
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from segkit.cli import cli
from segkit.engagement.settings import Engagement
from segkit.engagement.snapshot import Snapshot, read_snapshot

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "scripts"))

from gallery import SHOWN, build, engagement_of, page  # noqa: E402 (scripts are no package)

LARGEST = 250_000
"""Bytes of a guide besides the demo's, which has a budget of its own."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Engagement]:
    """The engagement of each."""
    folder = tmp_path_factory.mktemp("gallery")
    return {one.key: engagement_of(one, folder / one.key) for one in SHOWN}


@pytest.fixture(scope="module")
def read(made: dict[str, Engagement]) -> dict[str, Snapshot]:
    """The snapshot of each."""
    return {key: read_snapshot(engagement) for key, engagement in made.items()}


@pytest.mark.parametrize("key", [one.key for one in SHOWN])
def test_nothing_is_open_in_a_guide_of_the_gallery(key: str, made: dict[str, Engagement]) -> None:
    """So that it is exported as the final guide."""
    done = CliRunner().invoke(cli, ["check", str(made[key].folder)])

    assert done.exit_code == 0, done.output


def test_the_four_plans_have_four_forms_and_are_read_without_a_doubt(
    read: dict[str, Snapshot],
) -> None:
    """A workbook, CSV, Markdown and JSON."""
    forms = {Path(one.name).suffix for each in read.values() for one in each.inputs[:1]}
    plans = {key: each.plan for key, each in read.items() if each.plan}

    assert forms == {".xlsx", ".csv", ".md", ".json"}
    assert [key for key, plan in plans.items() if plan.rules] == [one.key for one in SHOWN]
    assert not any(plan.report.doubts for plan in plans.values())


def test_the_four_differ_as_the_page_says(
    made: dict[str, Engagement], read: dict[str, Snapshot]
) -> None:
    """In calls, sources, warehouses, region and consent; one has no workspace."""
    calls = {
        key: {rule.call for rule in each.plan.rules} for key, each in read.items() if each.plan
    }
    spaces = {key: each.workspace for key, each in read.items() if each.workspace}
    kinds = {key: {source.catalog.slug for source in each.sources} for key, each in spaces.items()}

    assert set(spaces) == {"quillmoor", "ebbmere", "skerrowby"}
    assert "group" in calls["pernhollow"]
    assert "page" in calls["ebbmere"]
    assert "screen" in calls["skerrowby"]
    assert kinds["skerrowby"] == {"apple", "ios", "kotlin-android"}
    assert [len(spaces[key].warehouses) for key in ("quillmoor", "ebbmere", "skerrowby")] == [
        2,
        1,
        0,
    ]
    assert made["ebbmere"].region == "eu"
    assert made["ebbmere"].consent
    assert made["skerrowby"].consent == {}


def test_a_guide_has_the_parts_that_the_page_names(tmp_path: Path) -> None:
    """It is small, and what is worth seeing is a link to a place in it."""
    build(tmp_path, ["pernhollow"])

    guide = (tmp_path / "pernhollow.html").read_bytes()
    [shown] = [one for one in SHOWN if one.key == "pernhollow"]
    assert len(guide) < LARGEST
    for part in shown.worth:
        assert f'id="{part}"'.encode() in guide
        assert f"(pernhollow.html#{part})" in page()


def test_a_reader_makes_the_same_guide_from_the_zip_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the command on the page."""
    build(tmp_path, ["skerrowby"])
    zipfile.ZipFile(tmp_path / "skerrowby.zip").extractall(tmp_path)
    monkeypatch.chdir(tmp_path)
    command = shlex.split(page().split("\nsegkit new", 1)[1].split("```", 1)[0].replace("\\\n", ""))

    done = CliRunner().invoke(cli, ["new", *command])

    assert done.exit_code == 0, done.output
    assert (tmp_path / "mine" / "guide.ipynb").is_file()
