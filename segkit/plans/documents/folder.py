"""A folder that is a plan, or that the files stand in to which a plan refers.

Nothing outside the folder is opened, whatever a file or a link in it says. A file that cannot be
read is listed with its reason, and files in other languages are named.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from segkit.errors import InputFileError
from segkit.model.plan import Explained
from segkit.plans.documents.page import Page, page_of
from segkit.plans.plan_input import ENDINGS, MOST_BYTES, PlanInput, read_text

if TYPE_CHECKING:
    from segkit.plans.grids.grid import Tab

MOST_FILES = 5_000
"""More than twice the rules that Segment takes in one plan, at one file for each."""

Read = TypeVar("Read")

_SUFFIXES = {one for one, kind in ENDINGS.items() if kind in {"json", "yaml", "terraform"}}
_MARKDOWN = {one for one, kind in ENDINGS.items() if kind == "markdown"}
_SHEETS = {one for one, kind in ENDINGS.items() if kind in {"delimited", "workbook"}} - {".txt"}
_UNSAID = re.compile(r"|\.\d+|\.\w*schema")
"""Endings that say nothing about the language of a file."""

_NOT_ENTERED = {"node_modules", "venv", "__pycache__", "vendor"}


def _is_document(path: Path) -> bool:
    """Named like a document, or named like none and JSON by what it holds (Iglu's `1-0-0`)."""
    ending = path.suffix.lower()
    if ending in _SUFFIXES or ending in ENDINGS or not _UNSAID.fullmatch(ending):
        return ending in _SUFFIXES
    try:
        with path.open("rb") as file:
            return file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"["))
    except OSError:
        return False


class Folder:
    """The files below a folder, in the order of their names.

    Attributes:
        path: The folder.
    """

    def __init__(self, path: Path) -> None:
        """Nothing is opened yet."""
        self.path = path
        self._unread: list[Explained] = []

    @cached_property
    def files(self) -> tuple[PlanInput, ...]:
        """Files in a language of plans; raises `InputFileError` when there are too many."""
        found = [one for one in self._walked if _is_document(one)]
        size = sum(one.stat().st_size for one in found)
        if len(found) > MOST_FILES or size > MOST_BYTES:
            raise InputFileError(
                f"{self.path} holds {len(found):,} files of {size / 1e6:,.0f} MB; segkit reads "
                f"folders of up to {MOST_FILES:,} files and {MOST_BYTES / 1e6:,.0f} MB.",
                "give the folder that holds nothing but the plan.",
            )
        return tuple(PlanInput(one) for one in found)

    @cached_property
    def others(self) -> tuple[str, ...]:
        """Names of the files in other languages."""
        known = {one.path for one in self.files}
        known |= {
            one.path for asked in ("markdown", "sheets") for one, _ in self.__dict__.get(asked, ())
        }
        return tuple(self.origin(one) for one in self._walked if one not in known)

    @cached_property
    def markdown(self) -> tuple[tuple[PlanInput, str], ...]:
        """The Markdown files with their texts; what cannot be read is in `unread`."""
        files = [PlanInput(one) for one in self._walked if one.suffix.lower() in _MARKDOWN]
        return tuple(self.reading(files, lambda one: (one, one.text)))

    @cached_property
    def sheets(self) -> tuple[tuple[PlanInput, tuple[Tab, ...]], ...]:
        """The workbooks and delimited files with their tabs; what cannot be read is in `unread`."""
        files = [PlanInput(one) for one in self._walked if one.suffix.lower() in _SHEETS]
        return tuple(self.reading(files, lambda one: (one, one.tabs)))

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The JSON and YAML documents; what cannot be read is in `unread`."""
        documents = [one for one in self.files if one.path.suffix.lower() != ".tf"]
        return tuple(
            self.reading(
                documents,
                lambda one: page_of(one.path, one.kind, one.text, f"{self.origin(one.path)}: "),
            )
        )

    @cached_property
    def modules(self) -> dict[Path, list[tuple[PlanInput, str]]]:
        """Terraform files and their texts, by the folder they stand in: a module of Terraform."""
        found: dict[Path, list[tuple[PlanInput, str]]] = {}
        files = [one for one in self.files if one.path.suffix.lower() == ".tf"]
        for one, text in self.reading(files, lambda one: (one, one.text)):
            found.setdefault(one.path.parent, []).append((one, text))
        return found

    @property
    def unread(self) -> tuple[Explained, ...]:
        """Files that could not be read, as far as they were asked for, with the reason."""
        return tuple(self._unread)

    def origin(self, path: Path) -> str:
        """The file's name as seen from the folder, with slashes on every system."""
        return path.relative_to(self.path).as_posix()

    def text(self, relative: str) -> str | None:
        """The text of a file below the folder; None when it is not there or leads out of it.

        Raises `InputFileError` when it is there and cannot be read.
        """
        place = self.inside(relative)
        return None if place is None else read_text(place)

    def inside(self, relative: str) -> Path | None:
        """The path of a file below the folder; None when it is none, or leads out of it."""
        try:
            place = Path(os.path.realpath(self.path / relative))
            is_inside = place.is_relative_to(os.path.realpath(self.path)) and place.is_file()
        except (OSError, ValueError):  # a name that is none
            return None
        return place if is_inside else None

    def reading(
        self, files: Iterable[PlanInput], read: Callable[[PlanInput], Read]
    ) -> Iterator[Read]:
        """What `read` makes of each file; those that it refuses are in `unread`."""
        for one in files:
            if not self._is_inside(one.path):
                continue
            try:
                yield read(one)
            except InputFileError as error:
                reason = error.problem.replace(f"{one.path} ", "The file ").replace(
                    f"{one.path}, ", ""
                )
                self._unread.append(Explained(self.origin(one.path), reason))

    @cached_property
    def _walked(self) -> tuple[Path, ...]:
        found: list[Path] = []
        for folder, below, names in os.walk(self.path):
            below[:] = sorted(
                one for one in below if not one.startswith(".") and one not in _NOT_ENTERED
            )
            for name in sorted(names):
                path = Path(folder) / name
                if name.startswith("."):
                    continue
                if self._is_inside(path):
                    found.append(path)
        return tuple(found)

    def _is_inside(self, path: Path) -> bool:
        """It is a file of the folder; what else it is has not been read."""
        if self.inside(self.origin(path)) is not None:
            return True
        why = "It is no file, or leads out of the folder."
        self._unread.append(Explained(self.origin(path), why))
        return False
