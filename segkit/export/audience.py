"""Which sections of a guide its readers get: by audience, and as the SA picked them.

A section is for whom its rows are (`segkit.rows.row`); one of text alone is for
everyone, unless each section below it is for some. Tags of cells go before that. What is left out leaves no
dead link behind: a link to it becomes plain text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from segkit.errors import ConfigError, UsageError
from segkit.export.content import Block, Content, Section
from segkit.rows.edition import BY_PLATFORM, EVERYONE, READERS, Edition
from segkit.rows.row import Row, row_named

AUDIENCES = (EVERYONE, *READERS, *BY_PLATFORM)

_TAG = "for-"
_TO = re.compile(r'<a class="sk-to" href="#([^"]*)">.*?</a>')
_PLACE = re.compile(r'<a class="sk-place" href="#([^"]*)">(.*?)</a>')
_LINK = re.compile(r'<a\b[^>]*?\shref="#([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def known_audience(name: str) -> str:
    """The audience of this name; raises `UsageError` listing them when there is none."""
    if name in AUDIENCES:
        return name
    raise UsageError(
        f"segkit does not know the audience {name!r}.", f"use one of {', '.join(AUDIENCES)}."
    )


def chosen(
    content: Content, audience: str, sections: Sequence[str] = (), without: Sequence[str] = ()
) -> Content:
    """The content with the sections for these readers; what is above one keeps its text.

    Args:
        content: All of it.
        audience: One of `AUDIENCES`.
        sections: Headings or anchors of the only ones to keep, with all below them; empty for all.
        without: Those to leave out, with all below them.

    Raises `ConfigError` for a section that the guide does not have, `UsageError` for a tag of
    an audience that segkit does not know.
    """
    audience = Edition.named(known_audience(audience)).reader or EVERYONE
    paths = _paths(content.sections)
    picked, left_out = _named(content, sections), _named(content, without)
    keeps = [
        (not picked or bool(picked & path)) and not left_out & path and _is_for(readers, audience)
        for path, readers in zip(paths, _readers(content.sections, paths), strict=True)
    ]
    needed = {a for keep, path in zip(keeps, paths, strict=True) if keep for a in path}
    shown = []
    for section, keep in zip(content.sections, keeps, strict=True):
        if keep:
            blocks = tuple(b for b in section.blocks if _is_for(_block_readers(b), audience))
            shown.append(replace(section, blocks=blocks))
        elif section.heading.anchor in needed:
            shown.append(replace(section, blocks=section.blocks[:1]))
    front = tuple(b for b in content.front if _is_for(_block_readers(b), audience))
    return _without_dead_links(content, Content(front, tuple(shown)))


def _paths(sections: Iterable[Section]) -> list[set[str]]:
    """For each section the anchors of itself and of all headings above it."""
    above: list[tuple[int, str]] = []
    paths = []
    for section in sections:
        level = section.heading.level
        above = [entry for entry in above if entry[0] < level]
        above.append((level, section.heading.anchor))
        paths.append({anchor for _, anchor in above})
    return paths


def _named(content: Content, names: Sequence[str]) -> set[str]:
    """The anchors of the sections that are named by anchor or heading."""
    known = {s.heading.anchor.casefold(): s.heading.anchor for s in content.sections}
    for section in content.sections:
        known.setdefault(section.heading.text.casefold(), section.heading.anchor)
    unknown = [name for name in names if " ".join(name.split()).casefold() not in known]
    if unknown:
        listed = ", ".join(section.heading.anchor for section in content.sections)
        raise ConfigError(
            f"engagement.toml: the guide has no section {unknown[0]!r}, which [guide] names.",
            f"use one of {listed}.",
        )
    return {known[" ".join(name.split()).casefold()] for name in names}


def _readers(sections: Sequence[Section], paths: Sequence[Collection[str]]) -> list[frozenset[str]]:
    """For whom each section is; empty for everyone."""
    own = [_own_readers(section) for section in sections]
    found = []
    for section, mine in zip(sections, own, strict=True):
        anchor = section.heading.anchor
        below = [
            theirs
            for other, path, theirs in zip(sections, paths, own, strict=True)
            if anchor in path and other is not section
        ]
        # what only leads to sections that are not for somebody says nothing to them either
        leads = not mine and not _rows(section) and below and all(below)
        found.append(frozenset[str]().union(*below) if leads else mine)
    return found


def _own_readers(section: Section) -> frozenset[str]:
    tagged = _tagged(section.blocks[0].tags) if section.blocks else frozenset[str]()
    return tagged or frozenset(reader for row in _rows(section) for reader in row.readers)


def _block_readers(block: Block) -> frozenset[str]:
    """For whom a block is; empty for everyone. Tags of its cell go before its rows."""
    return _tagged(block.tags) or frozenset(r for row in _rows_of(block) for r in row.readers)


def _rows(section: Section) -> list[Row]:
    return [row for block in section.blocks for row in _rows_of(block)]


def _rows_of(block: Block) -> list[Row]:
    return [row for name in block.calls if (row := row_named(name)) is not None]


def _tagged(tags: Iterable[str]) -> frozenset[str]:
    names = (tag.removeprefix(_TAG) for tag in tags if tag.startswith(_TAG))
    return frozenset(known_audience(name) for name in names)


def _is_for(audiences: Collection[str], audience: str) -> bool:
    return audience == EVERYONE or not audiences or bool({audience, EVERYONE} & set(audiences))


def with_known_chapters(content: Content) -> Content:
    """The content without links of ours to a chapter that it does not have."""
    anchors = {section.heading.anchor for section in content.sections}
    return _relinked(content, _TO, lambda to: to[0] if to[1] in anchors else "", "sk-to")


def with_known_places(content: Content) -> Content:
    """The content in which a link of ours to a thing that it does not show is plain text."""
    blocks = content.blocks
    wanted = {place for b in blocks if "sk-place" in b.html for place, _ in _PLACE.findall(b.html)}
    known = {section.heading.anchor for section in content.sections} & wanted
    known |= {one for one in wanted - known if any(f'id="{one}"' in b.html for b in blocks)}
    return _relinked(content, _PLACE, lambda to: to[0] if to[1] in known else to[2], "sk-place")


def _without_dead_links(before: Content, after: Content) -> Content:
    gone = set[str]() if after == before else before.ids() - after.ids()
    return _relinked(after, _LINK, lambda to: to[2] if to[1] in gone else to[0]) if gone else after


def _relinked(
    content: Content, links: re.Pattern[str], said: Callable[[re.Match[str]], str], mark: str = ""
) -> Content:
    """The content with something else in the place of such links; `mark` is in each of them."""

    def mended(block: Block) -> Block:
        return replace(block, html=links.sub(said, block.html)) if mark in block.html else block

    sections = (replace(s, blocks=tuple(map(mended, s.blocks))) for s in content.sections)
    return Content(tuple(map(mended, content.front)), tuple(sections))
