"""Write the pages of the documentation site below `build/pages`: those of `docs/`, and the reference.

python scripts/build_docs.py [FOLDER]

The reference comes from the code: commands from click, settings, rows, rules and facts from where
they are declared, so that it cannot say something else. The guides of the gallery are exported here
too. Pages are plain Markdown; `zensical build` or `mkdocs build` makes the site (`make docs`).
"""

from __future__ import annotations

import inspect
import json
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

import click
import gallery

import segkit
from segkit.cli import cli
from segkit.engagement.settings import _KNOWN, _TABLES, Engagement
from segkit.knowledge.entries import Entry, targets
from segkit.knowledge.links import Links
from segkit.review.checks import all_checks
from segkit.rows.row import own_rows

ROOT = Path(__file__).resolve().parents[1]
FACTS = ("destinations", "warehouses", "sources", "global")


def pages() -> Mapping[str, str]:
    """Every generated page by its path."""
    made = {
        "reference/commands.md": commands(),
        "reference/settings.md": settings(),
        "reference/rows.md": rows(),
        "reference/lint-rules.md": rules(),
        "reference/json.md": schemas(),
        "reference/python.md": python(),
        "gallery/index.md": gallery.page(),
    }
    made |= {f"reference/facts-{name}.md": facts(name) for name in FACTS}
    for name, title in (("CHANGELOG", "changelog"), ("CONTRIBUTING", "contributing")):
        made[f"{title}.md"] = _without_repository_links((ROOT / f"{name}.md").read_text("utf-8"))
    return made


def commands() -> str:
    """Every command with its subcommands, as `--help` has it."""
    parts = ["# Commands", "Exit status: 0 done, 1 something is open, 2 bad input."]
    for path, command in every_command(cli, "segkit"):
        context = click.Context(command, info_name=path)
        parts += [f"## {path}", f"```text\n{command.get_help(context)}\n```"]
    return _page(parts)


def every_command(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    """The command and all below it, each with how it is called."""
    yield path, command
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from every_command(below, f"{path} {name}")


def settings() -> str:
    """Every key of `engagement.toml` with its type."""
    lines = [f"| `{key}` | {_types(kind)} |" for key, kind in sorted(_KNOWN.items())]
    lines += [f"| `{table}.…` | {_types(kind)}, one line each |" for table, kind in _TABLES.items()]
    about = (Engagement.__doc__ or "").split("Attributes:", 1)[1]
    meant = re.findall(r"^ +(\w+): (.*(?:\n {12,}.*)*)", about, re.MULTILINE)
    told = [f"| {name.replace('_', ' ')} | {_cell(text)} |" for name, text in meant]
    return _page(
        [
            "# Settings",
            "Keys of `engagement.toml`; the part before the dot is the table.",
            "\n".join(["| key | type |", "|---|---|", *lines]),
            "## What they mean",
            "\n".join(["| setting | meaning |", "|---|---|", *told]),
        ]
    )


def rows() -> str:
    """Every row of the guide: the method that shows it, and what it is made from."""
    parts = ["# Rows of the guide", "`guide.NAME()` in a notebook shows one."]
    for row in own_rows().values():
        first = (row.draw.__doc__ or "").split("\n", 1)[0]
        needs = f"\n\nNeeds: {', '.join(row.needs)}." if row.needs else ""
        parts += [
            f"## {row.name}",
            f"{first}\n\nFrom: {', '.join(row.origins)}. For: {', '.join(row.readers)}.{needs}",
        ]
    return _page(parts)


def rules() -> str:
    """Every rule of the review with its reason, what mends it, and when it speaks."""
    parts = ["# Rules of the review", "`segkit lint --explain RULE` prints one."]
    for one in all_checks():
        parts += [
            f"## {one.id}",
            f"{_text(one.title)}\n\nLevel: {one.level}; of {one.of}.",
            "\n\n".join(
                f"**{word}**: {_text(said)}"
                for word, said in (("Why", one.why), ("Mend", one.mend), ("Evidence", one.evidence))
                if said
            ),
        ]
    return _page(parts)


def facts(name: str) -> str:
    """Everything that segkit knows of one kind of thing, each fact with its source and day."""
    parts = [
        f"# Facts about {name if name != 'global' else 'everything'}",
        "Each fact with what to do, who says so, and as of which day.",
    ]
    for target in targets(name):
        parts += [f"## {target.name or 'Everywhere'}"]
        parts += [_fact(entry) for entry in target.entries]
    return _page(parts)


def _fact(entry: Entry) -> str:
    source = f"[{entry.says}]({Links().docs_base}{entry.docs}/)" if entry.docs else entry.says
    return (
        f"### {entry.id}\n\n{_text(entry.text)}\n\n{_text(entry.action)}\n\n"
        f"{entry.severity}; for {', '.join(entry.sources)}; {source}, {entry.known}"
    )


def schemas() -> str:
    """The JSON Schemas that the package carries."""
    parts = ["# JSON", "Shapes only grow: what a script reads today stays."]
    for file in sorted(files("segkit.schemas").iterdir(), key=lambda one: one.name):
        if file.name.endswith(".schema.json"):
            text = json.dumps(json.loads(file.read_text("utf-8")), indent=2, ensure_ascii=False)
            parts += [f"## {file.name}", f"```json\n{text}\n```"]
    return _page(parts)


def python() -> str:
    """The public names with their docstrings."""
    parts = ["# Python", "`import segkit`; what is not listed here may change."]
    for name in sorted(set(segkit.__all__) - {"__version__", "errors"}):
        thing = getattr(segkit, name)
        is_class = inspect.isclass(thing)
        parts += [f"## {name}", _signature(name, thing), _doc(thing)]
        for method, inner in inspect.getmembers(thing) if is_class else ():
            if not method.startswith("_") and inspect.isfunction(inner):
                parts += [
                    f"### {name}.{method}",
                    _signature(f"{name}.{method}", inner),
                    _doc(inner),
                ]
    return _page(parts)


def _signature(name: str, thing: object) -> str:
    try:
        text = f"{name}{inspect.signature(thing)}"  # type: ignore[arg-type] # refused below
    except (TypeError, ValueError):
        text = name
    return f"```python\n{text}\n```"


def _doc(thing: object) -> str:
    return f"```text\n{inspect.getdoc(thing) or ''}\n```"


def _types(kind: type | tuple[type, ...]) -> str:
    return " or ".join(one.__name__ for one in (kind if isinstance(kind, tuple) else (kind,)))


def _text(text: str) -> str:
    """Nothing in it is taken for HTML, a link or an emphasis."""
    return re.sub(r"([<>\[\]*_{}#|\\`])", r"\\\1", text)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _without_repository_links(text: str) -> str:
    """A page of the repository whose links to its files are words."""
    return re.sub(r"\[([^\]]+)\]\((?!https?:|#)[^)]+\)", r"\1", text)


def _page(parts: list[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


def build(folder: Path) -> None:
    """All pages in the folder, which is made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "docs", folder)
    for path, text in pages().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    gallery.build(folder / "gallery")


if __name__ == "__main__":
    build(Path(sys.argv[1]) if sys.argv[1:] else ROOT / "build" / "pages")
