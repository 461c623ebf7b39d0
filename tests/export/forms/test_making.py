"""`segkit export --to …`: each form of the demo guide, and what happens when one cannot be made."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
from collections.abc import Callable
from functools import partial
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner, Result
from markdown_it import MarkdownIt
from openpyxl import load_workbook

from segkit.cli import cli
from segkit.engagement.demo import create_demo
from segkit.engagement.settings import read_engagement
from segkit.errors import ExportError, UsageError
from segkit.export.forms import FORMS, Making, Wanted, export_forms
from segkit.programs import chromium

STEM = "quillmoor-supply-segment-guide"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo engagement."""
    return create_demo(tmp_path_factory.mktemp("forms") / "demo").folder


@pytest.fixture(scope="module")
def made(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every form but the PDF."""
    folder = tmp_path_factory.mktemp("made")
    forms = [form for form in FORMS if form not in {"pdf", "html"}]
    docsify = package(folder / "package")
    wanted = Wanted(docsify=str(docsify))
    export_forms(read_engagement(demo), forms, wanted, output=folder / "out")
    return folder / "out"


def package(folder: Path) -> Path:
    """A folder that looks like docsify's npm package."""
    (folder / "lib" / "themes").mkdir(parents=True)
    (folder / "lib" / "docsify.min.js").write_text("0")
    style = '@import url("https://fonts.example/css");*{color:red}'
    (folder / "lib" / "themes" / "vue.css").write_text(style)
    return folder


def run(*arguments: str | Path) -> Result:
    """The command line."""
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_every_form_has_the_customers_name(made: Path) -> None:
    """And its own ending."""
    assert {path.name for path in made.iterdir()} == {
        f"{STEM}.md", f"{STEM}-docsify", f"{STEM}-paste.html", f"{STEM}.xlsx", f"{STEM}-csv", "_media",
    }  # fmt: skip


def test_the_same_snapshot_gives_the_same_bytes(made: Path, demo: Path, tmp_path: Path) -> None:
    """In every form."""
    forms = [form for form in FORMS if form not in {"pdf", "html"}]
    wanted = Wanted(docsify=str(package(tmp_path / "package")))
    export_forms(read_engagement(demo), forms, wanted, output=tmp_path / "again")

    assert files(tmp_path / "again") == files(made)


def test_markdown_is_read_back_with_its_headings_tables_and_pictures(made: Path) -> None:
    """By a parser of CommonMark, without HTML but line breaks."""
    parser = MarkdownIt("commonmark").enable("table")
    tokens = parser.parse((made / f"{STEM}.md").read_text(encoding="utf-8"))

    headings = [tokens[i + 1].content for i, t in enumerate(tokens) if t.type == "heading_open"]
    inline = [child for token in tokens for child in token.children or []]
    html = {t.content for t in [*tokens, *inline] if t.type in {"html_block", "html_inline"}}
    pictures = [str(t.attrGet("src")) for t in inline if t.type == "image"]
    anchors = [str(t.attrGet("href")) for t in inline if t.type == "link_open"]
    assert headings[:4] == [
        "Quillmoor Supply: Segment guide",
        "Where you stand",
        "Welcome",
        "Your tracking plan",
    ]
    assert html == {"<br>"}
    assert sum(token.type == "table_open" for token in tokens) > 40
    assert len(pictures) == 2
    assert all((made / name).is_file() for name in pictures)
    assert all(a.startswith(("https://", "#")) for a in anchors)


def test_markdown_says_what_is_folded_away_on_the_page(made: Path) -> None:
    """Of each trait what its row in the table leaves out, and only that."""
    text = (made / f"{STEM}.md").read_text(encoding="utf-8")

    [row] = re.findall(r"^\| `createdAt` \|.*Account service.*$", text, re.MULTILINE)
    assert " | date-time | Account service | " in row
    assert (
        "**`createdAt`**\n\n- **PII?** No\n- **Why?** Cohorts by age of account\n"
        "- **Planned in:** `Identify!A9`\n\n"
    ) in text
    assert "**Received by:**" not in text
    assert "**Read from:**" not in text


def test_markdown_that_cannot_be_written_leaves_no_pictures(demo: Path, tmp_path: Path) -> None:
    """Only those that were there before."""
    engagement, target = read_engagement(demo), tmp_path / "guide.md"
    (target / "in the way").mkdir(parents=True)
    making = Making(engagement, "everyone", Wanted())

    with pytest.raises(ExportError, match="could not be written"):
        making.write("markdown", target)
    nothing = [path.name for path in tmp_path.iterdir()]
    made = making.write("markdown", tmp_path / "other.md")
    made.files[1].unlink()
    with pytest.raises(ExportError, match="could not be written"):
        making.write("markdown", target)

    assert nothing == ["guide.md"]
    assert not made.files[1].exists()
    assert made.files[2].exists()


def test_docsify_has_all_that_it_shows(made: Path) -> None:
    """Its own callouts, a sidebar that leads to headings, and nothing from the web."""
    site = files(made / f"{STEM}-docsify")
    readme, index = site["README.md"].decode(), site["index.html"].decode()

    targets = re.findall(r"\]\(/\?id=([\w-]+)\)", site["_sidebar.md"].decode())
    assert len(targets) > 10
    assert all(f" :id={target}\n" in readme for target in targets)
    assert "\n!> **Important:** Use the write key" in readme
    assert "[!IMPORTANT]" not in readme
    assert site["_docsify/theme.css"] == b"*{color:red}"
    assert "http" not in index
    assert {name for name in site if name.startswith("_media/")} == {
        name.removeprefix("(").removesuffix(")") for name in re.findall(r"\(_media/[^)]*\)", readme)
    }


def test_docsify_that_is_not_there_is_said(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The site is written, and the way to complete it named; the web is used when asked for."""
    monkeypatch.setenv("PATH", "")
    site = tmp_path / "site"

    without = run("export", demo, "--to", "docsify", "--output", site)
    wrong = run("export", demo, "--to", "docsify", "--docsify", tmp_path, "--output", site)
    web = run("export", demo, "--to", "docsify", "--docsify", "cdn", "--output", tmp_path / "web")

    assert "npm install docsify" in without.stderr
    assert "http" not in (site / "index.html").read_text()
    assert wrong.exit_code == 2
    assert "is not the npm package" in wrong.stderr
    assert web.stderr == ""
    assert "https://cdn.jsdelivr.net/npm/docsify@4" in (tmp_path / "web" / "index.html").read_text()


def test_the_workbook_and_the_csv_hold_the_same_tables(made: Path) -> None:
    """Every trait, every event, every decision."""
    book = load_workbook(made / f"{STEM}.xlsx")
    sheets = {name: book[name].max_row for name in book.sheetnames}
    rows = {
        path.stem: len(list(csv.reader(path.open(encoding="utf-8-sig", newline=""))))
        for path in (made / f"{STEM}-csv").iterdir()
    }

    assert sheets["Identify traits"] == rows["identify-traits"] == 29
    assert sheets["Events"] == rows["events"] == 181
    assert len(sheets) == len(rows) + 1 > 15  # and the sheet that lists them


def test_every_row_of_a_table_has_a_cell_for_each_heading(demo: Path) -> None:
    """A value without a heading says nothing."""
    tables = Making(read_engagement(demo), "everyone", Wanted()).sheets

    assert len(tables) > 15
    for one in tables:
        assert {len(row) for row in one.table.rows} == {len(one.table.titles)}, one.title


class _Tags(HTMLParser):
    """Collects tags, attributes, ids and links."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.attributes: set[str] = set()
        self.ids: set[str] = set()
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.ids.update(value for name, value in attrs if name == "id" and value)
        self.links.update(value for name, value in attrs if name == "href" and value)
        self.attributes.update(name for name, _ in attrs if tag not in {"html", "meta"})


def test_a_section_to_paste_is_plain_html(demo: Path, tmp_path: Path) -> None:
    """No class, style or script, and nothing of other sections."""
    target = tmp_path / "identify.html"

    done = run("export", demo, "--to", "paste", "--section", "Identify", "--output", target)

    assert done.exit_code == 0, done.output
    html = target.read_text(encoding="utf-8")
    tags = _Tags()
    tags.feed(html)
    assert not tags.seen & {"script", "style", "svg", "div", "span", "button", "link"}
    assert tags.attributes <= {"href", "src", "alt", "colspan"}
    assert "The <code>identify()</code> call" in html
    assert "Special considerations" not in html


def test_a_word_of_20_000_letters_is_cut_where_it_would_be_pasted(
    demo: Path, tmp_path: Path
) -> None:
    """A wiki's page is a page too; the workbook has it whole."""
    folder = shutil.copytree(demo, tmp_path / "demo")
    notebook = json.loads((folder / "guide.ipynb").read_text(encoding="utf-8"))
    source = f"## Long\n\n{'x' * 20_000}"
    notebook["cells"].append({"cell_type": "markdown", "id": "l", "metadata": {}, "source": source})
    (folder / "guide.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    target = tmp_path / "long.html"

    done = run("export", folder, "--to", "paste", "--section", "Long", "--output", target)

    assert done.exit_code == 0, done.output
    assert 100 < target.read_text(encoding="utf-8").count("x") < 1_000


def test_an_unknown_section_lists_the_known_ones(demo: Path) -> None:
    """To choose from."""
    done = run("export", demo, "--to", "paste", "--section", "Identities")

    assert done.exit_code == 2
    assert "'Identify traits'" in done.stderr


def test_an_audience_gets_its_own_file_with_its_sections(demo: Path, tmp_path: Path) -> None:
    """The contents list no other, and the footer says so."""
    done = run("export", demo, "--for", "executive", "--output", tmp_path)

    html = Path(done.output.strip()).read_text(encoding="utf-8")
    assert Path(done.output.strip()).name == f"{STEM}-executive.html"
    assert 'href="#what-was-agreed"' in html
    assert "#core-tracking" not in html
    said = re.sub(r"<[^>]+>", "", html)
    assert "It leaves out: Welcome, Core tracking, Events" in said
    assert "Executive edition; the whole guide has more." in html
    tags = _Tags()
    tags.feed(html)
    links = {link.removeprefix("#") for link in tags.links if link.startswith("#")}
    assert len(links) > 5
    assert links <= tags.ids


@pytest.mark.notebook
def test_code_of_ones_own_runs_once_for_all_forms(
    tmp_path: Path, agree: Callable[[Path], None]
) -> None:
    """And is announced once."""
    engagement = create_demo(tmp_path / "demo")
    notebook = nbformat.read(engagement.notebook, as_version=4)
    code = f"with open({str(tmp_path / 'runs')!r}, 'a') as file: file.write('x')"
    notebook.cells.append(nbformat.v4.new_code_cell(code))
    nbformat.write(notebook, engagement.notebook)
    agree(engagement.notebook)
    heard: list[str] = []

    export_forms(engagement, ["html", "markdown", "xlsx"], Wanted(), listen=heard.append)

    assert (tmp_path / "runs").read_text() == "x"
    assert len(heard) == 1


def test_several_audiences_get_a_document_each(demo: Path, tmp_path: Path) -> None:
    """In a folder; `all` stands for every one of them."""
    done = run("export", demo, "--to", "xlsx", "--for", "all", "--output", tmp_path / "out")
    refused = run("export", demo, "--to", "csv", "--for", "all", "--output", demo / "notes.toml")

    assert done.exit_code == 0, done.output
    assert [Path(line).name for line in done.stdout.splitlines()] == [
        f"{STEM}.xlsx", *(f"{STEM}-{whom}.xlsx" for whom in ("executive", "developer", "analyst")),
    ]  # fmt: skip
    assert refused.exit_code == 2
    assert "give a folder" in refused.stderr


def test_sections_that_the_engagement_leaves_out_are_in_no_form(tmp_path: Path) -> None:
    """An unknown name is an error that lists the known ones."""
    folder = create_demo(tmp_path / "demo").folder
    settings = folder / "engagement.toml"
    text = settings.read_text(encoding="utf-8")

    settings.write_text(f'{text}\n[guide]\nwithout = ["Special considerations"]\n')
    done = run("export", folder, "--to", "markdown", "--to", "xlsx", "--output", tmp_path / "out")
    settings.write_text(f'{text}\n[guide]\nsections = ["Nowhere"]\n')
    wrong = run("export", folder)
    settings.write_text(f'{text}\n[guide]\nsections = "Identify"\n')
    no_list = run("export", folder)

    assert done.exit_code == 0, done.output
    assert "Special considerations" not in (tmp_path / "out" / f"{STEM}.md").read_text()
    assert "Considerations" not in load_workbook(tmp_path / "out" / f"{STEM}.xlsx").sheetnames
    assert wrong.exit_code == no_list.exit_code == 2
    assert "special-considerations" in wrong.stderr
    assert 'write it like ["Identify' in no_list.stderr


def test_no_browser_is_one_clear_message(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the way around it."""
    monkeypatch.setattr(chromium, "find_chromium", str)

    done = run("export", demo, "--to", "pdf")

    assert done.exit_code == 2
    assert "There is no Chromium" in done.stderr
    assert "print it to PDF there" in done.stderr
    assert not list(demo.glob("*.pdf"))


@pytest.mark.skipif(os.name == "nt", reason="the browser is a shell script")
@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("exit 3", "status 3"),
        ("exit 0", "printed no PDF"),
        ("sleep 5", "had not printed"),
    ],
)
def test_a_browser_that_fails_leaves_the_older_file(
    script: str, message: str, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And says what happened."""
    program, target = tmp_path / "chromium", tmp_path / "guide.pdf"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    target.write_bytes(b"older")
    printed = partial(chromium.printed, program=str(program), seconds=1)
    monkeypatch.setattr("segkit.programs.chromium.printed", printed)

    with pytest.raises(ExportError, match=message):
        export_forms(read_engagement(demo), ["pdf"], Wanted(), output=target)

    assert target.read_bytes() == b"older"


def test_a_full_disk_leaves_the_older_site(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not one file of it is new."""
    site = tmp_path / "site"
    engagement = read_engagement(demo)
    export_forms(engagement, ["csv"], Wanted(), output=site)
    before = files(site)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportError, match="No space left"):
        export_forms(engagement, ["csv"], Wanted(), output=site)

    assert files(site) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_several_forms_need_a_folder(demo: Path, tmp_path: Path) -> None:
    """A form that does not exist is named with those that do."""
    (tmp_path / "file").write_text("x")

    with pytest.raises(UsageError, match="is a file"):
        export_forms(read_engagement(demo), ["csv", "xlsx"], Wanted(), output=tmp_path / "file")
    with pytest.raises(UsageError, match="html, pdf, markdown"):
        export_forms(read_engagement(demo), ["word"], Wanted())


@pytest.mark.parametrize(
    "options", [("--section", "Identify"), ("--docsify", "cdn")], ids=lambda o: o[0]
)
def test_an_option_without_its_form_is_refused(options: tuple[str, str], demo: Path) -> None:
    """It would do nothing."""
    done = run("export", demo, *options)

    assert done.exit_code == 2
    assert "it belongs to --to" in done.stderr


def test_half_a_surrogate_pair_stops_no_form(tmp_path: Path) -> None:
    """JSON of a plan can hold one, and no file can."""
    engagement = create_demo(tmp_path / "demo")
    snapshot = engagement.snapshot_file.read_text(encoding="utf-8")
    snapshot = snapshot.replace('"Given name"', '"Given \\ud800name"')
    engagement.snapshot_file.write_text(snapshot, encoding="utf-8")
    forms = [form for form in FORMS if form != "pdf"]

    export_forms(engagement, forms, Wanted(draft=True), output=tmp_path / "out")

    site = tmp_path / "out" / f"{STEM}-draft-docsify" / "README.md"
    assert "Given \ufffdname" in site.read_text(encoding="utf-8")


def test_links_in_a_circle_are_no_place(demo: Path, tmp_path: Path) -> None:
    """Neither for a file nor for a folder."""
    (tmp_path / "circle").symlink_to("circle")

    for form in ("html", "csv", "docsify"):
        with pytest.raises(ExportError, match="could not be written"):
            export_forms(read_engagement(demo), [form], Wanted(), output=tmp_path / "circle")


def test_the_customers_name_is_no_markup_for_docsify(tmp_path: Path) -> None:
    """It puts the name of a site into its sidebar as HTML."""
    engagement = create_demo(tmp_path / "demo")
    settings = engagement.file.read_text(encoding="utf-8")
    settings = settings.replace('"Quillmoor Supply"', '"Q <iframe src=//host.example> & Co"', 1)
    engagement.file.write_text(settings, encoding="utf-8")

    [site] = export_forms(
        read_engagement(engagement.folder),
        ["docsify"],
        Wanted(draft=True),
        output=tmp_path / "site",
    )

    page = (site.path / "index.html").read_text(encoding="utf-8")
    assert 'name: "Q &lt;iframe src=//host.example&gt; &amp; Co: Segment guide"' in page


def test_a_planned_call_has_its_place_in_markdown(demo: Path, tmp_path: Path) -> None:
    """A heading to link to, in the sidebar of a site too, and code in languages that are known."""
    run("export", demo, "--to", "markdown", "--to", "docsify", "--output", tmp_path / "out")

    text = (tmp_path / "out" / f"{STEM}.md").read_text(encoding="utf-8")
    site = tmp_path / "out" / f"{STEM}-docsify"
    assert "\n#### Order Completed\n" in text
    assert set(re.findall(r"^```(\w+)", text, re.MULTILINE)) <= {
        "js", "ts", "bash", "python", "swift", "kotlin", "csharp", "json",
    }  # fmt: skip
    assert not re.search(r"&(amp|lt|gt|#64);", text)
    assert "#### Order Completed :id=track-Order-Completed" in (site / "README.md").read_text()
    assert "(/?id=track-Order-Completed)" in (site / "_sidebar.md").read_text()
