"""A notebook with what its code cells show: without a kernel wherever that is possible.

Plain calls of segkit are answered from the snapshot. Code of the notebook's own runs in a
kernel, beside that, with the cells that open a guide. Only where own code could change what
segkit shows does every cell run there; what such a cell shows then counts as segkit's own
as long as the snapshot gives the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from segkit.engagement.settings import find_engagement
from segkit.errors import UsageError
from segkit.export.cells import Answers, Call, is_quiet, plain_calls
from segkit.export.kernel import run_cells
from segkit.export.notebook_file import Cell, Output
from segkit.export.own_code import leaves_guides_alone
from segkit.guide import Guide

_Outputs = tuple[Output, ...]


@dataclass(frozen=True, slots=True)
class _Code:
    """A code cell, the number that people give it, and its calls; None for own code."""

    number: int
    cell: Cell
    calls: tuple[Call, ...] | None

    @property
    def opens(self) -> set[str]:
        """The variables that it binds guides to."""
        return {call.target for call in self.calls or () if call.target}


def own_code(cells: Sequence[Cell]) -> tuple[int, ...]:
    """The numbers of the cells, from 1, that hold code of the notebook's own."""
    return tuple(code.number for code in _codes(cells) if code.calls is None)


def answered(cells: Sequence[Cell], guide: Guide) -> tuple[Cell, ...]:
    """The cells with what each shows, and whether that is segkit's own.

    Raises `UsageError` for a call that does not exist, `ExportError` when own code fails.
    """
    codes = _codes(cells)
    if all(code.calls is not None for code in codes):
        outputs, ours = _from_snapshot(codes, guide), {code.number for code in codes}
    elif _needs_every_cell(codes):
        outputs, ours = _all_in_kernel(codes, guide)
    else:
        outputs, ours = _own_in_kernel(codes, guide)
    return tuple(
        replace(cell, outputs=outputs.get(number, ()), is_ours=number in ours)
        for number, cell in enumerate(cells, start=1)
    )


def _codes(cells: Sequence[Cell]) -> list[_Code]:
    return [
        _Code(number, cell, plain_calls(cell.source))
        for number, cell in enumerate(cells, start=1)
        if cell.kind == "code"
    ]


def _needs_every_cell(codes: Sequence[_Code]) -> bool:
    """Some own code could change what a call of segkit shows."""
    guides = set[str]().union(*(code.opens for code in codes))
    return not all(
        leaves_guides_alone(code.cell.source, guides) for code in codes if code.calls is None
    )


def _own_in_kernel(codes: Sequence[_Code], guide: Guide) -> tuple[dict[int, _Outputs], set[int]]:
    """Own code in a kernel while everything else is answered here."""
    from concurrent.futures import Future, ThreadPoolExecutor

    needed = {code.number: code.cell for code in codes if code.calls is None or code.opens}
    plain = [code for code in codes if code.calls is not None]
    answering: list[Future[dict[int, _Outputs]]] = []
    with ThreadPoolExecutor(1) as beside:  # the kernel stays here, where an interrupt arrives

        def meanwhile() -> None:
            answering.append(beside.submit(_from_snapshot, plain, guide))

        outputs = _in_kernel(needed, guide, meanwhile)
    for answers in answering:
        outputs |= answers.result()
    return outputs, {code.number for code in plain}


def _all_in_kernel(codes: Sequence[_Code], guide: Guide) -> tuple[dict[int, _Outputs], set[int]]:
    """Everything in a kernel; segkit's own where the snapshot shows the same."""
    outputs = _in_kernel({code.number: code.cell for code in codes}, guide)
    answers = _answers(guide)
    ours = {
        code.number
        for code in codes
        if code.calls is not None and _is_same(code, outputs[code.number], answers)
    }
    return outputs, ours


def _in_kernel(
    cells: Mapping[int, Cell], guide: Guide, meanwhile: Callable[[], None] = lambda: None
) -> dict[int, _Outputs]:
    folder = guide.facts.engagement.folder
    return run_cells(cells, folder, draft=guide.is_draft, meanwhile=meanwhile)


def _is_same(code: _Code, shown: _Outputs, answers: Answers) -> bool:
    try:
        expected = _outputs(code, answers, "")
    except UsageError:
        return False
    return [_html(output) for output in shown] == [_html(output) for output in expected]


def _html(output: Output) -> object:
    """What of an output reaches the page as HTML; the whole output where it has none."""
    data = output.get("data")
    return data.get("text/html", output) if isinstance(data, Mapping) else output


def _from_snapshot(codes: Sequence[_Code], guide: Guide) -> dict[int, _Outputs]:
    """What every cell shows, by its number."""
    answers, name = _answers(guide), guide.facts.engagement.notebook.name
    return {code.number: _outputs(code, answers, f"{name} cell {code.number}") for code in codes}


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


def _outputs(code: _Code, answers: Answers, place: str) -> _Outputs:
    bundle = answers.answer(code.calls or (), place)
    if bundle is None or is_quiet(code.cell.source):
        return ()
    return ({"output_type": "execute_result", "data": bundle},)
