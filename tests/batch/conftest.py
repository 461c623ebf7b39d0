"""Engagements for batches: the demo, several times over."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from segkit.engagement.demo import create_demo


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo engagement, made once."""
    return create_demo(tmp_path_factory.mktemp("template") / "demo").folder


@pytest.fixture
def engagements(template: Path, tmp_path: Path) -> Callable[..., Path]:
    """`engagements("one", "two")` makes a folder with engagements of these names."""

    def make(*names: str) -> Path:
        for name in names:
            shutil.copytree(template, tmp_path / "all" / name)
        return tmp_path / "all"

    return make
