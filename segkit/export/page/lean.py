"""The same HTML, style and script in fewer bytes.

What is taken away means nothing to a browser: end tags that HTML lets one leave out,
indentation, comments. Only for what segkit made itself, whose quotes are known.
"""

from __future__ import annotations

import re
import unicodedata
from functools import partial
from html import unescape

_END_TAGS = (
    (re.compile(r"</(?:td|th)>\s*(?=<t[dh][ >]|</tr>)"), ""),
    (re.compile(r"</tr>\s*(?=<tr[ >]|</(?:tbody|thead|table)>)"), ""),
    (re.compile(r"</(?:tbody|thead)>\s*(?=<tbody[ >]|</table>)"), "\n"),
    (re.compile(r"</(?:dt|dd)>(?=<d[td][ >]|</div>|</dl>)"), ""),
    (re.compile(r"</p>\s*(?=<(?:p|div|ul|ol|dl|table|figure|details)[ >]|</(?:div|li|td)>)"), "\n"),
    (re.compile(r"</li>\s*(?=<li[ >]|</[uo]l>)"), "\n"),
)
_TEXT = re.compile(r">[^<>]*&#34;[^<>]*")
_BADGE = re.compile(r' class="sk-(badge|letter) (sk-\1-[a-z]+)"')
_QUOTED = re.compile(r'="([A-Za-z0-9_.:#%-]+)"(?=[ >])')
_TAB = re.compile(
    r"<div class=sk-tab data-language=([a-z]+)((?: id=[^ >]+)?)><p class=sk-tabname>([^<]*?)\s*"
    r'<div class=sk-code><pre tabindex="0">(.*?</pre>)</div>\s*</div>',
    re.DOTALL,
)
_PERMALINK = re.compile(r'<a class="sk-permalink"[^>]*></a>')
_MORE = "<details><summary>More</summary><div class=sk-details>"
_MORE_END = re.compile(r"</div></details>(?=\s*(?:<tbody |<!--rows-->|</tbody>|</tr>))")
_BREAK = re.compile(
    r"\n+(?=</?(?:p|div|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|td|th|details|summary|pre)[ >])"
)
_PRE = re.compile(r"(<pre[ >].*?</pre>)", re.DOTALL)
_BETWEEN = re.compile(r">\s*\n\s*<")
_ISOLATED = re.compile(r"<bdi>([^<>]*)</bdi>")
_TURNING = frozenset(
    {"R", "AL", "AN", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "PDF", "PDI", "FSI"}
)
"""Kinds of characters that change the direction of what stands beside them."""

_STYLE_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_STYLE_BLANKS = re.compile(
    r'("[^"]*")|\s+(?=[{}>])|(?<=[{};,>:])\s+|;\s*(?=\})|(?<=[ :,(-])0(?=\.\d)'
)
_NESTS = ("sk", "sk-page")
_STYLE_RUN, _STYLE_SELECTOR = (
    {name: re.compile(pattern.replace("@", name)) for name in _NESTS}
    for pattern in (
        r"(?:(?<=^)|(?<=[}\n]))(?:\n?\.@ [.:\[][^{},]*(?:,\.@ [.:\[][^{},]*)*\{[^{}]*\})+",
        r"(?:(?<=^)|(?<=[}\n,]))\.@ (?=[.:\[][^{}]*\{)",
    )
)
"""Rules one after another below a class, and where one of their selectors names it."""

_STYLE_WHITE = re.compile(r"#ffffff\b")
_SCRIPT_BLANKS = re.compile(r" *([=,;:?<>&|{}()\[\]!*]) *")
_SCRIPT_TEXT = re.compile(r"(\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`)")
_SCRIPT_NOTE = re.compile(r"(?<=[;{}),]) // [^\"'`\n]*$", re.MULTILINE)
"""A comment behind code; no text can end in one, because the text's own end would be in it."""

_SCRIPT_END = re.compile(r"^((?:(?!//).)*[;{,(\[])\n", re.MULTILINE)
_SCRIPT_LINE = re.compile(r"^[ \t]*(?://.*|/\*\*(?:[^*]|\*(?!/))*\*/(?=[ \t]*$))?\n?", re.MULTILINE)


def lean_html(html: str) -> str:
    """A view without the tags that it does not need; code stays as it is.

    Those are end tags, and the isolation of text that runs from left to right throughout.
    """
    pieces = _PRE.split(html)
    pieces[::2] = [_BREAK.sub("", _lean(piece)) for piece in pieces[::2]]
    # the script folds a row's details by the row; without it they stand open
    unfolded = _MORE_END.sub("</div>", "".join(pieces).replace(_MORE, "<div class=sk-details>"))
    lean = _TAB.sub(r'<pre class=sk-tab data-language=\1\2 data-title="\3">\4', unfolded)
    return _TEXT.sub(lambda found: found[0].replace("&#34;", '"'), lean)


def lean_text(html: str) -> str:
    """A person's text, cleaned, without the end tags that it does not need."""
    pieces = _PRE.split(html)
    pieces[::2] = [_without_end_tags(piece) for piece in pieces[::2]]
    return _PERMALINK.sub("", "".join(pieces))  # the script links each heading to itself


def _lean(html: str) -> str:
    html = _BETWEEN.sub(">\n<", _ISOLATED.sub(_bare, html))
    html = _without_end_tags(html)
    html = _BADGE.sub(r" class=\2", html)  # the style sheet knows them by how they begin
    html = _QUOTED.sub(r"=\1", html)  # in a text a quotation mark is escaped
    return html.replace("&#39;", "'")  # every attribute of a view is in double quotes


def _without_end_tags(html: str) -> str:
    for pattern, instead in _END_TAGS:
        html = pattern.sub(instead, html)
    return html


def _bare(found: re.Match[str]) -> str:
    text = found[1]
    if text.isascii():
        return text
    turns = any(unicodedata.bidirectional(letter) in _TURNING for letter in set(unescape(text)))
    return found[0] if turns else text


def lean_style(style: str) -> str:
    """A style sheet without comments and indentation.

    Its own properties lose the prefix that keeps them apart where others' styles are too, as in
    a notebook: `--sk-text` becomes `--text`.
    """
    lean = _STYLE_BLANKS.sub(lambda found: found[1] or "", _STYLE_COMMENT.sub("", style))
    short = _STYLE_WHITE.sub("#fff", lean.replace("--sk-", "--")).strip()
    for name in _NESTS:
        short = _STYLE_RUN[name].sub(partial(_nested, name), short)
    return short


def _nested(name: str, found: re.Match[str]) -> str:
    """Rules below a class within one rule for it, which means the same."""
    if found[0].count("{") == 1:
        return found[0]
    return f".{name}{{{_STYLE_SELECTOR[name].sub('', found[0])}}}"


def lean_script(script: str) -> str:
    """A script without indentation and comments, and without blanks around signs.

    A line with a slash in it, which may begin a pattern or a comment, keeps its blanks, and so
    does every text. No text of our scripts goes on over several lines, nor is there a text
    within a text; tests see to that.
    """
    lines = _SCRIPT_NOTE.sub("", _SCRIPT_LINE.sub("", script)).split("\n")
    return _SCRIPT_END.sub(r"\1", "\n".join(map(_lean_line, lines)))


def _lean_line(line: str) -> str:
    if "/" in line:
        return line
    pieces = _SCRIPT_TEXT.split(line)
    pieces[::2] = [_SCRIPT_BLANKS.sub(r"\1", piece) for piece in pieces[::2]]
    return "".join(pieces)
