"""A notebook with what its code cells show: without a kernel wherever that is possible.

Plain calls of segkit are answered from the snapshot. Code of the notebook's own runs in a
kernel, beside that, with the cells that open a guide. Only where own code could change what
segkit shows does every cell run there; what such a cell shows then counts as segkit's own
as long as the snapshot gives the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from segkit.engagement.settings import Engagement
from segkit.errors import UsageError
from segkit.export.cells import Answers, Call, bundle_of, is_quiet, plain_calls, unopened
from segkit.export.kernel import run_cells
from segkit.export.notebook_file import Cell, Output
from segkit.export.own_code import leaves_guides_alone
from segkit.export.plain_cells import PlainCells, opens_another
from segkit.guide import Guide
from segkit.render.styles import without_style
from segkit.render.view import View


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a cell shows: its outputs, and the view where segkit itself made them."""

    outputs: tuple[Output, ...] = ()
    view: View | None = None


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


def own_code(cells: Sequence[Cell], folder: Path, name: str) -> dict[int, str]:
    """Sources of the cells that run only after a yes, by their numbers from 1.

    Below code that may change what a guide is, these are all: nobody knows what they call then.
    Raises `UsageError` for a call on what no cell opened; `name` is the notebook's.
    """
    codes, own, is_known = _codes(cells, folder, name), dict[int, str](), True
    guides = _guides(codes)
    for code in codes:
        if code.calls is None or not is_known:
            own[code.number] = code.cell.source
            is_known = is_known and leaves_guides_alone(code.cell.source, guides)
    return own


def refuse_other_guides(cells: Sequence[Cell], engagement: Engagement) -> None:
    """Raises `UsageError` for a cell that opens the guide of another engagement.

    A notebook that came from elsewhere must not bring another customer's data in here.
    """
    for cell in cells:
        for call in (cell.kind == "code" and plain_calls(cell.source)) or ():
            if call.target and opens_another(call, engagement.folder):
                named = next(iter((*call.args, *call.kwargs.values())))
                raise UsageError(
                    f"{engagement.notebook.name} opens the guide of another engagement, {named!r}.",
                    "write `segkit.open_guide()`; each engagement has a notebook and a guide of its "
                    "own.",
                )


def answered(cells: Sequence[Cell], guide: Guide) -> tuple[Cell, ...]:
    """The cells with what each shows, and whether that is segkit's own.

    Raises `UsageError` for a call that does not exist, `ExportError` when own code fails.
    """
    engagement = guide.facts.engagement
    codes = _codes(cells, engagement.folder, engagement.notebook.name)
    if all(code.calls is not None for code in codes):
        shown, ours = _from_snapshot(codes, guide), {code.number for code in codes}
    elif _needs_every_cell(codes):
        shown, ours = _all_in_kernel(codes, guide)
    else:
        shown, ours = _own_in_kernel(codes, guide)
    return tuple(
        replace(cell, outputs=one.outputs, view=one.view, is_ours=number in ours)
        for number, cell in enumerate(cells, start=1)
        for one in [shown.get(number, _Shown())]
    )


def _codes(cells: Sequence[Cell], folder: Path, name: str) -> list[_Code]:
    plain, codes = PlainCells(folder), list[_Code]()
    for number, cell in enumerate(cells, start=1):
        if cell.kind == "code":
            codes.append(_Code(number, cell, plain.calls(cell.source)))
            if plain.unopened:
                raise unopened(plain.unopened, f"{name} cell {number}")
    return codes


def _guides(codes: Sequence[_Code]) -> set[str]:
    """The variables that hold guides somewhere in the notebook."""
    return set[str]().union(*(code.opens for code in codes))


def _needs_every_cell(codes: Sequence[_Code]) -> bool:
    """Some own code could change what a call of segkit shows."""
    guides = _guides(codes)
    return not all(
        leaves_guides_alone(code.cell.source, guides) for code in codes if code.calls is None
    )


def _own_in_kernel(codes: Sequence[_Code], guide: Guide) -> tuple[dict[int, _Shown], set[int]]:
    """Own code in a kernel while everything else is answered here."""
    from concurrent.futures import Future, ThreadPoolExecutor

    needed = {code.number: code.cell for code in codes if code.calls is None or code.opens}
    plain = [code for code in codes if code.calls is not None]
    answering: list[Future[dict[int, _Shown]]] = []
    with ThreadPoolExecutor(1) as beside:  # the kernel stays here, where an interrupt arrives

        def meanwhile() -> None:
            answering.append(beside.submit(_from_snapshot, plain, guide))

        shown = _in_kernel(needed, guide, meanwhile)
    for answers in answering:
        shown |= answers.result()
    return shown, {code.number for code in plain}


def _all_in_kernel(codes: Sequence[_Code], guide: Guide) -> tuple[dict[int, _Shown], set[int]]:
    """Everything in a kernel; segkit's own where the snapshot shows the same."""
    shown = _in_kernel({code.number: code.cell for code in codes}, guide)
    answers, ours = _answers(guide), set[int]()
    for code in codes:
        expected = _expected(code, answers)
        if expected is not None and _html(expected) == _html(shown[code.number]):
            ours.add(code.number)
            shown[code.number] = replace(shown[code.number], view=expected.view)
    return shown, ours


def _in_kernel(
    cells: Mapping[int, Cell], guide: Guide, meanwhile: Callable[[], None] = lambda: None
) -> dict[int, _Shown]:
    folder = guide.facts.engagement.folder
    ran = run_cells(
        cells, folder, draft=guide.is_draft, edition=guide.edition.name, meanwhile=meanwhile
    )
    return {number: _Shown(outputs) for number, outputs in ran.items()}


def _expected(code: _Code, answers: Answers) -> _Shown | None:
    """What the snapshot gives for a cell; None for own code, and where it gives an error."""
    try:
        return None if code.calls is None else _shown(code, answers, "")
    except UsageError:
        return None


def _html(shown: _Shown) -> list[object]:
    """What of each output reaches the page as HTML; the whole output where it has none."""
    found: list[object] = []
    for output in shown.outputs:
        data = output.get("data")
        has_html = isinstance(data, Mapping) and "text/html" in data
        found.append(without_style("".join(data["text/html"])) if has_html else output)  # type: ignore[index]  # a mapping by then
    return found


def _from_snapshot(codes: Sequence[_Code], guide: Guide) -> dict[int, _Shown]:
    """What every cell shows, by its number."""
    answers, name = _answers(guide), guide.facts.engagement.notebook.name
    return {code.number: _shown(code, answers, f"{name} cell {code.number}") for code in codes}


def _answers(guide: Guide) -> Answers:
    def open_guide(folder: str = ".", *, read_only: bool = False) -> Guide:
        del folder, read_only  # others were refused, and no document writes
        return guide

    return Answers(open_guide)


def _shown(code: _Code, answers: Answers, place: str) -> _Shown:
    shown = answers.answer(code.calls or (), place)
    if shown is None or is_quiet(code.cell.source):
        return _Shown()
    view = shown if isinstance(shown, View) else None
    # the text of a view is for hosts without HTML
    bundle = {"text/html": view.html} if view is not None else bundle_of(shown)
    return _Shown(({"output_type": "execute_result", "data": bundle},), view)
