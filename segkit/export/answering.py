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
from segkit.export.cells import Answers, Call, bundle_of, is_quiet, plain_calls
from segkit.export.content import PLAIN
from segkit.export.kernel import run_notebook
from segkit.export.own_code import leaves_guides_alone
from segkit.guide import Guide
from segkit.render.styles import without_style
from segkit.render.view import View


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


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a cell shows, as outputs and, where it is segkit's own, as a view."""

    cell: _Cell
    outputs: list[NotebookNode]
    view: View | None


def own_code(notebook: NotebookNode) -> tuple[int, ...]:
    """The numbers of the cells, from 1, that hold code of the notebook's own."""
    return tuple(cell.number for cell in _code_cells(notebook) if cell.calls is None)


def answer(notebook: NotebookNode, guide: Guide) -> Mapping[int, View]:
    """Give every code cell of the notebook its outputs, and say which are segkit's own.

    Gives what segkit itself shows, by the number of the cell. Raises `UsageError` for a call that does not exist, `ExportError` when own code fails.
    """
    cells = _code_cells(notebook)
    for cell in cells:
        cell.node.outputs = []
        cell.node.metadata[PLAIN] = cell.calls is not None
    if all(cell.calls is not None for cell in cells):
        return _give(_from_snapshot(cells, guide))
    if _needs_every_cell(cells):
        return _all_in_kernel(notebook, cells, guide)
    return _own_in_kernel(notebook, cells, guide)


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


def _own_in_kernel(
    notebook: NotebookNode, cells: Sequence[_Cell], guide: Guide
) -> Mapping[int, View]:
    """Own code in a kernel while everything else is answered here."""
    from concurrent.futures import Future, ThreadPoolExecutor

    needed = [cell.number for cell in cells if cell.calls is None or cell.opens]
    plain = [cell for cell in cells if cell.calls is not None]
    answering: list[Future[list[_Answer]]] = []
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
    return {k: view for answers in answering for k, view in _give(answers.result()).items()}


def _all_in_kernel(
    notebook: NotebookNode, cells: Sequence[_Cell], guide: Guide
) -> Mapping[int, View]:
    """Everything in a kernel; trusted where the snapshot shows the same."""
    run_notebook(notebook, guide.facts.engagement.folder, draft=guide.is_draft)
    answers, views = _answers(guide), {}
    for cell in cells:
        if cell.calls is None:
            continue
        expected = _expected(cell, answers)
        cell.node.metadata[PLAIN] = is_same = expected is not None and (
            [_html(output) for output in cell.node.outputs]
            == [_html(output) for output in expected.outputs]
        )
        if is_same and expected is not None and expected.view is not None:
            views[cell.number] = expected.view
    return views


def _expected(cell: _Cell, answers: Answers) -> _Answer | None:
    """What the snapshot gives for a cell; None where that cannot be told."""
    try:
        return _answer(cell, answers, "")
    except UsageError:
        return None


def _html(output: NotebookNode) -> object:
    """What of an output reaches the page as HTML; the whole output where it has none."""
    data = output.get("data")
    if not isinstance(data, Mapping) or "text/html" not in data:
        return output
    return without_style("".join(data["text/html"]))


def _from_snapshot(cells: Sequence[_Cell], guide: Guide) -> list[_Answer]:
    """Every cell with what it shows."""
    answers, name = _answers(guide), guide.facts.engagement.notebook.name
    return [_answer(cell, answers, f"{name} cell {cell.number}") for cell in cells]


def _give(answers: Sequence[_Answer]) -> Mapping[int, View]:
    for answer in answers:
        answer.cell.node.outputs = answer.outputs
    return {answer.cell.number: answer.view for answer in answers if answer.view is not None}


def _answers(guide: Guide) -> Answers:
    engagement = guide.facts.engagement

    def open_guide(folder: str = ".", *, read_only: bool = False) -> Guide:
        del read_only  # no document writes
        # a notebook that came from elsewhere must not bring another customer's data in here
        if find_engagement(engagement.folder / folder).folder != engagement.folder:
            raise UsageError(
                f"{engagement.notebook.name} opens the guide of another engagement, {folder!r}.",
                "write `segkit.open_guide()`; each engagement has a notebook and a guide of its own.",
            )
        return guide

    return Answers(open_guide)


def _answer(cell: _Cell, answers: Answers, place: str) -> _Answer:
    shown = answers.answer(cell.calls or (), place)
    if shown is None or is_quiet(cell.node.source):
        return _Answer(cell, [], None)
    if isinstance(shown, View):  # its text is for hosts without HTML
        return _Answer(cell, [_display({"text/html": shown.html})], shown)
    return _Answer(cell, [_display(bundle_of(shown))], None)


def _display(bundle: Mapping[str, str]) -> NotebookNode:
    return NotebookNode(
        output_type="execute_result", data=dict(bundle), metadata={}, execution_count=1
    )
