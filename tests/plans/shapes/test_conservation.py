"""Whatever is said about a plan's events comes back, in whichever shape it is written."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from segkit.model.plan import TrackingPlan
from segkit.plans.plan_input import PlanInput
from segkit.plans.shapes.tree import read_tree

Said = Mapping[str, tuple[str, bool, tuple[str, ...]]]
"""Properties: type, required, allowed values."""

NAMES = ("order_id", "total", "plan", "room", "wattHours", "is lit", "type", "name", "utm_source")
EVENTS = (
    "Order Completed",
    "Lamp Lit",
    "tea_poured",
    "Signed Up",
    "Page Turned",
    "Bestellung bezahlt",
)

SAID: st.SearchStrategy[Said] = st.dictionaries(
    st.sampled_from(NAMES),
    st.tuples(
        st.sampled_from(["string", "number", "integer", "boolean"]), st.booleans(),
        st.sampled_from([(), ("free", "pro")]),
    ).map(lambda one: one if one[0] == "string" else (one[0], one[1], ())),
    min_size=1, max_size=5,
)  # fmt: skip


def _word(said: tuple[str, bool, tuple[str, ...]], *, marks: bool = True) -> dict[str, object]:
    kind, required, values = said
    word: dict[str, object] = {"type": kind}
    if marks:
        word["required"] = required
    return word | ({"enum": list(values)} if values else {})


def _texts(said: Said) -> dict[str, str]:
    return {
        name: f"{kind}{f' ({chr(124).join(values)})' if values else ''}, {'required' if needed else 'optional'}"
        for name, (kind, needed, values) in said.items()
    }


def _schema(said: Said) -> dict[str, object]:
    return {
        "type": "object",
        "properties": {name: _word(one, marks=False) for name, one in said.items()},
        "required": [name for name, one in said.items() if one[1]],
    }


PROPERTIES: dict[str, Callable[[Said], dict[str, object]]] = {
    "objects": lambda said: {"properties": [{"name": n, **_word(one)} for n, one in said.items()]},
    "map": lambda said: {"params": {name: _word(one) for name, one in said.items()}},
    "texts": lambda said: {"fields": _texts(said)},
    "required beside": lambda said: {
        "attributes": {name: _word(one, marks=False) for name, one in said.items()},
        "required": [name for name, one in said.items() if one[1]],
    },
    "apart": lambda said: {
        f"{word}_properties": {name: _word(one, marks=False) for name, one in said.items() if one[1] == needed}
        for word, needed in (("required", True), ("optional", False))
    },
    "schema": lambda said: {"schema": _schema(said)},
    "schema of the payload": lambda said: {
        "schema": {"type": "object", "properties": {"properties": _schema(said)}, "required": ["properties"]}
    },
}  # fmt: skip
PLACES: dict[str, Callable[[dict[str, dict[str, object]]], object]] = {
    "list": lambda events: {"events": [{"name": name, **one} for name, one in events.items()]},
    "keyed": lambda events: {"events": events},
    "bare list": lambda events: [{"event": name, **one} for name, one in events.items()],
    "groups": lambda events: {
        "areas": [{"area": "shop", "events": [{"event_name": name, **one} for name, one in events.items()]}]
    },
    "pairs": lambda events: {"event_list": [{name: one} for name, one in events.items()]},
}  # fmt: skip


def _found(plan: TrackingPlan) -> dict[str | None, dict[str, tuple[object, ...]]]:
    return {
        rule.key: {
            one.path[-1]: (one.types[0], one.required, one.enum or ())
            for one in rule.fields
            if one.path[0] == "properties"
        }
        for rule in plan.rules
    }


@settings(
    max_examples=250, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(
    st.dictionaries(st.sampled_from(EVENTS), SAID, min_size=2, max_size=4),
    st.sampled_from(sorted(PROPERTIES)),
    st.sampled_from(sorted(PLACES)),
)
def test_what_is_written_is_read_in_every_shape(
    events: dict[str, Said], properties: str, place: str
) -> None:
    """Names, types, required marks and values are those that were written, and nothing is in doubt."""
    told = {
        name: {"description": "x", **PROPERTIES[properties](said)} for name, said in events.items()
    }
    document = json.loads(json.dumps(PLACES[place](told)))

    plan = read_tree(PlanInput.of(document, "quillmoor").pages, "quillmoor")

    assert _found(plan) == events
    assert plan.report.doubts == ()
