"""Behaviour of `segkit.plans.cells.values`, `names` and `packed`: what single cells mean."""

from __future__ import annotations

import pytest

from segkit.plans.cells.listing import is_regex, read_listing
from segkit.plans.cells.packed import read_packed
from segkit.plans.cells.values import read_format, read_required, read_type, read_version
from segkit.plans.words.names import is_indented, path_of, split_name, without_indent


@pytest.mark.parametrize(
    ("text", "types", "elements", "format_"),
    [
        ("String", ("string",), None, None),
        (" varchar ", ("string",), None, None),
        ("Int", ("integer",), None, None),
        ("Decimal", ("number",), None, None),
        ("Bool", ("boolean",), None, None),
        ("Array", ("array",), None, None),
        ("array of strings", ("array",), ("string",), None),
        ('["string", "null"]', ("string", "null"), None, None),
        ("['integer']", ("integer",), None, None),
        ("[string, null]", ("string", "null"), None, None),
        ("[string]", ("array",), ("string",), None),
        ("String[]", ("array",), ("string",), None),
        ("list<object>", ("array",), ("object",), None),
        ("JSON", ("object",), None, None),
        ("Date time", ("string",), None, "date-time"),
        ("Date", ("string",), None, "date-time"),
        ("string or null", ("string", "null"), None, None),
        ("string|number", ("string", "number"), None, None),
        ("string, null", ("string", "null"), None, None),
        ("Any", (), None, None),
        ("true | false", ("boolean",), None, None),
        ("true | undefined", ("boolean",), None, None),
        ("Enum", ("string",), None, None),
        ("string_value", ("string",), None, None),
        ("“string”", ("string",), None, None),
        ("整数类型", ("integer",), None, None),
        ("数値型", ("number",), None, None),
        ("문자열 타입", ("string",), None, None),
        ("布尔 类型", ("boolean",), None, None),
        ("tipo entero", ("integer",), None, None),
        ("Тип строка", ("string",), None, None),
        ("логический тип", ("boolean",), None, None),
        ("String type", ("string",), None, None),
        ("Optional[int]", ("integer", "null"), None, None),
        ("int_value", ("integer",), None, None),
        ("double_value", ("number",), None, None),
    ],
)
def test_type_words(
    text: str, types: tuple[str, ...], elements: tuple[str, ...] | None, format_: str | None
) -> None:
    """The spellings that sheets use for JSON Schema's types."""
    found = read_type(text)

    assert found is not None
    assert (found.types, found.elements, found.format, found.exact) == (
        types,
        elements,
        format_,
        True,
    )


def test_type_with_a_remark_is_not_exact() -> None:
    """What a remark says is kept by the caller; an unknown word is no type."""
    found = read_type("String (ISO 4217)")

    assert found is not None
    assert (found.types, found.exact) == (("string",), False)
    assert read_type("House") is None


@pytest.mark.parametrize("text", ["Object type", "list type", "Text type", "列表类型"])
def test_the_type_of_a_thing_is_no_type_word(text: str) -> None:
    """Of everyday words with "type" behind only scalars of programs are types."""
    assert read_type(text) is None


@pytest.mark.parametrize(
    ("text", "value", "exact"),
    [
        ("Required", True, True), ("yes", True, True), ("x", True, True), ("✓", True, True), ("1", True, True),
        ("TRUE", True, True), ("*", True, True), ("Optional", False, True), ("n", False, True), ("", False, True),
        ("Conditional", False, False), ("if logged in", False, False), ("Recommended", False, False),
        ("Yes, always", True, False),
    ],
)  # fmt: skip
def test_words_for_required(text: str, value: bool, exact: bool) -> None:
    """Conditions count as optional and are kept as written."""
    claim = read_required(text)

    assert claim is not None
    assert (claim.value, claim.exact) == (value, exact)


def test_other_words_claim_nothing() -> None:
    """A roll-out status is no statement about being required."""
    assert read_required("Live") is None


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a, b, c", ("a", "b", "c")),
        ("a\nb", ("a", "b")),
        ("• a\n• b c", ("a", "b c")),
        ("a | b", ("a", "b")),
        ("a; b", ("a", "b")),
        ("a｜b", ("a", "b")),
        ('`"a"`, `"b"`', ("a", "b")),
        ("**1** or **2**", ("1", "2")),
        ("`a` / **`b`**", ("a", "b")),
        ("`true`/`false`", ("true", "false")),
        ('`["a b"]`', ("a b",)),
        ('"a"（デフォルト）', ("a",)),
        ("<100 | 100-1k | 10k+", ("<100", "100-1k", "10k+")),
        ("GB, IE, DE", ("GB", "IE", "DE")),
        ('"a", "b or c"', ("a", "b or c")),
        ('["a", 1, null]', ("a", 1, None)),
        ("yes/no", ("yes", "no")),
        ("a, b or c", ("a", "b or c")),
        ("USD", ("USD",)),
        ("1 = low\n2 = high", ("1", "2")),
        ("1 (low), 2 (high, or more), 3", ("1", "2", "3")),
        ("warm - as of a candle / cold - as of snow", ("warm", "cold")),
        ("0=off; 1=on", ("0", "1")),
        ("tea (cup), tea (pot)", ("tea (cup)", "tea (pot)")),
        ("Jan - Mar, Apr - Jun", ("Jan - Mar", "Apr - Jun")),
        ('"lit" when it burns, or "out" when not', ("lit", "out")),
        ("lit (it burns) or out (it does not)", ("lit", "out")),
    ],
)
def test_closed_lists(text: str, values: tuple[object, ...]) -> None:
    """Separators, bullets, quotes and JSON are understood."""
    listing = read_listing(text)

    assert listing is not None
    assert listing.values == values


@pytest.mark.parametrize(
    "text",
    ["Any ISO 4217 code", "e.g. a, b", "a, b, etc.", "https://quillmoor.example/list", "> 0", "0 - 30",
     "Full name of the person", "between 1 and 5", "", "-", "Small letters, one word: web, shop",
     "web, shop (here); till (there)", "`a`, `b` (or what else there is)", "`a`, `b` 等", "`a`, `b` など",
     "`h:m` format", "dynamisch", "variable", "动态"],
)  # fmt: skip
def test_prose_is_no_closed_list(text: str) -> None:
    """What only describes the values does not forbid others."""
    assert read_listing(text) is None


@pytest.mark.parametrize(
    "text", ["[order_id]", "_many_", "<shade>", "a number or null", "emoji or name of it", "number or `ALL`"]
)  # fmt: skip
def test_what_stands_for_a_value_is_none(text: str) -> None:
    """Also in a column of values: a placeholder, or words for what stands there."""
    assert read_listing(text, strict=True) is None


def test_listed_values_take_the_fields_type_when_all_of_them_fit() -> None:
    """`1, 2` of an integer are numbers; one misfit leaves all of them as written."""
    whole, mixed = read_listing("1, 2"), read_listing("1, two")

    assert whole is not None
    assert mixed is not None
    assert whole.as_types(("integer",)) == (1, 2)
    assert mixed.as_types(("integer",)) == ("1", "two")
    assert whole.as_types(("string",)) == ("1", "2")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("^[a-z]+$", True), (r"\d{4}", True), ("[A-Z]{3}", True), (".*@.*", True), ("a|b", False),
     ("a, b", False), ("10-20", False), ('["a-b", "c"]', False), ("https://x.example/?a=b", False)],
)  # fmt: skip
def test_regular_expressions_are_told_from_lists(text: str, *, expected: bool) -> None:
    """`a|b` is a list; anchors, classes and escapes are not."""
    assert is_regex(text) is expected


def test_versions_and_formats() -> None:
    """Whole numbers only; JSON Schema's names and usual words for them."""
    assert [read_version(text) for text in ("2", "v3", "2.0", "1.2", "")] == [2, 3, 2, None, None]
    assert [read_format(text) for text in ("uri", "ISO 8601", "two decimals")] == [
        "uri",
        "date-time",
        None,
    ]


@pytest.mark.parametrize(
    ("name", "segments"),
    [
        ("campaign[source]", ("campaign", "source")),
        ('lamps[0]["room"].name', ("lamps", "[]", "room", "name")),
        ("lamps[i]", ("lamps", "[]")),
        ("room [hall]", ("room [hall]",)),
        ("address.city", ("address", "city")),
        ("products.$.sku", ("products", "[]", "sku")),
        ("products[].sku", ("products", "[]", "sku")),
        ("products[0].sku", ("products", "[]", "sku")),
        ("products.[].sku", ("products", "[]", "sku")),
        ("tags[]", ("tags", "[]")),
        ("Address.Zip Code ", ("Address", "Zip Code ")),
        (" plain ", (" plain ",)),
        ("$set", ("$set",)),
        ("1.5 rating", ("1.5 rating",)),
        ("e.g. this", ("e.g. this",)),
        ("https://a.example", ("https://a.example",)),
        ("a..b", ("a..b",)),
        ("ends.", ("ends.",)),
    ],
)
def test_names_are_split_where_the_dot_means_nesting(name: str, segments: tuple[str, ...]) -> None:
    """A dot that cannot mean nesting stays in the name."""
    assert split_name(name) == segments


@pytest.mark.parametrize(
    ("name", "call", "path"),
    [
        ("email", "identify", ("traits", "email")),
        ("userId", "identify", ("userId",)),
        ("traits.email", "identify", ("traits", "email")),
        ("context.ip", "track", ("context", "ip")),
        ("userId", "track", ("properties", "userId")),
        ("groupId", "group", ("groupId",)),
        ("anonymousId", "common", ("anonymousId",)),
        ("plan", "common", ("properties", "plan")),
        ("traits.plan", "common", ("traits", "plan")),
        ("previousId", "alias", ("previousId",)),
    ],
)
def test_paths_start_where_the_call_carries_the_name(
    name: str, call: str, path: tuple[str, ...]
) -> None:
    """Ids and context stand at the root."""
    assert path_of(name, call) == path


def test_indented_names() -> None:
    """Arrows and leading blanks show nesting; a trailing blank does not."""
    assert [without_indent(name) for name in ("↳ city", "  city", "-> city")] == ["city"] * 3
    assert not is_indented("city ")


def test_packed_cell_with_prose_is_not_whole() -> None:
    """What is no name is left to the caller to keep."""
    reading = read_packed("order_id: string\nAll properties of the cart as they were before.")

    assert [item.name for item in reading.items] == ["order_id"]
    assert not reading.whole
