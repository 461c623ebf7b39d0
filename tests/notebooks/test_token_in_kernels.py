"""A token in a real kernel: typed into the widget, and in the environment of an export."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager

from segkit.demo import create_demo
from segkit.export import export_guide

if TYPE_CHECKING:
    from tests.doubles.segment_api import SegmentApi

SECRET = "sgp_InventedTokenOfQuillmoor0123456789"
OPEN = "import segkit\nform = segkit.open_guide().connect()\nform"
FAIL = "%xmode Verbose\ndef broken(form):\n    return 1 / 0\nbroken(form)"
LOOK = """\
import gc, keyring
from IPython import get_ipython
shell = get_ipython()
words = [In, Out, {k: v for k, v in globals().items() if k != "words"}, form.get_state(),
         vars(form), list(shell.history_manager.get_range(output=True)), form.shown]
print("CONNECTED", "Connected to" in form.shown["html"],
      keyring.get_password("segkit", "customer Quillmoor Supply") is not None)
print(words)
"""

pytestmark = pytest.mark.notebook


@pytest.fixture
def segment(double: Callable[[str], ModuleType]) -> Iterator[SegmentApi]:
    """Segment with the demo's workspace."""
    document = json.loads((files("segkit.demo") / "workspace.json").read_text("utf-8"))
    doubles = double("segment_api")
    with doubles.running(doubles.SegmentApi(document, token=SECRET)) as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The demo engagement."""
    return create_demo(tmp_path / "demo").folder


@pytest.fixture
def kernel(segment: SegmentApi, folder: Path, tmp_path: Path) -> Iterator[KernelManager]:
    """A kernel in the engagement's folder that logs everything it can."""
    doubles = Path(__file__).parents[1] / "doubles"
    environment = os.environ | {
        "SEGMENT_PUBLIC_API_URL": segment.url,
        "PYTHON_KEYRING_BACKEND": "keyrings.MemoryKeyring",
        "PYTHONPATH": str(doubles),
        "IPYTHONDIR": str(tmp_path / "ipython"),
    }
    manager = KernelManager(kernel_name="python3")
    with (tmp_path / "kernel.log").open("w") as log:
        manager.start_kernel(
            cwd=str(folder), env=environment, extra_arguments=["--debug"],
            stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
        yield manager
        manager.shutdown_kernel(now=True)


def _run(client: BlockingKernelClient, code: str) -> list[dict[str, Any]]:
    """Run a cell; every message that a front end gets for it."""
    heard: list[dict[str, Any]] = []
    client.execute_interactive(code, timeout=60, output_hook=heard.append, stop_on_error=False)
    return heard


def _send(client: BlockingKernelClient, comm: str, typed: str) -> list[dict[str, Any]]:
    """What the browser sends when Connect is pressed; every message until the kernel is idle."""
    message = {"method": "custom", "content": {"do": "connect", "pull": False, "ticket": "t1"}}
    sent = client.session.send(
        client.shell_channel.socket, "comm_msg", {"comm_id": comm, "data": message},
        buffers=[typed.encode()],
    )  # fmt: skip
    heard: list[dict[str, Any]] = []
    while True:
        one = client.get_iopub_msg(timeout=60)
        if one["parent_header"].get("msg_id") != sent["header"]["msg_id"]:
            continue
        heard.append(one)
        if one["msg_type"] == "status" and one["content"]["execution_state"] == "idle":
            return heard


def test_a_typed_token_is_in_no_message_history_or_log(
    kernel: KernelManager, tmp_path: Path
) -> None:
    """Outputs, In and Out, the widget's state, verbose tracebacks, the kernel's debug log."""
    client = kernel.client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    opened = _run(client, OPEN)
    [comm] = [
        message["content"]["data"]["application/vnd.jupyter.widget-view+json"]["model_id"]
        for message in opened
        if message["msg_type"] == "execute_result"
    ]

    connected = _send(client, comm, SECRET)
    failed, looked = _run(client, FAIL), _run(client, LOOK)
    client.stop_channels()

    heard = json.dumps([*opened, *connected, *failed, *looked], default=str)
    log = (tmp_path / "kernel.log").read_text()
    assert "CONNECTED True True" in heard
    assert "ZeroDivisionError" in heard
    assert "comm_msg" in log
    assert SECRET not in heard
    assert SECRET not in log
    kept = [f for f in tmp_path.rglob("*") if f.is_file() and SECRET.encode() in f.read_bytes()]
    assert kept == []


def test_a_document_cannot_print_the_token(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Code of a stranger in a notebook runs without it."""
    monkeypatch.setenv("SEGMENT_TOKEN", SECRET)
    notebook = nbformat.read(folder / "guide.ipynb", as_version=4)
    cell = nbformat.v4.new_code_cell("import os\nprint('all of it', sorted(os.environ.items()))")
    notebook.cells.append(cell)
    nbformat.write(notebook, folder / "guide.ipynb")
    from segkit.engagement import read_engagement

    html = export_guide(read_engagement(folder), draft=True).read_text(encoding="utf-8")

    assert "all of it" in html
    assert SECRET not in html
