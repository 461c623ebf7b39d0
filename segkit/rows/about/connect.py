"""Giving segkit the token of a workspace: a sentence where nothing is live, and the live form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from segkit.render.html import render
from segkit.render.missing import nothing
from segkit.render.view import View
from segkit.rows.row import Showing, row

if TYPE_CHECKING:
    from segkit.engagement.connecting import Connected


@dataclass(frozen=True, slots=True)
class ConnectForm:
    """What the form shows; the token itself is never part of it.

    Attributes:
        customer: Whose workspace it is about.
        is_kept: A token is in the keyring.
        wants_pull: Whether reading the workspace with it is chosen at first.
        made: What came of the last token.
        said: What else was done, as a sentence.
        problem: What went wrong, and what to do.
    """

    customer: str
    is_kept: bool = False
    wants_pull: bool = True
    made: Connected | None = None
    said: str = ""
    problem: tuple[str, str] | None = None


@row("connect", place=1.3)
def _row(_showing: Showing) -> View:
    """A field for the token of the workspace; it goes to the keyring and nowhere else.

    A document says so, for nobody can type a token there.
    """
    return connect()


def connect() -> View:
    """What stands in a document, where nobody can type a token."""
    return nothing("The workspace is connected live, in the notebook or with `segkit connect`.")


def connect_form(form: ConnectForm) -> Markup:
    """The form as HTML; `segkit.widgets` gives it its behaviour."""
    return render("connect", form=form)
