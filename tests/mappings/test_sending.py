"""Behaviour of `segkit.mappings.sending`: how mappings send what they make, in words."""

from __future__ import annotations

import pytest

from segkit.mappings.sending import Sending, sending_of


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({}, ""),
        ({"email": {"@path": "$.traits.email"}}, ""),
        ({"__segment_internal_sync_mode": "mirror"}, "sync mode mirror"),
        ({"enable_batching": True, "batch_size": 4000}, "batches of up to 4,000"),
        ({"enable_batching": True}, "batches"),
        ({"enable_batching": False, "batch_size": 50}, "no batches"),
        ({"batch_size": 50}, "batches of up to 50, if it batches"),
        (
            {
                "__segment_internal_sync_mode": "upsert",
                "__segment_internal_matching_key": "email",
                "enable_batching": True,
                "batch_size": 75,
            },
            "sync mode upsert, records matched by email, batches of up to 75",
        ),
    ],
)
def test_it_says_what_the_settings_say(settings: dict[str, object], words: str) -> None:
    """And nothing of what they leave out."""
    assert sending_of(settings).words == words


def test_what_is_of_another_kind_says_nothing() -> None:
    """A directive in its place, or a number for a text."""
    settings = {
        "__segment_internal_sync_mode": 5,
        "enable_batching": {"@path": "$.properties.x"},
        "batch_size": True,
    }

    assert sending_of(settings) == Sending()
