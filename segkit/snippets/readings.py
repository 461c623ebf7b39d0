"""What the text in a plan's example column may mean as a value.

A sheet holds `12.5`, `TRUE`, `red, green` or `{"sku": "A1"}` as text; which of the readings is
meant follows from the field's types, and is decided by whoever tries them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime

from segkit.snippets.shape import Shape

_WORDS = {"true": True, "yes": True, "false": False, "no": False}


def readings(example: object | None, shape: Shape) -> Iterator[object]:
    """The values that an example may stand for, the closest to what is written first.

    Args:
        example: As the plan gives it; None gives nothing.
        shape: The field that it is an example of, for the elements of lists.
    """
    match example:
        case None:
            return
        case str():
            yield from _of_text(example, shape)
        case datetime():
            yield example.isoformat() if example.tzinfo else f"{example.isoformat()}Z"
        case date():
            yield example.isoformat()
            yield f"{example.isoformat()}T00:00:00Z"
        case _:
            yield from _of_value(example)


def _of_text(text: str, shape: Shape) -> Iterator[object]:
    yield text
    bare = text.strip()
    if bare.lower() in _WORDS:
        yield _WORDS[bare.lower()]
    yield from _of_json(bare)
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", bare):
        yield from _of_json(bare.replace(",", ""))
    if re.fullmatch(r"\d{4}-\d\d-\d\d", bare):
        yield f"{bare}T00:00:00Z"
    elif re.match(r"\d{4}-\d\d-\d\d[ T]", bare):
        yield f"{bare[:10]}T{bare[11:]}"
        yield f"{bare[:10]}T{bare[11:]}Z"
    if "array" in shape.types and not bare.startswith(("[", "{")):
        yield [_element(part.strip(), shape) for part in re.split(r"[,;\n]", bare)]


def _element(text: str, shape: Shape) -> object:
    """One part of a list written as `red, green`: text, unless the elements are no texts."""
    types = shape.element.types if shape.element else ()
    if not types or "string" in types:
        return text
    return next(_of_json(text), text)


def _of_json(text: str) -> Iterator[object]:
    try:
        yield json.loads(text, parse_constant=_reject)
    except (ValueError, RecursionError):
        return


def _reject(name: str) -> object:
    raise ValueError(name)


def _of_value(value: object) -> Iterator[object]:
    if isinstance(value, float) and value.is_integer():
        # Sheets hold every number as a decimal one.
        yield int(value)
        yield str(int(value))
    yield value
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)
