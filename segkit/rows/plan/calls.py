"""The planned Track, Page, Screen and Group calls: properties, receivers, code (row S17).

Each call is a `<details>`: a list to scan when closed, a section to read when open, and
always open on paper. The script searches over all of them as over the rows of a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from markupsafe import Markup

from segkit.derive.lifecycle import owner_of, status_of
from segkit.derive.platforms import platform_cells
from segkit.model.plan import Field, Rule
from segkit.render import parts
from segkit.render.fields import allowed, allowed_values, need_words, other_facts, type_words
from segkit.render.html import plural, render, slug_id
from segkit.render.missing import nothing
from segkit.render.searchable import Entry, Heading
from segkit.render.table import Column, Table
from segkit.render.tree import (
    BREAK,
    Child,
    Node,
    details,
    element,
    html_of,
    joined,
    p,
    small,
    strong,
    summary,
)
from segkit.render.view import View
from segkit.rows.plan import card_parts
from segkit.rows.plan.cards import Card, Cards
from segkit.rows.plan.planned_labels import (
    other_labels,
    platforms_words,
    status_badge,
    status_words,
)
from segkit.rows.row import PLAN, WORKSPACE, Showing, row

_NOUNS = {
    "track": ("event", "events"),
    "page": ("page", "pages"),
    "screen": ("screen", "screens"),
    "group": ("group call", "group calls"),
    "identify": ("identify call", "identify calls"),
}
_HEADINGS = (
    Heading("source", "Source", few=True),
    Heading("destination", "Destination", few=True),
    Heading("status", "Status", few=True),
)
"""As in `table.js`."""

_FEW = 6
"""Up to so many calls stand open from the start."""


@dataclass(frozen=True, slots=True)
class _PlannedField:
    """A field with its call; None for a call of which no field is planned."""

    rule: Rule
    planned: Field | None

    @property
    def description(self) -> str:
        """The field's, or that of the call that has none."""
        return self.planned.description if self.planned else self.rule.description


_DATA = (
    Column[_PlannedField]("call", "Call", lambda one: one.rule.call),
    Column[_PlannedField]("name", "Name", lambda one: one.rule.title),
    Column[_PlannedField]("version", "Version", lambda one: one.rule.version),
    Column[_PlannedField]("about", "When", lambda one: one.rule.description),
    Column[_PlannedField]("owner", "Owner", lambda one: owner_of(one.rule)),
    Column[_PlannedField]("status", "Status", lambda one: status_of(one.rule).capitalize()),
    Column[_PlannedField]("platforms", "Platforms", lambda one: platform_cells(one.rule)),
    Column[_PlannedField]("field", "Field", lambda one: one.planned and one.planned.dotted),
    Column[_PlannedField]("type", "Type", lambda one: one.planned and type_words(one.planned)),
    Column[_PlannedField]("required", "Required", lambda one: one.planned and one.planned.required),
    Column[_PlannedField]("description", "Description", lambda one: one.description),
    Column[_PlannedField]("example", "Example", lambda one: one.planned and one.planned.example),
    Column[_PlannedField](
        "allowed", "Allowed values", lambda one: allowed(one.planned) if one.planned else ""
    ),
)
"""One row for each planned field."""


@dataclass(frozen=True, slots=True)
class Call:
    """A planned call as the page shows it.

    Attributes:
        anchor: Unique in the document.
        size: How much it holds, in words.
        card: Who sends and receives it, and its code.
    """

    anchor: str
    rule: Rule
    size: str
    card: Card = field(default_factory=Card)


@dataclass(frozen=True, slots=True)
class Calls:
    """Planned calls, each a `<details>`; searchable like the rows of a table."""

    call: str
    calls: tuple[Call, ...]

    @property
    def noun(self) -> tuple[str, str]:
        """What one and many of them are called."""
        return _noun(self.call)

    @property
    def headings(self) -> Sequence[Heading]:
        """What the script offers for them: it reads the values out of their cards."""
        return _HEADINGS

    def entries(self) -> Sequence[Entry]:
        """The calls, as the search sees them."""
        return [Entry((_heading(one), *_body(one)), partial(_values, one)) for one in self.calls]

    def kept(self, places: Sequence[int]) -> Calls:
        """The calls at these places."""
        return Calls(self.call, tuple(self.calls[place] for place in places))

    @property
    def instead(self) -> tuple[Child, ...]:
        """Each call with a table of its fields."""
        return tuple(
            details(summary(_heading(one)), *_body(one), id=one.anchor) for one in self.calls
        )

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """The anchor of each call, with its name, for forms with headings instead of cards."""
        return tuple((one.anchor, one.rule.title) for one in self.calls)

    @property
    def words(self) -> tuple[Child, ...]:
        """The same as the page has it, where names and examples are set as code by its style."""
        return tuple(part for one in self.calls for part in (_first_line(one), *_rest(one, _PAGE)))

    def mapped(self, _change: Callable[[Sequence[Child]], Sequence[Child]]) -> Calls:
        """Itself: nothing in it is for the SA alone."""
        return self

    def __html__(self) -> Markup:
        one, many = self.noun
        return render(
            "calls",
            calls=[
                (one, status_badge(one.rule), html_of(*_before(one)), html_of(*_after_fields(one)))
                for one in self.calls
            ],
            one=one,
            many=many,
            field_noun=_many_fields(self.call),
            opened=len(self.calls) <= _FEW,
            table=_field_rows,
            status=status_words,
            platforms=platforms_words,
        )


def _calls_row(showing: Showing, *calls: str) -> View:
    plan = showing.facts.plan
    rules = showing.edition.rules(showing.facts, plan.of(*calls) if plan else ())
    return planned_calls(rules, call=calls[0], deck=Cards(showing.facts, showing.edition))


@row(
    "pages", title="Pages and screens", place=17.1, what="Your planned calls", needs=("plan",),
    origins=(PLAN, WORKSPACE), readers=("developer", "analyst"),
)  # fmt: skip
def _pages(showing: Showing) -> View:
    """The planned page and screen calls (S17)."""
    return _calls_row(showing, "page", "screen")


@row(
    "track", title="Events", place=17.2, what="Your planned calls", needs=("plan",),
    origins=(PLAN, WORKSPACE), readers=("developer", "analyst"),
)  # fmt: skip
def _track(showing: Showing) -> View:
    """The planned events (S17)."""
    return _calls_row(showing, "track")


@row(
    "group", title="Group", place=17.3, what="Your planned calls", needs=("plan",),
    origins=(PLAN, WORKSPACE), readers=("developer", "analyst"),
)  # fmt: skip
def _group(showing: Showing) -> View:
    """The planned group calls (S17)."""
    return _calls_row(showing, "group")


@row(
    "common", title="Every call", place=17.4, what="Your planned calls", needs=("plan",),
    origins=(PLAN,), readers=("developer", "analyst"),
)  # fmt: skip
def _common(showing: Showing) -> View:
    """What is planned for every call."""
    return _calls_row(showing, "common", "alias")


def planned_calls(rules: Sequence[Rule], *, call: str, deck: Cards | None = None) -> View:
    """All planned calls of one kind, in plan order, each with anchor, labels, fields and card."""
    if not rules:
        return nothing(f"The tracking plan has no {_noun(call)[1]}.")
    fields = [_PlannedField(rule, planned) for rule in rules for planned in rule.fields or (None,)]
    return View(Calls(call, tuple(_with_ids(rules, deck))), data=Table(_DATA, fields))


def _values(one: Call, key: str) -> tuple[str, ...]:
    found = {
        "source": card_parts.sources_of(one.card),
        "destination": card_parts.destinations_of(one.card),
        "status": (status_words(one.rule),),
    }[key]
    return tuple(map(card_parts.short, filter(None, found))) or ("",)


def _many_fields(call: str) -> str:
    return "traits" if call in {"group", "identify"} else "properties"


def _noun(call: str) -> tuple[str, str]:
    return _NOUNS.get(call, (f"{call} call", f"{call} calls"))


def _with_ids(rules: Sequence[Rule], deck: Cards | None) -> Iterator[Call]:
    """Each with its anchor and how much it holds; calls of two kinds are named."""
    seen: dict[str, int] = {}
    mixed = len({rule.call for rule in rules}) > 1
    for rule in rules:
        version = () if rule.version == 1 else (f"v{rule.version}",)
        anchor = slug_id(rule.call, rule.title, *version)
        count = seen[anchor] = seen.get(anchor, 0) + 1
        noun = ("trait", "traits") if rule.container == "traits" else ("property", "properties")
        # the ids of a call are planned beside its traits and are none
        held = sum(rule.container in {None, planned.path[0]} for planned in rule.fields)
        card = deck.of(rule) if deck else Card()
        size = [*([rule.call] if mixed else []), plural(held, *noun)]
        size += [plural(card.reached, "destination")] if card.reached else []
        yield Call(anchor if count == 1 else f"{anchor}-{count}", rule, " · ".join(size), card)


def _heading(one: Call) -> Node:
    """The call's name, and what is to be known of it first."""
    rule = one.rule
    marks = [f"Version {rule.version}"] if rule.version != 1 else []
    marks += [status_words(rule)] if status_words(rule) else []
    badges = (parts.badge("", mark) for mark in marks)
    size = " · ".join(filter(None, (platforms_words(rule), one.size)))
    return joined(" ", strong(parts.words(rule.title)), *badges, small(size))


def _first_line(one: Call) -> Child:
    """What the page says of it before it is opened."""
    rule = one.rule
    version = [parts.badge("", f"Version {rule.version}")] if rule.version != 1 else []
    sizes = (small(text) for text in (platforms_words(rule), one.size) if text)
    status = [parts.badge("", status_words(rule))] if status_words(rule) else []
    title = element("b", parts.words(rule.title))
    return p(joined(" ", title, *version, rule.description, *sizes, *status))


def _body(one: Call) -> tuple[Child, ...]:
    rule = one.rule
    about = (p(rule.description),) if rule.description else ()
    return (*about, *_rest(one, _FIELDS))


def _rest(one: Call, columns: tuple[Column[Field], ...]) -> tuple[Child, ...]:
    rule = one.rule
    if not rule.fields:
        none = p(f"The plan names no {_many_fields(rule.call)} for it.")
        return (*_before(one), none, *_after_fields(one))
    first = replace(columns[0], title="Trait") if rule.container == "traits" else columns[0]
    shown = (first, *columns[1:])
    fields = Table(
        shown, card_parts.required_first(rule), label=f"Fields of {rule.title}", plain=True
    )
    return (*_before(one), fields, *_after_fields(one))


def _before(one: Call) -> tuple[Child, ...]:
    return card_parts.above(one.card)


def _after_fields(one: Call) -> tuple[Child, ...]:
    return (
        *card_parts.code(one.card),
        *card_parts.below(one.card, one.rule),
        _facts(one),
    )


def _facts(one: Call) -> Child:
    rule = one.rule
    return parts.facts(
        [
            ("Sent by", "" if one.card.receivers else card_parts.sent_by(one.card)),
            *other_labels(rule).items(),
            ("Planned in", parts.code(rule.origin) if rule.origin else ""),
        ]
    )


def _field_rows(rule: Rule) -> Markup:
    # a cell isolates its text already, and the style sheet sets names and examples as code;
    # without <bdi>, <code> and end tags a large plan is a third lighter
    return Markup("").join(
        Markup("<tr><th>{}<td>{}<td>{}<td>{}<td>{}<td>{}").format(
            planned.dotted,
            type_words(planned),
            need_words(planned),
            html_of(_said(planned)),
            html_of(_example(planned)),
            _allowed(planned),
        )
        for planned in card_parts.required_first(rule)
    )


def _example(planned: Field) -> str:
    return "" if planned.example is None else parts.as_text(planned.example).strip("\r\n")


def _said(planned: Field) -> Child:
    """The description, then what the plan says besides, one short line each."""
    lines: list[Child] = [planned.description.strip("\n")] if planned.description else []
    lines += [
        small(parts.words(_asked(name)), " ", value)
        for name, value in other_facts(planned)
        if not parts.is_empty(value)
    ]
    return joined(BREAK, *lines)


def _asked(name: str) -> str:
    """A column's name before its value: `Owner:`, but `Why?` as it is."""
    return name if name.rstrip().endswith(("?", "!", ":")) else f"{name}:"


def _allowed(planned: Field) -> Child:
    found = allowed_values(planned)
    return "" if found == parts.NOTHING else found


_FIELDS = (
    Column[Field]("field", "Property", lambda one: one.dotted, code=True),
    Column[Field]("type", "Type", type_words),
    Column[Field]("required", "Required", lambda one: one.required),
    Column[Field]("description", "Description", lambda one: one.description, _said),
    Column[Field](
        "example",
        "Example",
        lambda one: one.example,
        code=True,
    ),
    Column[Field]("allowed", "Allowed values", allowed, allowed_values),
)
"""The fields of one call, for forms that are not the page."""

_PAGE = (
    Column[Field]("field", "Property", lambda one: one.dotted),
    Column[Field]("type", "Type", type_words),
    Column[Field]("required", "Required", need_words),
    Column[Field]("description", "Description", lambda one: one.description, _said),
    Column[Field]("example", "Example", lambda one: one.example, _example),
    Column[Field]("allowed", "Allowed values", allowed, _allowed),
)
"""The same as the page has them."""
