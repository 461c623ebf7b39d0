"""From the content of a guide to the blocks of one self-contained page.

The page carries its own policy: no address may be loaded, and only its own styles and
scripts apply.
"""

from __future__ import annotations

import base64
import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from markupsafe import Markup, escape

from segkit.export.content import Block, Content, Section
from segkit.export.page.commonmark import RESERVED, Heading
from segkit.export.page.ids import unique_ids
from segkit.export.page.lean import lean_html, lean_script, lean_style, lean_text
from segkit.export.page.said_once import said_once
from segkit.export.page.short_names import short_names
from segkit.export.page.used_styles import classes_in, used_styles
from segkit.export.page.written_code import CodeFrames
from segkit.knowledge.glossary import glossary
from segkit.render.long_texts import shortened, shortened_text
from segkit.render.marks import without_sa_marks
from segkit.render.styles import script, stylesheet
from segkit.rows.origins import STANDING
from segkit.texts import ENGLISH, text_in, with_texts_in

_IN_ENGLISH = ' lang="en"'
LOGO = "sk-logo"
"""Class of what an engagement's look puts before all else, later."""

OWN_SCRIPTS = (
    "theme.js",
    "written.js",
    "page.js",
    "receiving.js",
    "search.js",
    "searchbox.js",
    "colours.js",
    "sections.js",
)
"""Of the page, in order; together with those of the views they are one module."""

_PART = "part-"
_NO_PARTS: Mapping[str, str] = MappingProxyType({})
_CHAPTER = 2
"""Level of a chapter's heading; the page has its own title above."""

_CLASSES = {"text": "sk-text", "view": "sk-output", "output": '"sk-output sk-foreign"'}
_LEAN = {"text": lean_text, "view": lean_html}


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that the template `segkit` prints, rendered and escaped.

    Attributes:
        title: Of the document; plain text.
        front: HTML of what stands before the first heading: the cover.
        first: HTML of the section that stands on page one with it, before the contents.
        sections: HTML of each section, in order.
        contents: The table of contents as HTML.
        policy: Content-Security-Policy of the page.
        open_count: How many items were open; 0 in a final guide.
        footer: Where the page comes from; plain text.
        foot: What stands at the foot of each printed page; plain text.
        language: Of the fixed texts.
        needs_title: Nothing in the front is a heading of level 1.
        code: What the script writes the code of planned calls with, as JSON; may be empty.
    """

    title: str
    front: str
    first: str
    sections: tuple[str, ...]
    contents: str
    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    policy: str
    footer: str
    version: str
    foot: str = ""
    open_count: int = 0
    draft: bool = False
    needs_title: bool = False
    language: str = ENGLISH
    code: str = ""

    def say(self, english: str) -> str:
        """A fixed text in the page's language."""
        return text_in(self.language, english)


def page_of(  # noqa: PLR0913 - keyword-only, one for each line of the page
    content: Content,
    *,
    title: str,
    headings: Sequence[Heading],
    footer: str,
    foot: str = "",
    version: str,
    open_count: int,
    draft: bool,
    language: str = ENGLISH,
) -> Page:
    """The page of a guide; marks for the SA stay in a draft only."""
    anchors = {heading.anchor for heading in headings}
    # before they are made lean: attributes have their quotes, and can be told from texts
    html = unique_ids([_html(block, draft=draft) for block in content.blocks], RESERVED, anchors)
    lean = (_block(block, text, language) for block, text in zip(content.blocks, html, strict=True))
    code = CodeFrames()
    ready = said_once(map(code.taken_out, lean))
    foreign = _IN_ENGLISH if language != ENGLISH else ""

    def derived_line(section: Section) -> str:
        return f"<p class=sk-derived{foreign}>{escape(shortened_text(section.derived))}</p>"

    front = "\n".join(ready[: len(content.front)])
    opens = bool(content.sections) and any(
        STANDING in block.calls for block in content.sections[0].blocks
    )
    rest = iter(ready[len(content.front) :])
    sections = tuple(
        "\n".join(
            [
                *(next(rest) for _ in section.blocks),
                *[derived_line(section)] * (section.ends and section.derived != ""),
            ]
        )
        for section in content.sections
    )
    scripts = page_scripts(language)
    classes = classes_in([*ready, *scripts, _asset("page.html.j2", "templates"), LOGO])
    styles = tuple(used_styles(style, classes) for style in page_styles(language))
    return Page(
        title=shortened_text(title),
        front=front,
        first=sections[0] if opens else "",
        sections=sections[1:] if opens else sections,
        contents=contents_of(headings, parts_of(content)),
        styles=styles,
        scripts=scripts,
        policy=page_policy(styles, scripts),
        footer=shortened_text(footer),
        foot=shortened_text(foot),
        version=version,
        open_count=open_count,
        draft=draft,
        needs_title="<h1" not in front,
        language=language,
        code=code.data,
    )


def _html(block: Block, *, draft: bool) -> str:
    html = block.html if draft or block.kind != "view" else without_sa_marks(block.html)
    return shortened(html, of_people=block.kind != "view")


def _block(block: Block, html: str, language: str) -> str:
    english = block.kind == "view" and language != ENGLISH
    lean = _LEAN.get(block.kind, str)(html)
    return f"<div class={_CLASSES[block.kind]}{_IN_ENGLISH if english else ''}>{lean}</div>"


def parts_of(content: Content) -> Mapping[str, str]:
    """What groups of chapters are called, by the anchor of the first chapter of each.

    The tag `part-Look-up` of the chapter's cell says so.
    """
    return {
        section.heading.anchor: tag.removeprefix(_PART).replace("-", " ")
        for section in content.sections
        for tag in (section.blocks[0].tags if section.blocks else ())
        if tag.startswith(_PART)
    }


def contents_of(
    headings: Sequence[Heading], parts: Mapping[str, str] = _NO_PARTS, deepest: int = 5
) -> str:
    """The table of contents as nested lists, links to every heading down to `deepest`.

    `parts` are names of groups, by the anchor of the first chapter of each.
    """
    html = Markup()
    level = 1
    for heading in headings:
        if heading.level > deepest:
            continue
        part = parts.get(heading.anchor) if heading.level == _CHAPTER else None
        target = min(heading.level, level + 1)
        if target > level:
            html += Markup("<ol>") * (target - level)
        else:
            html += Markup("</ol>") * (level - target)
        html += Markup("<li class=sk-part>{}").format(part) if part else ""
        html += Markup('<li><a href="#{}">{}</a>').format(
            heading.anchor, shortened_text(heading.text)
        )
        level = target
    return str(html + Markup("</ol>") * (level - 1))


@cache
def page_styles(language: str) -> tuple[str, ...]:
    """The style sheets of the page: the views' own, then the page around them."""
    return (lean_style(stylesheet()), lean_style(with_texts_in(language, _asset("page.css"))))


@cache
def page_scripts(language: str) -> tuple[str, ...]:
    """The page's one module: the views' script, then what starts it and the page's own."""
    own = "\n".join(map(_asset, OWN_SCRIPTS))
    return (short_names(lean_script(f"{script(language)}\n{with_texts_in(language, own)}")),)


def _synonyms() -> str:
    """What people type and other words for the same, as the script has it."""
    found: dict[str, list[str]] = tomllib.loads(_asset("synonyms.toml"))
    for word in glossary():
        for also in word.also:
            found.setdefault(also.casefold(), []).append(word.name.casefold())
    return json.dumps(sorted(found.items()), separators=(",", ":"), ensure_ascii=False)


def page_policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    """Nothing may be fetched; only this page's own styles and scripts apply."""
    return (
        f"default-src 'none'; img-src data:; style-src {' '.join(map(style_hash, styles))}; "
        f"script-src {' '.join(map(style_hash, scripts))}; base-uri 'none'; form-action 'none'"
    )


def style_hash(text: str) -> str:
    """How a policy names a style or script that it admits."""
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _asset(name: str, folder: str = "assets") -> str:
    text = files("segkit.export.page").joinpath(folder, name).read_text(encoding="utf-8")
    return text.replace('"{{ synonyms }}"', _synonyms()) if name == "search.js" else text
