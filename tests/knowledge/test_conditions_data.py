"""The knowledge's files keep to their schema, so that a person can read and write them."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections.abc import Mapping
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it has no types

from segkit.knowledge.conditions import KINDS, read_condition

SCHEMA = json.loads((files("segkit.schemas") / "knowledge.schema.json").read_text("utf-8"))
FILES = ("destinations", "warehouses", "sources", "global")


def as_json(value: object) -> object:
    """TOML's days as JSON has them."""
    if isinstance(value, Mapping):
        return {key: as_json(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_json(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date) else value


@pytest.mark.parametrize("file", FILES)
def test_a_file_of_knowledge_keeps_to_the_schema(file: str) -> None:
    """Every key is one that the schema explains."""
    text = (files("segkit.knowledge") / f"{file}.toml").read_text("utf-8")

    errors = Draft202012Validator(SCHEMA).iter_errors(as_json(tomllib.loads(text)))

    assert [f"{list(one.path)}: {one.message}" for one in errors] == []


def test_the_schema_knows_every_kind_of_condition() -> None:
    """And none that segkit cannot judge."""
    kinds = {one["required"][0] for one in SCHEMA["$defs"]["condition"]["oneOf"]}

    assert kinds == set(KINDS)


@pytest.mark.parametrize(
    "raw", [{"otherwise": "wrong"}, {"moon": "full"}, {"setting": "x", "otherwise": "maybe"}]
)
def test_what_is_no_condition_is_refused(raw: dict[str, object]) -> None:
    """A misspelt word would be a condition that nothing looks at."""
    with pytest.raises(ValueError, match="no condition"):
        read_condition(raw)
