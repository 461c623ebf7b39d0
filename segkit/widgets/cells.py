"""Which widgets a cell shows, so that they are closed when it is run again.

A widget that nobody shows any more still costs the kernel its state, and a page that is loaded
anew asks for the state of all there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import ipywidgets

_shown: dict[str, list[ipywidgets.Widget]] = {}
_listening: list[object] = []


def shown_here(widget: ipywidgets.Widget) -> None:
    """Remember that the cell which runs now shows this."""
    shell = _shell()
    if shell is None:
        return
    if not _listening:
        shell.events.register("pre_run_cell", _begin)
        _listening.append(shell)
    here = _shown.setdefault(_cell(shell), [])
    if widget not in here:
        here.append(widget)


def _begin(_info: object = None) -> None:
    """What the cell, or one that was deleted, showed before and no other cell shows."""
    shell = _shell()
    deleted = _metadata(shell).get("deletedCells")
    for cell in (_cell(shell), *(deleted if isinstance(deleted, list) else ())):
        for widget in _shown.pop(cell, ()):
            if not any(widget in others for others in _shown.values()):
                close(widget)


def close(widget: ipywidgets.Widget) -> None:
    """The widget with everything in it."""
    for child in getattr(widget, "children", ()):
        close(child)
    layout = getattr(widget, "layout", None)
    widget.close()
    if layout is not None:
        layout.close()


def _cell(shell: Any) -> str:  # noqa: ANN401 (IPython's shell has no types)
    """The id of the cell that runs; its text in hosts whose cells have none."""
    found = _metadata(shell).get("cellId")
    return str(found or _parent(shell).get("content", {}).get("code", ""))


def _metadata(shell: Any) -> Mapping[str, object]:  # noqa: ANN401 (likewise)
    return cast("Mapping[str, object]", _parent(shell).get("metadata") or {})


def _parent(shell: Any) -> Mapping[str, Any]:  # noqa: ANN401 (likewise)
    """The message that asked for this cell; empty outside a kernel."""
    asked = getattr(shell, "get_parent", None)
    return cast("Mapping[str, Any]", asked() or {}) if asked else {}


def _shell() -> Any:  # noqa: ANN401 (likewise)
    from IPython import get_ipython

    return get_ipython()
