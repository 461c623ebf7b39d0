"""The eight tools: each a pure function from what is known and what was asked to what was found."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from segkit.agents.answering import Found, answer
from segkit.agents.asking import check
from segkit.agents.knowing import Known
from segkit.agents.schemas import INPUTS
from segkit.agents.tools.calls import route_call, validate_call
from segkit.agents.tools.changes import impact_of
from segkit.agents.tools.events import get_event
from segkit.agents.tools.finding import search
from segkit.agents.tools.looking import considerations, overview
from segkit.agents.tools.writing import snippet

Tool = Callable[[Known, Mapping[str, object]], Found]

TOOLS: Mapping[str, Tool] = {
    "overview": overview,
    "search": search,
    "get_event": get_event,
    "validate_call": validate_call,
    "route_call": route_call,
    "snippet": snippet,
    "considerations": considerations,
    "impact_of": impact_of,
}


def asked(known: Known, tool: str, arguments: Mapping[str, object]) -> dict[str, object]:
    """The answer of one of `TOOLS`.

    Raises `AskedWrongError` for what it cannot answer, or another `SegkitError`.
    """
    return answer(known, tool, arguments, TOOLS[tool](known, arguments))


def check_arguments(tool: str, arguments: Mapping[str, object]) -> None:
    """Raise `AskedWrongError` unless a tool takes these arguments."""
    check(arguments, INPUTS[tool][1])
