"""What the checks look at: the engagement, the token and what it opens, and this computer.

What several checks need is found out once, by the first that asks.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from segkit.doctor.computer import Computer
from segkit.engagement.connecting import accounts_to_use, optional_engagement
from segkit.engagement.settings import Engagement, find_engagement
from segkit.engagement.snapshot import Snapshot, read_snapshot
from segkit.errors import SegkitError
from segkit.segment_api.keyring_entries import read_entry
from segkit.segment_api.region import REGIONS, addresses
from segkit.segment_api.token import HiddenEnvironment, Token, find_token

if TYPE_CHECKING:
    from segkit.segment_api.rights import Rights

T = TypeVar("T")

SECONDS = 6.0
"""For each question to Segment, and for the keyring."""


class Once(Generic[T]):
    """Something that is found out when it is first asked for, and the same for everybody."""

    def __init__(self, find: Callable[[], T]) -> None:
        self._find = find
        self._lock = threading.Lock()
        self._found: list[T] = []
        self._problem: SegkitError | None = None

    def get(self) -> T:
        """What was found; raises the `SegkitError` that was met."""
        with self._lock:
            if not self._found and self._problem is None:
                try:
                    self._found.append(self._find())
                except SegkitError as error:
                    self._problem = error
        if self._problem is not None:
            raise self._problem
        return self._found[0]


@dataclass(slots=True)
class Surroundings:
    """Everything that a check may look at.

    Attributes:
        folder: Where the engagement is, or where one was looked for.
        engagement: None when there is none, or when its file is damaged.
        problem: Why there is none, when there should be one.
        environment: Of the process.
        computer: This one, or a pretended one.
        now: The moment.
        regions: Segment's addresses by region.
        seconds: For each question to Segment, and for the keyring.
    """

    folder: Path
    engagement: Engagement | None = None
    problem: SegkitError | None = None
    environment: Mapping[str, str] = field(default_factory=HiddenEnvironment, repr=False)
    computer: Computer = field(default_factory=Computer)
    now: dt.datetime = field(default_factory=lambda: dt.datetime.now(tz=dt.UTC))
    regions: Mapping[str, str] = field(default_factory=lambda: REGIONS)
    seconds: float = SECONDS
    _token: Once[Token | None] = field(init=False, repr=False)
    _rights: Once[Rights | None] = field(init=False, repr=False)
    _snapshot: Once[Snapshot] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._token = Once(self._find_token)
        self._rights = Once(self._find_rights)
        self._snapshot = Once(self._find_snapshot)

    @property
    def asks_segment(self) -> bool:
        """The engagement cannot be pulled without a token."""
        engagement = self.engagement
        return engagement is not None and (
            engagement.workspace_pull
            or (engagement.plan is not None and engagement.plan.kind == "api")
        )

    def token(self) -> Token | None:
        """The token, wherever it is; raises `TokenError` or `KeyringError`."""
        return self._token.get()

    def rights(self) -> Rights | None:
        """What the token opens; None without a token."""
        return self._rights.get()

    def snapshot(self) -> Snapshot:
        """The engagement's snapshot; raises `SnapshotError`."""
        return self._snapshot.get()

    @property
    def has_snapshot(self) -> bool:
        """There is one that a workshop can run from."""
        try:
            self.snapshot()
        except SegkitError:
            return False
        return True

    def _find_token(self) -> Token | None:
        return find_token(self.environment) or read_entry(
            accounts_to_use(self.engagement), seconds=self.seconds
        )

    def _find_rights(self) -> Rights | None:
        try:
            token = self.token()
        except SegkitError:  # the check of the token says why
            token = None
        if token is None:
            return None
        from segkit.segment_api.client import PublicApi
        from segkit.segment_api.rights import Rights, find_rights

        # every region is asked, so that a wrong one in the engagement can be told from a wrong
        # token; the engagement's own goes first
        try:
            found = addresses(self.environment, None)
        except SegkitError as error:
            return Rights(error)
        own = (self.engagement.region if self.engagement else "").upper()
        found = {region: self.regions.get(region, url) for region, url in found.items()}
        found = dict(sorted(found.items(), key=lambda one: one[0] != own))
        api = PublicApi(token, addresses=found, silence=self.seconds, deadline=self.seconds)
        plan = self.engagement.plan if self.engagement else None
        plan_id = plan.text if plan is not None and plan.kind == "api" else ""
        return find_rights(api, plan_id=plan_id, seconds=self.seconds)

    def _find_snapshot(self) -> Snapshot:
        assert self.engagement is not None  # noqa: S101 asked before
        return read_snapshot(self.engagement)


def look_around(folder: Path, *, is_named: bool = True) -> Surroundings:
    """The surroundings of the engagement in `folder` or above it.

    Args:
        folder: Where to look.
        is_named: Somebody said that there is an engagement; otherwise none is no problem.
    """
    try:
        found = find_engagement(folder) if is_named else optional_engagement(folder)
    except SegkitError as error:
        return Surroundings(folder, problem=error)
    return Surroundings(folder if found is None else found.folder, found)
