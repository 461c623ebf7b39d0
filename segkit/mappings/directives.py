"""What a mapping's value reads from a call: its directives, without a call at hand.

All directives that Segment's mapping kit has registered are understood: `@path`, `@template`,
`@literal`, `@if`, `@arrayPath`, `@case`, `@replace`, `@json`, `@flatten`, `@merge`,
`@transform`, `@excludeWhenNull`, `@liquid`, and the directive of a whole mapping. A mapping that
the kit refuses, or that holds a directive of a new name, is not known.
`scripts/compare_mappings.py` compares with Segment's own kit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from segkit.mappings.kit import MOST_LEVELS, ROOT, TOO_LARGE, Kit, steps_of
from segkit.mappings.showing import Known, Plan, shows
from segkit.mappings.symbols import TooLargeError
from segkit.mappings.values import Event, Part, Path, Shown, Value
from segkit.model.plan import ELEMENT

__all__ = ["Known", "Part", "Path", "Plan", "Reads", "mapping_reads", "path_of", "reads", "shows"]

_INTERNAL = re.compile(r"__segment_internal_\w+|onMappingSave|retlOnMappingSave")
"""Keys of a mapping that are no fields of the destination."""


_PLAIN = "@transform of elements that may be no objects"


@dataclass(frozen=True, slots=True)
class Reads:
    """What a value is made of.

    Attributes:
        parts: What of the call shows in it.
        decides: What of the call decides between values, and may not show itself.
        fixed: It holds something of its own, whatever the call.
        unknown: What is not understood, or what Segment refuses, in words.
        objects: Elements that have to be objects, or Segment refuses the mapping.
    """

    parts: tuple[Part, ...] = ()
    decides: tuple[Path, ...] = ()
    fixed: bool = False
    unknown: tuple[str, ...] = ()
    objects: tuple[Path, ...] = ()

    @property
    def paths(self) -> tuple[Path, ...]:
        """Where it looks in the call; an empty path is the whole call.

        Without lists that count only where they are none, beside what is read of their elements.
        """
        inner = {part.path[:at] for part in self.parts for at in range(len(part.path))}
        return tuple(
            dict.fromkeys(
                part.path
                for part in self.parts
                if part.shown is not Shown.PLAIN or part.path not in inner
            )
        )

    @property
    def known(self) -> bool:
        """Every directive in it is understood, and the mapping is one that Segment takes."""
        return not self.unknown

    def lacking(self, path: Path, types: tuple[str, ...] = (), plan: Plan | None = None) -> Path:
        """What has to be missing for a field to show; empty when it shows without that."""
        missing = [
            sorted(one for one in part.missing if plan is None or plan.may_have(one))
            for part in self.parts
            if shows(part, path, types, plan)
        ]
        return min(missing)[0] if missing and all(missing) else ()

    def takes_all_of(self, container: Path) -> bool:
        """All that an object of the call holds shows, in every call."""
        return any(
            part.path in {(), container}
            and part.shown in {Shown.WHOLE, Shown.SPREAD}
            and part == Part(part.path, part.shown)
            for part in self.parts
        )

    @property
    def is_empty(self) -> bool:
        """Nothing is ever sent by it."""
        return self.known and not self.parts and not self.fixed

    def shows(self, path: Path, types: tuple[str, ...] = (), plan: Plan | None = None) -> Known:
        """Whether a field of the call shows in it; None when that is not known.

        Args:
            path: The field's.
            types: Its JSON Schema types, empty for any.
            plan: All planned fields, where they are known.
        """
        found = {shows(part, path, types, plan) for part in self.parts}
        if self.not_known(plan):
            return None
        return True if True in found else None if None in found else False

    def not_known(self, plan: Plan | None = None) -> tuple[str, ...]:
        """What is not understood, or what Segment refuses by what is planned, in words."""
        plain = plan is not None and not all(map(plan.has_below, self.objects))
        return (*self.unknown, *((_PLAIN,) * plain))


def reads(value: object) -> Reads:
    """What the value of one mapped field reads."""
    return mapping_reads({"": value})[""]


def mapping_reads(settings: Mapping[str, object], platform: str = "") -> dict[str, Reads]:
    """What each field of a mapping reads, by the field's key.

    Segment refuses a mapping as a whole: what is not understood in one field is so in all.

    Args:
        settings: The mapping.
        platform: Of its action; `WEB` for one that runs in the browser.
    """
    kit = Kit(in_browser=platform.upper() == "WEB")
    try:
        base = kit.root(settings[ROOT]) if ROOT in settings else Event(())
        made = {
            str(key): _read(kit, one, base)
            for key, one in settings.items()
            if not _INTERNAL.fullmatch(str(key))
        }
    except TooLargeError:
        kit.unknown.append(TOO_LARGE)
        made = dict.fromkeys(map(str, settings), Reads())
    unknown = tuple(dict.fromkeys(kit.unknown))
    objects = tuple(dict.fromkeys(kit.objects))
    return {key: replace(one, unknown=unknown, objects=objects) for key, one in made.items()}


def _read(kit: Kit, value: object, base: Value) -> Reads:
    made = kit.resolve(value, base, MOST_LEVELS)
    return Reads(
        tuple(dict.fromkeys(kit.symbols.parts_of(made))),
        tuple(dict.fromkeys(kit.symbols.deciding(made))),
        kit.symbols.is_fixed(made),
    )


def path_of(text: str) -> Path:
    """`$.properties.products[0].price` as its names; elements of a list are `[]`."""
    return tuple(ELEMENT if name.isdigit() else name for name in steps_of(text))
