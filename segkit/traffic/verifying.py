"""Captured traffic against an engagement: from files to results."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from segkit.errors import UsageError
from segkit.model.plan import TrackingPlan
from segkit.model.workspace import Workspace
from segkit.programs.pools import cores
from segkit.routing.categories import Entered
from segkit.traffic.captures.parts import Part, files_in, parts_of
from segkit.traffic.counting.running import Beside, count
from segkit.traffic.counting.senders import digest_of
from segkit.traffic.counting.tally import Tally
from segkit.traffic.judge import Judge
from segkit.traffic.results.reckoning import Scope, verified
from segkit.traffic.results.routes import Following
from segkit.traffic.results.verified import Verified


@dataclass(frozen=True, slots=True)
class Against:
    """What captured traffic is compared with.

    Attributes:
        keys: Write keys that are kept in the clear, by source id.
        environments: Of each source, by its slug.
        folder: Of the engagement, whose own files are read as such; None without one.
        modes: Connection modes that the SA recorded, by destination id.
        consent: Destinations by consent category, as the SA entered them; None when nobody did.
    """

    plan: TrackingPlan
    workspace: Workspace | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    environments: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None
    modes: Mapping[str, str] = field(default_factory=dict)
    consent: Entered | None = None

    @property
    def following(self) -> Following | None:
        """What calls are followed through; None without a workspace."""
        if self.workspace is None:
            return None
        return Following(self.workspace, self.plan, self.modes, self.consent)

    @property
    def beside(self) -> Beside:
        """The same for other processes, without a whole key."""
        return Beside(self.plan, self.workspace, {s: digest_of(k) for s, k in self.keys.items()})


@dataclass(slots=True)
class Watch:
    """Hears how far the reading is.

    Attributes:
        begin: Told how much there is to read, in bytes.
        done: Told of each part that was read.
    """

    begin: Callable[[int], object] = lambda _size: None
    done: Callable[[int], object] = lambda _size: None


def verify(  # noqa: PLR0913 (keyword-only)
    files: Sequence[Path], against: Against, *, values: bool = False, jobs: int = 0,
    scheduler: str = "", watch: Watch | None = None,
) -> Verified:  # fmt: skip
    """Read the files and compare what they hold with the plan.

    After an interrupt the result is that of the parts that were read, and not `complete`.
    Raises `UsageError` without files, `InputFileError` when a process was ended from outside.
    """
    if not files:
        raise UsageError("There is nothing to read.", "name files or folders with captured calls.")
    watch = watch or Watch()
    tally, is_complete = Tally(), True
    parts: list[Part] = []
    try:
        parts = list(parts_of(files_in(files, against.folder)))
        watch.begin(sum(map(_size, parts)))
        count(
            parts, against.beside, tally, jobs=jobs or cores(), scheduler=scheduler,
            listen=lambda part: watch.done(_size(part)),
        )  # fmt: skip
    except KeyboardInterrupt:
        is_complete = False
    scope = Scope(Judge(against.plan), against.environments, values, is_complete, against.following)
    return verified(tally, scope)


def _size(part: Part) -> int:
    return sum(stretch.size for stretch in part)
