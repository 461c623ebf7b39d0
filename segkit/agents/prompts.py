"""Prompts that a person may choose: our sentences, which say what to ask the tools."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from segkit.agents.boundary import fenced, quoted, visible
from segkit.agents.knowing import Known
from segkit.agents.wrong import AskedWrongError


@dataclass(frozen=True)
class Prompt:
    """A prompt.

    Attributes:
        arguments: Names with a description; all have to be given.
        text: What is said, after the values that were given.
    """

    description: str
    arguments: Mapping[str, str]
    text: str


_EVENT = "name of a planned event"
_SOURCE = "slug of a source"

PROMPTS: Mapping[str, Prompt] = {
    "implement_event": Prompt(
        "Write the code that sends a planned event from a source",
        {"event": _EVENT, "source": _SOURCE},
        "Implement this event for this source. Call get_event for its fields, snippet for code in "
        "the source's library, considerations for the source, then fit the code to the codebase. "
        "Check the call that your code sends with validate_call, and say with route_call where it "
        "arrives. Ask for every value that you cannot find in the code.",
    ),
    "review_tracking": Prompt(
        "Review the code that sends a planned event",
        {"event": _EVENT},
        "Find where the code sends this event and compare it with the plan. Call get_event for "
        "its fields and validate_call on the call as the code sends it. List missing and "
        "misspelled fields, wrong types, and fields that are not planned, each with file and line.",
    ),
    "plan_change": Prompt(
        "Say what a rename or removal of an event would break",
        {"event": _EVENT},
        "Somebody wants to rename or remove this event. Call impact_of, go through every page of "
        "it, and say what breaks, what is not certain and what the snapshot cannot show. Then list "
        "the steps in an order in which nothing is lost. Change nothing yourself.",
    ),
}


def prompt_text(known: Known, name: str, given: Mapping[str, str]) -> str:
    """The whole text; raises `AskedWrongError` for a value that is no planned name."""
    prompt = PROMPTS[name]
    if unknown := set(given) - set(prompt.arguments):
        raise AskedWrongError(f"There is no argument {quoted(min(unknown))}.")
    values = []
    for argument in prompt.arguments:
        if argument not in given:
            raise AskedWrongError(f"{argument}: it is missing.")
        values.append(f"{argument}: {_CHECKS[argument](known, given[argument])}")
    return f"{prompt.text}\n\n{fenced(chr(10).join(values), known.mark)}"


def completions(known: Known, argument: str, value: str) -> list[str]:
    """Names that hold what was typed so far; nothing for other arguments."""
    folded = value.casefold()
    return [one for one in known.names.get(argument, ()) if folded in one.casefold()]


def _event(known: Known, value: str) -> str:
    from segkit.agents.asking import near

    if value not in known.names["event"]:
        every = known.names["event"]
        raise AskedWrongError(f"event: there is none called {quoted(value)}.{near(value, every)}")
    return value


def _source(known: Known, value: str) -> str:
    from segkit.agents.asking import source_asked

    return visible(source_asked(known, value).slug)


_CHECKS: Mapping[str, Callable[[Known, str], str]] = {"event": _event, "source": _source}
