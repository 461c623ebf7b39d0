"""Every name that a text writes as code ends in the plan, or in a doubt that counts it.

Texts name events and properties in more ways than can be read. What came of them tells: a name
spelled as those of the plan that is nowhere in it, and one in the plan that the text, which writes
all others as code, does not write so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from segkit.model.plan import ELEMENT, Doubt, Rule
from segkit.plans.grids.grid import Written
from segkit.plans.tables.reading import TabDoubt
from segkit.plans.words.looks import is_compound, is_done, is_key_like, spelling
from segkit.plans.words.vocabulary import take_apart

_FEWEST = 5
_FEW = 0.2
_RARE = 0.05
_MOST_PLACES = 4
_SHOWN = 5
_OF_RULES = frozenset(
    {"event", "name", "object", "action", "verb", "noun", "snake", "camel", "kebab", "case", "prefix"}
)  # fmt: skip
_OF_FIELDS = frozenset({"field", "trait", "variable"})
_BESIDE = "Names written as code beside an event or property that are neither its properties nor allowed values"
_LEADING = "Names that stand where those of events and properties do, and are none of the plan's"
_GONE = "Events that stand only below this heading are read as those that are sent"
_DONE = "Names in the text that look like events and are not read"


def account(names: Sequence[Written], rules: Iterable[Rule]) -> Iterator[TabDoubt]:
    """Doubts about what the text writes as code and the plan has not, and the other way round."""
    carried: dict[str, set[str]] = {}
    common, values = set[str](), set[str]()
    for rule in rules:
        own = carried.setdefault(rule.key, set()) if rule.key else common
        for one in rule.fields:
            own |= {one.dotted, *one.path[1:]} - {ELEMENT}
            values |= set(map(str, one.enum or ()))
    fields = common.union(*carried.values())
    yield from _lost(names, carried, fields, common, values)
    yield from _left_out(names, carried)
    code = {one.name for one in names}
    for kind, kept in (("events", set(carried)), ("properties", fields)):
        bare = sorted({one.removesuffix(ELEMENT) for one in kept})
        bare = [one for one in bare if not (one.islower() and one.isalpha())]
        bare = [one for one in bare if not code & {one, one.rpartition(".")[2]}]
        if len(kept) >= _FEWEST and 0 < len(bare) <= len(kept) * _FEW:
            words = f"{kind.capitalize()} that are not written as code as the others are ({len(bare)}): perhaps none."
            doubt = Doubt(kind, words, len(bare), tuple(bare)[:_SHOWN])
            yield TabDoubt(doubt, f"{kind} not as code")


def _left_out(names: Sequence[Written], events: Iterable[str]) -> Iterator[TabDoubt]:
    """Events that stand only below what says that they are not sent."""
    kept = {one.name for one in names if not one.left_out}
    places: dict[str, list[str]] = {}
    for one in names:
        if one.left_out and one.name in events and one.name not in kept:
            places.setdefault(one.left_out, []).append(one.name)
    yield from _by_place(places, _GONE)


def _lost(
    names: Sequence[Written],
    carried: dict[str, set[str]],
    fields: set[str],
    common: set[str],
    values: set[str],
) -> Iterator[TabDoubt]:
    """Names that are spelled as those of the plan, and stand nowhere in it."""
    spelled = Counter(map(spelling, (*carried, *fields)))
    usual = {joint for joint, count in spelled.items() if count > spelled.total() * _RARE}
    found: dict[str, dict[str, list[str]]] = {_BESIDE: {}, _LEADING: {}, _DONE: {}}
    for one in names:
        owner = next(
            (name for name in reversed(one.within) if name in carried or name in fields), ""
        )
        known = carried[owner] | common if owner in carried else fields
        if one.name in known or one.name in carried or one.name in values or not _is_name(one):
            continue
        is_usual = spelling(one.name) in usual or not _OF_FIELDS.isdisjoint(
            take_apart(one.where).about
        )
        if is_usual and (owner or one.leads):
            names_there = found[_BESIDE if owner else _LEADING].setdefault(one.where, [])
            names_there.append(f"{one.name} ({owner})" if owner else one.name)
        elif is_done(one.name):
            found[_DONE].setdefault(one.where, []).append(one.name)
    alone = {
        place: name for place, [name, *more] in found[_LEADING].items() if not {*more} - {name}
    }
    for place, name in alone.items():  # one alone says little
        del found[_LEADING][place]
        if is_done(name):
            found[_DONE].setdefault(place, []).append(name)
    told = set(chain(*found[_LEADING].values(), *found[_BESIDE].values()))
    found[_DONE] = {
        place: left
        for place, one in found[_DONE].items()
        if (left := [name for name in one if name not in told])
    }
    for what, places in found.items():
        yield from _by_place(places, what)


def _by_place(found: dict[str, list[str]], what: str) -> Iterator[TabDoubt]:
    """A doubt for each heading; one for all where they are many."""
    if len(found) > _MOST_PLACES:
        found = {"the text": [name for names in found.values() for name in names]}
    for where, names in found.items():
        if single := tuple(dict.fromkeys(names)):
            doubt = Doubt(where, f"{what} ({len(single)}).", len(single), single[:_SHOWN])
            yield TabDoubt(doubt, f"written {where}: {what}")


def _is_name(one: Written) -> bool:
    """It is spelled as nothing but a name is, and is no word for how names are made."""
    is_named = (is_key_like if one.leads else is_compound)(one.name)
    return is_named and not _OF_RULES.issuperset(re.split(r"[_.-]", one.name))
