"""Behaviour of `segkit.widgets.considerations`, without a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from segkit.engagement.demo import create_demo
from segkit.engagement.notes import ADDED, WORD, Word, change, edit, read_notes
from segkit.engagement.notes.workshop import ACTIONS, QUESTIONS, Action, Question
from segkit.engagement.settings import read_engagement
from segkit.facts.considering import Considering
from segkit.facts.known import Facts
from segkit.widgets import ConsiderationsWidget

Send = Callable[..., dict[str, object]]
Shown = Callable[[ConsiderationsWidget], str]
WIDGET = "application/vnd.jupyter.widget-view+json"
LIMITS = "firebase-02/*/firebase"
NAMED = json.dumps([LIMITS])


@pytest.fixture(scope="module")
def engagement(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo engagement's folder."""
    return create_demo(tmp_path_factory.mktemp("widget") / "demo").folder


@pytest.fixture
def widget(engagement: Path) -> ConsiderationsWidget:
    """Its considerations, of which none was given a word."""
    for file in ("notes.toml", ".notes-undo.json"):
        (engagement / file).unlink(missing_ok=True)
    return ConsiderationsWidget(Considering(Facts(read_engagement(engagement))))


def word(widget: ConsiderationsWidget, key: str = LIMITS) -> Word | None:
    """What the file says."""
    return read_notes(widget.considering.file).get(WORD, key)


def filled(html: str, key: str = LIMITS) -> dict[str, object]:
    """What the forms of the row with this key are filled in with."""
    for found in re.findall(r'data-sk-values="(.*?)"', html):
        values: dict[str, object] = json.loads(unescape(found))
        if key in str(values["keys"]) or key == values["item"]:
            return values
    raise AssertionError(key)


def version(html: str, key: str = LIMITS) -> str:
    """The version of the note that a form of this row goes on from."""
    keys = filled(html, key)["keys"]
    assert isinstance(keys, list)
    return str(keys[0][2])


def test_the_customers_view_travels_in_the_bundle(widget: ConsiderationsWidget, send: Send) -> None:
    """A host that can run no widget shows what an export shows, without controls or marks."""
    send(widget, "dismiss", fields={"keys": NAMED, "reason": "secret reason"})

    data, _ = widget._repr_mimebundle_()  # type: ignore[misc]

    assert data[WIDGET]["model_id"] == widget.model_id
    assert "An event that reports revenue" in data["text/html"]
    assert "An event that reports revenue" in data["text/plain"]
    for hidden in ("Firebase has limits", "secret reason", "<button", "not read yet"):
        assert hidden not in data["text/html"]


def test_rows_can_be_filtered_by_source_destination_class_severity_and_word(
    widget: ConsiderationsWidget, shown: Shown
) -> None:
    """What a filter offers is what the rows say."""
    html = shown(widget)
    rows = [json.loads(unescape(row)) for row in re.findall(r'data-sk-row="(.*?)"', html)]

    for name in ("source", "destination", "class", "severity", "state"):
        assert f'data-sk-filter="{name}"' in html
        assert all(name in row for row in rows)
    assert len(rows) > 50
    assert "&lt;option" not in html


def test_the_buttons_name_what_they_are_for(widget: ConsiderationsWidget, shown: Shown) -> None:
    """A row's own keys, and each can be accepted."""
    named = [
        json.loads(unescape(found))
        for found in re.findall(r'data-sk-do="accept" value="(.*?)"', shown(widget))
    ]

    assert [LIMITS] in named
    for keys in named:
        widget.considering.accept(keys)


def test_undo_leaves_what_other_forms_noted(
    widget: ConsiderationsWidget, send: Send, shown: Shown
) -> None:
    """A captured action or question stays, also where it is the last change of all."""
    send(widget, "accept", NAMED)
    file = widget.considering.file
    captured = [
        edit(ACTIONS, "noted", Action("Order the labels")),
        edit(QUESTIONS, "asked", Question("Who may see prices?")),
    ]
    for one in captured:
        change(file, [one], "captured")
    send(widget, "look")
    assert "captured" not in shown(widget)

    send(widget, "undo")

    notes = read_notes(file)
    assert not notes.of(WORD)
    assert set(notes.of(ACTIONS)) == {"noted"}
    assert set(notes.of(QUESTIONS)) == {"asked"}
    assert "Nothing to undo" in shown(widget)


def test_quiet_pairs_and_origin_are_explicit(widget: ConsiderationsWidget, shown: Shown) -> None:
    """Pairs without considerations are named; each row says where it comes from."""
    quiet = widget.considering.facts.quiet_after(widget.considering.considered)
    html = shown(widget)

    assert quiet
    for words in set(quiet.values()):
        assert words.capitalize() in html
    assert "segkit&#39;s knowledge base, as of 6 Nov 2025" in html
    assert "Read more in Segment" in html


def test_each_gesture_is_saved_and_shown(
    widget: ConsiderationsWidget, send: Send, shown: Shown
) -> None:
    """Accept, edit, dismiss, take back, undo: the file and the rows follow."""
    send(widget, "accept", "", NAMED)
    accepted = word(widget)
    send(widget, "edit", fields={"keys": NAMED, "text": "Mine & <b>yours</b>"})
    edited = word(widget)
    assert "Mine &amp; &lt;b&gt;yours&lt;/b&gt;" in shown(widget)
    send(widget, "dismiss", fields={"keys": NAMED, "reason": "No need"})
    dismissed = word(widget)
    send(widget, "forget", "", NAMED)

    assert [w and w.state for w in (accepted, edited, dismissed)] == [
        "accepted", "edited", "dismissed",
    ]  # fmt: skip
    assert word(widget) is None
    answers = [send(widget, "undo") for _ in range(4)]
    assert word(widget) is None
    assert "Nothing to undo" in shown(widget)
    assert "Undone: accepted" in str(answers[-1]["said"])


def test_counters_and_row_follow_while_one_types(widget: ConsiderationsWidget, send: Send) -> None:
    """Nothing else is drawn anew; one undo takes the whole text back."""
    for text in ("M", "Mi", "Mine"):
        parts = send(widget, "edit", fields={"keys": NAMED, "text": text}, session="s")["parts"]

    assert isinstance(parts, dict)
    assert {key.partition("-")[0] for key in parts} <= {"bar", "tabs", "tools", "word"}
    assert "Mine" in str(parts)
    send(widget, "undo")
    assert word(widget) is None


def test_each_answer_has_the_version_to_go_on_from(
    widget: ConsiderationsWidget, send: Send, shown: Shown
) -> None:
    """A form that was opened before somebody else wrote is refused, and shows theirs."""
    first = version(shown(widget))
    fields = {"keys": NAMED, "text": "Mine"}
    saved = send(widget, "edit", fields=fields, seen=first, session="s")
    again = send(widget, "edit", fields={**fields, "text": "Mine!"}, seen=saved["seen"])
    assert "problem" not in again

    refused = send(widget, "edit", fields={**fields, "text": "Theirs"}, seen=first)["problem"]

    assert refused["conflict"]  # type: ignore[index]
    assert refused["there"] == "edited: Mine!"  # type: ignore[index]
    assert refused["seen"] == version(shown(widget))  # type: ignore[index]
    found = word(widget)
    assert found is not None
    assert found.text == "Mine!"


def test_the_word_of_another_notebook_is_shown_not_overwritten(
    widget: ConsiderationsWidget, send: Send, shown: Shown
) -> None:
    """A conflict draws what is there now."""
    seen = version(shown(widget))
    other = Considering(widget.considering.facts)
    other.dismiss([LIMITS], "Theirs")

    answer = send(widget, "accept", "", NAMED, seen=seen)

    assert answer["problem"]["conflict"]  # type: ignore[index]
    assert "Theirs" in str(answer["parts"])
    found = word(widget)
    assert found is not None
    assert found.state == "dismissed"


def test_an_own_consideration_is_one_entry_while_it_is_typed(
    widget: ConsiderationsWidget, send: Send, shown: Shown
) -> None:
    """The browser names it, so that sending it twice adds it once."""
    own = {"severity": "high", "target": "firebase"}
    for text in ("Lo", "Look here"):
        send(widget, "own", "own-1", fields={**own, "text": text}, session="s")

    [(made, entry)] = read_notes(widget.considering.file).of(ADDED).items()
    assert (made, entry.text, entry.target) == ("own-1", "Look here", "firebase")
    assert "Look here" in shown(widget)
    values = filled(shown(widget), "own-1")
    assert (values["own"], values["item"]) == (True, "own-1")


def test_rows_stay_where_they_are(widget: ConsiderationsWidget, send: Send, shown: Shown) -> None:
    """A row that becomes less serious does not jump away from who edits it."""

    def rows() -> list[str]:
        return re.findall(r'data-sk-key="(word-[^"]*)"', shown(widget))

    before = rows()

    send(widget, "edit", fields={"keys": NAMED, "severity": "low"})

    assert rows() == before
    assert len(before) > 50


def test_what_is_wrong_now_stands_first_across_destinations(
    widget: ConsiderationsWidget, send: Send, shown: Shown
) -> None:
    """Each says what it is about, stands there once, and stays when it is judged."""

    def groups() -> list[tuple[str, list[str]]]:
        parts = re.split(r'<section class="sk-words-group"', shown(widget))[1:]
        return [
            (re.findall(r'aria-label="([^"]*)"', one)[0], re.findall(r'data-sk-walk[^>]*? data-sk-key="([^"]*)"', one))
            for one in parts
        ]  # fmt: skip

    before = groups()
    name, rows = before[0]
    classes = [s.first.item.class_ for s in widget.considering.considered.statements]
    every = [row for _, found in before for row in found]

    assert (name, len(rows)) == ("Wrong now", classes.count("wrong now"))
    assert len(every) == len(set(every)) == len(classes)
    others = [(name, len(rows)) for name, rows in before[1:]]
    assert others == [
        ("Check", classes.count("check")),
        ("Good to know", classes.count("good to know")),
        ("Satisfied", classes.count("satisfied")),
    ]
    assert f"{len(rows)} wrong now wait for your word" in shown(widget)
    assert '<span title="Slack - big orders">' in shown(widget)
    blocker = next(
        s for s in widget.considering.considered.statements if s.first.item.severity == "blocker"
    )
    send(widget, "edit", fields={"keys": json.dumps(list(blocker.keys)), "severity": "low"})
    assert groups() == before


@pytest.mark.parametrize(
    ("do", "value", "fields"),
    [
        ("dismiss", "", {"keys": NAMED, "reason": " "}),
        ("edit", "", {"keys": NAMED, "severity": "urgent"}),
        ("accept", '["nothing"]', {}),
        ("accept", "[]", {}),
        ("accept", "text", {}),
        ("own", "", {"text": "no key"}),
        ("explode", NAMED, {}),
        ("undo", "", {}),
    ],
)
def test_what_cannot_be_done_is_answered(
    widget: ConsiderationsWidget, send: Send, do: str, value: str, fields: dict[str, str]
) -> None:
    """Never a traceback; the file stays as it is."""
    answer = send(widget, do, "", value, fields=fields)

    assert answer["problem"]
    assert not widget.considering.file.exists()


def test_a_damaged_file_is_answered_and_stays(widget: ConsiderationsWidget, send: Send) -> None:
    """Somebody's half-typed line is not written over, and the widget goes on."""
    widget.considering.file.write_text("[broken", encoding="utf-8")

    for gesture in (("accept", "", NAMED), ("look",)):
        assert "could not be read" in str(send(widget, *gesture)["problem"])

    assert widget.considering.file.read_text(encoding="utf-8") == "[broken"


def checked(widget: ConsiderationsWidget, trouble: str) -> str:
    """Keys of a question that an answer settles, as JSON."""
    for statement in widget.considering.considered.statements:
        item = statement.first.item
        if (item.class_, item.trouble) == ("check", trouble):
            return json.dumps(list(statement.keys))
    raise AssertionError(trouble)


@pytest.mark.parametrize(("trouble", "calm"), [("yes", "no"), ("no", "yes")])
def test_an_answer_does_what_it_said(
    widget: ConsiderationsWidget, send: Send, shown: Shown, trouble: str, calm: str
) -> None:
    """The troubling answer makes it wrong now, with its owner; the other satisfies it; undo asks again."""
    keys = checked(widget, trouble)
    html = shown(widget)
    assert "Wrong now. " in html
    assert "Satisfied, on your word." in html
    before = widget.considering.considered.items

    fields = {"keys": keys, "owner": "Idris Vane", "by": "2026-12-04"}
    assert send(widget, "answer", "", trouble, fields=fields)["saved"]
    named = set(json.loads(keys))
    found = [
        one for one in widget.considering.considered.items if {one.key, one.everywhere} & named
    ]
    assert {one.item.class_ for one in found} == {"wrong now"}
    assert all(one.item.evidence.endswith("on your word.") for one in found)
    action = read_notes(widget.considering.file).of(ACTIONS)[json.loads(keys)[0]]
    assert (action.owner, action.due) == ("Idris Vane", "2026-12-04")
    send(widget, "undo")
    assert widget.considering.considered.items == before

    assert send(widget, "answer", "", calm, fields={"keys": keys})["saved"]
    found = [
        one for one in widget.considering.considered.items if {one.key, one.everywhere} & named
    ]
    assert {one.item.class_ for one in found} == {"satisfied"}
    assert not set(json.loads(keys)) & set(read_notes(widget.considering.file).of(ACTIONS))


def test_who_knows_is_asked_by_name(widget: ConsiderationsWidget, send: Send, shown: Shown) -> None:
    """An open question of that name and day; without a name nothing is noted."""
    keys = checked(widget, "no")
    refused = send(widget, "ask", "", fields={"keys": keys, "owner": " "})
    assert "Nobody is named" in str(refused["problem"])
    assert not read_notes(widget.considering.file).of(QUESTIONS)

    send(widget, "ask", "", fields={"keys": keys, "owner": "Maren Tolbert", "by": "4 Dec 2026"})

    noted = list(read_notes(widget.considering.file).of(QUESTIONS).values())
    assert {(one.owner, one.due) for one in noted} == {("Maren Tolbert", "2026-12-04")}
    assert all(one.text.endswith("?") for one in noted)
    assert "Asked: Maren Tolbert, 2026-12-04" in shown(widget)


def test_a_question_without_a_yes_has_no_answer(widget: ConsiderationsWidget, send: Send) -> None:
    """`Which figure do the tools report?` is accepted, or asked."""
    assert "no such answer" in str(
        send(widget, "answer", "", "yes", fields={"keys": checked(widget, "")})["problem"]
    )


def test_accepting_takes_owner_and_day_along(
    widget: ConsiderationsWidget, send: Send, shown: Shown
) -> None:
    """One undo takes both back; without an owner the row says so."""
    wrong = next(
        s for s in widget.considering.considered.statements if s.first.item.class_ == "wrong now"
    )
    keys = json.dumps(list(wrong.keys))

    send(widget, "accept", "", fields={"keys": keys, "owner": "Stores", "by": "2026-12-11"})

    assert "Stores, 2026-12-11" in shown(widget)
    assert "10 of 11 wrong now wait for your word" in shown(widget)
    send(widget, "undo")
    assert not read_notes(widget.considering.file).of(ACTIONS)
    send(widget, "accept", "", fields={"keys": keys})
    assert "No owner yet" in shown(widget)
