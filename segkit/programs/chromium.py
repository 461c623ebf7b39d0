"""Chromium, Chrome or Edge: where it is on this computer, and printing a page with it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from segkit.errors import ExportError
from segkit.files import write_atomically
from segkit.programs.ending import own_folder, run_alone
from segkit.trust import find_program

SECONDS = 180.0
"""For printing; a guide of thousands of rows takes a minute on a busy computer."""

_PROGRAMS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "msedge"),
)
_APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_OPTIONS = (
    *("--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-quic"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer"),
)
_TAGGED = ("--generate-pdf-document-outline", "--export-tagged-pdf")
"""The table of contents as the reader's outline, and tags for screen readers."""


def find_chromium() -> str:
    """The browser that prints to PDF; empty when there is none."""
    found = next(filter(None, map(find_program, _PROGRAMS)), "")
    return found or next((path for path in _APPLICATIONS if Path(path).is_file()), "")


def printed(
    html: str, *, tagged: bool = True, program: str = "", seconds: float = SECONDS
) -> bytes:
    """A page that needs nothing but itself as a PDF file; the browser is offline meanwhile.

    Args:
        html: The page.
        tagged: With an outline, and with tags for screen readers, which take time and room.
        program: The browser; empty to look for one.
        seconds: How long it may take.

    Raises `ExportError` when there is no browser, when it fails or takes too long.
    """
    chromium = program or find_chromium()
    if not chromium:
        raise ExportError(
            "There is no Chromium, Chrome or Edge on this computer, which PDF files are made with.",
            "install one of them and run the command again; or export HTML (`--to html`), open "
            "it in any browser and print it to PDF there.",
        )
    with own_folder("segkit-pdf-") as folder:
        page, made = folder / "guide.html", folder / "guide.pdf"
        write_atomically(page, html)
        tags = _TAGGED if tagged else ("--disable-pdf-tagging",)
        command = [chromium, *_options(folder), *tags, f"--print-to-pdf={made}", page.as_uri()]
        _run(command, seconds, folder)
        if not made.is_file() or not (content := made.read_bytes()).startswith(b"%PDF-"):
            raise ExportError(
                f"{chromium} printed no PDF.",
                "check that it starts, and that the disk is not full; or export HTML and print "
                "it in a browser.",
            )
    return content


def _options(folder: Path) -> tuple[str, ...]:
    # Chromium refuses to run sandboxed as root; the page is our own and offline
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    own = f"--user-data-dir={folder / 'profile'}"
    return (*_OPTIONS, own, *(("--no-sandbox",) if is_root else ()))


def _run(command: list[str], seconds: float, folder: Path) -> None:
    try:
        done = run_alone(command, seconds=seconds, folder=folder)
    except subprocess.TimeoutExpired as error:
        raise ExportError(
            f"{command[0]} had not printed the guide after {seconds:.0f} seconds.",
            "close what keeps the computer busy and run the command again; or export HTML and "
            "print it in a browser.",
        ) from error
    except OSError as error:
        raise ExportError(
            f"{command[0]} could not be started: {error.strerror}.",
            "install Chromium, Chrome or Edge again; or export HTML and print it in a browser.",
        ) from error
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", errors="replace").strip().splitlines()
        raise ExportError(
            f"{command[0]} ended with status {done.returncode}: {said[-1][:300] if said else ''}.",
            "check that it starts; or export HTML and print it in a browser.",
        )
