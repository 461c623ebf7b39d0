"""What `[lint]` of `engagement.toml` says about the review of the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from segkit.errors import ConfigError

LEVELS = ("error", "warning", "note", "off")


@dataclass(frozen=True, slots=True)
class LintSettings:
    """What the review shall be like; whether a check of such a name exists is found out there.

    Attributes:
        levels: Another level for a check, by its id.
        thresholds: Where checks begin to speak, by name.
        ignore: Checks or families whose findings are not shown.
        only: The only ones whose are.
        rules: File of the organisation's own checks; None for none.
        baseline: File of what stands already; None for none.
    """

    levels: Mapping[str, str] = field(default_factory=dict, hash=False)
    thresholds: Mapping[str, float] = field(default_factory=dict, hash=False)
    ignore: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    rules: Path | None = None
    baseline: Path | None = None


KNOWN: Mapping[str, type] = {
    "lint.baseline": str,
    "lint.ignore": list,
    "lint.levels": dict,
    "lint.only": list,
    "lint.rules": str,
    "lint.thresholds": dict,
}


def lint_settings(values: Mapping[str, object], file: Path) -> LintSettings:
    """From the values of `engagement.toml` by their dotted name; raises `ConfigError`."""
    levels = values.get("lint.levels", {})
    thresholds = values.get("lint.thresholds", {})
    if not isinstance(levels, dict) or not all(one in LEVELS for one in levels.values()):
        raise ConfigError(
            f"{file}: [lint.levels] is {levels!r}.",
            f'write lines such as types-missing = "note" ({", ".join(LEVELS)}).',
        )
    if not isinstance(thresholds, dict) or not all(map(_is_threshold, thresholds.values())):
        raise ConfigError(
            f"{file}: [lint.thresholds] is {thresholds!r}.", "write lines such as majority = 0.7."
        )
    return LintSettings(
        levels=levels,
        thresholds={name: float(value) for name, value in thresholds.items()},
        ignore=_names(values.get("lint.ignore", []), "ignore", file),
        only=_names(values.get("lint.only", []), "only", file),
        rules=_own_file(values.get("lint.rules"), file),
        baseline=_own_file(values.get("lint.baseline"), file),
    )


def _is_threshold(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


def _names(value: object, name: str, file: Path) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    raise ConfigError(
        f"{file}: lint.{name} is {value!r}.", 'write it like ["docs", "types-missing"].'
    )


def _own_file(value: object, file: Path) -> Path | None:
    """A file of the engagement's folder; that it lies in there is seen to when it is opened."""
    return file.parent / str(value).strip() if value and str(value).strip() else None
