"""What a cell shows, put together from what its kernel says.

The messages: https://jupyter-client.readthedocs.io/en/stable/messaging.html.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from segkit.export.notebook_file import Output

Displays = dict[str, list[dict[str, object]]]
"""The outputs that may be updated later, by their display id; shared by all cells of a run."""


class Outputs:
    """Collects one cell's outputs, message after message."""

    def __init__(self, displays: Displays) -> None:
        """Nothing is shown yet."""
        self._displays = displays
        self._shown: list[dict[str, object]] = []
        self._clear_before_next = False
        self.are_complete = False
        self.error = ""
        """How the cell failed: name and text of its exception; empty as long as it did not."""

    @property
    def shown(self) -> tuple[Output, ...]:
        """The outputs, in order."""
        return tuple(self._shown)

    def hear(self, message: Mapping[str, Any]) -> None:
        """Take in a message of the kernel's about this cell."""
        kind, content = message["msg_type"], message["content"]
        match kind:
            case "status":
                self.are_complete = content["execution_state"] == "idle"
            case "stream":
                self._write(content["name"], content["text"])
            case "display_data" | "execute_result":
                self._display(kind, content)
            case "update_display_data":
                for output in self._displays.get(_display_id(content), ()):
                    output.update(_displayed(content))
            case "clear_output":
                self._clear(wait=bool(content.get("wait")))
            case "error":
                self.error = f"{content['ename']}: {content['evalue']}"
                self._show({"output_type": kind, **content})
            case _:
                pass  # what the front end of a live notebook would do

    def _write(self, name: str, text: str) -> None:
        """Text of the same stream is one output, however the kernel cut it in time."""
        last = self._shown[-1] if self._shown and not self._clear_before_next else {}
        if last.get("output_type") == "stream" and last.get("name") == name:
            last["text"] = f"{last['text']}{text}"
        else:
            self._show({"output_type": "stream", "name": name, "text": text})

    def _display(self, kind: str, content: Mapping[str, Any]) -> None:
        output = {"output_type": kind, **_displayed(content)}
        self._show(output)
        if display_id := _display_id(content):
            for earlier in self._displays.get(display_id, ()):
                earlier.update(_displayed(content))
            self._displays.setdefault(display_id, []).append(output)

    def _show(self, output: dict[str, object]) -> None:
        if self._clear_before_next:
            self._clear(wait=False)
        self._shown.append(output)

    def _clear(self, *, wait: bool) -> None:
        self._clear_before_next = wait
        if not wait:
            self._shown.clear()


def _displayed(content: Mapping[str, Any]) -> dict[str, object]:
    return {"data": content["data"], "metadata": content["metadata"]}


def _display_id(content: Mapping[str, Any]) -> str:
    return str((content.get("transient") or {}).get("display_id") or "")
