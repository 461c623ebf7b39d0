"""Findings of the checks, the most serious first."""

from __future__ import annotations

from collections.abc import Sequence

from segkit.facts.known import Facts
from segkit.model.finding import SEVERITIES, Finding
from segkit.render import parts
from segkit.render.html import DOCS_BASE, doc_url
from segkit.render.missing import nothing
from segkit.render.table import Column, Table
from segkit.render.tree import Child, a, div, joined, li, p, sentence, span, together, ul
from segkit.render.view import View
from segkit.rows.placed import instrumented_placements
from segkit.rows.row import PLAN, WORKSPACE, Showing, row

_COLUMNS = (
    Column[Finding]("severity", "Severity", lambda one: one.severity),
    Column[Finding]("finding", "Finding", lambda one: one.message),
    Column[Finding]("action", "What to do", lambda one: one.action),
    Column[Finding]("where", "Where", lambda one: one.origin),
)


@row(
    "findings",
    title="Findings",
    place=20.1,
    origins=(PLAN, WORKSPACE),
    always=True,
    readers=("analyst",),
)
def _row(showing: Showing) -> View:
    """What segkit noticed that is shown nowhere else in the guide."""
    return findings(
        other_findings(showing.facts),
        docs_base=showing.facts.links.docs_base,
        none="What segkit noticed is said in the sections that it is about.",
    )


def other_findings(facts: Facts) -> Sequence[Finding]:
    """Findings that stand nowhere else: those on sources are shown with the environments."""
    return () if instrumented_placements(facts) else facts.source_findings


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
    shown = ul(*(_item(finding, docs_base) for finding in ordered), cls="sk-list")
    return View(div(shown, cls="sk"), data=Table(_COLUMNS, ordered))


def severity_rank(severity: str) -> int:
    """0 for the most serious; words that segkit does not know come last."""
    return SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES)


def _item(one: Finding, docs_base: str) -> Child:
    said: list[Child] = [sentence(one.message)]
    if one.action:
        said += [" ", span(sentence(one.action), cls="sk-do")]
    docs = doc_url(one.docs, docs_base)
    more = [together("Seen in ", parts.code(one.origin))] if one.origin else []
    more += [a("Documentation", href=docs)] if docs else []
    note = [p(joined(" · ", *more), cls="sk-note")] if more else []
    return li(parts.severity(one.severity), div(p(*said), *note), cls="sk-finding")
