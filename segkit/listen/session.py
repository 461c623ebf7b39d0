"""The session's file: one JSON object a line, in the shape of Segment's own archives.

`segkit verify` reads it like any other capture. A line is with the system before its request is
answered, so that whatever ends this program takes nothing along that a library counts as sent.
"""

from __future__ import annotations

import io
import json
import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from segkit.engagement.settings import Engagement
from segkit.engagement.write_keys import leave_out_of_git
from segkit.errors import UsageError
from segkit.files import cannot_write, check_output, reached, reached_own

_OPENED = os.O_RDWR | os.O_APPEND | os.O_CREAT
for _name in ("O_NOFOLLOW", "O_CLOEXEC", "O_BINARY", "O_NONBLOCK"):
    _OPENED |= getattr(os, _name, 0)


FILE = "calls.jsonl"
"""Of the session in an engagement's folder, where nobody names another one."""


def open_session(engagement: Engagement, path: Path | None) -> Session:
    """The session in this file, or in the engagement's own; raises as `Session` does.

    It holds people's data: in the engagement's folder it is kept out of git.
    """
    file = Path(os.path.abspath(path or engagement.folder / FILE))  # noqa: PTH100 (links are kept)
    if file.parent == engagement.folder:
        leave_out_of_git(engagement.folder, file.name)
    return Session(file, engagement.folder)


class Session:
    """An open file of calls; what it holds already stays.

    Raises `UsageError` when it holds something else, `TrustError` when it leads out of the
    engagement's `folder`, `ExportError` when it cannot be written.
    """

    def __init__(self, path: Path, folder: Path) -> None:
        self.path = path
        way = reached_own(path, folder) if check_output(path, folder) else reached(path, None)
        try:
            with way as (name, handle):
                # calls are people's data: nobody else reads them
                self._file = io.FileIO(os.open(name, _OPENED, 0o600, dir_fd=handle), "r+")
        except (OSError, ValueError) as error:
            reason = error if isinstance(error, OSError) else OSError(str(error))
            raise cannot_write(path, reason) from error
        try:
            self._refuse_other()
        except BaseException:
            self.close()
            raise

    def keep(self, lines: Iterable[Mapping[str, object]]) -> None:
        """Write the lines, all or none of them; raises `OSError`."""
        content = "".join(f"{json.dumps(line)}\n" for line in lines).encode()
        end = self._file.seek(0, os.SEEK_END)
        try:
            while content:
                content = content[self._file.write(content) :]
        except OSError:
            self._file.truncate(end)
            raise

    def close(self) -> None:
        """Nothing is written any more."""
        self._file.close()

    def _refuse_other(self) -> None:
        """Nothing is appended to what is no session; a line that was cut off is ended."""
        found = os.fstat(self._file.fileno())
        # what has a second name may be anybody's
        is_file = stat.S_ISREG(found.st_mode) and found.st_nlink == 1
        begin = self._file.read(4096).lstrip() if is_file else b""
        if not is_file or (begin and not begin.startswith(b"{")):
            raise UsageError(
                f"{self.path} is no session of calls: nothing was changed.",
                "give another name with --out.",
            )
        if begin:
            self._file.seek(-1, os.SEEK_END)
            if self._file.read(1) != b"\n":
                self._file.write(b"\n")
