"""Plans in Markdown: tables, headings with what is below them, lists, and blocks of code."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from segkit.errors import NotATrackingPlanError
from segkit.model.plan import TrackingPlan

Read = Callable[..., TrackingPlan]
InShort = Callable[[TrackingPlan], dict[str, str]]

LIT = {"track lamp_lit": "room*:string watts:integer"}
BOTH = {**LIT, "track tea_poured": "cups:integer"}

CASES: dict[str, tuple[str, dict[str, str]]] = {
    "a table of events and properties": (
        """
# Tracking plan

| Event | Property | Type | Required |
|---|---|---|---|
| `lamp_lit` | room | string | yes |
| | watts | integer | no |
| `tea_poured` | cups | integer | |
""",
        BOTH,
    ),
    "a table below the heading of each event": (
        """
# Quillmoor Web
## lamp_lit
Sent when a lamp is lit.

### Properties
| Name | Type | Required |
|------|------|----------|
| room | string | yes |
| watts | integer | no |

## `tea_poured`
| Property | Type | Required |
|---|---|---|
| cups | integer | |
""",
        BOTH,
    ),
    "a list below the heading of each event": (
        """
## 1. lamp_lit
- **When**: a lamp is lit
- **Properties**:
  - `room` (string, required)
  - `watts` (integer)

## Event: tea_poured

Properties:

- cups: integer
""",
        BOTH,
    ),
    "required and optional apart": (
        """
### lamp_lit
Required properties:
- `room`: string

Optional properties:
- `watts`: integer
""",
        LIT,
    ),
    "required and optional in a row": (
        """
### lamp_lit
- Required parameters: room, lamp_id
- Optional parameters: floor, watt_hours
""",
        {"track lamp_lit": "room* lamp_id* floor watt_hours"},
    ),
    "properties in a paragraph": (
        """
### lamp_lit
Properties: room (string, required), watts (integer)
""",
        LIT,
    ),
    "one heading for two events": (
        """
### `lamp_lit` / `lamp_out`
| Property | Type |
|---|---|
| room | string |
""",
        {"track lamp_lit": "room:string", "track lamp_out": "room:string"},
    ),
    "a list of events": (
        """
## Home events
- `lamp_lit`: room (string, required), watts (integer)
- `tea_poured` — cups (integer)
- page_turned / page_torn
  - When: a page is gone
  - Params: page_no
""",
        {**BOTH, "track page_turned": "page_no", "track page_torn": "page_no"},
    ),
    "names and nothing else": (
        """
# Notes
## Tracked events
- `lamp_lit` - when a lamp is lit
- `tea_poured` - when tea is poured
## Other names
- `room_id`
""",
        {"track lamp_lit": "", "track tea_poured": ""},
    ),
    "an example of each payload": (
        """
## lamp_lit
```json
{"event": "lamp_lit", "properties": {"room": "hall", "watts": 40}}
```
## tea_poured
```js
analytics.track('tea_poured', {cups: 2})
```
""",
        {"track lamp_lit": "room watts", "track tea_poured": "cups"},
    ),
    "calls in code": (
        """
Send these:
```ts
analytics.track("Lamp Lit", { room: "hall" });
```
and
```ts
track('Tea Poured', {cups: 2});
```
""",
        {"track Lamp Lit": "room", "track Tea Poured": "cups"},
    ),
    "a plan in a block of YAML": (
        """
The plan:
```yaml
events:
  - {name: lamp_lit, properties: {room: {type: string, required: true}, watts: {type: integer}}}
```
""",
        LIT,
    ),
    "traits and what all events carry": (
        """
## Super properties
| Property | Type |
|---|---|
| app_version | string |

## User properties
| Property | Type |
|---|---|
| email | string |

## Events
| Event | Properties |
|---|---|
| lamp_lit | `room` |
""",
        {"common": "app_version:string", "identify": "email:string", "track lamp_lit": "room"},
    ),
    "Segment's calls as headings": (
        """
## Identify
| Trait | Type |
|---|---|
| email | string |

## Lamp Lit
| Property | Type |
|---|---|
| room | string |
""",
        {"identify": "email:string", "track Lamp Lit": "room:string"},
    ),
    "words of other languages": (
        """
## カスタムイベント
| イベント名 | パラメータ |
|---|---|
| `lamp_lit` | `room`, `watts`(Int) |
""",
        {"track lamp_lit": "room watts:integer"},
    ),
    "properties below a heading that says whose they are": (
        """
## Events
| Event | Properties |
|---|---|
| `tea_poured` | cups |
| `lamp_lit` | |

### Properties of the event `lamp_lit`
| Property | Type |
|---|---|
| room | string |
""",
        {"track tea_poured": "cups", "track lamp_lit": "room:string"},
    ),
    "a card below the heading of each event": (
        """
### lamp_lit
| Field | Value |
|---|---|
| **Required params** | `room`, `watts` (integer) |
| **Trigger** | A lamp is lit. |

### Pouring
| Field | Detail |
|---|---|
| **Event name** | `tea_poured` |
| **Parameters** | `cups` |
| **Auto-fire scope** | all |
""",
        {"track lamp_lit": "room* watts*:integer", "track tea_poured": "cups"},
    ),
    "dimensions of another tool are no event": (
        """
## Dimensões
| Nome | Escopo | Parâmetro |
|---|---|---|
| Sala | Evento | room |

## Eventos
| Evento | Parâmetros |
|---|---|
| `lamp_lit` | room |
""",
        {"track lamp_lit": "room"},
    ),
}


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
        "## Lamp tools\n\n| Tool | Use for |\n|---|---|\n| lamp__query | ask |\n| lamp__docs | read |\n",
        "# Quillmoor\n\nA shop for lamps.\n\n- fast\n- cheap\n",
        "# Steps\n\n## Added an export\n**Files**:\n- `export.py`\n- `test_export.py`\n",
        '# Settings\n```json\n{"host": "a.example", "port": 80}\n```\n',
        "## Build\n| Step | Status |\n|---|---|\n| compile | done |\n",
    ],
)
def test_other_markdown_is_refused_in_words(text: str, read: Read) -> None:
    """Notes, settings and lists of files are no events."""
    with pytest.raises(
        NotATrackingPlanError, match=r"holds no tracking plan|could not be understood"
    ):
        read(text, "quillmoor.md")
