"""Does a call keep the plan? Each breach at its field, as Segment Protocols names it.

Calls are checked by JSON Schema draft-07 with a compiled validator; parts of a plan that are no
valid schema are named as the plan's own fault and never stop the rest.
"""

from __future__ import annotations

from segkit.validation.compiled import BrokenPart, Compiled, compile_schema
from segkit.validation.plan_check import PlanCheck, Verdict
from segkit.validation.quick import QuickCheck, quick_check
from segkit.validation.violations import Violation, compiled_rule, type_name, violations

__all__ = [
    "BrokenPart",
    "Compiled",
    "PlanCheck",
    "QuickCheck",
    "Verdict",
    "Violation",
    "compile_schema",
    "compiled_rule",
    "quick_check",
    "type_name",
    "violations",
]
