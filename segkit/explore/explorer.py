"""Everything in an engagement that a customer may look for, and what hangs together.

Nothing is decided here and nothing can be changed: it searches what `segkit.facts.known` knows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from segkit.considerations.consideration import CLASSES
from segkit.facts.known import Facts
from segkit.model.plan import Rule

KINDS = (
    "trait",
    "event",
    "page",
    "property",
    "source",
    "destination",
    "warehouse",
    "consideration",
)
"""What can be found; `page` stands for page, screen and group calls as well."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that can be found.

    Attributes:
        id: Unique within the engagement.
        kind: One of `KINDS`.
        title: Its name.
        place: What it belongs to, in a few words.
        text: What is said about it.
        details: Further terms and their values.
        class_: Of a consideration, what the evidence makes of it; empty for all else.
    """

    id: str
    kind: str
    title: str
    place: str = ""
    text: str = ""
    details: tuple[tuple[str, str], ...] = ()
    class_: str = ""

    @property
    def words(self) -> str:
        """Everything that is searched, in small letters."""
        values = (value for _, value in self.details)
        return "\n".join([self.title, self.place, self.text, *values]).casefold()


@dataclass(frozen=True, slots=True)
class Links:
    """Things of one kind that an item leads to."""

    title: str
    ids: tuple[str, ...]


class Explorer:
    """Searches one engagement and follows its links."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    @cached_property
    def items(self) -> dict[str, Item]:
        """Everything by id, in the order of the guide."""
        made = [*self._calls(), *self._workspace(), *self._considerations()]
        return {item.id: item for item in made}

    @cached_property
    def _words(self) -> list[tuple[Item, str, str]]:
        return [(item, item.title.casefold(), item.words) for item in self.items.values()]

    def search(self, query: str, kind: str = "", *, most: int = 50) -> tuple[list[Item], int]:
        """The best `most` items that hold every word of the query, and how many there are.

        Names count before texts, and names that begin with the query before others.
        """
        words = query.casefold().split()
        ranked: list[tuple[int, int, Item]] = []
        for place, (item, title) in enumerate(self._holding(words)):
            if kind and item.kind != kind:
                continue
            in_title = all(word in title for word in words)
            rank = 0 if words and title.startswith(words[0]) else 1 if in_title else 2
            ranked.append((rank, place, item))
        ranked.sort(key=lambda one: one[:2])
        return [item for _, _, item in ranked[:most]], len(ranked)

    def counts(self, query: str) -> Mapping[str, int]:
        """How many items of each kind hold every word of the query."""
        return Counter(item.kind for item, _ in self._holding(query.casefold().split()))

    def _holding(self, words: Sequence[str]) -> Iterator[tuple[Item, str]]:
        return (
            (item, title)
            for item, title, text in self._words
            if all(word in text for word in words)
        )

    def links(self, item_id: str) -> list[Links]:
        """Where an item leads, by kind; what is empty is left out."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for title, other in self._edges.get(item_id, ()):
            if other in self.items and other not in found[title]:
                found[title].append(other)
        return [Links(title, tuple(ids)) for title, ids in found.items() if ids]

    # --- what there is ----------------------------------------------------------------------

    def _calls(self) -> Iterator[Item]:
        rules = self.facts.plan.rules if self.facts.plan else ()
        for rule in rules:
            if rule.call != "identify":
                yield self._call(rule)
            for planned in rule.fields:
                types = " or ".join(planned.types) or "anything"
                allowed = ", ".join(map(str, planned.enum or ()))
                details = [("Type", types), ("Required", "yes" if planned.required else "no")]
                details += [("Allowed", allowed)] if allowed else []
                details += [("Example", str(planned.example))] if planned.example else []
                yield Item(
                    _field_id(rule, planned.path),
                    "trait" if planned.path[0] == "traits" else "property",
                    planned.dotted,
                    _called(rule),
                    planned.description,
                    tuple(details),
                )

    def _call(self, rule: Rule) -> Item:
        kind = "event" if rule.call == "track" else "page"
        details = [("Call", rule.call), ("Version", str(rule.version))]
        details += [("State", "deprecated")] if rule.deprecated else []
        place = f"{len(rule.fields)} fields"
        return Item(_rule_id(rule), kind, rule.title, place, rule.description, tuple(details))

    def _workspace(self) -> Iterator[Item]:
        facts = self.facts
        environments = {placed.source_id: placed for placed in facts.placements}
        for source in facts.sources.values():
            placed = environments.get(source.id)
            details = [("Kind", facts.kinds[source.id]), ("Slug", source.slug)]
            details += [("Environment", placed.environment)] if placed else []
            details += [("State", "on" if source.enabled else "off")]
            yield Item(source.id, "source", source.name, source.catalog.name, "", tuple(details))
        for connection in facts.connections:
            destination = facts.destinations[connection.destination_id]
            details = [
                ("Mode", connection.mode),
                ("State", "on" if connection.enabled else "off"),
            ]
            place = f"{destination.catalog.name}, from {facts.names[connection.source_id]}"
            yield Item(
                destination.id, "destination", destination.name, place, connection.reason,
                tuple(details),
            )  # fmt: skip
        for warehouse in facts.workspace.warehouses if facts.workspace else ():
            yield Item(warehouse.id, "warehouse", warehouse.name, warehouse.kind_name)

    def _considerations(self) -> Iterator[Item]:
        names = self.facts.names
        numbered = enumerate(self.facts.considerations)
        for number, one in sorted(numbered, key=lambda pair: CLASSES.index(pair[1].class_)):
            pair = " → ".join(
                names.get(one_id, "") for one_id in (one.source_id, one.target_id) if one_id
            )
            details = (("Severity", one.severity), ("What to do", one.action))
            yield Item(
                f"consideration-{number}", "consideration", one.text, pair, one.evidence, details,
                one.class_,
            )  # fmt: skip

    # --- what hangs together -----------------------------------------------------------------

    @cached_property
    def _edges(self) -> dict[str, list[tuple[str, str]]]:
        found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for one, title, other, back in self._pairs():
            found[one].append((title, other))
            found[other].append((back, one))
        return found

    def _pairs(self) -> Iterator[tuple[str, str, str, str]]:
        """Two items, and what each is to the other."""
        yield from self._plan_pairs()
        yield from self._reached()
        yield from self._workspace_pairs()

    def _plan_pairs(self) -> Iterator[tuple[str, str, str, str]]:
        plan = self.facts.plan
        for rule in plan.rules if plan else ():
            for planned in rule.fields if rule.call != "identify" else ():
                yield _rule_id(rule), "Fields", _field_id(rule, planned.path), "Planned call"
        for covered in self.facts.field_coverage:
            field = _field_id(covered.rule, covered.field.path)
            for receipt in covered.receipts:
                yield _told(field, _GETS, receipt.destination_id, sure=receipt.certain)
            for one in covered.open:
                yield _told(field, _GETS, one.destination_id, sure=False)
            for warehouse in covered.warehouses:
                yield _told(field, _KEEPS, warehouse, sure=warehouse not in covered.unsure)

    def _workspace_pairs(self) -> Iterator[tuple[str, str, str, str]]:
        facts = self.facts
        for connection in facts.connections:
            yield connection.source_id, "Destinations", connection.destination_id, "Source"
        for warehouse in facts.workspace.warehouses if facts.workspace else ():
            for source in warehouse.source_ids or ():
                yield source, "Warehouses", warehouse.id, "Sources"
        for number, one in enumerate(facts.considerations):
            for about, back in ((one.source_id, "Source"), (one.target_id, "Destination")):
                if about:
                    yield about, "Special considerations", f"consideration-{number}", back

    def _reached(self) -> Iterator[tuple[str, str, str, str]]:
        """Which planned call reaches which destination."""
        for covered in self.facts.call_coverage:
            call = _rule_id(covered.rule)
            for receipt in covered.receipts:
                yield _told(call, _REACHES, receipt.destination_id, sure=receipt.certain)
            for one in covered.open:
                yield _told(call, _REACHES, one.destination_id, sure=False)


_GETS = ("Destinations that receive it", "Fields")
_KEEPS = ("Warehouses that store it", "Fields")
_REACHES = ("Destinations that it reaches", "Planned calls")


def _told(
    item: str, titles: tuple[str, str], other: str, *, sure: bool
) -> tuple[str, str, str, str]:
    """The two items, and what each is to the other, as far as that is certain."""
    title, back = titles if sure else (f"{one}: not certain" for one in titles)
    return item, title, other, back


def _called(rule: Rule) -> str:
    return rule.call if rule.key is None else f"{rule.call} {rule.key}"


def _rule_id(rule: Rule) -> str:
    return f"call-{rule.call}-{rule.key or ''}-{rule.version}"


def _field_id(rule: Rule, path: tuple[str, ...]) -> str:
    return "\n".join(["field", _rule_id(rule), *path])
