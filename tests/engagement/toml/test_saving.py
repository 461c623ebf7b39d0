"""Behaviour of `segkit.engagement.toml.saving`: one way to read and change the engagement's TOML."""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import signal
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest

from segkit.engagement.look import Look, logo_of
from segkit.engagement.notes import DONE, edit, read_notes, tick
from segkit.engagement.notes import change as change_notes
from segkit.engagement.notes.journal import journal_of, read_changes
from segkit.engagement.profile import change_profile, read_profile
from segkit.engagement.settings import Engagement, read_engagement
from segkit.engagement.settings_file import change_settings
from segkit.engagement.snapshot import read_snapshot, take_snapshot
from segkit.engagement.toml import GONE, Data, change, locked, put, read, take_back
from segkit.engagement.write_keys import keep_write_keys, read_write_keys
from segkit.errors import ConfigError, SegkitError
from segkit.files import read_bytes
from segkit.model.workspace import Workspace
from segkit.plans.tables import Profile, TabProfile

SETTINGS = 'customer = "Quillmoor Supply" # theirs\n'


@dataclass(frozen=True)
class Kind:
    """One of the engagement's TOML files, and how its users change and read it.

    Attributes:
        text: What it says at first; the change concerns none of it.
        save: Adds an entry of this name.
        names: The entries that are there.
    """

    name: str
    text: str
    save: Callable[[Path, str], object]
    names: Callable[[Path], set[str]]


def with_tab(name: str) -> Callable[[Profile], Profile]:
    """The correction that skips a tab."""
    return lambda profile: Profile({**profile.tabs, name: TabProfile(skip=True)})


KINDS = [
    Kind(
        "engagement.toml",
        SETTINGS,
        lambda file, name: change_settings(file, "modes", {name: "device"}),
        lambda file: set(read_engagement(file.parent).modes),
    ),
    Kind(
        "profile.toml",
        "# ours\n[Old] # of last year\nskip = true\n",
        lambda file, name: change_profile(file, with_tab(name)),
        lambda file: set(read_profile(file).tabs) - {"Old"},
    ),
    Kind(
        "notes.toml",
        '# ours\n[other] # by hand\nx = "y"\n',
        lambda file, name: tick(file, name, "agreed"),
        lambda file: set(read_notes(file).done),
    ),
]


@pytest.fixture(params=KINDS, ids=lambda kind: kind.name)
def kind(request: pytest.FixtureRequest) -> Kind:
    """Each of the three files."""
    found = request.param
    assert isinstance(found, Kind)
    return found


@pytest.fixture
def file(kind: Kind, tmp_path: Path) -> Path:
    """That file, as a person wrote it."""
    path = tmp_path / kind.name
    path.write_bytes(kind.text.encode())
    return path


# --- what a person wrote --------------------------------------------------------------------


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_byte_order_mark_and_every_line_stay(
    kind: Kind, file: Path, mark: str, newline: str
) -> None:
    """As an editor of another system left them; new lines follow."""
    before = (mark + kind.text.replace("\n", newline)).encode()
    file.write_bytes(before)

    kind.save(file, "one")
    kind.save(file, "two")

    after = file.read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == after.count(newline.encode()) > before.count(b"\n")
    assert kind.names(file) == {"one", "two"}


def test_the_same_again_does_not_touch_the_file(kind: Kind, file: Path) -> None:
    """No new file where nothing changes."""
    kind.save(file, "one")
    before = file.stat().st_ino

    kind.save(file, "one")

    assert file.stat().st_ino == before


def test_modes_in_one_line_are_changed_there(tmp_path: Path) -> None:
    """The spelling that once made a file that nobody could open again."""
    file = tmp_path / "engagement.toml"
    file.write_text(SETTINGS + 'modes = { "a1" = "device", b2 = "cloud" } # all\n[calls]\n')

    change_settings(file, "modes", {"a1": "cloud", "c3": "device", "b2": None})

    assert read_engagement(tmp_path).modes == {"a1": "cloud", "c3": "device"}
    assert re.fullmatch(SETTINGS + r"modes = \{.*\} # all\n\[calls\]\n", file.read_text())


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"# ours\n[broken\n", "not valid TOML: .*line 2"),
        (b"# ours\n\nx = 'Gr\xfc\xdfe'\n", "not valid TOML: line 3 is not in UTF-8"),
        (b"x = " + b"[" * 5_000, "not valid TOML: its brackets lie too deep"),
        (b"x = " + b"9" * 5_000, "not valid TOML: .*digits"),
        (b"\xff\xfex\x00", "not valid TOML: line 1 is not in UTF-8"),
    ],
)
def test_a_damaged_file_is_refused_with_its_line_and_kept(
    kind: Kind, file: Path, content: bytes, says: str
) -> None:
    """Nothing is written over what somebody has half typed."""
    file.write_bytes(content)

    for attempt in (kind.names, lambda file: kind.save(file, "one")):
        with pytest.raises(ConfigError, match=says) as caught:
            attempt(file)
        assert str(file) in caught.value.problem
        assert "correct that line" in caught.value.fix

    assert file.read_bytes() == content


def test_what_cannot_be_changed_is_refused_with_file_and_line(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a parser makes of it, the file stays as it is."""
    import tomlkit

    before = file.read_bytes() + b"[k]\nv = 1\n"
    file.write_bytes(before)
    monkeypatch.setattr(tomlkit, "dumps", lambda _document: "v = 3\n")

    with pytest.raises(ConfigError, match=r"toml, line \d: k\.v is laid out") as caught:
        change(file, lambda data: put(data, ("k", "v"), 2))

    assert caught.value.problem.startswith(f"{file}, line")
    assert file.read_bytes() == before


def test_what_no_file_can_hold_is_refused(tmp_path: Path) -> None:
    """Rather than written as something else."""
    file = tmp_path / "profile.toml"

    with pytest.raises(ConfigError, match="cannot hold"):
        change_profile(file, with_tab("half \ud800"))

    assert not file.exists()


def test_a_change_is_taken_back_but_for_what_somebody_else_changed(tmp_path: Path) -> None:
    """Also tables that were new; comments are where they were."""
    file = tmp_path / "engagement.toml"
    before = '# ours\na = 1 # one\nb = "x"\n'
    file.write_text(before)

    def made(data: Data) -> Data:
        return put(put(put(data, ("a",), 2), ("b",), GONE), ("t", "c"), True)

    take_back(file, change(file, made))
    again = file.read_text()
    changed = change(file, made)
    file.write_text(file.read_text().replace("a = 2", "a = 3"))
    take_back(file, changed)

    assert tomllib.loads(again) == tomllib.loads(before)
    assert again.startswith("# ours\na = 1 # one\n")
    assert tomllib.loads(file.read_text()) == {"a": 3, "b": "x"}


def test_an_editor_that_saves_in_between_is_not_overwritten(file: Path) -> None:
    """It knows no lock; the change is made to what it saved."""
    asked: list[Data] = []

    def wanted(data: Data) -> Data:
        if not asked:
            file.write_bytes(file.read_bytes() + b"# from an editor\n")
        asked.append(data)
        return put(data, ("sa",), "Robin")

    change(file, wanted)

    assert len(asked) == 2
    assert b"# from an editor\n" in file.read_bytes()
    assert read(file).data["sa"] == "Robin"


# --- several at once ------------------------------------------------------------------------


def _save_many(kind: Kind, file: Path, name: str, slowest: Path) -> None:
    """25 entries from each of two threads, and how long the slowest took."""
    took: list[float] = []

    def work(half: str) -> None:
        for number in range(25):
            begin = time.monotonic()
            kind.save(file, f"{name}-{half}-{number}")
            took.append(time.monotonic() - begin)

    threads = [Thread(target=work, args=(half,)) for half in "xy"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    slowest.write_text(str(max(took)))


def test_processes_and_threads_keep_each_others_changes(
    kind: Kind, file: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Fifty each as fast as they can: all are kept, and none waits for long."""
    times = tmp_path_factory.mktemp("times")
    fork = multiprocessing.get_context("fork")
    writers = [
        fork.Process(target=_save_many, args=(kind, file, name, times / name)) for name in "ab"
    ]

    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)

    assert [writer.exitcode for writer in writers] == [0, 0]
    assert len(kind.names(file)) == 100
    assert file.read_text().startswith(kind.text)
    assert max(float((times / name).read_text()) for name in "ab") < 5
    assert {path.name for path in file.parent.iterdir()} <= {kind.name, ".notes-undo.json"}


def test_a_writer_that_is_killed_leaves_a_whole_file(kind: Kind, file: Path) -> None:
    """`kill -9` at any moment; the next one goes on, and sweeps up."""
    fork = multiprocessing.get_context("fork")
    for delay in (0.01, 0.03, 0.06):
        writer = fork.Process(target=_save_many, args=(kind, file, f"w{delay}", Path("/dev/null")))
        writer.start()
        writer.join(delay + 0.05)
        os.kill(writer.pid or 0, signal.SIGKILL)
        writer.join(10)
        there = kind.names(file)

        kind.save(file, f"after {delay}")

        assert kind.names(file) == {*there, f"after {delay}"}
    assert not list(file.parent.glob(f".{kind.name}.*"))


def test_an_edit_in_a_file_of_hundreds_is_quick(tmp_path: Path) -> None:
    """While one types, every pause saves: with 300 notes well below a tenth of a second."""
    file = tmp_path / "notes.toml"
    file.write_text(
        "".join(
            f'[considerations."rule/web/{number}"] # noted\nabout = "rule"\nstate = "edited"\n'
            f'text = """\nThe words of the customer,\nnumber {number}."""\n\n'
            for number in range(300)
        )
    )
    path, took = ("considerations", "rule/web/150", "text"), []
    for words in ("W", "We", "We will", "We will send"):
        begin = time.process_time()
        change(file, lambda data, words=words: put(data, path, words))  # type: ignore[misc]
        took.append(time.process_time() - begin)

    assert min(took) < 0.1
    assert read(file).text.count("We will send") == 1


# --- what is no file ------------------------------------------------------------------------


@pytest.fixture
def impatient() -> Iterator[None]:
    """Whatever waits for five seconds fails."""

    def ring(_signal: int, _frame: object) -> None:
        pytest.fail("it waits")  # no OSError, which somebody might take for an answer

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(5)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def _with_plan(folder: Path) -> Engagement:
    (folder / "engagement.toml").write_text(SETTINGS + '[plan]\nfile = "plan.csv"\n')
    (folder / "plan.csv").write_text("Event,Property,Type\nOrder Completed,id,string\n")
    return read_engagement(folder)


READERS: dict[str, Callable[[Engagement], object]] = {
    "engagement.toml": lambda engagement: read_engagement(engagement.folder),
    "profile.toml": lambda engagement: read_profile(engagement.profile_file),
    "notes.toml": lambda engagement: tick(engagement.notes_file, "date", "agreed"),
    "snapshot.json": read_snapshot,
    "plan.csv": take_snapshot,
    "write-keys.json": read_write_keys,
    ".gitignore": lambda e: keep_write_keys(e, Workspace("id", "Q", "q"), {}, asked_for=True),
    "logo.png": lambda engagement: logo_of(Look(engagement.folder / "logo.png")),
    "any": lambda engagement: read_bytes(engagement.folder / "any", limit=1_000),
}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("what", ["pipe", "device", "folder"])
@pytest.mark.usefixtures("impatient")
def test_what_is_no_file_is_refused_and_never_waited_for(
    tmp_path: Path, name: str, what: str
) -> None:
    """Wherever a file of the engagement may be; the message names it and says what to do."""
    engagement = _with_plan(tmp_path)
    (tmp_path / name).unlink(missing_ok=True)
    if what == "pipe":
        os.mkfifo(tmp_path / name)
    elif what == "device":
        (tmp_path / name).symlink_to("/dev/zero")
    else:
        (tmp_path / name).mkdir()

    with pytest.raises(SegkitError) as caught:
        READERS[name](engagement)

    assert name in caught.value.problem
    assert caught.value.fix


@pytest.mark.usefixtures("impatient")
def test_a_pipe_in_place_of_the_undo_steps_loses_no_note(tmp_path: Path) -> None:
    """There is nothing to undo; what would be noted is refused with nothing changed."""
    file = tmp_path / "notes.toml"
    os.mkfifo(journal_of(file))

    assert read_changes(file) == ()
    with pytest.raises(ConfigError, match="notes-undo"):
        change_notes(file, [edit(DONE, "date", DONE.entry("agreed"))], "settled")

    assert not file.exists()


@pytest.mark.usefixtures("impatient")
def test_a_folder_that_is_a_pipe_is_no_folder(tmp_path: Path) -> None:
    """To lock a folder is to open it."""
    os.mkfifo(tmp_path / "folder")

    with pytest.raises(ConfigError, match="could not be saved"), locked(tmp_path / "folder" / "x"):
        pytest.fail("a pipe was locked")


def test_git_keeps_its_line_ends(tmp_path: Path) -> None:
    """Names are added to `.gitignore`; what a person has there stays as it is."""
    engagement = _with_plan(tmp_path)
    (tmp_path / ".gitignore").write_bytes(b"*.html\r\n# ours")

    keep_write_keys(engagement, Workspace("id", "Q", "q"), {}, asked_for=True)
    keep_write_keys(engagement, Workspace("id", "Q", "q"), {}, asked_for=True)

    after = (tmp_path / ".gitignore").read_bytes()
    assert after == b"*.html\r\n# ours\r\nwrite-keys.json\r\n.write-keys.json.*\r\n"
    assert json.loads((tmp_path / "write-keys.json").read_text()) == {}


def test_the_engagement_reads_files_in_one_way() -> None:
    """Each other way waits for a pipe; what segkit ships itself is none of a customer's."""
    folder = Path(read.__code__.co_filename).parents[1]
    ways = re.compile(
        r"\.read_bytes\(|\.read_text\(|(?<!os\.)\bopen\(|tomllib\.load\(|json\.load\("
    )

    found = {
        str(path.relative_to(folder))
        for path in folder.rglob("*.py")
        if ways.search(path.read_text(encoding="utf-8"))
    }

    assert found == {"demo/__init__.py", "renewal.py"}
