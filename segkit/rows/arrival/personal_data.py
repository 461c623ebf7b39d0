"""Consent and personal data: which tool of which category receives which personal field (S13)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from functools import partial

from segkit.considerations.consideration import OPEN_CLASSES
from segkit.delivery.pair import Pair
from segkit.derive.storage import LeftOut, warehouse_state
from segkit.facts.identity import applications
from segkit.facts.known import Facts
from segkit.facts.personal import ADVERTISING, Personal, PersonalData, Receives
from segkit.render import parts
from segkit.render.html import plural
from segkit.render.missing import nothing
from segkit.render.table import Column, Table
from segkit.render.tree import Child, div, joined, own, p, strong, together
from segkit.render.view import View
from segkit.rows.edition import Edition
from segkit.rows.row import KNOWLEDGE, PLAN, WORKSPACE, Showing, row

_ABOUT_PEOPLE = ("personal-traits", "personal-properties", "context-traits")
_FIELD_ACTIONS = frozenset({"DROP_PROPERTIES", "ALLOW_PROPERTIES"})
_BY_TRANSFORMATION = ("allowProperties", "hashPropertiesConfiguration")
_Stores = dict[str, tuple[LeftOut, ...] | None]


@row(
    "personal_data",
    title="Personal data",
    place=16.5,
    what="Your personal data",
    needs=("plan", "workspace"),
    origins=(PLAN, WORKSPACE, KNOWLEDGE),
)
def _row(showing: Showing) -> View:
    """Each planned field about a person, and each tool of production that receives it."""
    facts, edition = showing.facts, showing.edition
    mine = {id(one) for one in edition.rules(facts, facts.plan.rules if facts.plan else ())}
    found = PersonalData(
        facts, lambda rule: id(rule) in mine, partial(edition.has_destination, facts)
    )
    if not found.fields:
        return nothing("No planned field looks personal, and the plan marks none.")
    table = Table(
        (*_FIRST, *(_column(one) for one in found.categories)),
        found.fields,
        label="Personal data by consent category",
        plain=True,
    )
    shown = (_lead(found), *_questions(facts, edition), table, *_protection(facts, edition))
    return View(div(*shown, cls="sk sk-stack"), data=table)


_FIRST = (
    Column[Personal]("call", "Call", lambda one: one.call, width="s"),
    Column[Personal]("fields", "Fields", lambda one: one.fields, code=True, width="s"),
    Column[Personal]("hint", "Why personal", lambda one: one.hint, width="s"),
)


def _column(category: str) -> Column[Personal]:
    return Column[Personal](
        category,
        category,
        lambda one: tuple(r.name for r in one.of(category)),
        lambda one: _tools(one.of(category)),
        width="s",
    )


def _tools(receivers: Iterable[Receives]) -> Child:
    """Their tools, each once with how many there are; those that are not certain say so."""
    counted = Counter((one.tool, one.certain) for one in receivers)
    if not counted:
        return parts.NOTHING
    words = (
        f"{tool}{f' ×{n}' if n > 1 else ''}{'' if certain else ' (not certain)'}"
        for (tool, certain), n in counted.items()
    )
    return parts.listed(words)


def _lead(found: PersonalData) -> Child:
    """What matters most, and what the categories are."""
    count, tools = found.reaching(ADVERTISING)
    total = plural(found.count, "personal field")
    said = [f"{count} of {total} reach advertising tools: ", parts.listed(tools), ". "] if count else [
        f"The plan has {total}. "
    ]  # fmt: skip
    whence = (
        "The columns are the workspace's consent categories."
        if found.is_confirmed
        else "The columns are a proposal from Segment's catalog: nobody has entered the consent "
        "categories."
    )
    return p(*said, whence, " Test tools are left out.")


def _questions(facts: Facts, edition: Edition) -> Iterator[Child]:
    """What is to be asked about them; the considerations say it in full."""
    asked: dict[str, dict[str, None]] = {}
    for one in edition.from_sources(facts, facts.considerations, lambda one: one.source_id):
        if one.id.startswith(_ABOUT_PEOPLE) and one.class_ in OPEN_CLASSES and one.question:
            asked.setdefault(one.question, {})[facts.names.get(one.target_id, "")] = None
    for question, names in asked.items():
        yield p(parts.badge("medium", "Check"), " ", question, " ", parts.listed(names), " ",
                parts.chapter("Special considerations"))  # fmt: skip


def _protection(facts: Facts, edition: Edition) -> Iterator[Child]:
    """What holds personal data back today, and what such means do not cover."""
    sources = {one.id for one in applications(facts) if edition.has_source(facts, one)}
    pairs = [one for one in (facts.case.pairs if facts.case else ()) if one.source.id in sources]
    holds = [
        (one.title or "Filter", pair.destination.name)
        for pair in pairs
        for one in pair.destination.filters or ()
        if one.enabled and _FIELD_ACTIONS & {str(do.get("type")) for do in one.actions}
    ]
    functions = facts.workspace.insert_functions if facts.workspace else ()
    ids = {pair.destination.id for pair in pairs}
    holds += [
        (f"{one.name} (insert function; its code is not in the snapshot)",
         facts.names.get(one.destination_id, ""))
        for one in functions if one.enabled and one.destination_id in ids
    ]  # fmt: skip
    holds += _transformed(facts, sources)
    stores = _selective(facts, edition)
    holds += _left_out(stores)
    unknown = list(_not_known(pairs, stores))
    if facts.workspace and facts.workspace.refused("transformation"):
        unknown.append("what transformations take out or hash")
    if holds or not unknown:
        yield p(strong("What holds fields back today: "), *(_holding(holds) or ("nothing.",)))
    if gaps := list(_gaps(pairs, stores)):
        yield p(strong("What does not: "), *gaps)
    if unknown:
        yield p(strong("Not known: "), joined("; ", *unknown), ".")


def _holding(holds: list[tuple[str, str]]) -> list[Child]:
    said = (together(own(title), " on ", own(name)) for title, name in holds)
    return [joined("; ", *said), "."] if holds else []


def _gaps(pairs: Iterable[Pair], stores: _Stores) -> Iterator[Child]:
    """Ways that filters do not cover."""
    filtered = [
        one.destination.name
        for one in pairs
        if one.may_run_on_device and any(f.enabled for f in one.destination.filters or ())
    ]
    if filtered:
        yield together("filters on ", parts.listed(filtered), " work in device mode only after "
                       "Destination Filters are on in the source. ")  # fmt: skip
    whole = [name for name, out in stores.items() if out == ()]
    if whole:
        yield together(parts.listed(whole), " store all fields.")


def _not_known(pairs: Iterable[Pair], stores: _Stores) -> Iterator[Child]:
    """What was not read, so that it may hold something back or not."""
    unread = sum(one.destination.filters is None for one in pairs)
    if unread:
        yield f"the filters of {plural(unread, 'destination')}"
    if unsaid := [name for name, out in stores.items() if out is None]:
        yield together("what Selective Sync leaves out of ", parts.listed(unsaid))


def _transformed(facts: Facts, sources: Container[str]) -> Iterator[tuple[str, str]]:
    """Transformations that let only some fields through, or hash some, and their source's name."""
    for one in facts.workspace.transformations if facts.workspace else ():
        if one.enabled and one.source_id in sources and any(map(one.body.get, _BY_TRANSFORMATION)):
            name = one.name or "a transformation without a name"
            yield f"{name} (transformation)", facts.names.get(one.source_id, one.source_id)


def _left_out(stores: _Stores) -> Iterator[tuple[str, str]]:
    """What Selective Sync leaves out of a warehouse, and the warehouse's name."""
    for name, out in stores.items():
        said = dict.fromkeys(
            f"{one.table} ({', '.join(one.columns)})" if one.columns else one.table
            for one in out or ()
        )
        if said:
            yield f"Selective Sync: {', '.join(said)}", name


def _selective(facts: Facts, edition: Edition) -> _Stores:
    """What Selective Sync leaves out, by the name of each warehouse that is on."""
    workspace = facts.workspace
    return {
        one.name: warehouse_state(workspace, one.id).left_out
        for one in edition.warehouses(facts)
        if one.enabled and workspace
    }
