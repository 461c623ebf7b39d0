"""One call on one way: the steps that it took so far, and what is left of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from segkit.delivery import edits
from segkit.delivery.outcome import DELIVERED, NOT_DELIVERED, UNKNOWN, Change, Step, UsedMapping

Json = Mapping[str, object]


class Walk:
    """A call on its way in one mode.

    Attributes:
        mode: `device`, `cloud` or `warehouse`.
        call: As it is after the steps so far.
        missing: What would have to be known to go on for certain.
        assumed: What was taken for granted.
    """

    def __init__(self, call: Json, mode: str) -> None:
        """Begin with the call as it was sent."""
        self.call = call
        self.mode = mode
        self.steps: list[Step] = []
        self.removed: list[Change] = []
        self.changed: list[Change] = []
        self.missing: list[str] = []
        self.assumed: list[str] = []
        self.mappings: list[UsedMapping] = []
        self.stopped_by = ""

    @property
    def result(self) -> str:
        """Delivered, not delivered, or unknown."""
        if self.stopped_by:
            return NOT_DELIVERED
        return UNKNOWN if self.missing else DELIVERED

    def passes(self, step: str, words: str, evidence: str = "", *, certain: bool = True) -> None:
        """The step lets the call through."""
        self._add(step, "passes", words, evidence, certain=certain)

    def stops(self, step: str, words: str, evidence: str = "", *, certain: bool = True) -> None:
        """The step stops the call; nothing comes after it."""
        self._add(step, "stops", words, evidence, certain=certain)
        self.stopped_by = step

    def unknown(self, step: str, words: str, missing: str, evidence: str = "") -> None:
        """Whether the call comes through cannot be known without what is missing."""
        self._add(step, "unknown", words, evidence)
        if missing not in self.missing:
            self.missing.append(missing)

    def assumes(self, step: str, words: str, assumed: str) -> None:
        """The step was not looked at, for want of something that is usually not there."""
        self._add(step, "passes", words, "", certain=False)
        self.assumed.append(assumed)

    def not_modelled(self, step: str, words: str, evidence: str = "") -> None:
        """The step exists and segkit does not look at it."""
        self._add(step, "not modelled", words, evidence)

    def changes(self, step: str, words: str, evidence: str = "", *, certain: bool = True) -> None:
        """The step changes the call and lets it through."""
        self._add(step, "changes", words, evidence, certain=certain)

    def remove(self, keys: Sequence[str], reason: str) -> None:
        """Take a field out of the call."""
        self.call = edits.without(self.call, keys)
        self.removed.append(Change(edits.dotted(keys), reason))

    def cut(
        self, at: Sequence[str], names: Collection[edits.Keys], reason: str, *, keeps: bool = False
    ) -> list[str]:
        """Take some fields out of an object, or all but them; gives what was taken, dotted."""
        self.call, gone = edits.cut(self.call, at, names, keeps=keeps)
        taken = [edits.dotted(keys) for keys in gone]
        self.removed += [Change(field, reason) for field in taken]
        return taken

    def put(self, keys: Sequence[str], value: object, reason: str) -> None:
        """Give a field of the call another value."""
        self.call = edits.with_value(self.call, keys, value)
        self.changed.append(Change(edits.dotted(keys), reason))

    def _add(
        self, step: str, verdict: str, words: str, evidence: str, *, certain: bool = True
    ) -> None:
        self.steps.append(Step(step, verdict, words, evidence, self.mode, certain))
