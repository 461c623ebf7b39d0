"""Whose copy of the guide it is: which planned calls and which sources stand in it.

An edition leaves out and filters. It never words or counts anything otherwise, so rows ask it
which of their items to show, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from segkit.considerations.consideration import OPEN_CLASSES, TO_CHECK, WRONG_NOW, Consideration
from segkit.considerations.deriving import WAREHOUSES
from segkit.derive.platforms import PLATFORMS, kinds_named, platforms_of
from segkit.facts.checklist import feeding
from segkit.facts.known import Facts
from segkit.model.plan import Rule
from segkit.model.workspace import Source, Warehouse

EVERYONE = "everyone"
READERS = ("executive", "developer", "analyst")
"""For whom a row may be; a copy for nobody in particular has all of them."""

EXECUTIVE, DEVELOPER, ANALYST = "executive", "developer", "analyst"
_CLASSES = {EXECUTIVE: (WRONG_NOW,), ANALYST: (WRONG_NOW, TO_CHECK)}
"""Of the considerations these readers get those that ask somebody to do something."""

T = TypeVar("T")
BY_PLATFORM = tuple(f"{DEVELOPER}-{platform}" for platform in PLATFORMS)
"""The developer's copies for one platform only."""

TITLES = {"web": "web", "ios": "iOS", "android": "Android", "server": "server"}


@dataclass(frozen=True, slots=True)
class Edition:
    """One copy of the guide.

    Attributes:
        reader: One of `READERS`; empty for everyone.
        platform: One of `PLATFORMS`; empty for all of them.
    """

    reader: str = ""
    platform: str = ""

    @property
    def name(self) -> str:
        """As commands name it."""
        return "-".join(filter(None, (self.reader or EVERYONE, self.platform)))

    @classmethod
    def named(cls, audience: str) -> Edition:
        """The edition of an audience as commands name it: `developer-ios`, `everyone`."""
        reader, _, platform = audience.partition("-")
        return cls("" if reader == EVERYONE else reader, platform)

    def has_source(self, facts: Facts, source: Source) -> bool:
        """The source runs on this edition's platform."""
        if not self.platform:
            return True
        library = facts.libraries.get(source.id)
        language = library.language if library else ""
        return self.platform in platforms_of(facts.kinds[source.id], language)

    def has_destination(self, facts: Facts, id_: str) -> bool:
        """It, or this warehouse, is connected to a source of this edition, or to none."""
        if not self.platform:
            return True
        sources = [facts.sources[one] for one in feeding(facts, id_) if one in facts.sources]
        return not sources or any(self.has_source(facts, one) for one in sources)

    def warehouses(self, facts: Facts) -> tuple[Warehouse, ...]:
        """Those that keep what its sources send, or may."""
        every = facts.workspace.warehouses if facts.workspace else ()
        return tuple(one for one in every if self.has_destination(facts, one.id))

    def sources(self, facts: Facts) -> tuple[Source, ...]:
        """Its sources, in the workspace's order."""
        return tuple(one for one in facts.sources.values() if self.has_source(facts, one))

    @property
    def filters(self) -> bool:
        """It shows some of what a chapter lists, not all."""
        return bool(self.platform) or self.reader in _CLASSES

    def has_class(self, class_: str) -> bool:
        """It has considerations of this class."""
        return class_ in _CLASSES.get(self.reader, (class_,))

    def considerations(self, facts: Facts) -> list[Consideration]:
        """Those of its classes and sources, without the notes that it leaves unsaid."""
        unsaid = self.unsaid(facts)
        every = self.from_sources(facts, facts.considerations, lambda one: one.source_id)
        return [one for one in every if self.has_class(one.class_) and one not in unsaid]

    def unsaid(self, facts: Facts) -> frozenset[Consideration]:
        """Notes about warehouses, of which a developer's copy has no chapter."""
        return frozenset(
            one
            for one in facts.considerations
            if self.reader == DEVELOPER
            and one.target_type == WAREHOUSES
            and one.class_ not in OPEN_CLASSES
        )

    def from_sources(
        self, facts: Facts, items: Iterable[T], source_of: Callable[[T], str]
    ) -> list[T]:
        """Those of the items that are about a source of this edition, or about none."""
        if not self.platform:
            return list(items)
        mine = {one.id for one in self.sources(facts)}
        return [one for one in items if not source_of(one) or source_of(one) in mine]

    def rules(self, facts: Facts, rules: Iterable[Rule]) -> tuple[Rule, ...]:
        """Those of the planned calls that some source of this edition may send."""
        if not self.platform:
            return tuple(rules)
        if facts.case is None:
            kind = "mobile" if self.platform in {"ios", "android"} else self.platform
            return tuple(one for one in rules if not (k := kinds_named(one)) or kind in k)
        case, sources = facts.case, [one.id for one in self.sources(facts)]
        calls = {id_: case.calls(id_) for id_ in sources}
        return tuple(
            rule
            for rule in rules
            if rule.call == "common"
            or any(rule.call in calls[id_] and case.may_send(id_, rule) for id_ in sources)
        )


WHOLE = Edition()
"""The copy for everyone."""
