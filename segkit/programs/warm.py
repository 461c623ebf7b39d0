"""A kernel's process, started before there is a server to ask for a kernel.

JupyterLab's server takes a second to load, and what a workshop needs of segkit as long again. So
the process is started first, loads our own modules (`segkit.room.kernel`) and waits. The first
kernel takes it over where it would be started by the very same command in the same environment;
otherwise it gets a process of its own, as always.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from subprocess import PIPE, Popen
from typing import IO, cast

from segkit.trust import kernel_environment, own_python

_LAUNCHER = "ipykernel_launcher"
_COMMAND = (sys.executable, "-m", _LAUNCHER, "-f")
"""How Jupyter starts the kernel of this very Python; what follows is where it is reached."""

_READ_AT_THE_START = ("PYTHON", "LD_", "DYLD_", "LC_", "LANG")
_ITS_OWN = "JPY_"  # what Jupyter tells each kernel of itself
_PARENT = "JPY_PARENT_PID"
_waiting: list[WarmKernel] = []


class WarmKernel:
    """A process that waits to become a kernel of the engagement in `folder`."""

    def __init__(self, folder: Path) -> None:
        """Start it, with the environment of such a kernel."""
        self._environment = kernel_environment(os.environ, folder, live=True)
        self.process = Popen(  # noqa: S603 (our own module in our own Python)
            own_python("-m", "segkit.room.kernel", _LAUNCHER),
            stdin=PIPE,
            env=_of_this_server(self._environment),
            start_new_session=True,  # as Jupyter does: a signal to the server is none to it
        )

    def becomes(self, command: Sequence[str], folder: str, environment: Mapping[str, str]) -> bool:
        """It is that kernel from now on; or it has ended, and another process is needed."""
        if tuple(command[:-1]) == _COMMAND and self._fits(environment):
            told = {"file": command[-1], "folder": folder, "env": _of_this_server(environment)}
            with suppress(OSError), self._line as line:  # it has ended by itself
                line.write(json.dumps(told).encode())
            if self.process.poll() is None:
                return True
        self.end()
        return False

    def end(self) -> None:
        """Nobody needs it any more."""
        self.process.kill()
        self.process.wait()
        self._line.close()

    def _fits(self, environment: Mapping[str, str]) -> bool:
        """It was started with this environment, but for what can be added later."""
        before, now = (
            {(name, value) for name, value in one.items() if not name.startswith(_ITS_OWN)}
            for one in (self._environment, environment)
        )
        return before <= now and not any(
            name.startswith(_READ_AT_THE_START) for name, _ in now - before
        )

    @property
    def _line(self) -> IO[bytes]:
        return cast(IO[bytes], self.process.stdin)  # which was asked for


def _of_this_server(environment: Mapping[str, str]) -> dict[str, str]:
    """With the process that it ends with."""
    return {**environment, _PARENT: str(os.getpid())}


def warm_up(folder: Path) -> None:
    """Start a process that waits for the first kernel; not on Windows, where handles are given."""
    if os.name == "posix":
        _waiting.append(WarmKernel(folder))


def taken(
    command: Sequence[str], folder: str, environment: Mapping[str, str]
) -> Popen[bytes] | None:
    """The process that is this kernel from now on; None where there is none for it."""
    if not _waiting:
        return None
    warm = _waiting.pop()
    return warm.process if warm.becomes(command, folder, environment) else None


def end_waiting() -> None:
    """End what no kernel has taken."""
    while _waiting:
        _waiting.pop().end()
