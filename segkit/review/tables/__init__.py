"""The data that checks judge by: Segment's specs, words, what is personal, limits of tools."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> Mapping[str, Any]:
    """One of the files here, e.g. `words`; its shape is its comments' business."""
    text = (files(__package__) / f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def words_at(section: str, key: str) -> frozenset[str]:
    """A list of words of `words.toml`: divided by bars where there are any, else by blanks."""
    text: str = table("words")[section][key]
    return frozenset(
        word.strip() for word in (text.split("|") if "|" in text else text.split()) if word.strip()
    )
