"""The identify call: the plan's own tab, when to call it, and every trait (S11–S13)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from segkit.delivery.covered import open_words
from segkit.derive.identify import IdentifyFacts, pii_hint
from segkit.derive.personal import pii_columns
from segkit.facts.known import Facts
from segkit.google.sheet_address import is_sheet
from segkit.model.plan import Field
from segkit.render import parts
from segkit.render.fields import allowed, allowed_values, need_words, other_facts, type_words
from segkit.render.html import safe_url, slug_id
from segkit.render.missing import missing, nothing
from segkit.render.parts import Fact
from segkit.render.table import Column, Table
from segkit.render.tree import Child, Node, a, code, div, element, own, p, plain, together
from segkit.render.view import View
from segkit.rows.edition import WHOLE, Edition
from segkit.rows.moments import moment_words
from segkit.rows.row import PLAN, WORKSPACE, Showing, row

_READ_FROM = ("source of truth", "read from", "source", "origin", "system", "data source")
_SHOWN_VALUES = 5


@dataclass(frozen=True, slots=True)
class TraitRow:
    """One identify trait with what segkit knows about it.

    Attributes:
        read_from: Where the value comes from (`CRM`, `profile form`); empty when unknown.
        pii: What kind of personal data it looks like; empty when it looks like none.
        destinations: Names of the destinations that receive it.
        said: The plan's own columns that say the same; the details leave them out.
    """

    field: Field
    read_from: str = ""
    pii: str = ""
    destinations: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


_COLUMNS = (
    Column[TraitRow](
        "trait", "Trait", lambda r: r.field.dotted, code=True
    ),
    Column[TraitRow]("type", "Type", lambda r: type_words(r.field), filter=True, width="xs"),
    Column[TraitRow](
        "required",
        "Required",
        lambda r: r.field.required,
        lambda r: need_words(r.field),
        sort=lambda r: "0" if r.field.required else "1",
        filter=True,
        width="xs",
    ),
    Column[TraitRow]("description", "Description", lambda r: r.field.description, width="xl"),
    Column[TraitRow]("example", "Example", lambda r: r.field.example, code=True),
    Column[TraitRow](
        "allowed",
        "Allowed values",
        lambda r: allowed(r.field),
        lambda r: allowed_values(r.field, limit=_SHOWN_VALUES),
    ),
    Column[TraitRow]("read_from", "Read from", lambda r: r.read_from, width="s", low=True),
    Column[TraitRow](
        "pii", "PII", lambda r: r.pii, lambda r: _pii(r) or parts.NOTHING, filter=True,
        width="xs", low=True,
    ),
    Column[TraitRow](
        "destinations",
        "Received by",
        lambda r: r.destinations,
        limit=2,
        filter=True,
        low=True,
    ),
)  # fmt: skip


@row(
    "identify_tab",
    place=11.1,
    what="The Identify part of your tracking plan",
    needs=("plan",),
    origins=(PLAN,),
    readers=("developer", "analyst"),
)
def _tab_row(showing: Showing) -> View:
    """Where the identify traits are kept (S11)."""
    facts = showing.facts
    agreed = facts.notes.done.get("plan-link", "")
    if agreed and not facts.plan_url:
        return nothing(f"Where the tracking plan is kept: {agreed}")
    return identify_tab(
        url=facts.identify_url,
        plan_name=facts.plan.name if facts.plan else "",
        taken=moment_words(facts.snapshot.taken_at),
        live=showing.live,
    )


@row(
    "identify_facts",
    place=12.1,
    what="Your identify call",
    needs=("plan",),
    origins=(PLAN,),
    readers=("developer",),
)
def _facts_row(showing: Showing) -> View:
    """What the plan says about the id and the calls next to it (S12)."""
    found = showing.facts.identify or IdentifyFacts()
    return identify_facts(found, customer=showing.facts.engagement.customer)


@row(
    "identify",
    title="Identify traits",
    place=13.1,
    what="Your identify traits",
    needs=("plan",),
    origins=(PLAN, WORKSPACE),
    readers=("developer", "analyst"),
)
def _traits_row(showing: Showing) -> View:
    """The identify traits (S13): search, filter, sort, choose one for its details."""
    return identify_traits(trait_rows(showing.facts, showing.edition))


def identify_tab(
    *, url: str, tab: str = "Identify", plan_name: str = "", taken: str = "", live: bool = False
) -> View:
    """The link to the plan's identify tab; `live` embeds it as well when it is a Google Sheet.

    Only a live notebook may embed it: an exported page makes no request, and shows the
    traits below as they were when the snapshot was taken. Another address may be anybody's.
    """
    address = safe_url(url)
    if not address.startswith(("https://", "http://")):
        return missing(
            "Link to the tracking plan",
            "The plan was read from a file, or its address is unknown.",
            "set url below [plan] in engagement.toml to the address that people open.",
        )
    name = together(own(tab), " · ", own(plan_name)) if plan_name else own(tab)
    when = f" The traits below were read from it on {taken}." if taken else ""
    sheet = element(
        "iframe",
        cls="sk-embed",
        src=address,
        title=tab,
        loading="lazy",
        referrerpolicy="no-referrer",
        sandbox="allow-scripts allow-same-origin allow-popups allow-forms",
    )
    panel = div(
        p(a(name, href=address), cls="sk-title"),
        p(f"The tab in the tracking plan is what counts.{when}", cls="sk-note"),
        *([sheet] if live and is_sheet(address) else []),
        cls="sk-panel",
    )
    return View(div(panel, cls="sk"))


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that is to be known about the identify call, and how good it is."""

    title: str
    answer: Child
    badge: tuple[str, str] | None = None


_STATEMENTS = (
    Column[Statement]("question", "Question", lambda one: one.title),
    Column[Statement]("answer", "Answer", lambda one: plain(one.answer)),
)
GOOD, MIND, _OPEN = ("on", "Good"), ("medium", "Mind"), ("open", "Open")
"""How good an answer is: kind of badge, and what it says."""


def identify_facts(found: IdentifyFacts, *, customer: str) -> View:
    """What the plan says about identify: the id, its companions, what it gathers.

    `customer` is the name that sentences use.
    """
    said = statements(found, customer)
    entries = (
        div(
            Node("dt", (one.title,)),
            Node("dd", (*((parts.badge(*one.badge), " ") if one.badge else ()), one.answer)),
        )
        for one in said
    )
    listed = element("dl", *entries, cls="sk-facts sk-statements")
    return View(div(listed, cls="sk"), data=Table(_STATEMENTS, said))


def statements(found: IdentifyFacts, customer: str) -> list[Statement]:
    """What is to be known about the identify call; the id first."""
    return [
        _id_statement(customer, found.user_id, is_email=found.user_id_is_email),
        _companion_statement(found.track_calls),
        _gathers("Required in every call", "nothing but the id", found.required),
        _gathers("About the person", "no trait tells of it by its name", found.profile_traits),
        _gathers("About their company", "no trait tells of it by its name", found.company_traits),
    ]


def identify_traits(rows: Sequence[TraitRow]) -> View:
    """Every trait as a searchable table; its details hold what the plan says besides."""
    if not rows:
        return nothing("The tracking plan has no identify traits.")
    return View(
        Table(
            _COLUMNS,
            rows,
            label="Identify traits",
            noun=("trait", "traits"),
            name="traits",
            id_of=lambda r: slug_id("trait", *r.field.path[1:]),
            details=_details,
            note=_pii,
        )
    )


def trait_rows(facts: Facts, edition: Edition = WHOLE) -> list[TraitRow]:
    """The identify traits with what is known about each, as the edition's sources send them."""
    if facts.plan is None:
        return []
    receivers = _receivers(facts, edition)
    return [
        TraitRow(
            field=planned,
            read_from="".join(_read_from(planned).values()),
            pii=pii_hint(planned),
            destinations=receivers.get((rule.version, planned.path), ()),
            said=(*_read_from(planned), *pii_columns(planned)),
        )
        for rule, planned in facts.plan.traits()
    ]


def _receivers(
    facts: Facts, edition: Edition
) -> dict[tuple[int, tuple[str, ...]], tuple[str, ...]]:
    """Who receives each identify trait: kinds of destinations, then warehouses, by name."""
    found = {}
    for one in facts.field_coverage:
        if one.rule.call == "identify":
            kinds = {r.destination_id: r.certain for r in one.receipts}
            kinds |= {left.destination_id: False for left in one.open if kinds or one.warehouses}
            kinds = {
                id_: sure for id_, sure in kinds.items() if edition.has_destination(facts, id_)
            }
            by_name = [(facts.destinations[id_].catalog.name, sure) for id_, sure in kinds.items()]
            sure = {name for name, certain in by_name if certain}
            mine = [id_ for id_ in one.warehouses if edition.has_destination(facts, id_)]
            stored = {facts.names[id_]: id_ not in one.unsure for id_ in mine}
            named = tuple(
                name if certain else f"{name} (not certain)"
                for said in ({name: name in sure for name, _ in by_name}, stored)
                for name, certain in sorted(said.items())
            )
            found[one.rule.version, one.field.path] = named or (
                open_words(one.open, facts.names) or "nobody",
            )
    return found


def _read_from(planned: Field) -> dict[str, str]:
    """The plan's first column that says where the value comes from, with what it says."""
    for header, value in planned.labels.items():
        if header.strip().lower().rstrip("?") in _READ_FROM:
            return {header: str(value)}
    return {}


def _pii(trait: TraitRow) -> Child:
    return parts.badge("pii", trait.pii) if trait.pii else ""


def _details(trait: TraitRow) -> Sequence[Child]:
    """What the row leaves out: columns of low rank, long lists, the plan's own columns.

    What is personal stands below the name where its column does not stand.
    """
    planned = trait.field
    long_list = planned.enum is not None and len(planned.enum) > _SHOWN_VALUES
    received = parts.values(trait.destinations, as_code=False) if trait.destinations else ""
    return [
        parts.facts(
            [
                Fact("Read from", trait.read_from, "read_from"),
                Fact("Received by", received, "destinations"),
                Fact(
                    "Allowed values", parts.values(planned.enum or ()) if long_list else "",
                    "allowed",
                ),
                *(fact for fact in other_facts(planned) if fact[0] not in trait.said),
                ("Planned in", parts.code(planned.origin) if planned.origin else ""),
            ]
        )
    ]  # fmt: skip


def _id_statement(customer: str, user_id: str, *, is_email: bool | None) -> Statement:
    title, id_ = "Which id", code("userId")
    if not user_id:
        said = together(f"The plan does not say what {customer} sends as ", id_, ".")
        return Statement(title, said, _OPEN)
    said = together(id_, " is ", parts.words(user_id), ".")
    if is_email is None:
        return Statement(title, said)
    if not is_email:
        return Statement(title, together(said, " It is no e-mail address, as recommended."), GOOD)
    mind = (
        " It is an e-mail address: acceptable, but people change theirs. "
        "The permanent id of your user database is safer."
    )
    return Statement(title, together(said, mind), MIND)


def _companion_statement(events: Sequence[str]) -> Statement:
    title = "A track call next to it"
    if not events:
        none = "The plan has no event that says what caused a user to be identified."
        return Statement(title, none, _OPEN)
    return Statement(title, together("Planned: ", parts.values(events)), GOOD)


def _gathers(title: str, none: str, names: Sequence[str]) -> Statement:
    if not names:
        return Statement(title, f"{none[:1].upper()}{none[1:]}.")
    return Statement(title, parts.values(names, limit=12))
