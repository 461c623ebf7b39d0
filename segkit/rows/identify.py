"""The identify call: the plan's own tab, when to call it, and every trait (S11–S13)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from segkit.model.plan import Field
from segkit.render import parts
from segkit.render.fields import allowed_as_text, allowed_values, other_facts, type_words
from segkit.render.html import render, safe_url, slug_id
from segkit.render.missing import missing, nothing
from segkit.render.table import Cell, Column, Item, render_table
from segkit.render.view import View

_COLUMNS = (
    Column("trait", "Trait", width="m"),
    Column("type", "Type", filter=True, width="xs"),
    Column("required", "Required", filter=True, width="xs"),
    Column("description", "Description", width="xl"),
    Column("example", "Example", width="m"),
    Column("allowed", "Allowed values", width="m"),
    Column("read_from", "Read from", width="s", low=True),
    Column("pii", "PII", filter=True, width="xs", low=True),
    Column("destinations", "Received by", filter=True, width="m", low=True),
)

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


def identify_tab(
    *, url: str, tab: str = "Identify", plan_name: str = "", taken: str = "", live: bool = False
) -> View:
    """The link to the plan's identify tab; `live` embeds the sheet as well.

    Only a live notebook may embed it: an exported page makes no request, and shows the
    traits below as they were when the snapshot was taken.
    """
    address = safe_url(url)
    if not address.startswith(("https://", "http://")):
        return missing(
            "Link to the tracking plan",
            "The plan was read from a file, or its address is unknown.",
            "set url below [plan] in engagement.toml to the address that people open.",
        )
    return View(
        html=render(
            "identify_tab", url=address, tab=tab, plan_name=plan_name, taken=taken, live=live
        ),
        text=f"{tab} tab of {plan_name or 'the tracking plan'}: {address}",
    )


def identify_facts(  # noqa: PLR0913 - keyword-only, one for each fact
    *,
    customer: str,
    user_id: str = "",
    user_id_is_email: bool | None = None,
    required: Sequence[str] = (),
    track_calls: Sequence[str] = (),
    profile_traits: Sequence[str] = (),
    company_traits: Sequence[str] = (),
) -> View:
    """What the plan says about identify: the id, its companions, what it gathers.

    Args:
        customer: Name to use in the sentences.
        user_id: How the plan describes the id; empty when it says nothing.
        user_id_is_email: None when it cannot be told.
        required: Names of the traits that every identify call must carry.
        track_calls: Planned events that belong right after identify (a login, a sign-up).
        profile_traits: Traits about the person, such as city or job title.
        company_traits: Traits about their company, such as its size.
    """
    statements = [
        _id_statement(customer, user_id, is_email=user_id_is_email),
        _companion_statement(track_calls),
        _gathers("Required in every call", "nothing but the id", required),
        _gathers("About the person", "no further profile data is planned", profile_traits),
        _gathers("About their company", "no company data is planned", company_traits),
    ]
    return View(
        html=render("identify_facts", statements=statements),
        text="\n".join(f"{title}: {_plain(body)}" for title, _, body in statements),
        columns=("Question", "Answer"),
        rows=tuple((title, _plain(body)) for title, _, body in statements),
    )


def identify_traits(rows: Sequence[TraitRow]) -> View:
    """Every trait as a searchable table; its details hold what the plan says besides."""
    if not rows:
        return nothing("The tracking plan has no identify traits.")
    html = render_table(
        "Identify traits",
        _COLUMNS,
        [_item(row) for row in rows],
        noun=("trait", "traits"),
        name="traits",
    )
    data = tuple(_values(row) for row in rows)
    return View(
        html=html,
        text="\n".join(f"{row[0]} ({row[1]}){' *' if row[2] == 'yes' else ''}" for row in data),
        columns=tuple(column.title for column in _COLUMNS),
        rows=data,
        widget="table",
    )


def _item(row: TraitRow) -> Item:
    planned = row.field
    pii = parts.badge("pii", row.pii) if row.pii else parts.NOTHING
    return Item(
        id=slug_id("trait", *planned.path[1:]),
        cells=(
            parts.code(planned.dotted),
            parts.words(type_words(planned)),
            Cell(
                parts.words("yes" if planned.required else "no"),
                sort="0" if planned.required else "1",
            ),
            parts.words(planned.description),
            parts.NOTHING if planned.example is None else parts.code(planned.example),
            allowed_values(planned, limit=_SHOWN_VALUES),
            parts.words(row.read_from),
            pii,
            parts.values(row.destinations, as_code=False, limit=2, filterable=True),
        ),
        details=_details(row),
        note=parts.badge("pii", row.pii) if row.pii else Markup(""),
    )


def _details(row: TraitRow) -> Markup:
    """What the row leaves out: columns of low rank, long lists, the plan's own columns."""
    planned = row.field
    long_list = planned.enum is not None and len(planned.enum) > _SHOWN_VALUES
    received = parts.values(row.destinations, as_code=False) if row.destinations else ""
    return parts.facts(
        [
            ("Read from", row.read_from),
            ("Personal data", row.pii),
            ("Received by", received),
            ("Allowed values", parts.values(planned.enum or ()) if long_list else ""),
            *((name, value) for name, value in other_facts(planned) if name not in row.said),
            ("Planned in", parts.code(planned.origin) if planned.origin else ""),
        ]
    )


def _values(row: TraitRow) -> tuple[object, ...]:
    planned = row.field
    return (
        planned.dotted,
        type_words(planned),
        "yes" if planned.required else "no",
        planned.description,
        planned.example,
        allowed_as_text(planned),
        row.read_from,
        row.pii,
        ", ".join(row.destinations),
    )


def _id_statement(customer: str, user_id: str, *, is_email: bool | None) -> tuple[str, str, Markup]:
    if not user_id:
        body = Markup("The plan does not say what {} sends as <code>userId</code>.").format(
            customer
        )
        return "Which id", "open", body
    body = Markup("<code>userId</code> is {}.").format(parts.words(user_id))
    if is_email is None:
        return "Which id", "", body
    if not is_email:
        return "Which id", "on", body + Markup(" It is no e-mail address, as recommended.")
    return (
        "Which id",
        "medium",
        body
        + Markup(
            " It is an e-mail address: acceptable, but people change theirs. "
            "The permanent id of your user database is safer."
        ),
    )


def _companion_statement(events: Sequence[str]) -> tuple[str, str, Markup]:
    if not events:
        body = Markup("The plan has no event that says what caused a user to be identified.")
        return "A track call next to it", "open", body
    named = parts.values(events)
    return "A track call next to it", "on", Markup("Planned: {}").format(named)


def _gathers(title: str, none: str, names: Sequence[str]) -> tuple[str, str, Markup]:
    if not names:
        return title, "", Markup("{}.").format(none[:1].upper() + none[1:])
    return title, "", parts.values(names, limit=12)


def _plain(body: Markup) -> str:
    return body.striptags()
