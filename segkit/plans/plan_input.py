"""A file or folder that may hold a tracking plan, opened only as far as somebody asks.

Which language a file is in is told by what it holds first, by its ending second. Nothing here
knows what a plan looks like; `segkit.plans.formats` asks the formats.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from segkit.errors import InputFileError, NotATrackingPlanError
from segkit.files import is_folder, read_bytes

if TYPE_CHECKING:
    from segkit.plans.documents.folder import Folder
    from segkit.plans.documents.page import Page
    from segkit.plans.grids.grid import Tab

MOST_BYTES = 256_000_000
"""Far above Segment's own limit of 15 MB for a plan; a workspace dump may be larger."""

ENDINGS = {
    ".csv": "delimited", ".tsv": "delimited", ".tab": "delimited", ".txt": "delimited",
    ".xlsx": "workbook", ".xlsm": "workbook", ".ods": "workbook", ".xls": "workbook",
    ".xlsb": "workbook", ".yaml": "yaml", ".yml": "yaml", ".tf": "terraform",
    ".md": "markdown", ".markdown": "markdown", ".mdx": "markdown", ".json": "json",
    ".jsonc": "json", ".json5": "json", ".js": "script", ".mjs": "script", ".cjs": "script",
    ".jsx": "script", ".ts": "script", ".mts": "script", ".tsx": "script",
}  # fmt: skip
PROGRAMS = {
    ".swift": "Swift", ".kt": "Kotlin", ".kts": "Kotlin", ".java": "Java", ".scala": "Scala", ".go": "Go",
    ".py": "Python", ".rb": "Ruby", ".php": "PHP", ".cs": "C#", ".dart": "Dart", ".rs": "Rust",
    ".m": "Objective-C", ".mm": "Objective-C", ".h": "C", ".c": "C", ".cpp": "C++", ".ex": "Elixir",
}  # fmt: skip
"""Languages of programs that are not read; those of JavaScript and TypeScript are, without being run."""
OTHERS = {
    ".pdf": "a PDF", ".docx": "a Word document", ".doc": "a Word document", ".rtf": "a document of a word processor",
    ".odt": "a document of a word processor", ".pptx": "a presentation", ".html": "a web page", ".htm": "a web page",
    ".numbers": "a sheet of Numbers", ".png": "a picture", ".jpg": "a picture", ".jpeg": "a picture",
}  # fmt: skip
"""What people hand over that is no plan to read, though it may show one."""
_MARKDOWN = re.compile(
    r"^(?:#{1,6} \S|\s*\|?\s*:?-{3,}:?\s*\||\s*[-*] \S|[A-Z][\w /]{1,30}:(?: \S.*)?$)", re.MULTILINE
)
"""Headings, rules of tables, entries of lists, labels: what files of text hold that are no sheets."""
_TEXTUAL = 0.3
_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0"
_BLANK = b"\xef\xbb\xbf \t\r\n\0"


class PlanInput:
    """What a person named as the plan.

    Attributes:
        path: The file or folder.
        name: A plan's name when it has none of its own: the file's name without its ending.
    """

    def __init__(self, path: Path) -> None:
        """Nothing is opened yet."""
        self.path = path
        self.name = (
            (path.name or Path(os.path.realpath(path)).name) if is_folder(path) else path.stem
        )

    @classmethod
    def of(cls, document: object, name: str, language: str = "JSON") -> PlanInput:
        """A document that is in no file, under the name that its file would have."""
        from segkit.plans.documents.page import Page

        given = cls(Path(name))
        given.__dict__ |= {
            "name": name,
            "kind": language.lower(),
            "pages": (Page(document, language, name),),
        }
        return given

    @cached_property
    def kind(self) -> str:
        """`folder`, `workbook`, `delimited`, `terraform`, `yaml`, `markdown`, `script` or `json`."""
        if is_folder(self.path):
            return "folder"
        start = self._content[:4096]
        if not start.strip(_BLANK):
            raise InputFileError(f"{self.path} is empty.", "check that it is the right file.")
        if language := PROGRAMS.get(self.path.suffix.lower()):
            raise NotATrackingPlanError(
                f"{self.path} is a program in {language}; segkit reads plans kept as data, and runs no programs.",
                "let it print the plan as JSON, save that in a file, and give the file; or give the plan's id in Segment.",
            )
        if other := OTHERS.get(self.path.suffix.lower()):
            raise NotATrackingPlanError(
                f"{self.path} is {other}, which segkit does not read.",
                "save its tables as a workbook or CSV, or its text as Markdown, and give that.",
            )
        by_name = ENDINGS.get(self.path.suffix.lower(), "")
        if start.startswith((_ZIP, _OLE)) or by_name == "workbook":
            return "workbook"
        if self.path.suffix.lower() == ".txt" and _is_markdown(start):
            return "markdown"
        if by_name and by_name != "json":
            return by_name
        is_json = start.lstrip(_BLANK[:-1]).startswith((b"{", b"["))
        return "json" if is_json or by_name else "delimited"

    @cached_property
    def text(self) -> str:
        """The file as text: UTF-8 with or without a mark, or UTF-16 with one."""
        return _decoded(self._content, self.path)

    @cached_property
    def _content(self) -> bytes:
        return read_bytes(self.path, limit=MOST_BYTES)

    @cached_property
    def document(self) -> object:
        """The parsed JSON or YAML; None for other kinds, a list of all for a folder."""
        if self.kind == "folder":
            return [page.document for page in self.pages]
        return self.pages[0].document if self.pages else None

    @cached_property
    def told(self) -> object:
        """The document; of a script the only object that it declares, None where it has several."""
        if self.kind != "script":
            return self.document
        declared = self.document if isinstance(self.document, Mapping) else {}
        return next(iter(declared.values())) if len(declared) == 1 else None

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The documents of JSON, YAML or a script with their places; none for other kinds."""
        from segkit.plans.documents.page import page_of

        if self.kind == "folder":
            return self.folder.pages
        is_page = self.kind in {"json", "yaml", "script"}
        return (page_of(self.path, self.kind, self.text),) if is_page else ()

    @cached_property
    def folder(self) -> Folder:
        """The files in the folder; of a file, the folder it is in."""
        from segkit.plans.documents.folder import Folder

        return Folder(self.path if self.kind == "folder" else self.path.parent)

    @cached_property
    def tabs(self) -> tuple[Tab, ...]:
        """The cells of a workbook or a delimited file; none for other kinds."""
        if self.kind == "workbook":
            from segkit.plans.grids.workbook import read_workbook

            return tuple(read_workbook(self.path))
        if self.kind == "delimited":
            from segkit.plans.grids.delimited import read_delimited

            return tuple(read_delimited(self.path))
        return ()


def read_text(path: Path) -> str:
    """The file as text; raises `InputFileError` when it is none in UTF-8 or UTF-16."""
    return _decoded(read_bytes(path, limit=MOST_BYTES), path)


def _decoded(content: bytes, path: Path) -> str:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputFileError(
            f"{path} is not text in UTF-8: byte {error.start} does not fit.",
            "save it as UTF-8, or export it again as JSON.",
        ) from error


def _is_markdown(start: bytes) -> bool:
    """A text as people write it, and no sheet: without tabs, its lines begin as those of Markdown do."""
    lines = [line for line in start.decode("utf-8", "replace").splitlines() if line.strip()]
    written = sum(1 for line in lines if _MARKDOWN.match(line))
    return b"\t" not in start and written > _TEXTUAL * len(lines)
