"""The columns of every table, as workbook, CSV and data frame have them: a contract with readers."""

from __future__ import annotations

import pytest

from segkit.engagement.demo import create_demo
from segkit.guide import Guide
from segkit.rows.row import own_rows

COLUMNS = {
    "agenda": "Begins | Part | Minutes",
    "cover": "What | Value",
    "todos": "Kind | Id | What is open | Where | How to close it",
    "plan_reading": "Tab | Column | Cell | Role | Certainty | Why | Samples",
    "overview": "Side | Group | Name",
    "sources": "Kind | Source | Slug | Type | Environment | State | Owners | Violations go to | Blocked events go to | Live plugin",
    "environments": "Product | Environment | Source | Evidence",
    "load_snippet": "Language | Code",
    "quickstarts": "Library | Sources | Tier | Out of support | Successor",
    "tracking_methods": "Side | Source",
    "calls_in_scope": "Call | In scope | Reason",
    "identify_facts": "Question | Answer",
    "identify": "Trait | Type | Required | Description | Example | Allowed values | Read from | PII | Received by",
    "identify_snippets": "Language | Code",
    "modes": "Mode | Connections",
    "consent": "Destination | Consent categories | Enforced",
    "destinations": "Destination | Type | Source | Mode | State | Mappings | Filters | Receives | Does not receive | Delivered | Kept back | Failed | Owners",
    "matrix": "Source | Target | Mode | State | Destinations",
    "flow": "Source | Target | Connection",
    "warehouses": "Warehouse | Kind | State | Sources | Connection | Last syncs | Left out | Profiles Sync",
    "functions": "Function | Kind | What it does | Used by | Made",
    "spaces": "Name | Kind | Space | Key | State | Members | Events it needs | Not planned | Goes to | Query or condition",
    "models": "Model | Source | Feeds | State | Schedule | Last run | Started | Rows read | Rows delivered | Rows failed | Identifier | Query",
    "deliveries": "Event | Source | Destination | Proved | Delivered | Kept back | Failed | Reasons | From | To",
    "usage": "Source | Up to | Identified users | Anonymous users | Never identified | API calls",
    "route": "Destination or warehouse | Outcome | Mode | Why",
    "considerations": "Destination | Instances | Source | Severity | What to consider | What to do | Class | Question | Seen | Documentation",
    "pages": "Call | Name | Version | When | Owner | Status | Platforms | Field | Type | Required | Description | Example | Allowed values",
    "track": "Call | Name | Version | When | Owner | Status | Platforms | Field | Type | Required | Description | Example | Allowed values",
    "group": "Call | Name | Version | When | Owner | Status | Platforms | Field | Type | Required | Description | Example | Allowed values",
    "common": "Call | Name | Version | When | Owner | Status | Platforms | Field | Type | Required | Description | Example | Allowed values",
    "coverage": "Planned call | Call | Received by | Fields that go nowhere | Required fields that nothing fills | How mappings send it",
    "gaps": "Gap | Where | Field",
    "objectives": "Objective | How you will know | Carried by",
    "outcomes": "Kind | What | Owner | Day",
    "decisions": "Decision | Owner | Date | Reason",
    "business_questions": "Question | Who asks | Answered by | Decided on | State | Because",
    "plan_guidelines": "What | What the plan says | Where",
    "review": "Level | Finding | Where | What to do | Rule",
    "actions": "Action | Repairs | Owner | Until | State | Closed | How, or why not | What the data says | Key",
    "seen": "Call | State | Seen | Valid | What breaks | Environment",
    "where_you_stand": "Part | What | Where | What to do | Owner | Until | State",
    "questions": "Question | Owner | Until | Answer",
    "provenance": "What | Name, number or reason | SHA-256 | Read",
    "identity": "Scene | From | Call | Name | Ids | Why",
    "testing": "Planned call | Call | Send from | Tried | Then look in | Seen",
    "rollout": "Application | Platform | 1 Write keys | 2 Library | 3 Identify | 4 Calls | 5 Consent | 6 Calls tried | 7 Live",
    "personal_data": "Call | Fields | Why personal | Other tools | Analytics | Advertising | Own storage",
    "owners": "Owner | Planned calls | Sources | Decisions and questions",
    "glossary": "Word | Meaning | Also called",
    "explore": "Kind | Name | Belongs to",
}
"""Headings by row, in order; whoever adds one to a table adds it here."""

FILTERS = {
    "identify": ("type", "required", "pii", "destinations"),
    "destinations": ("type", "source", "mode", "state"),
    "considerations": ("target", "source", "class"),
    "coverage": ("call",),
    "route": ("result", "mode"),
    "seen": ("state", "environments"),
    "spaces": ("kind", "state"),
    "models": ("source", "state", "run"),
    **dict.fromkeys(("pages", "track", "group", "common"), ("source", "destination", "status")),
    "functions": ("kind",),
    "deliveries": ("source",),
}
"""Columns of the page whose values are offered as a filter, by row."""

ROUTE = ({"type": "track", "event": "Order Completed"},), {"source": "quillmoor_web_prod"}


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    """The guide of the demo."""
    return Guide(create_demo(tmp_path_factory.mktemp("columns") / "demo"))


@pytest.mark.parametrize("name", sorted(own_rows()))
def test_a_table_has_these_columns(guide: Guide, name: str) -> None:
    """A column that comes or goes is noticed here first."""
    args, options = ROUTE if name == "route" else ((), {})

    view = guide.show(name, *args, **options).view

    assert " | ".join(view.columns) == COLUMNS.get(name, "")
    if view.searchable is not None:
        few = tuple(heading.key for heading in view.searchable.headings if heading.few)
        assert few == FILTERS.get(name, ())
