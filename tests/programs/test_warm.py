"""The process that waits to become a kernel: when it does, and when it is ended instead."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen

import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.connect import write_connection_file

from segkit.engagement.demo import create_demo
from segkit.programs import warm
from segkit.programs.warm import end_waiting, taken, warm_up
from segkit.trust import kernel_environment

pytestmark = pytest.mark.skipif(os.name != "posix", reason="there no process waits")

COMMAND = [sys.executable, "-m", "ipykernel_launcher", "-f", "kernel.json"]
IN_KERNEL = """
import ast, json, os, sys
from pathlib import Path
targets = get_ipython().kernel.comm_manager.targets
before = {one for one in sys.modules if one.startswith("segkit")}
for cell in json.loads(Path("workshop.ipynb").read_text(encoding="utf-8"))["cells"]:
    source = "".join(cell["source"]) if cell["cell_type"] == "code" else ""
    if source.startswith("import"):
        exec(source)
    elif source:
        show = getattr(eval(source), "_ipython_display_", lambda: None)
        show()
after = {one for one in sys.modules if one.startswith("segkit")}
names = {name: os.environ.get(name) for name in ("NOBODY_THOUGHT_OF_THIS", "JPY_SESSION_NAME")}
Path(os.environ["XDG_SEEN"]).write_text(json.dumps({
    "folder": os.getcwd(), "late": sorted(after - before), "safe": sys.flags.safe_path, **names,
    "targets": sorted(targets),
    "parent": os.getppid() == int(os.environ["JPY_PARENT_PID"]), "main": __name__,
}))
"""


@pytest.fixture
def waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Popen[bytes]]:
    """A process that waits, for the folder `tmp_path`."""
    monkeypatch.setenv("NOBODY_THOUGHT_OF_THIS", "a secret")
    warm_up(tmp_path)
    process = warm._waiting[0].process
    yield process
    end_waiting()
    process.kill()
    process.wait()


def given(folder: Path, **changes: str) -> dict[str, str]:
    """The environment that Jupyter is about to give a kernel."""
    return {**kernel_environment(os.environ, folder, live=True), **changes}


@pytest.mark.parametrize(
    ("command", "changes"),
    [
        ([sys.executable, "-X", "frozen_modules=off", *COMMAND[1:]], {}),
        (["/elsewhere/python", *COMMAND[1:]], {}),
        ([*COMMAND, "--debug"], {}),
        (COMMAND, {"PATH": "/elsewhere"}),
        (COMMAND, {"PYTHONOPTIMIZE": "1"}),
        (COMMAND, {"LD_LIBRARY_PATH": "/elsewhere"}),
    ],
)
def test_a_kernel_of_another_kind_gets_a_process_of_its_own(
    waiting: Popen[bytes], tmp_path: Path, command: list[str], changes: dict[str, str]
) -> None:
    """Whatever Python reads at its start would be otherwise in it; the one that waited ends."""
    assert taken(command, str(tmp_path), given(tmp_path, **changes)) is None
    assert waiting.returncode is not None


def test_it_becomes_one_kernel(waiting: Popen[bytes], tmp_path: Path) -> None:
    """With what is added to its environment; the next kernel is started as always."""
    environment = given(tmp_path, JPY_SESSION_NAME="workshop.ipynb", CUSTOMER="Quillmoor")

    assert taken(COMMAND, str(tmp_path), environment) is waiting
    assert taken(COMMAND, str(tmp_path), environment) is None
    assert waiting.poll() is None


def test_it_is_not_taken_once_it_has_ended(waiting: Popen[bytes], tmp_path: Path) -> None:
    """As when memory runs out."""
    waiting.kill()
    waiting.wait()

    assert taken(COMMAND, str(tmp_path), given(tmp_path)) is None


def test_it_ends_with_the_server_that_it_waits_for(waiting: Popen[bytes]) -> None:
    """Also where that one is killed, and can say nothing."""
    assert waiting.stdin is not None

    waiting.stdin.close()

    assert waiting.wait(timeout=60) == 0


@pytest.mark.notebook
def test_it_is_a_kernel_like_any_other_which_has_loaded_what_the_workshop_loads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Folder, environment, parent and targets are a kernel's; the cells load nothing more."""
    folder = create_demo(tmp_path / "demo").folder
    seen = tmp_path / "seen.json"
    monkeypatch.setenv("XDG_SEEN", str(seen))
    monkeypatch.setenv("NOBODY_THOUGHT_OF_THIS", "a secret")
    file, _ = write_connection_file(str(tmp_path / "kernel.json"))
    warm_up(folder)
    environment = given(folder, JPY_SESSION_NAME="workshop.ipynb")

    process = taken([*COMMAND[:-1], file], str(folder), environment)
    assert process is not None
    client = BlockingKernelClient(connection_file=file)
    client.load_connection_file()
    client.start_channels()
    try:
        client.execute(IN_KERNEL, reply=True, timeout=120)
    finally:
        client.stop_channels()
        process.kill()
        process.wait()

    assert json.loads(seen.read_text(encoding="utf-8")) == {
        "folder": str(folder), "late": [], "safe": True, "parent": True, "main": "__main__",
        "targets": ["jupyter.widget", "jupyter.widget.control"],
        "NOBODY_THOUGHT_OF_THIS": None, "JPY_SESSION_NAME": "workshop.ipynb",
    }  # fmt: skip
