"""What an edition says of itself: whom it is for, and what it leaves out.

Told from the sections themselves, so it is true of every notebook.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from segkit.considerations.consideration import TO_CHECK, WRONG_NOW, Considerations
from segkit.export.content import Block, Content
from segkit.facts.known import Facts
from segkit.render.html import plural
from segkit.render.parts import listed
from segkit.render.tree import Child, div, p, sentence
from segkit.render.view import View
from segkit.rows.edition import TITLES, Edition
from segkit.rows.workshop.said import statements

_CHAPTER = 2
_SAID = {WRONG_NOW: "wrong now", TO_CHECK: "to be checked"}


def with_note(facts: Facts, edition: Edition, before: Content, after: Content) -> Content:
    """The content with a note behind its first section; that of everyone's copy as it is."""
    if not edition.reader:
        return after
    view = View(div(*_said(facts, edition, before, after), cls="sk sk-edition"))
    note = Block("view", view.html, view.text, view=view)
    if not after.sections:
        return Content((*after.front, note), ())
    first, *rest = after.sections
    return Content(after.front, (replace(first, blocks=(*first.blocks, note)), *rest))


def title_of(edition: Edition) -> str:
    """`Developer edition for iOS`."""
    words = f"{edition.reader.capitalize()} edition"
    return f"{words} for {TITLES[edition.platform]}" if edition.platform else words


def _said(facts: Facts, edition: Edition, before: Content, after: Content) -> Iterator[Child]:
    yield p(f"{title_of(edition)}. ", *_kept(facts, edition), cls="sk-title")
    gone = _left_out(before, after)
    words = "It leaves out: " if gone else "It leaves out no chapter."
    yield p(words, listed(gone), ". The whole guide has them." if gone else "", cls="sk-note")


def _kept(facts: Facts, edition: Edition) -> Iterator[Child]:
    """Of how much it shows a part."""
    if edition.filters and not edition.platform:
        classes = " or ".join(said for one, said in _SAID.items() if edition.has_class(one))
        yield f"Of the special considerations it shows what is {classes}."
    if edition.platform:
        yield from _of_platform(facts, edition)
    if notes := len(statements(list(edition.unsaid(facts)), facts.names, Considerations())):
        yield f" It leaves out {plural(notes, 'note')} about warehouses."


def _of_platform(facts: Facts, edition: Edition) -> Iterator[Child]:
    platform = TITLES[edition.platform]
    if facts.plan is not None:
        every = [rule for rule in facts.plan.of("track") if not rule.deprecated]
        # a second version is no second event
        mine, named = ({r.title for r in some} for some in (edition.rules(facts, every), every))
        yield sentence(
            f"It shows {len(mine)} of {plural(len(named), 'event')}: those of {platform}"
        )
    if facts.workspace is not None:
        sources = edition.sources(facts)
        yield sentence(f", and {len(sources)} of {plural(len(facts.sources), 'source')}")
        yield " with what these reach and what is to be done about it"
    yield "."


def _left_out(before: Content, after: Content) -> list[str]:
    """Headings of chapters, and of sections in chapters that are there."""
    there = {section.heading.anchor for section in after.sections}
    gone, chapter = list[str](), True
    for section in before.sections:
        heading = section.heading
        is_there = heading.anchor in there
        if heading.level <= _CHAPTER:
            chapter = is_there
        if not is_there and (heading.level <= _CHAPTER or chapter):
            gone.append(heading.text)
    return gone
