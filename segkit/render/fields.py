"""How one planned field is described: its type, its values, everything else it carries."""

from __future__ import annotations

from collections.abc import Sequence

from segkit.model.plan import Field
from segkit.render import parts
from segkit.render.tree import BREAK, Child, joined, together


def type_words(planned: Field) -> str:
    """`string`, `string or null`; `any` when the plan names no type."""
    return " or ".join(planned.types) or "any"


def need_words(planned: Field) -> str:
    """`required` or `optional`."""
    return "required" if planned.required else "optional"


def allowed_values(planned: Field, limit: int = 0) -> Child:
    """What limits the values: the list of them, the pattern, the format."""
    limits: list[Child] = []
    if planned.enum is not None:
        limits.append(parts.values(planned.enum, limit=limit))
    if planned.pattern is not None:
        limits.append(together("matches ", parts.code(planned.pattern)))
    if planned.format:
        limits.append(parts.words(planned.format))
    return joined(BREAK, *limits) if limits else parts.NOTHING


def allowed(planned: Field) -> object:
    """The same as a value: the list itself where that is all, else the limits in words."""
    if planned.enum is not None and planned.pattern is None and not planned.format:
        return planned.enum
    limits = []
    if planned.enum is not None:
        limits.append(", ".join(parts.as_text(value) for value in planned.enum))
    if planned.pattern is not None:
        limits.append(f"matches {planned.pattern}")
    return "; ".join(filter(None, [*limits, planned.format]))


def other_facts(planned: Field) -> Sequence[tuple[str, Child]]:
    """What the plan says about a field besides its name, type, description and values.

    Labels come under the plan's own names; keywords of the schema that have no meaning
    of their own here are shown as they are written.
    """
    return [
        *((name, parts.as_text(value)) for name, value in planned.labels.items()),
        *((name, parts.code(value)) for name, value in planned.schema.items()),
        ("In the plan", "" if planned.declared else "Listed as required, but never described."),
    ]
