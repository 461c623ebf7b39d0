"""Whatever lies in a file: an answer or one of segkit's own errors, never a traceback.

`make fuzz` tries many thousands of inputs, the ordinary run a few; `scripts/fuzz.py` tries the same
targets with inputs that coverage leads. What crashed once is an input of `SEEDS`.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.append(str(Path(__file__).parents[2] / "scripts"))

from fuzz import NAMES
from fuzz_targets import SEEDS, TARGETS, assert_harmless

settings.register_profile("quick", max_examples=12, derandomize=True)
settings.register_profile("long", max_examples=int(os.environ.get("SEGKIT_FUZZ", "0")) or 1)
trying = settings(
    settings.get_profile("long" if "SEGKIT_FUZZ" in os.environ else "quick"),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
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


@pytest.mark.parametrize("name", TARGETS)
def test_what_crashed_once_and_what_is_good_is_answered(name: str) -> None:
    """Every seed, as it is."""
    assert SEEDS[name]
    for seed in SEEDS[name]:
        TARGETS[name](seed)


@pytest.mark.parametrize("name", TARGETS)
@trying
@given(data=st.data())
def test_nothing_that_is_made_of_a_good_input_breaks_its_target(
    name: str, data: st.DataObject
) -> None:
    """A piece cut out, doubled or overwritten, or nothing but noise."""
    seed = data.draw(st.sampled_from(SEEDS[name]))
    at = data.draw(st.integers(0, len(seed)))
    to = data.draw(st.integers(at, len(seed)))
    noise = data.draw(st.binary(max_size=20) | st.text(max_size=20).map(str.encode))
    TARGETS[name](seed[:at] + noise * data.draw(st.integers(0, 3)) + seed[to:])


@trying
@given(value=JSON)
def test_no_json_breaks_a_reader(value: object) -> None:
    """Of any shape, with the words that plans have."""
    TARGETS["json"](json.dumps(value).encode())


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>", "<b onclick=x>", "<a href=' java\nscript:x'>", "<img src=//x.example>",
        "<p style='a:b'>",
    ],
)  # fmt: skip
def test_html_that_acts_is_noticed(html: str) -> None:
    """Otherwise the target could not fail."""
    with pytest.raises(AssertionError):
        assert_harmless(html)


def test_both_ways_to_try_know_the_same_targets() -> None:
    """`scripts/fuzz.py` names them without loading them, so that atheris sees them load."""
    assert tuple(TARGETS) == NAMES
