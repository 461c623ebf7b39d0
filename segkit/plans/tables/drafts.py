"""Rules while they are being read, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from segkit.model.plan import CONTAINERS, ELEMENT, Field, Rule

_RETIRED = ("deprecated", "retired", "sunset", "removed", "obsolete", "do not use", "discontinued")
_STATES = frozenset({"status", "state", "lifecycle", "event status", "event state"})


@dataclass(slots=True)
class Draft:
    """A rule to which rows still add.

    Attributes:
        call: As in `Rule`.
        key: As in `Rule`.
        text: The event cell's text, by which the next row is recognised as the same event.
        origin: The cell that names it.
        version: As in `Rule`.
        description: As in `Rule`.
        labels: As in `Rule`.
        fields: Read so far, in the sheet's order.
        derived: Places in `fields` that stand for "array of …" and yield to a row of their own.
        parent: Path of the last object or array, below which indented names belong.
        arrays: Paths of fields that are arrays.
        elements: Paths of the elements of arrays that rows of their own call `items`.
        is_block: The event stands once, its properties in rows below that name no event.
        is_reference: Its fields belong to events that other tables name.
        also: Further events that its cell names, with the same fields.
        like: Events that its properties are said to be those of, and the column that says so.
        twin: Where the same event is described otherwise, if it is.
        rows: For a reference, the row of each field.
        applies: For a reference, what each field says of the events that carry it.
    """

    call: str
    key: str | None
    text: str
    origin: str
    version: int = 1
    description: str = ""
    labels: dict[str, object] = field(default_factory=dict)
    fields: list[Field] = field(default_factory=list)
    derived: set[int] = field(default_factory=set)
    parent: tuple[str, ...] | None = None
    arrays: set[tuple[str, ...]] = field(default_factory=set)
    elements: set[tuple[str, ...]] = field(default_factory=set)
    is_block: bool = False
    is_reference: bool = False
    also: tuple[str, ...] = ()
    like: list[tuple[str, int]] = field(default_factory=list)
    twin: str = ""
    rows: list[int] = field(default_factory=list)
    applies: dict[int, str] = field(default_factory=dict)

    def add(self, fields: Iterable[Field], *, derived: bool = False) -> None:
        """Append fields and remember which of them can have fields of their own below."""
        for one in fields:
            if derived:
                self.derived.add(len(self.fields))
            self.fields.append(one)
            if "array" in one.types:
                self.arrays.add(one.path)

    def unite(self, count: int) -> None:
        """Fields after the first `count` that say the same as an earlier one become part of it."""
        own = {one.path: place for place, one in enumerate(self.fields[:count])}
        if own.keys().isdisjoint(one.path for one in self.fields[count:]):
            return
        later = [(one, place in self.derived) for place, one in enumerate(self.fields)][count:]
        del self.fields[count:]
        self.derived = {place for place in self.derived if place < count}
        for one, derived in later:
            known = own.get(one.path)
            if known is not None and agree(self.fields[known], replace(one, enum=None)):
                self.fields[known] = with_values(*_unlimited(self.fields[known], one))
            else:
                self.add([one], derived=derived)

    def gather(self) -> bool:
        """Put together what several rows say of one property, value by value; false if only one does."""
        known: dict[tuple[str, ...], int] = {}
        more: list[tuple[int, int]] = []
        for place, one in enumerate(self.fields):
            first = known.setdefault(one.path, place)
            if first != place and not self.derived & {first, place}:
                more.append((first, place))
        gone, is_told = set(), False
        for first, place in more:
            own, other = self.fields[first], self.fields[place]
            is_told |= all(one != Field(one.path, origin=one.origin) for one in (own, other))
            if agree(replace(own, enum=None), other):
                self.fields[first] = with_values(_as_value(own), _as_value(other))
                gone.add(place)
        self.derived = {place - sum(one < place for one in gone) for place in self.derived}
        self.fields = [one for place, one in enumerate(self.fields) if place not in gone]
        return is_told

    def each(self) -> Iterator[Draft]:
        """A rule for each event of its cell."""
        yield self
        for key in self.also:
            yield replace(
                self, key=key, also=(), labels=dict(self.labels), fields=list(self.fields),
                derived=set(self.derived), arrays=set(self.arrays),
            )  # fmt: skip

    def refer(self, row: int, count: int, applies: str | None) -> None:
        """Remember of the fields after the first `count` the row, and the events it speaks of."""
        self.rows += [row] * (len(self.fields) - count)
        if applies is not None:
            self.applies.update(dict.fromkeys(range(count, len(self.fields)), applies))

    @property
    def identity(self) -> tuple[str, str, int]:
        """What makes two drafts one rule: call, name and version."""
        return self.call, self.key or "", self.version

    def keep(self, name: str, text: str) -> None:
        """Keep a text as a label; a further text under the same name goes on a new line."""
        known = self.labels.setdefault(name, text)
        if text not in str(known).split("\n") and text != known:
            self.labels[name] = f"{known}\n{text}"

    def inside_arrays(self, path: tuple[str, ...], types: tuple[str, ...] = ()) -> tuple[str, ...]:
        """`products.sku` below an array `products` is about its elements.

        `products.items`, right behind it, is the element: paths of a JSON Schema are written so.
        """
        if len(path) < 3 or not self.arrays:
            return path
        found: tuple[str, ...] = ()
        for segment in path:
            if segment != ELEMENT and found in self.arrays:
                before, found = found, (*found, ELEMENT)
                is_items = segment.casefold() == "items"
                if is_items and "array" not in types and self.fields[-1].path == before:
                    self.elements.add(found)
                if is_items and found in self.elements:
                    continue
            found = (*found, segment)
        return found

    def rule(self) -> Rule:
        """The finished rule."""
        fields = _parents_first(self._without_doubles())
        container = CONTAINERS.get(self.call, "")
        needed = any(
            one.required and len(one.path) == 2 and one.path[0] == container for one in fields
        )
        return Rule(
            call=self.call,
            key=self.key,
            version=self.version,
            description=self.description,
            labels=self.labels,
            deprecated=_is_retired(self.labels),
            fields=tuple(fields),
            required=(container,) if needed else (),
            origin=self.origin,
        )

    def _without_doubles(self) -> list[Field]:
        """Elements that "array of …" implied, unless the sheet describes them itself."""
        if not self.derived:
            return self.fields
        own = {one.path for place, one in enumerate(self.fields) if place not in self.derived}
        return [
            one
            for place, one in enumerate(self.fields)
            if place not in self.derived or one.path not in own
        ]


def agree(one: Field, other: Field) -> bool:
    """Nothing that is said of one contradicts the other; a bare name contradicts nothing."""
    is_bare = not one.types or not other.types
    return (
        (is_bare or (one.types == other.types and one.required == other.required))
        and (one.enum is None or other.enum is None or one.enum == other.enum)
    )  # fmt: skip


def filled(one: Field, known: Field) -> Field:
    """A field with what is known of it elsewhere; what it says otherwise itself stays a label."""
    labels = {**known.labels, **one.labels}
    for name, text in known.labels.items():
        if text != labels[name]:
            labels[name] = f"{labels[name]}\n{text}"
    for name in ("description", "example", "pattern"):
        own, other = getattr(one, name), getattr(known, name)
        if own and other and own != other:
            labels.setdefault(name.title(), other)
    return replace(
        one,
        types=one.types or known.types,
        required=one.required or known.required,
        description=one.description or known.description,
        enum=one.enum if one.enum is not None else known.enum,
        pattern=one.pattern or known.pattern,
        format=one.format or known.format,
        example=one.example if one.example is not None else known.example,
        labels=labels,
    )


def _unlimited(one: Field, other: Field) -> tuple[Field, Field]:
    """Two rows about a field: values that one lists are not all when the other shows a further one."""
    limits = [each.enum for each in (one, other) if each.enum is not None]
    shown = {each.example for each in (one, other) if each.enum is None} - {None}
    if len(limits) == 1 and shown and shown.isdisjoint(limits[0]):
        return replace(one, enum=None), replace(other, enum=None)
    return one, other


def _as_value(one: Field) -> Field:
    """A field whose example is one of its values."""
    if one.enum is not None or one.example is None:
        return one
    return replace(one, enum=(one.example,), example=None)


def with_values(known: Field, one: Field) -> Field:
    """A field and a further row about it, which adds a value to its list."""
    if known.enum is None or one.enum is None:
        return filled(known, one)
    return replace(filled(known, one), enum=tuple(dict.fromkeys((*known.enum, *one.enum))))


def _parents_first(fields: list[Field]) -> list[Field]:
    """The same order, but a parent that came after its children moves before them."""
    below: dict[tuple[str, ...], int] = {}
    for place, one in enumerate(fields):
        for length in range(len(one.path)):
            below.setdefault(one.path[:length], place)
    places = [(min(at, below.get(one.path, at)), len(one.path)) for at, one in enumerate(fields)]
    return [fields[at] for at in sorted(range(len(fields)), key=places.__getitem__)]


def _is_retired(labels: dict[str, object]) -> bool:
    """A status column says that the event is not to be sent any more."""
    for name, value in labels.items():
        words, text = name.casefold().strip(" ?:*"), str(value).casefold().strip()
        if words in _STATES and text.startswith(_RETIRED):
            return True
        if words in {"deprecated", "retired"} and text in {"yes", "y", "true", "x", "✓", "1"}:
            return True
    return False
