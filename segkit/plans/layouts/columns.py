"""The columns of a table, on their way from heading and values to a role, and their names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import eq

from segkit.plans.cells.event_cell import read_event_cell
from segkit.plans.cells.item import NOTHING
from segkit.plans.cells.values import is_mark
from segkit.plans.grids.grid import Tab
from segkit.plans.words.headings import is_beside, is_foreign, normalised
from segkit.plans.words.looks import (
    is_compound,
    is_event_like,
    is_key_like,
)
from segkit.plans.words.names import is_indented
from segkit.plans.words.role import NAMES, Hints, Role
from segkit.plans.words.vocabulary import Heading, plain, take_apart

_MERELY = 0.5
_NEARLY = 0.75
_LETTERS = re.compile(r" \((?:[A-Z]{1,3}|\d+)\)$")
_JOINTS = re.compile(r"[\W_]+")
_CATEGORY = re.compile(r"\b[ck]ateg[oó]r|カテゴリ|类别|分类|카테고리|категори")
_ACTION = re.compile(
    r"\b(?:action|aktion|accion|acao|azione|akcja|actie)\b|アクション|动作|액션|действие"
)
_LABEL = re.compile(r"\b(?:label|libelle|etiqueta|rotulo|etichetta)\b|ラベル|标签|라벨|ярлык")


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
        samples: Texts found below the header, then those below the same header elsewhere.
        role: What was decided; None until then.
        confidence: How sure that is, 0 to 1.
        why: The reason in a few words.
        weights: For each role what heading and values together are worth.
        by_looks: Its heading says nothing that its values bear out: they speak alone.
        own: How many of the samples stand below this header itself; None where all do.
        crossing: It is one of several that hold nothing but marks, types or claims: something
            that its heading names has, or is, what the row is about.
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
    own: int | None = None
    crossing: bool = False

    def share(self, fits: Callable[[str], object]) -> float:
        """The share of its values that fit, 0.5 when there are none to tell."""
        if not self.samples:
            return 0.5
        return sum(1 for text in self.samples if fits_cell(text, fits)) / len(self.samples)

    def share_of_said(self, fits: Callable[[str], object]) -> float:
        """The same of those that say more than "none"."""
        said = [text for text in self.samples if text.strip().casefold() not in NOTHING]
        return sum(map(bool, map(fits, said))) / len(said) if said else self.share(fits)

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
    def heads_marks(self) -> bool:
        """Nothing but marks stands below it, and its heading asks for none."""
        asks = Role.REQUIRED in self.hints or Role.OPTIONAL in self.hints
        return bool(self.samples) and not asks and all(map(is_mark, self.samples))

    @property
    def number(self) -> int | None:
        """The number in its heading: 2 of `Property 2 type`."""
        return take_apart(self.header).number

    @property
    def is_beside(self) -> bool:
        """Its heading speaks of something beside the plan: an owner, a platform, a price."""
        return is_beside(take_apart(self.header)) or is_foreign(self.header)

    @property
    def names_platform(self) -> bool:
        """`Event name (web)`, `iOS event name`: what something is called on a platform."""
        return "practice" in take_apart(re.sub(r"[()]", " ", self.header)).about

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


def are_one(names: Column, other: Column) -> bool:
    """`lamp_lit` beside `Lamp Lit`: the same names again, and no properties of them."""
    if len(names.samples) < 2:
        return False
    is_same = _share_named_again(names, other) == 1
    return is_same or repeats(names, other) or repeats(other, names)


def repeats(titles: Column, keys: Column) -> bool:
    """Nearly all names in words, and not only keys themselves, are repeated as keys."""
    are_words = titles.share(is_key_like) < 1 == keys.share(is_key_like)
    return are_words and _share_named_again(titles, keys) >= _NEARLY


def _share_named_again(event: Column, other: Column) -> float:
    told = [[_JOINTS.sub("", text.casefold()) for text in one.samples] for one in (event, other)]
    are_rows = len(told[0]) == len(told[1]) > 0
    return sum(map(eq, *told)) / len(told[0]) if are_rows else 0.0


def fits_cell(text: str, fits: Callable[[str], object]) -> bool:
    """The cell fits, or each of its lines does (cells that go along with a property list)."""
    return bool(fits(text)) or ("\n" in text and all(fits(line) for line in text.split("\n")))


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
        and (names_thing(column.header) or (is_pair and says_category(column.header)))
    )  # fmt: skip
    thing = next(things, None)
    return (thing, action) if thing else None


def speaks_of_labels(columns: Sequence[Column]) -> bool:
    """Beside events: category, action and label, as Universal Analytics knew them."""
    event, named = (
        taken(columns, Role.EVENT),
        [column for column in columns if column.role is not Role.EVENT],
    )
    heads = [plain(column.header) for column in named]
    is_told = any(map(_ACTION.search, heads)) and any(map(_CATEGORY.search, heads))
    return event is not None and is_told and any(map(_LABEL.search, heads))


def names_thing(header: str) -> bool:
    """The heading is that of what something is done to."""
    return take_apart(header) == Heading(frozenset({"object"}), last=frozenset({"object"}))


def says_category(header: str) -> bool:
    """The heading is that of a category."""
    return _CATEGORY.search(plain(header)) is not None


def _is_label(column: Column) -> bool:
    return _LABEL.search(plain(column.header)) is not None


def is_mere_name(column: Column, columns: Sequence[Column]) -> bool:
    """`Name` above what sounds like events, and nothing else says that these are."""
    is_mere = column.role is Role.EVENT and column.confidence <= _MERELY
    is_said = any("event" in take_apart(one.header).about for one in columns)  # `Event #`
    return is_mere and not is_said and not taken(columns, Role.CALL)


def bare_key(key: str) -> str:
    """The header's own text in a key: `Name` of `Event / Name`, `Notes` of `Notes (F)`."""
    return _LETTERS.sub("", key).rpartition(" / ")[2]


def _with_group(column: Column) -> str:
    return " ".join(f"{column.group} / {column.header}".split())


def taken(columns: Sequence[Column], *roles: Role) -> Column | None:
    """The first column that has one of these roles."""
    return next((column for column in columns if column.role in roles), None)


def side_by_side(columns: list[Column]) -> list[list[Column]]:
    """Tables side by side: parted by blank columns, each with a name column of its own."""
    parts: list[list[Column]] = []
    for column in columns:
        if parts and column.index == parts[-1][-1].index + 1:
            parts[-1].append(column)
        else:
            parts.append([column])
    named = [
        part for part in parts
        if sum(1 for column in part if column.hints) > 1
        and any(weight >= 0.8 and role in NAMES for column in part for role, weight in column.hints.items())
    ]  # fmt: skip
    return parts if len(named) > 1 and len(named) == len(parts) else [columns] if columns else []
