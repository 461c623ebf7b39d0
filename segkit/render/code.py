"""Code as it is to be copied: one block, or one for each language.

Without a script the languages stand below each other with headings; the script makes
tabs of them that remember the choice, and puts a copy button on every block.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from segkit.render.html import render, slug_id
from segkit.render.missing import nothing
from segkit.render.view import View


@dataclass(frozen=True, slots=True)
class CodeTab:
    """One language of `code_tabs`.

    Attributes:
        language: Name for the script's memory and for styling (`javascript`).
        title: What the tab says (`JavaScript`).
        caption: A sentence above the code; empty for none.
    """

    language: str
    title: str
    code: str
    caption: str = ""


def code_block(code: str, language: str = "", caption: str = "") -> View:
    """One block of code, exactly as given."""
    html = render("code", code=code.strip("\n"), language=language, caption=caption)
    return View(html=f'<div class="sk">{html}</div>', text=code)


def code_tabs(items: Sequence[CodeTab], *, label: str, name: str) -> View:
    """The same in several languages.

    `label` says what the code does (`identify() in every language`); `name` makes the
    tabs' ids and must differ from other tabs in the document.
    """
    if not items:
        return nothing("There is no code to show: none of the sources uses a known library.")
    panels = [
        (
            item,
            slug_id("code", name, item.language),
            render(
                "code", code=item.code.strip("\n"), language=item.language, caption=item.caption
            ),
        )
        for item in items
    ]
    return View(
        html=render("code_tabs", panels=panels, label=label),
        text="\n\n".join(f"{item.title}:\n{item.code}" for item in items),
        columns=("Language", "Code"),
        rows=tuple((item.title, item.code) for item in items),
    )
