"""Behaviour of `segkit.delivery.call`: what Segment takes as a call."""

from __future__ import annotations

import pytest

from segkit.delivery.call import check_call, oddities
from segkit.errors import InputFileError
from segkit.model.plan import CALLS

NESTED: dict[str, object] = {}
for _ in range(5000):
    NESTED = {"a": NESTED}


TYPES = f'write "type" with one of: {", ".join(CALLS)}.'
JSON_ONLY = "use JSON's own values only."


@pytest.mark.parametrize(
    ("call", "says", "fix"),
    [
        ([], "This is no call: it is no JSON object.", 'write one like {"type": "track", …}.'),
        ({}, "The call has no type.", TYPES),
        ({"type": "trac"}, "The call's type is 'trac'.", TYPES),
        ({"type": ["track"]}, "The call's type is ['track'].", TYPES),
        ({"type": "track"}, "The track call has no event.",
         'write "event" with a text that is not empty.'),
        ({"type": "track", "event": ""}, "The track call has no event.",
         'write "event" with a text that is not empty.'),
        ({"type": "track", "event": 5}, "The track call has no event.",
         'write "event" with a text that is not empty.'),
        ({"type": "group"}, "The group call has no groupId.",
         'write "groupId" with a text that is not empty.'),
        ({"type": "alias", "previousId": "p"}, "The alias call has no userId.",
         'write "userId" with a text that is not empty.'),
        ({"type": "alias", "userId": "u"}, "The alias call has no previousId.",
         'write "previousId" with a text that is not empty.'),
        *(({"type": "page", name: []}, f"The call's {name} is no object.", f'write "{name}": {{…}}.')
          for name in ("properties", "traits", "context", "integrations")),
        ({"type": "page", "a": f"{'é' * 16_373}x"}, ("The call has 32,769 bytes; Segment refuses "
         "calls of more than 32 KB."), "send less in one call."),
        ({"type": "page", "properties": NESTED}, "The call is nested deeper than 200 levels.",
         "send flatter properties."),
        ({"type": "page", "a": {1}}, ("The call cannot be written as JSON: Object of type set "
         "is not JSON serializable."), JSON_ONLY),
    ],
)  # fmt: skip
def test_what_is_no_call_is_told_in_one_sentence(call: object, says: str, fix: str) -> None:
    """With what to do about it."""
    with pytest.raises(InputFileError) as caught:
        check_call(call, "server")

    assert (caught.value.problem, caught.value.fix) == (says, fix)


def nested(levels: int) -> object:
    """Objects and lists in each other, so many levels deep."""
    made: object = 1
    for level in range(levels):
        made = [made] if level % 2 else {"a": made}
    return made


def test_a_call_may_be_as_large_and_as_deep_as_segment_takes() -> None:
    """To the byte, in UTF-8 without spaces, and to the level."""
    whole = {"type": "page", "b": "x", "a": "é" * 16_369}
    deep = {"type": "page", "a": nested(198)}

    assert check_call(whole, "server") is whole
    assert check_call(deep, "server") is deep
    assert check_call({"type": "page", "properties": None, "a": "\ud800"}, "server")
    with pytest.raises(InputFileError, match="32,769 bytes"):
        check_call({**whole, "b": "xx"}, "server")
    with pytest.raises(InputFileError, match="nested deeper"):
        check_call({"type": "page", "a": nested(199)}, "server")


@pytest.mark.parametrize(
    "call",
    [
        {"type": "track", "event": "Signed Up"},
        {"type": "identify"},
        {"type": "page"},
        {"type": "screen"},
        {"type": "group", "groupId": "g"},
        {"type": "alias", "userId": "u", "previousId": "p"},
    ],
)
def test_each_of_the_six_calls_is_taken(call: dict[str, object]) -> None:
    """As it is."""
    assert check_call(call, "server") is call


@pytest.mark.parametrize(("kind", "taken"), [("web", True), ("mobile", True), ("server", False)])
def test_client_libraries_fill_in_the_id_that_an_alias_replaces(kind: str, *, taken: bool) -> None:
    """A server has to give it."""
    call = {"type": "alias", "userId": "u"}

    if taken:
        assert check_call(call, kind) is call
        assert any("has no previousId" in words for words in oddities(call, kind))
    else:
        with pytest.raises(InputFileError, match="no previousId"):
            check_call(call, kind)
    with pytest.raises(InputFileError, match="no userId"):
        check_call({"type": "alias"}, kind)


NO_ID = "The call has neither userId nor anonymousId"
ADDS = f"{NO_ID}; the library adds an anonymousId."
SETS_NONE = f"{NO_ID}. Segment needs one of them, and a server sets none by itself."
NO_PREVIOUS = (
    "The alias call has no previousId; the library fills in the userId so far, else the "
    "anonymousId, for Segment's servers. Code of a destination on the device sees none."
)
LONG = "The messageId has more than 100 characters; Engage drops such events."


@pytest.mark.parametrize(
    ("call", "kind", "told"),
    [
        ({"type": "page"}, "server", [SETS_NONE]),
        ({"type": "page"}, "web", [ADDS]),
        ({"type": "page"}, "mobile", [ADDS]),
        ({"type": "page", "userId": "u"}, "server", []),
        ({"type": "page", "anonymousId": "a"}, "server", []),
        ({"type": "alias", "userId": "u"}, "web", [NO_PREVIOUS]),
        ({"type": "alias", "userId": "u", "previousId": "p"}, "web", []),
        ({"type": "page", "userId": "u", "messageId": "m" * 101}, "web", [LONG]),
        ({"type": "page", "userId": "u", "messageId": "m" * 100}, "web", []),
        ({"type": "page", "userId": "u", "messageId": [1] * 101}, "web", []),
        *(({"type": one, "userId": "u", "traits": {}, "properties": {}}, "web",
           [f"A {one} call carries traits; its properties are not read."])
          for one in ("identify", "group")),
        *(({"type": one, "userId": "u", "traits": {}, "properties": {}}, "web",
           [f"A {one} call carries properties; its traits are not read."])
          for one in ("track", "page", "screen")),
    ],
)  # fmt: skip
def test_oddities_are_told_without_refusing_the_call(
    call: dict[str, object], kind: str, told: list[str]
) -> None:
    """A server has to give an id itself; traits do not belong to a track call."""
    assert list(oddities(call, kind)) == told
