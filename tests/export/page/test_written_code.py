"""Behaviour of `segkit.export.page.written_code`: code that the page's script can write is left to it."""

from __future__ import annotations

import json
from html import escape, unescape

import pytest

from segkit.export.page.written_code import AS_BEFORE, CodeFrames
from segkit.snippets.http_api import call_json
from segkit.snippets.languages import call_snippet

PLAIN: dict[str, object] = {
    "event": "Lamp Lit",
    "userId": "u_1",
    "properties": {"room": "hall", "watts": 4.5},
}


def tab(language: str, code: str, ids: str = "") -> str:
    """A tab as a lean page has it."""
    named = f" id={ids}.{language}" if ids else ""
    body = escape(code.strip(), quote=False)
    return f'<pre class=sk-tab data-language={language}{named} data-title="{language}"><code>{body}</code></pre>'


def tabs(payload: dict[str, object], *languages: str, ids: str = "") -> str:
    """A planned call in these languages, and as JSON."""
    made = [
        tab(one, call_snippet(one, "track", payload, remembered=True), ids) for one in languages
    ]
    return "".join([*made, tab("json", call_json("track", payload), ids)])


def test_only_json_is_left_and_the_frames_around_it() -> None:
    """The same frame serves every call, and the language's rules are given once."""
    code = CodeFrames()
    other = {**PLAIN, "event": "Lamp Sold", "properties": {"price": 3}}

    page = code.taken_out(tabs(PLAIN, "swift", "node", "curl"))
    again = code.taken_out(tabs(other, "swift"))

    call = {"type": "track", **PLAIN}
    dense = escape(json.dumps(call, separators=(",", ":")), quote=False)
    assert page.strip() == f'<pre data-code="0 1 2"><code>{dense}</code></pre>'
    assert again.startswith('<pre data-code="0">')
    frames, grammars, _ = json.loads(code.data)
    assert frames[0][:3] == ["swift", "swift", "analytics.track(name: \0n, properties: \0h)"]
    assert set(grammars) == {"swift", "node", "curl", "json"}


def test_a_long_id_is_written_out_in_the_first_call_only() -> None:
    """The script puts it in place again; another person's id stays as it is."""
    code = CodeFrames()
    ids = ("8c1f2a60-5b1e", "8c1f2a60-5b1e", "77777777-5b1e")

    pages = [code.taken_out(tabs({**PLAIN, "userId": one}, "swift")) for one in ids]

    said = [json.loads(unescape(page.split("<code>")[1].split("</code>")[0])) for page in pages]
    assert [call["userId"] for call in said] == [ids[0], AS_BEFORE, ids[2]]
    assert json.loads(code.data)[2] == {"userId": ids[0]}


@pytest.mark.parametrize(
    "properties",
    [
        {"room": 'the "hall"'},
        {"room": "a\\b"},
        {"room": "$hall"},
        {"room": "it's"},
        {"room": "\u202ehall"},
        {"watts": 1e-7},
        {"watts": 2**40},
        {"watts": 4.0},
        {"2": "x"},
        {"__proto__": "x"},
    ],
    ids=repr,
)
def test_what_languages_write_in_their_own_ways_stays_on_the_page(
    properties: dict[str, object],
) -> None:
    """Quotes, escapes, odd numbers, and names with a meaning of their own in a script."""
    whole = tabs({**PLAIN, "properties": properties}, "swift", "node", "kotlin")

    assert CodeFrames().taken_out(whole) == whole


def test_a_language_with_rules_of_its_own_stays_beside_those_that_are_left_out() -> None:
    """Clojure writes maps closed in; Go and Java likewise have more than brackets."""
    code = CodeFrames()

    page = code.taken_out(tabs(PLAIN, "clojure", "swift"))

    assert page.startswith("<pre class=sk-tab data-language=clojure")
    assert '<pre data-code="0">' in page


def test_the_addresses_of_tabs_are_kept() -> None:
    """The script gives each the id that it would have had."""
    page = CodeFrames().taken_out(tabs(PLAIN, "swift", ids="code-x"))

    assert '<pre data-code="0" data-ids=code-x>' in page


def test_a_call_that_is_cut_stays_as_it_is() -> None:
    """A page has the beginning of a very long text, which is no JSON any more."""
    whole = tabs(PLAIN, "swift").replace('"watts": 4.5}', '"watts…')

    assert CodeFrames().taken_out(whole) == whole


def test_other_tabs_and_a_page_without_any_stay_as_they_are() -> None:
    """Nothing is left to a script that has nothing to write."""
    code = CodeFrames()
    alone = tab("swift", "a()") + tab("node", "b()")

    assert code.taken_out(alone) == alone
    assert code.data == ""
