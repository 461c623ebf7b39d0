"""Fewer bytes, the same page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

from segkit.export.page.lean import lean_html, lean_script, lean_style
from segkit.export.page.page import OWN_SCRIPTS, _asset, page_scripts, page_styles
from segkit.render.styles import script
from segkit.texts import ENGLISH, LANGUAGES, with_texts_in

TEXTS = {"string_fragment", "regex_pattern", "escape_sequence"}


@pytest.mark.parametrize(
    ("html", "leaner"),
    [
        ("<td>a</td><td>b</td></tr>\n<tr>", "<td>a<td>b<tr>"),
        ("<dt>a</dt><dd>b</dd></div>", "<dt>a<dd>b</div>"),
        ("<p><bdi>Web shop</bdi>&#39;s</p>", "<p>Web shop's</p>"),
        ("<bdi>\u0645\u062a\u062c\u0631</bdi>", "<bdi>\u0645\u062a\u062c\u0631</bdi>"),
        ("<bdi>a\u202eb</bdi>", "<bdi>a\u202eb</bdi>"),
        ("<pre><code>a\n  <b>\n  </td><td></code></pre>",) * 2,
        ("<li>a</li>\n<li>b</li></ul>", "<li>a<li>b</ul>"),
        ("<p>a</p>\n<b>c</b>\n<p>d", "<p>a</p>\n<b>c</b><p>d"),
        (
            (
                "<tr class=sk-more><td><details><summary>More</summary><div class=sk-details>a</div>"
                "</details></td></tr></tbody>\n<tbody class=sk-item>"
            ),
            "<tr class=sk-more><td><div class=sk-details>a</div><tbody class=sk-item>",
        ),
        ('<td class="sk-low" title="a b">', '<td class=sk-low title="a b">'),
        ('<rect rx="6"/>', '<rect rx="6"/>'),
        ('<a title="&#34;">&#34;x&#34;</a>', '<a title="&#34;">"x"</a>'),
        ('<b class="sk-badge sk-badge-on">On</b>', "<b class=sk-badge-on>On</b>"),
    ],
)
def test_only_what_means_nothing_is_left_out(html: str, leaner: str) -> None:
    """End tags that HTML lets one omit, isolation of text that needs none, never code."""
    assert lean_html(html) == leaner


def test_a_style_keeps_its_strings_and_its_blanks_that_mean_something() -> None:
    """`.sk :hover` is not `.sk:hover`, and `"; }"` is text."""
    style = '/* look */\n.sk :hover > a {\n  content: "; }";\n  width: calc(1px + 2px);\n}\n'

    assert lean_style(style) == '.sk :hover>a{content:"; }";width:calc(1px + 2px)}'


def test_every_property_of_our_own_that_is_used_is_set() -> None:
    """Under the same shorter name, in the two style sheets and in a guide's own look."""
    style = "".join(page_styles(ENGLISH))

    used, given = set(re.findall(r"var\((--[\w-]+)", style)), set(re.findall(r"(--[\w-]+):", style))

    assert len(used) > 20
    assert used - given == {"--font"}  # an engagement may set it
    assert not any(name.startswith("--sk-") for name in used | given)


def test_a_script_loses_blanks_around_signs_and_keeps_its_texts() -> None:
    """`a + +b` is not `a++b`, and a line with a text or a pattern stays as it is."""
    script = 'if (a === b) { c = a + +b; }\nd = "a = b";\ne = f.replace(/ = /g, g);\n'

    lean = lean_script(script)

    assert lean == 'if(a===b){c=a + +b;}\nd="a = b";e = f.replace(/ = /g, g);'


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_a_script_goes_on_over_several_lines(language: str) -> None:
    """The blanks of its lines would be taken for those of the script."""
    parser = Parser(Language(tree_sitter_javascript.language()))
    tree = parser.parse(page_scripts(language)[0].encode())

    found = [node for node in _nodes(tree.root_node) if node.type in {"template_string", "regex"}]

    assert found
    assert [n.text for n in found if n.start_point[0] != n.end_point[0]] == []
    assert not tree.root_node.has_error


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _nodes(child)


def test_comments_are_left_out_and_texts_that_look_like_them_kept() -> None:
    """One behind code only where no text can begin or end in it."""
    script = (
        '// note\n/**\n * Note.\n */\n  const url = "/**https://a*/"; // gone\nb = "; // kept";\n'
    )

    assert lean_script(script) == 'const url = "/**https://a*/";\nb = "; // kept";\n'


def test_nothing_follows_a_comment_on_its_line() -> None:
    """Though it ends with a sign after which a line may end."""
    script = "a(); // 'b';\nc({\n  d,\n});\n"

    assert lean_script(script) == "a(); // 'b';\nc({d,});"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_and_pattern_of_our_scripts_stays_as_it_is(language: str) -> None:
    """Also one that holds signs, or a text of another kind."""
    parser = Parser(Language(tree_sitter_javascript.language()))
    own = with_texts_in(language, "\n".join(map(_asset, OWN_SCRIPTS)))

    before, after = (
        [n.text for n in _nodes(parser.parse(text.encode()).root_node) if n.type in TEXTS]
        for text in (f"{script(language)}\n{own}", page_scripts(language)[0])
    )

    assert len(before) > 300
    assert before == after
