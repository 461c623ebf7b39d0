"""Headings taken apart into words, and what they and cells say: tables of cases."""

from __future__ import annotations

import pytest

from segkit.plans.words.headings import (
    call_of_name,
    call_of_title,
    call_of_value,
    group_hints,
    hints,
    is_foreign,
    says_names,
    says_part,
)
from segkit.plans.words.role import Role
from segkit.plans.words.vocabulary import says_every, take_apart


@pytest.mark.parametrize(
    ("heading", "about"),
    [
        ("Event Parameter Name", {"event", "field", "name"}),
        ("eventParameterName", {"event", "field", "name"}),
        ("EVENT_PARAMETER_NAME", {"event", "field", "name"}),
        ("  Event Name\n(Title Case)", {"event", "name"}),
        ("Ereignisname", {"event", "name"}),
        ("Eigenschaftsname", {"field", "name"}),
        ("イベント名", {"event", "name"}),
        ("事件名称", {"event", "name"}),
        ("业务参数", {"field"}),
        ("对应事件", set()),
        ("Nom de l’événement", {"event", "name"}),
        ("Is required?", {"required"}),
        ("iOS", {"practice"}),
        ("order_id, total", set()),
        ("", set()),
        ("A whole sentence that only happens to speak of one event or another", set()),
    ],
)
def test_headings_are_taken_apart(heading: str, about: set[str]) -> None:
    """Whatever the language, the case, and the way words are joined."""
    assert take_apart(heading).about == about


@pytest.mark.parametrize(
    ("heading", "unknown", "number"),
    [("Property 2 type", 0, 2), ("Zonk property", 1, None), ("Level 3", 0, 3), ("2024", 0, None)],
)
def test_numbers_and_unknown_words_are_counted(
    heading: str, unknown: int, number: int | None
) -> None:
    """A number tells apart columns of one kind; unknown words take weight away."""
    found = take_apart(heading)

    assert (found.unknown, found.number) == (unknown, number)


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Event", Role.EVENT),
        ("Event Definition", Role.EVENT_DESCRIPTION),
        ("Event Parameter Name", Role.FIELD),
        ("Segment property", Role.FIELD),
        ("Web properties", Role.FIELD),
        ("User property", Role.FIELD),
        ("Sub property", Role.NESTED),
        ("Parent property", Role.PARENT),
        ("Level 1", Role.FIELD),
        ("Level 2", Role.NESTED),
        ("Property list", Role.PACKED),
        ("Example payload", Role.PACKED),
        ("Code snippet", Role.PACKED),
        ("Optional properties", Role.PACKED),
        ("When is it sent?", Role.TRIGGER),
        ("Data type", Role.TYPE),
        ("Required on web", Role.REQUIRED),
        ("M/O", Role.REQUIRED),
        ("Possible values", Role.ALLOWED),
        ("Applies to events", Role.APPLIES),
        ("Regex", Role.PATTERN),
    ],
)
def test_the_likeliest_role_of_a_heading(heading: str, role: Role) -> None:
    """Put together from what its words mean."""
    found = hints(heading)

    assert max(found, key=lambda one: (found[one], one == role)) == role


@pytest.mark.parametrize("heading", ["Owner", "Jira", "Priority", "iOS", "Phone", "Zonk", "Sprint"])
def test_other_headings_have_no_role(heading: str) -> None:
    """Their columns are kept as labels."""
    assert not hints(heading)


@pytest.mark.parametrize(
    ("group", "heading", "role"),
    [
        ("Event", "Name", Role.EVENT),
        ("Parameter", "Name", Role.FIELD),
        ("Property", "Description", Role.FIELD_DESCRIPTION),
        ("Required", "Name", Role.FIELD),
        ("Optional", "Type", Role.TYPE),
        ("Checkout", "Event", Role.EVENT),
    ],
)
def test_a_heading_below_a_group(group: str, heading: str, role: Role) -> None:
    """`Name` means what stands above it."""
    found = group_hints(group, heading)

    assert found[role] == max(found.values())


@pytest.mark.parametrize(
    ("title", "call"),
    [
        ("Track", "track"),
        ("Page calls", "page"),
        ("2. Identify traits", "identify"),
        ("Group traits", "group"),
        ("Global properties", "common"),
        ("Company events", "track"),
        ("Order Completed by Client", None),
        ("Sheet1", None),
    ],
)
def test_calls_of_titles(title: str, call: str | None) -> None:
    """A title that names an event names no call."""
    assert call_of_title(title) == call


@pytest.mark.parametrize(
    ("cell", "call", "name"),
    [
        ("analytics.identify()", "identify", "identify"),
        ("Page call", "page", "page"),
        ("Track", "track", None),
        ("Custom event", "track", None),
        ("User property", "identify", None),
        ("setUserProperties", None, "identify"),
        ("Order Completed", None, None),
    ],
)
def test_calls_of_cells(cell: str, call: str | None, name: str | None) -> None:
    """In a column of calls, and as an event's own name."""
    assert (call_of_value(cell), call_of_name(cell)) == (call, name)


@pytest.mark.parametrize(
    ("cell", "every"),
    [("*", True), ("All events", True), ("sent with every event", True), ("全イベント", True),
     ("All products", False), ("Order Completed", False), ("", False)],
)  # fmt: skip
def test_cells_that_speak_of_all_events(cell: str, *, every: bool) -> None:
    """Such properties are common to all."""
    assert says_every(cell) is every


def test_words_for_the_parts_of_a_row_and_for_other_tables() -> None:
    """A property below an event; an address list; a heading of names."""
    assert says_part("Property")
    assert not says_part("Event")
    assert is_foreign("Invoice")
    assert not is_foreign("Event")
    assert says_names("Event Parameter Name")
    assert not says_names("Description")
