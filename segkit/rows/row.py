"""One row of the guide: declared once, beside the function that draws it.

Whatever has to know the guide's rows asks here: the methods of the guide, what is said where
data is missing, the line of origin below a section, the sheets of a workbook, and whose copy
has it. A team's own rows come from the entry points `segkit.rows`: modules that declare rows.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar

from segkit.doors import through
from segkit.errors import UsageError
from segkit.facts.known import Facts
from segkit.render.view import View
from segkit.rows.edition import READERS, WHOLE, Edition

PLAN, WORKSPACE, KNOWLEDGE, NOTES = "plan", "workspace", "knowledge", "notes"
SEEN = "seen"
EVERYTHING = (PLAN, WORKSPACE, KNOWLEDGE)
"""What a row may be derived from."""

Draw = TypeVar("Draw", bound=Callable[..., View])


@dataclass(frozen=True, slots=True)
class Showing:
    """One time that a row is shown.

    Attributes:
        facts: Everything known about the engagement.
        live: In a notebook, not in a document.
        draft: For the SA, who sees what the customer does not.
        read_only: For a reader, who can enter nothing.
        edition: Whose copy it is.
    """

    facts: Facts
    live: bool = False
    draft: bool = False
    read_only: bool = False
    edition: Edition = WHOLE


@dataclass(frozen=True, slots=True)
class Row:
    """What is known about a row besides what it shows.

    Attributes:
        name: The method of the guide that shows it.
        draw: Makes its view, from a `Showing` and the arguments of the method.
        title: Of its table in workbooks; empty when it has none there.
        place: Where it stands in the document, by the number of its chapter (`13.2`).
        what: Names it where it cannot be shown (`Your identify traits`).
        needs: The inputs without which nothing can be shown: `plan`, `workspace`.
        without: Resources of the workspace of which at least one has to be readable.
        more: Resources that it says more with.
        origins: What it is derived from.
        readers: For whom it is.
        always: A whole guide has it in its workbook, though no page may show it.
        same_as: The row that says the same in words, where this one is drawn.
    """

    name: str
    draw: Callable[..., View]
    title: str = ""
    place: float = 99.0
    what: str = ""
    needs: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    origins: tuple[str, ...] = EVERYTHING
    readers: tuple[str, ...] = READERS
    always: bool = False
    same_as: str = ""
    module: str = field(default="", compare=False)


_declared: dict[str, Row] = {}
_FORMS = f"{__package__}.forms."
"""Declare no rows, and are loaded by the widgets that show them."""


def row(  # noqa: PLR0913 - keyword-only, one for each attribute of a row
    name: str,
    *,
    title: str = "",
    place: float = 99.0,
    what: str = "",
    needs: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
    more: tuple[str, ...] = (),
    origins: tuple[str, ...] = EVERYTHING,
    readers: tuple[str, ...] = READERS,
    always: bool = False,
    same_as: str = "",
) -> Callable[[Draw], Draw]:
    """Declare the function below as the row `name`; the attributes are those of `Row`.

    Raises `UsageError` when the name is taken by another module, or a reader is not known.
    """
    if unknown := sorted(set(readers) - set(READERS)):
        raise UsageError(
            f"The row {name!r} is for {unknown[0]!r}, whom segkit does not know.",
            f"use one of {', '.join(READERS)}.",
        )

    def declared(draw: Draw) -> Draw:
        known = _declared.get(name)
        if known is not None and known.module != draw.__module__:
            raise UsageError(
                f"The row {name!r} is declared in {known.module} and in {draw.__module__}.",
                "give one of them another name.",
            )
        _declared[name] = Row(
            name, draw, title, place, what, needs, without, more, origins, readers, always, same_as,
            draw.__module__,
        )  # fmt: skip
        return draw

    return declared


@cache
def own_rows() -> Mapping[str, Row]:
    """The rows that segkit itself has, by name, in the order of the document."""
    package = importlib.import_module(__package__)
    for module in pkgutil.walk_packages(package.__path__, f"{__package__}."):
        if not module.name.startswith(_FORMS):
            importlib.import_module(module.name)
    return _ordered()


@cache
def all_rows() -> Mapping[str, Row]:
    """The same with those of other packages; raises `ConfigError` when one cannot be loaded."""
    own_rows()
    for _ in through("rows"):
        pass  # a module declares its rows as it is loaded
    return _ordered()


def row_named(name: str) -> Row | None:
    """The row of this name; None when there is none, here or in another package."""
    return own_rows().get(name) or all_rows().get(name)


def _ordered() -> Mapping[str, Row]:
    return dict(sorted(_declared.items(), key=lambda pair: (pair[1].place, pair[0])))
