"""The workshop, already run when the browser shows it: a small extension of JupyterLab's server.

While the browser loads JupyterLab, the notebook's kernel starts and its plain calls of segkit
run; whoever then asks for the notebook gets it with what they gave, and its widgets are live.
The file on the disk stays as it is until somebody saves. Code of the notebook's own is left to
the person in front of it, and so is everything below it.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from copy import deepcopy
from importlib import import_module
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_client.kernelspec import NoSuchKernel
from jupyter_server.auth.decorator import authorized
from jupyter_server.services.nbconvert.handlers import NbconvertRootHandler
from nbformat import NotebookNode
from nbformat.v4 import new_output, output_from_msg
from tornado.web import authenticated

from segkit.programs.contents import OwnContents
from segkit.programs.serving import ROOM
from segkit.render.styles import style_tag

PATIENCE = 60.0
"""Seconds for which the page waits for the cells; it is shown without the rest then."""

_SETTLING = 5.0
"""Seconds that the page has for itself, from when it gets the notebook."""

_BEGINS = "pull"
"""The one row that does something as soon as it is shown: it asks Segment, with a token."""


class Run:
    """One run of a notebook's plain cells in the kernel that the page will use.

    Attributes:
        path: The notebook, as seen from the engagement's folder.
        folder: The engagement's.
        cells: What was run and what it gave, by the id of the cell.
        ended: Set when the last cell has run, or nothing more will.
        given: Set when the page has the notebook.
        unrun: Why no cell was run, as an output says it; empty where some were.
    """

    def __init__(self, path: str, folder: Path) -> None:
        self.path, self.folder = path, folder
        self.cells: dict[str, NotebookNode] = {}
        self.unrun: dict[str, str] = {}
        self.ended = asyncio.Event()
        self.given = asyncio.Event()

    async def make(self, server: Any) -> None:  # noqa: ANN401 (a ServerApp)
        """Start the kernel and run the cells, each below the one before it."""
        try:
            manager = server.contents_manager
            found = await manager.read(self.path)
            name = found.metadata.get("kernelspec", {}).get("name", "python3")
            if problem := _no_python(server.kernel_spec_manager, name):
                self._say(server, problem, "choose a kernel of Python (Kernel › Change Kernel …)")
                return
            session = await server.session_manager.create_session(
                path=self.path, name=self.path, type="notebook", kernel_name=name
            )
            kernel = server.kernel_manager.get_kernel(session["kernel"]["id"])
            client = kernel.client()
            client.start_channels()
            try:
                # a third of all that this server loads, and not asked before
                loading = asyncio.to_thread(import_module, "segkit.export.plain_cells")
                await asyncio.gather(_heard(client), loading)
                await self._run(client, found.cells)
            finally:
                client.stop_channels()
        except Exception:
            server.log.exception("segkit: %s could not be run before it is shown", self.path)
            if not self.cells:
                self._say(server, "The terminal that started this says why.", "look there")
        finally:
            self.ended.set()

    def _say(self, server: Any, why: str, fix: str) -> None:  # noqa: ANN401
        """In the page and in the terminal, that the notebook is not run."""
        from segkit.render.tree import div, p, strong
        from segkit.render.view import View

        server.log.warning("segkit: no cell of %s was run. %s To fix: %s.", self.path, why, fix)
        title = p("No cell was run yet.", cls="sk-title")
        mend = p(strong("To fix:"), f" {fix}, then Run › Run All Cells.")
        panel = div(title, p(why), mend, cls="sk-panel sk-warn")
        self.unrun = View(div(panel, cls="sk")).bundle()

    async def _run(self, client: Any, cells: list[NotebookNode]) -> None:  # noqa: ANN401
        from segkit.export.plain_cells import PlainCells

        plain = PlainCells(self.folder)
        for cell in cells:
            if cell.cell_type != "code" or not cell.source.strip():
                continue
            calls = plain.calls(cell.source)
            if calls is None:
                return  # what comes below may rest on it
            if any(_BEGINS in (call.name, *call.args, *call.kwargs.values()) for call in calls):
                continue  # the person who looks at it says when
            ran = NotebookNode(source=cell.source, outputs=[], execution_count=None)
            if not await _executed(client, cell, ran):
                return
            self.cells[cell.id] = ran

    def lay_over(self, notebook: NotebookNode) -> None:
        """What the cells gave, where the notebook's cells are still the same.

        The style sheet comes once: a page with one for each output is slow to draw.
        """
        style = str(style_tag())
        has_style = False
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        if self.unrun and code:
            code[0].outputs = [new_output("display_data", self.unrun), *code[0].outputs]
        for cell in notebook.cells:
            ran = self.cells.get(cell.get("id", ""))
            if ran is None or cell.cell_type != "code" or cell.source != ran.source:
                continue
            cell.outputs = deepcopy(ran.outputs)
            cell.execution_count = ran.execution_count
            cell.metadata.trusted = True
            for output in cell.outputs:
                html = output.get("data", {}).get("text/html", "")
                if style in html:
                    output.data["text/html"] = html.replace(style, "") if has_style else html
                    has_style = True

    def complete(self, notebook: Mapping[str, Any]) -> None:
        """Each output with its style sheet again, before it goes to the disk."""
        style = str(style_tag())
        for cell in notebook.get("cells", ()):
            if self.unrun and "outputs" in cell:
                said = self.unrun["text/html"]
                cell["outputs"] = [
                    one for one in cell["outputs"]
                    if "".join(one.get("data", {}).get("text/html", "")) != said
                ]  # fmt: skip
            ran = self.cells.get(cell.get("id", ""))
            full = {} if ran is None else {
                one.data["text/html"].replace(style, ""): one.data["text/html"]
                for one in ran.outputs if "text/html" in one.get("data", {})
            }  # fmt: skip
            for output in cell.get("outputs", ()):
                html = output.get("data", {}).get("text/html", "")
                if (text := "".join(html)) in full:
                    output["data"]["text/html"] = full[text]


def _no_python(specs: Any, name: str) -> str:  # noqa: ANN401 (a KernelSpecManager)
    """Why the notebook's kernel is not one that plain calls can be run in; empty when it is."""
    try:
        language = specs.get_kernel_spec(name).language
    except NoSuchKernel:
        return f"It asks for the kernel {name!r}, which is not on this computer."
    # where the same text may mean anything
    return "" if language.lower() == "python" else f"Its kernel {name!r} is not Python."


async def _heard(client: Any) -> None:  # noqa: ANN401 (a kernel's client)
    """Return once the kernel speaks and is heard: from then on nothing that it says is missed.

    Jupyter's own way of waiting goes on for as long as the kernel says something, and 0.2 s more.
    """
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and await client.is_alive():
        client.kernel_info()
        with suppress(Empty):
            await client.get_iopub_msg(timeout=1)
            return
    raise RuntimeError("the kernel did not start")


async def _executed(client: Any, cell: NotebookNode, ran: NotebookNode) -> bool:  # noqa: ANN401
    """Run one cell and take its outputs; whether it ended without an error."""
    content = {
        "code": cell.source, "silent": False, "store_history": True, "user_expressions": {},
        "allow_stdin": False, "stop_on_error": True,
    }  # fmt: skip
    # the id by which the kernel knows the cell when it is run again in the page
    asked = client.session.msg("execute_request", content, metadata={"cellId": cell.id})
    client.shell_channel.send(asked)
    while True:
        heard = await client.get_iopub_msg(timeout=PATIENCE)
        if heard["parent_header"].get("msg_id") != asked["header"]["msg_id"]:
            continue
        kind, said = heard["msg_type"], heard["content"]
        if kind == "status" and said["execution_state"] == "idle":
            return not any(one.output_type == "error" for one in ran.outputs)
        if kind == "execute_input":
            ran.execution_count = said["execution_count"]
        elif kind in {"execute_result", "display_data", "stream", "error"}:
            ran.outputs.append(output_from_msg(heard))


_runs: dict[str, Run] = {}


class RoomContents(OwnContents):
    """The files of the folder; the notebook that is run at the start comes with its outputs."""

    async def read(self, path: str) -> NotebookNode:
        """A notebook as it is on the disk."""
        model = await super().get(path, content=True, type="notebook")  # type: ignore[no-untyped-call]
        notebook: NotebookNode = model["content"]
        return notebook

    async def get(self, path: str, content: bool = True, **options: Any) -> dict[str, Any]:  # type: ignore[override]  # noqa: ANN401, FBT001, FBT002 (Jupyter's own)
        """The same, once the cells have run."""
        model: dict[str, Any] = await super().get(path, content=content, **options)  # type: ignore[no-untyped-call]
        run = _runs.get(path.strip("/"))
        if run is not None and content and model["type"] == "notebook":
            try:
                await asyncio.wait_for(run.ended.wait(), PATIENCE)
            except TimeoutError:
                self.log.warning("segkit: %s is shown before all its cells have run", path)
            run.lay_over(model["content"])
            run.given.set()
        return model

    async def save(self, model: dict[str, Any], path: str = "") -> dict[str, Any]:
        """What is saved from now on is the notebook's own."""
        run = _runs.pop(path.strip("/"), None)
        if run is not None and isinstance(content := model.get("content"), dict):
            run.complete(content)
        saved: dict[str, Any] = await super().save(model, path)  # type: ignore[no-untyped-call]
        return saved


async def _settled() -> None:
    """Return once the page has had the notebook for a while; at once where none is run."""
    for run in tuple(_runs.values()):
        with suppress(TimeoutError):
            await asyncio.wait_for(run.given.wait(), PATIENCE)
        await asyncio.sleep(_SETTLING)


class LaterFormats(NbconvertRootHandler):
    """The list of a menu, of forms to export to, once the room is there.

    What makes it loads for most of a second, in which the server answers nobody else.
    """

    @authenticated
    @authorized
    async def get(self) -> None:
        """The list, with Jupyter's own words."""
        if "nbconvert" not in sys.modules:
            await _settled()
        await super().get()  # type: ignore[misc] # tornado types what any handler may give


def _without_disabled(_handler: object, page: dict[str, Any]) -> dict[str, Any]:
    """The page's settings without the extensions that are off, which it would load all the same."""
    off = page.get("disabledExtensions", ())
    page["federated_extensions"] = [
        one for one in page["federated_extensions"] if one["name"] not in off
    ]
    return page


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "segkit.room.extension"}]


def _load_jupyter_server_extension(server: Any) -> None:  # noqa: ANN401 (a ServerApp)
    """Begin at once: the browser takes seconds to load, and so do the cells."""
    path = os.environ.get(ROOM, "")
    if not path or not isinstance(server.contents_manager, RoomContents):
        return
    run = _runs[path] = Run(path, Path(server.contents_manager.root_dir))
    address = f"{server.web_app.settings['base_url'].rstrip('/')}/api/nbconvert"
    server.web_app.settings["page_config_hook"] = _without_disabled
    server.web_app.add_handlers(".*$", [(address, LaterFormats)])
    begin: Callable[..., object] = server.io_loop.add_callback
    begin(run.make, server)
