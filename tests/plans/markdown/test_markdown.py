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
    "parameters that a heading says are on every event": (
        """
# Tracking plan
## Standard Parameters (added on every push by the shop)

| Parameter | Type |
|---|---|
| page_path | string |

## Events

| Event | Property | Type |
|---|---|---|
| `lamp_lit` | watts | integer |
""",
        {"common": "page_path:string", "track lamp_lit": "watts:integer"},
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
    "an event behind a label in an entry": (
        """
## Home screen
1. **Light a Lamp**
   - **Element:** button "Light"
   - **Event:** `lamp_lit`
   - **Properties:** `room: string`, `watts: integer`
2. **Pour Tea**
   - **Event:** `tea_poured`
   - **Properties:** `cups: integer`
""",
        {"track lamp_lit": "room:string watts:integer", "track tea_poured": "cups:integer"},
    ),
    "labels in lines and fields in a block": (
        """
## 1. Casa

**EVENTO: `lamp_lit`**
Gatilho: Uma lâmpada é acesa
Side: client

Propriedades:
```
room: string       — onde
  valores: "attic" | "hall"
watts: integer
```

---

**EVENTO: `tea_poured`**
Gatilho: O chá é servido
""",
        {"track lamp_lit": "room:string=attic|hall watts:integer", "track tea_poured": ""},
    ),
    "an event by category and action": (
        """
#### Events:
* Somebody lights a lamp
  - Category: house
  - Action: lamp_lit
* Tea is poured
  - Category: kitchen
  - Action: tea_poured
""",
        {"track lamp_lit": "", "track tea_poured": ""},
    ),
    "an event behind a label below a heading": (
        """
## Lighting
**Event name:** `lamp_lit`

| Property | Type | Required |
|---|---|---|
| room | string | yes |
| watts | integer | |

## Tea
- Event: tea_poured
- Properties: cups (integer)
""",
        BOTH,
    ),
    "paragraphs that begin with the event": (
        """
## 4. Home events of the site
What people do at home.

**`lamp_lit`** — when a lamp is lit
- `room` (string, required)
- `watts` (integer)

**`tea_poured`** ⭐ — `cups` (integer)
""",
        BOTH,
    ),
    "lines that begin with the event": (
        """
### Events at home
**`Lamp Lit`** — `room_id`, `watts` (integer)
**`Tea Poured`** — `cup_count` (integer)
""",
        {"track Lamp Lit": "room_id watts:integer", "track Tea Poured": "cup_count:integer"},
    ),
    "the event in brackets behind its title": (
        """
### 1. Lamp (`lamp_lit`)
| Field | Type | Required |
|---|---|---|
| `room` | string | yes |
| `watts` | integer | no |

### 2. Search (`search`)
| Field | Type |
|---|---|
| `query` | string |
""",
        {**LIT, "track search": "query:string"},
    ),
    "types below the heading of each event": (
        """
### lamp_lit
- When: a lamp is lit
```ts
type Kind = 'gas' | 'oil';
interface LampLit {
  room: string; // where
  kind: Kind;
  watts?: number;
}
```
""",
        {"track lamp_lit": "room*:string kind*:string=gas|oil watts:number"},
    ),
    "headings with nothing but words below": (
        """
## Events
### `lamp_opened`
Sent when a lamp is opened.
### `tea_ordered`
Sent when tea is ordered.
""",
        {"track lamp_opened": "", "track tea_ordered": ""},
    ),
    "headings with words that parts have": (
        """
## Variable Selected
### Details
#### Properties
| Name | Type |
|---|---|
| room | string |
## Tea Poured
### Details
#### Properties
| Name | Type |
|---|---|
| cups | integer |
""",
        {"track Variable Selected": "room:string", "track Tea Poured": "cups:integer"},
    ),
    "a glossary beside tables of events": (
        """
## Event names
### Actions
- **create**: something new
- **delete**: something gone
## Home events
| Event | Properties |
|---|---|
| lamp_lit | `room` |
""",
        {"track lamp_lit": "room"},
    ),
    "labels and remarks that look like entries": (
        """
# Events of the house
**Source:** the kitchen.
**Generated:** by hand.

## Events (`apps/home`)
| Event | Properties |
|---|---|
| lamp_lit | `room` |

> `country_code` comes from the browser.

## Naming
- Event names: `snake_case` (e.g. `add_lamp`)
- Event: `event_name`, `sent_on`
- Properties: `room`, `watts`
""",
        {"track lamp_lit": "room"},
    ),
    "groups of events": (
        """
## Core events
- Lamps: `lamp_opened`, `lamp_deleted`
- Kettles: `tea_ordered`
- Cups: `cup_used`, `cup_noop`, `cup_added`
""",
        dict.fromkeys(
            [
                "track lamp_opened",
                "track lamp_deleted",
                "track tea_ordered",
                "track cup_used",
                "track cup_noop",
                "track cup_added",
            ],
            "",
        ),
    ),
    "headings of groups of events": (
        """
## Lamps (`main`)
- `lamp.opened`
- `lamp.deleted`

## Tea (`tea.*`)
- `tea.ordered`
- `tea.used`
""",
        dict.fromkeys(
            ["track lamp.opened", "track lamp.deleted", "track tea.ordered", "track tea.used"], ""
        ),
    ),
    "types in brackets behind the event": (
        """
## Events
- `lamp_opened` — `{ room: string, kind: 'gas'|'oil', by?: Person }`.
- `tea_ordered` — `{ kind: 'black'|'green' }`.
""",
        {
            "track lamp_opened": "room*:string kind*:string=gas|oil by",
            "track tea_ordered": "kind*:string=black|green",
        },
    ),
    "a column that speaks of events": (
        """
## Lamps
| Event Type | Description |
|---|---|
| `LAMP_OPENED` | lit |
| `LAMP_DELETED` | gone |
""",
        {"track LAMP_OPENED": "", "track LAMP_DELETED": ""},
    ),
    "lists for calls": (
        """
## Super properties
- `app_version` (string)
## User properties
Set at sign in:
- `plan` (free | pro)
- `is_owner`: boolean, required
## Events
### lamp_lit
- Properties: room (string, required), watts (integer)
""",
        {"common": "app_version:string", "identify": "plan=free|pro is_owner*:boolean", **LIT},
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
    "the call in a line above the table": (
        """
# Plan
## Lamp
**Call:** `page`
**Trigger:** the page of a lamp is open

| Property | Type | Required |
|---|---|---|
| room | string | yes |

## User
Call: identify

| Trait | Type |
|---|---|
| plan | string |

## lamp_lit
Call: screen

- `watts` (integer)
""",
        {
            "page Lamp": "room*:string",
            "identify": "plan:string",
            "screen lamp_lit": "watts:integer",
        },
    ),
    "numbered events with bullets that are not set off": (
        """
# Events
1. `lamp_lit`
- Trigger: a lamp is lit
- Parameters:
  - `room`: `hall`, `bath`, or `attic`
  - `watts` and `shade` where they are known

2. `tea_poured`
- Parameters:
  - `sort` (string): black, green, or white
""",
        {
            "track lamp_lit": "room=hall|bath|attic watts shade",
            "track tea_poured": "sort:string=black|green|white",
        },
    ),
    "names with hyphens, and properties in brackets at the end": (
        """
# Plan
## Custom events
- scroll-depth: percent_read
- `form-start` — the first field is touched (`form_id`, `step`)
""",
        {"track scroll-depth": "percent_read", "track form-start": "form_id step"},
    ),
    "names beside their titles in another script": (
        """
# 埋点
## 事件
### lamp_lit 点灯
- 触发：打开
- 参数：
  - `room`（string，必填）：房间
### 倒茶 tea_poured
- 参数：
  - `cups`（number）
""",
        {"track lamp_lit": "room*:string", "track tea_poured": "cups:number"},
    ),
    "a labelled list beside tables of events": (
        """
# Plan
## Support events
| Event | Properties |
|---|---|
| `ticket_opened` | `category` |

Ticket categories:

- `order_lost`
- `lamp_broken`
""",
        {"track ticket_opened": "category"},
    ),
    "the only event that the code around a table sends": (
        """
# Lamp

Fire whenever a lamp is lit.

## Javascript Code
```js
dataLayer.push({ event_data: null });
dataLayer.push({
  event: "lamp_lit",
  event_data: { room: "<room>" }
});
```

## Variable Definitions
|Parameter|Type|Required|
|---|---|---|
|room|string|required|
|shades|array of items|contextual|
|path|delimited string|recommended|
""",
        {"track lamp_lit": "room*:string shades:array path:string"},
    ),
    "a heading in the past that holds a word for properties": (
        """
# Plan
## Drawings
### Drawing Shade Field Added
| Property | Type | Required |
|---|---|---|
| room | string | yes |
""",
        {"track Drawing Shade Field Added": "room*:string"},
    ),
    "kinds of one event, and a table for tags": (
        """
# Plan
| Event | Trigger | Params |
|---|---|---|
| `lamp_lit` (by hand) | switch | `room` |
| `lamp_lit` (by clock) | clock | `hour` |

## Attributes of parts
| Component | Attribute | Use |
|---|---|---|
| `lamp.tsx` | `data-tag="lamp"` | Trigger: a click on it |
""",
        {"track lamp_lit": "room hour"},
    ),
    "columns that all events have": (
        """
# 埋点
## 公共列 (每个事件都有)
| 列 | 来源 | 说明 |
|---|---|---|
| `session_id` | 自动 | 会话 |

## 事件
| 事件 | 触发点 | props |
|---|---|---|
| `lamp_lit` | 点灯 | `room`、`watts` |
""",
        {"common": "session_id", "track lamp_lit": "room watts"},
    ),
    "categories of events, and ends of names": (
        """
# Contract
## Events
Event categories:

- `activation` - first steps
- `retention` - later ones

Server:

- `lamp_lit`
- `tea_poured`

For names that end with:

- `_lit`
- `_poured`
""",
        {"track lamp_lit": "", "track tea_poured": ""},
    ),
    "events below headings beside others of events": (
        """
# Taxonomy
## Core categories
### 1. Lamp events
- lamp_lit
### 2. Tea events
- tea_poured
### 3. Work on orders
- order_changed
""",
        {"track lamp_lit": "", "track tea_poured": "", "track order_changed": ""},
    ),
    "page views that are events, and how events are named": (
        """
# Plan
Format:
- name of the event: a few words
  - `Pascal Case`

## Page views
| Event | Trigger | Params |
|---|---|---|
| `landing_view` | open | `room` |
| `thanks_view` | bought | `items[]`, `room` |

## Fields that must be hashed
| Customer field | API key | Required |
|---|---|---|
| mail | `em` | yes |
""",
        {"track landing_view": "room", "track thanks_view": "items:array room"},
    ),
    "labels and braces in entries, and functions": (
        """
# Events
## Lamp events
* **Event Name:** `lamp_lit`
    * **Parameters:** `room`, `state` (`bright` or `dim`)

* **Event Name:** `lamp_moved`
    * **Required parameters:**
        * `room`
        * `way` (string): The way - `'up'`, `'down'`, or `'away'`

## Tea events
- `tea_poured` { cups }
- `cup_started` / `cup_failed` { cup_id, reason } / `cup_done`
- `trackEvent()` - sends it
""",
        {
            "track lamp_lit": "room state=bright|dim",
            "track lamp_moved": "room* way*:string",
            "track cup_started": "",
            "track cup_failed": "cup_id reason",
            "track cup_done": "",
            "track tea_poured": "cups",
        },
    ),
    "plain words as code, and dots at the end": (
        """
# Events
## Baseline events
### `install`
- fired on first install

### `lamp_lit`
- **Payload:** `room`, `watts`, `moved_at`.

### `tea_poured`
- fired with tea
""",
        {"track install": "", "track lamp_lit": "room watts moved_at", "track tea_poured": ""},
    ),
    "keys of what was done beside columns of other things": (
        """
# Catalog
| Event type | Contract | Topic | Params |
|---|---|---|---|
| `lamp.lamp_lit` | `LampLit` | `lamps` | Shared: `lamp_id`, `room` |
| `lamp.lamp_moved`* | `LampMoved` | `lamps` | default |
| `tea.tea_poured` | `TeaPoured` | `tea` | `cups` |
""",
        {
            "track lamp.lamp_lit": "lamp_id room",
            "track lamp.lamp_moved": "",
            "track tea.tea_poured": "cups",
        },
    ),
    "groups with names of their own, and what a line says of every event": (
        """
# Plan
- Every event includes `is_member` and `shop`.

## Coverage of events
- Page:
  - `page_view`
  - `lamp_view`
- Lamp shades:
  - `shade_click`
  - `shade_expand`
""",
        {
            "common": "is_member shop",
            "track page_view": "",
            "track lamp_view": "",
            "track shade_click": "",
            "track shade_expand": "",
        },
    ),
    "categories of events that are called as calls are": (
        """
## Events
### `door.open`
| Field | Type |
|---|---|
| `door` | string |

**Event type:** `page`

### `guest.register`
| Field | Type |
|---|---|
| `guest_id` | string |

**Event type:** `guest`
""",
        {"track door.open": "door:string", "track guest.register": "guest_id:string"},
    ),
    "cards of several events, and a first event that might be a heading": (
        """
| 事件名 | 位置 | 何时触发 | 属性 |
|---|---|---|---|
| `Page View` | `Provider` | 每次 | `page` |
| `lamp.shade_turned` | `Shade` | 点击 | `label` |

#### `lamp_lit`
| Field | Value |
|---|---|
| **Trigger** | a click |
| **Properties** | `room` |

#### `tea_poured` / `tea_spilt`
| Field | Value |
|---|---|
| **Where it is** | the kitchen |
| **Trigger** | a cup |
| **How much** | all |
| **Properties** | `cup` |
""",
        {
            "track Page View": "page",
            "track lamp.shade_turned": "label",
            "track lamp_lit": "room",
            "track tea_poured": "cup",
            "track tea_spilt": "cup",
        },
    ),
    "values of a property below a heading, and a name with a function": (
        """
| Event | Data |
|---|---|
| `login` (`logLogin`) | `cta_place`, `way` |
| `lamp_lit` | `cta_place`, `room` |

## cta_place 位置
| 標籤 | 位置 |
|---|---|
| `footer` | 頁 |
| `home_hero` | 首頁 |
""",
        {"track login": "cta_place way", "track lamp_lit": "cta_place room"},
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
    "what every event carries, below a line that says so": (
        """
# Tracking plan
Every event automatically carries:
- `session_id` — of this visit
- `shop`

## Lamps
| Event | Properties |
|---|---|
| `lamp_lit` | `room` |
""",
        {"common": "session_id shop", "track lamp_lit": "room"},
    ),
    "a payload that a heading says goes with every event": (
        """
## Global Payload (add to every event)
- `session_id`
- `device` (web, till)

## Lamp Events
| Event | Payload |
|---|---|
| `lamp_lit` | `room` |
""",
        {"common": "session_id device=web|till", "track lamp_lit": "room"},
    ),
    "an example of the payload in an entry of a list": (
        """
## Shop events
### lamp_lit
- **Trigger**: a lamp is lit.
- **Payload example**:
  ```json
  {"event": "lamp_lit", "lamp": {"room": "hall"}}
  ```

### login
- **Trigger**: somebody comes back.
- **Payload example**:
  ```json
  {"event": "login", "method": "key"}
  ```
""",
        {"track lamp_lit": "lamp:object lamp.room", "track login": "method"},
    ),
    "names in braces behind the event": (
        """
# Approved events
- `lamp_lit` { `room_id`, `watts` }
- `tea_accepted` { `kind`, `cups` }
- `door_shut` { `door` }
""",
        {
            "track lamp_lit": "room_id watts",
            "track tea_accepted": "kind cups",
            "track door_shut": "door",
        },
    ),
    "properties in words below each entry": (
        """
# Tracking plan
- lamp_view
  - properties: room_id
  - owner: Lamps
- tea_choice
  - properties: kind, cups
  - owner: Kitchen
""",
        {"track lamp_view": "room_id", "track tea_choice": "kind cups"},
    ),
    "values behind a dash": (
        """
## Event catalogue
### `lamp_lit`
- **Trigger:** a lamp is lit
- **Properties:** `room` — one of `hall`, `top_floor`, `cellar`

### `tea_poured`
- **Trigger:** tea is poured
- **Properties:** `heat` — `LOW` | `HIGH`
""",
        {"track lamp_lit": "room=hall|top_floor|cellar", "track tea_poured": "heat=LOW|HIGH"},
    ),
    "bars in code that end no cell": (
        """
## Events
| Event | Parameters | When |
|---|---|---|
| `lamp_lit` | `mode=hold|toggle`, `room` | lit |
| `tea_poured` | `cups` | poured |
""",
        {"track lamp_lit": "mode=hold|toggle room", "track tea_poured": "cups"},
    ),
    "values in cells of their own": (
        """
### `lamp_lit`
| Property | Allowed values | Type |
|---|---|---|
| `mode` | `hold` | `toggle` | string |
""",
        {"track lamp_lit": "mode:string=hold|toggle"},
    ),
    "a label in bold behind a sentence": (
        """
## Events
### `lamp_lit`
Somebody lit a lamp. **Props**: `{ mode: 'hold'|'toggle', room?, watts?: number }`.

### `tea_poured`
**Props**: `{ cups: number }`.
""",
        {
            "track lamp_lit": "mode*:string=hold|toggle room watts:number",
            "track tea_poured": "cups*:number",
        },
    ),
    "dimensions beside the events that carry them": (
        """
## Events
| Event Name | Properties |
|---|---|
| `lamp_lit` | `room`, `watts` |
| `tea_poured` | `cups`, `room` |

## Custom dimensions
| Name | Scope |
|---|---|
| `room` | Event |
| `watts` | Event |
| `cups` | Event |
""",
        {"track lamp_lit": "room watts", "track tea_poured": "cups room"},
    ),
    "values of a property that look like pages": (
        """
## Common properties (all events)
- `page_name`: see below
- `page_lang`: `fr` | `en` (from the address)
- `kind`: 'app' (of the shop), 'plugin', or 'web'

### Mapping page_name
| URL pattern | page_name |
|---|---|
| `/en/` | `home` |
| `/en/lamps` | `lamps` |

## Events
### `lamp_lit`
- Properties: `room`
""",
        {
            "common": "page_name page_lang=fr|en kind:string=app|plugin|web",
            "track lamp_lit": "room",
        },
    ),
    "values of an enum in its description": (
        """
### `lamp_lit`
| Field | Type | Description |
|---|---|---|
| `shade` | enum | Colour of the light: `warm`, `cold` |
| `view` | enum | How it is shown: `grid` or `map` |
| `room` | string | Where: the hall |
""",
        {"track lamp_lit": "shade:string=warm|cold view:string=grid|map room:string"},
    ),
    "aliases of types beside the events": (
        """
| Event | Properties |
|---|---|
| `lamp_lit` | `room: string`; `shade: LampShade` |

## Type aliases used by properties
| Type | Values |
|---|---|
| `LampShade` | `"warm"`, `"cold"` |
""",
        {"track lamp_lit": "room:string shade"},
    ),
    "types that are declared apart from the events": (
        """
| Event | Required properties |
|---|---|
| `lamp_lit` | room, kinds |
| `tea_poured` | cups, strength? |

#### LampLitProperties
```ts
interface LampLitProperties {
  room: string;
  kinds: string[];
}
interface TeaPouredProperties { cups: number; strength?: 'weak' | 'strong' }
```
""",
        {
            "track lamp_lit": "room*:string kinds*:array",
            "track tea_poured": "cups*:number strength:string=weak|strong",
        },
    ),
    "titles of properties, tags and functions beside the events": (
        """
## Functions
| Function | Where it sends |
|---|---|
| `logAnalyticsEvent()` | both |
| `logOtherEvent()` | one |

## Events
| Event | Parameters |
|---|---|
| `lamp_lit` | room, watts |
| `tea_poured` | cups, room |

## Standard properties
| Property | Type |
|---|---|
| `shop_id` | string |

## Dimensions
| Name | Parameter |
|---|---|
| Zimmer | room |
| Leistung | watts |
| Tassen | cups |

## Triggers
| Name | Kind |
|---|---|
| [7] CE - lamp_lit | Custom |
| [7] CE - tea_poured | Custom |
| [7] CE - lamp_lit twice | Custom |
""",
        {
            "track lamp_lit": "room watts",
            "track tea_poured": "cups room",
            "common": "shop_id:string",
        },
    ),
    "an entry that goes on in words": (
        """
## Events
### `lamp_lit`
- Required fields:
  - `room` including (when known): `floor`, `wing`
  - `tab` (following|friends|nearby)
- Source: varies
""",
        {"track lamp_lit": "room* tab*=following|friends|nearby"},
    ),
    "where an event is sent beside its name": (
        """
| Event | Properties |
|---|---|
| `lamp_lit` (web, server) | room |
| `tea_poured` — backend | cups |
| `door_shut` [iOS] | door |
""",
        {"track lamp_lit": "room", "track tea_poured": "cups", "track door_shut": "door"},
    ),
    "the same properties in other languages": (
        """
| 事件 | 参数 |
|---|---|
| lamp_lit | room, watts |
| lamp_out | 与 lamp_lit 相同 |
| lamp_dim | lamp_lit と同じ |
| lamp_off | igual a lamp_lit |
""",
        dict.fromkeys(
            ["track lamp_lit", "track lamp_out", "track lamp_dim", "track lamp_off"], "room watts"
        ),
    ),
    "pages whose headings say so": (
        """
# Plan
## Page: Article
| Property | Type | Required |
|---|---|---|
| author | Text (owner, editor) | yes |
| tags[] (Text) | | no |

## Page calls
| Property | Type |
|---|---|
| path | string |

## `lamp_lit`
| Property | Type | Required |
|---|---|---|
| room | string | yes |
""",
        {
            "page": "path:string",
            "page Article": "author*:string=owner|editor tags:array tags[]:string",
            "track lamp_lit": "room*:string",
        },
    ),
    "what every event carries in other languages": (
        """
## 事件字典
所有事件隐式携带：

- `app_version`
- `channel=local|beta`

| 事件 | 参数 |
|---|---|
| `lamp_lit` | `room` |
""",
        {"common": "app_version channel=local|beta", "track lamp_lit": "room"},
    ),
    "what every event carries in Arabic": (
        """
## Events
كل حدث يحمل:

- `app_version`
- `module`

| Event | Properties |
|---|---|
| `lamp_lit` | `room` |
""",
        {"common": "app_version module", "track lamp_lit": "room"},
    ),
    "events that a sentence introduces": (
        """
# Analyse
Zwei vorgeschaltete Events messen den Eingang:

- `Lampen-Klick` mit `raum`, `seite` und `platz`
- `Tee-Klick` mit `tassen`
""",
        {"track Lampen-Klick": "raum seite platz", "track Tee-Klick": "tassen"},
    ),
    "events and allowed fields in a line each": (
        """
# Taxonomy
Required events: `lamp_lit`, `tea_poured`.

## Contrato comum
Campos permitidos:

- `room` como nome sem acentos
- `watts`
""",
        {"common": "room watts", "track lamp_lit": "", "track tea_poured": ""},
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
        ("belong to no event and are not read", ("room", "watts")),
    ),
    "a sentence about every event": (
        "# Events\n- `lamp_lit` - lit\n\nEvery event should include `lamp_id`, and when lit `room_id`.\n",
        ("sentences about every event are not read", ("lamp_id", "room_id")),
    ),
    "a row longer than its header": (
        "| Event | Property | Type |\n|---|---|---|\n| lamp_lit | room | string | null | lit |\n| tea_poured | cups | integer |\n",
        ("more cells than their header", ("| lamp_lit | room | string | null | lit |",)),
    ),
    "events that are no longer sent": (
        ("# Plan\n## Events\n| Event | Properties |\n|---|---|\n| lamp_lit | room |\n\n### Removed events\n"
        "| Event | Reason |\n|---|---|\n| tea_poured | cold |\n| cup_shared | gone |\n"),
        ("below this heading are read as those that are sent", ("tea_poured", "cup_shared")),
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
    "headings in words": (
        ("## lamp_opened\n- Properties: room_id\n\n## Adding an event\n- Properties:\n"
        "  - Choose a name for it\n  - Add an example\n"),
        ("heading is read as an event", ("Adding an event",)),
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
