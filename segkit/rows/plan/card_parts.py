"""How a planned call's card says what is known of it: problems, receivers, storage, checks, code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from segkit.delivery.unknowns import ASSUMED, NOT_KNOWN
from segkit.model.plan import Field, Rule
from segkit.render import parts
from segkit.render.code import code_tabs
from segkit.render.html import plural
from segkit.render.tree import (
    Child,
    details,
    div,
    element,
    joined,
    li,
    own,
    p,
    small,
    span,
    summary,
    ul,
)
from segkit.rows.plan.cards import Card, Receiver
from segkit.rows.plan.seen import sighted
from segkit.rows.workshop.touching import mentioned

LONGEST_NAME = 120
"""A card is full of names that stand whole elsewhere: of so many characters at most."""

_SOME = 8
"""So many names are given in a sentence before the rest is counted."""


def above(card: Card) -> tuple[Child, ...]:
    """What has to be known before the fields: the considerations that name the call."""
    lines = mentioned(card.mentions)
    return (ul(*map(li, lines), cls="sk-mentions"),) if lines else ()


def below(card: Card, rule: Rule | None = None) -> tuple[Child, ...]:
    """Who receives the call and who does not, where it is kept, how to check it, what is new."""
    title = [p("Who receives it", cls="sk-subhead")] if card.receivers else []
    ways: list[Child] = [*_received(card)]
    if card.silent and (card.receivers or card.tools):
        ways += [p("Who does not", cls="sk-subhead"), silent(card)]
    if card.tests:
        ways.append(p("From staging and development: ", _some(card.tests), ".", cls="sk-quiet"))
    said: list[Child] = [*title, div(*ways, cls="sk-ways")] if ways else []
    said += [*_kept(card), *(_check(card, rule) if rule else ()), *_version(card)]
    if card.seen:
        said.append(p(*sighted(card.seen), cls="sk-quiet"))
    return tuple(said)


def code(card: Card) -> tuple[Child, ...]:
    """The call as code, folded away."""
    if not card.code:
        return ()
    tabs = code_tabs(card.code)
    return (details(summary("Code"), *tabs.tree, cls="sk-fold"),)


def sent_by(card: Card) -> Child:
    """The sources that are to send the call, in one line."""
    if not card.others:
        return _some(card.senders) if card.senders else ""
    others = f", and {len(card.others)} in staging and development"
    return joined("", _some(card.senders), others)


def silent(card: Card) -> Child:
    """Who gets nothing of it, by the reason."""
    by_reason: dict[str, list[str]] = {}
    for name, reason in card.silent:
        by_reason.setdefault(reason, []).append(name)
    return ul(
        *(
            li(joined(", ", *(element("b", _name(name)) for name in names)), f": {reason}")
            for reason, names in by_reason.items()
        ),
        cls="sk-silent",
    )


def sources_of(card: Card) -> tuple[str, ...]:
    """The sources under whose names receivers are listed."""
    if card.tools:
        return ()
    received = dict.fromkeys(one.source for one in card.receivers)
    quiet = [one for one in card.senders if one not in received]
    return (*received, *quiet[:_SOME])


def destinations_of(card: Card) -> tuple[str, ...]:
    """The destinations and warehouses that receive it, or may."""
    return (*(one.destination for one in card.receivers), *card.warehouses)


def short(text: str) -> str:
    """A name of sensible length."""
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 1]}…"


def _name(text: str) -> Child:
    """A name as it stands in a sentence; its own section has a very long one whole."""
    return own(short(text))


def _some(names: Sequence[str]) -> Child:
    shown = names if len(names) <= _SOME + 1 else names[:_SOME]
    rest = [f"{len(names) - len(shown)} more"] if len(shown) < len(names) else []
    return joined(", ", *map(_name, shown), *rest)


def _received(card: Card) -> Iterable[Child]:
    if card.receivers:
        by_source: dict[str, list[Receiver]] = {}
        for one in card.receivers:
            by_source.setdefault(one.source, []).append(one)
        for source, received in by_source.items():
            yield _from(source)
            yield ul(*map(_line, received), cls="sk-received")
        if quiet := [name for name in card.senders if name not in by_source]:
            named = [element("b", _name(one)) for one in quiet[:_SOME]]
            more = [f"{len(quiet) - _SOME} more"] if len(quiet) > _SOME else []
            none = ": no destination receives it."
            yield p("From ", joined(", ", *named, *more), none, cls="sk-from")
    elif card.tools:
        words = [f"{tool} ({count})" if count > 1 else tool for tool, count in card.tools]
        doubtful = f" Not known of {card.doubtful:,} more." if card.doubtful else ""
        yield p(f"Received by {card.reached:,} destinations: ", _some(words), ".", doubtful)
    elif card.senders:
        yield p("No destination receives it.", cls="sk-quiet")


def _from(source: str) -> Child:
    return p("From ", element("b", _name(source)), cls="sk-from") if source else p("Any source")


def _line(one: Receiver) -> Child:
    """One destination: its name, how it gets the call, as what, and what of it."""
    how: list[Child] = [joined(" · ", *map(_name, filter(None, one.how)))] if any(one.how) else []
    if one.named:
        how += [" as ", joined(", ", *map(_name, one.named))]
    unsure = "if it arrives, " if one.certainty == NOT_KNOWN else ""
    said: list[Child] = [f"{unsure}{one.gets}"] if one.gets else []
    if one.fields:
        said += [" ", parts.values(map(short, one.fields), limit=8)]
    notes = [f"Depends on {' and '.join(map(short, one.depends))}."] if one.depends else []
    if one.missing:
        notes.append(f"Not known: {' and '.join(map(short, one.missing))}.")
    elif one.certainty == ASSUMED:
        notes.append("Assumed.")
    if one.open:
        notes.append(
            f"Not known of {', '.join(map(short, one.open[:_SOME]))}"
            f"{', and others' if len(one.open) > _SOME else ''}."
        )
    noted = [small(" ".join(notes))] if notes else []
    gets = joined(" ", *said, *noted)
    # a text alone is a cell of the grid as it is
    last = span(*gets.children) if len(said) + len(noted) > 1 else gets
    return li(element("b", _name(one.destination)), " ", span(*how), " ", last)


def _kept(card: Card) -> Iterable[Child]:
    if not card.warehouses:
        return
    said: list[Child] = [
        "Kept in ",
        joined(", ", *(element("b", _name(w)) for w in card.warehouses)),
    ]
    if card.stored:
        said += [", table ", parts.code(short(card.stored.table))]
        renamed = [
            f"{field.dotted} → {column}"
            for field, column in card.stored.columns
            if column != field.dotted
        ]
        if renamed:
            said += [". Columns with other names: ", parts.values(map(short, renamed), limit=6)]
    said.append(".")
    if card.unsure:
        said += [" Not known of ", _some(card.unsure), "."]
    yield p(*said, cls="sk-note sk-kept")


def _check(card: Card, rule: Rule) -> Iterable[Child]:
    """How to see that it works, from the source to the tables."""
    sender = next(iter((*card.others, *card.senders)), "")
    if not sender:
        return
    needed = sum(one.required and one.path[0] == rule.container for one in rule.fields)
    noun = ("required trait", "required traits")
    if rule.container == "properties":
        noun = ("required property", "required properties")
    seen = [plural(needed, *noun)] if needed else []
    if rule.version > 1:
        seen.append(f"context.protocols.event_version {rule.version}")
    shown = f" with {' and '.join(seen)}" if seen else ""
    steps = ("Check: send it from ", _name(sender), f"; its Source Debugger shows it{shown}.")
    yield p(*steps, cls="sk-note")


def _version(card: Card) -> Iterable[Child]:
    new = card.version
    if new is None:
        return
    lines: list[tuple[str, Child]] = [
        (term, parts.values(map(short, names)))
        for term, names in (("New", new.added), ("Gone", new.removed))
        if names
    ]
    if new.changed:
        lines.append(("Changed", parts.values(map(short, new.changed), as_code=False)))
    if new.lost:
        lines.append((f"Only version {new.before.version} reaches", _some(new.lost)))
    yield p(f"Compared with version {new.before.version}", cls="sk-subhead")
    yield parts.facts(lines) if lines else p("Its fields are the same.", cls="sk-quiet")


def required_first(rule: Rule) -> list[Field]:
    """Its fields: first those that every call has to carry, otherwise in plan order."""
    needed = {planned.path for planned in rule.fields if planned.required}
    known = {planned.path for planned in rule.fields}

    def is_asked(planned: Field) -> bool:
        path = planned.path
        around = (path[:size] for size in range(1, len(path) + 1))
        return all(one in needed for one in around if one in known)

    return sorted(rule.fields, key=lambda planned: not is_asked(planned))
