"""Pictures of a guide as `data:` addresses, so that they travel inside the page."""

from __future__ import annotations

import base64
import mimetypes
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from segkit.engagement.bundled import media_folder
from segkit.errors import SegkitError
from segkit.files import read_own

_MOST_BYTES = 100_000_000
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
    named = Path(unquote(address))
    kind = mimetypes.guess_type(named.name)[0] or ""
    if not kind.startswith("image/"):
        return None
    bundled = media_folder()
    for folder in folders:
        is_bundled = folder == bundled.parent
        content = _of_segkit(bundled, named) if is_bundled else _inside(folder, address)
        if content is not None:
            return _address(kind, content, named.name)
    return None


def _of_segkit(media: Path, named: Path) -> bytes | None:
    """One of segkit's own pictures."""
    file = media / named.name
    is_named = named.parts == (media.name, named.name)
    return file.read_bytes() if is_named and file.is_file() else None


def _inside(folder: Path, address: str) -> bytes | None:
    """The file at a relative address, unless it lies outside of the folder or is none."""
    try:
        if urlsplit(address).scheme or not address:
            return None
        return read_own(folder / unquote(address), limit=_MOST_BYTES, folder=folder)
    except (OSError, ValueError, SegkitError):  # for whoever looks, it is not there
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
