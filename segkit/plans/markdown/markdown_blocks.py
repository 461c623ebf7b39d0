"""A Markdown file as headings, tables, lists, paragraphs and blocks of code, in their order.

Dress (code marks, bold, links) is taken off; what the words mean is not asked here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from segkit.plans.markdown.pipes import with_pipes
from segkit.plans.words.looks import is_compound, is_constant

if TYPE_CHECKING:
    from markdown_it.token import Token

_LABELLED = re.compile(r"[^\W\d][\w /]{1,30}:(?:\s|$)")
_SET_OFF = re.compile(r"[^\w`'\"]*(?:[:–—(=\-]|$)")
_ENDS = re.compile(r"(?:[.!?。)\]:;|·—–-]\s*|\n\s*)$")
_SUMMARY = re.compile(r"<summary[^>]*>(.*?)</summary>", re.DOTALL | re.IGNORECASE)
"""What a part that readers unfold is called; a heading below the one above it."""
_NEW_LINE = re.compile(r"<(?:br|li|/li|p|/p)\b", re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")
_DEEPEST = 6
_BREAKS = frozenset({"softbreak", "hardbreak"})
_RUN_ON = re.compile(r"(?<=\S)\n(?=\*\*[^*\n]+(?::\*\*|\*\*:)[ \t]*\n[ \t]*[-*] )")
"""Before a label in bold right below a list, which Markdown takes for words of the last entry."""
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list.

    Attributes:
        text: Its words.
        head: What it begins with, written as code or in bold.
        below: The entries below it.
        bold: All that is written in bold.
        spans: All that is written as code.
        code: The blocks of code in it.
    """

    text: str
    head: str = ""
    below: tuple[Item, ...] = ()
    bold: tuple[str, ...] = ()
    spans: tuple[str, ...] = ()
    code: tuple[Chunk, ...] = ()


@dataclass(frozen=True, slots=True)
class Chunk:
    """One piece of a Markdown file.

    Attributes:
        kind: `heading`, `table`, `list`, `text` or `code`.
        line: Where it begins, counted from 1.
        text: The words of a heading or paragraph; the content of code.
        level: Of a heading.
        head: What a heading or paragraph begins with, written as code or in bold.
        language: Of a block of code.
        rows: Of a table, the header among them.
        items: Of a list.
        spans: What of a heading or paragraph is written as code.
        codes: What of each cell of a table is written as code, row by row.
        number: Of the first entry of a numbered list.
    """

    kind: str
    line: int
    text: str = ""
    level: int = 0
    head: str = ""
    language: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    items: tuple[Item, ...] = field(default=())
    spans: tuple[str, ...] = ()
    codes: tuple[tuple[tuple[str, ...], ...], ...] = ()
    number: int | None = None


def chunks_of(text: str) -> list[Chunk]:
    """The pieces of a Markdown file; its front matter is passed over."""
    from markdown_it import MarkdownIt

    front = _FRONT_MATTER.match(text)
    skipped = "\n" * text[: front.end()].count("\n") if front else ""
    text = with_pipes(skipped + text[front.end() :] if front else text)
    added = [text.count("\n", 0, one.end()) + 1 for one in _RUN_ON.finditer(text)]
    tokens = MarkdownIt("commonmark").enable("table").parse(_RUN_ON.sub(r"\n\n", text))
    chunks = _with_lists(list(_chunks(tokens)))
    return [replace(one, line=one.line - bisect_left(added, one.line)) for one in chunks]


def _with_lists(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Names that are a paragraph each, one after the other, are a list without its dashes."""
    found: list[Chunk] = []
    for is_name, several in groupby(chunks, lambda one: one.kind == "text" and _is_name(one.text)):
        run = list(several)
        if (
            is_name
            and len(run) > 1
            and 2 * sum(map(_is_compound, (one.text for one in run))) >= len(run)
        ):
            items = tuple(Item(one.text, one.head, spans=one.spans) for one in run)
            run = [Chunk("list", run[0].line, items=items)]
        found += run
    return found


def _is_compound(text: str) -> bool:
    return is_compound(text) or is_constant(text)


def _is_name(text: str) -> bool:
    return text.isascii() and text.isidentifier()


def _chunks(tokens: Sequence[Token]) -> Iterator[Chunk]:
    at, depth = 0, 0
    while at < len(tokens):
        token = tokens[at]
        line = (token.map or [0])[0] + 1
        end = _closing(tokens, at)
        inside = tokens[at + 1 : end]
        if token.type == "heading_open":
            depth = level = int(token.tag[1:])
            yield replace(_text(inside[0].children or [], line), kind="heading", level=level)
        elif token.type == "table_open":
            cells = list(_rows(inside))
            rows = tuple(tuple(map(_words, row)) for row in cells)
            codes = tuple(tuple(tuple(_spans(cell)) for cell in row) for row in cells)
            yield Chunk("table", line, rows=rows, codes=codes)
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            is_numbered = token.type == "ordered_list_open"
            number = int(token.attrs.get("start", 1)) if is_numbered else None
            yield Chunk("list", line, items=tuple(_items(inside)), number=number)
        elif token.type == "paragraph_open":
            for words in _entries(inside[0]):
                yield _text(words, line)
        elif token.type == "fence":
            yield _fence(token)
        elif token.type == "html_block" and (summary := _SUMMARY.search(token.content)):
            name = unescape(_TAG.sub("", summary[1])).strip()
            spans = (name,) if "<code" in summary[1] else ()
            head = name if spans else ""
            yield Chunk("heading", line, name, min(depth + 1, _DEEPEST), head, spans=spans)
        elif token.type == "blockquote_open":
            yield from _chunks(inside)
        at = end + 1


def _text(words: Sequence[Token], line: int) -> Chunk:
    return Chunk("text", line, _words(words), head=_head(words), spans=tuple(_spans(words)))


def _fence(token: Token) -> Chunk:
    line = (token.map or [0])[0] + 1
    return Chunk("code", line, token.content, language=token.info.split(" ")[0].lower())


def _entries(inline: Token) -> Iterator[list[Token]]:
    """A paragraph's words; its lines apart where each begins like an entry, or with a label.

    A label in bold begins a part of its own also within a line: `Is lit. **Props**: room`.
    """
    words = inline.children or []
    lines = [[]] if words else list[list[Token]]()
    for one in words:
        if one.type in _BREAKS:
            lines.append([])
        else:
            lines[-1].append(one)
    are_entries = all(sets_off(_words(line), _head(line)) for line in lines)
    are_labelled = all(_LABELLED.match(_words(line)) for line in lines)
    # a name in bold, and lines with labels below it
    is_block = len(lines) > 1 and _head(lines[0]) == _words(lines[0]) != ""
    is_block &= all(_LABELLED.match(_words(line)) for line in lines[1:])
    are_names = len(lines) > 1 and all(_is_compound(_words(line)) for line in lines)
    is_parted = are_entries or are_labelled or is_block or are_names
    for line in lines if is_parted else [words]:
        starts = [at for at in range(1, len(line)) if _opens_label(line, at)]
        for start, end in pairwise([0, *starts, len(line)]):
            kept = list(line[start:end])
            while kept and (
                kept[-1].type in _BREAKS or not (kept[-1].content.strip() or kept[-1].nesting)
            ):
                kept.pop()
            if kept:
                yield kept


def _opens_label(words: Sequence[Token], at: int) -> bool:
    """Words in bold behind a sentence or line, with a colon at their end or behind them."""
    before = "".join(one.content or "\n" for one in words[:at] if not one.nesting)
    if words[at].type != "strong_open" or not _ENDS.search(before):
        return False
    end = _closing(words, at)
    inside = "".join(one.content for one in words[at:end])
    behind = words[end + 1].content if end + 1 < len(words) else ""
    return bool(inside.rstrip().endswith(":") or behind.lstrip().startswith(":"))


def sets_off(text: str, head: str) -> bool:
    """The text begins with its head, and nothing or what is said of it follows behind a sign."""
    rest = text.removeprefix(head)
    return bool(head) and text.startswith(head) and _SET_OFF.match(rest) is not None


def _spans(words: Sequence[Token]) -> Iterator[str]:
    return (one.content for one in words if one.type == "code_inline")


def _closing(tokens: Sequence[Token], at: int) -> int:
    """Where what a token opens ends; the token itself when it opens nothing."""
    depth = 0
    for place in range(at, len(tokens)):
        depth += tokens[place].nesting
        if depth == 0:
            return place
    return len(tokens)


def _rows(tokens: Sequence[Token]) -> Iterator[list[Sequence[Token]]]:
    row: list[Sequence[Token]] = []
    for number, token in enumerate(tokens):
        if token.type == "tr_open":
            row = []
        elif token.type in {"th_open", "td_open"}:
            row.append(tokens[number + 1].children or [])
        elif token.type == "tr_close":
            yield row


def _items(tokens: Sequence[Token]) -> Iterator[Item]:
    at = 0
    while at < len(tokens):
        end = _closing(tokens, at)
        if tokens[at].type == "list_item_open":
            inside = tokens[at + 1 : end]
            words = [
                one.children or []
                for one in inside
                if one.type == "inline" and one.level == tokens[at].level + 2
            ]
            below: list[Item] = []
            for place, one in enumerate(inside):
                if (
                    one.type in {"bullet_list_open", "ordered_list_open"}
                    and one.level == tokens[at].level + 1
                ):
                    below += _items(inside[place + 1 : _closing(inside, place)])
            text = " ".join(_words(one) for one in words)
            bold = tuple(part for one in words for part in _bold(one))
            spans = tuple(part for one in words for part in _spans(one))
            code = tuple(
                _fence(one)
                for one in inside
                if one.type == "fence" and one.level == tokens[at].level + 1
            )
            yield Item(text, _head(words[0]) if words else "", tuple(below), bold, spans, code)
        at = end + 1


def _head(words: Sequence[Token]) -> str:
    """The code or the bold words that a line begins with, a number or sign before them aside."""
    inside = ""
    depth = 0
    for one in words:
        depth += (one.type == "strong_open") - (one.type == "strong_close")
        if one.type == "code_inline":
            return inside + one.content
        if one.type == "text" and depth:
            inside += one.content
        elif inside or any(letter.isalpha() for letter in one.content):
            break
    return inside.strip()


def _bold(words: Sequence[Token]) -> Iterator[str]:
    """The texts in bold."""
    for number, one in enumerate(words):
        if one.type == "strong_open":
            inside = words[number + 1 : _closing(words, number)]
            yield "".join(part.content for part in inside).strip()


def _words(words: Sequence[Token]) -> str:
    """The text of a line without its dress; a line break stays one."""
    parts: list[str] = []
    for one in words:
        if one.type == "softbreak":
            parts.append(" ")
        elif one.type == "hardbreak" or (
            one.type == "html_inline" and _NEW_LINE.match(one.content)
        ):
            parts.append("\n")
        elif one.type in {"text", "code_inline", "image"}:
            parts.append(one.content)
    return "".join(parts).strip()
