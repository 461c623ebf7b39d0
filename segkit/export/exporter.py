"""The nbconvert exporter `segkit`: a notebook of an engagement as one HTML file.

`segkit export` and `jupyter nbconvert --to segkit` both come through here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any, NoReturn

from jinja2 import Environment, TemplateError
from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat import NotebookNode
from traitlets import Bool, Unicode, default
from traitlets.config import Application

from segkit.engagement.bundled import media_folder
from segkit.engagement.placeholders import fill_markdown
from segkit.engagement.settings import Engagement, find_engagement
from segkit.errors import ExportError, OpenItemsError, SegkitError
from segkit.export.answering import answer, own_code
from segkit.export.audience import AUDIENCES, EVERYONE, chosen
from segkit.export.content import Block, content_of
from segkit.export.notebook_file import check_cells
from segkit.export.open_items import open_items
from segkit.export.page.commonmark import MarkdownPage
from segkit.export.page.dressing import dressed
from segkit.export.page.page import Page, page_of
from segkit.export.prepared import Prepared
from segkit.guide import Guide
from segkit.render.escaping import clean
from segkit.render.html import environment
from segkit.rows.origins import derivation
from segkit.texts import text_in
from segkit.version import __version__

_TEMPLATES = Path(__file__).parent / "page" / "templates"


class SegkitExporter(TemplateExporter):
    """A guide as one HTML file that needs no network.

    Plain calls of segkit are answered from the engagement's snapshot; a notebook with
    code of its own is run in a kernel.
    """

    export_from_notebook = "Segment guide"

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

    @default("template_name")
    def _template_name(self) -> str:
        return "segkit"

    # The package's own folder only: nbconvert's default would look in the current folder
    # first, where a stranger's template may lie.
    @default("template_paths")
    def _template_paths_default(self) -> list[str]:
        return [str(_TEMPLATES / "segkit")]

    @default("extra_template_basedirs")
    def _default_extra_template_basedirs(self) -> list[str]:
        return [str(_TEMPLATES)]

    output_mimetype = "text/html"

    listen: Callable[[str], None] | None = None
    """Hears that a notebook holds code of its own, before any of it runs; else the log does."""

    # the page is rendered before a template sees it: there is nothing left to prepare
    @default("default_preprocessors")
    def _default_preprocessors(self) -> list[str]:
        return []

    def default_filters(self) -> Iterable[tuple[str, Callable[..., object]]]:
        """None of nbconvert's: the template prints what is rendered already."""
        return ()

    def _create_environment(self) -> Environment:
        """Nbconvert's, which keeps compiled templates where the views keep theirs."""
        made: Environment = super()._create_environment()  # type: ignore[no-untyped-call]
        made.bytecode_cache = environment().bytecode_cache
        return made

    def _preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Nothing is left to prepare, so nothing is copied and validated once more."""
        return nb, resources

    # the types of nbconvert's own method, which it overrides
    def from_notebook_node(  # type: ignore[override]
        self,
        nb: NotebookNode,
        resources: dict[str, Any] | None = None,
        **kw: Any,  # noqa: ANN401
    ) -> tuple[str, dict[str, Any]]:
        """The page and nbconvert's resources.

        Raises `OpenItemsError` when something is open and `draft` is off, and the other
        `SegkitError`s of a broken engagement; inside `jupyter nbconvert`, which would show
        a traceback, the message is printed and the program ends with status 1.
        """
        try:
            check_cells(nb, "The notebook,")
            folder = _folder(resources)
            filled = deepcopy(nb)
            engagement = find_engagement(folder)
            page = self._dressed_page(self.prepare(filled, engagement), engagement)
        except SegkitError as error:
            if _in_nbconvert():
                _stop(error)
            raise
        return self._filled_template(filled, {**(resources or {}), "segkit": page}, **kw)

    def from_prepared(
        self, prepared: Prepared, notebook: NotebookNode, engagement: Engagement
    ) -> str:
        """The page of a guide that was prepared already, from this notebook."""
        page = self._dressed_page(prepared, engagement)
        return self._filled_template(notebook, {"segkit": page})[0]

    def _dressed_page(self, prepared: Prepared, engagement: Engagement) -> Page:
        return dressed(_page(prepared), engagement.look, self.listen or self.log.warning)

    def _filled_template(
        self,
        nb: NotebookNode,
        resources: dict[str, Any],
        **kw: Any,  # noqa: ANN401
    ) -> tuple[str, dict[str, Any]]:
        try:
            html, result = super().from_notebook_node(nb, resources, **kw)
        except (TemplateError, ValueError) as error:
            raise _broken_template(error) from error
        return html, result

    def prepare(self, notebook: NotebookNode, engagement: Engagement) -> Prepared:
        """What every form of the guide is made from; the notebook gets its outputs.

        Raises what `from_notebook_node` raises.
        """
        guide = Guide(engagement, draft=self.draft)
        place = engagement.notebook.name
        found = open_items(notebook, guide, place)
        if found and not self.draft:
            listed = "\n".join(f"  {item.place}: {item.text}" for item in found)
            raise OpenItemsError(
                f"The guide is not final: {len(found)} open.\n{listed}",
                "settle them (`segkit check` says how), or export a draft with --draft.",
            )
        slug = guide.facts.workspace_slug
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                cell.source = fill_markdown(cell.source, engagement.customer, slug)
        if own := own_code(notebook):
            (self.listen or self.log.warning)(f"{place} runs code of its own: {_cells(own)}.")
        views = answer(notebook, guide)
        language = engagement.look.language
        markdown = MarkdownPage(
            (engagement.folder, media_folder().parent), guide.facts.links, language
        )

        def derived(blocks: Iterable[Block]) -> str:
            shown = list(blocks)
            has_own = any(block.kind == "output" for block in shown)
            calls = [call for block in shown for call in block.calls]
            return derivation(guide.facts, calls, own_code=has_own)

        everything = content_of(notebook, markdown, derived, draft=self.draft, views=views)
        content = chosen(
            everything, self.audience, engagement.sections, engagement.without_sections
        )
        ids = content.ids("text")
        return Prepared(
            guide=guide,
            content=content,
            headings=tuple(h for h in markdown.headings if h.anchor in ids),
            title=text_in(language, "{customer}: Segment guide").format(
                customer=clean(" ".join(engagement.customer.split()))
            ),
            footer=clean(
                f"Made with segkit {__version__} from {guide.made_from()}.{_whom(self.audience)}"
            ),
            open_count=len(found),
            draft=self.draft,
        )


def _whom(audience: str) -> str:
    if audience == EVERYONE:
        return ""
    return f" This copy holds the sections for {audience}s; the whole guide has more."


def _page(prepared: Prepared) -> Page:
    return page_of(
        prepared.content,
        title=prepared.title,
        headings=prepared.headings,
        footer=prepared.footer,
        version=__version__,
        open_count=prepared.open_count,
        draft=prepared.draft,
        language=prepared.guide.facts.engagement.look.language,
    )


def _cells(numbers: Sequence[int]) -> str:
    return f"cell{'' if len(numbers) == 1 else 's'} {', '.join(map(str, numbers))}"


def _broken_template(error: Exception) -> ExportError:
    """Nbconvert says a missing template with a `ValueError`, Jinja everything else."""
    name = getattr(error, "filename", None) or _TEMPLATES / "segkit" / "index.html.j2"
    line = getattr(error, "lineno", None)
    return ExportError(
        f"The guide's template {name}{f', line {line},' if line else ''} is broken: {error}.",
        "undo your change to it, or install segkit again (`pip install --force-reinstall segkit`).",
    )


def _folder(resources: Mapping[str, object] | None) -> Path:
    metadata = (resources or {}).get("metadata")
    path = metadata.get("path") if isinstance(metadata, Mapping) else None
    return Path(str(path)) if path else Path.cwd()


def _in_nbconvert() -> bool:
    """The program that runs is nbconvert's own; it gives exporters no parent to ask."""
    running = Application.instance() if Application.initialized() else None
    return isinstance(running, Application) and running.name == "jupyter-nbconvert"


def _stop(error: SegkitError) -> NoReturn:
    sys.stderr.write(f"{error}\n")
    raise SystemExit(1) from error
