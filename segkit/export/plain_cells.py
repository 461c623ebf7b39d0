"""Which cells of a notebook hold plain calls of segkit and nothing else, told from the top down.

What `guide.track()` calls rests on what `guide` is by then. Behind a name that Python has itself,
or that code of the notebook's own may have bound, is anything at all: `__builtins__.exec("…")` has
the form of a plain call too.
"""

from __future__ import annotations

import builtins
from pathlib import Path

from segkit.engagement.settings import engagement_folder
from segkit.errors import SegkitError
from segkit.export.cells import IMPORT, Call, plain_calls

_BOUND = frozenset(
    {*dir(builtins), "In", "Out", "display", "exit", "get_ipython", "quit", "segkit"}
)
"""Names that lead somewhere in every kernel that has run nothing yet."""


class PlainCells:
    """The code cells of one notebook, asked for one after the other.

    Attributes:
        unopened: The first name that was called on although nothing above can have bound it;
            empty without one. In a kernel it may mean something all the same: whatever the
            person's own IPython runs at its start is there.
    """

    def __init__(self, folder: Path) -> None:
        """The notebook is that of the engagement in `folder`; no guide is open yet."""
        self._folder = folder
        self.unopened = ""
        self._guides: set[str] = set()
        self._has_own = False

    def calls(self, source: str) -> tuple[Call, ...] | None:
        """The calls of the next cell in order; None when it is code of the notebook's own."""
        calls = plain_calls(source)
        if calls is not None and all(map(self._is_plain, calls)):
            return calls
        self._has_own = True
        return None

    def _is_plain(self, call: Call) -> bool:
        if call.target:
            self._guides.add(call.target)
            return not opens_another(call, self._folder)
        if call is IMPORT or call.owner in self._guides:
            return True
        if not (self._has_own or call.owner.startswith("_") or call.owner in _BOUND):
            self.unopened = self.unopened or call.owner
        return False


def opens_another(call: Call, folder: Path) -> bool:
    """It opens the guide of another engagement than that in `folder`; nothing is read for that."""
    named = call.kwargs.get("folder", call.args[0] if call.args else ".")
    if not isinstance(named, str):
        return False  # which no guide is opened by
    try:
        return engagement_folder(folder / named) != folder.resolve()
    except SegkitError:
        return True
