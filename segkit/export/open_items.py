"""Everything that keeps a guide from being final, each with its place.

One list, for `segkit check` and for the exporter. No code of the notebook is run for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote

from segkit.engagement.bundled import media_folder
from segkit.engagement.placeholders import fill_markdown, open_in_markdown
from segkit.export.cells import Answers, bundle_of
from segkit.export.notebook_file import Cell
from segkit.export.page.commonmark import MarkdownPage, markdown_tokens
from segkit.export.page.ids import ids_in
from segkit.export.page.references import Picture, References, references_in
from segkit.export.pictures import is_on_the_web
from segkit.export.plain_cells import PlainCells
from segkit.facts.todos import open_todos
from segkit.guide import Guide
from segkit.model.finding import OpenItem

_STAND_IN = "Customer"
"""For the customer's name while looking: a customer may be called like a placeholder."""


def open_items(cells: Sequence[Cell], guide: Guide, name: str) -> tuple[OpenItem, ...]:
    """What is open in the notebook's text, then the open to-dos.

    `name` is the notebook's, for the places. The customer's name is filled in first, so
    its placeholder is not open.
    """
    media = (guide.facts.engagement.folder, media_folder().parent)
    page = MarkdownPage(media)
    found: list[OpenItem] = []
    links: list[tuple[str, str]] = []
    for number, cell in enumerate(cells, start=1):
        place = f"{name} cell {number}"
        if cell.kind == "markdown":
            filled = fill_markdown(cell.source, _STAND_IN)
            tokens = markdown_tokens(filled)
            named = references_in(tokens)
            page.find_headings(tokens)
            found.extend(open_in_markdown(filled, place))
            found.extend(_pictures(named, cell.attachments, page, place))
            links.extend((f"{place}, line {line}", anchor) for line, anchor in named.anchors)
        elif cell.kind == "raw" and cell.source.strip():
            found.append(_todo(place, "raw cell: it is no part of the guide", "make it Markdown."))
    targets = {heading.anchor for heading in page.headings} | {"content"}
    found.extend(_dead_links(links, targets, cells, guide))
    return (*found, *open_todos(guide.facts))


def _dead_links(
    links: Sequence[tuple[str, str]], targets: set[str], cells: Sequence[Cell], guide: Guide
) -> Iterator[OpenItem]:
    """Links to places on the page that are not there."""
    unknown = [(place, anchor) for place, anchor in links if unquote(anchor) not in targets]
    shown = _ids_of_views(cells, guide) if unknown else set()
    for place, anchor in unknown:
        if unquote(anchor) not in shown:
            yield _todo(
                place, f"link to #{anchor}, which is not in the guide", "correct or remove it."
            )


def _ids_of_views(cells: Sequence[Cell], guide: Guide) -> set[str]:
    """The ids in what plain cells show."""
    answers = Answers(lambda *_args, **_options: guide)
    plain = PlainCells(guide.facts.engagement.folder)
    ids: set[str] = set()
    for cell in cells:
        calls = plain.calls(cell.source) if cell.kind == "code" else None
        shown = answers.answer(calls, "") if calls else None
        if shown is not None:
            ids.update(ids_in(bundle_of(shown).get("text/html", "")))
    return ids


def _pictures(
    named: References, attachments: Mapping[str, object], page: MarkdownPage, place: str
) -> Iterator[OpenItem]:
    """Pictures that a reader cannot see, or that say nothing to the blind."""
    for picture in named.pictures:
        problem = _problem(picture, attachments, page)
        if problem is not None:
            yield _todo(f"{place}, line {picture.line}", *problem)


def _problem(
    picture: Picture, attachments: Mapping[str, object], page: MarkdownPage
) -> tuple[str, str] | None:
    address = picture.address
    if is_on_the_web(address):
        return f"picture from the web: {address}", "save it in _media/ and name it there."
    attached = address.removeprefix("attachment:")
    if attached != address:
        if unquote(attached) not in attachments:
            return f"pasted picture that is gone: {attached}", "paste it again."
    elif not address.startswith("data:image/") and page.embedded(address) is None:
        where = Path(address).parent.as_posix()
        return f"picture that is not there: {address}", f"put it into {where}/ or correct its name."
    if not picture.alt:
        return f"picture without a description: {address[:80]}", "write it: ![what it shows](…)."
    return None


def _todo(place: str, text: str, fix: str) -> OpenItem:
    return OpenItem(kind="todo", id="", place=place, text=text, fix=fix)
