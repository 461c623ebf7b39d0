"""FQL, Segment's filter language: read, evaluate and explain its conditions.

Two modes, as at Segment: `evaluate` for destination filters and transformations, and
`trigger_fires` for the triggers of mappings, which follow other rules.
"""

from segkit.routing.fql.answers import answer, run_cases, verdict
from segkit.routing.fql.by_name import holds
from segkit.routing.fql.evaluate import computed, evaluate
from segkit.routing.fql.naming import (
    condition_paths,
    tells_apart,
    trigger_paths,
    trigger_tells_apart,
)
from segkit.routing.fql.parser import parse
from segkit.routing.fql.reach import is_told, may_fire, may_take, named_events, takes
from segkit.routing.fql.syntax import Expression, written
from segkit.routing.fql.triggers import trigger_fires

__all__ = [
    "Expression",
    "answer",
    "computed",
    "condition_paths",
    "evaluate",
    "holds",
    "is_told",
    "may_fire",
    "may_take",
    "named_events",
    "parse",
    "run_cases",
    "takes",
    "tells_apart",
    "trigger_fires",
    "trigger_paths",
    "trigger_tells_apart",
    "verdict",
    "written",
]
