"""One person's way through the customer's applications: which call carries which id, step by step.

Told from the plan's own calls and the kinds of sources in production. What a library does with
ids is Segment's: https://www.twilio.com/docs/segment/connections/spec/identify.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from segkit.derive.personal import words_of
from segkit.derive.platforms import kinds_named
from segkit.facts.known import Facts
from segkit.model.plan import Rule
from segkit.model.workspace import Source

LANES = ("web", "mobile", "server")
"""Where calls come from, in the order of the story."""

TESTS = frozenset({"staging", "dev"})
"""Environments of sources that no real person uses."""

_IN = re.compile(r"\b(?:sign(?:ed)? ?in|log(?:ged)? ?in)\b")
_UP = re.compile(r"\b(?:sign(?:ed)? ?up|regist\w+|accounts?)\b")
_OUT = re.compile(r"\b(?:sign(?:ed)? ?out|log(?:ged)? ?out)\b")
_ORDER = re.compile(r"\b(?:order|purchase|payment|checkout|subscription)\b")
_FEW = 4


@dataclass(frozen=True, slots=True)
class Step:
    """One call of the story.

    Attributes:
        scene: What the person does; several steps may share it.
        lane: One of `LANES`.
        call: `page`, `identify`, `reset` and so on.
        name: What it is about: an event, a page, traits.
        ids: The ids that Segment receives with it.
        why: What it is for.
    """

    scene: str
    lane: str
    call: str
    name: str
    ids: tuple[str, ...]
    why: str


def applications(facts: Facts) -> tuple[Source, ...]:
    """The sources that the customer's code feeds today: on, in production, on a supported library."""
    tests = {p.source_id for p in facts.placements if p.environment in TESTS}
    return tuple(
        source
        for source in facts.sources.values()
        if source.enabled
        and source.id not in tests
        and facts.kinds[source.id] in LANES
        and not (facts.libraries.get(source.id) and facts.libraries[source.id].support_ended)
    )


def lanes(facts: Facts) -> tuple[str, ...]:
    """The lanes that this customer has; from the plan where no workspace was read."""
    if facts.workspace is not None:
        found = {facts.kinds[one.id] for one in applications(facts)}
    else:
        rules = facts.plan.rules if facts.plan else ()
        found = {kind for rule in rules for kind in kinds_named(rule)} or {"web"}
    return tuple(one for one in LANES if one in found)


def _known_by(name: str) -> tuple[str, str]:
    """What a person does to become known, by the event that the plan has next to identify."""
    words = words_of(name)
    if name and not _IN.search(words):
        if _UP.search(words):
            return "signs up", "right after sign-up"
        return "becomes known", "as soon as the userId is known"
    return "signs in", "right after sign-in"


class Story:
    """The steps, as far as the plan has calls for them."""

    def __init__(self, facts: Facts) -> None:
        """Nothing is worked out before it is asked for."""
        self._facts = facts
        self.lanes = lanes(facts)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """All of them, in the order of the story."""
        return tuple(self._steps())

    def _steps(self) -> Iterator[Step]:
        clients = [one for one in self.lanes if one != "server"]
        for number, lane in enumerate(clients, start=1):
            yield from self._arrival(lane, f"A{number}")
            yield from self._sign_in(lane, f"A{number}", again=number > 1)
            if number == 1 and "server" in self.lanes:
                yield from self._hand_over(f"A{number}")
        if not clients and "server" in self.lanes:
            yield from self._on_servers()
        if clients:
            yield from self._sign_out(clients[0])

    def _arrival(self, lane: str, anonymous: str) -> Iterator[Step]:
        call = "page" if lane == "web" else "screen"
        what = "page" if lane == "web" else "app"
        scene = "A visitor comes" if lane == "web" else "The person opens the app"
        made = f"The library makes an anonymousId and keeps it in the {'browser' if lane == 'web' else 'app'}."
        if rule := self._first(lane, call):
            yield Step(scene, lane, call, rule.title, (anonymous,), made)
            made = f"Every call of this {what} carries it. Nobody is known yet."
        if rule := self._first(lane, "track", self._is_before):
            yield Step(scene, lane, "track", rule.title, (anonymous,), made)

    def _sign_in(self, lane: str, anonymous: str, *, again: bool) -> Iterator[Step]:
        facts = self._facts.identify
        companions = facts.track_calls if facts else ()
        name = next(
            (one for one in companions if _IN.search(words_of(one))), *companions[:1] or ("",)
        )
        does, when = _known_by(name)
        scene = f"The same person {does}" if again else f"The person {does}"
        required = facts.required if facts else ()
        named = ", ".join(("userId", *required[:_FEW])) + (" …" if len(required) > _FEW else "")
        ids = (anonymous, "U")
        why = (
            f"The same userId ties {anonymous} to the same person."
            if again
            else f"This call ties {anonymous} to the userId. Send it {when}."
        )
        yield Step(scene, lane, "identify", named, ids, why)
        if name and not again:
            yield Step(scene, lane, "track", name, ids, "The event names the reason.")

    def _hand_over(self, anonymous: str) -> Iterator[Step]:
        rule = self._server_rule()
        if rule is None:
            return
        why = (
            f"Libraries on servers make no anonymousId. Pass {anonymous} from the "
            "client, and send it with the userId."
        )
        yield Step("A server sends", "server", "track", rule.title, (anonymous, "U"), why)

    def _on_servers(self) -> Iterator[Step]:
        why = "Libraries on servers make no anonymousId: send a userId, or an anonymousId of your own."
        yield Step("A server knows the person", "server", "identify", "userId", ("U",), why)
        if rule := self._server_rule():
            yield Step("A server knows the person", "server", "track", rule.title, ("U",), why)

    def _sign_out(self, lane: str) -> Iterator[Step]:
        scene = "The person signs out"
        if rule := self._first(lane, "track", lambda one: bool(_OUT.search(words_of(one.title)))):
            yield Step(
                scene, lane, "track", rule.title, ("A1", "U"), "First the event, then reset."
            )
        why = "reset() deletes both ids. The next person on this device has a new anonymousId."
        yield Step(scene, lane, "reset", "", (), why)

    def _is_before(self, rule: Rule) -> bool:
        """Nothing in its name says that somebody has signed in or out."""
        words = words_of(rule.title)
        facts = self._facts.identify
        return rule.title not in (facts.track_calls if facts else ()) and not _OUT.search(words)

    def _server_rule(self) -> Rule | None:
        """An event that only servers send, if there is one; an order rather than another."""
        rules = [one for one in self._of("server", "track") if kinds_named(one) == {"server"}]
        rules = rules or list(self._of("server", "track"))
        ordered = (one for one in rules if _ORDER.search(words_of(one.title)))
        return next(ordered, rules[0] if rules else None)

    def _first(
        self, lane: str, call: str, fits: Callable[[Rule], bool] = lambda _rule: True
    ) -> Rule | None:
        return next(filter(fits, self._of(lane, call)), None)

    def _of(self, lane: str, call: str) -> Iterator[Rule]:
        plan = self._facts.plan
        for rule in plan.of(call) if plan else ():
            if not rule.deprecated and (not (kinds := kinds_named(rule)) or lane in kinds):
                yield rule
