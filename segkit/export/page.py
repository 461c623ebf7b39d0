"""From a notebook with its outputs to the blocks of one self-contained page.

Markdown cells become text, code cells become what they show. The page carries its own
policy: no address may be loaded, and only its own styles and script apply.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from markupsafe import Markup, escape
from nbformat import NotebookNode

from segkit.export.markdown import Heading, MarkdownPage, clean_output
from segkit.knowledge.links import Links
from segkit.views.look import script, stylesheet, without_style

PLAIN = "segkit_plain"
"""Set on cells whose output is a view of segkit's own; other outputs are cleaned."""


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that the template `segkit` prints, rendered and escaped.

    Attributes:
        title: Of the document; plain text.
        front: HTML of what stands before the first heading: the cover.
        blocks: HTML of the cells that show something from there on, in order.
        contents: The table of contents as HTML.
        policy: Content-Security-Policy of the page.
        open_count: How many items were open; 0 in a final guide.
        footer: Where the page comes from; plain text.
    """

    title: str
    front: tuple[str, ...]
    blocks: tuple[str, ...]
    contents: str
    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    policy: str
    footer: str
    version: str
    open_count: int = 0
    draft: bool = False
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Body:
    """The rendered cells of a notebook.

    Attributes:
        front: Blocks before the first heading.
        blocks: The rest.
        headings: In order, for the table of contents.
    """

    front: tuple[str, ...]
    blocks: tuple[str, ...]
    headings: tuple[Heading, ...]


def body_of(notebook: NotebookNode, media: Sequence[Path], links: Links, *, draft: bool) -> Body:
    """The HTML of every cell that shows something.

    Cells tagged `draft-only` are left out of a final guide.
    """
    markdown = MarkdownPage(media, links)
    front: list[str] = []
    blocks: list[str] = []
    for cell in notebook.cells:
        if "draft-only" in cell.metadata.get("tags", []) and not draft:
            continue
        rendered = _cell(cell, markdown)
        (blocks if markdown.headings else front).extend(rendered)
    return Body(tuple(front), tuple(blocks), tuple(markdown.headings))


def _cell(cell: NotebookNode, markdown: MarkdownPage) -> list[str]:
    if cell.cell_type == "markdown":
        html = markdown.render(cell.source, cell.get("attachments"))
        return [f'<div class="sk-text">{html}</div>']
    return _outputs(cell) if cell.cell_type == "code" else []


def _outputs(cell: NotebookNode) -> list[str]:
    trusted = bool(cell.metadata.get(PLAIN))
    shown = (_output(output, trusted=trusted) for output in cell.get("outputs", []))
    return [f'<div class="sk-output">{html}</div>' for html in shown if html]


def _output(output: Mapping[str, object], *, trusted: bool) -> str:
    """One output as HTML; `text/html` is preferred to a widget, which needs a kernel."""
    kind = output.get("output_type")
    if kind == "stream":
        return "" if output.get("name") == "stderr" else _pre(_text(output.get("text")))
    if kind == "error":
        return _pre(f"{output.get('ename')}: {output.get('evalue')}")
    data = output.get("data")
    if not isinstance(data, Mapping):
        return ""
    if "text/html" in data:
        html = without_style(_text(data["text/html"]))
        return html if trusted else clean_output(html)
    for picture in ("image/png", "image/jpeg", "image/gif", "image/webp"):
        if picture in data:
            content = "".join(_text(data[picture]).split())
            alt = escape(_text(data.get("text/plain", "picture")))
            return f'<img src="data:{picture};base64,{content}" alt="{alt}">'
    return _pre(_text(data["text/plain"])) if "text/plain" in data else ""


def _pre(text: str) -> str:
    return f"<pre>{escape(text)}</pre>" if text.strip() else ""


def _text(value: object) -> str:
    return "".join(str(part) for part in value) if isinstance(value, list) else str(value)


def contents_of(headings: Sequence[Heading], deepest: int = 4) -> str:
    """The table of contents as nested lists, links to every heading down to `deepest`."""
    html = Markup()
    level = 1
    for heading in headings:
        if heading.level > deepest:
            continue
        target = min(heading.level, level + 1)
        if target > level:
            html += Markup("<ol>") * (target - level)
        else:
            html += Markup("</li>") + Markup("</ol></li>") * (level - target)
        html += Markup('<li><a href="#{}">{}</a>').format(heading.anchor, heading.text)
        level = target
    return str(html + Markup("</li></ol>") * (level - 1))


@cache
def page_styles() -> tuple[str, ...]:
    """The style sheets of the page: the views' own, then the page around them."""
    return (stylesheet(), _asset("page.css"))


@cache
def page_scripts() -> tuple[str, ...]:
    """The page's one module: the views' script, then what starts it and the page's own."""
    return (f"{script()}\n{_asset('page.js')}",)


@cache
def page_policy() -> str:
    """Nothing may be fetched; only this page's own styles and script apply."""
    styles = " ".join(_hash(style) for style in page_styles())
    scripts = " ".join(_hash(text) for text in page_scripts())
    return (
        f"default-src 'none'; img-src data:; style-src {styles}; script-src {scripts}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _asset(name: str) -> str:
    return files("segkit.export").joinpath("assets", name).read_text(encoding="utf-8")
