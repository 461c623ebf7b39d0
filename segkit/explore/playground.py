"""What happens to one call: the plan's word, every destination, the warehouses, the code.

Composing, pasting and judging, without a notebook. `views` draws it, `widgets` drives it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from segkit.delivery.outcome import Route
from segkit.errors import SegkitError, UsageError
from segkit.facts.known import Facts
from segkit.model.derived import INSTRUMENTED
from segkit.model.plan import CONTAINERS, Field, Rule
from segkit.model.workspace import Source
from segkit.snippets.common import put, with_common
from segkit.snippets.languages import LANGUAGES, call_snippet
from segkit.snippets.pasted import read_pasted
from segkit.snippets.payload import example_payload
from segkit.validation import PlanCheck, Verdict

Call = Mapping[str, object]

IDS = ("userId", "anonymousId", "groupId", "previousId")
"""Keys of a call beside its properties or traits that people fill in."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One call, and what becomes of it.

    Attributes:
        text: The call as JSON, or what was typed where that is none.
        call: None when the text holds none.
        source: Who sends it; None when the workspace has no source that could.
        verdict: The plan's word; None without a plan or a call.
        route: What becomes of it; None when it cannot be followed.
        notes: What could not be told from a pasted text, a sentence each.
        problem: Why there is no call, or why it cannot be followed: what happened, what to do.
    """

    text: str
    call: Call | None = field(default=None, hash=False)
    source: Source | None = None
    verdict: Verdict | None = None
    route: Route | None = None
    notes: tuple[str, ...] = ()
    problem: tuple[str, str] | None = None

    @property
    def rule(self) -> Rule | None:
        """The planned rule that the call falls under."""
        return self.verdict.rule if self.verdict else None


class Playground:
    """Tries calls on one engagement; the plan is compiled as it is needed, and once."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    @cached_property
    def _check(self) -> PlanCheck | None:
        return PlanCheck(self.facts.plan) if self.facts.plan else None

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The sources that send calls, in the workspace's order, those that are on first."""
        kinds = self.facts.kinds
        found = [s for s in self.facts.sources.values() if kinds[s.id] in INSTRUMENTED]
        return tuple(sorted(found, key=lambda source: not source.enabled))

    @cached_property
    def planned(self) -> tuple[Rule, ...]:
        """The rules that a call can be composed from: the current ones, all versions."""
        rules = self.facts.plan.rules if self.facts.plan else ()
        return tuple(r for r in rules if r.call != "common" and not r.deprecated)

    def start(self, event: str = "", source: str = "") -> Trial:
        """The first call to look at.

        Args:
            event: The planned event's name; empty for the first one that is planned.
            source: Its slug or id; empty for the first one that sends calls.

        Raises `UsageError` when there is no such event or source.
        """
        rules = [r for r in self.planned if r.call == "track"] or list(self.planned)
        if event:
            rules = [rule for rule in rules if rule.key == event]
            if not rules:
                raise UsageError(f"The plan has no event {event!r}.", "use a planned name.")
        if not rules:
            return self.try_text('{"type": "track", "event": "Order Completed"}', source)
        return self.compose(rules[0], source)

    def compose(self, rule: Rule, source: str = "") -> Trial:
        """A call that the plan accepts, with realistic values."""
        call: dict[str, object] = {"type": rule.call, **example_payload(rule)}
        if rule is not self._oldest(rule):
            call["context"] = {"protocols": {"event_version": rule.version}}
        rules = self.facts.plan.rules if self.facts.plan else ()
        return self.try_call(with_common(call, rules), source)

    def with_field(self, trial: Trial, path: tuple[str, ...], text: str) -> Trial:
        """The call with one field as it was typed; an empty text takes the field out."""
        call = json.loads(json.dumps(trial.call or {}))
        if text == "":
            _take_out(call, path)
        else:
            put(call, path, _typed(text, self._field(trial, path)))
        return self.try_call(call, trial.source.id if trial.source else "")

    def try_text(self, text: str, source: str = "") -> Trial:
        """What was typed or pasted: JSON, or code in JavaScript, Python or Swift."""
        try:
            pasted = read_pasted(text)
        except UsageError as error:
            problem = (error.problem, error.fix)
            return Trial(text, source=self._source(source), problem=problem)
        tried = self.try_call(pasted.call, source)
        shown = text if pasted.language == "json" else tried.text
        return Trial(
            shown, tried.call, tried.source, tried.verdict, tried.route, pasted.notes, tried.problem
        )

    def try_call(self, call: Call, source: str = "") -> Trial:
        """The plan's word on a call, and what becomes of it."""
        found = self._source(source)
        verdict = self._check.check(call) if self._check else None
        route, problem = None, None
        try:
            route = self.facts.route(call, found.id) if found else None
        except SegkitError as error:
            problem = (error.problem, error.fix)
        return Trial(_as_text(call), call, found, verdict, route, problem=problem)

    def fields(self, trial: Trial) -> Iterator[tuple[tuple[str, ...], Field | None, str]]:
        """Path, plan and present text of every field that the form offers."""
        call = trial.call or {}
        kind = str(call.get("type", ""))
        for name in IDS:
            if name in call or name in {"userId", "anonymousId"}:
                yield (name,), None, _text_of(call.get(name))
        container = CONTAINERS.get(kind)
        sent = call.get(container or "")
        sent = sent if isinstance(sent, Mapping) else {}
        planned = {
            f.path[1]: f for f in (trial.rule.fields if trial.rule else ()) if len(f.path) == 2
        }
        for name in dict.fromkeys([*planned, *map(str, sent)]):
            if container:
                present = _text_of(sent[name]) if name in sent else ""
                yield (container, name), planned.get(name), present

    def code(self, trial: Trial, language: str) -> str:
        """The call in a language's current library; empty without a call."""
        call = dict(trial.call or {})
        kind = str(call.pop("type", ""))
        try:
            return call_snippet(language, kind, call) if call else ""
        except UsageError:
            return ""

    def languages(self) -> tuple[tuple[str, str], ...]:
        """Id and name of every library that code is written for."""
        return tuple((language.id, language.name) for language in LANGUAGES)

    def _source(self, wanted: str) -> Source | None:
        if not wanted:
            return next(iter(self.sources), None)
        workspace = self.facts.workspace
        found = workspace.source(wanted) if workspace else None
        if found is None:
            known = ", ".join(source.slug for source in self.sources[:12]) or "none"
            raise UsageError(f"The workspace has no source {wanted!r}.", f"use one of: {known}.")
        return found

    def _field(self, trial: Trial, path: tuple[str, ...]) -> Field | None:
        rule = trial.rule
        return next((f for f in rule.fields if f.path == path), None) if rule else None

    def _oldest(self, rule: Rule) -> Rule:
        same = [r for r in self.planned if (r.call, r.key) == (rule.call, rule.key)]
        return min(same, key=lambda r: r.version, default=rule)


def _take_out(call: dict[str, object], path: tuple[str, ...]) -> None:
    owner: object = call
    for name in path[:-1]:
        owner = owner.get(name) if isinstance(owner, dict) else None
    if isinstance(owner, dict):
        owner.pop(path[-1], None)


def _typed(text: str, planned: Field | None) -> object:
    """What a person means by a text: as the plan has it, else as it looks."""
    types = planned.types if planned else ()
    if "string" in types and not set(types) & {"number", "integer", "boolean", "null"}:
        return text
    try:
        value: object = json.loads(text)
    except ValueError:
        return text
    if not types and isinstance(value, str):
        return text
    return value


def _text_of(value: object) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)


def _as_text(call: Call) -> str:
    try:
        return json.dumps(call, indent=2, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        return ""
