"""How an engagement's guide looks: `[look]` of `engagement.toml`, checked when it is read.

A logo, a colour, a font and the language of fixed texts come from outside, so each is checked
for what it may be and for nothing else: no value can bring in a style, an address or a script.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from segkit.errors import ConfigError
from segkit.files import read_own
from segkit.texts import ENGLISH, LANGUAGES

_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_FONT = re.compile(
    r"""(?:"([A-Za-z0-9][A-Za-z0-9 -]*)"|'([A-Za-z0-9][A-Za-z0-9 -]*)'|([A-Za-z][A-Za-z0-9 -]*))"""
)
_GENERIC = frozenset({"serif", "sans-serif", "monospace", "system-ui", "ui-serif", "ui-sans-serif"})
_MOST_FONTS = 10
_MOST_LOGO_BYTES = 200_000
_MOST_READ = 100_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_ACTIVE = re.compile(
    rb"<!|<\?(?!xml\s)|<[^>]*?script|foreignobject|\son[a-z]+\s*=|javascript:|@import|"
    rb"(?:href|src)\s*=\s*[\"']?\s*(?!#|[\"'])|url\(\s*[\"']?\s*(?!#)",
    re.IGNORECASE,
)
"""What a drawing may not hold: declarations, scripts, handlers, anything outside of itself."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the guide looks.

    Attributes:
        logo: A PNG or SVG file in the engagement's folder; None for none.
        accent: `#rrggbb` for headings of tables, links and marks; empty for segkit's own.
        font: A CSS font stack, every name in quotes; empty for segkit's own.
        language: Of the fixed texts.
    """

    logo: Path | None = None
    accent: str = ""
    font: str = ""
    language: str = ENGLISH


def read_look(text: Callable[[str], str], file: Path) -> Look:
    """The look that `[look]` in `file` describes; raises `ConfigError`.

    `text` gives the setting of a name, empty when it is not there.
    """
    return Look(
        logo=_logo(text("look.logo"), file),
        accent=_accent(text("look.accent"), file),
        font=_font(text("look.font"), file),
        language=_language(text("look.language") or ENGLISH, file),
    )


def logo_of(look: Look) -> tuple[str, bytes] | None:
    """The logo's kind (`image/png`) and content; None without one.

    Raises `ConfigError` when it is not there, too large, no picture, or holds more than one.
    """
    if look.logo is None:
        return None
    content, reason = None, "there is no such file"
    try:
        content = read_own(look.logo, limit=_MOST_READ)
    except OSError as error:
        reason = error.strerror or type(error).__name__
    if content is None:
        raise ConfigError(
            f"look.logo: {look.logo} could not be read: {reason}.",
            "name a file in the engagement's folder below [look] in engagement.toml.",
        )
    if len(content) > _MOST_LOGO_BYTES:
        raise ConfigError(
            f"The logo {look.logo} has {len(content):,} bytes; every copy of the guide holds it.",
            f"make it smaller than {_MOST_LOGO_BYTES:,} bytes.",
        )
    if look.logo.suffix.lower() == ".png" and content.startswith(_PNG):
        return "image/png", content
    if look.logo.suffix.lower() == ".svg" and _is_drawing(content):
        return "image/svg+xml", content
    raise ConfigError(
        f"The logo {look.logo} is no PNG, and no SVG that is only a drawing.",
        "save it as PNG, or as SVG without scripts, declarations and links.",
    )


def _is_drawing(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        return False
    begins = re.match(r"(?:<\?xml [^>]*\?>\s*)?<svg[\s>]", text)
    drawn = _COMMENT.sub(b"", content)
    return bool(begins) and text.endswith("</svg>") and not _ACTIVE.search(drawn)


def _logo(name: str, file: Path) -> Path | None:
    if not name:
        return None
    folder = Path(os.path.realpath(file.parent))
    try:
        path = Path(os.path.realpath(folder / name))
        is_inside = path.is_relative_to(folder)
    except (OSError, ValueError):
        path, is_inside = folder, False
    if not is_inside or path.suffix.lower() not in {".png", ".svg"}:
        raise ConfigError(
            f"{file}: look.logo is {name!r}.",
            "name a .png or .svg file in the engagement's folder.",
        )
    return path


def _accent(value: str, file: Path) -> str:
    if not value:
        return ""
    if not _COLOUR.fullmatch(value):
        raise ConfigError(f"{file}: look.accent is {value!r}.", "write it like #0b6e4f.")
    digits = value[1:].lower()
    return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))


def _font(value: str, file: Path) -> str:
    names = [_FONT.fullmatch(name.strip()) for name in value.split(",")] if value else []
    if len(names) > _MOST_FONTS or not all(names):
        raise ConfigError(
            f"{file}: look.font is {value!r}.",
            'write names of fonts with commas between, e.g. "Inter, Segoe UI, sans-serif".',
        )
    found = [next(filter(None, name.groups())) for name in names if name]
    return ", ".join(name if name in _GENERIC else f'"{name}"' for name in found)


def _language(value: str, file: Path) -> str:
    if value in LANGUAGES:
        return value
    raise ConfigError(
        f"{file}: look.language is {value!r}, in which segkit has no texts.",
        f"use one of {', '.join(LANGUAGES)}.",
    )
