"""What a mapping's value reads from a call: its directives, without a call at hand.

After the directives of Segment's Actions (`@path`, `@template`, `@if`, `@arrayPath`,
`@literal`, `@case`, `@merge`, `@flatten`, `@json`, `@replace`, `@transform`, ...). A directive of
a new name is searched for the others inside it. Nothing is evaluated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from segkit.model.plan import ELEMENT

Path = tuple[str, ...]

MOST_LEVELS = 60
"""Deeper than the app can build; what lies below is not read."""

_STEP = re.compile(
    r"""\[\s*(?:'(?P<single>[^']*)'|"(?P<double>[^"]*)"|(?P<index>\*|-?\d+))\s*\]
      | \.?(?P<name>(?:\\.|[^.\[\]\\])+)""",
    re.VERBOSE,
)
_TAG = re.compile(r"\{\{\{?\s*([^{}]+?)\s*\}?\}\}")


@dataclass(frozen=True, slots=True)
class Reads:
    """What a value is made of.

    Attributes:
        paths: Where it looks in the call, `("properties", "products", "[]", "price")`; an
            empty path is the whole call.
        fixed: It holds something of its own, whatever the call.
        known: Every directive in it is understood.
    """

    paths: tuple[Path, ...] = ()
    fixed: bool = False
    known: bool = True

    @property
    def is_empty(self) -> bool:
        """Nothing is ever sent by it."""
        return not self.paths and not self.fixed


def reads(value: object) -> Reads:
    """What the value of one mapped field reads."""
    found = _Found()
    _collect(value, (), found, MOST_LEVELS)
    return Reads(tuple(dict.fromkeys(found.paths)), found.fixed, found.known)


# the same few paths come back in mapping after mapping
@lru_cache(maxsize=20_000)
def path_of(text: str) -> Path:
    """`$.properties.products[0].price` as its names; elements of a list are `[]`."""
    rest = text.strip().removeprefix("$")
    names: list[str] = []
    for step in _STEP.finditer(rest):
        quoted = step["single"] if step["single"] is not None else step["double"]
        if quoted is not None:
            names.append(quoted)
        elif step["index"] is not None:
            names.append(ELEMENT)
        else:
            names.append(re.sub(r"\\(.)", r"\1", step["name"]))
    return tuple(names)


class _Found:
    def __init__(self) -> None:
        self.paths: list[Path] = []
        self.fixed = False
        self.known = True


def _collect(value: object, base: Path, found: _Found, levels: int) -> None:
    """Add what `value` reads; relative paths are below `base`."""
    if levels == 0:
        found.known = False
    elif isinstance(value, Mapping):
        directive = next((key for key in value if str(key).startswith("@")), None)
        if directive is None:
            for inner in value.values():
                _collect(inner, base, found, levels - 1)
        else:
            _directive(str(directive), value[directive], base, found, levels - 1)
    elif isinstance(value, list | tuple):
        for inner in value:
            _collect(inner, base, found, levels - 1)
    elif value not in (None, ""):
        found.fixed = True


def _directive(name: str, value: object, base: Path, found: _Found, levels: int) -> None:
    match name, value:
        case "@path", str(text):
            found.paths.append((*base, *path_of(text)))
        case "@template", str(text):
            found.paths += [(*base, *path_of(tag)) for tag in _TAG.findall(text)]
            found.fixed = found.fixed or bool(_TAG.sub("", text).strip())
        case "@literal", _:
            found.fixed = found.fixed or value not in (None, "")
        case "@arrayPath", [root, *items]:
            _array(root, items, base, found, levels)
        case "@transform", {"apply": apply, **rest}:
            # what is read after `apply` is read from its result, not from the call
            _collect(apply, base, found, levels)
            found.known = found.known and bool(rest)
        case (("@if" | "@case" | "@merge" | "@flatten" | "@json" | "@replace"), Mapping()):
            for inner in _inner(name, value):
                _collect(inner, base, found, levels)
        case "@excludeWhenNull", _:
            _collect(value, base, found, levels)
        case _:
            found.known = False
            _collect(value, base, found, levels)


def _inner(name: str, value: Mapping[str, object]) -> Iterator[object]:
    """The parts of a directive that become values: its options and conditions are none."""
    parts = {"@if": ("then", "else"), "@merge": ("objects",)}.get(name, ("value",))
    return (value[part] for part in parts if part in value)


def _array(root: object, items: list[object], base: Path, found: _Found, levels: int) -> None:
    """A list of the call, or what is made of each of its elements."""
    lists, made = _Found(), _Found()
    _collect({"@path": root} if isinstance(root, str) else root, base, lists, levels)
    for path in lists.paths:
        for item in items:
            _collect(item, (*path, ELEMENT), made, levels)
    found.paths += made.paths or lists.paths
    found.known = found.known and lists.known and made.known
    found.fixed = found.fixed or lists.fixed
