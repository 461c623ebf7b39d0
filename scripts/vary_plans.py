"""Reads thousands of made-up sheets whose plans are known, and tells which choices make it fail.

    python scripts/vary_plans.py [FIRST [LAST]]     what fails, by choice and by difference
    python scripts/vary_plans.py --show SEED        one sheet, and what differs

The sheets are those of `tests/plans/tables/varied_sheets.py`, of which the tests try the first.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.plans.tables.varied_reading import DOUBTED, REFUSED, RIGHT, SILENT, outcome_of
from tests.plans.tables.varied_sheets import made

_MOST = 20


def main() -> None:
    """Run it."""
    if sys.argv[1:2] == ["--show"]:
        show(int(sys.argv[2]))
        return
    first, last = (*map(int, sys.argv[1:3]), *(0, 2000)[len(sys.argv) - 1 :])[:2]
    tell(range(first, last))


def tell(seeds: range) -> None:
    """How many come out how, and what those that fail have in common."""
    kinds: Counter[str] = Counter()
    by_choice: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    differing: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
    for seed in seeds:
        sheets = made(seed)
        outcome = outcome_of(sheets)
        kinds[outcome.kind] += 1
        for choice in sheets.choices.items():
            by_choice[choice][outcome.kind] += 1
        for aspect in {one.aspect for one in outcome.differences}:
            differing[outcome.kind, sheets.choices["layout"], aspect[:60]].append(seed)
    for kind in (RIGHT, DOUBTED, SILENT, REFUSED):
        print(f"{kinds[kind]:6} {kinds[kind] / len(seeds):6.1%}  {kind}")
    for kind in (SILENT, REFUSED, DOUBTED):
        share = kinds[kind] / len(seeds)
        excess = {
            choice: found[kind] - share * found.total() for choice, found in by_choice.items()
        }
        print(f"\n{kind}, by choice:")
        for choice in sorted(excess, key=excess.__getitem__, reverse=True)[:_MOST]:
            if found := by_choice[choice][kind]:
                total = by_choice[choice].total()
                print(f"  {found / total:5.0%} {found:5} of {total:<5} {choice[0]}: {choice[1]!r}")
    print("\nwhat differs, and the first seeds:")
    for what, found_in in sorted(differing.items(), key=lambda one: -len(one[1]))[: 2 * _MOST]:
        print(f"  {len(found_in):5} {', '.join(what)}: {found_in[:5]}")


def show(seed: int) -> None:
    """The choices, the tabs, and what differs."""
    sheets = made(seed)
    outcome = outcome_of(sheets)
    print({about: choice for about, choice in sheets.choices.items() if choice != "no"})
    for tab in sheets.tabs:
        print(f"\n{tab.title}")
        for row in tab.rows:
            print("  " + " | ".join(text.replace("\n", "⏎")[:40] for text in row))
    print(f"\n{outcome.kind}")
    for one in outcome.differences:
        print(f"  {one.aspect}: {one.event} {one.prop}")


if __name__ == "__main__":
    main()
