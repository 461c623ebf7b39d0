"""HCL, the language of Terraform's files → blocks with plain values.

tree-sitter parses, because a plan of Segment's full size takes it a second and parsers written
in Python a minute. Nothing is computed that only Terraform can compute: a variable or another
resource stays as its source text in `${…}`.
"""

from __future__ import annotations

import json
import re
import textwrap
from typing import TYPE_CHECKING

from segkit.errors import InputFileError
from segkit.plans.documents.json_text import MAX_DEPTH, nesting

if TYPE_CHECKING:
    from tree_sitter import Node

Block = tuple[str, list[str], dict[str, object]]
"""A block's kind, its labels and its attributes: `resource`, `[type, name]`, `{…}`."""

_HEREDOC = re.compile(r"<<(-?)(\w+)[^\n]*\n(.*?)^[ \t]*\2\s*\Z", re.DOTALL | re.MULTILINE)
_ESCAPE = re.compile(
    r"\\(?P<sign>[nrt\"\\])|\\u(?P<u>[0-9a-fA-F]{4})|\\U(?P<U>[0-9a-fA-F]{8})"
    r"|(?P<marker>[$%])(?P=marker)\{"
)
_SIGNS = {"n": "\n", "r": "\r", "t": "\t"}
_INSERTED = {"template_interpolation", "template_directive"}
_WRAPPERS = {"expression", "literal_value", "collection_value", "template_expr"}


def blocks_of(text: str) -> list[Block]:
    """The blocks at the top of an HCL file.

    Raises:
        InputFileError: It is no HCL, with line and column.
    """
    import tree_sitter_hcl
    from tree_sitter import Language, Parser

    source = text.removeprefix("\ufeff").encode("utf-8", "replace")
    root = Parser(Language(tree_sitter_hcl.language())).parse(source).root_node
    if root.has_error:
        raise _no_hcl(root, source)
    try:
        bodies = [one for one in root.named_children if one.type == "body"]
        found = [_block(one) for body in bodies for one in body.named_children if _is_block(one)]
    except RecursionError:
        found = None
    if found is None or nesting(found) > MAX_DEPTH:
        raise InputFileError(
            f"The Terraform is nested deeper than {MAX_DEPTH} levels, which no tracking plan is.",
            "choose the file that holds the plan.",
        )
    return found


def _no_hcl(root: Node, source: bytes) -> InputFileError:
    node = root
    while not (node.is_error or node.is_missing):
        inside = next((one for one in node.children if one.has_error or one.is_missing), None)
        if inside is None:
            break
        node = inside
    before = source[: node.start_byte].decode("utf-8", "replace")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return InputFileError(
        f"The file is no Terraform that can be read: line {line}, column {column}.",
        "run `terraform fmt` on it, which names the fault.",
    )


def _is_block(node: Node) -> bool:
    return node.type == "block"


def _block(node: Node) -> Block:
    kind, *labels = [
        str(_value(one)) if one.type == "string_lit" else _text(one)
        for one in node.named_children
        if one.type in {"identifier", "string_lit"}
    ]
    return kind, labels, _attributes(node)


def _attributes(block: Node) -> dict[str, object]:
    """The block's attributes; blocks inside it become lists of objects, as Terraform has them."""
    values: dict[str, object] = {}
    for body in block.named_children:
        for child in body.named_children if body.type == "body" else ():
            if child.type == "attribute":
                name, expression = _without_comments(child)
                values[_text(name)] = _value(expression)
            elif _is_block(child):
                kind, _, inner = _block(child)
                same = values.setdefault(kind, [])
                if isinstance(same, list):
                    same.append(inner)
    return values


def _value(node: Node) -> object:
    """What an expression says, as far as it says it without Terraform running."""
    parts = _without_comments(node)
    if node.type in _WRAPPERS and len(parts) == 1:
        return _value(parts[0])
    if node.type == "object":
        return {_key(key): _value(one) for key, one in map(_without_comments, _items(parts))}
    if node.type == "tuple":
        return [_value(one) for one in parts if one.type == "expression"]
    if node.type in {"string_lit", "quoted_template"}:
        return _string(node)
    if node.type == "function_call" and _text(parts[0]) == "jsonencode" and len(parts) == 2:
        arguments = _without_comments(parts[1])
        return _value(arguments[0]) if len(arguments) == 1 else f"${{{_text(node)}}}"
    return _literal(node)


def _items(parts: list[Node]) -> list[Node]:
    return [one for one in parts if one.type == "object_elem"]


def _key(node: Node) -> str:
    """A key: a text, or a bare word, which is its own name here and no reference."""
    text = _text(node)
    return text if re.fullmatch(r"[\w-]+", text) else str(_value(node))


def _string(node: Node) -> object:
    """A quoted text; one that is a single interpolation is that expression's value.

    The grammar's literals leave out white space at their ends, so the gaps between the
    interpolations are cut from the source.
    """
    source = node.text or b""
    inserted = [one for one in node.named_children if one.type in _INSERTED]
    pieces: list[str] = []
    at = 1
    for one in inserted:
        start, end = one.start_byte - node.start_byte, one.end_byte - node.start_byte
        pieces += [_unescaped(source[at:start].decode()), _text(one)]
        at = end
    pieces.append(_unescaped(source[at:-1].decode()))
    if pieces[0] == pieces[-1] == "" and len(pieces) == 3:
        expressions = [one for one in inserted[0].named_children if one.type == "expression"]
        return _value(expressions[0]) if expressions else pieces[1]
    return "".join(pieces)


def _literal(node: Node) -> object:
    text = _text(node)
    if node.type == "heredoc_template" and (heredoc := _HEREDOC.match(f"{text}\n")):
        content = textwrap.dedent(heredoc[3]) if heredoc[1] else heredoc[3]
        return content.replace("$${", "${").replace("%%{", "%{")
    if node.type in {"numeric_lit", "bool_lit", "null_lit", "operation"}:
        try:
            return json.loads(text)
        except ValueError:  # a sum, or a number as JSON does not write it
            return f"${{{text}}}"
    return f"${{{text}}}"


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


def _without_comments(node: Node) -> list[Node]:
    return [one for one in node.named_children if one.type != "comment"]


def _text(node: Node) -> str:
    return (node.text or b"").decode()
