"""Behaviour of `segkit.facts.considering` and of `segkit consider`, on the demo engagement."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from segkit.cli import cli
from segkit.engagement.demo import create_demo
from segkit.engagement.notes import WORD, Added, read_notes
from segkit.engagement.settings import read_engagement
from segkit.engagement.snapshot import take_snapshot
from segkit.errors import NotesConflictError, SegkitError, UsageError
from segkit.facts.considering import Considering, Wording
from segkit.facts.known import Facts
from segkit.facts.todos import open_todos
from segkit.guide import Guide

LIMITS = "firebase-02/*/firebase"
HOSTILE = 'Ünï "x" ]]>\n\x00\x1b\ud800 <script>'


def run(*arguments: str | Path) -> Result:
    """`segkit ARGUMENTS`."""
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo engagement, in which nothing was settled yet, made once."""
    folder = create_demo(tmp_path_factory.mktemp("considering") / "demo").folder
    (folder / "notes.toml").unlink()
    return folder


@pytest.fixture
def demo(made: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copytree(made, tmp_path / "demo"))


@pytest.fixture
def desk(demo: Path) -> Considering:
    """Its considerations."""
    return Considering(Facts(read_engagement(demo)))


def ids_open(folder: Path) -> list[str]:
    """The open to-dos."""
    return [item.id for item in open_todos(Facts(read_engagement(folder)))]


def test_accepting_by_patterns_closes_the_to_do(demo: Path, desk: Considering) -> None:
    """Two destinations at once, then all; what is low needs no word."""
    counts = [sum(s.needs_word for s in desk.considered.statements)]
    for pattern in ("*/*/firebase", "*"):
        assert ids_open(demo) == ["considerations"]
        desk.accept(desk.matching(pattern))
        counts.append(sum(s.needs_word for s in desk.considered.statements))

    assert counts[0] > counts[1] > counts[2] == 0
    assert ids_open(demo) == []
    assert desk.undo().startswith("accepted ")
    assert ids_open(demo) == ["considerations"]


def test_what_is_low_needs_no_word(demo: Path, desk: Considering) -> None:
    """The to-do closes when everything else was given a word."""
    keys = [k for s in desk.considered.statements if s.needs_word for k in s.keys]

    desk.accept(keys)

    assert ids_open(demo) == []
    assert any(one.state == "open" for one in desk.considered.items)


def test_an_edit_keeps_hostile_words_exactly_and_stands_in_the_guide(
    demo: Path, desk: Considering
) -> None:
    """In the file as typed, on the page as text."""
    desk.edit([LIMITS], Wording(text=HOSTILE, severity="high"))

    [word] = read_notes(demo / "notes.toml").of(WORD).values()
    assert (word.text, word.severity, word.action) == (HOSTILE, "high", "")
    html = Guide(read_engagement(demo)).considerations().html  # type: ignore[attr-defined]
    assert "Ünï &#34;x&#34; ]]&gt;<br>" in html
    assert "<script>" not in html


def test_saying_what_segkit_says_is_accepting(desk: Considering) -> None:
    """No wording is kept that is not the SA's own."""
    item = next(o.item for o in desk.considered.items if o.everywhere == LIMITS)

    desk.edit([LIMITS], Wording(text="mine"))
    desk.edit([LIMITS], Wording(text=item.text))

    word = desk.notes.get(WORD, LIMITS)
    assert word is not None
    assert (word.state, word.text) == ("accepted", "")


def test_a_dismissed_one_is_hidden_from_the_customer_and_shown_in_the_draft(
    demo: Path, desk: Considering
) -> None:
    """With its reason; marks are for the SA alone."""
    desk.dismiss([LIMITS], "They measured it.")
    desk.edit(["firebase-03/*/firebase"], Wording(action="Send the currency."))

    engagement = read_engagement(demo)
    final = Guide(engagement).considerations().html  # type: ignore[attr-defined]
    draft = Guide(engagement, draft=True).considerations().html  # type: ignore[attr-defined]

    assert "Firebase has limits" not in final
    assert "Send the currency." in final
    assert "your wording" not in final
    assert "They measured it." in draft
    assert "Firebase has limits" in draft
    assert "your wording" in draft


@pytest.mark.parametrize(
    "act",
    [
        lambda desk: desk.dismiss([LIMITS], "  "),
        lambda desk: desk.edit([LIMITS], Wording(text=" ")),
        lambda desk: desk.edit([LIMITS], Wording(severity="urgent")),
        lambda desk: desk.accept(["nothing/*/firebase"]),
        lambda desk: desk.matching("nothing*"),
        lambda desk: desk.forget([LIMITS]),
        lambda desk: desk.add(Added("")),
        lambda desk: desk.add(Added("x", severity="urgent")),
        lambda desk: desk.add(Added("x", source="nowhere")),
        lambda desk: desk.add(Added("x", target="nowhere")),
        lambda desk: desk.add(Added("x", source="quillmoor_web_dev", target="firebase")),
        lambda desk: desk.undo(),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    demo: Path,
    desk: Considering,
    act: object,
) -> None:
    """Each with what to do instead."""
    with pytest.raises(UsageError) as caught:
        act(desk)  # type: ignore[operator]

    assert caught.value.fix
    assert not (demo / "notes.toml").exists()


def test_a_form_that_was_opened_on_an_older_word_is_refused(desk: Considering) -> None:
    """Also within one notebook, which shows the newer word already."""
    seen = desk.version([LIMITS])
    desk.dismiss([LIMITS], "theirs")

    with pytest.raises(NotesConflictError):
        desk.edit([LIMITS], Wording(text="mine"), seen=seen)

    desk.edit([LIMITS], Wording(text="mine"), seen=desk.version([LIMITS]))


def test_two_notebooks_merge_what_they_do(demo: Path, desk: Considering) -> None:
    """Different considerations meet; the same one is refused."""
    other = Considering(Facts(read_engagement(demo)))

    desk.accept([LIMITS])
    other.accept(["firebase-03/*/firebase"])
    desk.refresh()
    desk.dismiss([LIMITS], "first")
    with pytest.raises(NotesConflictError):
        other.dismiss([LIMITS], "second")

    words = read_notes(demo / "notes.toml").of(WORD)
    assert {key: word.state for key, word in words.items()} == {
        LIMITS: "dismissed", "firebase-03/*/firebase": "accepted",
    }  # fmt: skip


def test_a_note_with_a_key_of_its_own_is_changed_where_it_is(demo: Path) -> None:
    """A person wrote it; what it is about decides, not what it is called."""
    (demo / "notes.toml").write_text(
        '[considerations.limits]\nabout = "firebase-02"\nstate = "accepted"\n'
        'source = "*"\ntarget = "firebase"\n'
    )
    desk = Considering(Facts(read_engagement(demo)))

    desk.dismiss([LIMITS], "r")

    assert set(read_notes(demo / "notes.toml").of(WORD)) == {"limits"}


def test_a_fresh_pull_keeps_words_and_lists_lost_ones(demo: Path, desk: Considering) -> None:
    """In `segkit check` and in the list; not in the customer's guide."""
    desk.dismiss([LIMITS], "They measured it.")
    desk.dismiss(["firebase-03/*/firebase"], "Kept.")
    desk.add(Added("Look at the other app.", source="trail_app_ios_prod"))
    workspace = json.loads((demo / "workspace.json").read_text(encoding="utf-8"))
    workspace["destinations"] = [
        d for d in workspace["destinations"] if d["metadata"]["slug"] != "firebase"
    ]
    (demo / "workspace.json").write_text(json.dumps(workspace), encoding="utf-8")

    take_snapshot(read_engagement(demo))

    check = run("check", demo)
    listed = json.loads(run("check", demo, "--json").output)["lost"]
    assert "2 of your notes have lost their object" in check.output
    assert [one["key"] for one in listed] == [LIMITS, "firebase-03/*/firebase"]
    assert "no destination firebase" in listed[0]["why"]
    assert "They measured it." not in run("export", demo, "--draft").output
    guide = Guide(read_engagement(demo))
    assert "Look at the other app." in guide.considerations().html  # type: ignore[attr-defined]
    assert "Firebase has limits" not in guide.considerations().html  # type: ignore[attr-defined]
    draft = Guide(read_engagement(demo), draft=True).considerations()
    assert "They measured it." in draft.html  # type: ignore[attr-defined]
    assert run("consider", "forget", LIMITS, demo).exit_code == 0
    assert len(json.loads(run("check", demo, "--json").output)["lost"]) == 1


# --- the command line -----------------------------------------------------------------------


def test_the_list_names_every_consideration_with_its_key(demo: Path) -> None:
    """The keys are what the other commands take."""
    found = json.loads(run("consider", "--json", demo).output)

    one = next(c for c in found["considerations"] if c["everywhere"] == LIMITS)
    assert one["state"] == "open"
    assert one["key"] in {f"firebase-02/trail_app_{a}/{one['destination']}" for a in
                          ("ios_prod", "android_prod", "android")}  # fmt: skip
    assert found["open"] == len(found["considerations"])
    text = run("consider", demo).output
    assert LIMITS in text
    assert text == run("consider", "list", demo).output


def test_each_gesture_has_its_command(demo: Path) -> None:
    """And undo takes them back, one by one."""
    pair = next(
        c["key"]
        for c in json.loads(run("consider", demo, "--json").output)["considerations"]
        if c["everywhere"] == "firebase-03/*/firebase"
    )
    done = [
        run("consider", "accept", "*/*/hotjar", demo),
        run("consider", "edit", LIMITS, demo, "--text", "Mine", "--severity", "low"),
        run("consider", "dismiss", pair, demo, "--reason", "No revenue here"),
        run("consider", "add", demo, "--text", "Own", "--destination", "firebase"),
    ]
    by_state = {
        c["state"] for c in json.loads(run("consider", demo, "--json").output)["considerations"]
    }
    undone = [run("consider", "undo", demo) for _ in done]

    assert [r.exit_code for r in (*done, *undone)] == [0] * 8
    assert by_state == {"open", "accepted", "edited", "dismissed", "added"}
    assert undone[0].output == "Undone: added “Own”\n"
    found = json.loads(run("consider", demo, "--json").output)
    assert found["open"] == len(found["considerations"])


def test_mistakes_are_one_message_and_status_2(demo: Path) -> None:
    """Each says what to do."""
    for arguments in (
        ("accept", "nothing", demo),
        ("edit", LIMITS, demo),
        ("dismiss", LIMITS, demo, "--reason", " "),
        ("dismiss", LIMITS, demo),
        ("undo", demo),
        ("list", demo.parent / "nowhere"),
    ):
        result = run("consider", *arguments)

        assert result.exit_code == 2
        assert "Traceback" not in result.output
        assert "To fix:" in result.output or "Missing option" in result.output


def test_a_damaged_file_is_said_everywhere(demo: Path, desk: Considering) -> None:
    """Nothing is written over it."""
    (demo / "notes.toml").write_text("[broken")

    for result in (run("consider", demo), run("consider", "accept", LIMITS, demo)):
        assert result.exit_code == 2
        assert "could not be read" in result.output
    with pytest.raises(SegkitError):
        desk.accept([LIMITS])
    assert (demo / "notes.toml").read_text() == "[broken"
