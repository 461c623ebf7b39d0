"""The payload of an event that a block of code below it shows, whatever of a program is around it."""

from __future__ import annotations

import re

from segkit.plans.markdown.outline import Node
from segkit.plans.markdown.typed_code import balanced, calls_in
from segkit.plans.shapes.keys import squashed

_OWN_CALL = re.compile(r"^\s*(?:await\s+)?[\w.]+\(\s*(\{.*\})\s*\);?\s*$", re.DOTALL | re.MULTILINE)
"""`trackLamp({ … })`: a program's own function."""
_PROGRAM = re.compile(
    r"\s*(?:(?:import|export|const|let|var|function|class|return|if|use|using|from|def|package|await|curl)\b"
    r"|//|/\*|#|<|\$\s|[\w$.]+(?:\(|\s=\s))"
)
_CALL = re.compile(r"[\w$]\((?P<given>[^(){}=\n]*)\)")
_KEY = re.compile(r"[\w'\"]\s*(?::|=>?)\s*$")
_OBJECT = re.compile(r"[^(){};<>\n]*?(?=\{)")
_VARIABLE = re.compile(r"\s*,\s*(?P<name>\w+)\s*[,)]")


def payload(nodes: list[Node], name: str, *, is_spelled: bool) -> str:
    """An example of the event's payload, or the code that sends it; empty where none is shown.

    `is_spelled`: the heading is spelled as only an event is, so that code below it is about it.
    """
    said = sorted(nodes, key=lambda one: not one.says_fields)
    blocks = [chunk.text for one in said for chunk in one.code if set("{[") & set(chunk.text)]
    shown = (_shown(one, name, is_spelled=is_spelled) for one in blocks)
    return next(filter(None, shown), "")


def has_program(nodes: list[Node]) -> bool:
    """A block of code that does something stands there."""
    return any(_PROGRAM.match(chunk.text) for one in nodes for chunk in one.code)


def given_in(node: Node, names: list[str]) -> tuple[str, ...]:
    """What code below a heading calls, where that is given more than the name of the event."""
    calls = (
        one
        for chunk in node.code
        if _PROGRAM.match(chunk.text)
        for one in _CALL.finditer(chunk.text)
    )
    texts = (one["given"].strip(" '\"`") for one in calls)
    return tuple(one for one in texts if one and squashed(one) not in map(squashed, names))[:1]


def is_schema(code: str) -> bool:
    """A JSON Schema: it says more of the properties than a list beside it does."""
    return all(f'"{word}"' in code for word in ("type", "properties"))


def _shown(code: str, name: str, *, is_spelled: bool) -> str:
    """What of a block belongs to the event: what is sent with its name, or all of an example."""
    is_program = _PROGRAM.match(code) is not None
    places = list(re.finditer(rf"['\"]{re.escape(name)}['\"]", code, re.IGNORECASE))
    if not is_program:
        return code if is_spelled or places else ""
    sent = (given for event, given in calls_in(code) if event.casefold() == name.casefold())
    near = (_near(code, one.start(), one.end()) for one in places)
    own = _OWN_CALL.search(code) if is_spelled and not places else None
    return next(filter(None, (*sent, *near)), own[1] if own else "")


def _near(code: str, start: int, end: int) -> str:
    """The object that holds a name, is given with it, or is the variable that is."""
    if _KEY.search(code[:start]) and (held := _around(code, start)):
        return held
    if found := _OBJECT.match(code, end):
        return balanced(code[found.end() :])
    given = _VARIABLE.match(code, end)
    value = re.search(rf"\b{given['name']}\b[^=\n]*=\s*(?=\{{)", code) if given else None
    return balanced(code[value.end() :]) if value else ""


def _around(code: str, place: int) -> str:
    """The object in which a place is."""
    depth = 0
    for at in range(place - 1, -1, -1):
        depth += (code[at] == "}") - (code[at] == "{")
        if depth < 0:
            return balanced(code[at:])
    return ""
