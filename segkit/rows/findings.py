"""Findings of the checks, the most serious first."""

from __future__ import annotations

from collections.abc import Sequence

from segkit.model.finding import SEVERITIES, Finding
from segkit.render.html import DOCS_BASE, doc_url, render
from segkit.render.missing import nothing
from segkit.render.view import View

_COLUMNS = ("Severity", "Finding", "What to do", "Where")


def findings(
    items: Sequence[Finding],
    *,
    docs_base: str = DOCS_BASE,
    none: str = "No findings: every check passed.",
) -> View:
    """The findings as a list; `none` is said when there is none."""
    if not items:
        return nothing(none)
    ordered = sorted(items, key=lambda finding: severity_rank(finding.severity))
    shown = [(finding, doc_url(finding.docs, docs_base)) for finding in ordered]
    rows = tuple((f.severity, f.message, f.action, f.origin) for f in ordered)
    return View(
        html=render("findings", findings=shown),
        text="\n".join(f"[{f.severity}] {f.message} {f.action}".rstrip() for f in ordered),
        columns=_COLUMNS,
        rows=rows,
    )


def severity_rank(severity: str) -> int:
    """0 for the most serious; words that segkit does not know come last."""
    return SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES)
