"""All that a text says ends in the plan, or in a doubt that counts it.

Texts name events and properties in more ways than can be read, so what came of them is held against
the text: a name spelled as those of the plan that is nowhere in it, alternatives that are no values,
a heading or entry among events that is none, a list behind an event that carries nothing, and the
other way round a name of the plan that the text, which writes all others as code, writes otherwise.
Where nothing of this is left over, the reading is sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from segkit.model.plan import ELEMENT, Doubt, Rule
from segkit.plans.markdown.beside import Beside, shape_of
from segkit.plans.markdown.known_names import Known, is_read
from segkit.plans.markdown.lost_names import Places, lost_names
from segkit.plans.markdown.written import Written
from segkit.plans.shapes.keys import squashed
from segkit.plans.words.misnomers import in_words

_FEW = 0.2
_MOST_PLACES = 4
_SHOWN = 5
_LEAST = 2
_FEW_BLANKS = 2
_FILE = re.compile(r"\s\S+\.(?:[jt]sx?|py|rb|go|kt|swift|java|md|json|ya?ml)\b")
_KIND = re.compile(r"\s(?:object|array|fields)$")
"""`Lamp object`: what is sent, and no name of it."""
_CLASS = re.compile(r"(?:[A-Z][a-z0-9]+)+")
_GONE = "Events that stand only below this heading are read as those that are sent"
_PASSED = "Headings or entries among events or properties that are read as neither"
_ABOVE = "Headings above those of events that are read as events themselves"
_UNLISTED = "Events behind which a list stands that is not read as properties"
_UNSHOWN = "Events below which code is given something that is not read as properties"
_WORDY = "Properties whose names are several words, perhaps what is said of others"


def account(
    names: Sequence[Written], beside: Sequence[Beside], rules: Iterable[Rule]
) -> Iterator[tuple[str, Doubt]]:
    """Doubts about what the text says and the plan has not, and the other way round, with their keys."""
    known = Known.of(rules)
    told: Mapping[str, Places] = {
        **lost_names(names, known),
        _GONE: _gone(names, known),
        _UNLISTED: _unlisted((one for one in beside if not one.is_heading), known),
        _UNSHOWN: _unlisted((one for one in beside if one.is_heading), known),
        _PASSED: _passed_over(beside, known),
        _ABOVE: _above_others(beside, known),
    }
    for what, places in told.items():
        yield from _by_place(places, what)
    phrases = [one for one in sorted(known.fields) if " " in one]
    wordy = [one for one in phrases if one.count(" ") > _FEW_BLANKS or _FILE.search(one)]
    kinds = [one for one in phrases if _KIND.search(one)]
    wordy = wordy if len(phrases) <= len(known.fields) * _FEW else []
    if wordy := sorted({*wordy, *kinds}):
        doubt = Doubt("properties", f"{_WORDY} ({len(wordy)}).", len(wordy), tuple(wordy)[:_SHOWN])
        yield "properties in words", doubt
    yield from _kinds(known)
    code = {one.name for one in names if one.is_code}
    yield from _not_as_code(set(known.fields), code)


def _kinds(known: Known) -> Iterator[tuple[str, Doubt]]:
    """`Lamp` as all that an event carries, where no other property begins with a capital: its type."""
    bases = [{re.split(r"\W", name)[0] for name in own} for own in known.carried.values()]
    alone = {name for own in bases if len(own) == 1 for name in own if _CLASS.fullmatch(name)}
    named = known.fields.union(*bases)
    others = {name for name in named if re.split(r"\W", name)[0] not in alone}
    begin = {*(name[:1] for name in others), *(name[:1] for name in known.carried)}
    if alone and not any(map(str.isupper, begin)):
        words = f"Properties that are alone in their events and spelled as types ({len(alone)}): perhaps none."
        yield (
            "spelled as types",
            Doubt("properties", words, len(alone), tuple(sorted(alone))[:_SHOWN]),
        )


def _not_as_code(kept: set[str], code: set[str]) -> Iterator[tuple[str, Doubt]]:
    """Properties in words, where the text writes nearly all others as code."""
    bare = in_words({one.removesuffix(ELEMENT) for one in kept}, code)
    if bare:
        words = f"Properties that are not written as code as the others are ({len(bare)}): perhaps none."
        yield (
            "properties not as code",
            Doubt("properties", words, len(bare), tuple(bare)[:_SHOWN]),
        )


def _gone(names: Sequence[Written], known: Known) -> Places:
    """Events that stand only below what says that they are not sent."""
    kept = {one.name for one in names if not one.left_out}
    places: Places = {}
    for one in names:
        if one.left_out and one.name in known.carried and one.name not in kept:
            places.setdefault(one.left_out, []).append(one.name)
    return places


def _unlisted(beside: Iterable[Beside], known: Known) -> Places:
    """Events that carry nothing, though a list stands behind the name, or code below it is given something."""
    bare = {squashed(name) for name, own in known.carried.items() if not own}
    places: Places = {}
    for one in beside:
        if one.listed and any(squashed(name) in bare for name in one.names):
            places.setdefault(one.where, []).append(f"{one.text} ({', '.join(one.listed)})")
    return places


def _above_others(beside: Sequence[Beside], known: Known) -> Places:
    """Events whose headings stand above those of other events."""
    events = set(map(squashed, known.carried))
    places: Places = {}
    for one in beside:
        own = {*map(squashed, one.names)}
        if own & events and {*map(squashed, one.below)} & events - own:
            places[one.where] = [one.text]
    return places


def _passed_over(beside: Sequence[Beside], known: Known) -> Places:
    """Headings and entries of which others beside them are events or properties."""
    read = known.read
    groups: dict[str, tuple[list[Beside], list[Beside]]] = {}
    for one in (it for it in beside if it.group):
        groups.setdefault(one.group, ([], []))[is_read(one.names, read)].append(one)
    places: Places = {}
    for group, (others, taken) in groups.items():
        is_level = group.isdigit()
        shapes = {shape_of(name) for one in taken for name in one.names if squashed(name) in read}
        left = [one for one in others if not is_level or shape_of(one.text) in shapes]
        if len(taken) >= max((1 + is_level) * len(left), _LEAST):
            for one in left:
                places.setdefault(one.where, []).append(one.text)
    return places


def _by_place(found: Places, what: str) -> Iterator[tuple[str, Doubt]]:
    """A doubt for each heading; one for all where they are many."""
    if len(found) > _MOST_PLACES:
        found = {"the text": [name for names in found.values() for name in names]}
    for where, names in found.items():
        if single := tuple(dict.fromkeys(names)):
            doubt = Doubt(where, f"{what} ({len(single)}).", len(single), single[:_SHOWN])
            yield f"written {where}: {what}", doubt
