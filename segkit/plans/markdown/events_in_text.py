"""Events that code, sentences and phrases alone name: where a text has no other, they are its."""

from __future__ import annotations

import re
from collections.abc import Iterator

from segkit.plans.cells.packed import read_packed
from segkit.plans.markdown.event_names import speaks_of_events
from segkit.plans.markdown.outline import Node
from segkit.plans.markdown.outlined import Outlined
from segkit.plans.markdown.typed_code import calls_in, own_calls_in, told_in_code
from segkit.plans.words.looks import is_compound, is_done, is_name

_SHELLS = frozenset({"sh", "bash", "shell", "zsh", "console", "powershell", "cmd"})
_FEWEST = 2
_REMARK = re.compile(r"\s*(?://|#|--)")
_LINE = re.compile(
    r"[^\w'\"`]*['\"`]?(?P<name>[a-z][\w.]*[\w])['\"`]?\s*[,;]?\s*(?:(?://|#|--|→|-)\s*)?(?P<rest>.*)$"
)
"""`lamp_lit; // { room }`, `'lamp_lit'`."""
_BRACED = re.compile(r"(?P<name>[a-z][\w.]*\w)\s*(?P<fields>\{.*\})$", re.DOTALL)
_THESE_EVENTS = re.compile(
    r"\b(?:track|send|log|record|capture|fire)\w*\b.*\bevents?\s*:$", re.IGNORECASE
)
"""`Track the following events:`."""
_MOST_WORDS = 5


def events_in_code(root: Node) -> Iterator[Outlined]:
    """Events that blocks of code send, or list."""
    for node in root.all():
        for chunk in node.code:
            if chunk.language in _SHELLS:
                continue
            if told := told_in_code(chunk.text):
                yield Outlined(told[0], "", "\n".join(told[1]))
            elif calls := list(calls_in(chunk.text)):
                yield from (Outlined(name, "", given) for name, given in calls)
                for call, name, given in own_calls_in(chunk.text):
                    is_named = bool(name) and call in {"page", "screen"}
                    yield Outlined(name if is_named else call, "", given, call=call)
            elif speaks_of_events(node):
                yield from _in_lines(chunk.text)


def _in_lines(code: str) -> list[Outlined]:
    """A name on each line, with what it carries in braces; none where a line says anything else."""
    lines = [line for line in code.splitlines() if line.strip() and not _REMARK.match(line)]
    found = [_LINE.match(line) for line in lines]
    names = [one["name"] for one in found if one and is_compound(one["name"])]
    others = [one for one in found if not (one and is_compound(one["name"]))]
    # a single word alone on its line, `purchase`, is one where most others are several
    are_few = len(others) < len(names) and all(one and not one["rest"] for one in others)
    if len(names) < _FEWEST or not are_few:
        return []
    said = [(one["name"], one["rest"].strip()) for one in found if one]
    lists = {rest for _, rest in said if rest[:1] == "{" and read_packed(rest).items}
    return [
        Outlined(name, "" if rest in lists else rest, rest if rest in lists else "")
        for name, rest in said
    ]


def events_in_sentences(root: Node) -> Iterator[Outlined]:
    """`lamp_lit { room }`, `tea_poured`: what sentences below a heading about events write as code."""
    for node in root.all():
        if not (node.is_heading and speaks_of_events(node)) or node.tables or node.code:
            continue
        for one in node.below:
            for span in one.spans if not (one.is_heading or one.is_item) else ():
                if found := _BRACED.match(span):
                    yield Outlined(found["name"], "", found["fields"])
                elif is_done(span):
                    yield Outlined(span)


def phrases_below(node: Node, items: list[Node]) -> Iterator[Outlined]:
    """`Lamp lit`, `Tea poured`: short phrases in a list below `Track the following events:`."""
    above = [one for one in (node, *node.ancestors()) if one.is_heading]
    texts = [one.text.rstrip() for head in above for one in head.below if not one.is_item]
    is_told = any(map(_THESE_EVENTS.search, [node.text.rstrip(), *texts]))
    are_phrases = all(_is_phrase(one) for one in items)
    if is_told and are_phrases and len(items) > 1:
        yield from (Outlined(one.text, is_words=True, is_set_off=True) for one in items)


def _is_phrase(node: Node) -> bool:
    is_plain = not (node.below or node.spans or set(".,:;()") & set(node.text))
    return is_plain and is_name(node.text) and len(node.text.split()) <= _MOST_WORDS
