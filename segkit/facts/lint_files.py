"""The files that `[lint]` of an engagement names: its own checks, and what stands already."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from segkit.engagement.settings import FILE, Engagement
from segkit.errors import ConfigError
from segkit.files import own_text
from segkit.malformed import wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from segkit.delivery.case import Case
    from segkit.model.plan import TrackingPlan
    from segkit.review.baseline import Compared
    from segkit.review.finding import Review, Waiver
    from segkit.review.rules import Rules

_MOST_BYTES = 64_000_000


class LintFiles:
    """What is read of them, once; understood when a review is asked for."""

    def __init__(self, engagement: Engagement) -> None:
        """Raises `ConfigError` when one cannot be read, `TrustError` when it is outside."""
        self.settings = engagement.lint
        self._rules = _text(engagement, self.settings.rules, "rules", has_to_be=True)
        self._baseline = _text(engagement, self.settings.baseline, "baseline", has_to_be=False)

    def rules(self) -> Rules:
        """The checks of this engagement; raises `ConfigError` or `UsageError`."""
        from segkit.review.own_checks import own_checks
        from segkit.review.rules import Rules

        file = self.settings.rules
        own = own_checks(self._rules, file.name) if self._rules is not None and file else ()
        return Rules(self.settings.levels, self.settings.thresholds, own)

    def reviewed(self, plan: TrackingPlan, case: Case | None) -> Review:
        """Every check put to the plan; raises `ConfigError` or `UsageError`."""
        from segkit.review.reviewing import review

        return review(plan, case, self.rules())

    def compared(self, found: Review, waived: Mapping[str, Waiver]) -> Compared:
        """A review beside what stands already; `waived` gives words by check."""
        from segkit.review.baseline import Baseline, compared, read_baseline, waiving

        file = self.settings.baseline
        known = (
            read_baseline(self._baseline, file.name)
            if self._baseline is not None and file
            else Baseline()
        )
        return compared(found, waiving(known, found, waived), self.rules().checks)


def _text(engagement: Engagement, file: Path | None, key: str, *, has_to_be: bool) -> str | None:
    if file is None:
        return None
    try:
        text = own_text(file, limit=_MOST_BYTES, folder=engagement.folder)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{file} cannot be read: {wording(error)}.", "mend or replace it."
        ) from error
    if text is None and has_to_be:
        raise ConfigError(
            f"{file} is not there.", f"correct {key} below [lint] in {FILE}, or delete it."
        )
    return text
