"""Behaviour of `segkit.patience`."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from segkit.patience import Pause, in_words, seconds_to_wait, wait_visibly


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


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.5, "0.5 s"),
        (2, "2 s"),
        (31.04, "31 s"),
        (120, "120 s"),
        (300, "5 min"),
        (400, "about 7 min"),
        (3600, "60 min"),
        (7200, "2 hours"),
        (99_999_999, "about 3 years"),
        (1e300, "more than 1,000 years"),
    ],
)
def test_time_is_said_as_people_say_it(seconds: float, said: str) -> None:
    """In the unit that one can picture."""
    assert in_words(seconds) == said
