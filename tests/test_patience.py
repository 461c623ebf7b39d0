"""Behaviour of `segkit.patience`."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from segkit.patience import Pause, seconds_to_wait, wait_visibly


def test_a_wait_is_seen(capsys: pytest.CaptureFixture[str]) -> None:
    """On standard error, so that output stays clean."""
    wait_visibly(Pause("Google", 429, 0, 2))

    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", "Google asks to wait 0 s (2 of 5)\n")


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 8),
        ({"Retry-After": "20"}, 20),
        ({"Retry-After": "-1"}, 8),
        ({"Retry-After": "²"}, 8),
        ({"Retry-After": "Tue, 24 Nov 2026 10:00:07 GMT"}, 8),
        (
            {
                "Retry-After": "Tue, 24 Nov 2026 10:00:07 GMT",
                "Date": "Tue, 24 Nov 2026 10:00:00 GMT",
            },
            7,
        ),
        (
            {
                "Retry-After": "Tue, 24 Nov 2026 09:00:00 GMT",
                "Date": "Tue, 24 Nov 2026 10:00:00 GMT",
            },
            0,
        ),
    ],
)
def test_what_the_service_asks_for_goes_before_doubling(
    headers: Mapping[str, str], seconds: float
) -> None:
    """A date counts from the answer's own date; what cannot be read is ignored."""
    assert seconds_to_wait(headers, 3) == seconds
