"""Changes in copies of delimited files and documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from segkit.amend import amend
from segkit.impact import asked
from segkit.model.change import REQUIRE, RETYPE, SET_ENUM, SET_FORMAT, Place, ProposedChange
from segkit.pull import read_plan

CSV = (
    "\ufeffEvent;Property;Type;Required;Description\r\n"
    '"Order Completed";total;number;yes;"What was paid;\r\nin all"\r\n'
    ';"coupon ""code""";string;no;für "alle\r\n'
    "Order Refunded;total;number;no;total\r\n"
)


@pytest.mark.parametrize(
    ("encoding", "end"),
    [
        ("utf-8", "\r\n"),
        ("utf-8-sig", "\r\n"),
        ("cp1252", "\n"),
        ("utf-16", "\r\n"),
    ],
)
def test_every_other_byte_of_a_csv_stays(tmp_path: Path, encoding: str, end: str) -> None:
    """Encoding, mark, delimiter, quotes and ends of lines are those of the file."""
    text = CSV.removeprefix("\ufeff").replace("\r\n", end).replace('"alle', "alle")
    file = tmp_path / "plan.csv"
    file.write_bytes(text.encode(encoding))
    changes = [
        *asked(read_plan(file), "rename", event="Order Completed", to='Order "Placed"'),
        *asked(read_plan(file), "rename", field="total", to="amount"),
    ]

    made = amend(file, changes)

    expected = text.replace('"Order Completed"', '"Order ""Placed"""').replace(
        ";total;number", ";amount;number"
    )
    assert made.refused == ()
    assert made.content == expected.encode(encoding)


def test_a_letter_that_the_file_cannot_hold_is_refused(tmp_path: Path) -> None:
    """The file is not turned into another encoding for one name."""
    file = tmp_path / "plan.csv"
    file.write_bytes(
        "Event,Property,Type\nGröße gewählt,größe,string\nBestellt,größe,string\n".encode("cp1252")
    )

    made = amend(file, asked(read_plan(file), "rename", field="größe", to="rozmiař"))

    assert made.content == file.read_bytes()
    assert "have no 'ř'" in made.refused[0][1]


RULES = {
    "rules": [
        {"type": "TRACK", "key": name, "version": 1, "jsonSchema": {"type": "object", "properties": {
            "properties": {"type": "object", "properties": {
                "total": {"type": "number", "description": "total"},
                "coupon": {"type": "string"}},
                "required": ["total"]}}}}
        for name in ("Order Completed", "Order Refunded")
    ]
}  # fmt: skip


def test_a_json_file_is_changed_in_place(tmp_path: Path) -> None:
    """Keys and lists of required names of one event; descriptions and other events stay."""
    file = tmp_path / "plan.json"
    text = json.dumps(RULES, indent=3) + "\n\n"
    file.write_text(text)
    plan = read_plan(file)
    changes = [
        *asked(plan, "rename", field="total", event="Order Refunded", to="amount"),
        *asked(plan, "retype", field="coupon", event="Order Refunded", to="string,null"),
        *asked(plan, "require", field="coupon", event="Order Completed"),
    ]

    made = amend(file, changes)

    wanted = json.loads(text)
    first, second = (one["jsonSchema"]["properties"]["properties"] for one in wanted["rules"])
    first["required"].append("coupon")
    second["required"] = ["amount"]
    second["properties"] = {
        "amount": second["properties"]["total"],
        "coupon": {"type": ["string", "null"]},
    }
    assert made.refused == ()
    assert json.loads(made.content) == wanted
    kept = set(text.splitlines()) & set(made.content.decode().splitlines())
    assert len(kept) >= len(set(text.splitlines())) - 3
    assert made.content.endswith(b"\n\n")


TERRAFORM = """# total of the order
resource "segment_tracking_plan" "shop" {
  name = "Shop"
  type = "LIVE"
  rules = [
    { key = "Order Completed", type = "TRACK", version = 1
      json_schema = jsonencode({ type = "object", properties = { properties = {
        type = "object"
        properties = { total = { type = "number", description = "total" } }  # kept
        required   = ["total"]
      } } }) },
  ]
}
"""
YAML = """# total, as agreed
events:
  - name: Order Completed
    properties:
      total: {type: number, description: total}   # kept
      'coupon': {type: string}
"""


MARKDOWN = """# Shop

## Order Completed

Sent when an order is paid; total, as agreed.

| Property | Type |
|---|---|
| `total` | number |
| coupon | string |
"""
MATRIX = "Property,Order Completed,Order Refunded\ntotal,x,x\ncoupon,x,\n"


@pytest.mark.parametrize(
    ("name", "text", "renamed"),
    [
        ("plan.md", MARKDOWN, (("| `total` |", "| `amount` |"),)),
        ("plan.csv", MATRIX, (("\ntotal,", "\namount,"),)),
        ("plan.tf", TERRAFORM, (("{ total = {", "{ amount = {"), ('= ["total"]', '= ["amount"]'))),
        ("plan.yaml", YAML, (("      total: {", "      amount: {"),)),
    ],
)
def test_other_documents_keep_comments_and_layout(
    tmp_path: Path, name: str, text: str, renamed: tuple[tuple[str, str], ...]
) -> None:
    """Only the name is another one, where the plan says it."""
    file = tmp_path / name
    file.write_text(text)
    expected = text.replace("Order Completed", "Order Placed")
    for old, new in renamed:
        expected = expected.replace(old, new)
    plan = read_plan(file)

    made = amend(
        file,
        [
            *asked(plan, "rename", field="total", to="amount"),
            *asked(plan, "rename", event="Order Completed", to="Order Placed"),
        ],
    )

    assert made.refused == ()
    assert made.content.decode() == expected


HCL = """# hue, as agreed
resource "segment_tracking_plan" "shop" {
  name = "Shop"
  rules = [
    { key = "Order Completed", type = "TRACK", version = 1
      json_schema = jsonencode({ type = "object", properties = { properties = {
        type = "object"
        properties = {
          hue = { type = "float", enum = ["red", null, "red"] }  # kept
          code = { type = "string", pattern = "a,b" }
        }
        required   = ["hue", "code"]
      } } }) },
    { key = "Order Refunded", type = "TRACK", version = 1
      json_schema = jsonencode({ type = "object", properties = { properties = {
        type = "object"
        properties = { hue = { type = "float" } }
        required   = ["hue"]
      } } }) },
  ]
}
"""
HUES = """events:
  - name: Order Completed
    properties:
      hue: {type: string, required: true, enum: [red, 'blue', red]}   # kept
  - name: Order Refunded
    properties:
      hue:
        type: string
        required: true
"""


@pytest.mark.parametrize(
    ("name", "text", "kind", "new", "old", "written"),
    [
        ("plan.tf", HCL, RETYPE, ("number",), '{ type = "float", enum', '{ type = "number", enum'),
        ("plan.tf", HCL, REQUIRE, False, '["hue", "code"]', '["code"]'),
        ("plan.tf", HCL, SET_ENUM, ("red", None), '["red", null, "red"]', '["red", null]'),
        ("plan.yaml", HUES, RETYPE, ("number",), "{type: string", "{type: number"),
        ("plan.yaml", HUES, REQUIRE, False, "required: true, enum", "required: false, enum"),
        ("plan.yaml", HUES, SET_ENUM, ("red", "blue"), "[red, 'blue', red]", "[red, 'blue']"),
    ],
)
def test_other_documents_say_otherwise_what_they_say_of_a_field(  # noqa: PLR0917 (as the table has them)
    tmp_path: Path, name: str, text: str, kind: str, new: object, old: str, written: str
) -> None:
    """At its own event, and nowhere else; what they do not say has no place."""
    file = tmp_path / name
    file.write_text(text)
    [rule] = [one for one in read_plan(file).rules if one.key == "Order Completed"]
    [hue] = [one for one in rule.fields if one.name == "hue"]
    said = {RETYPE: hue.types, REQUIRE: hue.required, SET_ENUM: hue.enum}[kind]
    at = Place(rule.call, rule.key, rule.version, hue.path, hue.origin)
    change = ProposedChange(kind, at, said, new)

    made = amend(file, [change])

    assert made.refused == ()
    assert made.content.decode() == text.replace(old, written, 1)
    again = tmp_path / f"again-{name}"
    again.write_bytes(made.content)
    assert amend(again, [change]).already == (change,)
    [(_, why)] = amend(file, [ProposedChange(SET_FORMAT, at, None, "date-time")]).refused
    assert why == "the file has no place of its own for it"


def test_a_name_that_is_taken_is_not_made_twice(tmp_path: Path) -> None:
    """Two events under one name would read as one: the copy is not written so."""
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(RULES))
    both = asked(read_plan(file), "rename", field="coupon", event="Order Refunded", to="total")

    made = amend(file, both)

    assert made.content == file.read_bytes()
    assert len(made.refused) == 1


def test_what_the_plan_does_not_have_and_what_is_removed_is_said(tmp_path: Path) -> None:
    """Nothing is passed over without a word."""
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(RULES))
    plan = read_plan(file)
    (gone,) = asked(plan, "remove", field="coupon", event="Order Refunded")
    other = tmp_path / "other.json"
    other.write_text(json.dumps(RULES).replace("coupon", "code"))
    (unknown, _) = asked(read_plan(other), "rename", field="code", to="x")

    made = amend(file, [gone, unknown])

    assert [why.partition(":")[0] for _, why in made.refused] == [
        "the plan does not have it",
        "take it out by hand",
    ]


def test_of_a_long_line_only_what_differs_is_shown(tmp_path: Path) -> None:
    """A plan in one line is not printed twice."""
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(RULES | {"description": "x" * 300}))

    made = amend(file, asked(read_plan(file), "rename", event="Order Refunded", to="Order Undone"))

    [(_, was, now)] = made.places
    assert "Order Refunded" in was
    assert "Order Undone" in now
    assert was[0] == now[0] == was[-1] == now[-1] == "…"
    assert max(len(was), len(now)) < 110
