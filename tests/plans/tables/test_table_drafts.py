"""Rules while they are being read and put together: pure functions, one table of cases each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from segkit.model.plan import Field
from segkit.plans.tables.drafts import Draft, agree, filled
from segkit.plans.tables.joining import folded, join_events, resolve_references

ID = Field(("properties", "id"), ("string",))
ARRAY = Field(("properties", "items"), ("array",))
ELEMENT = Field(("properties", "items", "[]"), ("string",))
SKU = Field(("properties", "items", "[]", "sku"), ("string",))


def draft(
    *fields: Field, key: str | None = "Paid", derived: tuple[int, ...] = (), **more: object
) -> Draft:
    """A draft of a track call with these fields."""
    made = Draft("track", key, key or "", f"Plan!{key or 'A1'}")
    for place, one in enumerate(fields):
        made.add([one], derived=place in derived)
    for name, value in more.items():
        setattr(made, name, value)
    return made


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (ID, ID, True),
        (ID, replace(ID, types=()), True),
        (replace(ID, types=()), replace(ID, required=True), True),
        (ID, replace(ID, types=("number",)), False),
        (ID, replace(ID, required=True), False),
        (replace(ID, enum=("a",)), ID, True),
        (ID, replace(ID, enum=("a",)), True),
        (replace(ID, enum=("a",)), replace(ID, enum=("a",)), True),
        (replace(ID, enum=("a",)), replace(ID, enum=("b",)), False),
        (replace(ID, types=(), enum=("a",)), replace(ID, enum=("b",)), False),
    ],
)
def test_what_contradicts_another_word_on_a_field(
    one: Field, other: Field, *, expected: bool
) -> None:
    """A field without a type says nothing of types and requirement; no list allows any value."""
    assert agree(one, other) is expected
    assert agree(other, one) is expected


FULL = Field(
    ("properties", "code"), ("number",), required=True, description="A code", enum=(1, 2),
    pattern="^a", format="date", example=3, labels={"PII": "no", "Team": "A"}, origin="Plan!B2",
)  # fmt: skip


@pytest.mark.parametrize(
    ("one", "known", "expected"),
    [
        (ID, FULL, replace(FULL, path=ID.path, types=("string",), origin="")),
        (replace(ID, types=()), FULL, replace(FULL, path=ID.path, origin="")),
        (FULL, ID, FULL),
        (FULL, replace(FULL, origin="x"), FULL),
        (replace(ID, enum=(), example=""), FULL,
         replace(FULL, path=ID.path, types=("string",), origin="", enum=(), example="")),
        (FULL, replace(ID, description="Another", example=4, pattern="^b"),
         replace(FULL, labels={"PII": "no", "Team": "A", "Description": "Another", "Example": 4,
                               "Pattern": "^b"})),
        (replace(ID, labels={"Team": "B", "Why": "x"}), replace(ID, labels={"Team": "A"}),
         replace(ID, labels={"Team": "B\nA", "Why": "x"})),
        (replace(FULL, labels={"Description": "Own"}), replace(ID, description="Another"),
         replace(FULL, labels={"Description": "Own"})),
    ],
)  # fmt: skip
def test_a_field_is_filled_with_what_is_known_of_it(
    one: Field, known: Field, expected: Field
) -> None:
    """Its own word counts; what says otherwise is kept as a label."""
    found = filled(one, known)

    assert found == expected
    assert found.labels == expected.labels


def test_elements_of_an_array_are_known_by_its_path() -> None:
    """`items.sku` below an array `items` is about its elements; without one it is as it stands."""
    path, inner = ("properties", "items", "sku"), ("properties", "items", "sku", "size")

    assert draft(ARRAY).inside_arrays(path) == SKU.path
    assert draft(ARRAY).inside_arrays(SKU.path) == SKU.path
    assert draft(ARRAY).inside_arrays(inner) == (*SKU.path, "size")
    assert draft(ARRAY).inside_arrays(ARRAY.path) == ARRAY.path
    assert draft(ID).inside_arrays(path) == path
    assert draft(replace(ARRAY, path=("items",))).inside_arrays(("items", "sku")) == (
        "items",
        "sku",
    )


def test_a_row_items_behind_an_array_is_its_element() -> None:
    """Paths of a JSON Schema are written so; a list of that name, or a later row, is a property."""
    written = ("properties", "wicks", "items")
    element = (*written[:2], "[]")
    array = replace(ARRAY, path=written[:2])

    several = draft(array)
    assert several.inside_arrays(written, ("object",)) == element
    assert several.inside_arrays((*written, "length")) == (*element, "length")
    assert draft(array).inside_arrays(written, ("array",)) == (*element, "items")
    assert draft(array, ID).inside_arrays(written) == (*element, "items")


UNITED = {
    "a field that says the same": ([ID], [replace(ID, description="An id")],
                                   [replace(ID, description="An id")], set()),
    "a field that contradicts": ([ID], [replace(ID, types=("number",))],
                                 [ID, replace(ID, types=("number",))], set()),
    "another field": ([ID], [SKU], [ID, SKU], set()),
    "another field and a known one": ([ID], [SKU, ID], [ID, SKU], set()),
    "a derived field stays derived": ([ID], [ID, ELEMENT], [ID, ELEMENT], {1}),
    "a derived field before stays derived": ([ARRAY, ELEMENT], [ARRAY, ID],
                                             [ARRAY, ELEMENT, ID], {1}),
}  # fmt: skip


@pytest.mark.parametrize("name", UNITED)
def test_later_fields_become_part_of_those_that_say_the_same(name: str) -> None:
    """The first word on each thing counts."""
    before, after, expected, derived = UNITED[name]
    every = [*before, *after]
    made = draft(*every, derived=tuple(n for n, one in enumerate(every) if one is ELEMENT))

    made.unite(len(before))

    assert (made.fields, made.derived) == (expected, derived)


GATHERED: dict[str, tuple[list[Field], list[Field], bool]] = {
    "an example in each row": (
        [replace(ID, example=one) for one in "abc"], [replace(ID, enum=("a", "b", "c"))], True,
    ),
    "a list and an example": (
        [replace(ID, enum=("a",), example="z"), replace(ID, example="b")],
        [replace(ID, enum=("a", "b"), example="z")], True,
    ),
    "a row that says the rest": (
        [replace(ID, enum=("a",)), replace(ID, description="An id")],
        [replace(ID, enum=("a",), description="An id")], True,
    ),
    "rows that contradict each other": (
        [ID, replace(ID, types=("number",))], [ID, replace(ID, types=("number",))], True,
    ),
    "one row for each": ([ID, ARRAY], [ID, ARRAY], False),
    "elements that are described as well": (
        [ARRAY, ELEMENT, replace(ELEMENT, description="One")],
        [ARRAY, ELEMENT, replace(ELEMENT, description="One")], False,
    ),
    "rows before an array": (
        [replace(ID, enum=("a",)), replace(ID, enum=("b",)), ARRAY, ELEMENT],
        [replace(ID, enum=("a", "b")), ARRAY, ELEMENT], True,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", GATHERED)
def test_what_several_rows_say_of_a_property_is_put_together(name: str) -> None:
    """Value by value; what contradicts stays, and what an array implies keeps its sign."""
    before, expected, several = GATHERED[name]
    made = draft(*before, derived=tuple(n for n, one in enumerate(before) if one is ELEMENT))

    assert made.gather() is several
    assert made.fields == expected
    assert [one for n, one in enumerate(made.fields) if n in made.derived] == [ELEMENT] * (
        ELEMENT in before
    )


def test_each_event_of_a_cell_has_fields_of_its_own() -> None:
    """What one of them is given is not given to the others."""
    made = draft(ARRAY, ELEMENT, derived=(1,), also=("Sent", "Seen"), labels={"Team": "A"})

    first, second, third = made.each()
    second.labels["Team"] = "B"
    second.add([ID, replace(ARRAY, path=("properties", "tags"))], derived=True)

    assert first is made
    assert [one.key for one in (first, second, third)] == ["Paid", "Sent", "Seen"]
    assert (second.also, third.also) == ((), ())
    assert third.fields == first.fields == [ARRAY, ELEMENT]
    assert third.derived == first.derived == {1}
    assert third.labels == first.labels == {"Team": "A"}
    assert third.arrays == first.arrays == {ARRAY.path}


def test_a_reference_remembers_the_row_of_each_field_and_of_whom_it_speaks() -> None:
    """For the fields of that row alone."""
    made = draft(ID)
    made.refer(3, 0, None)
    made.add([ARRAY, ELEMENT])
    made.refer(4, 1, "Paid")

    assert made.rows == [3, 4, 4]
    assert made.applies == {1: "Paid", 2: "Paid"}


def test_a_label_keeps_each_text_once() -> None:
    """Further ones on lines of their own."""
    made = draft()
    for text in ("a", "a", "b", "a", "b", "c\nd", "d"):
        made.keep("Note", text)
    made.keep("Two lines", "e\nf")
    made.keep("Two lines", "e\nf")

    made.keep("Words", "g h")
    made.keep("Words", "g")

    assert made.labels == {"Note": "a\nb\nc\nd", "Two lines": "e\nf", "Words": "g h\ng"}


@pytest.mark.parametrize(
    ("labels", "retired"),
    [
        ({"Status": "Deprecated since May"}, True),
        ({"Event status: ": " removed"}, True),
        ({"Status": "not deprecated"}, False),
        ({"Note": "deprecated"}, False),
        ({"Deprecated?": "Yes"}, True),
        ({"*Retired*": "x"}, True),
        *(({"Retired": sign}, True) for sign in ("y", "TRUE", "✓", "1", 1)),
        ({"Deprecated": "no"}, False),
        ({"Deprecated": ""}, False),
        ({"Note": "yes", "State": "retired"}, True),
        ({}, False),
    ],
)
def test_an_event_that_is_not_to_be_sent_any_more(
    labels: dict[str, object], *, retired: bool
) -> None:
    """A status says so, or a column of its own."""
    assert draft(labels=labels).rule().deprecated is retired


def test_a_finished_rule_has_all_that_its_rows_say() -> None:
    """Parents first; an element that the sheet describes itself takes the derived one's place."""
    city, ship = (Field(("properties", *one), ("object",)) for one in (("ship", "city"), ("ship",)))
    late = Field(("properties", "ship", "zip"), ("string",))
    own = replace(ELEMENT, types=("object",))
    made = draft(
        ARRAY, ELEMENT, own, SKU, city, ID, late, ship, derived=(1,), version=3,
        description="Paid for", labels={"Team": "A"},
    )  # fmt: skip

    rule = made.rule()

    assert rule.fields == (ARRAY, own, SKU, ship, city, ID, late)
    assert (rule.call, rule.key, rule.version, rule.origin) == ("track", "Paid", 3, "Plan!Paid")
    assert (rule.description, rule.labels, rule.required) == ("Paid for", {"Team": "A"}, ())
    assert draft(ARRAY, ELEMENT, derived=(1,)).rule().fields == (ARRAY, ELEMENT)
    twice = replace(ship, description="Again")
    assert draft(city, ship, twice).rule().fields == (ship, twice, city)


@pytest.mark.parametrize(
    ("one", "required"),
    [
        (replace(ID, required=True), ("properties",)),
        (replace(SKU, required=True), ()),
        (Field(("context", "ip"), required=True), ()),
        (ID, ()),
    ],
)
def test_the_object_of_a_required_property_is_required(
    one: Field, required: tuple[str, ...]
) -> None:
    """At its first level."""
    assert draft(one).rule().required == required


def test_a_draft_that_is_joined_gives_all_it_says() -> None:
    """The first word on each thing counts, further ones are kept as labels."""
    first = draft(ID, description="One", labels={"Team": "A"})
    second = draft(ARRAY, ELEMENT, derived=(1,), description="Two", labels={"Team": "B", "n": 1})
    third = draft(SKU, description="One", is_block=True)

    [made] = join_events([first, second, third])

    assert (made.fields, made.derived) == ([ID, ARRAY, ELEMENT, SKU], {2})
    assert (made.description, made.is_block) == ("One", True)
    assert made.labels == {"Team": "A\nB", "Description": "Two", "n": "1"}
    [bare] = join_events([draft(is_block=True), draft(description="Two")])
    assert (bare.description, bare.labels, bare.is_block) == ("Two", {}, True)


@pytest.mark.parametrize(
    ("first", "second", "twins"), [(True, False, 2), (False, True, 1), (True, True, 2)]
)
def test_an_event_that_is_described_twice_is_two(*, first: bool, second: bool, twins: int) -> None:
    """A block whose property stands in another row of the event too."""
    made = join_events([draft(ID, is_block=first), draft(ID, is_block=second), draft(ID)])

    assert [one.twin for one in made] == ["", *["Plan!Paid"] * twins]


def test_a_twin_is_told_once_and_joins_nothing() -> None:
    """What was found to contradict elsewhere stays so."""
    twin = draft(ID, twin="Other!A1")

    assert [one.twin for one in join_events([draft(), twin])] == ["", "Other!A1"]


def reference(*fields: Field, applies: dict[int, str], derived: tuple[int, ...] = ()) -> Draft:
    """A list of properties with the events that carry them."""
    return draft(*fields, key=None, derived=derived, is_reference=True, applies=applies)


GIVEN = {
    "a property that the event does not have": (
        draft(), [ID], {0: "Paid"}, (), [ID], set(),
    ),
    "a property that the event has": (
        draft(replace(ID, types=())), [replace(ID, description="An id")], {0: "Paid"}, (),
        [replace(ID, description="An id")], set(),
    ),
    "an array with its elements, and no more than those": (
        draft(), [ARRAY, ELEMENT, ID], {0: "Paid"}, (1,), [ARRAY, ELEMENT], {1},
    ),
    "two arrays, each with its own elements": (
        draft(),
        [ARRAY, ELEMENT, replace(ARRAY, path=("properties", "tags")),
         replace(ELEMENT, path=("properties", "tags", "[]"))],
        {0: "Seen", 2: "Paid"}, (1, 3),
        [replace(ARRAY, path=("properties", "tags")),
         replace(ELEMENT, path=("properties", "tags", "[]"))], {1},
    ),
    "a nested property": (
        draft(), [SKU], {0: "Paid"}, (), [SKU], set(),
    ),
    "a trait of a property's name": (
        draft(call="identify"), [ID, SKU], {0: "Paid", 1: "Paid"}, (),
        [replace(ID, path=("traits", "id")), replace(SKU, path=("traits", *SKU.path[1:]))], set(),
    ),
    "an array of traits with its elements": (
        draft(call="identify"), [ARRAY, ELEMENT], {0: "Paid"}, (1,),
        [replace(ARRAY, path=("traits", "items")), replace(ELEMENT, path=("traits", "items", "[]"))],
        {1},
    ),
    "an id that stands at the root of such calls": (
        draft(call="identify"), [replace(ID, path=("properties", "userId"))], {0: "Paid"}, (),
        [replace(ID, path=("userId",))], set(),
    ),
    "a nested name with a dot": (
        draft(), [replace(SKU, path=("properties", "ship", "zip.code"))], {0: "Paid"}, (),
        [replace(SKU, path=("properties", "ship", "zip.code"))], set(),
    ),
    "a property of all events": (
        draft(key=None, call="common"), [ID], {0: "all events"}, (), [ID], set(),
    ),
    "what it does not give": (draft(), [ID], {0: "Seen"}, (), [], set()),
}  # fmt: skip


@pytest.mark.parametrize("name", GIVEN)
def test_a_reference_gives_events_its_properties(name: str) -> None:
    """At the place where the event's call has them."""
    event, fields, applies, derived, expected, kept = GIVEN[name]
    made = replace(event, fields=[*event.fields], derived=set(), arrays=set())
    given = reference(*fields, applies=applies, derived=derived)

    [first, *_] = resolve_references([made, draft(key="Seen"), given]).drafts

    assert (first.fields, first.derived) == (expected, kept)


def test_an_event_that_only_a_reference_names_is_new_once() -> None:
    """It stands where the reference does, as a track call of the first version."""
    given = reference(ID, SKU, ARRAY, applies={0: "order_paid", 1: "Order Paid", 2: "all events"})

    resolved = resolve_references([given])

    new, common = resolved.drafts
    assert (new.call, new.key, new.text) == ("track", "order_paid", "order_paid")
    assert (new.origin, new.version, new.fields) == (given.origin, 1, [ID, SKU])
    assert (common.call, common.key, common.text, common.fields) == ("common", None, "", [ARRAY])
    assert (resolved.unused, resolved.unknown) == ([], [])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([replace(ID, enum=("a",)), replace(ID, enum=("a", "b"))], replace(ID, enum=("a", "b"))),
        ([replace(ID, enum=("a",)), replace(ID, description="x")],
         replace(ID, enum=("a",), description="x")),
        ([replace(ID, description="x"), replace(ID, enum=("a",))],
         replace(ID, enum=("a",), description="x")),
    ],
)  # fmt: skip
def test_rows_about_one_property_are_one_description(rows: list[Field], expected: Field) -> None:
    """Values add up; the rest is filled in."""
    given = reference(*rows, applies={})

    [paid] = resolve_references([draft(ID), given]).drafts

    assert paid.fields == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Order Completed", "ordercompleted"), ("order_completed", "ordercompleted"), (None, "")],
)
def test_names_are_folded_for_comparing(text: str | None, expected: str) -> None:
    """Letters and figures alone count."""
    assert folded(text) == expected
