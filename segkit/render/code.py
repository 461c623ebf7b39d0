"""Code as it is to be copied: one block, or one for each language.

Without a script the languages stand below each other with headings; the script makes
tabs of them that remember the choice, and puts a copy button on every block.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from segkit.render.html import slug_id
from segkit.render.missing import nothing
from segkit.render.table import Column, Table
from segkit.render.tree import LANGUAGE, Child, code, div, element, p
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


_DATA = (
    Column[CodeTab]("language", "Language", lambda tab: tab.title),
    Column[CodeTab]("code", "Code", lambda tab: tab.code),
)


def snippet(
    text: str, language: str = "", caption: str = "", *, tab: bool = False
) -> tuple[Child, ...]:
    """One block of code, exactly as given, below its caption; in a tab that says the language."""
    named = {LANGUAGE if tab else "data_language": language} if language else {}
    shown = element("pre", code(text.strip("\n")), tabindex="0")
    block = div(shown, cls="sk-code", **named)
    return (p(caption, cls="sk-caption"), block) if caption else (block,)


def code_tabs(items: Sequence[CodeTab], *, label: str = "", name: str = "") -> View:
    """The same in several languages.

    `label` says what the code does (`identify() in every language`), where nothing around it does; `name` makes the
    tabs' ids and must differ from other tabs in the document. Without one the script gives ids.
    """
    if not items:
        return nothing("There is no code to show: none of the sources uses a known library.")
    tabs = [
        div(
            p(item.title, cls="sk-tabname"),
            *snippet(item.code, item.language, item.caption, tab=True),
            cls="sk-tab",
            data_language=item.language,
            **({"id": slug_id("code", name, item.language)} if name else {}),
        )
        for item in items
    ]
    said = {"data_label": label} if label else {}
    return View(div(*tabs, cls="sk sk-tabs", **said), data=Table(_DATA, items))
