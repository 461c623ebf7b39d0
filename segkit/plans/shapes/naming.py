"""What names and texts say by themselves: events in lists of names, constants of programs.

Judged by spelling and by what they say; where they stand is judged elsewhere (`judging`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from segkit.plans.cells.spec_text import read_spec
from segkit.plans.shapes.keys import squashed
from segkit.plans.words.looks import is_compound, is_event_like, is_kebab, is_key_like, says_deed

_TOLD = re.compile(
    r"(?P<name>[\w$.\- ]+?)(?: ?\((?P<aside>[^()]+)\)|(?:: | - | [–—] )(?P<rest>.+))"
)


def are_texts(value: Sequence[object]) -> bool:
    """`["order_id: string", "total (number)"]`: texts that each name a property and its type."""
    told = [told_name(one) for one in value if isinstance(one, str)]
    typed = [one for _, names, rest in told for one in [rest or "".join(names)] if one]
    return len(typed) == len(value) > 0 and all(read_spec(one).is_typed for one in typed)


def constants(document: object, *, are_events: bool = False) -> list[str]:
    """`{"ORDER_PLACED": "Order Placed"}`: the events behind names that programs have for them.

    They have to sound like events where nothing says that they are (`are_events`).
    """
    pairs = list(_leaves(document))
    texts = [one for _, one in pairs if isinstance(one, str) and not read_spec(one).is_typed]
    same = [
        path
        for path, one in pairs
        if isinstance(one, str)
        and (
            squashed(path).endswith(squashed(one))
            or (is_compound(one) and squashed(one).startswith(squashed(path)))
        )
    ]
    names = [path.rpartition(" ")[2] for path, _ in pairs]
    are_names = all(is_key_like(name) and name.lower() != name for name in names)
    are_keys = all(map(is_key_like, texts)) and len({*texts}) == len(texts)
    is_said = len(same) * 2 > len(pairs) or (are_names and are_keys)
    are_all = len(texts) == len(pairs) > 1 and is_said
    sound = are_events or sound_like_events(texts)
    return texts if are_all and sound else []


def told_name(text: str) -> tuple[str, list[str], str]:
    """`lamp_lit: room, watts` or `lamp_lit - by hand`: a name, its properties, its description."""
    found = _TOLD.fullmatch(text)
    if found is None:
        return text, [], ""
    rest = found["aside"] or found["rest"]
    names = [one.strip() for one in rest.split(",")]
    if all(map(is_key_like, names)) and (len(names) > 1 or found["aside"]):
        return found["name"], names, ""
    return found["name"], [], rest


def are_named_lists(node: Mapping[str, object]) -> bool:
    """`{"lamp_lit": ["room"], "tea_poured": []}`: events with the names of what they carry."""
    lists = [one for one in node.values() if isinstance(one, list)]
    names = [name for one in lists for name in one]
    are_names = all(isinstance(name, str) and is_key_like(name) for name in names)
    is_whole = len(lists) == len(node) > 1 and bool(names) and are_names
    return is_whole and sound_like_events(list(node)) and not sound_like_events(names)


def _leaves(value: object, above: str = "") -> Iterator[tuple[str, object]]:
    """What objects in objects hold, by the keys that lead to it."""
    for key, one in value.items() if isinstance(value, Mapping) else ():
        path = f"{above} {key}".strip()
        if isinstance(one, Mapping) and one:
            yield from _leaves(one, path)
        else:
            yield path, one


def sound_like_events(names: Sequence[object]) -> bool:
    """All could be events by their spelling, and most say what a user or a system does."""
    texts = [one for one in names if isinstance(one, str)]
    spelled = [one for one in texts if is_event_like(one) or is_kebab(one)]
    told = [one for one in spelled if says_deed(one)]
    are_names = len(spelled) == len(names) > 0
    return are_names and len(told) * 2 > len(names)
