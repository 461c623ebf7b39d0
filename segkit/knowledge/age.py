"""How old the knowledge is, and what of it a fresh catalog does not know any more."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import NamedTuple

from segkit.knowledge.entries import Entry, Target, targets
from segkit.model.workspace import DestinationCatalog

FILES = ("destinations", "warehouses", "sources", "global")
_YEAR = dt.timedelta(days=365)
_SAID_BY = {
    "documentation": "Segment's documentation",
    "code": "Segment's source code",
    "catalog": "Segment's catalog",
}


@dataclass(frozen=True, slots=True)
class Age:
    """How old the facts are, on a day.

    Attributes:
        count: How many there are.
        oldest: ISO date of the material of the oldest.
        newest: Likewise of the newest.
        old: How many are older than a year on that day.
        said_by: How many come from where, in words.
    """

    count: int
    oldest: str
    newest: str
    old: int
    said_by: Mapping[str, int]

    @property
    def words(self) -> str:
        """All of it in one sentence."""
        sources = ", ".join(f"{count} from {name}" for name, count in self.said_by.items())
        dates = self.oldest if self.oldest == self.newest else f"{self.oldest} to {self.newest}"
        old = f"; {self.old} are older than a year" if self.old else ""
        return f"{self.count} facts of {dates}{old} ({sources})"


def every_entry() -> Iterator[Entry]:
    """Every fact that segkit and other packages know."""
    for file in FILES:
        for target in targets(file):
            yield from target.entries


def age_of_knowledge(on: dt.date) -> Age:
    """How old the facts are on this day."""
    entries = list(every_entry())
    known = sorted(entry.known for entry in entries)
    said = Counter(_SAID_BY.get(entry.says, entry.says) for entry in entries)
    old = sum(is_old(one, on) for one in known)
    return Age(len(entries), known[0], known[-1], old, dict(said.most_common()))


def is_old(known: str, on: dt.date) -> bool:
    """The material is older than a year on this day."""
    return on - dt.date.fromisoformat(known) > _YEAR


class Gone(NamedTuple):
    """Something that an entry speaks of and the catalog does not have.

    Attributes:
        what: `destination`, `action`, `field` or `setting`.
        name: The slug, key or name that is gone.
    """

    entry: str
    what: str
    name: str
    destination: str


def gone_from(catalog: Iterable[DestinationCatalog], *, is_whole: bool) -> list[Gone]:
    """What the entries about destinations name that this catalog does not have any more.

    Args:
        catalog: Entries of Segment's catalog.
        is_whole: It is all of the catalog, so that a destination that it lacks is gone.
    """
    by_id = {one.id: one for one in catalog}
    by_slug = {one.slug: one for one in by_id.values()}
    found: list[Gone] = []
    for target in targets("destinations"):
        known = by_id.get(target.catalog_id) or by_slug.get(target.slug)
        if known is not None:
            found += [one for entry in target.entries for one in _gone(entry, target, known)]
        elif is_whole:
            ids = ", ".join(entry.id for entry in target.entries)
            found.append(Gone(ids, "destination", target.slug, target.name))
    return found


def _gone(entry: Entry, target: Target, catalog: DestinationCatalog) -> Iterator[Gone]:
    actions = [action.slug for action in catalog.actions]
    fields = {str(field.get("fieldKey")) for action in catalog.actions for field in action.fields}
    settings = {str(option.get("name")) for option in catalog.options}
    named: list[tuple[str, str, bool]] = [
        ("action", limit.unless_mapping, limit.unless_mapping in actions)
        for limit in entry.limits
        if limit.unless_mapping
    ]
    for one in entry.conditions:
        if one.kind == "setting":
            named += [("setting", name, name in settings) for name in one.listed("setting")]
        if one.kind in {"mapping", "fields"}:
            patterns = one.listed("mapping") + one.listed("of")
            named += [("action", p, any(fnmatchcase(a, p) for a in actions)) for p in patterns]
        names = one.listed("fields") if one.kind == "fields" and fields else ()
        # of several spellings one is enough
        if names and not any(name.split(".")[0] in fields for name in names):
            named += [("field", name, False) for name in names]
    for what, name, is_there in dict.fromkeys(named):
        if not is_there:
            yield Gone(entry.id, what, name, target.name)
