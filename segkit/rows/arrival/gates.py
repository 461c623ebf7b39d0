"""The way of a call to one destination as eight gates, ending where the call stops.

A gate gathers steps of `segkit.delivery`; nothing is judged here. Behind a gate of which
nothing is known the line is dashed, and what stands at its end is never a plain “arrives”.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from segkit.delivery.outcome import DELIVERED, UNKNOWN, Outcome, Route, Step
from segkit.render.html import plural

PASSES, CHANGES, NOT_KNOWN, STOPS, NOT_MEANT = "passes", "changes", "unknown", "stops", "not meant"
SIGNS: Mapping[str, str] = {
    PASSES: "●",
    CHANGES: "≠",
    NOT_KNOWN: "?",
    STOPS: "✕",
    NOT_MEANT: "–",
}
"""What stands at each gate; words say it too."""

GATES: Mapping[str, tuple[str, ...]] = {
    "On": ("enabled", "connected"),
    "Mode": ("mode", "sdk"),
    "Call": ("call", "consent", "integrations"),
    "Source": ("blocking", "source-transformations"),
    "Filters": ("filters",),
    "Function": ("insert-function",),
    "Transform": ("destination-transformations",),
    "Mapping": ("mappings", "limits", "settings", "selective-sync", "storage"),
}
"""The gates in their order, each with its steps."""

_NOT_MEANT = frozenset({"connected", "call", "mappings"})
"""Steps at which a call stops because it is not meant to go there; not where all is off."""

_WORST = (STOPS, NOT_KNOWN, CHANGES, PASSES)


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate.

    Attributes:
        verdict: A key of `SIGNS`; empty where the call does not pass by here.
        words: What its steps say.
        in_doubt: A gate before it is not known.
    """

    name: str
    verdict: str
    words: str = ""
    in_doubt: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """The way to one destination or warehouse.

    Attributes:
        sign: `ok`, `check`, `wrong` or `off`: what stands at its end.
        ends: What becomes of the call, in a few words.
    """

    outcome: Outcome
    gates: tuple[Gate, ...]
    sign: str
    ends: str


def ways_of(route: Route, silent: Collection[str] = ()) -> tuple[Way, ...]:
    """Every way, what stops first; `silent` are destinations whose mappings are all off."""
    ways = [_way(one, is_silent=one.id in silent) for one in route.outcomes]
    return tuple(sorted(ways, key=lambda way: ("wrong", "check", "ok", "off").index(way.sign)))


def _way(outcome: Outcome, *, is_silent: bool) -> Way:
    steps = _steps(outcome)
    gates: list[Gate] = []
    in_doubt = False
    for name, parts in GATES.items():
        here = [step for step in steps if step.step in parts]
        verdict = min((_verdict(one, is_silent=is_silent) for one in here), key=_weight, default="")
        gates.append(Gate(name, verdict, " ".join(one.words for one in here), in_doubt))
        in_doubt = in_doubt or verdict == NOT_KNOWN
        if verdict in {STOPS, NOT_MEANT}:
            break
    sign = _sign(outcome, gates, in_doubt=in_doubt)
    return Way(outcome, tuple(gates), sign, _ends(outcome, sign))


def _steps(outcome: Outcome) -> Sequence[Step]:
    """The steps of the way that leads the furthest; device and cloud mode may differ."""
    modes = list(dict.fromkeys(step.mode for step in outcome.steps if step.mode)) or [""]
    ways = [[one for one in outcome.steps if one.mode in {"", mode}] for mode in modes]
    return min(ways, key=lambda way: (any(one.verdict == "stops" for one in way), -len(way)))


def _verdict(step: Step, *, is_silent: bool) -> str:
    if step.verdict == "stops":
        return NOT_MEANT if step.step in _NOT_MEANT and not is_silent else STOPS
    # what segkit never looks at is said once, below all ways
    return {"not modelled": PASSES}.get(step.verdict, step.verdict)


def _weight(verdict: str) -> int:
    return _WORST.index(verdict) if verdict in _WORST else 0


def _sign(outcome: Outcome, gates: Sequence[Gate], *, in_doubt: bool) -> str:
    if gates and gates[-1].verdict in {STOPS, NOT_MEANT}:
        return "wrong" if gates[-1].verdict == STOPS else "off"
    if in_doubt or outcome.result == UNKNOWN:
        return "check"
    return "ok" if outcome.result == DELIVERED else "wrong"


def _ends(outcome: Outcome, sign: str) -> str:
    if sign in {"ok", "check"} and outcome.tables:
        return f"{outcome.catalog or 'Warehouse'}: {plural(len(outcome.tables), 'table')}"
    if sign == "ok":
        return ", ".join(one.name for one in outcome.mappings) or "The whole call"
    return outcome.reason


def payload_lines(outcome: Outcome) -> list[tuple[str, str]]:
    """What arrives, line by line; a line that was changed on the way says why."""
    if outcome.payload is None:
        return []
    changed = {one.field.rpartition(".")[2]: one.reason for one in outcome.changed}
    text = json.dumps(outcome.payload, indent=2, ensure_ascii=False)
    return [
        (line, changed.get(line.strip().partition('":')[0].lstrip('"'), ""))
        for line in text.splitlines()
    ]
