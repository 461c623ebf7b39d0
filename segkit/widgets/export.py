"""Exporting the guide from a notebook, as the command line does it.

It runs in a process of its own, so a guide with code of its own gets a kernel of its own, and
in a thread, so that the notebook's kernel answers other forms meanwhile.
"""

from __future__ import annotations

import datetime as dt
import subprocess
import threading
from pathlib import Path

from segkit.engagement.guide_names import guide_file
from segkit.engagement.notes import DONE
from segkit.engagement.notes.undoing import Undoing
from segkit.errors import UsageError
from segkit.facts.holding_up import waiting
from segkit.facts.known import Facts
from segkit.render.missing import nothing
from segkit.render.view import View
from segkit.rows.forms.export_form import Exported, export_form
from segkit.rows.workshop.todos import todos_of
from segkit.trust import own_python
from segkit.widgets.form import Done, FormWidget, Message
from segkit.widgets.todos import settle

_LONGEST = 600  # seconds


class ExportWidget(FormWidget):
    """What the final guide waits for, each settled here or one click away, and the exports.

    `do` is `final` or `draft`, or one of a to-do: `settle`, `reopen`, `undo`.
    """

    def __init__(self, facts: Facts) -> None:
        self._facts, self._folder = facts, facts.engagement.folder
        self._undoing = Undoing(facts.engagement.notes_file, "export", (DONE,))
        self._last: Exported | None = None
        self._running: threading.Thread | None = None
        super().__init__("export", self._folder, saved_in=facts.engagement.notes_file.name)

    @property
    def view(self) -> View:
        """What a document says in place of the buttons."""
        said = nothing("The guide is exported with `segkit export`, or here in a notebook.")
        open_ = todos_of(self._facts.now())
        return View(*open_.tree, *said.tree, data=open_.data)

    def form(self) -> str:
        """What is open, the buttons, and how the last export ended."""
        return export_form(
            waiting(self._facts.now()),
            self._written(),
            self._last,
            running=self._running is not None,
            undo=self._undoing.named,
        )

    def _written(self) -> list[tuple[str, str]]:
        """The other guides that lie in the folder, with the time at which each was written."""
        just = self._last.file if self._last else ""
        files = (guide_file(self._facts.engagement, draft=draft) for draft in (False, True))
        return [(one.name, when(one)) for one in files if one.name != just and one.is_file()]

    def do(self, message: Message) -> Done:
        """Settle something, or begin to export; the outcome is drawn when there is one."""
        what = message.get("do")
        if what in {"settle", "reopen", "undo"}:
            return settle(self._undoing, message)
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


def when(file: Path) -> str:
    """`30 Nov, 04:46`, in the time of this computer."""
    written = dt.datetime.fromtimestamp(file.stat().st_mtime, tz=dt.UTC).astimezone()
    return f"{written.day} {written:%b, %H:%M}"
