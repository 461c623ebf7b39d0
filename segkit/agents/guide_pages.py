"""The guide's sections as Markdown, each small enough to be read at once.

Made from segkit's own notebook and the engagement's facts, so titles and addresses are ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from segkit.agents.boundary import fenced, visible
from segkit.agents.knowing import Known
from segkit.agents.schemas import GUIDE
from segkit.engagement.bundled import notebooks_folder
from segkit.export.content import Section
from segkit.export.forms.wiki import block_as_markdown
from segkit.export.notebook_file import read_notebook
from segkit.export.prepared import Prepared, prepare
from segkit.render.markdown import Dialect

MOST_BYTES = 24_000
_ROOM = MOST_BYTES - 600


@dataclass(frozen=True)
class Page:
    """One section, or a part of a long one.

    Attributes:
        name: In its address: `track`, `track-2`.
        title: For people.
        text: Markdown between the marks.
    """

    name: str
    title: str
    text: str


def guide_pages(known: Known) -> Mapping[str, Page]:
    """Every section that says something, in the guide's order."""
    cells = read_notebook(notebooks_folder() / "guide.ipynb")
    facts = known.facts
    prepared = prepare(cells, facts.engagement, listen=lambda _: None, facts=facts)
    sections = prepared.content.sections
    shown = {call for one in sections for block in one.blocks for call in block.calls}
    names = {one.heading.anchor for one in sections}
    dialect = Dialect(False, lambda at: f"{GUIDE}{at}" if at in names else "", lambda _: "")
    found: dict[str, Page] = {}
    for section in sections:
        body = "\n\n".join(_blocks(section, prepared, dialect, shown))
        parts = list(_parts(visible(body)))
        for number, part in enumerate(parts, start=1):
            name = section.heading.anchor + (f"-{number}" if number > 1 else "")
            more = f" ({number} of {len(parts)})" if len(parts) > 1 else ""
            found[name] = Page(name, section.heading.text + more, fenced(part, known.mark))
    return found


def _blocks(
    section: Section, prepared: Prepared, dialect: Dialect, shown: set[str]
) -> Iterator[str]:
    for block in section.blocks:
        if text := block_as_markdown(block, prepared, dialect, shown):
            yield text


def _parts(text: str) -> Iterator[str]:
    """The text in pieces, parted at blank lines, else at ends of lines, else where it has to be."""
    piece = ""
    for line in _lines(text):
        if piece and len((piece + line).encode()) > _ROOM:
            yield piece.strip("\n")
            piece = ""
        piece += line
    if piece.strip():
        yield piece.strip("\n")


def _lines(text: str) -> Iterator[str]:
    for paragraph in text.split("\n\n"):
        whole = f"{paragraph}\n\n"
        if len(whole.encode()) <= _ROOM:
            yield whole
            continue
        for line in whole.splitlines(keepends=True):
            most = _ROOM // 4
            yield from (line[at : at + most] for at in range(0, len(line), most))
