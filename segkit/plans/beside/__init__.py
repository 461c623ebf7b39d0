"""What stands in a plan's workbook beside the plan: who keeps it, its rules, its questions."""

from __future__ import annotations

from segkit.plans.beside.blocks import (
    BESIDE,
    QUESTIONS,
    Beside,
    beside_as_extra,
    beside_of,
    questions_of,
    remarks_of,
)

__all__ = [
    "BESIDE",
    "QUESTIONS",
    "Beside",
    "beside_as_extra",
    "beside_of",
    "questions_of",
    "remarks_of",
]
