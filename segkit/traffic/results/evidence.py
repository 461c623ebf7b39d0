"""What `segkit verify --keep` leaves in the engagement: which planned calls were seen, and how.

`seen.json` holds counts, moments, names and places of fields. It holds no value of a call, no id
of a person, no write key; what looks like an address or a number in names that are not planned is
left out, because such names are made by code.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

import msgspec

from segkit.engagement.settings import Engagement
from segkit.errors import ConfigError
from segkit.files import own_text, write_own
from segkit.malformed import wording
from segkit.model.plan import TrackingPlan
from segkit.traffic.judge import Judge
from segkit.traffic.results.verified import Followed, Seen, Verified

FILE = "seen.json"
_FORMAT = 1
_MOST_BYTES = 50_000_000
_MOST_FILES = 20
_MOST_UNPLANNED = 500
_PERSONAL = re.compile(r"\S*@\S*|[\w-]*\d{4,}[\w-]*")
_LONGEST = 100


class _Kept(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """JSON in camel case, both ways."""


class KeptBreach(_Kept, frozen=True):
    """What some calls broke: where in a call, which word of JSON Schema, how often."""

    path: tuple[str, ...]
    keyword: str
    count: int


class KeptWay(_Kept, frozen=True, omit_defaults=True):
    """Where one valid call of an event from one source goes, by the workspace.

    Attributes:
        results: Destinations and warehouses by what is predicted of them.
        differs: What the call says otherwise than the workspace, by the destination's name.
        unmatched: Destinations that the call's library has and the source in the workspace not.
        why: Why it was not followed; else empty.
    """

    source: str
    results: dict[str, int]
    differs: dict[str, str] = {}
    unmatched: tuple[str, ...] = ()
    why: str = ""


class KeptEvent(_Kept, frozen=True):
    """Calls that one rule of the plan speaks of.

    Attributes:
        type: The rule's call.
        event: The rule's name; null when it speaks of all such calls.
        rule: What the rule asked for, so that a later one is told from it.
        sources: Calls by the slug of their source; `?` where that is not known.
        valid_sources: The valid ones among them.
        ways: Where they go; empty without a workspace, and in files of before.
    """

    type: str
    event: str | None
    rule: str
    seen: int
    valid: int
    sources: dict[str, int]
    valid_sources: dict[str, int]
    breaches: tuple[KeptBreach, ...] = ()
    ways: tuple[KeptWay, ...] = ()
    first: str | None = None
    last: str | None = None


class KeptUnplanned(_Kept, frozen=True):
    """Calls that no rule speaks of."""

    type: str
    event: str | None
    seen: int
    near: tuple[str, ...] = ()


class KeptFile(_Kept, frozen=True):
    """One file that was read: its name without the folders that it lies in."""

    file: str
    calls: int


class Evidence(_Kept, frozen=True):
    """What was seen, in which files and between which moments.

    Attributes:
        kept_at: When it was written.
        files: The first ones that were read; `more_files` counts the others.
        complete: Everything was read.
    """

    format: int
    kept_at: str
    calls: int
    duplicates: int
    unreadable: int
    files: tuple[KeptFile, ...]
    more_files: int
    first: str | None
    last: str | None
    complete: bool
    events: tuple[KeptEvent, ...]
    unplanned: tuple[KeptUnplanned, ...]
    more_unplanned: int
    limits: tuple[str, ...]


def evidence_of(found: Verified, plan: TrackingPlan, now: dt.datetime) -> Evidence:
    """What is kept of a result that was found beside this plan."""
    judge = Judge(plan)
    by_rule: dict[tuple[str, str | None], list[Seen]] = {}
    for one in found.events:
        for rule in judge.rules(one.type, one.event)[:1]:
            by_rule.setdefault((rule.call, rule.key), []).append(one)
    unplanned = [one for one in found.events if not one.planned]
    files = [KeptFile(file=PurePath(one.file).name, calls=one.calls) for one in found.files]
    return Evidence(
        format=_FORMAT,
        kept_at=f"{now:%Y-%m-%dT%H:%M:%SZ}",
        calls=found.calls,
        duplicates=found.duplicates,
        unreadable=len(found.unreadable) + found.unlisted,
        files=tuple(files[:_MOST_FILES]),
        more_files=len(files[_MOST_FILES:]),
        first=found.first,
        last=found.last,
        complete=found.complete,
        events=tuple(_event(name, some, plan) for name, some in by_rule.items()),
        unplanned=tuple(
            KeptUnplanned(
                type=one.type, event=_harmless(one.event), seen=one.seen, near=tuple(one.near)
            )
            for one in unplanned[:_MOST_UNPLANNED]
        ),
        more_unplanned=sum(one.seen for one in unplanned[_MOST_UNPLANNED:]) + found.other_names,
        limits=tuple(found.limits),
    )


def keep_evidence(engagement: Engagement, evidence: Evidence) -> None:
    """Write it into the engagement's folder, in place of what was kept before."""
    write_own(engagement.folder / FILE, evidence_bytes(evidence))


def evidence_bytes(evidence: Evidence) -> bytes:
    """The file's content: JSON that people and `git diff` can read."""
    return msgspec.json.format(msgspec.json.encode(evidence), indent=1) + b"\n"


def read_evidence(engagement: Engagement) -> Evidence | None:
    """What was kept; None when nothing was. Raises `ConfigError` when it cannot be read."""
    file = engagement.folder / FILE
    try:
        text = own_text(file, limit=_MOST_BYTES)
        found = None if text is None else msgspec.json.decode(text, type=Evidence)
    except (OSError, ValueError, RecursionError, msgspec.MsgspecError) as error:
        raise ConfigError(
            f"{file} could not be read: {wording(error)}.",
            "delete it, and run `segkit verify … --keep` to make it again.",
        ) from error
    if found is not None and found.format > _FORMAT:
        raise ConfigError(
            f"{file} was written by a newer segkit.", "use that one, or delete the file."
        )
    return found


def rule_mark(plan: TrackingPlan, call: str, key: str | None) -> str:
    """What all versions of a rule and the common rules ask for, as a short text that tells it."""
    asked = [
        [
            [(f.path, f.types, f.required, f.enum, f.pattern, f.format, f.schema) for f in rule.fields],
            rule.version, rule.required, rule.schema,
        ]
        for rule in plan.rules
        if rule.call == "common" or (rule.call, rule.key) == (call, key)
    ]  # fmt: skip
    content = json.dumps(msgspec.to_builtins(asked), sort_keys=True, default=str)
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def _event(name: tuple[str, str | None], some: Sequence[Seen], plan: TrackingPlan) -> KeptEvent:
    breaches: dict[tuple[tuple[str, ...], str], int] = {}
    for one in some:
        for breach in one.violations:
            what = tuple(_harmless(step) or "" for step in breach.path), breach.keyword
            breaches[what] = breaches.get(what, 0) + breach.count
    return KeptEvent(
        type=name[0],
        event=name[1],
        rule=rule_mark(plan, *name),
        seen=sum(one.seen for one in some),
        valid=sum(one.valid for one in some),
        sources=_sum([one.sources for one in some]),
        valid_sources=_sum([one.valid_sources for one in some]),
        breaches=tuple(
            KeptBreach(path=path, keyword=keyword, count=count)
            for (path, keyword), count in breaches.items()
        ),
        ways=tuple(_way(way) for one in some for way in one.routes),
        first=min((one.first for one in some if one.first), default=None),
        last=max((one.last for one in some if one.last), default=None),
    )


def _way(way: Followed) -> KeptWay:
    return KeptWay(
        source=way.source,
        results=dict(sorted(Counter(o.result for o in way.outcomes if not o.is_apart).items())),
        differs={one.name: one.differs for one in way.outcomes if one.differs},
        unmatched=tuple(_harmless(name) or "" for name in way.unmatched),
        why=way.why,
    )


def _sum(counts: Sequence[dict[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in counts:
        for name, count in some.items():
            found[name] = found.get(name, 0) + count
    return dict(sorted(found.items()))


def _harmless(name: str | None) -> str | None:
    """A name from a call without what looks like an address or a number of somebody's."""
    return None if name is None else _PERSONAL.sub("…", name)[:_LONGEST]
