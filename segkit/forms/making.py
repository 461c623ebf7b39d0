"""From an engagement to its guide in the forms that were asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from segkit.chromium import print_to_pdf
from segkit.engagement import Engagement
from segkit.errors import UsageError
from segkit.export.audience import EVERYONE, known_audience
from segkit.export.document import guide_name, render_guide
from segkit.export.exporter import SegkitExporter
from segkit.export.notebook_file import read_notebook
from segkit.export.prepared import Prepared
from segkit.files import cannot_write, file_name, write_atomically
from segkit.forms.docsify import site_of
from segkit.forms.files import write_folder
from segkit.forms.paste import paste_of
from segkit.forms.separated import csv_of
from segkit.forms.tables import ALWAYS, TITLES, Table, tables_of
from segkit.forms.wiki import wiki_of
from segkit.forms.workbook import workbook_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a guide is wanted.

    Attributes:
        draft: Although something is open.
        audience: Whose sections.
        section: Only this section and what is below it; for `paste`.
        docsify: Folder of the npm package, or `cdn`; empty to look for one.
    """

    draft: bool = False
    audience: str = EVERYONE
    section: str = ""
    docsify: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A form that was written, and what its maker should know."""

    path: Path
    note: str = ""


class _Guide:
    """A guide on its way into forms; each thing that they share is made once."""

    def __init__(
        self, engagement: Engagement, wanted: Wanted, listen: Callable[[str], None] | None
    ) -> None:
        self.engagement, self.wanted, self.listen = engagement, wanted, listen

    @cached_property
    def html(self) -> str:
        return render_guide(
            self.engagement,
            draft=self.wanted.draft,
            audience=self.wanted.audience,
            listen=self.listen,
        )

    @cached_property
    def prepared(self) -> Prepared:
        exporter = SegkitExporter(draft=self.wanted.draft, audience=self.wanted.audience)
        exporter.listen = self.listen
        return exporter.prepare(read_notebook(self.engagement.notebook), self.engagement)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        content = self.prepared.content
        shown = {call for s in content.sections for block in s.blocks for call in block.calls}
        is_whole = self.wanted.audience == EVERYONE and not (
            self.engagement.sections or self.engagement.without_sections
        )
        return tables_of(self.prepared.guide, shown | (ALWAYS if is_whole else set()))


def _html(guide: _Guide, target: Path) -> str:
    write_atomically(target, guide.html)
    return ""


def _pdf(guide: _Guide, target: Path) -> str:
    print_to_pdf(guide.html, target)
    return ""


def _markdown(guide: _Guide, target: Path) -> str:
    wiki = wiki_of(guide.prepared)
    if wiki.pictures:
        folder = target.parent / "_media"
        write_folder(folder, {Path(name).name: data for name, data in wiki.pictures.items()})
    write_atomically(target, wiki.text)
    return ""


def _docsify(guide: _Guide, target: Path) -> str:
    wanted = guide.wanted.docsify
    near = (target.resolve(), guide.engagement.folder, Path.cwd())
    site = site_of(guide.prepared, docsify=wanted, near=near)
    write_folder(target, site.files)
    if site.is_complete or wanted:
        return ""
    return (
        "docsify itself was not found on this computer, so it is not in the site. Before you "
        f"serve it, run `npm install docsify` in {target}; or export with --docsify FOLDER "
        "(of that package), or with --docsify cdn to let readers fetch it from the web."
    )


def _paste(guide: _Guide, target: Path) -> str:
    write_atomically(target, paste_of(guide.prepared, guide.wanted.section))
    return ""


def _xlsx(guide: _Guide, target: Path) -> str:
    prepared = guide.prepared
    taken = prepared.guide.facts.snapshot.taken_at
    write_atomically(target, workbook_of(guide.tables, title=prepared.title, taken_at=taken))
    return ""


def _csv(guide: _Guide, target: Path) -> str:
    files = {f"{file_name(table.title)}.csv": csv_of(table) for table in guide.tables}
    write_folder(target, files)
    for title in TITLES.values():  # a table that is empty by now
        if (name := f"{file_name(title)}.csv") not in files:
            (target / name).unlink(missing_ok=True)
    return ""


_MAKERS: Mapping[str, tuple[Callable[[_Guide, Path], str], str]] = {
    "html": (_html, ".html"),
    "pdf": (_pdf, ".pdf"),
    "markdown": (_markdown, ".md"),
    "docsify": (_docsify, "-docsify"),
    "paste": (_paste, "-paste.html"),
    "xlsx": (_xlsx, ".xlsx"),
    "csv": (_csv, "-csv"),
}
FORMS = tuple(_MAKERS)
"""What a guide can be exported as."""

_FOLDERS = frozenset({"docsify", "csv"})


def export_forms(
    engagement: Engagement,
    forms: Sequence[str],
    wanted: Wanted,
    *,
    output: Path | None = None,
    listen: Callable[[str], None] | None = None,
) -> tuple[Made, ...]:
    """Write the guide in each of the forms; what was written, in the same order.

    Without `output` they lie in the engagement's folder, named after the customer. `output` is
    the file, or for docsify and CSV the folder, to write; a folder for several forms. `listen`
    hears when the notebook runs code of its own.

    Raises what `export_guide` raises, `UsageError` for a form, audience or section that does
    not exist.
    """
    known_audience(wanted.audience)
    for form in forms:
        if form not in _MAKERS:
            raise UsageError(f"segkit does not know the form {form!r}.", f"use {', '.join(FORMS)}.")
    guide = _Guide(engagement, wanted, listen)
    forms = tuple(dict.fromkeys(forms))
    made = []
    for form in forms:
        maker, ending = _MAKERS[form]
        target = _target(guide, form, ending, output, is_one=len(forms) == 1)
        made.append(Made(target, maker(guide, target)))
    return tuple(made)


def _target(guide: _Guide, form: str, ending: str, output: Path | None, *, is_one: bool) -> Path:
    wanted = guide.wanted
    name = guide_name(guide.engagement, draft=wanted.draft, audience=wanted.audience)
    if form == "paste" and wanted.section:
        name += f"-{file_name(wanted.section)}"
    if output is None:
        return guide.engagement.folder / f"{name}{ending}"
    if is_one and (form in _FOLDERS or not output.is_dir()):
        return output
    if not is_one and output.exists() and not output.is_dir():
        raise UsageError(f"{output} is a file.", "give a folder with --output for several forms.")
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(output, error) from error
    return output / f"{name}{ending}"
