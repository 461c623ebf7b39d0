"""The cover of the guide: whose it is, and from what it was made (row S2)."""

from __future__ import annotations

from collections.abc import Sequence

from segkit.render import parts
from segkit.render.days import named_day
from segkit.render.table import Column, Table
from segkit.render.tree import ONLY_ON_THE_PAGE, div, element, own, p
from segkit.render.view import View
from segkit.rows.moments import moment_words
from segkit.rows.row import Showing, row

_MADE_FROM = "Made from"
"""Stands with its hashes in the part about the guide; the cover is one line."""
_COLUMNS = (
    Column[tuple[str, str]]("what", "What", lambda one: one[0]),
    Column[tuple[str, str]]("value", "Value", lambda one: one[1]),
)


@row("cover", place=2.1)
def _row(showing: Showing) -> View:
    """Who the guide is for, who made it, and the links that matter (S2)."""
    facts = showing.facts
    engagement, plan, workspace = facts.engagement, facts.plan, facts.workspace
    return cover(
        customer=engagement.customer,
        sa=engagement.sa,
        date=engagement.date,
        plan_name=plan.name if plan else "",
        plan_url=facts.plan_url,
        workspace_name=workspace.name if workspace else "",
        workspace_url=facts.workspace_url,
        pulled_at=moment_words(facts.snapshot.taken_at),
        inputs=[f"{item.name} ({item.role})" for item in facts.snapshot.inputs],
    )


def cover(  # noqa: PLR0913 - keyword-only, one for each line of the cover
    *,
    customer: str,
    sa: str = "",
    date: str = "",
    plan_name: str = "",
    plan_url: str = "",
    workspace_name: str = "",
    workspace_url: str = "",
    pulled_at: str = "",
    inputs: Sequence[str] = (),
) -> View:
    """Customer, solutions architect, date, links, and when and where the data was pulled.

    Links that are not http, https or mailto are shown as text; empty values are left out.
    """
    lines = [
        (term, value)
        for term, value in (
            ("Prepared by", sa),
            ("Date", named_day(date)),
            ("Tracking plan", plan_name or plan_url),
            ("Workspace", workspace_name or workspace_url),
            ("Data pulled", pulled_at),
            (_MADE_FROM, ", ".join(inputs)),
        )
        if value
    ]
    links = {"Tracking plan": plan_url, "Workspace": workspace_url}
    # every other form of the document has its title already
    name = element("h1", own(customer), cls="sk-cover-name", **{ONLY_ON_THE_PAGE: "1"})
    shown = div(
        p("Segment implementation guide", cls="sk-cover-kind"),
        name,
        parts.facts(
            [
                (term, parts.link(links.get(term, ""), value))
                for term, value in lines
                if term != _MADE_FROM
            ]
        ),
        cls="sk sk-cover",
    )
    return View(shown, data=Table(_COLUMNS, [("Customer", customer), *lines]))
