"""No control character of a stranger's text reaches a terminal, a CSV file or Markdown."""

from __future__ import annotations

import io
import json
import shlex
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from types import ModuleType

import click
import pytest
from click.testing import CliRunner

from segkit.cli import cli
from segkit.cli.greeting import GROUPS
from segkit.engagement.demo import create_demo
from segkit.engagement.settings import Engagement
from segkit.export.forms import Wanted, export_forms
from segkit.export.forms.separated import csv_of
from segkit.render.table import Column, Table
from segkit.terminal import canvas, fitted, guarded, one_line, printable

HOSTILE = "\x1b[31m\x1b]0;owned\x07\x08\r\x0b\x0c\x7f\x85\x9b1m\u202e"


def controls(text: str, *kept: str) -> set[str]:
    """The control characters of the text, but line feeds and what is kept."""
    return {c for c in text if unicodedata.category(c) == "Cc" and c not in {"\n", *kept}}


@pytest.fixture(scope="module")
def hostile(
    tmp_path_factory: pytest.TempPathFactory, double: Callable[[str], ModuleType]
) -> Engagement:
    """An engagement with such characters in every field."""
    folder = tmp_path_factory.mktemp("hostile") / "demo"
    made: Engagement = double("filled_engagement").filled_engagement(folder, HOSTILE)
    return made


def test_what_drives_a_terminal_is_replaced() -> None:
    """Text stays: tabs, lines, accents, blanks that do not break, joined letters."""
    text = "a\tb\nÉ \xa0 👩\u200d👧 \u0645\u200c\u0646"

    assert printable(text) == text
    assert printable("a\x1b[2Jb\u202ec\ud800") == "a\ufffd[2Jb\ufffdc\ufffd"
    assert controls(printable("".join(map(chr, range(0x2000)))), "\t") == set()
    assert one_line(" a\t b\n👩\u200d👧 \x1b[2J ") == "a b 👩\u200d👧 \ufffd[2J"


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"], ["matrix"], ["coverage"], ["consider"], ["export"], ["doctor"],
        ["export", "--to", "paste", "--section", "none"], ["diff", "snapshot.json"],
        ["route", "call.json", "--source", "none"], ["mode", "none", "device"],
        ["tick", "none", "so"], ["plan", "tracking-plan.xlsx"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_no_command_lets_a_text_drive_the_terminal(
    hostile: Engagement, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    """Neither what it prints nor what it says of an error."""
    monkeypatch.chdir(hostile.folder)
    Path("call.json").write_text('{"type": "track", "event": "Order Completed"}')
    if arguments[0] == "diff":
        arguments = ["diff", str(hostile.folder), str(hostile.folder)]

    done = CliRunner().invoke(cli, arguments)

    assert done.exit_code in {0, 1, 2}
    assert done.output
    assert controls(done.output) == set()


def test_all_exports_print_no_such_character(hostile: Engagement, tmp_path: Path) -> None:
    """The table, problems and notes, of an engagement whose folder is called so too."""
    top = tmp_path / "all"
    for name in ("fine\x1b[31m\r", "broken\x1b[31m\r"):
        shutil.copytree(hostile.folder, top / name)
    (top / "broken\x1b[31m\r" / "snapshot.json").write_text("{")

    done = CliRunner().invoke(cli, ["export", "--all", str(top)])

    assert "To fix" in done.output
    assert "1 exported, 1 failed" in done.output
    assert controls(done.output) == set()


@contextmanager
def printed() -> Iterator[io.StringIO]:
    """What standard output and standard error are given meanwhile."""
    stream = io.StringIO()
    with redirect_stdout(stream), redirect_stderr(stream):
        yield stream


def test_everything_that_is_printed_is_guarded() -> None:
    """By whatever means, and only as long as it is asked for."""
    with printed() as raw:
        with guarded():
            sys.stdout.write("a\x1bb\n")
            click.echo("c\x1bd")
            sys.stderr.writelines(["e\x1bf"])
        sys.stdout.write("h\x1bi\n")

    assert raw.getvalue() == "a\ufffdb\nc\ufffdd\ne\ufffdfh\x1bi\n"


def test_what_rich_draws_keeps_its_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also while something moves, when rich puts streams of its own in place."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    with printed() as raw, guarded():
        console = canvas(stderr=True)
        with console.status("Looking"):
            console.print("[b]", style="red")

    assert "\x1b[31m[b]\x1b[0m" in raw.getvalue()
    assert "\ufffd" not in raw.getvalue()


def test_no_file_of_text_holds_such_a_character(hostile: Engagement, tmp_path: Path) -> None:
    """CSV, Markdown, the site, the page and what is pasted."""
    forms = ["html", "markdown", "docsify", "paste", "csv"]

    made = export_forms(hostile, forms, Wanted(draft=True, docsify="cdn"), output=tmp_path)

    files = [file for one in made for file in one.files if file.suffix in {".html", ".md", ".csv"}]
    found = {file.name: controls(file.read_bytes().decode(), "\t", "\r") for file in files}
    assert len(files) > 20
    assert {name: bad for name, bad in found.items() if bad} == {}
    # nor what turns the direction of text around, where nothing sets it apart
    plain = [file for file in files if file.suffix != ".html"]
    assert [file.name for file in plain if "\u202e" in file.read_text(encoding="utf-8")] == []


def test_a_cell_of_a_csv_keeps_its_lines() -> None:
    """In one way of ending them; a lone return would hide what stands before it."""
    made = csv_of(Table((Column[str]("a", "a", str),), ["one\r\ntwo\tx\ry\x1b"])).decode(
        "utf-8-sig"
    )

    assert made == 'a\r\n"one\ntwo\tx\ny\ufffd"\r\n'


def test_lines_are_broken_between_words_and_go_on_below_their_column() -> None:
    """At the width that there is; what is one word stays whole, with its indent."""
    line = "  Facebook Pixel   device   Its own code can be loaded in the browser."
    address = "      https://example.com/" + "a" * 60

    assert fitted(line, 60) == (
        "  Facebook Pixel   device   Its own code can be loaded in\n"
        "                            the browser."
    )
    assert fitted(address, 40) == address
    assert fitted(line, 120) == line


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize(
    "command",
    [
        "", "--help", "knowledge", "check DEMO", "consider DEMO", "coverage DEMO", "lint DEMO",
        "matrix DEMO", "plan DEMO", "plan DEMO/tracking-plan.xlsx --explain", "action DEMO",
        "impact rename 'Order Completed' --to 'Order Placed' DEMO", "trust DEMO",
        "route DEMO/call.json --source shop_api_prod DEMO", "verify DEMO DEMO/calls.jsonl",
        "diff DEMO/tracking-plan.xlsx DEMO/call.csv",
    ],
)  # fmt: skip
def test_every_listing_fits_the_terminal(
    command: str, columns: int, demo: Engagement, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No line is longer than 80 or 120 columns, but an address, and the width is used."""
    monkeypatch.setenv("COLUMNS", str(columns))
    (demo.folder / "call.json").write_text('{"type": "track", "event": "Order Completed"}')
    (demo.folder / "call.csv").write_text("Event,Property,Type\nOrder Completed,total,number\n")

    lines = in_a_terminal(shlex.split(command.replace("DEMO", str(demo.folder)))).splitlines()

    assert lines
    assert [line for line in lines if len(line) > columns and " " in line.strip()] == []
    if command in {"coverage DEMO", "lint DEMO"}:
        assert max(map(len, lines)) > columns - 10


def test_what_a_program_reads_is_not_broken(
    demo: Engagement, monkeypatch: pytest.MonkeyPatch
) -> None:
    """JSON and CSV stay as they are, also in a terminal."""
    monkeypatch.setenv("COLUMNS", "80")

    assert json.loads(in_a_terminal(["coverage", str(demo.folder), "--json"]))
    table = in_a_terminal(["plan", str(demo.folder), "--to", "csv"])
    assert max(map(len, table.splitlines())) > 200


class Screen(io.StringIO):
    """Text that goes to a terminal."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def in_a_terminal(arguments: list[str]) -> str:
    """What the command prints to a terminal."""
    screen = Screen()
    with redirect_stdout(screen), pytest.raises(SystemExit):
        cli.main(arguments, prog_name="segkit")
    return screen.getvalue()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Engagement:
    """The demo engagement."""
    return create_demo(tmp_path_factory.mktemp("terminal") / "demo")


def test_segkit_alone_says_what_to_do_next(
    demo: Engagement, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In an engagement its own steps, elsewhere the first ones; then all commands, in groups."""
    monkeypatch.chdir(tmp_path)
    elsewhere = CliRunner().invoke(cli, [])
    monkeypatch.chdir(demo.folder)
    here = CliRunner().invoke(cli, [])

    assert (elsewhere.exit_code, here.exit_code) == (0, 0)
    assert "segkit demo" in elsewhere.output.split("Begin:")[0]
    assert "segkit check" in here.output.split("Begin:")[0]
    assert sorted(name for names in GROUPS.values() for name in names) == sorted(cli.commands)


class _Refusing(io.StringIO):
    """A stream of another country's letters, or of a disk that is full."""

    def __init__(self, fault: Exception) -> None:
        super().__init__()
        self._fault = fault

    @property
    def encoding(self) -> str:  # type: ignore[override]  # as streams of files have it
        """Of what it takes."""
        return "latin-1"

    def write(self, text: str) -> int:
        """Refuse what does not fit."""
        if isinstance(self._fault, OSError):
            raise self._fault
        text.encode(self.encoding)
        return super().write(text)


def test_what_a_stream_has_no_letters_for_becomes_a_question_mark(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As in a terminal of Windows, or with `PYTHONIOENCODING`; never a traceback."""
    stream = _Refusing(ValueError())
    monkeypatch.setattr(sys, "stdout", stream)
    with guarded():
        click.echo("watts – 12 é")
    assert stream.getvalue() == "watts ? 12 é\n"


@pytest.mark.parametrize("command", ["--help", "knowledge"])
def test_a_full_disk_behind_the_output_is_said(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also of help, which is printed before any command runs; the status is 2."""
    monkeypatch.setattr(sys, "stdout", _Refusing(OSError(28, "No space left on device")))
    with pytest.raises(SystemExit) as caught:
        cli.main([command])
    assert caught.value.code == 2
    assert "could not be written: No space left on device." in capsys.readouterr().err


@pytest.mark.parametrize("command", ["--help", "knowledge"])
def test_closed_output_is_no_fault(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As `>&-` closes it, or a service that has none."""
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(SystemExit) as caught:
        cli.main([command])
    assert caught.value.code == 0
