"""What is known about a planned call besides the plan's own words (S17).

Everything is what `segkit.delivery` foresees of the call, so a card never says more of a
destination than coverage and routes do, and says what is not known as such.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from segkit.delivery.coverage import Coverage
from segkit.delivery.covered import CallCoverage, FieldCoverage
from segkit.delivery.receipts import Receipt
from segkit.delivery.unknowns import NOT_KNOWN
from segkit.derive.columns import StoredCall, stored_calls
from segkit.facts.known import Facts
from segkit.facts.seen import Sighting
from segkit.knowledge.destinations import FILES_ONLY
from segkit.model.plan import Rule
from segkit.model.workspace import Source
from segkit.render.code import CodeTab
from segkit.rows.arrival.naming import names_there, why_not
from segkit.rows.edition import ANALYST, WHOLE, Edition
from segkit.rows.plan.snippets import call_tabs
from segkit.rows.plan.versions import NewVersion, new_versions
from segkit.rows.workshop.touching import Mention, Touching
from segkit.rows.workspace.modes import mode_of

MOST_WITH_CODE = 250
"""Beyond so many planned calls a page would be mostly code; the explorer writes it for each."""

LONGEST_CODE = 10_000
"""Longer code, in characters, holds a text that nobody reads on a page; the explorer writes it."""

MOST_LISTED = 40
"""Beyond so many destinations a card counts them by tool; the coverage table names each."""

TESTS = frozenset({"staging", "dev"})
"""Environments whose tools are named, and no more: what counts is what production receives."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """A destination that receives a planned call, or of which that is not known.

    Attributes:
        source: Name of the source that it is connected to.
        how: Connection mode, and the mappings or presets that make something of the call.
        gets: How much of the planned fields, in words.
        fields: The fields that `gets` counts out.
        certainty: `known`, `assumed` or `not known`.
        depends: What of a call decides whether it gets there.
        missing: What would have to be known.
        open: The fields of which it is not known whether they arrive.
        named: What the destination calls it, where that is not the call's own name.
    """

    destination: str
    source: str
    how: tuple[str, ...]
    gets: str
    fields: tuple[str, ...] = ()
    certainty: str = ""
    depends: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reach:
    """Who receives one planned field: whether that is known of each, and of whom it is open."""

    name: str
    receipts: Mapping[str, bool]
    others: frozenset[str]

    def is_open(self, id_: str) -> bool:
        """It is not known whether this destination receives it."""
        return id_ in self.others or self.receipts.get(id_) is False


@dataclass(frozen=True, slots=True)
class Card:
    """What is known about one planned call besides the plan's own words.

    Attributes:
        senders: Names of the sources that are to send it, in production where there are such.
        others: Names of those that are to send it in staging and development.
        receivers: Those of production, or of the tests where there are no others.
        tests: Names of those that receive it from staging and development.
        silent: Names of destinations of these sources that are known to get none of it, and why.
        warehouses: Names of those that keep it.
        unsure: Those of them of which that is not known.
        stored: Its table and columns; None where no warehouse keeps tables of it.
        code: The call in the languages of those who send it, and as JSON.
        tools: How many destinations of each tool receive it, where those are too many to name.
        doubtful: Of how many more that is not known, there.
        mentions: The special considerations that name it.
        version: How it differs from the version before.
        seen: What was seen of it; None without evidence.
    """

    senders: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    receivers: tuple[Receiver, ...] = ()
    tests: tuple[str, ...] = ()
    silent: tuple[tuple[str, str], ...] = ()
    warehouses: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    stored: StoredCall | None = None
    code: tuple[CodeTab, ...] = ()
    tools: tuple[tuple[str, int], ...] = ()
    doubtful: int = 0
    mentions: tuple[Mention, ...] = ()
    version: NewVersion | None = None
    seen: Sighting | None = None

    @property
    def reached(self) -> int:
        """How many destinations receive it, as far as that is known or assumed."""
        named = sum(one.certainty != NOT_KNOWN for one in self.receivers)
        return named or sum(count for _, count in self.tools)


class Cards:
    """The cards of an engagement's planned calls."""

    def __init__(self, facts: Facts, edition: Edition = WHOLE) -> None:
        """Nothing is worked out before it is asked for; only the edition's own sources send."""
        self._facts, self._edition = facts, edition

    def of(self, rule: Rule) -> Card:
        """The card of one planned call; an empty one where the workspace was not read."""
        call = self._calls.get(id(rule))
        coverage = self._coverage
        evidence = self._facts.seen
        blank = Card(version=self._version(rule), seen=evidence.of(rule) if evidence else None)
        if coverage is None or call is None:
            return replace(blank, code=self._code(rule, ()))
        call, senders = self._mine(call), self._senders(coverage, rule)
        meant = [one for one in senders if not self._is_test(one)] or senders
        kept = replace(
            blank,
            senders=tuple(source.name for source in meant),
            others=tuple(source.name for source in senders[len(meant) :]),
            mentions=self._touching.call(rule),
            warehouses=self._names(call.warehouses),
            unsure=self._names(one for one in call.warehouses if one in call.unsure),
            stored=self._stored.get(id(rule)) if self._in_tables(call) else None,
            code=self._code(rule, meant),
        )
        if len(call.receipts) > MOST_LISTED:
            sure = [one for one in call.receipts if one.certainty != NOT_KNOWN]
            counted = Counter(self._tools[one.destination_id] for one in sure)
            doubtful = len(call.receipts) - len(sure) + len(call.open)
            return replace(kept, tools=tuple(counted.most_common()), doubtful=doubtful)
        received = self._receivers(call)
        ids = {source.id for source in meant}
        tests = self._test_sources if ids.isdisjoint(self._test_sources) else frozenset()
        mine = {one for one in received if self._source_id(one) not in tests}
        return replace(
            kept,
            receivers=tuple(received[one] for one in received if one in mine),
            tests=self._names(one for one in received if one not in mine),
            silent=tuple(
                (one.name, why_not(coverage.stopped_by(rule, one.id), rule.call))
                for one in self._facts.destinations.values()
                if one.source_id in ids and one.id not in received
            ),
        )

    def _mine(self, call: CallCoverage) -> CallCoverage:
        """As far as the edition's own sources send it."""
        facts, edition = self._facts, self._edition
        return call._replace(
            receipts=tuple(
                r for r in call.receipts if edition.has_destination(facts, r.destination_id)
            ),
            open=tuple(o for o in call.open if edition.has_destination(facts, o.destination_id)),
            warehouses=tuple(id_ for id_ in call.warehouses if edition.has_destination(facts, id_)),
        )

    def _version(self, rule: Rule) -> NewVersion | None:
        found = self._versions.get(id(rule))
        if found is None:
            return None
        before = self._calls.get(id(found.before))
        now = self._calls.get(id(rule))
        if before is None or now is None:
            return found
        kept = {one.destination_id for one in now.receipts}
        kept |= {one.destination_id for one in now.open}
        gone = (one.destination_id for one in before.receipts)
        return replace(found, lost=self._names(one for one in gone if one not in kept))

    @cached_property
    def _versions(self) -> Mapping[int, NewVersion]:
        return new_versions(self._facts.plan.rules if self._facts.plan else ())

    @cached_property
    def _touching(self) -> Touching:
        return Touching(self._facts)

    @property
    def _coverage(self) -> Coverage | None:
        return self._facts.case.coverage if self._facts.case else None

    @cached_property
    def _calls(self) -> Mapping[int, CallCoverage]:
        return {id(one.rule): one for one in self._facts.call_coverage}

    @cached_property
    def _fields(self) -> Mapping[int, Sequence[FieldCoverage]]:
        found: dict[int, list[FieldCoverage]] = {}
        for one in self._facts.field_coverage:
            found.setdefault(id(one.rule), []).append(one)
        return found

    @cached_property
    def _stored(self) -> Mapping[int, StoredCall]:
        rules = self._facts.plan.rules if self._facts.plan else ()
        return {id(one.rule): one for one in stored_calls(rules)}

    @cached_property
    def _tools(self) -> Mapping[str, str]:
        every = self._facts.destinations.values()
        return {one.id: one.catalog.name or one.name for one in every}

    @cached_property
    def _test_sources(self) -> frozenset[str]:
        return frozenset(p.source_id for p in self._facts.placements if p.environment in TESTS)

    def _is_test(self, source: Source) -> bool:
        return source.id in self._test_sources

    def _senders(self, coverage: Coverage, rule: Rule) -> list[Source]:
        found = (self._facts.sources[one] for one in coverage.senders(rule))
        mine = (one for one in found if self._edition.has_source(self._facts, one))
        return sorted(mine, key=self._is_test)

    def _names(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(self._facts.names.get(one, one) for one in ids)

    def _in_tables(self, call: CallCoverage) -> bool:
        workspace = self._facts.workspace
        kinds = {one.id: one.kind for one in workspace.warehouses} if workspace else {}
        return any(kinds.get(one) not in FILES_ONLY for one in call.warehouses)

    def _receivers(self, call: CallCoverage) -> Mapping[str, Receiver]:
        """By the destination's id; what is no destination, where none could be read, by its own."""
        fields = [
            _Reach(
                one.field.dotted,
                {r.destination_id: r.certainty != NOT_KNOWN for r in one.receipts},
                frozenset(other.destination_id for other in one.open),
            )
            for one in self._fields.get(id(call.rule), ())
        ]
        found = {
            one.destination_id: self._receiver(call.rule, one, fields) for one in call.receipts
        }
        for other in call.open:
            id_ = other.destination_id
            if id_ not in found:
                found[id_] = Receiver(
                    self._facts.names.get(id_, id_),
                    self._facts.names.get(self._source_id(id_), ""),
                    how=(),
                    gets="",
                    certainty=NOT_KNOWN,
                    missing=other.missing,
                )
        return found

    def _source_id(self, destination_id: str) -> str:
        """Empty for what is no destination."""
        destination = self._facts.destinations.get(destination_id)
        return destination.source_id if destination else ""

    def _receiver(self, rule: Rule, receipt: Receipt, fields: Sequence[_Reach]) -> Receiver:
        id_ = receipt.destination_id
        sure = receipt.certainty != NOT_KNOWN
        open_ = [one.name for one in fields if sure and one.is_open(id_)]
        told = [one for one in fields if one.name not in open_]
        got = [one.name for one in told if id_ in one.receipts]
        left = [one.name for one in told if id_ not in one.receipts]
        gets, counted = _amount(got, left)
        if open_:
            gets = gets if told else ""
        return Receiver(
            self._facts.names.get(id_, id_),
            self._facts.names.get(self._source_id(id_), ""),
            (self._modes.get(id_, ""), *receipt.mappings),
            gets,
            counted,
            receipt.certainty,
            receipt.depends,
            receipt.missing,
            tuple(open_),
            names_there(self._facts.destinations.get(id_), receipt.mappings, rule.key),
        )

    @cached_property
    def _modes(self) -> Mapping[str, str]:
        return {one.destination_id: mode_of(one).title for one in self._facts.connections}

    def _code(self, rule: Rule, senders: Sequence[Source]) -> tuple[CodeTab, ...]:
        plan = self._facts.plan
        if plan is None or len(plan.rules) > MOST_WITH_CODE or rule.call == "common":
            return ()
        if self._edition.reader == ANALYST:
            return ()
        tabs = call_tabs(self._facts, rule, senders)
        return tuple(one for one in tabs if len(one.code) <= LONGEST_CODE)


def _amount(got: Sequence[str], left: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """How much of the fields arrives, in words, and those that the words count out."""
    if not left:
        return ("all fields" if got else "the call"), ()
    if not got:
        return "none of its fields", ()
    if len(left) <= len(got):
        return "all fields but", tuple(left)
    return f"{len(got)} of {len(got) + len(left)} fields:", tuple(got)
