"""The exporter `segkit` of nbconvert: `jupyter nbconvert --to segkit`, and JupyterLab's menu.

It only brings nbconvert and the guide together. segkit's own commands do not come through
here, and nothing else imports nbconvert.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from nbconvert.exporters.exporter import Exporter
from nbformat import NotebookNode
from traitlets import Bool, Unicode, default
from traitlets.config import Application

from segkit.engagement.settings import find_engagement
from segkit.errors import SegkitError
from segkit.export.audience import AUDIENCES
from segkit.export.nbconvert_output import check_nbconvert_output
from segkit.export.notebook_file import cells_of, notebook_text
from segkit.export.page.html import html_of
from segkit.export.prepared import prepare
from segkit.rows.edition import EVERYONE
from segkit.terminal import printable


class SegkitExporter(Exporter):
    """A guide as one HTML file that needs no network.

    Plain calls of segkit are answered from the engagement's snapshot; a notebook with
    code of its own is run in a kernel.
    """

    export_from_notebook = "Segment guide"
    output_mimetype = "text/html"

    draft = Bool(
        default_value=False,
        help="Export although something is open, marked as a draft on every page.",
    ).tag(config=True)

    audience = Unicode(
        default_value=EVERYONE,
        help=f"Whom the guide is for: {', '.join(AUDIENCES)}.",
    ).tag(config=True)

    @default("file_extension")
    def _file_extension(self) -> str:
        return ".html"

    # the page instead of a notebook, as nbconvert's own exporters with templates give it
    def from_filename(  # type: ignore[override]
        self,
        filename: str,
        resources: dict[str, Any] | None = None,
        **kw: Any,  # noqa: ANN401 (the types of nbconvert's own method)
    ) -> tuple[str, dict[str, Any]]:
        """The same for a notebook's file, read as an engagement's own.

        nbconvert itself would follow a link out of the folder, and wait for a pipe.
        """
        with _said():
            text = notebook_text(Path(filename), find_engagement(Path(filename).parent).folder)
        resources = {} if resources is None else resources
        named = {"name": Path(filename).stem, "path": os.path.dirname(filename)}  # noqa: PTH120 (empty for the current folder)
        resources["metadata"] = {**(resources.get("metadata") or {}), **named}
        made: tuple[str, dict[str, Any]]
        made = self.from_file(io.StringIO(text), resources=resources, **kw)  # type: ignore[assignment]
        return made

    # likewise
    def from_notebook_node(  # type: ignore[override]
        self,
        nb: NotebookNode,
        resources: dict[str, Any] | None = None,
        **kw: Any,  # noqa: ANN401 (the types of nbconvert's own method)
    ) -> tuple[str, dict[str, Any]]:
        """The page and nbconvert's resources.

        Raises `OpenItemsError` when something is open and `draft` is off, and the other
        `SegkitError`s of a broken engagement; inside `jupyter nbconvert`, which would show
        a traceback, the message is printed and the program ends with status 1.
        """
        del kw
        with _said():
            engagement = find_engagement(_folder(resources))
            check_nbconvert_output(resources, engagement.folder)
            prepared = prepare(
                cells_of(nb, "The notebook,"),
                engagement,
                draft=self.draft,
                audience=self.audience,
                listen=self.log.warning,
            )
            html = html_of(prepared, self.log.warning)
        return html, self._init_resources(resources)


def _folder(resources: Mapping[str, object] | None) -> Path:
    metadata = (resources or {}).get("metadata")
    path = metadata.get("path") if isinstance(metadata, Mapping) else None
    return Path(str(path)) if path else Path.cwd()


def _in_nbconvert() -> bool:
    """The program that runs is nbconvert's own; it gives exporters no parent to ask."""
    running = Application.instance() if Application.initialized() else None
    return isinstance(running, Application) and running.name == "jupyter-nbconvert"


@contextmanager
def _said() -> Iterator[None]:
    """Errors in words where nbconvert would show a traceback."""
    try:
        yield
    except SegkitError as error:
        if _in_nbconvert():
            _stop(error)
        raise


def _stop(error: SegkitError) -> NoReturn:
    sys.stderr.write(f"{printable(str(error))}\n")
    raise SystemExit(1) from error
