"""Behaviour of `segkit.segment_api.token`."""

from __future__ import annotations

import copy
import pickle

import pytest

from segkit.errors import TokenError
from segkit.segment_api.token import Token, find_token

SECRET = "sgp_InventedSecret0123456789"


@pytest.mark.parametrize("name", ["SEGMENT_TOKEN", "PUBLIC_API_TOKEN"])
def test_token_is_found_under_either_name(name: str) -> None:
    """The own variable and that of Segment's Terraform provider."""
    token = find_token({name: f" {SECRET}\n"})

    assert token is not None
    assert (token.reveal(), token.where) == (SECRET, name)


def test_own_variable_comes_first() -> None:
    """Who sets segkit's variable means it."""
    token = find_token({"SEGMENT_TOKEN": SECRET, "PUBLIC_API_TOKEN": "sgp_another0123"})

    assert token is not None
    assert token.reveal() == SECRET


def test_no_variable_is_no_token() -> None:
    """A missing token is for the caller to ask for; an empty one is missing."""
    assert find_token({"SEGMENT_TOKEN": " "}) is None


@pytest.mark.parametrize("damaged", ["two words of text", "tökentökentöken", "sgp_x", "a\nb" * 9])
def test_damaged_token_is_refused_without_showing_it(damaged: str) -> None:
    """What cannot be a token is refused before it is sent anywhere."""
    with pytest.raises(TokenError, match="SEGMENT_TOKEN") as caught:
        find_token({"SEGMENT_TOKEN": damaged})

    assert damaged not in str(caught.value)


def test_token_shows_nothing() -> None:
    """No way of printing, formatting or listing it shows the secret."""
    token = Token(SECRET)

    shown = f"{token} {token!r} {[token]}"

    assert shown.count("•") >= 3
    assert SECRET not in shown


@pytest.mark.parametrize("write", [pickle.dumps, copy.deepcopy])
def test_token_is_not_written(write: object) -> None:
    """A pickled token would lie in a cache somewhere."""
    with pytest.raises(TypeError, match="not written"):
        write(Token(SECRET))  # type: ignore[operator]


def test_token_is_masked_in_what_others_send() -> None:
    """An error body may repeat it."""
    assert Token(SECRET).hide_in(f"Invalid {SECRET}!".encode()) == "Invalid ••••!".encode()
