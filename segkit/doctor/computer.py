"""This computer, as far as a workshop needs it; a pretended one in tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from segkit.programs.chromium import find_chromium
from segkit.programs.ending import run_alone
from segkit.trust import kernel_environment, neutral_folder, own_python

KERNEL = "python3"
"""The kernel that the notebooks ask for."""

_IN_KERNEL = "import segkit, anywidget, ipywidgets"
_LOADING = """
from importlib import metadata
[found] = [e for e in metadata.entry_points(group="nbconvert.exporters") if e.name == "segkit"]
try:
    found.load()
except Exception as error:
    raise SystemExit(f"it cannot be loaded ({type(error).__name__})")
"""
_KERNEL_SECONDS = 25.0  # each for the start and for the imports, on a busy computer


def version_of(package: str) -> str:
    """The version that is installed; empty when it is not."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def rival() -> str:
    """The version of another package whose files lie in segkit's folder; empty without one.

    A package called segkit on the Python package index is not this one.
    """
    try:
        other = metadata.distribution("segkit")
    except metadata.PackageNotFoundError:
        return ""
    # one that is installed from a checkout leaves none of its modules there
    has_modules = any(file.parts == ("segkit", "__init__.py") for file in other.files or ())
    return other.version if has_modules else ""


def lab_folders() -> tuple[Path, ...]:
    """Where JupyterLab looks for its extensions."""
    from jupyter_core.paths import jupyter_path

    return tuple(map(Path, jupyter_path("labextensions")))


def lab_settings() -> tuple[Path, ...]:
    """Where JupyterLab is told which extensions are off."""
    from jupyter_core.paths import jupyter_config_path

    return tuple(Path(folder, "labconfig", "page_config.json") for folder in jupyter_config_path())


def load_exporter() -> str:
    """Why `jupyter nbconvert --to segkit` would fail; empty when it works.

    It is loaded in a process of its own, which may leave out what others of this one need. In a
    notebook's kernel, where people wait, it is only looked up.
    """
    found = [e for e in metadata.entry_points(group="nbconvert.exporters") if e.name == "segkit"]
    if not found:
        return "it is not registered"
    if _is_kernel():
        return "" if find_spec(found[0].module) else "its module is missing"
    return _problem_of(_LOADING)


def load_server() -> str | None:
    """Why `segkit mcp` would not start; empty when it does, None where it is not tried.

    In a process of its own, and not in a notebook's kernel, likewise.
    """
    return None if _is_kernel() else _problem_of("import segkit.agents.server")


def _problem_of(lines: str) -> str:
    """Why lines of our own cannot be run in our own Python; empty when they can."""
    try:
        with neutral_folder() as folder:
            ran = run_alone(own_python("-c", lines), seconds=_KERNEL_SECONDS, folder=folder)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"it cannot be loaded ({type(error).__name__})"
    said = ran.stderr.decode(errors="replace").strip().splitlines()
    return "" if ran.returncode == 0 else (said[-1] if said else "it cannot be loaded")


def start_kernel() -> str:
    """Why the notebooks' kernel would not do; empty when it starts and finds segkit."""
    if _is_kernel():
        return ""
    from jupyter_client.kernelspec import NoSuchKernel
    from jupyter_client.manager import KernelManager

    manager = KernelManager(kernel_name=KERNEL)
    try:
        with neutral_folder() as folder:
            manager.connection_file = str(folder / "kernel.json")  # gone with it
            manager.start_kernel(
                cwd=str(folder),
                env=kernel_environment(os.environ, folder),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            client = manager.client()
            client.start_channels()
            try:
                client.wait_for_ready(timeout=_KERNEL_SECONDS)
                reply = client.execute(_IN_KERNEL, reply=True, timeout=_KERNEL_SECONDS)
            finally:
                client.stop_channels()
    except NoSuchKernel:
        return f"there is no kernel {KERNEL!r}"
    except (RuntimeError, TimeoutError, OSError) as error:
        return f"it did not start ({type(error).__name__})"
    finally:
        if manager.has_kernel:
            manager.shutdown_kernel(now=True)
    content = reply["content"]
    return "" if content["status"] == "ok" else f"in it, {content.get('evalue') or 'segkit fails'}"


def _is_kernel() -> bool:
    """This process is a notebook's kernel."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return getattr(shell, "kernel", None) is not None


def can_write(folder: Path) -> bool:
    """Files can be made in the folder, by whoever runs this."""
    effective = os.access in os.supports_effective_ids
    return os.access(folder, os.W_OK | os.X_OK, effective_ids=effective)


def free_bytes(folder: Path) -> int:
    """What is left on the folder's disk."""
    return shutil.disk_usage(folder).free


@dataclass(frozen=True, slots=True)
class Computer:
    """How to ask this computer; each can be replaced where another one is pretended."""

    version_of: Callable[[str], str] = version_of
    rival: Callable[[], str] = rival
    lab_folders: Callable[[], tuple[Path, ...]] = lab_folders
    lab_settings: Callable[[], tuple[Path, ...]] = lab_settings
    load_exporter: Callable[[], str] = load_exporter
    load_server: Callable[[], str | None] = load_server
    start_kernel: Callable[[], str] = start_kernel
    find_chromium: Callable[[], str] = find_chromium
    can_write: Callable[[Path], bool] = can_write
    free_bytes: Callable[[Path], int] = free_bytes
