"""Which planned calls a destination receives, as what, and which not, and why (S15, S17)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from segkit.delivery.receipts import Receipt
from segkit.delivery.unknowns import NOT_KNOWN
from segkit.facts.known import Facts
from segkit.model.plan import Rule
from segkit.render.html import plural
from segkit.render.tree import Child, li, own, p, small, span, ul
from segkit.rows.arrival.naming import names_there, why_not
from segkit.rows.plan.cards import TESTS

MOST_CALLS = 250
"""Of a longer plan a destination's card counts the calls; the coverage table names each."""

_SHOWN = {"track": 0, "page": 1, "screen": 1, "identify": 2, "group": 3}
_FEW = 8
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Received:
    """A planned call that a destination receives.

    Attributes:
        title: The call's name, with its version where there are several.
        named: What the destination calls it, where that is not its own name.
        sure: It is known or assumed that it arrives.
    """

    title: str
    named: tuple[str, ...] = ()
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Receiving:
    """What of the plan reaches a destination.

    Attributes:
        calls: What it receives; empty where the plan is too long to name each.
        lacking: What it does not, by the reason; None where the plan is too long.
        others: How many more its source does not send.
        carded: The cards of the calls name it, so that a page need not say them again.
        count: How many it receives, of how many that are planned.
    """

    calls: tuple[Received, ...] = ()
    lacking: Mapping[str, tuple[str, ...]] | None = None
    count: tuple[int, int] = (0, 0)
    others: int = 0
    carded: bool = False


class ReceivedCalls:
    """The planned calls by the destinations that receive them."""

    def __init__(self, facts: Facts) -> None:
        """Nothing is worked out before it is asked for."""
        self._facts = facts

    def of(self, destination_id: str) -> Receiving | None:
        """What of the plan reaches it; None without a plan or its calls."""
        case, calls = self._facts.case, self._current
        if case is None or not calls:
            return None
        receipts = self._receipts.get(destination_id, {})
        count = (sum(one.certainty != NOT_KNOWN for one in receipts.values()), len(calls))
        if len(calls) > MOST_CALLS:
            return Receiving(count=count)
        destination = self._facts.destinations[destination_id]
        sending = {id(rule) for rule in calls if destination.source_id in self._senders[id(rule)]}
        lacking: dict[str, list[str]] = {}
        others = 0
        for rule in calls:
            if id(rule) in receipts or destination_id in self._open.get(id(rule), ()):
                continue
            if id(rule) not in sending:
                others += 1
                continue
            reason = why_not(case.coverage.stopped_by(rule, destination_id), rule.call)
            lacking.setdefault(reason, []).append(self._titles[id(rule)])
        received = [
            Received(
                self._titles[id(rule)],
                names_there(destination, receipts[id(rule)].mappings, rule.key),
                receipts[id(rule)].certainty != NOT_KNOWN,
            )
            if id(rule) in receipts
            else Received(self._titles[id(rule)], sure=False)
            for rule in calls
            if id(rule) in receipts or destination_id in self._open.get(id(rule), ())
        ]
        return Receiving(
            tuple(received),
            {reason: tuple(some) for reason, some in lacking.items()},
            count,
            others,
            destination.source_id not in self._tests,
        )

    @cached_property
    def _current(self) -> Sequence[Rule]:
        """In the order in which the guide shows them."""
        rules = self._facts.case.coverage.rules() if self._facts.case else ()
        return sorted(rules, key=lambda rule: _SHOWN.get(rule.call, len(_SHOWN)))

    @cached_property
    def _titles(self) -> Mapping[int, str]:
        calls = Counter((rule.title, rule.version) for rule in self._current)
        return {
            id(rule): rule.title
            + (f" v{rule.version}" if rule.version != 1 else "")
            + (f" ({rule.call})" if calls[rule.title, rule.version] > 1 else "")
            for rule in self._current
        }

    @cached_property
    def _tests(self) -> frozenset[str]:
        placed = self._facts.placements
        return frozenset(p.source_id for p in placed if p.environment in TESTS)

    @cached_property
    def _senders(self) -> Mapping[int, frozenset[str]]:
        case = self._facts.case
        if case is None:
            return {}
        return {id(rule): frozenset(case.coverage.senders(rule)) for rule in self._current}

    @cached_property
    def _receipts(self) -> Mapping[str, Mapping[int, Receipt]]:
        found: dict[str, dict[int, Receipt]] = {}
        for call in self._facts.call_coverage:
            for one in call.receipts:
                found.setdefault(one.destination_id, {})[id(call.rule)] = one
        return found

    @cached_property
    def _open(self) -> Mapping[int, frozenset[str]]:
        return {
            id(call.rule): frozenset(one.destination_id for one in call.open)
            for call in self._facts.call_coverage
        }


def received_titles(found: Receiving | None) -> tuple[str, ...]:
    """What it receives, by name; in a long plan none is named."""
    return tuple(one.title for one in found.calls) if found else ()


def lacking_words(found: Receiving | None) -> tuple[str, ...]:
    """What its source sends and it does not receive, each with the reason."""
    lacking = (found.lacking if found else None) or {}
    return tuple(f"{name}: {reason}" for reason, some in lacking.items() for name in some)


def received_parts(found: Receiving | None) -> Sequence[Child]:
    """The two lists, each call once."""
    if found is None:
        return ()
    if found.lacking is None:
        received = f"Receives {found.count[0]:,} of {plural(found.count[1], 'planned call')}."
        return (p(received, cls="sk-subhead"),)
    said: list[Child] = [
        p(f"Receives {plural(len(found.calls), 'planned call')}", cls="sk-subhead")
    ]
    if found.calls:
        lines = _by_name(found.calls, carded=found.carded)
        said.append(ul(*lines, cls="sk-calls-of"))
    if found.lacking:
        said.append(p("Does not receive", cls="sk-subhead"))
        silent = (
            line
            for why, some in found.lacking.items()
            for line in _lines(some, f": {why}", carded=found.carded)
        )
        said.append(ul(*silent, cls="sk-calls-of"))
    if found.others:
        said.append(p(f"Its source does not send the other {found.others:,}.", cls="sk-quiet"))
    return said


def _by_name(calls: Sequence[Received], *, carded: bool) -> Iterator[Child]:
    """The calls that keep their names, then those with another, by what that is."""
    groups: dict[tuple[bool, tuple[str, ...]], list[str]] = {}
    for one in calls:
        groups.setdefault((not one.sure, one.named), []).append(one.title)
    for (unsure, named), titles in sorted(groups.items()):
        notes = [f"as {', '.join(map(_short, named))}"] if named else []
        notes += ["not known"] if unsure else []
        said: tuple[Child, ...] = (" ", small(", ".join(notes))) if notes else ()
        yield from _lines(titles, *said, carded=carded and not unsure)


def _lines(names: Sequence[str], *more: Child, carded: bool) -> Iterator[Child]:
    """The page has the number of many calls, and its script their names from the calls' cards."""
    uncarded = [name for name in names if name == "identify"]
    for some in (uncarded, [name for name in names if name not in uncarded]):
        listed = ", ".join(map(_short, some))
        if len(some) > _FEW and carded:
            yield li(span(listed), *more, data_n=str(len(some)))
        elif some:
            yield li(own(listed), *more)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
