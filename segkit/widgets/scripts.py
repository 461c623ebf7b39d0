"""The one script and style sheet of all widgets, sent to a page once.

A widget's own module is a few lines that wait for it: sixteen widgets with all of it in their
state would let a page with a workshop wait for seconds.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from importlib.resources import files

import anywidget

from segkit.render.styles import script, stylesheet

_SHEETS = ("form.css", "room.css")
_FORM = (
    *("keys.js", "weave.js", "kept.js", "filter.js"),
    *("lines.js", "gestures.js", "states.js", "walking.js", "form.js"),
)
_ROOM = ("parts.js", "pace.js", "capture.js", "answers.js", "frame.js", "room.js")

_EXPORT = re.compile(r"^export (default )?", re.MULTILINE)

_MEETING = """
const meeting = globalThis[NAME] ??= {};
meeting.kinds ??= new Promise((resolve) => { meeting.resolve = resolve; });
"""
_LOADER = """
/** What changed travels in the answers; the model has it for every view that comes later. */
function initialize({ model }) {
  model.on("msg:custom", ({ parts }) => {
    if (parts) model.set("parts", { ...model.get("parts"), ...parts });
  });
}

export default { initialize, render: async (props) => (await meeting.kinds)[KIND].render(props) };
"""


@cache
def asset(*names: str) -> str:
    """Files of `segkit/widgets/assets` as one text."""
    folder = files("segkit.widgets").joinpath("assets")
    return "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in names)


@cache
def shared_script() -> str:
    """The module that the widgets of a page wait for; it has no imports."""
    end = "meeting.resolve(kinds);\nexport default { initialize: watchOutputs };\n"
    return f"{_met()}{_kinds()}\n{asset('outputs.js')}\n{end}"


@cache
def loader(kind: str) -> str:
    """The module of widgets of one kind: `table`, `form` or `room`."""
    return _met() + _LOADER.replace("KIND", json.dumps(kind))


def _met() -> str:
    """Where script and widgets meet, whichever comes first; another version meets elsewhere."""
    return _MEETING.replace("NAME", json.dumps(_named(_kinds())))


@cache
def _kinds() -> str:
    """What renders each kind. Both scripts name some things alike, so each is a function."""
    sheet = stylesheet() + asset(*_SHEETS)
    table = _EXPORT.sub(_unexported, script() + asset("keeping.js", "live.js"))
    return "\n".join(
        [
            f"const SHEET = {json.dumps(sheet)};",
            f"const SHEET_ID = {_named(sheet)!r};",
            asset("sheet.js"),
            f"const table = (() => {{\n{table}\n}})();",
            f"const forms = (() => {{\n{asset(*_FORM, *_ROOM)}\nreturn {{ form, room }};\n}})();",
            "const kinds = { table, ...forms };",
        ]
    )


def _unexported(found: re.Match[str]) -> str:
    """A module's one value is what its function gives; its other names stay inside."""
    return "return " if found[1] else ""


def _named(text: str) -> str:
    return f"segkit-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


class Scripts(anywidget.AnyWidget):
    """What brings the shared script into every page that this kernel has."""

    _esm = shared_script()


@cache
def bring_scripts() -> Scripts:
    """The one of this kernel, which is never shown and never closed."""
    return Scripts()
