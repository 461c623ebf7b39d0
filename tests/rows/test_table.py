"""Behaviour of the one table: what it writes, and how little."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from segkit.model.plan import Field
from segkit.render import parts
from segkit.render.styles import SCRIPTS, script
from segkit.render.table import Column, Table
from segkit.render.tree import Child, html_of, plain
from segkit.rows.plan.identify import TraitRow, identify_traits


@dataclass
class Item:
    """A row of a table of fields."""

    name: str
    kind: Child = "string"
    why: Child = parts.NOTHING
    details: str = ""
    sort: str = ""


COLUMNS = (
    Column[Item]("name", "Name", lambda item: item.name),
    Column[Item](
        "type",
        "Type",
        lambda item: plain(item.kind),
        lambda item: item.kind,
        sort=lambda item: item.sort,
        filter=True,
    ),
    Column[Item]("why", "Why", lambda item: plain(item.why), lambda item: item.why, low=True),
)


def table(*items: Item, columns: Sequence[Column[Item]] = COLUMNS) -> str:
    """A table of fields."""
    return html_of(
        Table(
            tuple(columns),
            items,
            label="Fields",
            noun=("field", "fields"),
            name="fields",
            id_of=lambda item: f"field-{item.name}",
            details=lambda item: (item.details,) if item.details else (),
        )
    )


def test_every_row_is_read_without_a_script(parse: Callable[..., Any]) -> None:
    """Cells and details stand in the HTML, the details in a `<details>`."""
    read = parse(table(Item("email", details="Planned in Identify!A2")))

    assert "email" in read.text
    assert "Planned in Identify!A2" in read.text
    assert len(read.all("details")) == 1
    assert read.ids() == ["field-email"]


def test_a_cell_carries_nothing_that_the_style_sheet_does() -> None:
    """No isolation of a lone text, no dash in an empty cell, no end tags."""
    html = table(Item("email"), columns=[replace(column, sort=None) for column in COLUMNS])

    row = html.split("<!--rows-->")[1]
    assert "<td>string<td class=sk-low></tbody>" in row
    assert "<bdi>" not in row
    assert "sk-none" not in row


def test_several_names_in_one_cell_stay_isolated_from_each_other() -> None:
    """Right-to-left names of a list do not mix."""
    names = parts.values(["متجر", "shop"], as_code=False)

    assert "<bdi>متجر</bdi>" in table(Item("a", names))


def test_the_rows_stand_between_two_comments_one_below_the_other() -> None:
    """The script and the export take them apart there."""
    before, rows, after = table(Item("a"), Item("b")).split("<!--rows-->")

    assert [line[:22] for line in rows.strip().split("\n<tbody")[1:]] == [' class="sk-item" id="f']
    assert before.count("<thead>") == 1
    assert after.strip().startswith("</table>")


def test_hostile_cells_add_no_element_and_no_row(parse: Callable[..., Any], hostile: str) -> None:
    """Whatever a name holds, the table keeps its shape."""
    calm = parse(table(Item("x", "y", "z", "z")))
    tried = parse(table(Item(hostile, hostile, parts.code(hostile), f"z{hostile}", hostile)))

    assert tried.names() - {"br", "bdi", "code"} == calm.names()
    assert len(tried.all("tr")) == len(calm.all("tr"))
    assert not tried.all("script")


def test_the_sort_value_of_a_cell_travels_with_it(parse: Callable[..., Any]) -> None:
    """A severity sorts by its rank, not by its letters."""
    html = table(Item("a", "High", sort="1"))

    assert parse(html).all("td")[0]["data-sort"] == "1"


def test_a_trait_costs_less_than_half_a_kilobyte() -> None:
    """20,000 of them have to fit into a file that one can mail."""
    rows = [
        TraitRow(Field(("traits", f"trait_{n}"), ("string",), description="What they chose."))
        for n in range(1000)
    ]

    assert len(identify_traits(rows).html) < 1000 * 300


def test_the_script_is_one_module_of_all_its_parts() -> None:
    """A page admits it by one hash, and no part imports another."""
    assert script().count("export ") == 1
    assert "import " not in "".join(line for line in script().splitlines() if line[:6] == "import")
    assert len(SCRIPTS) == 6
