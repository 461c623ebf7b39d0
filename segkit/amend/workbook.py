"""Cells of a workbook, written into a copy in which every other byte of every part is the same.

Only the XML of the sheets concerned is changed, at the cells concerned: formats, comments,
pictures, rules of validation and shared texts are not even looked at. The new text stands in the
cell itself (an inline string), because a shared text may be that of other cells too.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from html import unescape
from posixpath import join, normpath, split
from zipfile import ZipFile

from segkit.amend.edit import Cell
from segkit.errors import InputFileError

_ROW = re.compile(
    r"<(?:\w+:)?row\b(?=[^>]*\br=\"(\d+)\")[^>]*?(?:/>|>(.*?)</(?:\w+:)?row>)", re.DOTALL
)
_CELL = re.compile(
    r"<(?P<tag>(?:\w+:)?c)\b(?P<head>[^>]*?)(?:/>|>(?P<body>.*?)</(?P=tag)>)", re.DOTALL
)
_ATTRIBUTE = re.compile(r"(\s)([\w:]+)=(\"[^\"]*\"|'[^']*')")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def workbook_with(content: bytes, edits: Mapping[Cell, str]) -> bytes:
    """The workbook with these texts.

    Raises `InputFileError` when a cell is computed, or the workbook is no `.xlsx`.
    """
    if not content.startswith(b"PK"):  # an .xls file
        raise _no_xlsx()
    with ZipFile(io.BytesIO(content)) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            raise _no_xlsx()
        parts = _parts(archive)
        changed: dict[str, bytes] = {}
        for sheet in dict.fromkeys(cell.sheet for cell in edits):
            own = {cell: text for cell, text in edits.items() if cell.sheet == sheet}
            if sheet not in parts:
                raise InputFileError(f"The workbook has no sheet {sheet!r}.", "read it again.")
            _refuse_headings(archive, parts[sheet], own)
            changed[parts[sheet]] = _sheet(archive.read(parts[sheet]), own)
        made = io.BytesIO()
        with ZipFile(made, "w") as copy:
            copy.comment = archive.comment
            for info in archive.infolist():
                copy.writestr(info, changed.get(info.filename) or archive.read(info.filename))
    return made.getvalue()


def _no_xlsx() -> InputFileError:
    return InputFileError("This workbook is no .xlsx file.", "save it as .xlsx first.")


def _parts(archive: ZipFile) -> dict[str, str]:
    """The part that each sheet is in, by the sheet's name."""
    relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8")
    targets = {}
    for tag in re.findall(r"<(?:\w+:)?Relationship\b[^>]*>", relations):
        said = _attributes(tag)
        target = said.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        targets[said.get("Id", "")] = path
    workbook = archive.read("xl/workbook.xml").decode("utf-8")
    found = {}
    for tag in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", workbook):
        said = _attributes(tag)
        key = next((value for name, value in said.items() if name.endswith(":id")), "")
        found[said.get("name", "")] = targets.get(key, "")
    return found


def _refuse_headings(archive: ZipFile, part: str, cells: Iterable[Cell]) -> None:
    """A heading of a table (Insert > Table) stands in two places, and both have to agree."""
    folder, name = split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.namelist():
        return
    for tag in re.findall(r"<(?:\w+:)?Relationship\b[^>]*>", archive.read(relations).decode()):
        said = _attributes(tag)
        if not said.get("Type", "").endswith("/table"):
            continue
        table = archive.read(normpath(join(folder, said.get("Target", "")))).decode("utf-8")
        area = re.search(r"\sref=\"([A-Z]+)(\d+):([A-Z]+)\d+\"", table)
        for cell in cells:
            if area and cell.row == int(area[2]) and (
                _number(area[1]) <= _number(cell.column) <= _number(area[3])
            ):  # fmt: skip
                raise InputFileError(f"{cell} is a heading of a table.", "write it by hand.")


def _attributes(tag: str) -> dict[str, str]:
    return {name: unescape(value[1:-1]) for _, name, value in _ATTRIBUTE.findall(tag)}


def _sheet(part: bytes, edits: Mapping[Cell, str]) -> bytes:
    text = part.decode("utf-8")
    rows: dict[int, dict[str, str]] = {}
    for cell, new in edits.items():
        rows.setdefault(cell.row, {})[cell.column] = new

    def row(found: re.Match[str]) -> str:
        wanted = rows.pop(int(found[1]), None)
        return found[0] if wanted is None else _row(found[0], int(found[1]), wanted)

    made = _ROW.sub(row, text)
    if rows:
        missing = ", ".join(f"{column}{number}" for number, some in rows.items() for column in some)
        raise InputFileError(f"The workbook has no row for {missing}.", "write them by hand.")
    return made.encode("utf-8")


def _row(xml: str, number: int, wanted: Mapping[str, str]) -> str:
    left = dict(wanted)

    def cell(found: re.Match[str]) -> str:
        column = _attributes(found["head"]).get("r", "").rstrip("0123456789")
        if not column:
            raise InputFileError(
                f"Cells in row {number} have no address.", "save it as .xlsx again."
            )
        new = left.pop(column, None)
        return found[0] if new is None else _cell(found, new, f"{column}{number}")

    made = _CELL.sub(cell, xml)
    for column, new in left.items():
        made = _inserted(made, column, number, new)
    return made


def _cell(found: re.Match[str], new: str, name: str) -> str:
    """The cell with its style, and the text in the place of what it held."""
    tag, body = found["tag"], found["body"] or ""
    if re.search(r"<(?:\w+:)?f\b", body):
        raise InputFileError(f"The cell {name} is computed by a formula.", "write it by hand.")
    kept = [
        f"{space}{attribute}={value}"
        for space, attribute, value in _ATTRIBUTE.findall(found["head"])
        if attribute not in {"t", "vm", "cm"}
    ]
    return f"<{tag}{''.join(kept)}{_content(tag, new)}" if new else f"<{tag}{''.join(kept)}/>"


def _content(tag: str, new: str) -> str:
    prefix = tag[:-1]
    text = _NOT_XML.sub("", new).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    inner = f'<{prefix}is><{prefix}t xml:space="preserve">{text}</{prefix}t></{prefix}is>'
    return f' t="inlineStr">{inner}</{tag}>'


def _inserted(row: str, column: str, number: int, new: str) -> str:
    """The row with a cell that it did not have, before the first one to the right of it."""
    opening = re.match(r"<((?:\w+:)?)row\b[^>]*?(/?)>", row)
    if opening is None or not new:
        return row
    tag = f"{opening[1]}c"
    made = f'<{tag} r="{column}{number}"{_content(tag, new)}'
    if opening[2]:  # it had no cell at all
        return f"{opening[0][:-2]}>{made}</{opening[1]}row>"
    for found in _CELL.finditer(row):
        other = _attributes(found["head"]).get("r", "").rstrip("0123456789")
        if _number(other) > _number(column):
            return row[: found.start()] + made + row[found.start() :]
    at = row.rindex("</")
    return row[:at] + made + row[at:]


def _number(letters: str) -> int:
    count = 0
    for letter in letters:
        count = count * 26 + ord(letter) - 64
    return count
