"""What a final guide says where a plan or a workspace was never read: nothing, and once why.

A section that is made of an input which is not there is left out, of the page and of its
contents, with the text that leads to it. What people wrote themselves stays, and so does what
Segment's own documentation says in general. Page one and the part about the guide say what was
not read, and what was agreed about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from segkit.engagement.renewal import digest, shipped
from segkit.export.content import Block, Content, Section
from segkit.facts.known import Facts
from segkit.rows.row import row_named

_SAID_ABOVE = frozenset({"overview", "modes", "environments", "identify_facts", "rollout"})
"""Rows that only show the customer's own part of what their chapter says in general."""

_HEADING = re.compile(r"\s*<h([1-6])\b.*?</h\1>", re.DOTALL)
_PROMISE = re.compile(r"\s*<p>(?:(?!<p>).)*:</p>\s*\Z", re.DOTALL)
_PROMISED = re.compile(r"\n\n[^\n][^\0]*?:\s*\Z")
"""A last paragraph that ends with a colon, and what followed it is gone."""


def without_absent(content: Content, facts: Facts) -> Content:
    """The content without the sections that need what was not read."""
    gone = {need for need in ("plan", "workspace") if getattr(facts, need) is None}
    if not gone:
        return content
    customer = facts.engagement.customer
    shown = [_shown(section, gone, customer) for section in content.sections]
    kept = [
        section
        for place, section in enumerate(shown)
        if section.blocks or _leads(place, shown, content.sections)
    ]
    whole = {section.heading.anchor: section for section in content.sections}
    return Content(
        tuple(block for block in content.front if not _is_absent(block, gone)),
        tuple(
            section
            if section.blocks
            else replace(section, blocks=(_heading(whole[section.heading.anchor].blocks[0]),))
            for section in kept
        ),
    )


def _heading(block: Block) -> Block:
    """The heading alone: what stands below it spoke of what is gone."""
    found = _HEADING.match(block.html)
    first = block.source.lstrip().partition("\n")[0]
    return replace(block, html=found[0], source=first) if found else block


def _shown(section: Section, gone: set[str], customer: str) -> Section:
    """What is left of a section; no block where it would be empty."""
    absent = [block for block in section.blocks if _is_absent(block, gone)]
    if not absent:
        return section
    says = any(
        block.kind != "text" or _is_own(block, customer)
        for block in section.blocks
        if block not in absent
    )
    says = says or any(call in _SAID_ABOVE for block in absent for call in block.calls)
    return replace(section, blocks=tuple(_kept(section.blocks, gone)) if says else ())


def _kept(blocks: Sequence[Block], gone: set[str]) -> Iterator[Block]:
    """The blocks that can be shown, each without the promise of one that cannot."""
    following = [*blocks[1:], None]
    for block, after in zip(blocks, following, strict=True):
        if _is_absent(block, gone):
            continue
        if block.kind == "text" and after is not None and _is_absent(after, gone):
            html = _PROMISE.sub("", block.html)
            yield replace(block, html=html, source=_PROMISED.sub("", block.source))
        else:
            yield block


def _is_absent(block: Block, gone: set[str]) -> bool:
    """It shows rows only that need what was not read."""
    rows = [row_named(call) for call in block.calls]
    return bool(rows) and all(row is not None and gone & set(row.needs) for row in rows)


def _is_own(block: Block, customer: str) -> bool:
    """People of the engagement wrote it; what was shipped with segkit is none of theirs."""
    return digest(block.source, customer) not in shipped().digests


def _leads(place: int, shown: Sequence[Section], sections: Sequence[Section]) -> bool:
    """Something below this heading is still there, so that it has to stand above it."""
    level = sections[place].heading.level
    for section in shown[place + 1 :]:
        if section.heading.level <= level:
            return False
        if section.blocks:
            return True
    return False
