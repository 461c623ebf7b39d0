"""What a label or a heading beside the plan speaks of, by the words of `words.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from segkit.plans.words.vocabulary import ASIDE, cell_words, plain

TEXT, NOTE = "text", "note"
"""A line of text, and a label that says nothing known, with what stands beside it."""
QUESTIONS, LEGEND, CHANGELOG, OWNERS = "questions", "legend", "changelog", "owners"
"""Tables with a heading of their own."""

_TABLES: Mapping[str, tuple[frozenset[str], ...]] = {
    QUESTIONS: (frozenset({"question"}), frozenset({"answered_by", "decided_on"})),
    LEGEND: (frozenset({"status", "sign"}), frozenset({"meaning"})),
    CHANGELOG: (frozenset({"date", "version"}), frozenset({"change", "meaning"})),
    OWNERS: (frozenset({"owner", "person"}), frozenset({"contact", "area", "role"})),
}
"""What the headings of each speak of: one of each set has to be there."""
_NOT_WITH: Mapping[str, frozenset[str]] = {
    LEGEND: frozenset({"date", "version"}),
    OWNERS: frozenset({"date", "change", "question"}),
}
_LABELLED = re.compile(r"([^:：]{2,40})[:：]\s+(\S.*)", re.DOTALL)
_LONGEST = 60


@lru_cache(maxsize=4096)
def heading_of(text: str) -> str:
    """What a heading of a table speaks of; empty when that is not known."""
    return _meaning("beside_heading", text)


@lru_cache(maxsize=4096)
def label_of(text: str) -> tuple[str, bool]:
    """The kind of what stands beside this label, and whether the whole label says so."""
    if kind := _meaning("beside_label", text):
        return kind, True
    words = plain(ASIDE.sub(" ", text)).strip(" :.?*#").split()
    if not 1 < len(words) <= 4:
        return "", False
    known = cell_words("beside_label")
    return known.get(words[-1], "") or known.get(words[0], ""), False


def is_title(text: str) -> bool:
    """A tab of this title stands beside the plan."""
    words = re.sub(r"[\W_]+", " ", plain(text)).strip()
    known = cell_words("beside_title")
    return words in known or any(f" {one} " in f" {words} " for one in known if " " in one)


def table_of(cells: Sequence[str]) -> tuple[str, dict[str, int]]:
    """The kind of table that these headings begin, and the column of each; empty for none."""
    columns: dict[str, int] = {}
    for column, text in enumerate(cells):
        if meant := heading_of(text.strip()):
            columns.setdefault(meant, column)
    said = frozenset(columns)
    for kind, wanted in _TABLES.items():
        if all(said & one for one in wanted) and not said & _NOT_WITH.get(kind, frozenset()):
            return kind, columns
    return "", {}


def labelled(text: str) -> tuple[str, str]:
    """A line that names what it says, taken apart: `Owner: Digital team`, `Version 2.3 of …`."""
    if found := _LABELLED.fullmatch(text):
        return found[1].strip(), found[2].strip()
    first, _, rest = text.partition(" ")
    known = cell_words("beside_label").get(plain(first.strip(" :")), "")
    if known == "version" and rest[:1].isdigit():
        return first, rest
    return "", text


def _meaning(group: str, text: str) -> str:
    if not text or len(text) > _LONGEST:
        return ""
    known = cell_words(group)
    words = plain(ASIDE.sub(" ", text)).strip(" :.?*#")
    return known.get(" ".join(words.split()), "")
