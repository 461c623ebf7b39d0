"""Plans in Markdown: tables, headings with what is below them, lists, and blocks of code.

`plans.txt` holds plans and all that is to be read from each: add yours there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from segkit.errors import NotATrackingPlanError
from segkit.model.plan import TrackingPlan

Read = Callable[..., TrackingPlan]
InShort = Callable[[TrackingPlan], dict[str, str]]

PLANS = Path(__file__).with_name("plans.txt")


def cases() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Each of `plans.txt`: its title, the Markdown, and the fields of each rule by call and name."""
    for one in PLANS.read_text("utf-8").split("<<<< ")[1:]:
        title, rest = one.split("\n", 1)
        text, rules = rest.split("\n>>>>\n")
        lines = (line.split(" |", 1) for line in rules.splitlines() if line)
        yield title, text, {name: fields.strip() for name, fields in lines}


CASES = {title: (text, rules) for title, text, rules in cases()}


@pytest.mark.parametrize(("text", "rules"), CASES.values(), ids=CASES)
def test_a_plan_in_markdown_is_read(
    text: str, rules: dict[str, str], read: Read, in_short: InShort
) -> None:
    """However a person lays it out, the events and their properties are those a person reads."""
    assert in_short(read(text, "quillmoor.md")) == rules


def test_what_is_said_of_an_event_stays_with_it(read: Read) -> None:
    """A paragraph below a heading describes the event, not its first property."""
    text = "## lamp_lit\nSent when a lamp is lit.\n\n| Property | Type |\n|---|---|\n| room | string |\n"

    [rule] = read(text, "quillmoor.md").rules

    assert rule.description == "Sent when a lamp is lit."


def test_what_labels_say_of_an_event_stays_with_it(read: Read) -> None:
    """A line with a label is kept as a column of a table is."""
    text = "## Events\n### `lamp_lit`\n- **Owner**: the shop\n- **Properties**: `room`\n"

    [rule] = read(text, "quillmoor.md").rules

    assert rule.labels["Owner"] == "the shop"


BOLD = "# Events\n\nCore events:\n- lamp_lit — **room**, watt_hours, lamp_id\n"


def test_names_in_bold_are_required_where_the_file_says_so(read: Read, in_short: InShort) -> None:
    """A legend is taken at its word."""
    plan = read(f"{BOLD}\nNames in bold are required.\n", "quillmoor.md")

    assert in_short(plan) == {"track lamp_lit": "room* watt_hours lamp_id"}


def test_names_in_bold_are_in_doubt_where_nothing_says_why(read: Read) -> None:
    """Some in bold and some not is a difference that may mean something."""
    plan = read(BOLD, "quillmoor.md")

    [doubt] = [one for one in plan.report.doubts if "in bold" in one.what]
    assert (doubt.count, doubt.examples) == (1, ("room",))


DOUBTS = {
    "names in paragraphs": (
        ("## Events\n| Event | Properties |\n|---|---|\n| lamp_opened | `room` |\n\n"
        "## Tea\n`tea_ordered`, `cup_returned{cups}` are sent by the kitchen, see `created_at`.\n"),
        ("look like events and are not read", ("tea_ordered", "cup_returned")),
    ),
    "lists of properties without an event": (
        ("## Allowed properties\nOnly these fields:\n- `room`\n- `watts`\n\n"
        "## Events\n| Event |\n|---|\n| lamp_opened |\n| tea_ordered |\n"),
        ("none of the plan's", ("room", "watts")),
    ),
    "a sentence about every event": (
        "# Events\n- `lamp_lit` - lit\n\nEvery event should include `lamp_id`, and when lit `room_id`.\n",
        ("none of the plan's", ("lamp_id", "room_id")),
    ),
    "a row longer than its header": (
        "| Event | Property | Type |\n|---|---|---|\n| lamp_lit | room | string | null | lit |\n| tea_poured | cups | integer |\n",
        ("more cells than their header", ("| lamp_lit | room | string | null | lit |",)),
    ),
    "events that are no longer sent": (
        ("# Plan\n## Events\n| Event | Properties |\n|---|---|\n| lamp_lit | room |\n\n### Removed events\n"
        "| Event | Reason |\n|---|---|\n| tea_poured | cold |\n| cup_shared | gone |\n"),
        ("only below this heading are read as those that are sent", ("tea_poured", "cup_shared")),
    ),
    "events as no one should name them": (
        ("## Events\n### Shop\n- `lamp_opened`: `room_id`, never twice\n- `tea_removed`: `cup_id`\n"
        "### Anti-patterns\n- `lamp_clicked`: vague\n- `tea_opened`: vague\n"),
        ("are none of the plan's", ("lamp_clicked", "tea_opened")),
    ),
    "properties in words": (
        "| 이벤트 | 전송 항목 |\n|---|---|\n| `lamp_lit` | 방, 밝기 |\n| `tea_poured` | 잔 |\n| `door_shut` | 문, 방 |\n",
        ("may list properties in words", ("방, 밝기", "잔", "문, 방")),
    ),
    "a phrase among names": (
        ("| Event | Properties |\n|---|---|\n| lamp_lit | `room_id`, `lamp_id` |\n| tea_poured | `cup_id` |\n"
        "| door_shut | **Key conversion event** |\n"),
        ("Names of properties that may be none", ("Key conversion event",)),
    ),
    "a container in place of a property": (
        "# Events\n## lamp_lit\n| Property | Type |\n|---|---|\n| properties | object |\n| room | string |\n",
        ("Names of properties that may be none", ("properties",)),
    ),
    "properties below no event": (
        ("# Plan\n## Events\n| Event | Why |\n|---|---|\n| `lamp_lit` | light |\n\n"
        "## Required fields\n- `room`\n- `watts`\n"),
        ("stand below no event are read as those of all", ("room", "watts")),
    ),
    "names beside an event that it has not": (
        ("## lamp_lit\nProperties: `room_id`\n\nLit by hand or by `timer_id`, see `lamp.py`.\n"),
        ("beside an event or property", ("timer_id (lamp_lit)",)),
    ),
    "values that are not read as allowed ones": (
        ("| Event | Properties |\n|---|---|\n| `lamp_lit` | `lamp_room` |\n\n"
        "## Values\n- `lamp_room`: such as `living_room`, `bed_room`\n"),
        ("beside an event or property", ("living_room (lamp_room)", "bed_room (lamp_room)")),
    ),
    "an event spelled as no other": (
        ("| Event | Why |\n|---|---|\n| `lamp_lit` | a |\n| `tea_poured` | b |\n| `door_shut` | c |\n"
        "| `rope_coiled` | d |\n| `userId` | e |\n"),
        ("spelled as no other", ("userId",)),
    ),
    "a file among events": (
        "| Event | Why |\n|---|---|\n| `lamp_lit` | a |\n| `tea_poured` | b |\n| `tea.html` | c |\n",
        ("Names of events that may be none", ("tea.html",)),
    ),
    "a phrase among names as code": (
        ("| Event | Properties |\n|---|---|\n| `lamp_lit` | `room_id`, `lamp_id`, `cup_id`, key moment |\n"
        "| `tea_poured` | `tea_id`, `cup_id`, `pot_id` |\n"),
        ("not written as code", ("key moment",)),
    ),
    "words among events as code": (
        ("| Event | Why |\n|---|---|\n| `lamp_lit` | a |\n| `tea_poured` | b |\n| `door_shut` | c |\n"
        "| `rope_coiled` | d |\n| clear all rooms | e |\n"),
        ("are left out", ("clear all rooms",)),
    ),
    "remarks among properties as code": (
        ("| Event | Properties |\n|---|---|\n| `lamp_lit` | `room_id` |\n| `tea_poured` | `cup_id`, `pot_id` |\n"
        "| `door_shut` | `room_id` |\n| `rope_coiled` | **Key moment** |\n"),
        ("kept as labels", ("(Key moment)",)),
    ),
    "names of entries that are not read": (
        ("## Events\n- `lamp_lit` when lamp_room is known\n- `tea_poured`: `cup_id`\n"),
        ("beside an event or property", ("lamp_room (lamp_lit)",)),
    ),
    "lists of entries that are not read": (
        ("## Events\n- `lamp_opened` (the room, how bright, by whom)\n- `tea_ordered`: `cup_id`\n"),
        ("a list stands that is not read", ("lamp_opened (the room, how bright, by whom)",)),
    ),
    "code that is given more than names": (
        ("## Core events\n### `lamp_lit`\n```js\ntrack('lamp_lit', { room: 'hall' });\n```\n"
        "### `lamp_moved`\n```js\nlamps.moved(room, loft);\n```\n"),
        ("code is given something", ("lamp_moved (room, loft)",)),
    ),
    "alternatives that are no values": (
        ("| Event | Properties |\n|---|---|\n| `lamp_lit` | `room_id` |\n| `tea_poured` | `cup_id` |\n\n"
        "## `lamp_lit`\nSent by hand|timer.\n"),
        ("no allowed values", ("hand|timer (lamp_lit)",)),
    ),
    "keys of code that are not read": (
        ("## lamp_lit\nProperties: `room_id`\n```js\nsend('lamp_lit', {\n  room_id: 1,\n  timer_id: 2,\n})\n```\n"
        "## tea_poured\nProperties: `cup_id`\n"),
        ("beside an event or property", ("timer_id (lamp_lit)",)),
    ),
    "a heading among those of events": (
        ("# Plan\n## lamp_lit\n- Properties: `room_id`\n\n## tea_poured\n- Properties: `cup_id`\n\n"
        "## Kettle boiled dry\nIt has no water.\n"),
        ("among events or properties", ("Kettle boiled dry",)),
    ),
    "an entry among those of events": (
        "## Events\n- `lamp_lit` - lit\n- `tea_poured` - poured\n- Lamps in the hall are out\n",
        ("among events or properties", ("Lamps in the hall are out",)),
    ),
    "an event that two places describe": (
        ("## lamp_lit\n- Properties: `room_id`\n\n## tea_poured\n- Properties: `cup_id`\n\n"
        "## lamp_lit\n- Properties: `shade_id`\n"),
        ("described in several places", ("lamp_lit",)),
    ),
    "words behind a name in a list of properties": (
        ("# Plan\n## Shared properties\n- **Web**: room_id, lamp_id, shade set by clock\n\n"
        "## Events\n| Event | Properties |\n|---|---|\n| `lamp_lit` | `watts`, `bulb_id`, `cup_id` |\n"),
        ("names are several words", ("shade set by clock",)),
    ),
    "a list beside one of the plan's": (
        ("# Plan\n## Common properties\n- `room_id`\n- `lamp_id`\n\n## Optional context\n- `cup_id`\n- `tea_id`\n\n"
        "## Events\n| Event | Properties |\n|---|---|\n| `lamp_lit` | `watts` |\n"),
        ("none of the plan's", ("cup_id", "tea_id")),
    ),
    "events in sentences alone": (
        "## Analytics events\nAdd `lamp_way_selected` and `lamp_notice_acknowledged`.\n",
        ("named only in sentences", ("lamp_way_selected", "lamp_notice_acknowledged")),
    ),
    "a heading above those of events": (
        ("# Plan\n## lamp_shop\n- Properties: `room_id`\n\n### lamp_opened\n- Properties: `room_id`\n\n"
        "### lamp_closed\n- Properties: `room_id`\n"),
        ("read as events themselves", ("lamp_shop",)),
    ),
    "headings in words": (
        ("## lamp_opened\n- Properties: room_id\n\n## Adding an event\n- Properties:\n"
        "  - Choose a name for it\n  - Add an example\n"),
        ("heading is read as an event", ("Adding an event",)),
    ),
    "names beside an event of a plan without properties": (
        "### Telemetry events\n- **`lamp.lit`** (the lamp's own): tells `lamp_room`, and `is_warm`.\n- **`tea.poured`**: tea\n",
        ("beside an event or property", ("lamp_room (lamp.lit)", "is_warm (lamp.lit)")),
    ),
    "keys of code below a label of properties": (
        ("## Events\n### `lampLit`\nLit.\n\n**Event properties:**\n```js\nmore: {\n  room: String,  // where\n}\n```\n\n"
        "### `teaPoured`\nPoured.\n"),
        ("beside an event or property", ("room (lampLit)",)),
    ),
    "words with capitals behind an event": (
        "### Telemetry events\n- `lamp_lit` / `lamp_out`\n- `mode_switched` (Warm / Cold)\n",
        ("behind which a list stands", ("mode_switched (Warm, Cold)",)),
    ),
    "types for properties": (
        "| Event | Payload |\n|---|---|\n| `lamp:lit` | `Lamp` |\n| `tea:poured` | `TeaOrder[]` |\n| `tea:drunk` | `{ cup_id }` |\n",
        ("spelled as types", ("Lamp", "TeaOrder")),
    ),
    "properties to add in code": (
        ("## Plan\n### Lamps\n| Event | Properties |\n|---|---|\n| `lamp_lit` | `room_id`, `lamp_id` |\n\n"
        "**Custom properties to add:**\n```js\nset({\n  'room_id': 'x',\n  'lamp_kind': 'oil',\n  'lamp_shade': 'dim',\n});\n```\n"),
        ("none of the plan's", ("lamp_kind", "lamp_shade")),
    ),
    "objects for properties": (
        "| Event | Payload |\n|---|---|\n| `lamp:lit` | Lamp object |\n| `tea:poured` | `{ cup_id }` |\n",
        ("names are several words", ("Lamp object",)),
    ),
    "events in code alone": (
        "Call it so:\n```js\ntrack('lamp_opened')\ntrack('tea_ordered', {cups: 2})\n```\n",
        ("named only in code", ("lamp_opened", "tea_ordered")),
    ),
    "events in code of a kind of its own": (
        "```\nLAMP_OPENED: 'Lamp Opened',\n\n  properties: {\n    watts: (int)\n  }\n```\n",
        ("named only in code", ("Lamp Opened",)),
    ),
}  # fmt: skip


WELL_READ = {
    "elements of lists": "`wicks` | array |\n| `wicks.$.length` | integer |\n| `wicks.$.oil_kind` | string |",
    "paths": "`context.groupId` | string |\n| `lamp_id` | string |\n| `room_id` | string |\n| `oil_kind` | string |",
}


@pytest.mark.parametrize("rows", WELL_READ.values(), ids=WELL_READ)
@pytest.mark.parametrize("event", ["Lamp Lit", "Lamp Removed"])
def test_names_that_are_read_are_not_in_doubt(event: str, rows: str, read: Read) -> None:
    """Written with signs of nesting, or below an event that is called like what is gone."""
    text = f"## Room Entered\n| Property | Type |\n|---|---|\n| `room_name` | string |\n\n## {event}\n| Property | Type |\n|---|---|\n| {rows}\n"

    plan = read(text, "quillmoor.md")

    assert [rule.key for rule in plan.rules] == ["Room Entered", event]
    assert [one.what for one in plan.report.doubts if "spelled as" not in one.what] == []


@pytest.mark.parametrize(("text", "doubt"), DOUBTS.values(), ids=DOUBTS)
def test_what_the_text_leaves_open_is_in_doubt(
    text: str, doubt: tuple[str, tuple[str, ...]], read: Read
) -> None:
    """Prose is not read as a plan without a word, nor passed over without one."""
    what, examples = doubt

    [found] = [one for one in read(text, "quillmoor.md").report.doubts if what in one.what]

    assert (found.examples, found.count) == (examples, len(examples))


def test_each_call_in_a_block_of_code_has_its_own_payload(read: Read, in_short: InShort) -> None:
    """The object of the second call is not that of the first."""
    plan = read(
        "```js\ntrack('lamp_opened')\ntrack('tea_ordered', {cups: 2})\n```\n", "quillmoor.md"
    )

    assert in_short(plan) == {"track lamp_opened": "", "track tea_ordered": "cups"}


@pytest.mark.parametrize(
    ("text", "examples"),
    [
        (
            "## Browser storage\n\n| Key | Purpose |\n|---|---|\n| lamps.identity | who |\n",
            ("Browser storage",),
        ),
        ("## Open the settings\n\nParameters:\n- `room_id`\n- `lamp_id`\n", ("Open the settings",)),
        ("## Add a lamp\n\n| Property | Type |\n|---|---|\n| room | string |\n", ()),
    ],
)
def test_headings_that_may_be_no_events_are_in_doubt(
    text: str, examples: tuple[str, ...], read: Read
) -> None:
    """Unless they are spelled as events are, or their table says what it holds."""
    plan = read(text, "quillmoor.md")

    found = [one.examples for one in plan.report.doubts if "read as an event" in one.what]
    assert found == ([examples] if examples else [])


@pytest.mark.parametrize(
    "text",
    [
        "## Usage\n### Creating an Event\n1. Add properties:\n   - Type a property name\n   - Choose a type\n",
        "## Lamp tools\n\n| Tool | Use for |\n|---|---|\n| lamp__query | ask |\n| lamp__docs | read |\n",
        "# Quillmoor\n\nA shop for lamps.\n\n- fast\n- cheap\n",
        "# Steps\n\n## Added an export\n**Files**:\n- `export.py`\n- `test_export.py`\n",
        '# Settings\n```json\n{"host": "a.example", "port": 80}\n```\n',
        "## Build\n| Step | Status |\n|---|---|\n| compile | done |\n",
        "## Settings\n| Variable | Description | Default |\n|---|---|---|\n| `LAMP_KEY` | key | |\n",
    ],
)
def test_other_markdown_is_refused_in_words(text: str, read: Read) -> None:
    """Notes, settings and lists of files are no events."""
    with pytest.raises(
        NotATrackingPlanError, match=r"holds no tracking plan|could not be understood"
    ):
        read(text, "quillmoor.md")


def test_phrases_of_a_list_are_no_events_beside_names_of_programs(read: Read) -> None:
    """They are left out, and named as a doubt; where nothing is spelled so, they stay."""
    text = """
# Event tracking

## Events
- `lamp_lit` - Somebody lit a lamp
- `tea_poured` - Somebody poured tea
- `rope_coiled` - Somebody coiled a rope
- `tent_packed` - Somebody packed a tent

## Event tracking best practices
1. **Be consistent** - Use the same names everywhere
2. **Test events** - Look whether they arrive
"""

    plan = read(text, "quillmoor.md")

    names = ["lamp_lit", "tea_poured", "rope_coiled", "tent_packed"]
    assert [rule.key for rule in plan.rules] == names
    [doubt] = [one for one in plan.report.doubts if "are left out" in one.what]
    assert doubt.examples == ("Be consistent", "Test events")


SURE = {
    "examples of how names are made": (
        "## Naming\nA name says what was done: `tea_ordered`, and never `doTea`.\n\n"
        "## Events\n| Event | Properties |\n|---|---|\n| `lamp_lit` | `room_id` |\n"
    ),
    "properties that a description speaks of": (
        "| Event | When | Properties |\n|---|---|---|\n| `lamp_lit` | `lit_at` is known | `room_id` |\n"
        "| `tea_poured` | poured | `cup_id`, `lit_at` |\n"
    ),
    "names spelled as names, in code or not": (
        "| Event | Properties |\n|---|---|\n| `lamp_lit` | `room_id`, `lamp_id`, `cup_id`, shade_id |\n"
        "| `tea_poured` | `tea_id`, `pot_id` |\n"
    ),
    "an aside about how the events are kept": (
        "## Events\n| Event | Properties |\n|---|---|\n| `lamp_lit` | `room_id` |\n\n"
        "They wait in `lamp_logs` for a day.\n"
    ),
    "a table of aims that says how they are measured": (
        "## Aims\n| Aim | Now | Then |\n|---|---|---|\n| Tea | 1 | weekly |\n| Tea interactions | N/A | Event tracking |\n"
        "| Visitors | 3 | Paper |\n\n### Plan\n| Event | Properties |\n|---|---|\n| `lamp_lit` | `room_id` |\n"
    ),
    "things in the plural": (
        "| Event | Properties |\n|---|---|\n| `lamp_lit` | `room_id` |\n\nSet `lamp_signals` and `tea_orders` to off.\n"
    ),
    "a call as a heading": "## Identify\n| Trait | Type |\n|---|---|\n| email | string |\n",
}


@pytest.mark.parametrize("text", SURE.values(), ids=SURE)
def test_nothing_is_doubted_where_all_that_the_text_says_is_read(text: str, read: Read) -> None:
    """Names that are only spoken of are no reason to doubt."""
    assert read(text, "quillmoor.md").report.doubts == ()
