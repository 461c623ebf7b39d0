"""Compare segkit's triggers with Segment's own evaluator, over generated cases.

Needs Node and Segment's two public packages; run ``npm ci --prefix scripts/fql_oracle`` once,
then ``python scripts/compare_fql.py --cases 10000 --seed 1``. Compared are the tokens, the
conditions that are read from the text, and whether the trigger fires. Exits with 1 when
anything differs.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
from pathlib import Path
from typing import Any

from fql_cases import Case, Cases

from segkit.errors import FqlError
from segkit.routing.fql import trigger_fires
from segkit.routing.fql.conditions import Condition, Group, conditions
from segkit.routing.fql.tokens import Kind, tokens

ORACLE = Path(__file__).resolve().parent / "fql_oracle"
MOST_SHOWN = 20
KINDS = {
    Kind.NAME: "ident",
    Kind.STRING: "string",
    Kind.NUMBER: "number",
    Kind.NULL: "null",
    Kind.JOIN: "conditional",
    Kind.OPERATOR: "operator",
    Kind.END: "eos",
}
MARKS = {
    "(": "parenleft",
    ")": "parenright",
    "[": "brackleft",
    "]": "brackright",
    ".": "dot",
    ",": "comma",
}
FIELDS = {
    "event-type": "type",
    "event-property": "properties",
    "event-trait": "traits",
    "event-context": "context",
}


def oracle_answers(cases: list[Case]) -> list[dict[str, Any]]:
    """What Segment's packages make of each case."""
    lines = "".join(json.dumps({"fql": text, "call": call}) + "\n" for text, call in cases)
    done = subprocess.run(
        ["node", "answer.js"],  # noqa: S607 - whichever Node the developer uses
        cwd=ORACLE,
        input=lines,
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def own_answer(text: str, call: dict[str, object]) -> dict[str, Any]:
    """The same from segkit, in the oracle's words."""
    found: dict[str, Any] = {"tokens": None, "conditions": None}
    try:
        words = tokens(text, as_published=True)
        found["tokens"] = [[MARKS.get(word.raw) or KINDS[word.kind], word.text] for word in words]
        found["conditions"] = _own(conditions(text))
    except FqlError:
        pass
    return found | {"fires": trigger_fires(text, call)}


def _own(part: Condition | Group | None) -> object:
    if part is None:
        return None
    if isinstance(part, Group):
        return [part.joined_by, *map(_own, part.children)]
    value = part.value
    if isinstance(value, float) and math.isnan(value):
        value = None  # as JSON writes it
    return {"field": part.field, "name": part.name, "operator": part.operator, "value": value}


def _theirs(part: dict[str, Any] | None) -> object:
    if part is None:
        return None
    if part["type"] == "group":
        return [part["operator"], *map(_theirs, part["children"])]
    field = FIELDS.get(part["type"], part["type"])
    return {
        "field": field,
        "name": part.get("name", field),
        "operator": part["operator"],
        "value": part.get("value"),
    }


def main() -> int:
    """Generate, ask both, and show what differs."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cases", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    if not (ORACLE / "node_modules").is_dir():
        print("Segment's packages are not installed: npm ci --prefix scripts/fql_oracle")
        return 2
    cases = list(Cases(chosen.seed).take(chosen.cases))
    differences = fired = 0
    for (text, call), theirs in zip(cases, oracle_answers(cases), strict=True):
        fired += theirs["fires"]
        theirs["conditions"] = _theirs(theirs["conditions"])
        own = own_answer(text, call)
        if own != theirs:
            differences += 1
            if differences <= MOST_SHOWN:
                print(f"{text!r}\n  call   {json.dumps(call)}\n  oracle {theirs}\n  segkit {own}")
    print(f"{len(cases)} cases, {fired} of them fire, {differences} differ.")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
