"""Plans made up by chance, and the choices of the person who writes each down.

What a sheet does not say (types without a column for them) is not expected of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from segkit.plans.grids.grid import Tab
from tests.plans.tables.varied_words import ASIDES, CALLS, FIELDS, HEADINGS, MARKS, NAMES, TYPES

LANGUAGES = ("en",) * 12 + ("de", "de", "fr", "es", "pt", "it", "nl", "ja", "zh", "ko")
_COMMON, _NESTED = 18, 3


@dataclass(frozen=True, slots=True)
class Prop:
    """A property; `kind` is its type, `values` are those allowed."""

    name: str
    kind: str
    values: tuple[str, ...]
    example: str
    about: str
    required: bool


@dataclass(frozen=True, slots=True)
class Event:
    """A planned call; a call without a name is called by its method."""

    call: str
    name: str
    props: tuple[Prop, ...]

    @property
    def label(self) -> str:
        """What stands where events are named."""
        return self.name or self.call


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it holds, its heading, and its cell for an event and one of its properties."""

    role: str
    heading: str
    cell: Callable[[Event, Prop | None], str]


@dataclass(slots=True)
class Sheets:
    """A plan, the choices of whoever writes it down, the tabs, and what these say beside names."""

    chance: Random
    events: list[Event] = field(default_factory=list)
    choices: dict[str, str] = field(default_factory=dict)
    tabs: list[Tab] = field(default_factory=list)
    says: set[str] = field(default_factory=set)

    def choose(self, about: str, *options: str) -> str:
        """One of the options, kept as the choice about this."""
        self.choices[about] = self.chance.choice(options)
        return self.choices[about]

    def often(self, about: str, share: float) -> bool:
        """Yes in this share of sheets."""
        self.choices[about] = "yes" if self.chance.random() < share else "no"
        return self.choices[about] == "yes"

    def word(self, role: str) -> str:
        """How this sheet heads what a column holds: always in the same way."""
        table = HEADINGS[self.choices["language"]]
        said = self.choices.get(role) or self.chance.choice(
            table.get(role, HEADINGS["en"][role]).split(";")
        )
        self.choices[role] = said
        dress = self.choices["heading dress"]
        if dress == "brackets" and "(" not in said:
            said = f"{said} {ASIDES.get(role, '')}".strip()
        elif dress == "lines":
            said = said.replace(" ", "\n", 1)
        elif dress == "colon":
            said = f"{said}:"
        style = self.choices["heading case"]
        return said.upper() if style == "upper" else said.lower() if style == "lower" else said

    def plain_kind(self, prop: Prop) -> str:
        """The property's type in this sheet's spelling."""
        return TYPES[prop.kind].split(";")[int(self.choices["types"])]

    def kind(self, prop: Prop) -> str:
        """The same with what else stands in a column of types."""
        said = self.plain_kind(prop)
        if self.choices.get("required in type") == "yes":
            self.says.add("required")
            return f"{said} ({'required' if prop.required else 'optional'})"
        if not prop.values or self.choices["values"] != "type":
            return said
        self.says.add("values")
        form = self.choices["type values"]
        joined = (", " if "," in form else "|").join(prop.values)
        return f"{said if 's' in form else 'enum'}({joined})"

    def mark(self, prop: Prop) -> str:
        """Whether it is required, in this sheet's marks."""
        yes, no = self.choices["marks"].split("/")
        return yes if prop.required else no

    def about(self, prop: Prop) -> str:
        """The description, with the values where this sheet keeps them there."""
        if not prop.values or self.choices["values"] != "description":
            return prop.about
        self.says.add("values")
        form = self.choices["described values"]
        if form.startswith((". Can", ". Either")):
            return prop.about + form.format(f"{', '.join(prop.values[:-1])} or {prop.values[-1]}")
        return prop.about + form.format((" | " if "(" in form else ", ").join(prop.values))

    def expected(self) -> list[Event]:
        """What a person reads of the tabs; events with a second name are planned by both."""
        again = [replace(event, name=self.second(event)) for event in self.events]
        is_twice = self.choices.get("second name") == "yes"
        return [
            replace(event, props=tuple(
                replace(
                    prop, kind=prop.kind if "types" in self.says else "",
                    values=prop.values if "values" in self.says else (),
                    required=prop.required and "required" in self.says,
                )
                for prop in event.props
            ))
            for event in (*self.events, *(one for one in again if is_twice and one.call == "track"))
        ]  # fmt: skip

    def second(self, event: Event) -> str:
        """What an event is called in the app."""
        return f"app_{event.name.lower().replace(' ', '_')}" if event.name else ""


def planned(seed: int) -> Sheets:
    """A plan without tabs yet, and the choices that hold for all of them."""
    sheets = Sheets(Random(seed))  # noqa: S311 the same sheets by the same seed
    language = sheets.choose("language", *LANGUAGES)
    sheets.choose("heading case", *("as is",) * 6, "upper", "lower")
    sheets.choose("heading dress", *("none",) * 7, "brackets", "lines", "colon")
    sheets.choose("types", *map(str, range(9)))
    sheets.choose("marks", *MARKS[language].split(";"))
    sheets.choose("values", "column", "column", "type", "description", "none")
    sheets.choose("type values", "s|", "s,", "|", ",")
    sheets.choose(
        "described values", ". One of: {}.", ". Possible values: {}", " ({})", ". Allowed: {}",
        ". Can be {}", ". Either {}.",
    )  # fmt: skip
    _make_events(sheets)
    return sheets


def _make_events(sheets: Sheets) -> None:
    chance = sheets.chance
    snakes = ("snake",) * 3
    names = NAMES[sheets.choose("names", *NAMES, "Title Case", "Title Case", *snakes)].split(";")
    style = sheets.choose("field names", *("snake",) * 6, "camel", "camel", "title")
    required = {one: chance.random() < 0.5 for one in FIELDS}
    pool = list(FIELDS)[:_COMMON]
    if style == "snake" and sheets.often("nested", 0.1):
        pool += list(FIELDS)[-_NESTED:]
    is_bare = sheets.often("without properties", 0.12)
    for place, name in enumerate(chance.sample(names, chance.randint(3, len(names)))):
        count = 0 if is_bare and place == 1 else chance.randint(1, 6)
        props = _props(chance.sample(pool, count), style, required)
        sheets.events.append(Event("track", name, props))
    if sheets.often("calls", 0.3):
        for call in chance.sample(list(CALLS), chance.randint(1, 3)):
            sheets.events.insert(0, Event(call, "", _props(CALLS[call].split(), style, required)))


def _props(names: Sequence[str], style: str, required: dict[str, bool]) -> tuple[Prop, ...]:
    return tuple(_prop(name, style, required=required[name]) for name in names)


def _prop(name: str, style: str, *, required: bool) -> Prop:
    first, *rest = name.split("_")
    said = {"snake": name, "camel": first + "".join(map(str.capitalize, rest)),
            "title": " ".join(map(str.capitalize, (first, *rest)))}[style]  # fmt: skip
    kind, example, about = FIELDS[name]
    kind, _, values = kind.partition(" ")
    return Prop(said, kind, tuple(values.split(",")) if values else (), example, about, required)


def cells_of(columns: Iterable[Column], event: Event, prop: Prop | None = None) -> list[str]:
    """A row of cells."""
    return [column.cell(event, prop) for column in columns]
