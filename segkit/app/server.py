"""Voilà with a lock on its door: a token in the address, this computer only, no file's word.

Voilà itself answers whoever reaches its port, under any name, and reads settings from the folder
that it is started in and from the notebook. That may be a stranger's: what of it may be shown is
looked at again for every visit, because it may have changed since the server was started.
"""

from __future__ import annotations

import mimetypes
import secrets
import tempfile
import webbrowser
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from jupyter_server.base.handlers import JupyterHandler
from markupsafe import escape
from nbconvert.filters.markdown_mistune import IPythonRenderer
from nbformat import NotebookNode
from tornado.httputil import HTTPServerRequest
from tornado.web import ErrorHandler, HTTPError, authenticated
from traitlets.config import Config
from voila.app import Voila
from voila.exporter import VoilaMarkdownRenderer
from voila.static_file_handler import AllowListFileHandler

from segkit.engagement.bundled import media_folder
from segkit.errors import SegkitError
from segkit.export.answering import own_code
from segkit.export.consent import refuse_unallowed
from segkit.export.notebook_file import cells_of
from segkit.export.page.commonmark import clean_output
from segkit.export.pictures import picture_in
from segkit.files import read_own
from segkit.programs.contents import OwnContents

LOOPBACK = "127.0.0.1"
_HERE = frozenset({LOOPBACK, "localhost", "::1"})
_MOST_BYTES = 100_000_000
_POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data:; "
    "connect-src 'self' ws://127.0.0.1:* ws://localhost:* ws://[::1]:* blob: data:; "
    "form-action 'self'; base-uri 'self'; object-src 'none'; frame-ancestors 'none'"
)
"""The page asks this server and nobody else, whatever a notebook brings in."""
_KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


class CleanMarkdown(VoilaMarkdownRenderer):  # type: ignore[misc] # Voilà has no types
    """Markdown without scripts, styles and pictures from elsewhere, as in an exported guide."""

    def __call__(self, tokens: Iterable[dict[str, object]], state: object) -> str:
        """The HTML of a cell, with what an exported guide lets through."""
        return clean_output(super().__call__(tokens, state))

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """A picture with its content; one from elsewhere is left out afterwards."""
        media = (Path(self.contents_manager.root_dir), media_folder().parent)
        return str(IPythonRenderer.image(self, text, picture_in(media, url) or url, title))


def shown(notebook: NotebookNode, file: Path) -> NotebookNode:
    """The notebook as it may be run and shown; raises tornado's 403 for code without a yes."""
    try:
        own = own_code(cells_of(notebook, file.name), file.parent, file.name)
        refuse_unallowed(own, file.name, file.parent)
    except SegkitError as error:
        raise HTTPError(403, str(error), reason="Own code without a yes") from error
    cells = [_bare(cell) for cell in notebook.cells if cell.cell_type in {"markdown", "code"}]
    # settings of Voilà, kernels and widgets that somebody wrote into the notebook are left out
    metadata = {"kernelspec": NotebookNode(_KERNEL), "language_info": {"name": "python"}}
    return NotebookNode(notebook, cells=cells, metadata=NotebookNode(metadata))


def _bare(cell: NotebookNode) -> NotebookNode:
    bare = NotebookNode(cell, metadata=NotebookNode(tags=list(cell.metadata.get("tags", []))))
    if cell.cell_type == "code":
        bare.outputs, bare.execution_count = [], None
    return bare


class AppServer(Voila):  # type: ignore[misc] # Voilà has no types
    """The explorer of one engagement; what is not said on the command line is said here."""

    def load_config_file(self, *_: object, **__: object) -> None:
        """No file is asked: neither one beside the notebook nor one of the user's."""

    def initialize(self, argv: list[str] | None = None) -> None:
        """Read the command line, then close what Voilà leaves open."""
        self.config.merge(Config({"VoilaExporter": {"markdown_renderer_class": CleanMarkdown}}))
        super().initialize(argv)
        named = self.cli_config.get("Voila", {})
        self.ip = str(named.get("ip") or LOOPBACK)
        self.token = str(named.get("token") or "") or secrets.token_urlsafe(32)
        self.tornado_settings = {
            "allow_remote_access": self.ip not in _HERE,
            "headers": {"Content-Security-Policy": _POLICY, "Referrer-Policy": "no-referrer"},
        }
        configuration = self.voila_configuration
        configuration.allow_template_override = "NO"
        configuration.preheat_kernel = False
        configuration.attempt_fix_notebook = False  # `shown` says which kernel it gets
        configuration.prelaunch_hook = self._prepare

    def _prepare(self, _handler: object, notebook: NotebookNode, cwd: str) -> NotebookNode:
        del cwd
        return shown(notebook, Path(self.notebook_path).absolute())

    def init_settings(self) -> dict[str, Any]:
        """Voilà's, with files from inside the folder only."""
        settings: dict[str, Any] = super().init_settings()
        self.contents_manager = settings["contents_manager"] = OwnContents(parent=self)
        return settings

    def init_handlers(self) -> list[Any]:
        """Voilà's, behind a guard; pictures only for whoever has the address."""
        known = self.app.find_handler

        def find_handler(request: HTTPServerRequest, **more: Any) -> object:  # noqa: ANN401
            if self.is_from_here(request):
                return known(request, **more)
            return self.app.get_handler_delegate(request, ErrorHandler, {"status_code": 403})

        self.app.find_handler = find_handler
        return [
            (one[0], _Pictures, {"folder": Path(self.root_dir)})
            if one[1] is AllowListFileHandler
            else one
            for one in super().init_handlers()
        ]

    def is_from_here(self, request: HTTPServerRequest) -> bool:
        """It names this computer, and the page that asks is one of this very server.

        A name that leads here from elsewhere is how a page of a stranger gets in (DNS rebinding);
        what another page asks for carries its own origin.
        """
        host = urlsplit(f"//{request.headers.get('Host', '')}")
        origin = request.headers.get("Origin")
        return host.hostname in {*_HERE, self.ip} and (
            origin is None or (host.netloc != "" and origin == f"http://{host.netloc}")
        )

    @property
    def display_url(self) -> str:
        """The address with its token; whoever has it may look."""
        return f"{self.connection_url}?{urlencode({'token': self.token})}"

    def launch_browser(self) -> None:
        """Open the address; a file of the user's leads there, so no list of processes shows it.

        It lies where this program was started, an empty folder that goes when it ends.
        """
        with tempfile.NamedTemporaryFile(
            "w", dir=Path.cwd(), suffix=".html", delete=False, encoding="utf-8"
        ) as page:
            page.write(f'<meta http-equiv="refresh" content="0;url={escape(self.display_url)}">')
        try:
            webbrowser.get(self.browser or None).open(Path(page.name).as_uri())
        except webbrowser.Error:
            self.log.info("There is no browser to open; the address is above.")


class _Pictures(JupyterHandler):
    """A picture of the engagement's folder."""

    def initialize(self, folder: Path) -> None:
        self.folder = folder

    @authenticated
    def get(self, path: str) -> None:
        """The picture; 404 for everything else."""
        kind = mimetypes.guess_type(path)[0] or ""
        content: bytes | None = None
        if kind.startswith("image/"):
            with suppress(OSError, SegkitError):
                content = read_own(self.folder / path, limit=_MOST_BYTES, folder=self.folder)
        self.set_header("Content-Security-Policy", "default-src 'none'; sandbox")
        self.set_header("Content-Type", kind or "text/plain")
        self.set_status(404 if content is None else 200)
        self.finish(content or b"")
