"""A change that is proposed to a tracking plan: at which rule or field, from what to what.

Pure data. A review proposes changes, a person picks some of them, and only then are they
applied to a copy of the customer's own file.
"""

from __future__ import annotations

from dataclasses import dataclass

from segkit.model.plan import Field, Rule

RENAME_RULE = "rename-rule"
RENAME_FIELD = "rename-field"
RETYPE = "retype"
REQUIRE = "require"
DESCRIBE = "describe"
SET_ENUM = "set-enum"
SET_PATTERN = "set-pattern"
SET_FORMAT = "set-format"
MARK_PERSONAL = "mark-personal"
REMOVE = "remove"

KINDS = (
    RENAME_RULE, RENAME_FIELD, RETYPE, REQUIRE, DESCRIBE, SET_ENUM, SET_PATTERN, SET_FORMAT,
    MARK_PERSONAL, REMOVE,
)  # fmt: skip
"""Every kind of change; `ProposedChange` says what `old` and `new` hold for each."""


@dataclass(frozen=True, slots=True)
class Place:
    """A rule of a plan, or one of its fields, by what makes it one of a kind.

    Attributes:
        call: As `Rule.call`.
        key: As `Rule.key`: the event's or page's name, None for calls without one.
        version: As `Rule.version`.
        path: As `Field.path`; empty for the rule itself.
        origin: Where it was read from (`Track!B14`); only for people and for finding the cell
            again, so two places are the same without it.
    """

    call: str
    key: str | None = None
    version: int = 1
    path: tuple[str, ...] = ()
    origin: str = ""

    @property
    def same(self) -> tuple[str, str | None, int, tuple[str, ...]]:
        """What two places are compared by."""
        return self.call, self.key, self.version, self.path


def place_of(rule: Rule, planned: Field | None = None) -> Place:
    """Where in a plan a rule is, or one of its fields."""
    path, origin = (planned.path, planned.origin) if planned else ((), rule.origin)
    return Place(rule.call, rule.key, rule.version, path, origin)


@dataclass(frozen=True, slots=True)
class ProposedChange:
    """One thing to change in a plan.

    | kind | `old` and `new` |
    |---|---|
    | `rename-rule` | the event's or page's name |
    | `rename-field` | the last name of the path; what lies below moves along |
    | `retype` | a tuple of JSON Schema type names |
    | `require` | whether the enclosing object must carry it (`True` or `False`) |
    | `describe` | the description |
    | `set-enum` | a tuple of values, None for no list |
    | `set-pattern`, `set-format` | the keyword's text, None for none |
    | `mark-personal` | whether the plan's own mark says that it is personal data |
    | `remove` | None: the rule, or the field and what lies below it, is taken out |

    Attributes:
        kind: One of `KINDS`.
        at: What it concerns, by its name before any change.
        old: As the plan has it now.
        new: As it shall be.
        safe: It needs no judgement: a change of the plan alone after which no call fails that
            passed, or a rename that the plan's own majority asks for.
        why: Id of the check that proposes it; empty when a person does.
    """

    kind: str
    at: Place
    old: object = None
    new: object = None
    safe: bool = False
    why: str = ""

    @property
    def is_rename(self) -> bool:
        """The code that sends calls has to change as well."""
        return self.kind in {RENAME_RULE, RENAME_FIELD}
