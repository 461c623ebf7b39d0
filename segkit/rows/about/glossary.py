"""The words of the guide, each with its one meaning."""

from __future__ import annotations

from segkit.knowledge.glossary import Word, glossary
from segkit.render.html import slug_id
from segkit.render.table import Column, Table
from segkit.render.tree import div
from segkit.render.view import View
from segkit.rows.row import KNOWLEDGE, Showing, row

_COLUMNS = (
    Column[Word]("word", "Word", lambda one: one.name, width="s"),
    Column[Word]("meaning", "Meaning", lambda one: one.says, width="xl"),
    Column[Word]("also", "Also called", lambda one: one.also),
)


def _anchor(word: Word) -> str:
    return slug_id("word", word.name)


@row(
    "glossary",
    title="Glossary",
    place=20.5,
    origins=(KNOWLEDGE,),
    readers=("developer", "analyst"),
)
def _row(showing: Showing) -> View:
    """The words of the guide with their meanings, and other words for the same."""
    del showing
    table = Table(_COLUMNS, glossary(), label="Glossary", plain=True, id_of=_anchor)
    return View(div(table, cls="sk sk-stack sk-words"), data=table)
