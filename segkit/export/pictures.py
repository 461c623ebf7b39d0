"""Pictures of a guide as `data:` addresses, so that they travel inside the page."""

from __future__ import annotations

import base64
import mimetypes
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from segkit.engagement.bundled import media_folder

_DATA = re.compile(
    r"data:image/(?:[a-z0-9.+-]+;base64,[A-Za-z0-9+/]+={0,2}|svg\+xml,[\w%'=:;,./() -]+)",
    re.IGNORECASE | re.ASCII,
)
_UNSEEN = re.compile(
    r"<!--.*?-->|<title.*?</title>|<desc.*?</desc>|(?<=>)\s+(?=<)"
    r"|\s(?:role|aria-labelledby)=\"[^\"]*\"|(?<=\"#fff)fff(?=\")",
    re.DOTALL,
)
_QUOTED = re.compile(r"""="([^"']*)\"""")


def is_picture(address: str) -> bool:
    """The address is itself a picture; anything odd about it would make a browser complain."""
    return _DATA.fullmatch(address) is not None


def is_on_the_web(address: str) -> bool:
    """The picture would have to be fetched."""
    return address.strip().lower().startswith(("http:", "https:", "//"))


def picture_in(folders: Sequence[Path], address: str) -> str | None:
    """The picture at this relative address in the first folder that has it; None without.

    One of segkit's own pictures is given as the drawing that it was made from, a twentieth
    of the size; a picture that the SA put in its place stays theirs.
    """
    for folder in folders:
        path = _inside(folder, address)
        kind = mimetypes.guess_type(path.name)[0] or "" if path else ""
        if path and kind.startswith("image/"):
            return _address(kind, path.read_bytes(), path.name)
    return None


def _inside(folder: Path, address: str) -> Path | None:
    """The file at a relative address, unless it lies outside of the folder."""
    try:
        if urlsplit(address).scheme or not address:
            return None
        path = (folder / unquote(address)).resolve()
        return path if path.is_relative_to(folder.resolve()) and path.is_file() else None
    except (OSError, ValueError):  # no file can have such a name
        return None


def attached_picture(address: str, attachments: Mapping[str, Mapping[str, object]]) -> str | None:
    """A picture that was pasted into the cell; None when it is none, or gone.

    nbformat keeps some kinds as a list of lines.
    """
    name = unquote(address.removeprefix("attachment:"))
    if not address.startswith("attachment:") or name not in attachments:
        return None
    for kind, content in attachments[name].items():
        if kind.startswith("image/"):
            lines = content if isinstance(content, list) else [content]
            return f"data:{kind};base64,{''.join(''.join(map(str, lines)).split())}"
    return None


def _address(kind: str, content: bytes, name: str) -> str:
    drawing = media_folder() / f"{Path(name).stem}.svg"
    own = media_folder() / name
    if kind == "image/png" and drawing.is_file() and own.is_file() and own.read_bytes() == content:
        return f"data:image/svg+xml,{_lean_drawing(drawing.read_text(encoding='utf-8'))}"
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def _lean_drawing(drawing: str) -> str:
    """One of our own drawings as part of an address: shorter than base64, and without comments.

    Its title and description, and what names them, go too; what stands in for a picture is its
    text in the notebook.
    """
    text = " ".join(_UNSEEN.sub("", drawing).split())
    return quote(_QUOTED.sub(r"='\1'", text), safe=" '=:;,./()-_")
