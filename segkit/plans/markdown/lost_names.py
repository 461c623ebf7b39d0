"""Names of a text that are spelled as those of the plan, or look like events, and are not in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from segkit.plans.markdown.known_names import Known
from segkit.plans.markdown.written import Written
from segkit.plans.words.looks import is_compound, is_done, is_key_like, spelling
from segkit.plans.words.vocabulary import take_apart

BESIDE = "Names written as code beside an event or property that are neither its properties nor allowed values"
EITHER = "Alternatives that are no allowed values of the plan's"
LEADING = "Names that stand where those of events and properties do, and are none of the plan's"
DONE = "Names in the text that look like events and are not read"
_NAMING = re.compile(
    r"\bnaming\b|\bnomencla|\bconvention|benennung|namens|命名|명명|нейминг|именован", re.IGNORECASE
)
_SEVERAL = re.compile(r"[^s]s$")
_OF_RULES = frozenset(
    ["event", "name", "object", "action", "verb", "noun", "snake", "camel", "kebab", "case", "prefix"]
)  # fmt: skip
_OF_FIELDS = frozenset({"field", "trait", "variable"})
_OF_PLANS = _OF_FIELDS | {"event", "payload"}

Places = dict[str, list[str]]
"""Names by the heading that they stand below."""


@dataclass(slots=True)
class Lost:
    """What is lost, by what it looks like.

    Attributes:
        known: The names of the plan.
        beside: Beside an event or property that has them not.
        either: Alternatives that are no values.
        leading: At the beginning of rows, entries and headings.
        done: Anywhere, spelled as events are.
        parts: Of the text, by the headings below which names stand.
    """

    known: Known
    beside: Places = field(default_factory=dict)
    either: Places = field(default_factory=dict)
    leading: Places = field(default_factory=dict)
    done: Places = field(default_factory=dict)
    parts: dict[str, int] = field(default_factory=dict)

    def take(self, one: Written, fields: frozenset[str], usual: frozenset[str]) -> None:
        """Put a name where it belongs, unless the plan has it."""
        carried = self.known.carried
        owner = next(
            (name for name in reversed(one.within) if name in carried or name in fields), ""
        )
        is_own = owner in carried and not (one.is_told or one.is_key)
        own = carried[owner] | self.known.common if is_own else fields
        if one.values:
            self._take_values(one, owner, fields)
        elif one.is_told and carried.get(owner):
            pass  # the table has a column of properties: elsewhere they are only spoken of
        elif (
            one.is_key and not (owner or one.leads)
        ) or one.name in own | self.known.values | carried.keys():
            pass
        elif _is_name(one):
            self._take_name(one, owner, usual)

    def _take_values(self, one: Written, owner: str, fields: frozenset[str]) -> None:
        known = self.known.values | fields | self.known.carried.keys()
        left = [name for name in one.values if name not in known]
        if owner and len(left) * 2 > len(one.values):
            self.either.setdefault(one.where, []).append(f"{one.name} ({owner})")

    def _take_name(self, one: Written, owner: str, usual: frozenset[str]) -> None:
        about = take_apart(one.where).about
        # a plan without properties says nothing of how they are spelled
        is_usual = spelling(one.name) in usual or not self.known.fields
        if (owner or one.leads) and (is_usual or about & _OF_FIELDS):
            places = self.beside if owner else self.leading
            self.parts[one.where] = one.part
            places.setdefault(one.where, []).append(f"{one.name} ({owner})" if owner else one.name)
        elif self._is_event(one.name, one.where):
            self.done.setdefault(one.where, []).append(one.name)

    def _is_event(self, name: str, where: str) -> bool:
        """It looks like one, and is spelled as one of the plan's; no example of a name.

        `lamp_signals`, `tea_logs` name things, unless events of the plan end so too.
        """
        events = self.known.carried
        is_deed = not _SEVERAL.search(name) or any(map(_SEVERAL.search, events))
        joints = set(map(spelling, events))
        return is_deed and is_done(name) and spelling(name) in joints and not _NAMING.search(where)

    def settle(self, said: Collection[int]) -> None:
        """Leave out what says little: one name alone, and lists that have nothing to do with a plan.

        `said`: the parts of the text in which names of the plan stand in such places.
        """
        for place, [name, *more] in list(self.leading.items()):
            is_alone = not {*more} - {name}
            are_names = sum(map(is_compound, (name, *more))) * 2 > len(more) + 1
            is_near = self.parts[place] in said and are_names
            is_near |= bool(take_apart(place).about & _OF_PLANS)
            if is_alone and self._is_event(name, place):
                self.done.setdefault(place, []).append(name)
            if is_alone or not (is_near or any(map(is_done, (name, *more)))):
                del self.leading[place]
        told = set(_all(self.leading)) | set(_all(self.beside))
        for place, names in list(self.done.items()):
            self.done[place] = [name for name in names if name not in told]
        lone = set(_all(self.done))
        if len(lone) == 1 and not lone.pop().endswith("ed"):
            self.done.clear()


def lost_names(names: Sequence[Written], known: Known) -> Mapping[str, Places]:
    """What of these names the plan has not, by heading, each below what is to be said of it."""
    lost, fields, usual = Lost(known), known.fields, known.usual
    for one in names:
        lost.take(one, fields, usual)
    lost.settle(
        {one.part for one in names if one.leads and one.name in known.carried.keys() | fields}
    )
    return {BESIDE: lost.beside, EITHER: lost.either, LEADING: lost.leading, DONE: lost.done}


def _all(places: Places) -> Iterator[str]:
    return (name for names in places.values() for name in names)


def _is_name(one: Written) -> bool:
    """It is spelled as nothing but a name is, and is no word for how names are made."""
    is_named = (is_key_like if one.leads else is_compound)(one.name)
    return is_named and not _OF_RULES.issuperset(re.split(r"[_.-]", one.name))
