"""Checks of this computer: JupyterLab, its widgets, the kernel, the exporter, the browser."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from pathlib import Path

from segkit.doctor.surroundings import Surroundings
from segkit.doctor.verdict import Verdict, do_first, look_at, skipped, works
from segkit.engagement.bundled import DISTRIBUTION, INSTALL_AGAIN
from segkit.malformed import parse_json
from segkit.version import __version__

_WITH_MCP = "pip install '.[mcp]' in the checkout, or 'FILE[mcp]' with the file of its wheel"
_FRONT_ENDS = {
    "anywidget": ("anywidget", "anywidget"),
    "ipywidgets": ("jupyterlab_widgets", "@jupyter-widgets/jupyterlab-manager"),
}


def python(around: Surroundings) -> Verdict:
    """Which Python and which segkit, and that no other package writes into its folder."""
    if other := around.computer.rival():
        return do_first(
            f"A package named segkit ({other}) was installed into the folder of {DISTRIBUTION}.",
            f"pip uninstall segkit, then {INSTALL_AGAIN}",
        )
    how = "" if around.computer.version_of(DISTRIBUTION) else ", not installed but as a folder"
    return works(f"Python {platform.python_version()}, segkit {__version__}{how}")


def jupyterlab(around: Surroundings) -> Verdict:
    """JupyterLab is installed."""
    version = around.computer.version_of("jupyterlab")
    if version:
        return works(f"version {version}")
    return do_first("JupyterLab is not installed in this Python.", "pip install jupyterlab")


def widgets(around: Surroundings) -> Verdict:
    """Both halves of the widgets are there: in Python, and in JupyterLab."""
    versions = {name: around.computer.version_of(name) for name in _FRONT_ENDS}
    for name, version in versions.items():
        package, extension = _FRONT_ENDS[name]
        if not version:
            return do_first(f"{name} is not installed in this Python.", f"pip install {name}")
        again = f"pip install --force-reinstall {package}, then reload JupyterLab in the browser."
        if not any(
            (f / extension / "package.json").is_file() for f in around.computer.lab_folders()
        ):
            return do_first(f"JupyterLab's extension of {name} ({extension}) is missing.", again)
        if extension in set(_switched_off(around)):
            return do_first(
                f"JupyterLab's extension of {name} ({extension}) is switched off.",
                f"jupyter labextension enable {extension}",
            )
    return works(", ".join(f"{name} {version}" for name, version in versions.items()))


def _switched_off(around: Surroundings) -> Iterator[str]:
    """Extensions that a settings file of JupyterLab turns off."""
    for file in filter(Path.is_file, around.computer.lab_settings()):
        try:
            found = parse_json(file.read_bytes()).get("disabledExtensions", {})
        except (OSError, ValueError, AttributeError):
            continue  # JupyterLab passes over it too
        yield from [name for name in found if not isinstance(found, dict) or found[name]]


def kernel(around: Surroundings) -> Verdict:
    """The notebooks' kernel starts and finds segkit."""
    problem = around.computer.start_kernel()
    if not problem:
        return works("starts, and finds segkit")
    return do_first(
        f"The notebooks' kernel is of no use: {problem}.",
        "python -m ipykernel install --sys-prefix, in the Python in which segkit is installed.",
    )


def exporter(around: Surroundings) -> Verdict:
    """`jupyter nbconvert --to segkit` finds segkit."""
    problem = around.computer.load_exporter()
    if problem:
        return do_first(f"nbconvert does not know the exporter segkit: {problem}.", INSTALL_AGAIN)
    return works("nbconvert knows it")


def agents(around: Surroundings) -> Verdict:
    """The server for coding agents starts, if somebody installed what it needs."""
    version = around.computer.version_of("mcp")
    if not version:
        return skipped(f"mcp is not installed; only `segkit mcp` needs it: {_WITH_MCP}.")
    problem = around.computer.load_server()
    if problem is None:
        return works(f"mcp {version} is installed; `segkit doctor` in a terminal starts it")
    if problem:
        return look_at(f"`segkit mcp` does not start with mcp {version}: {problem}.", _WITH_MCP)
    return works(f"`segkit mcp` starts, mcp {version}")


def chromium(around: Surroundings) -> Verdict:
    """A browser that prints to PDF."""
    if found := around.computer.find_chromium():
        return works(found)
    return look_at(
        "There is no Chromium, Chrome or Edge, which PDF files are made with.",
        "install one of them; HTML is exported without.",
    )
