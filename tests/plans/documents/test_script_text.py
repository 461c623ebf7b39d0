"""Programs that state a plan as data or types: read without running them, and in doubt."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from segkit.errors import InputFileError, NotATrackingPlanError
from segkit.model.plan import TrackingPlan
from segkit.plans.documents.script_text import load_script

Read = Callable[..., TrackingPlan]
InShort = Callable[[TrackingPlan], dict[str, str]]

LIT = {"track lamp_opened": "room*:string watts:number", "track tea_ordered": ""}

PLANS = {
    "descriptions and properties": (
        """
export const TRACKING_PLAN = {
  lamp_opened: {
    description: 'When a {lamp} is opened', // by hand
    properties: { room: { type: 'string', required: true }, watts: 'number' },
  },
  tea_ordered: { description: "Tea", properties: {} },
} as const;
""",
        LIT,
    ),
    "a map of types": (
        """
interface LampProps { room: string; watts?: number }
export type AnalyticsEvents = {
  lamp_opened: LampProps
  tea_ordered: {};
};
""",
        LIT,
    ),
    "types that are alternatives": (
        """
export type AnalyticsEvent =
  | { name: 'lamp_opened'; properties: { room: string; watts?: number } }
  | { name: 'tea_ordered'; properties: {} };
""",
        LIT,
    ),
    "a list in a call": (
        """
module.exports = defineEvents([
  { event: 'lamp_opened', properties: [{ name: 'room', type: 'string', required: true }, { name: 'watts', type: 'number' }] },
  { event: 'tea_ordered', properties: [] },
]);
""",
        LIT,
    ),
    "constants and what they carry": (
        """
const EVENTS = { LAMP_OPENED: 'lamp_opened', TEA: 'tea_ordered' };
const SHARED = { room: { type: 'string', required: true } };
export const PLAN = {
  [EVENTS.LAMP_OPENED]: { properties: { ...SHARED, watts: { type: 'number' } } },
  [EVENTS.TEA]: { properties: {} },
};
""",
        LIT,
    ),
    "types in other types": (
        """
type Sent<E extends { payload: unknown }> = E & { at: string };
type LampOpenedEvent = Sent<{
  name: 'lamp_opened';
  payload: { room: string; watts?: number };
}>;
type TeaOrdered = Sent<{ name: 'tea_ordered'; payload: Record<string, never> }>;
""",
        LIT,
    ),
    "names that are the type of a member": (
        ("export type EventType = | 'lamp_opened' | 'tea_ordered';\n"
        "interface Params { lampId: string; eventType: EventType; eventData: Record<string, any> }"),
        {"track lamp_opened": "", "track tea_ordered": ""},
    ),
    "lists of objects": (
        "type Events = { lamp_opened: { room: string; parts: Array<{ kind: string }> }; tea_ordered: {} };",
        {"track lamp_opened": "room*:string parts*:array parts[].kind*:string", "track tea_ordered": ""},
    ),
    "classes": (
        """
interface Options { client?: { key: string }; disabled: boolean }
export interface LampOpenedProperties { room: string; watts?: number }
export class LampOpened implements BaseEvent {
  event_type = 'lamp_opened';
  constructor(public event_properties: LampOpenedProperties) { this.event_properties = event_properties; }
}
export class TeaOrdered implements BaseEvent {
  event_type = 'tea_ordered';
}
""",
        LIT,
    ),
    "types that are laid together": (
        """
type Base = { lamp_id: string };
type Wrapped<E> = E & { at: string };
export type Events = { lamp_opened: Base & { room: string; watts?: number }; tea_ordered: undefined };
""",
        {"track lamp_opened": "lamp_id*:string room*:string watts:number", "track tea_ordered": ""},
    ),
    "objects in objects": (
        """
interface Lamp { kind: string; oil?: boolean }
export type Events = { lamp_opened: { room: string; lamp: Lamp; shade?: { hue: string } }; tea_ordered: {} };
""",
        {
            "track lamp_opened": "room*:string lamp*:object lamp.kind*:string lamp.oil:boolean shade:object shade.hue*:string",
            "track tea_ordered": "",
        },
    ),
    "functions that hand on what they are given": (
        ("export const opened = (props: { room: string; watts?: number }) => track('lamp_opened', props);\n"
        "export const ordered = (cups: number) => track('tea_ordered', { cups });"),
        {"track lamp_opened": "room*:string watts:number", "track tea_ordered": "cups*:number"},
    ),
    "schemas that are built by calls": (
        """
import { z } from 'zod';
const Kind = z.enum(['gas', 'oil']);
export const REGISTRY = {
  lamp_opened: z.object({
    room: z.string().max(64),
    watts: z.number().int().optional(),
    kind: Kind.optional(),
    parts: z.array(z.object({ no: z.number().nullable() })),
    lamp: z.object({ shade: z.literal('warm') }).describe('Which, and "how"'),
  }),
  tea_ordered: z.object({}),
} as const;
""",
        {
            "track lamp_opened": "room*:string watts:integer kind:string=gas|oil parts*:array parts[].no*:number|null lamp*:object lamp.shade*:string=warm",
            "track tea_ordered": "",
        },
    ),
    "schemas that name their events": (
        """
export const opened = z.object({ event: z.literal('lamp_opened'), properties: z.object({ room: z.string(), watts: z.number().nullish() }) });
export const ordered = z.object({ event: z.literal('tea_ordered'), properties: z.object({}) });
export const any = z.discriminatedUnion('event', [opened, ordered]);
""",
        {"track lamp_opened": "room*:string watts:number|null", "track tea_ordered": ""},
    ),
    "nothing but names": (
        "enum AnalyticsEvent { LampOpened = 'lamp_opened', Tea = 'tea_ordered' }",
        {"track lamp_opened": "", "track tea_ordered": ""},
    ),
    "constants of one word": (
        "export const ANALYTICS_EVENTS = { LIT: 'lit', POURED: 'poured' } as const;",
        {"track lit": "", "track poured": ""},
    ),
    "constants whose values say more": (
        "export const CTA = { lamp: 'lamp_click', teaMenu: 'tea_menu_click' } as const;",
        {"track lamp_click": "", "track tea_menu_click": ""},
    ),
    "names and the keys that are allowed": (
        ("export type Name = 'lamp_opened' | 'tea_ordered';\n"
        "export const KEYS: Record<Name, readonly string[]> = {\n"
        "  lamp_opened: ['room', 'watts'],\n  tea_ordered: [],\n};"),
        {"track lamp_opened": "room watts", "track tea_ordered": ""},
    ),
    "functions that send": (
        ("export const events = { lampOpened: () => track('lamp_opened'),\n"
        "  teaOrdered: (kind: 'black' | 'green') =>\n    track('tea_ordered', { kind }) };"),
        {"track lamp_opened": "", "track tea_ordered": "kind*:string=black|green"},
    ),
    "names that are alternatives": (
        "export type AnalyticsEvent =\n  | 'lamp_opened'\n  // with milk\n  | 'tea_ordered';",
        {"track lamp_opened": "", "track tea_ordered": ""},
    ),
    "values that are alternatives": (
        "type Events = { lamp_opened: { kind: 'gas' | 'oil'; rooms: string[]; at?: Date | null } };",
        {"track lamp_opened": "kind*:string=gas|oil rooms*:array rooms[]:string at:string|null(date-time)"},
    ),
    "functions that send an event each": (
        """
export interface LampOpened { room: string; watts?: number; lamps: Lamp[] }
export interface Lamp { id: string }
export interface TeaOrdered {}
export function lampOpened(props: LampOpened, options?: Options): void {
  const a = analytics();
  if (a) { a.track('Lamp Opened', props || {}, { ...options }); }
}
export function teaOrdered(message: TrackMessage<TeaOrdered>, callback?: Callback): void {
  send({ ...message, event: 'Tea Ordered', properties: message.properties });
}
""",
        {"track Lamp Opened": "room*:string watts:number lamps*:array lamps[].id*:string",
         "track Tea Ordered": ""},
    ),
    "functions of one's own": (
        """
export const track = {
  lampOpened: (it: { room: string; watts?: number }) => send('lamp_opened', it),
  teaOrdered: () => send('tea_ordered', {}),
};
""",
        LIT,
    ),
    "alternatives by their names, with keys beside the event's": (
        """
type LampOpened = { event: 'lamp_opened'; room: string; watts?: number };
type CupShared = { event: 'cup_shared'; cups: number };
export type Events = LampOpened | CupShared;
""",
        {"track lamp_opened": "room*:string watts:number", "track cup_shared": "cups*:number"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "rules"), PLANS.values(), ids=PLANS)
def test_a_program_that_states_a_plan_is_read_and_doubted(
    text: str, rules: dict[str, str], read: Read, in_short: InShort
) -> None:
    """A person reads it at once; that it was not run is said."""
    plan = read(text, "quillmoor.ts")

    assert in_short(plan) == rules
    [doubt] = [one for one in plan.report.doubts if "without running it" in one.what]
    assert set(doubt.examples) == {name.removeprefix("track ") for name in rules}


@pytest.mark.parametrize(
    "text",
    [
        "export function add(a: number, b: number) { return a + b; }",
        "export const config = { host: 'a.example', port: 80 };",
        "type LampProps = { event: LampEvent; onOpen: (room: string) => void };",
        "const wrapper = { context: { room: false, update: jest.fn() } };",
    ],
)
def test_other_programs_are_refused_with_a_way_out(text: str, read: Read) -> None:
    """Settings, components and functions are no plan, and nothing is run to find one."""
    with pytest.raises(NotATrackingPlanError, match="states no events") as refused:
        read(text, "quillmoor.ts")

    assert "print the plan as JSON" in refused.value.fix


def test_the_comment_above_an_event_says_what_it_is(read: Read) -> None:
    """Its first paragraph; a map of several events has none, and data of a user's event is no user."""
    text = """
/**
 * Somebody lit a lamp
 * in the shop.
 *
 * @example { action: "lampLit" }
 */
export interface LampLit { action: ActionType.lampLit; room: string; watts?: number }
/** They said what they like */
export interface FirstVisitUserInputData { action: ActionType.input; hue: string; room: string }
export interface TeaPoured { cups: number }
"""
    plan = read(text, "quillmoor.ts")
    several = read(
        "/** All */ interface Events { lamp_lit: { room: string }; tea_poured: { cups: number } }",
        "quillmoor.ts",
    )

    assert [(rule.call, rule.key, rule.description) for rule in plan.rules] == [
        ("track", "LampLit", "Somebody lit a lamp in the shop."),
        ("track", "FirstVisitUserInputData", "They said what they like"),
        ("track", "TeaPoured", ""),
    ]
    assert [(rule.key, rule.description) for rule in several.rules] == [
        ("lamp_lit", ""),
        ("tea_poured", ""),
    ]


def test_what_is_declared_elsewhere_is_noted(read: Read) -> None:
    """Properties that another file spreads into an event are not lost without a word."""
    plan = read(
        "const EVENTS = { lamp_opened: { properties: { ...BASE, room: 'string' } } };", "q.js"
    )

    assert any("declared elsewhere: BASE" in note for note in plan.report.notes)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("const A = { b: 1.5, c: -2, d: true, e: null, 'f-g': `h` };",
         {"b": 1.5, "c": -2, "d": True, "e": None, "f-g": "h"}),
        ("const A = { b: f(1, [2]), d: x => ({ y: 1 }), e };",
         {"b": "f(1, [2])", "d": "x => ({ y: 1 })", "e": "e"}),
        ("const A = { /* b: 1, */ c: 'it is // no comment', m() { return { x: 1 }; }, d: 2 };",
         {"c": "it is // no comment", "d": 2}),
        ("const A: Record<string, B> = { b: [ { c: 1 }, { c: 2 }, ] } satisfies C;",
         {"b": [{"c": 1}, {"c": 2}]}),
        ("const A = { b: 007 };", {"b": "007"}),
        ("const A = { b: { c: 1", {"b": {"c": 1}}),
    ],
)  # fmt: skip
def test_values_are_what_they_say(text: str, value: object) -> None:
    """What is no plain value stays the text that it is, and a text that breaks off does no harm."""
    assert load_script(text).document == {"A": value}


def test_a_script_that_is_nested_too_deep_is_refused() -> None:
    """Whatever somebody sends, it ends in words."""
    with pytest.raises(InputFileError, match="nested too deep"):
        load_script("const A = " + "[" * 100_000)


def test_a_long_script_takes_no_longer_than_its_length() -> None:
    """Twice the lines take about twice the time, not four times."""
    line = "  lamp_%d: { properties: { room: 'string' } },\n"

    def seconds(count: int) -> float:
        text = "const EVENTS = {\n" + "".join(line % number for number in range(count)) + "};"
        start = time.process_time()
        load_script(text)
        return time.process_time() - start

    short, long = min(seconds(500) for _ in range(3)), min(seconds(2000) for _ in range(3))

    assert long < short * 10


def test_types_called_like_events_say_what_these_carry(read: Read, in_short: InShort) -> None:
    """`LampLitProps` belongs to `lamp_lit`; one that no event is called like is in doubt."""
    text = """
export const EVENTS = { LAMP_LIT: 'lamp_lit', CUP_SHARED: 'cup_shared' } as const;
export interface LampLitProps { room: string; watts?: number }
export interface CupSharedEventPayload { cups: number }
export interface TentPackedProps { tent_id: string }
export const USER_PROPERTIES = { SHOE_SIZE: 'shoe_size', APP_VERSION: 'app_version' } as const;
"""

    plan = read(text, "quillmoor.ts")

    assert in_short(plan) == {
        "track lamp_lit": "room*:string watts:number",
        "track cup_shared": "cups*:number",
        "identify": "shoe_size app_version",
    }
    assert any("tent_id" in one.examples for one in plan.report.doubts)


def test_classes_that_name_events_are_events(read: Read, in_short: InShort) -> None:
    """As Amplitude generates them: the type of their properties says what these carry."""
    text = """
export interface LoadOptions { disabled?: boolean }
export interface LampLitProperties { /** Where */ room: string; watts?: number }
export class LampLit implements BaseEvent {
  event_type = 'Lamp Lit';

  constructor(
    public event_properties: LampLitProperties,
  ) {
    this.event_properties = event_properties;
  }
}
export class TeaPoured implements BaseEvent {
  event_type = 'Tea Poured';
}
export interface KeeperProperties { tea_consent?: boolean }
export class Identify implements BaseEvent {
  event_type = quillmoor.Types.SpecialEventType.IDENTIFY;

  constructor(public event_properties?: KeeperProperties) {}
}
export class Lamps {
  private disabled: boolean = false;
  load(options: LoadOptions) { this.disabled = options.disabled ?? false; }
}
"""

    plan = read(text, "index.ts")

    assert in_short(plan) == {
        "track Lamp Lit": "room*:string watts:number",
        "track Tea Poured": "",
        "identify": "tea_consent:boolean",
    }
    assert "without running it" in plan.report.doubts[0].what


def test_the_schema_of_a_form_is_no_event(read: Read) -> None:
    """It names none, and its own name says nothing that has happened."""
    text = "const createLamp = z\n  .object({ room: z\n    .string()\n    .max(3), watts: z.number() });"

    with pytest.raises(NotATrackingPlanError, match="states no events"):
        read(text, "quillmoor.ts")


def test_lists_laid_together_are_read_where_they_go(read: Read, in_short: InShort) -> None:
    """What their entries look like is no event, nor is a list that another one takes over."""
    text = """
interface Definition<S> { description: string; trigger: string; properties: S }
export interface EventSpec { name: string; group: string; params: readonly string[]; keyEvent?: boolean }
export const CLICK_PARAMS = ["room", "position"] as const;
const LAMP_EVENTS: EventSpec[] = [
  { name: "lamp_lit", group: "lamps", params: [...CLICK_PARAMS, "watts"] },
];
const TEA_EVENTS: EventSpec[] = [{ name: "tea_poured", group: "tea", params: CLICK_PARAMS }];
export const EVENTS: readonly EventSpec[] = [...LAMP_EVENTS, ...TEA_EVENTS];
"""

    assert in_short(read(text, "registry.ts")) == {
        "track lamp_lit": "room position watts",
        "track tea_poured": "room position",
    }
