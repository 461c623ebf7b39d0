"""A planned call stands on the page as JSON once; the script writes it in the other languages.

Its code is most of a card, and differs from language to language in brackets and words alone.
Only what the script is sure to write to the letter is left to it: plain texts and numbers, in
languages without rules of their own. Everything else stands on the page as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import escape, unescape

from segkit.model.plan import CONTAINERS
from segkit.snippets.http_api import READABLE_JSON
from segkit.snippets.languages import LANGUAGES
from segkit.snippets.literals import Brackets, Literals, indented

_TAB = re.compile(
    r"<pre class=sk-tab data-language=([a-z]+)(?: id=([^ >]+)\.\1)? data-title=\"([^\"]*)\"><code>(.*?)</code></pre>\s*",
    re.DOTALL,
)
_TABS = re.compile(rf"(?:{_TAB.pattern})+", re.DOTALL)
_PLAIN = re.compile(
    r"[^\x00-\x1f\x7f-\x9f\"\\$`'#{}<&\xad\u061c\u180e\u2000-\u206f\ufeff\ufff9-\uffff]*"
)
"""A text that every language writes as it is, between quotes."""

_MOST_DIGITS = 15
_LEVELS = (0, 2, 4)
NAME, HELD, WHOLE = "\N{NULL}n", "\N{NULL}h", "\N{NULL}w"
"""In a frame: the call's name, its properties or traits, and all of it but the type."""

AS_BEFORE = "\N{HORIZONTAL ELLIPSIS}"
"""In a call: the long value that this key had in the first call; no plain text holds this sign."""

_LONG = 12
_KEY, _VALUE = "sk_key", "sk_value"


class CodeFrames:
    """The frames around calls that the page's script fills, and the languages that it writes."""

    def __init__(self) -> None:
        """Begin without any."""
        self._frames: dict[tuple[str, str, str, int, bool], int] = {}
        self._first: dict[str, str] = {}

    def taken_out(self, html: str) -> str:
        """The lean HTML without the code that the script can write from the JSON beside it."""
        return _TABS.sub(self._group, html)

    @property
    def data(self) -> str:
        """Both as JSON for the script; empty where nothing is left to it."""
        if not self._frames:
            return ""
        used = {language: _rules(language) for language, *_ in self._frames}
        used["json"] = _grammar(READABLE_JSON)
        said = json.dumps(
            [list(map(list, self._frames)), used, self._first],
            separators=(",", ":"),
        )
        return said.replace("<", "\\u003c")

    def _group(self, found: re.Match[str]) -> str:
        *others, last = _TAB.finditer(found[0])
        language, ids, _title, text = last.groups()
        call = _plain_call(unescape(text)) if language == "json" else None
        if call is None:
            return found[0]
        left, kept = [], []
        for tab in others:
            frame = _frame(tab[1], unescape(tab[4]), call)
            if frame is None:
                kept.append(tab[0])
            else:
                key = (tab[1], unescape(tab[3]), *frame)
                left.append(str(self._frames.setdefault(key, len(self._frames))))
        if not left:
            return found[0]
        named = f" data-ids={ids}" if ids else ""
        own_values = {key: self._said_once(key, value) for key, value in call.items()}
        said = json.dumps(own_values, ensure_ascii=False, separators=(",", ":"))
        dense = escape(said, quote=False)
        own = f'<pre data-code="{" ".join(left)}"{named}><code>{dense}</code></pre>\n'
        return "".join((*kept, own))

    def _said_once(self, key: str, value: object) -> object:
        """Ids of the example person are the same in every call: written out in the first."""
        if not key.lower().endswith("id") or not isinstance(value, str) or len(value) < _LONG:
            return value
        if key not in self._first:
            self._first[key] = value
            return value
        return AS_BEFORE if value == self._first[key] else value


def _plain_call(text: str) -> Mapping[str, object] | None:
    """The call; None when it holds anything that languages write in their own ways."""
    try:
        call = json.loads(text)
    except ValueError:  # a text in it is so long that the page has its beginning only
        return None
    return call if isinstance(call, dict) and all(map(_is_plain, _leaves(call))) else None


def _leaves(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        for key, inner in value.items():
            # JavaScript puts numbers first, and has a meaning of its own for the other
            yield '"' if key.isdigit() or key == "__proto__" else key
            yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    else:
        yield value


def _is_plain(leaf: object) -> bool:
    if isinstance(leaf, str):
        return bool(_PLAIN.fullmatch(leaf))
    if isinstance(leaf, float):
        return bool(re.fullmatch(rf"-?\d{{1,{_MOST_DIGITS}}}\.\d*[1-9]", repr(leaf)))
    return not isinstance(leaf, int) or abs(leaf) < 2**31


def _frame(language: str, code: str, call: Mapping[str, object]) -> tuple[str, int, bool] | None:
    """What of the code is not the call's own; with indentation and whether that is an inner part."""
    literals = _literals(language)
    if literals is None:
        return None
    container = CONTAINERS.get(str(call["type"]), "")
    name = call.get("event") or call.get("name")
    whole = {key: value for key, value in call.items() if key != "type"}
    for mark, value in ((WHOLE, whole), (HELD, call.get(container))):
        for level in _LEVELS if value else ():
            for within in (False, True):
                literal = indented(literals.write(value, within=within), " " * level)
                if code.count(literal) == 1:
                    return _named(literals, code.replace(literal, mark), name), level, within
    return (_named(literals, code, name), 0, False) if not call.get(container) else None


def _named(literals: Literals, code: str, name: object) -> str:
    quoted = literals.write(name)
    return code.replace(quoted, NAME) if name and code.count(quoted) == 1 else code


@cache
def _literals(language: str) -> Literals | None:
    """How the language writes values, where a few brackets and words say all of it."""
    found = next((one.literals for one in LANGUAGES if one.id == language), None)
    if found is None or found.maps.hugs or found.lists.hugs or not found.holds_null:
        return None
    plain = found.text.quote == '"' and not found.long_mark and not found.map_prefix({"a": 1})
    return found if plain and not found.maps.short else None


@cache
def _rules(language: str) -> Sequence[object]:
    """For the script: brackets of maps and lists, an entry, one with a bare key, an item, words."""
    literals = _literals(language)
    assert literals is not None  # noqa: S101 - no other language has frames
    return _grammar(literals)


def _grammar(literals: Literals) -> Sequence[object]:
    quoted = literals.entry("sk key", _VALUE).replace("sk key", _KEY)
    bare = literals.entry(_KEY, _VALUE)
    return (
        _brackets(literals.maps),
        _brackets(literals.lists),
        [quoted, bare, literals.item(_VALUE)],
        [*literals.words, literals.indent],
    )


def _brackets(one: Brackets) -> list[object]:
    short = int(one.short)
    return [one.opening, one.closing, one.empty, one.joint, one.trail, one.pad, one.within, short]
