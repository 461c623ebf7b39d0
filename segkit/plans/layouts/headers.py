"""Where the tables of a tab are: their header rows, and how far each reaches."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from segkit.plans.cells.values import read_type, says_required
from segkit.plans.layouts.assigning import assign_roles
from segkit.plans.layouts.calls import revised_call, said_call
from segkit.plans.layouts.columns import Column, bare_key, name_columns, side_by_side, taken
from segkit.plans.layouts.evidence import Surroundings
from segkit.plans.layouts.extents import ends_of, first_block
from segkit.plans.layouts.further_headers import is_told, names_again
from segkit.plans.layouts.guidance import guidance_below
from segkit.plans.layouts.header_signs import (
    are_types,
    heads_keys,
    heads_marks,
    is_event_title,
    is_headless,
    lists_keys,
    names_plainly,
    numbers_columns,
    says_all,
)
from segkit.plans.layouts.layout import (
    RECOGNISED,
    is_outline,
    recognise,
)
from segkit.plans.layouts.leads import is_card_entry, is_in_card, read_lead, unlabelled
from segkit.plans.layouts.own_csv import own_roles
from segkit.plans.layouts.profile import TabProfile
from segkit.plans.layouts.second_headers import counts_on, is_marked, may_be_second_header, renames
from segkit.plans.layouts.sheet import Sheet
from segkit.plans.layouts.table import Table
from segkit.plans.words.headings import (
    call_of_value,
    group_hints,
    hints,
    is_vague_title,
    normalised,
)
from segkit.plans.words.looks import (
    is_compound,
    is_kebab,
)
from segkit.plans.words.role import Role
from segkit.plans.words.vocabulary import take_apart

_SEARCHED_ROWS = 60
_WINDOW = 1500
_SAMPLES = 200
_MANY_HEADINGS = 4
_WEAKLY, _WEAKLY_KEYED = 6.0, 5.5
_LISTED = re.compile(r"(\w+)(?:\[\]|\s+(?:array|object|schema)\b)")
_SECOND = 0.9
_OF_SENTENCE = 3


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds the tables of one tab.

    Attributes:
        sheet: The tab's cells.
        profile: What the SA corrected.
        missing: Roles whose header in the profile is gone: not to be guessed anew.
        known: Names of properties that other tabs have.
    """

    sheet: Sheet
    profile: TabProfile
    missing: frozenset[Role] = frozenset()
    known: frozenset[str] = frozenset()

    def find(self) -> list[Table]:
        """The tables from top to bottom; none when the tab is no part of a plan."""
        return self.find_plain() or self._all_ended(self._weakly_headed())

    def find_plain(self) -> list[Table]:
        """The tables below headers that say so twice, or that the profile points to."""
        if self.profile.header_row is not None:
            row = self.profile.header_row - 1 - self.sheet.tab.top
            return self.find_below(row)
        rows = list(self._header_rows())
        leads = [min((*read_lead(self.sheet, b, a + 1).rows, b)) for a, b in pairwise(rows)]
        ends = [*leads, len(self.sheet.rows)][: len(rows)]
        tables: list[Table] = []
        for row, end in zip(rows, ends, strict=True):
            above = tables[-1].headers[-1] + 1 if tables else 0
            tables += self._best(row, end, above)
        return self._all_ended(tables)

    def _all_ended(self, tables: list[Table]) -> list[Table]:
        """Each as far as it reaches."""
        return list(map(self._ended, tables, ends_of(self.sheet, tables)))

    def _ended(self, table: Table, end: int) -> Table:
        """The table, understood by its own rows alone where others stand below them."""
        above = min((*table.lead.rows, *table.headers))
        again = self._read(table.headers, end, above) if end < table.end else []
        first = table.columns[0].index
        own = (one for one in again if one.columns[0].index == first)
        return next(own, replace(table, end=end))

    def find_below(self, row: int) -> list[Table]:
        """The tables below this row, whatever it says."""
        return self._best(row, len(self.sheet.rows), above=0)

    # --- candidate rows -----------------------------------------------------------------

    def _header_rows(self) -> Iterator[int]:
        """Rows that say twice, once by a plain name, that they are headers."""
        current = -1
        for row, count in enumerate(self.sheet.counts):
            if count < 2 or (current >= 0 and not self._may_begin(row, current)):
                continue
            is_header = self._looks_like_header(row) or (
                current >= 0 and names_again(self.sheet, row)
            )
            if is_header and not (current >= 0 and self._is_data(current, row)):
                current = row
                yield row

    def _may_begin(self, row: int, current: int) -> bool:
        """A further table follows a blank row or a heading, or repeats the header above."""
        if self._begins(row) and not heads_keys(self.sheet, current):
            return row > current + 1
        return self.sheet.rows[row] == self.sheet.rows[current]

    def _looks_like_header(self, row: int) -> bool:
        if self._holds_saved_headers(row):
            return True
        if numbers_columns(self.sheet.rows[row]):
            return False
        texts = [text for _, text in self.sheet.texts(row)]
        known = [text for text in texts if hints(text)]
        are_keys = heads_keys(self.sheet, row)
        if len(known) < 2 or (are_types(texts) and not are_keys):
            return False
        is_whole = len(known) == len(texts) >= _MANY_HEADINGS and self._begins(row)
        is_named = is_whole or any(map(names_plainly, known)) or says_all(texts)
        if not (is_named or is_told(self.sheet, row)):
            return False
        if (
            is_card_entry(self.sheet, row)
            or is_marked(self.sheet, row)
            or counts_on(self.sheet, row)
        ):
            return False
        is_plain = len(known) > 2 and 2 * len(known) >= len(texts)
        return are_keys or is_plain or self._begins(row) or self._is_grouped(row)

    def _begins(self, row: int) -> bool:
        """Nothing that could be the row of a table stands directly above."""
        if row == 0 or self.sheet.counts[row - 1] <= 1:
            return True
        return is_in_card(self.sheet, row - 1, row) and not lists_keys(self.sheet, row)

    def _is_grouped(self, row: int) -> bool:
        """What stands directly above heads only columns whose own headings are no known words."""
        above = self.sheet.rows[row - 1]
        known = [column for column, text in self.sheet.texts(row) if hints(text)]
        return not any(above[column].strip() for column in known)

    def _holds_saved_headers(self, row: int) -> bool:
        """At least half of the headers that the profile speaks of stand in this row."""
        saved = {bare_key(key) for key in self.profile.roles}
        found = saved & {" ".join(text.split()) for text in self.sheet.rows[row]}
        return bool(found) and 2 * len(found) >= len(saved)

    def _is_data(self, header: int, row: int) -> bool:
        """A property named `property` is no header when a type stands in the type column."""
        below = self.sheet.rows[row]
        if self.sheet.rows[header] == below:
            return False
        return any(
            (Role.TYPE in hints(text) and read_type(below[column]))
            or (hints(text).get(Role.CALL, 0.0) >= 1 and call_of_value(below[column]))
            or (hints(text).get(Role.REQUIRED, 0.0) >= 1 and says_required(below[column]))
            for column, text in self.sheet.texts(header)
        )

    def _weakly_headed(self) -> list[Table]:
        """The best table below a row that says only once that it is a header."""
        if self.profile.header_row is not None:
            return []
        found: list[Table] = []
        for row in range(min(_SEARCHED_ROWS, len(self.sheet.rows))):
            is_said = any(hints(text) for _, text in self.sheet.texts(row))
            if self._begins(row) and (is_said or heads_marks(self.sheet, row)):
                tables = self.find_below(row)
                least = _weakly(tables) if any(self.sheet.counts[:row]) else RECOGNISED
                if _points(tables) >= max(least, _points(found) + 0.1):
                    found = tables
        return found

    # --- reading one candidate ----------------------------------------------------------

    def _best(self, row: int, end: int, above: int) -> list[Table]:
        """The recognisable tables headed by a row, alone or with the row above or below."""
        if not 0 <= row < len(self.sheet.rows):
            return []
        options: list[tuple[int, ...]] = [(row,)]
        if own_roles(self.sheet.rows[row]):
            return self._read((row,), end, above)
        is_headed = row > above and self.sheet.counts[row - 1] > 0
        if (
            is_headed
            and self.sheet.rows[row] not in self.sheet.rows[:row]
            and may_be_second_header(self.sheet, row)
            and not is_in_card(self.sheet, row - 1, row)
            and not self._is_apart(row - 1)
        ):
            options.append((row - 1, row))
        if (
            row + 1 < end
            and self.sheet.rows.count(self.sheet.rows[row]) == 1
            and may_be_second_header(self.sheet, row + 1)
            and not self._is_data(row, row + 1)
        ):
            options.append((row, row + 1))
        if renamed := self._renamed(row, end):
            options = [renamed]
        best: list[Table] = []
        for headers in options:
            tables = self._read(headers, end, above)
            # a second header row must add evidence or headings, else it is data or a banner
            least = _SECOND if _unsaid(best) <= _unsaid(tables) + 1 else -_SECOND
            if tables and (not best or _points(tables) > _points(best) + least):
                best = tables
        alone = first_block(self.sheet, row, end)  # what stands below may be of another kind
        return best or (self._read((row,), alone, above) if row + 1 < alone < end else [])

    def _is_apart(self, row: int) -> bool:
        """A text alone in its row that names or describes an event, and no group of columns."""
        _, text = self.sheet.lone(row) or (0, "")
        is_said = (
            is_event_title(text) or call_of_value(text) is not None or unlabelled(text) != text
        )
        return is_said or take_apart(text).unknown >= _OF_SENTENCE

    def _renamed(self, row: int, end: int) -> tuple[int, ...]:
        """This row or the next one, with the row below that names the events of its columns."""
        return next(
            (
                (one, one + 1)
                for one in (row, row + 1)
                if one + 1 < end and renames(self.sheet, one)
            ),
            (),
        )

    def _read(self, headers: tuple[int, ...], end: int, above: int) -> list[Table]:
        """The tables below these header rows, side by side where blank columns part them."""
        parts = side_by_side(self._columns(headers, end))
        tables = [self._table(headers, end, above, part) for part in parts]
        if len(parts) > 1 and None in tables:  # one table with a blank column after all
            tables = [self._table(headers, end, above, self._columns(headers, end))]
        return [table for table in tables if table is not None]

    def _columns(self, headers: tuple[int, ...], end: int) -> list[Column]:
        """All columns that have a header or values, with samples of these."""
        start = headers[-1] + 1 + guidance_below(self.sheet, headers[-1], end)
        window = self.sheet.rows[start : min(end, start + _WINDOW)]
        upper = self._groups(headers) if len(headers) > 1 else {}
        times = Counter(normalised(text) for text in upper.values())
        is_renamed = len(headers) > 1 and renames(self.sheet, headers[0])
        columns = []
        for index, lower in enumerate(self.sheet.rows[headers[-1]]):
            samples = _samples(window, index)
            own = len(samples)
            if self.sheet.tab.kin and headers == (0,):
                samples += _samples(self.sheet.tab.kin, index)
            group, header, row = upper.get(index, ""), lower, headers[-1]
            spans = (
                not lower.strip()
                or is_renamed
                or (bool(hints(group)) and not take_apart(lower).about)
            )
            if (
                spans
                and self.sheet.rows[headers[0]][index].strip()
                and times[normalised(group)] == 1
            ):
                group, header, row = "", group, headers[0]  # a header that spans both rows
            if header.strip() or samples:
                is_name = is_renamed and times[normalised(group)] > 1
                known = {} if is_name else group_hints(group, header) if group else hints(header)
                columns.append(Column(index, row, header, group, known, samples, own=own))
        name_columns(columns, self.sheet.tab)
        return columns

    def _groups(self, headers: tuple[int, ...]) -> dict[int, str]:
        """The upper header's text above each column, spread over what it is merged across."""
        upper, lower = headers
        wide = self.sheet.wide.get(upper, {})
        groups: dict[int, str] = {}
        text, until = "", -1
        for index, own in enumerate(self.sheet.rows[upper]):
            if own.strip():
                text, until = own, wide.get(index, -1)
                groups[index] = own
            elif index <= until or (until < 0 and text and self.sheet.rows[lower][index].strip()):
                groups[index] = text
            else:
                text = ""
        return groups

    def _table(
        self, headers: tuple[int, ...], end: int, above: int, columns: list[Column]
    ) -> Table | None:
        """Assign roles and decide whether this is part of a plan."""
        lead = read_lead(self.sheet, headers[0], above)
        call, why = said_call(self.sheet.tab, self.profile.call, lead, columns)
        assign_roles(columns, call, self.profile.roles, self.missing)
        if is_headless(columns):
            return None
        call, why = revised_call(call, why, columns)
        title = self.sheet.tab.title
        around = Surroundings(
            call,
            headed=lead.event is not None,
            titled_as_event=self.sheet.tab.titled
            and bool(is_event_title(title) or (self.sheet.tab.kin and is_kebab(title))),
            outline=is_outline(self.sheet, columns, headers[-1] + 1, end),
            forced=bool(self.profile.roles or self.profile.header_row or self.profile.call),
            above=why.startswith(("title", "heading")),
            repeated=self.sheet.rows.count(self.sheet.rows[headers[-1]]) > 1
            or bool(self.sheet.tab.kin),
            known=self.known,
            holds=any(word in self.known for word in _LISTED.findall(title)),
            vague_call=why.startswith("title") and is_vague_title(title),
        )
        recognition = recognise(columns, around)
        if recognition.points < RECOGNISED:
            return None
        return Table(
            headers, end, tuple(columns), recognition, call or "track",
            why if call else "events are tracked", lead,
            guidance_below(self.sheet, headers[-1], end),
        )  # fmt: skip


def _weakly(tables: list[Table]) -> float:
    """The points that a table needs that is headed once, below other rows: less where keys name events."""
    events = [event for table in tables if (event := taken(table.columns, Role.EVENT))]
    is_keyed = any(event.share(is_compound) == 1 for event in events if event.samples)
    return _WEAKLY_KEYED if is_keyed else _WEAKLY


def _points(tables: list[Table]) -> float:
    return max((table.recognition.points for table in tables), default=0.0)


def _unsaid(tables: list[Table]) -> int:
    """How many columns hold something below no heading."""
    return sum(1 for table in tables for one in table.columns if not one.header.strip())


def _samples(window: Sequence[tuple[str, ...]], index: int) -> tuple[str, ...]:
    """The first texts of a column."""
    found = []
    for row in window:
        text = row[index] if index < len(row) else ""
        if text and not text.isspace():
            found.append(text)
            if len(found) == _SAMPLES:
                break
    return tuple(found)
