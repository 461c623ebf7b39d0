"""Compare what segkit says that mappings read with Segment's own mapping kit, over generated ones.

Needs Node and Segment's public package; run ``npm ci --prefix scripts/mapping_oracle`` once,
then ``python scripts/compare_mappings.py --cases 1000 --seed 1``. The kit runs each mapping on
calls in which one planned field at a time is another value, blank, or missing. Every field that
moves the output has to be listed, and no other one as certain. Exits with 1 when that fails.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from mapping_cases import CALL, FIELDS, Mappings

from segkit.mappings.directives import Plan, Reads, mapping_reads

ORACLE = Path(__file__).resolve().parent / "mapping_oracle"
MOST_SHOWN = 20
KINDS = ("moves", "decides")
PLAN = Plan(tuple(name.split(".")) for name in FIELDS)


def oracle_answers(mappings: list[dict[str, object]]) -> list[dict[str, Any]]:
    """Which fields move the output of each mapping, as Segment's package has it."""
    fields = [name.split(".") for name in FIELDS]
    lines = "".join(
        json.dumps({"settings": one, "call": CALL, "fields": fields}) + "\n" for one in mappings
    )
    done = subprocess.run(
        ["node", "answer.js"],  # noqa: S607 - whichever Node the developer uses
        cwd=ORACLE,
        input=lines,
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def own_answer(found: list[Reads], name: str) -> bool | None:
    """Whether segkit says that a field shows in the mapping's output; None: not known.

    A field that decides between values need not show for that.
    """
    path = tuple(name.split("."))
    said = {one.shows(path, (FIELDS[name],), PLAN) for one in found}
    decides = any(one == path[: len(one)] for reads in found for one in reads.decides)
    return True if True in said else None if None in said or decides else False


def wrong(said: bool | None, *, moves: bool, decides: bool) -> str:  # noqa: FBT001
    """What is wrong about it; nothing when it is right or not known."""
    if moves and said is False:
        return "is not listed"
    if said and not moves and not decides:
        return "is listed as certain"
    return ""


def main() -> int:
    """Generate, ask both, and show what differs."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cases", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--write", type=Path, help="write the cases with the kit's answers there")
    options.add_argument("--refused", action="store_true", help="show what only one refuses")
    chosen = options.parse_args()
    if not (ORACLE / "node_modules").is_dir():
        print("Segment's package is not installed: npm ci --prefix scripts/mapping_oracle")
        return 2
    mappings = list(Mappings(chosen.seed).take(chosen.cases))
    counts: Counter[str] = Counter()
    answers = oracle_answers(mappings)
    if chosen.write:
        cases = [
            {"mapping": mapping, **{key: [".".join(path) for path in theirs[key]] for key in KINDS}}
            for mapping, theirs in zip(mappings, answers, strict=True)
        ]
        lines = ",\n".join(json.dumps(one, separators=(",", ":")) for one in cases)
        chosen.write.write_text(f'{{"fields": {json.dumps(FIELDS)},\n"cases": [\n{lines}\n]}}\n')
    for mapping, theirs in zip(mappings, answers, strict=True):
        found = list(mapping_reads(mapping).values())
        refused = theirs["error"] is not None
        counts["refused by Segment"] += refused
        if chosen.refused and refused != any(one.unknown for one in found):
            print(theirs["error"], [one.unknown for one in found], json.dumps(mapping))
        counts["refused, and segkit knows"] += refused and any(one.unknown for one in found)
        counts["taken, but not known to segkit"] += not refused and any(o.unknown for o in found)
        sets = {key: {".".join(path) for path in theirs[key]} for key in KINDS}
        for name in FIELDS:
            moves, decides = (name in sets[key] for key in KINDS)
            said = own_answer(found, name)
            counts["fields that move the output"] += moves
            counts["of them certain"] += moves and said is True
            counts["not known, and do not move it"] += not moves and said is None
            if differs := wrong(said, moves=moves, decides=decides):
                counts["wrong"] += 1
                if counts["wrong"] <= MOST_SHOWN:
                    print(f"{name} {differs}: {json.dumps(mapping)}")
    print(f"{len(mappings)} mappings, {len(mappings) * len(FIELDS)} fields of them")
    for what, count in counts.items():
        print(f"{count:7} {what}")
    return 1 if counts["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
