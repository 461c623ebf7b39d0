"""From an engagement to its guide in the forms that were asked for."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from segkit.engagement.guide_names import guide_name
from segkit.engagement.settings import Engagement
from segkit.errors import UsageError
from segkit.export.audience import known_audience
from segkit.export.forms.files import write_beside, write_folder
from segkit.export.forms.pictures import FOLDER
from segkit.export.forms.tables import Sheet, all_titles, sheets_of
from segkit.export.forms.whole_texts import whole_texts
from segkit.export.news import Listen, log, nobody
from segkit.export.notebook_file import read_notebook
from segkit.export.page.html import html_of
from segkit.export.prepared import Prepared, prepare
from segkit.files import (
    cannot_write,
    check_output,
    delete_own,
    file_name,
    make_own_folder,
    output_root,
    write_output,
)
from segkit.render.long_texts import TITLE as WHOLE
from segkit.rows.edition import EVERYONE


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a guide is wanted.

    Attributes:
        draft: Although something is open.
        audiences: Whose sections; a document for each.
        section: Only this section and what is below it; for `paste`.
        docsify: Folder of the npm package, or `cdn`; empty to look for one.
    """

    draft: bool = False
    audiences: tuple[str, ...] = (EVERYONE,)
    section: str = ""
    docsify: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A form that was written, and what its maker should know.

    Attributes:
        path: The document: a file, or the folder of several.
        files: Every file that it consists of.
    """

    path: Path
    files: tuple[Path, ...]
    note: str = ""


class Making:
    """A guide for one audience on its way into forms; what they share is made once."""

    def __init__(
        self,
        engagement: Engagement,
        audience: str,
        wanted: Wanted,
        listen: Listen = log,
        progress: Listen = nobody,
    ) -> None:
        """Nothing is read yet; raises `UsageError` for an audience that does not exist."""
        self.engagement, self.wanted = engagement, wanted
        self.listen, self.progress = listen, progress
        self.audience = known_audience(audience)

    @property
    def name(self) -> str:
        """What its documents are called, without their endings."""
        return guide_name(self.engagement, draft=self.wanted.draft, audience=self.audience)

    def target(self, form: str) -> Path:
        """Where the form lies unless another place is asked for."""
        return self.engagement.folder / f"{self.name}{_ending(self.wanted, form)}"

    def write(self, form: str, target: Path) -> Made:
        """Write the form; raises what `export_forms` raises."""
        check_output(target, self.engagement.folder)
        return _MAKERS[form][0](self, target)

    def made_from(self, form: str) -> str:
        """What the form is made from besides the engagement, as a digest; empty for nothing."""
        if form != "docsify":
            return ""
        from segkit.export.forms.docsify import copy_of_docsify

        wanted = self.wanted.docsify
        digest = hashlib.sha256(wanted.encode())
        for name, content in sorted(copy_of_docsify(wanted).items()):
            digest.update(name.encode() + content)
        return digest.hexdigest()

    @cached_property
    def html(self) -> str:
        """The page."""
        return html_of(self.prepared, self.listen)

    @cached_property
    def prepared(self) -> Prepared:
        """What every form is made from; the notebook's own code is run once."""
        return prepare(
            read_notebook(self.engagement.notebook),
            self.engagement,
            draft=self.wanted.draft,
            audience=self.audience,
            listen=self.listen,
        )

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The tables of its sections."""
        content = self.prepared.content
        shown = {call for s in content.sections for block in s.blocks for call in block.calls}
        is_whole = self.audience == EVERYONE and not (
            self.engagement.sections or self.engagement.without_sections
        )
        sheets = sheets_of(self.prepared.guide, shown, is_whole=is_whole)
        return (*sheets, *whole_texts(self.prepared, sheets))


def _pdf(guide: Making, target: Path) -> Made:
    from segkit.export.forms.paper import on_paper
    from segkit.programs.chromium import printed

    paper = on_paper(guide.html, printed, guide.progress)
    return replace(_file(guide, target, paper.content), note=paper.note)


def _markdown(guide: Making, target: Path) -> Made:
    from segkit.export.forms.wiki import wiki_of

    wiki = wiki_of(guide.prepared)
    pictures = {Path(name).name: data for name, data in wiki.pictures.items()}
    folder = target.parent / FOLDER
    write_beside(target, wiki.text, folder, pictures, guide.engagement.folder)
    return Made(target, (target, *(folder / name for name in pictures)))


def _docsify(guide: Making, target: Path) -> Made:
    from segkit.export.forms.docsify import site_of

    wanted = guide.wanted.docsify
    site = site_of(guide.prepared, docsify=wanted)
    made = _folder(guide, target, site.files)
    if site.is_complete or wanted:
        return made
    note = (
        "docsify itself was not found on this computer, so it is not in the site. Before you "
        f"serve it, run `npm install docsify` in {target}; or export with --docsify FOLDER "
        "(of that package), or with --docsify cdn to let readers fetch it from the web."
    )
    return replace(made, note=note)


def _paste(guide: Making, target: Path) -> Made:
    from segkit.export.forms.paste import paste_of

    return _file(guide, target, paste_of(guide.prepared, guide.wanted.section))


def _xlsx(guide: Making, target: Path) -> Made:
    from segkit.export.forms.workbook import workbook_of

    prepared = guide.prepared
    taken = prepared.guide.facts.snapshot.taken_at
    book = workbook_of(
        guide.sheets, title=prepared.title, made_from=prepared.footer, taken_at=taken
    )
    return _file(guide, target, book)


def _csv(guide: Making, target: Path) -> Made:
    from segkit.export.forms.separated import csv_of

    files = {f"{file_name(one.title)}.csv": csv_of(one.table) for one in guide.sheets}
    made = _folder(guide, target, files)
    root = output_root(target, guide.engagement.folder)
    for title in (*all_titles(), WHOLE):  # a table that is empty by now
        if (name := f"{file_name(title)}.csv") not in files:
            delete_own(target / name, root)
    return made


def _file(guide: Making, target: Path, content: str | bytes) -> Made:
    write_output(target, content, guide.engagement.folder)
    return Made(target, (target,))


def _folder(guide: Making, target: Path, files: Mapping[str, bytes]) -> Made:
    write_folder(target, files, guide.engagement.folder)
    return Made(target, tuple(target / name for name in files))


_MAKERS: Mapping[str, tuple[Callable[[Making, Path], Made], str]] = {
    "html": (lambda guide, target: _file(guide, target, guide.html), ".html"),
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


def export_forms(  # noqa: PLR0913 (keyword-only, each with a default)
    engagement: Engagement,
    forms: Sequence[str],
    wanted: Wanted,
    *,
    output: Path | None = None,
    listen: Listen = log,
    progress: Listen = nobody,
) -> tuple[Made, ...]:
    """Write the guide in each of the forms; what was written, form after form for each audience.

    Without `output` they lie in the engagement's folder, named after the customer. `output` is
    the file, or for docsify and CSV the folder, to write; a folder for several documents.
    `listen` hears when the notebook runs code of its own, `progress` which part of a long
    export is under way.

    Raises what `export_guide` raises, `UsageError` for a form, audience or section that does
    not exist.
    """
    for form in forms:
        if form not in _MAKERS:
            raise UsageError(f"segkit does not know the form {form!r}.", f"use {', '.join(FORMS)}.")
    forms = tuple(dict.fromkeys(forms))
    audiences = dict.fromkeys(wanted.audiences)
    guides = [Making(engagement, a, wanted, listen, progress) for a in audiences]
    is_one = len(forms) * len(guides) == 1
    return tuple(
        guide.write(form, _target(guide, form, output, is_one=is_one))
        for guide in guides
        for form in forms
    )


def _ending(wanted: Wanted, form: str) -> str:
    section = f"-{file_name(wanted.section)}" if form == "paste" and wanted.section else ""
    return section + _MAKERS[form][1]


def _target(guide: Making, form: str, output: Path | None, *, is_one: bool) -> Path:
    if output is None:
        return guide.target(form)
    is_inside = check_output(output, guide.engagement.folder)
    kind = _kind_of(output)
    if is_one and (form in _FOLDERS or kind != stat.S_IFDIR):
        return output
    if not is_one and kind not in {0, stat.S_IFDIR}:
        raise UsageError(f"{output} is a file.", "give a folder with --output for several forms.")
    try:
        if is_inside:
            make_own_folder(output, guide.engagement.folder)
        else:
            output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(output, error) from error
    return output / guide.target(form).name


def _kind_of(place: Path) -> int:
    """What is there, as `stat` says it; 0 for nothing. Raises `ExportError` where nothing can be."""
    try:
        return stat.S_IFMT(place.stat().st_mode)
    except FileNotFoundError:
        return 0
    except OSError as error:  # links in a circle, a name that is too long
        raise cannot_write(place, error) from error
