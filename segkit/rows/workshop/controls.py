"""What a notebook has for working with the guide, and a document has no use for."""

from __future__ import annotations

from segkit.render.missing import NOTHING_TO_SHOW, nothing
from segkit.render.view import View
from segkit.rows.moments import moment_words
from segkit.rows.row import PLAN, Showing, row


@row("plan_reading", place=4.1, origins=(PLAN,))
def _plan_reading(showing: Showing) -> View:
    """How the plan's tabs were understood; in a notebook, the place to correct it.

    It reads the plan's file again, because corrections are about the file; the rest of
    the guide shows them after the next `segkit pull`.
    """
    # no guide shows it, so no export waits for the readers of tables behind it
    from segkit.rows.forms.reading import plan_reading

    return plan_reading(showing)


@row("pull", place=1.4)
def _pull(
    showing: Showing, *, volumes: int | None = None, also: str = "", with_write_keys: bool = False
) -> View:
    """Read plan and workspace again; everything that is shown from now on comes from it.

    It runs behind the notebook; the bars have a button that ends it. A pull that is ended,
    or fails, changes nothing. A document is made from the snapshot that is there: in it
    this asks nobody.

    Args:
        showing: Where and how it is shown.
        volumes: Also count the events that were received in so many days.
        also: What else is read, of `audiences, delivery, owners, syncs`.
        with_write_keys: Keep the write keys of websites and apps for the load snippets.
    """
    del volumes, also, with_write_keys  # for the notebook
    taken = moment_words(showing.facts.snapshot.taken_at)
    return nothing(f"Read from the snapshot of {taken}.")


@row("presenter", place=1.5)
def _presenter(_showing: Showing) -> View:
    """In a notebook, switches for showing it to a room; nothing in a document."""
    return NOTHING_TO_SHOW


@row("listen", place=15.65)
def _listen(_showing: Showing) -> View:
    """In a notebook, the switch of a receiver and the calls that arrive; nothing in a document."""
    return NOTHING_TO_SHOW


@row("export", place=22.2)
def _export(showing: Showing) -> View:
    """In a notebook, what the final guide waits for, and buttons that export it."""
    if not showing.live:
        return NOTHING_TO_SHOW
    from segkit.rows.workshop.todos import todos_of

    return todos_of(showing.facts)
