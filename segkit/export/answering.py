"""A notebook with what its code cells show: without a kernel wherever that is possible.

Plain calls of segkit are answered from the snapshot. Code of the notebook's own runs in a
kernel, beside that, with the cells that open a guide. Only where own code could change what
segkit shows does every cell run there; what such a cell shows then counts as segkit's own
as long as the snapshot gives the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nbformat import NotebookNode

from segkit.engagement.settings import find_engagement
from segkit.errors import UsageError
from segkit.export.cells import Answers, Call, is_quiet, plain_calls
from segkit.export.content import PLAIN
from segkit.export.kernel import run_notebook
from segkit.export.own_code import leaves_guides_alone
from segkit.guide import Guide


@dataclass(frozen=True, slots=True)
class _Cell:
    """A code cell, the number that people give it, and its calls; None for own code."""

    number: int
    node: NotebookNode
    calls: tuple[Call, ...] | None

    @property
    def opens(self) -> set[str]:
        """The variables that it binds guides to."""
        return {call.target for call in self.calls or () if call.target}


def own_code(notebook: NotebookNode) -> tuple[int, ...]:
    """The numbers of the cells, from 1, that hold code of the notebook's own."""
    return tuple(cell.number for cell in _code_cells(notebook) if cell.calls is None)


def answer(notebook: NotebookNode, guide: Guide) -> None:
    """Give every code cell of the notebook its outputs, and say which are segkit's own.

    Raises `UsageError` for a call that does not exist, `ExportError` when own code fails.
    """
    cells = _code_cells(notebook)
    for cell in cells:
        cell.node.outputs = []
        cell.node.metadata[PLAIN] = cell.calls is not None
    if all(cell.calls is not None for cell in cells):
        _give(_from_snapshot(cells, guide))
    elif _needs_every_cell(cells):
        _all_in_kernel(notebook, cells, guide)
    else:
        _own_in_kernel(notebook, cells, guide)


def _code_cells(notebook: NotebookNode) -> list[_Cell]:
    return [
        _Cell(number, cell, plain_calls(cell.source))
        for number, cell in enumerate(notebook.cells, start=1)
        if cell.cell_type == "code"
    ]


def _needs_every_cell(cells: Sequence[_Cell]) -> bool:
    """Some own code could change what a call of segkit shows."""
    guides = set[str]().union(*(cell.opens for cell in cells))
    return not all(
        leaves_guides_alone(cell.node.source, guides) for cell in cells if cell.calls is None
    )


def _own_in_kernel(notebook: NotebookNode, cells: Sequence[_Cell], guide: Guide) -> None:
    """Own code in a kernel while everything else is answered here."""
    from concurrent.futures import Future, ThreadPoolExecutor

    needed = [cell.number for cell in cells if cell.calls is None or cell.opens]
    plain = [cell for cell in cells if cell.calls is not None]
    answering: list[Future[list[tuple[_Cell, list[NotebookNode]]]]] = []
    with ThreadPoolExecutor(1) as beside:  # the kernel stays here, where an interrupt arrives

        def meanwhile() -> None:
            answering.append(beside.submit(_from_snapshot, plain, guide))

        run_notebook(
            notebook,
            guide.facts.engagement.folder,
            needed,
            draft=guide.is_draft,
            meanwhile=meanwhile,
        )
    for answers in answering:
        _give(answers.result())


def _all_in_kernel(notebook: NotebookNode, cells: Sequence[_Cell], guide: Guide) -> None:
    """Everything in a kernel; trusted where the snapshot shows the same."""
    run_notebook(notebook, guide.facts.engagement.folder, draft=guide.is_draft)
    answers = _answers(guide)
    for cell in cells:
        if cell.calls is not None:
            cell.node.metadata[PLAIN] = _is_same(cell, answers)


def _is_same(cell: _Cell, answers: Answers) -> bool:
    try:
        expected = _outputs(cell, answers, "")
    except UsageError:
        return False
    shown = [_html(output) for output in cell.node.outputs]
    return shown == [_html(output) for output in expected]


def _html(output: NotebookNode) -> object:
    """What of an output reaches the page as HTML; the whole output where it has none."""
    data = output.get("data")
    return data.get("text/html", output) if isinstance(data, Mapping) else output


def _from_snapshot(cells: Sequence[_Cell], guide: Guide) -> list[tuple[_Cell, list[NotebookNode]]]:
    """Every cell with what it shows."""
    answers, name = _answers(guide), guide.facts.engagement.notebook.name
    return [(cell, _outputs(cell, answers, f"{name} cell {cell.number}")) for cell in cells]


def _give(answers: Sequence[tuple[_Cell, list[NotebookNode]]]) -> None:
    for cell, outputs in answers:
        cell.node.outputs = outputs


def _answers(guide: Guide) -> Answers:
    engagement = guide.facts.engagement

    def open_guide(folder: str = ".") -> Guide:
        # a notebook that came from elsewhere must not bring another customer's data in here
        if find_engagement(engagement.folder / folder).folder != engagement.folder:
            raise UsageError(
                f"{engagement.notebook.name} opens the guide of another engagement, {folder!r}.",
                "write `segkit.open_guide()`; each engagement has a notebook and a guide of its own.",
            )
        return guide

    return Answers(open_guide)


def _outputs(cell: _Cell, answers: Answers, place: str) -> list[NotebookNode]:
    bundle = answers.answer(cell.calls or (), place)
    return [] if bundle is None or is_quiet(cell.node.source) else [_display(bundle)]


def _display(bundle: Mapping[str, str]) -> NotebookNode:
    return NotebookNode(
        output_type="execute_result", data=dict(bundle), metadata={}, execution_count=1
    )
