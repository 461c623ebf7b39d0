"""One call on one way: the steps that it took so far, and what is left of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from segkit.delivery.outcome import DELIVERED, NOT_DELIVERED, UNKNOWN, Change, Step, UsedMapping
from segkit.delivery.steps import edits
from segkit.model.plan import dotted
from segkit.routing.fql import holds

Json = Mapping[str, object]
Doubts = list[str] | None


class Walk:
    """A call on its way in one mode.

    Attributes:
        mode: `device`, `cloud` or `warehouse`.
        call: As it is after the steps so far.
        missing: What would have to be known to go on for certain.
        assumed: What was taken for granted.
        remade: What may have made another call of it by now.
        edited: What may have changed its fields by now.
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
        self.remade: list[str] = []
        self.edited: list[str] = []
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

    def stops(
        self, step: str, words: str, evidence: str, *, doubt: str = "", of_fields: bool = False
    ) -> None:
        """The step stops the call, and nothing comes after it; said only where it is known.

        Args:
            step: Which one.
            words: Why.
            evidence: What says so.
            doubt: What would have to be known to be sure.
            of_fields: The fields of the call decide, not only its type and name.
        """
        doubts = [doubt] if doubt else [*self.remade, *(self.edited if of_fields else ())]
        for missing in doubts:
            self.unknown(step, words, missing, evidence)
        if not doubts:
            self._add(step, "stops", words, evidence)
            self.stopped_by = step

    def unknown(
        self, step: str, words: str, missing: str, evidence: str = "", *, also: Doubts = None
    ) -> None:
        """Whether the call comes through cannot be known without what is missing.

        Args:
            step: Which one.
            words: Why.
            missing: What would have to be known.
            evidence: What says so.
            also: What it puts in doubt for the steps after it: `remade` or `edited`.
        """
        said = Step(step, "unknown", words, evidence, self.mode)
        if said not in self.steps:
            self.steps.append(said)
        if missing not in self.missing:
            self.missing.append(missing)
        if also is not None:
            also.append(missing)

    @property
    def name(self) -> str | None:
        """The call's event, or the name of its page or screen."""
        name = self.call.get("event" if self.call["type"] == "track" else "name")
        return name if isinstance(name, str) else None

    def asks_fields(self, condition: str) -> bool:
        """Whether a valid condition holds is not told by the call's type and name alone."""
        return holds(condition, str(self.call["type"]), self.name) is None

    def assumes(self, step: str, words: str, assumed: str, *, also: Doubts = None) -> None:
        """The step was not looked at, for want of something that is usually not there."""
        self._add(step, "passes", words, "", certain=False)
        self.assumed.append(assumed)
        if also is not None:
            also.append(assumed)

    def not_modelled(self, step: str, words: str, evidence: str = "") -> None:
        """The step exists and segkit does not look at it."""
        self._add(step, "not modelled", words, evidence)

    def changes(self, step: str, words: str, evidence: str, *, certain: bool) -> None:
        """The step changes the call and lets it through."""
        self._add(step, "changes", words, evidence, certain=certain)

    def remove(self, keys: Sequence[str], reason: str) -> None:
        """Take a field out of the call."""
        self.call = edits.without(self.call, keys)
        self.removed.append(Change(dotted(keys), reason))

    def cut(
        self, at: Sequence[str], names: Collection[edits.Keys], reason: str, *, keeps: bool
    ) -> list[str]:
        """Take some fields out of an object, or all but them; gives what was taken, dotted."""
        self.call, gone = edits.cut(self.call, at, names, keeps=keeps)
        taken = [dotted(keys) for keys in gone]
        self.removed += [Change(field, reason) for field in taken]
        return taken

    def put(self, keys: Sequence[str], value: object, reason: str) -> None:
        """Give a field of the call another value."""
        self.call = edits.with_value(self.call, keys, value)
        self.changed.append(Change(dotted(keys), reason))

    def _add(
        self, step: str, verdict: str, words: str, evidence: str, *, certain: bool = True
    ) -> None:
        self.steps.append(Step(step, verdict, words, evidence, self.mode, certain))
