"""An engagement, Segment on this computer, and a computer on which everything works."""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from segkit.doctor import Surroundings, Verdict, look_around
from segkit.doctor.checks import CHECKS
from segkit.doctor.computer import Computer
from segkit.doctor.running import examine
from segkit.engagement.outside import give_token
from segkit.engagement.settings import read_engagement

if TYPE_CHECKING:
    from tests.doubles.segment_api import SegmentApi

PULLS = 'customer = "Quillmoor Supply"\n[workspace]\npull = true\n'


@pytest.fixture(scope="session")
def whole() -> dict[str, Any]:
    """The demo's workspace; not to be changed."""
    document: dict[str, Any] = json.loads(
        (files("segkit.engagement.demo") / "workspace.json").read_text("utf-8")
    )
    return document


@pytest.fixture
def start(
    double: Callable[[str], ModuleType], whole: dict[str, Any]
) -> Iterator[Callable[[], SegmentApi]]:
    """Starts a Segment of its own with the demo's workspace."""
    doubles, opened = double("segment_api"), []

    def begin() -> SegmentApi:
        manager = doubles.running(doubles.SegmentApi(copy.deepcopy(whole)))
        opened.append(manager)
        api: SegmentApi = manager.__enter__()
        return api

    yield begin
    for manager in opened:
        manager.__exit__(None, None, None)


@pytest.fixture
def segment(start: Callable[[], SegmentApi], monkeypatch: pytest.MonkeyPatch) -> SegmentApi:
    """Segment, where every request goes, and its token in the environment."""
    running = start()
    monkeypatch.setenv("SEGMENT_PUBLIC_API_URL", running.url)
    monkeypatch.setenv("SEGMENT_TOKEN", running.token)
    return running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An engagement that pulls its workspace and was connected once, without a snapshot."""
    (tmp_path / "engagement.toml").write_text(PULLS, encoding="utf-8")
    give_token(read_engagement(tmp_path), "customer Quillmoor Supply")
    return tmp_path


@pytest.fixture
def computer(tmp_path_factory: pytest.TempPathFactory) -> Computer:
    """A computer on which everything works, at once."""
    lab = tmp_path_factory.mktemp("labextensions")
    for name in ("anywidget", "@jupyter-widgets/jupyterlab-manager"):
        (lab / name).mkdir(parents=True)
        (lab / name / "package.json").write_text("{}")
    return Computer(
        version_of=lambda _: "1.0",
        rival=str,
        lab_folders=lambda: (lab,),
        lab_settings=lambda: (lab / "page_config.json",),
        load_exporter=str,
        load_server=str,
        start_kernel=str,
        find_chromium=lambda: "/usr/bin/chromium",
        can_write=lambda _: True,
        free_bytes=lambda _: 50_000_000_000,
    )


@pytest.fixture
def around(folder: Path, computer: Computer) -> Callable[..., Surroundings]:
    """The surroundings of `folder`, changed as a test says."""

    def look(**changes: object) -> Surroundings:
        found = look_around(folder)
        for name, value in {"computer": computer, "seconds": 3.0, **changes}.items():
            setattr(found, name, value)
        return found

    return look


@pytest.fixture
def verdicts(around: Callable[..., Surroundings]) -> Callable[..., dict[str, Verdict]]:
    """What every check, or those that are named, say of the surroundings."""

    def ask(*names: str, **changes: object) -> dict[str, Verdict]:
        checks = [check for check in CHECKS if not names or check.id in names]
        return {r.id: r.verdict for r in examine(around(**changes), checks).results}

    return ask


@pytest.fixture
def now() -> dt.datetime:
    """The day of the workshop."""
    return dt.datetime(2026, 11, 24, 9, 31, tzinfo=dt.UTC)


@pytest.fixture
def broken(computer: Computer) -> Callable[..., Computer]:
    """The computer with something that does not work."""
    return lambda **changes: replace(computer, **changes)
