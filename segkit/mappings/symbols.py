"""Working on values of which only the places in the call are known.

`at` goes into a value as the mapping kit's paths do; `parts_of` lists what of the call shows in
it. Nothing is known of what the call holds, so every branch counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from segkit.mappings.values import (
    ABSENT,
    NO_NEEDS,
    Choice,
    Const,
    Derived,
    Each,
    Event,
    Flat,
    Items,
    Merged,
    Needs,
    Parsed,
    Part,
    Path,
    Shown,
    Text,
    Thing,
    Value,
    one_of,
    unsure,
)
from segkit.model.plan import ELEMENT


class TooLargeError(Exception):
    """The value is larger than any that the app can build."""


class Symbols:
    """Works on values; gives up with `TooLargeError` after so many steps."""

    def __init__(self, most: int = 100_000) -> None:
        """No mapping of a real workspace takes a hundredth of that."""
        self._left = most

    def step(self) -> None:
        """Count one step."""
        self._left -= 1
        if self._left < 0:
            raise TooLargeError

    def at(self, value: Value, path: Sequence[str]) -> Value:
        """What is at a path below a value, as the mapping kit's `get` finds it."""
        for name in path:
            value = self._below(value, name)
        return value

    def _below(self, value: Value, name: str) -> Value:  # noqa: C901, PLR0911  # one for each kind
        self.step()
        match value:
            case Event():
                return Event((*value.path, ELEMENT if name.isdigit() else name))
            case Thing():
                return value.keys.get(name, ABSENT)
            case Items(elements=inner) if name.isdigit():
                return inner[int(name)] if len(name) < 9 and int(name) < len(inner) else ABSENT
            case Items(elements=inner):
                return one_of(inner) if name == ELEMENT else ABSENT
            case Each():
                plain = tuple(map(unsure, self.parts_of(value.root, Shown.PLAIN)))
                found = value.shapes if name == ELEMENT or name.isdigit() else ()
                return one_of((*found, *((Text(plain),) * bool(plain))))
            case Const(value=own) if not own:
                return value  # the kit goes no further below what is false
            case Choice():
                options = tuple(self._below(one, name) for one in value.options)
                other = None if value.otherwise is None else self._below(value.otherwise, name)
                return replace(value, options=options, otherwise=other)
            case Merged():
                return one_of(tuple(self._on_top(value.layers, name)))
            case Flat():
                return self._flattened(value, name)
            case Parsed():
                return one_of((self._below(value.value, name), Derived((value.value,))))
            case Text() | Derived():  # a character, the length, or the text when it is empty
                return Derived((value,))
        return ABSENT

    def _on_top(self, layers: tuple[Value, ...], name: str) -> Iterator[Value]:
        """What a key of merged objects may be: the top layer's, or what an unsure one lies on."""
        for layer in reversed(layers):
            certain = name in self.keys_of(layer)
            found = self._below(layer, name)
            if certain or found != ABSENT:
                yield found
            if certain:
                return

    def _flattened(self, flat: Flat, name: str) -> Value:
        """A key of a flattened object: `a_b` is `b` below `a`, and only what is plain is there."""
        names = [ELEMENT if one.isdigit() else one for one in name.split(flat.separator)]
        found = self.at(flat.value, names)
        return Text(tuple(self.parts_of(found, Shown.PLAIN)), tuple(self.deciding(found)))

    def keys_of(self, value: Value) -> frozenset[str]:
        """The keys that an object has whatever the call holds, be it with nothing in them."""
        self.step()
        match value:
            case Thing():
                return frozenset(value.keys)
            case Choice() if value.every:
                return frozenset.intersection(*(self.keys_of(one) for one in value.every))
            case Merged():
                return frozenset().union(*(self.keys_of(one) for one in value.layers))
        return frozenset()

    def parts_of(  # noqa: C901, PLR0912  # one for each kind
        self, value: Value, shown: Shown = Shown.WHOLE, needs: Needs = NO_NEEDS
    ) -> Iterator[Part]:
        """The parts of the call that show in a value, where as much of it is used.

        Args:
            value: What is sent.
            shown: How much of it.
            needs: What has to be there or missing for that.
        """
        self.step()
        is_object = shown in {Shown.WHOLE, Shown.SPREAD}
        match value:
            case Event():
                yield Part(value.path, shown).under(needs)
            case Text():
                yield from (one.under(needs) for one in value.parts)
            case Choice():
                for one in value.options:
                    yield from self.parts_of(one, shown, needs.where(value.test))
                if value.otherwise is not None:
                    yield from self.parts_of(value.otherwise, shown, needs.without(value.test))
            case Derived():
                for one in value.of:
                    yield from map(unsure, self.parts_of(one))
            case Parsed():
                # a text that holds an object leaves nothing where only texts count
                found = self.parts_of(value.value, shown, needs)
                yield from found if shown is Shown.WHOLE else map(unsure, found)
            case Each():
                plain = self.parts_of(value.root, Shown.PLAIN, needs)
                # laid into an object, a text leaves its characters and a number nothing
                yield from map(unsure, plain) if shown is Shown.SPREAD else plain
                for one in value.shapes if shown is not Shown.PLAIN else ():
                    yield from self.parts_of(one, shown, needs)
            case Items(elements=inner) if shown is not Shown.PLAIN:
                inside = Shown.WHOLE if shown is Shown.SPREAD else shown
                for one in inner:
                    yield from self.parts_of(one, inside, needs)
            case Thing(keys=keys) if is_object:
                for one in keys.values():
                    yield from self.parts_of(one, needs=needs)
            case Merged() if is_object:
                yield from self._layered(value.layers, (), needs)
            case Flat() if is_object:
                yield from self.parts_of(value.value, needs=needs)

    def _layered(
        self, layers: tuple[Value, ...], above: tuple[Value, ...], needs: Needs
    ) -> Iterator[Part]:
        """What each layer shows that no layer above it takes the place of."""
        for layer in reversed(layers):
            yield from self._layer(layer, above, needs)
            above = (*above, layer)

    def _layer(self, layer: Value, above: tuple[Value, ...], needs: Needs) -> Iterator[Part]:
        self.step()
        match layer:
            case Thing():
                for key, one in layer.keys.items():
                    yield from self._uncovered(key, one, above, needs)
            case Choice():
                for one in layer.options:
                    yield from self._layer(one, above, needs.where(layer.test))
                if layer.otherwise is not None:
                    yield from self._layer(layer.otherwise, above, needs.without(layer.test))
            case Merged():
                yield from self._layered(layer.layers, above, needs)
            case Event():
                taken = frozenset().union(*map(self.keys_of, above))
                events = frozenset(one.path for one in above if isinstance(one, Event))
                sure = all(isinstance(one, Event | Thing | Const) for one in above)
                part = Part(layer.path, Shown.SPREAD, taken, sure, beneath=events)
                yield part.under(needs)
            case _:
                found = self.parts_of(layer, Shown.SPREAD, needs)
                yield from map(unsure, found) if above else found

    def _uncovered(
        self, key: str, value: Value, above: tuple[Value, ...], needs: Needs
    ) -> Iterator[Part]:
        """What a key shows where the layers above let it."""
        sure = True
        for layer in above:
            match layer:
                case Event() if not key.isdigit():
                    needs = needs.without(frozenset({(*layer.path, key)}))
                case Const(value=str(text)) if key.isdigit():
                    if int(key) < len(text):  # a text is laid over it as its characters
                        return
                case Event() | Text() if key.isdigit():  # as are the elements of a list
                    sure = False
                case Const() | Text():
                    continue
                case _ if key in self.keys_of(layer):
                    return
                case Thing():
                    continue
                case _:
                    sure = sure and self._below(layer, key) == ABSENT
        found = self.parts_of(value, needs=needs)
        yield from found if sure else map(unsure, found)

    def is_plain(self, value: Value) -> bool:
        """Whether it is there is whether these parts of the call are."""
        self.step()
        match value:
            case Event():
                return True
            case Choice():
                return all(map(self.is_plain, value.every))
            case Text():
                # of an object or a list nothing shows where only plain values do
                plain = (part.sure and part.shown is not Shown.PLAIN for part in value.parts)
                return not value.fixed and all(plain)
        return False

    def paths_of(self, value: Value) -> frozenset[Path]:
        """All places in the call that it depends on whether a value is there."""
        return frozenset((*(part.path for part in self.parts_of(value)), *self.deciding(value)))

    def deciding(self, value: Value) -> Iterator[Path]:
        """What of the call decides between values without showing for that."""
        self.step()
        match value:
            case Choice():
                yield from sorted(value.test)
                inner = value.every
            case Text():
                yield from value.decides
                return
            case Thing():
                inner = tuple(value.keys.values())
            case Items(elements=inner) | Merged(layers=inner) | Derived(of=inner):
                pass
            case Each():
                inner = (value.root, *value.shapes)
            case Flat(value=one) | Parsed(value=one):
                inner = (one,)
            case _:
                return
        for one in inner:
            yield from self.deciding(one)

    def is_fixed(self, value: Value) -> bool:  # noqa: PLR0911  # one for each kind
        """It holds something of its own, whatever the call."""
        self.step()
        match value:
            case Const(value=own):
                return own not in (None, "")
            case Text():
                return value.fixed
            case Choice():
                return any(map(self.is_fixed, value.every))
            case Thing():
                return any(map(self.is_fixed, value.keys.values()))
            case Items(elements=inner) | Merged(layers=inner) | Each(shapes=inner):
                return any(map(self.is_fixed, inner))
            case Flat(value=one) | Parsed(value=one):
                return self.is_fixed(one)
        return False

    def is_there(self, value: Value) -> bool | None:
        """Whether it is more than null and nothing; None when the call decides."""
        self.step()
        match value:
            case Const(value=own):
                return own is not None
            case Thing() | Items() | Text() | Merged() | Flat() | Event(path=()):
                return True
            case Choice():
                found = {self.is_there(one) for one in value.every}
                return found.pop() if len(found) == 1 else None
            case Each():
                return self.is_there(value.root)
        return None
