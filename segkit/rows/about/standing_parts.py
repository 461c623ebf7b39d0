"""The pieces of page one: its sentences, the bar of classes, the table of what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from segkit.considerations.answers import CONNECTED, GAP
from segkit.considerations.answers import TO_CHECK as QUESTION_TO_CHECK
from segkit.considerations.consideration import (
    CLASSES,
    GOOD_TO_KNOW,
    SATISFIED,
    TO_CHECK,
    WRONG_NOW,
)
from segkit.facts.known import Facts
from segkit.facts.page_one import Trouble
from segkit.facts.standing import Standing
from segkit.render.days import named_day
from segkit.render.html import first_of, plural
from segkit.render.tree import Child, Drawing, element, own, p, small, span, strong, together
from segkit.rows.workshop.actions import NO_OWNER
from segkit.rows.workshop.said import Said

_SHORT, _TITLE, _PROOF = 130, 76, 96
"""Letters of a sentence on page one; the whole of it stands with its consideration."""
_SLACK = 28
_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z])")
_CLAUSE = re.compile(r"[,;:] ")
_SIGNS = {
    WRONG_NOW: ("✕", "wrong now"),
    TO_CHECK: ("◆", "to check"),
    SATISFIED: ("✓", "satisfied"),
    GOOD_TO_KNOW: ("●", "good to know"),
}
_NAMES = 2


def state_sentences(facts: Facts, now: Standing) -> tuple[str, ...]:
    """How it stands in a sentence, and what else is counted; what was not read is said."""
    return (_answer(facts, now), *_more(facts, now))


def _answer(facts: Facts, now: Standing) -> str:
    if facts.workspace is None:
        if facts.plan is None:
            return "Neither a tracking plan nor a workspace was read."
        return f"{plural(now.events.current, 'event')} {_are(now.events.current)} agreed; the workspace was not read."
    wrong, check = now.classes[WRONG_NOW], now.classes[TO_CHECK]
    first = (
        f"{plural(wrong, 'thing')} {_are(wrong)} wrong now."
        if wrong
        else "Nothing is known to be wrong now."
    )
    if not check:
        return first
    return f"{first} {check} {'needs' if check == 1 else 'need'} a check."


def _more(facts: Facts, now: Standing) -> Iterator[str]:
    connections, events = now.connections, now.events
    if facts.workspace is not None:
        if connections.all:
            said = f"{connections.delivering} of {plural(connections.all, 'connection')} deliver"
            unknown = f"; of {connections.unknown} it is not known" if connections.unknown else ""
            yield f"{said}{unknown}."
        else:
            yield "No source is connected to a destination yet."
    if facts.plan is None and facts.workspace is not None:
        yield "No tracking plan was read."
    if events.current:
        parts = [
            (events.live, "live"),
            (events.planned, "planned"),
            (events.unsaid, "without a status"),
        ]
        named = [f"{count} {word}" for count, word in parts if count]
        alone = len(named) == 1 and events.unsaid
        yield f"The plan has {plural(events.current, 'event')}{'' if alone else ': ' + ', '.join(named)}."
    yield from _questions(now)
    for name in ("plan", "workspace"):
        if getattr(facts, name) is None and (agreed := facts.notes.done.get(name, "").strip()):
            yield agreed if agreed.endswith((".", "!", "?")) else f"{agreed}."


def _questions(now: Standing) -> Iterator[str]:
    asked = sum(now.questions.values())
    gaps, checks = now.questions.get(GAP, 0), now.questions.get(QUESTION_TO_CHECK, 0)
    connected = now.questions.get(CONNECTED, 0)
    if not asked or not gaps + checks + connected:
        return
    parts = [
        (gaps, "has a gap" if gaps == 1 else "have a gap"),
        (checks, "to check"),
        (connected, "connected"),
    ]
    named = ", ".join(f"{count} {word}" for count, word in parts if count)
    yield f"Of {plural(asked, 'business question')}: {named}."


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def bar(now: Standing) -> Child:
    """The classes as a bar with the same numbers as its words."""
    order = (WRONG_NOW, TO_CHECK, SATISFIED, GOOD_TO_KNOW)
    said = ", ".join(f"{now.classes[name]} {_SIGNS[name][1]}" for name in order)
    pieces, at = [], 0.0
    for name in order:
        width = 1000 * now.classes[name] / now.considerations
        kind = CLASSES.index(name)
        if width:
            pieces.append(
                f'<rect class="sk-class-{kind}" x="{at:g}" y="0" width="{max(width - 2, 1):g}" height="8"/>'
            )
        at += width
    words = together(*_keys(now, order))
    drawn = Markup(  # noqa: S704 - numbers only
        f'<svg class="sk-svg sk-classes" viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true">{"".join(pieces)}</svg>'
    )
    return together(Drawing(drawn), p(words, cls="sk-key", aria_label=said))


def _keys(now: Standing, order: Sequence[str]) -> Iterator[Child]:
    for name in order:
        if now.classes[name]:
            sign, word = _SIGNS[name]
            text = f"{sign} {now.classes[name]} {word}"
            yield together(span(text, cls=f"sk-said-{CLASSES.index(name)}"), " ")


def wrong_table(wrong: Sequence[Trouble], names: Mapping[str, str], year: int) -> Child:
    """What is wrong with its place and proof, its repair, owner and day."""
    heads = ("What is wrong, and where", "Fix", "Owner", "By")
    titles = element("tr", *(element("th", text, scope="col") for text in heads))
    rows = (element("tr", *_cells(one, names, year)) for one in wrong)
    return element(
        "table", element("thead", titles), element("tbody", *rows), cls="sk-grid sk-wrong"
    )


def _cells(one: Trouble, names: Mapping[str, str], year: int) -> Iterator[Child]:
    said = Said(one.items, names)
    where = first_of(said.instances or said.sources, _NAMES)
    proof = in_short(one.first.evidence, _PROOF)
    where = "" if proof.startswith(where) else where
    yield element(
        "td",
        strong(own(in_short(one.first.text, _TITLE))),
        small(own(" · ".join(filter(None, [where, proof])))),
    )
    fix = one.action.action.text if one.action and one.action.is_noted else one.first.action
    yield element("td", own(in_short(fix)), data_label="Fix")
    owner = own(one.owner) if one.owner else span(NO_OWNER, cls="sk-unowned")
    yield element("td", owner, data_label="Owner")
    yield element("td", named_day(one.due, year=year) or "–", data_label="By")


def in_short(text: str, most: int = _SHORT) -> str:
    """The text in one line; of a long one its first sentences, or what fits, cut between words."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    whole = ""
    for one in _SENTENCE.split(line):
        if whole and len(whole) + len(one) > most:
            break
        whole = f"{whole} {one}".strip()
    room = most + _SLACK  # a little more is better than a sentence that breaks off
    return whole if len(whole) <= room else f"{_cut(line[:most])}…"


def _cut(text: str) -> str:
    """Up to the last part of a sentence that is whole, where that is most of it; else to a word."""
    part = _CLAUSE.split(text)
    whole = text[: len(text) - len(part[-1])].rstrip(" ,;:")
    return whole if len(whole) > len(text) // 2 else text.rsplit(" ", 1)[0].rstrip(" ,;:")


def elsewhere(anchor: str, text: str) -> Child:
    """A link to a place of the same page; elsewhere, and where that is not there, its words."""
    link = Markup('<a class="sk-place" href="#{}">{}</a>').format(anchor, text)
    return Drawing(link, lambda: (own(text),))
