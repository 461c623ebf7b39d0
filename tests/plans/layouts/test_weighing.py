"""What columns are worth and what speaks for a table: `weights.txt` and `evidence.txt`.

A case that is new, or says something else, fails with the lines to write once they are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from segkit.plans.layouts.columns import Column
from segkit.plans.layouts.evidence import Surroundings, evidence_of
from segkit.plans.layouts.weights import weigh
from segkit.plans.words.headings import hints
from segkit.plans.words.role import Role

HERE = Path(__file__).parent


def column(header: str, values: str) -> Column:
    """A column with its values between bars; `\\n` is a line break in a cell."""
    samples = tuple(values.replace("\\n", "\n").split("|")) if values else ()
    return Column(0, 0, header, "", hints(header), samples)


def cases(name: str) -> Iterator[tuple[str, str]]:
    """Each case, and what is said of it."""
    for part in (HERE / name).read_text(encoding="utf-8").split("\n\n")[1:]:
        case, _, told = part.strip("\n").partition("\n=>")
        yield case, told.strip().replace("\n=> ", "\n")


WEIGHTS = dict(cases("weights.txt"))
EVIDENCE = dict(cases("evidence.txt"))


@pytest.mark.parametrize("case", WEIGHTS)
def test_heading_and_values_are_weighed_together(case: str) -> None:
    """A heading that says nothing, or nothing that the values bear out, leaves it to these."""
    header, _, values = f"{case} ".partition(": ")
    one = column(header.strip("' :"), values.strip())

    weigh(one)

    found = [f"{role} {weight:g}" for role, weight in sorted(one.weights.items()) if weight]
    told = ", ".join(found + ["by its values"] * one.by_looks)
    assert told == WEIGHTS[case], f"{case}\n=> {told}"


@pytest.mark.parametrize("case", EVIDENCE)
def test_what_speaks_for_a_table_is_told_with_its_points(case: str) -> None:
    """And what speaks against it."""
    title, *lines = case.split("\n")
    columns = []
    for index, line in enumerate(lines):
        role, confidence, rest = line.split(" · ")
        header, _, values = rest.partition(": ")
        one = column(header.strip("'"), values)
        one.index = index
        one.take(Role(role), float(confidence), "")
        columns.append(one)
    words = title.split(" # ")[1:]
    given = dict(word.split("=") for word in words if "=" in word)
    around = Surroundings(
        given.get("call"),
        known=frozenset(given.get("known", "").split(",")) - {""},
        **dict.fromkeys((word for word in words if "=" not in word), True),
    )

    told = "\n".join(f"{points:+g} {why}" for points, why in evidence_of(columns, around))

    assert told == EVIDENCE[case], "\n=> ".join([case, *told.split("\n")])
