"""Exporting the guide from a notebook, as the command line does it.

It runs in a process of its own, so the notebook's kernel stays free and a guide with code of
its own gets a kernel of its own.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from segkit.errors import SegkitError, UsageError
from segkit.render.missing import nothing
from segkit.render.view import View
from segkit.rows.forms.export_form import Exported, export_form
from segkit.widgets.html_form import HtmlFormWidget, Message

_LONGEST = 600  # seconds


class ExportWidget(HtmlFormWidget):
    """Buttons for the final guide and for a draft.

    Args:
        folder: The engagement's.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._last: Exported | None = None
        super().__init__()

    @property
    def view(self) -> View:
        """What a document says in place of the buttons."""
        return nothing("The guide is exported with `segkit export`, or here in a notebook.")

    def form(self, problem: SegkitError | None) -> str:
        """The buttons, and how the last export ended."""
        if problem is not None:
            self._last = Exported(said=str(problem), failed=True)
        return str(export_form(self._last))

    def do(self, message: Message) -> str:
        """Export; what keeps a guide from being final is shown in full."""
        what = message.get("do")
        if what not in {"final", "draft"}:
            raise UsageError(f"There is no {what!r} here.", "run the cell again.")
        self.shown = {"html": str(export_form(None, running=True)), "said": "", "ticket": ""}
        self._last = self._exported(draft=what == "draft")
        return "Nothing was written." if self._last.failed else "The guide is ready."

    def _exported(self, *, draft: bool) -> Exported:
        command = [sys.executable, "-m", "segkit", "export", str(self._folder)]
        try:
            # our own program with fixed arguments; nothing of the user's reaches a shell
            ran = subprocess.run(  # noqa: S603
                [*command, *(["--draft"] if draft else [])],
                capture_output=True,
                text=True,
                timeout=_LONGEST,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Exported(said=f"It took longer than {_LONGEST} seconds.", failed=True)
        written = ran.stdout.strip().splitlines()
        if ran.returncode or not written:
            return Exported(said=ran.stderr.strip() or "segkit said nothing.", failed=True)
        return Exported(file=Path(written[-1]).name)
