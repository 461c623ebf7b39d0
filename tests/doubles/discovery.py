"""Google's published description of Sheets API v4, and what in a value breaks it.

The document is the copy inside `google-api-python-client`; nothing is fetched.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "string": str, "boolean": bool, "integer": int, "number": (int, float),
}  # fmt: skip


def sheets_v4() -> dict[str, Any]:
    """The document."""
    folder = files("googleapiclient") / "discovery_cache" / "documents"
    document: dict[str, Any] = json.loads((folder / "sheets.v4.json").read_text("utf-8"))
    return document


def faults(
    document: Mapping[str, Any], schema: Mapping[str, Any], value: object, at: str = "$"
) -> Iterator[str]:
    """Every place in `value` that the schema does not allow: unknown names, wrong types."""
    if "$ref" in schema:
        schema = document["schemas"][schema["$ref"]]
    kind = schema.get("type", "any")
    if kind == "any":
        return
    if kind == "array":
        if not isinstance(value, list):
            yield f"{at} is no array"
            return
        for index, one in enumerate(value):
            yield from faults(document, schema["items"], one, f"{at}[{index}]")
    elif kind == "object":
        yield from _object_faults(document, schema, value, at)
    elif not isinstance(value, _TYPES[kind]) or (kind != "boolean" and isinstance(value, bool)):
        yield f"{at} is no {kind}"
    elif "enum" in schema and value not in schema["enum"]:
        yield f"{at} is {value!r}"


def _object_faults(
    document: Mapping[str, Any], schema: Mapping[str, Any], value: object, at: str
) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{at} is no object"
        return
    for name, one in value.items():
        inner = schema.get("properties", {}).get(name, schema.get("additionalProperties"))
        if inner is None:
            yield f"{at}.{name} does not exist"
        else:
            yield from faults(document, inner, one, f"{at}.{name}")


def method_of(document: Mapping[str, Any], http_method: str, path: str) -> dict[str, Any]:
    """The method that a request calls; raises `LookupError` for one that does not exist."""
    spreadsheets = document["resources"]["spreadsheets"]
    for methods in (spreadsheets["methods"], spreadsheets["resources"]["values"]["methods"]):
        for method in methods.values():
            wanted = method["path"].split("/")
            found = path.removeprefix("/").split("/")
            if method["httpMethod"] == http_method and len(wanted) == len(found) and all(
                one.startswith("{") or one == other for one, other in zip(wanted, found, strict=True)
            ):  # fmt: skip
                described: dict[str, Any] = method
                return described
    raise LookupError(f"{http_method} {path}")
