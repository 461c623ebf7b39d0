"""Whether a workshop can be held: each check with what it says and what to do."""

from __future__ import annotations

from segkit.doctor.listing import by_group, report_as_text
from segkit.doctor.verdict import Report
from segkit.render.html import render
from segkit.render.view import View

_WORDS = {"ok": "Works", "warn": "Worth a look", "fail": "Do first", "skipped": "Skipped"}
_BADGES = {"ok": "on", "warn": "medium", "fail": "blocker", "skipped": "off"}


def doctor(report: Report) -> View:
    """The report under its headings."""
    return View(
        html=render(
            "doctor",
            report=report,
            groups=list(by_group(report)),
            words=_WORDS,
            badges=_BADGES,
        ),
        text=report_as_text(report),
        columns=("Check", "Result", "What was found", "What to do"),
        rows=tuple(
            (r.title, _WORDS[r.verdict.severity], r.verdict.says, r.verdict.fix)
            for r in report.results
        ),
    )
