"""The engagement as the server knows it: read when it is first asked for, again when it changed.

Nothing that reads is imported before: the list of tools stands as soon as the server has started.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from segkit.agents.boundary import cut, visible
from segkit.engagement.settings import FILE, Engagement, find_engagement
from segkit.errors import SnapshotError
from segkit.files import is_there

SEEN = "seen.json"
"""What was seen of calls; its reader is imported when somebody asks."""

if TYPE_CHECKING:
    from segkit.facts.known import Facts
    from segkit.model.plan import Rule
    from segkit.model.workspace import Destination, Source
    from segkit.validation import PlanCheck


@dataclass(frozen=True)
class Known:
    """Everything that an answer is made from.

    Attributes:
        mark: First digits of the digest of the snapshot's file.
    """

    facts: Facts
    mark: str

    @property
    def evidence(self) -> dict[str, object]:
        """Where every answer comes from."""
        facts = self.facts
        return {
            "customer": cut(visible(facts.engagement.customer), 80),
            "takenAt": facts.snapshot.taken_at,
            "snapshot": self.mark,
            "plan": cut(visible(facts.plan.name), 80) if facts.plan else "",
            "madeWith": cut(visible(facts.snapshot.made_with), 40),
        }

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Of the plan."""
        return self.facts.plan.rules if self.facts.plan else ()

    @cached_property
    def check(self) -> PlanCheck:
        """The plan as it judges calls."""
        from segkit.model.plan import TrackingPlan
        from segkit.validation import PlanCheck

        return PlanCheck(self.facts.plan or TrackingPlan(""))

    def versions(self, call: str, name: str | None) -> list[Rule]:
        """The rules of this call and name, the newest first; a name as answers show it counts."""
        every = [rule for rule in self.rules if rule.call == call]
        found = [rule for rule in every if rule.key == name] or [
            rule for rule in every if rule.key is not None and visible(rule.key) == name
        ]
        return sorted(found, key=lambda rule: -rule.version)

    def sources(self, text: str) -> list[Source]:
        """The sources of this slug or id, else of this name."""
        every = list(self.facts.sources.values())
        exact = [one for one in every if text in {one.slug, one.id}]
        return exact or [one for one in every if text in {one.name, visible(one.name)}]

    def destinations(self, text: str) -> list[Destination]:
        """The destinations of this id, else of this name."""
        every = list(self.facts.destinations.values())
        exact = [one for one in every if one.id == text]
        return exact or [one for one in every if text in {one.name, visible(one.name)}]

    @cached_property
    def names(self) -> Mapping[str, Sequence[str]]:
        """Names that arguments may have: `event` and `source`, as answers show them."""
        events = [rule.key for rule in self.rules if rule.key]
        slugs = [one.slug for one in self.facts.sources.values()]
        return {
            "event": tuple(dict.fromkeys(map(visible, events))),
            "source": tuple(dict.fromkeys(map(visible, slugs))),
        }


class Keeper:
    """Gives what is known now; a pull beside the server is seen with the next question."""

    def __init__(self, place: Path) -> None:
        """Find the engagement or snapshot file; nothing of it is read.

        Raises `ConfigError` or `SnapshotError` when there is none.
        """
        # no link is followed: one in an engagement may be a stranger's
        self._file = Path(os.path.abspath(place)) if place.is_file() else None  # noqa: PTH100
        if self._file and self._file.name == "snapshot.json" and is_there(self._file.parent / FILE):
            place, self._file = self._file.parent, None
        self._folder = None if self._file else find_engagement(place).folder
        self._seen: tuple[object, ...] = ()
        self._known: Known | None = None
        if not self.snapshot_file.is_file():
            raise SnapshotError(
                f"{self.snapshot_file} is not there.", "run `segkit pull` in the engagement first."
            )

    @property
    def snapshot_file(self) -> Path:
        """What the answers come from."""
        return self._file or Engagement(self._folder or Path(), "").snapshot_file

    def now(self) -> Known:
        """What is known; raises `SegkitError` while the files cannot be read."""
        seen = tuple(map(_stamp, self._files()))
        if self._known is None or seen != self._seen:
            self._known = self._read()
            self._seen = seen
        return self._known

    def _files(self) -> tuple[Path, ...]:
        own = Engagement(self._folder or self.snapshot_file.parent, "")
        return self.snapshot_file, own.file, own.notes_file, own.folder / SEEN

    def _read(self) -> Known:
        from segkit.engagement.snapshot import snapshot_content, snapshot_of
        from segkit.facts.known import Facts

        content = snapshot_content(self.snapshot_file)
        snapshot = snapshot_of(content, self.snapshot_file)
        if self._file is None:
            engagement = find_engagement(self._folder or Path())
        else:
            name = snapshot.plan.name if snapshot.plan else self._file.stem
            engagement = Engagement(self._file.parent, name)
        return Known(Facts(engagement, snapshot), hashlib.sha256(content).hexdigest()[:12])


def _stamp(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
