"""Fewer bytes, the same page."""

from __future__ import annotations

import pytest

from segkit.export.lean import lean_html, lean_script, lean_style


@pytest.mark.parametrize(
    ("html", "leaner"),
    [
        ("<td>a</td><td>b</td></tr>\n<tr>", "<td>a<td>b<tr>"),
        ("<dt>a</dt><dd>b</dd></div>", "<dt>a<dd>b</div>"),
        ("<p><bdi>Web shop</bdi>&#39;s</p>", "<p>Web shop's</p>"),
        ("<bdi>\u0645\u062a\u062c\u0631</bdi>", "<bdi>\u0645\u062a\u062c\u0631</bdi>"),
        ("<bdi>a\u202eb</bdi>", "<bdi>a\u202eb</bdi>"),
        ("<pre><code>a\n  <b>\n  </td><td></code></pre>",) * 2,
        ("<li>a</li>\n<li>b</li></ul>", "<li>a\n<li>b\n</ul>"),
    ],
)
def test_only_what_means_nothing_is_left_out(html: str, leaner: str) -> None:
    """End tags that HTML lets one omit, isolation of text that needs none, never code."""
    assert lean_html(html) == leaner


def test_a_style_keeps_its_strings_and_its_blanks_that_mean_something() -> None:
    """`.sk :hover` is not `.sk:hover`, and `"; }"` is text."""
    style = '/* look */\n.sk :hover > a {\n  content: "; }";\n  width: calc(1px + 2px);\n}\n'

    assert lean_style(style) == '.sk :hover>a{content:"; }";width:calc(1px + 2px)}'


def test_a_script_keeps_comments_that_share_a_line() -> None:
    """Only whole lines are left out, so no string can be cut."""
    script = '// note\n/**\n * Note.\n */\n  const url = "/**https://a*/"; // kept\n\n'

    assert lean_script(script) == 'const url = "/**https://a*/"; // kept\n'
