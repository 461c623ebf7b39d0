"""One JSON or YAML document with the place that it was read from."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from segkit.errors import InputFileError
from segkit.plans.documents.json_text import load_json

_NEEDS_QUOTES = re.compile(
    r"^(?P<key>[ \t]*(?:- +)*(?:[\w.\-]+: +|- +))"
    r"(?P<text>[`@%][^\n]*?|(?<=: )[^\s'\"\[\]{}|>&*!#\-][^\n#]*?: [^\n#]*?)(?= *(?: #[^\n]*)?$)",
    re.MULTILINE,
)
"""A text that begins with a sign that YAML keeps for itself, or that holds a colon of its own."""

SCRIPT = "JavaScript or TypeScript"
"""The language of a page that a program was read as."""

_LOOSE = (
    r'(?P<text>"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\')|(?P<comment>//[^\n]*|/\*.*?\*/)'
    r"|,(?P<end>(?:\s|//[^\n]*|/\*.*?\*/)*)(?=[}\]])"
)


@dataclass(frozen=True, slots=True)
class Page:
    """A document, and where it stands.

    Attributes:
        document: The parsed JSON or YAML.
        language: `JSON`, `YAML` or `SCRIPT`, for messages.
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


def page_of(path: Path, kind: str, text: str, origin: str = "") -> Page:
    """The page in a file of JSON or YAML; raises `InputFileError` when it is neither."""
    name, stem = str(path), path.stem
    if kind == "yaml":
        document, notes = _yaml(text, name, origin)
        return Page(document, "YAML", stem, origin, path, notes)
    if kind == "script":
        return script_page(text, stem, origin, path)
    try:
        return Page(load_json(text, name), "JSON", stem, origin, path)
    except InputFileError as error:
        document = _read_loosely(text, name, error)
        note = f"{origin}It is JSON with comments, commas at the end or names without quotes."
        return Page(document, "JSON", stem, origin, path, (note,))


def _yaml(text: str, name: str, origin: str) -> tuple[object, tuple[str, ...]]:
    """YAML as people write it: texts that need quotes get them, with a remark."""
    from segkit.plans.documents.yaml_text import load_yaml

    try:
        return load_yaml(text, name), ()
    except InputFileError:
        quoted, count = _NEEDS_QUOTES.subn(
            lambda found: found["key"] + json.dumps(found["text"], ensure_ascii=False), text
        )
        if not count:
            raise
        try:
            document = load_yaml(quoted, name)
        except InputFileError:
            document = None
        if document is None:
            raise
    lines = "1 text" if count == 1 else f"{count} texts"
    return document, (
        f"{origin}{lines} would need quotes to be YAML, and were read as if they had them.",
    )


def script_page(text: str, stem: str, origin: str = "", path: Path | None = None) -> Page:
    """What JavaScript or TypeScript declares, as a document."""
    from segkit.plans.documents.script_text import load_script

    script = load_script(text, str(path or stem))
    note = f"{origin}It takes over what is declared elsewhere: {', '.join(script.spread[:5])}."
    return Page(script.document, SCRIPT, stem, origin, path, (note,) if script.spread else ())


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
