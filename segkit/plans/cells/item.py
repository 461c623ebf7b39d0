"""One property as a list in a cell gives it, and words that name none."""

from __future__ import annotations

from dataclasses import dataclass

NOTHING = frozenset(
    {"none", "n/a", "na", "default", "defaults", "automatic", "(auto)", "(automatic)", "automatici", "automático", "automáticos", "automatico", "automatique", "automatiques", "automatisch",
     "自動", "自动", "자동", "-", "–", "—", "--", "no properties", "no props", "nothing", "null", "{}", "[]", "none.",
     "no", "tbd", "tbc", "todo", "[tbd]", "[todo]", "no parameters", "no params", "無し", "なし", "无", "없음", "нет", "keine", "aucun", "aucune",
     "ninguno", "ninguna", "nenhum", "nessuno", "brak", "/", "?", "...", "…", "no additional properties"}
)  # fmt: skip
"""What a cell says instead of a list."""
PROGRAMS_SAY = frozenset(
    {"string", "str", "integer", "int", "boolean", "bool", "float", "double", "array", "object"}
)
"""Types that are no names of anything else, as `date` and `number` are."""


@dataclass(frozen=True, slots=True)
class PackedItem:
    """One property of a list in a cell.

    Attributes:
        name: As written, nesting in it as `a.b` or `a[].b`.
        type: The type's word, or empty.
        required: What the list says about it; None when it says nothing.
        description: What follows the name, if it is no type.
        values: The allowed values as they are written, or empty.
        example: The value of a JSON example.
    """

    name: str
    type: str = ""
    required: bool | None = None
    description: str = ""
    values: str = ""
    example: object | None = None
