"""A guide as a docsify site: a folder that `docsify serve` shows as it is.

docsify itself is not part of segkit. A copy that is on this computer is put into the site;
without one the page looks for it beside itself and says how to get it. It is fetched from the
web only when that was asked for: a customer's guide should not run what somebody else can
change, nor tell a third party who reads it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from markupsafe import escape

from segkit.errors import ExportError
from segkit.export.forms.wiki import anchors, headings_of, wiki_of
from segkit.export.page.commonmark import Heading
from segkit.export.prepared import Prepared
from segkit.files import read_bytes
from segkit.render.markdown_text import words
from segkit.terminal import printable
from segkit.trust import find_program

FROM_WEB = "cdn"
"""Said instead of a folder when readers may fetch docsify from the web."""

VERSION = "4.13.1"
_ON_THE_WEB = f"https://cdn.jsdelivr.net/npm/docsify@{VERSION}/lib/"
_SCRIPTS = ("lib/docsify.min.js", "dist/docsify.min.js")
_STYLES = ("lib/themes/vue.css", "dist/themes/core.min.css")
_OWN = "_docsify"
_MOST_BYTES = 5_000_000
_SCRIPT = f"{_OWN}/segkit.js"
_FETCHED = re.compile(rb"@import\s*(?:url\()?\s*[\"']?(?:https?:)?//[^;]*;")
"""A theme that asks for a font from the web would tell somebody who reads the guide."""


@dataclass(frozen=True, slots=True)
class Site:
    """A docsify site.

    Attributes:
        files: By relative name.
        is_complete: It shows without anything that is not in it.
    """

    files: dict[str, bytes]
    is_complete: bool


def site_of(prepared: Prepared, *, docsify: str = "") -> Site:
    """The site of a guide.

    Args:
        prepared: The guide.
        docsify: The folder of an npm package `docsify`, or `cdn`; empty to look for one.
    """
    wiki = wiki_of(prepared, docsify=True)
    copied = copy_of_docsify(docsify)
    title = prepared.title
    return Site(
        {
            "index.html": _index(title, docsify, copied).encode(),
            "README.md": wiki.text.encode(),
            "_sidebar.md": _sidebar(headings_of(prepared)).encode(),
            _SCRIPT: _own_script().encode(),
            ".nojekyll": b"",  # GitHub's pages would leave out files that begin with _
            **wiki.pictures,
            **copied,
        },
        bool(copied),
    )


def copy_of_docsify(docsify: str) -> dict[str, bytes]:
    """Docsify's script and style, as files of the site; nothing where there is none.

    `docsify` is that of `site_of`. Raises `ExportError` when the folder is not that
    of its package.
    """
    if docsify == FROM_WEB:
        return {}
    folders = [Path(docsify)] if docsify else list(_places())
    for folder in folders:
        script, style = (_first(folder, names) for names in (_SCRIPTS, _STYLES))
        if script and style:
            return {
                f"{_OWN}/docsify.min.js": read_bytes(script, limit=_MOST_BYTES),
                f"{_OWN}/theme.css": _FETCHED.sub(b"", read_bytes(style, limit=_MOST_BYTES)),
            }
    if docsify:
        raise ExportError(
            f"{docsify} is not the npm package docsify: it has no {' or '.join(_SCRIPTS)}.",
            "name the folder node_modules/docsify after `npm install docsify`, or write cdn.",
        )
    return {}


def _first(folder: Path, names: tuple[str, ...]) -> Path | None:
    return next((folder / name for name in names if (folder / name).is_file()), None)


def _places() -> Iterator[Path]:
    """Where a docsify of this computer may lie: with the program `docsify`.

    Not near the guide: a script from a stranger's folder would run before the guide's readers.
    """
    for program in filter(None, map(find_program, ("docsify", "node"))):
        for folder in Path(program).resolve().parents:
            yield folder / "node_modules" / "docsify"
            yield folder / "lib" / "node_modules" / "docsify"  # where npm installs with -g


def _index(title: str, docsify: str, copied: dict[str, bytes]) -> str:
    own = ((f"{_OWN}/docsify.min.js", f"{_OWN}/theme.css"),)
    web = ((f"{_ON_THE_WEB}docsify.min.js", f"{_ON_THE_WEB}themes/vue.css"),)
    installed = tuple(
        (f"{root}node_modules/docsify/{script}", f"{root}node_modules/docsify/{style}")
        for root in ("", "../")
        for script, style in zip(_SCRIPTS, _STYLES, strict=True)
    )
    tried = own if copied else web if docsify == FROM_WEB else (*own, *installed)
    page = _asset("segkit.export.forms", "docsify.html")
    return (
        page.replace("{{ title }}", str(escape(title)))
        .replace("{{ own }}", _SCRIPT)
        .replace("{{ places }}", json.dumps([{"script": s, "style": t} for s, t in tried]))
        .replace("{{ name }}", json.dumps(escape(title)))  # docsify takes it for HTML
    )


def _own_script() -> str:
    """The search of the site, and the colours that the page has too."""
    pieces = (
        _asset("segkit.export.page", "colours.js"),
        _asset("segkit.export.forms", "docsify.js"),
    )
    return "(() => {\n" + "\n".join(pieces) + "})();\n"


def _asset(package: str, name: str) -> str:
    return files(package).joinpath("assets", name).read_text(encoding="utf-8")


def _sidebar(headings: tuple[Heading, ...]) -> str:
    places = anchors(headings, docsify=True)
    return "".join(
        f"{'  ' * (heading.level - 2)}- [{words(printable(heading.text)).strip()}](/{places[heading.anchor]})\n"
        for heading in headings
    )
