"""Behaviour of `segkit.widgets.considerations`, without a browser."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

from segkit.considerations.considering import Considering
from segkit.engagement.demo import create_demo
from segkit.engagement.notes import ADDED, WORD, Word, read_notes
from segkit.engagement.settings import read_engagement
from segkit.facts.known import Facts
from segkit.widgets import ConsiderationsWidget

WIDGET = "application/vnd.jupyter.widget-view+json"
LIMITS = "firebase-02/*/firebase"


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


def row_of(widget: ConsiderationsWidget, key: str = LIMITS) -> str:
    """The row with this key."""
    return next(row for row, entry in widget.entries.items() if key in entry["keys"])


def send(widget: ConsiderationsWidget, do: str, **message: object) -> dict[str, object]:
    """A message as the browser sends it; gives the answer."""
    sent = {"do": do, "ticket": "t1", "keys": [LIMITS], "row": row_of(widget), **message}
    widget._handle_custom_msg(sent, [])
    assert widget.answer["ticket"] == "t1"
    answer: dict[str, object] = widget.answer
    return answer


def word(widget: ConsiderationsWidget, key: str = LIMITS) -> Word | None:
    """What the file says."""
    return read_notes(widget.considering.file).get(WORD, key)


def test_the_customers_view_travels_in_the_bundle(widget: ConsiderationsWidget) -> None:
    """A host that can run no widget shows what an export shows, without controls or marks."""
    send(widget, "dismiss", reason="secret reason")

    data, _ = widget._repr_mimebundle_()  # type: ignore[misc]

    assert data[WIDGET]["model_id"] == widget.model_id
    assert "An event that reports revenue" in data["text/html"]
    assert "An event that reports revenue" in data["text/plain"]
    for hidden in ("Firebase has limits", "secret reason", "<button", "not read yet"):
        assert hidden not in data["text/html"]


def test_rows_can_be_filtered_by_source_destination_severity_and_word(
    widget: ConsiderationsWidget,
) -> None:
    """What a filter offers is what the rows say."""
    for name in ("source", "destination", "severity", "state"):
        assert f'data-sk-filter="{name}"' in widget.html
        assert f"data-sk-{name}=" in widget.html
    assert "&lt;option" not in widget.html


def test_the_buttons_name_what_they_are_for(widget: ConsiderationsWidget) -> None:
    """A row's own keys, and all that is open of its destination."""
    named = [
        json.loads(unescape(found)) for found in re.findall(r'data-sk-keys="(.*?)"', widget.html)
    ]

    assert [LIMITS] in named
    assert any(LIMITS in keys and len(keys) > 3 for keys in named)
    for keys in named:
        widget.considering.accept(keys)


def test_quiet_pairs_and_origin_are_explicit(widget: ConsiderationsWidget) -> None:
    """Pairs without considerations are named; each row says where it comes from."""
    quiet = widget.considering.facts.quiet_after(widget.considering.considered)

    assert quiet
    for words in set(quiet.values()):
        assert words.capitalize() in widget.html
    assert "segkit&#39;s knowledge base, as of 20" in widget.html
    assert "Read more in Segment" in widget.html


def test_each_gesture_is_saved_and_shown(widget: ConsiderationsWidget) -> None:
    """Accept, edit, dismiss, take back, undo: the file and the rows follow."""
    send(widget, "accept")
    accepted = word(widget)
    send(widget, "edit", text="Mine & <b>yours</b>")
    edited = word(widget)
    assert "Mine &amp; &lt;b&gt;yours&lt;/b&gt;" in widget.html
    send(widget, "dismiss", reason="No need")
    dismissed = word(widget)
    send(widget, "forget")

    assert [w and w.state for w in (accepted, edited, dismissed)] == [
        "accepted", "edited", "dismissed",
    ]  # fmt: skip
    assert word(widget) is None
    for _ in range(4):
        send(widget, "undo")
    assert word(widget) is None
    assert "Nothing to undo" in widget.html
    assert "Undone: accepted" in str(widget.answer["said"])


def test_typing_is_answered_without_drawing_everything(widget: ConsiderationsWidget) -> None:
    """The rows follow when the form is closed; one undo takes the whole text back."""
    before = widget.html
    for text in ("M", "Mi", "Mine"):
        answer = send(widget, "edit", text=text, session="form")
        assert widget.html == before
        assert answer["problem"] is None

    send(widget, "look", keys=[])
    assert "Mine" in widget.html
    send(widget, "undo")
    assert word(widget) is None


def test_each_answer_has_the_version_to_go_on_from(widget: ConsiderationsWidget) -> None:
    """A form that was opened before somebody else wrote is refused, and shows theirs."""
    first = widget.entries[row_of(widget)]["versions"][LIMITS]
    saved = send(widget, "edit", text="Mine", seen=first, session="s")["saved"]
    again = send(widget, "edit", text="Mine!", seen=saved["version"], session="s")  # type: ignore[index]
    assert again["problem"] is None

    refused = send(widget, "edit", text="Theirs", seen=first, session="other")

    assert refused["problem"][2] is True  # type: ignore[index]
    assert widget.entries[row_of(widget)]["text"] == "Mine!"
    found = word(widget)
    assert found is not None
    assert found.text == "Mine!"


def test_the_word_of_another_notebook_is_shown_not_overwritten(
    widget: ConsiderationsWidget,
) -> None:
    """A conflict draws what is there now."""
    other = Considering(widget.considering.facts)
    other.dismiss([LIMITS], "Theirs")

    answer = send(widget, "accept")

    assert answer["problem"][2] is True  # type: ignore[index]
    assert "Theirs" in widget.html
    assert 'role="alert"' in widget.html
    found = word(widget)
    assert found is not None
    assert found.state == "dismissed"


def test_an_own_consideration_is_one_entry_while_it_is_typed(widget: ConsiderationsWidget) -> None:
    """The first answer gives its key; the next messages change that one."""
    own = {"severity": "high", "target": "firebase", "row": "", "session": "s"}
    key = send(widget, "own", keys=[], text="Lo", **own)["saved"]["keys"]  # type: ignore[index]
    send(widget, "own", keys=key, text="Look here", row="", session="t")
    send(widget, "look", keys=[])

    [(made, entry)] = read_notes(widget.considering.file).of(ADDED).items()
    assert ([made], entry.text, entry.target) == (key, "Look here", "firebase")
    assert widget.html.count("Look here") >= 1
    assert widget.entries[row_of(widget, made)]["state"] == "added"


def test_rows_stay_where_they_are(widget: ConsiderationsWidget) -> None:
    """A row that becomes less serious does not jump away from who edits it."""

    def rows() -> list[str]:
        return re.findall(r'data-sk-key="(word-[^"]*)"', widget.html)

    before = rows()

    send(widget, "edit", severity="low")

    assert rows() == before
    assert len(before) > 50


@pytest.mark.parametrize(
    "message",
    [
        {"do": "dismiss", "reason": " "},
        {"do": "edit", "severity": "urgent"},
        {"do": "accept", "keys": ["nothing"]},
        {"do": "accept", "keys": []},
        {"do": "accept", "keys": "text"},
        {"do": "own", "keys": [], "text": ""},
        {"do": "explode"},
        {"do": "undo"},
    ],
)
def test_what_cannot_be_done_is_answered(
    widget: ConsiderationsWidget, message: dict[str, object]
) -> None:
    """Never a traceback; the file stays as it is."""
    answer = send(widget, **message)  # type: ignore[arg-type]

    assert answer["problem"]
    assert 'role="alert"' in widget.html
    assert not widget.considering.file.exists()


def test_a_damaged_file_is_answered_and_stays(widget: ConsiderationsWidget) -> None:
    """Somebody's half-typed line is not written over, and the widget goes on."""
    widget.considering.file.write_text("[broken", encoding="utf-8")

    answer = send(widget, "accept")
    again = send(widget, "look")

    assert "could not be read" in str(answer["problem"])
    assert "could not be read" in str(again["problem"])
    assert widget.considering.file.read_text(encoding="utf-8") == "[broken"
