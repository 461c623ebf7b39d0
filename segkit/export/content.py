"""What a guide consists of, before it takes a form: sections with their blocks, in order.

The page, and every other form of a guide, is made from this. A block has its HTML and the
text that it was made from, so that a form without HTML loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import escape

from segkit.export.cells import plain_calls
from segkit.export.notebook_file import Cell, Output
from segkit.export.page.commonmark import Heading, MarkdownPage, clean_output
from segkit.export.page.ids import ids_in
from segkit.export.pictures import is_picture
from segkit.render.escaping import clean
from segkit.render.styles import without_style
from segkit.render.view import View

DRAFT_ONLY = "draft-only"
"""Tag of cells that a final guide leaves out."""

_CHAPTER = 2
"""Level of a chapter's heading."""


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a guide that stands on its own.

    Attributes:
        kind: `text` (written by people), `view` (made by segkit) or `output` (of code of
            the SA's own).
        html: Escaped and safe; draft marks for the SA are still in it.
        source: Markdown of a text, the plain text of a view or output.
        calls: Which methods of the guide it shows (`identify`); for views only.
        tags: Of its cell, which say whom it is for.
        view: What it shows, where segkit made it.
    """

    kind: str
    html: str
    source: str
    calls: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    view: View | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it, up to the next heading.

    Attributes:
        derived: From what and when its chapter's statements were derived; plain text.
        ends: It is the last section of its chapter, which ends with that line.
    """

    heading: Heading
    blocks: tuple[Block, ...]
    derived: str = ""
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """A whole guide: what stands before the first heading, then its sections."""

    front: tuple[Block, ...]
    sections: tuple[Section, ...]

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Every heading, in order."""
        return tuple(section.heading for section in self.sections)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every block, in order."""
        return (*self.front, *(block for s in self.sections for block in s.blocks))

    def ids(self, *kinds: str) -> set[str]:
        """Every place that a link can lead to, in all blocks or in those of these kinds."""
        shown = (block for block in self.blocks if not kinds or block.kind in kinds)
        return {id_ for block in shown for id_ in ids_in(block.html)}

    def with_origins(self, derived: Callable[[Iterable[Block]], str]) -> Content:
        """Each chapter ends with what `derived` says of where its blocks come from."""
        chapters = list[list[Section]]()
        for section in self.sections:
            if section.heading.level <= _CHAPTER or not chapters:
                chapters.append([])
            chapters[-1].append(section)
        made = list[Section]()
        for chapter in chapters:
            line = derived(block for section in chapter for block in section.blocks)
            made += (
                replace(section, derived=line, ends=section is chapter[-1]) for section in chapter
            )
        return replace(self, sections=tuple(made))


def content_of(cells: Sequence[Cell], markdown: MarkdownPage, *, draft: bool) -> Content:
    """A notebook's cells as sections.

    Cells tagged `draft-only` are left out of a final guide, and so is a section whose rows have
    nothing to show.
    """
    front: list[Block] = []
    found: list[tuple[Heading, list[Block]]] = []
    silent: set[int] = set()
    for cell in cells:
        if DRAFT_ONLY in cell.tags and not draft:
            continue
        blocks = _cell(cell, markdown)
        if not blocks and cell.is_ours:
            silent.add(len(found) - 1)
        for heading, block in blocks:
            if heading is not None:
                found.append((heading, []))
            tagged = replace(block, tags=cell.tags)
            (found[-1][1] if found else front).append(tagged)
    levels = [heading.level for heading, _ in found] + [0]
    return Content(
        tuple(front),
        tuple(
            Section(heading, tuple(blocks))
            for place, (heading, blocks) in enumerate(found)
            if place not in silent
            or levels[place + 1] > levels[place]
            or any(block.kind != "text" for block in blocks)
        ),
    )


def _cell(cell: Cell, markdown: MarkdownPage) -> list[tuple[Heading | None, Block]]:
    if cell.kind == "markdown":
        parts = markdown.parts(cell.source, cell.attachments)
        return [(part.heading, Block("text", part.html, part.source)) for part in parts]
    if cell.kind != "code":
        return []
    return [(None, block) for block in _outputs(cell)]


def _outputs(cell: Cell) -> list[Block]:
    calls = tuple(
        call.name for call in plain_calls(cell.source) or () if call.owner and not call.target
    )
    shown = (_output(output, trusted=cell.is_ours) for output in cell.outputs)
    kind = "view" if cell.is_ours else "output"
    names, view = (calls, cell.view) if cell.is_ours else ((), None)
    return [Block(kind, html, text, names, view=view) for html, text in shown if html]


def _output(output: Output, *, trusted: bool) -> tuple[str, str]:
    """One output as HTML and as text; `text/html` goes before a widget, which needs a kernel."""
    kind = output.get("output_type")
    if kind == "stream":
        text = "" if output.get("name") == "stderr" else _text(output.get("text"))
        return _pre(text), text
    if kind == "error":
        text = _text(f"{output.get('ename')}: {output.get('evalue')}")
        return _pre(text), text
    data = output.get("data")
    if not isinstance(data, Mapping):
        return "", ""
    text = _text(data.get("text/plain", ""))
    if "text/html" in data:
        html = without_style(_text(data["text/html"]))
        return (html if trusted else clean_output(html)), text
    return _picture(data, text) or _pre(text), text


def _picture(data: Mapping[str, object], text: str) -> str:
    for kind in ("image/png", "image/jpeg", "image/gif", "image/webp"):
        if kind in data:
            address = f"data:{kind};base64,{''.join(_text(data[kind]).split())}"
            if is_picture(address):
                return f'<img src="{address}" alt="{escape(text.strip() or "picture")}">'
    return ""


def _pre(text: str) -> str:
    return f'<pre tabindex="0">{escape(text)}</pre>' if text.strip() else ""


def _text(value: object) -> str:
    return clean("".join(map(str, value)) if isinstance(value, list) else str(value))
