"""What stands in a plan's workbook beside the plan: who keeps it, its rules, its questions."""

from __future__ import annotations

from segkit.plans.beside.blocks import (
    BESIDE,
    Beside,
    beside_as_extra,
    beside_of,
    questions_of,
    remarks_of,
)
from segkit.plans.beside.kinds import QUESTIONS

__all__ = [
    "BESIDE",
    "QUESTIONS",
    "Beside",
    "beside_as_extra",
    "beside_of",
    "questions_of",
    "remarks_of",
]
