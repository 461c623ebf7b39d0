"""Tables that somebody saved as JSON, and keys in other languages."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from segkit.model.plan import TrackingPlan
from segkit.plans.formats import format_of
from segkit.plans.plan_input import PlanInput

Read = Callable[..., TrackingPlan]
InShort = Callable[[TrackingPlan], dict[str, str]]

ROWS = [
    {"Event Name": "Order Completed", "Property Name": "order_id", "Data Type": "String", "Required": "Yes"},
    {"Event Name": "", "Property Name": "total", "Data Type": "Number", "Required": "No"},
    {"Event Name": "Lamp Lit", "Property Name": "room", "Data Type": "String", "Required": None},
]  # fmt: skip


def test_a_list_of_flat_objects_is_a_sheet(read: Read, in_short: InShort) -> None:
    """Rows without an event belong to the one above, as in every sheet."""
    plan = read(json.dumps({"rows": ROWS}), "quillmoor.json")

    assert in_short(plan) == {
        "track Order Completed": "order_id*:string total:number",
        "track Lamp Lit": "room:string",
    }


def test_a_list_of_events_is_no_sheet() -> None:
    """Objects with lists in them say themselves what they mean."""
    events = [
        {"event": "Lamp Lit", "properties": ["room"]},
        {"event": "Tea Poured", "properties": []},
    ]

    assert format_of(PlanInput.of(events, "quillmoor")).name == "JSON or YAML"


LANGUAGES = {
    "German": """
ereignisse:
  - ereignisName: Bestellung abgeschlossen
    beschreibung: Nach der Zahlung
    eigenschaften:
      - {name: bestell_id, typ: Zeichenkette, pflicht: ja}
      - {name: summe, typ: Zahl, pflicht: nein, beispiel: 12}
""",
    "Spanish": """
eventos:
  Bestellung abgeschlossen:
    descripción: Nach der Zahlung
    propiedades:
      bestell_id: {tipo: cadena, requerido: true}
      summe: {tipo: número, ejemplo: 12}
""",
    "Japanese": """
イベント:
  - イベント名: Bestellung abgeschlossen
    説明: Nach der Zahlung
    プロパティ:
      - {プロパティ名: bestell_id, 型: 文字列, 必須: 必須}
      - {プロパティ名: summe, 型: 数値, 必須: 任意, 例: 12}
""",
}


@pytest.mark.parametrize("text", LANGUAGES.values(), ids=LANGUAGES)
def test_keys_in_other_languages_say_the_same(text: str, read: Read, in_short: InShort) -> None:
    """The words are those that headings of tables may have."""
    plan = read(text)

    assert in_short(plan) == {"track Bestellung abgeschlossen": "bestell_id*:string summe:number"}
    assert plan.rules[0].description == "Nach der Zahlung"
    assert plan.rules[0].fields[1].example == 12
    assert plan.report.doubts == ()
