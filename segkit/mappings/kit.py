"""Segment's mapping kit, run on a call of which only the places are known.

Each directive as `mapping-kit/index.ts` and `get.ts` of `@segment/actions-core` 3.170.0 resolve
it. What the kit refuses, and what it does not know, is named.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from segkit.mappings.liquid import Template
from segkit.mappings.symbols import Symbols
from segkit.mappings.values import (
    ABSENT,
    Choice,
    Const,
    Derived,
    Each,
    Event,
    Flat,
    Items,
    Merged,
    Parsed,
    Path,
    Shown,
    Text,
    Thing,
    Value,
)
from segkit.model.plan import ELEMENT

MOST_LEVELS = 60
"""Deeper than the app can build; what lies below is not read."""

ROOT = "__segment_internal_directive"
"""The directive of a whole mapping, beside the fields that it makes."""

TOO_LARGE = "more than any mapping that the app can build"

_STEPS = re.compile(r"""\[(?=["'\d])|\.|(?<=["'\d])\]+""")
_TAG = re.compile(r"\{\{\{([^}]+)\}\}\}|\{\{([^}]+)\}\}")
_MOST_REPLACED = 10


# the same few paths come back in mapping after mapping
@lru_cache(maxsize=20_000)
def steps_of(text: str) -> Path:
    """The names of a path as the kit takes it apart, with the number of an element as it stands.

    Every dot parts names, also between quotes; there are no wildcards, and brackets without
    quote or number are part of the name.
    """
    text = text.replace("$.", "", 1)
    if text in {"", "."}:
        return ()
    return tuple(re.sub(r"['\"]", "", name) for name in _STEPS.split(text) if name)


class Kit:
    """Resolves mappings as the mapping kit does, on a call of which only the places are known.

    Attributes:
        symbols: Works on values.
        unknown: What is not understood, or what Segment refuses, in words.
        objects: Elements that have to be objects, or Segment refuses the mapping.
    """

    def __init__(self, *, in_browser: bool = False) -> None:
        """Begin; one kit is for one mapping, of an action on Segment's servers or in a browser."""
        self._in_browser = in_browser
        self.symbols = Symbols()
        self.unknown: list[str] = []
        self.objects: list[Path] = []

    def root(self, directive: object) -> Value:
        """What the fields of a mapping with a directive of its own are made from."""
        inner = directive.get("@transform") if isinstance(directive, Mapping) else None
        if isinstance(inner, Mapping):
            return self._applied(inner, Event(()), MOST_LEVELS)
        self.unknown.append(f"the directive {_name(directive)} of the whole mapping")
        return Derived((self.resolve(directive, Event(()), MOST_LEVELS),))

    def resolve(self, value: object, base: Value, levels: int) -> Value:
        """What comes of a mapping's value."""
        self.symbols.step()
        if levels == 0:
            self.unknown.append(TOO_LARGE)
            return ABSENT
        if isinstance(value, list | tuple):
            return Items(tuple(self.resolve(one, base, levels - 1) for one in value))
        if not isinstance(value, Mapping):
            return Const(value)
        names = [str(key) for key in value if str(key).startswith("@")]
        others = [key for key in value if str(key) not in names and key != "_metadata"]
        if not names:
            return Thing({str(k): self.resolve(one, base, levels - 1) for k, one in value.items()})
        if len(names) > 1 or others:
            self.unknown.append(f"the directive {names[0]} beside other keys")
        run = _DIRECTIVES.get(names[0])
        if run is None:
            self.unknown.append(f"the directive {names[0]}")
            return Derived((self.resolve(value[names[0]], base, levels - 1),))
        return run(self, value[names[0]], base, levels - 1)

    def refuse(self, value: object, base: Value, levels: int, why: str) -> Value:
        """Something that Segment refuses: what it would read is not sure."""
        self.unknown.append(why)
        return Derived((self.resolve(value, base, levels),))

    def options(self, name: str, value: object) -> Mapping[str, object]:
        """The options of a directive; none when it has no object of them."""
        if isinstance(value, Mapping):
            return value
        self.unknown.append(f"{name} without its options")
        return {}

    def texts(self, name: str, value: object, base: Value, levels: int) -> list[str | Value]:
        """The texts that a directive may be given, which may be made by another one."""
        found = self.resolve(value, base, levels)
        texts: list[str | Value] = []
        for one in found.every if isinstance(found, Choice) else (found,):
            if isinstance(one, Const) and isinstance(one.value, str):
                texts.append(one.value)
            else:
                self.unknown.append(f"{name} with a text that is made of the call")
                texts.append(Derived((one,)))
        return texts

    def path(self, value: object, base: Value, levels: int) -> Value:
        """`@path`."""
        return _either(
            self.symbols.at(base, steps_of(text)) if isinstance(text, str) else text
            for text in self.texts("@path", value, base, levels)
        )

    def template(self, value: object, base: Value, levels: int) -> Value:
        """`@template`: each path in braces as text; here `$.` is part of a path."""
        return _either(
            self._filled(text, base) if isinstance(text, str) else text
            for text in self.texts("@template", value, base, levels)
        )

    def _filled(self, text: str, base: Value) -> Value:
        inner = [(found[1] or found[2]).strip() for found in _TAG.finditer(text)]
        # the kit's `get` takes a path as it stands
        made = [self.symbols.at(base, steps_of(f"$.{path}")) for path in inner]
        own = _TAG.sub("", text)
        return self.text(made, Shown.TEXT, fixed=bool(own.strip()), full=bool(own))

    def text(
        self, made: list[Value], shown: Shown, *, fixed: bool = False, full: bool = False
    ) -> Text:
        """A text in which values show."""
        parts = [part for one in made for part in self.symbols.parts_of(one, shown)]
        decides = [path for one in made for path in self.symbols.deciding(one)]
        hidden = Thing | Items | Merged | Flat | Each if shown is Shown.PLAIN else ()
        fixed = fixed or any(
            self.symbols.is_fixed(one) for one in made if not isinstance(one, hidden)
        )
        return Text(tuple(dict.fromkeys(parts)), tuple(dict.fromkeys(decides)), fixed, full)

    def condition(self, value: object, base: Value, levels: int) -> Value:
        """`@if`: what is tested decides; then and else are values."""
        options = self.options("@if", value)
        if not options.get("exists") and not options.get("blank"):
            return self.refuse(
                [options.get("then"), options.get("else")], base, levels, "@if without a test"
            )
        kind = "exists" if "exists" in options else "blank"
        test = self.resolve(options[kind], base, levels)
        for unread in {"exists", "blank"} & options.keys() - {kind}:
            self.resolve(options[unread], base, levels)  # not looked at, and refused all the same
        holds = self._holds(test, kind)
        then = self.resolve(options["then"], base, levels) if "then" in options else ABSENT
        other = self.resolve(options["else"], base, levels) if options.get("else") else ABSENT
        if holds is not None:
            return then if holds else other
        if not self.symbols.is_plain(test):
            then, other = Derived((then,)), Derived((other,))
        return Choice((then,), other, self.symbols.paths_of(test))

    def _holds(  # noqa: PLR0911  # one for each kind
        self, test: Value, kind: str
    ) -> bool | None:
        there = self.symbols.is_there(test)
        if kind == "exists" or there is False:
            return there
        match test:
            case Const():
                return test.value not in (False, 0, "")
            case Items(elements=[Const(value=own)]):
                return own not in (None, "")
            case Items(elements=[one]):  # as text, a list of one is what is in it
                return self._holds(one, kind)
            case Thing() | Merged() | Flat() | Items() | Text(full=True):
                return True
            case Text(parts=(), fixed=False):
                return False
        return None

    def case(self, value: object, base: Value, levels: int) -> Value:
        """`@case`: another case for a text, and nothing for anything else."""
        options = self.options("@case", value)
        if str(options.get("operator")) not in {"lower", "upper"}:
            why = "@case without 'lower' or 'upper'"
            return self.refuse(options.get("value"), base, levels, why)
        return self.resolve(options["value"], base, levels) if options.get("value") else ABSENT

    def replace(self, value: object, base: Value, levels: int) -> Value:
        """`@replace`: a text, and the empty one of what is no plain value."""
        options = self.options("@replace", value)
        pattern, replacement = options.get("pattern"), options.get("replacement") or ""
        if not isinstance(pattern, str) or not 0 < len(pattern) <= _MOST_REPLACED:
            why = "@replace with a pattern that is empty or longer than 10 characters"
            return self.refuse(options.get("value"), base, levels, why)
        if not isinstance(replacement, str) or len(replacement) > _MOST_REPLACED:
            why = "@replace with a replacement of more than 10 characters"
            return self.refuse(options.get("value"), base, levels, why)
        if not options.get("value"):
            return ABSENT
        return self.text([self.resolve(options["value"], base, levels)], Shown.PLAIN)

    def json(self, value: object, base: Value, levels: int) -> Value:
        """`@json`: a value as text, or what a text says."""
        options = self.options("@json", value)
        mode = str(options.get("mode"))
        if mode not in {"encode", "decode"} or not options.get("value"):
            why = "@json without value, or without 'encode' or 'decode'"
            return self.refuse(options.get("value"), base, levels, why)
        made = self.resolve(options["value"], base, levels)
        if mode == "decode":
            return self._parsed(made)
        there = self.symbols.is_there(made)
        # quotes or brackets at least
        text = self.text([made], Shown.WHOLE, fixed=there is True, full=True)
        # null is the text "null", and nothing is none
        return text if there else Choice((text, ABSENT))

    def _parsed(self, made: Value) -> Value:
        if isinstance(made, Thing | Items | Merged | Flat | Each):
            return made
        if isinstance(made, Const):
            try:
                return _plain(json.loads(made.value)) if isinstance(made.value, str) else made
            except ValueError:
                return made
        return Parsed(made)

    def flatten(self, value: object, base: Value, levels: int) -> Value:
        """`@flatten`: one level; what is in it stays."""
        options = self.options("@flatten", value)
        separator = options.get("separator")
        if not isinstance(separator, str) or not separator:
            return self.refuse(options.get("value"), base, levels, "@flatten without a separator")
        made = self.resolve(options.get("value"), base, levels)
        return Flat(made, separator, arrays=not options.get("omitArrays"))

    def merge(self, value: object, base: Value, levels: int) -> Value:
        """`@merge`: the last object is on top, from the left the first one."""
        options = self.options("@merge", value)
        objects = options.get("objects")
        if not isinstance(objects, list | tuple) or not options.get("direction"):
            why = "@merge without a list of objects and a direction"
            return self.refuse(objects, base, levels, why)
        if not all(isinstance(one, Mapping) for one in objects):
            return self.refuse(objects, base, levels, "@merge of something that is no object")
        layers = tuple(self.resolve(one, base, levels) for one in objects)
        return Merged(layers[::-1] if options["direction"] == "left" else layers)

    def transform(self, value: object, base: Value, levels: int) -> Value:
        """`@transform`: a mapping of what another one has made."""
        options = self.options("@transform", value)
        mapping = options.get("mapping")
        if not isinstance(mapping, Mapping) or not isinstance(options.get("apply"), Mapping):
            parts = [options.get("apply"), mapping]
            return self.refuse(parts, base, levels, "@transform without apply and mapping")
        if isinstance(base, Event) and base.path[-1:] == (ELEMENT,):
            self.objects.append(base.path)
        return self.resolve(mapping, self._applied(options, base, levels), levels)

    def _applied(self, options: Mapping[str, object], base: Value, levels: int) -> Value:
        apply = options.get("apply")
        if not isinstance(apply, Mapping):
            return self.refuse(apply, base, levels, "@transform without an object to apply")
        if ROOT not in apply:
            return self.resolve(apply, base, levels)
        root = apply[ROOT]
        inner = root.get("@transform") if isinstance(root, Mapping) else None
        # that of the outermost mapping is given its fields first, others are judged as they stand
        if not isinstance(inner, Mapping) or not isinstance(inner.get("mapping"), Mapping):
            return self.refuse(apply, base, levels, "a directive of a whole mapping within another")
        made = {key: one for key, one in apply.items() if key != ROOT}
        return self.resolve(made, self._applied(inner, base, levels - 1), levels)

    def array(self, value: object, base: Value, levels: int) -> Value:
        """`@arrayPath`: a list of the call, or what is made of each of its elements."""
        if not isinstance(value, list | tuple) or not value:
            return self.refuse(value, base, levels, "@arrayPath without a list")
        first = value[0]
        if not isinstance(first, str) and not _is_directive(first):
            return self.refuse(value, base, levels, "@arrayPath of neither a path nor a directive")
        root = (
            self.symbols.at(base, steps_of(first))
            if isinstance(first, str)
            else self.resolve(first, base, levels)
        )
        shape = value[1] if len(value) > 1 else None
        if not isinstance(shape, Mapping) or not shape:
            return root
        return self._shaped(root, shape, levels)

    def _shaped(self, root: Value, shape: Mapping[str, object], levels: int) -> Value:
        self.symbols.step()
        match root:
            case Const() | Text():
                self.resolve(shape, ABSENT, levels)  # what is wrong in it is refused all the same
                return root
            case Choice():
                options = tuple(self._shaped(one, shape, levels) for one in root.options)
                other = root.otherwise
                other = None if other is None else self._shaped(other, shape, levels)
                return Choice(options, other, root.test)
            case Thing() | Merged() | Flat():
                return Items((self.resolve(shape, root, levels),))
            case Items():
                return Items(tuple(self.resolve(shape, one, levels) for one in root.elements))
            case Event():
                # an object of the call counts as a list of one
                elements: tuple[Value, ...] = (Event((*root.path, ELEMENT)), root)
            case _:
                elements = (self.symbols.at(root, [ELEMENT]),)
        return Each(root, tuple(self.resolve(shape, one, levels) for one in elements))

    def liquid(self, value: object, base: Value, levels: int) -> Value:
        """`@liquid`; in a browser the template itself is sent."""
        if not isinstance(value, str):
            return self.refuse(value, base, levels, "@liquid without a template")
        if self._in_browser:
            return Const(value)
        template = Template(self.symbols, base)
        text = template.text(value)
        self.unknown += template.refused
        return text


_DIRECTIVES: Mapping[str, Callable[[Kit, object, Value, int], Value]] = {
    "@path": Kit.path,
    "@template": Kit.template,
    "@literal": Kit.resolve,
    "@if": Kit.condition,
    "@arrayPath": Kit.array,
    "@case": Kit.case,
    "@replace": Kit.replace,
    "@json": Kit.json,
    "@flatten": Kit.flatten,
    "@merge": Kit.merge,
    "@transform": Kit.transform,
    "@excludeWhenNull": Kit.resolve,
    "@liquid": Kit.liquid,
}


def _is_directive(value: object) -> bool:
    return isinstance(value, Mapping) and any(str(key).startswith("@") for key in value)


def _either(values: Iterator[Value]) -> Value:
    found = tuple(values)
    return found[0] if len(found) == 1 else Choice(found)


def _plain(value: object) -> Value:
    """JSON as a value; nothing in it is a directive."""
    if isinstance(value, dict):
        return Thing({key: _plain(one) for key, one in value.items()})
    return Items(tuple(map(_plain, value))) if isinstance(value, list) else Const(value)


def _name(directive: object) -> str:
    return next(iter(directive), "") if isinstance(directive, Mapping) else str(directive)
