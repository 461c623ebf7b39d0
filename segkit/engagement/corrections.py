"""How a plan's tabs are understood, corrected and understood again.

The command line, the view and the widget work on an `Outcome`: every tab's reading, and
the plan that comes of it. Corrections are values: each takes a profile and gives another; what an
answer to a doubt would change is found by reading the plan with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from segkit.engagement.outside import accounts_at, plan_to_read
from segkit.engagement.profile import change_profile, read_profile
from segkit.engagement.settings import FILE, read_engagement
from segkit.errors import ConfigError, NotATrackingPlanError, UsageError
from segkit.files import is_there
from segkit.model.plan import CALLS, Explained, Rule, TrackingPlan
from segkit.plans.grids.grid import Tab
from segkit.plans.tables import (
    ColumnReading,
    Profile,
    Role,
    TabDoubt,
    TabProfile,
    TabReading,
    understand_tabs,
)
from segkit.plans.tables import (
    plan_of as plan_from_understanding,
)
from segkit.pull.inputs import PlanTable, read_table
from segkit.pull.places import PlanPlace, plan_place

SKIP = "skip"
READ = "read"
CHOICES = ("", *CALLS, "common", READ, SKIP)
"""What may be said of a tab: nothing, its call, that it is read although hidden, or skipped."""

SURE = 0.6
"""A role of less confidence is a guess that somebody should look at."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of reading a plan's tabs with a profile.

    Attributes:
        name: Of the plan.
        tabs: The cells.
        profile: The corrections that were used.
        readings: How each tab was understood, in order.
        plan: What came of it; None when it is no tracking plan.
        problem: Why there is no plan.
    """

    name: str
    tabs: tuple[Tab, ...]
    profile: Profile
    readings: tuple[TabReading, ...]
    plan: TrackingPlan | None = None
    problem: NotATrackingPlanError | None = None

    @property
    def counts(self) -> dict[str, int]:
        """Rules, fields and rows; empty when there is no plan."""
        if self.plan is None:
            return {}
        report = self.plan.report
        return {
            "rules": len(self.plan.rules),
            "fields": sum(len(rule.fields) for rule in self.plan.rules),
            "rows": report.rows,
            "used": report.used,
            "explained": len(report.explained),
        }

    @property
    def lost(self) -> tuple[str, ...]:
        """Titles of tabs that the profile speaks of and that do not exist."""
        titles = {tab.title for tab in self.tabs}
        return tuple(title for title in self.profile.tabs if title not in titles)


def understand(name: str, tabs: Sequence[Tab], profile: Profile) -> Outcome:
    """Read the tabs; that they hold no tracking plan is an outcome too, not an error."""
    found = understand_tabs(tabs, profile)
    outcome = Outcome(name, tuple(tabs), profile, found.readings)
    try:
        return replace(
            outcome, plan=plan_from_understanding(found, tabs, name=name, profile=profile)
        )
    except NotATrackingPlanError as error:
        return replace(outcome, problem=error)


def understand_place(place: PlanPlace, profile: Profile) -> Outcome | None:
    """The outcome for a plan; None when it is no table and says itself what it means.

    Raises `PullError` when it cannot be read.
    """
    table = read_table(place)
    return None if table is None else understand(table.name, table.tabs, profile)


# --- what deserves a look -------------------------------------------------------------------


def doubts(outcome: Outcome, reading: TabReading) -> tuple[str, ...]:
    """What a person should look at on a tab, in a few words each; empty when all is plain."""
    columns = [column for table in reading.tables for column in table.columns]
    guessed = [c for c in columns if c.role is not Role.LABEL and c.confidence < SURE]
    unread = [c for c in columns if c.role is Role.LABEL and c.confidence < 1]
    found = (
        (len(reading.doubts), "doubt", "doubts", ""),
        (len(stale_columns(outcome, reading)), "saved column does", "saved columns do", " not fit"),
        (len(guessed), "column is", "columns are", " guessed"),
        (len(unread), "column is", "columns are", " unread"),
        (len(reading.doubtful), "row is", "rows are", " doubtful"),
    )
    return tuple(
        f"{count} {one if count == 1 else many}{what}" for count, one, many, what in found if count
    )


def stale_columns(outcome: Outcome, reading: TabReading) -> tuple[str, ...]:
    """Headers that the profile speaks of and that no table of the tab has."""
    known = {column.header for table in reading.tables for column in table.columns}
    return tuple(h for h in outcome.profile.of(reading.title).roles if h not in known)


def by_reason(rows: Sequence[Explained]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Origins by reason, in the order in which the reasons first appear."""
    grouped: dict[str, list[str]] = {}
    for row in rows:
        grouped.setdefault(row.reason, []).append(row.origin)
    return tuple((reason, tuple(origins)) for reason, origins in grouped.items())


def certainty(column: ColumnReading) -> str:
    """`sure`, `likely`, `a guess`, or `unread`, in place of a number."""
    if column.role is Role.LABEL:
        return "unread"
    if column.confidence >= 0.85:
        return "sure"
    return "likely" if column.confidence >= SURE else "a guess"


# --- corrections ----------------------------------------------------------------------------


def with_choice(profile: Profile, tab: Tab, choice: str) -> Profile:
    """The profile in which a tab is skipped, read, or about a call (`CHOICES`)."""
    if choice not in CHOICES:
        raise UsageError(f"A tab cannot be {choice!r}.", f"use one of {', '.join(CHOICES[1:])}.")
    call = choice if choice not in {"", READ, SKIP} else None
    skip = True if choice == SKIP else False if choice and (tab.hidden or not call) else None
    return _with(profile, tab.title, replace(profile.of(tab.title), call=call, skip=skip))


def choice_of(profile: Profile, title: str) -> str:
    """The opposite of `with_choice`: what the profile says of a tab."""
    saved = profile.of(title)
    if saved.skip:
        return SKIP
    return saved.call or (READ if saved.skip is False else "")


def with_header_row(profile: Profile, tab: Tab, row: int | None) -> Profile:
    """The profile in which a tab's headers are in this row of the sheet; None: find out."""
    if row is not None and not tab.top < row <= tab.top + len(tab.rows):
        raise UsageError(
            f"{tab.title} has no row {row}.",
            f"use one from {tab.top + 1} to {tab.top + len(tab.rows)}.",
        )
    return _with(profile, tab.title, replace(profile.of(tab.title), header_row=row))


def with_role(profile: Profile, title: str, header: str, role: str) -> Profile:
    """The profile in which a column has this role; an empty one: find out."""
    saved = profile.of(title)
    roles = {key: value for key, value in saved.roles.items() if key != header or role}
    if role:
        if role not in list(Role):
            raise UsageError(f"There is no role {role!r}.", f"use one of {', '.join(Role)}.")
        roles[header] = Role(role)
    return _with(profile, title, replace(saved, roles=roles))


def with_yes(profile: Profile, title: str, doubt: TabDoubt) -> Profile:
    """The profile in which a column is what a doubt says that it may be."""
    if doubt.role is None or not doubt.header:
        return with_no(profile, title, doubt)
    return with_role(profile, title, doubt.header, str(doubt.role))


def with_no(profile: Profile, title: str, doubt: TabDoubt) -> Profile:
    """The profile in which a doubt is settled: what was made of its content stays."""
    saved = profile.of(title)
    settled = tuple(dict.fromkeys((*saved.settled, doubt.key)))
    return _with(profile, title, replace(saved, settled=settled))


def with_reading(profile: Profile, reading: TabReading) -> Profile:
    """The profile in which the columns of a tab keep the roles that they were found to have.

    Headers that two tables of the tab understand differently are left to be found out.
    """
    found: dict[str, set[Role]] = {}
    for table in reading.tables:
        for column in table.columns:
            found.setdefault(column.header, set()).add(column.role)
    roles = {header: next(iter(role)) for header, role in found.items() if len(role) == 1}
    return _with(profile, reading.title, replace(profile.of(reading.title), roles=roles))


def without_tab(profile: Profile, title: str) -> Profile:
    """The profile without anything about a tab."""
    return _with(profile, title, TabProfile())


def _with(profile: Profile, title: str, tab: TabProfile) -> Profile:
    """Tabs about which nothing is said are left out."""
    tabs = dict(profile.tabs)
    if tab == TabProfile():
        tabs.pop(title, None)
    else:
        tabs[title] = tab
    return Profile(tabs)


NO_TABLE = "{name} is no table: it says itself what it means, so no reading has to be confirmed."


class Corrections:
    """The plan of an engagement while a person corrects how it is read.

    Attributes:
        outcome: What came of the last reading.
    """

    def __init__(self, place: PlanPlace, profile_file: Path) -> None:
        """Read the plan, once, and the corrections; `UsageError` when the plan is no table."""
        self.place = place
        self.profile_file = profile_file
        self._done: list[tuple[str, TabProfile, TabProfile]] = []
        table = read_table(place)
        if table is None:
            raise UsageError(NO_TABLE.format(name=place.name), "see the plan with `segkit plan`.")
        self._table: PlanTable = table
        self.outcome = self._read()

    def _read(self) -> Outcome:
        return understand(self._table.name, self._table.tabs, read_profile(self.profile_file))

    def change(self, title: str, correct: Callable[[Profile], Profile]) -> None:
        """Correct a tab's reading, save it, and read the plan again.

        What a person wrote into the file meanwhile is kept.
        """
        before, after = change_profile(self.profile_file, correct)
        if after.of(title) != before.of(title):
            self._done.append((title, before.of(title), after.of(title)))
        self.outcome = self._read()

    @property
    def can_undo(self) -> bool:
        """There is a change of this session to take back."""
        return bool(self._done)

    def undo(self) -> str:
        """Take back the last change, save that, and read again; gives the tab's title.

        Raises `ConfigError` when the file says something else by now.
        """
        if not self._done:
            raise UsageError("There is nothing to undo.", "correct something first.")
        title, before, after = self._done[-1]

        def undone(saved: Profile) -> Profile:
            if saved.of(title) == after:
                return _with(saved, title, before)
            self._done.clear()
            raise ConfigError(
                f"{self.profile_file.name} was changed by somebody else meanwhile; "
                "nothing was undone.",
                f"correct the tab {title!r} here, or in the file.",
            )

        change_profile(self.profile_file, undone)
        self._done.pop()
        self.outcome = self._read()
        return title


def plan_of(text: str) -> tuple[PlanPlace, Profile]:
    """A plan's place and the corrections for it.

    `text` is the plan itself, to be read without corrections, or an engagement's folder.
    Raises `ConfigError` when the engagement has no plan, `TrustError` when nobody said yes to it.
    """
    folder = Path(text)
    if not is_there(folder / FILE):
        place = plan_place(text)
        return replace(place, accounts=accounts_at(Path())), Profile()
    engagement = read_engagement(folder)
    plan = plan_to_read(engagement)
    if plan is None:
        raise ConfigError(
            f"{engagement.file} names no tracking plan.", 'add file = "…" below [plan].'
        )
    return plan, read_profile(engagement.profile_file)


def what_yes_changes(outcome: Outcome, title: str, doubt: TabDoubt) -> str:
    """In one or two sentences; a no never changes what was read."""
    profile = with_yes(outcome.profile, title, doubt)
    after = understand(outcome.name, outcome.tabs, profile)
    if after.plan is None:
        return "The plan would not be read any more."
    before = _rules(outcome)
    now = _rules(after)
    new, gone = len(set(now) - set(before)), len(set(before) - set(now))
    both = set(before) & set(now)
    changed = [name for name in both if before[name] != now[name]]
    parts = [
        _said(new, "planned call is new", "planned calls are new"),
        _said(gone, "planned call goes", "planned calls go"),
        _said(len(changed), "planned call changes", "planned calls change"),
        _fields(outcome, after),
    ]
    said = " ".join(part for part in parts if part)
    return said or "Nothing in the plan changes; it is not asked again."


def _rules(outcome: Outcome) -> dict[tuple[str, str | None, int], Rule]:
    rules = outcome.plan.rules if outcome.plan else ()
    return {(rule.call, rule.key, rule.version): rule for rule in rules}


def _fields(before: Outcome, after: Outcome) -> str:
    more = after.counts.get("fields", 0) - before.counts.get("fields", 0)
    if not more:
        return ""
    return f"{abs(more):,} field{'' if abs(more) == 1 else 's'} {'more' if more > 0 else 'fewer'}."


def _said(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}." if count else ""
