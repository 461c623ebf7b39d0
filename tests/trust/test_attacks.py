"""Ways in that a stranger might try, beyond a file in the wrong place: each ends at the folder."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import nbformat
import pytest
from click.testing import CliRunner, Result

from segkit.cli import cli
from segkit.engagement.outside import confirm_own
from segkit.engagement.settings import find_engagement, read_engagement
from segkit.errors import ConfigError, GoogleAccessError, SegkitError, UsageError
from segkit.export import export_guide
from segkit.export.forms.docsify import copy_of_docsify
from segkit.files import own, read_own
from segkit.google.access import refuse_other_token_server
from segkit.pull.inputs import read_table
from segkit.render.view import View
from segkit.rows.plan.identify import identify_tab
from segkit.trust import find_program, give, given, kernel_environment
from segkit.trust.permissions import Permission

if TYPE_CHECKING:
    from tests.trust.conftest import Stranger

Run = Callable[..., Result]

SECRET = "the SA's own secret, worth stealing 8c1f"  # as conftest.py has it
PNG = b"\x89PNG\r\n\x1a\n"


def run(*arguments: object) -> Result:
    """A command, as a script runs it."""
    return CliRunner().invoke(cli, [str(one) for one in arguments])


def add(folder: Path, *cells: nbformat.NotebookNode) -> None:
    """More cells for the guide."""
    notebook = nbformat.read(folder / "guide.ipynb", as_version=4)
    notebook.cells.extend(cells)
    nbformat.write(notebook, folder / "guide.ipynb")


# --- which engagement it is -------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["pipe", "folder", "dead link", "link", "hard link", "device"])
def test_an_odd_settings_file_is_not_passed_over_for_one_above(
    stranger: Stranger, segkit: Run, kind: str
) -> None:
    """The SA's own engagement may lie in a folder above; it is not the one that was meant."""
    inner = stranger.folder / "theirs"
    inner.mkdir()
    kept = stranger.outside / "engagement.toml"
    kept.write_text('customer = "Theirs"\n', encoding="utf-8")
    place = inner / "engagement.toml"
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "folder":
        place.mkdir()
    elif kind == "hard link":
        os.link(kept, place)
    else:
        place.symlink_to({"dead link": "nowhere", "device": "/dev/zero"}.get(kind, str(kept)))

    for command in (("check", inner), ("export", inner, "--draft"), ("trust", inner)):
        result = segkit(*command)
        assert result.exit_code == 2
        assert str(place) in result.output
    with pytest.raises(SegkitError):
        find_engagement(inner)


def test_of_many_engagements_those_that_lead_out_are_listed(stranger: Stranger) -> None:
    """The others are made."""
    top = stranger.folder.parent
    bad = top / "bad"
    bad.mkdir()
    (bad / "engagement.toml").symlink_to(stranger.folder / "engagement.toml")

    result = run("export", top, "--all", "--draft", "--json")

    printed = json.loads(result.stdout[result.stdout.index("{") :])
    by_name = {Path(one["folder"]).name: one for one in printed["engagements"]}
    assert result.exit_code == 1
    assert by_name["engagement"]["status"] == "exported"
    assert by_name["bad"]["status"] == "failed"
    assert "leads out" in json.dumps(by_name["bad"])


@pytest.mark.parametrize("way", ["absolute", "relative", "link"])
def test_a_cell_does_not_make_another_engagement_be_read(
    stranger: Stranger, segkit: Run, way: str
) -> None:
    """Not even its settings: here they are a pipe that nobody ever writes to."""
    os.mkfifo(stranger.outside / "engagement.toml")
    (stranger.folder / "way").symlink_to(stranger.outside)
    named = {"absolute": str(stranger.outside), "relative": "../outside", "link": "way"}[way]
    add(stranger.folder, nbformat.v4.new_code_cell(f"guide = segkit.open_guide({named!r})"))

    result = segkit("export", stranger.folder, "--draft")

    assert result.exit_code == 2
    assert "opens the guide of another engagement" in result.output


@pytest.mark.parametrize("command", ["pull", "plan", "check"])
def test_links_in_a_circle_are_a_sentence(stranger: Stranger, segkit: Run, command: str) -> None:
    """In a folder that is a plan, and as a logo."""
    (stranger.folder / "circle.json").symlink_to("circle.json")
    (stranger.folder / "circle.png").symlink_to("circle.png")
    text = 'customer = "Q"\n[plan]\nfile = "."\n[look]\nlogo = "circle.png"\n'
    (stranger.folder / "engagement.toml").write_text(text, encoding="utf-8")

    segkit(command, stranger.folder)  # which would pass on what is no sentence
    exported = segkit("export", stranger.folder, "--draft")

    assert exported.exit_code == 2
    assert "circle.png" in exported.output


@pytest.mark.parametrize("command", [("demo",), ("new", "--customer", "Q", "--plan", "{plan}")])
@pytest.mark.parametrize("leads_to", ["circle", "nowhere"])
def test_nothing_is_made_in_the_place_of_a_link(
    stranger: Stranger, segkit: Run, command: tuple[str, ...], leads_to: str
) -> None:
    """One that leads nowhere is something too."""
    place = stranger.outside / "circle"
    place.symlink_to(leads_to)
    plan = stranger.folder / "tracking-plan.xlsx"

    result = segkit(command[0], place, *(part.format(plan=plan) for part in command[1:]))

    assert result.exit_code == 2
    assert "nothing was changed" in result.output


# --- names and addresses ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "../outside/secret.png",
        "..%2Foutside%2Fsecret.png",
        "_media/../../outside/secret.png",
        "way/secret.png",
        "linked.png",
        "hard.png",
        "{outside}/secret.png",
        "file://{outside}/secret.png",
        "file:{outside}/secret.png",
        "~/secret.png",
        "//{outside}/secret.png",
        "_media%00/../../outside/secret.png",
    ],
)
def test_no_picture_comes_from_elsewhere(
    stranger: Stranger, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However its address is written."""
    secret = stranger.outside / "secret.png"
    secret.write_bytes(PNG + SECRET.encode())
    monkeypatch.setenv("HOME", str(stranger.outside))
    (stranger.folder / "way").symlink_to(stranger.outside)
    (stranger.folder / "linked.png").symlink_to(secret)
    os.link(secret, stranger.folder / "hard.png")
    named = address.format(outside=stranger.outside)
    add(
        stranger.folder,
        nbformat.v4.new_markdown_cell(f"![A]({named}) ![B](<{named}>) <img src='{quote(named)}'>"),
    )

    guide = export_guide(read_engagement(stranger.folder), draft=True)

    from base64 import b64encode

    shown = guide.read_text(encoding="utf-8")
    assert b64encode(PNG + SECRET.encode()).decode()[:40] not in shown
    assert 'src="file:' not in shown


@pytest.mark.parametrize(
    "name", ["../../outside/x", "/etc/x", "..\\..\\x", "a/../../b", "\x00", ".", "..", "~root"]
)
def test_no_customer_is_a_way_out(stranger: Stranger, name: str) -> None:
    """The guide is named after them."""
    settings = stranger.folder / "engagement.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('"Quillmoor Supply"', json.dumps(name), 1), encoding="utf-8")
    before = sorted(stranger.folder.parent.rglob("*"))

    run("export", stranger.folder, "--draft", "--to", "html", "--to", "csv")

    new = [one for one in sorted(stranger.folder.parent.rglob("*")) if one not in before]
    assert all(one.is_relative_to(stranger.folder) for one in new)


@pytest.mark.parametrize("named", ["~nobody-of-this-name/plan.csv", "a\0b", "x" * 5000])
def test_a_name_that_can_be_no_file_is_a_sentence(stranger: Stranger, named: str) -> None:
    """And no traceback."""
    text = f'customer = "Q"\n[plan]\nfile = {json.dumps(named)}\n'
    (stranger.folder / "engagement.toml").write_text(text, encoding="utf-8")

    result = run("pull", stranger.folder)

    assert isinstance(result.exception, SystemExit)
    assert result.exit_code == 2
    assert "To fix: " in result.output


def test_an_address_of_anybody_is_not_opened_in_a_notebook(stranger: Stranger) -> None:
    """Only a Google Sheet is embedded; any other is a link."""
    del stranger
    sheet = (
        "https://docs.google.com/spreadsheets/d/1QuillmoorPlan0000000000000000000000000000Ab/edit"
    )
    theirs = "http://127.0.0.1:8888/files/theirs.html"

    assert "<iframe" in identify_tab(url=sheet, live=True).html
    assert "<iframe" not in identify_tab(url=theirs, live=True).html
    assert isinstance(identify_tab(url=theirs, live=True), View)


@pytest.mark.parametrize(
    "address",
    ["https://theirs.example/token", "http://oauth2.googleapis.com/token", "http://[", "",
     "https://oauth2.googleapis.com@theirs.example/", "http://127.0.0.1:80/token"],
)  # fmt: skip
def test_a_key_of_a_stranger_asks_nobody_but_google(stranger: Stranger, address: str) -> None:
    """The key file says where access is asked for."""
    key = stranger.folder / "key.json"
    key.write_text(json.dumps({"type": "service_account", "token_uri": address}), encoding="utf-8")
    text = (
        'customer = "Q"\n[plan]\nsheet = "https://docs.google.com/spreadsheets/d/'
        '1QuillmoorPlan0000000000000000000000000000Ab/edit"\nservice_account = "key.json"\n'
    )
    (stranger.folder / "engagement.toml").write_text(text, encoding="utf-8")
    engagement = read_engagement(stranger.folder)
    confirm_own(engagement)
    assert engagement.plan is not None

    with pytest.raises(GoogleAccessError, match="not Google's"):
        read_table(engagement.plan)
    with pytest.raises(GoogleAccessError, match="not Google's"):
        refuse_other_token_server(key, {})


# --- scripts and programs ---------------------------------------------------------------------


def test_a_script_beside_the_guide_is_not_handed_on(
    stranger: Stranger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A docsify in the folder, or in one above, is not put before the guide's readers."""
    monkeypatch.chdir(stranger.folder)
    monkeypatch.setenv("PATH", os.pathsep.join(["", ".", "node_modules/.bin"]))
    for place in (stranger.folder, stranger.folder.parent):
        package = place / "node_modules" / "docsify" / "lib"
        (package / "themes").mkdir(parents=True)
        (package / "docsify.min.js").write_text("theirs()", encoding="utf-8")
        (package / "themes" / "vue.css").write_text("", encoding="utf-8")

    assert copy_of_docsify("") == {}
    assert run("export", stranger.folder, "--draft", "--to", "docsify").exit_code == 0
    assert b"theirs()" not in b"".join(
        file.read_bytes() for file in stranger.folder.glob("*-docsify/**/*.js")
    )


@pytest.mark.parametrize("entry", ["", ".", "bin", "./bin"])
def test_no_program_is_looked_for_where_one_is(
    stranger: Stranger, monkeypatch: pytest.MonkeyPatch, entry: str
) -> None:
    """A browser in the folder would be started to print the guide."""
    for place in (stranger.folder, stranger.folder / "bin"):
        place.mkdir(exist_ok=True)
        (place / "chromium").write_text("#!/bin/sh\n", encoding="utf-8")
        (place / "chromium").chmod(0o755)
    monkeypatch.chdir(stranger.folder)
    monkeypatch.setenv("PATH", entry)

    assert find_program("chromium") == ""


@pytest.mark.parametrize(
    ("environment", "kept"),
    [
        ({"PYTHONSTARTUP": "x.py"}, False),
        ({"PYTHONPATH": "."}, False),
        ({"PYTHONPATH": "{folder}/inner"}, False),
        ({"PYTHONPATH": "{outside}"}, True),
        ({"LD_PRELOAD": "x.so"}, False),
        ({"JUPYTER_TOKEN": "x"}, False),
        ({"IPYTHONDIR": "/x"}, True),
        ({"IPYTHONDIR": ".ipython"}, False),
        ({"JUPYTER_PATH": "share/jupyter"}, False),
        ({"JUPYTER_CONFIG_DIR": "{folder}/.jupyter"}, False),
        ({"LD_LIBRARY_PATH": ""}, False),
        ({"LD_LIBRARY_PATH": ":lib:."}, False),
        ({"PATH": ".:node_modules/.bin:"}, False),
        ({"LC_ALL": "C"}, True),
    ],
)
def test_what_a_kernel_is_told_of_the_environment(
    stranger: Stranger, monkeypatch: pytest.MonkeyPatch, environment: Mapping[str, str], kept: bool
) -> None:
    """Nothing by which code of the folder would be loaded."""
    monkeypatch.chdir(stranger.folder)
    filled = {
        name: value.format(folder=stranger.folder, outside=stranger.outside)
        for name, value in environment.items()
    }

    found = kernel_environment(filled, stranger.folder)

    assert found["PYTHONSAFEPATH"] == "1"
    assert (set(filled) <= set(found)) is kept


@pytest.mark.notebook
@pytest.mark.parametrize("kind", ["link", "hard link", "pipe", "folder link"])
def test_nbconvert_writes_through_nothing(stranger: Stranger, kind: str) -> None:
    """It follows every link by itself; segkit looks before it may."""
    kept = stranger.outside / "kept.html"
    kept.write_text(SECRET, encoding="utf-8")
    target = stranger.folder / "guide.html"
    options: list[str] = []
    if kind == "link":
        target.symlink_to(kept)
    elif kind == "hard link":
        os.link(kept, target)
    elif kind == "pipe":
        os.mkfifo(target)
    else:
        (stranger.folder / "built").symlink_to(stranger.outside)
        options = ["--output-dir=built", "--output=kept"]

    done = subprocess.run(
        [sys.executable, "-P", "-m", "nbconvert", "--to", "segkit", "guide.ipynb",
         "--SegkitExporter.draft=True", *options],
        cwd=stranger.folder, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip

    assert done.returncode == 1, done.stderr
    assert "To fix: " in done.stderr
    assert kept.read_text(encoding="utf-8") == SECRET


@pytest.mark.notebook
@pytest.mark.parametrize("kind", ["link", "link of links", "hard link", "pipe", "device"])
def test_nbconvert_reads_no_notebook_from_elsewhere(stranger: Stranger, kind: str) -> None:
    """By itself it follows every link, and waits for a pipe."""
    stranger.lay("guide.ipynb", kind)

    done = subprocess.run(
        [sys.executable, "-P", "-m", "nbconvert", "--to", "segkit", "guide.ipynb",
         "--SegkitExporter.draft=True"],
        cwd=stranger.folder, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip

    assert done.returncode == 1, done.stderr
    assert "guide.ipynb" in done.stderr
    assert "To fix: " in done.stderr
    assert "Traceback" not in done.stderr
    assert not (stranger.folder / "guide.html").exists()


# --- what is said and kept --------------------------------------------------------------------


@pytest.mark.parametrize("control", ["\x1b[2J", "\r", "\x07", "\u202e", "\x9b1A"])
def test_no_message_moves_the_cursor(stranger: Stranger, control: str) -> None:
    """Names of a stranger's files stand in what segkit says."""
    odd = f"x{control}y.csv"
    text = f'customer = "Q"\n[plan]\nfile = {json.dumps("../" + odd)}\n'
    (stranger.folder / "engagement.toml").write_text(text, encoding="utf-8")

    results = [run("pull", stranger.folder), run("trust", stranger.folder)]

    assert all(control not in result.output for result in results)
    assert "�" in results[1].output  # where it was left out altogether, click did it


def test_a_yes_knows_its_folder_under_every_name(stranger: Stranger) -> None:
    """The person's own link to it is the same folder; another folder behind it is not."""
    wanted = Permission("outside", "the plan: /x", "the plan: /x")
    link = stranger.outside / "mine"
    link.symlink_to(stranger.folder)
    give(link, [wanted])
    other = Path(shutil.copytree(stranger.folder, stranger.folder.with_name("other")))

    assert given(stranger.folder, wanted)
    link.unlink()
    link.symlink_to(other)
    assert not given(link, wanted)
    assert not given(other, wanted)


def test_a_folder_in_the_place_of_another_has_no_yes(stranger: Stranger) -> None:
    """Also where the file system gives it the number that the first one had."""
    wanted = Permission("token", "customer Quillmoor Supply", "a token")
    other = Path(shutil.copytree(stranger.folder, stranger.outside / "other"))
    give(stranger.folder, [wanted])
    shutil.rmtree(stranger.folder)
    shutil.copytree(other, stranger.folder)

    assert not given(stranger.folder, wanted)


@pytest.mark.parametrize("changed", ["kind", "content"])
def test_a_yes_to_one_thing_is_none_to_another(stranger: Stranger, changed: str) -> None:
    """The digest is of all that was asked for."""
    give(stranger.folder, [Permission("outside", "x", "x")])
    other = Permission("code", "x", "x") if changed == "kind" else Permission("outside", "y", "x")

    assert not given(stranger.folder, other)


def test_a_yes_in_the_folder_is_none(stranger: Stranger, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that brings a configuration of its own along is not asked for it."""
    theirs = stranger.folder / ".config"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(theirs))
    wanted = Permission("outside", "x", "x")
    give(stranger.folder, [wanted])
    monkeypatch.setenv("XDG_CONFIG_HOME", str(stranger.outside))
    monkeypatch.chdir(stranger.folder)

    assert not given(stranger.folder, wanted)
    monkeypatch.setenv("XDG_CONFIG_HOME", ".config")  # relative: as if it were not set
    monkeypatch.setenv("HOME", str(stranger.outside))
    assert not given(stranger.folder, wanted)


def test_a_file_that_becomes_a_link_meanwhile_is_not_followed(
    stranger: Stranger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between looking and opening."""
    kept = stranger.outside / "kept.txt"
    kept.write_text(SECRET, encoding="utf-8")
    file = stranger.folder / "late.txt"
    file.symlink_to(kept)
    monkeypatch.setattr(own, "own_place", lambda place, _folder=None: place)

    with pytest.raises(OSError, match=r"[Ll]ink"):
        read_own(file, limit=1000)


@pytest.mark.parametrize("name", ["snapshots/kept.txt", "snapshots/deep/kept.txt"])
@pytest.mark.parametrize("act", ["read", "write", "output", "delete", "folder"])
def test_a_folder_that_becomes_a_link_meanwhile_is_not_entered(
    stranger: Stranger, monkeypatch: pytest.MonkeyPatch, act: str, name: str
) -> None:
    """Between looking where it leads and going there."""
    file, kept = stranger.folder / name, stranger.outside / name.removeprefix("snapshots/")
    for place in (file, kept):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(SECRET if place == kept else "the engagement's own", encoding="utf-8")
    real = own.own_place

    def looked_at(place: Path, folder: Path | None = None) -> Path:
        found = real(place, folder)
        if not (stranger.folder / "snapshots").is_symlink():
            (stranger.folder / "snapshots").rename(stranger.outside.with_name("gone"))
            (stranger.folder / "snapshots").symlink_to(stranger.outside)
        return found

    monkeypatch.setattr(own, "own_place", looked_at)
    acts: dict[str, Callable[[], object]] = {
        "read": lambda: read_own(file, limit=1000, folder=stranger.folder),
        "write": lambda: own.write_own(file, "new", folder=stranger.folder),
        "output": lambda: own.write_output(file, "new", stranger.folder),
        "delete": lambda: own.delete_own(file, stranger.folder),
        "folder": lambda: own.make_own_folder(file.with_name("new"), stranger.folder),
    }
    before = sorted(stranger.outside.rglob("*"))

    found = None
    with contextlib.suppress(SegkitError, OSError):
        found = acts[act]()

    assert found is None  # for whoever reads, it is not there any more
    assert sorted(stranger.outside.rglob("*")) == before
    assert kept.read_text(encoding="utf-8") == SECRET


NAMED: list[tuple[str, ...]] = [
    ("plan", "{pipe}"),
    ("plan", "{pipe}", "--explain"),
    ("diff", "{pipe}", "{pipe}"),
    ("new", "{new}", "--customer", "Q", "--plan", "{pipe}"),
    ("new", "{new}", "--customer", "Q", "--workspace", "{pipe}"),
    ("matrix", "{pipe}"),
    ("route", "{pipe}", "--source", "web", "{folder}"),
    ("fql", "type = 'track'", "--call", "{pipe}"),
    ("fql", "--cases", "{pipe}"),
    ("export", "{folder}", "--draft", "--output", "{pipe}"),
    ("export", "{folder}", "--draft", "--to", "xlsx", "--output", "{pipe}"),
    ("export", "{folder}", "--draft", "--to", "docsify", "--docsify", "{pipe}"),
    ("check", "{pipe}"),
]


@pytest.mark.parametrize(
    ("command", "ending"),
    [
        *((command, "") for command in NAMED),
        *((NAMED[0], ending) for ending in (".json", ".xlsx", ".csv", ".tf", ".yaml")),
        (NAMED[2], ".json"),
    ],
)
def test_a_pipe_that_a_person_names_is_refused_at_once(
    stranger: Stranger, segkit: Run, command: tuple[str, ...], ending: str
) -> None:
    """Nobody waits for what nobody writes."""
    pipe = stranger.outside / f"pipe{ending}"
    os.mkfifo(pipe)
    names = {"pipe": pipe, "folder": stranger.folder, "new": stranger.outside / "new"}

    result = segkit(*(part.format(**names) for part in command))

    assert result.exit_code == 2
    assert "To fix: " in result.output
    assert not (stranger.outside / "new").exists()


def test_settings_that_no_person_writes_are_refused(stranger: Stranger) -> None:
    """Brackets without an end, and a file larger than any."""
    settings = stranger.folder / "engagement.toml"
    settings.write_text("a = " + "[" * 100_000, encoding="utf-8")
    with pytest.raises(ConfigError):
        read_engagement(stranger.folder)
    with settings.open("wb") as stream:
        stream.truncate(10**12)
    with pytest.raises(ConfigError, match="reads files of up to"):
        read_engagement(stranger.folder)


def test_no_call_of_a_cell_reaches_behind_the_guide(stranger: Stranger) -> None:
    """A plain cell calls rows of the guide; whatever else it names is own code or refused."""
    add(stranger.folder, nbformat.v4.new_code_cell("guide.renew.__globals__()"))
    assert run("export", stranger.folder, "--draft").exit_code == 2
    shutil.copy(stranger.folder / "guide.ipynb", stranger.outside / "first.ipynb")
    with pytest.raises((UsageError, SegkitError)):
        export_guide(read_engagement(stranger.folder), draft=True)
