"""The plan reviewed: its score, the ten findings that matter, all others folded by their cause."""

from __future__ import annotations

from collections.abc import Sequence

from segkit.knowledge.links import Links
from segkit.render import parts
from segkit.render.html import plural
from segkit.render.markdown import Dialect, markdown_of
from segkit.render.missing import nothing
from segkit.render.table import Column, Table
from segkit.render.tree import (
    Child,
    a,
    details,
    div,
    joined,
    li,
    p,
    sentence,
    span,
    strong,
    summary,
    together,
    ul,
)
from segkit.render.view import View
from segkit.review.baseline import Compared
from segkit.review.causes import Cause, causes, level_counts
from segkit.review.finding import PlanFinding, Review
from segkit.review.scoring import arithmetic, way_to
from segkit.rows.edition import EXECUTIVE
from segkit.rows.row import PLAN, WORKSPACE, Showing, row

GOAL = 90
FAMILIES = {
    "types": "types", "docs": "descriptions", "naming": "names", "identity": "identity",
    "privacy": "personal data", "dynamic": "values in names", "required": "required fields",
    "spec": "Segment's specs", "warehouse": "the warehouse", "plan": "structure",
}  # fmt: skip
_BADGES = {"error": "blocker", "warning": "medium", "note": "low"}
_TEN = 10
_PLACES = 10

_COLUMNS = (
    Column[PlanFinding]("level", "Level", lambda one: one.level),
    Column[PlanFinding]("finding", "Finding", lambda one: one.message),
    Column[PlanFinding]("where", "Where", lambda one: one.places or (one.origin,)),
    Column[PlanFinding]("mend", "What to do", lambda one: one.mend),
    Column[PlanFinding]("rule", "Rule", lambda one: one.rule),
)


@row(
    "review",
    title="Review",
    place=17.65,
    what="The review of your plan",
    needs=("plan",),
    origins=(PLAN, WORKSPACE),
    readers=("executive", "analyst"),
)
def _row(showing: Showing) -> View:
    """Score of the tracking plan, the findings that matter most, and all others by their cause."""
    compared = showing.facts.review
    if compared is None:
        return nothing("There is no tracking plan to review.")
    short = showing.edition.reader == EXECUTIVE
    return plan_review(compared, links=showing.facts.links, short=short)


def plan_review(
    compared: Compared,
    findings: Sequence[PlanFinding] | None = None,
    *,
    links: Links | None = None,
    short: bool = False,
) -> View:
    """A review as a view.

    Args:
        compared: The review of the whole plan.
        findings: Those to show; without them all that nobody waived.
        links: To the documentation.
        short: Only the score, in three sentences.
    """
    review = compared.review
    shown = review.standing if findings is None else findings
    data = Table(_COLUMNS, shown)
    told = p(*_sentences(review, shown))
    if short:
        return View(div(told, cls="sk"), data=data)
    found = causes(review, shown)
    links = links or Links()
    return View(
        div(
            told,
            *_worst(found[:_TEN], links),
            *_rest(found[_TEN:], found[:_TEN], links),
            *_waived(review),
            _sum(review),
            cls="sk",
        ),
        data=data,
    )


def review_markdown(
    compared: Compared, findings: Sequence[PlanFinding], name: str, links: Links
) -> str:
    """The review as Markdown, for the comment below a change."""
    dialect = Dialect(docsify=False, anchor=lambda _: "", picture=lambda _: "")
    view = plan_review(compared, findings, links=links)
    heading = markdown_of([p(f"Review of the tracking plan {name!r}")], dialect)
    return f"## {heading}\n\n{markdown_of(view.tree, dialect)}"


def _sentences(review: Review, findings: Sequence[PlanFinding]) -> list[Child]:
    counts = level_counts(findings)
    found = ", ".join(plural(count, level) for level, count in counts.items() if count)
    grade = "too small for a grade" if review.grade == "-" else f"grade {review.grade}"
    calls, fields = review.checked["calls"], review.checked["fields"]
    size = f"{plural(calls, 'planned call')} with {plural(fields, 'field')}"
    said: list[Child] = [
        "The tracking plan scores ",
        strong(f"{review.score} of 100"),
        f" ({grade}): {found or 'nothing was found'} in {size}. ",
    ]
    weak = sorted(
        (one for one in review.families if one.earned < one.points),
        key=lambda one: one.earned - one.points,
    )[:3]
    if weak:
        lost = ", ".join(f"{FAMILIES[one.family]} {one.earned:g} of {one.points}" for one in weak)
        said.append(f"Most is lost in {lost}. ")
    said.append(_way_words(review))
    return said


def _way_words(review: Review) -> str:
    way = way_to(GOAL, review.families)
    if way is None:
        return f"It would take more than its findings to bring it to {GOAL}."
    if not way:
        return f"It is at {GOAL} or above."
    names = ", ".join(one.rule for one in way)
    return f"Mending {names} would bring it to {GOAL}."


def _worst(found: Sequence[Cause], links: Links) -> list[Child]:
    if not found:
        return []
    items = [
        li(
            parts.badge(_BADGES[one.first.level], one.first.level.capitalize()),
            div(
                p(sentence(one.first.message), " ", span(sentence(one.first.mend), cls="sk-do")),
                p(*_about(one, links), cls="sk-note"),
            ),
            cls="sk-finding",
        )
        for one in found
    ]
    return [ul(*items, cls="sk-list")]


def _about(one: Cause, links: Links) -> tuple[Child, ...]:
    first, more = one.first, len(one.findings) - 1
    said: list[Child] = []
    if first.origin:
        said.append(together("Seen in ", parts.code(first.origin)))
    if more:
        said.append(f"{more} more alike")
    return (
        joined(" · ", *said, a(first.rule, href=links.docs(first.docs))),
        *((" ", sentence(first.why)) if first.why else ()),
    )


def _rest(others: Sequence[Cause], worst: Sequence[Cause], links: Links) -> list[Child]:
    """All findings that are not shown above: more of the same causes, then the other causes."""
    folded = [
        *(_fold(one, one.findings[1:]) for one in worst if len(one.findings) > 1),
        *(_fold(one, one.findings, _mending(one.first, links)) for one in others),
    ]
    return [p("All others, by their cause:", cls="sk-subhead"), *folded] if folded else []


def _fold(one: Cause, findings: Sequence[PlanFinding], *more: Child) -> Child:
    first, left = one.first, len(findings) - _PLACES
    rest: list[Child] = []
    if left > 0:
        often = f", most often {', '.join(one.frequent)}" if one.frequent else ""
        rest = [p(sentence(f"And {left:,} more{often}."), cls="sk-note")]
    title = one.title or first.message
    heading = f"{plural(len(findings), first.level)} against: {title} ({first.rule})"
    return details(
        summary(sentence(heading)),
        ul(*(_place(finding) for finding in findings[:_PLACES])),
        *rest,
        *more,
    )


def _mending(first: PlanFinding, links: Links) -> Child:
    words = f"{first.mend} " if first.mend else ""
    return p(sentence(words), a("Documentation", href=links.docs(first.docs)), cls="sk-note")


def _place(finding: PlanFinding) -> Child:
    where = (parts.code(finding.origin), ": ") if finding.origin else ()
    return li(*where, sentence(finding.message))


def _waived(review: Review) -> list[Child]:
    """What the score leaves out: by the word on it, with every finding that has it."""
    by_word: dict[tuple[str, str], list[PlanFinding]] = {}
    for one in review.findings:
        if one.waived:
            by_word.setdefault((one.rule, one.waived.said), []).append(one)
    if not by_word:
        return []
    count = sum(map(len, by_word.values()))
    items = [
        li(parts.code(rule), ": ", sentence(said), ul(*map(_place, some)))
        for (rule, said), some in by_word.items()
    ]
    heading = f"{plural(count, 'finding')} waived: the score leaves out what they would cost"
    return [details(summary(heading), ul(*items))]


def _sum(review: Review) -> Child:
    lost = [one for one in review.families if one.losses]
    *lines, _ = arithmetic(lost, review.score)
    lines.append(f"All other families have their points: {review.score} in all")
    return details(summary("How the score comes about"), ul(*(li(line.strip()) for line in lines)))
