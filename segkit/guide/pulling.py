"""A pull from within the notebook: bars, a button, and a guide that shows what was pulled."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from segkit.engagement.settings import Engagement
from segkit.engagement.snapshot import take_snapshot

if TYPE_CHECKING:
    from segkit.widgets import PullBars


def pull_with_bars(
    engagement: Engagement,
    then: Callable[[], str],
    *,
    volumes: int | None,
    with_write_keys: bool,
) -> PullBars:
    """Start a pull that replaces the engagement's snapshot, unless it is ended or fails.

    `then` is called when it is there, and says so in words.
    """
    from segkit.widgets import PullBars

    def pull(listen: Callable[[object], None]) -> str:
        take_snapshot(
            engagement, listen=listen, volumes_days=volumes, with_write_keys=with_write_keys
        )
        return then()

    bars = PullBars()
    bars.start(pull)
    return bars
