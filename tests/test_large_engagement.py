"""The large engagement that benchmarks share is made and read as any other."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from segkit.facts.known import Facts

FILE = Path(__file__).parent.parent / "benchmarks" / "large.py"


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module `benchmarks/large.py`."""
    spec = importlib.util.spec_from_file_location("large", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "large", module)
    spec.loader.exec_module(module)
    return module


def test_it_is_as_large_as_it_is_asked_for(large: ModuleType, tmp_path: Path) -> None:
    """Rules, fields, sources and destinations, each with the mappings of its original."""
    size = large.Size(rules=30, fields=200, traits=20, sources=40, destinations=70)

    facts = Facts(large.large_engagement(tmp_path, size))

    assert facts.plan is not None
    assert facts.workspace is not None
    assert len(facts.plan.rules) == 30
    assert sum(len(rule.fields) for rule in facts.plan.rules) == 200
    assert len(facts.workspace.sources) == 40
    assert len(facts.workspace.destinations) == 70
    assert sum(len(one.mappings or ()) for one in facts.workspace.destinations) > 70
