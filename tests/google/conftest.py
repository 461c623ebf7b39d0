"""What tests of the readers share: stand-ins for services, on this computer."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.doubles.google_sheets import GoogleSheets

DOUBLES = Path(__file__).parents[1] / "doubles"


def load_double(name: str) -> ModuleType:
    """The module `tests/doubles/<name>.py`; test folders are no packages."""
    known = f"segkit_doubles_{name}"
    if known not in sys.modules:
        spec = importlib.util.spec_from_file_location(known, DOUBLES / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules[known] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[known])
    return sys.modules[known]


@pytest.fixture
def doubles() -> ModuleType:
    """`tests/doubles/google_sheets.py`."""
    return load_double("google_sheets")


@pytest.fixture
def discovery() -> ModuleType:
    """`tests/doubles/discovery.py`."""
    return load_double("discovery")


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch) -> Iterator[GoogleSheets]:
    """Google on this computer, reached without any proxy."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with load_double("google_sheets").running() as running:
        yield running
