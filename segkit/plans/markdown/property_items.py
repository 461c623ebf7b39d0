"""Entries of lists that are properties: which of them are, and what each says first."""

from __future__ import annotations

import re

from segkit.plans.cells.values import says_type
from segkit.plans.markdown.event_names import NAMES, bare_text
from segkit.plans.markdown.outline import About, Node
from segkit.plans.words.looks import is_compound, is_key_like

_SAYS_MORE = re.compile(r"[:(–—]|\s-\s")
_BEHIND_TYPE = re.compile(r"[,;()]|\s[–—-]\s")


def lists_properties(node: Node) -> bool:
    """Each entry below a heading is a property, and most say of which type."""
    items = [one for one in node.below if one.is_item]
    stated = sum(map(states_type, items))
    return stated * 2 > len(items) > 0 and all(map(is_property, items))


def states_type(node: Node) -> bool:
    """`price: number`, `order_id – string – required`, `email (string)`."""
    name, said = parted(node)
    return bool(said) and is_key_like(name) and says_type(_BEHIND_TYPE.split(said)[0].strip(" `"))


def parted(node: Node) -> tuple[str, str]:
    """An entry's name, and what its first line says of it behind a colon, bracket or dash."""
    name, *said = _SAYS_MORE.split(bare_text(node).partition("\n")[0], maxsplit=1)
    return name.strip(" `*"), "".join(said).strip()


def is_property(node: Node) -> bool:
    """An entry that begins with a name as programs have them, and not with a label in bold."""
    if node.head in node.bold and node.about in {About.FIELDS, About.TOLD}:
        return False
    found = NAMES.match(bare_text(node))
    heads = node.head.partition("=")[0].split("|")
    return (
        bool(node.head and all(map(is_key_like, heads)))
        or (found is not None and is_compound(found["names"]))
        or states_type(node)
    )
