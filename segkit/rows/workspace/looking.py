"""Where one sees that a call has arrived: said once for all destinations, and for each tool."""

from __future__ import annotations

from segkit.knowledge.destinations import look_for, look_in
from segkit.model.derived import Connection
from segkit.model.workspace import Destination
from segkit.render import parts
from segkit.render.html import doc_url
from segkit.render.tree import Child, p, together


def look_words(destination: Destination, connection: Connection) -> str:
    """Where the tool shows it, where its documentation says so and anything is delivered."""
    look = look_in(destination.catalog) if connection.delivers else None
    return look.words if look else ""


def ways_to_look(docs_base: str) -> Child:
    """Where Segment shows it."""
    looks = [look for way in ("sent", "cloud", "device") if (look := look_for(way))]
    return p(
        "To see whether a call arrives: ",
        *(
            together(look.words, " ", parts.link(doc_url(look.docs, docs_base), "Read more"), " ")
            for look in looks
        ),
        cls="sk sk-note",
    )
