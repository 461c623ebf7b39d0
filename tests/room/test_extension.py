"""The workshop is run before it is shown: what is run, what the page gets, what goes to the disk."""

from __future__ import annotations

import asyncio
from pathlib import Path
from queue import Empty
from types import SimpleNamespace
from typing import Any

import pytest
from jupyter_client.kernelspec import NoSuchKernel
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from segkit.render.styles import style_tag
from segkit.room import extension
from segkit.room.extension import Run

STYLE = str(style_tag())


class Client:
    """A kernel's client that answers each cell with its own code, and fails on request."""

    def __init__(self) -> None:
        self.session, self.shell_channel = self, self
        self.asked: list[dict[str, Any]] = []
        self.heard: list[dict[str, Any]] = []

    def msg(self, kind: str, content: dict[str, Any], metadata: dict[str, Any]) -> dict[str, Any]:
        """A message as jupyter_client makes it."""
        header = {"msg_id": str(len(self.asked))}
        return {"kind": kind, "header": header, "content": content, "metadata": metadata}

    def send(self, asked: dict[str, Any]) -> None:
        """The kernel's answers, with another client's in between."""
        self.asked.append(asked)
        code = asked["content"]["code"]
        elsewhere = {"parent_header": {}, "msg_type": "stream", "content": {}}
        html = {"text/html": f"{STYLE}<p>{code}</p>"}
        said = [
            ("execute_input", {"execution_count": len(self.asked)}),
            ("display_data", {"data": html, "metadata": {}}),
            ("status", {"execution_state": "idle"}),
        ]
        if "fail" in code:
            said.insert(1, ("error", {"ename": "E", "evalue": "", "traceback": []}))
        self.heard += [elsewhere, *(
            {
                "header": {"msg_type": kind}, "parent_header": asked["header"],
                "msg_type": kind, "content": content,
            }
            for kind, content in said
        )]  # fmt: skip

    async def get_iopub_msg(self, timeout: float) -> dict[str, Any]:  # noqa: ASYNC109 (its name)
        """What the kernel said next."""
        assert timeout
        return self.heard.pop(0)


def cells(*sources: str) -> list[NotebookNode]:
    """Code cells with ids."""
    return [new_code_cell(source, id=f"c{n}") for n, source in enumerate(sources)]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A run of no notebook yet, in an engagement's folder."""
    (tmp_path / "engagement.toml").touch()
    return Run("workshop.ipynb", tmp_path)


def ran(run: Run, made: list[NotebookNode]) -> Client:
    """The cells in a pretended kernel, below one that opens the guide."""
    client = Client()
    opens = new_code_cell("import segkit\nguide = segkit.open_guide()", id="opens")
    asyncio.run(run._run(client, [opens, *made]))
    return client


def test_plain_cells_are_run_under_the_ids_that_the_page_will_use(run: Run) -> None:
    """So that running one again in the page closes what it showed."""
    made = [*cells("import segkit", "", "guide.track()"), new_markdown_cell("x")]

    client = ran(run, made)

    assert [one["metadata"]["cellId"] for one in client.asked] == ["opens", "c0", "c2"]
    assert run.cells["c2"].execution_count == 3


@pytest.mark.parametrize(
    "source",
    [
        "print(1)",
        "%pip install x",
        "guide.track(fail=True)",
        "__builtins__.exec('1')",
        "segkit.import_module('os')",
        "guide = segkit.open_guide('/elsewhere')",
        "os.system('what the person themselves imports when IPython starts')",
    ],
)
def test_it_ends_at_the_first_code_of_ones_own_and_at_an_error(run: Run, source: str) -> None:
    """Nobody was asked whether it may run, and what is below may rest on it."""
    ran(run, cells("guide.pages()", source, "guide.track()"))

    assert set(run.cells) == {"opens", "c0"}


@pytest.mark.parametrize("call", ["pull()", "pull(volumes=7)", "show('pull')", "show(name='pull')"])
def test_it_asks_segment_for_nothing(run: Run, call: str) -> None:
    """A pull begins as soon as it is shown, and uses tokens: the person runs that cell."""
    client = ran(run, cells("guide.pages()", f"guide.{call}", "guide.track()"))

    assert [one["metadata"]["cellId"] for one in client.asked] == ["opens", "c0", "c2"]


def test_the_page_gets_the_outputs_with_one_style_sheet(run: Run) -> None:
    """Cells that were changed meanwhile keep what they have."""
    made = cells("guide.pages()", "guide.track()", "guide.group()")
    ran(run, made)
    notebook = new_notebook(cells=cells("guide.pages()", "guide.track()", "guide.other()"))

    run.lay_over(notebook)

    first, second, changed = notebook.cells
    assert first.outputs[0].data["text/html"] == f"{STYLE}<p>guide.pages()</p>"
    assert second.outputs[0].data["text/html"] == "<p>guide.track()</p>"
    assert (second.execution_count, second.metadata.trusted) == (3, True)
    assert changed.outputs == []


def test_what_is_saved_has_every_style_sheet_again(run: Run) -> None:
    """A cell that is deleted takes no other cell's looks along."""
    made = cells("guide.pages()", "guide.track()")
    ran(run, made)
    notebook = new_notebook(cells=cells("guide.pages()", "guide.track()", "own"))
    run.lay_over(notebook)
    notebook.cells[2].outputs = [new_output("display_data", {"text/html": "<p>own</p>"})]

    run.complete(notebook)

    html = [cell.outputs[0].data["text/html"] for cell in notebook.cells]
    assert html == [
        f"{STYLE}<p>guide.pages()</p>", f"{STYLE}<p>guide.track()</p>", "<p>own</p>",
    ]  # fmt: skip


class Specs:
    """The kernels of this computer: one of R."""

    def get_kernel_spec(self, name: str) -> SimpleNamespace:
        """As Jupyter's own manager answers."""
        if name != "ir":
            raise NoSuchKernel(name)
        return SimpleNamespace(language="R")


@pytest.mark.parametrize(
    ("name", "why"), [("lamps", "'lamps', which is not on this"), ("ir", "'ir' is not Python")]
)
def test_a_notebook_that_is_not_run_says_why(run: Run, name: str, why: str) -> None:
    """In the page, above what its first cell showed before, and in the terminal; not on disk."""
    notebook = new_notebook(cells=cells("guide.pages()"))
    notebook.metadata.kernelspec = {"name": name, "display_name": "Lamps"}
    before = new_output("stream", text="before")
    notebook.cells[0].outputs = [before]
    told: list[str] = []

    async def read(path: str) -> object:
        assert path == run.path
        return notebook

    server = SimpleNamespace(
        contents_manager=SimpleNamespace(read=read),
        kernel_spec_manager=Specs(),
        log=SimpleNamespace(warning=lambda words, *them: told.append(words % them)),
    )

    asyncio.run(run.make(server))
    run.lay_over(notebook)

    assert run.ended.is_set()
    said, old = notebook.cells[0].outputs
    assert "No cell was run yet." in said.data["text/html"]
    assert why in said.data["text/plain"]
    assert "Run › Run All Cells" in said.data["text/plain"]
    assert why in told[0]
    run.complete(notebook)
    assert notebook.cells[0].outputs == [before] == [old]


def test_a_run_that_broke_says_so(run: Run) -> None:
    """The page is shown unrun, and the terminal has the traceback."""
    told: list[str] = []
    server = SimpleNamespace(
        log=SimpleNamespace(
            warning=lambda words, *them: told.append(words % them),
            exception=lambda words, *them: told.append(words % them),
        )
    )

    asyncio.run(run.make(server))

    assert run.ended.is_set()
    assert "terminal" in run.unrun["text/plain"]
    assert len(told) == 2


class Beginning:
    """A client of a kernel that is silent at first, or for good."""

    def __init__(self, silent: int, *, alive: bool = True) -> None:
        self.silent, self.alive, self.asked = silent, alive, 0

    def kernel_info(self) -> None:
        """What makes a kernel speak."""
        self.asked += 1

    async def is_alive(self) -> bool:
        """Whether its process is there."""
        return self.alive

    async def get_iopub_msg(self, timeout: float) -> dict[str, Any]:  # noqa: ASYNC109 (its name)
        """What the kernel says, once it is heard."""
        assert timeout
        if self.asked <= self.silent:
            raise Empty
        return {}


def test_cells_are_sent_once_the_kernel_is_heard() -> None:
    """It is asked again, because what it said before that is lost."""
    client = Beginning(silent=2)

    asyncio.run(extension._heard(client))

    assert client.asked == 3


def test_a_kernel_that_has_ended_is_not_waited_for() -> None:
    """The page is shown without what its cells would give."""
    with pytest.raises(RuntimeError, match="did not start"):
        asyncio.run(extension._heard(Beginning(silent=9, alive=False)))


def test_the_menu_of_formats_waits_until_the_page_has_the_notebook(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What makes the list would stop the server in the middle of the room's beginning."""
    monkeypatch.setattr(extension, "_runs", {"workshop.ipynb": run})
    monkeypatch.setattr(extension, "_SETTLING", 0)

    async def order() -> list[bool]:
        waiting = asyncio.create_task(extension._settled())
        await asyncio.sleep(0.01)
        before = waiting.done()
        run.given.set()
        await waiting
        return [before, waiting.done()]

    assert asyncio.run(order()) == [False, True]


def test_the_server_gets_the_list_that_waits_and_begins_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the address that Jupyter's own has, before it listens."""
    handlers: list[Any] = []
    begun: list[Any] = []
    settings: dict[str, Any] = {"base_url": "/sa/"}
    monkeypatch.setattr(extension, "_runs", {})
    monkeypatch.setenv("SEGKIT_ROOM", "workshop.ipynb")
    server = SimpleNamespace(
        contents_manager=extension.RoomContents(root_dir=str(tmp_path)),
        web_app=SimpleNamespace(
            settings=settings, add_handlers=lambda _, them: handlers.extend(them)
        ),
        io_loop=SimpleNamespace(add_callback=lambda *them: begun.append(them)),
    )

    extension._load_jupyter_server_extension(server)

    assert handlers == [("/sa/api/nbconvert", extension.LaterFormats)]
    assert settings["page_config_hook"] is extension._without_disabled
    assert begun == [(extension._runs["workshop.ipynb"].make, server)]


def test_the_page_does_not_load_what_is_off() -> None:
    """JupyterLab loads an extension that is off, and only leaves it inactive."""
    both = [{"name": "@quillmoor/lamps"}, {"name": "@quillmoor/looks"}]
    page = {"disabledExtensions": ["@quillmoor/looks", "@quillmoor/lamps:dimmer"]}

    found = extension._without_disabled(None, {**page, "federated_extensions": both})

    assert found["federated_extensions"] == both[:1]


def test_without_a_notebook_to_run_the_server_is_left_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Somebody switched the extension on elsewhere."""
    monkeypatch.delenv("SEGKIT_ROOM", raising=False)

    extension._load_jupyter_server_extension(object())

    assert extension._jupyter_server_extension_points() == [{"module": "segkit.room.extension"}]
