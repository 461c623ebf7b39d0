"""What programs that segkit starts are given: no module of the folder, and little of the environment.

Python looks for modules in the current folder first when it is started with `-m` or `-c`; so does
Windows for programs. What a kernel may know of the environment is a named list, because its cells
can print it: left out is everything that nobody thought of, tokens, passwords, keys of clouds.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

SAFE_PATH = "PYTHONSAFEPATH"


def own_python(*arguments: str) -> list[str]:
    """A command for this very Python, which imports nothing from where it is started."""
    return [sys.executable, "-P", *arguments]


@contextmanager
def neutral_folder() -> Iterator[Path]:
    """An empty folder of this user's to start a program in; gone when it has ended."""
    with tempfile.TemporaryDirectory(prefix="segkit-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@contextmanager
def safe_children() -> Iterator[None]:
    """Python processes that are started within import nothing from where they are started."""
    before = os.environ.get(SAFE_PATH)
    os.environ[SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[SAFE_PATH]
        else:
            os.environ[SAFE_PATH] = before


def find_program(name: str) -> str:
    """Where a program is; empty when it is nowhere. Never in the folder that one is in."""
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        if Path(folder).is_absolute() and (found := shutil.which(str(Path(folder, name)))):
            return found
    return ""


MORE = "SEGKIT_KERNEL_ENV"
"""Names with commas between, for whom an engagement's own code needs more."""

_NAMED = frozenset({
    # the system: where things are, who one is, how one writes
    "PATH", "HOME", "USER", "LOGNAME", "SHELL", "TERM", "TZ", "LANG", "LANGUAGE",
    "TMPDIR", "TEMP", "TMP", "HOSTNAME", "DISPLAY", "WAYLAND_DISPLAY",
    "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH",
    # Windows cannot start a program without
    "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "USERPROFILE", "HOMEDRIVE",
    "HOMEPATH", "APPDATA", "LOCALAPPDATA", "PROGRAMDATA", "PROGRAMFILES", "USERNAME",
    "NUMBER_OF_PROCESSORS", "PROCESSOR_ARCHITECTURE",
    # Python and Jupyter
    "VIRTUAL_ENV", "CONDA_PREFIX", "CONDA_DEFAULT_ENV", "PYTHONHOME", "PYTHONPATH", "PYTHONUTF8",
    "PYTHONIOENCODING", "PYTHONHASHSEED", "PYTHONUSERBASE", "MPLBACKEND", "MPLCONFIGDIR",
    "IPYTHONDIR", "JUPYTER_PATH", "JUPYTER_CONFIG_DIR", "JUPYTER_CONFIG_PATH",
    "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_PLATFORM_DIRS", "JPY_PARENT_PID",
    "JPY_SESSION_NAME", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE",
    # segkit
    "SOURCE_DATE_EPOCH",
})  # fmt: skip
_PREFIXES = ("LC_", "XDG_", "VOILA_", "OMP_", "OPENBLAS_", "MKL_")
_PLACES = frozenset({
    "PATH", "PYTHONPATH", "PYTHONHOME", "PYTHONUSERBASE", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH",
    "IPYTHONDIR", "JUPYTER_PATH", "JUPYTER_CONFIG_DIR", "JUPYTER_CONFIG_PATH", "JUPYTER_DATA_DIR",
    "MPLCONFIGDIR",
})  # fmt: skip
"""Where programs, libraries, modules and settings are looked for: nowhere below the folder."""

LIVE = frozenset({
    "SEGMENT_TOKEN", "PUBLIC_API_TOKEN", "SEGMENT_PUBLIC_API_URL", "SEGKIT_GOOGLE_API_URL",
    "GOOGLE_APPLICATION_CREDENTIALS", "GOOGLE_API_KEY", "PYTHON_KEYRING_BACKEND",
    "DBUS_SESSION_BUS_ADDRESS", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "BROWSER",
})  # fmt: skip
"""What a notebook needs besides that a person runs: it pulls, with their credentials."""


def kernel_environment(
    environment: Mapping[str, str], folder: Path, *, live: bool = False
) -> dict[str, str]:
    """What a kernel that works in the engagement's folder is given.

    Nothing is loaded from below the folder. `live` is for kernels whose cells a person runs by
    hand.
    """
    more = {name.strip().upper() for name in environment.get(MORE, "").split(",")}
    names = _NAMED | more | (LIVE if live else frozenset())
    kept = {
        name: value
        for name, value in environment.items()
        if name.upper() in names or name.upper().startswith(_PREFIXES)
    }
    for name in [name for name in kept if name.upper() in _PLACES]:
        kept[name] = _outside(kept[name], folder)
        if not kept[name]:
            del kept[name]
    # compiled modules that appear in the folder would be new code, which nobody said yes to
    fixed = {} if live else {"PYTHONDONTWRITEBYTECODE": "1"}
    return {**kept, **fixed, SAFE_PATH: "1"}


def _outside(path: str, folder: Path) -> str:
    """The entries that lead elsewhere, as they are from here; an empty one is the current folder."""
    root = Path(os.path.realpath(folder))
    entries = (os.path.abspath(entry) for entry in path.split(os.pathsep) if entry)  # noqa: PTH100
    return os.pathsep.join(
        entry for entry in entries if not Path(os.path.realpath(entry)).is_relative_to(root)
    )
