"""Exporting the guide from a notebook, as the command line does it.

It runs in a process of its own, so a guide with code of its own gets a kernel of its own, and
in a thread, so that the notebook's kernel answers other forms meanwhile.
"""

from __future__ import annotations

import subprocess
import threading
from pathlib import Path

from segkit.errors import UsageError
from segkit.render.missing import nothing
from segkit.render.view import View
from segkit.rows.forms.export_form import Exported, export_form
from segkit.trust import own_python
from segkit.widgets.form import Done, FormWidget, Message

_LONGEST = 600  # seconds


class ExportWidget(FormWidget):
    """Buttons for the final guide and for a draft.

    Args:
        folder: The engagement's.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._last: Exported | None = None
        self._running: threading.Thread | None = None
        super().__init__("export", folder)

    @property
    def view(self) -> View:
        """What a document says in place of the buttons."""
        return nothing("The guide is exported with `segkit export`, or here in a notebook.")

    def form(self) -> str:
        """The buttons, and how the last export ended."""
        return str(export_form(self._last, running=self._running is not None))

    def do(self, message: Message) -> Done:
        """Begin to export; the outcome is drawn when there is one."""
        what = message.get("do")
        if what not in {"final", "draft"}:
            raise UsageError(f"There is no {what!r} here.", "run the cell again.")
        if self._running is None:
            self._last = None
            self._running = threading.Thread(
                target=self._export, args=(what == "draft",), daemon=True, name="segkit export"
            )
            self._running.start()
        return Done()

    def _export(self, draft: bool) -> None:  # noqa: FBT001 (a thread's argument)
        try:
            self._last = self._exported(draft=draft)
        except Exception as error:
            self._last = Exported(said=f"This is a bug in segkit: {error!r}.", failed=True)
            raise
        finally:
            self._running = None
            self.draw()

    def _exported(self, *, draft: bool) -> Exported:
        command = own_python("-m", "segkit", "export", str(self._folder))
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
