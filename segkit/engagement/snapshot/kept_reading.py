"""How the plan's tabs were understood when it was pulled, as the snapshot keeps it.

A document shows this reading: it opens no plan. Of the cells only what a reading says of them is
kept. Loaded where a reading is taken or shown, because the readers of tables stand behind it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from segkit.engagement.corrections import NO_TABLE, Outcome
from segkit.errors import ConfigError, SnapshotError, UsageError
from segkit.model.plan import TrackingPlan
from segkit.plans.grids.grid import Tab
from segkit.plans.tables import Profile, TabReading, explain

DIGEST = "profile_sha256"
"""The key of the corrections' digest; empty when there were none."""


class _KeptTab(msgspec.Struct):
    hidden: bool
    top: int
    reading: TabReading


class _Kept(msgspec.Struct):
    name: str
    profile: dict[str, object] = {}
    tabs: tuple[_KeptTab, ...] | None = None


def keep_reading(
    name: str, tabs: Sequence[Tab] | None, profile: Profile, digest: str
) -> Mapping[str, object]:
    """What the snapshot keeps of a reading.

    `tabs` is None when the plan is no table; `digest` is that of the corrections' file.
    """
    kept: dict[str, object] = {"name": name, DIGEST: digest}
    if tabs is not None:
        kept["profile"] = profile.to_dict()
        kept["tabs"] = [
            {"hidden": tab.hidden, "top": tab.top, "reading": msgspec.to_builtins(reading)}
            for tab, reading in zip(tabs, explain(tabs, profile), strict=True)
        ]
    return kept


def outcome_of(kept: Mapping[str, object] | None, plan: TrackingPlan | None) -> Outcome:
    """The outcome that was kept.

    Raises `UsageError` when the plan is no table, `SnapshotError` when nothing is kept of it.
    """
    try:
        found = msgspec.convert(kept, _Kept)
        profile = Profile.from_dict(found.profile)
    except (msgspec.ValidationError, ConfigError) as error:
        raise SnapshotError(
            "How the plan was read is not kept in this snapshot, which another segkit took.",
            "run `segkit pull`.",
        ) from error
    if found.tabs is None:
        raise UsageError(NO_TABLE.format(name=found.name), "see the plan with `segkit plan`.")
    return Outcome(
        found.name,
        tuple(Tab(t.reading.title, (), top=t.top, hidden=t.hidden) for t in found.tabs),
        profile,
        tuple(t.reading for t in found.tabs),
        plan,
    )
