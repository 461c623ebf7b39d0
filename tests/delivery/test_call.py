"""Behaviour of `segkit.delivery.call`: what Segment takes as a call."""

from __future__ import annotations

import pytest

from segkit.delivery.call import check_call, oddities
from segkit.errors import InputFileError

NESTED: dict[str, object] = {}
for _ in range(5000):
    NESTED = {"a": NESTED}


@pytest.mark.parametrize(
    ("call", "says"),
    [
        ([], "no JSON object"),
        ({}, "has no type"),
        ({"type": "trac"}, "'trac'"),
        ({"type": ["track"]}, "type is"),
        ({"type": "track"}, "no event"),
        ({"type": "track", "event": ""}, "no event"),
        ({"type": "group"}, "no groupId"),
        ({"type": "alias", "userId": "u"}, "no previousId"),
        ({"type": "page", "properties": []}, "properties is no object"),
        ({"type": "page", "properties": {"a": "é" * 17_000}}, "more than 32 KB"),
        ({"type": "page", "properties": NESTED}, "nested deeper"),
        ({"type": "page", "properties": {"a": {1}}}, "cannot be written as JSON"),
    ],
)
def test_what_is_no_call_is_told_in_one_sentence(call: object, says: str) -> None:
    """With what to do about it."""
    with pytest.raises(InputFileError, match=says) as caught:
        check_call(call)

    assert caught.value.fix


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
    assert check_call(call) is call


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


def test_oddities_are_told_without_refusing_the_call() -> None:
    """A server has to give an id itself; traits do not belong to a track call."""
    call = {"type": "track", "event": "x", "traits": {}, "messageId": "m" * 101}

    server, web = list(oddities(call, "server")), list(oddities(call, "web"))

    assert "sets none by itself" in server[0]
    assert "adds an anonymousId" in web[0]
    assert len(server) == 3
    assert list(oddities({"type": "page", "userId": "u"}, "server")) == []
