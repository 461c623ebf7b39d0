"""Forms filled in below each other (`Event: …`, `Trigger: …`), made into a table of one row each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from segkit.plans.cells.packed import property_of
from segkit.plans.cells.values import says_type
from segkit.plans.grids.grid import Tab, is_empty
from segkit.plans.words.headings import hints
from segkit.plans.words.looks import is_compound, is_key_like, is_past
from segkit.plans.words.role import Role
from segkit.plans.words.vocabulary import take_apart

_SAYS = 0.5
_MOSTLY = 0.8
_FEWEST, _PAIR = 2, 2
_EVENT = "Event"
_MOST_ABOVE = 12
_LISTS = frozenset("\n,;:")


@dataclass(slots=True)
class _Form:
    """One filled form: its texts by label, and where each of them begins."""

    row: int
    texts: dict[str, list[str]] = field(default_factory=dict)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)

    def put(self, label: str, text: str, place: tuple[int, int]) -> None:
        self.texts.setdefault(label, []).append(text)
        self.places.setdefault(label, place)


def as_records(tab: Tab) -> Tab | None:
    """The tab as a table, when it is such forms; None when it is anything else."""
    above = 0
    first = next((row for row in tab.rows if not is_empty(row)), ())
    rows = [(place, row) for place, row in enumerate(tab.rows) if not is_empty(row)]
    if _heading(first) and (
        headed := _below_headings([one for one in rows if not _heads_form(one[1])])
    ):
        rows = [(place, row) for place, row in rows if not _heads_form(row)]
        entries = headed
    elif (begin := _rows_above(tab)) is None:
        return None
    else:
        above = begin
        rows = [(place, row) for place, row in rows if place >= above]
        again = _labels_again(rows)
        entries = list(_entries(rows, again))
    if len(entries) < _MOSTLY * len(rows) or not entries or not _names_event(entries[0][0]):
        return None
    forms = _forms(entries)
    labels = list(dict.fromkeys(label for form in forms for label in form.texts))
    if len(forms) < _FEWEST or len(labels) < _FEWEST:
        return None
    table = [*tab.rows[:above], *([()] if above else []), tuple(labels)]
    head = len(table) - 1
    cells = {(row, column): (row, column) for row in range(above) for column in range(tab.width)}
    cells |= {
        (head, column): forms[0].places.get(label, (forms[0].row, 0))
        for column, label in enumerate(labels)
    }
    for number, form in enumerate(forms, start=head + 1):
        table.append(tuple("\n".join(form.texts.get(label, ())) for label in labels))
        cells |= {
            (number, column): form.places.get(label, (form.row, 0))
            for column, label in enumerate(labels)
        }
    return replace(tab, rows=tuple(table), merged=(), cells=cells)


def _rows_above(tab: Tab) -> int | None:
    """How many rows stand above the first form; None where no form begins near the top."""
    return next(
        (
            place
            for place, row in enumerate(tab.rows[:_MOST_ABOVE])
            if not is_empty(row) and (entry := _entry(place, row)) and _names_event(entry[0])
        ),
        None,
    )


def _heading(cells: tuple[str, ...]) -> str:
    """A text that stands alone in a row and is spelled as an event is."""
    texts = [text.strip() for text in cells if text.strip()]
    is_event = len(texts) == 1 and (is_compound(texts[0]) or is_past(texts[0]))
    return texts[0] if is_event and not hints(texts[0]) else ""


def _heads_form(cells: tuple[str, ...]) -> bool:
    """`Field | Value`: the header of a form, which says nothing."""
    abouts = [take_apart(text) for text in cells if text.strip()]
    is_plain = len(abouts) == _PAIR and all(one.about and not one.unknown for one in abouts)
    return is_plain and abouts[1].about <= {"value", "description"}


def _below_headings(rows: list[tuple[int, tuple[str, ...]]]) -> list[tuple[str, int, int, str]]:
    """Forms that a heading names: `Order Completed`, `Field | Value`, `Trigger | …`, `Properties | …`."""
    entries: list[tuple[str, int, int, str]] = []
    known: set[str] = set()
    for place, cells in rows:
        texts = [(column, text) for column, text in enumerate(cells) if text.strip()]
        if heading := _heading(cells):
            entries.append((_EVENT, place, texts[0][0], heading))
        elif len(texts) == _PAIR:
            (_, label), (column, text) = texts
            known.add(label.strip(" :"))
            entries.append((label.strip(" :"), place, column, text))
        elif sum(1 for _, text in texts if hints(text)) > 1 and any(
            Role.FIELD in hints(text) for _, text in texts
        ):
            return []  # the header of a table of properties
    is_said = any(hints(label) for label in known) and len(known) * _FEWEST < len(entries)
    return entries if is_said else []


def _forms(entries: list[tuple[str, int, int, str]]) -> list[_Form]:
    """A form begins where its first label comes again."""
    forms: list[_Form] = []
    first, label = entries[0][0], ""
    for said, row, column, text in entries:
        label = said or label
        if said == first:
            forms.append(_Form(row))
        forms[-1].put(label, text, (row, column))
    return forms


def _labels_again(rows: list[tuple[int, tuple[str, ...]]]) -> frozenset[str]:
    """What stands before a single other text in several rows: labels of every form."""
    texts = ([text.strip() for text in cells if text.strip()] for _, cells in rows)
    times = Counter(pair[0].strip(" :") for pair in texts if len(pair) == _PAIR)
    return frozenset(label for label, count in times.items() if count > 1)


def _entries(
    rows: list[tuple[int, tuple[str, ...]]], again: frozenset[str]
) -> Iterator[tuple[str, int, int, str]]:
    """What each row says; below a lone `Properties` one property a row: `lamp_id | string`."""
    is_list = False
    firsts = [cells[0].strip(" :") for _, cells in rows]
    are_kinds = any(one == below != "" for one, below in pairwise(firsts))
    for number, (place, cells) in enumerate(rows):
        (column, label), *others = [
            (column, text.strip()) for column, text in enumerate(cells) if text.strip()
        ]
        heads = Role.PACKED in hints(label)
        below = rows[number + 1][1] if number + 1 < len(rows) else ("",)
        if heads and not others and _is_property(below):
            is_list = True
            yield label.strip(" :"), place, column, ""
        elif (
            heads
            and len(others) > 1
            and not are_kinds
            and _is_property(tuple(text for _, text in others))
        ):
            is_list = True
            yield label.strip(" :"), place, others[0][0], _told([text for _, text in others])
        elif is_list and _is_property(cells) and label.strip(" :") not in again:
            yield "", place, column, _told([label, *(text for _, text in others)])
        elif entry := _entry(place, cells, again):
            is_list = False
            yield entry


def _told(texts: list[str]) -> str:
    """`price | number | optional` as an entry of a list: `price (number, optional)`."""
    name, *said = texts
    return f"{name} ({', '.join(said)})" if said else name


def _is_property(cells: tuple[str, ...]) -> bool:
    """`lamp_id`, `price | number`: a key, or a word with its type."""
    name, *others = [text.strip() for text in cells if text.strip()] or [""]
    is_typed = bool(others) and says_type(others[0]) and is_key_like(name)
    return (is_compound(name) or is_typed) and not hints(name)


def _entry(
    row: int, cells: tuple[str, ...], again: frozenset[str] = frozenset()
) -> tuple[str, int, int, str] | None:
    """The label of a row, where its text stands, and its text; a row may go on without a label."""
    texts = [(column, text) for column, text in enumerate(cells) if text.strip()]
    if len(texts) == 1 and texts[0][0] > 0 and not cells[0].strip():
        return "", row, *texts[0]
    if len(texts) == 1:
        label, colon, text = (part.strip() for part in texts[0][1].partition(":"))
        texts = [(0, label), (0, text)] if colon and text else []
    if len(texts) != _PAIR or not (hints(texts[0][1]) or texts[0][1].strip(" :") in again):
        return None
    (_, label), (column, text) = texts
    if _is_said(text) and Role.FIELD in hints(label):
        return None  # `Property | Required` heads a table
    return label.strip(" :"), row, column, text


def _is_said(text: str) -> bool:
    is_list = not _LISTS.isdisjoint(text) or bool(property_of(text).type)
    is_list |= is_compound(text.partition(" ")[0])
    return not is_list and max(hints(text).values(), default=0.0) >= _SAYS


def _names_event(label: str) -> bool:
    return hints(label).get(Role.EVENT, 0.0) >= _SAYS
