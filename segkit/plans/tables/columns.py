"""The columns of a table, on their way from heading and values to a role.

Each column gets a weight for each role: the wording of its heading times how well the values
below agree, or, where the heading says nothing known, what the values look like alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from segkit.plans.grids.grid import Tab
from segkit.plans.tables.headings import call_of_value, is_beside, is_foreign, normalised, says_part
from segkit.plans.tables.listing import is_regex
from segkit.plans.tables.looks import (
    is_compound,
    is_event_like,
    is_key_like,
    is_name,
    is_past,
    says_deed,
)
from segkit.plans.tables.names import is_indented
from segkit.plans.tables.packed import (
    lists_keys,
    lists_names,
    lists_values,
    property_of,
    read_event_cell,
)
from segkit.plans.tables.role import Hints, Role
from segkit.plans.tables.values import (
    is_mark,
    read_format,
    read_required,
    read_type,
    read_version,
    says_required,
    says_type,
)
from segkit.plans.tables.vocabulary import plain, take_apart

_LETTERS = re.compile(r" \((?:[A-Z]{1,3}|\d+)\)$")
_PAIR = re.compile(r"^\s*[A-Za-z_$][\w$.\-]*\s*[:=]\s*\S")
_CATEGORY = re.compile(r"\b[ck]ateg[oó]r|カテゴリ|类别|分类|카테고리|категори")
_LABEL = re.compile(r"\b(?:label|libelle|etiqueta|rotulo|etichetta)\b|ラベル|标签|라벨|ярлык")
_SURE = 0.7
_MERE_NAME = 0.5


@dataclass(slots=True)
class Column:
    """A column on its way to a role.

    Attributes:
        index: Its place in the tab's rows.
        row: The tab's row that holds its header.
        header: Its header's text as written; empty when it has none.
        key: The name by which a person and a saved reading know it; unique in its table.
        group: The text of the header row above, if there are two.
        hints: Roles that the wording allows.
        samples: Texts found below the header.
        role: What was decided; None until then.
        confidence: How sure that is, 0 to 1.
        why: The reason in a few words.
        weights: For each role what heading and values together are worth.
        by_looks: Its heading says nothing that its values bear out: they speak alone.
        slot: Which of several properties in a row it is about; 0 when rows hold one.
    """

    index: int
    row: int
    header: str
    group: str
    hints: Hints
    samples: tuple[str, ...]
    role: Role | None = None
    confidence: float = 0.0
    why: str = ""
    weights: dict[Role, float] = field(default_factory=dict)
    key: str = ""
    slot: int = 0
    by_looks: bool = False

    def share(self, fits: Callable[[str], object]) -> float:
        """The share of its values that fit, 0.5 when there are none to tell."""
        if not self.samples:
            return 0.5
        return sum(1 for text in self.samples if _fits(text, fits)) / len(self.samples)

    def share_of_heads(self, fits: Callable[[str], object]) -> float:
        """The same of those that are not set off below another (`- order_id`)."""
        heads = [text for text in self.samples if not is_indented(text)]
        return sum(map(bool, map(fits, heads))) / len(heads) if heads else self.share(fits)

    def take(self, role: Role, confidence: float, why: str) -> None:
        """Decide."""
        self.role, self.confidence, self.why = role, min(1.0, confidence), why

    def weight(self, *roles: Role) -> float:
        """The highest of its weights for these roles."""
        return max((self.weights.get(role, 0.0) for role in roles), default=0.0)

    @property
    def is_unsaid(self) -> bool:
        """Nothing stands above it, or nothing but a number."""
        return not any(map(str.isalpha, self.header))

    @property
    def speaks_of_fields(self) -> bool:
        """Its heading has a word for properties or traits in it."""
        return not take_apart(self.header).about.isdisjoint({"field", "trait"})

    @property
    def says(self) -> str:
        """Its heading, for a reason."""
        return f"header {self.header.strip()!r}" if self.header.strip() else "its values"

    @property
    def number(self) -> int | None:
        """The number in its heading: 2 of `Property 2 type`."""
        return take_apart(self.header).number

    @property
    def is_beside(self) -> bool:
        """Its heading speaks of something beside the plan: an owner, a platform, a price."""
        return is_beside(take_apart(self.header)) or is_foreign(self.header)

    @property
    def is_constant(self) -> bool:
        """One and the same text in several rows, and no key."""
        return self.distinct == 1 < len(self.samples) and not is_compound(self.samples[0])

    @property
    def distinct(self) -> int:
        """How many different values were seen."""
        return len(set(self.samples))


def names_event(text: str) -> bool:
    """It is spelled as an event, alone or with what is said of it."""
    return is_event_like(text) or bool(read_event_cell(text).name)


def _fits(text: str, fits: Callable[[str], object]) -> bool:
    """The cell fits, or each of its lines does (cells that go along with a property list)."""
    return bool(fits(text)) or ("\n" in text and all(fits(line) for line in text.split("\n")))


# --- weights --------------------------------------------------------------------------------


def weigh(column: Column) -> None:
    """Set the column's weights from its heading and its values."""
    column.weights = {
        role: round(weight * _support(column, role), 3) for role, weight in column.hints.items()
    }
    if not any(column.weights.values()) and column.samples and not column.is_beside:
        column.by_looks = True
        column.weights = _by_values(column)
    if Role.EXAMPLE in column.hints and column.distinct > 1 and column.share(read_type) == 1:
        column.weights[Role.TYPE] = 0.6  # taken only where no column of types is beside it


def _support(column: Column, role: Role) -> float:
    """How well the values below agree with a role, 0 to 1."""
    test = _TESTS.get(role)
    return test(column) if test else 1.0


def _at_least(fits: Callable[[str], object], limit: float) -> Callable[[Column], float]:
    """The share of values that fit, nothing below the limit."""

    def share(column: Column) -> float:
        found = column.share(fits)
        return found if found >= limit else 0.0

    return share


def _type_support(column: Column) -> float:
    """In an outline the type column also says which rows are events."""
    if column.samples and not any(_fits(text, read_type) for text in column.samples):
        # a list of types beside a list of names is read entry by entry
        return 0.0
    return _at_least(lambda text: read_type(text) or call_of_value(text), 0.5)(column)


def _call_support(column: Column) -> float:
    """Calls, or the word for an event, and then that for a property, row by row."""
    if not column.samples:
        return 0.4
    named = column.share(call_of_value)
    return named if named >= 0.6 else float(tells_parts(column))


def tells_parts(column: Column) -> bool:
    """It says of each row whether it names an event or a property of the one above."""
    kinds = [(call_of_value(text), says_part(text)) for text in column.samples]
    return (
        all(map(any, kinds)) and any(call for call, _ in kinds) and any(part for _, part in kinds)
    )


def _required_support(column: Column) -> float:
    words = any(map(says_required, column.samples))
    is_plain = column.hints.get(Role.REQUIRED, column.hints.get(Role.OPTIONAL, 0.0)) > 0.8
    return _at_least(read_required, 0.6)(column) if is_plain or words else 0.0


def _allowed_support(column: Column) -> float:
    """Lists speak for it; counts (as in exports of a source's schema) against it."""
    if column.samples and all(text.strip().isdigit() for text in column.samples):
        is_count = column.hints[Role.ALLOWED] < 1 or normalised(column.header) in {
            "allowed",
            "permitted",
        }
        return 0.0 if is_count else 1.0
    if column.hints[Role.ALLOWED] < 1:
        return 1.0 if column.share(lists_values) >= 0.3 else 0.0
    return 1.0


def _event_support(column: Column) -> float:
    if column.samples and all(text.strip().isdigit() for text in column.samples):
        return 0.0
    if Role.CALL in column.hints and column.samples and column.share(call_of_value) >= 0.6:
        return 0.0
    return 1.0 if column.share(lambda text: is_name(text) or names_event(text)) >= 0.5 else 0.4


def _field_support(column: Column) -> float:
    if column.samples and all(text.strip().isdigit() for text in column.samples):
        return 0.0
    if column.hints[Role.FIELD] < _MERE_NAME and column.is_constant:
        return 0.0  # `Project Name`
    return 1.0 if column.share(lambda text: is_name(text) or lists_names(text)) >= 0.5 else 0.4


def _packed_support(column: Column) -> float:
    """Lists speak for it; a heading that does not speak of properties needs them."""
    lists = column.share(lists_names)
    if not column.samples:
        return 1.0
    if all(map(is_mark, column.samples)):
        return 0.0  # `Required property` above yes and no
    about = take_apart(column.header).about
    if about.isdisjoint({"field", "variable", "trait", "payload"}):
        least = lists if "code" in about else 1.0  # a code may be anything but a list
        return 1.0 if min(column.share(lists_keys), least) >= 0.4 else 0.0
    return 1.0 if lists >= 0.2 else 0.8 if column.share(is_name) >= 0.5 else 0.4


def _pattern_support(column: Column) -> float:
    return 1.0 if column.hints[Role.PATTERN] >= 0.9 else _at_least(is_regex, 0.5)(column)


def _text_support(column: Column) -> float:
    """Descriptions are no marks: below `reason`, marks say which events carry a property."""
    return 0.0 if column.samples and all(is_mark(text) for text in column.samples) else 1.0


_TESTS: dict[Role, Callable[[Column], float]] = {
    Role.TYPE: _type_support,
    Role.CALL: _call_support,
    Role.REQUIRED: _required_support,
    Role.OPTIONAL: _required_support,
    Role.VERSION: _at_least(read_version, 0.8),
    Role.FORMAT: lambda column: _at_least(read_format, 0.3)(column) if column.samples else 1.0,
    Role.ARRAY: _at_least(read_required, 0.8),
    Role.NULLABLE: _at_least(read_required, 0.8),
    Role.ALLOWED: _allowed_support,
    Role.PATTERN: _pattern_support,
    Role.EVENT_DESCRIPTION: _text_support,
    Role.FIELD_DESCRIPTION: _text_support,
    Role.TRIGGER: _text_support,
    Role.EXAMPLE: lambda column: (
        0.0 if column.hints[Role.EXAMPLE] < 1 and not _text_support(column) else 1.0
    ),
    Role.EVENT: _event_support,
    Role.FIELD: _field_support,
    Role.PACKED: _packed_support,
}


def _by_values(column: Column) -> dict[Role, float]:
    """What values say whose heading says nothing."""
    several = column.distinct > 1
    found: dict[Role, float] = {}
    headed = property_of(column.header)
    if headed.type or is_compound(headed.name):
        pass  # a property heads it: it says which events carry that
    elif column.share(says_type) >= 0.8 and (several or len(column.samples) > 2):
        found[Role.TYPE] = 0.6
    elif column.share(says_required) >= 0.8:
        found[Role.REQUIRED] = 0.6
    elif several and (column.share(call_of_value) >= 0.9 or tells_parts(column)):
        found[Role.CALL] = 0.5
    elif column.share(_PAIR.match) >= 0.8 and not column.header.strip():
        found[Role.PACKED] = 0.6
    elif several and column.share(lists_keys) >= _SURE and column.share(lists_names) >= 0.3:
        found[Role.PACKED] = 0.45
    elif several and column.share_of_heads(names_event) >= _SURE and not _is_event(column.header):
        found[Role.EVENT] = 0.45
    elif not column.header.strip() and column.share(is_name) >= _SURE:
        found[Role.EVENT] = 0.4
    keys = column.share(is_compound)
    if several and (keys >= _SURE or (keys >= 0.4 and column.share(is_key_like) >= 0.95)):
        found[Role.FIELD] = 0.4 if column.share(says_deed) >= 0.9 else 0.45
    return found


# --- names ----------------------------------------------------------------------------------


def _is_event(header: str) -> bool:
    """An event heads the column, as in a matrix; `What we track` speaks of events."""
    is_single = " " not in header.strip() and is_event_like(header)
    return is_single or is_compound(header) or is_past(header)


def name_columns(columns: list[Column], tab: Tab) -> None:
    """Give each column its key: the header, with what tells it from others of that text.

    Args:
        columns: Of one table.
        tab: Where they are.
    """
    headers = Counter(" ".join(column.header.split()) for column in columns)
    grouped = Counter(_with_group(column) for column in columns)
    for column in columns:
        text, letters = " ".join(column.header.split()), tab.column(column.index)
        if not text:
            column.key = f"{'Row' if tab.turned else 'Column'} {letters}"
        elif headers[text] == 1:
            column.key = text
        elif column.group and grouped[_with_group(column)] == 1:
            column.key = _with_group(column)
        else:
            column.key = f"{text} ({letters})"


def object_and_action(columns: Sequence[Column]) -> tuple[Column, Column] | None:
    """Two columns that name an event together: `Order` and `Completed`, or category and action.

    Universal Analytics named events by these; a column of names goes before them.
    """
    action = taken(columns, Role.EVENT)
    if action is None or not (
        "action" in take_apart(action.header).about or normalised(action.header) == "verb"
    ):
        return None
    is_pair = "event" in take_apart(action.header).about or any(map(_is_label, columns))
    things = (
        column for column in columns
        if column.role is Role.LABEL
        and (normalised(column.header) == "object" or (is_pair and says_category(column.header)))
    )  # fmt: skip
    thing = next(things, None)
    return (thing, action) if thing else None


def says_category(header: str) -> bool:
    """The heading is that of a category."""
    return _CATEGORY.search(plain(header)) is not None


def _is_label(column: Column) -> bool:
    return _LABEL.search(plain(column.header)) is not None


def bare_key(key: str) -> str:
    """The header's own text in a key: `Name` of `Event / Name`, `Notes` of `Notes (F)`."""
    return _LETTERS.sub("", key).rpartition(" / ")[2]


def _with_group(column: Column) -> str:
    return " ".join(f"{column.group} / {column.header}".split())


def taken(columns: Sequence[Column], *roles: Role) -> Column | None:
    """The first column that has one of these roles."""
    return next((column for column in columns if column.role in roles), None)
