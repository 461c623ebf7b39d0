"""A tree of a guide as Markdown, as wikis read it.

Two dialects: `github`, which most wikis share, and `docsify`, which has its own callouts and
anchors. A table becomes a table; what is folded away in its rows follows below it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from segkit.render.markdown_text import address, code, fence, line, words
from segkit.render.parts import NOTHING
from segkit.render.table import Column, Table, as_words
from segkit.render.tree import LANGUAGE, SAYS, Child, Node, flat, plain, terms_of

_INLINE = {
    *("a", "b", "bdi", "br", "code", "del", "em", "i", "img", "input", "s", "small", "span"),
    *("strong", "sub", "sup", "time"),
}
_MARKS = {"b": "**", "strong": "**", "em": "*", "i": "*", "del": "~~", "s": "~~"}
_MORE = re.compile(r"\*\*More( about .*)?\*\*")
"""What the page calls a fold, which says too little without its row above it."""

_DOCSIFY_SIGNS = {"note": "?>", "tip": "?>"}


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one reader of Markdown wants it.

    Attributes:
        docsify: Callouts as `!>` paragraphs, not as `> [!NOTE]` quotes.
        anchor: Where a link to this place of the guide leads; empty when there is no such
            place in the document.
        picture: The file that a `data:` address is saved as; empty for none.
    """

    docsify: bool
    anchor: Callable[[str], str]
    picture: Callable[[str], str]


def markdown_of(tree: Sequence[Child], dialect: Dialect) -> str:
    """The tree as Markdown, without a blank line at its end."""
    return "\n\n".join(_blocks(tree, dialect))


def _blocks(children: Sequence[Child], dialect: Dialect) -> Iterator[str]:
    """The blocks among the children; loose text between them becomes paragraphs."""
    loose: list[Child] = []
    for child in [*flat(children), None]:
        if isinstance(child, str) or (isinstance(child, Node) and child.tag in _INLINE):
            loose.append(child)
            continue
        if text := _line(loose, dialect):
            yield text
        loose = []
        if child is not None:
            yield from _block(child, dialect)


def _block(child: Child, dialect: Dialect) -> Iterator[str]:
    if isinstance(child, Table):
        return _rows(child, dialect)
    if not isinstance(child, Node):
        return _blocks(() if isinstance(child, str) else child.instead, dialect)
    if "sk-code" in child.classes:
        language = child.attributes.get("data-language") or child.attributes.get(LANGUAGE, "")
        return (fence(pre.text(), language) for pre in child.all("pre"))
    return _BLOCKS.get(child.tag, _inside)(child, dialect)


def _inside(node: Node, dialect: Dialect) -> Iterator[str]:
    return _blocks(node.children, dialect)


def _rows(table: Table[Any], dialect: Dialect) -> Iterator[str]:
    """A table of ours with every value in full; what is folded away in its rows follows."""
    columns = table.page_columns
    if not table.items:
        return
    # a value that is code on the page is code here; any other stands in full, however long
    lines = [[words(column.title) for column in columns], ["---"] * len(columns)]
    lines += [[_cell(column, item, dialect) for column in columns] for item in table.items]
    yield "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    said = {column.key for column in columns}
    names = Counter(cells[0] for cells in lines[2:])
    for item, cells in zip(table.items, lines[2:], strict=True):
        more = list(_blocks([_unsaid(part, said) for part in table.details(item)], dialect))
        if more:
            filled = [cell for cell in cells if cell]
            owner = " · ".join(filled[: 2 if names[cells[0]] > 1 else 1])
            yield f"**{owner.replace('**', '').replace('<br>', ': ')}**"
            yield from more


def _cell(column: Column[Any], item: object, dialect: Dialect) -> str:
    shown = column.full(item)
    if shown == NOTHING:  # the page draws a dash, and leaves out what says little
        return words(as_words(column.of(item)))
    return _line([shown], dialect, start=False, in_table=True)


def _unsaid(part: Child, said: Collection[str]) -> Child:
    """Of what is folded away only what no column says."""
    if not isinstance(part, Node) or part.tag != "dl":
        return part
    pairs = zip(part.children[::2], part.children[1::2], strict=True)
    kept = [
        child
        for term, fact in pairs
        if not (isinstance(term, Node) and term.attributes.get(SAYS) in said)
        for child in (term, fact)
    ]
    return Node("dl", tuple(kept), part.attributes)


def _heading(node: Node, dialect: Dialect) -> Iterator[str]:
    text = _line(node.children, dialect, start=False).replace("**", "")
    own = node.attributes.get("id", "")
    has_id = dialect.docsify and own and own.isascii()
    if text:
        yield f"{'#' * int(node.tag[1])} {text}{f' :id={own}' if has_id else ''}"


def _quote(node: Node, dialect: Dialect) -> Iterator[str]:
    yield _quoted("\n\n".join(_inside(node, dialect)))


def _paragraph(node: Node, dialect: Dialect) -> Iterator[str]:
    text = _line(node.children, dialect)
    if not text:
        return
    is_title = node.classes & {"sk-title", "sk-subhead", "sk-tabname"}
    yield f"**{text}**" if is_title and "**" not in text else text


def _folded(node: Node, dialect: Dialect) -> Iterator[str]:
    """What is folded away, open, below its summary; below a heading where it can be led to."""
    rest = []
    for child in flat(node.children):
        if not isinstance(child, Node) or child.tag != "summary":
            rest.append(child)
        elif id_ := node.attributes.get("id", ""):
            name, *more = flat(child.children)
            yield from _heading(Node("h4", (name,), {"id": id_}), dialect)
            if text := _line(more, dialect):
                yield text
        elif text := _line(child.children, dialect):
            yield f"**{text}**" if "*" not in text else text
    yield from _blocks(rest, dialect)


def _list(node: Node, dialect: Dialect) -> Iterator[str]:
    first = node.attributes.get("start", "1")
    number = int(first) if first.isdecimal() else 1
    items = []
    for item in node.elements:
        mark = "- " if node.tag == "ul" else f"{number}. "
        number += 1
        items.append(_hanging(mark, _spread(item, dialect)))
    yield "\n".join(items)


def _spread(item: Node, dialect: Dialect) -> list[str]:
    """The blocks of a list's item; pieces that the page puts side by side get dots between."""
    elements = item.elements
    loose = "".join(child for child in item.children if isinstance(child, str)).strip()
    if len(elements) > 1 and not loose and all(child.tag == "span" for child in elements):
        pieces = [_line([child], dialect, start=False) for child in elements]
        return [line(" · ".join(filter(None, pieces)))]
    return list(_inside(item, dialect))


def _hanging(mark: str, blocks: Sequence[str]) -> str:
    """The blocks as one item of a list, all of them in it."""
    text = "\n\n".join(blocks)
    indent = " " * len(mark)
    return mark + "\n".join(
        f"{indent}{row}" if row and number else row for number, row in enumerate(text.split("\n"))
    )


def _facts(node: Node, dialect: Dialect) -> Iterator[str]:
    """Terms with what they are, one item each."""
    pairs: list[tuple[str, list[str]]] = []
    for child in terms_of(node):
        if child.tag == "dt":
            pairs.append((_line(child.children, dialect, start=False), []))
        elif child.tag == "dd" and pairs:
            pairs[-1][1].extend(_inside(child, dialect))
    items = []
    for term, blocks in pairs:
        term_text = term if term.endswith(("?", ":")) else f"{term}:"
        shown = f"**{term_text}**" if "*" not in term_text else term_text
        first = blocks[0] if blocks else ""
        is_line = first and "\n" not in first
        items.append(
            _hanging("- ", [f"{shown} {first}", *blocks[1:]] if is_line else [shown, *blocks])
        )
    if items:
        yield "\n".join(items)


def _table(node: Node, dialect: Dialect) -> Iterator[str]:
    """Its rows; what is folded away in them follows."""
    rows = [_cells(row, dialect) for row in node.all("tr")]
    rows = [row for row in rows if any(row)]
    if not rows:
        return
    width = max(len(row) for row in rows)
    filled = [[*row, *[""] * (width - len(row))] for row in rows]
    lines = [filled[0], ["---"] * width, *filled[1:]]
    yield "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    yield from _folds(node, dialect)


def _folds(table: Node, dialect: Dialect) -> Iterator[str]:
    """What is folded away in each row, below the name of the row that it belongs to.

    Where several rows begin alike, the name is that of two cells.
    """
    rows = [(row, [cell for cell in _cells(row, dialect) if cell]) for row in table.all("tr")]
    names = Counter(cells[0] for _, cells in rows if cells)
    owner = ""
    for row, cells in rows:
        if cells:
            owner = " · ".join(cells[: 2 if names[cells[0]] > 1 else 1])
        for fold in row.all("details"):
            blocks = list(_folded(fold, dialect))
            says_more = blocks and _MORE.fullmatch(blocks[0])
            title = owner.replace("**", "").replace("<br>", ": ")
            if says_more:
                blocks = [f"**{title}**", *blocks[1:]] if blocks[1:] else []
            yield from blocks


def _cells(row: Node, dialect: Dialect) -> list[str]:
    return [
        _line(_without_folds(cell), dialect, start=False, in_table=True)
        for cell in row.elements
        if cell.tag in {"td", "th"}
    ]


def _without_folds(cell: Node) -> tuple[Child, ...]:
    return tuple(
        Node(child.tag, _without_folds(child), child.attributes)
        if isinstance(child, Node)
        else child
        for child in cell.children
        if not (isinstance(child, Node) and child.tag == "details")
    )


def _quoted(text: str) -> str:
    return "\n".join(f"> {row}".rstrip() for row in text.split("\n"))


def _callout(node: Node, dialect: Dialect) -> Iterator[str]:
    kinds = [name.removeprefix("sk-callout-") for name in node.classes if "callout-" in name]
    kind = kinds[0] if kinds else "note"
    rest = [
        child
        for child in node.children
        if not (isinstance(child, Node) and "sk-callout-title" in child.classes)
    ]
    blocks = list(_blocks(rest, dialect))
    if not dialect.docsify:
        yield _quoted(
            "\n\n".join([f"[!{kind.upper()}]\n{blocks[0] if blocks else ''}", *blocks[1:]])
        )
        return
    # docsify's box is one paragraph; what has more stands below it
    sign = _DOCSIFY_SIGNS.get(kind, "!>")
    title = f"**{kind.capitalize()}:**"
    yield "\n\n".join([f"{sign} {title} {blocks[0] if blocks else ''}".rstrip(), *blocks[1:]])


def _line(
    children: Sequence[Child], dialect: Dialect, *, start: bool = True, in_table: bool = False
) -> str:
    """Text and what marks it, on one line."""
    pieces = []
    children = list(flat(children))
    for before, child in zip(["", *children], children, strict=False):
        apart = _is_piece(before) and _is_piece(child)  # the page sets them apart by its style
        pieces.append(" " * apart + _inline(child, dialect, in_table=in_table))
    text = " ".join("".join(pieces).split(" "))
    text = " ".join(part for part in text.split(" ") if part)
    text = re.sub(r"(?:<br>\s*){2,}", "<br>", text)
    while text.startswith("<br>") or text.endswith("<br>"):
        text = text.removeprefix("<br>").removesuffix("<br>").strip()
    return line(text) if start and not in_table else text


def _numbered(node: Node) -> list[Child]:
    """What is in a node; items of a list within a cell get the numbers that a list would show."""
    items = [child for child in node.elements if child.tag == "li"]
    if node.tag != "ol" or len(items) == 1:
        return list(flat(node.children))
    return [_behind(f"{number}. ", item) for number, item in enumerate(items, 1)]


def _behind(number: str, item: Node) -> Node:
    """The item with its number on the first line, also where that is a paragraph."""
    first = item.children[0] if item.children else ""
    if isinstance(first, Node) and first.tag in {"p", ""}:
        return Node("li", (_behind(number, first), *item.children[1:]))
    return Node(item.tag, (number, *item.children))


def _is_piece(child: Child) -> bool:
    return isinstance(child, Node) and child.tag in {"small", "span"}


def _inline(child: Child, dialect: Dialect, *, in_table: bool) -> str:  # noqa: PLR0911
    if isinstance(child, str):
        return "<br>".join(map(words, child.split("\n")))
    if not isinstance(child, Node):
        return words(plain(child))
    tag = child.tag
    if tag == "br":
        return "<br>"
    if tag == "img":
        return _picture(child, dialect)
    if tag == "input":
        is_box = child.attributes.get("type") == "checkbox"
        return ("\\[x\\] " if "checked" in child.attributes else "\\[ \\] ") if is_box else ""
    if tag == "code":
        return code(child.text(), in_table=in_table)
    inner = "".join(_inline(c, dialect, in_table=in_table) for c in _numbered(child))
    if tag == "a":
        return _link(child, inner, dialect)
    if tag in _MARKS and inner.strip():
        mark = _MARKS[tag]
        before, after = " " * inner.startswith(" "), " " * inner.endswith(" ")
        return f"{before}{mark}{inner.strip()}{mark}{after}"
    if tag in {"p", "div", "li", "dt", "dd", "tr", "pre"}:  # blocks in a cell
        return f"<br>{inner.strip()}<br>" if inner.strip() else ""
    return inner


def _link(node: Node, inner: str, dialect: Dialect) -> str:
    url = node.attributes.get("href", "").strip()
    if url.startswith("#"):
        url = dialect.anchor(url[1:])
    if not url or url.startswith("data:") or not inner.strip():
        return inner
    return f"[{inner.strip()}]({address(url)})"


def _picture(node: Node, dialect: Dialect) -> str:
    file = dialect.picture(node.attributes.get("src", ""))
    alt = words(node.attributes.get("alt", "")).strip()
    return f"![{alt}]({address(file)})" if file else alt


_BLOCKS: dict[str, Callable[[Node, Dialect], Iterator[str]]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(("p", "caption", "figcaption", "summary", "dt"), _paragraph),
    **dict.fromkeys(("ul", "ol"), _list),
    "dl": _facts,
    "table": _table,
    "details": _folded,
    "blockquote": _quote,
    "aside": _callout,
    "pre": lambda node, _: iter([fence(node.text())]),
    "hr": lambda *_: iter(["---"]),
}
