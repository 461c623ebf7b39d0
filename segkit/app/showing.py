"""What of a notebook Voilà is given to show: its text, cleaned, and code that may run.

The notebook may be a stranger's. It is looked at again for every visit, because it may have
changed since the server was started.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from nbconvert.filters.markdown_mistune import IPythonRenderer
from nbformat import NotebookNode
from tornado.web import HTTPError
from voila.exporter import VoilaMarkdownRenderer

from segkit.engagement.bundled import media_folder
from segkit.errors import SegkitError
from segkit.export.answering import own_code
from segkit.export.consent import refuse_unallowed
from segkit.export.notebook_file import cells_of
from segkit.export.page.commonmark import clean_output
from segkit.export.pictures import picture_in

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
