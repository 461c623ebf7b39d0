"""What stands today, kept in a file: from then on only what is new counts.

A finding is known again by its check, call, event and field, so that neither words nor lines
matter. Each may be waived with a reason: then it costs nothing. The file also keeps how many
things there were, so that merging two of them makes no share worse.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from segkit.errors import ConfigError
from segkit.malformed import parse_json
from segkit.review.check import Check
from segkit.review.finding import Key, PlanFinding, Review, Waiver
from segkit.review.reviewing import scored

_FORMAT = 1
_FIX = "delete it and run `segkit lint` once more, which writes it anew."


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a file keeps.

    Attributes:
        known: The findings of its day, each with the word that waives it, or None.
        counts: How many things of each kind there were.
    """

    known: Mapping[Key, Waiver | None] = field(default_factory=dict, hash=False)
    counts: Mapping[str, int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Compared:
    """A review beside a baseline.

    Attributes:
        review: With what was waived marked, and scored without it.
        new: The findings that are not in the baseline.
        known: Those that are, and were not waived.
        vanished: What is in the baseline and stands no more.
    """

    review: Review
    new: tuple[PlanFinding, ...]
    known: tuple[PlanFinding, ...]
    vanished: tuple[Key, ...]


def baseline_text(review: Review) -> str:
    """The file: one finding in a line, so that what changes can be read."""
    kept = {one.key: one.waived for one in review.findings}
    lines = [json.dumps(_entry(key, kept[key]), ensure_ascii=False) for key in sorted(kept)]
    counts = json.dumps(dict(review.checked))
    inner = ",\n".join(f"  {line}" for line in lines)
    findings = f"[\n{inner}\n]" if lines else "[]"
    return f'{{"format": {_FORMAT}, "counts": {counts}, "findings": {findings}}}\n'


def _entry(key: Key, waived: Waiver | None) -> dict[str, str | None]:
    rule, call, event, planned = key
    entry: dict[str, str | None] = {
        "rule": rule, "call": call or None, "event": event or None, "field": planned or None,
    }  # fmt: skip
    if waived is None:
        return entry
    said = {"waived": waived.reason, "by": waived.by, "on": waived.on}
    return entry | {name: text for name, text in said.items() if text}


def read_baseline(text: str, name: str) -> Baseline:
    """What the file keeps; raises `ConfigError` for what is none."""
    try:
        raw = parse_json(text)
        entries, counts = raw["findings"], raw.get("counts", {})
        if raw["format"] != _FORMAT:
            raise ConfigError(f"{name} has a newer form than this segkit knows.", "update segkit.")
        known = {_key(entry): _waiver(entry) for entry in entries}
        found = {str(kind): int(count) for kind, count in counts.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError(f"{name} is no baseline of segkit lint.", _FIX) from error
    return Baseline(known, found)


def _key(entry: Mapping[str, str | None]) -> Key:
    return (
        str(entry["rule"]), entry.get("call") or "", entry.get("event") or "",
        entry.get("field") or "",
    )  # fmt: skip


def _waiver(entry: Mapping[str, object]) -> Waiver | None:
    reason, by, on = (str(entry.get(name) or "").strip() for name in ("waived", "by", "on"))
    return Waiver(reason, by, on) if reason else None


def waiving(baseline: Baseline, review: Review, words: Mapping[str, Waiver]) -> Baseline:
    """The baseline with every finding of some checks waived, each check by its word."""
    waived = {one.key: words[one.rule] for one in review.findings if one.rule in words}
    return replace(baseline, known={**baseline.known, **waived})


def compared(review: Review, baseline: Baseline, checks: Sequence[Check]) -> Compared:
    """The review beside the baseline; the larger number of things counts."""
    counts = {
        kind: max(count, baseline.counts.get(kind, 0)) for kind, count in review.checked.items()
    }
    marked = [replace(one, waived=baseline.known.get(one.key)) for one in review.findings]
    after = scored(marked, counts, checks, review.off)
    there = {one.key for one in marked}
    return Compared(
        replace(after, checked=review.checked),
        new=tuple(one for one in marked if one.key not in baseline.known),
        known=tuple(one for one in marked if one.key in baseline.known and not one.waived),
        vanished=tuple(key for key in baseline.known if key not in there),
    )


def against(old: Review, new: Review, checks: Sequence[Check]) -> Compared:
    """A review beside that of another plan: what is new in it, and what has vanished."""
    return compared(new, Baseline({one.key: None for one in old.findings}), checks)
