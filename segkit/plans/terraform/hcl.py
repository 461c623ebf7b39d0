"""HCL, the language of Terraform's files → blocks, whose values `hcl_values` works out.

tree-sitter parses, because a plan of Segment's full size takes it a second and parsers written
in Python a minute.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from segkit.errors import InputFileError

if TYPE_CHECKING:
    from tree_sitter import Node


@dataclass(frozen=True, slots=True)
class Body:
    """What stands in a block, in the order of the file.

    Attributes:
        attributes: Expressions by name.
        blocks: The blocks inside it.
    """

    attributes: dict[str, Node] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A block: `resource`, its labels, and what stands in it."""

    kind: str
    labels: tuple[str, ...]
    body: Body

    @property
    def address(self) -> str:
        """How Terraform calls a resource: `segment_tracking_plan.web`."""
        return ".".join(self.labels)


def blocks_of(text: str, origin: str = "The file") -> list[Block]:
    """The blocks at the top of an HCL file.

    Args:
        text: What the file holds.
        origin: What people call the file, for messages.

    Raises:
        InputFileError: It is no HCL, with line and column.
    """
    import tree_sitter_hcl
    from tree_sitter import Language, Parser

    source = text.removeprefix("\ufeff").encode("utf-8", "replace")
    root = Parser(Language(tree_sitter_hcl.language())).parse(source).root_node
    if root.has_error:
        raise _no_hcl(root, source, origin)
    return [block for body in root.named_children if body.type == "body" for block in _blocks(body)]


def without_comments(node: Node) -> list[Node]:
    """What a node consists of, without the comments in it."""
    return [one for one in node.named_children if one.type != "comment"]


def source_of(node: Node) -> str:
    """A node as it is written."""
    return (node.text or b"").decode()


def _blocks(body: Node) -> Iterator[Block]:
    for node in body.named_children:
        if node.type == "block":
            kind, *labels = [
                source_of(one).strip('"')
                for one in node.named_children
                if one.type in {"identifier", "string_lit"}
            ]
            yield Block(kind, tuple(labels), _body(node))


def _body(block: Node) -> Body:
    attributes: dict[str, Node] = {}
    blocks: list[Block] = []
    for body in block.named_children:
        for child in body.named_children if body.type == "body" else ():
            if child.type == "attribute":
                name, expression = without_comments(child)
                attributes[source_of(name)] = expression
        blocks += _blocks(body) if body.type == "body" else ()
    return Body(attributes, tuple(blocks))


def _no_hcl(root: Node, source: bytes, origin: str) -> InputFileError:
    node = root
    while not (node.is_error or node.is_missing):
        inside = next((one for one in node.children if one.has_error or one.is_missing), None)
        if inside is None:
            break
        node = inside
    before = source[: node.start_byte].decode("utf-8", "replace")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return InputFileError(
        f"{origin} is no Terraform that can be read: line {line}, column {column}.",
        "run `terraform fmt` on it, which names the fault.",
    )
