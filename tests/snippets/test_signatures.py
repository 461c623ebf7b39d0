"""Every part of a call stands where the library takes it, by the table in `signatures.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from segkit.model.plan import CALLS
from segkit.snippets.languages import LANGUAGES, call_snippet

if TYPE_CHECKING:
    from tree_sitter import Node

TABLE: dict[str, Any] = tomllib.loads((Path(__file__).parent / "signatures.toml").read_text())

ABOUT: dict[str, tuple[str, ...]] = {
    "track": ("event", "properties"),
    "identify": ("traits",),
    "group": ("groupId", "traits"),
    "page": ("category", "name", "properties"),
    "screen": ("category", "name", "properties"),
    "alias": ("previousId",),
}
PARTS: dict[str, object] = {
    "userId": "u_1",
    "anonymousId": "a_1",
    "event": "Order Completed",
    "category": "Shop",
    "name": "Home",
    "groupId": "g_1",
    "previousId": "p_1",
    "properties": {"total": 12.5},
    "traits": {"plan": "pro"},
    "timestamp": "2026-03-14T09:26:53Z",
    "messageId": "m_1",
    "context": {"ip": "192.0.2.1", "device": {"token": "t"}},
    "integrations": {"All": False, "Customer.io": {"a": 1}},
}
MORE = ("userId", "anonymousId", "timestamp", "messageId", "context", "integrations")

SENT = [(language.id, call) for language in LANGUAGES for call in CALLS if call in language.methods]


def tokens(code: str, nodes: list[Node]) -> str:
    """The code without comments, spaces and line breaks."""
    comments = [node for node in nodes if "comment" in node.type and not node.children]
    for node in comments:
        code = code.replace((node.text or b"").decode(), "")
    return re.sub(r"\s+", "", code)


@pytest.mark.parametrize(("language_id", "call"), SENT)
def test_every_part_stands_where_the_library_takes_it(
    language_id: str, call: str, nodes: Callable[[str, str], list[Node]]
) -> None:
    """A part that a library takes nowhere is named in a comment, and only such a part."""
    keys = [key for key in PARTS if key in MORE or key in ABOUT[call]]

    code = call_snippet(language_id, call, {key: PARTS[key] for key in keys})

    said = tokens(code, nodes(language_id, code))
    signature = {**TABLE[language_id], **TABLE[language_id].get(call, {})}
    lacks = signature.get("lacks", [])
    missing = [key for key in keys if key not in lacks and tokens(signature[key], []) not in said]
    assert missing == [], code
    named = re.findall(r"Not an argument of this call in this library: (.*)\.", code)
    assert re.findall(r"\w+", "".join(named)) == lacks


@pytest.mark.parametrize(("language_id", "call"), SENT)
def test_a_call_that_forbids_every_destination_says_so(language_id: str, call: str) -> None:
    """Alone, without anything else beside it: a bug here sends a call where it must not go."""
    keys = ["userId", *ABOUT[call]]

    code = call_snippet(
        language_id, call, {**{key: PARTS[key] for key in keys}, "integrations": {"All": False}}
    )

    assert re.search(r"""["']?All["']?\W+\s*(value: )?(false|False)|false, forKey: "All\"""", code)
    assert "integrations" not in "".join(re.findall(r"^\W+Not an argument.*", code, re.MULTILINE))


def test_the_table_has_every_language() -> None:
    """A new library has to say how it takes each part."""
    assert list(TABLE) == [language.id for language in LANGUAGES]
