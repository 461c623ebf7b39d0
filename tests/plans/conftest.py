"""What tests of readers share: a plan in short, and a file that holds one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from segkit.model.plan import Field, Rule, TrackingPlan
from segkit.pull import read_plan


def _said(planned: Field, rule: Rule) -> str:
    inside = planned.path[0] == (rule.container or "properties")
    name = planned.dotted if inside else f"/{'.'.join(planned.path)}"
    text = name + ("*" if planned.required else "")
    text += ":" + "|".join(planned.types) if planned.types else ""
    text += f"({planned.format})" if planned.format else ""
    return text + ("=" + "|".join(map(str, planned.enum)) if planned.enum is not None else "")


@pytest.fixture
def in_short() -> Callable[[TrackingPlan], dict[str, str]]:
    """The whole plan in short: `{"track Order Completed": "order_id*:string plan=free|pro"}`."""

    def shorten(plan: TrackingPlan) -> dict[str, str]:
        names = [f"{rule.call} {rule.key or ''}".strip() for rule in plan.rules]
        assert len(set(names)) == len(names), names
        fields = [" ".join(_said(one, rule) for one in rule.fields) for rule in plan.rules]
        return dict(zip(names, fields, strict=True))

    return shorten


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., TrackingPlan]:
    """Reads the plan in a file of this content."""

    def in_file(text: str, name: str = "quillmoor.yaml") -> TrackingPlan:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return read_plan(file)

    return in_file
