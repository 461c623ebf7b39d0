"""A plan's review as JSON for scripts and as text for a terminal; the JSON only ever grows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from segkit.knowledge.links import Links
from segkit.model.change import ProposedChange
from segkit.review.baseline import Compared
from segkit.review.causes import Cause, causes, level_counts
from segkit.review.check import Check
from segkit.review.finding import Key, PlanFinding, Review
from segkit.review.scoring import arithmetic, way_to
from segkit.terminal import one_line

_SHOWN = 6
_NEWS = 20
GOAL = 90


@dataclass(frozen=True, slots=True)
class Lint:
    """A review as it is printed.

    Attributes:
        name: Of the plan.
        compared: All of it.
        findings: Those that are shown: new ones, of the checks that were asked for.
        has_baseline: A baseline says what is new.
        links: To the documentation.
        all: Every finding is listed, however many they are.
    """

    name: str
    compared: Compared
    findings: tuple[PlanFinding, ...]
    has_baseline: bool = False
    links: Links = field(default_factory=Links)
    all: bool = False

    @property
    def review(self) -> Review:
        """The review of the whole plan."""
        return self.compared.review


def lint_as_json(lint: Lint) -> dict[str, object]:
    """The review as `segkit lint --json` prints it."""
    review = lint.review
    way = way_to(GOAL, review.families)
    return {
        "plan": lint.name,
        "score": review.score,
        "grade": review.grade,
        "arithmetic": arithmetic(review.families, review.score),
        "findings": [finding_as_json(one, lint.links) for one in lint.findings],
        "families": {
            one.family: {"earned": one.earned, "points": one.points} for one in review.families
        },
        "to_90": None if way is None else [loss.rule for loss in way],
        "checked": dict(review.checked),
        "off": list(review.off),
        "waived": [finding_as_json(one, lint.links) for one in review.findings if one.waived],
        "baseline": {
            "known": len(lint.compared.known),
            "vanished": [_key_as_json(key) for key in lint.compared.vanished],
        }
        if lint.has_baseline
        else None,
    }  # fmt: skip


def finding_as_json(one: PlanFinding, links: Links) -> dict[str, object]:
    """One finding, as every command prints it."""
    return {
        "rule": one.rule,
        "level": one.level,
        "call": one.call or None,
        "event": one.event,
        "field": one.field or None,
        "message": one.message,
        "fix": _fix(one.changes),
        "docs": links.docs(one.docs),
        "family": one.family,
        "origin": one.origin,
        "places": list(one.places),
        "why": one.why,
        "mend": one.mend,
        "version": one.version,
        "path": list(one.path),
        "waived": one.waived.reason if one.waived else None,
        "waived_by": one.waived.by or None if one.waived else None,
        "waived_on": one.waived.on or None if one.waived else None,
    }


def _fix(changes: Sequence[ProposedChange]) -> dict[str, object] | None:
    if not changes:
        return None
    first = changes[0]
    return {
        "kind": "rename" if first.is_rename else "plan",
        "safe": all(one.safe for one in changes),
        "from": first.old,
        "to": first.new,
    }


def lint_as_text(lint: Lint) -> str:
    """The review for a person: score, the worst causes first, what would help most, the sum."""
    review = lint.review
    lines = [f"{one_line(lint.name)}: {review.score} of 100{_grade(review)}", _counts(lint), ""]
    for cause in causes(review, lint.findings):
        lines += [*_cause_lines(cause, lint), ""]
    lines += _beside(lint)
    lines += [*_way(review), "", "How the score comes about:"]
    lines += [f"  {line}" for line in arithmetic(review.families, review.score)]
    return "\n".join(lines)


def _grade(review: Review) -> str:
    if review.grade == "-":
        return ", no grade: fewer than 20 calls and fields"
    return f", grade {review.grade}"


def _counts(lint: Lint) -> str:
    counts = level_counts(lint.findings)
    said = ", ".join(
        f"{count} {level}{'' if count == 1 else 's'}" for level, count in counts.items()
    )
    new = " that are not in the baseline" if lint.has_baseline else ""
    return f"{said}{new}"


def _cause_lines(cause: Cause, lint: Lint) -> Iterator[str]:
    first, count = cause.first, len(cause.findings)
    yield f"{first.level}  {first.rule}  {count} against: {one_line(cause.title or first.message)}"
    shown = cause.findings if lint.all else cause.findings[:_SHOWN]
    for one in shown:
        place = f"{one_line(one.origin)}  " if one.origin else ""
        yield f"  {place}{one_line(one.message)}{_change_words(one)}"
    if count > len(shown):
        names = ", ".join(map(one_line, cause.frequent))
        most = f", most often: {names}" if names else ""
        yield f"  and {count - len(shown)} more{most}"
    if first.why:
        yield f"  Why: {one_line(first.why)}"
    if first.mend:
        yield f"  To mend: {one_line(first.mend)}"
    yield f"  {lint.links.docs(first.docs)}"


def _change_words(one: PlanFinding) -> str:
    if not one.changes or not isinstance(one.changes[0].new, str):
        return ""
    return f" → {one_line(one.changes[0].new)}{'' if one.is_safe else ' ?'}"


def _beside(lint: Lint) -> Iterator[str]:
    """What the baseline holds, what was waived, what is switched off."""
    known, vanished = lint.compared.known, lint.compared.vanished
    if lint.has_baseline:
        yield f"In the baseline: {len(known)} that still stand, {len(vanished)} that vanished."
        yield from (
            f"  gone: {' '.join(map(one_line, filter(None, key)))}" for key in vanished[:20]
        )
    waived = [(one, one.waived) for one in lint.review.findings if one.waived]
    if waived:
        yield f"Waived ({len(waived)}):"
        yield from (one_line(f"  {one.rule}: {one.message} {word.said}") for one, word in waived)
    if lint.review.off:
        yield f"Switched off: {', '.join(lint.review.off)}."
    if lint.has_baseline or waived or lint.review.off:
        yield ""


def _way(review: Review) -> Iterator[str]:
    way = way_to(GOAL, review.families)
    if way is None:
        yield f"Even without all findings of the plan it would not come to {GOAL}."
    elif way:
        yield f"What would bring the plan to {GOAL}:"
        yield from (f"  {loss.rule} ({loss.affected} of {loss.checked})" for loss in way)


def news_as_json(news: Compared, before: int, links: Links) -> dict[str, object]:
    """What a review has that one of another plan had not, as `segkit diff --json` prints it."""
    return {
        "score": {"old": before, "new": news.review.score},
        "new": [finding_as_json(one, links) for one in news.new],
        "vanished": [_key_as_json(key) for key in news.vanished],
    }


def news_as_text(news: Compared, before: int) -> str:
    """The same for a terminal: each new finding in a line; nothing where none is new or gone."""
    if not news.new and not news.vanished:
        return ""
    counts = f"{len(news.new)} new, {len(news.vanished)} gone"
    score = f"the score was {before} and is {news.review.score}"
    lines = ["", f"Findings of the review: {counts}; {score}."]
    for one in news.new[:_NEWS]:
        place = f"{one_line(one.origin)}: " if one.origin else ""
        lines.append(f"  {one.level}  {one.rule}  {place}{one_line(one.message)}")
    if len(news.new) > _NEWS:
        lines.append(
            f"  and {len(news.new) - _NEWS} more: `segkit lint` lists them, and --json here"
        )
    return "\n".join(lines)


def _key_as_json(key: Key) -> dict[str, str | None]:
    rule, call, event, planned = key
    return {"rule": rule, "call": call or None, "event": event or None, "field": planned or None}


def check_as_text(check: Check) -> str:
    """A check's own page, as `segkit lint --explain` prints it."""
    parts = (
        ("Why", check.why), ("To mend", check.mend), ("When it speaks", check.evidence),
        ("Proposes", {"rename": "a rename, in the plan and in the code",
                      "plan": "a change of the plan alone"}.get(check.offers, "")),
    )  # fmt: skip
    lines = [f"{check.id} ({check.level})", check.title]
    lines += [f"\n{title}: {text}" for title, text in parts if text]
    return "\n".join(
        [*lines, f"\n{Links().docs(f'{check.docs}#{check.id}')}" if check.docs else ""]
    )
