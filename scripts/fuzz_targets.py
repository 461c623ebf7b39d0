"""What is tried with made-up bytes, each a function that takes them, and the good inputs to begin with.

A target gives its answer or one of segkit's own errors; anything else that it raises is a crash, and
so is HTML that could act. A crash that was found becomes an input of `SEEDS`.
"""

from __future__ import annotations

import contextlib
import json
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import xlsxwriter

from segkit.errors import SegkitError
from segkit.export.cells import plain_calls
from segkit.export.notebook_file import read_notebook
from segkit.export.page.commonmark import MarkdownPage, clean_output
from segkit.plans.formats import read_given
from segkit.plans.plan_input import PlanInput
from segkit.routing.fql.answers import verdict

Target = Callable[[bytes], object]

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
CALL = {
    "type": "track",
    "event": "Order Completed",
    "userId": "u-1",
    "properties": {"total": 12.5, "currency": "EUR", "products": [{"sku": "a"}], "": None},
    "context": {"ip": "192.0.2.7", "traits": {"email": "ada@quillmoor.example"}},
}
TERRAFORM = b"""\
locals { lamp = { type = "object", properties = { lamp_id = { type = "string" } } } }
resource "segment_tracking_plan" "web" {
  name  = "Quillmoor Web"
  type  = "LIVE"
  rules = [{
    key         = "Lamp Lit"
    type        = "TRACK"
    version     = 1
    json_schema = jsonencode({ properties = { properties = local.lamp } })
  }]
}
"""
UNHEADED = b"""\
Cart Viewed,"cart_id, total"
Order Completed,"order_id, total"
Product Searched,"query, result_count"
Product Viewed,"sku, price"

Version: 3
"""
CONDITIONS = (
    b'type = "track" and (event = "Order Completed" or match(event, "Order*"))',
    b'contains(context.traits.email, "@quillmoor.example") and properties.total >= 1.5e1',
    b"!(length(properties.products) > 1) or userId != null and typeof(properties.total) = 'number'",
    b'"a" in properties.products and lowercase(event) = "x" and cidr(context.ip, "192.0.2.0/24")',
)
CELLS = b"""\
# Sources ![plan](_media/plan.png) [link](javascript:alert(1)) <a href="//x.example" onclick=x>a</a>

!> Mind the **key** <script>x</script>

| a | b |
|---|---|
| `c` | <img src=x onerror=y> <svg><title>d |

- [x] done <style>e</style> <!-- f
"""
NOTEBOOK = json.dumps(
    {
        "cells": [
            {
                "cell_type": "markdown",
                "id": "a",
                "metadata": {"tags": ["part-Build"]},
                "source": ["# Sources\n", "**x** <b onclick=y>z</b>"],
                "attachments": {"a.png": {"image/png": "iVBORw0KGgo="}},
            },
            {
                "cell_type": "code",
                "id": "b",
                "metadata": {},
                "source": "guide.sources()",
                "outputs": [],
                "execution_count": None,
            },
        ],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
).encode()


@cache
def workbook_parts() -> dict[str, bytes]:
    """The parts of a small workbook by name."""
    written = BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    sheet = book.add_worksheet("Track")
    for row, cells in enumerate(
        (("Event", "Property", "Type", "Required"), ("Order Completed", "total", "number", True))
    ):
        sheet.write_row(row, 0, cells)
    sheet.merge_range("A3:A4", "Order Refunded")
    sheet.write_row("B3", ("total", 12.5))
    book.close()
    with zipfile.ZipFile(written) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    """A workbook of these parts."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return written.getvalue()


def _plan(ending: str) -> Target:
    def target(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"plan{ending}"
            file.write_bytes(data)
            read_given(PlanInput(file))

    return target


def _part_of_workbook(data: bytes) -> None:
    """The first byte says which part the rest takes the place of; past the last one, all."""
    parts = workbook_parts()
    names = sorted(name for name in parts if name.startswith("xl/"))
    at = data[0] % (len(names) + 1) if data else 0
    whole = data[1:] if at == len(names) else zipped({**parts, names[at]: data[1:]})
    _plan(".xlsx")(whole)


def _condition(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    for trigger in (False, True):
        with contextlib.suppress(SegkitError):
            verdict(text, CALL, trigger=trigger)


def _notebook(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "guide.ipynb"
        file.write_bytes(data)
        page = MarkdownPage([])
        for cell in read_notebook(file):
            if cell.kind == "markdown":
                assert_harmless(page.render(cell.source, cell.attachments))
            else:
                plain_calls(cell.source)


def _html(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    assert_harmless(MarkdownPage([]).render(text))
    assert_harmless(clean_output(text))


class _Acting(HTMLParser):
    """Collects what could act or fetch something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "style", "iframe", "object", "embed", "base", "form", "link", "meta"}:
            self.found.append(tag)
        for name, value in attrs:
            address = "".join((value or "").split()).lower()
            is_script = address.startswith(("javascript:", "vbscript:", "data:text"))
            fetches = name in {"src", "srcset", "background"} and not address.startswith(
                "data:image"
            )
            if name.startswith("on") or name == "style" or is_script or fetches:
                self.found.append(f"{tag} {name}={value}")


def assert_harmless(html: str) -> None:
    """Raises `AssertionError` for HTML in which something runs or is fetched."""
    reader = _Acting()
    reader.feed(html)
    reader.close()
    if reader.found:
        raise AssertionError(reader.found)


def _answers(target: Target) -> Target:
    """The same, for which segkit's own errors are an answer."""

    def answers(data: bytes) -> None:
        with contextlib.suppress(SegkitError):
            target(data)

    return answers


TARGETS: dict[str, Target] = {
    "xlsx": _answers(_part_of_workbook),
    "csv": _answers(_plan(".csv")),
    "json": _answers(_plan(".json")),
    "yaml": _answers(_plan(".yaml")),
    "hcl": _answers(_plan(".tf")),
    "markdown": _answers(_plan(".md")),
    "script": _answers(_plan(".ts")),
    "fql": _condition,
    "notebook": _answers(_notebook),
    "html": _html,
}


def _parts() -> tuple[bytes, ...]:
    parts = workbook_parts()
    names = sorted(name for name in parts if name.startswith("xl/"))
    changed = [bytes([at]) + parts[name] for at, name in enumerate(names)]
    odd = b'<?xml version="1.0" encoding="%s"?><a/>'
    crashed = [
        bytes([at]) + odd % encoding for encoding in (b"UTG-8", b"GBK") for at in range(len(names))
    ]
    return (*changed, *crashed, bytes([len(names)]) + zipped(parts))


SEEDS: dict[str, tuple[bytes, ...]] = {
    "xlsx": _parts(),
    "csv": (
        b"Event,Property,Type\nOrder Completed,total,number\n",
        b"\xff\xfe\x00",
        (EXAMPLES / "pernhollow" / "tracking-plan.csv").read_bytes(),
        UNHEADED,
    ),
    "json": (
        b'{"events":[{"name":"Order Completed","properties":{"total":"number"}}]}',
        (EXAMPLES / "skerrowby" / "tracking-plan.json").read_bytes(),
    ),
    "yaml": (b"events:\n  - &a {name: Order Completed}\n  - <<: *a\n    properties: [total]\n",),
    "hcl": (TERRAFORM, TERRAFORM.replace(b"    json_schema", b"    j<son_schema")),
    "markdown": (
        b"## Order Completed\n\n| Property | Type |\n|---|---|\n| total | number |\n",
        (EXAMPLES / "ebbmere" / "tracking-plan.md").read_bytes(),
    ),
    "script": (
        b'export type Events = { "Order Completed": { total: number; coupon?: string } };\n',
        b'analytics.track("Order Completed", { total: 12.5 });\n',
        b'export type Events = { "Order Completed": { total: number; coupon?: : \n',
    ),
    "fql": CONDITIONS,
    "notebook": (
        NOTEBOOK,
        b'{"cells": [{"cell_type": "?"}], "metadata": {}, "nbformat": 1, "nbformat_minor": 5}',
    ),
    "html": (CELLS,),
}
