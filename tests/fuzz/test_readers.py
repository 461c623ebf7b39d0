"""Whatever lies in a file: a reader gives its answer or one of segkit's own errors, never a traceback.

`make fuzz` tries many thousands; the ordinary run a few. A crash becomes a case of `SEEDS`.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from segkit.engagement.demo import create_demo
from segkit.errors import SegkitError
from segkit.plans.formats import read_given
from segkit.plans.plan_input import PlanInput

SEEDS: dict[str, tuple[bytes, ...]] = {
    ".csv": (b"Event,Property,Type\nOrder Completed,total,number\n", b"\xff\xfe\x00"),
    ".json": (b'{"events":[{"name":"Order Completed","properties":{"total":"number"}}]}',),
    ".yaml": (b"events:\n  - name: Order Completed\n    properties: [total]\n",),
    ".tf": (b'resource "segment_tracking_plan" "p" { name = "Plan" }\n',),
    ".md": (b"## Order Completed\n\n| Property | Type |\n|---|---|\n| total | number |\n",),
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["name", "events", "properties", "type", "rules", "$ref", "required"])
            | st.text(max_size=6),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


MANY = int(os.environ.get("SEGKIT_FUZZ", "15"))
trying = settings(
    max_examples=MANY,
    deadline=None,
    derandomize=MANY < 100,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def read(name: str, content: bytes) -> None:
    """What a reader makes of it; segkit's own errors are an answer."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(content)
        with contextlib.suppress(SegkitError):
            read_given(PlanInput(file))


@pytest.mark.parametrize("suffix", SEEDS)
@trying
@given(data=st.data())
def test_no_file_of_text_breaks_a_reader(suffix: str, data: st.DataObject) -> None:
    """A good file with a piece cut out, doubled or overwritten, or nothing but noise."""
    seed = data.draw(st.sampled_from(SEEDS[suffix]))
    at = data.draw(st.integers(0, len(seed)))
    to = data.draw(st.integers(at, len(seed)))
    noise = data.draw(st.binary(max_size=20) | st.text(max_size=20).map(str.encode))
    read(f"plan{suffix}", seed[:at] + noise * data.draw(st.integers(0, 3)) + seed[to:])


@trying
@given(value=JSON)
def test_no_json_breaks_a_reader(value: object) -> None:
    """Of any shape, with the words that plans have."""
    read("plan.json", json.dumps(value).encode())


@cache
def workbook(folder: str) -> bytes:
    """The demo's workbook."""
    return (create_demo(Path(folder) / "demo").folder / "tracking-plan.xlsx").read_bytes()


@trying
@given(data=st.data())
def test_no_broken_workbook_breaks_a_reader(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Cut short, or with a byte that is another one."""
    whole = workbook(str(tmp_path_factory.getbasetemp()))
    at = data.draw(st.integers(0, len(whole) - 1))
    if data.draw(st.booleans()):
        read("plan.xlsx", whole[:at])
    else:
        read("plan.xlsx", whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
