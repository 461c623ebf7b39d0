"""The call playground: compose a call or paste one, and see at once what happens to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from segkit.errors import UsageError
from segkit.explore.playground import Playground, Trial
from segkit.model.plan import Rule
from segkit.render.view import View
from segkit.rows.arrival.playground import playground, playground_form
from segkit.widgets.form import Done, FormWidget, Message, fields_of, text_of


class PlaygroundWidget(FormWidget):
    """Tries calls on one engagement.

    Args:
        place: Where calls are tried.
        trial: The first one.
        languages: Those of the static view; the first one is what the form shows.
    """

    def __init__(self, place: Playground, trial: Trial, languages: Sequence[str]) -> None:
        self.place, self.trial = place, trial
        self._languages = tuple(languages)
        self._language = next(iter(languages), "javascript")
        super().__init__("playground", place.facts.engagement.folder)

    @property
    def view(self) -> View:
        """The static view of the present call."""
        return playground(self.place, self.trial, self._languages)

    def form(self) -> str:
        """The inputs, and what becomes of the call."""
        return playground_form(self.place, self.trial, language=self._language)

    def do(self, message: Message) -> Done:
        """One gesture: another source, another call, another value."""
        what, value = text_of(message, "do"), text_of(message, "value")
        key = text_of(message, "key")
        source = self.trial.source.id if self.trial.source else ""
        if what == "language":
            known = dict(self.place.languages())
            self._language = value if value in known else self._language
            return Done(f"Code in {known.get(self._language, '')}.")
        if what == "source":
            self.trial = self._again(value)
        elif what == "text":
            # a call that a browser kept comes with its source
            self.trial = self.place.try_text(value, fields_of(message).get("source") or source)
        elif what == "field":
            self.trial = self.place.with_field(self.trial, tuple(key.split("\n")), value)
        elif what in {"kind", "name", "version", "compose"}:
            self.trial = self._composed(what, value, source)
        else:
            raise UsageError(f"There is no {what!r} here.", "run the cell again.")
        return Done()

    def _again(self, source: str) -> Trial:
        call = self.trial.call
        if call is None:
            return self.place.try_text(self.trial.text, source)
        return self.place.try_call(call, source)

    def _composed(self, what: str, value: str, source: str) -> Trial:
        """The call anew from the plan, as far as it is planned."""
        call: Mapping[str, object] = self.trial.call or {"type": "track"}
        kind = value if what == "kind" else str(call.get("type", "track"))
        name = "event" if kind == "track" else "name"
        key = value if what == "name" else call.get(name) if what != "kind" else None
        rules = [rule for rule in self.place.planned if rule.call == kind]
        named = [rule for rule in rules if rule.key == key] if what != "kind" else rules
        if what == "version":
            named = [rule for rule in named if str(rule.version) == value]
        if named:
            return self.place.compose(_oldest(named), source)
        if what == "compose":
            near = self.trial.verdict.near if self.trial.verdict else ()
            offered = f"choose {near[0]!r}" if near else "choose a planned name"
            raise UsageError("The plan has nothing to fill this call from.", f"{offered}.")
        blank = {**call, "type": kind}
        blank |= {name: key} if key is not None and kind in {"track", "page", "screen"} else {}
        return self.place.try_call(blank, source)


def _oldest(rules: Sequence[Rule]) -> Rule:
    first = rules[0]
    same = [rule for rule in rules if rule.key == first.key]
    return min(same, key=lambda rule: rule.version)
