"""Model to static HTML and SVG. Pure functions; everything is escaped by default.

The views of a usual guide are here. `connect`, `doctor`, `explore`, `playground` and `route` are
imported from their modules where they are shown, for what they load would slow every export.
"""

from __future__ import annotations

from segkit.render.code import code_block, code_tabs
from segkit.render.missing import lacking, missing, nothing
from segkit.render.narrowed import Narrowing, narrowed
from segkit.render.view import View
from segkit.rows.agenda import agenda
from segkit.rows.calls import planned_calls
from segkit.rows.changes import changes
from segkit.rows.considerations import considerations
from segkit.rows.cover import cover
from segkit.rows.coverage import coverage
from segkit.rows.destinations import destinations, modes_summary, warehouses
from segkit.rows.environments import environments
from segkit.rows.findings import findings
from segkit.rows.flow import flow
from segkit.rows.gaps import gaps
from segkit.rows.identify import identify_facts, identify_tab, identify_traits
from segkit.rows.matrix import matrix
from segkit.rows.methods import calls_in_scope, tracking_methods
from segkit.rows.overview import overview
from segkit.rows.provenance import provenance
from segkit.rows.quickstarts import quickstarts
from segkit.rows.records import decisions, objectives, parked, questions
from segkit.rows.sources import sources_by_kind
from segkit.rows.todos import todos
from segkit.rows.volumes import volumes

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
