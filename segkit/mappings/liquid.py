"""What a Liquid template of a mapping shows of the call that it is filled from.

Read as Segment's engine (liquidjs) reads it: variables, filters, `assign` and `capture`, every
branch of `if` and `unless`. Tags and filters that Segment has switched off are named. Nothing
is run. Facts: `mapping-kit/liquid-directive.ts` of `@segment/actions-core` 3.170.0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from segkit.mappings.symbols import Symbols
from segkit.mappings.values import (
    ABSENT,
    Choice,
    Const,
    Derived,
    Path,
    Shown,
    Text,
    Value,
)
from segkit.model.plan import ELEMENT

MOST_CHARACTERS = 1000
"""Segment refuses longer templates."""

_TOKEN = re.compile(r"\{\{-?(?P<shown>.*?)-?\}\}|\{%-?\s*(?P<tag>.*?)\s*-?%\}", re.DOTALL)
_VALUE = re.compile(
    r"""(?P<text>"[^"]*"|'[^']*') | (?P<number>-?\d+(?:\.\d+)?(?![\w.-]))
      | (?P<name>[A-Za-z_][\w-]*\??|\[\s*["'][^"']*["']\s*\])
        (?P<rest>(?:\s*\.\s*[\w-]+\??|\s*\[(?:[^\[\]"']|"[^"]*"|'[^']*')*\])*)
      | (?P<operator>==|!=|<>|>=|<=|[<>])""",
    re.VERBOSE,
)
_STEP = re.compile(r"""\.\s*([\w-]+\??)|\[\s*(?:"([^"]*)"|'([^']*)'|(-?\d+)|([^\]]*))\s*\]""")
_WORDS = {"true": Const(True), "false": Const(False), "nil": ABSENT, "null": ABSENT}
_EMPTY = {"empty", "blank"}
_JOINS = {"and", "or", "not", "contains"}

_REFUSED_TAGS = frozenset({"case", "for", "include", "layout", "render", "tablerow", "block"})
_REFUSED_FILTERS = frozenset(
    {
        "array_to_sentence_string", "concat", "find", "find_exp", "find_index", "find_index_exp",
        "group_by", "group_by_exp", "has", "has_exp", "map", "newline_to_br", "reject",
        "reject_exp", "reverse", "sort", "sort_natural", "uniq", "where_exp", "type",
    }
)  # fmt: skip
_SAME = frozenset(
    {
        "append", "prepend", "upcase", "downcase", "capitalize", "strip", "lstrip", "rstrip",
        "strip_newlines", "squish", "escape", "escape_once", "xml_escape", "url_encode",
        "cgi_escape", "uri_escape", "base64_encode", "raw", "join", "sha256",
    }
)  # fmt: skip
"""Filters after which another value is another text, whatever the values are."""


@dataclass(slots=True)
class Template:
    """A template that is being read.

    Attributes:
        symbols: Works on values.
        base: What the template is filled from.
        shown: What its outputs are, in order.
        names: What `assign` and `capture` have named.
        decides: What its conditions look at.
        refused: Why Segment refuses it, in words.
    """

    symbols: Symbols
    base: Value
    shown: list[Value] = field(default_factory=list)
    names: dict[str, Value] = field(default_factory=dict)
    decides: list[Path] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    own: str = ""

    def text(self, source: str) -> Text:
        """The text that comes of it."""
        if len(source) > MOST_CHARACTERS:
            self.refused.append("a Liquid template of more than 1,000 characters")
        _Block(self, list(_pieces(source))).read()
        return _text(self.symbols, self.shown, self.decides, fixed=bool(self.own.strip()))


def _text(symbols: Symbols, values: list[Value], decides: list[Path], *, fixed: bool) -> Text:
    parts = [part for value in values for part in symbols.parts_of(value, Shown.TEXT)]
    found = [path for value in values for path in symbols.deciding(value)]
    fixed = fixed or any(map(symbols.is_fixed, values))
    return Text(tuple(dict.fromkeys(parts)), tuple(dict.fromkeys([*decides, *found])), fixed)


def _pieces(source: str) -> Iterator[tuple[str, str]]:
    """Kind (`own`, `shown`, `tag`) and text of each piece; comments and raw text are no code."""
    at, until = 0, ""
    for token in _TOKEN.finditer(source):
        word = (token["tag"] or "").split(None, 1)[0] if token["tag"] else ""
        if until:
            if word == until:
                if until == "endraw":
                    yield "own", source[at : token.start()]
                at, until = token.end(), ""
            continue
        yield "own", source[at : token.start()]
        at = token.end()
        if word in {"raw", "comment"}:
            until = f"end{word}"
        elif token["tag"] is None:
            yield "shown", token["shown"]
        elif word == "liquid":
            lines = token["tag"].split("\n")
            lines[0] = lines[0].removeprefix("liquid")
            yield from (("tag", line.strip()) for line in lines if line.strip())
        else:
            yield "tag", token["tag"]
    if not until:
        yield "own", source[at:]


@dataclass(frozen=True, slots=True)
class _Branch:
    """Where in a template something stands.

    Attributes:
        tests: What is tested, with whether it has to be there.
        sure: All tests only ask whether things are there.
    """

    tests: tuple[tuple[frozenset[Path], bool], ...] = ()
    sure: bool = True

    def of(self, value: Value) -> Value:
        """The value as it is there."""
        value = value if self.sure else Derived((value,))
        for test, there in reversed(self.tests):
            value = Choice((value,), None, test) if there else Choice((), value, test)
        return value

    def within(self, test: frozenset[Path], *, there: bool, sure: bool) -> _Branch:
        """A branch in this one."""
        return _Branch((*self.tests, (test, there)), sure=self.sure and sure)


class _Block:
    """Reads pieces one after the other, blocks within blocks."""

    def __init__(self, template: Template, pieces: list[tuple[str, str]]) -> None:
        self._template = template
        self._pieces = pieces
        self._at = 0

    def read(self) -> None:
        """Read all of it."""
        self._until(frozenset(), _Branch())

    def _until(self, ends: frozenset[str], branch: _Branch) -> str:
        """Read up to one of these tags, and give it; empty at the end of the template."""
        while self._at < len(self._pieces):
            kind, text = self._pieces[self._at]
            self._at += 1
            if kind == "own":
                self._template.own += text
            elif kind == "shown":
                self._template.shown.append(branch.of(self._expression(text)))
            else:
                word, _, rest = text.partition(" ")
                if word in ends:
                    return text
                self._tag(word.rstrip(":"), rest.strip(), branch)
        return ""

    def _tag(self, word: str, rest: str, branch: _Branch) -> None:
        template = self._template
        if word in _REFUSED_TAGS:
            template.refused.append(f"the Liquid tag {word!r}")
        elif word in {"if", "unless"}:
            self._branches(word, rest, branch)
        elif word == "assign":
            name, _, expression = rest.partition("=")
            self._name(name.strip(), self._expression(expression), branch)
        elif word == "capture":
            outer, template.shown = template.shown, []
            self._until(frozenset({"endcapture"}), branch)
            caught = _text(template.symbols, template.shown, [], fixed=False)
            template.shown = outer
            self._name(rest.strip("\"' "), caught, branch)
        elif word == "echo":
            template.shown.append(branch.of(self._expression(rest)))
        elif word == "cycle":
            template.shown.append(branch.of(Derived(tuple(self._values(rest)))))
        elif word in {"increment", "decrement"}:
            self._name(rest, Const(0), branch)
            template.own += "0"  # shows the number
        # `break`, `continue` and comments show nothing

    def _name(self, name: str, value: Value, branch: _Branch) -> None:
        before = self._template.names.get(name)
        if branch.tests:
            value = Choice((branch.of(value), *(() if before is None else (before,))))
        self._template.names[name] = value

    def _branches(self, word: str, condition: str, outer: _Branch) -> None:
        """An `if` with its branches: what stands in the last one needs all tests to fail."""
        ends = frozenset({"elsif", "else", f"end{word}"})
        there = word == "if"
        while True:
            test, plain = self._condition(condition)
            branch = outer.within(test, there=there, sure=plain)
            end, _, condition = self._until(ends, branch).partition(" ")
            outer = outer.within(test, there=not there, sure=plain)
            if end == "else":
                self._until(frozenset({f"end{word}"}), outer)
            if end != "elsif":
                return
            there = True

    def _condition(self, condition: str) -> tuple[frozenset[Path], bool]:
        """What a condition looks at, and whether it only asks if one thing of them is there."""
        symbols = self._template.symbols
        test = frozenset(
            path for value in self._values(condition) for path in symbols.paths_of(value)
        )
        self._template.decides += sorted(test)
        tokens = list(_VALUE.finditer(condition))
        plain = all(token["name"] for token in tokens)
        return test, plain and not any(token["name"] in _JOINS - {"or"} for token in tokens)

    def _expression(self, source: str) -> Value:
        """A value with its filters."""
        first, *filters = _split(source, "|")
        values = list(self._values(first))
        plain = len(values) == 1 and not self._is_computed(first)
        value = values[0] if plain else Derived(tuple(values)) if values else ABSENT
        for one in filters:
            name, _, given = one.strip().partition(":")
            value = self._filtered(value, name.strip(), list(self._values(given)))
        return value

    def _is_computed(self, source: str) -> bool:
        return any(
            token["operator"] or token["name"] in _JOINS for token in _VALUE.finditer(source)
        )

    def _filtered(self, value: Value, name: str, given: list[Value]) -> Value:
        symbols = self._template.symbols
        if name in _REFUSED_FILTERS:
            self._template.refused.append(f"the Liquid filter {name!r}")
        if name == "default" and given:
            return Choice((value,), given[0], symbols.paths_of(value))
        if name in {"json", "jsonify"}:
            parts = tuple(symbols.parts_of(value))
            return Text(parts, tuple(symbols.deciding(value)), symbols.is_fixed(value))
        if name in {"first", "last"}:
            return symbols.at(value, [ELEMENT])
        if name in _SAME:
            return _text(symbols, [value, *given], [], fixed=False)
        return Derived((value, *given))

    def _values(self, source: str) -> Iterator[Value]:
        """The values that stand in a piece of code, without the words between them."""
        for token in _VALUE.finditer(source):
            if token["text"] is not None:
                yield Const(token["text"][1:-1])
            elif token["number"] is not None:
                yield Const(float(token["number"]))
            elif token["name"] is not None and token["name"] not in _JOINS | _EMPTY:
                yield self._variable(token["name"], token["rest"])
        if re.search(r"(?:^|[\s:,(|])\$", re.sub(r"\"[^\"]*\"|'[^']*'", "", source)):
            self._template.refused.append("a Liquid path that begins with '$'")

    def _variable(self, name: str, rest: str) -> Value:
        template = self._template
        name = name.strip("[]\"' ")
        if not rest and name in _WORDS:
            return _WORDS[name]
        value = template.names.get(name) or template.symbols.at(template.base, [name])
        for step in _STEP.finditer(rest):
            key = step[1] or step[2] or step[3]
            if step[5] is not None and step[5].strip():  # a key that another value says
                value = Derived((value, *self._values(step[5])))
            elif step[4] is not None or key in {"first", "last"}:
                value = template.symbols.at(value, [ELEMENT])
            elif key == "size":
                value = Derived((value,))
            else:
                value = template.symbols.at(value, [ELEMENT if key.isdigit() else key])
        return value


def _split(source: str, mark: str) -> list[str]:
    """The pieces between marks that stand in no text."""
    pieces, piece = [], ""
    for part in re.findall(
        rf"\"[^\"]*\"|'[^']*'|{re.escape(mark)}|[^\"'{re.escape(mark)}]+|.", source
    ):
        if part == mark:
            pieces.append(piece)
            piece = ""
        else:
            piece += part
    return [*pieces, piece]
