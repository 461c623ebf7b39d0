"""One row's cells become a field (and, for arrays, a field for their elements)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from segkit.model.plan import ELEMENT, Field
from segkit.plans.cells import values
from segkit.plans.cells.about import values_beside
from segkit.plans.cells.listing import Listing, is_regex, listed_last, read_listing
from segkit.plans.tables.drafts import Draft
from segkit.plans.tables.places import Places
from segkit.plans.words import names
from segkit.plans.words.headings import hints
from segkit.plans.words.role import Role
from segkit.plans.words.vocabulary import is_dense, take_apart

_EITHER = re.compile(r"\||\w / \w")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(slots=True)
class _Limits:
    """What a row says about a field's values."""

    types: tuple[str, ...] = ()
    elements: tuple[str, ...] | None = None
    enum: tuple[object, ...] | None = None
    pattern: str | None = None
    format: str | None = None
    required: bool | None = None


@dataclass(frozen=True, slots=True)
class FieldReader:
    """Reads fields from rows of one table.

    Attributes:
        places: Where in a row each thing stands.
        misfit: Hears of a cell that is not what its column holds: its place and its text.
    """

    places: Places
    misfit: Callable[[int, str], None]

    def at(self, **places: int | None) -> FieldReader:
        """The same reader, with some things in other cells of the row."""
        new = {
            place: name.rpartition("_")[2].title()
            for name, place in places.items()
            if place is not None
        }
        changed = replace(self.places, names={**new, **self.places.names}, **places)  # type: ignore[arg-type]  # places by name
        return FieldReader(changed, self.misfit)

    def with_label(self, place: int, name: str) -> FieldReader:
        """The same reader, with a label in a further cell of the row."""
        labels = (*self.places.field_labels, (place, name))
        return FieldReader(replace(self.places, field_labels=labels), self.misfit)

    def read(
        self, cells: tuple[str, ...], name: str, draft: Draft, origin: str, section: str = ""
    ) -> None:
        """Add the field that this row describes to its rule."""
        places = self.places
        labels: dict[str, object] = {
            label: cells[index] for index, label in places.field_labels if cells[index].strip()
        }
        if section:
            labels.setdefault("Section", section)
        limits = self._limits(cells, labels)
        own, element = (limits, None) if places.exact else _split(limits)
        path = self._path(name, draft, own.types)
        draft.add(
            [
                Field(
                    path=path,
                    types=own.types,
                    required=self._required(cells, labels) or bool(limits.required),
                    description=_text(cells, places.field_description),
                    enum=own.enum,
                    pattern=own.pattern,
                    format=own.format,
                    example=_text(cells, places.example) or None,
                    origin=origin,
                    labels=labels,
                )
            ]
        )
        if element is not None:
            draft.add(
                [
                    Field(
                        path=(*path, ELEMENT), types=element.types, enum=element.enum,
                        pattern=element.pattern, format=element.format, origin=origin,
                    )
                ],
                derived=True,
            )  # fmt: skip

    def _path(self, name: str, draft: Draft, types: tuple[str, ...]) -> tuple[str, ...]:
        """The field's path; indented names belong below the object or array above them."""
        if self.places.exact:
            return names.path_of(name, draft.call)
        if draft.parent is not None and names.is_indented(name):
            return (*draft.parent, *names.split_name(names.without_indent(name)))
        path = draft.inside_arrays(names.path_of(names.without_sign(name), draft.call), types)
        if "array" in types:
            draft.parent = (*path, ELEMENT)
        else:
            draft.parent = path if "object" in types else None
        return path

    def _limits(self, cells: tuple[str, ...], labels: dict[str, object]) -> _Limits:
        """Types, values and patterns; what is not understood goes to `labels` as written."""
        limits = _Limits()
        is_enum = self._types(cells, limits, labels)
        self._flags(cells, limits, labels)
        self._listed(cells, limits, labels, is_enum=is_enum)
        if limits.enum is None:
            self._described(cells, limits, is_enum=is_enum)
        if written := _text(cells, self.places.pattern):
            limits.pattern = written
        if (written := _text(cells, self.places.format)) and self.places.exact:
            limits.format = written
        elif written:
            known = values.read_format(written)
            limits.format = limits.format or known
            if known is None:
                self._keep(labels, self.places.format, written)
        return limits

    def _types(self, cells: tuple[str, ...], limits: _Limits, labels: dict[str, object]) -> bool:
        """Read the type cell; true when its word was "Enum"."""
        written = _text(cells, self.places.type)
        if not written:
            return False
        if self.places.exact and written != "Date time":
            limits.types = tuple(written.split(" | "))
            return False
        found = values.read_type(written)
        if found is None:
            self._keep(labels, self.places.type, written, is_misfit=True)
            return False
        limits.types, limits.elements, limits.format = found.types, found.elements, found.format
        limits.required = found.required
        if found.values:
            limits.enum = Listing(found.values).as_types(found.types)
        # Segment's own Date is a date-time; a sample without a time says otherwise
        is_day = _DAY.fullmatch(_text(cells, self.places.example).strip()) is not None
        if is_day and written.strip().casefold() == "date":
            limits.format = "date"
        kinds = found.elements or found.types
        may_list = "string" in kinds and not (found.exact or found.values)  # not `decimal(10,2)`
        listed = read_listing(values_beside(written)) if may_list else None
        if listed is not None:
            limits.enum = listed.as_types(kinds)
        elif not found.exact:
            self._keep(labels, self.places.type, written)
        return found.enum

    def _flags(self, cells: tuple[str, ...], limits: _Limits, labels: dict[str, object]) -> None:
        """Columns that say yes or no to "is a list" and "may be null"."""
        is_array = self._claim(cells, self.places.array, labels)
        if is_array and "array" not in limits.types:
            limits.elements, limits.types = limits.types, ("array",)
        is_nullable = self._claim(cells, self.places.nullable, labels)
        if is_nullable and limits.types and "null" not in limits.types:
            limits.types = (*limits.types, "null")

    def _listed(
        self, cells: tuple[str, ...], limits: _Limits, labels: dict[str, object], *, is_enum: bool
    ) -> None:
        """Closed lists of values; a regular expression among them is a pattern."""
        shown = self.places.example  # `warm|cold` below `Property value`, elsewhere an example
        is_listed = shown is not None and "value" in take_apart(self.places.names[shown]).about
        several = shown if is_listed and _EITHER.search(_text(cells, shown)) else None
        ways = ((self.places.enum, True), (self.places.allowed, is_enum), (several, False))
        for place, strict in ways:
            written = _text(cells, place)
            if not written or self._is_type(written, place, limits):
                continue
            listing = None
            # with a column for enums beside it, `a|b` is the pattern that Segment writes
            is_pattern = not strict and self.places.enum is not None and "|" in written
            if (is_regex(written) or is_pattern) and not is_enum:
                if limits.pattern is None:
                    limits.pattern = written
                    continue
            else:
                listing = read_listing(written, strict=strict)
            types = limits.elements or limits.types
            if listing is not None and len(listing.values) == 1 and self._may_be_other(place):
                listing = None
            if listing is not None and limits.enum is None and listing.fits(types):
                limits.enum = listing.as_types(types)
                if listing.exact:
                    continue
            if place != several:
                self._keep(labels, place, written)

    def _is_type(self, written: str, place: int | None, limits: _Limits) -> bool:
        """`Text` in place of allowed values, where no column says types: taken as one."""
        is_open = self.places.type is None and not limits.types and place == self.places.allowed
        found = values.read_type(written) if is_open and written.strip().isalpha() else None
        if found is None or not found.exact or found.values:
            return False
        limits.types, limits.format = found.types, found.format
        return True

    def _may_be_other(self, place: int | None) -> bool:
        """`Values or example`, `Unit / values`: what stands alone below it is perhaps no value."""
        name = self.places.names.get(place, "") if place is not None else ""
        return self._says(place) >= 1 or "unit" in take_apart(name).about

    def _says(self, place: int | None) -> float:
        """How plainly a heading behind the names that may speak of allowed values speaks of examples."""
        first = min(self.places.packed or (self.places.field or 0,))
        known = (
            hints(self.places.names.get(place, "")) if place is not None and place > first else {}
        )
        return known.get(Role.EXAMPLE, 0.0) if Role.ALLOWED in known else 0.0

    def _described(self, cells: tuple[str, ...], limits: _Limits, *, is_enum: bool) -> None:
        """The values that a description ends with."""
        kinds = limits.elements or limits.types
        listing = listed_last(_text(cells, self.places.field_description), any_label=is_enum)
        if listing is not None and kinds != ("boolean",):
            limits.enum = listing.as_types(kinds)

    def _required(self, cells: tuple[str, ...], labels: dict[str, object]) -> bool:
        claim = self._claim(cells, self.places.required, labels)
        if claim is None:
            optional = self._claim(cells, self.places.optional, labels)
            return optional is False and bool(_text(cells, self.places.optional).strip())
        return claim

    def _claim(
        self, cells: tuple[str, ...], place: int | None, labels: dict[str, object]
    ) -> bool | None:
        """A yes or no; conditions and other words are kept as labels too."""
        written = _text(cells, place)
        if not written:
            return None
        claim = self._by_signs(written, place) or values.read_required(written)
        if claim is None or not claim.exact:
            self._keep(labels, place, written, is_misfit=claim is None)
        return claim.value if claim else None

    def _by_signs(self, written: str, place: int | None) -> values.Claim | None:
        """`O` and `X` below a heading of East Asia mean yes and no."""
        sign = written.strip().casefold()
        is_said = sign in {"o", "x"} and place is not None and is_dense(self.places.names[place])
        return values.Claim(value=sign == "o") if is_said else None

    def _keep(
        self, labels: dict[str, object], place: int | None, written: str, *, is_misfit: bool = False
    ) -> None:
        """Keep what a cell says beyond its column's meaning, or against it."""
        if place is None:
            return
        labels[self.places.names[place]] = written
        if is_misfit:
            self.misfit(place, written)


def _split(limits: _Limits) -> tuple[_Limits, _Limits | None]:
    """Limits of an array and of its elements: allowed values are those of the elements."""
    if "array" not in limits.types:
        return limits, None
    if limits.elements is None and limits.enum is None:
        return limits, None
    element = _Limits(limits.elements or (), None, limits.enum, limits.pattern, limits.format)
    return _Limits(limits.types), element


def _text(cells: tuple[str, ...], place: int | None) -> str:
    """A cell as written, empty when it is blank or there is no such column."""
    if place is None:
        return ""
    text = cells[place]
    return text if text and not text.isspace() else ""
