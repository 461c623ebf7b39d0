"""What stands directly above a table: an event's name, a short form, a title."""

from __future__ import annotations

import re
from dataclasses import dataclass

from segkit.plans.layouts.sheet import Sheet
from segkit.plans.words.headings import (
    call_of_name,
    call_of_title,
    call_of_value,
    hints,
    is_vague_title,
    name_and_call,
    says_viewed,
)
from segkit.plans.words.looks import is_compound, is_constant, is_event_like, is_name
from segkit.plans.words.role import Role
from segkit.plans.words.vocabulary import says_every, take_apart

_CARD_ROLES = (Role.EVENT, Role.EVENT_DESCRIPTION, Role.TRIGGER, Role.VERSION, Role.CALL)
_CALL_HEADING = re.compile(r"\b(?:calls?|events|pages|screens|properties|views)\b", re.IGNORECASE)
_NOTE = re.compile(
    r"^#(?:\W|$)|^(?:notes?|hint|hinweis|todo|tbd|last updated?|updated|disclaimer|contact|questions?|owner|"
    r"draft|confidential|source|see|version|last review|reviewed|approved|legend|key)\s*[:–—-]\s*\S"
    r"|^(?:notes?|see|last updated?|updated|end of|page \d+ of)\s+\w|^total\b.*\d\s*$|^\*+\s*=|^\S{1,3}\s*=\s*\S.*[,;]\s*\S{1,3}\s*=\s*\S|^\*+\s+\w|^\(.*\)$",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"(?:\b(?:events?|flow|section|module|area|journey|funnel|calls|category|properties|traits)|:)\s*$"
    r"|^\s*(?:[-=#*~—–]{2,}|#\s|\d+[.)]\s)|^[—–-]\s+\S.*\s[—–-]$"
    r"|^(?:events|[eé]v[eé]nements|eventos|eventi|ereignisse|gebeurtenissen|события)\s+\w",
    re.IGNORECASE,
)
_END = re.compile(
    r"^\W*(?:legend|key|glossary|change ?log|revision history|notes?|appendix|faq|questions|legende)\W*$",
    re.IGNORECASE,
)
_LABEL_PREFIX = re.compile(
    r"^(?:event(?: name)?|page|screen|event key)\s*:\s*(\S.*)$", re.IGNORECASE | re.DOTALL
)


_FEW_WORDS = 3
_FEW_LETTERS = 3
_SAYS = 0.5
_OF_ENTRY, _LONGEST_FORM = 2, 12


@dataclass(frozen=True, slots=True)
class Placed:
    """A text and its cell, and what stands before it in a form."""

    row: int
    column: int
    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands above a table.

    Attributes:
        rows: The rows it takes.
        event: The heading or form entry that names one event, if the table needs one.
        card: Entries of a short form (`Description: …`) by role.
        call: The call of which the heading speaks.
        call_text: That heading.
    """

    rows: tuple[int, ...] = ()
    event: Placed | None = None
    card: tuple[tuple[Role, Placed], ...] = ()
    call: str | None = None
    call_text: str = ""


def read_lead(sheet: Sheet, header: int, above: int) -> Lead:
    """Look upwards from a header row, not beyond row `above`."""
    rows: list[int] = []
    row = header - 1
    if row > above and sheet.counts[row] == 0:
        row -= 1  # one blank row between a heading and its table
    while row >= above and sheet.counts[row] and _is_lead_row(sheet, row, header):
        rows.insert(0, row)
        row -= 1
    headings, card = [], []
    for row in rows:
        if sheet.counts[row] == _OF_ENTRY:
            (_, label), (column, text) = sheet.texts(row)
            placed = Placed(row, column, text, label.strip(" :"))
            card.append(_card_entry(sheet, row) or (Role.LABEL, placed))
        elif entry := _card_entry(sheet, row):
            card.append(entry)
        elif lone := sheet.lone(row):
            headings.append(Placed(row, *lone))
    return _lead_of(tuple(rows), headings, card)


def _lead_of(
    rows: tuple[int, ...], headings: list[Placed], card: list[tuple[Role, Placed]]
) -> Lead:
    """Tell an event's name from a call's heading and from prose."""
    names = [one for one in headings if not is_note(one.text) and not _is_of_fields(one.text)]
    prose = [heading for heading in headings if is_note(heading.text)]
    event = next((placed for role, placed in card if role is Role.EVENT), None)
    if event is None and names:
        call = _call_of_heading(names[-1].text)
        if call:
            return Lead(rows, None, tuple(card), call, names[-1].text.strip())
        event, told = _name_of(names)
        prose += told
        event = Placed(event.row, event.column, unlabelled(event.text))
    after = [placed for placed in prose if event and placed.row > event.row]
    if after and not any(role is Role.EVENT_DESCRIPTION for role, _ in card):
        card.append((Role.EVENT_DESCRIPTION, after[0]))
    return Lead(rows, event, tuple(card))


def _name_of(names: list[Placed]) -> tuple[Placed, list[Placed]]:
    """The heading that names the event, and the one below it that says when it is sent."""
    above, last = names[max(0, len(names) - 2)], names[-1]
    is_labelled = name_and_call(above.text) is not None or unlabelled(above.text) != above.text
    is_short = is_labelled or _words(above) <= _FEW_WORDS
    is_told = above is not last and _words(last) > _FEW_WORDS and is_short
    return (above, [last]) if is_told and not is_compound(last.text) else (last, [])


def _words(heading: Placed) -> int:
    return len(heading.text.split())


def _is_of_fields(text: str) -> bool:
    """`Properties`, `Event parameters`: what the table holds, not whose it is."""
    heading = take_apart(text)
    is_known = bool(heading.about) and not heading.unknown and not says_viewed(text)
    is_event = name_and_call(text) is not None or unlabelled(text) != text
    return is_known and not is_event and _call_of_heading(text) is None


def _call_of_heading(text: str) -> str | None:
    """`Identify`, `Page calls`, `User traits`: a heading about a call, not an event's name."""
    if len(text) > 60:
        return None
    is_of_fields = not take_apart(text).about.isdisjoint({"trait", "field"})
    is_clear = (is_of_fields or _CALL_HEADING.search(text)) and not is_vague_title(text)
    call = call_of_value(text) or (call_of_title(text) if is_clear else None)
    return "common" if call == "track" and says_every(text) else call


def _is_lead_row(sheet: Sheet, row: int, header: int) -> bool:
    return sheet.counts[row] == 1 or is_in_card(sheet, row, header)


def is_card_entry(sheet: Sheet, row: int) -> bool:
    """The row is an entry of a short form: `Event name: | Order Completed`."""
    return _card_entry(sheet, row) is not None


def is_in_card(sheet: Sheet, row: int, header: int) -> bool:
    """It is such an entry, or goes on with them above a header that is wider than they are."""
    is_wider = sheet.counts[header] > _OF_ENTRY
    return is_card_entry(sheet, row) or (is_wider and _goes_on(sheet, row))


def _goes_on(sheet: Sheet, row: int) -> bool:
    """`Owner | Nora`: two cells below those of an entry, whatever the first of them says.

    That entry names an event, or stands below one.
    """
    places = [column for column, _ in sheet.texts(row)] if sheet.counts[row] == _OF_ENTRY else []
    is_entry = False
    for above in range(row - 1, max(row - _LONGEST_FORM, 0) - 1, -1):
        if is_entry and (lone := sheet.lone(above)):
            is_left = bool(places) and lone[0] < places[0] and is_name(lone[1])
            return is_left or is_event_like(lone[1])
        if not places or [column for column, _ in sheet.texts(above)] != places:
            return False
        found = _card_entry(sheet, above)
        if found is not None and found[0] is Role.EVENT:
            return True
        is_entry |= found is not None
    return False


def _card_entry(sheet: Sheet, row: int) -> tuple[Role, Placed] | None:
    """The role and text of a form's entry."""
    if sheet.counts[row] == 1:
        column, written = sheet.texts(row)[0]
        label, _, text = (part.strip() for part in written.partition(":"))
    elif sheet.counts[row] == 2:
        (_, label), (column, text) = sheet.texts(row)
    else:
        return None
    known = hints(label)
    role = next((role for role in _CARD_ROLES if known.get(role, 0.0) >= _SAYS), None)
    said = hints(text)
    is_known = max(said.values(), default=0.0) >= _SAYS and not take_apart(text).unknown
    is_said = is_known or Role.FIELD_DESCRIPTION in said
    is_heading = is_said and not (call_of_name(text) and _is_labelled(sheet, row + 1))
    if role is None or not text or is_heading or label.strip().casefold() == "name":
        return None
    return role, Placed(row, column, text)


def _is_labelled(sheet: Sheet, row: int) -> bool:
    """Two cells, of which the first says what of an event the second is, or a wider header."""
    texts = sheet.texts(row) if row < len(sheet.rows) else []
    known = hints(texts[0][1]) if texts else {}
    if len(texts) == _OF_ENTRY and any(known.get(role, 0.0) >= _SAYS for role in _CARD_ROLES):
        return True
    is_header = sum(1 for _, text in texts if hints(text)) > 1
    return is_header and (len(texts) > _OF_ENTRY or Role.FIELD in known)


def unlabelled(text: str) -> str:
    """The event of a heading: `Order Completed` of `Event: Order Completed`."""
    found = _LABEL_PREFIX.match(text)
    return found[1] if found else text


def is_remark(text: str) -> bool:
    """It says itself that it is one: `Note: …`, `Last updated …`."""
    return _NOTE.match(text.strip()) is not None


def is_note(text: str) -> bool:
    """Prose or a remark rather than the name of something."""
    stripped = text.strip()
    words = stripped.count(" ") + 1
    return is_remark(text) or words >= 8 or (words >= 4 and stripped.endswith((".", "!", "?")))


def ends_plan(text: str) -> bool:
    """The heading of a legend or of notes: nothing below it is a row of the plan."""
    return _END.match(text) is not None


def is_section(text: str) -> bool:
    """A heading between rows rather than an event: `ONBOARDING`, `2. Checkout`, `Cart events`."""
    stripped = text.strip()
    is_loud = stripped.isupper() and sum(map(str.isalpha, stripped)) > _FEW_LETTERS
    return bool(_SECTION.search(stripped)) or (is_loud and not is_constant(stripped))
