"""From what the guide was made: inputs with their hashes, and what was not available."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from segkit.model.plan import Explained, Report
from segkit.render.html import plural, render
from segkit.render.view import View

_ALL_AVAILABLE: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Input:
    """One thing that was read.

    Attributes:
        what: `Tracking plan`, `Workspace`, ...
        name: File name or address, without anything secret.
        sha256: Hash of its content, in hexadecimal; empty when it has none.
        read_at: When, as shown to people; empty when unknown.
    """

    what: str
    name: str
    sha256: str = ""
    read_at: str = ""


def provenance(  # noqa: PLR0913 - all but the inputs keyword-only
    inputs: Sequence[Input],
    *,
    pulled_at: str = "",
    not_available: Mapping[str, str] | None = _ALL_AVAILABLE,
    report: Report | None = None,
    knowledge_date: str = "",
    made_with: str = "",
) -> View:
    """Inputs, snapshot time, what the API did not give and why, and the plan's rows.

    `not_available` is the workspace's own: resource to reason; None when no workspace was
    read. `made_with` names segkit and its version.
    """
    facts = [
        (term, value)
        for term, value in (
            ("Snapshot taken", pulled_at),
            ("Knowledge of Segment as of", knowledge_date),
            ("Made with", made_with),
        )
        if value
    ]
    lacking = _lacking(not_available, has_plan=report is not None)
    tabs = _by_tab(report.explained if report else ())
    counted = "" if report is None else f"{plural(report.rows, 'row')} read, {report.used} used"
    rows = (
        *((i.what, i.name, i.sha256, i.read_at) for i in inputs),
        *((term, value, "", "") for term, value in facts),
        *(("The tracking plan's rows", counted, "", "") for _ in [report] if report),
        *((f"Not used: {tab or 'rows'}", why, "", "") for tab, why in tabs),
        *(("Note on the plan", note, "", "") for note in (report.notes if report else ())),
        *((f"Not available: {w}", why, "", "") for w, why in sorted((not_available or {}).items())),
        *(("Not available", line, "", "") for line in lacking),
    )
    return View(
        html=render(
            "provenance",
            inputs=inputs,
            facts=facts,
            lacking=lacking,
            not_available=sorted((not_available or {}).items()),
            report=report,
            explained=tabs,
            counted=counted,
        ),
        text=_as_text(inputs, facts, not_available, report, lacking),
        columns=("What", "Name, number or reason", "SHA-256", "Read"),
        rows=rows,
    )


def _lacking(not_available: Mapping[str, str] | None, *, has_plan: bool) -> tuple[str, ...]:
    """What is to be said where no list of what was not available stands."""
    lines = [] if has_plan else ["No tracking plan was read, so nothing here comes from one."]
    if not_available is None:
        lines.append("No workspace was read, so nothing here comes from one.")
    elif not not_available:
        lines.append("Everything that segkit asked the workspace for was available.")
    return tuple(lines)


def _by_tab(rows: Sequence[Explained]) -> list[tuple[str, str]]:
    """A line for each tab: `Track`, `2 rows: heading above the table; 1 row: ...`.

    Every row with its cell is what `segkit plan` lists.
    """
    tabs: dict[str, Counter[str]] = {}
    for row in rows:
        tabs.setdefault(row.origin.rpartition("!")[0], Counter())[row.reason] += 1
    return [
        (tab, "; ".join(f"{plural(count, 'row')}: {reason}" for reason, count in reasons.items()))
        for tab, reasons in tabs.items()
    ]


def _as_text(
    inputs: Sequence[Input],
    facts: Sequence[tuple[str, str]],
    not_available: Mapping[str, str] | None,
    report: Report | None,
    lacking: Sequence[str],
) -> str:
    lines = [f"{i.what}: {i.name} {i.sha256}".rstrip() for i in inputs]
    lines += [f"{term}: {value}" for term, value in facts]
    lines += [
        f"Not available: {what} ({why})" for what, why in sorted((not_available or {}).items())
    ]
    lines += lacking
    if report is not None:
        lines.append(f"Plan: {report.used} of {plural(report.rows, 'row')} used")
        lines += [": ".join(filter(None, pair)) for pair in _by_tab(report.explained)]
        lines += report.notes
    return "\n".join(lines)
