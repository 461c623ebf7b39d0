"""Behaviour of `segkit.engagement.notes`: saved at once, merged, undone, never lost."""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import signal
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from segkit.engagement.notes import (
    DONE,
    HEADER,
    WORD,
    Kind,
    Word,
    change,
    edit,
    last_change,
    read_notes,
    tick,
    undo,
)
from segkit.engagement.notes.journal import journal_of
from segkit.engagement.toml import locked
from segkit.errors import ConfigError, NotesConflictError, UsageError


@dataclass(frozen=True, slots=True)
class Decision:
    """A kind of entry that segkit itself does not have."""

    text: str
    owner: str = ""
    votes: int = 0
    firm: bool = False
    tags: tuple[str, ...] = ()


DECISION = Kind("decisions", Decision)
FIRST = Word("firebase-02", "accepted", "web", "dest", said="Firebase has limits.")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the notes of an engagement are."""
    return tmp_path / "notes.toml"


def save(file: Path, key: str, entry: Decision | None, *, label: str = "a change") -> None:
    """One change that does not depend on what was seen."""
    change(file, [edit(DECISION, key, entry)], label)


def test_a_new_kind_is_a_declaration(file: Path) -> None:
    """Texts, numbers, booleans and lists; what has its default is not written."""
    entry = Decision('Use "one" source\nper app', votes=3, firm=True, tags=("a", "b"))

    save(file, "one-source", entry)

    assert read_notes(file).of(DECISION) == {"one-source": entry}
    assert file.read_text(encoding="utf-8") == (
        f"{HEADER}\n[decisions.one-source]\n"
        'text = """\nUse "one" source\nper app"""\nvotes = 3\nfirm = true\ntags = ["a", "b"]\n'
    )


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
@given(st.text(st.characters()), st.text(st.characters(exclude_categories=["Cs"])))
def test_hostile_text_and_keys_round_trip(file: Path, text: str, key: str) -> None:
    """Lone surrogates too, which no TOML file can hold as they are."""
    file.unlink(missing_ok=True)
    entry = Decision(text, tags=(text, "\\ud800", "]]>", "\ud83d\ude00", "\udfff\\"))

    save(file, key, entry)

    assert read_notes(file).get(DECISION, key) == entry


def test_a_key_that_toml_cannot_hold_is_refused(file: Path) -> None:
    """Before anything is written."""
    with pytest.raises(UsageError, match="cannot be the key"):
        save(file, "\ud800", Decision("x"))


def test_what_a_person_wrote_stays(file: Path) -> None:
    """Comments, unknown keys, unknown tables; an entry's own unknown keys survive its change."""
    by_hand = '# mine\n[decisions.a]\ntext = "x" # hm\nwhy = "Kim"\n\n[other]\nz = 1\n'
    file.write_text(by_hand, encoding="utf-8")

    save(file, "a", Decision("y"))

    assert file.read_text(encoding="utf-8") == by_hand.replace('"x"', '"y"')


def test_an_entry_that_is_not_understood_is_named(file: Path) -> None:
    """The file stays as it is."""
    file.write_text("[decisions.a]\ntext = 5\n", encoding="utf-8")

    with pytest.raises(ConfigError, match=r"'a' of \[decisions\].*Expected a text"):
        read_notes(file).of(DECISION)


@pytest.mark.parametrize("content", [b"[broken", b"\xff\xfe", b'done = "x"'])
def test_a_damaged_file_is_refused_and_kept(file: Path, content: bytes) -> None:
    """Somebody's half-typed line is not written over."""
    file.write_bytes(content)

    with pytest.raises(ConfigError, match=r"notes\.toml"):
        read_notes(file)
    with pytest.raises(ConfigError):
        tick(file, "date", "agreed")

    assert file.read_bytes() == content


def test_changes_of_different_entries_meet_in_the_file(file: Path) -> None:
    """Each of two notebooks knows an old state; both changes are there afterwards."""
    save(file, "a", Decision("old"))
    seen = read_notes(file).of(DECISION)

    change(file, [edit(DECISION, "b", Decision("theirs"), seen.get("b"))], "theirs")
    change(file, [edit(DECISION, "a", Decision("mine"), seen.get("a"))], "mine")

    assert read_notes(file).of(DECISION) == {"a": Decision("mine"), "b": Decision("theirs")}


def test_a_flat_entry_may_be_written_bare_by_hand(file: Path) -> None:
    """`date = 2026-11-24` says what it says; a table says nothing."""
    file.write_text("[done]\ndate = 2026-11-24\n", encoding="utf-8")

    assert read_notes(file).done == {"date": "2026-11-24"}
    file.write_text("[done]\ndate = {}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"'date' of \[done\]"):
        read_notes(file)


@pytest.mark.parametrize("theirs", [Decision("theirs"), None])
def test_the_same_entry_changed_by_both_is_refused(file: Path, theirs: Decision | None) -> None:
    """Also when the other one took it out; nothing of the change is made."""
    save(file, "a", Decision("old"))
    seen = read_notes(file).get(DECISION, "a")
    save(file, "a", theirs)
    before = file.read_bytes()

    with pytest.raises(NotesConflictError, match="somebody else"):
        change(
            file,
            [edit(DECISION, "b", Decision("b")), edit(DECISION, "a", Decision("mine"), seen)],
            "mine",
        )

    assert file.read_bytes() == before


def test_both_deciding_the_same_is_no_conflict(file: Path) -> None:
    """There is nothing to lose."""
    save(file, "a", Decision("same"))

    change(file, [edit(DECISION, "a", Decision("same"), None)], "mine")

    assert read_notes(file).of(DECISION) == {"a": Decision("same")}


# --- undo -----------------------------------------------------------------------------------


def test_every_change_is_taken_back_one_by_one(file: Path) -> None:
    """Adding, changing, taking out; the file is as it was, comments included."""
    by_hand = '# mine\n[decisions.a] # head\n# why\ntext = "x" # hm\nseen = 2026-11-24\n'
    file.write_text(by_hand, encoding="utf-8")

    save(file, "a", Decision("y"), label="changed a")
    save(file, "a", None, label="took a out")
    save(file, "b", Decision("z"), label="added b")
    said = [undo(file, [DECISION]) for _ in range(3)]

    assert said == ["added b", "took a out", "changed a"]
    assert tomllib.loads(file.read_text()) == tomllib.loads(by_hand)
    assert "# why\n" in file.read_text()
    assert "# hm\n" in file.read_text()
    with pytest.raises(UsageError, match="nothing to undo"):
        undo(file, [DECISION])


def test_undo_is_for_the_kinds_that_are_asked_for(file: Path) -> None:
    """A widget takes back what it shows, not what another one did."""
    change(file, [edit(WORD, "k", FIRST)], "accepted")
    tick(file, "date", "agreed")

    assert undo(file, [WORD]) == "accepted"

    assert read_notes(file).done == {"date": "agreed"}
    assert undo(file, [DONE]) == "settled date"


def test_what_was_changed_since_is_not_undone(file: Path) -> None:
    """By hand, without segkit; the next undo takes back what comes before it."""
    save(file, "a", Decision("1"), label="first")
    save(file, "b", Decision("2"), label="second")
    file.write_text(file.read_text().replace('"2"', '"by hand"'))

    with pytest.raises(NotesConflictError, match="changed since"):
        undo(file, [DECISION])

    assert read_notes(file).of(DECISION)["b"] == Decision("by hand")
    assert undo(file, [DECISION]) == "first"


def test_undo_takes_back_what_the_person_saw(file: Path) -> None:
    """Not what somebody else did meanwhile."""
    save(file, "a", Decision("1"), label="mine")
    seen = last_change(file, [DECISION])
    save(file, "b", Decision("2"), label="theirs")

    with pytest.raises(NotesConflictError, match="theirs"):
        undo(file, [DECISION], seen=seen.id if seen else 0)

    assert set(read_notes(file).of(DECISION)) == {"a", "b"}


def test_typing_is_one_change(file: Path) -> None:
    """Each pause saves; one undo takes back the whole text."""
    save(file, "a", Decision("before"))
    for text in ("b", "be", "better"):
        change(file, [edit(DECISION, "a", Decision(text))], "edited", session="form-1")

    undo(file, [DECISION])

    assert read_notes(file).of(DECISION) == {"a": Decision("before")}


def test_a_change_that_was_noted_and_never_made_is_passed_over(file: Path) -> None:
    """The program was killed between the two."""
    save(file, "a", Decision("1"), label="made")
    text = file.read_bytes()
    save(file, "b", Decision("2"), label="never made")
    file.write_bytes(text)

    assert undo(file, [DECISION]) == "made"


def test_a_damaged_journal_costs_undo_steps_only(file: Path) -> None:
    """Saving goes on."""
    save(file, "a", Decision("1"))
    journal_of(file).write_text("[{]")

    assert last_change(file, [DECISION]) is None
    save(file, "b", Decision("2"))

    assert set(read_notes(file).of(DECISION)) == {"a", "b"}
    assert len(json.loads(journal_of(file).read_text())) == 1


# --- other programs -------------------------------------------------------------------------


def _write_many(file: Path, name: str, count: int) -> None:
    for number in range(count):
        change(file, [edit(DECISION, f"{name}-{number}", Decision(name))], name)


def test_two_processes_lose_nothing_of_each_other(file: Path) -> None:
    """They write different entries as fast as they can."""
    spawn = multiprocessing.get_context("fork")
    writers = [spawn.Process(target=_write_many, args=(file, name, 25)) for name in "ab"]

    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)

    assert [writer.exitcode for writer in writers] == [0, 0]
    assert len(read_notes(file).of(DECISION)) == 50
    assert len(json.loads(journal_of(file).read_text())) == 50


def test_a_killed_process_leaves_a_whole_file_and_no_lock(file: Path) -> None:
    """`kill -9` at any moment; the next one saves and undoes as if nothing had been."""
    fork = multiprocessing.get_context("fork")
    for delay in (0.005, 0.02, 0.05):
        writer = fork.Process(target=_write_many, args=(file, f"w{delay}", 10_000))
        writer.start()
        writer.join(delay + 0.05)
        os.kill(writer.pid or 0, signal.SIGKILL)
        writer.join(10)
        there = read_notes(file).of(DECISION)

        save(file, "after", Decision(str(delay)), label="after")

        assert set(read_notes(file).of(DECISION)) == {*there, "after"}
        assert undo(file, [DECISION]) == "after"
    left = {p.name for p in file.parent.iterdir()} - {file.name, journal_of(file).name}
    assert [name for name in left if name.startswith(f".{file.name}.")] == []


def test_who_waits_too_long_is_told(file: Path) -> None:
    """Nothing is changed, and the fix is to try again."""
    with locked(file), pytest.raises(ConfigError, match="another program"), locked(file, 0.05):
        pytest.fail("two had the lock")


class Meddling(Kind[Decision]):
    """While its entry is being written, somebody saves the file in an editor, once."""

    __slots__ = ()

    def raw(self, entry: Decision) -> dict[str, object]:
        """As every kind does it."""
        if "hand" not in FILES[0].read_text():
            FILES[0].write_text(FILES[0].read_text() + '\n[decisions.hand]\ntext = "by hand"\n')
        return Kind.raw(self, entry)


FILES: list[Path] = []


def test_an_editor_that_saves_in_between_is_not_overwritten(file: Path) -> None:
    """It knows no lock; the change is applied to what it saved."""
    save(file, "a", Decision("1"))
    FILES[:] = [file]

    change(file, [edit(Meddling("decisions", Decision), "b", Decision("2"))], "mine")

    assert set(read_notes(file).of(DECISION)) == {"a", "b", "hand"}


# --- disks ----------------------------------------------------------------------------------


def _save_without_room(file: Path) -> None:
    """A disk that takes 64 bytes more; the signal for it is an error then, as on a full disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))
    try:
        change(file, [edit(DECISION, "b", Decision("long " * 50))], "typed")
    except ConfigError as error:
        os._exit(7 if "not saved" in error.problem and "free some" in error.fix else 8)
    os._exit(0)


def test_a_full_disk_is_said_and_nothing_is_lost(file: Path) -> None:
    """The file is as it was, byte for byte, and nothing half stays beside it."""
    save(file, "a", Decision("1"))
    before = {path.name: path.read_bytes() for path in file.parent.iterdir()}
    writer = multiprocessing.get_context("fork").Process(target=_save_without_room, args=(file,))

    writer.start()
    writer.join(30)

    assert writer.exitcode == 7
    assert {path.name: path.read_bytes() for path in file.parent.iterdir()} == before


def test_a_read_only_file_is_not_replaced(file: Path) -> None:
    """Somebody protected it; that a new file could take its place does not matter."""
    save(file, "a", Decision("1"))
    file.chmod(0o444)

    with pytest.raises(ConfigError, match="read-only"):
        save(file, "a", Decision("2"))

    assert read_notes(file).of(DECISION) == {"a": Decision("1")}


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    """No folder is made behind a person's back."""
    with pytest.raises(ConfigError, match="could not be saved"):
        save(tmp_path / "gone" / "notes.toml", "a", Decision("1"))
