"""Headings taken apart into words, and what they and cells say: tables of cases."""

from __future__ import annotations

import pytest

from segkit.plans.words.headings import (
    _rules,
    call_of_header,
    call_of_name,
    call_of_title,
    call_of_value,
    group_hints,
    hints,
    is_beside,
    is_common,
    is_foreign,
    is_generic_title,
    is_practice,
    is_test,
    is_vague_title,
    normalised,
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
        ("Merkmale", {"field"}),
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
    assert says_names("Variable")
    assert not any(map(says_names, ("Description", "Name", "Trigger")))


def test_a_rule_is_read_from_a_line_of_words() -> None:
    """Each word or set of them is needed, those with a dash are barred."""
    [one, other] = _rules(
        (Role.EVENT, 0.5, "call|FIELD track X -EVENT -name|x-"), (Role.TYPE, 1.0, "type")
    )

    assert (one.role, one.weight) == (Role.EVENT, 0.5)
    assert one.needed == (
        frozenset({"call", "field", "trait", "variable", "nested"}),
        frozenset({"track"}),
        frozenset({"X"}),
    )
    assert one.barred == {"event", "page", "screen", "action", "name", "x-"}
    assert (other.role, other.needed, other.barred) == (
        Role.TYPE, (frozenset({"type"}),), frozenset()
    )  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("  Event Name\n(Verb + Noun)* ", "event name"),
        ("(optional)", "optional)"),
        ("a(b)c", "a c"),
        ("Event\u2019s__Key", "event's key"),
        ("", ""),
    ],
)
def test_headings_are_compared_by_their_words(heading: str, expected: str) -> None:
    """Without asides, unless they are all there is."""
    assert normalised(heading) == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("event" + " " * 75, {Role.EVENT: 1.0}),
        ("event" + " " * 76, {}),
        ("Zonk zink event", {Role.EVENT: 0.722}),
        ("Zonk zink blah bla event", {Role.EVENT: 0.522}),
        ("Zonk zink blah bla blub event", {}),
        ("Firebase event", {Role.EVENT: 0.9}),
        ("Level 1", {Role.FIELD: 0.8}),
        ("Level 2", {Role.NESTED: 0.8}),
        ("Jira event name", {Role.EVENT: 1.0}),
        ("Name of the event in Jira", {Role.EVENT: 1.0}),
        ("Required on web", {Role.PACKED: 0.9, Role.REQUIRED: 1.0}),
        ("Test required", {}),
    ],
)
def test_what_a_heading_weighs(heading: str, expected: dict[Role, float]) -> None:
    """Less for each word that is not known, and nothing where there are too many."""
    assert hints(heading) == expected


@pytest.mark.parametrize(
    ("group", "heading", "expected"),
    [
        ("Event", "Zonk", {Role.EVENT: 1.0}),
        ("Event", "Owner", {}),
        ("Owner", "Zonk", {}),
        ("Description", "Owner", {}),
        ("Required", "Name", {Role.FIELD: 1.0, Role.PACKED: 0.8}),
        ("Required optional list", "Name", {Role.FIELD: 1.0, Role.PACKED: 0.8}),
        ("Required", "Optional", {Role.PACKED: 0.9, Role.REQUIRED: 1.0}),
        ("Required", "Required optional list", {Role.PACKED: 0.9, Role.REQUIRED: 1.0}),
        ("Events", "Comment", {Role.FIELD_DESCRIPTION: 0.3}),
        ("Events", "Type", {Role.CALL: 0.8, Role.TYPE: 0.6}),
        ("Property", "Level 2", {Role.FIELD: 1.0, Role.PACKED: 0.8, Role.NESTED: 0.8}),
    ],
)
def test_what_a_heading_below_a_group_weighs(
    group: str, heading: str, expected: dict[Role, float]
) -> None:
    """Its own word counts before that of the group."""
    assert group_hints(group, heading) == expected


@pytest.mark.parametrize(
    ("heading", "foreign", "practice", "test", "beside"),
    [
        ("Invoice", True, False, False, True),
        ("Invoice required", True, False, False, True),
        ("Test", True, False, True, True),
        ("Test required", True, False, True, True),
        ("Jira required", False, False, False, True),
        ("Web", False, True, False, True),
        ("Web properties", False, True, False, False),
        ("Web property owner", False, True, False, True),
        ("Jira event name", False, False, False, False),
        ("Jira name", False, False, False, True),
        ("Required on web", False, True, False, False),
        ("Firebase event", False, True, False, False),
        ("Event", False, False, False, False),
    ],
)
def test_headings_of_something_else_than_the_plan(
    heading: str, *, foreign: bool, practice: bool, test: bool, beside: bool
) -> None:
    """Of another kind of table, of a plan's own practice, of tests, or beside the plan."""
    found = take_apart(heading)

    assert (is_foreign(heading), is_practice(heading)) == (foreign, practice)
    assert (is_test(heading), is_beside(found)) == (test, beside)


@pytest.mark.parametrize(
    ("heading", "call"),
    [
        ("User traits", "identify"),
        ("Group traits", "group"),
        ("Company properties", "group"),
        ("Customer properties", "identify"),
        ("Group", None),
        ("User", None),
        ("Properties", None),
    ],
)
def test_calls_of_headings(heading: str, call: str | None) -> None:
    """Where they speak of traits."""
    assert call_of_header(heading) == call


@pytest.mark.parametrize(
    ("title", "call", "vague"),
    [
        ("global_variables", "common", False),
        ("Common properties of groups", "common", False),
        ("Common group variables", "common", False),
        ("user_groups", "group", False),
        ("group_events", "group", False),
        ("Variables", None, True),
        ("Parameters (on every event)", "common", False),
        ("Traits (on every event)", "identify", False),
        ("Group identify", "identify", False),
        ("Group track", "track", False),
        ("Identify.csv", "identify", False),
        ("Zonk Zink users", None, True),
        ("Zonk users", "identify", True),
        ("Zonk zink users.csv", None, True),
        ("Zonk users.csv", "identify", True),
        ("Zonk zink track", "track", False),
        ("zonk_zink_track", "track", False),
    ],
)
def test_how_plainly_a_title_speaks_of_a_call(title: str, call: str | None, *, vague: bool) -> None:
    """Of several words that nobody knows, a word such as users says nothing."""
    assert (call_of_title(title), is_vague_title(title)) == (call, vague)


@pytest.mark.parametrize(
    ("title", "common"),
    [("Common traits", True), ("Super properties", True), ("Common events", False),
     ("Variables", False)],
)  # fmt: skip
def test_what_every_event_carries_is_fields_or_traits(title: str, *, common: bool) -> None:
    """That they are of all, and that they are such."""
    assert is_common(title) is common


@pytest.mark.parametrize(
    ("cell", "call", "name"),
    [
        ("Tracks", "track", None),
        ("screen views", "screen", None),
        ("user_property", "identify", None),
        ("page" + " " * 36, "page", "page"),
        ("page" + " " * 37, None, None),
        ("`identify`", None, "identify"),
        ("'page' ", None, "page"),
        ("alias", "alias", "alias"),
        ("Xpage", None, None),
        ("S", None, None),
    ],
)
def test_calls_of_cells_however_they_are_written(
    cell: str, call: str | None, name: str | None
) -> None:
    """Several of them, with joined words, in quotes, no longer than a name is."""
    assert (call_of_value(cell), call_of_name(cell)) == (call, name)


@pytest.mark.parametrize(
    ("title", "generic"),
    [
        ("Sheet1", True),
        ("sheet_1.csv", True),
        ("export_3", True),
        ("data-2.xlsx", True),
        ("tracking_plan.csv", True),
        ("Quillmoor plan", True),
        ("Quillmoor-plan", True),
        ("Quillmoor_plan", True),
        ("Orders", False),
        ("my-data", False),
    ],
)
def test_titles_that_name_nothing(title: str, *, generic: bool) -> None:
    """They say nothing about what is below."""
    assert is_generic_title(title) is generic
