"""The copy of an engagement's plan in which the room has things mended.

It lies in the engagement's folder beside the map of its changes, and is made anew from the
customer's own file whenever these change, so that taking one back leaves no trace. A plan that is
no file is written as the Public API's rules.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from segkit.amend.amending import amend
from segkit.amend.applying import amended
from segkit.amend.change_map import read_map, written_map
from segkit.engagement.outside import plan_to_read
from segkit.engagement.profile import read_profile
from segkit.engagement.settings import Engagement
from segkit.errors import InputFileError, UsageError
from segkit.files import delete_own, is_folder, is_there, read_own, write_own
from segkit.malformed import MalformedError, parse_toml
from segkit.model.change import ProposedChange
from segkit.model.plan import TrackingPlan
from segkit.plans.plan_input import MOST_BYTES
from segkit.plans.writing.converting import convert
from segkit.pull.places import PlanPlace

_NO_FILE = {
    "sheet": "The plan is a Google Sheet, which segkit only reads",
    "api": "The plan is in Segment, which segkit only reads",
}
Refused = tuple[tuple[ProposedChange, str], ...]


@dataclass(frozen=True)
class KeptCopy:
    """Where the copy is, and what is in it.

    Attributes:
        engagement: Whose plan it is a copy of.
    """

    engagement: Engagement

    @property
    def why_rules(self) -> str:
        """Why the copy holds the Public API's rules; empty where it is a copy of the plan's file."""
        place = self.engagement.plan
        if place is not None and place.kind == "file":
            return "The plan is a folder of files" if is_folder(place.file) else ""
        return _NO_FILE[place.kind] if place else "engagement.toml names no plan"

    @property
    def file(self) -> Path:
        """The copy: `tracking-plan-fixed.xlsx`."""
        place = self.engagement.plan
        folder = self.engagement.folder
        if place is None or self.why_rules:
            return folder / "plan-fixed.json"
        return folder / f"{place.file.stem}-fixed{place.file.suffix}"

    @property
    def map(self) -> Path:
        """What differs in it, as `segkit amend` takes it."""
        return self.file.with_suffix(".changes.toml")

    def changes(self) -> tuple[ProposedChange, ...]:
        """What is in it; raises `ConfigError` when its map cannot be understood."""
        text = self._map_text() if is_there(self.file) else None
        return read_map(text, self.map.name) if text else ()

    def write(
        self,
        plan: TrackingPlan,
        changes: Sequence[ProposedChange],
        about: Callable[[ProposedChange], str] = lambda _: "",
    ) -> Refused:
        """Make it of these changes; gives those that cannot be made there, each with the reason.

        Without a change that can be made there is no copy. Raises `UsageError` when somebody
        worked on the copy since, and what reading the plan raises; then nothing is written.
        """
        content, refused = self._made(plan, changes) if changes else (b"", ())
        out = {one for one, _ in refused}
        made = [one for one in changes if one not in out]
        self._refuse_changed(content)
        folder = self.engagement.folder
        if not made:
            for file in (self.file, self.map):
                delete_own(file, folder)
            return refused
        said = f'copy = "{_digest(content)}"\n\n{written_map(plan.name, made, about)}'
        if self._map_text() != said:
            write_own(self.map, said, folder=folder)
        if self._content() != content:
            write_own(self.file, content, folder=folder)
        return refused

    def _made(self, plan: TrackingPlan, changes: Sequence[ProposedChange]) -> tuple[bytes, Refused]:
        place = self._place()
        if place is None or self.why_rules:
            text, _ = convert(amended(plan, changes), "api")
            return text.encode(), ()
        found = amend(place.file, changes, read_profile(self.engagement.profile_file))
        return found.content, found.refused

    def _place(self) -> PlanPlace | None:
        return None if self.why_rules else plan_to_read(self.engagement)

    def _refuse_changed(self, content: bytes) -> None:
        """What lies there must be what was last written."""
        there, text = self._content(), self._map_text()
        try:
            known = parse_toml(text or "").get("copy")
        except MalformedError:
            known = None
        strange = None
        if there not in {None, content} and known != _digest(there or b""):
            strange = self.file
        elif text is not None and known is None:
            strange = self.map
        if strange is not None:
            raise UsageError(
                f"{strange.name} was changed by somebody since; nothing was written over it.",
                "give it another name, then say it again.",
            )

    def _content(self) -> bytes | None:
        return self._read(self.file)

    def _map_text(self) -> str | None:
        content = self._read(self.map)
        return None if content is None else content.decode("utf-8-sig", "replace")

    def _read(self, file: Path) -> bytes | None:
        try:
            return read_own(file, limit=MOST_BYTES, folder=self.engagement.folder)
        except OSError as error:
            raise InputFileError(
                f"{file} cannot be read: {error.strerror}.", "give it another name."
            ) from error


def place_in_copy(change: ProposedChange) -> tuple[object, ...]:
    """What a change is known again by: of two changes of one place, one is made."""
    return change.kind, change.at.same


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
