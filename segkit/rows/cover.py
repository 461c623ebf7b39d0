"""The cover of the guide: whose it is, and from what it was made (row S2)."""

from __future__ import annotations

from collections.abc import Sequence

from segkit.render import parts
from segkit.render.html import render
from segkit.render.view import View


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
    draft: bool = False,
) -> View:
    """Customer, solutions architect, date, links, and when and where the data was pulled.

    Links that are not http, https or mailto are shown as text; empty values are left out.
    """
    lines = (
        ("Prepared by", sa),
        ("Date", date),
        ("Tracking plan", plan_name or plan_url),
        ("Workspace", workspace_name or workspace_url),
        ("Data pulled", pulled_at),
        ("Made from", ", ".join(inputs)),
    )
    shown = tuple((term, value) for term, value in lines if value)
    links = {"Tracking plan": plan_url, "Workspace": workspace_url}
    facts = parts.facts([(term, parts.link(links.get(term, ""), value)) for term, value in shown])
    state = "Draft" if draft else ""
    return View(
        html=render("cover", customer=customer, facts=facts, draft=draft),
        text="\n".join(
            [f"{customer}: Segment guide{' (draft)' if state else ''}"]
            + [f"{term}: {value}" for term, value in shown]
        ),
        columns=("What", "Value"),
        rows=(("Customer", customer), *shown),
    )
