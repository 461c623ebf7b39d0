"""Behaviour of `segkit.export.page.short_names`: a script that names things shortly, and does the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

from segkit.export.page.page import page_scripts
from segkit.export.page.short_names import short_names
from segkit.texts import LANGUAGES

PARSER = Parser(Language(tree_sitter_javascript.language()))


@pytest.mark.parametrize(
    ("script", "shorter"),
    [
        ("const row=1;use(row);", "const a=1;use(a);"),
        ("const row={row:1};row.row('row');", "const a={row:1};a.row('row');"),
        ("const row={};say({row});", "const a={};say({row:a});"),
        ("({row,cell:{text=row}})=>row+text;", "({row:a,cell:{text:b=a}})=>a+b;"),
        ("const row=1;say(`row ${row}`,/row/);", "const a=1;say(`row ${a}`,/row/);"),
        ("function row(a){return a}row(b);", "function c(a){return a}c(b);"),
        ("const name=1,open=2;name+open;",) * 2,
        ("try{}catch(error){say(error)}", "try{}catch(a){say(a)}"),
        ("for(const[key,...rest]of pairs)say(key,rest);", "for(const[b,...a]of pairs)say(b,a);"),
        ("class Row{row(row){return row}}new Row();", "class a{row(b){return b}}new a();"),
        ("const row = (;",) * 2,
        ("",) * 2,
    ],
)
def test_what_a_script_names_itself_is_short(script: str, shorter: str) -> None:
    """Never a property, a text, what is not its own, nor what the browser has under that name."""
    assert short_names(script) == shorter


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_script_uses_nothing_else_than_before(language: str) -> None:
    """What it does not name itself is what browsers have, under the same name."""
    [script] = page_scripts(language)
    root = PARSER.parse(script.encode()).root_node
    names = {text(node) for node in nodes(root) if node.type == "identifier"}

    assert not root.has_error
    assert {name for name in names if len(name) > 2} <= set(BROWSER.split())
    assert short_names(script) == script


BROWSER = """
Array Blob Boolean CSS ClipboardItem Highlight Infinity IntersectionObserver Intl JSON Map Math Node
NodeFilter Number Object Range RegExp ResizeObserver Set StaticRange String addEventListener
decodeURIComponent document encodeURIComponent event frames getComputedStyle getSelection history
innerHeight localStorage location matchMedia name navigator onchange open origin parent performance
requestAnimationFrame scroll scrollY self setTimeout window
"""
"""What the script takes from browsers, and names that it shares with them."""


def text(node: Node) -> str:
    """What it is in the script."""
    assert node.text is not None
    return node.text.decode()


def nodes(node: Node) -> Iterator[Node]:
    """It and all below it."""
    yield node
    for child in node.children:
        yield from nodes(child)
