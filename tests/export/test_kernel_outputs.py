"""Behaviour of `segkit.export.kernel_outputs`: from a kernel's messages to what a cell shows."""

from __future__ import annotations

from typing import Any

from segkit.export.kernel_outputs import Displays, Outputs


def message(kind: str, **content: object) -> dict[str, Any]:
    """A message as jupyter_client hands it over."""
    return {"msg_type": kind, "content": content}


def stream(text: str, name: str = "stdout") -> dict[str, Any]:
    """Text that was printed."""
    return message("stream", name=name, text=text)


def display(text: str, display_id: str = "", kind: str = "display_data") -> dict[str, Any]:
    """Something that was displayed."""
    transient = {"display_id": display_id} if display_id else {}
    return message(kind, data={"text/plain": text}, metadata={}, transient=transient)


def shown(*messages: dict[str, Any], displays: Displays | None = None) -> list[object]:
    """The texts of what is shown after these messages."""
    outputs = Outputs({} if displays is None else displays)
    for one in messages:
        outputs.hear(one)
    return [said(dict(output)) for output in outputs.shown]


def said(output: dict[str, Any]) -> object:
    """Its text."""
    return output["data"]["text/plain"] if "data" in output else output.get("text")


def test_text_is_one_output_however_it_was_cut() -> None:
    """A kernel cuts by the clock, and a guide shall not depend on it."""
    assert shown(stream("a"), stream("b\n"), stream("c", "stderr"), stream("d")) == [
        "ab\n", "c", "d",
    ]  # fmt: skip


def test_a_display_is_updated_where_it_stands() -> None:
    """Also by another cell."""
    displays: Displays = {}
    first = Outputs(displays)
    first.hear(display("1", "bar"))

    other = shown(display("2", "bar", "update_display_data"), displays=displays)

    assert [said(dict(output)) for output in first.shown] == ["2"]
    assert other == []


def test_a_display_that_is_shown_again_is_the_same_everywhere() -> None:
    """As every front end does it."""
    assert shown(display("1", "bar"), display("2", "bar")) == ["2", "2"]


def test_cleared_outputs_are_gone_when_the_next_comes() -> None:
    """With `wait`, as progress bars do it; without, at once."""
    waiting = message("clear_output", wait=True)

    assert shown(stream("a"), waiting) == ["a"]
    assert shown(stream("a"), waiting, stream("b")) == ["b"]
    assert shown(stream("a"), message("clear_output", wait=False)) == []


def test_a_cell_is_complete_when_its_kernel_is_idle() -> None:
    """And says how it failed."""
    outputs = Outputs({})
    outputs.hear(message("status", execution_state="busy"))
    before = outputs.are_complete
    outputs.hear(message("error", ename="KeyError", evalue="'x'", traceback=[]))
    outputs.hear(message("comm_open", comm_id="1"))
    outputs.hear(message("status", execution_state="idle"))

    assert (before, outputs.are_complete) == (False, True)
    assert outputs.error == "KeyError: 'x'"
    assert len(outputs.shown) == 1
