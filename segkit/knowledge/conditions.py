"""What of an entry a customer's own plan, workspace and catalog can prove or refute, as data.

A condition is a short table beside the entry, whose first key says what it looks at:

    condition = [
      { setting = "enableConsentMode", is = true, otherwise = "wrong" },
      { fields = ["action_source"], of = ["purchase*"], otherwise = "wrong" },
      { plans = "traits.email" },
    ]

`segkit/schemas/knowledge.schema.json` lists every key with what it means;
`segkit.considerations.conditions` judges.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

KINDS = (
    *("source", "region", "setting", "mapping", "fields", "also", "instances"),
    *("plans", "plain", "names"),
)
"""What a condition can look at."""

WRONG, CHECK, NOTE = "wrong", "check", "note"
OTHERWISE = (WRONG, CHECK, NOTE)
"""What it means when a condition is not met: proved wrong, a doubt, or good to know."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing to look at.

    Attributes:
        kind: One of `KINDS`.
        given: The table's own keys, `kind` among them.
        otherwise: One of `OTHERWISE`.
        sources: Kinds of source that it is looked at for; empty for every one.
    """

    kind: str
    given: Mapping[str, object] = field(default_factory=dict, hash=False)
    otherwise: str = CHECK
    sources: tuple[str, ...] = ()

    def listed(self, key: str) -> tuple[str, ...]:
        """The value of a key as a list; a single word is a list of one."""
        value = self.given.get(key, ())
        return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)

    @property
    def lacks(self) -> bool:
        """It is met where what it names is not there."""
        return self.given.get("lacks") is True


def read_condition(raw: Mapping[str, object]) -> Condition:
    """A condition of the data files; raises `ValueError` when it looks at nothing known."""
    kind = next((key for key in raw if key in KINDS), "")
    otherwise = str(raw.get("otherwise", CHECK))
    if not kind or otherwise not in OTHERWISE:
        raise ValueError(f"no condition: {dict(raw)!r}")
    sources = raw.get("for", ())
    return Condition(
        kind,
        {key: value for key, value in raw.items() if key not in {"otherwise", "for"}},
        otherwise,
        tuple(map(str, sources)) if isinstance(sources, list) else (),
    )
