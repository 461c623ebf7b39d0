"""An engagement's guide: every row that is declared is a method of it."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from segkit.engagement.bundled import EXPLORER
from segkit.engagement.notes import read_notes
from segkit.engagement.settings import Engagement, find_engagement, read_engagement
from segkit.errors import UsageError
from segkit.facts.known import Facts
from segkit.guide.arguments import misfit
from segkit.guide.kept_filters import keep_filter, kept_filter
from segkit.guide.named import Named
from segkit.guide.shown import Shown
from segkit.render.searchable import Narrowing
from segkit.render.view import View
from segkit.rows.about.availability import completed, instead_of
from segkit.rows.edition import EVERYONE, WHOLE, Edition
from segkit.rows.moments import moment_words
from segkit.rows.row import Row, Showing, all_rows, row_named


def open_guide(folder: str = ".", *, read_only: bool = False) -> Guide:
    """The guide of the engagement in `folder`, or in a folder above it.

    A guide that is `read_only` has no form that writes; the kernel of `explore.ipynb`, and
    every kernel of `segkit app`, gives no other.

    Raises `ConfigError` when there is none, `SnapshotError` when nothing was read yet.
    """
    if not isinstance(folder, str | Path):
        raise UsageError(
            f"segkit.open_guide(…) does not fit: {folder!r} is no text.",
            'name the folder, e.g. segkit.open_guide("acme"); without one it is the current folder.',
        )
    # set while a document is made in a kernel, where widgets would only cost time
    static = os.environ.get("SEGKIT_STATIC", "")
    return Guide(
        find_engagement(Path(folder)),
        live=not static,
        draft=static.startswith("draft"),
        edition=Edition.named(static.partition(" ")[2] or EVERYONE),
        read_only=read_only or _is_for_reading(),
    )


def _is_for_reading() -> bool:
    """This kernel is the customer's: Jupyter names the notebook that it was started for."""
    notebook = os.environ.get("JPY_SESSION_NAME", "")
    return bool(os.environ.get("SEGKIT_READ_ONLY")) or Path(notebook).name == EXPLORER


class Guide(Named):
    """An engagement's guide; each method shows one row of it."""

    def __init__(  # noqa: PLR0913 - each says what kind of guide it is
        self,
        engagement: Engagement,
        *,
        live: bool = False,
        draft: bool = False,
        read_only: bool = False,
        edition: Edition | None = None,
        facts: Facts | None = None,
    ) -> None:
        """Read the engagement's snapshot, unless what is known of it is given.

        `live` gives widgets instead of static views, of which those of a `read_only` guide
        write nothing; a `draft` is for the SA, and also shows what the customer does not see.
        `edition` is whose copy it is, if it is not for everyone.
        """
        self.facts = facts or Facts(engagement)
        self._live = live
        self.read_only = read_only
        self.edition = edition or WHOLE
        self.is_draft = draft

    def __repr__(self) -> str:
        return f"Guide of {self.facts.engagement.customer}, {self.made_from()}"

    if not TYPE_CHECKING:  # which knows the methods from `Named`

        def __getattr__(self, name: str) -> Callable[..., Shown]:
            """The method that shows the row of this name."""
            row = None if name.startswith("_") else row_named(name)
            if row is None:
                raise AttributeError(f"the guide has no {name!r}", name=name, obj=self)
            return self._method(row)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *all_rows()})

    def show(self, name: str, *args: object, **options: object) -> Shown:
        """The row of this name, with what its method takes; also one of another package.

        Raises `UsageError` when there is no such row.
        """
        name = str(name)  # from a cell it may be anything
        row = row_named(name)
        if row is None:
            near = get_close_matches(name, all_rows(), n=1) or [", ".join(all_rows())]
            raise UsageError(f"The guide has no row {name!r}.", f"did you mean {near[0]}?")
        return self._method(row)(*args, **options)

    def made_from(self) -> str:
        """The snapshot that everything here comes from, in words."""
        return f"the snapshot of {moment_words(self.facts.snapshot.taken_at)}"

    def static(self, row: Row, *args: object, **options: object) -> View:
        """What a document has for a row, with what was not available for it."""
        showing = Showing(self.facts, self._live, self.is_draft, self.read_only, self.edition)
        instead = instead_of(self.facts, row)
        if instead is not None:
            return instead
        view = completed(showing, row, row.draw(showing, *args, **options))
        return view if self._live else view.narrowed(self._kept(row))

    def _follow(self) -> None:
        """Keep to `engagement.toml`, which the room's forms and other programs change."""
        engagement = read_engagement(self.facts.engagement.folder)
        if engagement != self.facts.engagement:
            self.facts = Facts(engagement, self.facts.snapshot)

    def _show(self, row: Row, *args: object, **options: object) -> Shown:
        if self._live:
            self._follow()
        if not self._live:
            return self.static(row, *args, **options)
        if instead_of(self.facts, row) is not None:
            return self.static(row, *args, **options).short()
        from segkit.widgets.rows import form_of

        if (form := form_of(row.name, read_only=self.read_only)) is not None:
            return form(self, *args, **options)
        return self.table(row, *args, **options)

    def table(self, row: Row, *args: object, **options: object) -> Shown:
        """What a document has for a row, with its script on top where that makes it searchable."""
        from segkit.widgets.rows import live

        view = self.static(row, *args, **options)
        file = self.facts.engagement.notes_file
        if self.read_only or view.searchable is None:
            return live(view)
        return live(view, keep=lambda now: keep_filter(file, row.name, now), kept=self._kept(row))

    def _kept(self, row: Row) -> Narrowing:
        """What the SA keeps a row's table filtered by."""
        return kept_filter(read_notes(self.facts.engagement.notes_file), row.name)

    def _method(self, row: Row) -> Callable[..., Shown]:
        def method(*args: object, **options: object) -> Shown:
            if wrong := misfit(method, args, options):
                raise UsageError(
                    f"guide.{row.name}(…) does not fit: {wrong}.",
                    f"look it up with help(guide.{row.name}).",
                )
            return self._show(row, *args, **options)

        signature = inspect.signature(row.draw)
        _, *own = signature.parameters.values()
        method.__wrapped__ = row.draw  # type: ignore[attr-defined] # where its annotations mean something
        method.__name__ = method.__qualname__ = row.name
        method.__doc__ = row.draw.__doc__
        method.__signature__ = signature.replace(parameters=own)  # type: ignore[attr-defined]
        return method

    def renew(self) -> str:
        """Read the snapshot that has just been pulled; says what is shown from now on."""
        self.facts = Facts(self.facts.engagement)
        return f"Done: the guide shows {self.made_from()}. Run the cells below again."
