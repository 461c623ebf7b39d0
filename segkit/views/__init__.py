"""Model to static HTML and SVG. Pure functions; everything is escaped by default.

The views of a usual guide are here. `connect`, `doctor`, `explore`, `playground` and `route` are
imported from their modules where they are shown, for what they load would slow every export.
"""

from __future__ import annotations

from segkit.views.agenda import agenda
from segkit.views.calls import planned_calls
from segkit.views.changes import changes
from segkit.views.code import code_block, code_tabs
from segkit.views.considerations import considerations
from segkit.views.cover import cover
from segkit.views.coverage import coverage
from segkit.views.destinations import destinations, modes_summary, warehouses
from segkit.views.environments import environments
from segkit.views.findings import findings
from segkit.views.flow import flow
from segkit.views.gaps import gaps
from segkit.views.identify import identify_facts, identify_tab, identify_traits
from segkit.views.matrix import matrix
from segkit.views.methods import calls_in_scope, tracking_methods
from segkit.views.missing import lacking, missing, nothing
from segkit.views.narrowed import Narrowing, narrowed
from segkit.views.overview import overview
from segkit.views.provenance import provenance
from segkit.views.quickstarts import quickstarts
from segkit.views.records import decisions, objectives, parked, questions
from segkit.views.sources import sources_by_kind
from segkit.views.todos import todos
from segkit.views.view import View
from segkit.views.volumes import volumes

__all__ = [
    "Narrowing",
    "View",
    "agenda",
    "calls_in_scope",
    "changes",
    "code_block",
    "code_tabs",
    "considerations",
    "cover",
    "coverage",
    "decisions",
    "destinations",
    "environments",
    "findings",
    "flow",
    "gaps",
    "identify_facts",
    "identify_tab",
    "identify_traits",
    "lacking",
    "matrix",
    "missing",
    "modes_summary",
    "narrowed",
    "nothing",
    "objectives",
    "overview",
    "parked",
    "planned_calls",
    "provenance",
    "questions",
    "quickstarts",
    "sources_by_kind",
    "todos",
    "tracking_methods",
    "volumes",
    "warehouses",
]
