"""How JupyterLab and Voilà are started for an engagement."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from segkit.engagement.demo import create_demo
from segkit.errors import ConfigError
from segkit.programs.serving import _environment, app_command, lab_command, room_of, run


def test_the_app_shows_the_explorer_without_code(tmp_path: Path) -> None:
    """With segkit's own page, and what the user adds."""
    engagement = create_demo(tmp_path / "demo")

    command = app_command(engagement, ["--port=9000"])

    assert command[:4] == [sys.executable, "-P", "-m", "segkit.app"]
    assert str(engagement.folder / "explore.ipynb") in command
    assert {"--template=segkit", "--strip_sources=True", "--port=9000"} <= set(command)


def test_the_lab_opens_the_workshop_and_changes_nothing_of_the_users(tmp_path: Path) -> None:
    """How it looks is in a folder of its own; without a workshop it opens the guide."""
    engagement = create_demo(tmp_path / "demo")
    state = tmp_path / "state"

    command = lab_command(engagement, ["--port=9000"], state)
    [workspace] = (state / "workspaces").iterdir()
    opened = json.loads(workspace.read_text(encoding="utf-8"))["data"]

    assert command[:4] == [sys.executable, "-P", "-m", "segkit.programs.lab"]
    assert {f"--LabApp.app_settings_dir={state}", "--port=9000"} <= set(command)
    assert opened["notebook:workshop.ipynb"]["data"]["path"] == "workshop.ipynb"
    assert opened["layout-restorer:data"]["left"]["collapsed"]
    assert "fetchNews" in (state / "overrides.json").read_text(encoding="utf-8")

    page = json.loads((state / "page_config.json").read_text(encoding="utf-8"))
    assert {"@jupyterlab/mathjax-extension", "@voila-dashboards/jupyterlab-preview"} <= {
        *page["disabledExtensions"]
    }
    [extensions] = [one for one in command if "jpserver_extensions" in one]
    assert all(f"'{one}': False" in extensions for one in ("voila.server_extension", "jupyter_lsp"))

    (engagement.folder / "workshop.ipynb").unlink()
    assert room_of(engagement) == engagement.notebook.name


def test_an_engagement_without_explorer_says_so(tmp_path: Path) -> None:
    """It was made by hand, or the notebook was deleted."""
    engagement = create_demo(tmp_path / "demo")
    (engagement.folder / "explore.ipynb").unlink()

    with pytest.raises(ConfigError, match=r"no explore\.ipynb"):
        app_command(engagement, [])


def test_the_page_for_voila_is_found_and_asks_nobody_else() -> None:
    """Jupyter looks below JUPYTER_PATH; nothing in the template leads outside."""
    path = _environment({"JUPYTER_PATH": "/elsewhere"})["JUPYTER_PATH"].split(os.pathsep)
    template = Path(path[0]) / "voila" / "templates" / "segkit" / "index.html.j2"

    assert path[1] == "/elsewhere"
    assert "http" not in template.read_text(encoding="utf-8")


def test_the_programs_status_is_handed_on() -> None:
    """A script can tell that it did not start."""
    assert run([sys.executable, "-c", "raise SystemExit(3)"]) == 3


@pytest.mark.parametrize(
    ("name", "heard"), [("SIGTERM", "SIG_DFL"), ("SIGHUP", "SIG_DFL"), ("SIGTERM", "SIG_IGN")]
)
def test_no_server_is_left_behind(tmp_path: Path, name: str, heard: str) -> None:
    """Ending segkit ends what it started, also when its terminal is closed, or the server hangs."""
    mark = tmp_path / "pid"
    waiting = (
        f"import os, pathlib, signal, time; signal.signal(signal.SIGTERM, signal.{heard}); "
        f"pathlib.Path({str(mark)!r}).write_text(str(os.getpid()))"
    )
    started = (
        "import sys; from segkit.programs import serving; from segkit.programs.serving import run; "
        f"serving._PATIENCE = {0.2 if heard == 'SIG_IGN' else 60}; "
        "from segkit.programs.ending import end_in_order; end_in_order(); "
        f"sys.exit(run([sys.executable, '-c', {waiting + '; time.sleep(60)'!r}]))"
    )
    program = subprocess.Popen([sys.executable, "-c", started], cwd=tmp_path)
    deadline = time.monotonic() + 30
    while not (mark.exists() and mark.read_text()):
        assert time.monotonic() < deadline
        time.sleep(0.05)

    program.send_signal(getattr(signal, name))
    program.wait(timeout=30)

    with pytest.raises(ProcessLookupError):
        os.kill(int(mark.read_text()), 0)
