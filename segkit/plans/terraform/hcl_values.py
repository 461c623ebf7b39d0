"""What an expression of HCL says, as far as it says it without Terraform running.

Read are texts, heredocs, lists, objects, `local.*`, and the files that `file()` names below the
plan's folder, with `jsondecode`, `yamldecode` and `jsonencode`. Variables, modules, other
resources, `for` and functions that put values together stay as their source in `${…}`.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from segkit.errors import InputFileError
from segkit.plans.documents.json_text import MAX_DEPTH, load_json, nesting
from segkit.plans.terraform.hcl import Block, Body, source_of, without_comments

if TYPE_CHECKING:
    from tree_sitter import Node

    from segkit.plans.documents.folder import Folder

_HEREDOC = re.compile(r"<<(-?)(\w+)[^\n]*\n(.*?)^[ \t]*\2\s*\Z", re.DOTALL | re.MULTILINE)
_ESCAPE = re.compile(
    r"\\(?P<sign>[nrt\"\\])|\\u(?P<u>[0-9a-fA-F]{4})|\\U(?P<U>[0-9a-fA-F]{8})"
    r"|(?P<marker>[$%])(?P=marker)\{"
)
_SIGNS = {"n": "\n", "r": "\r", "t": "\t"}
_INSERTED = {"template_interpolation", "template_directive"}
_OPEN = re.compile(r"(?<![$%])[$%]\{")
_WRAPPERS = {"expression", "literal_value", "collection_value", "template_expr", "parens_expr"}
_SAME = {"jsonencode", "tolist", "toset", "tomap", "tostring", "chomp", "trimspace", "nonsensitive"}
_PATHS = {"path.module", "path.root", "path.cwd"}


class Computed(str):
    """The source of an expression that only Terraform can work out, in `${…}`.

    Attributes:
        reason: What stands in the way, in words.
    """

    __slots__ = ("reason",)
    reason: str

    @classmethod
    def of(cls, node: Node, reason: str) -> Computed:
        """The source of this expression."""
        made = cls(f"${{{source_of(node)}}}")
        made.reason = reason
        return made

    @property
    def source(self) -> str:
        """The expression as it is written."""
        return self[2:-1]


class Inserted(str):
    """A text of which only Terraform can work out a part, that part in `${…}` or `%{…}`."""

    __slots__ = ()

    @property
    def source(self) -> str:
        """The first such part as it is written."""
        found = _OPEN.search(self)
        return self[found.end() :].partition("}")[0].strip() if found else self


class Values:
    """Works out the expressions of one module: the Terraform files of a folder.

    Attributes:
        missing: Files that `file()` names and that are not there, or not below the folder.
    """

    def __init__(
        self,
        folder: Folder | None,
        module: str = ".",
        siblings: Callable[[], list[Block]] | None = None,
    ) -> None:
        """Nothing is known yet.

        Args:
            folder: What is below it may be opened.
            module: Where the module is in it.
            siblings: Gives the blocks of the module's other files, when a local is not here.
        """
        self._folder = folder
        self._module = module
        self._siblings = siblings
        self._locals: dict[str, Node] = {}
        self._open: set[str] = set()
        self.missing: list[str] = []

    def learn(self, blocks: list[Block]) -> None:
        """Take in the locals that these blocks define."""
        for block in blocks:
            if block.kind == "locals":
                self._locals = {**block.body.attributes, **self._locals}

    def attributes(self, body: Body) -> dict[str, object]:
        """A block's attributes; blocks inside it are lists of objects, as Terraform has them.

        Raises `InputFileError` when they are nested too deeply.
        """
        try:
            found = {name: self.value(node) for name, node in body.attributes.items()}
            for block in body.blocks:
                same = found.setdefault(block.kind, [])
                if isinstance(same, list):
                    same.append(self.attributes(block.body))
        except RecursionError:
            found = {"": None}
            deep = True
        else:
            deep = nesting(found) > MAX_DEPTH
        if deep:
            raise InputFileError(
                f"The Terraform is nested deeper than {MAX_DEPTH} levels, which no tracking plan is.",
                "choose the file that holds the plan.",
            )
        return found

    def value(self, node: Node) -> object:
        """What an expression says."""
        parts = without_comments(node)
        if node.type in _WRAPPERS and len(parts) == 1:
            return self.value(parts[0])
        if node.type == "tuple":
            return [self.value(one) for one in parts if one.type == "expression"]
        readers = {
            "object": self._object,
            "string_lit": self._string,
            "quoted_template": self._string,
            "function_call": self._call,
            "expression": self._traversal,
        }
        return readers.get(node.type, _literal)(node)

    def _object(self, node: Node) -> dict[str, object]:
        pairs = map(without_comments, _elements(without_comments(node)))
        return {self._key(key): self.value(one) for key, one in pairs}

    def _key(self, node: Node) -> str:
        """A key: a text, or a bare word, which is its own name here and no reference."""
        text = source_of(node)
        key = text if re.fullmatch(r"[\w-]+", text) else self.value(node)
        return key if isinstance(key, str) else str(key)

    # --- references and functions --------------------------------------------------------------

    def _traversal(self, node: Node) -> object:
        """`local.plan.rules`, `jsondecode(…).events[0]`: a value, and a way into it."""
        first, *steps = without_comments(node)
        root = source_of(first)
        if root == "local" and steps and steps[0].type == "get_attr":
            name = source_of(steps[0]).removeprefix(".")
            start, steps = self._local(name, node), steps[1:]
        elif first.type == "function_call":
            start = self._call(first)
        else:
            return Computed.of(node, _named(root))
        for step in steps:
            start = self._into(start, step)
            if isinstance(start, Computed) or start is None:
                reason = start.reason if isinstance(start, Computed) else "a reference to nothing"
                return Computed.of(node, reason)
        return start

    def _local(self, name: str, node: Node) -> object:
        if name not in self._locals and self._siblings is not None:
            several, self._siblings = self._siblings, None
            self.learn(several())
        found = self._locals.get(name)
        if found is None or name in self._open:
            return Computed.of(node, f"local.{name}, which is defined nowhere here")
        self._open.add(name)
        try:
            return self.value(found)
        finally:
            self._open.discard(name)

    def _into(self, value: object, step: Node) -> object | None:
        """What stands one step into a value; None when there is no such place."""
        if isinstance(value, Computed):
            return value
        if step.type == "get_attr":
            key: object = source_of(step).removeprefix(".")
        else:
            inner = [one for one in without_comments(step) if one.type == "new_index"]
            key = self.value(without_comments(inner[0])[0]) if inner else None
        if isinstance(value, Mapping) and isinstance(key, str):
            return value.get(key)
        if isinstance(value, list) and isinstance(key, int) and -1 < key < len(value):
            found: object = value[key]
            return found
        return None

    def _call(self, node: Node) -> object:
        """A function whose value can be had without Terraform."""
        parts = without_comments(node)
        name = source_of(parts[0])
        arguments = without_comments(parts[1]) if len(parts) > 1 else []
        if len(arguments) != 1 or name not in {*_SAME, "file", "jsondecode", "yamldecode"}:
            return Computed.of(node, f"{name}()")
        value = self.value(arguments[0])
        if isinstance(value, Computed):
            return Computed.of(node, value.reason)
        if name == "file":
            return self._file(value, node)
        if name in {"jsondecode", "yamldecode"}:
            return self._decoded(name, value, node)
        return value.strip() if name in {"chomp", "trimspace"} and isinstance(value, str) else value

    def _file(self, path: object, node: Node) -> object:
        """The text of a file below the folder of the plan, and of no other."""
        relative = re.sub(r"^(?:\./)+", "", str(path))
        place = f"{self._module}/{relative}"
        text = self._folder.text(place) if self._folder is not None else None
        if text is None:
            self.missing.append(relative)
            return Computed.of(node, f"the file {relative}, which is not below the plan's folder")
        return text

    def _decoded(self, name: str, value: object, node: Node) -> object:
        if not isinstance(value, str):
            return value
        try:
            if name == "jsondecode":
                return load_json(value, source_of(node))
            from segkit.plans.documents.yaml_text import load_yaml

            return load_yaml(value, source_of(node))
        except InputFileError as error:
            return Computed.of(node, error.problem)

    # --- texts ---------------------------------------------------------------------------------

    def _string(self, node: Node) -> object:
        """A quoted text; one that is a single interpolation is that expression's value.

        The grammar's literals leave out white space at their ends, so the gaps between the
        interpolations are cut from the source.
        """
        source = node.text or b""
        inserted = [one for one in node.named_children if one.type in _INSERTED]
        pieces: list[str] = []
        at, is_known = 1, True
        for one in inserted:
            start, end = one.start_byte - node.start_byte, one.end_byte - node.start_byte
            pieces += [_unescaped(source[at:start].decode()), self._inserted(one)]
            at, is_known = end, is_known and pieces[-1] != source_of(one)
        pieces.append(_unescaped(source[at:-1].decode()))
        if pieces[0] == pieces[-1] == "" and len(pieces) == 3:
            expressions = [one for one in inserted[0].named_children if one.type == "expression"]
            return self.value(expressions[0]) if expressions else pieces[1]
        return "".join(pieces) if is_known else Inserted("".join(pieces))

    def _inserted(self, node: Node) -> str:
        """An interpolation inside a text: where the files are, a local that is a text, or its source."""
        inner = source_of(node)[2:-1].strip()
        if inner in _PATHS:
            return "."
        expressions = [one for one in node.named_children if one.type == "expression"]
        found = self.value(expressions[0]) if inner.startswith("local.") and expressions else None
        plain = isinstance(found, str | int | float) and not isinstance(found, bool | Computed)
        return str(found) if plain else source_of(node)


def _named(root: str) -> str:
    kinds = {"module": "a module", "var": "a variable", "data": "a data source", "each": "for_each"}
    return kinds.get(root, "a reference to another resource")


def _elements(parts: list[Node]) -> list[Node]:
    return [one for one in parts if one.type == "object_elem"]


def _literal(node: Node) -> object:
    text = source_of(node)
    if node.type == "heredoc_template" and (heredoc := _HEREDOC.match(f"{text}\n")):
        content = textwrap.dedent(heredoc[3]) if heredoc[1] else heredoc[3]
        written = content.replace("$${", "${").replace("%%{", "%{")
        return Inserted(written) if _OPEN.search(content) else written
    if node.type in {"numeric_lit", "bool_lit", "null_lit", "operation"}:
        try:
            return json.loads(text)
        except ValueError:  # a sum, or a number as JSON does not write it
            return Computed.of(node, "a calculation")
    kinds = {
        "for_expr": "a for expression", "conditional": "a condition", "splat": "a splat",
        "variable_expr": "a reference",
    }  # fmt: skip
    return Computed.of(node, kinds.get(node.type, "an expression"))


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text)


def _character(escape: re.Match[str]) -> str:
    if escape["marker"]:
        return f"{escape['marker']}{{"
    if escape["sign"]:
        return _SIGNS.get(escape["sign"], escape["sign"])
    number = int(escape["u"] or escape["U"], 16)
    is_character = number <= 0x10FFFF and not 0xD800 <= number < 0xE000
    return chr(number) if is_character else "\ufffd"
