"""A guide that is ready to take a form: its content, and what every form says about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from segkit.engagement.bundled import media_folder
from segkit.engagement.placeholders import fill_markdown
from segkit.engagement.settings import Engagement
from segkit.errors import OpenItemsError
from segkit.export.absence import without_absent
from segkit.export.answering import answered, own_code, refuse_other_guides
from segkit.export.audience import (
    chosen,
    known_audience,
    with_known_chapters,
    with_known_places,
)
from segkit.export.consent import cells_in_words, refuse_unallowed
from segkit.export.content import Block, Content, content_of
from segkit.export.edition_note import title_of, with_note
from segkit.export.news import Listen
from segkit.export.notebook_file import Cell
from segkit.export.open_items import open_items
from segkit.export.page.commonmark import Heading, MarkdownPage
from segkit.facts.known import Facts
from segkit.guide import Guide
from segkit.model.finding import OpenItem
from segkit.render.escaping import clean
from segkit.rows.edition import EVERYONE, Edition
from segkit.rows.moments import day_words
from segkit.rows.origins import derivation
from segkit.texts import text_in
from segkit.version import __version__


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a form of a guide is made from.

    Attributes:
        guide: Where rows of tables come from.
        content: The sections that this guide has.
        headings: Every heading of it, also those within a quote or a fold.
        title: Of the document; plain text.
        footer: Where the document comes from; plain text.
        foot: Whose it is and of when, for the foot of a printed page; plain text.
        open_count: How many items are open; 0 in a final guide.
        draft: It may have open items, and says so.
    """

    guide: Guide
    content: Content
    headings: tuple[Heading, ...]
    title: str
    footer: str
    foot: str
    open_count: int
    draft: bool

    @property
    def engagement(self) -> Engagement:
        """Whose guide it is."""
        return self.guide.facts.engagement


def prepare(  # noqa: PLR0913 (keyword-only, each with a default but one)
    cells: Sequence[Cell],
    engagement: Engagement,
    *,
    draft: bool = False,
    audience: str = EVERYONE,
    listen: Listen,
    facts: Facts | None = None,
) -> Prepared:
    """What every form of the guide is made from; `listen` hears of code of the notebook's own.

    With `facts` nothing is read again, and what is open keeps nobody from reading what is there.

    Raises `OpenItemsError` when something is open and `draft` is off, and the other
    `SegkitError`s of a broken engagement.
    """
    copy = Edition.named(known_audience(audience))
    guide = Guide(engagement, draft=draft, edition=copy, facts=facts)
    place = engagement.notebook.name
    found = open_items(cells, guide, place)
    if found and not draft and facts is None:
        raise _not_final(found)
    refuse_other_guides(cells, engagement)
    if own := own_code(cells, engagement.folder, place):
        refuse_unallowed(own, place, engagement.folder)
        listen(f"{place} runs code of its own: {cells_in_words(own)}.")
    cells = answered(_filled(cells, guide), guide)
    language = engagement.look.language
    markdown = MarkdownPage((engagement.folder, media_folder().parent), guide.facts.links, language)

    def derived(blocks: Iterable[Block]) -> str:
        shown = list(blocks)
        has_own = any(block.kind == "output" for block in shown)
        calls = [call for block in shown for call in block.calls]
        return clean(derivation(guide.facts, calls, own_code=has_own))

    everything = content_of(cells, markdown, draft=draft)
    content = chosen(everything, audience, engagement.sections, engagement.without_sections)
    if not draft:  # whoever works on it sees what is still to be read
        content = without_absent(content, guide.facts)
    noted = with_note(guide.facts, guide.edition, everything, content)
    content = with_known_places(with_known_chapters(noted)).with_origins(derived)
    ids = content.ids("text")
    title = text_in(language, "{customer}: Segment guide").format(
        customer=clean(" ".join(engagement.customer.split()))
    )
    if guide.edition.reader:
        title = f"{title}. {title_of(guide.edition)}"
    return Prepared(
        guide=guide,
        content=content,
        headings=tuple(h for h in markdown.headings if h.anchor in ids),
        title=title,
        footer=clean(
            f"Made with segkit {__version__} from {guide.made_from()}.{_whom(guide.edition)}"
        ),
        foot=" · ".join([title, day_words(guide.facts.snapshot.taken_at, language)]),
        open_count=len(found),
        draft=draft,
    )


def _filled(cells: Sequence[Cell], guide: Guide) -> tuple[Cell, ...]:
    """The cells with the customer's name and workspace in their text."""
    customer, slug = guide.facts.engagement.customer, guide.facts.workspace_slug
    return tuple(
        replace(cell, source=fill_markdown(cell.source, customer, slug))
        if cell.kind == "markdown"
        else cell
        for cell in cells
    )


def _not_final(found: Sequence[OpenItem]) -> OpenItemsError:
    listed = "\n".join(f"  {item.place}: {item.text}" for item in found)
    return OpenItemsError(
        f"The guide is not final: {len(found)} open.\n{listed}",
        "settle them (`segkit check` says how), or export a draft with --draft.",
    )


def _whom(edition: Edition) -> str:
    return f" {title_of(edition)}; the whole guide has more." if edition.reader else ""
