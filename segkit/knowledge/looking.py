"""Where one sees that a call has arrived, as Segment's documentation says; the data is `looking.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from segkit.knowledge.destinations import destination_docs
from segkit.model.workspace import DestinationCatalog


@dataclass(frozen=True, slots=True)
class Look:
    """One place to look, and the page that says so.

    Attributes:
        words: Where to look, and what is seen there.
        docs: Path below the documentation base.
    """

    words: str
    docs: str


def look_for(way: str) -> Look | None:
    """Where Segment shows it: `sent`, or the mode `cloud` or `device`; None for any other."""
    found = cast("Mapping[str, str] | None", _document().get(way))
    return Look(found["look"], found["docs"]) if way != "tools" and found else None


def look_in(catalog: DestinationCatalog) -> Look | None:
    """Where the tool itself shows it; None where its page does not say."""
    page = destination_docs(catalog)
    tools = cast("Mapping[str, Mapping[str, str]]", _document()["tools"])
    found = tools.get(page.rpartition("/")[2])
    return Look(found["look"], page + found.get("at", "")) if found else None


@cache
def _document() -> Mapping[str, object]:
    path = files("segkit.knowledge") / "looking.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
