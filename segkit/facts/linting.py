"""What `segkit lint` is asked about: a plan, what is known beside it, and how to review it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from segkit.engagement.lint_settings import LintSettings
from segkit.engagement.settings import FILE, read_engagement
from segkit.errors import UsageError
from segkit.facts.known import Facts
from segkit.files import is_there, read_bytes
from segkit.knowledge.links import Links
from segkit.review.finding import Waiver
from segkit.review.own_checks import own_checks
from segkit.review.rules import Rules

if TYPE_CHECKING:
    from segkit.delivery.case import Case
    from segkit.model.plan import TrackingPlan

_MOST_BYTES = 64_000_000


@dataclass(frozen=True)
class Linting:
    """A plan to be reviewed.

    Attributes:
        plan: What is reviewed.
        case: With the workspace; None where nothing is known of one.
        rules: The checks, as the team wants them.
        settings: What `engagement.toml` says; nothing without an engagement.
        folder: The engagement's; None without one.
        links: To the documentation.
        plan_file: That of an engagement; None where its plan is no file.
        waived: The checks whose findings are not the team's, each with the word on it.
    """

    plan: TrackingPlan
    case: Case | None = None
    rules: Rules = field(default_factory=Rules)
    settings: LintSettings = field(default_factory=LintSettings)
    folder: Path | None = None
    links: Links = field(default_factory=Links)
    plan_file: Path | None = None
    waived: Mapping[str, Waiver] = field(default_factory=dict)


def linting(text: str, rules_file: Path | None = None) -> Linting:
    """What `text` names: an engagement's folder, a snapshot, or a plan.

    An engagement is reviewed as its snapshot has it. Raises what reading it raises, and
    `UsageError` when there is no plan in it.
    """
    given = rules_of_file(rules_file)
    if is_there(Path(text) / FILE):
        facts = Facts(read_engagement(Path(text)))
        files = facts.lint_files
        rules = Rules(
            files.settings.levels, files.settings.thresholds, (*files.rules().own, *given.own)
        )
        return Linting(
            _there(facts.plan, text), facts.case, rules, files.settings,
            facts.engagement.folder, facts.links, _plan_file(facts), facts.waived,
        )  # fmt: skip
    from segkit.diff.comparing import side

    return Linting(_there(side(text).plan, text), rules=given)


def _plan_file(facts: Facts) -> Path | None:
    place = facts.engagement.plan
    return place.file.resolve() if place is not None and place.kind == "file" else None


def rules_of_file(file: Path | None) -> Rules:
    """The checks of a file that a person names; segkit's own alone without one."""
    if file is None:
        return Rules()
    text = read_bytes(file, limit=_MOST_BYTES).decode("utf-8-sig", "replace")
    return Rules(own=own_checks(text, file.name))


def _there(plan: TrackingPlan | None, text: str) -> TrackingPlan:
    if plan is None:
        raise UsageError(
            f"{text} holds no tracking plan.",
            f"name one below [plan] in {FILE} and run `segkit pull`.",
        )
    return plan
