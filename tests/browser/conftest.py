"""A real Chromium and a real JupyterLab for the browser tests, and the demo's guide to open."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import pytest
from nbformat import writes
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from segkit.engagement.demo import create_demo
from segkit.export import export_guide
from segkit.programs.chromium import find_chromium

TOKEN = "only-for-this-test"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def chromium() -> str:
    """Where Chromium is; without one these tests are skipped, but never in CI."""
    if found := find_chromium():
        return found
    missing = "The browser tests need Chromium: install your system's package `chromium`."
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield launched
        launched.close()


class Watched:
    """A page that remembers every request and every complaint."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on(
            "console",
            lambda message: (
                self.complaints.append(message.text)
                if message.type in {"error", "warning"}
                else None
            ),
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def fetched(self) -> list[str]:
        """Requests beyond the file itself and data inside it."""
        return [url for url in self.requests if not url.startswith(("file:", "data:"))]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile, 1280 pixels wide, with the network off."""
    made = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    yield made
    made.close()


class Axe:
    """Asks axe-core about pages."""

    def __init__(self) -> None:
        package = files("axe_playwright_python")
        self.script = package.joinpath("axe.min.js").read_text(encoding="utf-8")

    def violations(self, page: Page, *selectors: str) -> list[str]:
        """What is wrong below these, or anywhere; one line for each rule: impact, rule, places.

        The script comes in through the debugger, so a page's own policy may forbid scripts.
        """
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(self.script)
        found = page.evaluate(
            "include => axe.run({ include }, { resultTypes: ['violations'] })",
            list(selectors) or ["html"],
        )
        return [
            f"{one['impact']} {one['id']}: {[node['target'] for node in one['nodes']][:5]}"
            for one in found["violations"]
        ]


@pytest.fixture(scope="session")
def axe() -> Axe:
    """axe-core, which judges how accessible a page is."""
    return Axe()


@pytest.fixture(scope="session")
def demo_guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's final guide, exported once."""
    return export_guide(create_demo(tmp_path_factory.mktemp("engagements") / "demo"))


@pytest.fixture
def guide(context: BrowserContext, demo_guide: Path) -> Watched:
    """The demo's guide, opened from disk."""
    watched = Watched(context.new_page())
    watched.page.goto(demo_guide.as_uri())
    return watched


@pytest.fixture
def keep_screenshot(request: pytest.FixtureRequest) -> object:
    """Keeps a picture in `$SEGKIT_SCREENSHOTS`, when somebody wants to look."""
    folder = os.environ.get("SEGKIT_SCREENSHOTS")

    def keep(page: Page, name: str, *, full: bool = False) -> None:
        if folder:
            stem = re.sub(r"\W+", "-", f"{request.node.name}-{name}").strip("-")
            page.screenshot(path=Path(folder) / f"{stem}.png", full_page=full)

    return keep


def kernels_in(folder: Path) -> list[int]:
    """Process ids of kernels that run in a folder or below it, the oldest first."""
    found = []
    for process in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            command = (process / "cmdline").read_bytes()
            if process.name.isdecimal() and b"ipykernel_launcher" in command:
                here = (process / "cwd").readlink()
                found += [int(process.name)] if folder in (here, *here.parents) else []
    return sorted(found)


@pytest.fixture(scope="session")
def lab_kernels() -> Callable[[Path], list[int]]:
    """The kernels of an engagement, whoever serves it."""
    return kernels_in


@dataclass
class Lab:
    """A running JupyterLab."""

    address: str
    folder: Path
    token: str = TOKEN

    def kernels(self) -> list[int]:
        """Process ids of its kernels on this engagement, the oldest first."""
        return kernels_in(self.folder)

    def kill_kernel(self) -> None:
        """As the system does when memory runs out: nobody is asked, nothing is said."""
        os.kill(self.kernels()[-1], signal.SIGKILL)


class Room:
    """A notebook in JupyterLab, driven as a person would."""

    def __init__(self, lab: Lab, page: Page, name: str, cells: Sequence[str] = ()) -> None:
        self.lab, self.page, self.name = lab, page, name
        self.notes = lab.folder / "notes.toml"
        if cells:
            made = [new_code_cell(one, id=f"c{n}") for n, one in enumerate(cells)]
            kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)"}
            notebook = new_notebook(cells=made, metadata={"kernelspec": kernel})
            (lab.folder / name).write_text(writes(notebook), encoding="utf-8")

    def open(self) -> None:
        """In a workspace of its own, so that nothing else is open in it."""
        stem = self.name.removesuffix(".ipynb")
        self.page.goto(
            f"{self.lab.address}/lab/workspaces/{stem}/tree/{self.name}?token={self.lab.token}"
        )
        self.idle()

    def idle(self) -> None:
        """Wait for a kernel."""
        self.page.wait_for_function(
            "() => window.jupyterapp?.shell?.currentWidget?.context?.sessionContext?.session?.kernel"
            "?.status === 'idle'",
            timeout=90_000,
        )

    def run_all(self) -> None:
        """Run every cell, and wait for the last one."""
        last = self.page.locator(".jp-CodeCell").last.locator(".jp-InputPrompt")
        before = last.inner_text()
        self.page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells') }")
        expect(last).not_to_have_text(before, timeout=30_000)
        expect(last).to_have_text(re.compile(r"\[\d+\]:"), timeout=180_000)
        errors = self.page.locator("[data-mime-type='application/vnd.jupyter.error']")
        expect(errors).to_have_count(0)

    def kill(self) -> None:
        """End the kernel as the system does, and wait until JupyterLab has another one."""
        self.lab.kill_kernel()
        self.page.locator(".jp-Dialog .jp-mod-accept").click(timeout=60_000)
        self.idle()

    def save(self) -> None:
        """Save the notebook, and wait until it is written."""
        self.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")

    def reload(self) -> None:
        """The page anew, with the notebook as it was saved."""
        self.save()
        self.page.reload()
        self.idle()

    def saved(self, text: str) -> None:
        """Wait until the notes hold the text."""
        deadline = time.monotonic() + 20
        while text not in self.notes.read_text(encoding="utf-8"):
            assert time.monotonic() < deadline, f"{text!r} was not saved"
            time.sleep(0.1)


@pytest.fixture(scope="session")
def new_room() -> Callable[..., Room]:
    """A notebook of these cells in a server of any kind."""

    def made(address: str, folder: Path, page: Page, name: str, cells: Sequence[str]) -> Room:
        return Room(Lab(address, folder), page, name, cells)

    return made


@pytest.fixture(scope="module")
def in_room(lab: Lab, browser: Browser) -> Iterator[Callable[..., Room]]:
    """Opens a notebook of these cells in a fresh profile."""
    contexts = []

    def opened(name: str, *cells: str) -> Room:
        context = browser.new_context(viewport={"width": 1500, "height": 1000})
        contexts.append(context)
        room = Room(lab, context.new_page(), name, cells)
        room.open()
        return room

    yield opened
    for context in contexts:
        context.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _environment(home: Path) -> dict[str, str]:
    """Nothing of the person who runs the tests leaks in, and nothing leaks out."""
    settings = home / "settings" / "@jupyterlab" / "notebook-extension"
    settings.mkdir(parents=True)
    (settings / "tracker.jupyterlab-settings").write_text(json.dumps({"windowingMode": "none"}))
    return {
        **os.environ,
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "IPYTHONDIR": str(home / "ipython"),
    }


@contextlib.contextmanager
def _serving(root: Path, command: Sequence[str]) -> Iterator[str]:
    port = _free_port()
    log = root / "server.log"
    with log.open("w") as writing:
        server = subprocess.Popen(
            [*command, "--no-browser", f"--port={port}"],
            cwd=root,
            env=_environment(root / "home"),
            stdout=writing,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_up(port, server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=30)


@pytest.fixture(scope="session")
def serving() -> Callable[[Path, Sequence[str]], contextlib.AbstractContextManager[str]]:
    """Runs a Jupyter server with a home of its own below a folder; gives its address."""
    return _serving


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab on the demo engagement."""
    root = tmp_path_factory.mktemp("lab")
    folder = create_demo(root / "demo").folder
    command = [
        sys.executable, "-m", "jupyterlab", "--allow-root", "--ip=127.0.0.1",
        "--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}",
        f"--notebook-dir={folder}", "--LabApp.news_url=", "--expose-app-in-browser",
    ]  # fmt: skip
    with _serving(root, command) as address:
        yield Lab(address, folder)


def _wait_until_up(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(240):
        if server.poll() is not None:
            break
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=2):
            return
        time.sleep(0.5)
    pytest.fail(f"The server did not start:\n{log.read_text()[-2000:]}")
