"""Answers in one word, for the command line: true, false or invalid."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from segkit.errors import FqlError
from segkit.routing.fql.conditions import conditions
from segkit.routing.fql.evaluate import evaluate
from segkit.routing.fql.parser import parse
from segkit.routing.fql.triggers import fires


def verdict(text: str, call: Mapping[str, object], *, trigger: bool) -> bool:
    """Whether a filter's condition, or a mapping's trigger, holds for the call.

    Raises:
        FqlError: It cannot be read, or not be evaluated for this call.
    """
    return fires(conditions(text), call) if trigger else evaluate(parse(text), call)


def answer(text: str, call: Mapping[str, object], *, trigger: bool) -> str:
    """The verdict as a word: `true`, `false`, or `invalid`, which never lets a call through."""
    try:
        return "true" if verdict(text, call, trigger=trigger) else "false"
    except FqlError:
        return "invalid"


def run_cases(lines: Iterable[str], *, trigger: bool) -> Iterator[str]:
    """One word for each line `{"fql": "…", "call": {…}}`; blank lines are passed over.

    A line that is no such case is answered with `invalid`.
    """
    for line in lines:
        if line.strip():
            yield _case(line, trigger=trigger)


def _case(line: str, *, trigger: bool) -> str:
    try:
        case = json.loads(line)
    except (ValueError, RecursionError):
        return "invalid"
    match case:
        case {"fql": str(text), "call": dict(call)}:
            return answer(text, call, trigger=trigger)
    return "invalid"
