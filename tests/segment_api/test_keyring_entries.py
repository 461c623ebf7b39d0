"""Behaviour of `segkit.segment_api.keyring_entries` and `segkit.segment_api.keyring_entries`."""

from __future__ import annotations

import time
import traceback
from typing import TYPE_CHECKING

import pytest
from keyring.errors import InitError, KeyringLocked, PasswordSetError

from segkit.errors import KeyringError, TokenError
from segkit.segment_api.keyring_entries import delete_entries, read_entry, token_for, write_entry
from segkit.segment_api.token import Token

if TYPE_CHECKING:
    from tests.doubles.keyrings import MemoryKeyring

SECRET = "sgp_InventedSecret0123456789"
OTHER = "sgp_AnotherSecret9876543210"
NO_BACKEND = "no keyring that segkit can use"


def test_tokens_of_several_customers_live_side_by_side(keyring_double: MemoryKeyring) -> None:
    """Each account has its own, and the first account that has one counts."""
    write_entry("workspace quillmoor", Token(SECRET))
    write_entry("customer Alderbrook", Token(OTHER))

    found = read_entry(["workspace missing", "workspace quillmoor", "customer Alderbrook"])

    assert found is not None
    assert found.reveal() == SECRET
    assert "workspace quillmoor" in found.where
    assert read_entry(["customer Nobody"]) is None
    assert set(keyring_double.kept.values()) == {SECRET, OTHER}


def test_only_the_entries_named_are_deleted(keyring_double: MemoryKeyring) -> None:
    """What was not there is no error."""
    write_entry("a", Token(SECRET))
    write_entry("b", Token(OTHER))

    assert delete_entries(["a", "c"]) == ("a",)
    assert [account for _, account in keyring_double.kept] == ["b"]


@pytest.mark.parametrize("problem", [KeyringLocked, InitError, PasswordSetError, OSError])
def test_a_failing_keyring_is_one_message_without_the_token(
    keyring_double: MemoryKeyring, problem: type[Exception]
) -> None:
    """Whatever the system raises, and although its own text holds the token."""
    keyring_double.problem = problem

    with pytest.raises(KeyringError) as caught:
        write_entry("workspace quillmoor", Token(SECRET))

    assert "keyring" in caught.value.problem
    assert "SEGMENT_TOKEN" in caught.value.fix
    assert SECRET not in "".join(traceback.format_exception(caught.value))
    assert caught.value.__context__ is None


def test_a_keyring_that_waits_is_given_up(keyring_double: MemoryKeyring) -> None:
    """A window that nobody sees must not hold the terminal."""
    keyring_double.silence = 60
    began = time.monotonic()

    with pytest.raises(KeyringError, match=r"within 0\.1 s"):
        read_entry(["workspace quillmoor"], seconds=0.1)

    assert time.monotonic() - began < 5


def test_a_keyring_that_keeps_nothing_is_found_out(keyring_double: MemoryKeyring) -> None:
    """As keyring's own `null` backend does."""
    keyring_double.forgets = True

    with pytest.raises(KeyringError, match="does not have it"):
        write_entry("workspace quillmoor", Token(SECRET))


def test_no_keyring_at_all_is_a_message() -> None:
    """As on most servers."""
    with pytest.raises(KeyringError, match=NO_BACKEND):
        read_entry(["workspace quillmoor"])


def test_the_environment_goes_first(keyring_double: MemoryKeyring) -> None:
    """Who sets a variable means it; the keyring is not even asked."""
    write_entry("workspace quillmoor", Token(OTHER))
    keyring_double.problem = KeyringLocked

    token = token_for("The workspace", {"SEGMENT_TOKEN": SECRET}, ["workspace quillmoor"])

    assert token.reveal() == SECRET


@pytest.mark.usefixtures("keyring_double")
def test_the_keyring_is_asked_next() -> None:
    """For each place that needs a token."""
    write_entry("customer Quillmoor Supply", Token(SECRET))

    assert token_for("It", {}, ["customer Quillmoor Supply"]).reveal() == SECRET
    with pytest.raises(TokenError, match="no token to read it with") as caught:
        token_for("It", {}, ["customer Alderbrook"])
    assert "segkit connect" in caught.value.fix


def test_without_variable_and_keyring_both_are_named() -> None:
    """The next step is the variable, since there is no keyring."""
    with pytest.raises(TokenError, match=NO_BACKEND) as caught:
        token_for("It", {}, ["customer Alderbrook"])

    assert "SEGMENT_TOKEN" in caught.value.fix


def test_a_damaged_entry_is_not_shown(keyring_double: MemoryKeyring) -> None:
    """Somebody edited the keyring by hand."""
    keyring_double.kept["segkit", "workspace quillmoor"] = "two words"

    with pytest.raises(TokenError, match="workspace quillmoor") as caught:
        read_entry(["workspace quillmoor"])

    assert "two words" not in str(caught.value)
    assert "segkit connect" in caught.value.fix
