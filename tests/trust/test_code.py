"""Code of a stranger's notebook runs after one yes to exactly that code, by no other way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest
from click.testing import CliRunner, Result

from segkit.batch import Choices, export_all
from segkit.cli import cli
from segkit.engagement.settings import read_engagement
from segkit.errors import TrustError
from segkit.export import export_guide

if TYPE_CHECKING:
    from tests.trust.conftest import Stranger

Run = Callable[..., Result]


def run(*arguments: object, given: str | None = None) -> Result:
    """A command, as a script runs it, or with what a person types."""
    return CliRunner().invoke(cli, [str(one) for one in arguments], input=given)


@pytest.fixture
def ran(stranger: Stranger) -> Path:
    """The file that the stranger's code leaves behind wherever it runs."""
    return stranger.outside / "ran.txt"


@pytest.fixture
def here(stranger: Stranger, ran: Path, monkeypatch: pytest.MonkeyPatch) -> Stranger:
    """The stranger's engagement, with code in all of its notebooks, as the current folder."""
    monkeypatch.chdir(stranger.folder)
    for name in ("guide", "explore", "workshop"):
        add_code(stranger.folder / f"{name}.ipynb", leaves(ran, name))
    return stranger


def leaves(ran: Path, what: str) -> str:
    """Python that says that it was run."""
    return f"with open({str(ran)!r}, 'a') as left: left.write({what!r} + '\\n')"


def add_code(file: Path, source: str) -> None:
    """One more cell."""
    notebook = nbformat.read(file, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(source))
    nbformat.write(notebook, file)


def nbconvert(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """`jupyter nbconvert --to segkit guide.ipynb` in the folder."""
    command = [
        *(sys.executable, "-P", "-m", "nbconvert", "--to", "segkit", "guide.ipynb"),
        *("--SegkitExporter.draft=True", *options),
    ]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.mark.parametrize(
    "command",
    [
        ("export", ".", "--draft"),
        ("export", ".", "--draft", "--to", "markdown", "--to", "csv"),
        ("export", ".", "--draft", "--for", "analyst"),
        ("app", "."),
    ],
)
def test_no_command_runs_it_without_a_yes(
    here: Stranger, ran: Path, command: tuple[str, ...]
) -> None:
    """Not silently either: the cells are named, and what to do."""
    result = run(*command)

    assert result.exit_code == 2
    assert "holds code of its own in cell" in result.output
    assert "segkit trust" in result.output
    assert not ran.exists()
    assert not list(here.folder.glob("*segment-guide*"))


@pytest.mark.parametrize("command", [("export", ".", "--draft"), ("app", ".")])
@pytest.mark.parametrize(
    "cell",
    [
        "__builtins__.exec({code!r})",
        "import segkit\nguide = segkit.open_guide()\n__builtins__.exec({code!r})",
        "segkit.import_module('antigravity')",
        "get_ipython.magic('run x.py')",
        "_.system('x')",
    ],
)
def test_what_only_has_the_form_of_a_call_of_segkit_is_own_code(
    stranger: Stranger, ran: Path, cell: str, command: tuple[str, ...]
) -> None:
    """Behind a name that no cell bound to a guide is anything at all."""
    for name in ("guide", "explore"):
        add_code(stranger.folder / f"{name}.ipynb", cell.format(code=leaves(ran, name)))

    result = run(command[0], stranger.folder, *command[2:])

    assert result.exit_code == 2
    assert "holds code of its own in cell" in result.output
    assert not ran.exists()


@pytest.mark.parametrize("first", ["import os", "guide = __import__('os')", "import os as segkit"])
def test_a_yes_to_harmless_code_is_none_to_calls_of_what_it_bound(
    stranger: Stranger, ran: Path, first: str
) -> None:
    """They are added later, in the form of calls of segkit."""
    notebook = stranger.folder / "guide.ipynb"
    add_code(notebook, first)
    run("trust", stranger.folder, "--yes")
    owner = "guide" if "guide" in first else "os"
    add_code(notebook, f"{owner}.system({f'touch {ran}'!r})")

    result = run("export", stranger.folder, "--draft")

    assert result.exit_code == 2
    assert "nobody has said yes" in result.output
    assert not ran.exists()


@pytest.mark.parametrize(
    "first",
    [
        "import sys\nsys.modules['segkit'] = sys",
        "x = guide\nx.track = print",
        "getattr(object, '__set' + 'attr__')(guide, 'track', print)",
        "from IPython import get_ipython as shell\nshell().push({'guide': print})",
    ],
)
def test_what_code_may_have_made_of_a_guide_is_part_of_the_yes(
    stranger: Stranger, first: str
) -> None:
    """Calls of segkit that are added below it are new code, whatever they look like."""
    notebook = stranger.folder / "guide.ipynb"
    add_code(notebook, first)
    assert run("trust", stranger.folder, "--yes").exit_code == 0
    add_code(notebook, "guide.track('an argument')")

    result = run("export", stranger.folder, "--draft")

    assert result.exit_code == 2
    assert "nobody has said yes" in result.output


@pytest.mark.parametrize("command", [("export", "--draft"), ("app",)])
def test_a_name_that_no_cell_opened_is_not_called(
    stranger: Stranger, command: tuple[str, ...]
) -> None:
    """In a kernel it may be what the person's own IPython imports at its start: os, perhaps."""
    for name in ("guide", "explore"):
        add_code(stranger.folder / f"{name}.ipynb", "os.system('x')")

    result = run(command[0], stranger.folder, *command[1:])

    assert result.exit_code == 2
    assert "cell" in result.output
    assert "'os' is used before it was opened" in result.output


def test_the_app_opens_no_guide_of_another_engagement(stranger: Stranger) -> None:
    """A customer looks on; which engagement it is was said on the command line."""
    own_code = "guide = segkit.open_guide('../outside')"
    (stranger.outside / "engagement.toml").write_text("", encoding="utf-8")
    add_code(stranger.folder / "explore.ipynb", own_code)

    result = run("app", stranger.folder)

    assert result.exit_code == 2
    assert "holds code of its own in cell" in result.output


def test_of_many_guides_those_without_a_yes_are_listed(here: Stranger, ran: Path) -> None:
    """The others are made; the exit status says that one is missing."""
    result = run("export", here.folder.parent, "--all", "--draft", "--json")

    printed = json.loads(result.stdout[result.stdout.index("{") :])
    [engagement] = printed["engagements"]
    assert result.exit_code == 1
    assert engagement["status"] == "failed"
    assert "holds code of its own" in json.dumps(engagement)
    assert not ran.exists()


@pytest.mark.notebook
def test_nbconvert_runs_it_no_more_than_segkit(here: Stranger, ran: Path) -> None:
    """It says what is missing, and makes no file."""
    refused = nbconvert(here.folder)

    assert refused.returncode == 1
    assert "holds code of its own" in refused.stderr
    assert not ran.exists()
    assert not (here.folder / "guide.html").exists()


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("look", [("check", "."), ("consider", "."), ("matrix", ".")])
def test_looking_never_runs_it(ran: Path, look: tuple[str, ...]) -> None:
    """Whatever only reads needs no yes."""
    run(*look)

    assert not ran.exists()


@pytest.mark.notebook
@pytest.mark.parametrize("way", ["trust", "run-code", "all"])
def test_a_yes_is_given_once_in_any_way(here: Stranger, ran: Path, way: str) -> None:
    """Later exports run it without being told, nbconvert too."""
    folder = here.folder
    if way == "trust":
        agreed = run("trust", folder, "--yes")
    elif way == "run-code":
        agreed = run("export", folder, "--draft", "--run-code")
    else:
        agreed = run("export", folder.parent, "--all", "--draft", "--run-code")
    assert agreed.exit_code == 0, agreed.output
    ran.unlink(missing_ok=True)

    again = run("export", folder, "--draft")
    converted = nbconvert(folder)

    assert again.exit_code == 0, again.output
    assert converted.returncode == 0, converted.stderr
    assert ran.read_text(encoding="utf-8").split() == ["guide", "guide"]


@pytest.mark.parametrize(
    "change",
    ["another cell", "one letter", "a module beside it", "a module below", "a folder that is a link",
     "a program without an ending", "another folder"],
)  # fmt: skip
def test_a_yes_is_for_what_was_seen(here: Stranger, ran: Path, change: str) -> None:
    """What is added or changed later was not agreed to."""
    folder = here.folder
    notebook = folder / "guide.ipynb"
    (folder / "helper.py").write_text("x = 1\n", encoding="utf-8")
    run("trust", folder, "--yes")
    if change == "another cell":
        add_code(notebook, "1 + 1")
    elif change == "one letter":
        text = notebook.read_text(encoding="utf-8")
        notebook.write_text(text.replace("left.write", "left .write"), encoding="utf-8")
    elif change == "a module beside it":
        (folder / "helper.py").write_text("x = 2\n", encoding="utf-8")
    elif change == "a module below":
        (folder / "inner").mkdir()
        (folder / "inner" / "late.py").write_text("x = 2\n", encoding="utf-8")
    elif change == "a folder that is a link":
        (folder / "lib").symlink_to(here.outside)
    elif change == "a program without an ending":
        (folder / "Makefile").write_text("all:\n", encoding="utf-8")
    else:
        folder = folder.rename(folder.with_name("renamed"))
        os.chdir(folder)

    result = run("export", folder, "--draft")

    assert result.exit_code == 2
    assert "nobody has said yes" in result.output
    assert not ran.exists()


RUNS = ("exec(open('steps.txt').read())", "!sh steps.txt", "%run steps.txt", "import runpy")


@pytest.mark.parametrize("source", [*RUNS, "rows = open('steps.txt').read()"])
@pytest.mark.parametrize("file", ["steps.txt", "other.csv", "notes.toml"])
def test_what_code_runs_is_part_of_the_yes_and_what_it_reads_is_not(
    stranger: Stranger, source: str, file: str
) -> None:
    """An analyst's tables change from week to week; a text that is run is code."""
    add_code(stranger.folder / "guide.ipynb", source)
    (stranger.folder / file).touch()
    run("trust", stranger.folder, "--yes")
    with (stranger.folder / file).open("a", encoding="utf-8") as more:
        more.write("# more\n")

    is_agreed = "asks for nothing" in run("trust", stranger.folder).output

    # segkit itself writes notes from day to day
    assert is_agreed is (source not in RUNS or file == "notes.toml")


def test_a_yes_outlives_what_segkit_writes(stranger: Stranger) -> None:
    """Exports, pulls and notes are no code, whatever the notebook's own code does."""
    add_code(stranger.folder / "guide.ipynb", "import subprocess")
    run("trust", stranger.folder, "--yes")
    (stranger.folder / "x-segment-guide-docsify").mkdir()
    (stranger.folder / "x-segment-guide-docsify" / "docsify.js").touch()
    for command in (("pull",), ("mode", "Intercom (help desk chat)", "device")):
        assert run(*command, stranger.folder).exit_code == 0
    (stranger.folder / "_media" / "picture-0123456789ab.png").touch()

    assert "asks for nothing" in run("trust", stranger.folder).output


def test_text_may_change_after_a_yes(here: Stranger) -> None:
    """An engagement's own people write on without being asked."""
    run("trust", here.folder, "--yes")
    notebook = nbformat.read(here.folder / "guide.ipynb", as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_markdown_cell("More to read."))
    notebook.cells.append(nbformat.v4.new_code_cell("guide.matrix()"))
    nbformat.write(notebook, here.folder / "guide.ipynb")

    assert "asks for nothing" in run("trust", here.folder).output


@pytest.mark.parametrize("answer", ["\n", "n\n"])
def test_a_person_sees_all_of_it_before_they_say_no(
    here: Stranger, ran: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    """With what would move the cursor made visible; Enter alone is no yes."""
    monkeypatch.setattr("segkit.cli.asking.is_answerable", lambda: True)
    add_code(here.folder / "guide.ipynb", "x = 1  # \x1b[2K\x1b[1A hidden")

    result = run("export", ".", "--draft", given=answer)

    assert result.exit_code == 2
    assert "left.write('guide'" in result.output
    assert "x = 1  # �[2K�[1A hidden" in result.output
    assert "\x1b" not in result.output
    assert not ran.exists()


@pytest.mark.notebook
@pytest.mark.usefixtures("here")
def test_a_person_says_yes_once(ran: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time nothing is asked."""
    monkeypatch.setattr("segkit.cli.asking.is_answerable", lambda: True)

    first = run("export", ".", "--draft", given="y\n")
    second = run("export", ".", "--draft", given="")

    assert first.exit_code == second.exit_code == 0, first.output + second.output
    assert "[y/N]" not in second.output
    assert ran.read_text(encoding="utf-8").split() == ["guide", "guide"]


def test_a_program_that_imports_segkit_is_no_way_round(here: Stranger, ran: Path) -> None:
    """The functions behind the commands refuse as well."""
    with pytest.raises(TrustError, match="holds code of its own"):
        export_guide(read_engagement(here.folder), draft=True)
    [outcome] = export_all([here.folder], Choices(draft=True))

    assert outcome.status == "failed"
    assert not ran.exists()


def test_notebooks_without_own_code_ask_nothing(stranger: Stranger) -> None:
    """What `segkit new` writes is segkit's own calls."""
    result = run("trust", stranger.folder)

    assert result.exit_code == 0
    assert "asks for nothing" in result.output


HIDDEN = {
    "SEGMENT_TOKEN": "sgp_InventedSecret0123456789",
    "AWS_SECRET_ACCESS_KEY": "an invented key",
    "GOOGLE_APPLICATION_CREDENTIALS": "/somewhere/key.json",
    "DATABASE_URL": "postgres://user:password@host/db",
    "NOBODY_THOUGHT_OF_THIS": "a secret",
}


@pytest.mark.notebook
def test_a_kernel_is_given_a_named_list(
    stranger: Stranger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing else of the environment, unless the person names it."""
    for name, value in HIDDEN.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("MINE", "my own")
    monkeypatch.setenv("SEGKIT_KERNEL_ENV", "MINE, OTHER")
    seen = stranger.outside / "seen.json"
    add_code(
        stranger.folder / "guide.ipynb",
        f"import json, os\nwith open({str(seen)!r}, 'w') as f: json.dump(dict(os.environ), f)",
    )

    result = run("export", stranger.folder, "--draft", "--run-code")

    assert result.exit_code == 0, result.output
    given = json.loads(seen.read_text(encoding="utf-8"))
    assert given["MINE"] == "my own"
    assert given["HOME"] == os.environ["HOME"]
    assert not set(HIDDEN) & set(given)
    assert not set(HIDDEN.values()) & set(given.values())
