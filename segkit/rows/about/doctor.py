"""Whether a workshop can be held: each check with what it says and what to do."""

from __future__ import annotations

from segkit.doctor.listing import by_group
from segkit.doctor.verdict import Report, Result
from segkit.render import parts
from segkit.render.missing import nothing
from segkit.render.table import Column, Table
from segkit.render.tree import Child, div, li, own, p, strong, ul
from segkit.render.view import View
from segkit.rows.row import Showing, row

_WORDS = {"ok": "Works", "warn": "Worth a look", "fail": "Do first", "skipped": "Skipped"}
_BADGES = {"ok": "on", "warn": "medium", "fail": "blocker", "skipped": "off"}
_COLUMNS = (
    Column[Result]("check", "Check", lambda one: one.title),
    Column[Result]("result", "Result", lambda one: _WORDS[one.verdict.severity]),
    Column[Result]("found", "What was found", lambda one: one.verdict.says),
    Column[Result]("fix", "What to do", lambda one: one.verdict.fix),
)


@row("doctor", place=1.2)
def _row(showing: Showing) -> View:
    """Whether everything that a live workshop needs works, and what to do where not.

    A document does not say: it would be about the computer that made it.
    """
    if not showing.live:
        return nothing("What a live workshop needs is checked live: `segkit doctor`.")
    from segkit.doctor import examine, look_around

    return doctor(examine(look_around(showing.facts.engagement.folder)))


def doctor(report: Report) -> View:
    """The report under its headings."""
    warn = "" if report.is_ready else " sk-warn"
    shown: list[Child] = [
        div(p(report.summary, cls="sk-title"), cls=f"sk-panel{warn}", role="status")
    ]
    for group, results in by_group(report):
        title = p(group, cls="sk-title sk-subhead")
        shown += [title, ul(*map(_item, results), cls="sk-list")]
    return View(div(*shown, cls="sk sk-doctor"), data=Table(_COLUMNS, report.results))


def _item(one: Result) -> Child:
    verdict = one.verdict
    said = [p(strong(one.title), ": ", own(verdict.says))]
    if verdict.fix:
        said.append(p(strong("To fix:"), " ", own(verdict.fix), cls="sk-note"))
    badge = parts.badge(_BADGES[verdict.severity], _WORDS[verdict.severity])
    return li(badge, div(*said), cls="sk-todo")
