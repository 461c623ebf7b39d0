"""What single properties say: nested objects, lists, values, examples."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from segkit.model.plan import TrackingPlan

Read = Callable[..., TrackingPlan]
InShort = Callable[[TrackingPlan], dict[str, str]]

CASES = {
    "values of properties that are defined apart": (
        """
fields: {plan: [free, pro], total: [low, high]}
events: [{name: Order Completed, fields: [plan]}]
""",
        "plan=free|pro",
    ),
    "values that a reference leads to": (
        """
enums: {Plan: [free, pro]}
events: [{name: Order Completed, properties: {plan: {type: string, $ref: '#/enums/Plan'}}}]
""",
        "plan:string=free|pro",
    ),
    "kinds and their presence": (
        """
events:
  - name: Order Completed
    fields: {total: {kind: number, presence: required}, tags: {kind: list, of: string}, shop: {kind: string, name: string}}
""",
        "total*:number tags:array tags[]:string shop:object shop.kind:string shop.name:string",
    ),
    "remarks beside a type": (
        """
enums: {Plan: [free, pro]}
events:
  - name: Order Completed
    properties:
      total: {type: number, pii: none}
      source: {value: web-app}
      code: "'half_price'"
      plan: Plan
      next: Plan (see enums)
""",
        "total:number source=web-app code:string=half_price plan=free|pro next=free|pro",
    ),
    "what a value is": (
        """
events:
  - name: Order Completed
    data:
      - {name: shade, type: string, value: warm}
      - {name: percent, type: number, value: 25}
      - name: lamp
        value: [{name: kind, value: "'desk' or 'wall'"}, {name: place, value: [{name: room}, {name: floor}]}]
""",
        "shade:string=warm percent:number=25 lamp:object lamp.kind=desk|wall lamp.place:object lamp.place.room lamp.place.floor",
    ),
    "what is said of values under a word of its own": (
        """
events:
  - name: Order Completed
    properties:
      plan: {type: string, validation: {enum: [free, pro]}}
      total: {type: number, constraints: {required: true, min: 0}}
      lines: {type: array, items: [{name: sku, type: string, required: true}]}
""",
        "plan:string=free|pro total*:number lines:array lines[].sku*:string",
    ),
    "marks in numbers, beside a pair and as modes": (
        """
events:
  - name: Order Completed
    properties:
      - {key: order_id, type: string, mandatory: 1}
      - {key: total, type: number, mandatory: 0}
      - plan: {type: string}
        required: true
      - {name: shop, type: STRING, mode: REQUIRED}
      - {name: lines, type: RECORD, fields: [{name: sku, type: STRING, mode: NULLABLE}], mode: REPEATED}
""",
        "order_id*:string total:number plan*:string shop*:string lines:array lines[].sku:string",
    ),
    "constants under other words": (
        """
events:
  - name: Order Completed
    properties:
      - {name: source, type: string, constant: web}
      - {name: version, type: integer, fixed: 2}
      - {name: is_kept, type: boolean, fixed: true}
""",
        "source:string=web version:integer=2 is_kept:boolean",
    ),
    "types and marks under short words": (
        """
events:
  - name: Order Completed
    attributes:
      - {attribute: order_id, format: string, M/O: M}
      - {attribute: total, format: number, M/O: O}
      - {attribute: at, format: date-time, M/O: O}
      - {attribute: plan, type: {type: enum, symbols: [free, pro]}}
""",
        "order_id*:string total:number at(date-time) plan:string=free|pro",
    ),
    "properties by platform": (
        "events: [{name: Order Completed, properties: {common: [order_id], ios: [device], android: [build]}}]",
        "order_id device build",
    ),
    "properties that a reference leads to": (
        """
shapes: {order: {order_id: {type: string, required: true}}}
events: [{name: Order Completed, properties: {$ref: '#/shapes/order'}}]
""",
        "order_id*:string",
    ),
    "a list that an anchor brings": (
        """
_ids: &ids
  - {name: order_id, type: string, required: true}
events: [{name: Order Completed, properties: [*ids, {name: total, type: number}]}]
""",
        "order_id*:string total:number",
    ),
    "a payload of numbers": (
        "events: [{name: Order Completed, description: Paid., payload: {total: 12, is_gift: true}}]",
        "total:integer is_gift:boolean",
    ),
    "names that are shown, and lists in the plural": (
        """
[
  {key: tea_poured, display_name: Tea Poured, params: [
    {key: shop_page, display_name: URL, is_pii: false, type: string},
    {key: flavours, display_name: Text, is_pii: false, type: strings}]},
]
""",
        "shop_page:string flavours:array flavours[]:string",
    ),
    "nested properties": (
        """
events:
  - name: Order Completed
    properties:
      address:
        type: object
        properties:
          city: {type: string, required: true}
      shop: {name: string, country: string}
""",
        "address:object address.city*:string shop:object shop.name:string shop.country:string",
    ),
    "lists and their elements": (
        """
events:
  - name: Order Completed
    properties:
      tags: {type: array, items: string}
      sizes: array of integers
      codes: [string]
      lines: {type: array, properties: [{name: sku, type: string, required: true}, {name: quantity, type: integer}]}
      gifts: {type: array, items: {type: object, properties: {sku: {type: string}}}}
      flags: {type: string_list, enum: [new, sale]}
""",
        "tags:array tags[]:string sizes:array sizes[]:integer codes:array codes[]:string lines:array lines[].sku*:string lines[].quantity:integer gifts:array gifts[].sku:string flags:array flags[]:string=new|sale",
    ),
    "dots in names": (
        """
events:
  - name: Order Completed
    properties: {address.city: string, "products[].sku": string, "products.$.price": number}
""",
        "address:object address.city:string products:array products[].sku:string products[].price:number",
    ),
    "null and unions": (
        """
events:
  - name: Order Completed
    properties:
      a: {type: [string, "null"]}
      b: "string | null"
      c: {type: string, nullable: true}
      d: {type: "string, null"}
""",
        "a:string|null b:string|null c:string|null d:string|null",
    ),
    "formats": (
        """
events:
  - name: Order Completed
    properties: {at: datetime, id: uuid, link: {type: url}, day: {type: string, format: date}}
""",
        "at:string(date-time) id:string(uuid) link:string(uri) day:string(date)",
    ),
    "an example call": (
        """
event: Order Completed
properties:
  order_id: Q-1
  total: 12.5
  count: 3
  is_gift: false
  shop: {city: Ghent}
  lines: [{sku: K1, quantity: 2}]
""",
        "order_id:string total:number count:integer is_gift:boolean shop:object shop.city:string lines:array lines[].sku:string lines[].quantity:integer",
    ),
    "a data layer": (
        """
- event: order_completed
  order_id: string
  order_total: number
""",
        "order_id:string order_total:number",
    ),
    "yes and no among the values": (
        """
events:
  - name: Order Completed
    properties:
      gift: {type: string, enum: [yes, no, unknown]}
      mandatory: {type: string, required: yes}
""",
        "gift:string=yes|no|unknown mandatory*:string",
    ),
    "alternatives": (
        """
events:
  - name: Order Completed
    properties:
      a: {oneOf: [{const: x}, {const: y}]}
      b: {anyOf: [{type: string}, {type: number}]}
      c: {allOf: [{type: string}, {enum: [p, q]}]}
      d: {const: only}
""",
        "a=x|y b:string|number c:string=p|q d=only",
    ),
    "definitions of the document": (
        """
definitions:
  Money: {type: object, required: [amount], properties: {amount: {type: number}, currency: {type: string}}}
events:
  - name: Order Completed
    properties:
      price: {$ref: "#/definitions/Money"}
""",
        "price:object price.amount*:number price.currency:string",
    ),
    "types of the document": (
        """
types:
  Money: {amount: number, currency: string}
events:
  - name: Order Completed
    properties:
      price: {type: Money}
""",
        "price:object price.amount:number price.currency:string",
    ),
    "families of names": (
        """
events:
  - name: Order Completed
    properties: [order_id, utm_*]
""",
        "order_id",
    ),
    "several names at once": (
        """
events:
  - name: Order Completed
    properties: {"utm_source, utm_medium": string}
""",
        "utm_source:string utm_medium:string",
    ),
}


@pytest.mark.parametrize(("text", "fields"), CASES.values(), ids=CASES)
def test_properties(text: str, fields: str, read: Read, in_short: InShort) -> None:
    """A property says the same in whichever words it is described."""
    plan = read(text)

    [(_, found)] = in_short(plan).items()
    assert found == fields
