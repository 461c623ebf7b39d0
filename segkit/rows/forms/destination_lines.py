"""The destinations in the room: those that receive nothing or have something unread, first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from segkit.considerations.consideration import OPEN_CLASSES, Statement
from segkit.facts.holding_up import CONSIDERATIONS
from segkit.facts.known import Facts
from segkit.facts.standing import standing
from segkit.model.derived import Connection
from segkit.render.html import plural, slug_id
from segkit.render.tree import html_of
from segkit.render.view import View
from segkit.rows.forms.lines import CHECK, GOOD, OFF, SIGNS, Line, Lines, point_of, worst
from segkit.rows.workshop.said import SIGN_OF, counted
from segkit.rows.workspace.modes import state_of, state_words


def destination_lines(facts: Facts, whole: View | None, *, read_only: bool) -> Lines:
    """Each connection that delivers nothing, or about which something is wrong or to check."""
    about = _about(facts)
    found = [
        _line(facts, one, about.get(one.destination_id, ()), read_only=read_only)
        for one in facts.connections
    ]
    lines = [one for one in found if one is not None]
    rest = len(found) - len(lines)
    return Lines(
        heading=_heading(facts),
        lines=sorted(lines, key=lambda one: (not one.state.startswith(_SILENT), SIGNS.index(one.sign))),
        beside=f"{plural(rest, 'connection')} {'delivers' if rest == 1 else 'deliver'} and "
        f"{'has' if rest == 1 else 'have'} nothing wrong or to check." if rest else "",
        whole=html_of(*whole.tree) if whole else Markup(),
        whole_title="All of them, by source and destination",
    )  # fmt: skip


_SILENT, _UNKNOWN = "Silent", "Not known"


def _heading(facts: Facts) -> str:
    now = standing(facts).connections
    said = f"{now.delivering} of {plural(now.all, 'connection')} {'delivers' if now.all == 1 else 'deliver'}."
    if now.silent:
        said += f" {now.silent} {'is' if now.silent == 1 else 'are'} silent."
    return said + (f" Of {now.unknown} it is not known." if now.unknown else "")


def _about(facts: Facts) -> Mapping[str, Sequence[Statement]]:
    """What is said about each destination, the worst first."""
    found: dict[str, list[Statement]] = {}
    for statement in worst(facts.considered.statements):
        for id_ in dict.fromkeys(one.item.target_id for one in statement.items):
            found.setdefault(id_, []).append(statement)
    return found


def _line(
    facts: Facts, connection: Connection, about: Sequence[Statement], *, read_only: bool
) -> Line | None:
    asking = [one for one in about if one.first.item.class_ in OPEN_CLASSES]
    if connection.delivers and not asking:
        return None
    destination = facts.destinations[connection.destination_id]
    source = facts.sources[connection.source_id]
    counts = counted(Counter(one.first.item.class_ for one in asking))
    silent = {False: _SILENT, None: _UNKNOWN}.get(connection.delivers, "")
    waits = any(one.needs_word for one in asking)
    sign = SIGN_OF[about[0].first.item.class_] if about else GOOD
    if connection.delivers is None and sign not in SIGNS[:2]:
        sign = CHECK
    if connection.delivers is False and not asking:
        sign = OFF
    why = state_words(connection, source, destination).lower()
    because = f": {why}" if silent and state_of(connection).key != "none" else ""
    return Line(
        slug_id("line", destination.id), destination.name, sign, source.name,
        f"{silent}{because}" if silent else counts.capitalize(), waits and not read_only,
        (connection.reason,) if silent else (),
        [point_of(one, read_only=read_only) for one in asking],
        place=CONSIDERATIONS if asking and not read_only else "",
    )  # fmt: skip
