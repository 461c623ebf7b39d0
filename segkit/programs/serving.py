"""Serving an engagement on this computer: JupyterLab to work in, Voilà to look around.

Both run as programs of their own with this very Python; nothing is fetched from elsewhere. They
are started in an empty folder, because Jupyter, Voilà and Python look for settings and modules
where they are started.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from segkit.engagement.bundled import EXPLORER
from segkit.engagement.settings import Engagement
from segkit.errors import ConfigError
from segkit.files import is_there, read_own
from segkit.programs.ending import ENDING, own_folder
from segkit.trust import kernel_environment, own_python

_EXTENSIONS = {
    "segkit.room.extension": True,
    **dict.fromkeys(("voila.server_extension", "notebook", "jupyter_lsp"), False),
}
"""Ours; what serves notebooks in other looks is not loaded beside it, nor what would look for
language servers in the folder and run them from there."""

_OFF = (
    # buttons and settings of what this server does not load
    *("@jupyter-notebook/lab-extension", "@voila-dashboards/jupyterlab-preview"),
    *("@jupyterlab/lsp-extension", "@jupyterlab/notebook-extension:language-server"),
    "@jupyterlab/fileeditor-extension:language-server",
    "@jupyterlab/apputils-extension:announcements",
    # looks for formulas in every output, and takes `$email … $name` for one; the guide has none
    "@jupyterlab/mathjax-extension",
    # moons that turn, on the time of what they wait for
    "@jupyterlab/apputils-extension:splash",
)
"""What of JupyterLab's page has no use in the room."""

_LAB = (
    f"--ServerApp.jpserver_extensions={_EXTENSIONS}",
    "--ServerApp.contents_manager_class=segkit.room.extension.RoomContents",
    "--ServerApp.kernel_manager_class=segkit.programs.jupyter.OwnKernels",
)
_OPENS = ("BROWSER", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS")
"""What a program needs besides to open a browser."""

ROOM = "SEGKIT_ROOM"
"""The variable with the notebook that `segkit.room.extension` runs before it is shown."""

WORKSHOP = "workshop.ipynb"
_MOST_BYTES = 512_000_000  # of a notebook
_SHARE = Path(__file__).parent / "share"
_PATIENCE = 15.0  # seconds for a server to end well; kernels without one end by themselves


def lab_command(engagement: Engagement, options: Sequence[str], state: Path) -> list[str]:
    """JupyterLab on the engagement's folder, with its workshop open and already run.

    Args:
        engagement: Its folder is what JupyterLab shows.
        options: Further ones of JupyterLab's.
        state: A folder for how JupyterLab looks; nothing of the user's own is changed.

    Raises `TrustError` when the notebook is not in the folder, `ConfigError` when it is no file.
    """
    room = room_of(engagement)
    _check_file(engagement.folder / room, engagement.folder)
    _write_look(state, room)
    return [
        *own_python("-m", "segkit.programs.lab", str(engagement.folder)),
        f"--notebook-dir={engagement.folder}",
        *_LAB,
        *(f"--LabApp.app_settings_dir={state}", f"--LabApp.workspaces_dir={state / 'workspaces'}"),
        # so that a form can run the cells again with one button
        *("--LabApp.default_url=/lab", "--LabApp.expose_app_in_browser=True"),
        *options,
        *_as_root(),
    ]


def _check_file(notebook: Path, folder: Path) -> None:
    try:
        read_own(notebook, limit=_MOST_BYTES, folder=folder)
    except OSError as error:
        raise ConfigError(
            f"{notebook} could not be read: {error.strerror}.", "put the notebook itself there."
        ) from error


def room_of(engagement: Engagement) -> str:
    """The notebook that is opened: the workshop, or the guide where there is none."""
    has_workshop = is_there(engagement.folder / WORKSHOP)
    return WORKSHOP if has_workshop else engagement.notebook.name


def _write_look(state: Path, notebook: str) -> None:
    """One notebook, no file browser, no news; every cell stays in the page while it scrolls."""
    settings = {
        "@jupyterlab/apputils-extension:notification": {
            "fetchNews": "false", "checkForUpdates": False,
        },
        "@jupyterlab/notebook-extension:tracker": {"windowingMode": "contentVisibility"},
        # what segkit shows has none, and each output would be cleaned and parsed to find that out
        "@jupyterlab/toc-extension:registry": {"includeOutput": False},
    }  # fmt: skip
    tab = f"notebook:{notebook}"
    dock = {"type": "tab-area", "currentIndex": 0, "widgets": [tab]}
    layout = {
        "main": {"dock": dock, "current": tab},
        "left": {"collapsed": True, "visible": True},
        "right": {"collapsed": True, "visible": True},
        "relativeSizes": [0, 1, 0],
    }
    data = {
        "layout-restorer:data": layout,
        tab: {"data": {"path": notebook, "factory": "Notebook"}},
    }
    (state / "workspaces").mkdir(parents=True, exist_ok=True)
    # no part of JupyterLab is built here, so nobody has to look whether it should be
    page = {"buildCheck": False, "buildAvailable": False, "disabledExtensions": _OFF}
    (state / "page_config.json").write_text(json.dumps(page), encoding="utf-8")
    (state / "overrides.json").write_text(json.dumps(settings), encoding="utf-8")
    workspace = {"data": data, "metadata": {"id": "default"}}
    # the name that jupyterlab_server gives the file of this workspace
    file = state / "workspaces" / "default-37a8.jupyterlab-workspace"
    file.write_text(json.dumps(workspace), encoding="utf-8")


def app_command(engagement: Engagement, options: Sequence[str]) -> list[str]:
    """Voilà on the customer's explorer: what it shows, and not a line of code.

    Raises `ConfigError` when the engagement has no explorer.
    """
    notebook = engagement.folder / EXPLORER
    if not is_there(notebook):
        raise ConfigError(
            f"{engagement.folder} has no {EXPLORER}.",
            "copy it from a new engagement (`segkit new`), or make one with `guide.explore()`.",
        )
    return [
        *own_python("-m", "segkit.app", str(notebook), "--template=segkit"),
        # a widget that fails says so in its own place; a traceback would show code
        *("--VoilaConfiguration.show_tracebacks=False", "--strip_sources=True"),
        *options,
    ]


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> int:
    """The program's exit status; Ctrl-C ends it and is no error.

    Whoever ends this program ends that one too, so no server is left behind. Without `environment`
    it gets that of this program.
    """
    with own_folder("segkit-") as folder:
        given = _environment(os.environ if environment is None else environment)
        given["TMPDIR"] = str(folder)  # whatever it leaves there goes with it
        return _waited_for(command, folder, given)


def app_environment(engagement: Engagement) -> dict[str, str]:
    """What Voilà and its kernels may know; a customer looks on, so no token is in it."""
    named = kernel_environment(os.environ, engagement.folder)
    return {**named, **{name: os.environ[name] for name in _OPENS if name in os.environ}}


def _waited_for(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> int:
    started: list[subprocess.Popen[bytes]] = []
    ended: list[int] = []

    def end(number: int, _frame: object) -> None:
        ended.append(number)
        for program in started:
            program.terminate()
            late = threading.Timer(_PATIENCE, program.kill)
            late.daemon = True
            late.start()

    heard = [one for one in ENDING if signal.getsignal(one) != signal.SIG_IGN]  # as by `nohup`
    before = {number: signal.signal(number, end) for number in heard}
    try:
        # our own Python with fixed arguments; nothing of the user's reaches a shell
        started.append(subprocess.Popen(command, cwd=folder, env=environment))  # noqa: S603
        if ended:  # while it was being started
            started[0].terminate()
        return started[0].wait()
    except KeyboardInterrupt:
        for program in started:
            program.wait()  # it was interrupted as well, and may still be asking
        return 0
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The same, with segkit's own page for Voilà where Jupyter looks for such things."""
    before = environment.get("JUPYTER_PATH", "")
    path = os.pathsep.join(filter(None, [str(_SHARE), before]))
    return {**environment, "JUPYTER_PATH": path}


def _as_root() -> list[str]:
    """In a container one is often root; it listens on this computer only."""
    return ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
