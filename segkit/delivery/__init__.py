"""What one call reaches, and which planned field reaches what.

Rests on `segkit.routing` (modes, FQL): the trace of a call through Segment, offline.
"""

from segkit.delivery.outcome import Change, Outcome, Route, Step, Table, UsedMapping, route_as_json
from segkit.delivery.route import route

__all__ = [
    "Change",
    "Outcome",
    "Route",
    "Step",
    "Table",
    "UsedMapping",
    "route",
    "route_as_json",
]
