"""Modules, settings and pages in a stranger's folder: nothing of it reaches a program of segkit's.

Every planted file says where it ran. The servers are real ones.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest
from websockets.sync.client import connect

from segkit.doctor.computer import start_kernel

if TYPE_CHECKING:
    from tests.trust.conftest import Stranger

pytestmark = pytest.mark.notebook

SEGKIT = [sys.executable, "-P", "-m", "segkit"]  # as the installed program starts
MODULES = (
    *("segkit", "click", "json", "typing", "signal", "pickle", "multiprocessing", "traitlets"),
    *("nbformat", "nbconvert", "jupyter_core", "jupyter_client", "IPython", "ipykernel", "zmq"),
    *("ipykernel_launcher", "tornado", "voila", "jupyterlab", "jupyter_server", "debugpy"),
    *("anywidget", "ipywidgets", "pandas", "msgspec", "jinja2", "sitecustomize", "usercustomize"),
    *("rich", "keyring", "jupyter_server_config", "jupyter_lsp", "psutil", "platformdirs"),
)
CONFIGURATION = (
    *("ipython_config.py", "ipython_kernel_config.py", "jupyter_config.py", "voila.py"),
    *("jupyter_server_config.py", "jupyter_nbconvert_config.py", "jupyter_notebook_config.py"),
    *("jupyter_lab_config.py", ".jupyter/jupyter_server_config.py", ".jupyter/voila.py"),
    *(".ipython/profile_default/startup/00-first.py", "profile_default/startup/00-first.py"),
    *("profile_default/ipython_config.py", "conftest.py", "__main__.py", "__init__.py"),
)
KERNEL = {"argv": ["{python}", "-c", "{code}", "{connection_file}"], "display_name": "Python 3"}
VOILA = {
    "Voila": {"ip": "0.0.0.0", "token": "", "auto_token": False, "port": 1},  # noqa: S104
    "VoilaConfiguration": {"template": "theirs", "show_tracebacks": True, "strip_sources": False},
}


def plant(stranger: Stranger) -> Path:
    """Everything that a program might import or take for its settings; gives what it leaves."""
    ran = stranger.outside / "ran.txt"
    code = f"with open({str(ran)!r}, 'a') as left: left.write(__file__ + '\\n')\n"
    for name in MODULES:
        (stranger.folder / f"{name}.py").write_text(code, encoding="utf-8")
    for name in CONFIGURATION:
        file = stranger.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(code, encoding="utf-8")
    (stranger.folder / "theirs.pth").write_text(f"import os; {code}", encoding="utf-8")
    for place in ("kernels/python3", "share/jupyter/kernels/python3"):
        spec = stranger.folder / place / "kernel.json"
        spec.parent.mkdir(parents=True)
        argv = [one.format(python=sys.executable, code=code, connection_file="{connection_file}")
                for one in KERNEL["argv"]]  # fmt: skip
        spec.write_text(json.dumps({**KERNEL, "argv": argv}), encoding="utf-8")
    for name in ("voila.json", "jupyter_server_config.json", "jupyter_config.json"):
        (stranger.folder / name).write_text(json.dumps(VOILA), encoding="utf-8")
    for place in ("voila/templates/theirs", "voila/templates/segkit", "templates/theirs"):
        template = stranger.folder / place / "index.html.j2"
        template.parent.mkdir(parents=True)
        template.write_text("{{ 6 * 7 }} their template", encoding="utf-8")
        template.with_name("conf.json").write_text("{}", encoding="utf-8")
    entries = stranger.folder / "theirs-1.0.dist-info" / "entry_points.txt"
    entries.parent.mkdir()
    entries.with_name("METADATA").write_text("Metadata-Version: 2.1\nName: theirs\nVersion: 1.0\n")
    entries.write_text(
        "[nbconvert.exporters]\nsegkit = json:Theirs\n"
        "[jupyter_client.kernel_provisioners]\nlocal-provisioner = json:Theirs\n"
        "[keyring.backends]\ntheirs = json\n"
    )
    return ran


def own_cell(folder: Path, source: str) -> None:
    """A cell of its own in the guide."""
    notebook = nbformat.read(folder / "guide.ipynb", as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(source))
    nbformat.write(notebook, folder / "guide.ipynb")


@pytest.mark.parametrize(
    "command",
    [
        ("check",),
        ("pull",),
        ("doctor",),
        ("export", "--draft", "--run-code", "."),
        ("export", "--draft", "--all", "--jobs", "2", "--run-code", "."),
        ("export", "--draft", "--to", "docsify", "--run-code", "."),
    ],
)
def test_no_command_imports_from_the_folder(stranger: Stranger, command: tuple[str, ...]) -> None:
    """Run in it, with a kernel and with processes of its own."""
    own_cell(stranger.folder, "import json, typing; json.dumps(typing.TYPE_CHECKING)")
    ran = plant(stranger)

    done = subprocess.run(
        [*SEGKIT, *command], cwd=stranger.folder, capture_output=True, text=True, check=False,
        timeout=180,
    )  # fmt: skip

    assert done.returncode in {0, 1}, done.stdout + done.stderr
    assert not ran.exists(), ran.read_text(encoding="utf-8")


def test_the_doctors_kernel_imports_nothing_from_where_one_is(
    stranger: Stranger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It tries the kernel that the notebooks have, not the folder."""
    ran = plant(stranger)
    monkeypatch.chdir(stranger.folder)

    assert start_kernel() == ""
    assert not ran.exists()


def test_a_relative_path_of_modules_leads_nowhere(
    stranger: Stranger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An entry of PYTHONPATH that is the folder is not handed on to a kernel that works there."""
    own_cell(stranger.folder, "import anywidget_stand_in")
    (stranger.folder / "anywidget_stand_in.py").write_text("x = 1\n", encoding="utf-8")
    monkeypatch.setenv(
        "PYTHONPATH", os.pathsep.join([os.environ.get("PYTHONPATH", ""), str(stranger.folder), ""])
    )

    done = subprocess.run(
        [*SEGKIT, "export", "--draft", "--run-code", "."], cwd=stranger.folder,
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip

    assert done.returncode == 2
    assert "No module named 'anywidget_stand_in'" in done.stderr


# --- servers --------------------------------------------------------------------------------


def free_port() -> int:
    """One that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_listening(port: int) -> bool:
    """Somebody takes connections there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextlib.contextmanager
def serving(
    stranger: Stranger, command: Sequence[str], until: str, *, listening: bool = True
) -> Iterator[tuple[int, str]]:
    """The command, started in the folder; its port and what it said until it was up."""
    port, log = free_port(), stranger.outside.with_name("server.log")
    home = stranger.outside.with_name("home")
    home.mkdir(exist_ok=True)
    with log.open("w") as writing:
        server = subprocess.Popen(
            [*SEGKIT, *command, ".", "--no-browser", f"--port={port}"],
            cwd=stranger.folder,
            env={**os.environ, "HOME": str(home), "NOBODY_THOUGHT_OF_THIS": "a secret"},
            stdout=writing,
            stderr=subprocess.STDOUT,
        )
    try:
        deadline = time.monotonic() + 90
        while not re.search(until, log.read_text(encoding="utf-8")):
            assert server.poll() is None, log.read_text(encoding="utf-8")
            assert time.monotonic() < deadline, log.read_text(encoding="utf-8")
            time.sleep(0.005)
        while listening and not is_listening(port):  # Jupyter says its address a moment before
            assert time.monotonic() < deadline, log.read_text(encoding="utf-8")
            time.sleep(0.2)
        yield port, log.read_text(encoding="utf-8")
    finally:
        server.terminate()
        server.wait(timeout=30)


def ask(
    port: int, path: str, headers: Mapping[str, str] | None = None, method: str = "GET",
    body: str | None = None,
) -> tuple[int, str, Mapping[str, str]]:  # fmt: skip
    """Status, text and headers of an answer."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=90)
    line.request(method, path, body, dict(headers or {}))
    answer = line.getresponse()
    text = answer.read().decode("utf-8", "replace")
    return answer.status, text, dict(answer.getheaders())


def token_of(said: str) -> str:
    """The token in the address that is printed."""
    found = re.search(r"[?&]token=([\w-]+)", said)
    assert found is not None, said
    return found[1]


def hostile_explorer(folder: Path) -> None:
    """Scripts in every part of a notebook that is no code."""
    script = "<script>window.stolen = 1</script><img src=x onerror=stolen()>"
    notebook = nbformat.read(folder / "explore.ipynb", as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_markdown_cell(f"# Look {script} [x](javascript:1)"))
    notebook.cells.insert(
        1, nbformat.v4.new_raw_cell(script, metadata={"raw_mimetype": "text/html"})
    )
    notebook.cells.insert(2, nbformat.v4.new_markdown_cell("![out](leads-out.png)"))
    for cell in notebook.cells:
        if cell.cell_type == "code":
            data = {"text/html": script, "application/javascript": "stolen()"}
            cell.outputs = [nbformat.v4.new_output("display_data", data=data)]
            cell.metadata["voila"] = {"template": "theirs"}
    notebook.metadata["voila"] = {"template": "theirs", "theme": "../theirs"}
    notebook.metadata["kernelspec"] = {"name": "theirs", "display_name": script, "language": "x"}
    notebook.metadata["widgets"] = {
        "application/vnd.jupyter.widget-state+json": {"state": {"x": {"_esm": "stolen()"}}}
    }
    nbformat.write(notebook, folder / "explore.ipynb")


def test_the_app_is_for_whoever_has_its_address(stranger: Stranger) -> None:
    """No settings of the folder, no other name, no other page, no token: no answer."""
    ran = plant(stranger)
    (stranger.folder / "_media" / "way.png").symlink_to(stranger.outside / "ran.txt")
    with serving(stranger, ["app"], "token=") as (port, said):
        token = token_of(said)
        listening = {
            line.split()[1].rpartition(":")[0]
            for line in Path("/proc/net/tcp").read_text().splitlines()[1:]
            if line.split()[1].endswith(f":{port:04X}") and line.split()[3] == "0A"
        }
        without = ask(port, "/")
        wrong = ask(port, "/?token=guessed")
        picture = ask(port, "/voila/files/_media/segment-overview.png")
        named = ask(port, f"/?token={token}", {"Host": f"stranger.example:{port}"})
        framed = ask(port, f"/?token={token}", {"Origin": "http://stranger.example"})
        neighbour = ask(port, f"/?token={token}", {"Origin": "http://localhost:1"})
        null = ask(port, f"/?token={token}", {"Origin": "null"})
        asset = ask(port, "/voila/static/voila.js", {"Host": f"stranger.example:{port}"})
        status, page, headers = ask(port, f"/?token={token}")
        cookie = {"Cookie": headers["Set-Cookie"].partition(";")[0]}
        notes = ask(port, "/voila/files/notes.toml", cookie)
        linked = ask(port, "/voila/files/_media/way.png", cookie)
        inside = ask(port, "/voila/files/_media/segment-overview.png", cookie)
        socket_ = ask(
            port,
            "/api/kernels/00000000-0000-0000-0000-000000000000/channels",
            {
                "Upgrade": "websocket",
                "Connection": "Upgrade",
                "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
                "Sec-WebSocket-Version": "13",
                "Origin": "http://stranger.example",
                **cookie,
            },
        )

    assert listening == {"0100007F"}
    assert [one[0] for one in (without, wrong, picture)] == [302, 302, 302]
    assert [one[0] for one in (named, framed, neighbour, null, asset, socket_)] == [403] * 6
    assert "Explore what" not in without[1] + wrong[1]
    assert status == 200
    assert "Explore what Quillmoor Supply" in page
    assert "their template" not in page
    assert "open_guide" not in page
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert [one[0] for one in (notes, linked, inside)] == [404, 404, 200]
    assert not ran.exists(), ran.read_text(encoding="utf-8")


def test_a_strangers_notebook_brings_no_script_into_the_app(stranger: Stranger) -> None:
    """Markdown is cleaned, raw cells, kept outputs and widgets are left out, settings ignored."""
    plant(stranger)
    hostile_explorer(stranger.folder)
    secret = b"\x89PNG the SA's own secret, worth stealing 8c1f"
    (stranger.outside / "secret.png").write_bytes(secret)
    (stranger.folder / "leads-out.png").symlink_to(stranger.outside / "secret.png")

    with serving(stranger, ["app"], "token=") as (port, said):
        status, page, _ = ask(port, f"/?token={token_of(said)}")

    assert status == 200
    assert "Look" in page
    assert "stolen" not in page
    assert "javascript:1" not in page
    assert "iVBORw0KG" not in page.partition("Explore what")[0]
    assert "their template" not in page


def test_code_that_is_added_later_is_not_run_for_a_visit(stranger: Stranger) -> None:
    """The notebook is looked at again each time."""
    ran = stranger.outside / "ran.txt"
    with serving(stranger, ["app"], "token=") as (port, said):
        notebook = nbformat.read(stranger.folder / "explore.ipynb", as_version=4)
        notebook.cells.append(nbformat.v4.new_code_cell(f"open({str(ran)!r}, 'w').close()"))
        nbformat.write(notebook, stranger.folder / "explore.ipynb")
        status, page, _ = ask(port, f"/?token={token_of(said)}")

    assert status == 403
    assert "Explore what" not in page
    assert not ran.exists()


def test_a_lab_that_is_ended_while_it_begins_ends(stranger: Stranger) -> None:
    """What it has begun to run does not keep it: it says its address just before it listens."""
    with serving(stranger, ["lab"], "token=", listening=False) as (_, said):
        assert "token=" in said


def test_the_lab_shows_what_is_in_the_folder_and_nothing_else(stranger: Stranger) -> None:
    """No module, no settings; links lead nowhere, neither to read nor to write, nor checkpoints."""
    ran = plant(stranger)
    kept = stranger.outside / "kept.txt"
    kept.write_text("the SA's own", encoding="utf-8")
    (stranger.folder / "linked.txt").symlink_to(kept)
    os.link(kept, stranger.folder / "hard.txt")
    os.mkfifo(stranger.folder / "pipe.txt")
    (stranger.folder / "way").symlink_to(stranger.outside)
    (stranger.folder / ".ipynb_checkpoints").symlink_to(stranger.outside)
    hostile_explorer(stranger.folder)
    notebook = json.dumps({
        "type": "notebook", "format": "json",
        "content": {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5},
    })  # fmt: skip
    with serving(stranger, ["lab"], r"token=") as (port, said):
        headers = {"Authorization": f"token {token_of(said)}"}
        listed = ask(port, "/api/contents", headers)
        reads = [
            ask(port, f"/{way}/{name}", headers)[0]
            for name in ("linked.txt", "hard.txt", "way/kept.txt", "way", "pipe.txt")
            for way in ("api/contents", "files")
        ]
        body = json.dumps({"type": "file", "format": "text", "content": "overwritten"})
        writes = [
            ask(port, f"/api/contents/{name}", headers, "PUT", body)[0]
            for name in ("linked.txt", "hard.txt", "way/kept.txt", "way/new.txt", "pipe.txt")
        ]
        opened = ask(port, "/api/contents/explore.ipynb", headers)
        picture = ask(port, "/files/_media/own.png", headers)
        saved = ask(port, "/api/contents/fresh.ipynb", headers, "PUT", notebook)
        mark = ask(port, "/api/contents/fresh.ipynb/checkpoints", headers, "POST")
        environment = kernel_knows(port, headers, stranger.outside / "seen.json")

    assert "guide.ipynb" in listed[1]
    assert "linked.txt" not in listed[1]
    assert reads == [404] * 10
    assert picture[0] == 200
    # widgets that are kept in a notebook come to life in JupyterLab, with their scripts
    assert opened[0] == 200
    assert "_esm" not in opened[1]
    assert all(status >= 400 for status in writes)
    assert saved[0] == 201
    assert mark[0] == 201  # kept elsewhere, so that saving goes on
    assert kept.read_text(encoding="utf-8") == "the SA's own"
    assert sorted(path.name for path in stranger.outside.iterdir()) == ["kept.txt", "seen.json"]
    assert environment["safe"] is True
    assert "NOBODY_THOUGHT_OF_THIS" not in str(environment["names"])
    assert not ran.exists(), ran.read_text(encoding="utf-8")


def test_a_lab_that_is_ended_while_it_runs_the_workshop_ends(stranger: Stranger) -> None:
    """No server and no kernel is left behind."""
    with serving(stranger, ["lab"], r"Kernel started") as (port, said):
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=90)
        headers = {"Authorization": f"token {token_of(said)}"}
        line.request("GET", "/api/contents/workshop.ipynb", headers=headers)
        time.sleep(0.3)  # the workshop's cells take longer


@pytest.mark.parametrize("command", ["app", "lab"])
@pytest.mark.parametrize("ending", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_server_leaves_nothing_where_temporary_files_are(
    stranger: Stranger, command: str, ending: str
) -> None:
    """The page that leads the browser there holds the token."""
    temporary = stranger.outside / "temporary"
    temporary.mkdir()
    server = subprocess.Popen(
        [*SEGKIT, command, ".", f"--port={free_port()}"],
        cwd=stranger.folder,
        env={**os.environ, "TMPDIR": str(temporary), "BROWSER": "true"},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip
    assert server.stdout is not None
    for line in server.stdout:
        if "token=" in line:
            break
    time.sleep(2)  # until the browser was asked to open it
    assert list(temporary.rglob("*"))

    # as a terminal does: to all that was started in it
    os.killpg(server.pid, getattr(signal, ending))
    with contextlib.suppress(subprocess.TimeoutExpired):
        server.communicate(timeout=5)
    if server.poll() is None:  # Jupyter asks whether an interrupt was meant
        os.killpg(server.pid, signal.SIGTERM)
    server.communicate(timeout=30)

    assert list(temporary.rglob("*")) == []


def kernel_knows(port: int, headers: Mapping[str, str], seen: Path) -> Mapping[str, object]:
    """What a kernel of the server says of itself; it is asked as JupyterLab does."""
    wanted = {"path": "guide.ipynb", "type": "notebook", "name": "", "kernel": {"name": "python3"}}
    status, text, _ = ask(port, "/api/sessions", headers, "POST", json.dumps(wanted))
    assert status == 201, text
    kernel = json.loads(text)["kernel"]["id"]
    code = (
        "import json, os, sys, segkit, anywidget\n"
        f"with open({str(seen)!r}, 'w') as left:\n"
        "    json.dump({'names': list(os.environ), 'safe': bool(sys.flags.safe_path)}, left)"
    )
    message = {
        "header": {
            "msg_id": "1", "msg_type": "execute_request", "session": "s", "username": "u",
            "version": "5.3", "date": "2026-11-24T09:30:00Z",
        },
        "parent_header": {},
        "metadata": {},
        "content": {"code": code, "silent": False, "store_history": False},
        "channel": "shell",
        "buffers": [],
    }  # fmt: skip
    address = f"ws://127.0.0.1:{port}/api/kernels/{kernel}/channels"
    with connect(address, additional_headers=headers) as line:
        line.send(json.dumps(message))
        deadline = time.monotonic() + 60
        while not seen.exists() or not seen.read_text(encoding="utf-8"):
            assert time.monotonic() < deadline
            with contextlib.suppress(TimeoutError):
                line.recv(timeout=0.5)
    found: Mapping[str, object] = json.loads(seen.read_text(encoding="utf-8"))
    return found
