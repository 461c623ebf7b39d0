"""From what the guide was made: inputs with their hashes, and what was not available."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from segkit.model.plan import Report
from segkit.views._html import plural, render
from segkit.views.view import View

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
    not_available: Mapping[str, str] = _ALL_AVAILABLE,
    report: Report | None = None,
    knowledge_date: str = "",
    made_with: str = "",
) -> View:
    """Inputs, snapshot time, what the API did not give and why, and the plan's rows.

    `not_available` is the workspace's own: resource to reason. `made_with` names segkit
    and its version.
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
    rows = tuple((i.what, i.name, i.sha256, i.read_at) for i in inputs)
    return View(
        html=render(
            "provenance",
            inputs=inputs,
            facts=facts,
            not_available=sorted(not_available.items()),
            report=report,
            rows_read="" if report is None else plural(report.rows, "row"),
        ),
        text=_as_text(inputs, facts, not_available, report),
        columns=("Input", "Name", "SHA-256", "Read"),
        rows=rows,
    )


def _as_text(
    inputs: Sequence[Input],
    facts: Sequence[tuple[str, str]],
    not_available: Mapping[str, str],
    report: Report | None,
) -> str:
    lines = [f"{i.what}: {i.name} {i.sha256}".rstrip() for i in inputs]
    lines += [f"{term}: {value}" for term, value in facts]
    lines += [f"Not available: {what} ({why})" for what, why in sorted(not_available.items())]
    if report is not None:
        lines.append(f"Plan: {report.used} of {plural(report.rows, 'row')} used")
        lines += [f"{e.origin}: {e.reason}" for e in report.explained]
        lines += report.notes
    return "\n".join(lines)
