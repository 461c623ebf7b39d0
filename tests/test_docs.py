"""The documentation: every command in it runs, every name of the code is in it, no link is dead."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click
import pytest
import yaml
from click.testing import CliRunner

from segkit.cli import cli
from segkit.engagement.demo import create_demo
from segkit.engagement.settings import _KNOWN
from segkit.review.checks import all_checks
from segkit.rows.row import own_rows

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
sys.path.append(str(ROOT / "scripts"))

from build_docs import build, every_command, pages  # noqa: E402 (scripts are no package)
from gallery import SHOWN  # noqa: E402 (likewise)

BLOCK = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```", re.MULTILINE | re.DOTALL)
SPOKEN = re.compile(r"`(segkit [^`\n]+)`")
HAND = sorted(DOCS.rglob("*.md"))
WITH_BLOCKS = [page for page in HAND if re.search(r"^segkit ", page.read_text(), re.MULTILINE)]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo engagement as `quillmoor`."""
    folder = tmp_path_factory.mktemp("docs")
    create_demo(folder / "quillmoor")
    return folder


@pytest.mark.parametrize("page", WITH_BLOCKS, ids=lambda page: page.stem)
def test_every_command_of_a_page_runs(
    page: Path, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In its order, in a folder that holds the demo and the files that the page shows."""
    here = tmp_path / "here"
    shutil.copytree(demo, here)
    monkeypatch.chdir(here)

    for kind, title, text in BLOCK.findall(page.read_text(encoding="utf-8")):
        if title:
            (here / title).write_text(text, encoding="utf-8")
        for line in text.splitlines() if kind == "sh" else ():
            if line.startswith("segkit "):
                done = CliRunner().invoke(cli, shlex.split(line, comments=True)[1:])
                assert done.exit_code in {0, 1}, f"{line}\n{done.output}"
                assert done.exception is None or isinstance(done.exception, SystemExit), line


def test_every_command_that_a_text_names_exists() -> None:
    """With its options, also where it cannot be run here."""
    known = dict(every_command(cli, "segkit"))

    for page in (ROOT / "README.md", *HAND):
        for said in SPOKEN.findall(page.read_text(encoding="utf-8")):
            words = said.replace("\\|", "|").split()
            command: click.Command = cli
            for word in words[1:]:
                command = known.get(f"{_path(command, known)} {word}", command)
            if re.fullmatch(r"[a-z]+", words[1]):
                assert command is not cli, f"{page.name}: {said}"
            options = {name for one in command.params for name in (*one.opts, *one.secondary_opts)}
            used = {word.split("=")[0].rstrip(",") for word in words if re.match(r"--\w", word)}
            assert used <= options | {"--help"}, f"{page.name}: {said}"


def _path(command: click.Command, known: dict[str, click.Command]) -> str:
    return next(path for path, one in known.items() if one is command)


def test_the_reference_names_everything() -> None:
    """Each command, setting, row and rule that the code has."""
    made = pages()

    for path, _ in every_command(cli, "segkit"):
        assert f"## {path}\n" in made["reference/commands.md"]
    for key in _KNOWN:
        assert f"`{key}`" in made["reference/settings.md"]
    for name in own_rows():
        assert f"## {name}\n" in made["reference/rows.md"]
    for check in all_checks():
        assert f"## {check.id}\n" in made["reference/lint-rules.md"]


def test_links_and_pictures_are_there() -> None:
    """Of the README and of every page, to other pages, pictures and headings of the site's map."""
    made = pages()
    files = {page.relative_to(DOCS).as_posix() for page in HAND} | set(made)

    for page in (ROOT / "README.md", *HAND):
        text = page.read_text(encoding="utf-8")
        found = re.findall(r"\]\(([^)\s]+)\)|(?:srcset|src)=\"([^\"]+)\"", text)
        for link in filter(None, (one or other for one, other in found)):
            if not re.match(r"https?:|#", link):
                target = (page.parent / link.split("#")[0]).resolve()
                on_site = DOCS in target.parents and target.relative_to(DOCS).as_posix() in files
                assert target.is_file() or on_site, f"{page.name}: {link}"
    assert set(_leaves(yaml.safe_load((ROOT / "mkdocs.yml").read_text())["nav"])) == files


def _leaves(nav: object) -> Iterator[str]:
    match nav:
        case str(path):
            yield path
        case list(entries):
            for entry in entries:
                yield from _leaves(entry)
        case dict(entries):
            for entry in entries.values():
                yield from _leaves(entry)


@pytest.mark.notebook
def test_the_site_builds_without_a_complaint(tmp_path: Path) -> None:
    """Strictly, without network, with a search; no page fetches anything from elsewhere."""
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    build(tmp_path / "build" / "pages")
    subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--strict"], cwd=tmp_path, check=True
    )

    site = tmp_path / "build" / "site"
    assert "device mode" in (site / "search.json").read_text(encoding="utf-8")
    fetched = re.compile(
        r"<(?:script|img|iframe|link rel=\"?stylesheet)[^>]*(?:src|href)=\"?https?:"
    )
    for page in site.rglob("*.html"):
        assert not fetched.search(page.read_text(encoding="utf-8")), page
    assert [dead for page in site.rglob("index.html") for dead in _dead_links(page)] == []


def _dead_links(page: Path) -> Iterator[str]:
    """Links and pictures of a page that lead to no file, or to no place in it."""
    for link in re.findall(r"\b(?:href|src)=\"?([^\"\s>]+)", page.read_text(encoding="utf-8")):
        to = urlsplit(link)
        if to.scheme or to.netloc:
            continue
        target = (page.parent / unquote(to.path)).resolve() if to.path else page
        target = target / "index.html" if target.is_dir() else target
        place = re.compile(rf"\bid=\"?{re.escape(unquote(to.fragment))}[\"\s>]")
        is_page = to.fragment and target.suffix == ".html"
        if not target.is_file() or (is_page and not place.search(target.read_text("utf-8"))):
            yield f"{page}: {link}"


def test_pictures_of_the_readme_are_light_enough() -> None:
    """Below 300 kB each, light and dark."""
    found = sorted((DOCS / "pictures").glob("*.png"))

    named = {f"{place}-{theme}" for place in ("guide", "room") for theme in ("dark", "light")}
    assert {one.stem for one in found} == named | {f"gallery-{one.key}" for one in SHOWN}
    assert all(one.stat().st_size < 300_000 for one in found)


def test_the_readme_alone_leads_from_a_sheet_to_a_guide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own commands on a sheet with a title, odd headings and several properties in a cell."""
    (tmp_path / "Konzept FINAL (neu).csv").write_text(
        "Konzept vom 14.11., bitte nicht verteilen;;;\n;;;\n"
        "Nr;Was passiert;Event (technisch);Parameter\n"
        '1;Rad gesehen;Bike Viewed;"bike_id (Text)\npreis (Zahl)"\n'
        '2;Bestellung bezahlt;Order Completed;"order_id (Text)\ntotal (Zahl)"\n'
    )
    monkeypatch.chdir(tmp_path)
    readme = (ROOT / "README.md").read_text(encoding="utf-8").split("## In the room")[0]
    commands = "\n".join(text for kind, _, text in BLOCK.findall(readme) if kind == "sh")
    given = {"NAME": "lindwarth", "…": "Lindwarth", "FILE": "Konzept FINAL (neu).csv"}
    said = []

    for line in re.findall(r"^segkit (.*)", commands, re.MULTILINE):
        words = [given.get(word, word) for word in shlex.split(line, comments=True)]
        done = CliRunner().invoke(cli, words)
        assert done.exit_code == 0, done.output
        said.append(done.output)
    checked = CliRunner().invoke(cli, ["check", "lindwarth"])

    assert "Plan: 2 rules (2 track), 4 fields" in said[0]
    assert Path(said[-1].strip()).is_file()
    assert "cd lindwarth" in checked.output
