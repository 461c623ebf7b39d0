"""Lists that many cards of a page share stand there once; the script puts them in place again.

A planned call is received by the same tools as twenty others, or by the same but for one or two.
Without a script a link leads to the list that is meant, and what differs stands below it.
What is the same from every source is one link.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

_LISTED = re.compile(
    r"<ul class=sk-(?:received|silent|calls-of)>.*?</ul>|(?<=<dt>Received by)<dd>.*?(?=<d[td]|</dl>)",
    re.DOTALL,
)
_WAYS = re.compile(r"<div class=sk-ways>(.*?)</div>", re.DOTALL)
"""All ways of a planned call."""

_MANY_CALLS = re.compile(r"<li data-n=(\d+)><span>[^<]*</span>")
"""Names of calls that the script finds in the calls' own cards."""

_HEAD = re.compile(r'(<table class="sk-grid sk-props">)(\s*<thead>.*?)(?=<tbody)', re.DOTALL)
_NAME = re.compile(r"<b>(.*?)</b>", re.DOTALL)
_RECEIVED = "<ul class=sk-received>"

_SHORT = 80
"""A list of so many characters is no longer than the link that would stand for it."""

_NEAR = 60
"""So many of the lists that stood last are tried as the one that another is like."""


@dataclass(slots=True)
class _Listed:
    """A list of the page, and what is written in its place.

    Attributes:
        lines: Its entries by the name of the destination, where it is one of receivers.
        like: The list that stands in its place, or that it is like but for `others`.
        meant: Others stand for it.
    """

    html: str
    lines: dict[str, str] = field(default_factory=dict)
    like: _Listed | None = None
    others: str = ""
    meant: bool = False


def said_once(blocks: Iterable[str]) -> list[str]:
    """Lean blocks, in which a list that stood there before is a link to it, or its length."""
    short = [_MANY_CALLS.sub(r"<li data-n>\1 calls", _headed_once(block)) for block in blocks]
    short = _ways_once(short)
    every = list(_planned(found[0] for block in short for found in _LISTED.finditer(block)))
    names = {id(one): f"as{n}" for n, one in enumerate((o for o in every if o.meant), 1)}
    rest = iter(every)
    return [_LISTED.sub(lambda _: _written(next(rest), names), block) for block in short]


def _ways_once(blocks: Sequence[str]) -> list[str]:
    """Cards with the same ways: the first has them, and needs no frame where no other has."""
    count = Counter(found[1] for block in blocks for found in _WAYS.finditer(block))
    names: dict[str, str] = {}

    def written(found: re.Match[str]) -> str:
        ways = found[1]
        if count[ways] == 1 or len(ways) < _SHORT:
            return ways
        if ways in names:
            return f"<p><a data-as href=#{names[ways]}>As in this list</a>"
        names[ways] = f"ways{len(names) + 1}"
        return f"<div id={names[ways]} class=sk-ways>{ways}</div>"

    return [_WAYS.sub(written, block) for block in blocks]


def _headed_once(block: str) -> str:
    """The fields of calls stand in tables with the same headings; the first has them."""
    first = _HEAD.search(block)
    if first is None:
        return block
    return block[: first.end()] + block[first.end() :].replace(first[0], first[1])


def _planned(lists: Iterable[str]) -> Iterator[_Listed]:
    seen: dict[str, _Listed] = {}
    whole: list[_Listed] = []
    for html in lists:
        one = _Listed(html)
        if len(html) >= _SHORT:
            one.like = seen.get(html)
            if one.like is None and html.startswith(_RECEIVED):
                one.lines = _lines(html)
                one.like, one.others = _nearest(one, whole[-_NEAR:])
            if one.like is None:
                seen[html] = one
                whole.append(one)
            else:
                one.like.meant = True
        yield one


def _lines(html: str) -> dict[str, str]:
    """Its entries; none where two have one name."""
    entries = html.removeprefix(_RECEIVED).removesuffix("</ul>").split("<li>")[1:]
    found = {name[1]: entry for entry in entries if (name := _NAME.search(entry))}
    return found if len(found) == len(entries) else {}


def _nearest(one: _Listed, whole: list[_Listed]) -> tuple[_Listed | None, str]:
    """The list that it can be made of with the fewest entries of its own, and these."""
    best: tuple[_Listed | None, str] = (None, "")
    shortest = len(one.html) - _SHORT
    for other in whole:
        own = {name: entry for name, entry in one.lines.items() if other.lines.get(name) != entry}
        made = list(({**other.lines, **own}).items())
        text = "".join(f"<li>{entry}" for entry in own.values())
        if other.lines and made == list(one.lines.items()) and len(text) < shortest:
            best, shortest = (other, text), len(text)
    return best


def _written(one: _Listed, names: dict[int, str]) -> str:
    if one.like is None:
        named = names.get(id(one))
        return f"{one.html[:3]} id={named}{one.html[3:]}" if named else one.html
    link = f"<a data-as href=#{names[id(one.like)]}>As in this list"
    if one.others:
        return f"{_RECEIVED}<li>{link}, but for:</a>\n{one.others}</ul>"
    around = "<dd>" if one.html.startswith("<dd") else "<p>"
    return f"{around}{link}</a>"
