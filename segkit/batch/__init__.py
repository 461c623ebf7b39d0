"""Many guides at once: which engagements there are, which need a new guide, and who makes it."""

from __future__ import annotations

from segkit.batch.engagements import engagements_below
from segkit.batch.outcome import (
    EXPORTED,
    FAILED,
    FINISHED,
    OPEN,
    UP_TO_DATE,
    Choices,
    Document,
    Job,
    Outcome,
)
from segkit.batch.run import export_all

__all__ = [
    "EXPORTED",
    "FAILED",
    "FINISHED",
    "OPEN",
    "UP_TO_DATE",
    "Choices",
    "Document",
    "Job",
    "Outcome",
    "engagements_below",
    "export_all",
]
