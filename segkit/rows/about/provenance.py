"""From what the guide was made: inputs with their hashes, and what was not available."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from segkit.derive.beside import PlanBlock, blocks
from segkit.facts.known import Facts
from segkit.knowledge.age import age_of_knowledge
from segkit.model.plan import Explained, Report
from segkit.render import parts
from segkit.render.html import plural
from segkit.render.table import Column, Table
from segkit.render.tree import (
    BREAK,
    Child,
    code,
    details,
    div,
    li,
    own,
    p,
    span,
    summary,
    together,
    ul,
)
from segkit.render.view import View
from segkit.rows.about.availability import all_missing
from segkit.rows.moments import day, moment
from segkit.rows.row import PLAN, WORKSPACE, Showing, row
from segkit.version import __version__

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


@dataclass(frozen=True, slots=True)
class _Line:
    """One thing that is said about where the guide comes from."""

    what: str
    said: str
    sha256: str = ""
    read_at: str = ""


_COLUMNS = (
    Column[_Line]("what", "What", lambda one: one.what),
    Column[_Line]("said", "Name, number or reason", lambda one: one.said),
    Column[_Line]("sha256", "SHA-256", lambda one: one.sha256),
    Column[_Line]("read", "Read", lambda one: one.read_at),
)


@row("provenance", title="About this guide", place=21.1, readers=("analyst",))
def _row(showing: Showing) -> View:
    """What everything here was made from, and when."""
    facts = showing.facts
    roles = {
        "plan": "Tracking plan",
        "workspace": "Workspace",
        "received": "What a source received",
    }
    taken = moment(facts.snapshot.taken_at)
    read = [
        Input(roles.get(item.role, item.role), item.name, item.sha256, taken)
        for item in facts.snapshot.inputs
    ]
    return provenance(
        [*read, *_own_files(facts)],
        pulled_at=taken,
        not_available=all_missing(facts),
        report=facts.plan.report if facts.plan else None,
        knowledge_date=age_of_knowledge(day(facts.snapshot.taken_at)).words,
        made_with=f"segkit {__version__}",
        beside=blocks(facts.plan),
        agreed=_agreed(facts),
    )


def _agreed(facts: Facts) -> tuple[str, ...]:
    """What was agreed about what was not read."""
    done = facts.notes.done
    return tuple(
        done[name] for name in (PLAN, WORKSPACE) if getattr(facts, name) is None and done.get(name)
    )


def _own_files(facts: Facts) -> Iterator[Input]:
    """What people set and decided for the guide, as it was read, from files that there are."""
    engagement = facts.engagement
    files = (
        ("Settings", engagement.file, engagement.digest),
        ("Corrections of how the plan is read", engagement.profile_file, _profile_digest(facts)),
        ("Decisions and notes", engagement.notes_file, facts.notes.digest),
    )
    for what, file, digest in files:
        if digest:
            yield Input(what, file.name, digest)


def _profile_digest(facts: Facts) -> str:
    """Of the corrections that the plan was read with; empty without any."""
    found = (facts.snapshot.plan_reading or {}).get("profile_sha256")
    return found if isinstance(found, str) else ""


def provenance(  # noqa: PLR0913 - all but the inputs keyword-only
    inputs: Sequence[Input],
    *,
    pulled_at: str = "",
    not_available: Mapping[str, str] | None = _ALL_AVAILABLE,
    report: Report | None = None,
    knowledge_date: str = "",
    made_with: str = "",
    beside: Sequence[PlanBlock] = (),
    agreed: Sequence[str] = (),
) -> View:
    """Inputs, snapshot time, what the API did not give and why, and the plan's rows.

    `not_available` is the workspace's own: resource to reason; None when no workspace was
    read. `made_with` names segkit and its version; what stands `beside` the plan is quoted, and
    what was `agreed` about what was not read.
    """
    facts = [
        (term, value)
        for term, value in (
            ("Snapshot taken", pulled_at),
            ("Knowledge of Segment", knowledge_date),
            ("Made with", made_with),
        )
        if value
    ]
    gone = sorted((not_available or {}).items())
    lacking = (*_lacking(not_available, has_plan=report is not None), *agreed)
    shown: list[Child] = [
        parts.facts([(one.what, _input(one)) for one in inputs])
        if inputs
        else p("No input is recorded in the snapshot."),
        parts.facts(facts),
        *(_report(report) if report else ()),
        *_beside(beside),
    ]
    if gone:
        title = p("What was not available", cls="sk-title")
        shown += [title, parts.facts([(what, own(why)) for what, why in gone])]
    shown += map(p, lacking)
    lines = [
        *(_Line(one.what, one.name, one.sha256, one.read_at) for one in inputs),
        *(_Line(term, value) for term, value in facts),
        *(_lines(report) if report else ()),
        *(
            _Line(f"Beside the plan: {one.tab}", " | ".join(cells))
            for one in beside
            for cells in one.rows
        ),
        *(_Line(f"Not available: {what}", why) for what, why in gone),
        *(_Line("Not available", line) for line in lacking),
    ]
    return View(div(*shown, cls="sk sk-provenance"), data=Table(_COLUMNS, lines))


def _input(one: Input) -> Child:
    said: list[Child] = [own(one.name)]
    if one.read_at:
        said.append(f", read {one.read_at}")
    if one.sha256:
        said += [BREAK, span("SHA-256 ", code(one.sha256), cls="sk-note")]
    return together(*said)


def _counted(report: Report) -> str:
    return f"{plural(report.rows, 'row')} read, {report.used} used"


def _report(report: Report) -> Sequence[Child]:
    explained = len(report.explained)
    more = f", {explained} not used and explained below" if explained else ""
    shown: list[Child] = [
        p("The tracking plan's rows", cls="sk-title"),
        p(f"{_counted(report)}{more}."),
    ]
    if explained:
        listed = parts.facts([(tab or "Rows", own(why)) for tab, why in _by_tab(report.explained)])
        shown.append(details(summary("Rows that were not used, by tab"), listed))
    if report.notes:
        shown.append(ul(*(li(own(note)) for note in report.notes), cls="sk-plain"))
    return shown


def _beside(found: Sequence[PlanBlock]) -> Sequence[Child]:
    """What the workbook says beside the plan, word for word, tab by tab."""
    tabs: dict[str, list[Child]] = {}
    for one in found:
        lines = tabs.setdefault(one.tab, [])
        for cells in one.rows:
            lines += [BREAK] * bool(lines) + [own(" | ".join(cell for cell in cells if cell))]
    if not tabs:
        return ()
    quoted = parts.facts([(tab, together(*lines)) for tab, lines in tabs.items()])
    return (details(summary("What the plan's file says besides, word for word"), quoted),)


def _lines(report: Report) -> Iterator[_Line]:
    yield _Line("The tracking plan's rows", _counted(report))
    for tab, why in _by_tab(report.explained):
        yield _Line(f"Not used: {tab or 'rows'}", why)
    for note in report.notes:
        yield _Line("Note on the plan", note)


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
    for one in rows:
        tabs.setdefault(one.origin.rpartition("!")[0], Counter())[one.reason] += 1
    return [
        (tab, "; ".join(f"{plural(count, 'row')}: {reason}" for reason, count in reasons.items()))
        for tab, reasons in tabs.items()
    ]
