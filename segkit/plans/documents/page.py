"""One JSON or YAML document with the place that it was read from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from segkit.errors import InputFileError
from segkit.plans.documents.json_text import load_json

if TYPE_CHECKING:
    from segkit.plans.plan_input import PlanInput

_LOOSE = (
    r'(?P<text>"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\')|(?P<comment>//[^\n]*|/\*.*?\*/)'
    r"|,(?P<end>(?:\s|//[^\n]*|/\*.*?\*/)*)(?=[}\]])"
)


@dataclass(frozen=True, slots=True)
class Page:
    """A document, and where it stands.

    Attributes:
        document: The parsed JSON or YAML.
        language: `JSON` or `YAML`, for messages.
        stem: The file's name without its ending.
        origin: What stands before places in it: the file's name in a folder, else nothing.
        path: The file; None for a document that comes from elsewhere.
        notes: Remarks about the file.
    """

    document: object
    language: str = "JSON"
    stem: str = ""
    origin: str = ""
    path: Path | None = None
    notes: tuple[str, ...] = ()


def page_of(given: PlanInput, origin: str = "") -> Page:
    """The page in a file of JSON or YAML; raises `InputFileError` when it is neither."""
    text, name = given.text, str(given.path)
    if given.kind == "yaml":
        from segkit.plans.documents.yaml_text import load_yaml

        return Page(load_yaml(text, name), "YAML", given.name, origin, given.path)
    try:
        return Page(load_json(text, name), "JSON", given.name, origin, given.path)
    except InputFileError as error:
        document = _read_loosely(text, name, error)
        note = f"{origin}It is JSON with comments, commas at the end or names without quotes."
        return Page(document, "JSON", given.name, origin, given.path, (note,))


def _read_loosely(text: str, name: str, error: InputFileError) -> object:
    """JSON as programs write it; raises what strict JSON said of it when it is none either."""
    strict = strict_json(text)
    try:
        return load_json(strict, name)
    except InputFileError as refused:
        if error.problem != refused.problem:
            error = refused
    is_written = strict.lstrip("\ufeff \t\r\n").startswith(("{", "["))
    if not is_written or " is no JSON: " not in error.problem:
        raise error
    from segkit.plans.documents.yaml_text import load_yaml

    try:  # in brackets, YAML is JSON that needs no quotes
        return load_yaml(strict, name)
    except InputFileError:
        raise error from None


def strict_json(text: str) -> str:
    """The text with blanks for comments and for commas before a closing bracket.

    Every character keeps its place, so that messages name the right line and column.
    """
    return re.sub(_LOOSE, _strict, text, flags=re.DOTALL)


def _strict(found: re.Match[str]) -> str:
    if found["text"] is not None:
        return found[0]
    if found["comment"] is not None:
        return _blank(found[0])
    return f" {_blank(found['end'])}"


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
