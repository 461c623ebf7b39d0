"""Which sections whose readers get, and that nothing dangles afterwards."""

from __future__ import annotations

import pytest

from segkit.errors import ConfigError, UsageError
from segkit.export.audience import chosen, with_known_chapters, with_known_places
from segkit.export.content import Block, Content, Section
from segkit.export.page.commonmark import Heading


def section(level: int, text: str, *blocks: Block, tags: tuple[str, ...] = ()) -> Section:
    """A section whose anchor is its heading in small letters with hyphens."""
    anchor = text.lower().replace(" ", "-")
    html = f'<h{level} id="{anchor}">{text}</h{level}>'
    return Section(Heading(level, text, anchor), (Block("text", html, text, (), tags), *blocks), "")


def view(html: str, *tags: str, row: str = "personal_data") -> Block:
    """A view of a row with these tags; `personal_data` is for everyone."""
    return Block("view", html, "", (row,), tags)


GUIDE = Content(
    (view('<a href="#core-tracking">Start</a>'),),
    (
        section(2, "Segment 101", view("<p>overview</p>")),
        section(3, "Sources", view('<p id="row-1">s</p>')),
        section(4, "Core tracking", view('<a href="#row-1">s</a>', row="quickstarts")),
        section(2, "Mine", view("<p>own</p>"), view("<p>code</p>", "for-developer")),
    ),
)


def names(content: Content) -> list[str]:
    """The anchors of its sections."""
    return [section.heading.anchor for section in content.sections]


def test_everyone_gets_everything() -> None:
    """Also what is tagged for some."""
    assert chosen(GUIDE, "everyone") == GUIDE


def test_an_audience_gets_its_sections_and_those_of_nobody_in_particular() -> None:
    """By their rows, and by tags of single cells."""
    made = chosen(GUIDE, "executive")

    assert names(made) == ["segment-101", "sources", "mine"]
    assert [block.html for block in made.sections[2].blocks[1:]] == ["<p>own</p>"]


def test_a_link_to_what_is_left_out_is_text() -> None:
    """And one to what is there stays a link."""
    assert chosen(GUIDE, "executive").front[0].html == "Start"
    assert chosen(GUIDE, "developer").front == GUIDE.front


def test_the_heading_above_a_picked_section_stays_without_its_data() -> None:
    """So that levels of headings stay in order."""
    made = chosen(GUIDE, "everyone", ["core tracking"])

    assert names(made) == ["segment-101", "sources", "core-tracking"]
    assert [len(s.blocks) for s in made.sections] == [1, 1, 2]
    assert made.sections[2].blocks[1].html == "s"


def test_what_is_left_out_goes_with_all_below_it() -> None:
    """By anchor or by heading."""
    assert names(chosen(GUIDE, "everyone", (), ["Sources"])) == ["segment-101", "mine"]
    assert names(chosen(GUIDE, "everyone", ["segment-101"], ["core-tracking"])) == [
        "segment-101", "sources",
    ]  # fmt: skip


def test_unknown_names_are_errors_that_list_the_known_ones() -> None:
    """Sections, audiences and tags alike."""
    with pytest.raises(ConfigError, match=r"'Nowhere'[^$]*segment-101, sources, core-tracking"):
        chosen(GUIDE, "everyone", ["Nowhere"])
    with pytest.raises(UsageError, match="everyone, executive, developer, analyst"):
        chosen(GUIDE, "managers")
    tagged = Content((), (section(2, "A", tags=("for-managers",)),))
    with pytest.raises(UsageError, match="'managers'"):
        chosen(tagged, "developer")


def test_a_text_that_leads_to_nothing_for_a_reader_is_left_out() -> None:
    """Only where each section below it is for others; a text of its own is for everyone."""
    calls = (
        section(2, "Calls"),
        section(3, "Events", view("<p>e</p>", row="track")),
        section(2, "Welcome"),
        section(2, "Plan"),
        section(3, "Group", view("<p>g</p>", row="group")),
        section(3, "House rules"),
    )

    assert names(chosen(Content((), calls), "executive")) == ["welcome", "plan", "house-rules"]
    assert len(names(chosen(Content((), calls), "analyst"))) == len(calls)


def test_a_link_of_ours_leads_to_a_chapter_that_is_there_or_is_none() -> None:
    """A notebook may lack the chapter that a row would lead to."""
    to = '<a class="sk-to" href="#{}">Look</a>'
    content = Content((), (section(2, "Mine", view(to.format("mine") + to.format("gone"))),))

    [_, shown] = with_known_chapters(content).sections[0].blocks

    assert shown.html == to.format("mine")


def test_a_link_of_ours_to_a_thing_stays_its_words_where_that_is_not_shown() -> None:
    """An event may be in another edition."""
    to = '<a class="sk-place" href="#{}">Look</a>'
    shown = view(f'<p id="track-Seen"></p>{to.format("track-Seen")}{to.format("track-Gone")}')

    [_, made] = with_known_places(Content((), (section(2, "Mine", shown),))).sections[0].blocks

    assert made.html == f'<p id="track-Seen"></p>{to.format("track-Seen")}Look'


def test_a_block_is_for_whom_its_row_is() -> None:
    """Also in a section that others read as well."""
    both = section(
        2, "Both", view("<p>code</p>", row="load_snippet"), view("<p>o</p>", row="owners")
    )

    made = chosen(Content((), (both,)), "executive")

    assert [block.html for block in made.sections[0].blocks[1:]] == ["<p>o</p>"]
